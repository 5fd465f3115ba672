"""`dondoc review` and `dondoc rule`: what waits for a human, and deciding it; the same rules as by mail."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from typing import Any

from dondoc import terminal
from dondoc.clock import now
from dondoc.settings import Settings
from dondoc.status import situation_at
from dondoc.worker import load
from ingest import ledger as kept
from ingest import reasons
from ingest.books import Waiting
from ingest.intake import roster_with
from ingest.ledger import open_ledger
from ingest.rulings import Done, Order, Refused, Verb, carry_out, rule_without_mail, undo
from reporting.formats import one_line
from reporting.ruling_words import refused_on_command_line
from reporting.situation import Situation

WAY = "command line"


def show_review(settings: Settings, *, as_json: bool, ask: bool = False) -> int:
    """Print what waits, as a table, as JSON, or one by one with a question each. Give the exit status."""
    situation = situation_at(settings, None)
    if as_json:
        print(terminal.as_json([as_object(wait, settings) for wait in situation.books.waiting]))
    elif ask:
        return _ask(settings, situation)
    else:
        _print(situation, settings)
    return 0


def as_object(wait: Waiting, settings: Settings) -> dict[str, Any]:
    """Give one waiting reading as JSON; `reading` is what `dondoc rule` takes."""
    return {
        "reading": wait.recorded.id,
        "unit": wait.unit,
        "candidates": list(wait.recorded.reading.candidates),
        "deadline": None if wait.period is None else wait.period.isoformat(),
        "count": wait.count,
        "cumulative": wait.cumulative,
        "in_force": wait.in_force.count if wait.in_force else None,
        "reasons": [reasons.words(reason, settings.campaign.language) for reason in wait.reasons],
        "evidence": [
            {"part": each.part, "where": each.where, "text": each.text} for each in wait.recorded.reading.evidence
        ],
        "sender": wait.recorded.sender,
        "subject": wait.recorded.subject,
        "received_at": wait.recorded.received_at.astimezone(settings.campaign.timezone).isoformat(),
    }


def _print(situation: Situation, settings: Settings) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not situation.books.waiting:
        console.print("nothing waits for review")
        return
    # What is typed again (numbers, ids, dates) is never broken; the words of a mail are given what is left of the line.
    table = Table(title="waiting for review", title_justify="left", box=box.SIMPLE, padding=(0, 1, 1, 0))
    for heading in ("reading", "unit", "week", "count"):
        table.add_column(heading, no_wrap=True)
    table.add_column("from, why, evidence", overflow="fold", min_width=30)
    for wait in situation.books.waiting:
        table.add_row(
            str(wait.recorded.id),
            "\n".join(wait.units) or "?",
            "?" if wait.period is None else wait.period.isoformat(),
            "?" if wait.count is None else str(wait.count),
            terminal.words(
                *filter(None, (wait.recorded.sender, wait.recorded.subject)),
                *(f"? {reasons.words(reason, settings.campaign.language)}" for reason in wait.reasons),
                *(f"> {each.part} {each.where}: {each.text}" for each in wait.recorded.reading.evidence),
            ),
        )
    console.print(table)
    console.print("decide with: dondoc rule READING ok | dondoc rule READING 130 | dondoc rule READING drop")


def _ask(settings: Settings, situation: Situation) -> int:
    """Go through what waits with a question each; an empty answer leaves it waiting."""
    for wait in situation.books.waiting:
        shown = as_object(wait, settings)
        print(terminal.as_json(shown, indent=2))
        answer = input("ok, a figure, drop, or nothing to leave it: ").strip()
        if answer:
            print(_told(_carry_out(settings, _order(wait.recorded.id, answer, argparse.Namespace()))))
    return 0


def rule(settings: Settings, options: argparse.Namespace) -> int:
    """Carry out `dondoc rule`; give the exit status: 1 where it was refused."""
    if options.at is not None and (options.undo is not None or options.reading is not None):
        from dondoc.command_line import UsageError

        raise UsageError("--at is for a figure that came without a mail: a mail has its own time")
    if options.undo is not None:
        ledger = open_ledger(settings.ledger_url)
        try:
            with ledger.writing() as connection:
                result = undo(connection, options.undo, now=now(), who=_who(options), way=WAY, why=options.why)
        finally:
            ledger.close()
    elif options.reading is None:
        result = _by_telephone(settings, options)
    else:
        result = _carry_out(settings, _order(options.reading, options.decision, options), options)
    print(_told(result))
    return 0 if isinstance(result, Done) else 1


def _order(reading: int, decision: str, options: argparse.Namespace) -> Order:
    verbs = {"ok": Verb.OK, "drop": Verb.DROP}
    verb = verbs.get(decision.lower(), Verb.SET)
    digits = decision.lstrip("=").strip()
    if verb is Verb.SET and not digits.isdecimal():
        from dondoc.command_line import UsageError

        raise UsageError(f"“{decision}”: write ok, drop, or the figure as digits")
    return Order(
        reading=reading,
        verb=verb,
        count=int(digits) if verb is Verb.SET else None,
        unit=getattr(options, "unit", None),
        period=_date(getattr(options, "period", None)),
        remember=getattr(options, "remember", False),
        why=getattr(options, "why", ""),
    )


def _date(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        from dondoc.command_line import UsageError

        raise UsageError(f"--period {text}: write the deadline's date like 2020-08-28") from None


def _carry_out(settings: Settings, order: Order, options: argparse.Namespace | None = None) -> Done | Refused:
    at = now()
    ledger = open_ledger(settings.ledger_url)
    try:
        with ledger.writing() as connection:
            situation = load(connection, settings, kept.last_round(connection) or at)
            return carry_out(
                connection,
                order,
                readings=situation.readings,
                books=situation.books,
                calendar=situation.calendar,
                roster=situation.roster,
                now=at,
                who=_who(options),
                way=WAY,
                again=bool(options is not None and getattr(options, "again", False)),
            )
    finally:
        ledger.close()


def _by_telephone(settings: Settings, options: argparse.Namespace) -> Done | Refused:
    from dondoc.command_line import UsageError, time_given

    period = _date(options.period)
    if options.unit is None or period is None or options.count is None:
        raise UsageError("a figure that came without a mail needs --unit, --period and --count")
    told_at = None if options.at is None else time_given("--at", options.at, settings)
    ledger = open_ledger(settings.ledger_url)
    try:
        with ledger.writing() as connection:
            return rule_without_mail(
                connection,
                unit=options.unit,
                period=period,
                indicator=settings.indicators[0].id,
                count=options.count,
                calendar=settings.calendar,
                roster=roster_with(settings.roster, kept.remembered_addresses(connection)),
                now=now(),
                who=_who(options),
                way=WAY,
                why=options.why,
                told_at=told_at,
            )
    finally:
        ledger.close()


def _who(options: argparse.Namespace | None) -> str:
    return getattr(options, "who", None) or getpass.getuser()


def _told(result: Done | Refused) -> str:
    if isinstance(result, Refused):
        return one_line(f"refused: {refused_on_command_line(result.refusal, result.about)}")
    ruling = result.ruling
    told = f"ruling {ruling.id}: {ruling.action} {ruling.unit or ''} {ruling.period or ''} {'' if ruling.count is None else ruling.count}"
    return " ".join(told.split()) + (f"; {result.remembered} remembered" if result.remembered else "")
