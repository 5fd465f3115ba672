"""How mails speak of an indicator that the configuration only names: taken from its name."""

from __future__ import annotations

from parsers.text import fold
from parsers.values import IndicatorWording

# What offices count, in both languages; a campaign that counts something else names its nouns.
_NOUNS = (
    "máy", "điện thoại", "máy điện thoại", "smartphone", "thiết bị", "lượt", "thuê bao", "người", "trường hợp",
    "phones", "devices", "people", "persons", "cases", "items", "units",
)  # fmt: skip
_VERBS = ("cài đặt", "cài", "hướng dẫn", "hỗ trợ", "kích hoạt", "vận động", "thực hiện", "installed", "done", "helped")
_FRAME = frozenset(
    [
        "so",
        "luong",
        "tong",
        "duoc",
        "cac",
        "cua",
        "trong",
        "tuan",
        "number",
        "of",
        "the",
        "total",
        "count",
        "in",
        "by",
        "and",
        "a",
        "an",
        "per",
        "week",
    ]
)


def default_wording(indicator: str, name: str) -> IndicatorWording:
    """Give the wording that follows from an indicator's name: its proper nouns and its telling words."""
    words = [word.strip(".,;:()") for word in name.split()]
    proper = [word for place, word in enumerate(words) if place and word[:1].isupper()]
    telling = [word for word in words if fold(word) not in _FRAME and len(word) > 3]
    nouns = tuple(dict.fromkeys((*_NOUNS, *(word.lower() for word in telling if not word[:1].isupper()))))
    return IndicatorWording(id=indicator, topics=(*proper, name), nouns=nouns, verbs=_VERBS)
