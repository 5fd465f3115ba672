"""Plain reports in many hands: short ones, long ones, sheets and letters, from every kind of unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.mails.make.cast import W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14, accept, at, officer, says
from tests.mails.make.clients import (
    apple,
    gmail_en,
    gmail_vi,
    iphone,
    outlook_en,
    outlook_mobile,
    outlook_vi,
    outlook_web,
    plain,
    roundcube,
    samsung,
    thunderbird,
    yahoo,
    zimbra,
)
from tests.mails.make.compose import DOCX, PDF, XLS, XLSX, File, Mail, Part
from tests.mails.make.files import Cell, docx, pdf, resaved, xlsx

WEEKS = (W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14)
CLIENTS: tuple[Callable[[Mail], Part], ...] = (
    gmail_vi, outlook_vi, zimbra, iphone, plain, roundcube, samsung, yahoo, outlook_web, thunderbird, outlook_en, gmail_en, apple, outlook_mobile,
)  # fmt: skip

# (sender's box, unit, subject, words, count, text in the evidence, running total). An officer's box begins with a star.
WORDS: tuple[tuple[str, str, str, str, int, str, int | None], ...] = (
    ("thanh-doan", "thanh-doan", "TĐ - BC Bluezone", "Gửi phòng VHTT: tuần qua Thành đoàn đã hỗ trợ cài Bluezone cho 133 bạn ĐVTN và người dân (133 máy).", 133, "133", None),
    ("ben-xe", "ben-xe", "Báo cáo kết quả", "Kết quả cài Bluezone tại bến trong tuần là 29 điện thoại ạ", 29, "29", None),
    ("kho-bac", "kho-bac", "Số liệu Bluezone tuần", "Số khách hàng được hỗ trợ cài Bluezone: 09 khách.", 9, "09", None),
    ("*ka-long", "ubnd-ka-long", "UBND P. Ka Long", "Em gửi chị kết quả: cài được 67 máy, còn lại dân cài rồi chị ạ.", 67, "67", None),
    ("*hai-hoa", "ubnd-hai-hoa", "Báo cáo Bluezone", "Báo cáo chị tuần này được 85 máy. Lũy kế là 1.120 ạ.", 85, "85", 1120),
    ("tt-hcc", "tt-hcc", "TTHCC - Kết quả Bluezone tuần", "Đã tiếp 598 lượt công dân; hỗ trợ cài mới Bluezone: 40 lượt; tư vấn: 120 lượt.", 40, "40", None),
    ("km15", "km15", "Báo cáo trạm", "Trạm Km15 báo cáo tuần: tổng số máy hướng dẫn cài đặt Bluezone 122 máy. Quân số 24/24.", 122, "122", None),
    ("*bac-son", "ubnd-bac-son", "xã Bắc Sơn", "Xã Bắc Sơn xin báo cáo số máy cài Bluezone tuần này là 8 (tám) máy.", 8, "8", None),
    ("bql-cho", "bql-cho", "BQL chợ báo cáo", "Tuần này tiểu thương 31 máy, khách 22 máy, tổng cộng cài được 53 máy Bluezone.", 53, "53", None),
    ("chi-cuc-thue", "chi-cuc-thue", "CCT - kết quả cài Bluezone", "Kết quả: 21 máy/tuần này. Cộng dồn: 161 máy.", 21, "21", 161),
    ("*van-ninh", "ubnd-van-ninh", "Vạn Ninh", "kính gửi phòng số liệu bluezone xã vạn ninh: 25 máy, thời gian từ thứ 7 tuần trước đến thứ 6 tuần này", 25, "25", None),
    ("thpt-tran-phu", "thpt-tran-phu", "Trường THPT Trần Phú", "Nhà trường báo cáo kết quả cài đặt Bluezone của học sinh khối 10 trong tuần: 48 em cài mới.", 48, "48", None),
    ("thpt-chu-van-an", "thpt-chu-van-an", "V/v Bluezone", "Tuần này, trường THPT CVA cài thêm được 15 máy, nâng tổng số lên 717 máy.", 15, "15", 717),
    ("phong-gddt", "phong-gddt", "PGD báo cáo Bluezone", "Tổng hợp từ 52 trường: tuần này có 1.205 máy cài mới, lũy kế 7.310 máy, đạt 61,2% phụ huynh.", 1205, "1.205", 7310),
    ("bql-cua-khau", "bql-cua-khau", "BQLCK báo cáo", "Trong tuần có 350 người nhập cảnh, 350/350 người khai báo y tế; cài mới Bluezone 201 máy.", 201, "201", None),
    ("*tra-co", "ubnd-tra-co", "Trà Cổ báo cáo", "Tra Co: 18 may bluezone/tuan. Het.", 18, "18", None),
    ("*hai-xuan", "ubnd-hai-xuan", "Bao cao hang tuan", "Xa Hai Xuan bao cao hang tuan: so dien thoai cai Bluezone: 37; so ho da den: 96", 37, "37", None),
    ("*quang-nghia", "ubnd-quang-nghia", "Gửi báo cáo Bluezone xã Quảng Nghĩa", "Kính gửi phòng! Xã báo cáo 1 tuần cài được 12 máy ạ.", 12, "12", None),
    ("*binh-ngoc", "ubnd-binh-ngoc", "Re: báo cáo Bluezone", "Vâng ạ, tuần này phường Bình Ngọc em 23 máy.", 23, "23", None),
    ("*ninh-duong", "ubnd-ninh-duong", "Ninh Dương", "Phường ND tuần này hướng dẫn bà con cài bluezone thành công 51 trường hợp.", 51, "51", None),
)  # fmt: skip

Rows = Sequence[Sequence[Cell]]
# (sender's box, unit, rows, count, running total)
SHEETS: tuple[tuple[str, str, Rows, int, int | None], ...] = (
    ("thanh-doan", "thanh-doan", [["Nội dung", "Kết quả trong tuần", "Kết quả lũy kế"], ["Cài đặt Bluezone (máy)", 140, 3900]], 140, 3900),
    ("*hai-tien", "ubnd-hai-tien", [["UBND XÃ HẢI TIẾN"], ["TT", "Thôn", "Số máy"], [1, "Thôn 1", 6], [2, "Thôn 2", 9], [None, "Tổng số", 15]], 15, None),
    ("bql-cho", "bql-cho", [["Đơn vị", "Số máy cài Bluezone"], ["BQL chợ", 62]], 62, None),
    ("kho-bac", "kho-bac", [["Chỉ tiêu", "ĐVT", "Tuần này", "Ghi chú"], ["Số máy cài đặt Bluezone trong tuần", "máy", 10, None]], 10, None),
    ("phong-gddt", "phong-gddt", [["STT", "Trường", "Học sinh", "Giáo viên", "Tổng máy cài trong tuần"], [1, "TH 1", 20, 2, 22], [2, "TH 2", 15, 1, 16], [None, "Cộng", 35, 3, 38]], 38, None),
    ("km15", "km15", [["BÁO CÁO TUẦN"], ["Số người kiểm tra", 4120], ["Số máy cài Bluezone", 87], ["Số ca sốt", 0]], 87, None),
    ("tt-hcc", "tt-hcc", [["Số máy cài đặt Bluezone trong tuần:", 34], ["Số máy cài đặt lũy kế:", 401]], 34, 401),
    ("chi-cuc-thue", "chi-cuc-thue", [["Tháng", "Tuần", "Số máy cài Bluezone trong tuần", "Lũy kế"], [None, None, 16, 199]], 16, 199),
    ("*vinh-trung", "ubnd-vinh-trung", [["Xã Vĩnh Trung"], [None, "Kỳ này", "Lũy kế"], ["Số máy cài Bluezone", 5, 214]], 5, 214),
    ("ben-xe", "ben-xe", [["Ngày", "Thứ", "Số máy cài"], [1, "Hai", 4], [2, "Ba", 6], [3, "Tư", 5], [4, "Năm", 3], [5, "Sáu", 2], [None, "Tổng", 20]], 20, None),
)  # fmt: skip

# (sender's box, unit, paragraphs and tables, count, running total)
LETTERS: tuple[tuple[str, str, Sequence[str | Rows], int, int | None], ...] = (
    ("thpt-ly-thuong-kiet", "thpt-ly-thuong-kiet", ["TRƯỜNG THPT LÝ THƯỜNG KIỆT", "BÁO CÁO", "Trong tuần, nhà trường hỗ trợ phụ huynh cài đặt Bluezone cho 27 máy điện thoại.", "HIỆU TRƯỞNG"], 27, None),
    ("*hai-son", "ubnd-hai-son", ["UBND XÃ HẢI SƠN", "BÁO CÁO NHANH", "- Kết quả trong tuần: 7 máy", "- Kết quả lũy kế: 119 máy", "- Khó khăn: 02 thôn chưa có sóng 3G"], 7, 119),
    ("bql-cua-khau", "bql-cua-khau", ["BAN QUẢN LÝ CỬA KHẨU", [["TT", "Chỉ tiêu", "Kết quả tuần"], ["1", "Người xuất cảnh", "210"], ["2", "Người nhập cảnh", "305"], ["3", "Máy cài Bluezone", "96"]], "TRƯỞNG BAN"], 96, None),
    ("kho-bac", "kho-bac", ["KHO BẠC NHÀ NƯỚC MÓNG CÁI", "Kính gửi: Phòng VHTT", "Kho bạc báo cáo kết quả tuần: số lượng máy điện thoại được cài đặt Bluezone: 08 máy (Tám máy).", "GIÁM ĐỐC"], 8, None),
    ("*hoa-lac", "ubnd-hoa-lac", ["ỦY BAN NHÂN DÂN PHƯỜNG HÒA LẠC", "Tổng số máy được cài đặt trong tuần: 40 máy, trong đó: khu 1: 12 máy, khu 2: 15 máy, khu 3: 13 máy."], 40, None),
    ("thanh-doan", "thanh-doan", ["BCH ĐOÀN TP MÓNG CÁI", "Tuần này các cơ sở đoàn cài mới 152 máy; tuần trước 140 máy; lũy kế 4.052 máy."], 152, 4052),
)  # fmt: skip


def _from(box: str) -> str:
    return officer(box[1:]) if box.startswith("*") else at(box)


def _words(number: int, item: tuple[str, str, str, str, int, str, int | None]) -> Mail:
    box, unit, subject, text, count, shown, cumulative = item
    week = WEEKS[number % len(WEEKS)]
    return Mail(
        name=f"plain-words-{number + 1:02}",
        client=CLIENTS[number % len(CLIENTS)],
        sender=_from(box),
        at=f"{week} {8 + number % 6:02}:{(number * 7) % 60:02}",
        subject=subject,
        text=text,
        via="gmail" if number % 3 == 0 else "gov",
        expect=says(
            "One count of the week, said plainly.", accept(unit, week, count, text=shown, cumulative=cumulative)
        ),
    )


def _sheet(number: int, item: tuple[str, str, Rows, int, int | None]) -> Mail:
    box, unit, rows, count, cumulative = item
    week = WEEKS[(number * 3) % len(WEEKS)]
    old = number % 4 == 3
    name = "BC Bluezone.xls" if old else "BC Bluezone.xlsx"
    make = xlsx(rows)
    return Mail(
        name=f"plain-sheets-{number + 1:02}",
        client=CLIENTS[(number * 5) % len(CLIENTS)],
        sender=_from(box),
        at=f"{week} {8 + number % 6:02}:{(number * 11) % 60:02}",
        subject="Báo cáo kết quả cài đặt Bluezone",
        text="Kính gửi Phòng VHTT, đơn vị gửi báo cáo tuần (file kèm theo).",
        files=(File(name=name, media_type=XLS if old else XLSX, make=resaved(make, "xlsx", "xls") if old else make),),
        expect=says(
            "One count of the week in a small sheet.", accept(unit, week, count, part=name, cumulative=cumulative)
        ),
    )


def _letter(number: int, item: tuple[str, str, Sequence[str | Rows], int, int | None]) -> Mail:
    box, unit, lines, count, cumulative = item
    week = WEEKS[(number * 2 + 1) % len(WEEKS)]
    printed = number % 2 == 1
    name = "Báo cáo tuần.pdf" if printed else "Báo cáo tuần.docx"
    text = {8: "08"}.get(count, str(count))
    return Mail(
        name=f"plain-letters-{number + 1:02}",
        client=CLIENTS[(number * 3) % len(CLIENTS)],
        sender=_from(box),
        at=f"{week} {8 + number % 6:02}:{(number * 13) % 60:02}",
        subject="Báo cáo kết quả cài đặt Bluezone",
        text="Kính gửi Phòng VHTT, đơn vị gửi báo cáo tuần (file kèm theo).",
        files=(File(name=name, media_type=PDF if printed else DOCX, make=pdf(lines) if printed else docx(lines)),),
        expect=says(
            "One count of the week in a short letter.",
            accept(unit, week, count, part=name, text=text, cumulative=cumulative),
        ),
    )


MAILS = [
    *(_words(number, item) for number, item in enumerate(WORDS)),
    *(_sheet(number, item) for number, item in enumerate(SHEETS)),
    *(_letter(number, item) for number, item in enumerate(LETTERS)),
]
