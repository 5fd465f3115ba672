"""What a letter says that it does to an earlier report, and which of two figures is the right one then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parsers.figures.alternatives import Guarded
from parsers.figures.lines import Line
from parsers.values import Change

_REPLACES = re.compile(
    r"dinh chinh|thay the|thay cho|thay bang|\bthay\b[^.;]{0,20}\bbang\b|gui lai|\bsua\b|bam nham|bao cao lai|sua (?:lai|doi)|dieu chinh|cap nhat lai|nham\b|so (?:lieu )?dung (?:la|phai)|dung (?:ra )?(?:la|phai la)|chinh sua|huy bao cao|lay (?:so|ban) nay|ban dung"
)
_SUPPLEMENTS = re.compile(
    r"^\W*\+\s?\d|^\W*(?:(?:da|em|e|ben em|co|duoc|dc|cai) )*them (?:duoc |dc )?\d+(?: may| nguoi)?\W*$|\d(?: may| nguoi)? nua\b(?! (?:dang|chua|cho|hen|de|thi|tuan sau))|ngoai so|(?<!duoc )(?<!cap )(?<!xin )\bthem \d+[^.;,]{0,20}\bnua\b|cai them duoc \d+ .{0,20}nua|sot \d|con sot|bao cao thieu|bao thieu|bo sung|bao cao them|cong them|bo xung"
)
_NOT = re.compile(
    r"(?:de nghi|kien nghi|de xuat|xin|mong|can)\b[^.;]{0,40}\bbo sung|bo sung (?:tai lieu|mau|y kien)|(?:khong|chua)\s+(?:co\s+)?(?:gi\s+)?(?:nham|sai|thay the|dieu chinh|dinh chinh|bo sung|thay doi)|tranh nham|ap dung thay the|neu (?:co )?(?:nham|sai)|bo sung (?:\d+ )?(?:vac|nhan luc|nhan su|kinh phi|luc luong|to roi|can bo|trang thiet bi)"
)

# Of a correction's two figures. `n` is the number's place.
_N = r"(?P<n>\d[\d.,]*)"
_RIGHT = (
    re.compile(
        r"\b(?:so (?:lieu )?)?(?<!khong )(?<!chua )(?<!nham )dung(?: ra| phai| la| nhat| se)*(?: so)?\s*[:=]?\s*" + _N
    ),
    re.compile(r"\b(?:ma|phai) la (?:so )?" + _N),
    re.compile(_N + r"(?= (?:may |nguoi )?moi (?:la )?(?:so )?dung\b)"),
    # "kiểm tra lại là 38 máy", "38 chứ không phải 83"
    re.compile(
        r"\b(?:kiem tra|kiem|ra soat|dem|tinh|cong|xem) lai (?:thi |thay )?(?:la|con|chi co|duoc|chi duoc) (?:so )?"
        + _N
    ),
    re.compile(_N + r"(?= (?:may |nguoi )?(?:chu |ma )?(?:khong|ko|k) phai (?:la )?(?:so )?\d)"),
    re.compile(r"\bdung(?: ra)?(?: phai)? la\b[^.;\d]{0,30}?" + _N),
    re.compile(
        r"\b(?:sua|doi|dinh chinh|dieu chinh|cap nhat|thay|chinh)\b[^.;\d]{0,50}?(?<!nham )(?<!lon )\b(?:thanh|lai la|lai|xuong con|xuong|con|len|bang|la)\s*[:=]?\s*"
        + _N
    ),
    re.compile(
        r"\b(?:thay (?:the )?bang|lay (?:so|ban|theo)(?: nay)?|chinh xac(?: la)?|chot lai(?: la)?)\s*:?\s*" + _N
    ),
    re.compile(r"\d[\d.,]*\s*(?:may|nguoi)?\s*(?:->|=>|→|thanh)\s*(?:la )?" + _N),
    # "tuần này của xã là 39 máy, thay cho 35 máy em gửi lúc 9h"
    re.compile(_N + r"(?=(?: may| nguoi| dien thoai)?,? thay (?:cho|the) (?:cho )?(?:so )?\d)"),
    # "Vậy kết quả là 40"
    re.compile(
        r"\b(?:vay|nhu vay|tom lai) (?:thi )?(?:ket qua|so lieu|so bao cao|so)(?: cua [^.;\d]{1,30})? (?:la|=)\s*" + _N
    ),
)
_WRONG = (
    # "gõ thừa một số 8 thành 488"
    re.compile(r"\b(?:ghi|go|bam|danh|viet|nhap) (?:thua|thieu)[^.;]{0,20}\b(?:thanh|ra)\s*" + _N),
    re.compile(r"(?:chu )?\b(?:khong|ko|kg|k|hok|hong|hem) phai(?: la)?\s*(?:so )?" + _N),
    # "ghi nhầm 93", "gõ nhầm thành 93", "bấm nhầm 32"
    re.compile(
        r"\b(?:(?:ghi|go|bam|danh|viet|nhap|bao|bao cao|de|gui|nop|dien|cong|tinh|dem)\s*(?:nham|sai|lon)\s*(?:so lieu|so|thanh|la|so la|ra|sang)*|(?:nham|sai|lon)\s*(?:thanh|ra|sang))\s*"
        + _N
    ),
    # "từ 24 thành 42", "24 -> 42": only the first of both
    re.compile(
        r"(?:\btu|sua|doi)\s*(?:so\s*)?"
        + _N
        + r"[^.;\d]{0,30}?(?:thanh|len|xuong|sang|->|=>|→|lai la)\s*(?:con |la )?\d"
    ),
    re.compile(_N + r"\s*(?:may|nguoi)?\s*(?:->|=>|→|thanh)\s*(?:la )?\d"),
    # what was sent before: "thư sáng nay ghi 191 máy", "bản cũ 24", "hôm qua em báo 98 máy"
    re.compile(
        r"(?<!cong )(?<!cong voi )(?<!cong ca )\b(?:so cu|(?:bao cao|ban|so(?: lieu)?|mail|thu|file|bieu)(?: em| gui| cu| da gui| bao)*\s(?:truoc|sang|sang nay|chieu qua|hom qua|lan truoc|dau|gui truoc|cu)|lan truoc|hom truoc|truoc do)\b(?! the)(?:(?!\bdung la\b|\bchinh xac\b)[^.;:\d]){0,40}?"
        + _N
    ),
    re.compile(
        r"\b(?:hom qua|sang nay|luc nay|chieu qua|hom truoc|ban nay|ban sang|vua nay|hom thu \w+)\b[^.;:)\d]{0,50}?(?:\(\d{1,2}/\d{1,2}\)[^.;\d]{0,20})?\b(?:bao|gui|ghi|nop|go|dien)\b(?:(?!\b(?:tuan|ky) nay\b)[^.;:)\d]){0,25}?"
        + _N
    ),
    re.compile(
        r"\b(?:gui|bao|nop|bao cao) (?:luc |hoi |tu |vao )?(?:sang nay|sang qua|hom qua|luc nay|chieu qua|ban nay|vua nay|lan truoc|truoc do|truoc)\s*\(\s*(?:la |so )?"
        + _N
    ),
    # "tuần 47 báo 25 máy, nay xin đính chính lại là 52 máy"
    re.compile(
        r"\b(?:bao|gui|nop|ghi|bao cao)\b[^.;\d]{0,20}?"
        + _N
        + r"(?=[^.;\d]{0,20}\b(?:nay|gio) (?:xin |em |de nghi |cho )*(?:dinh chinh|sua|dieu chinh|chinh)\b)"
    ),
    re.compile(r"\bthay(?: cho)(?: the)*\s*(?:con so|so lieu|so|bao cao truoc la)?\s*" + _N),
)
# "số 42 máy báo hôm thứ 4 là nhầm", "em báo 60 là thiếu", "98 máy là bị cộng lặp": said behind a number, so that one that is called
# right before is not meant: "số đúng 132 máy (đã báo nhầm 123 máy)".
_WRONG_AFTER = re.compile(
    _N
    + r"(?!\d)(?:thu \d|[^.;,\d]){0,45}?(?<!khong )\b(?:nham(?!\s*(?:so |la |thanh |ra )?\d)(?! (?:dia chi|file|tep|nguoi|mail|email|phong|hom thu|don vi|ten|tieu de|chu de|dong ten)\b)|sai(?! (?:dia chi|file|tep|nguoi|mail|email|phong|hom thu|mau|ten|tieu de|chu de)\b)|chua dung|khong dung|chua chinh xac|la thieu|bi thieu|la du|bi du|bi cong|bi trung|bi lap|xin bo|do (?:go|danh|cong|dem) (?:nham|sai|lap|trung|thua|thieu))\b"
)


_MAY_REPLACE, _MAY_SUPPLEMENT = map(Guarded, (_REPLACES, _SUPPLEMENTS))


def of(lines: Iterable[Line]) -> Change:
    """Tell whether the sender's own words replace or supplement an earlier report; to supplement outweighs, since it is unclear."""
    replaces = supplements = False
    lines = list(lines)
    told = " ".join(line.folded for line in lines)
    for line in lines:
        folded = _NOT.sub(" ", line.folded)
        replaces = replaces or _MAY_REPLACE.search(folded) is not None
        found = _MAY_SUPPLEMENT.search(folded)
        supplements = supplements or (found is not None and not _is_told_whole(folded, found, told))
    if supplements:
        return Change.SUPPLEMENTS
    return Change.REPLACES if replaces else Change.NONE


