"""Which week a letter speaks of, and where its words disagree about it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from parsers.figures import sections, weeks
from parsers.figures.lexicon import MONTH
from parsers.figures.lines import Line, line
from parsers.figures.weeks import Strength
from parsers.reading.said import Text, spaced
from parsers.values import Claim, Doubt, Week, WeekBasis


def with_week(claim: Claim, texts: Sequence[Text], subject: tuple[Line, ...], near: dt.date | None) -> Claim:
    """Give a claim the week that its letter names where its own words name none, and doubt it where they disagree."""
    parts = {evidence.part for evidence in claim.evidence}
    body = [text for text in texts if text.source.part == "body"]
    words = (*subject, *(each for text in body for each in (*text.told, *text.titles)))
    files = [text for text in texts if text.source.part in parts and text.source.part != "body"]
    sheets = {evidence.where.partition("!")[0] for evidence in claim.evidence if "!" in evidence.where}
    inside = [each for text in files for each in (*text.told, *text.titles) if not sheets or _is_of(each, sheets)]
    names_ = [line(spaced(text.source.part), "", text.source) for text in files]
    stated = [
        week
        for level in (
            _without_the_one_before(words, near),
            weeks_in(inside, near, Strength.STATED),
            weeks_in(names_, near, Strength.STATED),
        )
        for week in level
    ]
    if claim.week.basis is WeekBasis.NONE:
        dated = [week for level in (words, inside) for week in weeks_in(level, near, Strength.DATED)]
        spans = [week for week in stated if week.first is not None]
        named = (
            best_of([w for w in stated if not any(_leads_up_to(w, s) for s in spans)])
            or best_of(stated)
            or best_of(dated)
        )
        if named is None and (late := _made_up_for(words)) is not None:
            about = late.evidence.text[:80] if late.evidence else ""
            return replace(claim, week=late, doubts=(*claim.doubts, Doubt(code="only-last-week", about=about)))
        if named is None:
            monthly = next(
                (each for each in (*subject, *inside[:12]) if MONTH.search(each.folded) and "tuan" not in each.folded),
                None,
            )
            if monthly is not None:
                claim = replace(
                    claim, doubts=(*claim.doubts, Doubt(code="not-a-week", about=monthly.text.strip()[:80]))
                )
            return claim
        claim = replace(claim, week=named)
    elif claim.week.basis is WeekBasis.PREVIOUS:
        return claim
    else:
        # The figure's own words name the week; a table beside it may name others.
        stated = _without_the_one_before((*subject, *(each for text in body for each in text.told)), near)
    clashing = [
        week
        for week in stated
        if not _leads_up_to(week, claim.week) and not agree(claim.week, week) and not _is_within(week, claim.week)
    ]
    if clashing:
        about = ", ".join(dict.fromkeys(w.evidence.text[:60] for w in (claim.week, *clashing) if w.evidence))
        claim = replace(claim, doubts=(*claim.doubts, Doubt(code="weeks-differ", about=about)))
    return claim


def _leads_up_to(some: Week, week: Week) -> bool:
    """Whether a day is the one before a week begins: "đến ngày 25/9 đã cài 1.127 máy" above "từ 26/9 đến 02/10"."""
    titled = some.first is not None and some.evidence is not None and some.evidence.part == "subject"
    return not titled and some.end is not None and week.first is not None and (week.first - some.end).days == 1


def _is_within(some: Week, week: Week) -> bool:
    """Whether days are some of a week's: a column for the weekend ("5-6/9") in a table of 4/9 to 10/9."""
    if some.first is None or some.end is None or week.first is None or week.end is None:
        return False
    return week.first <= some.first and some.end <= week.end


def _is_of(title: Line, sheets: Collection[str]) -> bool:
    """Whether a line stands in one of some sheets, or in none."""
    sheet, mark, _ = title.origin[0][1].partition("!")
    return not mark or sheet in sheets


_MAKES_UP = re.compile(r"\b(?:bu|muon|cham|tre|quen)\b")


_LAST_WEEK = re.compile(
    r"(?<!so voi )(?<!giong )(?<!nhu )(?<!bang )(?<!hon )\b(?:tuan|ky) (?:truoc|vua roi|roi|vua qua)\b"
)


def _made_up_for(lines: Iterable[Line]) -> Week | None:
    """Give last week where the letter says that it makes up for it: "Tuần vừa rồi em quên, nay gửi bù báo cáo tuần trước"."""
    for each in lines:
        last = _LAST_WEEK.search(each.folded)
        if last is not None and _MAKES_UP.search(each.folded):
            return Week(basis=WeekBasis.PREVIOUS, evidence=each.evidence(last.start(), last.end(), "week/previous"))
    return None


