"""Tables with totals, parts, earlier and running columns, and with figures of other things beside ours."""

from __future__ import annotations

import pytest

from parsers.values import Block, Paragraph, Table
from tests.parsers.figures.whole import Row, accepted, brief, decided, sheet

SCHOOL: Row = ["Lớp", "Sĩ số", "Đã cài trước đó", "Cài mới trong tuần", "Tổng đã cài"]


def test_what_was_there_before_and_what_is_new_make_a_running_total() -> None:
    rows: list[Row] = [
        ["10A1", 42, 20, 5, 25],
        ["10A2", 40, 18, 7, 25],
        ["11B1", 44, 30, 3, 33],
        ["TỔNG", 126, 68, 15, 83],
    ]
    got = brief(decided(sheet("S", ["Báo cáo cài đặt Bluezone"], SCHOOL, *rows)))
    assert got == [("km15", "2020-09-18", 15, 83, True)]


def table(number: int, *rows: Row) -> Table:
    return Table(name=f"table {number}", rows=tuple(map(tuple, rows)))


def above(text: str) -> Paragraph:
    return Paragraph(text=text, where="paragraph 1")


RIGHT: list[tuple[int, tuple[Block, ...]]] = [
    (244, (sheet("M", ["Số người được tuyên truyền", "người", 3120], ["Số máy được cài đặt Bluezone", "máy", 244], ["   Trong đó: Android", "máy", 181], ["   Trong đó: iOS", "máy", 63], ["Số máy đã gỡ ứng dụng", "máy", 4]),)),
    (244, (sheet("M", ["Số máy được cài đặt Bluezone trong tuần", 244], ["Trong đó: - Android", 181], ["- iPhone", 63]),)),
    (90, (sheet("M", ["Chỉ tiêu", "Số liệu"], ["Số máy cài đặt Bluezone", 90], ["Trong đó của cán bộ", 12]),)),
    (135, (sheet("M", ["Cơ sở Đoàn", "Số máy cài Bluezone"], ["Cơ sở 1", 30], ["Cơ sở 2", 41], ["Cơ sở 3", 64], ["Tổng cộng", 135]),)),
    (135, (sheet("M", ["Thôn", "Android", "iPhone", "Tổng số máy cài Bluezone"], ["Thôn 1", 30, 10, 40], ["Thôn 2", 60, 35, 95], ["Cộng", 90, 45, 135]),)),
    (13, (above("1. Cài đặt Bluezone"), table(1, ["Ngày", "Số máy"], ["Thứ 2", "4"], ["Thứ 4", "9"], ["Tổng", "13"]), above("2. Khai báo NCOVI"), table(2, ["Ngày", "Số máy"], ["Thứ 2", "14"], ["Tổng", "14"]))),
    (28, (sheet("HuongDan", ["Hướng dẫn: nhập số máy vào ô C5, ví dụ 45"]), sheet("Nhap", ["STT", "Chỉ tiêu", "Số liệu"], [1, "Số máy điện thoại được cài đặt Bluezone", 28]))),
    (13, (sheet("Bluezone", ["Ngày", "Số máy"], ["Thứ 2", 4], ["Thứ 4", 9], ["Tổng", 13]), sheet("NCOVI", ["Ngày", "Số máy"], ["Thứ 2", 8], ["Tổng", 8]))),
]  # fmt: skip


@pytest.mark.parametrize(("count", "blocks"), RIGHT)
def test_the_whole_is_taken_and_its_parts_are_not(count: int, blocks: tuple[Block, ...]) -> None:
    assert accepted(*blocks) == [count]


DOUBTFUL: list[tuple[Block, ...]] = [
    (sheet("M", ["Trường", "Số máy cài Bluezone", None], [None, "Android", "iOS"], ["MN 1", 5, 4], ["TH 2", "7", 1], ["Tổng", 12, 5]),),
    (sheet("M", ["Số máy được cài đặt Bluezone", 244], ["Trong đó: Android", 181], ["Trong đó: iOS", 60]),),
    (sheet("M", ["Số máy được cài đặt Bluezone", 44], ["Trong đó: Android", 181]),),
    (sheet("M", ["Cơ sở Đoàn", "Số máy cài Bluezone"], ["Cơ sở 1", 30], ["Cơ sở 2", 41], ["Tổng cộng", 70]),),
    (sheet("M", SCHOOL, ["10A1", 42, 20, 5, 25], ["10A2", 40, 18, 7, 25], ["TỔNG", 82, 38, 13, 50]),),
    (sheet("HuongDan", ["Hướng dẫn: nhập số máy vào ô C5, ví dụ 45"]), sheet("Nhap", ["Chỉ tiêu", "Số liệu"], ["Số máy được cài đặt Bluezone", None])),
    (above("2. Khai báo NCOVI"), table(1, ["Ngày", "Số máy"], ["Thứ 2", "14"], ["Tổng", "14"])),
]  # fmt: skip


@pytest.mark.parametrize("blocks", DOUBTFUL)
def test_parts_that_do_not_fit_and_examples_are_asked_about(blocks: tuple[Block, ...]) -> None:
    assert accepted(*blocks) == []
