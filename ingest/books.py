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

from ingest.calendar import Calendar, Period
from ingest.values import Decision, PeriodBasis, Reading, Reason
from parsers.values import Change, Evidence

LONGEST_WAY = dt.timedelta(days=6)
"""So long a copy of a mail may be on its way; what comes later under the same Date is next week's mail of a clock that stands still."""


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
    sent_at: dt.datetime | None = None
    """The Date header: copies of one mail have it in common, whatever a list wrote below them."""
    answers_receipt: bool = False
    """Whether it replies to our receipt for the same unit and period: then another figure is a correction."""

    @property
    def copy_key(self) -> tuple[object, ...] | None:
        """Give what is the same in all copies of a reading: who wrote it when, and what it says; None where that is not known."""
        if self.sent_at is None or not self.sender or abs(self.received_at - self.sent_at) > LONGEST_WAY:
            return None
        said = self.reading
        figure = (said.indicator, said.unit, said.candidates, said.count, said.cumulative)
        return (self.sender, self.sent_at, *figure)


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
    told_at: dt.datetime | None = None
    """When the unit told a figure that came without a mail, where that was before it was ruled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The figure in force for a unit, period and indicator."""

    unit: str
    period: dt.date
    indicator: str
    count: int
    cumulative: int | None
    received_at: dt.datetime
    """When the mail that says it was first sighted; for a figure without mail, when it was told, else ruled."""
    reported_at: dt.datetime
    """When the unit's first figure for this period was sighted: a later correction doesn't make it late."""
    reading: int | None
    message: int | None
    ruling: int | None = None
    evidence: tuple[Evidence, ...] = ()
    differs: bool = False
    """Whether a ruling says another count than its mail: then the evidence is what the mail says, and the count stands nowhere in it."""

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
    indicator: str,
    ladder_begins: dt.timedelta = dt.timedelta(0),
    plausibility: Plausibility | None = None,
) -> Books:
    """Derive the books.

    `indicator` is the campaign's: what a reading that names none is about. `ladder_begins` is how long before a deadline its first reminder goes out: from then on a mail that names no week, from a
    unit whose last week is still missing, may mean either week, and is put up for review.
    """
    readings = _sighted_together(readings_about(indicator, readings))
    rulings = standing(ruling if ruling.indicator else replace(ruling, indicator=indicator) for ruling in rulings)
    settled = {ruling.reading: ruling for ruling in rulings if ruling.reading is not None}
    fold = _Fold(calendar, ladder_begins, plausibility or Plausibility(), _settled_copies(readings, settled))
    for unit_readings, unit_rulings in _by_unit(readings, rulings, settled):
        for event in _in_order(unit_readings, unit_rulings, settled):
            if isinstance(event, Ruling):
                fold.rule(event)
            elif event.id in settled:
                fold.note(event, settled[event.id])
            else:
                fold.read(event)
    return fold.books(readings)


def readings_about(indicator: str, readings: Iterable[RecordedReading]) -> tuple[RecordedReading, ...]:
    """Give readings with the campaign's indicator where they name none.

    A mail in which no figure could be read may name no topic: it is a report all the same, and the campaign asks for nothing else.
    """
    return tuple(
        recorded
        if recorded.reading.indicator
        else replace(recorded, reading=replace(recorded.reading, indicator=indicator))
        for recorded in readings
    )


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


def _sighted_together(readings: tuple[RecordedReading, ...]) -> tuple[RecordedReading, ...]:
    """Give all copies of a mail the time of the earliest one: what a list changed on its way is no later report."""
    first: dict[object, dt.datetime] = {}
    for recorded in readings:
        if (key := recorded.copy_key) is not None:
            first[key] = min(first.get(key, recorded.received_at), recorded.received_at)
    return tuple(
        recorded
        if (key := recorded.copy_key) is None or first[key] == recorded.received_at
        else replace(recorded, received_at=first[key])
        for recorded in readings
    )


