"""TCVN3 and VNI."""

from __future__ import annotations

import pytest

from parsers.legacy import Encoding, believed_fonts, decode, decode_by_font, decode_by_letters, encoding_of_font


@pytest.mark.parametrize(
    ("legacy", "font", "text"),
    [
        ("B¸o c¸o tuÇn 35: 125 m¸y", ".VnTime", "Báo cáo tuần 35: 125 máy"),
        ("cµi ®Æt Bluezone", ".VnArial", "cài đặt Bluezone"),
        ("ph\u00adêng Ka Long", ".VnTime", "phường Ka Long"),
        ("ph−êng Ka Long", "ABCDEF+VnTime", "phường Ka Long"),
        ("ñy ban nh©n d©n", ".VnTimeH", "ỦY BAN NHÂN DÂN"),
        ("ñy ban nh©n d©n", "VnTimeHBold", "ỦY BAN NHÂN DÂN"),
        ("Baùo caùo tuaàn 35: 125 maùy", "VNI-Times", "Báo cáo tuần 35: 125 máy"),
        ("phöôøng Ka Long, cö xaù Hoøa Laïc", "vni-times", "phường Ka Long, cư xá Hòa Lạc"),
        ("UÛY BAN NHAÂN DAÂN", "VNI-Helve", "ỦY BAN NHÂN DÂN"),
    ],
)
def test_a_font_tells_its_encoding(legacy: str, font: str, text: str) -> None:
    assert decode_by_font(legacy, font) == (text, True)


@pytest.mark.parametrize(
    ("text", "font"),
    [("Số máy: 45", ".VnTime"), ("phường Trần Phú", "VNI-Times"), ("B¸o c¸o", "Times New Roman"), ("45", ".VnTime")],
)
def test_unicode_and_other_fonts_stay(text: str, font: str) -> None:
    """Many files name .VnTime for text that was converted to Unicode long ago."""
    assert decode_by_font(text, font) == (text, False)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3), (".VNTIME", Encoding.TCVN3), ("XYZABC+.VnTime", Encoding.TCVN3), ("VnArialH", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI), ("Vni-Helve", Encoding.VNI), ("VNI Times", Encoding.VNI),
        ("Times New Roman", None), ("Vnu", None), ("", None),
    ],
)  # fmt: skip
def test_which_fonts_are_legacy(font: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(font) is encoding


@pytest.mark.parametrize(
    ("legacy", "text"),
    [
        ("cµi ®Æt Bluezone tuÇn 35: 125 m¸y", "cài đặt Bluezone tuần 35: 125 máy"),
        ("luü kÕ: 3.120", "luỹ kế: 3.120"),
        ("TuÇn 35: 125", "Tuần 35: 125"),
        ("Sè m¸y", "Số máy"),
        ("Baùo caùo tuaàn: 125 maùy", "Báo cáo tuần: 125 máy"),
        ("phöôøng Ka Long", "phường Ka Long"),
        ("toång soá", "tổng số"),
    ],
)
def test_letters_alone_allow_a_guess(legacy: str, text: str) -> None:
    assert decode_by_letters(legacy) == (text, True)


@pytest.mark.parametrize(
    "text",
    [
        "Móng Cái", "Công an xã", "UBND xã Hải Hòa", "hoà bình", "Lý Thường Kiệt", "khoá học", "45 máy", "may", "Trà Cổ", "THÀNH PHỐ",
        "BÃ¡o cÃ¡o", "café résumé", "São Paulo", "Zürich, Müller", "señor", "25°C ± 2", "© 2020 «Tin»", "§ 5", "½", "",
    ],
)  # fmt: skip
def test_what_is_no_legacy_text_stays(text: str) -> None:
    """Vietnamese without a letter that only Unicode has, other languages, signs, and UTF-8 read as Latin-1."""
    assert decode_by_letters(text) == (text, False)


def test_the_whole_file_votes_on_a_font() -> None:
    converted = [("Số điện thoại", ".VnTime"), ("công xã", ".VnTime")]
    legacy = [("Sè m¸y", ".VnTime"), ("xã", ".VnTime"), ("abc", "Arial")]
    assert believed_fonts(converted) == frozenset()
    assert believed_fonts(legacy) == {".VnTime"}


@pytest.mark.parametrize("encoding", Encoding)
def test_digits_are_the_same_in_every_encoding(encoding: Encoding) -> None:
    assert decode("0123456789 1.234 12,5%", encoding) == "0123456789 1.234 12,5%"
