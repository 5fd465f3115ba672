"""From mentions to claims: what the numbers of one letter say together for each unit and week.

First each place (a table, the running text of one part) settles its own numbers: parts and their total, a running total beside the
week's. Then the places must agree. Whatever could be the figure and differs is a doubt; nothing here picks the likelier of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from parsers.figures import sums
from parsers.figures.mentions import CANDIDATES, Grip, Mention, Role
from parsers.text import fold
from parsers.values import Claim, Doubt, Week, WeekBasis

MAX_EVIDENCE = 4
MAX_UNITS = 80
RUNS_ON = frozenset({Role.TOTAL, Role.UNTIL})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """What the numbers of one place come to."""

    stated: tuple[Mention, ...] = ()
    """Mentions of the figure; different values where the place leaves it open."""
    guess: Mention | None = None
    """A sum that nobody stated."""
    running: tuple[Mention, ...] = ()
    """Totals that turned out to run on."""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picked:
    """What all places together come to."""

    count: int | None
    evidence: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    running: tuple[Mention, ...] = ()
    week: Week | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the letter says around its numbers."""

    topical: bool
    """It names what it is about."""
    reporting: bool = False
    """It calls itself a report or names a week."""
    bare: bool = False
    """Its words are nothing but one number."""


def claims(indicator: str, mentions: Sequence[Mention], setting: Setting) -> tuple[Claim, ...]:
    """Give the claims of one indicator."""
    groups = _by_unit(mentions)
    made: list[Claim] = _of_all(indicator, mentions, groups, setting)
    for units, members in list(groups.items())[:MAX_UNITS]:
        for week, of_week in _by_week(members):
            claim = _claim(indicator, units, week, of_week, setting)
            if claim is not None:
                made.append(claim)
    return tuple(made)


def _of_all(
    indicator: str, mentions: Sequence[Mention], groups: dict[tuple[str, ...], list[Mention]], setting: Setting
) -> list[Claim]:
    """Give the total over several units' figures, and over rows that are no unit's, where one is stated."""
    if len(groups) < FEWEST_ITEMS:
        return []
    loose = [m for m in mentions if not m.units]
    total = next((m for m in loose if m.total and m.cell and m.role in CANDIDATES and m.value is not None), None)
    if total is None:
        return []
    table = total.cell[0] if total.cell else ""
    parts = [
        m
        for m in mentions
        if m is not total
        and m.role in CANDIDATES
        and m.value is not None
        and m.cell
        and m.cell[0] == table
        and not m.total
    ]
    if not sums.add_up([m.value or 0 for m in parts], total.value or 0):
        return []
    running = [m for m in loose if m.role is Role.CUMULATIVE and m.total and m.cell and m.cell[0] == table]
    claim = _claim(indicator, (), total.week, [total, *running], setting)
    return [replace(claim, of_all=True)] if claim is not None else []


# Whose


def _by_unit(mentions: Sequence[Mention]) -> dict[tuple[str, ...], list[Mention]]:
    """Group by the units that the words name; what names none belongs to the one unit that is named, or to the sender."""
    groups: dict[tuple[str, ...], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.units, []).append(mention)
    counted = [units for units, members in groups.items() if units and any(m.role in CANDIDATES for m in members)]
    if not counted:
        return {(): list(mentions)} if mentions else {}
    aside = [m for units, members in groups.items() if units not in counted for m in members]
    if len(counted) == 1:
        return {counted[0]: [*groups[counted[0]], *aside]}
    kept = {units: groups[units] for units in counted}
    rest = _unexplained(aside, list(kept.values()))
    if rest:
        doubt = Doubt(code="other-figure", about=_shown(rest))
        kept = {units: [replace(m, doubts=(*m.doubts, doubt)) for m in members] for units, members in kept.items()}
    return kept


def _unexplained(loose: Sequence[Mention], groups: Sequence[Sequence[Mention]]) -> list[Mention]:
    """Give the candidates without a unit that are neither the sum over the units nor one of their figures."""
    values = [{m.value for m in group if m.role in CANDIDATES and m.value is not None} for group in groups]
    single = [next(iter(found)) for found in values if len(found) == 1]
    known = {*single, *({sum(single)} if len(single) == len(values) else ())}
    loose = _without_sums(loose, single)
    return [m for m in loose if m.role in CANDIDATES and not m.loose and m.value is not None and m.value not in known]


def _without_sums(loose: Sequence[Mention], figures: Sequence[int | None]) -> Sequence[Mention]:
    """Leave out stretches of numbers that add up to a unit's figure: its hamlets below it."""
    numbers = [m for m in loose if m.value is not None and not m.labels and (m.role in CANDIDATES or m.addable)]
    gone: set[int] = set()
    for figure in figures:
        for start in range(len(numbers)):
            run = next(
                (
                    numbers[start:stop]
                    for stop in range(start + 2, len(numbers) + 1)
                    if sum(m.value or 0 for m in numbers[start:stop]) == figure
                ),
                None,
            )
            if run is not None:
                gone |= set(map(id, run))
                break
    return [m for m in loose if id(m) not in gone]


