"""What a letter says that it does to an earlier report, and which of two figures is the right one then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parsers.figures.lines import Line
from parsers.values import Change

_REPLACES = re.compile(
    r"dinh chinh|thay the|thay cho|gui lai|bao cao lai|sua (?:lai|doi)|dieu chinh|cap nhat lai|nham\b|so (?:lieu )?dung (?:la|phai)|dung (?:ra )?(?:la|phai la)|chinh sua|huy bao cao|lay (?:so|ban) nay|ban dung"
)
_SUPPLEMENTS = re.compile(
    r"ngoai so|\bthem \d+[^.;,]{0,20}\bnua\b|cai them duoc \d+ .{0,20}nua|sot \d|con sot|bao cao thieu|bao thieu|bo sung|bao cao them|cong them|bo xung"
)
_NOT = re.compile(
    r"(?:khong|chua)\s+(?:co\s+)?(?:gi\s+)?(?:nham|sai|thay the|dieu chinh|dinh chinh|bo sung|thay doi)|tranh nham|ap dung thay the|neu (?:co )?(?:nham|sai)|bo sung (?:vac|nhan luc|nhan su|kinh phi|luc luong|to roi|can bo|trang thiet bi)"
)

# The wrong figure of a correction, told beside the right one. Group `wrong` is its number's place, `right` the other's.
_WRONG = (
    re.compile(r"khong phai(?: la)?\s*(?P<wrong>\d[\d.,]*)"),
    re.compile(r"chu khong phai(?: la)?\s*(?P<wrong>\d[\d.,]*)"),
    re.compile(
        r"(?:ghi|bao cao|go|danh|viet|nhap|bao|de|gui)\s*(?:nham|sai|lon)\s*(?:so lieu|so|thanh|la|so la)*\s*(?P<wrong>\d[\d.,]*)"
    ),
    re.compile(
        r"(?:tu|sua|doi)\s*(?:so\s*)?(?P<wrong>\d[\d.,]*)[^.;\d]{0,30}?(?:thanh|len|xuong|sang|->|=>|→|lai la)\s*(?:con |la )?\d"
    ),
    re.compile(r"(?P<wrong>\d[\d.,]*)[^.;\d]{0,24}?(?:thanh|->|=>|→)\s*(?:la )?\d"),
    # "số 42 máy báo hôm thứ 4 là nhầm, sửa lại thành 24 máy": only where another number follows
    re.compile(
        r"(?P<wrong>\d[\d.,]*)(?!\d)[^.;,]{0,45}?(?<!khong )\b(?:nham|sai|chua dung|khong dung|chua chinh xac)\b(?=[^;]{0,60}\b(?:dung|sua|dinh chinh|thanh|la)\b[^;\d]{0,20}\d)"
    ),
    re.compile(r"thay(?: cho| the)*\s*(?:con so|so lieu|so|bao cao truoc la)?\s*(?P<wrong>\d[\d.,]*)"),
    re.compile(r"\b(?:so cu|bao cao truoc|lan truoc|hom truoc|truoc do)\b(?! the)[^.;\d]{0,30}?(?P<wrong>\d[\d.,]*)"),
)


def of(lines: Iterable[Line]) -> Change:
    """Tell whether the sender's own words replace or supplement an earlier report; to supplement outweighs, since it is unclear."""
    replaces = supplements = False
    for line in lines:
        folded = _NOT.sub(" ", line.folded)
        replaces = replaces or _REPLACES.search(folded) is not None
        supplements = supplements or _SUPPLEMENTS.search(folded) is not None
    if supplements:
        return Change.SUPPLEMENTS
    return Change.REPLACES if replaces else Change.NONE


def wrong_places(line: Line) -> Sequence[tuple[int, int]]:
    """Give the spans of numbers that a line calls wrong or replaced."""
    return [match.span("wrong") for pattern in _WRONG for match in pattern.finditer(line.folded)]
