"""Sheets, and tables in mails."""

from __future__ import annotations

import datetime as dt

from tests.mails.make.cast import (
    N4,
    W1,
    W2,
    W3,
    W4,
    W5,
    W6,
    W7,
    W8,
    W9,
    W10,
    W11,
    W12,
    W13,
    W14,
    W15,
    W16,
    W17,
    accept,
    at,
    officer,
    review,
    says,
)
from tests.mails.make.clients import (
    apple,
    blank_plain,
    gmail_en,
    gmail_vi,
    iphone,
    only_html,
    outlook_en,
    outlook_vi,
    outlook_web,
    plain,
    roundcube,
    samsung,
    thunderbird,
    yahoo,
    zimbra,
)
from tests.mails.make.compose import BYTES, CSV, ODS, XLS, XLSX, File, Mail
from tests.mails.make.files import csv_file, just, resaved, xlsx

TITLE = "BÁO CÁO KẾT QUẢ CÀI ĐẶT ỨNG DỤNG BLUEZONE"
SEND = "Kính gửi Phòng VHTT, {} gửi báo cáo kèm theo.\nTrân trọng."
VILLAGES = [
    [TITLE],
    ["Tuần 37 (từ 05/9 đến 11/9/2020)"],
    [],
    ["STT", "Thôn", "Số hộ", "Số máy cài trong tuần"],
    [1, "Thôn 1", 120, 12],
    [2, "Thôn 2", 98, 9],
    [3, "Thôn 3", 143, 17],
    ["", "Tổng cộng", "=SUM(C5:C7)", "=SUM(D5:D7)"],
]


def _cached(*arguments: object, **options: object) -> File:
    make = xlsx(*arguments, **options)  # pyright: ignore[reportArgumentType]
    return File(name="BaoCao.xlsx", media_type=XLSX, make=resaved(make, "xlsx", "xlsx"))


