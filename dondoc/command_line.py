"""The command line. Exit status: 0 done, 1 a mailbox, SMTP or the ledger failed, 2 usage or configuration.

Commands import what they need when they run, so that `dondoc extract` starts fast.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dondoc.terminal import LogLines, harmless

if TYPE_CHECKING:
    from dondoc.settings import Settings

DONE, FAILED, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit status."""
    _speak_utf8()
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return USAGE
    _log_to_stderr(logging.WARNING)
    try:
        return options.run(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) left: that is no failure, and must not become a traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        status = _status_of(error)
        if status is None:
            raise
        print(harmless(f"dondoc: {error}"), file=sys.stderr)
        return status


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _status_of(error: Exception) -> int | None:
    """Tell faults of configuration and of the world from bugs: those alone show a traceback."""
    from dondoc.settings import SettingsError
    from ingest.roster import RosterError

    if isinstance(error, (SettingsError, RosterError, UsageError)):
        return USAGE
    names = {kind.__name__ for kind in type(error).__mro__}
    return FAILED if names & {"LedgerError", "ArchiveError", "LineError"} else None


class UsageError(Exception):
    """What was asked for makes no sense as it was written."""


def _parser() -> argparse.ArgumentParser:
    config = argparse.ArgumentParser(add_help=False)
    config.add_argument("--config", metavar="FILE", help="the configuration (else DONDOC_CONFIG, else ./config.toml)")
    parser = argparse.ArgumentParser(
        prog="dondoc",
        description="Collects a figure a week from many units by e-mail: reads, chases, compiles.",
        parents=[config],
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text, parents=[_again(config)])
        command.set_defaults(run=run)
        return command

    demo = add("demo", _demo, "play a whole sample week on embedded mail servers")
    demo.add_argument(
        "--out", metavar="FOLDER", default="demo-output", help="where its output goes (default: demo-output)"
    )

    init = add("init", _init, "ask for the few things needed and write a commented configuration")
    init.add_argument("file", nargs="?", default="config.toml", metavar="FILE", help="default: config.toml")

    add("check", _check, "try configuration, mailboxes, SMTP and ledger, one line each")

    add("run", _run, "the worker: a round every [worker] poll, until SIGTERM")

    tick = add("tick", _tick, "one round: poll, record, send what is owed")
    tick.add_argument("--at", metavar="TIME", help="ISO 8601; without an offset local to the campaign (default: now)")

    status = add("status", _show_status, "who has and who has not reported")
    status.add_argument(
        "--period", metavar="DATE", help="its deadline's date, like 2020-08-28 (default: the last one due)"
    )
    status.add_argument("--json", action="store_true", help="as one JSON object")
    status.add_argument("--at", metavar="TIME", help="as of this instant (default: that of the last round)")

    review = add("review", _review, "what waits for a human")
    review.add_argument("--json", action="store_true", help="as a JSON array")
    review.add_argument("--ask", action="store_true", help="go through it with a question each")

    rule = add("rule", _rule, "decide what waits, or record a figure that came without a mail")
    rule.add_argument("reading", nargs="?", type=int, metavar="READING", help="its number, from `dondoc review`")
    rule.add_argument(
        "decision", nargs="?", default="ok", metavar="ok|FIGURE|drop", help="default: ok, the guess is right"
    )
    rule.add_argument("--unit", help="the unit that it is for, where the guess is wrong or missing")
    rule.add_argument("--period", metavar="DATE", help="its deadline's date, likewise")
    rule.add_argument("--count", type=int, help="a figure that came by telephone; with --unit and --period")
    rule.add_argument(
        "--at", metavar="TIME", help="when that figure was told (default: now); ISO 8601, without an offset local"
    )
    rule.add_argument("--remember", action="store_true", help="the sender's address stands for the unit from now on")
    rule.add_argument("--again", action="store_true", help="although it was decided before, or counts already")
    rule.add_argument("--undo", type=int, metavar="RULING", help="take a ruling back")
    rule.add_argument("--why", default="", help="kept with the ruling")
    rule.add_argument("--who", help="who decides (default: the login name)")

    explain = add("explain", _explain, "why a figure is what it is, down to the words in the mail")
    explain.add_argument("unit", metavar="UNIT")
    explain.add_argument("--period", metavar="DATE", help="its deadline's date (default: the last one due)")
    explain.add_argument("--json", action="store_true", help="as one JSON object")

    roster = add("roster", _roster, "the units, their addresses and focal officers")
    roster.add_argument("--json", action="store_true", help="as a JSON array")

    importing = add("import", _import, "take in mails from .eml files, mbox files and Maildir folders")
    importing.add_argument("paths", nargs="+", metavar="PATH")

    reread = add("reread", _reread, "read archived mails again with today's readers, and show what would change")
    reread.add_argument("--since", metavar="TIME", help="only mails received since then")
    reread.add_argument("--apply", action="store_true", help="change it; never what a human ruled on")

    summary = add("summary", _summary, "build the summary files without sending")
    summary.add_argument("--period", metavar="DATE", help="its deadline's date (default: the last one closed)")
    summary.add_argument("--from", dest="begins", metavar="DATE", help="first period of a season report")
    summary.add_argument("--to", dest="ends", metavar="DATE", help="last period of a season report")
    summary.add_argument("--out", metavar="FOLDER", default=".", help="where the files go (default: here)")
    summary.add_argument("--at", metavar="TIME", help="as of this instant (default: that of the last round)")

    audit = add(
        "audit", _audit, "prove that each mail is accounted for, each figure has its mail, and nothing was rewritten"
    )
    audit.add_argument("--json", action="store_true", help="as a JSON array")
    audit.add_argument(
        "--head", metavar="HASH", help="whether this head, from a summary or a backup, is part of the chain"
    )
    audit.add_argument("--offline", action="store_true", help="without looking into the mailboxes")

    health = add("health", _health, "whether the worker is well: one line, exit status 0 or 1")
    health.add_argument("--failing", metavar="SPAN", default="1h", help="how long a mailbox may fail (default: 1h)")

    backup = add("backup", _backup, "copy ledger and archive into a folder; the worker may be running")
    backup.add_argument("folder", metavar="FOLDER", help="a new one, or that of the last backup: then what is new")

    backup.add_argument(
        "--anew", action="store_true", help="although the folder holds a backup of another ledger, or of a later state"
    )

    restore = add("restore", _restore, "put a backup in place where there is no ledger")
    restore.add_argument("folder", metavar="FOLDER")

    prune = add("prune", _prune, "take old raw mails out of the archive; their hashes, readings and figures stay")
    prune.add_argument(
        "--older-than", metavar="SPAN", help="like 365d, since they were received (default: [storage] keep)"
    )

    extract = add("extract", _extract, "what would be read from these files: no state, no network")
    extract.add_argument("files", nargs="+", metavar="FILE.eml")
    extract.add_argument("--html", metavar="FOLDER", help="write a page for each mail with its evidence marked")
    return parser