def weeks_in(lines: Iterable[Line], near: dt.date | None, strength: Strength) -> list[Week]:
    """Give the weeks that lines name with one strength, those of plans, goals and earlier reports left out."""
    found: list[Week] = []
    for each in list(lines)[:400]:
        found += [
            mention.week(each)
            for mention in weeks.find(each, near)
            if mention.strength is strength
            and not mention.previous
            and not mention.long
            and not sections.is_ahead(each.folded, mention.start, mention.end)
            and not _OF_A_GOAL.search(each.folded[: mention.start])
            and not _TOLD_BEFORE.search(each.folded, mention.end)
            and not _SENT_THEN.search(each.folded, mention.end)
            and not _PROMISED.match(each.folded, mention.end)
        ]
    return found


def _without_the_one_before(words: Iterable[Line], near: dt.date | None) -> list[Week]:
    """Give the weeks that words state, last week's number left out where this week's is named as well: "Tuần 38 được 187 máy, tuần 37 là 205"."""
    found = weeks_in(words, near, Strength.STATED)
    this = near.isocalendar().week if near is not None else None
    if this is None or not any(week.number == this for week in found):
        return found
    return [week for week in found if week.end is not None or week.number != this - 1]


_PROMISED = re.compile(r"[^.;\d]{0,25}\bse (?:bao|gui|nop|tong hop|co so|nop bao cao)\b")
"""Behind a week: its report is still to come, "Kỳ này (đến 11/9) sẽ báo đúng hạn"."""
_OF_A_GOAL = re.compile(
    r"\b(?:chi tieu|ke hoach (?:nam|thang|giao)|muc tieu)\b[^.;]{0,60}\b(?:den|het|truoc)\s*(?:het )?(?:ngay )?$"
)
"""Before a date by which a goal is set: "Chỉ tiêu giao đến 31/12"."""


_TOLD_BEFORE = re.compile(r"\bda bao(?: cao)?\b|\bgiu lai\b|\bde (?:so sanh|doi chieu)\b")
"""Behind a week: it is only told again, "Kết quả tuần 38: 26 máy (đã báo cáo tại báo cáo số 67)"."""


def stated_week(lines: Sequence[Line], near: dt.date | None) -> Week | None:
    """Give the week that some lines name, where they name one alone."""
    stated = weeks_in(lines, near, Strength.STATED)
    best = best_of(stated)
    return best if best is not None and all(agree(best, week) for week in stated) else None


def best_of(found: Sequence[Week]) -> Week | None:
    """Give the first week by date, else by number."""
    return next((week for week in found if week.end), None) or next(iter(found), None)


_SENT_THEN = re.compile(r"\d[^.;]{0,20}\(\s*(?:em |don vi )?da (?:gui|bao(?: cao)?|nop)\b")
"""Behind a week: its figure was sent before, "Tuần đến 25/9: 74 máy (đã gửi hôm 25/9)"."""
_TOLD_THEN = re.compile(
    r"\b(?:tuan|ky)\b[^.;]{0,60}\b(?:bao|duoc|dat|cai|gui|la)\b[^.;\d]{0,12}\d+ (?:may|nguoi|dien thoai)"
)


def without_old_reports(quoted: Sequence[Line]) -> list[Line]:
    """Give the quoted words that may tell which week a letter asked for, without those about an earlier report ("Tuần 11/9 đơn vị báo 903 máy")."""
    return [each for each in quoted if not _TOLD_THEN.search(each.folded)]


_WROTE = re.compile(r"\b(?:da viet|wrote|viet)\s*:\s*$")
_BEFORE_WROTE = re.compile(r"\W*(?:vao|on|luc)\b")


def newest(quoted: Sequence[Line]) -> Sequence[Line]:
    """Give the quoted words of the letter that is answered, without those that it quotes itself."""
    wrote = [at for at, each in enumerate(quoted) if _WROTE.search(each.folded)]
    if len(wrote) < NESTED:
        return quoted
    at = wrote[1]
    return quoted[: at - 1 if _BEFORE_WROTE.match(quoted[at - 1].folded) and at - 1 > wrote[0] else at]


NESTED = 2


def letter_week(lines: Iterable[Line], near: dt.date | None) -> Week:
    """Give the week that lines name first: a stated one before one that only dates them."""
    lines = list(lines)
    return best_of(weeks_in(lines, near, Strength.STATED)) or best_of(weeks_in(lines, near, Strength.DATED)) or Week()


def agree(one: Week, other: Week) -> bool:
    """Whether two ways to name a week can mean the same one."""
    if one.end and other.end:
        return abs((one.end - other.end).days) <= 1
    if one.number and other.number:
        return one.number == other.number
    end, number = one.end or other.end, one.number or other.number
    if end is None or number is None:
        return True
    # Offices count weeks from many beginnings; only a number close to the calendar's own contradicts a date.
    return not 1 <= abs(end.isocalendar().week - number) <= 3
