"""From a letter's mentions to claims: which words count, and what the rest of the letter makes doubtful."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.figures import compose, kinds, names, prose, sections, tables, weeks, zeros
from parsers.figures.kinds import NO_FIGURES
from parsers.figures.lexicon import REPORT
from parsers.figures.lines import Line, line
from parsers.figures.mentions import CANDIDATES, Grip, Lens, Mention, Role
from parsers.figures.prose import Context
from parsers.figures.weeks import Strength
from parsers.reading.dating import agree, best_of, weeks_in, with_week
from parsers.reading.owning import issuer_of
from parsers.reading.said import Said, Text, spaced
from parsers.reading.sheets import of_the_named_sheet, of_the_newest_sheet, of_this_week, of_titled_units
from parsers.reading.verdict import OF_A_WEEK, is_bare
from parsers.text import fold_aligned
from parsers.values import Claim, Doubt, Week, WeekBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """The claims of one indicator."""

    claims: tuple[Claim, ...] = ()
    passed_on: bool = False
    """They stand in what the sender passes on."""
    bare: bool = False
    """The sender's own words are one number and politeness at most."""


def claims_of(said: Said, subject: tuple[Line, ...], context: Context, *, answers_us: bool) -> Claimed:
    """Give the claims of one indicator: of the sender's own words and files, else of what is passed on."""
    view = context.lens
    mentions = _mentions_of_lines(subject, context)
    for text in said.senders:
        mentions += _mentions(text, context)
    mentions = [m for m in of_the_named_sheet(mentions, said) if not _is_its_week(m, context)]
    passed = (said.forwarded, *said.passed_on)
    more = [mention for text in passed for mention in _mentions(text, context)]
    told = sum(m.evidence.part == "body" and m.cell is None and m.role is not Role.ZERO for m in mentions)
    alone = is_bare(said.own.lines, told, view)
    if alone and not _has_figures(mentions):
        # "Đúng rồi em, 35 nhé": beside politeness there is nothing but the number
        mentions = [replace(m, role=Role.BARE) if _may_stand_alone(m) else m for m in mentions]
    lines = [each for text in said.senders for each in text.all_lines]
    names_ = [line(spaced(text.source.part), "", text.source) for text in said.documents]
    topical = _about(view, (*said.subject, *lines, *names_)) or (answers_us and _about(view, said.quoted))
    reporting = _is_reporting((*said.subject, *lines, *names_))
    if _has_figures(mentions):
        claims = _composed(mentions, said.senders, subject, context, topical=topical, reporting=reporting, bare=alone)
        written = any(evidence.part in ("body", "subject") for claim in claims for evidence in claim.evidence)
        if not topical and not reporting and not written:
            return Claimed(bare=alone)  # a table of other things in a letter about other things
        plain = any(
            m.role in CANDIDATES
            and m.grip is Grip.CORE
            and (m.role is Role.WEEK or (not m.doubts and (m.topical or reporting)))
            for m in mentions
        )
        if kinds.asks(said.own.lines) and not plain and not said.documents:
            return Claimed(bare=alone)  # numbers within a question or a request
        corrected = {m.value for m in mentions if m.why == "corrected"}
        beside = [m for m in more if m.value not in corrected]
        beside = [] if _written_days_ago(said, context, WEEK_DAYS) is not None else beside
        beside = [] if any(_CHECKED.search(each.folded) for each in said.own.lines) else beside
        claims = tuple(_of_one_that_reports(claim, context) for claim in claims)
        return Claimed(claims=tuple(_hedged(_against(claim, beside), said, context) for claim in claims), bare=alone)
    if _has_figures(more):
        topical = topical or _about(view, [each for text in passed for each in text.all_lines])
        claims = _composed([*mentions, *more], passed, subject, context, topical=topical, reporting=True)
        claims = tuple(_of_a_part(_of_an_old_letter(claim, said, context), context) for claim in claims)
        return Claimed(claims=tuple(_hedged(claim, said, context) for claim in claims), passed_on=True, bare=alone)
    listed = [m for m in mentions if m.role in (Role.LISTED, Role.LAST)]
    if listed and topical:
        claims = _composed(mentions, said.senders, subject, context, topical=topical, reporting=True)
        return Claimed(claims=tuple(_hedged(claim, said, context) for claim in claims), bare=alone)
    return Claimed(bare=alone)


