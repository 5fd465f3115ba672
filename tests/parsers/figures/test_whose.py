"""Whose a figure is: letterheads, partners and figures of two units together."""

from __future__ import annotations

import pytest

from parsers.values import Block, Paragraph, Table
from tests.parsers.figures.whole import accepted, brief, decided


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(text=text, where=f"paragraph {number}") for number, text in enumerate(texts, start=1))


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def letterhead(*bodies: str, number: str = "Số: 12/BC") -> Table:
    return Table(name="table 1", rows=(("\n".join((*bodies, number)), f"{MOTTO}\nMóng Cái, ngày 17 tháng 9 năm 2020"),))


TITLE = (
    "BÁO CÁO",
    "Kết quả hỗ trợ cài đặt Bluezone tuần 38",
    "Kính gửi: Phòng Văn hóa - Thông tin thành phố Móng Cái.",
)
ISSUED: list[tuple[str, str, tuple[Block, ...]]] = [
    ("hai-son", "ubnd-hai-son", (letterhead("UBND THÀNH PHỐ MÓNG CÁI", "ỦY BAN NHÂN DÂN", "XÃ HẢI SƠN"), *paragraphs(*TITLE, "Kết quả: Tổng số máy điện thoại được cài đặt Bluezone do UBND xã hướng dẫn, hỗ trợ: 24 máy."))),
    ("tran-phu", "mot-cua-tran-phu", (letterhead("UBND PHƯỜNG TRẦN PHÚ", "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"), *paragraphs(*TITLE, "Trong tuần đã cài đặt cho 24 máy."))),
    ("tran-phu", "mot-cua-tran-phu", paragraphs("UBND PHƯỜNG TRẦN PHÚ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BỘ PHẬN MỘT CỬA\tĐộc lập - Tự do - Hạnh phúc", "Số: 3/BC", *TITLE, "Trong tuần đã cài đặt 24 máy cho công dân phường Trần Phú.")),
    ("ka-long", "ubnd-ka-long", (letterhead("UBND THÀNH PHỐ MÓNG CÁI", "UBND PHƯỜNG KA LONG"), *paragraphs(*TITLE, "UBND phường phối hợp với Thành đoàn đã hỗ trợ cài đặt 24 máy."))),
    ("hai-dong", "mot-cua-hai-dong", (letterhead("ỦY BAN NHÂN DÂN XÃ HẢI ĐÔNG", "BỘ PHẬN TN&TKQ"), *paragraphs(*TITLE, "Trong tuần đã cài đặt 24 máy.", "Nơi nhận:", "- UBND xã Hải Đông;", "- Lưu."))),
]  # fmt: skip


@pytest.mark.parametrize(("address", "unit", "blocks"), ISSUED)
def test_the_lowest_body_of_a_letterhead_reports(address: str, unit: str, blocks: tuple[Block, ...]) -> None:
    got = brief(decided(*blocks, sender=f"{address}@mongcai.example", subject="Báo cáo"))
    assert got == [(unit, "2020-09-18", 24, None, True)]


JOINT = [
    "UBND xã Quảng Nghĩa báo cáo chung cả bộ phận một cửa tuần này 40 máy.",
    "UBND xã Quảng Nghĩa và bộ phận một cửa tuần này cài được 40 máy.",
    "UBND xã Quảng Nghĩa: 40 máy (gồm cả bộ phận tiếp nhận và trả kết quả).",
    "Xã Quảng Nghĩa gộp chung bộ phận một cửa báo cáo cài Bluezone 40 máy.",
    "UBND xã Quảng Nghĩa cùng bộ phận TN&TKQ tuần này cài đặt 40 máy.",
]


@pytest.mark.parametrize("sender", ["quang-nghia@mongcai.example", "canbo.quang-nghia@mail.example"])
@pytest.mark.parametrize("words", JOINT)
def test_one_figure_of_two_units_together_is_nobodys(words: str, sender: str) -> None:
    body = (Paragraph(text=words, where="line 1"),)
    assert accepted(sender=sender, subject="Báo cáo Bluezone", body=body) == []


def test_a_partner_of_another_address_is_no_reporter() -> None:
    text = "UBND xã Quảng Nghĩa báo cáo: trong tuần phối hợp với Thành đoàn cài đặt được 40 máy."
    body = (Paragraph(text=text, where="line 1"),)
    got = brief(decided(sender="quang-nghia@mongcai.example", body=body))
    assert got == [("ubnd-quang-nghia", "2020-09-18", 40, None, True)]


def test_both_units_with_a_figure_each_are_two_readings() -> None:
    body = paragraphs("UBND xã Quảng Nghĩa: 40 máy", "và bộ phận một cửa xã Quảng Nghĩa: 12 máy")
    got = brief(decided(sender="quang-nghia@mongcai.example", body=body))
    assert [each[0] for each in got] == ["ubnd-quang-nghia", "mot-cua-quang-nghia"]
    assert all(each[-1] for each in got)
