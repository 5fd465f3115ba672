"""Small workbooks as units make them themselves, whole way to the decision: which column, row and sheet is the week's figure."""

from __future__ import annotations

import io
from email.message import EmailMessage

import openpyxl
import pytest

from dondoc.extract import extract
from dondoc.settings import Settings, example_config, load_settings
from parsers.reading.letter import read

Cell = str | int | float | None
Sheets = dict[str, list[list[Cell]]]

# The sender, the figure of the week to 11 September (None where a clerk asks), the sheets.
WORKBOOKS: list[tuple[str, int | None, Sheets]] = [
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["UBND phường Hải Yên"],
                ["Khu", "Số máy cài tuần này"],
                ["Khu 1", 12],
                ["Khu 2", 9],
                ["Khu 3", 17],
                ["Tổng", 38],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["Khu", "Tuần trước", "Tuần này", "Lũy kế"],
                ["Khu 1", 10, 12, 100],
                ["Khu 2", 11, 9, 120],
                ["Khu 3", 20, 17, 182],
                ["Tổng", 41, 38, 402],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["Khu", "Tuần này", "Tuần trước"],
                ["Khu 1", 12, 10],
                ["Khu 2", 9, 11],
                ["Khu 3", 17, 20],
                ["Cộng", 38, 41],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        None,
        {"Sheet1": [["Khu", "Tuần 36", "Tuần 37"], ["Khu 1", 10, None], ["Khu 2", 11, None], ["Tổng", 21, None]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {"Sheet1": [["Khu", "Tuần 36", "Tuần 37"], ["Khu 1", 10, 18], ["Khu 2", 11, 20], ["Tổng", 21, 38]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        None,
        {"Sheet1": [["Khu", "Kế hoạch", "Thực hiện"], ["Khu 1", 20, 12], ["Khu 2", 20, 9], ["Tổng", 40, 30]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["Khu", "Kế hoạch", "Thực hiện", "Tỷ lệ"],
                ["Khu 1", 20, 12, 0.6],
                ["Khu 2", 20, 26, 1.3],
                ["Tổng", 40, 38, 0.95],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        None,
        {"Sheet1": [["Khu", "Số hộ", "Số smartphone"], ["Khu 1", 120, 80], ["Khu 2", 90, 70], ["Tổng", 210, 150]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        None,
        {"Sheet1": [["Khu", "Số máy đã cài"], ["Khu 1", 100], ["Khu 2", 302], ["Lũy kế", 402]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["STT", "Nội dung", "Số lượng"],
                [1, "Số máy hướng dẫn cài đặt trong tuần", 38],
                [2, "Số tờ rơi phát", 200],
                [3, "Số buổi tuyên truyền", 4],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["STT", "Nội dung", "ĐVT", "Số lượng"],
                [1, "Tổng số hộ", "hộ", 1200],
                [2, "Số hộ có smartphone", "hộ", 900],
                [3, "Máy cài Bluezone mới trong tuần", "máy", 38],
                [4, "Lũy kế", "máy", 402],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        None,
        {"Sheet1": [["STT", "Nội dung", "Số lượng"], [1, "Chỉ tiêu cài Bluezone", 38], [2, "Đã thực hiện", None]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["Đơn vị", "UBND phường Hải Yên"],
                ["Kỳ báo cáo", "05/9/2020 - 11/9/2020"],
                ["Số máy cài đặt", 38],
                ["Người lập", "Trần Thị Mơ"],
                ["Điện thoại", "0912345678"],
            ]
        },
    ),
    ("canbo.hai-yen@mail.example", None, {"Sheet1": [["Đơn vị", "UBND phường Hải Yên"], ["Số máy cài đặt", ""]]}),
    (
        "canbo.hai-yen@mail.example",
        None,
        {"Sheet1": [["Ngày", "Số máy"], ["7/9", 10], ["8/9", 8], ["9/9", 12], ["10/9", 8]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {"Sheet1": [["Ngày", "Số máy"], ["7/9", 10], ["8/9", 8], ["9/9", 12], ["10/9", 8], ["Tổng", 38]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        None,
        {"Sheet1": [["TT", "Họ tên", "Số điện thoại"], [1, "Nguyễn Văn A", "0912000001"], [2, "Trần B", "0912000002"]]},
    ),
    (
        "thpt-tran-phu@mongcai.example",
        156,
        {
            "Sheet1": [
                ["Lớp", "Sĩ số", "Đã cài từ trước", "Cài mới tuần này", "Chưa cài"],
                ["10A", 45, 20, 20, 5],
                ["11A", 44, 10, 30, 4],
                ["12A", 140, 20, 106, 14],
                ["Toàn trường", 229, 50, 156, 23],
            ]
        },
    ),
    (
        "thpt-tran-phu@mongcai.example",
        None,
        {"Sheet1": [["Lớp", "Sĩ số", "Số học sinh tuyên truyền"], ["10A", 45, 40], ["11A", 44, 40], ["Tổng", 89, 80]]},
    ),
    (
        "thpt-tran-phu@mongcai.example",
        156,
        {
            "Sheet1": [
                ["Khối", "Học sinh", "Phụ huynh", "Tổng"],
                ["10", 20, 30, 50],
                ["11", 26, 30, 56],
                ["12", 20, 30, 50],
                ["Cộng", 66, 90, 156],
            ]
        },
    ),
    (
        "thpt-tran-phu@mongcai.example",
        None,
        {
            "Sheet1": [
                ["Khối", "Học sinh", "Phụ huynh"],
                ["10", 20, 30],
                ["11", 26, 30],
                ["12", 20, 30],
                ["Cộng", 66, 90],
            ]
        },
    ),
    (
        "thanh-doan@mongcai.example",
        210,
        {
            "Sheet1": [
                ["Chi đoàn", "Bluezone", "NCOVI"],
                ["CĐ Ka Long", 100, 20],
                ["CĐ Trà Cổ", 110, 30],
                ["Tổng", 210, 50],
            ]
        },
    ),
    (
        "thanh-doan@mongcai.example",
        None,
        {"Sheet1": [["Chi đoàn", "NCOVI"], ["CĐ Ka Long", 20], ["CĐ Trà Cổ", 30], ["Tổng", 50]]},
    ),
    (
        "thanh-doan@mongcai.example",
        None,
        {"Sheet1": [["Cơ sở đoàn", "Số ĐVTN tham gia"], ["Phường Ka Long", 12], ["Phường Trà Cổ", 15], ["Cộng", 27]]},
    ),
    (
        "km15@mongcai.example",
        320,
        {
            "Sheet1": [
                ["Ca", "Xe", "Người", "Bluezone"],
                ["Ca 1", 1400, 3000, 110],
                ["Ca 2", 1500, 3500, 120],
                ["Ca 3", 1300, 3300, 90],
                ["Tổng", 4200, 9800, 320],
            ]
        },
    ),
    (
        "km15@mongcai.example",
        None,
        {"Sheet1": [["Ca", "Xe", "Người"], ["Ca 1", 1400, 3000], ["Ca 2", 1500, 3500], ["Tổng", 2900, 6500]]},
    ),
    (
        "bql-cho@mongcai.example",
        88,
        {
            "Sheet1": [
                ["Chợ", "Số hộ", "Cài Bluezone trong tuần", "Ghi chú"],
                ["Chợ 1", 400, 40, ""],
                ["Chợ 2", 300, 20, ""],
                ["Chợ 3", 250, 18, "mất điện"],
                ["Chợ 4", 200, 10, ""],
                ["Tổng cộng", 1150, 88, ""],
            ]
        },
    ),
    (
        "ben-xe@mongcai.example",
        45,
        {
            "T36": [["Tuyến", "Máy"], ["Hà Nội", 30], ["Hải Phòng", 20], ["Tổng", 50]],
            "T37": [["Tuyến", "Máy"], ["Hà Nội", 25], ["Hải Phòng", 20], ["Tổng", 45]],
        },
    ),
    (
        "ben-xe@mongcai.example",
        None,
        {
            "Sheet1": [["Tuyến", "Máy"], ["Hà Nội", 30], ["Hải Phòng", 20], ["Tổng", 50]],
            "Sheet2": [["Tuyến", "Máy"], ["Hà Nội", 25], ["Hải Phòng", 20], ["Tổng", 45]],
        },
    ),
    (
        "ben-xe@mongcai.example",
        45,
        {
            "Sheet1": [
                ["BẾN XE MÓNG CÁI", "", "Số: 12/BC-BX"],
                ["BÁO CÁO TUẦN 37"],
                ["Nội dung", "Kết quả"],
                ["Lượt khách", 3000],
                ["Máy cài Bluezone", 45],
                ["Tỷ lệ", "1,5%"],
            ]
        },
    ),
    (
        "ben-xe@mongcai.example",
        45,
        {
            "Sheet1": [
                ["Nội dung", "Tuần trước", "Tuần này", "So sánh"],
                ["Lượt khách", 3200, 3000, -200],
                ["Máy cài Bluezone", 50, 45, -5],
            ]
        },
    ),
    ("ben-xe@mongcai.example", None, {"Sheet1": [["Nội dung", "Tháng 8", "Tháng 9"], ["Máy cài Bluezone", 150, 45]]}),
    (
        "ben-xe@mongcai.example",
        None,
        {"Sheet1": [["Dự kiến tuần sau"], ["Nội dung", "Số lượng"], ["Máy cài Bluezone", 45]]},
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["BIỂU TỔNG HỢP"],
                ["Nội dung", "Số lượng"],
                ["I. Công tác tuyên truyền", None],
                ["Loa phát thanh (lượt)", 14],
                ["II. Cài đặt Bluezone", None],
                ["Số máy cài mới", 38],
                ["Số máy lỗi", 3],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["Tổ", "Nam", "Nữ", "Cộng"],
                ["1", 5, 7, 12],
                ["2", 4, 5, 9],
                ["3", 8, 9, 17],
                ["Tổng", 17, 21, 38],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        None,
        {
            "Sheet1": [
                ["Tổ", "Nam", "Nữ", "Cộng"],
                ["1", 5, 7, 12],
                ["2", 4, 5, 9],
                ["3", 8, 9, 17],
                ["Tổng", 17, 21, 48],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        38,
        {
            "Sheet1": [
                ["Số liệu cài Bluezone tuần từ 05/9 đến 11/9/2020"],
                ["Đối tượng", "Số máy"],
                ["Cán bộ", 8],
                ["Nhân dân", 30],
                ["Cộng", 38],
                [None, None],
                ["Lũy kế đến nay", 402],
            ]
        },
    ),
    (
        "canbo.hai-yen@mail.example",
        None,
        {
            "Sheet1": [
                ["Số liệu cài Bluezone tuần từ 29/8 đến 04/9/2020"],
                ["Đối tượng", "Số máy"],
                ["Cán bộ", 8],
                ["Nhân dân", 30],
                ["Cộng", 38],
            ]
        },
    ),
]


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(example_config())


def workbook(sheets: Sheets) -> bytes:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(("sender", "count", "sheets"), WORKBOOKS)
def test_the_week_figure_of_a_small_workbook(
    sender: str, count: int | None, sheets: Sheets, settings: Settings
) -> None:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "phongvhtt.mc@quangninh.example"
    mail["Subject"] = "Báo cáo Bluezone"
    mail["Date"] = "Thu, 10 Sep 2020 09:00:00 +0700"
    mail["Message-ID"] = "<table@mongcai.example>"
    mail.set_content("Gửi phòng báo cáo tuần ạ.")
    mail.add_attachment(workbook(sheets), maintype="application", subtype="octet-stream", filename="bao cao.xlsx")

    extraction = extract(read(mail.as_bytes(), settings.vocabulary, received_at=None), settings)

    accepted = [
        reading.count
        for reading in extraction.readings
        if not reading.reasons and reading.period is not None and reading.period.isoformat() == "2020-09-11"
    ]
    assert accepted == ([] if count is None else [count])