def _is_its_week(mention: Mention, context: Context) -> bool:
    """Whether a number in the subject is that of the week which the letter names: "Trà Cổ 37" above "Phường Trà Cổ tuần 37"."""
    return (
        mention.evidence.part == "subject"
        and mention.why in ("after-unit", "bare-number")
        and context.week is not None
        and mention.value is not None
        and mention.value == context.week.number
    )


OF_ONE_NAME = 2
"""More units than this share a kind: "Bộ phận một cửa" in an office's own sheet is a part of that office."""
OLD_DAYS = 4
"""A letter that is passed on so many days after it was written may speak of an earlier week."""
WEEK_DAYS = 6
"""One that is older than this surely does."""


def _written_days_ago(said: Said, context: Context, days: int) -> Line | None:
    """Give the line that dates a forwarded letter more than so many days back."""
    if context.near is None:
        return None
    for each in said.head_of_forwarded:
        written = _day_of(each, context.near)
        if written is not None and (context.near - written).days > days:
            return each
    return None


_ENGLISH_DATE = re.compile(r"^\W*(?:date|sent)\s*:\s*(?P<date>.{6,60})$")


def _day_of(head: Line, near: dt.date) -> dt.date | None:
    """Give the day that a line of a forwarded letter's header names, in Vietnamese or English."""
    from dateutil.parser import ParserError, parse

    found = next((date.last for date in weeks.find(head, near) if date.last is not None), None)
    english = _ENGLISH_DATE.match(head.folded) if found is None else None
    if english is None:
        return found
    try:
        return parse(english["date"].replace(" at ", " "), dayfirst=True).date()
    except (ParserError, OverflowError):
        return None


def _of_an_old_letter(claim: Claim, said: Said, context: Context) -> Claim:
    """Doubt a figure without a week of its own in a letter that was written days before it was passed on."""
    head = _written_days_ago(said, context, OLD_DAYS) if claim.week.basis is WeekBasis.NONE else None
    if head is None:
        return claim
    return replace(claim, doubts=(*claim.doubts, Doubt(code="old-letter", about=head.text.strip()[:80])))


_PART_OF_A_UNIT = re.compile(
    r"(?<!cac )(?<!\d )(?<!toan )(?<!nhung )\b(?:truong (?:mn|mam non|th|tieu hoc|thcs|th&thcs|thpt)|(?:mn|thcs|mam non|tieu hoc)|chi doan|doan truong|thon|khu|xom|to dan pho)\s+(?=[\w~])"
)


def _of_a_part(claim: Claim, context: Context) -> Claim:
    """Doubt a figure that is passed on and whose sentence names a school, a quarter or the like that is no unit of its own."""
    for evidence in claim.evidence:
        folded = fold_aligned(evidence.text)
        part = _PART_OF_A_UNIT.search(folded)
        if part is not None and not context.names.find(folded) and not any(map(str.isdigit, folded[: part.start()])):
            return replace(claim, doubts=(*claim.doubts, Doubt(code="not-all-of-it", about=evidence.text[:80])))
    return claim


_ONE_THAT_REPORTS = re.compile(
    r"(?:^|[.;:]\s|\b(?:moi )?(?:co|thay) )(?:moi )?(?:truong (?:mn|mam non|th|tieu hoc|thcs|th&thcs)|mn|thcs|mam non|tieu hoc|chi doan|thon|khu pho|khu|xom|to dan pho)\s[^.;:,]{1,30}?\b(?:bao|gui|nop)\b[^.;:]{0,20}$"
)


def _of_one_that_reports(claim: Claim, context: Context) -> Claim:
    """Doubt a figure that a school or hamlet within the unit reports to it: "Trường THCS Hòa Lạc báo tuần này 45 máy"."""
    for evidence in claim.evidence:
        folded = fold_aligned(evidence.text)
        at = folded.find(str(claim.count)) if claim.count is not None else -1
        if at >= 0 and _ONE_THAT_REPORTS.search(folded[:at]) and not context.names.find(folded[:at]):
            return replace(claim, doubts=(*claim.doubts, Doubt(code="not-all-of-it", about=evidence.text[:80])))
    return claim


