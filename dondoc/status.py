"""`dondoc status` and `dondoc summary`: what the ledger says now, on the terminal, as JSON and as files. Needs no secrets."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from dondoc import terminal
from dondoc.clock import now
from dondoc.settings import Settings
from dondoc.worker import load, read_only
from ingest.calendar import Calendar, Period
from ingest.ledger import last_round
from reporting.composing import summary_view
from reporting.situation import Situation
from reporting.standing import PeriodStanding, Standing, UnitStanding

_STYLES = {
    Standing.REPORTED: "green",
    Standing.LATE: "yellow",
    Standing.CHECKING: "cyan",
    Standing.MISSING: "bold red",
    Standing.EXEMPT: "dim",
}


def show_status(settings: Settings, at: dt.datetime | None, key: dt.date | None, *, as_json: bool) -> None:
    """Print how the units stand in a period: the one asked for, else the one of this week."""
    situation = situation_at(settings, at)
    standing = situation.standing(period_asked(situation.calendar, situation.now, key))
    if as_json:
        print(terminal.as_json(as_object(standing)))
    else:
        print_table(situation, standing)


def situation_at(settings: Settings, at: dt.datetime | None) -> Situation:
    """Read the ledger, as of an instant or of the last round: what is not known since then isn't said. Raises LedgerError."""
    with read_only(settings) as connection:
        return load(connection, settings, at or last_round(connection) or now())


def period_asked(calendar: Calendar, at: dt.datetime, key: dt.date | None) -> Period:
    """Give the period asked for; else the one that the office looks at: till three days after a deadline the one it closed."""
    if key is not None:
        return calendar.period(key)
    closed, opened = calendar.closed_before(at), calendar.open_at(at)
    if closed is not None and at - closed.deadline <= dt.timedelta(days=3):
        return closed
    return opened


def as_object(standing: PeriodStanding) -> dict[str, Any]:
    """Give the contract of `status --json`; rates are fractions, instants ISO 8601 in the campaign's zone."""
    return {
        "deadline": standing.period.name,
        "units": [
            {
                "unit": unit.unit.id,
                "standing": str(unit.standing),
                "count": unit.figure.count if unit.figure else None,
                "cumulative": unit.figure.cumulative if unit.figure else None,
                "received_at": _local(unit, standing) if unit.figure else None,
            }
            for unit in standing.units
        ],
        "total": standing.total,
        "reporting_rate": standing.reporting_rate,
        "reporting_rate_on_time": standing.reporting_rate_on_time,
    }


def _local(unit: UnitStanding, standing: PeriodStanding) -> str:
    assert unit.figure is not None
    return unit.figure.received_at.astimezone(standing.period.deadline.tzinfo).isoformat()


def print_table(situation: Situation, standing: PeriodStanding) -> None:
    """Print the standing as a table with its totals."""
    from rich.console import Console
    from rich.table import Table

    period = standing.period
    title = terminal.words(f"{situation.campaign.name}: {period.deadline:%Y-%m-%d %H:%M}")
    table = Table(title=title, title_justify="left")
    for heading, justify in (
        ("unit", "left"),
        ("standing", "left"),
        ("count", "right"),
        ("cumulative", "right"),
        ("first received", "left"),
    ):
        table.add_column(heading, justify="right" if justify == "right" else "left", no_wrap=heading != "unit")
    for unit in standing.units:
        figure = unit.figure
        table.add_row(
            terminal.words(unit.unit.name),
            f"[{_STYLES[unit.standing]}]{unit.standing}[/]",
            "" if figure is None else str(figure.count),
            "" if figure is None or figure.cumulative is None else str(figure.cumulative),
            "" if figure is None else f"{situation.calendar.local(figure.reported_at):%d/%m %H:%M}",
        )
    console = Console()
    console.print(table)
    console.print(
        f"total {standing.total}; {standing.reported} of {standing.expected} reported "
        f"({standing.reporting_rate:.1%}), {standing.reporting_rate_on_time:.1%} on time; "
        f"{len(standing.having(Standing.CHECKING))} being checked, {len(standing.having(Standing.MISSING))} missing; "
        f"{len(situation.books.waiting)} waiting for review"
    )


def write_summary(
    settings: Settings, at: dt.datetime | None, begins: dt.date | None, key: dt.date | None, out: str
) -> None:
    """Write the summary's files of a period, or of a season from one period to another; by default of the one that closed last."""
    from reporting.composing import official_files
    from reporting.summary import file_stem, summary_letter
    from reporting.tidy import tidy_rows, to_csv, to_json

    situation = situation_at(settings, at)
    calendar = situation.calendar
    period = calendar.period(key) if key else calendar.closed_before(situation.now) or calendar.open_at(situation.now)
    view = summary_view(situation, period)
    if begins is not None:
        view = replace(view, season=tuple(week for week in view.season if week.period.key >= begins))
    letter = summary_letter(view, files=official_files(situation, view), templates=situation.templates)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    stem = file_stem(view)
    rows = tidy_rows(view)
    pictures = {picture.name: f"{stem}-{picture.name}.png" for picture in letter.pictures}
    html = letter.html
    for name, file in pictures.items():
        html = html.replace(f'"cid:{name}"', f'"{file}"')  # a page has no parts of a mail to refer to
    written = {
        f"{stem}.html": html.encode(),
        f"{stem}.txt": letter.text.encode(),
        f"{stem}.csv": to_csv(rows),
        f"{stem}.json": to_json(rows),
        **{pictures[picture.name]: picture.data for picture in letter.pictures},
        **{file.name: file.data for file in letter.files},
    }
    for name, data in written.items():
        (folder / name).write_bytes(data)
        print(folder / name)