def _settled_copies(readings: Iterable[RecordedReading], settled: Mapping[int, Ruling]) -> Mapping[object, Ruling]:
    """Give the rulings by what they are about, so that nobody is asked again about another copy."""
    return {
        key: settled[recorded.id]
        for recorded in readings
        if recorded.id in settled and (key := recorded.copy_key) is not None
    }


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

    def __init__(
        self,
        calendar: Calendar,
        ladder_begins: dt.timedelta,
        plausibility: Plausibility,
        settled_copies: Mapping[object, Ruling],
    ) -> None:
        self._calendar = calendar
        self._ladder_begins = ladder_begins
        self._plausibility = plausibility
        self._settled_copies = settled_copies
        self._weeks: dict[object, tuple[dt.date | None, tuple[Reason, ...]]] = {}
        self._asked: set[object] = set()
        self._ruled: set[tuple[str, dt.date, str]] = set()
        self._open: set[tuple[str, dt.date, str]] = set()
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
        elif ruling.unit is not None and ruling.period is not None:
            self._ruled.add((ruling.unit, ruling.period, ruling.indicator))

    def read(self, recorded: RecordedReading) -> None:
        """Weigh one reading against what stands."""
        self._recorded[recorded.id] = recorded
        reading = recorded.reading
        if self._is_settled_by_copy(recorded):
            self._periods[recorded.id] = reading.period
            self._outcomes[recorded.id] = Outcome.NO_NEWS
            return
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
        received_at = recorded.received_at if recorded else ruling.told_at or ruling.at
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
                differs=recorded is not None and recorded.reading.count != ruling.count,
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

    def _is_settled_by_copy(self, recorded: RecordedReading) -> bool:
        """Tell whether a ruling on another copy covers this one. A dropped copy settles only what was doubtful here too."""
        ruling = self._settled_copies.get(recorded.copy_key)
        if ruling is None:
            return False
        return ruling.action is RulingAction.CONFIRM or recorded.reading.decision is Decision.REVIEW

    def _period_of(self, recorded: RecordedReading) -> tuple[dt.date | None, tuple[Reason, ...]]:
        """Give the period that a reading is for: as it says, else as its first copy, else by its arrival."""
        reading = recorded.reading
        if reading.basis is not PeriodBasis.ARRIVAL or reading.unit is None:
            return reading.period, ()
        key = recorded.copy_key
        if key is None:
            return self._by_arrival(recorded, reading.unit)
        if key not in self._weeks:
            self._weeks[key] = self._by_arrival(recorded, reading.unit)
        return self._weeks[key]

    def _by_arrival(self, recorded: RecordedReading, unit: str) -> tuple[dt.date | None, tuple[Reason, ...]]:
        """Give the period by arrival and by what the unit still owes, and the doubt where it may be either of two."""
        at, reading = recorded.received_at, recorded.reading
        open_period = self._calendar.open_at(at)
        closed = self._calendar.closed_before(at)
        if closed is None:
            return open_period.key, ()
        place, next_place = ((unit, key, reading.indicator) for key in (closed.key, open_period.key))
        either = (Reason(code="either-week", about=f"{closed.name} {open_period.name}"),)
        ladder = at >= open_period.deadline - self._ladder_begins
        corrects = reading.change is Change.REPLACES or recorded.answers_receipt
        stands, following = self._figures.get(place), self._figures.get(next_place)
        if following is not None:
            # This week is known already: only another figure that corrects nothing may be the last week's.
            known = corrects or stands is not None or place in self._ruled or following.count == reading.count
            return open_period.key, (() if known else either)
        if stands is None and place not in self._ruled:
            if ladder:
                return open_period.key, either
            # What the unit said before still waits: the same week once more, or the next one.
            heard_of = place in self._open and not self._before_monday(closed, at)
            return closed.key, (either if heard_of else ())
        if stands is not None and corrects:
            # There is nothing else that it could correct; but days later it may be a slip of the pen.
            return closed.key, (either if ladder else ())
        if stands is not None and stands.count == reading.count and self._before_monday(closed, at):
            return closed.key, ()  # sent once more, to be on the safe side
        return open_period.key, ()

    def _before_monday(self, closed: Period, at: dt.datetime) -> bool:
        """Tell whether an instant lies in the local week that a deadline lies in."""
        day = self._calendar.local(closed.deadline).date()
        return self._calendar.local(at).date() < day + dt.timedelta(days=7 - day.weekday())

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
        key = recorded.copy_key
        if key is not None and key in self._asked:
            self._outcomes[recorded.id] = Outcome.NO_NEWS
            return
        self._asked.add(key)
        if reading.unit is not None and period is not None:
            self._open.add((reading.unit, period, reading.indicator))
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