def _again(config: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Allow --config behind the command too, without its default undoing one before the command."""
    again = argparse.ArgumentParser(add_help=False)
    for action in config._actions:
        again.add_argument(*action.option_strings, metavar=action.metavar, help=action.help, default=argparse.SUPPRESS)
    return again


def _settings(options: argparse.Namespace) -> Settings:
    from dondoc.settings import find_config, load_settings

    return load_settings(find_config(options.config))


def _instant(options: argparse.Namespace, settings: Settings) -> dt.datetime:
    """Give the instant of --at, else now."""
    from dondoc.clock import now

    text: str | None = getattr(options, "at", None)
    return now() if text is None else time_given("--at", text, settings)


def time_given(option: str, text: str, settings: Settings) -> dt.datetime:
    """Read a time as given on the command line: without an offset it is local to the campaign."""
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{option} {text}: is no time; write it like 2020-08-28T15:10 or 2020-08-28T15:10+07:00"
        ) from None
    return at.replace(tzinfo=settings.campaign.timezone) if at.tzinfo is None else at


def _period_key(options: argparse.Namespace, settings: Settings) -> dt.date | None:
    return _key_of("--period", options.period, settings)


def _key_of(option: str, text: str | None, settings: Settings) -> dt.date | None:
    if text is None:
        return None
    try:
        key = dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text}: is no date; write the deadline's date like 2020-08-28") from None
    try:
        settings.calendar.period(key)
    except ValueError as error:
        raise UsageError(f"{option} {text}: {error}") from None
    return key


def _log_to_stderr(level: int) -> None:
    """Have all log lines of a command written as `LogLines`; also for one that logs little, warnings name files of mails."""
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(LogLines("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    elif not any(isinstance(handler.formatter, LogLines) for handler in root.handlers):
        return  # whoever called us logs in a way of their own
    root.setLevel(level)
    for talkative in ("alembic", "imapclient"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


def _demo(options: argparse.Namespace) -> int:
    from dondoc.demo import run_demo

    return run_demo(options.out)


def _init(options: argparse.Namespace) -> int:
    from pathlib import Path

    from dondoc.clock import now
    from dondoc.setup import init

    return init(Path(options.file), now().date())


def _extract(options: argparse.Namespace) -> int:
    from ingest.reading_process import Launched

    # The readers load in the other process while pydantic and the configuration load in this one.
    with Launched() as launched:
        from dondoc.extract import extract_files
        from dondoc.settings import SettingsError, example_config, find_config, load_settings

        try:
            path = find_config(options.config)
        except SettingsError:
            if options.config or os.environ.get("DONDOC_CONFIG"):
                raise
            path = example_config()
            print(
                "dondoc: no configuration here, so the example's units and words are looked for; name yours with --config",
                file=sys.stderr,
            )
        return extract_files(options.files, load_settings(path), html=options.html, launched=launched)


def _tick(options: argparse.Namespace) -> int:
    from dondoc.worker import tick

    settings = _settings(options)
    at = _instant(options, settings)
    _log_to_stderr(logging.INFO)
    done = tick(settings, at, step=None if options.at else dt.timedelta(0))
    return FAILED if done.problems else DONE


def _run(options: argparse.Namespace) -> int:
    from dondoc.schedule import run

    settings = _settings(options)
    _log_to_stderr(logging.INFO)
    return run(settings)


def _check(options: argparse.Namespace) -> int:
    from dondoc.check import check

    return check(_settings(options))


def _show_status(options: argparse.Namespace) -> int:
    from dondoc.status import show_status

    settings = _settings(options)
    at = _instant(options, settings) if options.at else None
    show_status(settings, at, _period_key(options, settings), as_json=options.json)
    return DONE


def _summary(options: argparse.Namespace) -> int:
    from dondoc.status import write_summary

    settings = _settings(options)
    at = _instant(options, settings) if options.at else None
    begins = _key_of("--from", options.begins, settings)
    ends = _key_of("--to", options.ends, settings) or _period_key(options, settings)
    write_summary(settings, at, begins, ends, options.out)
    return DONE


def _review(options: argparse.Namespace) -> int:
    from dondoc.reviewing import show_review

    return show_review(_settings(options), as_json=options.json, ask=options.ask)


def _rule(options: argparse.Namespace) -> int:
    from dondoc.reviewing import rule

    return rule(_settings(options), options)


def _explain(options: argparse.Namespace) -> int:
    from dondoc.explaining import explain

    settings = _settings(options)
    return explain(settings, options.unit, _period_key(options, settings), as_json=options.json)


def _roster(options: argparse.Namespace) -> int:
    from dondoc.explaining import show_roster

    return show_roster(_settings(options), as_json=options.json)


def _import(options: argparse.Namespace) -> int:
    from dondoc.backfill import import_files

    return import_files(_settings(options), options.paths)


def _audit(options: argparse.Namespace) -> int:
    from dondoc.audit import audit

    return audit(_settings(options), as_json=options.json, offline=options.offline, head=options.head)


def _health(options: argparse.Namespace) -> int:
    from dondoc.health import health

    return health(_settings(options), failing=_span("--failing", options.failing))


def _backup(options: argparse.Namespace) -> int:
    from dondoc.backup import back_up

    return back_up(_settings(options), Path(options.folder), anew=options.anew)


def _restore(options: argparse.Namespace) -> int:
    from dondoc.backup import restore

    return restore(_settings(options), Path(options.folder))


def _prune(options: argparse.Namespace) -> int:
    from dondoc.backup import prune

    settings = _settings(options)
    span = settings.storage.keep if options.older_than is None else _span("--older-than", options.older_than)
    if span is None:
        raise UsageError("say how old: --older-than 365d, or keep in [storage]")
    return prune(settings, span)


def _span(option: str, text: str) -> dt.timedelta:
    """Read a span as the configuration writes it."""
    from dondoc.settings import _duration as duration

    try:
        return duration(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def _reread(options: argparse.Namespace) -> int:
    from dondoc.backfill import reread

    settings = _settings(options)
    since = None if options.since is None else time_given("--since", options.since, settings)
    return reread(settings, since, apply=options.apply)
