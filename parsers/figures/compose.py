"""From mentions to claims: what the numbers of one letter say together for each unit and week.

A count is stated where one value is left after each mention has its role; whatever else could be it and differs is a doubt. Nothing
here picks the likelier of two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.figures.mentions import CANDIDATES, Grip, Mention, Role
from parsers.values import Claim, Doubt, Evidence, Week, WeekBasis

MAX_EVIDENCE = 4
MAX_UNITS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picked:
    """What a group of mentions comes to."""

    count: int | None
    evidence: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    spent: frozenset[int] = frozenset()
    """Values explained as something else on the way: parts, a running total."""
    running: tuple[Mention, ...] = ()
    """Totals that turned out to be running ones."""


def claims(indicator: str, mentions: Sequence[Mention], *, topical: bool) -> tuple[Claim, ...]:
    """Give the claims of one indicator; `topical` says whether the letter names what it is about."""
    useful = [mention for mention in mentions if mention.role is not Role.EXCLUDED]
    if not useful:
        return ()
    groups = _by_unit(useful)
    made: list[Claim] = []
    for units, members in list(groups.items())[:MAX_UNITS]:
        for week, of_week in _by_week(members):
            claim = _claim(indicator, units, week, of_week, topical=topical)
            if claim is not None:
                made.append(claim)
    return tuple(made)


def _by_unit(mentions: Sequence[Mention]) -> dict[tuple[str, ...], list[Mention]]:
    """Group by the units that the words name; what names none belongs to the one unit that is named, or to the sender."""
    groups: dict[tuple[str, ...], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.units, []).append(mention)
    counted = [units for units, members in groups.items() if units and any(m.role in CANDIDATES for m in members)]
    loose = groups.get((), [])
    if not loose or not counted:
        if loose and len(groups) > 1 and not counted:
            return {(): list(mentions)} if len(groups) == 2 else groups
        return groups
    if len(counted) == 1:
        groups[counted[0]] = [*groups[counted[0]], *loose]
        del groups[()]
        return groups
    rest = _unexplained(loose, [groups[units] for units in counted])
    del groups[()]
    if rest:
        doubt = Doubt(code="other-figure", about=_shown(rest))
        for units in counted:
            groups[units] = [replace(mention, doubts=(*mention.doubts, doubt)) for mention in groups[units]]
    return groups


def _unexplained(loose: Sequence[Mention], groups: Iterable[Sequence[Mention]]) -> list[Mention]:
    """Give the candidates without a unit that are neither the sum over the units nor one of their figures."""
    values = [{m.value for m in group if m.role in CANDIDATES and m.value is not None} for group in groups]
    single = [next(iter(found)) for found in values if len(found) == 1]
    known = {sum(single), *single} if len(single) == len(values) else set(single)
    return [m for m in loose if m.role in CANDIDATES and m.value is not None and m.value not in known]


def _by_week(members: Sequence[Mention]) -> list[tuple[Week | None, list[Mention]]]:
    """Part the mentions where their own words name different weeks with a figure each."""
    named: dict[object, list[Mention]] = {}
    for mention in members:
        if mention.week is not None and mention.role in CANDIDATES:
            named.setdefault(_week_key(mention.week), []).append(mention)
    if len(named) < 2 or not _are_weeks(named):
        week = next((m.week for m in members if m.week is not None and m.role in CANDIDATES), None)
        return [(week, list(members))]
    loose = [m for m in members if m.week is None or m.role not in CANDIDATES]
    parted: list[tuple[Week | None, list[Mention]]] = []
    for found in named.values():
        same = {m.value for m in found}
        parted.append((found[0].week, [*found, *(m for m in loose if m.role in CANDIDATES and m.value not in same)]))
    # Figures that name no week agree with one of the weeks, or make all of them doubtful.
    every = {m.value for found in named.values() for m in found}
    return [(week, [m for m in group if m.week is not None or m.value not in every]) for week, group in parted]


def _are_weeks(named: dict[object, list[Mention]]) -> bool:
    """Whether two groups speak of different weeks, not of one week by date and by number."""
    weeks = [found[0].week for found in named.values()]
    ends = {week.end for week in weeks if week and week.end}
    numbers = {week.number for week in weeks if week and week.number}
    if len(ends) > 1 or len(numbers) > 1:
        return True
    return not all(end.isocalendar().week in numbers for end in ends) and bool(ends and numbers)


def _week_key(week: Week) -> object:
    return (week.end, week.number)


def _claim(
    indicator: str, units: tuple[str, ...], week: Week | None, members: Sequence[Mention], *, topical: bool
) -> Claim | None:
    picked = _pick(members)
    running = [m for m in members if m.role is Role.CUMULATIVE] + list(picked.running)
    sums = {m.value for m in running if m.value is not None}
    doubts = list(picked.doubts)
    cumulative = next(iter(sums)) if len(sums) == 1 else None
    if len(sums) > 1:
        doubts.append(Doubt(code="several-cumulatives", about=_shown(running)))
    if picked.count is None and not running and not picked.doubts:
        return None
    if picked.count is None and running and not picked.doubts:
        doubts.append(Doubt(code="only-cumulative", about=_shown(running)))
    if picked.count is not None and cumulative is not None and cumulative < picked.count:
        doubts.append(Doubt(code="cumulative-below-count", about=f"{cumulative} < {picked.count}"))
    doubts += [doubt for mention in picked.evidence for doubt in mention.doubts]
    if picked.count is not None:
        doubts += _support(picked.evidence, topical=topical)
    evidence = [mention.evidence for mention in _best_first(picked.evidence)[:MAX_EVIDENCE]]
    evidence += [mention.evidence for mention in _best_first([m for m in running if m.value == cumulative])[:2]]
    return Claim(
        indicator=indicator,
        units=units,
        count=picked.count,
        cumulative=cumulative,
        week=week or Week(),
        evidence=tuple(dict.fromkeys(evidence)),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _best_first(mentions: Sequence[Mention]) -> list[Mention]:
    order = (
        Role.WEEK,
        Role.ZERO,
        Role.TOTAL,
        Role.PLAIN,
        Role.UNTIL,
        Role.BARE,
        Role.CUMULATIVE,
        Role.LISTED,
        Role.LAST,
    )
    return sorted(mentions, key=lambda m: (not m.sure, order.index(m.role) if m.role in order else 9))


def _support(evidence: Sequence[Mention], *, topical: bool) -> list[Doubt]:
    """Give what is missing between the picked mentions and a figure that needs no human."""
    doubts: list[Doubt] = []
    shown = evidence[0].evidence.text
    if not any(m.sure for m in evidence):
        doubts.append(Doubt(code="guessed-text", about=evidence[0].evidence.part))
    if all(m.role is Role.UNTIL for m in evidence):
        doubts.append(Doubt(code="maybe-cumulative", about=shown))
    if all(m.role is Role.BARE for m in evidence):
        doubts.append(Doubt(code="bare-number", about=shown))
    elif not topical and not any(m.topical for m in evidence):
        doubts.append(Doubt(code="no-topic", about=shown))
    return doubts


def _pick(members: Sequence[Mention]) -> _Picked:
    """Settle on a count; the ordered steps each explain some of the values, what they leave must be one."""
    candidates = [m for m in members if m.role in CANDIDATES]
    unread = [m for m in candidates if m.value is None]
    candidates = [m for m in candidates if m.value is not None]
    listed = [m for m in members if m.role is Role.LISTED and m.value is not None]
    if not candidates:
        if unread:
            doubts = tuple(d for m in unread for d in m.doubts) or (Doubt(code="no-count", about=_shown(unread)),)
            return _Picked(count=None, evidence=(), doubts=doubts)
        if listed:
            return _Picked(
                count=listed[0].value,
                evidence=tuple(listed[:1]),
                doubts=(Doubt(code="list-only", about=str(listed[0].value)),),
            )
        last = [m for m in members if m.role is Role.LAST and m.value is not None]
        if last and not any(m.role is Role.CUMULATIVE for m in members):
            return _Picked(
                count=last[0].value,
                evidence=tuple(last[:1]),
                doubts=(Doubt(code="only-last-week", about=_shown(last)),),
            )
        return _Picked(count=None)
    doubts = [doubt for m in unread for doubt in m.doubts]
    if any(m.value != candidates[0].value for m in candidates):
        candidates, more, running = _resolve(candidates)
        doubts += more
    else:
        running = ()
        if all(m.part for m in candidates) and len({m.cell for m in candidates if m.cell}) > 1:
            return _Picked(
                count=sum(m.value or 0 for m in candidates),
                evidence=tuple(candidates),
                doubts=(Doubt(code="parts-without-total", about=_shown(candidates)),),
            )
    values = {m.value for m in candidates}
    if len(values) > 1:
        doubts.append(Doubt(code="several-figures", about=_shown(candidates)))
    best = _best_first(candidates)[0]
    if any(m.value != best.value for m in listed) and len(values) == 1:
        doubts.append(Doubt(code="list-differs", about=f"{_shown(listed)} / {best.value}"))
    chosen = tuple(m for m in candidates if m.value == best.value)
    if any(not m.doubts for m in chosen):
        # the same figure once in a sure form settles what a doubtful form leaves open
        chosen = tuple(m for m in chosen if not m.doubts or m.role is Role.ZERO)
    return _Picked(count=best.value, evidence=chosen, doubts=tuple(dict.fromkeys(doubts)), running=tuple(running))


Step = tuple[list[Mention], list[Doubt], tuple[Mention, ...]]


def _resolve(candidates: list[Mention]) -> Step:
    """Explain why values differ, in the order of how certain the explanation is."""
    for step in (_of_total, _beside_week, _by_grip):
        result = step(candidates)
        if result is not None:
            return result
    parts = [m for m in candidates if m.part or m.day]
    if len(parts) == len(candidates) and len({m.cell or m.evidence for m in parts}) > 1:
        # Nobody stated the sum: it is a guess.
        guess = replace(parts[0], value=sum(m.value or 0 for m in parts))
        return [guess], [Doubt(code="parts-without-total", about=_shown(parts))], ()
    return candidates, [], ()


def _of_total(candidates: list[Mention]) -> Step | None:
    """Take a total with its parts, which must add up to it."""
    for total in sorted((m for m in candidates if m.role is Role.TOTAL or m.heads), key=lambda m: -(m.value or 0)):
        others = [m for m in candidates if m.value != total.value or (m.part and m.evidence != total.evidence)]
        others = [m for m in others if m.evidence != total.evidence]
        same_place = [m for m in others if m.evidence.part == total.evidence.part]
        elsewhere = [m for m in others if m.evidence.part != total.evidence.part and m.value != total.value]
        if not same_place or elsewhere:
            continue
        parts = [m for m in same_place if m.part or m.day] or same_place
        rest = [m for m in same_place if m not in parts and m.value != total.value]
        if not rest and _adds_up(total, parts):
            return [m for m in candidates if m.value == total.value], [], ()
        announced = [m for m in same_place if m.part or m.day]
        if announced and not rest:
            small = (
                len(announced) == 1 and (announced[0].value or 0) <= (total.value or 0) and announced[0].cell is None
            )
            doubts = [] if small else [Doubt(code="parts-do-not-add-up", about=f"{_shown(announced)} ≠ {total.value}")]
            return [m for m in candidates if m.value == total.value], doubts, ()
    return None


def _adds_up(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts sum up to a total, subtotals among them left out or taken alone."""
    if len(parts) < 2:
        return False
    values = [m.value or 0 for m in parts]
    return sum(values) == total.value or (
        any(m.heads for m in parts) and sum(m.value or 0 for m in parts if m.heads) == total.value
    )


