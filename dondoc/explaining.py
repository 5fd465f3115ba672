"""`dondoc explain` and `dondoc roster`: why a figure is what it is, down to the words in the mail; who owes and who is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from dondoc import terminal
from dondoc.settings import Settings
from dondoc.status import situation_at
from ingest import reasons
from ingest.archive import Archive
from reporting.composing import officers
from reporting.formats import one_line
from reporting.situation import Situation


def explain(settings: Settings, unit: str, key: dt.date | None, *, as_json: bool) -> int:
    """Print the figure in force of a unit and period, and in order all that led to it. Give the exit status."""
    from dondoc.command_line import UsageError
    from dondoc.status import period_asked

    situation = situation_at(settings, None)
    if unit not in situation.roster.by_id:
        raise UsageError(f"“{unit}” is no unit's id; `dondoc roster` lists them")
    period = period_asked(situation.calendar, situation.now, key).key
    account = account_of(situation, settings, unit, period)
    print(terminal.as_json(account) if as_json else _in_words(account))
    return 0


def account_of(situation: Situation, settings: Settings, unit: str, period: dt.date) -> dict[str, Any]:
    """Give all that is known about a unit's figure of a period."""
    archive = Archive(settings.path(settings.storage.archive))
    zone = settings.campaign.timezone
    figure = situation.books.figures.get((unit, period, situation.campaign.indicator))
    waiting = {wait.recorded.id: wait for wait in situation.books.waiting}
    ruled = {ruling.reading for ruling in situation.rulings if ruling.unit == unit and ruling.period == period}
    events: list[tuple[dt.datetime, dict[str, Any]]] = []
    for recorded in situation.readings:
        reading = recorded.reading
        about = unit == reading.unit or unit in reading.candidates
        at_period = (situation.books.periods.get(recorded.id) or reading.period) == period
        if not (about and at_period) and recorded.id not in ruled:
            continue
        extraction = situation.by_message[recorded.message]
        why = waiting[recorded.id].reasons if recorded.id in waiting else reading.reasons
        event = {
            "reading": recorded.id,
            "received_at": recorded.received_at.astimezone(zone).isoformat(),
            "sender": recorded.sender,
            "subject": recorded.subject,
            "count": reading.count,
            "cumulative": reading.cumulative,
            "decision": str(reading.decision),
            "outcome": str(situation.books.outcomes.get(recorded.id, "")),
            "reasons": [reasons.words(reason, settings.campaign.language) for reason in why],
            "evidence": [
                {"part": each.part, "where": each.where, "text": each.text, "reader": each.reader}
                for each in reading.evidence
            ],
            "message_id": extraction.message_id,
            "raw": str(archive.path(extraction.sha256)),
        }
        events.append((recorded.received_at, event))
    for ruling in situation.rulings:
        if ruling.unit == unit and ruling.period == period:
            event = {
                "ruling": ruling.id,
                "at": ruling.at.astimezone(zone).isoformat(),
                "action": str(ruling.action),
                "reading": ruling.reading,
                "count": ruling.count,
                "who": ruling.who,
                "way": ruling.way,
                "why": ruling.why,
                "undoes": ruling.undoes,
                "told_at": None if ruling.told_at is None else ruling.told_at.astimezone(zone).isoformat(),
            }
            events.append((ruling.at, event))
    return {
        "unit": unit,
        "deadline": period.isoformat(),
        "count": figure.count if figure else None,
        "cumulative": figure.cumulative if figure else None,
        "by": None if figure is None else f"ruling {figure.ruling}" if figure.ruling else f"reading {figure.reading}",
        "events": [event for _at, event in sorted(events, key=lambda pair: pair[0])],
    }


def _in_words(account: dict[str, Any]) -> str:
    """Give the account as lines for people."""
    if account["count"] is None:
        head = f"{account['unit']}, {account['deadline']}: no figure in force"
    else:
        head = f"{account['unit']}, {account['deadline']}: {account['count']} in force, by {account['by']}"
    lines = [head]
    for event in account["events"]:
        if "ruling" in event:
            count = "" if event["count"] is None else f" {event['count']}"
            told = "" if event["told_at"] is None else f" told at {event['told_at']}"
            lines.append(
                f"  {event['at']} ruling {event['ruling']}: {event['action']}{count}{told} by {event['who']} ({event['way']}) {event['why']}".rstrip()
            )
            continue
        lines.append(
            f"  {event['received_at']} reading {event['reading']}: {event['count']}, {event['decision']}, {event['outcome']}"
        )
        lines.append(f"      from {event['sender']}: {event['subject']}")
        lines += [
            f"      {each['part']} {each['where']}: “{each['text']}” ({each['reader']})" for each in event["evidence"]
        ]
        lines += [f"      ? {reason}" for reason in event["reasons"]]
        lines.append(f"      {event['raw']}")
    return "\n".join(_line(line) for line in lines)


def _line(line: str) -> str:
    """Give a line whose words no terminal obeys, with its own blanks in front."""
    words = line.lstrip(" ")
    return line[: len(line) - len(words)] + one_line(words)


def show_roster(settings: Settings, *, as_json: bool) -> int:
    """Print the units with their addresses and focal officers. Give the exit status."""
    situation = situation_at(settings, None)
    named = {row.unit.id: row for row in officers(situation)}
    configured = settings.roster.by_id
    rows: list[dict[str, Any]] = [
        {
            "unit": unit.id,
            "name": unit.name,
            "addresses": list(unit.addresses),
            "remembered": [address for address in unit.addresses if address not in configured[unit.id].addresses],
            "dead": [address for address in unit.addresses if address in situation.dead_addresses],
            "officer": named[unit.id].name or None,
            "position": named[unit.id].position or None,
            "phone": named[unit.id].phone or None,
            "since": since.isoformat() if (since := named[unit.id].since) else None,
        }
        for unit in situation.roster.units
    ]
    if as_json:
        print(terminal.as_json(rows))
        return 0
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0))
    # Ids and addresses stay in one piece, on 80 columns too; names, which stand below the ids, take what room there is.
    addresses = min(40, _longest(each for row in rows for each in row["addresses"]))
    ids, names = (_longest(row[key] for row in rows) for key in ("unit", "name"))
    left = console.width - addresses - len("focal officer") - 7
    table.add_column("unit, name", overflow="fold", width=max(ids, min(names, left, 40)))
    table.add_column("addresses", overflow="fold", width=addresses)
    table.add_column("focal officer", overflow="fold")
    for row in rows:
        named_one = ", ".join(filter(None, [row["officer"], row["position"], row["phone"]]))
        officer = terminal.words(named_one) if named_one else "[red]nobody named[/]"
        table.add_row(terminal.words(row["unit"], row["name"]), terminal.words(*row["addresses"]), officer)
    console.print(table)
    nobody = sum(row["officer"] is None for row in rows)
    console.print(f"{len(rows)} units, {nobody} have named no focal officer")
    return 0


def _longest(words: Iterable[str]) -> int:
    return max(map(len, words), default=0)