MAILS = [
    Mail(
        name="xlsx-01",
        client=gmail_vi,
        sender=at("thanh-doan", "Thành đoàn Móng Cái"),
        at="2020-08-28 10:02",
        subject="Báo cáo kết quả cài đặt Bluezone",
        text=SEND.format("Thành đoàn"),
        files=(
            _cached(
                [
                    [TITLE],
                    ["Đơn vị: Thành đoàn Móng Cái"],
                    ["STT", "Nội dung", "ĐVT", "Số lượng"],
                    [1, "Số máy cài đặt Bluezone trong tuần", "máy", 125],
                    [2, "Lũy kế từ 26/8/2020", "máy", 3120],
                ]
            ),
        ),
        expect=says(
            "Labelled rows, one value column.", accept("thanh-doan", W1, 125, part="BaoCao.xlsx", cumulative=3120)
        ),
    ),
    Mail(
        name="xlsx-02",
        client=zimbra,
        sender=at("bql-cua-khau", "BQL cửa khẩu"),
        at="2020-09-04 10:02",
        subject="Báo cáo Bluezone",
        text=SEND.format("BQL cửa khẩu"),
        files=(
            _cached(
                [[TITLE], ["STT", "Đơn vị", "Trong tuần", "Lũy kế"], [1, "BQL cửa khẩu quốc tế Móng Cái", 208, 451]]
            ),
        ),
        expect=says(
            "Heads say which is the week's.", accept("bql-cua-khau", W2, 208, part="BaoCao.xlsx", cumulative=451)
        ),
    ),
    Mail(
        name="xlsx-03",
        client=outlook_vi,
        sender=officer("hai-xuan", "Nguyễn Văn Mẫu"),
        at="2020-09-11 10:02",
        subject="Báo cáo Bluezone xã Hải Xuân tuần 37",
        text=SEND.format("UBND xã Hải Xuân"),
        files=(_cached(VILLAGES),),
        expect=says(
            "Parts with a total by formula, its value stored: 12 + 9 + 17 = 38.",
            accept("ubnd-hai-xuan", W3, 38, part="BaoCao.xlsx"),
        ),
    ),
    Mail(
        name="xlsx-04",
        client=outlook_vi,
        sender=officer("hai-xuan", "Nguyễn Văn Mẫu"),
        at="2020-09-11 10:32",
        subject="Báo cáo Bluezone xã Hải Xuân tuần 37",
        text=SEND.format("UBND xã Hải Xuân"),
        files=(File(name="BaoCao.xlsx", media_type=XLSX, make=xlsx(VILLAGES)),),
        expect=says(
            "The total's formula has no stored value: unknown, never 0.", review("ubnd-hai-xuan", W3, free=["count"])
        ),
    ),
    Mail(
        name="xlsx-05",
        client=gmail_vi,
        sender=at("kho-bac", "KBNN Móng Cái"),
        at="2020-09-18 10:02",
        subject="Báo cáo Bluezone",
        text="",
        files=(_cached([["Nội dung", "Kết quả"], ["Số máy điện thoại được cài đặt Bluezone tuần 38", "14"]]),),
        expect=says("Digits typed as text; an empty body.", accept("kho-bac", W4, 14, part="BaoCao.xlsx")),
    ),
    Mail(
        name="xlsx-06",
        client=gmail_vi,
        sender=at("phong-gddt", "Phòng GD&ĐT"),
        at="2020-09-25 10:02",
        subject="PGD báo cáo Bluezone",
        text="Gửi phòng VHTT",
        files=(
            _cached(
                [
                    ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"],
                    [TITLE + " TUẦN 39"],
                    ["TT", "Cấp học", "Số trường", "Số máy cài trong tuần"],
                    [1, "Mầm non", 18, "312"],
                    [2, "Tiểu học", 17, "528"],
                    [3, "THCS", 17, "394"],
                    ["", "Tổng", 52, "1.234"],
                ]
            ),
        ),
        expect=says(
            "Text digits with a group point: 312 + 528 + 394 = 1234.",
            accept("phong-gddt", W5, 1234, part="BaoCao.xlsx", text="1.234"),
        ),
    ),
    Mail(
        name="xlsx-07",
        client=outlook_web,
        sender=at("chi-cuc-thue", "Chi cục Thuế"),
        at="2020-10-02 10:02",
        subject="Báo cáo Bluezone",
        text=SEND.format("Chi cục Thuế"),
        files=(
            _cached(
                {
                    "BC": [
                        [TITLE],
                        ["STT", "Tên đơn vị", "Số máy cài đặt Bluezone", None, "Ghi chú"],
                        [None, None, "Trong tuần", "Lũy kế", None],
                        [1, "Chi cục Thuế TP Móng Cái", 21, 140, None],
                    ]
                },
                merged={"BC": ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"]},
            ),
        ),
        expect=says(
            "A merged head over two columns.", accept("chi-cuc-thue", W6, 21, part="BaoCao.xlsx", cumulative=140)
        ),
    ),
    Mail(
        name="xlsx-08",
        client=outlook_en,
        sender=at("thpt-tran-phu", "THPT Trần Phú"),
        at="2020-09-04 10:12",
        subject="Báo cáo Bluezone tuần 36",
        text=SEND.format("Trường THPT Trần Phú"),
        files=(
            _cached(
                {
                    "Tuần 35": [
                        ["Tuần 35 (26/8 - 28/8/2020)"],
                        ["Nội dung", "Số máy"],
                        ["Số máy cài đặt Bluezone", 40],
                    ],
                    "Tuần 36": [
                        ["Tuần 36 (29/8 - 04/9/2020)"],
                        ["Nội dung", "Số máy"],
                        ["Số máy cài đặt Bluezone", 62],
                    ],
                }
            ),
        ),
        expect=says(
            "A sheet a week; the mail is about week 36.",
            accept("thpt-tran-phu", W2, 62, part="BaoCao.xlsx", either=True),
        ),
    ),
    Mail(
        name="xlsx-09",
        client=gmail_vi,
        sender=at("ben-xe", "Bến xe"),
        at="2020-10-09 10:02",
        subject="Bến xe báo cáo Bluezone tuần 41",
        text="Kính gửi phòng",
        files=(
            _cached(
                {
                    "Cu": [["Nội dung", "Số máy"], ["Số máy cài Bluezone trong tuần", 99]],
                    "T41": [["Nội dung", "Số máy"], ["Số máy cài Bluezone trong tuần", 28]],
                },
                hidden=["Cu"],
            ),
        ),
        expect=says(
            "A hidden sheet holds something old; the sender sees 28.",
            accept("ben-xe", W7, 28, part="BaoCao.xlsx", either=True),
        ),
    ),
    Mail(
        name="xlsx-10",
        client=gmail_vi,
        sender=at("ben-xe", "Bến xe"),
        at="2020-10-16 10:02",
        subject="Bến xe báo cáo Bluezone",
        text="Kính gửi phòng",
        files=(
            _cached(
                {
                    "Bia": [["BẾN XE KHÁCH MÓNG CÁI"]],
                    "SL": [["Nội dung", "Số máy"], ["Số máy cài Bluezone trong tuần", 99]],
                },
                hidden=["SL"],
            ),
        ),
        expect=says(
            "The only figure stands on a hidden sheet: not for sure what the unit reports.",
            review("ben-xe", W8, free=["count"]),
        ),
    ),
    Mail(
        name="xlsx-11",
        client=zimbra,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-10-23 10:02",
        subject="Danh sách công dân được cài Bluezone trong tuần",
        text=SEND.format("Trung tâm"),
        files=(
            _cached(
                [["DANH SÁCH CÔNG DÂN ĐƯỢC HỖ TRỢ CÀI ĐẶT BLUEZONE"], ["STT", "Họ và tên", "Số điện thoại", "Năm sinh"]]
                + [[i, f"Nguyễn Văn Mẫu {i}", f"0900 000 {200 + i}", 1960 + i] for i in range(1, 13)]
            ),
        ),
        expect=says(
            "A list of twelve people: a clerk counts, and has it confirmed.", review("tt-hcc", W9, free=["count"])
        ),
    ),
    Mail(
        name="xlsx-12",
        client=gmail_vi,
        sender=at("km15", "Km15"),
        at="2020-10-30 10:02",
        subject="Báo cáo Bluezone",
        text=SEND.format("Trạm Km15"),
        files=(
            _cached(
                [
                    [TITLE],
                    ["Đơn vị", "Chỉ tiêu tuần", "Thực hiện trong tuần", "Tỷ lệ (%)"],
                    ["Trạm Km15", 150, 117, 78],
                ],
                formats={"D3": "0%"},
            ),
        ),
        expect=says("Target, result, share.", accept("km15", W10, 117, part="BaoCao.xlsx")),
    ),
    Mail(
        name="xlsx-13",
        client=outlook_vi,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-11-06 10:02",
        subject="Báo cáo Bluezone tuần 45",
        text=SEND.format("BQL chợ"),
        files=(
            _cached(
                [
                    [TITLE + " TUẦN 45"],
                    ["Địa điểm", "Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Cả tuần"],
                    ["Chợ 1", 3, 4, 2, 5, 1, "=SUM(B3:F3)"],
                    ["Chợ 2", 2, 1, 0, 3, 2, "=SUM(B4:F4)"],
                    [
                        "Tổng cộng",
                        "=SUM(B3:B4)",
                        "=SUM(C3:C4)",
                        "=SUM(D3:D4)",
                        "=SUM(E3:E4)",
                        "=SUM(F3:F4)",
                        "=SUM(G3:G4)",
                    ],
                ]
            ),
        ),
        expect=says("Days, places and a grand total 23.", accept("bql-cho", W11, 23, part="BaoCao.xlsx", either=True)),
    ),
    Mail(
        name="xlsx-14",
        client=gmail_vi,
        sender=officer("hai-son", "Phạm Văn Mẫu"),
        at="2020-11-13 10:02",
        subject="Báo cáo Bluezone xã Hải Sơn",
        text=SEND.format("xã Hải Sơn"),
        files=(
            _cached(
                [
                    ["STT", "Thôn", "Số máy cài trong tuần"],
                    [1, "Thôn Pò Hèn", 4],
                    [2, "Thôn Lục Phủ", 6],
                    [3, "Thôn Thán Phún", 5],
                    ["", "Tổng cộng", 25],
                ]
            ),
        ),
        expect=says("4 + 6 + 5 is 15, the total says 25.", review("ubnd-hai-son", W12, free=["count"])),
    ),
    Mail(
        name="xlsx-15",
        client=gmail_en,
        sender=at("thpt-chu-van-an", "CVA"),
        at="2020-11-20 10:02",
        subject="Bluezone CVA",
        text="Trường gửi báo cáo.",
        files=(_cached([[TITLE], ["Nội dung", "Tuần trước", "Tuần này", "Lũy kế"], ["Số máy cài đặt", 22, 17, 412]]),),
        expect=says(
            "Last week beside this week.", accept("thpt-chu-van-an", W13, 17, part="BaoCao.xlsx", cumulative=412)
        ),
    ),
    Mail(
        name="xlsx-16",
        client=thunderbird,
        sender=at("thpt-ly-thuong-kiet", "LTK"),
        at="2020-09-11 13:02",
        subject="Bao cao Bluezone",
        text="Gửi phòng VHTT theo dõi số máy cài Bluezone hàng tuần của trường.",
        files=(
            _cached(
                [
                    [TITLE],
                    [
                        "Tuần đến ngày",
                        dt.date(2020, 8, 28),
                        dt.date(2020, 9, 4),
                        dt.date(2020, 9, 11),
                        dt.date(2020, 9, 18),
                    ],
                    ["Số máy cài đặt trong tuần", 80, 35, 41, None],
                ]
            ),
        ),
        expect=says(
            "A column a week: the last filled one is this deadline's. A clerk may also ask.",
            accept("thpt-ly-thuong-kiet", W3, 41, part="BaoCao.xlsx", either=True),
        ),
    ),
    Mail(
        name="xlsx-17",
        client=zimbra,
        sender=at("kho-bac", "KBNN"),
        at="2020-10-02 10:12",
        subject="Báo cáo Bluezone theo biểu của phòng",
        text="KBNN gửi biểu.",
        files=(
            _cached(
                [
                    ["BIỂU TỔNG HỢP SỐ MÁY CÀI ĐẶT BLUEZONE"],
                    ["STT", "Đơn vị", "Số máy trong tuần", "Lũy kế"],
                    [1, "Thành đoàn Móng Cái", None, None],
                    [2, "Ban quản lý chợ", None, None],
                    [3, "Kho bạc Móng Cái", 12, 90],
                    [4, "Chi cục Thuế", None, None],
                    [5, "UBND phường Ka Long", None, None],
                ]
            ),
        ),
        expect=says(
            "The office's own form with one row filled, the sender's.",
            accept("kho-bac", W6, 12, part="BaoCao.xlsx", cumulative=90),
        ),
    ),
    Mail(
        name="xlsx-18",
        client=gmail_vi,
        sender=at("chi-cuc-thue"),
        at="2020-10-09 10:12",
        subject="Báo cáo Bluezone",
        text="",
        files=(_cached([["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần", 45.5]]),),
        expect=says("Half a phone: somebody typed wrong.", review("chi-cuc-thue", W7, free=["count"])),
    ),
    Mail(
        name="xlsx-19",
        client=gmail_vi,
        sender=at("bql-cua-khau"),
        at="2020-10-16 10:12",
        subject="Báo cáo Bluezone",
        text="",
        files=(_cached([["Nội dung", "Số máy"], ["Cửa A", "n/a"], ["Số máy cài đặt Bluezone trong tuần", "=1/0"]]),),
        expect=says("An error in the cell.", review("bql-cua-khau", W8, free=["count"])),
    ),
    Mail(
        name="xlsx-20",
        client=outlook_en,
        sender=at("thanh-doan"),
        at="2020-10-23 10:12",
        subject="Báo cáo Bluezone",
        text=SEND.format("Thành đoàn"),
        files=(
            File(
                name="Báo cáo Bluezone tuần 43 của Thành đoàn thành phố Móng Cái (chính thức).xls",
                media_type=BYTES,
                make=resaved(
                    xlsx([["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần", 164]]), "xlsx", "xlsx"
                ),
            ),
        ),
        expect=says(
            "A new workbook under an old name and no media type; a long name in pieces.",
            accept(
                "thanh-doan",
                W9,
                164,
                part="Báo cáo Bluezone tuần 43 của Thành đoàn thành phố Móng Cái (chính thức).xls",
            ),
        ),
    ),
    Mail(
        name="xlsx-21",
        client=gmail_vi,
        sender=at("thpt-tran-phu"),
        at="2020-11-06 10:12",
        subject="Báo cáo Bluezone tuần 45",
        text="Trường gửi báo cáo",
        files=(
            _cached(
                {"T": [[TITLE], ["Nội dung", "Tuần 44", "Tuần 45"], ["Số máy cài đặt trong tuần", 51, 33]]},
                hidden_columns={"T": ["B"]},
            ),
        ),
        expect=says(
            "Last week's column is hidden; week 45 is this one.",
            accept("thpt-tran-phu", W11, 33, part="BaoCao.xlsx", either=True),
        ),
    ),
    Mail(
        name="xlsx-22",
        client=gmail_vi,
        sender=at("km15"),
        at="2020-11-13 10:12",
        subject="Báo cáo Bluezone",
        text="Km15 gửi báo cáo",
        files=(
            _cached(
                [
                    [TITLE],
                    ["STT", "Nội dung", "Số lượng"],
                    [1, "Số máy cài đặt Bluezone trong tuần", None],
                    [2, "Lũy kế", None],
                ]
            ),
        ),
        expect=says("The form is empty.", review("km15", W12)),
    ),
    Mail(
        name="xlsx-23",
        client=outlook_vi,
        sender=at("kho-bac"),
        at="2020-11-18 10:12",
        subject="Dự toán kinh phí năm 2021",
        text="Kính gửi Phòng VHTT, Kho bạc gửi lại bảng dự toán đã đối chiếu.",
        files=(
            File(
                name="Du toan 2021.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["DỰ TOÁN 2021"],
                        ["Mục", "Số tiền (nghìn đồng)"],
                        ["Mua sắm 12 máy tính", 180000],
                        ["Tổng cộng", 180000],
                    ]
                ),
            ),
        ),
        expect=says("Another matter altogether, money.", either="review"),
    ),
    Mail(
        name="xlsx-24",
        client=samsung,
        sender=officer("vinh-thuc", "Bùi Văn Mẫu"),
        at="2020-11-27 10:12",
        subject="Bluezone Vĩnh Thực tuần 48",
        text="Xã Vĩnh Thực cài 15 máy, chi tiết trong bảng ạ",
        files=(
            _cached([["Thôn", "Số máy cài trong tuần"], ["Thôn 1", 5], ["Thôn 2", 7], ["Thôn 3", 3], ["Cộng", 15]]),
        ),
        expect=says("Body and sheet agree.", accept("ubnd-vinh-thuc", W14, 15, part=None)),
    ),
    Mail(
        name="xlsx-25",
        client=samsung,
        sender=officer("vinh-thuc", "Bùi Văn Mẫu"),
        at="2020-12-04 10:12",
        subject="Bluezone Vĩnh Thực tuần 49",
        text="Xã Vĩnh Thực cài 18 máy, chi tiết trong bảng ạ",
        files=(
            _cached([["Thôn", "Số máy cài trong tuần"], ["Thôn 1", 5], ["Thôn 2", 7], ["Thôn 3", 3], ["Cộng", 15]]),
        ),
        expect=says("The body says 18, the sheet 15.", review("ubnd-vinh-thuc", W15, free=["count"])),
    ),
    Mail(
        name="xlsx-26",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-12-11 10:12",
        subject="Báo cáo Bluezone bến xe",
        text="Bến xe gửi bảng",
        files=(_cached([[TITLE], ["Nội dung", "Lũy kế từ 26/8/2020"], ["Số máy cài đặt", 702]]),),
        expect=says("Only a running total.", review("ben-xe", W16, cumulative=702, free=["count"])),
    ),
    Mail(
        name="xlsx-27",
        client=apple,
        sender=at("bql-cho"),
        at="2020-12-18 10:12",
        subject="Báo cáo Bluezone",
        text="BQL chợ gửi báo cáo",
        files=(
            _cached(
                [
                    ["ỦY BAN NHÂN DÂN TP MÓNG CÁI", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                    ["BAN QUẢN LÝ CHỢ", None, "Độc lập - Tự do - Hạnh phúc"],
                    ["Số: 121/BC-BQL", None, "Móng Cái, ngày 18 tháng 12 năm 2020"],
                    [None, TITLE],
                    [None, "(Tuần từ 12/12/2020 đến 18/12/2020)"],
                    ["TT", "Chợ", "Số hộ KD", "Số máy đã cài trong tuần", "Tỷ lệ"],
                    [1, "Chợ 1", 612, 9, 0.0147],
                    [2, "Chợ 2", 405, 11, 0.0272],
                    [3, "Chợ 3", 388, 6, 0.0155],
                    [None, "Tổng", 1405, 26, 0.0185],
                    [None, "Ghi chú: mọi ý kiến xin liên hệ 0900 000 140 (Lê Thí Dụ)"],
                    ["Người lập biểu", None, None, "TRƯỞNG BAN"],
                ],
                merged={"Sheet1": ["B4:E4", "B5:E5", "B11:E11"]},
                formats={f"E{row}": "0.0%" for row in range(7, 11)},
            ),
        ),
        expect=says(
            "An official head, households, shares, a note with a phone: the total row's phones are 26.",
            accept("bql-cho", W17, 26, part="BaoCao.xlsx"),
            free=["contact"],
        ),
    ),
    Mail(
        name="xlsx-28",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2021-01-22 10:12",
        subject="Báo cáo Bluezone tuần 3/2021",
        text="Gửi phòng VHTT",
        files=(
            _cached(
                {
                    "Tong hop": [
                        [TITLE],
                        ["Tuần", "Thời gian", "Số máy cài trong tuần", "Lũy kế"],
                        [52, "19/12 - 25/12/2020", 30, 6410],
                        [53, "26/12 - 01/01/2021", 12, 6422],
                        [1, "02/01 - 08/01/2021", 25, 6447],
                        [2, "09/01 - 15/01/2021", 28, 6475],
                        [3, "16/01 - 22/01/2021", 31, 6506],
                    ]
                }
            ),
        ),
        expect=says(
            "A row a week, the whole season: the mail is about week 3, 16/1 - 22/1.",
            accept("thanh-doan", N4, 31, part="BaoCao.xlsx", cumulative=6506, either=True),
        ),
    ),
    # Other sheets.
    Mail(
        name="sheets-other-01",
        client=outlook_en,
        sender=at("kho-bac", "Kho bac"),
        at="2020-09-04 09:12",
        subject="Bao cao Bluezone tuan 36",
        text="Kho bạc gửi báo cáo tuần 36",
        files=(
            File(
                name="BC KB.xls",
                media_type=XLS,
                make=resaved(
                    xlsx(
                        [
                            [TITLE],
                            ["STT", "Nội dung", "Số lượng"],
                            [1, "Số máy cài đặt Bluezone trong tuần", 10],
                            [2, "Lũy kế", 31],
                        ]
                    ),
                    "xlsx",
                    "xls",
                ),
            ),
        ),
        expect=says("An old workbook.", accept("kho-bac", W2, 10, part="BC KB.xls", cumulative=31)),
    ),
    Mail(
        name="sheets-other-02",
        client=thunderbird,
        sender=at("thpt-ly-thuong-kiet", "LTK"),
        at="2020-09-18 09:12",
        subject="Báo cáo Bluezone tuần 38",
        text="Trường gửi báo cáo tuần 38",
        files=(
            File(
                name="BC LTK.ods",
                media_type=ODS,
                make=resaved(
                    xlsx(
                        [
                            [TITLE],
                            ["Lớp", "Sĩ số", "Số máy cài trong tuần"],
                            ["10A1", 42, 8],
                            ["10A2", 41, 5],
                            ["11B1", 39, 2],
                            ["Tổng cộng", 122, 15],
                        ]
                    ),
                    "xlsx",
                    "ods",
                ),
            ),
        ),
        expect=says("OpenDocument; class names hold digits.", accept("thpt-ly-thuong-kiet", W4, 15, part="BC LTK.ods")),
    ),
    Mail(
        name="sheets-other-03",
        client=gmail_vi,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-09-25 09:12",
        subject="Báo cáo Bluezone",
        text="TTHCC gửi số liệu",
        files=(
            File(
                name="solieu.csv",
                media_type=CSV,
                make=csv_file(
                    [["Đơn vị", "Số máy cài trong tuần", "Lũy kế"], ["Trung tâm Hành chính công", 44, 247]],
                    encoding="utf-8-sig",
                ),
            ),
        ),
        expect=says("Commas and a byte order mark.", accept("tt-hcc", W5, 44, part="solieu.csv", cumulative=247)),
    ),
    Mail(
        name="sheets-other-04",
        client=gmail_vi,
        sender=at("bql-cua-khau", "BQLCK"),
        at="2020-10-02 09:12",
        subject="Báo cáo Bluezone",
        text="BQL cửa khẩu gửi số liệu tuần",
        files=(
            File(
                name="solieu.csv",
                media_type=XLS,
                make=csv_file(
                    [["Nội dung", "Số lượng"], ["Người nhập cảnh", "1.502"], ["Máy cài Bluezone trong tuần", "1.034"]],
                    delimiter=";",
                ),
            ),
        ),
        expect=says(
            "Semicolons and group points, called Excel by the client.",
            accept("bql-cua-khau", W6, 1034, part="solieu.csv", text="1.034"),
        ),
    ),
    Mail(
        name="sheets-other-05",
        client=roundcube,
        sender=at("chi-cuc-thue", "CCT"),
        at="2020-10-09 09:12",
        subject="Báo cáo Bluezone",
        text="CCT gửi số liệu",
        files=(
            File(
                name="baocao.txt",
                media_type="text/plain",
                make=csv_file([["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần", 13]], delimiter="\t"),
            ),
        ),
        expect=says("Tabs in a text file.", accept("chi-cuc-thue", W7, 13, part="baocao.txt")),
    ),
    Mail(
        name="sheets-other-06",
        client=plain,
        sender=at("ben-xe", "Ben xe"),
        at="2020-10-16 09:12",
        subject="Bao cao Bluezone",
        text="Ben xe gui so lieu tuan",
        files=(
            File(
                name="BENXE.CSV",
                media_type=CSV,
                make=csv_file(
                    [["Nội dung", "Số lượng"], ["Số chuyến xe", 91], ["Số máy cài đặt Bluezone trong tuần", 52]],
                    delimiter=";",
                    encoding="cp1258",
                ),
            ),
        ),
        expect=says("Windows-1258 with combining tones.", accept("ben-xe", W8, 52, part="BENXE.CSV", either=True)),
    ),
    Mail(
        name="sheets-other-07",
        client=outlook_vi,
        sender=at("phong-gddt", "PGD"),
        at="2020-10-23 09:12",
        subject="Tổng hợp Bluezone các trường tuần 43",
        text="Phòng GD&ĐT gửi tổng hợp các trường Mầm non, Tiểu học, THCS",
        files=(
            File(
                name="TH tuan 43.xls",
                media_type=XLS,
                make=resaved(
                    xlsx(
                        [
                            [TITLE],
                            ["TT", "Trường", "Số máy cài trong tuần"],
                            [1, "MN Hoa Mai", 12],
                            [2, "TH Ka Long", 33],
                            [3, "THCS Hòa Lạc", 27],
                            [4, "TH&THCS Hải Sơn", 8],
                            [None, "Cộng", "=SUM(C3:C6)"],
                        ]
                    ),
                    "xlsx",
                    "xls",
                ),
            ),
        ),
        expect=says(
            "Schools bear wards' names; they belong to the education office: 12 + 33 + 27 + 8 = 80.",
            accept("phong-gddt", W9, 80, part="TH tuan 43.xls"),
        ),
    ),
    Mail(
        name="sheets-other-08",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-10-30 09:12",
        subject="Bluezone BQL chợ",
        text="BQL chợ gửi báo cáo",
        files=(
            File(
                name="baocao.xls",
                media_type=XLS,
                make=just(
                    (
                        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table border="1">'
                        "<tr><th>Nội dung</th><th>Số máy</th></tr><tr><td>Số máy cài đặt Bluezone trong tuần</td><td>64</td></tr></table></body></html>"
                    ).encode()
                ),
            ),
        ),
        expect=says(
            "A web page that calls itself Excel, as web programs write.",
            accept("bql-cho", W10, 64, part="baocao.xls", either=True),
        ),
    ),
    Mail(
        name="sheets-other-09",
        client=zimbra,
        sender=at("thpt-chu-van-an"),
        at="2020-11-06 09:12",
        subject="Bluezone CVA",
        text="Trường gửi báo cáo",
        files=(
            File(
                name="CVA.xls",
                media_type=XLS,
                make=resaved(
                    xlsx(
                        {
                            "T44": [["Tuần 44"], ["Số máy cài Bluezone", 12]],
                            "T45": [["Tuần 45"], ["Số máy cài Bluezone", 20]],
                            "T46": [["Tuần 46"], ["Số máy cài Bluezone", None]],
                        }
                    ),
                    "xlsx",
                    "xls",
                ),
            ),
        ),
        expect=says(
            "A sheet a week and a mail that names none: week 45 is the deadline's.",
            accept("thpt-chu-van-an", W11, 20, part="CVA.xls", either=True),
        ),
    ),
    Mail(
        name="sheets-other-10",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2020-11-13 09:12",
        subject="Bluezone",
        text="Thành đoàn gửi",
        files=(
            File(
                name="bc.csv",
                media_type=CSV,
                make=csv_file([["Đơn vị", "Tuần 45", "Tuần 46"], ["Thành đoàn", 110, 95]], encoding="utf-16"),
            ),
        ),
        expect=says(
            "UTF-16, a column a week; week 46 is the deadline's.",
            accept("thanh-doan", W12, 95, part="bc.csv", either=True),
        ),
    ),
    Mail(
        name="sheets-other-11",
        client=gmail_vi,
        sender=at("kho-bac"),
        at="2020-11-20 09:12",
        subject="Báo cáo Bluezone",
        text="Kho bạc gửi",
        files=(
            File(
                name="bc.ods",
                media_type=ODS,
                make=resaved(
                    xlsx(
                        [
                            ["Nội dung", "Số máy"],
                            ["Bluezone - trong tuần", 7],
                            ["Bluezone - lũy kế", 164],
                            ["NCOVI - trong tuần", 3],
                        ]
                    ),
                    "xlsx",
                    "ods",
                ),
            ),
        ),
        expect=says("Another app's row beside ours.", accept("kho-bac", W13, 7, part="bc.ods", cumulative=164)),
    ),
    # Tables in the body.
    Mail(
        name="table-html-01",
        client=outlook_vi,
        sender=at("bql-cua-khau", "BQL cửa khẩu"),
        at="2020-09-04 14:02",
        subject="Báo cáo Bluezone",
        text="Kính gửi phòng VHTT,\nNội dung\tTrong tuần\tLũy kế\nSố máy cài đặt Bluezone\t88\t140\nTrân trọng",
        html="""<p class=MsoNormal>Kính gửi phòng VHTT,<o:p></o:p></p><table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0 width=420
 style='width:315.0pt;border-collapse:collapse'><tr style='height:15.0pt'><td width=200 nowrap valign=bottom style='border:solid windowtext 1.0pt'>
<p class=MsoNormal><b><span style='color:black'>Nội dung<o:p></o:p></span></b></p></td><td><p class=MsoNormal><b>Trong tuần<o:p></o:p></b></p></td><td>
<p class=MsoNormal><b>Lũy kế<o:p></o:p></b></p></td></tr><tr><td><p class=MsoNormal>Số máy cài đặt Bluezone<o:p></o:p></p></td><td>
<p class=MsoNormal align=right>88<o:p></o:p></p></td><td><p class=MsoNormal align=right>140<o:p></o:p></p></td></tr></table>
<p class=MsoNormal>Trân trọng<o:p></o:p></p>""",
        expect=says("A table pasted from Excel into Outlook.", accept("bql-cua-khau", W2, 88, cumulative=140)),
    ),
    Mail(
        name="table-html-02",
        client=gmail_vi,
        sender=officer("bac-son", "Hoàng Thị Mẫu"),
        at="2020-09-11 14:02",
        subject="Bắc Sơn báo cáo Bluezone tuần 37",
        text="STT Thôn Số máy cài\n1 Thôn Phình Hồ 7\n2 Thôn Pẹc Nả 5\n3 Thôn Lục Chắn 4\nTổng 16",
        html="""<div dir="ltr">Em gửi chị ạ<br><table cellspacing="0" cellpadding="0" dir="ltr" border="1"><colgroup><col width="50"><col width="150"></colgroup>
<tbody><tr style="height:21px"><td style="overflow:hidden">STT</td><td>Thôn</td><td>Số máy cài trong tuần</td></tr><tr><td>1</td><td>Thôn Phình Hồ</td><td>7</td></tr>
<tr><td>2</td><td>Thôn Pẹc Nả</td><td>5</td></tr><tr><td>3</td><td>Thôn Lục Chắn</td><td>4</td></tr><tr><td></td><td>Tổng</td><td>16</td></tr></tbody></table></div>""",
        expect=says("Pasted from a spreadsheet: 7 + 5 + 4 = 16.", accept("ubnd-bac-son", W3, 16)),
    ),
    Mail(
        name="table-html-03",
        client=zimbra,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-09-18 14:02",
        subject="TTHCC báo cáo",
        text="TT Nội dung Tuần 37 Tuần 38\n1 Số máy cài Bluezone 60 52",
        html="""<div>Trung tâm báo cáo:</div><table border="1"><tbody><tr><td rowspan="2">TT</td><td rowspan="2">Nội dung</td><td colspan="2">Số máy cài Bluezone</td></tr>
<tr><td>Tuần 37</td><td>Tuần 38</td></tr><tr><td>1</td><td>Công dân đến giao dịch</td><td>60</td><td>52</td></tr></tbody></table>""",
        expect=says("Column heads in two rows; week 38 is this deadline's.", accept("tt-hcc", W4, 52, either=True)),
    ),
    Mail(
        name="table-html-04",
        client=only_html,
        sender=at("chi-cuc-thue", "CCT"),
        at="2020-09-25 14:02",
        subject="Báo cáo Bluezone tuần 39",
        html="""<table width="100%"><tr><td><table width="600"><tr><td style="padding:20px"><h2>Chi cục Thuế thành phố Móng Cái</h2></td></tr><tr><td>
<p>Số máy điện thoại cài Bluezone trong tuần: <b>19</b> máy</p></td></tr><tr><td style="font-size:10px">Địa chỉ: số 12, đường Mẫu, TP Móng Cái. ĐT: 0203 3881 122</td></tr></table></td></tr></table>""",
        expect=says("Tables for layout only.", accept("chi-cuc-thue", W5, 19), free=["contact"]),
    ),
    Mail(
        name="table-html-05",
        client=blank_plain,
        sender=at("km15", "Km15"),
        at="2020-10-02 14:02",
        subject="Báo cáo Bluezone Km15",
        html="""<table border=1><tr><th>Nội dung</th><th>ĐVT</th><th>Kết quả tuần</th></tr><tr><td>Phương tiện</td><td>lượt</td><td>2.310</td></tr>
<tr><td>Người</td><td>người</td><td>4.870</td></tr><tr><td>Cài đặt Bluezone</td><td>máy</td><td>133</td></tr></table>""",
        expect=says("A blank plain part beside the full HTML; rows by their labels.", accept("km15", W6, 133)),
    ),
    Mail(
        name="table-html-06",
        client=outlook_web,
        sender=at("thpt-chu-van-an", "CVA"),
        at="2020-10-09 14:02",
        subject="Báo cáo Bluezone tuần 41",
        text="Khối 10: 11\nKhối 11: 9\nKhối 12: 6\nTổng: 27",
        html="""<table><tr><td>Khối</td><td>Số máy cài trong tuần</td></tr><tr><td>Khối 10</td><td>11</td></tr><tr><td>Khối 11</td><td>9</td></tr><tr><td>Khối 12</td><td>6</td></tr>
<tr><td>Tổng</td><td>27</td></tr></table>""",
        expect=says("11 + 9 + 6 is 26, the total says 27.", review("thpt-chu-van-an", W7, free=["count"])),
    ),
    Mail(
        name="table-html-07",
        client=yahoo,
        sender=at("ben-xe", "BX"),
        at="2020-10-16 14:02",
        subject="Báo cáo Bluezone bến xe",
        text="Ngày | Số máy\n10/10 | 8\n11/10 | 10\n12/10 | 6\n13/10 | 7\n14/10 | 9\n15/10 | 5\n16/10 | 3\nTổng tuần | 48",
        expect=says("A drawn table of days: 8+10+6+7+9+5+3 = 48.", accept("ben-xe", W8, 48)),
    ),
    Mail(
        name="table-html-08",
        client=iphone,
        sender=officer("hoa-lac", "Trần Văn Mẫu"),
        at="2020-10-23 14:02",
        subject="Hoà Lạc bc bluezone",
        text="Khu 1    10 máy\nKhu 2     8 máy\nKhu 3    12 máy\n-------------\nTổng     30 máy",
        expect=says("Aligned by blanks: 10 + 8 + 12 = 30.", accept("ubnd-hoa-lac", W9, 30)),
    ),
    Mail(
        name="table-html-09",
        client=gmail_vi,
        sender=at("thanh-doan", "Thành đoàn"),
        at="2020-10-30 14:02",
        subject="Báo cáo Bluezone theo cơ sở đoàn",
        text="Đoàn phường Ka Long 40\nĐoàn phường Trà Cổ 22\nĐoàn khối cơ quan 18\nTổng 80",
        html="""<div>Thành đoàn báo cáo kết quả cài Bluezone trong tuần:</div><table border="1"><tr><td>Cơ sở đoàn</td><td>Số máy cài trong tuần</td></tr><tr><td>Đoàn phường Ka Long</td><td>40</td></tr>
<tr><td>Đoàn phường Trà Cổ</td><td>22</td></tr><tr><td>Đoàn khối cơ quan</td><td>18</td></tr><tr><td>Tổng cộng</td><td>80</td></tr></table>""",
        expect=says(
            "Branches of the youth union bear wards' names: 40 + 22 + 18 = 80 is the union's. To ask is no fault.",
            accept("thanh-doan", W10, 80, either=True),
        ),
    ),
    Mail(
        name="table-html-10",
        client=outlook_en,
        sender=at("kho-bac"),
        at="2020-11-06 14:02",
        subject="Báo cáo Bluezone",
        text="Nội dung Kết quả\nSố máy cài trong tuần 9",
        html="""<table border=1><tr><td>Nội dung</td><td>Kết quả</td></tr><tr style="display:none"><td>Số máy cài trong tuần</td><td>999</td></tr>
<tr><td>Số máy cài đặt Bluezone trong tuần</td><td>9</td></tr></table>""",
        expect=says("A row that nobody sees.", accept("kho-bac", W11, 9, either=True)),
    ),
]