_STILL_SHORT = re.compile(r"\b(?:con|thieu|can|phan dau|con thieu)\b[^.;]{0,20}$")
_PLANNED = re.compile(r"\b(?:du kien|se|phan dau|ke hoach|(?:tuan|ky) (?:sau|toi)|(?:thu \w+|t\d|cn) toi)\b[^.;]*$")
_WHOLE = re.compile(
    r"\b(?:tong(?: cong)?|tinh ra|cong|vay|la|ca tuan|tuan nay|trong tuan nay)\b[^.;]{0,40}?(\d+)(?: may| nguoi)?\b[^.;]{0,20}(?:tuan|$|[.;])"
)


def _is_told_whole(folded: str, found: re.Match[str], told: str) -> bool:
    """Whether "25 máy nữa" only leads to the week's figure, which is told as well, or to a goal: no supplement to an earlier report."""
    if _PLANNED.search(folded, 0, found.start()):
        return True
    if not found.group().endswith("nua"):
        return False
    if _STILL_SHORT.search(folded, 0, found.start()):
        return True
    number = re.match(r"\d+", found.group())
    whole = _WHOLE.search(told, told.find(found.group()) + len(found.group()))
    return number is not None and whole is not None and int(whole[1][:9]) > int(number.group()[:9])


def settles(line: Line) -> tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]:
    """Give the spans of numbers that a line calls wrong or replaced, and of those that it calls right."""
    wrong = [match.span("n") for pattern in _WRONG for match in pattern.finditer(line.folded)]
    right = [match.span("n") for pattern in _RIGHT for match in pattern.finditer(line.folded) if _is_right(line, match)]
    wrong += [match.span("n") for match in _WRONG_AFTER.finditer(line.folded) if match.span("n") not in right]
    return wrong, [span for span in right if span not in wrong]


def _is_right(line: Line, match: re.Match[str]) -> bool:
    """Whether a match says đúng (right), not dùng (use), which look alike without their marks."""
    said = re.search(r"\bdung\b", match.group())
    if said is None:
        return True
    at = match.start() + said.start()
    written = line.text[at : at + 4].lower()
    if written.isascii():
        return re.search(r"\b(?:su|dang|nguoi|khong|moi|co|van|tieu|ap|thong|noi)\s$", line.folded[:at]) is None
    return written == "đúng"
