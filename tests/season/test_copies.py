"""What the seasons taught: mails whose week is not named, and copies of one mail that differ. Each row once gave a wrong figure."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from ingest.books import Books, Outcome, RecordedReading, Ruling, RulingAction, keep_books
from ingest.calendar import Calendar
from ingest.values import Decision, PeriodBasis, Reading, Reason
from parsers.values import Change, Evidence

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = Calendar(zone=ZONE, starts=dt.date(2020, 8, 26), weekday=4, time=dt.time(15))
FIRST, SECOND = dt.date(2020, 8, 28), dt.date(2020, 9, 4)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2020-{text}").replace(tzinfo=ZONE)


def reading(
    number: int,
    when: str,
    count: int,
    *,
    period: dt.date | None = None,
    sent: str = "",
    doubt: str = "",
    change: Change = Change.NONE,
) -> RecordedReading:
    """Make a reading; one without a period goes by its arrival."""
    return RecordedReading(
        id=number,
        message=number,
        message_key=f"{number:04}",
        received_at=at(when),
        sent_at=at(sent) if sent else None,
        sender="thanh-doan@mongcai.example",
        reading=Reading(
            indicator="installed",
            unit="thanh-doan",
            period=period or FIRST,
            basis=PeriodBasis.STATED if period else PeriodBasis.ARRIVAL,
            count=count,
            cumulative=None,
            decision=Decision.REVIEW if doubt else Decision.ACCEPT,
            reasons=(Reason(code=doubt),) if doubt else (),
            evidence=(Evidence(part="body", where="line 1", text=str(count)),),
            change=change,
        ),
    )


def ruling(on: int, action: RulingAction, count: int | None = None) -> Ruling:
    return Ruling(
        id=1,
        reading=on,
        action=action,
        unit="thanh-doan",
        period=FIRST,
        indicator="installed",
        count=count,
        at=at("08-31T09:00"),
        basis=9,
        who="chuyenvien@quangninh.example",
        way="mail",
    )


def kept(*readings: RecordedReading, rulings: tuple[Ruling, ...] = ()) -> Books:
    return keep_books(readings, rulings, CALENDAR, indicator="installed", ladder_begins=dt.timedelta(days=1))


def figures(books: Books) -> dict[dt.date, int]:
    return {period: figure.count for (_unit, period, _indicator), figure in books.figures.items()}


ON_TIME = reading(1, "08-28T09:00", 45)


@pytest.mark.parametrize(
    ("readings", "expected", "waiting"),
    [
        pytest.param(
            [ON_TIME, reading(2, "08-29T09:00", 54, change=Change.REPLACES)],
            {FIRST: 54},
            0,
            id="a correction at the week-end corrects the week that was reported, not the next one",
        ),
        pytest.param(
            [ON_TIME, reading(2, "09-03T16:00", 54, change=Change.REPLACES)],
            {FIRST: 45},
            1,
            id="... a day before the next deadline it may be a slip of the pen",
        ),
        pytest.param(
            [ON_TIME, reading(2, "09-02T09:00", 12), reading(3, "09-02T10:00", 21, change=Change.REPLACES)],
            {FIRST: 45, SECOND: 21},
            0,
            id="... once this week was reported it corrects this one",
        ),
        pytest.param(
            [reading(1, "09-02T09:00", 12, period=SECOND), reading(2, "09-02T10:00", 21, change=Change.REPLACES)],
            {SECOND: 21},
            0,
            id="... also where last week is still owed",
        ),
        pytest.param(
            [reading(1, "09-02T09:00", 12, period=SECOND), reading(2, "09-02T10:00", 21)],
            {SECOND: 12},
            1,
            id="another figure, with this week known and last week owed, may be for either",
        ),
        pytest.param(
            [reading(1, "09-02T09:00", 12, period=SECOND), reading(2, "09-02T10:00", 12)],
            {SECOND: 12},
            0,
            id="... the same figure is no news",
        ),
        pytest.param(
            [ON_TIME, reading(2, "08-28T17:00", 45)],
            {FIRST: 45},
            0,
            id="the same figure sent once more after the deadline is not the next week's",
        ),
        pytest.param(
            [ON_TIME, reading(2, "08-31T09:00", 45)],
            {FIRST: 45, SECOND: 45},
            0,
            id="... on Monday it is: the same figure two weeks in a row is nothing unusual",
        ),
        pytest.param(
            [reading(1, "08-28T09:00", 45, sent="08-28T08:59"), reading(2, "08-31T09:00", 45, sent="08-28T08:59")],
            {FIRST: 45},
            0,
            id="a copy that a list held up until Monday is the report of Friday",
        ),
        pytest.param(
            [reading(1, "08-28T16:00", 45, sent="08-28T14:59"), reading(2, "08-31T09:00", 45, sent="08-28T14:59")],
            {FIRST: 45},
            0,
            id="... also where Friday's came after the deadline",
        ),
        pytest.param(
            [
                reading(1, "08-28T09:00", 45, sent="08-28T08:59", doubt="ocr"),
                reading(2, "08-28T09:05", 45, sent="08-28T08:59", doubt="ocr"),
            ],
            {},
            1,
            id="two copies of a doubtful report are one question",
        ),
        pytest.param(
            [reading(1, "08-28T09:00", 45, doubt="ocr"), reading(2, "09-01T09:00", 50)],
            {},
            2,
            id="a unit whose last report still waits may mean either week",
        ),
    ],
)
def test_weeks_that_are_not_named(readings: list[RecordedReading], expected: dict[dt.date, int], waiting: int):
    for order in (readings, readings[::-1]):
        books = kept(*order)
        assert figures(books) == expected
        assert len(books.waiting) == waiting


def test_a_ruling_on_one_copy_settles_the_others():
    copies = [
        reading(1, "08-28T09:00", 45, sent="08-28T08:59", doubt="ocr"),
        reading(2, "08-28T09:05", 45, sent="08-28T08:59", doubt="ocr"),
    ]
    confirmed = kept(*copies, rulings=(ruling(1, RulingAction.CONFIRM, 54),))
    assert figures(confirmed) == {FIRST: 54}
    assert not confirmed.waiting
    assert not kept(*copies, rulings=(ruling(1, RulingAction.DROP),)).waiting


def test_a_dropped_doubtful_copy_does_not_take_the_good_one_with_it():
    forged = reading(1, "08-28T09:00", 45, sent="08-28T08:59", doubt="forged")
    direct = reading(2, "08-28T09:05", 45, sent="08-28T08:59")
    books = kept(forged, direct, rulings=(ruling(1, RulingAction.DROP),))
    assert figures(books) == {FIRST: 45}
    assert books.outcomes[2] is Outcome.IN_FORCE


def test_on_time_is_by_the_earliest_copy():
    """The list's copy with its footer came before the deadline, the direct one was held up: the unit is on time."""
    books = kept(reading(1, "08-28T14:55", 45, sent="08-28T14:50"), reading(2, "08-28T15:05", 45, sent="08-28T14:50"))
    (figure,) = books.figures.values()
    assert figure.reported_at == at("08-28T14:55")


def test_after_a_ruling_on_last_week_an_older_mail_without_week_is_this_weeks():
    """Tuesday's mail had counted for last week, until the clerk confirmed Friday's for it."""
    friday, tuesday = reading(1, "08-28T09:00", 45, doubt="unknown-address"), reading(2, "09-01T09:00", 50)
    books = kept(friday, tuesday, rulings=(ruling(1, RulingAction.CONFIRM, 45),))
    assert figures(books) == {FIRST: 45, SECOND: 50}


def test_weeks_of_a_clock_that_stands_still_are_no_copies():
    """A program whose Date is always the same reports the same figure each week."""
    stuck = "01-01T00:00"
    weeks = (reading(1, "08-27T09:00", 25, sent=stuck), reading(2, "09-03T09:00", 25, sent=stuck))
    assert figures(kept(*weeks)) == {FIRST: 25, SECOND: 25}
