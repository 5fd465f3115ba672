"""More near misses: whose figure, which week, what a letter or a sheet really says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.mails.make.cast import W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14, at, officer, review, says
from tests.mails.make.clients import (
    gmail_vi,
    iphone,
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
from tests.mails.make.files import Cell, docx, xlsx

WEEKS = (W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14)
UNITS = (
    "bql-cho",
    "km15",
    "kho-bac",
    "thanh-doan",
    "thpt-tran-phu",
    "ben-xe",
    "tt-hcc",
    "chi-cuc-thue",
    "bql-cua-khau",
    "phong-gddt",
)
CLIENTS: tuple[Callable[[Mail], Part], ...] = (
    gmail_vi,
    zimbra,
    outlook_vi,
    samsung,
    thunderbird,
    iphone,
    yahoo,
    roundcube,
    outlook_web,
    plain,
)

# (subject, words, why a clerk would ask)
WORDS: tuple[tuple[str, str, str], ...] = (
    ("Báo cáo Bluezone", "Theo thống kê của VNPT, tuần này địa bàn có 210 máy cài Bluezone.", "A telecom's statistics for the area."),
    ("Báo cáo Bluezone", "Toàn thành phố tuần này cài được 1.245 máy.", "The city's figure."),
    ("Báo cáo Bluezone", "Tuần trước nữa đơn vị cài được 30 máy.", "The week before last."),
    ("Báo cáo Bluezone", "Đợt 1 đơn vị cài được 130 máy.", "A stage, not a week."),
    ("Báo cáo Bluezone", "Trong 2 ngày 1 và 2 đơn vị cài được 14 máy.", "Two days."),
    ("Báo cáo Bluezone", "Buổi sáng cài được 8 máy.", "A morning."),
    ("Báo cáo Bluezone", "Trong 10 ngày qua đơn vị cài được 48 máy.", "Ten days."),
    ("Báo cáo Bluezone", "Tháng này đơn vị cài được 148 máy.", "A month."),
    ("Báo cáo Bluezone 6 tháng", "6 tháng cuối năm đơn vị cài được 948 máy.", "Half a year."),
    ("Báo cáo Bluezone", "Đơn vị cài được khoảng chừng 40 máy.", "About forty."),
    ("Báo cáo Bluezone", "Tuần này cài được ~40 máy.", "About forty, by a sign."),
    ("Báo cáo Bluezone", "Tuần này cài được >40 máy.", "More than forty, by a sign."),
    ("Báo cáo Bluezone", "Tuần này cài được 40+ máy.", "Forty and more, by a sign."),
    ("Báo cáo Bluezone", "Tuần này cài được 40(?) máy.", "A question mark behind it."),
    ("Báo cáo Bluezone", "Tuần này cài được 40 máy? Em chưa chắc.", "The sender is not sure."),
    ("Báo cáo Bluezone", "Hình như tuần này cài được 40 máy.", "“It seems”."),
    ("Báo cáo Bluezone", "Tuần này cài được 40 máy (chưa đầy đủ, còn thiếu 2 tổ chưa báo).", "Not complete."),
    ("Báo cáo Bluezone", "Tuần này lẽ ra cài được 40 máy nhưng mưa nên không đạt.", "What should have been."),
    ("Báo cáo Bluezone", "Tuần này có 40 máy không thuộc diện phải cài.", "Phones that need not have it."),
    ("Báo cáo Bluezone", "Tuần này nhận 40 máy nhờ cài Bluezone, chưa làm.", "Taken in, not done."),
    ("Báo cáo Bluezone", "Đã kiểm tra 40 máy xem có Bluezone chưa.", "Looked at."),
    ("Báo cáo Bluezone", "Đã phát hiện 40 máy chưa có Bluezone.", "Found without it."),
    ("Báo cáo Bluezone", "Đã có 40 máy tự cài Bluezone, đơn vị không phải hướng dẫn.", "Installed without the unit's help."),
    ("Báo cáo Bluezone", "Xóa giúp em số 40 máy em báo sáng nay.", "Asks to strike a figure out."),
    ("Báo cáo Bluezone", "Số 40 máy em báo sáng nay là của tuần trước.", "This morning's figure was last week's."),
    ("Báo cáo Bluezone", "Cộng thêm cho đơn vị em 7 máy nữa.", "Seven more, please."),
    ("Báo cáo Bluezone", "Trừ đi 3 máy trùng giúp em.", "Three fewer, please."),
    ("Báo cáo Bluezone", "Thưa anh, 40 máy là của đơn vị nào ạ?", "Asks whose it is."),
    ("Báo cáo Bluezone", "Nhóm zalo báo 40 máy, sổ trực ghi 44 máy.", "Two sources, two figures."),
    ("Báo cáo Bluezone", "Hội phụ nữ cài 12 máy, hội nông dân cài 9 máy.", "Parts without a total."),
    ("Báo cáo Bluezone", "Ba tuần qua cài lần lượt 20, 22 và 25 máy, tổng 67 máy.", "Several weeks and their sum."),
    ("Báo cáo Bluezone", "Cài được 40 máy, đã bao gồm 15 máy của tuần trước báo thiếu.", "With last week's missing ones."),
    ("Báo cáo Bluezone", "Kế hoạch 40 máy, kết quả 38 hay 39 máy em xem lại rồi báo sau.", "A plan; the result is told later."),
    ("Báo cáo Bluezone", "Số máy cài đặt trong tuần: ......\nSố máy đã cài trước đó: 40", "The week's blank is empty, an old stock beside it."),
    ("Báo cáo Bluezone", "Số máy cài đặt trong tuần: n/a\nLũy kế: 40", "Not available; a running total."),
    ("Báo cáo Bluezone", "Số máy cài đặt trong tuần: -\nGhi chú: 40 máy chờ cài", "A dash; forty wait."),
)  # fmt: skip

Rows = Sequence[Sequence[Cell]]
SHEETS: tuple[tuple[Rows, str], ...] = (
    ([["Nội dung", "Số máy"], ["Số máy chưa cài Bluezone", 45]], "Those without it."),
    ([["Nội dung", "Tháng 8", "Tháng 9"], ["Số máy cài Bluezone", 145, 160]], "Months."),
    ([["Nội dung", "Tuần 30", "Tuần 31"], ["Số máy cài Bluezone", 45, 60]], "Weeks long past."),
    ([["Nội dung", "Kế hoạch tuần tới"], ["Số máy cài Bluezone", 45]], "Next week's plan."),
    ([["Đơn vị", "Số máy cài Bluezone trong tuần"], ["UBND phường Ka Long", 45]], "Another unit's row."),
    ([["Tổ", "Số máy cài Bluezone trong tuần"], ["Tổ 1", 12], ["Tổ 2", 14]], "Parts without a total."),
    ([["Nội dung", "Tỷ lệ (%)"], ["Số máy cài Bluezone trong tuần", 45]], "A share."),
    ([["Nội dung", "Đợt 1", "Đợt 2"], ["Số máy cài Bluezone", 45, 54]], "Stages."),
    ([["Nội dung", "Dự kiến", "Ước thực hiện"], ["Số máy cài Bluezone trong tuần", 50, 45]], "Expected and estimated."),
    ([["Nội dung", "NCOVI", "Smart QN"], ["Số máy cài trong tuần", 45, 12]], "Other apps."),
    ([["Họ tên", "Số máy"], ["Nguyễn Văn Mẫu", "0900000181"], ["Trần Thị Thử", "0900000182"]], "Telephone numbers under “Số máy”."),
    ([["Thiết bị", "Số máy"], ["Máy tính", 12], ["Máy in", 3], ["Tổng", 15]], "Office machines."),
)  # fmt: skip

LETTERS: tuple[tuple[Sequence[str | Rows], str], ...] = (
    (["CÔNG VĂN", "Đề nghị các đơn vị cài đặt Bluezone, mỗi đơn vị tối thiểu 45 máy trong tuần."], "A demand on others."),
    (["BIÊN BẢN BÀN GIAO", "Bàn giao 45 máy điện thoại phục vụ hướng dẫn Bluezone."], "Phones handed over."),
    (["BÁO CÁO", "Tính từ đầu chiến dịch, đơn vị đã cài đặt 45 máy."], "Since the campaign began."),
    (["BÁO CÁO THÁNG 9", "Trong tháng đơn vị cài đặt được 145 máy Bluezone."], "A month."),
    (["BÁO CÁO", "Dự kiến trong tuần đơn vị sẽ cài đặt 45 máy Bluezone."], "What is expected."),
    (["TỜ TRÌNH", "Xin mua 45 máy điện thoại để cài đặt Bluezone cho hộ nghèo."], "Asks to buy phones."),
)  # fmt: skip


def _mail(kind: str, number: int, subject: str, text: str, why: str, *files: File) -> Mail:
    unit, week = UNITS[number % len(UNITS)], WEEKS[number % len(WEEKS)]
    return Mail(
        name=f"{kind}-{number + 1:02}",
        client=CLIENTS[number % len(CLIENTS)],
        sender=at(unit),
        at=f"{week} {8 + number % 6:02}:{(number * 7) % 60:02}",
        subject=subject,
        text=text,
        files=files,
        expect=says(why, review(unit, week, free=["count", "cumulative", "deadline", "unit"])),
    )


SEND = "Kính gửi phòng VHTT, đơn vị gửi file kèm theo."

MAILS = [
    *(_mail("trap-words", number, *item) for number, item in enumerate(WORDS)),
    *(
        _mail(
            "trap-sheets", number, "Báo cáo Bluezone", SEND, why, File(name="BC.xlsx", media_type=XLSX, make=xlsx(rows))
        )
        for number, (rows, why) in enumerate(SHEETS)
    ),
    *(
        _mail(
            "trap-letters",
            number,
            "Báo cáo Bluezone",
            SEND,
            why,
            File(name="BC.docx", media_type=DOCX, make=docx(lines)),
        )
        for number, (lines, why) in enumerate(LETTERS)
    ),
    Mail(
        name="stranger-11",
        client=gmail_vi,
        sender='"Trần Thị Thử" <canbo.kalong@mail.example>',
        at="2020-10-23 09:33",
        subject="UBND phường Ka Long báo cáo Bluezone",
        text="UBND phường Ka Long tuần này cài 45 máy.",
        expect=says("An address almost like the officer's.", review("ubnd-ka-long", W9, 45)),
    ),
    Mail(
        name="shared-address-18",
        client=gmail_vi,
        sender=officer("ka-long", "Trần Thị Thử"),
        at="2020-10-30 09:33",
        subject="Báo cáo Bluezone",
        text="Bộ phận một cửa phường Ka Long tuần này cài 14 máy.",
        expect=says(
            "The UBND's officer speaks for the desk, which has another address.",
            review("mot-cua-ka-long", W10, 14, free=["unit"]),
        ),
    ),
]
