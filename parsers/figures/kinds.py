"""What sort of text lies before us: a report, or a plan, an order, an invitation full of numbers."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from parsers.figures.alternatives import Guarded
from parsers.figures.lexicon import REPORT
from parsers.figures.lines import Line


class Genre(enum.StrEnum):
    """What a text is for, as far as its form tells."""

    REPORT = "report"
    ORDER = "order"
    """Tells others what to do: the directive itself, a plan, a request."""
    INVITATION = "invitation"
    OPEN = "open"
    """Its form says nothing: what it says decides."""


_TITLES = (
    (
        Genre.REPORT,
        re.compile(
            r"^\s*(?:bao cao|bao cao nhanh|bao cao tuan|bieu bao cao|bao cao ket qua.*|bieu tong hop.*|tong hop ket qua.*|phu luc.*)\s*$"
        ),
    ),
    (
        Genre.ORDER,
        re.compile(
            r"^\s*(?:ke hoach|chi thi|quyet dinh|thong bao|cong dien|huong dan|phuong an|to trinh|nghi quyet|quy che|quy dinh|luat|nghi dinh|thong tu|hop dong|bien ban)\s*$"
        ),
    ),
    (Genre.INVITATION, re.compile(r"^\s*(?:giay moi|thu moi|giay trieu tap)\s*$")),
)
_ORDERS = (
    re.compile(r"yeu cau (?:nghiem tuc )?(?:thuc hien|cac don vi|thu truong|ubnd|cac)"),
    re.compile(r"kinh gui\s*:?\s*(?:ubnd|uy ban nhan dan) cac|de nghi cac dia phuong"),
    re.compile(r"de nghi (?:thu truong|cac (?:don vi|co quan|phong)|ubnd cac|quy don vi)"),
    re.compile(r"(?:thuc hien|trien khai) mot so (?:noi dung|nhiem vu) sau"),
    re.compile(r"phan dau|chi tieu|muc tieu"),
    re.compile(r"giao (?:phong|cho|cac|ubnd)"),
    re.compile(r"nhu kinh gui \(t/h\)|de (?:bao cao|thuc hien)"),
    re.compile(r"v/v (?:tiep tuc )?(?:chi dao|trien khai|tang cuong|day manh|don doc)"),
    re.compile(r"(?:tiep tuc|tap trung) (?:chi dao|quan triet|to chuc|chu tri)"),
)
_TO_MANY = re.compile(r"kinh gui\s*:?\s*(?:cac (?:co quan|don vi|phong|dia phuong)|(?:ubnd|uy ban nhan dan) cac)")
_INVITES = re.compile(
    r"kinh moi|tran trong (?:kinh )?moi|(?<!tranh )\bthu moi\b|\bgiay moi\b|\bmoi (?:du|hop|tham du|cac don vi|quy don vi|quy anh|dong chi)\b|thanh phan (?:tham du|du hop)|thoi gian\s*:.*\n?.*dia diem"
)
_DONE = re.compile(
    r"bao cao ket qua|ket qua (?:nhu sau|thuc hien|cu the)|bao cao (?:so lieu|nhu sau)|trong tuan|tuan nay|\b(?:tuan|ky) \d{1,2}\b[^.;]{0,60}?\d+ (?:may|dien thoai)\b|da (?:cai|ho tro|huong dan|to chuc|van dong)"
)

NO_FIGURES = frozenset({Genre.ORDER, Genre.INVITATION})


def genre(lines: Sequence[Line]) -> Genre:
    """Tell what a text is: by its title, else by its manner."""
    head = lines[:25]
    for line in head:
        for found, title in _TITLES:
            if title.match(line.folded) and (found is Genre.REPORT or len(line.text) < 60):
                return found
    text = "\n".join(line.folded for line in lines[:200])
    if sum(1 for pattern in _ORDERS if pattern.search(text)) >= (2 if _TO_MANY.search(text) else 3):
        return Genre.ORDER
    if _INVITES.search(text) and not _DONE.search(text):
        return Genre.INVITATION
    return Genre.REPORT if any(REPORT.search(line.folded) for line in head) else Genre.OPEN


_QUESTION = re.compile(
    r"\?(?![a-z])|cho (?:em|toi|minh) hoi|\bxin hoi\b|\bhoi a\b|\bthe nao a\b|huong dan (?:giup|em)|de nghi (?:(?!ghi |tong |bao )\w+ ){0,4}?cap \d|de nghi (?:quy )?(?:phong |anh |chi )?(?:cap|gui lai|gui cho|gui giup|cham|cho muon)\b|\b(?:anh|chi|phong|em) (?:cap|cho) them (?:cho )?(?:\w+ )?\d+ (?:to|tap|bo|cai)\b|\bcap them cho\b|xin (?:lai |duoc )?(?:muon (?:\d|loa|phong|xe|may chieu)|so|mau|file|huong dan|y kien|tai lieu|to roi|cap|\d)|gui (?:lai )?(?:cho )?(?:em|toi) (?:mau|file)|(?:phong|anh|chi|cac anh chi)\s(?:\w+\s){0,2}?(?:gui|cho|chuyen)(?: lai)? (?:giup|xin|em|minh|lai)[^.;]{0,50}\bmau\b|gui giup[^.;]{0,60}\bmau\b|xin (?:lai )?(?:\w+ )?(?:mau|bieu mau)\b|\bgui lai (?:giup |cho )?(?:em|minh|toi)\b|\bnho (?:anh|chi|phong|cac anh chi|quy phong)\s(?:\w+\s){0,2}?(?:hoi|kiem tra|xem|cu|bao)\b|de nghi phong (?:cu|hoi|kiem tra|phoi hop)\b|vuong gi"
)
_LATER = re.compile(
    r"\bxin (?:gui|nop|bao cao) (?:[a-z]+ ){0,4}(?:vao|muon|cham) (?:sang|chieu|toi|thu|ngay|hom|cuoi|dau)\b|\b(?:xin |cho )?lui (?:thoi )?han\b|(?:se|xin phep|xin duoc) (?:\w+ ){0,3}(?:gui|bao cao|nop|bo sung)(?: \w+){0,5} (?:sau|muon|cham|vao)|\bse (?:\w+ )?(?:gui|bao cao|nop)(?: \w+){0,4} (?:truoc|som|luc|trong|ngay khi|dung han)|gia han|\b(?:mai|chieu|toi|sang mai|lat|lat nua|ti nua|cuoi (?:gio|ngay|buoi)|thu (?:sau|6))(?: nay)?\s+(?:em|e|minh|toi|ben em|xa|phuong|don vi|truong)?\s*(?:se )?(?:moi )?(?:(?:tong hop|chot|gom)(?: \w+){0,4} )?(?:xong |roi )?(?:gui|bao cao|nop)\b|\b\d{1,2}\s?(?:h|g|gio)\s?\d{0,2} (?:em |e |minh |toi |se |ben em |xa |phuong |don vi )*(?:gui|nop|bao cao)\b(?! luc)|\bvan (?:co )?(?:co gang )?(?:co )?gui\b|(?:gui|bao cao|nop)[^.]{0,50}\bmuon\b|(?:gui|nop|bao cao) (?:sau|muon|cham)\b"
)
_SENDS = re.compile(
    r"(?:gui|kem|dinh kem|nop|xin gui)(?: \w+){0,6} (?:bao cao|bc|ket qua|so lieu|file|bieu|cong van|van ban)|(?:bao cao|bc|ket qua|so lieu)[^.?]{0,60}(?:dinh kem|kem theo|file)|file (?:dinh )?kem|xem (?:file|dinh kem)"
)


_ASKS, _PUTS_OFF, _BRINGS = map(Guarded, (_QUESTION, _LATER, _SENDS))


def asks(lines: Sequence[Line]) -> bool:
    """Whether the sender's own words put a question."""
    return any(_ASKS.search(line.folded) for line in lines)