def _may_stand_alone(mention: Mention) -> bool:
    return mention.why == "unrelated" and mention.evidence.part == "body" and mention.value is not None


def _is_reporting(lines: Iterable[Line]) -> bool:
    """Whether words call themselves a report or speak of a week."""
    return any(REPORT.search(each.folded) or OF_A_WEEK.search(each.folded) for each in lines)


def _has_figures(mentions: Iterable[Mention]) -> bool:
    return any(m.role in CANDIDATES or m.role is Role.CUMULATIVE for m in mentions)


def _about(view: Lens, lines: Iterable[Line]) -> bool:
    """Whether words name the indicator, or its deed and its thing together: "số máy cài được"."""
    return any(
        view.topic.search(each.folded) or (view.deed.search(each.folded) and view.core_noun.search(each.folded))
        for each in lines
    )


_LATER_FIGURES = re.compile(
    r"\b(?:so (?:lieu )?chinh thuc(?! roi\b| a\b| luon\b|\W*$)(?![^.;]{0,80}(?:\bla|:)\s*\d)|chua (?:tong hop|chot|xong|day du|co so)|(?:so lieu|con so) (?:tam|so bo)|chua (?:tinh|ke|gom|bao gom|cong)(?! *[.;)]| *$)|se (?:bao|gui|thong bao) (?:lai|so)|(?:dang|con) (?:doi chieu|ra soat|kiem tra lai)|con dang (?:ra|tong hop|cho|doi|kiem|gom|thu|dem|cong|hoi|giuc|lam|chay)\b|khoan (?:hay |da )?(?:tong hop|cong|ghi|lay|dua|tinh|chot|bao|vao)|(?:dung|chua nen|khong nen) (?:voi )?(?:tong hop|cong|ghi|lay|dua|chot) (?:so|vao|voi|gap)|(?:chua|chx) (?:duoc )?(?:duyet|ky duyet|thong nhat|ghep|gop|thay (?:danh sach|bao cao|so)|xac nhan|xac minh|nhap so)|cho (?:lanh dao|sep|chu tich|thu truong|hieu truong)? ?(?:duyet|ky|xac nhan|cho y kien)|(?<!truong )(?<!don vi )(?<!khu )(?<!thon )(?<!lop )(?<!doan )(?:bao|gui|nop) (?:tiep|sau|bo sung sau)(?! (?:bc|bao cao|so lieu))|(?:con|\d|truong|khu|thon|to|lop|chi doan|don vi|chot|cho)\b[^.;:,]{0,30}\bchua (?:nop|gui|bao|tinh|cong)(?! cao (?:tuan|ky) truoc)|chua chinh thuc|cho kiem tra|(?:xin )?gui lai sau|so lieu (?:vi du|minh hoa|mau)|huy (?:bo )?(?:so lieu|so|bao cao)|xem lai (?:so|giup)?(?! (?:giup |cai |ho )*(?:hop thu|mail|email|he thong|quy dinh|lich|cach|danh ba))|(?:mai|lat nua|toi|chieu|sang mai)\b[^.;:]{0,20}\b(?:bao|gui|nop) (?:them|tiep|nua)|(?:tinh|ghi|bao|lay|cong) (?:the nao|sao|kieu gi|lam sao)|chua hoi (?:duoc|dc|lai|ro|het|xong)|chua (?:biet|ro|nam duoc) (?:la )?(?:bao nhieu|may may|so)|(?:bao|gui|nop) not(?! (?:so|bao cao|bc|tuan|roi|xong))|con (?:di|lam) tiep|(?:tinh|lay|ghi|chon) so nao|so nao (?:thi|cung))\b"
)


