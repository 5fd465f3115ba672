"""The books: what is in force for each unit and period, and what waits, derived from all readings and rulings.

A pure fold over ledger values. It never depends on the order in which messages were recorded, only on when they were first
sighted: the same mails, delivered in another order or split otherwise over the mailboxes, give the same books. A ruling settles
the reading that it is about, and what was recorded after a ruling is weighed against it as something later.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.calendar import Calendar
from ingest.values import Decision, PeriodBasis, Reading, Reason
from parsers.values import Change, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReading:
    """A reading in the ledger, with what its message is known by."""

    id: int
    message: int
    """Row of its message."""
    message_key: str
    """Content key of its message: the last word where two were sighted in the same instant."""
    received_at: dt.datetime
    """Server time of the message's earliest sighting."""
    reading: Reading
    sender: str = ""
    subject: str = ""
    answers_receipt: bool = False
    """Whether it replies to our receipt for the same unit: then another figure is a correction."""


class RulingAction(enum.StrEnum):
    """What a human decided about a reading, or a unit's figure."""

    CONFIRM = "confirm"
    """The reading counts as guessed, or with what the ruling says otherwise."""
    DROP = "drop"
    """The reading doesn't count."""
    UNDO = "undo"
    """The ruling before it doesn't hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a human decided: who, when, what, by which way. Never edits a reading."""

    id: int
    reading: int | None
    """The reading that it settles; None for a figure that came by another way than mail (by phone)."""
    action: RulingAction
    unit: str | None = None
    period: dt.date | None = None
    indicator: str = ""
    count: int | None = None
    cumulative: int | None = None
    at: dt.datetime
    basis: int
    """The last reading's id when it was made: what was recorded later was not known to it."""
    who: str
    way: str
    """`mail`, `command line`, `desk`."""
    why: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The figure in force for a unit, period and indicator."""

    unit: str
    period: dt.date
    indicator: str
    count: int
    cumulative: int | None
    received_at: dt.datetime
    """When the mail that says it was first sighted; for a figure without mail, when it was ruled."""
    reported_at: dt.datetime
    """When the unit's first figure for this period was sighted: a later correction doesn't make it late."""
    reading: int | None
    message: int | None
    ruling: int | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def place(self) -> tuple[str, dt.date, str]:
        """Give what this figure is the figure of."""
        return (self.unit, self.period, self.indicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A reading that waits for a human, with the best guess."""

    recorded: RecordedReading
    unit: str | None
    period: dt.date | None
    count: int | None
    cumulative: int | None
    reasons: tuple[Reason, ...]
    in_force: Figure | None = None
    """The figure that stands meanwhile."""

    @property
    def units(self) -> tuple[str, ...]:
        """Give every unit that it may be about."""
        return (self.unit,) if self.unit else self.recorded.reading.candidates


class Outcome(enum.StrEnum):
    """What became of a reading in the books."""

    IN_FORCE = "in force"
    REPLACED = "replaced"
    NO_NEWS = "no news"
    WAITING = "waiting"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Everything derived at once."""

    figures: Mapping[tuple[str, dt.date, str], Figure]
    waiting: tuple[Waiting, ...]
    """In the order of their first sighting."""
    outcomes: Mapping[int, Outcome]
    """By reading."""
    periods: Mapping[int, dt.date | None]
    """By reading: the period that it counts for, where `ARRIVAL` left it open."""
    cumulative_expected: Mapping[int, int] = field(default_factory=dict)
    """By reading: what its cumulative would be by our books (last + week), where it says another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausibility:
    """When a figure is too far from the unit's own history to count unasked."""

    times: float = 5.0
    """More than so many times the largest of its last figures."""
    at_least: int = 100
    """... and at least so much above it: small numbers jump."""
    history: int = 4
    """How many last figures are looked at; fewer than two, and nothing is held back."""