def _beside_week(candidates: list[Mention]) -> Step | None:
    """Take the figure said to be the week's; larger totals or counts up to a day beside it run on."""
    week = [m for m in candidates if m.role in (Role.WEEK, Role.ZERO)]
    values = {m.value for m in week}
    rest = [m for m in candidates if m.value not in values]
    if len(values) != 1 or not all(m.role in (Role.TOTAL, Role.UNTIL) and not m.heads for m in rest):
        return None
    value = next(iter(values)) or 0
    if any((m.value or 0) < value for m in rest):
        return None
    return [m for m in candidates if m.value in values], [], tuple(rest)


def _by_grip(candidates: list[Mention]) -> Step | None:
    """Take the figure of the indicator's own words, where beside it more people than that were helped or spoken to."""
    core = [m for m in candidates if m.grip is Grip.CORE]
    values = {m.value for m in core}
    weak = [m for m in candidates if m.value not in values]
    if (
        len(values) != 1
        or not weak
        or any(m.grip is Grip.CORE or m.role is Role.WEEK or (m.value or 0) < (next(iter(values)) or 0) for m in weak)
    ):
        return None
    if any(m.evidence.part != core[0].evidence.part for m in weak):
        return None
    return [m for m in candidates if m.value in values], [], ()


def _shown(mentions: Iterable[Mention]) -> str:
    values = dict.fromkeys(str(m.value) if m.value is not None else m.evidence.text for m in mentions)
    return ", ".join(list(values)[:8])


def evidence_of(claims_: Iterable[Claim]) -> tuple[Evidence, ...]:
    """Give all evidence of several claims."""
    return tuple(evidence for claim in claims_ for evidence in claim.evidence)


NO_WEEK = Week(basis=WeekBasis.NONE)
