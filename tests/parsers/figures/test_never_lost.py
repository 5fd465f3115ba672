"""Mails without a readable figure: from a unit they are looked at, unless they are surely something else."""

from __future__ import annotations

import pytest

from parsers.values import Paragraph
from tests.parsers.figures.whole import brief, decided

POINTING = [
    "tuan nay nhu tuan truoc nhe e",
    "Tuần này giống tuần trước ạ.",
    "Đơn vị đã cài 100%.",
    "Không ạ",
    "khong co a",
    "Số liệu như thư dưới ạ",
    "Vẫn như cũ chị nhé",
    "Không thay đổi so với kỳ trước.",
    "Tất cả đều cài rồi ạ, đủ cả.",
]


@pytest.mark.parametrize("words", POINTING)
@pytest.mark.parametrize("subject", ["bc", "Hải Sơn"])
def test_what_stands_for_a_figure_is_one_item_without_one(words: str, subject: str) -> None:
    body = (Paragraph(text=words, where="line 1"),)
    got = brief(decided(sender="canbo.hai-son@mail.example", subject=subject, body=body))
    assert got == [("ubnd-hai-son", "2020-09-18", None, None, False)]


OTHERS = [
    ("someone@mail.example", "Đề nghị đơn vị báo cáo trước 17h00 ngày 18/9."),
    ("canbo.hai-son@mail.example", "Cho em hỏi tuần này có phải báo cáo không ạ?"),
    ("canbo.hai-son@mail.example", "Em cảm ơn anh, em đã nhận được thư ạ."),
    ("canbo.hai-son@mail.example", "Kính mời anh dự họp lúc 14h00 tại hội trường tầng 2."),
    ("someone@mail.example", "Giảm 50% toàn bộ điện thoại, chỉ trong tuần này!"),
]


@pytest.mark.parametrize(("sender", "words"), OTHERS)
def test_what_is_surely_something_else_stays_none(sender: str, words: str) -> None:
    body = (Paragraph(text=words, where="line 1"),)
    assert brief(decided(sender=sender, subject="Thư", body=body)) == []
