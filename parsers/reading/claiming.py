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
from parsers.figures.spots import Context
from parsers.figures.weeks import Strength
from parsers.reading.dating import agree, best_of, weeks_in, with_week
from parsers.reading.hedging import OLD_DAYS, hedged
from parsers.reading.owning import issuer_of
from parsers.reading.said import Said, Text, spaced
from parsers.reading.sheets import of_the_named_sheet, of_the_newest_sheet, of_this_week, of_titled_units
from parsers.reading.verdict import OF_A_WEEK, answer_alone, is_bare
from parsers.text import fold_aligned
from parsers.values import Claim, Doubt, WeekBasis


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
    if answers_us and not alone and not _has_figures([m for m in mentions if m.role is not Role.LAST]):
        now = [m for m in mentions if m.role is not Role.LAST]
        told = sum(m.evidence.part == "body" and m.cell is None and m.role is not Role.ZERO for m in now)
        if alone := answer_alone(said.own.lines, told, view, context.names):
            mentions = now
    if alone and not _has_figures(mentions):
        # "Đúng rồi em, 35 nhé": beside politeness there is nothing but the number
        mentions = [
            replace(m, role=Role.BARE, why="bare-number", addable=False) if _may_stand_alone(m) else m for m in mentions
        ]
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
        asked = [m for m in mentions if any(doubt.code == "question" for doubt in m.doubts)]
        if kinds.asks(said.own.lines) and not plain and not said.documents:
            if not any(_is_stated(m) for m in mentions if m not in asked):
                return Claimed(bare=alone)  # numbers within a question or a request
            claims = tuple(_asked_about(claim, said) for claim in claims)
        elif asked:
            claims = tuple(
                _asked_about(claim, said) if any(m.value == claim.count for m in asked) else claim for claim in claims
            )
        corrected = {m.value for m in mentions if m.why == "corrected"}
        beside = [m for m in more if m.value not in corrected]
        beside = [] if _written_days_ago(said, context, WEEK_DAYS) is not None else beside
        beside = [] if any(_CHECKED.search(each.folded) for each in said.own.lines) else beside
        claims = tuple(_of_one_that_reports(claim, context) for claim in claims)
        claims = _of_the_wrong_file(claims)
        claims = _hedged([_against(claim, beside) for claim in claims], said, context)
        return Claimed(claims=claims, bare=alone)
    if _has_figures(more):
        topical = topical or _about(view, [each for text in passed for each in text.all_lines])
        claims = _composed([*mentions, *more], passed, subject, context, topical=topical, reporting=True)
        claims = tuple(_of_a_part(_of_an_old_letter(claim, said, context), context) for claim in claims)
        return Claimed(claims=_hedged(claims, said, context, passed_on=True), passed_on=True, bare=alone)
    listed = [m for m in mentions if m.role in (Role.LISTED, Role.LAST)]
    if listed and topical:
        claims = _composed(mentions, said.senders, subject, context, topical=topical, reporting=True)
        return Claimed(claims=_hedged(claims, said, context), bare=alone)
    return Claimed(bare=alone)


def _hedged(claims: Sequence[Claim], said: Said, context: Context, *, passed_on: bool = False) -> tuple[Claim, ...]:
    parts = {evidence.part for claim in claims for evidence in claim.evidence}
    return tuple(hedged(claim, said, context, parts, passed_on=passed_on) for claim in claims)


def _of_the_wrong_file(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Doubt a figure of the text beside a file of another week that the text says nothing of: the wrong one was attached."""
    written = [c for c in claims if any(e.part in ("body", "subject") for e in c.evidence)]
    filed = [c for c in claims if c not in written]
    if len(written) != 1 or len(filed) != 1:
        return tuple(claims)
    week, other = written[0].week, filed[0].week
    if WeekBasis.NONE in (week.basis, other.basis) or agree(week, other) or agree(other, week):
        return tuple(claims)
    if written[0].units != filed[0].units or other.evidence is None or other.evidence.part in ("body", "subject"):
        return tuple(claims)
    doubt = Doubt(
        code="weeks-differ", about=f"{week.evidence.text[:60] if week.evidence else ''}, {other.evidence.text[:60]}"
    )
    return tuple(replace(claim, doubts=(*claim.doubts, doubt)) for claim in claims)


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


def _is_stated(mention: Mention) -> bool:
    """Whether a number is told as the week's or as a total, however doubtful."""
    return mention.role in (Role.WEEK, Role.TOTAL) and mention.value is not None


def _asked_about(claim: Claim, said: Said) -> Claim:
    """Doubt a figure that the sender asks about: "Tuần này được 34 người ... Em ghi 34 có được không ạ?"."""
    asking = next((each for each in reversed(said.own.lines) if kinds.asks((each,))), None)
    about = asking.text.strip()[-120:] if asking is not None else ""
    return replace(claim, doubts=(*claim.doubts, Doubt(code="question", about=about)))


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