_REST_LATER = re.compile(
    r"\b(?:phan (?!mem)|con (?:cac|may|lai|khu|thon|phan|ben|cua|to|lop|doi)\b|rieng\b|(?:cac|may) (?:thon|khu|to|lop|truong|diem|doi)\b|so (?:con lai|cua)\b)[^.;\d]{2,60}?\b(?:chieu|toi|mai|dem|sang mai|lat|lat nua|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|cuoi tuan|tuan sau|xong|du|day du)\b(?:(?!\broi\b|\bda\b)[^.;,\d]){0,30}?\b(?:gui|bao|nop|cap nhat|bao cao)\b(?! (?:duoc|roi|som|muon|truoc))"
)
"""The rest of the figures comes later: "Phần các khu phố cài cho dân chiều em tổng hợp xong em gửi chị"."""
_OF_OTHER_TIMES = re.compile(
    r"\b(?:lu[yi] ?ke|cong don|(?:tuan|ky|lan|hom) truoc|ban (?:giay|cung|ky|do|chinh|co dau|scan)|(?:bao cao|cong van|bc) giay|van ban|dong dau|co dau|buu dien|hom qua|(?:bang|ban) chi tiet|chi tiet|danh sach|hinh anh|(?:tam|gui|kem|bo|co) anh|du kien|(?:tuan|ky) (?:sau|toi)|(?:thu \w+|t\d|cn) toi)\b"
)
"""Before such words: it is running totals, earlier reports or the paper that come later."""


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


_OTHER_BODY = r"(?:cong an|bien phong|don bien phong|tram y te|hoi (?:phu nu|nong dan|cuu chien binh|chu thap do)|doan (?:thanh nien|phuong|xa)|mat tran|ban chqs|quan su|viettel|vnpt|mobifone|buu dien)"
_OF_THE_LETTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    # "Tuần trước nghỉ lễ không có người gửi nên bên em gửi chung một lần"
    (
        "several-weeks",
        re.compile(
            r"\b(?:tuan|ky) truoc\b[^.;:\d]{0,10}(?:\d{1,2}/\d{1,2})?[^.;:\d]{0,60}\b(?:gui|bao|gop|tinh|cong|nop)(?: [a-z]+){0,2}? (?:chung|gop|luon|don|mot the|mot lan|1 lan|ca hai|ca 2)\b|\b(?:(?:gui|bao|tinh|cong|nop) )?(?:chung|gop|don|gop chung)(?: so)?(?: cua)? (?:ca )?(?:hai|2) (?:tuan|ky)\b"
        ),
    ),
    # "là con số bạn Linh nói miệng với em qua điện thoại"
    (
        "unsure",
        re.compile(
            r"\b(?:noi|bao) mieng\b|\bnghe (?:\w+ ){1,4}?(?:noi|bao|ke) (?:lai|qua)\b|\b(?:la )?(?:con )?so (?:lieu )?(?:\w+ ){1,5}?(?:doc|noi|nhan|bao) (?:\w+ ){0,3}?qua (?:dien thoai|dt|zalo)\b"
        ),
    ),
    # "Công an phường báo sang là bên công an đã cài được 40 máy"
    # "em không biết ai đúng, sáng thứ 2 mới đối chiếu được"
    (
        "unsure",
        re.compile(
            r"\b(?:khong|ko|chua|k) (?:biet|ro|chac|nho|hieu) (?:la )?(?:ai|so nao|cai nao|ben nao|nguoi nao|con so nao|the nao) (?:la )?(?:dung|sai|chuan|moi dung|chinh xac)\b|\bmoi doi chieu (?:duoc|lai)\b|\b(?:khong|ko|chua|k) (?:dam )?chac (?:ve |la )?(?:so|con so|dung|chinh xac)\b|\b(?:tach|phan biet) (?:rieng )?(?:ra )?(?:khong|ko) (?:duoc|dc)\b|\b(?:khong|ko) (?:tach|phan biet) (?:rieng )?(?:ra )?(?:duoc|dc)\b"
        ),
    ),
    (
        "for-others",
        re.compile(
            rf"\b{_OTHER_BODY}\b[^.;,:\d]{{0,30}}\b(?:bao|gui|noi|chuyen) (?:sang|lai|qua|cho (?:em|phuong|xa|toi|minh|ben em)|la\b|rang)"
        ),
    ),
    # "đã gồm số của các trường THPT trên địa bàn"
    (
        "not-all-of-it",
        re.compile(
            r"\b(?:da|co|bao) (?:bao )?(?:gom|tinh|cong|ke)(?: ca)? (?:so |phan |so lieu )(?:cua )?(?!cac thon|cac khu|cac to|thon|khu|to\b|lop|khoi|cac lop|cac doi|doi\b|cac chi|chi doan|cac truong (?:mn|mam|th\b|tieu|thcs)|(?:tuan|ky) nay|bon|ba|hai|nam)[a-z]"
        ),
    ),
    # "73 máy đã tải Bluezone về, bà con chưa bật lên được"
    (
        "unsure",
        re.compile(
            r"\b(?:da |moi |chi )(?:tai|download)\b(?:(?!\bcai\b)[^.;]){0,60}\b(?:chua|khong|ko) (?:bat|kich hoat|mo|dang ky|dang nhap|su dung|dung|chay|vao)\b"
        ),
    ),
)
"""What a letter says anywhere about the worth of its figures."""
_EITHER = re.compile(
    r"\b(?:ghi|bao|lay|nop|tinh|gui|chot|de)(?: la| so| ca)? \d{1,4} (?:may )?hay (?:la )?(?:chi )?\d{1,4}\b|\b\d{1,4} (?:may )?hay (?:la )?(?:chi )?\d{1,4} (?:may )?(?:a|nhi|vay|the|thi dung|moi dung|anh|chi|em)*\s*\?"
)
"""The sender asks which of two figures counts: "Vậy em báo 35 hay 55 ạ?"."""
_BY_THEMSELVES = re.compile(r"\btrong (?:do|so)\b[^.;]*\b(?:tu cai|tu tai)\b")


