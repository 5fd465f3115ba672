"""What a letter says anywhere about the worth of its figures: not final, not all of it, somebody else's, of last week."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from parsers.figures import names, sums, weeks
from parsers.figures.lines import Line
from parsers.figures.number_words import PLAIN_WORDS
from parsers.figures.spots import Context
from parsers.reading import hedges
from parsers.reading.said import Said
from parsers.text import fold_aligned
from parsers.values import Claim, Doubt, Week, WeekBasis

_LATER_FIGURES = re.compile(
    r"\b(?:so (?:lieu )?chinh thuc(?! roi\b| a\b| luon\b|\W*$)(?![^.;]{0,80}(?:\bla|:)\s*\d)|chua (?:tong hop|chot|xong|day du|co so)|(?:so lieu|con so) (?:tam|so bo)|chua (?:tinh|ke|gom|bao gom|cong)(?! *[.;)]| *$)|se (?:bao|gui|thong bao) (?:lai|so)|(?:dang|con) (?:doi chieu|ra soat|kiem tra lai)|con dang (?:ra|tong hop|cho|doi|kiem|gom|thu|dem|cong|hoi|giuc)\b|khoan (?:hay |da )?(?:tong hop|cong|ghi|lay|dua|tinh|chot|bao|vao)|(?:dung|chua nen|khong nen) (?:voi )?(?:tong hop|cong|ghi|lay|dua|chot) (?:so|vao|voi|gap)|(?:chua|chx) (?:duoc )?(?:duyet|ky duyet|thong nhat|ghep|gop|thay (?:danh sach|bao cao|so)|xac nhan|xac minh|nhap so)|cho (?:lanh dao|sep|chu tich|thu truong|hieu truong)? ?(?:duyet|ky|xac nhan|cho y kien)|(?<!truong )(?<!don vi )(?<!khu )(?<!thon )(?<!lop )(?<!doan )(?:bao|gui|nop) (?:tiep|sau|bo sung sau)(?! (?:bc|bao cao|so lieu))|(?:con|\d|truong|khu|thon|to|lop|chi doan|don vi|chot|cho)\b[^.;:,]{0,30}\bchua (?:nop|gui|bao|tinh|cong)(?! cao (?:tuan|ky) truoc)|chua chinh thuc|cho kiem tra|(?:xin )?gui lai sau|so lieu (?:vi du|minh hoa|mau)|huy (?:bo )?(?:so lieu|so|bao cao)|xem lai(?: so| giup)?(?! (?:giup |cai |ho )*(?:hop thu|mail|email|he thong|quy dinh|lich|cach|danh ba))|(?:mai|lat nua|toi|chieu|sang mai)\b[^.;:]{0,20}\b(?:bao|gui|nop) (?:them|tiep|nua)|(?:tinh|ghi|bao|lay|cong) (?:the nao|sao|kieu gi|lam sao)|chua hoi (?:duoc|dc|lai|ro|het|xong)|chua (?:biet|ro|nam duoc) (?:la )?(?:bao nhieu|may may|so)|(?:bao|gui|nop) not(?! (?:so|bao cao|bc|tuan|roi|xong))|con (?:di|lam) tiep|(?:tinh|lay|ghi|chon) so nao|so nao (?:thi|cung))\b"
)


_REST_LATER = re.compile(
    r"\b(?:phan (?!mem)|con (?:cac|may|lai|khu|thon|phan|ben|cua|to|lop|doi)\b|rieng\b|(?:cac|may) (?:thon|khu|to|lop|truong|diem|doi)\b|so (?:con lai|cua)\b)[^.;\d]{2,60}?\b(?:chieu|toi|mai|dem|sang mai|lat|lat nua|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|cuoi tuan|tuan sau|xong|du|day du)\b(?:(?!\broi\b|\bda\b)[^.;,\d]){0,30}?\b(?:gui|bao|nop|cap nhat|bao cao)\b(?! (?:duoc|roi|som|muon|truoc))"
)
"""The rest of the figures comes later: "Phần các khu phố cài cho dân chiều em tổng hợp xong em gửi chị"."""
_OF_OTHER_TIMES = re.compile(
    r"\b(?:lu[yi] ?ke|cong don|(?:tuan|ky|lan|hom) truoc|ban (?:giay|cung|ky|do|chinh|co dau|scan)|(?:bao cao|cong van|bc) giay|van ban|dong dau|co dau|buu dien|hom qua|(?:bang|ban) chi tiet|chi tiet|danh sach|hinh anh|(?:tam|gui|kem|bo|co) anh|du kien|(?:tuan|ky) (?:sau|toi)|(?:thu \w+|t\d|cn) toi)\b"
)
"""Before such words: it is running totals, earlier reports or the paper that come later."""


OLD_DAYS = 4
"""A letter or file that is so many days old may speak of an earlier week."""
LABEL_WORDS = 6
"""Words of the longest label or head."""
MOST_HEDGED = 30
"""Of a letter longer than this a later figure is one of its plans."""


_NEXT_TIME = re.compile(
    r"\b(?:tuan|ky) (?:sau|toi)(?: (?:moi|em|se|thi))* (?:tinh|bao|cong|gop)\b|\b(?:cong|gop|tinh|chuyen|de)(?: [a-z]+){0,2}? (?:vao|sang|qua) (?:(?:so|ky|bao cao) )?(?:tuan|ky) (?:sau|toi)\b"
)
"""What is not in yet goes into the next week's figure: this one is final."""


