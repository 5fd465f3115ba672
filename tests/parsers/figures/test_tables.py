"""Tables as units fill them: heads and labels decide which cell is the figure, and where a human must be asked."""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.reading import findings
from parsers.values import (
    Address,
    Attachment,
    CellValue,
    Document,
    Letter,
    Paragraph,
    Passage,
    Table,
    Vocabulary,
    Voice,
)
from tests.parsers.figures.conftest import UNITS, WORDING
from tests.parsers.figures.test_near_misses import sure

Row = list[CellValue]
T: Row = ["BÁO CÁO KẾT QUẢ CÀI ĐẶT BLUEZONE"]
VOCABULARY = Vocabulary(indicators=(WORDING,), units=UNITS)


def counts(*sheets: tuple[str, list[Row]]) -> list[int | None]:
    blocks = tuple(Table(name=name, rows=tuple(map(tuple, rows)), is_sheet=True) for name, rows in sheets)
    attachment = Attachment(name="BC.xlsx", media_type="application/octet-stream", data=b"")
    words = Paragraph(text="Kính gửi phòng, đơn vị gửi báo cáo Bluezone (file kèm).", where="line 1")
    letter = Letter(
        sender=Address(name="", email="thanh-doan@mongcai.example"),
        subject="Báo cáo",
        passages=(Passage(voice=Voice.OWN, blocks=(words,)),),
        attachments=(attachment,),
    )
    document = Document(part="BC.xlsx", format="xlsx", blocks=blocks)
    received = dt.datetime(2020, 8, 28, 9, tzinfo=dt.UTC)
    return sure(findings(letter, {id(letter): ((document,),)}, VOCABULARY, received_at=received).claims)


STANDS: list[tuple[int, list[tuple[str, list[Row]]]]] = [
    (
        45,
        [
            (
                "Sheet1",
                [
                    T,
                    ["STT", "Nội dung", "Số lượng"],
                    [1, "Số máy cài đặt trong tuần", 45],
                    [2, "Lũy kế", 345],
                    [3, "Số tờ rơi", 100],
                ],
            )
        ],
    ),
    (
        45,
        [
            (
                "Sheet1",
                [
                    T,
                    ["STT", "Nội dung", "ĐVT", "Kết quả"],
                    [1, "Số máy cài đặt trong tuần", "máy", 45],
                    [2, "Lũy kế số máy", "máy", 345],
                    [3, "Tuyên truyền", "lượt", 100],
                ],
            )
        ],
    ),
    (
        45,
        [
            (
                "Sheet1",
                [
                    T,
                    ["STT", "Khu phố", "Dân số", "Số máy cài đặt trong tuần", "Lũy kế", "Tỷ lệ %"],
                    [1, "Khu 1", 500, 20, 120, 24.0],
                    [2, "Khu 2", 600, 25, 225, 37.5],
                    ["", "Tổng cộng", 1100, 45, 345, 31.4],
                ],
            )
        ],
    ),
    (45, [("Sheet1", [T, ["Chỉ tiêu", "Kỳ trước", "Kỳ này", "Lũy kế"], ["Số máy cài Bluezone", 40, 45, 345]])]),
    (
        45,
        [
            (
                "Sheet1",
                [T, ["Chỉ tiêu", "Kế hoạch", "Thực hiện trong tuần", "Tỷ lệ"], ["Số máy cài Bluezone", 100, 45, 0.45]],
            )
        ],
    ),
    (45, [("Sheet1", [T, ["Đơn vị", "Số máy cài Bluezone", "Số máy cài NCOVI"], ["Thành đoàn Móng Cái", 45, 20]])]),
    (45, [("Sheet1", [T, ["Đơn vị", "Android", "iOS", "Tổng số máy"], ["Thành đoàn Móng Cái", 30, 15, 45]])]),
    (
        45,
        [
            (
                "Sheet1",
                [
                    T,
                    ["STT", "Họ và tên cán bộ", "Số máy cài được"],
                    [1, "Nguyễn Văn A", 20],
                    [2, "Trần Văn B", 25],
                    ["", "Cộng", 45],
                ],
            )
        ],
    ),
    (
        45,
        [
            (
                "Sheet1",
                [["Đơn vị:", "Thành đoàn Móng Cái"], ["Tuần:", "22/8 - 28/8/2020"], ["Số máy cài đặt Bluezone:", 45]],
            )
        ],
    ),
    (
        45,
        [
            (
                "Sheet1",
                [
                    ["Đơn vị:", "Thành đoàn Móng Cái"],
                    ["Số máy cài đặt Bluezone trong tuần:", "45 máy"],
                    ["Lũy kế:", "345 máy"],
                ],
            )
        ],
    ),
    (45, [("Sheet1", [T, ["Tuần", "Số máy cài Bluezone"], ["Tuần 34 (21/8)", 40], ["Tuần 35 (28/8)", 45]])]),
    (45, [("Sheet1", [T, ["Nội dung", "21/8", "28/8"], ["Số máy cài Bluezone", 40, 45]])]),
    (45, [("Sheet1", [T, ["Nội dung", "24/8", "25/8", "26/8", "Tổng tuần"], ["Số máy cài Bluezone", 10, 15, 20, 45]])]),
    (45, [("Tuần 34", [T, ["Số máy cài Bluezone", 40]]), ("Tuần 35", [T, ["Số máy cài Bluezone", 45]])]),
    (45, [("21-8", [T, ["Số máy cài Bluezone", 40]]), ("28-8", [T, ["Số máy cài Bluezone", 45]])]),
    (45, [("Sheet1", [T, ["Ngày", "Số máy"], ["24/8", 10], ["25/8", 15], ["26/8", 20], ["Cộng", 45]])]),
]