def _hedged(claim: Claim, said: Said, context: Context) -> Claim:
    """Doubt a claim where the letter says elsewhere that its figures aren't final, or speaks of last week with this week open."""
    lines = said.own.lines
    titles = (each for text in said.documents for each in text.lines[:MOST_HEDGED] if _DRAFT_TITLE.match(each.folded))
    draft = next(
        (each for each in (*said.subject, *lines[:MOST_HEDGED]) if _DRAFT.search(_NO_DRAFT.sub(" ", each.folded))), None
    ) or next(titles, None)
    if draft is not None:
        claim = replace(claim, doubts=(*claim.doubts, Doubt(code="provisional", about=draft.text.strip()[:120])))
    if len(lines) <= MOST_HEDGED:
        mine = claim.units or names.several(
            name for each in (*said.subject, *lines) for name in context.names.find(each.folded) if not name.open
        )
        later = next((each for each in lines if _is_later(each, claim, mine, context)), None)
        themselves = next((each for each in lines if _BY_THEMSELVES.search(each.folded)), None)
        again = next((each for each in lines if _SOME_AGAIN.search(each.folded) or _only_some(each.folded)), None)
        if again is not None:
            about = Doubt(code="not-all-of-it", about=again.text.strip()[:120])
            claim = replace(claim, doubts=(*claim.doubts, about))
        if themselves is not None:
            about = Doubt(code="by-themselves", about=themselves.text.strip()[:120])
            claim = replace(claim, doubts=(*claim.doubts, about))
        if later is not None:
            claim = replace(claim, doubts=(*claim.doubts, Doubt(code="provisional", about=later.text.strip()[:120])))
    for code, pattern in _OF_THE_LETTER:
        told = next((each for each in (*said.subject, *lines[:MOST_HEDGED]) if pattern.search(each.folded)), None)
        if told is not None:
            claim = replace(claim, doubts=(*claim.doubts, Doubt(code=code, about=told.text.strip()[:120])))
    either = next((each for each in lines if _EITHER.search(each.folded)), None)
    if either is not None:
        claim = replace(claim, doubts=(*claim.doubts, Doubt(code="unsure", about=either.text.strip()[-120:])))
    if claim.week.basis is WeekBasis.NONE and (
        sent := next((each for each in lines if _CORRECTS_LAST_WEEK.search(each.folded)), None)
    ):
        about = Doubt(code="only-last-week", about=sent.text.strip()[:80])
        claim = replace(claim, doubts=(*claim.doubts, about))
    if claim.week.basis is WeekBasis.NONE and not any(e.part in ("body", "subject") for e in claim.evidence):
        over = next((each for each in (*said.subject, *lines) if _SENDS_LAST_WEEK.search(each.folded)), None)
        if over is not None and not any(_SENDS_THIS_WEEK.search(each.folded) for each in lines):
            about = Doubt(code="only-last-week", about=over.text.strip()[:80])
            claim = replace(claim, doubts=(*claim.doubts, about))
    if claim.week.basis is WeekBasis.NONE and context.near is not None and context.near.isoweekday() < weeks.MIDWEEK:
        over = next((e.text for e in claim.evidence if _WEEK_THAT_IS_OVER.search(fold_aligned(e.text))), None)
        if over is not None:
            claim = replace(claim, doubts=(*claim.doubts, Doubt(code="only-last-week", about=over[:80])))
    end = claim.week.end
    if end is not None and context.near is not None and (context.near - end).days > OLD_DAYS:
        now = next((each for each in lines if _SENDS_THIS_WEEK.search(each.folded)), None)
        if now is not None and not any(evidence.part == "body" for evidence in claim.evidence):
            # "Gửi số liệu tuần này" with last week's file
            claim = replace(claim, doubts=(*claim.doubts, Doubt(code="weeks-differ", about=now.text.strip()[:80])))
    if claim.week.basis is WeekBasis.PREVIOUS and any(re.search(r"\b(?:tuan|ky) nay\b", each.folded) for each in lines):
        about = claim.week.evidence.text[:80] if claim.week.evidence else ""
        claim = replace(claim, week=Week(), doubts=(*claim.doubts, Doubt(code="only-last-week", about=about)))
    return claim


