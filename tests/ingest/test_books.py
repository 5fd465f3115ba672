"""What is in force follows from readings and rulings, never from the order in which they were recorded."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.books import Books, Outcome, Plausibility, RecordedReading, Ruling, RulingAction, keep_books
from ingest.calendar import Calendar
from ingest.values import Decision, PeriodBasis, Reading, Reason
from parsers.values import Change, Evidence

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = Calendar(zone=ZONE, starts=dt.date(2020, 8, 26), weekday=4, time=dt.time(15))
FIRST, SECOND, THIRD = dt.date(2020, 8, 28), dt.date(2020, 9, 4), dt.date(2020, 9, 11)
DAY = dt.timedelta(days=1)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2020-{text}").replace(tzinfo=ZONE)


def reading(
    number: int,
    when: str,
    count: int | None,
    *,
    unit: str | None = "thanh-doan",
    period: dt.date | None = FIRST,
    basis: PeriodBasis = PeriodBasis.STATED,
    doubt: str = "",
    change: Change = Change.NONE,
    cumulative: int | None = None,
    answers_receipt: bool = False,
) -> RecordedReading:
    """Make a reading as the ledger gives it; a doubt makes it one for review."""
    return RecordedReading(
        id=number,
        message=number,
        message_key=f"{number:04}",
        received_at=at(when),
        answers_receipt=answers_receipt,
        reading=Reading(
            indicator="installed",
            unit=unit,
            period=period,
            basis=basis,
            count=count,
            cumulative=cumulative,
            decision=Decision.REVIEW if doubt else Decision.ACCEPT,
            reasons=(Reason(code=doubt),) if doubt else (),
            evidence=(Evidence(part="body", where="line 1", text=str(count)),),
            change=change,
        ),
    )


def ruling(
    number: int, on: int | None, count: int | None, *, basis: int, action: RulingAction = RulingAction.CONFIRM
) -> Ruling:
    return Ruling(
        id=number,
        reading=on,
        action=action,
        unit="thanh-doan",
        period=FIRST,
        indicator="installed",
        count=count,
        at=at("08-31T09:00"),
        basis=basis,
        who="chuyenvien@quangninh.example",
        way="mail",
    )


def books(*readings: RecordedReading, rulings: tuple[Ruling, ...] = (), ladder_begins: dt.timedelta = DAY) -> Books:
    return keep_books(readings, rulings, CALENDAR, indicator="installed", ladder_begins=ladder_begins)


def in_force(kept: Books, period: dt.date = FIRST, unit: str = "thanh-doan") -> int | None:
    figure = kept.figures.get((unit, period, "installed"))
    return figure.count if figure else None


def waits(kept: Books) -> list[int]:
    return [wait.recorded.id for wait in kept.waiting]


def test_the_same_figure_again_is_no_news():
    kept = books(reading(1, "08-27T09:00", 45), reading(2, "08-28T09:00", 45))
    assert in_force(kept) == 45
    assert kept.outcomes == {1: Outcome.IN_FORCE, 2: Outcome.NO_NEWS}


def test_a_later_other_figure_waits_while_the_earlier_stays_in_force():
    kept = books(reading(1, "08-27T09:00", 45), reading(2, "08-28T09:00", 54))
    assert (in_force(kept), waits(kept)) == (45, [2])
    assert kept.waiting[0].reasons == (Reason(code="other-than-in-force", about="45"),)
    assert kept.waiting[0].in_force is not None


@pytest.mark.parametrize(
    "second",
    [
        reading(2, "08-28T16:00", 54, change=Change.REPLACES),
        reading(2, "08-28T16:00", 54, answers_receipt=True),
    ],
    ids=["says that it replaces", "answers our receipt"],
)
def test_a_correction_takes_the_place_and_does_not_make_the_unit_late(second: RecordedReading):
    kept = books(reading(1, "08-28T09:00", 45), second)
    assert in_force(kept) == 54
    assert kept.outcomes == {1: Outcome.REPLACED, 2: Outcome.IN_FORCE}
    figure = kept.figures["thanh-doan", FIRST, "installed"]
    assert (figure.received_at, figure.reported_at) == (at("08-28T16:00"), at("08-28T09:00"))


def test_a_supplement_waits_since_it_may_add_or_replace():
    kept = books(
        reading(1, "08-27T09:00", 45), reading(2, "08-28T09:00", 9, doubt="supplement", change=Change.SUPPLEMENTS)
    )
    assert (in_force(kept), waits(kept)) == (45, [2])


def test_a_doubtful_reading_with_the_figure_in_force_needs_no_human():
    kept = books(reading(1, "08-27T09:00", 45), reading(2, "08-27T10:00", 45, doubt="ocr"))
    assert waits(kept) == []
    assert kept.outcomes[2] is Outcome.NO_NEWS


@pytest.mark.parametrize(
    ("when", "expected", "why"),
    [
        ("08-27T09:00", FIRST, "before the deadline: the period that it closes"),
        ("08-28T15:00:00", FIRST, "the deadline itself included"),
        ("08-28T15:00:01", FIRST, "after it: the just-closed period while that has no figure"),
        ("08-31T09:00", FIRST, "Monday: still owed"),
    ],
)
def test_a_mail_that_names_no_week_goes_by_its_arrival(when: str, expected: dt.date, why: str):
    kept = books(reading(1, when, 45, basis=PeriodBasis.ARRIVAL))
    assert in_force(kept, expected) == 45, why


def test_a_mail_that_names_no_week_is_for_the_open_period_once_the_closed_one_has_its_figure():
    kept = books(reading(1, "08-27T09:00", 45), reading(2, "08-31T09:00", 12, basis=PeriodBasis.ARRIVAL))
    assert (in_force(kept, FIRST), in_force(kept, SECOND)) == (45, 12)
    assert kept.periods[2] == SECOND


def test_after_the_next_reminder_a_mail_without_week_from_a_unit_still_missing_may_mean_either_week():
    kept = books(reading(1, "09-03T15:00", 45, basis=PeriodBasis.ARRIVAL))
    assert (in_force(kept, FIRST), in_force(kept, SECOND)) == (None, None)
    assert kept.waiting[0].reasons[0].code == "either-week"
    assert kept.waiting[0].period == SECOND


def test_a_cumulative_alone_is_guessed_as_the_difference_to_the_last_one():
    kept = books(
        reading(1, "08-27T09:00", 45, cumulative=145),
        reading(2, "09-03T09:00", None, period=SECOND, cumulative=200, doubt="only-cumulative"),
    )
    assert kept.waiting[0].count == 55


def test_a_cumulative_that_is_not_last_plus_week_is_noted():
    kept = books(
        reading(1, "08-27T09:00", 45, cumulative=145),
        reading(2, "09-03T09:00", 10, period=SECOND),
        reading(3, "09-10T09:00", 5, period=THIRD, cumulative=150),
    )
    assert kept.cumulative_expected == {3: 160}


def test_a_figure_far_from_the_units_history_waits():
    season = [reading(1, "08-27T09:00", 40), reading(2, "09-03T09:00", 45, period=SECOND)]
    kept = books(*season, reading(3, "09-10T09:00", 450, period=THIRD))
    assert waits(kept) == [3]
    assert kept.waiting[0].reasons == (Reason(code="far-from-history", about="40, 45"),)
    assert (
        waits(keep_books([*season, reading(3, "09-10T09:00", 90, period=THIRD)], (), CALENDAR, indicator="installed"))
        == []
    )
    lenient = Plausibility(times=50)
    assert (
        waits(
            keep_books(
                [*season, reading(3, "09-10T09:00", 450, period=THIRD)],
                (),
                CALENDAR,
                indicator="installed",
                plausibility=lenient,
            )
        )
        == []
    )


def test_a_ruling_settles_its_reading():
    doubtful = reading(1, "08-28T09:00", 45, doubt="ocr")
    assert in_force(books(doubtful, rulings=(ruling(1, 1, 130, basis=1),))) == 130
    dropped = books(doubtful, rulings=(ruling(1, 1, None, basis=1, action=RulingAction.DROP),))
    assert (in_force(dropped), waits(dropped), dropped.outcomes[1]) == (None, [], Outcome.DROPPED)


def test_a_dropped_figure_gives_its_place_back():
    first, second = reading(1, "08-27T09:00", 45), reading(2, "08-28T09:00", 54, change=Change.REPLACES)
    kept = books(first, second, rulings=(ruling(1, 2, None, basis=2, action=RulingAction.DROP),))
    assert in_force(kept) == 45


def test_what_was_found_after_a_ruling_is_weighed_against_it_even_if_it_was_sent_before():
    """A mail of Friday that the second mailbox gave out on Tuesday was not known to the clerk who ruled on Monday."""
    known, found = reading(1, "08-28T09:00", 45, doubt="ocr"), reading(2, "08-28T10:00", 60)
    kept = books(known, found, rulings=(ruling(1, 1, 45, basis=1),))
    assert (in_force(kept), waits(kept)) == (45, [2])


def test_an_undone_ruling_leaves_things_as_they_were_and_the_undoing_can_be_undone():
    doubtful = reading(1, "08-28T09:00", 45, doubt="ocr")
    first = ruling(1, 1, 45, basis=1)
    undo = replace(ruling(2, None, None, basis=1, action=RulingAction.UNDO), undoes=1)
    redo = replace(ruling(3, None, None, basis=1, action=RulingAction.UNDO), undoes=2)
    assert waits(books(doubtful, rulings=(first, undo))) == [1]
    assert in_force(books(doubtful, rulings=(first, undo, redo))) == 45


def test_a_figure_by_telephone_is_a_ruling_without_a_reading():
    kept = books(rulings=(ruling(1, None, 33, basis=0),))
    assert in_force(kept) == 33
    assert kept.figures["thanh-doan", FIRST, "installed"].reading is None


@pytest.mark.parametrize(("count", "differs"), [(45, False), (52, True)])
def test_a_ruling_says_whether_its_figure_stands_in_the_mail(count: int, differs: bool):
    kept = books(reading(1, "08-28T09:00", 45, doubt="ocr"), rulings=(ruling(1, 1, count, basis=1),))
    assert kept.figures["thanh-doan", FIRST, "installed"].differs is differs


def test_what_names_no_indicator_is_of_the_campaigns_in_old_ledgers_too():
    """A mail without topic and figure, and the clerk's figure for it, both recorded with an empty indicator."""
    silent = reading(1, "08-28T09:00", None, doubt="no-figure")
    silent = replace(silent, reading=replace(silent.reading, indicator=""))
    decided = replace(ruling(1, 1, 45, basis=1), indicator="")
    (waiting,) = books(silent).waiting
    assert waiting.recorded.reading.indicator == "installed"
    assert in_force(books(silent, rulings=(decided,))) == 45
    later = reading(2, "08-28T10:00", 54)
    assert waits(books(silent, later, rulings=(decided,))) == [2], "another figure is weighed against it"