def _kinds_within(sentence: str, context: Context) -> list[names.Named]:
    """Give the kinds of units that a sentence names behind "của", "bên": "Phần của UBND phường gửi sau"."""
    found = [
        context.names.kind(sentence[match.end() :])
        for match in re.finditer(r"\b(?:(?<!mot )(?<!1 )cua|ben|phan) ", sentence)
    ]
    return [kind for kind in found if kind is not None]


_FAILED = re.compile(r"^\d.*\b(?:loi|hong|khong tuong thich|(?:khong|ko|k) cai (?:duoc|dc))\b")


def _is_later(line_: Line, claim: Claim, mine: tuple[str, ...], context: Context) -> bool:
    """Whether a sentence of a line says that figures come later, those of other units than the claim's left aside."""
    for sentence in re.split(r"[.;]\s", line_.folded):
        later = None
        if _NEXT_TIME.search(sentence) is None:
            later = _LATER_FIGURES.search(sentence) or _REST_LATER.search(sentence)
        if later is not None and _FAILED.search(later.group()):
            continue  # "40 máy cài OK, 6 máy lỗi OTP chưa tính": they are no part of it
        before = sentence[: later.start()] if later is not None else ""
        of_another = _OF_OTHER_TIMES.search(before) or (
            claim.week.basis is not WeekBasis.NONE
            and claim.week.end != context.near
            and re.search(r"\b(?:tuan|ky) (?:nay|toi|sau)\b", before)
        )
        if later is not None and not of_another:
            named = names.several((*context.names.with_kinds(sentence), *_kinds_within(sentence, context)))
            if not (mine and named and not set(named) & set(mine)):
                return True
    return False


_SENDS_THIS_WEEK = re.compile(r"\b(?:gui|nop|bao cao|bc|so lieu|ket qua)\b[^.;]{0,60}\b(?:tuan|ky) nay\b")
_SENDS_LAST_WEEK = re.compile(
    r"\b(?:gui|nop|bao cao|bc|so lieu|ket qua|bieu|bang)\b[^.;,]{0,40}\b(?:tuan|ky) (?:truoc|cu)\b"
)
_CORRECTS_LAST_WEEK = re.compile(
    r"\b(?:sua|dinh chinh|dieu chinh|thay the|cap nhat)\b[^.;]{0,40}\b(?:gui|bao|nop|bao cao)\b[^.;:\d]{0,25}\b(?:tuan|ky) truoc\b(?![^.;]*\b(?:tuan|ky) nay\b)"
)
"""A correction of what was sent last week: "sửa số đã gửi hôm thứ Năm tuần trước: 120 máy thành 102 máy"."""
_WEEK_THAT_IS_OVER = re.compile(r"\b(?:tuan|ky) (?:vua )?(?:roi|qua)\b")
"""On a Monday or Tuesday: the week that has ended, or the seven days until now."""


