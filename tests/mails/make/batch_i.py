"""Near misses: numbers of phones beside our matter that are not the week's count, and a few plain ones among them."""

from __future__ import annotations

from collections.abc import Callable

from tests.mails.make.cast import (
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
    accept,
    at,
    officer,
    review,
    says,
)
from tests.mails.make.clients import (
    gmail_vi,
    iphone,
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
from tests.mails.make.compose import DOCX, XLSX, File, Mail, Part
from tests.mails.make.files import docx, xlsx

WEEKS = (W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14)
UNITS = (
    "kho-bac",
    "thanh-doan",
    "ben-xe",
    "bql-cho",
    "tt-hcc",
    "chi-cuc-thue",
    "km15",
    "thpt-chu-van-an",
    "thpt-ly-thuong-kiet",
    "bql-cua-khau",
)
CLIENTS: tuple[Callable[[Mail], Part], ...] = (
    gmail_vi,
    outlook_vi,
    zimbra,
    iphone,
    plain,
    roundcube,
    samsung,
    yahoo,
    outlook_web,
    thunderbird,
    outlook_en,
)

# (subject, words, why a clerk would ask, whether no item at all is right too)
ASK: tuple[tuple[str, str, str, str], ...] = (
    (
        "Báo cáo Bluezone",
        "Tuần này đơn vị bật Bluetooth cho 40 máy đã cài từ trước.",
        "Switched on, not installed.",
        "",
    ),
    ("Báo cáo Bluezone", "Tuần này có 12 máy gỡ cài đặt Bluezone do hết bộ nhớ.", "Taken off.", ""),
    ("Báo cáo Bluezone", "Đơn vị còn 45 máy chưa cài đặt được Bluezone.", "Not yet installed.", ""),
    ("Báo cáo Bluezone", "Có 45 máy cài đặt Bluezone không thành công.", "Failed.", ""),
    ("Kế hoạch Bluezone", "Tuần sau đơn vị phấn đấu cài đặt Bluezone cho 60 máy.", "A plan for next week.", "none"),
    ("Báo cáo Bluezone", "Từ đầu tháng đến nay đơn vị cài đặt được 85 máy.", "Since the month began.", ""),
    ("Báo cáo Bluezone quý III", "Quý III đơn vị đã cài đặt Bluezone cho 640 máy.", "A quarter.", ""),
    ("Báo cáo Bluezone", "Trung bình mỗi ngày đơn vị cài được 9 máy.", "A daily mean.", ""),
    ("Bluezone", "Hôm nay đơn vị cài được 9 máy.", "One day's figure.", ""),
    ("Báo cáo Bluezone", "Mỗi tổ cài được 5 máy, đơn vị có 4 tổ.", "To be multiplied.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được gần 50 máy.", "Nearly fifty.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được trên 50 máy.", "Over fifty.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được ít nhất 30 máy.", "At least thirty.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được vài chục máy.", "Some dozens.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được một số máy cho khách.", "“Một số máy” is several, not one.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được mười mấy máy ạ.", "Ten and some.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 15 đến 20 máy.", "A range.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 15, 16 máy gì đó ạ.", "Fifteen or sixteen.", ""),
    ("Báo cáo Bluezone", "Chị ơi em báo nhầm, không phải 45 máy đâu ạ.", "Denied, nothing in its place.", ""),
    ("Báo cáo Bluezone", "Cả hai tuần đơn vị cài được 80 máy.", "Two weeks together.", ""),
    ("Báo cáo Bluezone", "Số liệu tạm tính 45 máy, đơn vị sẽ báo số chính thức sau.", "Preliminary.", ""),
    ("Báo cáo NCOVI", "Tuần này đơn vị cài đặt NCOVI cho 30 máy.", "Another app.", "none"),
    (
        "Báo cáo Bluezone",
        "Tuần này chưa cài Bluezone, chỉ cài Smart Quảng Ninh được 25 máy.",
        "Another app; a zero, perhaps.",
        "",
    ),
    (
        "Báo cáo Bluezone",
        "Kết quả tuần trước: 38 máy. Tuần này đơn vị chưa tổng hợp xong.",
        "Last week's figure alone.",
        "",
    ),
    ("Bluezone", "Tuần này tăng 15 máy so với tuần trước.", "A growth only.", ""),
    (
        "Báo cáo Bluezone",
        "Em gửi báo cáo ạ.\n--\nLê Thí Dụ\nPhòng 203, máy lẻ 45",
        "An extension number, no figure.",
        "",
    ),
    ("Báo cáo Bluezone", "Em gửi báo cáo, có gì chị gọi máy 45 gặp em.", "A telephone to call.", ""),
    (
        "Báo cáo Bluezone",
        "Đơn vị bố trí 3 máy tính, 2 máy in để phục vụ hướng dẫn cài Bluezone.",
        "Other machines.",
        "",
    ),
    ("Báo cáo Bluezone", "Năm nay đơn vị cài được 500 máy.", "A year.", ""),
    ("Báo cáo Bluezone", "Đơn vị cài được 45 máy/ngày.", "A rate.", ""),
    ("Báo cáo Bluezone", "Chi nhánh bên cạnh cài được 20 máy, đơn vị mình chưa có số.", "Somebody else's figure.", ""),
    ("Báo cáo Bluezone", "Nếu tính cả tuần trước thì được 80 máy.", "With last week's.", ""),
    ("Báo cáo Bluezone", "Tuần này ước đạt 70 máy.", "An estimate.", ""),
    ("Báo cáo Bluezone", "Đăng ký chỉ tiêu: 100 máy/tuần.", "A target.", "none"),
    ("Báo cáo Bluezone", "Tuần này cài được 45 hay 54 máy em phải xem lại sổ.", "One or the other.", ""),
    (
        "Báo cáo Bluezone",
        "Tuần này 20 máy Bluezone, chưa kể 15 máy của đội 2.",
        "Without a part that is also theirs.",
        "",
    ),
    ("Báo cáo Bluezone", "Có 30 máy đăng ký cài Bluezone vào tuần tới.", "Registered for next week.", ""),
    ("Hỏi Bluezone", "Tuần trước phòng ghi đơn vị em 38 máy đúng không ạ?", "A question about the books.", "none"),
    ("Báo cáo Bluezone", "Tuần này cài được 4 5 máy.", "Four, five, or forty-five.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 1.2345 máy.", "No grouping that exists.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được ..... máy.", "The blank was not filled in.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được x máy.", "A letter for a number.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được nhiều máy hơn 30.", "More than thirty.", ""),
    (
        "Báo cáo Bluezone",
        "Tuần này không cài được 45 máy như chỉ tiêu.",
        "Missed a target; the result is not told.",
        "",
    ),
    ("Báo cáo Bluezone", "Trong 45 máy khách mang đến, đơn vị chỉ cài được một nửa.", "Half of 45.", ""),
)

# (subject, words, count, text in the evidence, cumulative, why, whether asking is no fault)
COUNT: tuple[tuple[str, str, int, str, int | None, str, bool], ...] = (
    ("Báo cáo Bluezone", "Tuần này chỉ cài được 1 máy.", 1, "1", None, "A single phone.", False),
    ("Báo cáo Bluezone", "Tuần này cài được năm máy.", 5, "năm", None, "“Năm” before phones is five.", True),
    ("Báo cáo Bluezone", "Năm 2020, tuần 45: cài được 36 máy.", 36, "36", None, "A year beside a count.", True),
    ("Báo cáo Bluezone", "Tuần này còn 12 máy chưa cài được, đã cài được 33 máy.", 33, "33", None, "Not done, done.", True),
    ("Báo cáo Bluezone", "Đã hướng dẫn 50 người, cài đặt thành công 41 máy.", 41, "41", None, "Shown to fifty, done for 41.", True),
    ("Báo cáo Bluezone", "Số máy điện thoại được cài đặt Bluezone do đơn vị hướng dẫn, hỗ trợ tuần này: 28.", 28, "28", None, "The directive's words.", False),
    ("Báo cáo Bluezone", "Tổng cộng tuần này: 39 máy.", 39, "39", None, "The week's total.", False),
    ("Báo cáo Bluezone", "Tuần này cài được đúng 30 máy, lũy kế 300 máy.", 30, "30", 300, "Exactly thirty.", False),
    ("Báo cáo Bluezone", "Kính gửi phòng, đơn vị xin báo cáo: 47 máy (tăng 9 máy so với tuần trước).", 47, "47", None, "The growth beside it.", False),
    ("Báo cáo Bluezone", "Tuần này: cài mới 22, lũy kế 222, tỷ lệ 22%.", 22, "22", 222, "Week, total, share.", False),
    ("Báo cáo Bluezone", "Tuần này đơn vị cài được 18 máy, tuần tới phấn đấu 30 máy.", 18, "18", None, "Next week's aim.", False),
    ("Báo cáo Bluezone", "Trong tuần cài đặt Bluezone được: 61 máy; Smart Quảng Ninh: 14 máy; NCOVI: 8 máy.", 61, "61", None, "Three apps, ours first.", True),
    ("Báo cáo Bluezone", "Đơn vị có 25 cán bộ, 25/25 đã cài. Tuần này hướng dẫn khách cài thêm 16 máy.", 16, "16", None, "Staff, then customers.", False),
    ("BC Bluezone", "1. Kết quả tuần: 53 máy\n2. Kiến nghị: không\n3. Liên hệ: 0900 000 188", 53, "53", None, "Numbered lines.", False),
    ("Báo cáo Bluezone", "Tuần này, 2 tổ đi 5 khu, gặp 130 hộ, cài cho 71 máy.", 71, "71", None, "Teams, quarters, households.", False),
)  # fmt: skip


def _ask(number: int, item: tuple[str, str, str, str]) -> Mail:
    subject, text, why, either = item
    unit, week = UNITS[number % len(UNITS)], WEEKS[number % len(WEEKS)]
    return Mail(
        name=f"near-miss-{number + 1:02}",
        client=CLIENTS[number % len(CLIENTS)],
        sender=at(unit),
        at=f"{week} {8 + number % 6:02}:{number % 60:02}",
        subject=subject,
        text=text,
        expect=says(why, review(unit, week, free=["count", "cumulative", "deadline"]), either=either),
    )


def _count(number: int, item: tuple[str, str, int, str, int | None, str, bool]) -> Mail:
    subject, text, count, shown, cumulative, why, either = item
    unit, week = UNITS[number % len(UNITS)], WEEKS[(number + 4) % len(WEEKS)]
    if "tuần 45" in text:
        week = W11
    return Mail(
        name=f"near-hit-{number + 1:02}",
        client=CLIENTS[(number + 3) % len(CLIENTS)],
        sender=at(unit),
        at=f"{week} {8 + number % 6:02}:{number % 60:02}",
        subject=subject,
        text=text,
        expect=says(why, accept(unit, week, count, text=shown, cumulative=cumulative, either=either), free=["contact"]),
    )


MAILS = [
    *(_ask(number, item) for number, item in enumerate(ASK)),
    *(_count(number, item) for number, item in enumerate(COUNT)),
    Mail(
        name="shared-address-17",
        client=gmail_vi,
        sender=at("kho-bac", "Kho bạc"),
        at="2020-09-11 10:50",
        subject="Gửi hộ báo cáo Bluezone",
        text="Bên Thuế mất mạng nhờ em gửi: Chi cục Thuế tuần này 19 máy.",
        expect=says("One unit speaks for another.", review(None, W3, 19, free=["unit"])),
    ),
    Mail(
        name="official-28",
        client=outlook_vi,
        sender=at("kho-bac", "Kho bạc"),
        at="2020-09-18 10:50",
        subject="Báo cáo Bluezone",
        text="Gửi phòng VHTT",
        files=(
            File(
                name="BC.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "CHI CỤC THUẾ THÀNH PHỐ MÓNG CÁI",
                        "BÁO CÁO",
                        "Trong tuần 38 Chi cục Thuế thành phố Móng Cái cài đặt Bluezone 27 máy.",
                    ]
                ),
            ),
        ),
        expect=says("The attached letter is another unit's.", review(None, W4, 27, free=["unit"])),
    ),
    Mail(
        name="xlsx-36",
        client=zimbra,
        sender=at("ben-xe", "Bến xe"),
        at="2020-09-25 10:50",
        subject="Báo cáo Bluezone",
        text="Bến xe gửi",
        files=(
            File(
                name="BX.xlsx",
                media_type=XLSX,
                make=xlsx([["Nội dung", "Chỉ tiêu tuần"], ["Số máy cài đặt Bluezone", 60]]),
            ),
        ),
        expect=says("Targets alone.", review("ben-xe", W5, free=["count"])),
    ),
    Mail(
        name="xlsx-37",
        client=gmail_vi,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-10-02 10:50",
        subject="Báo cáo Bluezone",
        text="TTHCC gửi",
        files=(
            File(
                name="T.xlsx",
                media_type=XLSX,
                make=xlsx([["Nội dung", "Tuần trước", "Tuần này"], ["Số máy cài đặt Bluezone", 48, None]]),
            ),
        ),
        expect=says("This week's cell is empty.", review("tt-hcc", W6, free=["count"])),
    ),
    Mail(
        name="xlsx-38",
        client=gmail_vi,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-10-09 10:50",
        subject="Báo cáo Bluezone",
        text="BQL chợ gửi",
        files=(
            File(
                name="C.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["Nội dung", "Số máy"],
                        ["Số máy chưa cài đặt Bluezone", 80],
                        ["Số máy cài đặt Bluezone trong tuần", 26],
                    ]
                ),
            ),
        ),
        expect=says("Without it, and the week's.", accept("bql-cho", W7, 26, part="C.xlsx")),
    ),
    Mail(
        name="xlsx-39",
        client=outlook_en,
        sender=at("km15", "Km15"),
        at="2020-10-16 10:50",
        subject="Báo cáo tuần 42",
        text="Km15 gửi báo cáo tuần",
        files=(
            File(
                name="K.xlsx",
                media_type=XLSX,
                make=xlsx([["Nội dung", "Bluezone", "NCOVI"], ["Số máy cài trong tuần", 33, 12], ["Lũy kế", 900, 210]]),
            ),
        ),
        expect=says("A column for each app.", accept("km15", W8, 33, part="K.xlsx", cumulative=900, either=True)),
    ),
    Mail(
        name="week-36",
        client=gmail_vi,
        sender=officer("hai-hoa"),
        at="2020-09-02 10:50",
        subject="Hải Hòa Bluezone",
        text="Phường Hải Hòa đề nghị phòng ghi số tuần đến 28/8 là 38 máy.",
        expect=says("Sets the closed week's figure; its date is named.", accept("ubnd-hai-hoa", W1, 38)),
    ),
]
