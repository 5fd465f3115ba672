"""The roster: who owes a report, under which names and from which addresses.

A table that a clerk keeps in a spreadsheet: .csv (UTF-8 with or without a byte order mark, `,` or `;`) or .xlsx, one row a unit:
`id, name, group, aliases, addresses, head` (group, aliases and head may be missing); aliases and addresses are parted by `;`. Every mistake is reported with its row, all at once.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from parsers.text import nfc

REQUIRED = ("id", "name", "addresses")
OPTIONAL = ("group", "aliases", "head")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"[^\s@;,<>\"]+@[^\s@;,<>\"]+\.[^\s@;,<>\".]+")


class RosterError(Exception):
    """The roster cannot be used; `problems` lists every mistake with its row."""

    def __init__(self, path: str, problems: Iterable[str]) -> None:
        """Keep what is wrong, for a message of one line a mistake."""
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}: {problem}" for problem in self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Who owes a report (đơn vị)."""

    id: str
    name: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Lower case; the first one is written to."""
    head: str = ""
    """Address of the unit's head, lower case, for copies of late notices; empty where none is known."""

    @property
    def names(self) -> tuple[str, ...]:
        """Give the name and all aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Roster:
    """All units, in the order of the table."""

    units: tuple[Unit, ...]

    @property
    def by_id(self) -> Mapping[str, Unit]:
        """Give the units by their id."""
        return {unit.id: unit for unit in self.units}

    def at_address(self, address: str) -> tuple[Unit, ...]:
        """Give the units that write from an address; several where it is shared, none for a stranger.

        Case is folded within ASCII alone: beyond it letters fold to others (a long s to s), and another address would pass for a unit's.
        """
        folded = address.lower() if address.isascii() else address
        return tuple(unit for unit in self.units if folded in unit.addresses)


def read_roster(path: Path) -> Roster:
    """Read a roster file. Raises RosterError with every mistake in it."""
    try:
        rows = _rows_of_xlsx(path) if path.suffix.lower() == ".xlsx" else _rows_of_csv(path)
    except FileNotFoundError:
        raise RosterError(
            path.name, ["there is no such file; name the table of units as `roster` in [campaign]"]
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RosterError(path.name, [f"cannot be read ({error}); save it as UTF-8 .csv or as .xlsx"]) from None
    return roster_from_rows(path.name, rows)


def roster_from_rows(source: str, rows: list[tuple[int, list[str]]]) -> Roster:
    """Make a roster from numbered rows, the first one holding the columns' names. Raises RosterError."""
    if not rows:
        raise RosterError(source, ["is empty; the first row must name the columns: " + ", ".join(REQUIRED + OPTIONAL)])
    (head_row, head), *body = rows
    columns = [name.strip().lower() for name in head]
    problems = [
        f"row {head_row}: unknown column “{name}”; the columns are {', '.join(REQUIRED + OPTIONAL)}"
        for name in columns
        if name and name not in REQUIRED + OPTIONAL
    ]
    problems += [f"row {head_row}: the column “{name}” is missing" for name in REQUIRED if name not in columns]
    problems += [
        f"row {head_row}: the column “{name}” stands {times} times"
        for name, times in Counter(filter(None, columns)).items()
        if times > 1
    ]
    if problems:
        raise RosterError(source, problems)
    units: list[Unit] = []
    first_row: dict[str, int] = {}
    first_named: dict[str, int] = {}
    for number, row in body:
        cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
        unit = _unit(cells)
        problems += [f"row {number}: {problem}" for problem in _problems(unit)]
        if unit.id and unit.id in first_row:
            problems.append(
                f"row {number}: the id “{unit.id}” stands already in row {first_row[unit.id]}; each unit needs its own"
            )
        first_row.setdefault(unit.id, number)
        name = nfc(" ".join(unit.name.split())).casefold()
        if name and name in first_named:
            problems.append(
                f"row {number}: the name “{unit.name}” stands already in row {first_named[name]}; "
                "tell them apart, by their place for one: a mail that names it could be from either"
            )
        first_named.setdefault(name, number)
        units.append(unit)
    if not units:
        problems.append("has no units below its first row")
    if problems:
        raise RosterError(source, problems)
    return Roster(tuple(units))


def _unit(cells: Mapping[str, str]) -> Unit:
    def several(column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cells.get(column, "").split(";") if part.strip())

    return Unit(
        id=cells.get("id", ""),
        name=cells.get("name", ""),
        group=cells.get("group", ""),
        aliases=several("aliases"),
        addresses=tuple(address.lower() for address in several("addresses")),
        head=cells.get("head", "").lower(),
    )


def _problems(unit: Unit) -> list[str]:
    problems = []
    if not _ID.fullmatch(unit.id):
        problems.append(f"“{unit.id}” is not an id; use small letters, digits and hyphens: ubnd-ka-long")
    if not unit.name:
        problems.append("the unit has no name")
    if not unit.addresses:
        problems.append(f"“{unit.id}” has no address; write at least one, parted by “;”")
    problems += [
        f"“{address}” is not an e-mail address"
        for address in (*unit.addresses, *filter(None, [unit.head]))
        if not _ADDRESS.fullmatch(address)
    ]
    return problems


def _rows_of_csv(path: Path) -> list[tuple[int, list[str]]]:
    text = path.read_text(encoding="utf-8-sig")
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def _rows_of_xlsx(path: Path) -> list[tuple[int, list[str]]]:
    from python_calamine import CalamineError, load_workbook

    try:
        rows = load_workbook(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise RosterError(path.name, [f"is not a readable workbook ({error})"]) from None
    filled = ((number, [str(cell) for cell in row]) for number, row in enumerate(rows, start=1))
    return [(number, row) for number, row in filled if any(cell.strip() for cell in row)]