_DRAFT = re.compile(
    r"\b(?:ban|file|bao cao|bc) (?:du thao|nhap)\b|\(\s*(?:du thao|ban nhap)\s*\)|\b(?:dien|ghi|de|lay) (?:so )?tam\b|\btam (?:dien|ghi|de)\b"
)
_NO_DRAFT = re.compile(r"\b(?:khoi|khong|khong phai|het) (?:phai |can )?(?:xin )?(?:dien|ghi|de|lay) (?:so )?tam\b")
_DRAFT_TITLE = re.compile(r"\W*(?:du thao|ban nhap)\b")
_SOME_AGAIN = re.compile(r"\btrong (?:do|so)\b[^.;]*\d[^.;]*\b(?:cai lai|cua (?:tuan|ky) truoc|(?:bi )?trung)\b")
_REPORTED_SO_FAR = re.compile(
    r"\b(\d+)\s?/\s?(\d+) (?:to|thon|khu|lop|truong|don vi|chi doan|xom|cum|diem|doi|phong)\b(?: (?:da|moi|vua|co))* (?:bao|gui|nop|co so|ve so|chot)\b|\bcon lai (?:\w+ ){0,3}?(?:dang (?:giuc|doi|cho|thu|gom|tong hop)|(?:chua|ko|khong) (?:gui|bao|nop|co so|dua))\b|\bchua (?:ai )?(?:dua|thay|nhan duoc) (?:so|bao cao|so lieu)\b"
)


def _only_some(folded: str) -> bool:
    """Whether words say that only some of the unit's parts have told their figures: "9/14 trường báo về"."""
    found = _REPORTED_SO_FAR.search(folded)
    return found is not None and (found[1] is None or int(found[1]) < int(found[2]))


_ONE_OF_TWO = re.compile(
    r"\b(?:ghi|bao|lay|nop|tinh|gui|chot|de)(?: la| so| ca)? \d{1,4} (?:may )?hay (?:la )?(?:chi )?\d{1,4}\b|\b\d{1,4} (?:may )?hay (?:la )?(?:chi )?\d{1,4} (?:may )?(?:a|nhi|vay|the|thi dung|moi dung|anh|chi|em)*\s*\?"
)
"""The sender asks which of two figures counts: "Vậy em báo 35 hay 55 ạ?"."""
_BY_THEMSELVES = re.compile(r"\btrong (?:do|so)\b[^.;]*\b(?:tu cai|tu tai)\b")


def hedged(claim: Claim, said: Said, context: Context, parts: Container[str], *, passed_on: bool = False) -> Claim:
    """Doubt a claim where the letter says elsewhere that its figures aren't final, or speaks of last week with this week open.

    `parts`: the documents that any figure of the letter stands in. `passed_on`: the figure stands in what the sender passes on, so that these words are looked through as well.
    """
    lines = said.own.lines
    if passed_on:
        lines = (*lines, *said.forwarded.lines, *(each for text in said.passed_on for each in text.lines))
    notes = list(_notes(said, parts))
    doubts = [
        *_of_a_draft(said, [*lines[:MOST_HEDGED], *notes]),
        *_of_the_rest(claim, said, lines, context),
        *hedges.of((*said.subject, *lines[:MOST_HEDGED], *said.signature, *notes)),
        *hedges.not_understood((*said.subject, *said.own.lines, *said.signature)),
        *hedges.not_understood([each for each in notes if len(each.text.split()) > LABEL_WORDS][: hedges.MOST_LINES]),
        *_of_another_app(claim, said, context),
        *_of_a_list(claim, lines),
        *_of_last_week(claim, said, lines, context),
    ]
    claim = replace(claim, doubts=(*claim.doubts, *doubts))
    if claim.week.basis is WeekBasis.PREVIOUS and any(_THIS_WEEK.search(each.folded) for each in lines):
        about = claim.week.evidence.text[:80] if claim.week.evidence else ""
        claim = replace(claim, week=Week(), doubts=(*claim.doubts, Doubt(code="only-last-week", about=about)))
    return claim


def _doubt(code: str, told: Line | None, length: int = 120) -> list[Doubt]:
    return [] if told is None else [Doubt(code=code, about=told.text.strip()[:length])]


def _first(lines: Iterable[Line], *patterns: re.Pattern[str]) -> Line | None:
    return next((each for each in lines if any(pattern.search(each.folded) for pattern in patterns)), None)


def _of_a_draft(said: Said, lines: Sequence[Line]) -> list[Doubt]:
    told = next((each for each in (*said.subject, *lines) if _DRAFT.search(_NO_DRAFT.sub(" ", each.folded))), None)
    titles = (each for text in said.documents for each in text.lines[:MOST_HEDGED] if _DRAFT_TITLE.match(each.folded))
    return _doubt("provisional", told or next(titles, None))