def keep_books(
    readings: Iterable[RecordedReading],
    rulings: Iterable[Ruling],
    calendar: Calendar,
    *,
    ladder_begins: dt.timedelta = dt.timedelta(0),
    plausibility: Plausibility | None = None,
) -> Books:
    """Derive the books.

    `ladder_begins` is how long before a deadline its first reminder goes out: from then on a mail that names no week, from a
    unit whose last week is still missing, may mean either week, and is put up for review.
    """
    readings, rulings = tuple(readings), standing(rulings)
    settled = {ruling.reading: ruling for ruling in rulings if ruling.reading is not None}
    fold = _Fold(calendar, ladder_begins, plausibility or Plausibility())
    for unit_readings, unit_rulings in _by_unit(readings, rulings, settled):
        for event in _in_order(unit_readings, unit_rulings, settled):
            if isinstance(event, Ruling):
                fold.rule(event)
            elif event.id in settled:
                fold.note(event, settled[event.id])
            else:
                fold.read(event)
    return fold.books(readings)


def standing(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """Give the rulings that hold, in their order: undone ones are left out, and of several on one reading the last stands."""
    rulings = sorted(rulings, key=lambda ruling: ruling.id)
    undone: set[int] = set()
    for ruling in reversed(rulings):  # an undoing can be undone
        if ruling.action is RulingAction.UNDO and ruling.id not in undone and ruling.undoes is not None:
            undone.add(ruling.undoes)
    holding = [ruling for ruling in rulings if ruling.action is not RulingAction.UNDO and ruling.id not in undone]
    last_on = {ruling.reading: ruling.id for ruling in holding if ruling.reading is not None}
    return tuple(ruling for ruling in holding if ruling.reading is None or last_on[ruling.reading] == ruling.id)


def _by_unit(
    readings: Sequence[RecordedReading], rulings: Sequence[Ruling], settled: Mapping[int, Ruling]
) -> Iterable[tuple[list[RecordedReading], list[Ruling]]]:
    """Part the events by the unit that they end up with: a ruling may move a reading to another one."""
    of_unit: dict[str | None, tuple[list[RecordedReading], list[Ruling]]] = defaultdict(lambda: ([], []))
    for recorded in readings:
        ruling = settled.get(recorded.id)
        of_unit[(ruling.unit if ruling else None) or recorded.reading.unit][0].append(recorded)
    for ruling in rulings:
        of_unit[ruling.unit][1].append(ruling)
    return of_unit.values()


def _in_order(
    readings: Sequence[RecordedReading], rulings: Sequence[Ruling], settled: Mapping[int, Ruling]
) -> list[RecordedReading | Ruling]:
    """Order a unit's events: readings by their first sighting, and each ruling after all that it knew and before all else."""

    def epoch(recorded: RecordedReading) -> int:
        # A reading that a ruling settles stands before it whatever its number: re-reading gives old mails new numbers.
        return 0 if recorded.id in settled else sum(ruling.basis < recorded.id for ruling in rulings)

    keyed: list[tuple[tuple[int, int, float, str, int], RecordedReading | Ruling]] = [
        ((epoch(recorded), 0, recorded.received_at.timestamp(), recorded.message_key, recorded.id), recorded)
        for recorded in readings
    ]
    keyed += [((place, 1, 0.0, "", ruling.id), ruling) for place, ruling in enumerate(rulings)]
    return [event for _key, event in sorted(keyed, key=lambda item: item[0])]


class _Fold:
    """What must be remembered while the events of a unit are gone through."""

    def __init__(self, calendar: Calendar, ladder_begins: dt.timedelta, plausibility: Plausibility) -> None:
        self._calendar = calendar
        self._ladder_begins = ladder_begins
        self._plausibility = plausibility
        self._figures: dict[tuple[str, dt.date, str], Figure] = {}
        self._waiting: list[Waiting] = []
        self._outcomes: dict[int, Outcome] = {}
        self._periods: dict[int, dt.date | None] = {}
        self._recorded: dict[int, RecordedReading] = {}

    def note(self, recorded: RecordedReading, ruling: Ruling) -> None:
        """Remember a reading that a ruling settles: what becomes of it is the ruling's."""
        self._recorded[recorded.id] = recorded
        self._periods[recorded.id] = recorded.reading.period
        if ruling.action is RulingAction.DROP:
            self._outcomes[recorded.id] = Outcome.DROPPED

    def read(self, recorded: RecordedReading) -> None:
        """Weigh one reading against what stands."""
        self._recorded[recorded.id] = recorded
        reading = recorded.reading
        period, week_doubt = self._period_of(recorded)
        self._periods[recorded.id] = period
        reasons = (*reading.reasons, *week_doubt)
        if (
            reading.unit is None
            or period is None
            or reading.count is None
            or reading.decision is Decision.REVIEW
            or week_doubt
        ):
            self._wait(recorded, period, reasons)
            return
        figure = Figure(
            unit=reading.unit,
            period=period,
            indicator=reading.indicator,
            count=reading.count,
            cumulative=reading.cumulative,
            received_at=recorded.received_at,
            reported_at=recorded.received_at,
            reading=recorded.id,
            message=recorded.message,
            evidence=reading.evidence,
        )
        self._weigh(recorded, figure)

    def rule(self, ruling: Ruling) -> None:
        """Carry out a ruling: it settles its reading, and what it confirms takes the place of what stood."""
        if (
            ruling.action is not RulingAction.CONFIRM
            or ruling.unit is None
            or ruling.period is None
            or ruling.count is None
        ):
            return
        recorded = self._recorded.get(ruling.reading) if ruling.reading is not None else None
        received_at = recorded.received_at if recorded else ruling.at
        earlier = self._figures.get((ruling.unit, ruling.period, ruling.indicator))
        self._put(
            Figure(
                unit=ruling.unit,
                period=ruling.period,
                indicator=ruling.indicator,
                count=ruling.count,
                cumulative=ruling.cumulative,
                received_at=received_at,
                reported_at=min(received_at, earlier.reported_at) if earlier else received_at,
                reading=ruling.reading,
                message=recorded.message if recorded else None,
                ruling=ruling.id,
                evidence=recorded.reading.evidence if recorded else (),
            )
        )
        if ruling.reading is not None:
            self._periods[ruling.reading] = ruling.period

    def books(self, readings: Sequence[RecordedReading]) -> Books:
        """Give what came out, with the guesses and notes that need all of it."""
        waiting: list[Waiting] = []
        for wait in self._waiting:
            guessed = self._guessed(wait)
            if guessed.in_force is not None and guessed.in_force.count == guessed.count:
                self._outcomes[wait.recorded.id] = Outcome.NO_NEWS
                continue
            self._outcomes[wait.recorded.id] = Outcome.WAITING
            waiting.append(guessed)
        order = {recorded.id: (recorded.received_at, recorded.message_key, recorded.id) for recorded in readings}
        return Books(
            figures=dict(sorted(self._figures.items(), key=lambda item: (item[0][1], item[0][0], item[0][2]))),
            waiting=tuple(sorted(waiting, key=lambda wait: order[wait.recorded.id])),
            outcomes=self._outcomes,
            periods=self._periods,
            cumulative_expected=self._cumulative_expected(),
        )

    def _period_of(self, recorded: RecordedReading) -> tuple[dt.date | None, tuple[Reason, ...]]:
        """Give the period that a reading is for: as it says, or by its arrival and what the unit still owes."""
        reading = recorded.reading
        if reading.basis is not PeriodBasis.ARRIVAL or reading.unit is None:
            return reading.period, ()
        open_period = self._calendar.open_at(recorded.received_at)
        closed = self._calendar.closed_before(recorded.received_at)
        if closed is None or (reading.unit, closed.key, reading.indicator) in self._figures:
            return open_period.key, ()
        if recorded.received_at >= open_period.deadline - self._ladder_begins:
            return open_period.key, (Reason(code="either-week", about=f"{closed.name} {open_period.name}"),)
        return closed.key, ()

    def _weigh(self, recorded: RecordedReading, figure: Figure) -> None:
        reading = recorded.reading
        earlier = self._figures.get(figure.place)
        if earlier is None:
            if doubt := self._implausible(figure):
                self._wait(recorded, figure.period, (doubt,))
            else:
                self._put(figure)
        elif earlier.count == figure.count:
            self._outcomes[recorded.id] = Outcome.NO_NEWS
            if earlier.cumulative is None and figure.cumulative is not None:
                self._figures[figure.place] = replace(earlier, cumulative=figure.cumulative)
        elif reading.change is Change.REPLACES or recorded.answers_receipt:
            if doubt := self._implausible(figure):
                self._wait(recorded, figure.period, (doubt,))
            else:
                self._put(replace(figure, reported_at=earlier.reported_at))
        else:
            self._wait(recorded, figure.period, (Reason(code="other-than-in-force", about=str(earlier.count)),))

    def _put(self, figure: Figure) -> None:
        earlier = self._figures.get(figure.place)
        if earlier is not None and earlier.reading is not None:
            self._outcomes[earlier.reading] = Outcome.REPLACED
        self._figures[figure.place] = figure
        if figure.reading is not None:
            self._outcomes[figure.reading] = Outcome.IN_FORCE

    def _wait(self, recorded: RecordedReading, period: dt.date | None, reasons: tuple[Reason, ...]) -> None:
        reading = recorded.reading
        self._waiting.append(
            Waiting(
                recorded=recorded,
                unit=reading.unit,
                period=period,
                count=reading.count,
                cumulative=reading.cumulative,
                reasons=reasons,
            )
        )

    def _implausible(self, figure: Figure) -> Reason | None:
        limits = self._plausibility
        last = [earlier.count for earlier in self._before(figure)][-limits.history :]
        if len(last) < 2 or figure.count <= limits.times * max(last) or figure.count - max(last) < limits.at_least:
            return None
        return Reason(code="far-from-history", about=", ".join(map(str, last)))

    def _before(self, figure: Figure) -> list[Figure]:
        """Give the unit's figures of earlier periods, in order."""
        return sorted(
            (
                other
                for other in self._figures.values()
                if other.unit == figure.unit and other.indicator == figure.indicator and other.period < figure.period
            ),
            key=lambda other: other.period,
        )

    def _guessed(self, wait: Waiting) -> Waiting:
        """Fill in the figure that stands, and for a cumulative alone the difference to the last one."""
        if wait.unit is None or wait.period is None:
            return wait
        indicator = wait.recorded.reading.indicator
        in_force = self._figures.get((wait.unit, wait.period, indicator))
        count = wait.count
        if count is None and wait.cumulative is not None:
            last = self._figures.get((wait.unit, self._calendar.previous_key(wait.period), indicator))
            if wait.period == self._calendar.first_key:
                count = wait.cumulative
            elif last is not None and last.cumulative is not None and last.cumulative <= wait.cumulative:
                count = wait.cumulative - last.cumulative
        return replace(wait, in_force=in_force, count=count)

    def _cumulative_expected(self) -> dict[int, int]:
        expected: dict[int, int] = {}
        running: dict[tuple[str, str], int] = {}
        for figure in sorted(self._figures.values(), key=lambda figure: figure.period):
            owner = (figure.unit, figure.indicator)
            before = running.get(owner)
            if figure.cumulative is None:
                if before is not None:
                    running[owner] = before + figure.count
                continue
            if before is not None and before + figure.count != figure.cumulative and figure.reading is not None:
                expected[figure.reading] = before + figure.count
            running[owner] = figure.cumulative
        return expected