# Which week


def _by_week(members: Sequence[Mention]) -> list[tuple[Week | None, list[Mention]]]:
    """Part the mentions where their own words name different weeks with a figure each."""
    named: dict[tuple[object, object], list[Mention]] = {}
    # "Đến ngày 25/9 đã cài 1.127 máy" beside the week's own figure is of no week.
    only_until = all(m.role is Role.UNTIL for m in members if m.role in CANDIDATES)
    for mention in members:
        if mention.week is not None and mention.role in CANDIDATES and (mention.role is not Role.UNTIL or only_until):
            named.setdefault((mention.week.end, mention.week.number), []).append(mention)
    weeks = [found[0].week for found in named.values()]
    if len(named) < 2 or not _are_weeks([week for week in weeks if week]):
        best = next((week for week in weeks if week and week.end), None) or next(iter(weeks), None)
        return [(best, list(members))]
    stated = {m.value for found in named.values() for m in found}
    # Figures that name no week agree with one of the weeks, or make all of them doubtful; running totals are the last week's.
    loose = [m for m in members if m.week is None and m.role in CANDIDATES and m.value not in stated]
    running = [m for m in members if m.role not in CANDIDATES]
    last = max(named, key=lambda key: (str(key[0] or ""), str(key[1] or "").zfill(2)))
    return [(found[0].week, [*found, *loose, *(running if key == last else ())]) for key, found in named.items()]


def _are_weeks(weeks: Sequence[Week]) -> bool:
    """Whether these are different weeks, not one week by date and by number."""
    ends = {week.end for week in weeks if week.end}
    numbers = {week.number for week in weeks if week.number}
    if len(ends) > 1 or len(numbers) > 1:
        return True
    return bool(ends and numbers) and not all(end.isocalendar().week in numbers for end in ends)


# How much


def _claim(
    indicator: str,
    units: tuple[str, ...],
    week: Week | None,
    members: Sequence[Mention],
    setting: Setting,
) -> Claim | None:
    picked = _pick(members)
    running = [m for m in members if m.role is Role.CUMULATIVE] + list(picked.running)
    if any(m.sure for m in picked.evidence):
        running = [m for m in running if m.sure]
    running = _totals_of(running)
    sums = {m.value for m in running if m.value is not None}
    doubts = list(picked.doubts)
    cumulative = next(iter(sums)) if len(sums) == 1 else None
    if picked.count is None and not running and not doubts:
        return None
    if len(sums) > 1:
        doubts.append(Doubt(code="several-cumulatives", about=_shown(running)))
    if picked.count is None and running and not picked.doubts:
        doubts.append(Doubt(code="only-cumulative", about=_shown(running)))
    if picked.count is not None and cumulative is not None and cumulative < picked.count:
        doubts.append(Doubt(code="cumulative-below-count", about=f"{cumulative} < {picked.count}"))
    doubts += [doubt for mention in picked.evidence for doubt in mention.doubts]
    if picked.count is not None:
        doubts += _support(picked.evidence, setting)
        if all(m.why == "done-so-far" for m in picked.evidence) and any(m.why == "population" for m in members):
            # "Tổng số máy: 512. Số máy đã cài: 203": how things stand, not what was done this week
            doubts.append(Doubt(code="maybe-cumulative", about=_shown(picked.evidence)))
    evidence = [mention.evidence for mention in _best_first(picked.evidence)[:MAX_EVIDENCE]]
    evidence += [mention.evidence for mention in _best_first([m for m in running if m.value == cumulative])[:2]]
    return Claim(
        indicator=indicator,
        units=units,
        count=picked.count,
        cumulative=cumulative,
        week=picked.week or week or Week(),
        evidence=tuple(dict.fromkeys(evidence)),
        doubts=tuple(dict.fromkeys(doubts)),
    )


_ORDER = (
    Role.WEEK,
    Role.ZERO,
    Role.TOTAL,
    Role.PLAIN,
    Role.UNTIL,
    Role.BARE,
    Role.CUMULATIVE,
    Role.LISTED,
    Role.LAST,
    Role.EXCLUDED,
)


