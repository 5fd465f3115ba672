"""Traps again: plain looking sentences whose number is something else."""

from __future__ import annotations

from collections.abc import Callable

from tests.mails.make.cast import W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14, at, review, says
from tests.mails.make.clients import (
    gmail_en,
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
from tests.mails.make.compose import Mail, Part

WEEKS = (W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14)
UNITS = (
    "ben-xe",
    "tt-hcc",
    "bql-cho",
    "thanh-doan",
    "kho-bac",
    "km15",
    "thpt-tran-phu",
    "bql-cua-khau",
    "chi-cuc-thue",
    "thpt-chu-van-an",
)
CLIENTS: tuple[Callable[[Mail], Part], ...] = (
    gmail_vi,
    iphone,
    zimbra,
    outlook_vi,
    plain,
    samsung,
    yahoo,
    roundcube,
    outlook_web,
    gmail_en,
    thunderbird,
    outlook_en,
)

# (subject, words, why a clerk would ask, whether no item at all is right too)
WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("Báo cáo Bluezone", "Tuần này có 30 máy cài Bluezone bị lỗi, phải cài lại.", "Done again after an error.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 30 máy nhưng 8 máy đã bị gỡ.", "Thirty, or what is left of them.", ""),
    ("Báo cáo Bluezone", "Tuần này cài 30 máy, trùng 4 máy với tuần trước.", "With some of last week's.", ""),
    ("Báo cáo Bluezone", "Đơn vị có 30 máy, cài được gần hết.", "Nearly all of thirty.", ""),
    ("Báo cáo Bluezone", "Đơn vị được giao cài 30 máy trong tuần này.", "Told to do thirty.", ""),
    ("Báo cáo Bluezone", "Đơn vị cần cài thêm 30 máy nữa mới đạt chỉ tiêu.", "Thirty are lacking.", ""),
    ("Báo cáo Bluezone", "Đơn vị cài vượt 30 máy so với chỉ tiêu.", "Thirty above the target.", ""),
    ("Báo cáo Bluezone", "Đơn vị cài ít hơn tuần trước 30 máy.", "Thirty fewer than before.", ""),
    ("Báo cáo Bluezone", "Gấp đôi tuần trước là 30 máy.", "A comparison.", ""),
    ("Báo cáo Bluezone", "Số tuần này bằng tuần trước, 30 máy.", "The same as last week's.", ""),
    ("Báo cáo Bluezone", "Số liệu cũ: 30 máy. Số liệu mới em gửi sau.", "The old figure alone.", ""),
    ("Báo cáo Bluezone", "Em ghi nhầm 30 máy, để em kiểm tra lại.", "A wrong figure, no right one.", ""),
    ("Báo cáo Bluezone", "Tối qua cài được 30 máy tại hội nghị.", "One evening.", ""),
    ("Báo cáo Bluezone", "Từ thứ 2 đến thứ 4 cài được 30 máy.", "Half a week.", ""),
    ("Báo cáo Bluezone", "Cuối tuần trước cài được 30 máy.", "The end of last week.", ""),
    ("Báo cáo Bluezone", "Ngày mai sẽ cài 30 máy cho khách.", "Tomorrow.", ""),
    ("Báo cáo Bluezone", "Nếu thuận lợi tuần này sẽ cài được 30 máy.", "If all goes well.", ""),
    ("Báo cáo Bluezone", "Mục tiêu tuần: 30 máy.", "An aim.", "none"),
    ("Báo cáo Bluezone", "Yêu cầu mỗi đồng chí cài 30 máy.", "A demand on each.", "none"),
    ("Báo cáo Bluezone", "Mỗi cán bộ cài được 30 máy.", "Each of them.", ""),
    ("Báo cáo Bluezone", "Cán bộ cài nhiều nhất được 30 máy.", "The best one.", ""),
    ("Báo cáo Bluezone", "Có 30 máy cài rồi nhưng chưa nhập OTP nên chưa kích hoạt.", "Not activated: the directive says that this does not count.", ""),
    ("Báo cáo Bluezone", "Chỉ hướng dẫn 30 máy, chưa cài được máy nào vì mạng yếu.", "Shown, none installed.", ""),
    ("Báo cáo Bluezone", "Đơn vị bạn cài 30 máy, đơn vị em đang làm.", "Somebody else's.", ""),
    ("Báo cáo Bluezone", "Sở báo toàn tỉnh tuần này cài 30.120 máy.", "The province's.", ""),
    ("Báo cáo Bluezone", "Bluezone phiên bản 30 máy em không cài được.", "A version.", ""),
    ("Báo cáo Bluezone", "Phòng máy số 30 có học sinh cần cài Bluezone.", "A room's number.", ""),
    ("Báo cáo Bluezone", "Em gửi báo cáo số 30 về cài đặt máy.", "A document's number.", ""),
    ("Báo cáo Bluezone", "Tuần thứ 30 cài máy cho dân.", "An ordinal.", ""),
    ("Báo cáo Bluezone", "Có 30% máy đã cài, 70 % máy chưa cài.", "Shares.", ""),
    ("Báo cáo Bluezone", "Cài được 1/3 số máy, tức 30 máy trên 90 máy cả tháng.", "A share of a month.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 3O máy.", "A letter O.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 30 - 2 máy.", "A subtraction, or a range.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 30/9 máy.", "A date, a share, or a slip.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 30 triệu máy.", "Not possible.", ""),
    ("Báo cáo Bluezone", "Tuần này cài được 30 30 máy.", "Typed twice.", ""),
)  # fmt: skip


def _mail(number: int, item: tuple[str, str, str, str]) -> Mail:
    subject, text, why, either = item
    unit, week = UNITS[number % len(UNITS)], WEEKS[(number * 4 + 1) % len(WEEKS)]
    return Mail(
        name=f"trap-again-{number + 1:02}",
        client=CLIENTS[number % len(CLIENTS)],
        sender=at(unit),
        at=f"{week} {8 + number % 6:02}:{(number * 19) % 60:02}",
        subject=subject,
        text=text,
        expect=says(why, review(unit, week, free=["count", "cumulative", "deadline", "unit"]), either=either),
    )


MAILS = [_mail(number, item) for number, item in enumerate(WORDS)]
