"""The figures for machines: one long table, a row for each unit and period, as CSV and JSON. Described in `docs/tidy-data.md`."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from reporting.standing import PeriodStanding, UnitStanding
from reporting.views import SummaryView


@dataclass(frozen=True, slots=True, kw_only=True)
class TidyRow:
    """What is known of one unit, period and indicator. The fields are the columns, in this order."""

    unit: str
    """Id in the roster."""
    period: str
    """Key of the period: the nominal deadline's local date, ISO 8601."""
    indicator: str
    value: int | None
    """The figure in force; None without one."""
    standing: str
    """`reported`, `late`, `checking`, `missing`, `exempt`."""
    received_at: str | None
    """When the mail with the figure in force was first sighted, in UTC, ISO 8601; None without one."""


def tidy_rows(view: SummaryView) -> tuple[TidyRow, ...]:
    """Give the long table of a summary: periods in order, units in the roster's."""
    return rows_of(view.weeks, view.campaign.indicator)


def rows_of(weeks: Iterable[PeriodStanding], indicator: str) -> tuple[TidyRow, ...]:
    """Give the long table of some periods."""
    return tuple(_row(week, unit, indicator) for week in weeks for unit in week.units)


def to_csv(rows: Iterable[TidyRow]) -> bytes:
    """Give the table as CSV (RFC 4180): UTF-8 without a byte order mark, commas, CRLF, empty cells where nothing is known."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(field.name for field in fields(TidyRow))
    for row in rows:
        writer.writerow("" if value is None else value for value in asdict(row).values())
    return out.getvalue().encode("utf-8")


def to_json(rows: Iterable[TidyRow]) -> bytes:
    """Give the table as a JSON array of objects (RFC 8259), UTF-8, one row a line; null where nothing is known."""
    lines = ",\n".join(json.dumps(asdict(row), ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def _row(week: PeriodStanding, unit: UnitStanding, indicator: str) -> TidyRow:
    figure = unit.figure
    return TidyRow(
        unit=unit.unit.id,
        period=week.period.name,
        indicator=indicator,
        value=figure.count if figure else None,
        standing=unit.standing.value,
        received_at=figure.received_at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if figure else None,
    )
