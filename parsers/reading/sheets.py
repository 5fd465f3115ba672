"""Which of a workbook's sheets and titled tables holds this week's figure, and whose."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from parsers.figures import names, weeks
from parsers.figures.lines import Source, line
from parsers.figures.mentions import CANDIDATES, Mention, Role
from parsers.figures.spots import Context
from parsers.figures.weeks import Strength, WeekMention
from parsers.reading.said import Said, title_lines
from parsers.text import fold_aligned
from parsers.values import Doubt, Table

_KEPT_ASIDE = re.compile(
    r"\b(?:giu lai|so sanh|doi chieu|tham khao|sheet cu|bo qua|khong (?:lay|dung|tinh|phai)|luu (?:de|lai)|tuan truoc|ky truoc|nham|mau)\b"
)
"""Beside the name of a sheet: it is there for another purpose than to be counted."""


def of_the_named_sheet(mentions: list[Mention], said: Said) -> list[Mention]:
    """Of a workbook one of whose sheets the letter points at ('xem sheet "Tuan nay"') keep what that sheet says."""
    told = " ".join(each.folded for each in said.own.lines)
    for text in said.documents:
        sheets = [table.name for table in text.tables if table.is_sheet]
        named = [
            name
            for name in sheets
            if re.search(rf"\b(?:sheet|trang tinh|tab)\b[^.;\d]{{0,12}}{_spelled(name)}(?!\w)", told)
        ]
        if len(sheets) > 1 and len(named) == 1:
            kept = _KEPT_ASIDE.search(told) is None
            mentions = [
                m
                for m in mentions
                if m.evidence.part != text.source.part or (m.cell is not None and (m.cell[0] == named[0]) is kept)
            ]
    return mentions


def _spelled(name: str) -> str:
    """Give a pattern of a sheet's name in a letter: "MotCua" is written "Một cửa" there."""
    return r"\s?".join(map(re.escape, fold_aligned(name).replace(" ", "")))


def of_titled_units(
    by_table: list[tuple[Table, list[Mention]]], source: Source, context: Context
) -> list[tuple[Table, list[Mention]]]:
    """Give the figures of tables that are titled by one unit each those units, where there are several."""
    titled = [
        names.several(
            found
            for each in islice(title_lines(table, source), 4)
            for found in context.names.find(each.folded)
            if not found.open and not any(map(str.isdigit, each.folded[: found.start]))
        )
        for table, _ in by_table
    ]
    if len({units for units in titled if len(units) == 1}) < 2:
        return by_table
    return [
        (table, [replace(m, units=m.units or units) for m in mentions] if len(units) == 1 else mentions)
        for (table, mentions), units in zip(by_table, titled, strict=True)
    ]


def of_the_newest_sheet(
    by_table: Sequence[tuple[Table, list[Mention]]], source: Source, context: Context
) -> Iterable[list[Mention]]:
    """Of sheets that are named by weeks keep the newest one with figures: the others are what was reported before."""
    named: dict[int, WeekMention] = {}
    unfilled = ""
    for index, (table, mentions) in enumerate(by_table):
        if not table.is_sheet or table.hidden:
            continue
        if not any(m.role in CANDIDATES for m in mentions):
            unfilled = table.name if _is_current(table.name, source, context.near) else unfilled
            continue
        if _is_month(table.name, context.near):
            continue
        if dates := _weeks_of_name(table.name, source, context.near):
            named[index] = dates[-1]
    if unfilled and named:
        # This week's own sheet is still empty: what the others hold was reported before.
        doubt = Doubt(code="week-empty", about=unfilled)
        by_table = [(table, [replace(m, doubts=(*m.doubts, doubt)) for m in found]) for table, found in by_table]
    keys = {index: (date.last.toordinal() if date.last else 0, date.number or 0) for index, date in named.items()}
    newest = max(keys.values(), default=None)
    for index, (table, mentions) in enumerate(by_table):
        if len(set(keys.values())) > 1 and index in keys and keys[index] != newest:
            yield [
                replace(m, role=Role.LAST) if m.role in CANDIDATES else m
                for m in mentions
                if m.role is not Role.CUMULATIVE
            ]
        elif (
            index in named
            and named[index].strength is Strength.STATED
            and (len(keys) > 1 or _may_be_its_week(table.name, context.near))
        ):
            title = line(table.name, table.name, source)
            week = replace(named[index], start=0, end=len(table.name)).week(title)
            yield [replace(m, week=m.week or week) for m in mentions]
        else:
            yield mentions


FAR_WEEKS = 8


def _may_be_its_week(name: str, near: dt.date | None) -> bool:
    """Whether a sheet named by a bare number may be named for a week near a day: "1" is the first sheet."""
    number = re.fullmatch(r"\s*(\d{1,2})\s*", name)
    return number is None or near is None or abs(near.isocalendar().week - int(number[1])) <= FAR_WEEKS


def _weeks_of_name(name: str, source: Source, near: dt.date | None) -> list[WeekMention]:
    """Give the weeks that a sheet's name names: "Tuần 37", "T37", "5-11.9", or nothing but a number."""
    title = line(re.sub(r"^\s*[tT](?=\d)", "tuần ", name), name, source)
    alone = re.fullmatch(r"[\s\d./\-–]+", name) is not None
    return weeks.find(title, near) or (weeks.find(line(f"tuần {name}", "", source), near) if alone else [])


def _is_current(name: str, source: Source, near: dt.date | None) -> bool:
    """Whether a sheet is named for the week that a day lies in."""
    if near is None or _is_month(name, near):
        return False
    found = _weeks_of_name(name, source, near)
    if not found:
        return False
    week = found[-1]
    if week.last is not None:
        return 0 <= (week.last - near).days < 7
    return week.number == near.isocalendar().week


def _is_month(name: str, near: dt.date | None) -> bool:
    """Whether a sheet's name is a month's ("Tháng 9", and "T9" in September, which is week 36 to 40)."""
    folded = fold_aligned(name).strip()
    if re.match(r"(?:thang|thg|month)\s*\d", folded):
        return True
    short = re.fullmatch(r"t\s*(\d{1,2})(?:[./\-_ ]*(?:20)?\d\d)?", folded)
    if short is None or near is None:
        return False
    number = int(short[1])
    return 0 <= (near.month - number) % 12 <= 3 and number <= 12 and abs(near.isocalendar().week - number) > 3


def of_this_week(found: Sequence[list[Mention]], near: dt.date | None) -> list[list[Mention]]:
    """Of sheets whose figures are each of a dated week keep this week's, where one of them has it: the others are older months."""
    ends = {m.week.end for mentions in found for m in mentions if m.cell and m.role in CANDIDATES and m.week}
    this = [end for end in ends if end is not None and near is not None and -2 <= (end - near).days < 7]
    if len(found) < 2 or len(ends) < 2 or len(this) != 1:
        return list(found)
    return [
        [
            replace(m, role=Role.LAST)
            if m.cell and m.role in CANDIDATES and m.week and m.week.end and m.week.end < this[0]
            else m
            for m in mentions
        ]
        for mentions in found
    ]
