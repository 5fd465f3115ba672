"""What may be a count and what is none: forms of numbers, in digits and words."""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.figures import number_words, numbers, weeks
from parsers.figures.lines import Source, line
from parsers.figures.numbers import Shape
from parsers.text import fold_aligned

BODY = Source(part="body")
NOUNS = frozenset({"may", "dien"})

FORMS = [
    ("45 máy", [45]),
    ("45máy", [45]),
    ("1.234 máy", [1234]),
    ("1,234 máy", [1234]),
    ("1 234 máy", [1234]),
    ("1.234.567 máy", [1234567]),
    ("05 máy", [5]),
    ("45 (bốn mươi lăm) máy", [45]),
    ("bốn mươi lăm (45) máy", [45]),
    ("0 (không) máy", [0]),
    ("50+40=90 máy", [90]),
    ("-25 máy", [25]),
    ("cài được - 25 máy", [25]),
    ("Bluezone -- 25 máy", [25]),
    ("mot tram hai muoi lam may", [125]),
]
NO_COUNTS = [
    "12,5 máy",
    "1.23 máy",
    "1.2345 máy",
    "0123 máy",
    "45-50 máy",
    "45/60 máy",
    "khoảng 45 máy",
    "4 5 máy",
    "1_250 máy",
    "125x 25 máy",
    "125 x25 máy",
    "cài được -25 máy",
    "kết quả: -25 máy",
    "\u221225 máy",
    ">=25 máy",
    "đạt /25 máy",
    "45 (bốn mươi sáu) máy",
    "50+40=95 máy",
]
NO_NUMBERS = [
    "Công văn số 340/UBND-VHTT ngày 26/8/2020",
    "Số: 12/BC-UBND",
    "ĐT: 0393.818.668 - 091.269.1168",
    "+84 912 345 678",
    "lúc 15h00, 8:30 và 7 giờ 15 phút",
    "đạt 29,98% và 60 %",
    "tại Km15, VP1, V5, Covid-19, F0",
    "tuần 35, ngày 28/8, 24-28/8, năm 2020",
    "24/24 giờ, 10 ngày đêm, 18 tuổi",
    "tổ 5, khu 3, thôn 10A, lần thứ 2, quầy 1-6",
    "500.000 đồng",
    "1490/STTTT-BCVT, 5548/QĐ-UBND, 30/2020/NĐ-CP",
    "http://bluezone.example/45 phong45@mail.example",
]


def read(text: str) -> list[numbers.Number]:
    made = line(text, "line 1", BODY)
    dates = weeks.find(made, dt.date(2020, 8, 28))
    return numbers.find(made, [(date.start, date.end) for date in dates], NOUNS)


@pytest.mark.parametrize(("text", "values"), FORMS)
def test_a_count_is_a_whole_number_in_any_of_its_forms(text: str, values: list[int]) -> None:
    assert [(n.value, n.shape) for n in read(text)] == [(value, Shape.COUNT) for value in values]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_what_can_be_read_in_two_ways_is_doubtful(text: str) -> None:
    assert Shape.COUNT not in {n.shape for n in read(text) if n.name != "words"}


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_only_looks_like_a_count_is_none(text: str) -> None:
    assert [text[n.start : n.end] for n in read(text) if n.shape is not Shape.OTHER] == []


WORDS = [
    ("bốn mươi lăm", 45),
    ("mười lăm", 15),
    ("hai mươi mốt", 21),
    ("một trăm lẻ năm", 105),
    ("ba nghìn một trăm hai mươi", 3120),
    ("một nghìn không trăm linh năm", 1005),
    ("hai triệu", 2_000_000),
]


@pytest.mark.parametrize(("text", "value"), WORDS)
def test_number_words_are_read_by_their_grammar(text: str, value: int) -> None:
    assert [word.value for word in number_words.find(text, fold_aligned(text))] == [value]


@pytest.mark.parametrize("text", ["một trăm hai", "một nghìn hai", "mười mốt hai", "trăm mươi", "không", "lăm mươi"])
def test_ambiguous_or_broken_phrases_are_no_numbers(text: str) -> None:
    assert not [word for word in number_words.find(text, fold_aligned(text)) if word.end - word.start == len(text)]


def test_a_single_word_without_marks_is_no_number() -> None:
    """Folded, `hai` is Hải, `nam` is năm or Nam, `tu` is từ."""
    text = "xa hai yen, nam nay tu thang bay"
    assert number_words.find(text, fold_aligned(text)) == []