def puts_off(lines: Sequence[Line]) -> bool:
    """Whether the sender says that the report comes later."""
    return any(_PUTS_OFF.search(line.folded) for line in lines)


def sends(lines: Sequence[Line]) -> bool:
    """Whether the sender says that a report goes with the mail."""
    return any(_BRINGS.search(line.folded) for line in lines)


_THANKS = re.compile(
    r"\b(?:xin |em |da |vang |anh |chi |cac |rat |nhieu |quy |phong |ban )*(?:cam on|thanks?|thank you|tks|dung roi|dung a|chinh xac|ok|oke|okie|da nhan(?: duoc)?(?: thu| email| mail)?|da ro|nhat tri|"
    r"vang|da vang|da|tran trong|kinh gui|than|em nhan duoc roi|da biet|so lieu dung)\b"
)
_POLITE = re.compile(
    r"\b(?:a|ah|nhe|nha|em|anh|chi|cac|quy|phong|don vi|nhieu|rat|roi|vhtt|van hoa|thong tin|thong bao|da|vang|voi|so lieu|chinh xac|dung)\b"
)


_RECEIVED = re.compile(
    r"\bda nhan (?:duoc |du )*(?:[\d.]+ )?(?:cong van|van ban|chi thi|ke hoach|thong bao|to roi|tai lieu|mau|ap phich|phan hoi|file)\b"
)


_THANKS_FIRST = re.compile(r"^.{0,80}?\b(?:cam on|biet on)\b.{0,60}?\b(?:da|vi|ve)\b")


def thanks_for_else(lines: Sequence[Line]) -> bool:
    """Whether the words begin with thanks for something that was done, and report nothing."""
    first = next((line for line in lines if len(line.folded.strip()) > 20), None)
    return (
        first is not None
        and _THANKS_FIRST.match(first.folded) is not None
        and not any(REPORT.search(line.folded) for line in lines)
    )


def acknowledges(lines: Sequence[Line]) -> bool:
    """Whether the words are nothing but thanks or consent, or say that something was received."""
    text = " ".join(line.folded for line in lines)
    if _RECEIVED.search(text) and _THANKS.search(text) and not re.search(r"\d+ (?:may|nguoi|dien thoai)\b", text):
        return True
    if (
        not text.strip()
        or any(letter.isdigit() for letter in text)
        or re.search(r"\b(?:gui|nop|kem|sua|nham)\b", text)
        or not _THANKS.search(text)
    ):
        return False
    rest = _POLITE.sub(" ", _THANKS.sub(" ", text))
    return len(re.sub(r"[^a-z]", "", rest)) <= 8
