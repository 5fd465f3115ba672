"""Which lines of a text tell what was done: plans, proposals and difficulties stand under headings of their own.

"III. Nhiệm vụ tuần 38" opens a plan: its numbers are goals and its weeks are ahead, until another heading opens something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.figures.lines import Line
from parsers.text import fold

_AHEAD = (
    r"(?:phuong huong|nhiem vu|ke hoach|giai phap|cong tac trong tam|trong tam|chuong trinh|du kien)(?! so\b)(?:[^.;:\d]{0,60}?"
    r"(?:tuan|ky|thoi gian|thang|quy)\b|\s*$|\s*:)|(?:cong tac|noi dung|viec) (?:tuan|ky|thoi gian) (?:toi|sau|tiep)|(?:trong )?(?:tuan|ky|thoi gian) (?:toi|sau|tiep theo)\b"
)
_ASIDE = r"(?:nhung |mot so )?(?:kho khan|vuong mac|ton tai|han che|kien nghi|de xuat|nguyen nhan|bai hoc)\b[^.:\d]{0,60}(?::|$)"
_NUMBERED = r"^\s*(?:[-+*•]\s*)?(?:\(?(?:[ivx]{1,4}|[a-h]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/:\-]+\s*|phan (?:thu )?\w+\s*[.:\-]*\s*)?"
_OPENS_PLAN = re.compile(_NUMBERED + r"(?:" + _AHEAD + r")")
_OPENS_ASIDE = re.compile(_NUMBERED + r"(?:" + _ASIDE + r")")
_HEADING = re.compile(r"^\s*(?:[ivx]{1,4}|[a-h]|\d{1,2})\s*[./)\-]\s*[a-z]")
_TOP = re.compile(r"^\s*(?:[ivx]{1,4}|[a-h])\s*[./)\-]\s*[a-z]|^\s*(?:phan|muc)\s")
_RESULTS = re.compile(r"\b(?:ket qua|so lieu|tong so may|so may)\b")
_HAS_ITS_FIGURE = re.compile(r"[:=]\s*\d[\d.,]*\s*(?:may|dien thoai|nguoi|thue bao)?\W*$")
_GOES_ON = re.compile(r"[.;]\s.*\b(?:(?:tuan|ky) nay|ket qua|da (?:cai|lam|thuc hien|ho tro))\b.*\d")
"""In a line that begins with a plan: it also tells what was done."""
_FOOTER = re.compile(
    r"^\W*(?:disclaimer|confidential|thong bao (?:mien tru|bao mat)|luu y bao mat|copyright\b|unsubscribe|bo nhan tin)|^\s*©"
)
"""What a mail system writes below a letter; nothing of the sender's follows."""
_ENDS = re.compile(
    r"^\s*(?:noi nhan|tran trong|tren day|kinh (?:bao cao|gui)|xin (?:bao cao|cam on)|nguoi (?:lap|bao cao)|tm\.|kt\.)"
)


def told(lines: Iterable[Line]) -> Iterator[Line]:
    """Give the lines that tell what was done, those under headings of plans, proposals and difficulties left out."""
    aside = False
    opened = ""
    for line in lines:
        folded = line.folded
        if _FOOTER.match(folded):
            return
        opens = _OPENS_PLAN.match(folded) or _OPENS_ASIDE.match(folded)
        if opens is not None and (
            _HAS_ITS_FIGURE.search(folded, opens.start()) or _GOES_ON.search(folded, opens.end())
        ):
            yield line  # "Kế hoạch tuần: 150 máy" is a figure of its own, no heading
            continue
        if opens is not None and not _RESULTS.search(folded[: opens.end()]):
            aside, opened = True, _rank(folded)
            continue
        if aside and (
            _ENDS.match(folded)
            or (_RESULTS.search(folded) and len(folded) < 160)
            or (
                _HEADING.match(folded)
                and _rank(folded) in ("top", opened)
                and not (opened == "" and _rank(folded) != "top")
            )
        ):
            aside = False
        if not aside:
            yield line


def _rank(folded: str) -> str:
    """Tell whether a heading is numbered by letters, by digits or not at all: only its like or a higher one ends it."""
    if _TOP.match(folded):
        return "top"
    return "numbered" if _HEADING.match(folded) else ""


def opens_plan(text: str) -> bool:
    """Whether a heading opens a plan."""
    folded = fold(text)
    opens = _OPENS_PLAN.match(folded)
    return opens is not None and not _RESULTS.search(folded[: opens.end()])


_AHEAD_OF_WEEK = re.compile(
    r"\b(?:phuong huong|nhiem vu|ke hoach(?! so)|du kien|phan dau|dang ky|chuan bi|hen|se)\b[^.;]{0,60}$"
)
_AFTER_WEEK = re.compile(r"^\W*(?:[a-z]+ ){0,4}?(?:se|tiep tuc|tap trung|phan dau|du kien|trien khai tiep|lam tiep)\b")


def is_ahead(folded: str, start: int, end: int) -> bool:
    """Whether a week that is named in a line is one to come: "nhiệm vụ trọng tâm tuần 42", "Tuần 40 xã tập trung vào thôn 2"."""
    return _AHEAD_OF_WEEK.search(folded[:start]) is not None or _AFTER_WEEK.match(folded[end:]) is not None