_CHECKED = re.compile(
    r"\b(?:kiem (?:tra )?lai|cong lai|tinh lai|dem lai|ra soat lai)(?: \w+){0,6}? (?:la|con|duoc)\b|\b(?:ghi|go|tinh|cong|bao|dem) nham\b"
)
"""Above words that are passed on: why the sender's figure is another one, "Em kiểm lại tổng của phường là 135 máy (Khu 5 ghi nhầm)"."""
_ADDED_UP = re.compile(r"\b(?:tong hop|tong cong|cong lai|gop lai|tat ca cac|cong (?:ca|het))\b")


def _against(claim: Claim, passed_on: Sequence[Mention]) -> Claim:
    """Doubt a claim where the words that are passed on below it give another figure of the week."""
    told = [
        m.value
        for m in passed_on
        if m.role in CANDIDATES
        and m.value is not None
        and m.role is not Role.BARE
        and not (_PART_OF_A_UNIT.search(fold_aligned(m.evidence.text)) and m.value < (claim.count or 0))
    ]
    others = set(told)
    if not others or claim.count is None or claim.count in others or sum(told) == claim.count:
        return claim  # the same, or what the sender has added up
    if sum(told) < claim.count and any(_ADDED_UP.search(fold_aligned(e.text)) for e in claim.evidence):
        return claim  # "Em tổng hợp các quầy, tuần này được 25 máy" above one counter's own
    about = ", ".join(str(value) for value in sorted(others)[:6])
    return replace(claim, doubts=(*claim.doubts, Doubt(code="forwarded-differs", about=about)))


def _composed(
    mentions: Sequence[Mention],
    texts: Sequence[Text],
    subject: tuple[Line, ...],
    context: Context,
    *,
    topical: bool,
    reporting: bool,
    bare: bool = False,
) -> tuple[Claim, ...]:
    shown = [m for m in mentions if not any(d.code == "hidden" for d in m.doubts)]
    if any(m.role in CANDIDATES for m in shown):
        mentions = shown
    if reporting and any(m.role is Role.WEEK and m.grip is Grip.CORE and m.sure for m in mentions):
        topical = True
    setting = compose.Setting(topical=topical, reporting=reporting, bare=bare)
    claims = compose.claims(context.lens.id, mentions, setting)
    told = {(claim.week.end, claim.week.number) for claim in claims}
    if len(told) > 1:
        return tuple(_among_many(claim, len(told), context) for claim in claims)  # a figure a week, each with its own
    return tuple(with_week(claim, texts, subject, context.near) for claim in claims)


MANY_WEEKS = 3


def _among_many(claim: Claim, weeks_told: int, context: Context) -> Claim:
    """Doubt the figures of earlier weeks in a letter that tells of many: it looks back on a month."""
    near = context.near
    if weeks_told < MANY_WEEKS or near is None:
        return claim
    running = claim.week.number == near.isocalendar().week or (
        claim.week.end is not None and (near - claim.week.end).days < OLD_DAYS
    )
    about = claim.week.evidence.text[:80] if claim.week.evidence else ""
    return claim if running else replace(claim, doubts=(*claim.doubts, Doubt(code="several-weeks", about=about)))