def _of_the_rest(claim: Claim, said: Said, lines: Sequence[Line], context: Context) -> list[Doubt]:
    """Doubt what more is to come for, what counts some twice or that did it themselves, and one of two figures."""
    doubts: list[Doubt] = []
    if len(lines) <= MOST_HEDGED:
        mine = claim.units or names.several(
            name for each in (*said.subject, *lines) for name in context.names.find(each.folded) if not name.open
        )
        again = next((each for each in lines if _SOME_AGAIN.search(each.folded) or _only_some(each.folded)), None)
        later = next((each for each in lines if _is_later(each, claim, mine, context)), None)
        doubts += _doubt("not-all-of-it", again)
        doubts += _doubt("by-themselves", _first(lines, _BY_THEMSELVES))
        doubts += _doubt("provisional", later)
    either = _first(lines, _ONE_OF_TWO)
    return [*doubts, *([Doubt(code="unsure", about=either.text.strip()[-120:])] if either else [])]


def _notes(said: Said, parts: Container[str]) -> Iterator[Line]:
    """Give the short lines of the documents that figures stand in: "(*) do quầy tiếp nhận làm, quầy không báo cáo riêng"."""
    for text in said.documents:
        if text.source.part in parts and len(text.lines) <= MOST_HEDGED:
            yield from (*text.lines, *text.titles)


def _of_another_app(claim: Claim, said: Said, context: Context) -> list[Doubt]:
    """Doubt a figure whose own text names another application and ours nowhere."""
    lens = context.lens
    parts = {evidence.part for evidence in claim.evidence}
    subject = said.subject
    own = (
        []
        if lens.topic.search(" ".join(each.folded for each in said.quoted[:12]))
        else [(*subject, *said.own.all_lines)]
    )
    texts = own if parts & {"body", "subject"} else [t.all_lines for t in said.documents if t.source.part in parts]
    for lines in texts:
        before = list(takewhile(lambda each: str(claim.count) not in each.folded, lines))
        other = _first([*before, *lines[len(before) : len(before) + 1]], lens.other, _ANOTHER_APP)
        if other is not None and not any(lens.topic.search(each.folded) for each in (*subject, *lines)):
            told = other.folded.find(str(claim.count))
            if told < 0 or any(pattern.search(other.folded, 0, told) for pattern in (lens.other, _ANOTHER_APP)):
                return _doubt("another-app", other, 80)
    return []


def _of_last_week(claim: Claim, said: Said, lines: Sequence[Line], context: Context) -> list[Doubt]:
    """Doubt what may be of last week, where the figure's own words name no week, and an old file under words of this week."""
    doubts: list[Doubt] = []
    written = any(evidence.part in ("body", "subject") for evidence in claim.evidence)
    if claim.week.basis is WeekBasis.NONE:
        doubts += _doubt("only-last-week", _first(lines, _CORRECTS_LAST_WEEK), 80)
        if not written and _first(lines, _SENDS_THIS_WEEK) is None:
            doubts += _doubt("only-last-week", _first((*said.subject, *lines), _SENDS_LAST_WEEK), 80)
        if context.near is not None and context.near.isoweekday() < weeks.MIDWEEK:
            over = next((e.text for e in claim.evidence if _WEEK_THAT_IS_OVER.search(fold_aligned(e.text))), None)
            doubts += [Doubt(code="only-last-week", about=over[:80])] if over is not None else []
            if not any(_OF_THIS_WEEK.search(fold_aligned(e.text)) for e in claim.evidence):
                doubts += _doubt("only-last-week", _first(lines, _COMES_LATE), 80)
    end = claim.week.end
    if end is not None and context.near is not None and (context.near - end).days > OLD_DAYS and not written:
        # "Gửi số liệu tuần này" with last week's file
        doubts += _doubt("weeks-differ", _first(lines, _SENDS_THIS_WEEK), 80)
    return doubts


