"""Tables with a week a column, a row or a sheet: the period's own place decides, and an empty one is asked about."""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.values import Table
from tests.parsers.figures.whole import THURSDAY, Row, accepted, brief, decided, sheet

HEAD: Row = ["Trạm Km15 báo cáo cài đặt Bluezone"]
EMPTY: list[tuple[Table, ...]] = [
    (sheet("S", ["Nội dung", "11/9", "18/9"], ["Số máy cài Bluezone", 14, None]),),
    (sheet("Tuần 37", ["Số máy cài Bluezone", 14]), sheet("Tuần 38", ["Số máy cài Bluezone", None])),
    (sheet("S", ["Tuần đến", "28/8/2020", "4/9/2020", "11/9/2020", "18/9/2020"], ["Máy cài Bluezone", 402, 377, 290, None]),),
    (sheet("S", HEAD, ["Tuần", 35, 36, 37, 38], ["Số máy cài đặt", 402, 377, 290, None]),),
    (sheet("S", HEAD, ["Chỉ tiêu", "Tuần 36", "Tuần 37", "Tuần 38"], ["Số máy cài đặt", 377, 290, "-"]),),
    (sheet("S", HEAD, ["Tuần", "Số máy cài đặt"], ["Tuần đến 4/9", 377], ["Tuần đến 11/9", 290], ["Tuần đến 18/9", None]),),
    (sheet("S", HEAD, ["Nội dung", "Tuần đến 11/9", "Tuần đến 18/9", "Tuần đến 25/9"], ["Số máy cài đặt", 290, "", ""]),),
    (sheet("S", ["Kỳ báo cáo", dt.date(2020, 9, 4), dt.date(2020, 9, 11), dt.date(2020, 9, 18)], ["Số máy cài Bluezone", 377, 290, None]),),
]  # fmt: skip


@pytest.mark.parametrize("sheets", EMPTY)
def test_an_empty_place_of_this_week_is_never_filled_by_the_week_before(sheets: tuple[Table, ...]) -> None:
    assert accepted(*sheets) == []


OWN: list[tuple[int, tuple[Table, ...]]] = [
    (281, (sheet("S", ["Tuần đến", "28/8/2020", "4/9/2020", "11/9/2020", "18/9/2020"], ["Máy cài Bluezone", 402, 377, 290, 281]),)),
    (281, (sheet("S", HEAD, ["Tuần", 35, 36, 37, 38], ["Số máy cài đặt", 402, 377, 290, 281]),)),
    (0, (sheet("S", HEAD, ["Chỉ tiêu", "Tuần 36", "Tuần 37", "Tuần 38"], ["Số máy cài đặt", 377, 290, 0]),)),
    (281, (sheet("S", HEAD, ["Tuần", "Số máy cài đặt"], ["Tuần đến 4/9", 377], ["Tuần đến 11/9", 290], ["Tuần đến 18/9", 281], ["Tuần đến 25/9", None]),)),
    (281, (sheet("S", ["Kỳ báo cáo", dt.date(2020, 9, 11), dt.date(2020, 9, 18), dt.date(2020, 9, 25)], ["Số máy cài Bluezone", 290, "281", None]),)),
    (10, (sheet("Thang 8", ["Tuần đến", "21/8", "28/8"], ["Máy cài", 8, 4]), sheet("Thang 9", ["Tuần đến", "4/9", "11/9", "18/9", "25/9"], ["Máy cài", 7, 11, 10, None]))),
    (10, (sheet("T8", HEAD, ["Tuần kết thúc", "Số máy"], ["28/8/2020", 4]), sheet("T9", HEAD, ["Tuần kết thúc", "Số máy"], ["11/9/2020", 11], ["18/9/2020", 10]))),
]  # fmt: skip


@pytest.mark.parametrize(("count", "sheets"), OWN)
def test_this_weeks_own_place_is_the_one(count: int, sheets: tuple[Table, ...]) -> None:
    assert accepted(*sheets) == [count]


def test_on_the_weekend_the_week_that_just_ended_is_still_reported() -> None:
    late = dt.datetime(2020, 9, 12, 9, tzinfo=THURSDAY.tzinfo)
    weeks: Row = ["Tuần đến", "4/9/2020", "11/9/2020", "18/9/2020"]
    got = brief(decided(sheet("S", weeks, ["Máy cài Bluezone", 377, 290, None]), at=late))
    assert got == [("km15", "2020-09-11", 290, None, True)]


@pytest.mark.parametrize(
    "rows",
    [
        [[None, 18]],
        [["", 18], ["", ""]],
        [[18]],
        [["", ""], [None, "18"]],
        [["?????", 18]],
    ],
)
def test_a_number_without_a_readable_label_is_never_the_figure(rows: list[Row]) -> None:
    assert accepted(sheet("S", *rows)) == []