def test_a_ruling_for_one_unit_does_not_change_the_order_for_another():
    other = [
        reading(2, "08-28T10:00", 60, unit="ben-xe"),
        reading(3, "08-28T09:00", 45, unit="ben-xe"),
    ]
    kept = books(reading(1, "08-28T08:00", 7, doubt="ocr"), *other, rulings=(ruling(1, 1, 7, basis=2),))
    assert (in_force(kept, unit="ben-xe"), waits(kept)) == (45, [2])


_SEASON = [
    reading(1, "08-27T09:00", 45, basis=PeriodBasis.ARRIVAL),
    reading(2, "08-28T10:00", 54, basis=PeriodBasis.ARRIVAL),
    reading(3, "08-28T16:00", 50, change=Change.REPLACES),
    reading(4, "08-31T08:00", 12, basis=PeriodBasis.ARRIVAL),
    reading(5, "09-04T09:00", 12, period=SECOND),
]


@given(st.permutations(range(len(_SEASON))))
def test_the_order_of_recording_never_changes_the_figures(order: list[int]):
    """The same mails under other row numbers: figures and what waits are the same."""
    renumbered = [replace(_SEASON[place], id=number) for number, place in enumerate(order, start=1)]
    expected, kept = books(*_SEASON), books(*renumbered)
    strip = lambda kept: [  # noqa: E731
        (place, figure.count, figure.received_at, figure.reported_at) for place, figure in kept.figures.items()
    ]
    assert strip(kept) == strip(expected)
    assert [wait.recorded.received_at for wait in kept.waiting] == [
        wait.recorded.received_at for wait in expected.waiting
    ]


def test_copies_never_change_the_figures():
    for place, extra in itertools.product(_SEASON, ("00", "30")):
        copy = replace(place, id=90, message_key="9999", received_at=place.received_at.replace(second=int(extra)))
        assert books(*_SEASON, copy).figures.keys() == books(*_SEASON).figures.keys()
        assert {f.count for f in books(*_SEASON, copy).figures.values()} == {
            f.count for f in books(*_SEASON).figures.values()
        }