_THIS_WEEK = re.compile(r"\b(?:tuan|ky) nay\b")
_OF_THIS_WEEK = re.compile(r"\b(?:tuan|ky) nay\b(?! (?:em |xa |phuong |truong |ben em )*(?:se|moi)\b)")
_COMES_LATE = re.compile(
    r"\b(?:gui|nop|bao|chuyen)(?: \w+){0,2} (?:muon|tre|cham|bu)\b|\b(?:muon|tre|cham) (?:mat |han|so voi|mot|1)|\bquen (?:khuay|mat|gui|bao|nop|bang)|\btra no\b|\b(?:gio|nay|hom nay|bay gio) moi (?:gui|nop|bao|chuyen|co mang|vao)\b|\b(?:thu sau|thu 6|hom qua|cuoi tuan)\b[^.;]{0,40}\b(?:hong|mat (?:dien|mang)|khong (?:gui|vao)|loi|quen|ban|nghi)\b"
)
"""On a Monday or Tuesday: it may be the report of the week that is over."""
_ANOTHER_APP = re.compile(
    r"\b(?:app|ung dung|phan mem) (?:cua )?(?:tinh|so|nganh|truong|khac)\b(?! (?:la |ten )?bluezone)"
)


_PART_NAMES = (
    "to|doi|khu|khu pho|thon|quay|lop|ca|chot|nhom|diem|kip|bo phan|chi doan|chi hoi|truong|khoi|ban|xom|diem cho|tuyen"
)
_ITEMS = re.compile(
    rf"(?:^|[.;,]\s|\n)\W*(?P<head>{_PART_NAMES})\b(?P<label>[^:.;,\d]{{0,30}}(?:\d{{1,2}}[a-z]?)?)\s*:(?P<told>[^.;\n]*)"
)
_NOUGHT = re.compile(r"\b(?:khong|ko|0|chua phat sinh|het|nghi)\b")
# No piece of it may be read in two ways, since lists are long: possessive, and labels that begin with a letter.
_LISTED_TOTAL = re.compile(
    r"(?:^|[.:;]\s)\s*+(?P<items>(?:[a-z][^,;:.\d]{1,29}\s\d{1,4}+(?: may| nguoi)?+\s*+[,;+]\s*+){2,}+(?:[a-z][^,;:.\d]{1,29}\s\d{1,4}+(?: may| nguoi)?+\s*+[=.\-]?+\s*+)??)"
    r"(?:=|tong(?: cong| so)?|cong(?: lai)?|tat ca|vay la|ca thay|het thay)(?: la| duoc| lai| bang|:)*+\s*+(?P<total>\d{1,5}+)\b"
)
_TOTAL_WORDS = ("=", "tong", "cong", "tat ca", "vay la", "thay")
_ITEM = re.compile(r"(?P<label>[^,;:.\d]{2,30})\s(?P<count>\d{1,4})(?: may| nguoi)?\s*(?=[,;+.=\-]|$)")
_NUMBERED_BY = re.compile(rf"\b(?:{_PART_NAMES}|so|ngay|thang|tuan|ap|ban|duong|ngo)\s*$")


def _of_a_list(claim: Claim, lines: Sequence[Line]) -> list[Doubt]:
    """Doubt a figure beside a part of the unit that has none, and a total that a plain list in its sentence does not come to."""
    doubts: list[Doubt] = []
    items = [match for each in lines[:MOST_HEDGED] for match in _ITEMS.finditer(each.folded)]
    told = {match["head"] for match in items if any(map(str.isdigit, match["told"]))}
    gap = next((match for match in items if match["head"] in told and _is_gap(match["told"])), None)
    if gap is not None:
        doubts.append(Doubt(code="not-all-of-it", about=gap.group().strip(" ,.;")[:80]))
    for each in lines[:MOST_HEDGED]:
        if not any(word in each.folded for word in _TOTAL_WORDS):
            continue  # the pattern is slow where it finds nothing
        for match in _LISTED_TOTAL.finditer(each.folded):
            counts = [
                int(item["count"]) for item in _ITEM.finditer(match["items"]) if not _NUMBERED_BY.search(item["label"])
            ]
            total = int(match["total"])
            if len(counts) > 1 and total == claim.count and not sums.add_up(counts, total):
                doubts.append(Doubt(code="parts-do-not-add-up", about=f"{', '.join(map(str, counts))} ≠ {total}"))
    return doubts


def _is_gap(told: str) -> bool:
    """Whether what stands behind a part's name is words, and no figure or nought."""
    return (
        bool(told.strip())
        and not any(map(str.isdigit, told))
        and _NOUGHT.search(told) is None
        and not set(told.split()) & set(PLAIN_WORDS)
    )