def _mentions(text: Text, context: Context) -> list[Mention]:
    if kinds.genre(text.titled) in NO_FIGURES:
        return []
    told = text.told
    found = _under_headings(told, _mentions_of_lines(told, context), context)
    lists_helpers = any(_LISTS_HELPERS.search(each.folded) for each in text.titled[:TITLE_LINES])
    headings = (*text.headings, *("" for _ in text.tables[len(text.headings) :]))
    by_table = [
        (table, tables.read(table, text.source, context, heading))
        for table, heading in zip(text.tables[:60], headings, strict=False)
        if not sections.opens_plan(heading)
    ]
    by_table = of_titled_units(by_table, text.source, context)
    for mentions in of_this_week(list(of_the_newest_sheet(by_table, text.source, context)), context.near):
        found += [m for m in mentions if not (lists_helpers and m.role is Role.LISTED)]
    if text.source.part == "body":
        return found
    issuer = issuer_of(text, context.names)
    if len(issuer) == 1:
        of_name = context.names.of_one_name(issuer[0])
        found = [replace(m, units=_of_issuer(m.units, issuer, of_name)) for m in found]
    return _of_its_week(found, text, context.near)


TITLE_LINES = 15
_LISTS_HELPERS = re.compile(
    r"\bdanh sach (?:\w+ ){0,2}?(?:to|doi|thanh vien|can bo|luc luong|phan cong|lich truc|truc)\b|\blich truc\b|\bphan cong nhiem vu\b"
)
"""A list of who helped, not of whom."""


def _of_issuer(units: tuple[str, ...], issuer: tuple[str, ...], of_name: frozenset[str]) -> tuple[str, ...]:
    """Give whose a figure is in an issuer's document: of the units that a kind may mean ("Bộ phận một cửa xã: 8 máy") the issuer's own."""
    if 0 < len(units) <= OF_ONE_NAME:
        return units
    mine = tuple(unit for unit in units if unit in of_name)
    return mine if len(mine) == 1 else issuer


def _under_headings(lines: Sequence[Line], mentions: list[Mention], context: Context) -> list[Mention]:
    """Give figures below lines that are nothing but units' names ("UBND phường Ka Long:") those units, where there are several."""
    if all(m.units or m.total for m in mentions):
        return mentions
    headings: dict[str, tuple[str, ...]] = {}
    unit: tuple[str, ...] = ()
    for each in lines:
        found = context.names.find(each.folded)
        rest = each.folded if found else ""
        for name in reversed(found):
            rest = rest[: name.start] + rest[name.end :]
        if found and not any(map(str.isalpha, re.sub(r"\b(?:don vi|ten|[ivx]+)\b", " ", rest))):
            unit = names.several(found)
        for _, where in each.origin:
            headings[where] = unit
    if len(set(headings.values()) - {()}) < 2:
        return mentions
    return [
        replace(m, units=headings.get(m.evidence.where, ())) if not m.units and not m.total else m for m in mentions
    ]


def _of_its_week(mentions: list[Mention], text: Text, near: dt.date | None) -> list[Mention]:
    """Give a file's figures the week that the file names, so that several files can be of several weeks."""
    named = weeks_in((*text.told, *text.titles, line(spaced(text.source.part), "", text.source)), near, Strength.STATED)
    if not named or any(not agree(named[0], week) for week in named):
        return mentions
    week = best_of(named)
    return [replace(m, week=m.week or week) if m.role in CANDIDATES else m for m in mentions]


def _mentions_of_lines(lines: Iterable[Line], context: Context) -> list[Mention]:
    found: list[Mention] = []
    called: dict[int, tuple[str, ...]] = {}
    for each in lines:
        mentions = [*prose.read(each, context), *zeros.read(each, context)]
        if mentions and not context.names.with_kinds(each.folded):
            called |= {len(found) + at: mention.units for at, mention in enumerate(mentions) if mention.units}
        found += mentions
    if len(set(called.values())) > 1:
        # A list by places, "Ka Long 71", "Hòa Lạc 40": parts of the sender's own figure.
        found = [replace(m, units=()) if at in called else m for at, m in enumerate(found)]
    return found