ASKED: list[list[tuple[str, list[Row]]]] = [
    [("Sheet1", [T, ["STT", "Khu phố", "Số máy cài đặt trong tuần"], [1, "Khu 1", 20], [2, "Khu 2", 25]])],
    [
        (
            "Sheet1",
            [T, ["STT", "Khu phố", "Số máy cài đặt trong tuần"], [1, "Khu 1", 20], [2, "Khu 2", 25], ["", "Tổng", 46]],
        )
    ],
    [("Sheet1", [T, ["Đơn vị", "Android", "iOS"], ["Thành đoàn Móng Cái", 30, 15]])],
    [("Sheet1", [T, ["Đơn vị", "Android", "iOS", "Tổng số máy"], ["Thành đoàn Móng Cái", 30, 15, 46]])],
    [
        (
            "Sheet1",
            [
                T,
                ["STT", "Họ và tên", "Số điện thoại", "Địa chỉ"],
                [1, "Nguyễn Văn A", "0912345601", "Khu 1"],
                [2, "Nguyễn Văn B", "0912345602", "Khu 1"],
                [3, "Nguyễn Văn C", "0912345603", "Khu 1"],
            ],
        )
    ],
    [("Sheet1", [T, ["STT", "Họ và tên cán bộ", "Số máy cài được"], [1, "Nguyễn Văn A", 20], [2, "Trần Văn B", 25]])],
    [("Sheet1", [["Số máy cài đặt Bluezone:", 45.5]])],
    [("Sheet1", [["Lũy kế số máy cài đặt Bluezone:", 345]])],
    [("Sheet1", [T, ["Nội dung", "24/8", "25/8", "26/8"], ["Số máy cài Bluezone", 10, 15, 20]])],
    [("Sheet1", [T, ["Nội dung", "24/8", "25/8", "26/8", "Tổng tuần"], ["Số máy cài Bluezone", 10, 15, 20, 46]])],
    [("Sheet1", [T, ["Đơn vị", "Số máy được giao"], ["Thành đoàn Móng Cái", 45]])],
    [("Sheet1", [T, ["Đơn vị", "Số máy chưa cài"], ["Thành đoàn Móng Cái", 45]])],
    [("Sheet1", [T, ["Đơn vị", "Tổng số máy của cán bộ"], ["Thành đoàn Móng Cái", 45]])],
    [("Sheet1", [T, ["Đơn vị", "Số người có smartphone"], ["Thành đoàn Móng Cái", 45]])],
    [("Sheet1", [T, ["Đơn vị", "Số máy đề nghị cài"], ["Thành đoàn Móng Cái", 45]])],
    [("Sheet1", [T, ["Số máy cài Bluezone", 40]]), ("Sheet2", [T, ["Số máy cài Bluezone", 45]])],
    [("Sheet1", [T, ["Ngày", "Số máy"], ["24/8", 10], ["25/8", 15], ["26/8", 20]])],
    [("Sheet1", [T, ["Tháng", "Số máy cài Bluezone"], ["Tháng 8", 450]])],
    [("Sheet1", [T, ["Nội dung", "Tháng 7", "Tháng 8"], ["Số máy cài Bluezone", 300, 450]])],
]


@pytest.mark.parametrize(("count", "sheets"), STANDS)
def test_heads_and_labels_say_which_cell_is_the_weeks_figure(count: int, sheets: list[tuple[str, list[Row]]]) -> None:
    assert counts(*sheets) == [count]


@pytest.mark.parametrize("sheets", ASKED)
def test_a_table_that_leaves_the_figure_open_is_asked_about(sheets: list[tuple[str, list[Row]]]) -> None:
    assert counts(*sheets) == []


def test_each_unit_of_a_table_has_its_own_figure() -> None:
    rows: list[Row] = [
        T,
        ["Đơn vị", "Số máy cài trong tuần"],
        ["UBND phường Ka Long", 45],
        ["UBND phường Hòa Lạc", 40],
        ["Tổng", 85],
    ]
    assert counts(("Sheet1", rows)) == [45, 40]