def _best_first(mentions: Sequence[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (not m.sure, bool(m.doubts), _ORDER.index(m.role)))


def _support(evidence: Sequence[Mention], setting: Setting) -> list[Doubt]:
    """Give what is missing between the picked mentions and a figure that needs no human."""
    doubts: list[Doubt] = []
    shown = evidence[0].evidence.text
    if not any(m.sure for m in evidence):
        doubts.append(Doubt(code="guessed-text", about=evidence[0].evidence.part))
    if all(m.role is Role.UNTIL for m in evidence):
        doubts.append(Doubt(code="maybe-cumulative", about=shown))
    # A cell without a readable head or label may be anything, whatever the letter is about.
    alone = setting.bare and not any(m.cell for m in evidence)
    if all(m.role is Role.BARE for m in evidence) and not alone:
        doubts.append(Doubt(code="bare-number", about=shown))
    elif not setting.topical and not any(m.topical for m in evidence):
        named = alone or any(
            m.grip is Grip.CORE
            or m.why in ("unnamed-total", "after-unit")
            or m.role is Role.WEEK
            or (m.total and m.cell is None)
            for m in evidence
        )
        weekly = setting.reporting or any(m.grip is Grip.CORE and m.role is Role.WEEK for m in evidence)
        code = "bare-number" if not named else "topic-unsaid" if weekly else "no-topic"
        doubts.append(Doubt(code=code, about=shown))
    return doubts


def _pick(members: Sequence[Mention]) -> _Picked:
    """Let each place settle, then let the places agree."""
    unread = [m for m in members if m.role in CANDIDATES and m.value is None]
    if any(m.role in (Role.WEEK, Role.ZERO) and _says_what(m) and m.value is not None for m in members):
        # "Tổng số đã cài: 1.009/1.243" beside the week's own figure leaves that one open no more.
        unread = [m for m in unread if m.role is Role.WEEK]
    listed = [m for m in members if m.role is Role.LISTED and m.value is not None]
    members = _without_misread(members)
    settled = [_settle(place) for place in _places(members)]
    stated = [m for each in settled for m in each.stated]
    guesses = [each.guess for each in settled if each.guess is not None]
    running = tuple(m for each in settled for m in each.running)
    doubts = [doubt for each in settled for doubt in each.doubts]
    doubts += [doubt for m in unread for doubt in m.doubts or (Doubt(code="no-count", about=_shown([m])),)]
    if not stated:
        return _without_statement(members, guesses, listed, tuple(doubts), running)
    if any(m.why == "right" for m in stated):
        # Beside "Nay sửa thành: 278 máy" another line says what was reported before: "Đã báo: 305 máy".
        above = any(m.why == "right" and _CORRECTS_ABOVE.search(fold(m.evidence.text)) for m in stated)
        places = {(m.evidence.part, m.evidence.where) for m in stated if m.why == "right"}
        values = {m.value for m in stated if m.why == "right"}
        stated = [
            m
            for m in stated
            if m.why == "right"
            or m.value in values
            or not (above or _REPORTED.search(fold(m.evidence.text)) or (m.evidence.part, m.evidence.where) in places)
        ]
    if len({m.value for m in stated}) > 1:
        again = _beside_week(stated, ()) or _sum_of_places(stated) or _sum_of_all(stated) or _by_strength(stated, ())
        if again is not None:
            stated, running = list(again.stated), (*running, *again.running)
    if any(m.grip is Grip.CORE and m.evidence.part != "subject" for m in stated):
        stated = [m for m in stated if not (m.loose and m.evidence.part == "subject")]  # "BC 215" in the subject
    summed = {m.value for m in running}
    if any(m.role is Role.WEEK and m.evidence.part != "subject" for m in stated):
        # "UBND P. Bình Ngọc: 1,027" in the subject of a letter that calls 1.027 its running total
        stated = [
            m
            for m in stated
            if m.evidence.part != "subject"
            or m.role is Role.WEEK
            or not (m.value in summed or _NUMBER_OF_LETTER.search(fold(m.evidence.text)))
        ]
    whole = [m for m in stated if not m.part]
    if whole and all(
        m.part and m.value is not None and m.value <= max(w.value or 0 for w in whole) for m in stated if m not in whole
    ):
        stated = whole  # "Riêng thôn 9 được 20 máy" beside the commune's figure in its report
    values = {m.value for m in stated}
    if len(values) > 1:
        doubts.append(_differing(stated))
    best = _best_first(stated)[0]
    going_on = [m for m in members if m.why == "goes-on" and m.value != best.value]
    if going_on and not sums.add_up([m.value or 0 for m in going_on], best.value or 0):
        doubts.append(Doubt(code="other-figure", about=_shown(going_on)))
    doubts += [
        Doubt(code="parts-do-not-add-up", about=f"{guess.value} ≠ {best.value}")
        for guess in guesses
        if guess.value != best.value
        and not guess.loose
        and not sums.add_up(_numbers_of(guess, members), best.value or 0)
        and not _is_of_another_table(guess, stated)
    ]
    parts = (
        _counted_parts(members[: members.index(best)]) if best.total and best.cell is None and best in members else []
    )
    values_of_parts = [m.value or 0 for m in parts]
    ways = [way[at:] for way in (values_of_parts, _without_their_numbers(values_of_parts)) for at in range(len(way))]
    if parts and not any(sums.add_up(way, best.value or 0) for way in ways):
        doubts.append(Doubt(code="parts-do-not-add-up", about=f"{_shown(parts)} ≠ {best.value}"))
    if parts := _listed_behind(best, members):
        doubts.append(Doubt(code="parts-do-not-add-up", about=f"{_shown(parts)} ≠ {best.value}"))
    if len(values) == 1 and any(m.value != best.value for m in listed):
        doubts.append(Doubt(code="list-differs", about=f"{_shown(listed)} / {best.value}"))
    if beside := _listed_beside(stated, members):
        doubts.append(Doubt(code="other-figure", about=_shown(beside)))
    if all(m.part and m.role is not Role.WEEK for m in stated) and any(
        m.heads and m.role is Role.LAST for m in members
    ):
        doubts.append(Doubt(code="not-all-of-it", about=_shown(stated)))
    chosen = tuple(m for m in stated if m.value == best.value)
    if any(not m.doubts for m in chosen):
        # The same figure once in a sure form settles what a doubtful form leaves open.
        chosen = tuple(m for m in chosen if not m.doubts)
    return _Picked(count=best.value, evidence=chosen, doubts=tuple(dict.fromkeys(doubts)), running=running)


_NUMBER_OF_LETTER = re.compile(r"\b(?:cong van|bao cao|bc|cv|to trinh)\b[^:\d]{0,40}\bso:? \d+\W*$")
"""A subject that ends with the letter's own number: "Công văn báo cáo Bluezone số 118"."""


def _differing(stated: Sequence[Mention]) -> Doubt:
    """Name what is wrong with several figures: where the last one alone is called a total, that the others are not its parts."""
    *parts, last = stated
    if len(parts) > 1 and _is_called_total(last) and not any(map(_is_called_total, parts)):
        return Doubt(code="parts-do-not-add-up", about=f"{_shown(parts)} ≠ {last.value}")
    return Doubt(code="several-figures", about=_shown(stated))


def _numbers_of(guess: Mention, members: Sequence[Mention]) -> list[int]:
    """Give all numbers of the place that a sum comes from, those too that nothing ties to the indicator."""
    return [
        m.value
        for m in members
        if m.value is not None
        and m.evidence.part == guess.evidence.part
        and not m.labels
        and not m.cell
        and (m.role in CANDIDATES or m.addable)
    ]


def _is_of_another_table(guess: Mention, stated: Sequence[Mention]) -> bool:
    """Whether a sum comes from a table that names nothing of ours, beside a table of the same file that does."""
    return guess.grip is not Grip.CORE and any(
        m.cell
        and guess.cell
        and m.evidence.part == guess.evidence.part
        and m.cell[0] != guess.cell[0]
        and _says_what(m)
        for m in stated
    )


_CORRECTS_ABOVE = re.compile(
    r"\b(?:dong|so|phia|ben|cau|o|muc) tren\b[^.;]{0,40}\b(?:nham|sai|thua|thieu|lon)\b|\b(?:go|ghi|danh|viet|bam) (?:nham|sai|thua|thieu) (?:so 0 )?(?:o )?(?:dong |so |phia |ben )?tren\b"
)
"""Takes back what stands above it in the same letter: "dòng trên em gõ thừa số 0, đúng ra là 34 máy"."""
_REPORTED = re.compile(r"\b(?:da (?:bao|gui|nop)|so cu|ban dau|lan (?:truoc|dau)|truoc (?:do|day)|nham|sai)\b")


def _listed_beside(stated: Sequence[Mention], members: Sequence[Mention]) -> list[Mention]:
    """Give the numbers of a list in which nothing but a time ties the picked one: "Tuần này chợ trung tâm 31, chợ 3 là 12"."""
    if any(m.grip is Grip.CORE or m.cell for m in stated):
        return []
    items = [
        m.value or 0
        for m in members
        if m.value is not None and not m.labels and (m.item or m.role in CANDIDATES or (m.addable and m.total))
    ]
    at = next((place for place, m in enumerate(members) if m is stated[0]), 0)
    run = 0
    for m in takewhile(lambda m: m.addable and m.value is not None, reversed(members[:at])):
        run += m.value or 0
        if run == stated[0].value:
            return []  # "thứ Hai 2, thứ Ba 0, thứ Tư 3 - tổng 5"
    if sums.add_up([value for value in items if value != stated[0].value], stated[0].value or 0):
        return []
    return [
        m
        for m in members
        if m.why == "unrelated" and m.item and any(m.evidence.where == s.evidence.where for s in stated)
    ]


def _listed_behind(best: Mention, members: Sequence[Mention]) -> list[Mention]:
    """Give the parts that a total announces ("Tổng 50 máy. Trong đó: thôn 1: 12; thôn 2: 14") where they do not add up to it."""
    if not best.heads or best.cell is not None or best not in members:
        return []
    behind = members[members.index(best) + 1 :]
    parts = list(
        takewhile(lambda m: m.part and (m.why == "unrelated" or m.role is Role.PLAIN) and m.value is not None, behind)
    )
    if len(parts) < FEWEST_ITEMS or any(m.picked for m in parts) or len(parts) != len([m for m in behind if m.part]):
        return []
    return [] if sums.add_up([m.value or 0 for m in parts], best.value or 0) else parts


def _without_misread(members: Sequence[Mention]) -> Sequence[Mention]:
    """Leave out what was read off a picture where it holds the figure that sure words give: the picture confirms it, no more."""
    sure = {m.value for m in members if m.sure and m.role in CANDIDATES and m.grip is Grip.CORE}
    if sure:
        members = [m for m in members if m.sure or (m.role is not Role.BARE and m.grip is not Grip.WEAK)]
    seen = {m.value for m in members if not m.sure and m.role in CANDIDATES}
    if len(sure) != 1 or not sure & seen:
        return members
    return [m for m in members if m.sure or m.value in sure or m.role not in CANDIDATES | {Role.CUMULATIVE}]


def _without_statement(
    members: Sequence[Mention],
    guesses: Sequence[Mention],
    listed: Sequence[Mention],
    doubts: tuple[Doubt, ...],
    running: tuple[Mention, ...],
) -> _Picked:
    """Say what can be guessed where no figure is stated: a sum, the rows of a list, last week's."""
    if guesses:
        about = Doubt(code="parts-without-total", about=_shown(guesses))
        return _Picked(count=guesses[0].value, evidence=tuple(guesses[:1]), doubts=(*doubts, about), running=running)
    if doubts:
        return _Picked(count=None, doubts=doubts, running=running)
    if listed:
        about = Doubt(code="list-only", about=str(listed[0].value))
        return _Picked(count=listed[0].value, evidence=tuple(listed[:1]), doubts=(about,))
    if (grown := _grown(members)) is not None:
        return grown
    last = [m for m in members if m.role is Role.LAST and m.value is not None]
    if not last or any(m.role is Role.CUMULATIVE for m in members):
        return _Picked(count=None, running=running)
    if len({m.value for m in last}) == 1 and all(m.why == "last" and m.cell is None and m.sure for m in last):
        # "Gửi bù số liệu tuần trước: 14 máy": that is the week it is about.
        week = Week(basis=WeekBasis.PREVIOUS, evidence=last[0].evidence)
        return _Picked(count=last[0].value, evidence=tuple(last), week=week)
    return _Picked(
        count=last[0].value, evidence=tuple(last[:1]), doubts=(Doubt(code="only-last-week", about=_shown(last)),)
    )


def _grown(members: Sequence[Mention]) -> _Picked | None:
    """Take a growth as the week's figure where last week's running total and this week's differ by just that."""
    then = {m.value for m in members if m.why == "last-cumulative"}
    now = {m.value for m in members if m.role is Role.CUMULATIVE}
    growth = [m for m in members if m.why == "difference" and m.value is not None]
    if not then and len(now) == 1 and len({m.value for m in growth}) == 1:
        # "Lũy kế 1.502 máy, tăng 88 máy so với tuần trước": most likely the week's, but nobody says so.
        return _Picked(
            count=growth[0].value, evidence=tuple(growth), doubts=(Doubt(code="growth", about=_shown(growth)),)
        )
    if len(then) != 1 or len(now) != 1 or len({m.value for m in growth}) != 1:
        return None
    before, total = next(iter(then)), next(iter(now))
    if before is None or total is None or before + (growth[0].value or 0) != total:
        return None
    return _Picked(count=growth[0].value, evidence=tuple(growth))


# One place


def _places(members: Sequence[Mention]) -> list[list[Mention]]:
    """Group by place: each table, and the running text of each part."""
    places: dict[tuple[str, str], list[Mention]] = {}
    for mention in members:
        table = mention.cell[0] if mention.cell else ""
        places.setdefault((mention.evidence.part, table), []).append(mention)
    return list(places.values())


def _settle(members: Sequence[Mention]) -> _Settled:
    """Explain why the values of one place differ, in the order of how certain the explanation is."""
    candidates = [m for m in members if m.role in CANDIDATES and m.value is not None]
    if not candidates:
        return _Settled()
    spread = len({m.value for m in candidates}) > 1
    if spread:
        for step in (_stock, _of_total, _of_any_total, _beside_week, _by_grip, _of_sum, _by_strength, _beside_doubtful):
            result = step(candidates, members)
            if result is not None:
                return result
    parts = [m for m in candidates if m.part or m.day]
    if len(parts) == len(candidates) and len(parts) > 1 and (spread or any(m.cell or m.day for m in parts)):
        guess = replace(parts[0], value=sum(m.value or 0 for m in parts))
        return _Settled(guess=guess)
    return _Settled(stated=tuple(candidates), doubts=_unsummed(candidates, members))


def _unsummed(stated: Sequence[Mention], members: Sequence[Mention]) -> tuple[Doubt, ...]:
    """Doubt a total right behind a list of items that do not add up to it, whatever the items are called."""
    totals = [m for m in stated if m.total and m.cell is None]
    if not totals or len({m.value for m in stated}) > 1:
        return ()
    at = members.index(totals[0])
    items = [m.value or 0 for m in takewhile(lambda m: m.item and m.value is not None, reversed(members[:at]))]
    total = totals[0].value or 0
    nearest = (items[:count] for count in range(2, len(items) + 1))
    if len(items) < FEWEST_ITEMS or any(sums.add_up(each, total) for each in nearest):
        return ()
    before = members[at - len(items) - 1] if at > len(items) else None
    if before is not None and before.addable and sums.add_up([*items, before.value or 0], totals[0].value or 0):
        return ()  # the first item stands behind words of its own: "Tuần 5/9 - 11/9: khu 1 là 8, khu 2 là 12, …"
    return (Doubt(code="parts-do-not-add-up", about=f"{', '.join(map(str, reversed(items)))} ≠ {totals[0].value}"),)


_COUNTS_ITS_PARTS = re.compile(
    r"\b(ca|khu|thon|to|quay|lop|khoi|doi|cho|diem|tuyen|chot|nhom) (?:so )?1\b.*\b\1 (?:so )?2\b.*\b\1 (?:so )?3\b"
)


def _without_their_numbers(values: Sequence[int]) -> list[int]:
    """Leave out what only numbers the parts: of 1, 110, 2, 120, 3, 90 it is 1, 2 and 3."""
    kept: list[int] = []
    due = 1
    for value in values:
        if value == due:
            due += 1
        else:
            kept.append(value)
    return kept


def _counted_parts(before: Sequence[Mention]) -> list[Mention]:
    """Give the numbers of the line right above a total that goes through the unit's parts one by one: "Ca 1 ... 11 khách, ca 2 ... 8 khách, ca 3 ..."."""
    if not before or _COUNTS_ITS_PARTS.search(fold(before[-1].evidence.text)) is None:
        return []
    where = (before[-1].evidence.part, before[-1].evidence.where)
    parts = [
        m
        for m in before
        if (m.evidence.part, m.evidence.where) == where
        and (m.addable or m.role in CANDIDATES)
        and m.value is not None
        and not any(doubt.code == "unknown-words" for doubt in m.doubts)
    ]
    return parts if len(parts) >= FEWEST_ITEMS else []


FEWEST_ITEMS = 3
OF_ONE_NAME = 2
"""More units than this share a kind ("Một cửa"), which names none of them from another address."""


def _stock(candidates: Sequence[Mention], members: Sequence[Mention]) -> _Settled | None:
    """Leave out who has it already: where those and the ones without make up the whole that is named."""
    wholes = {m.value for m in members if m.why in ("population", "other-thing", "other-count") and m.value}
    without = [m.value for m in members if m.why == "not" and m.value is not None]
    stock = [
        m for m in candidates if m.role is not Role.WEEK and any((m.value or 0) + other in wholes for other in without)
    ]
    rest = [m for m in candidates if m not in stock]
    if not stock or len({m.value for m in rest}) != 1 or rest[0].value in wholes:
        return None  # a whole is no figure: "Hướng dẫn 25 người, xong 21 máy, 4 người không cài được"
    return _Settled(stated=tuple(rest))


def _of_total(candidates: Sequence[Mention], members: Sequence[Mention]) -> _Settled | None:
    """Take a total with its parts, which must add up to it."""
    totals = [m for m in candidates if _is_called_total(m) and not (m.day and m.part)]
    for total in sorted(totals, key=lambda m: -(m.value or 0)):
        others = [m for m in candidates if m is not total and m.value != total.value]
        if (
            total.role is not Role.WEEK
            and others
            and all(m.part and m.why == "week" and m.grip is Grip.CORE for m in others)
        ):
            continue  # "Tính đến nay đã cài 312 máy, trong đó tuần này 45 máy"
        others = _without_talk(others, total, members)
        same = [m for m in candidates if m.value == total.value and m is not total and (m.part or m.day)]
        stated = tuple(m for m in candidates if m.value == total.value and m not in same)
        if _explains(total, others, members):
            if total.role is Role.UNTIL and all(m.role is Role.WEEK for m in others):
                # "Tuần này: học sinh 412 máy, cha mẹ 96 máy. Tổng cộng 508 máy đã cài": of the week, as its parts are
                stated = tuple(replace(m, role=Role.WEEK) for m in stated)
            return _Settled(stated=stated)
        parts = [m for m in others if m.part or m.day] + same
        if any(m.grip > total.grip for m in parts):
            continue
        if parts and len(parts) == len(others) + len(same):
            # One part that is named ("trong đó 20 máy của cán bộ") need not be all of it.
            small = (len(parts) == 1 or any(m.picked for m in parts)) and parts[0].cell is None
            small = small and sum(m.value or 0 for m in parts) <= (total.value or 0)
            failed = total.people and any(m.part and m.why in ("not", "deducted") for m in members)
            if failed:
                # "hỗ trợ 70 người, trong đó 62 máy cài thành công, 8 máy chưa": 70 or 62
                return _Settled(stated=stated, doubts=(Doubt(code="several-figures", about=_shown([total, *parts])),))
            doubts = () if small else (Doubt(code="parts-do-not-add-up", about=f"{_shown(parts)} ≠ {total.value}"),)
            return _Settled(stated=stated, doubts=doubts)
    return None


_ADDS_OR_CORRECTS = re.compile(
    r"\b(?:them|nua|bo sung|sot|thieu|sua|nham|sai|dung la|chinh|tong|cong|tuan|ky|chua (?:tinh|ke|gom|gui|nop|bao))\b"
)


def _without_talk(others: Sequence[Mention], total: Mention, members: Sequence[Mention]) -> list[Mention]:
    """Leave out what is told below a list that adds up to its total: "Lớp 12C1 có em Tùng cài được 8 cái"."""
    at = members.index(total)
    ahead = [m for m in others if members.index(m) < at]
    behind = [m for m in others if members.index(m) > at]
    talk = all(
        m.evidence.where != total.evidence.where
        and m.role is not Role.WEEK
        and (m.value or 0) < (total.value or 0)
        and not _ADDS_OR_CORRECTS.search(fold(m.evidence.text))
        for m in behind
    )
    explained = len(ahead) >= FEWEST_ITEMS and sum(m.value or 0 for m in ahead) == total.value
    return ahead if talk and explained and total.cell is None else list(others)


def _of_any_total(candidates: Sequence[Mention], members: Sequence[Mention]) -> _Settled | None:
    """Take what is called a total and is the sum of three or more labelled numbers, whatever it counts: "Tổng: 21 bạn"."""
    if len(candidates) < FEWEST_ITEMS or any(m.grip is Grip.CORE or m.cell for m in candidates):
        return None
    whole = sum(m.value or 0 for m in candidates)
    total = next((m for m in members if m.total and m.addable and m.value == whole), None)
    if total is None:
        return None
    return _Settled(stated=(replace(total, role=Role.TOTAL, grip=Grip.WEAK, addable=False),))


def _of_sum(candidates: Sequence[Mention], members: Sequence[Mention]) -> _Settled | None:
    """Take the figure that all others add up to, though nothing calls it a total: three parts and more are no chance."""
    total = max(candidates, key=lambda m: m.value or 0)
    others = [m for m in candidates if m.value != total.value]
    least = 2 if total.role is Role.WEEK and all(m.role is Role.PLAIN for m in others) else 3
    of_others = any(m.units != total.units and 0 < len(m.units) <= OF_ONE_NAME for m in others)
    if of_others or any(m.grip > total.grip for m in others) or not _explains(total, others, members, least=least):
        return None
    return _Settled(stated=tuple(m for m in candidates if m.value == total.value))


def _is_called_total(mention: Mention) -> bool:
    return mention.role is Role.TOTAL or mention.total or mention.heads


def _explains(total: Mention, others: Sequence[Mention], members: Sequence[Mention], least: int = 2) -> bool:
    """Whether a stretch of numbers beside a total, in which all other figures stand, adds up to it.

    Numbers of people may be addends as well: "Cầu 1: hướng dẫn 38 người; cầu 2: 51 lái xe; cộng 89 máy".
    """
    if not others:
        return False
    wanted = {id(m) for m in others if not m.labels}
    for also in (frozenset[str](), frozenset({"unrelated"}), None):
        sequence = [
            m
            for m in members
            if m is total
            or id(m) in wanted
            or (m.addable and not m.labels and m.value is not None and (also is None or m.why in also))
        ]
        at = sequence.index(total) if total in sequence else -1
        if at >= 0 and any(
            len(run) >= least
            and wanted <= set(map(id, run))
            and sums.add_up([m.value or 0 for m in run], total.value or 0)
            for run in _runs_beside(sequence, at)
        ):
            return True
    return False


def _runs_beside(sequence: Sequence[Mention], at: int) -> Iterator[Sequence[Mention]]:
    """Give the stretches right before and right behind a place, and all of the others."""
    before, after = sequence[:at], sequence[at + 1 :]
    yield from (before[start:] for start in range(len(before)))
    yield from (after[:stop] for stop in range(len(after), 0, -1))
    if before and after:
        yield [*before, *after]


def _beside_week(candidates: Sequence[Mention], members: Sequence[Mention]) -> _Settled | None:
    """Take the figure said to be the week's; larger totals or counts up to a day beside it run on."""
    week = [m for m in candidates if m.role in (Role.WEEK, Role.ZERO) and not m.day]
    values = {m.value for m in week if not _is_of_a_month(m)}
    rest = [m for m in candidates if m.value not in values]
    # "Tính đến nay đã cài 312 máy, trong đó tuần này 45 máy"
    within = all(m.part and m.why == "week" and m.grip is Grip.CORE for m in week)
    if (
        len(values) != 1
        or not rest
        or not all(
            _runs_on(m) or _is_of_a_month(m) or (within and m.role in (Role.UNTIL, Role.TOTAL, Role.PLAIN) and m.heads)
            for m in rest
        )
    ):
        return None
    value = next(iter(values)) or 0
    if any((m.value or 0) < value for m in rest):
        return None
    others = sum(m.value for m in members if m not in rest and m.value is not None)
    running = tuple(
        m for m in rest if m.value != others and not _is_of_a_month(m)
    )  # a sum of all that is told runs on from nothing
    return _Settled(stated=tuple(m for m in candidates if m.value in values), running=running)


def _is_of_a_month(mention: Mention) -> bool:
    return any(doubt.code == "not-a-week" for doubt in mention.doubts)


def _runs_on(mention: Mention) -> bool:
    of_a_column = mention.cell is not None and mention.role is Role.UNTIL
    return (mention.role in RUNS_ON and (not mention.heads or of_a_column)) or mention.why == "done-so-far"


def _by_grip(candidates: Sequence[Mention], members: Sequence[Mention]) -> _Settled | None:
    """Take the figure of the indicator's own words, where beside it more people than that were helped or spoken to."""
    del members
    values = {m.value for m in candidates if m.grip is Grip.CORE}
    weak = [m for m in candidates if m.value not in values]
    if len(values) != 1 or not weak or not all(m.people for m in weak):
        return None
    if any((m.value or 0) < (next(iter(values)) or 0) for m in weak):
        return None
    return _Settled(stated=tuple(m for m in candidates if m.value in values))


def _by_strength(candidates: Sequence[Mention], members: Sequence[Mention]) -> _Settled | None:
    """Leave out numbers that nothing but their place ties to the indicator beside figures that say what they count.

    "Người nhập cảnh: 140" and "Bluezone cài mới trong tuần: 117 máy"; what is said to be the week's is no such number.
    """
    del members
    strong = [m for m in candidates if not m.loose]
    weak = [m for m in candidates if m.loose and m.role is not Role.WEEK]
    if not weak or len(strong) + len(weak) != len(candidates) or not any(_says_what(m) for m in strong):
        return None
    if len({m.value for m in strong}) == 1:
        return _Settled(stated=tuple(strong))
    rest = _settle(strong)
    return rest if len({m.value for m in rest.stated}) == 1 else None


def _beside_doubtful(candidates: Sequence[Mention], members: Sequence[Mention]) -> _Settled | None:
    """Leave out numbers of a document that are doubtful by their own words beside one that is plainly the week's."""
    del members
    week = [m for m in candidates if m.role is Role.WEEK and _says_what(m) and m.topical and not m.doubts]
    rest = [m for m in candidates if m not in week and m.value not in {w.value for w in week}]
    if len({m.value for m in week}) != 1 or any(m.evidence.part in ("body", "subject") for m in week):
        return None
    if not rest or not all(m.doubts or m.role is Role.BARE for m in rest):
        return None
    return _Settled(stated=tuple(m for m in candidates if m.value == week[0].value))


def _says_what(mention: Mention) -> bool:
    """Whether a number's own words name the thing that is counted."""
    return mention.grip is Grip.CORE and (mention.topical or mention.role in (Role.WEEK, Role.ZERO))


def _sum_of_places(stated: Sequence[Mention]) -> _Settled | None:
    """Take the largest figure where it is the sum of the other tables' totals: a sheet for each part and one for all."""
    places = _places(stated)
    values = [{m.value for m in place} for place in places]
    if len(places) < 3 or any(len(found) != 1 for found in values) or not all(m.cell for m in stated):
        return None
    numbers = sorted(next(iter(found)) or 0 for found in values)
    if sum(numbers[:-1]) != numbers[-1]:
        return None
    return _Settled(stated=tuple(m for m in stated if m.value == numbers[-1]))


def _sum_of_all(stated: Sequence[Mention]) -> _Settled | None:
    """Take a figure called a total where the others, wherever they stand, add up to it."""
    values = {m.value or 0 for m in stated}
    total = max(values)
    named = [m for m in stated if m.value == total]
    if len(values) < 3 or sum(values) != 2 * total or not any(_is_called_total(m) for m in named):
        return None
    return _Settled(stated=tuple(named))


def _totals_of(running: Sequence[Mention]) -> list[Mention]:
    """Give the running totals, those of parts left out where they add up to a total in their table."""
    values = {m.value or 0 for m in running if m.grip is Grip.CORE}
    whole = max(values, default=0)
    if len(values) > 2 and sum(values) == 2 * whole:
        return [m for m in running if m.value == whole]  # of two posts, and of both together
    if any(_says_what(m) for m in running):
        running = [m for m in running if _says_what(m)]
    elif any(m.grip is Grip.CORE for m in running):
        running = [m for m in running if m.grip is Grip.CORE]
    kept: list[Mention] = []
    for place in _places(running):
        result = (
            _of_total([m for m in place if m.value is not None], place) if len({m.value for m in place}) > 1 else None
        )
        kept += result.stated if result is not None else place
    return kept


def _shown(mentions: Iterable[Mention]) -> str:
    values = dict.fromkeys(str(m.value) if m.value is not None else m.evidence.text for m in mentions)
    return ", ".join(list(values)[:8])
