# ruff: noqa: T201 - it prints a table
"""The long runs, each as a table; exit status 1 if anything is not as it should be.

`python -m tests.season orders [SEEDS]`: whole seasons in every order of delivery: 17 weeks of 3,000 mails, and 26 weeks of 4,000 with
New Year's moved and Tết's waived deadline.
`python -m tests.season kills [KILLS]`: a week of fourteen units on real servers, killed again and again, each time compared with the same
week that was not killed.
`python -m tests.season storms [WEEKS]`: the same week over lines that are cut anywhere, at random.
`python -m tests.season backups [TIMES]`: backups, restores and prunings killed at any instant.
`python -m tests.season tests`: the tests of faults, forgery and loops, with each byte of a line cut and the disk filled in small steps.
`python -m tests.season soak [KILLS]`: all of them, and one table at the end.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from dondoc.settings import Settings, load_settings
from tests.dondoc.office import ROOT, open_office
from tests.dondoc.test_season import settings_with_holidays
from tests.season.backing_up import kill_backups, kill_prunes
from tests.season.deliveries import deliveries
from tests.season.killing import ANY_INSTANT, POINTS, Outcome, Plan, Rounds, open_play
from tests.season.making import make_season
from tests.season.replay import Delivery, Readings, differences, play
from tests.season.storms import calm_week, play_storm
from tests.season.values import Season
from tests.servers.dovecot import Dovecot, make_dovecot
from tests.servers.processes import make_certificates, short_directory
from tests.servers.smtp_sink import SmtpSink

FIRST = dt.date(2020, 8, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table at the end."""

    what: str
    tried: str
    seen: str
    wrong: int
    seconds: float


def orders(seeds: int) -> Row:
    """Play all orders of delivery."""
    wrong = plays = figures = 0
    begun = time.monotonic()
    print("| season | delivery | mails | copies | figures | differ | asked | needlessly | unasked | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        ordinary, holidays = load_settings(ROOT / "config.example.toml"), settings_with_holidays(Path(folder))
        for seed in range(1, seeds + 1):
            for settings, weeks, mails in ((ordinary, 17, 3000), (holidays, 26, 4000)):
                season = make_season(
                    settings.roster, settings.calendar, first=FIRST, weeks=weeks, seed=seed, mails=mails
                )
                readings: Readings = {}
                for delivery in deliveries(season):
                    wrong += _line(f"{weeks} weeks, seed {seed}", season, settings, delivery, readings)
                    plays += 1
                    figures += len(season.truth)
    return Row(
        what="any order of delivery",
        tried=f"{plays} seasons",
        seen=f"{figures:,} figures compared with the truth",
        wrong=wrong,
        seconds=time.monotonic() - begun,
    )


def _line(name: str, season: Season, settings: Settings, delivery: Delivery, readings: Readings) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        result = play(season, settings, delivery, Path(folder), readings)
    found = differences(season, result, settings)
    doubtful = {mail.name for mail in season.mails if mail.asks}
    cells = [
        name,
        delivery.name,
        len(season.mails),
        sum(result.gone_in.values()),
        len(season.truth),
        len(found),
        len(result.asked),
        len(result.asked - doubtful),
        len(doubtful - result.asked),
        round(time.monotonic() - begun),
    ]
    print("|", " | ".join(map(str, cells)), "|", flush=True)
    for line in (*found, *sorted(doubtful - result.asked)):
        print("   ", line, flush=True)
    return len(found) + len(doubtful - result.asked)


SEASONS = (3, 4, 5, 6)


@contextlib.contextmanager
def _servers() -> Generator[tuple[Dovecot, Rounds, Path]]:
    """Start a Dovecot and the parent of all rounds, and give a folder."""
    with ExitStack() as stack:
        certificates = make_certificates(stack.enter_context(short_directory("dd-ca-")))
        dovecot = make_dovecot(stack.enter_context(short_directory("dd-imap-")), certificates)
        dovecot.start()
        stack.callback(dovecot.stop)
        rounds = stack.enter_context(Rounds())
        yield dovecot, rounds, Path(stack.enter_context(tempfile.TemporaryDirectory()))


def kills(wanted: int) -> Row:
    """Kill so many rounds at least, over as many plays as it takes."""
    killed: Counter[str] = Counter()
    plays = letters = again = 0
    wrong: list[str] = []
    begun = time.monotonic()
    with _servers() as (dovecot, rounds, folder):
        undisturbed: dict[int, tuple[Outcome, list[float]]] = {}
        while killed.total() < wanted:
            seed = SEASONS[plays % len(SEASONS)]
            if seed not in undisturbed:
                with SmtpSink() as sink:
                    play = open_play(folder / f"undisturbed-{seed}", dovecot, sink, rounds, seed=seed)
                    play.play(lambda _number, _tries: None)
                    undisturbed[seed] = (play.outcome(), play.seconds)
            expected, seconds = undisturbed[seed]
            with SmtpSink() as sink:
                play = open_play(folder / f"play-{plays}", dovecot, sink, rounds, seed=seed)
                play.play(Plan(1000 + plays, seconds))
                told, problems = play.twice()
                problems += play.outcome().differences(expected)
            plays += 1
            killed += play.killed
            letters += len(expected.handed)
            again += told
            wrong += [f"play {plays}: {problem}" for problem in problems]
            print(
                f"play {plays}: {play.killed.total()} kills, {killed.total()} in all, {len(problems)} wrong", flush=True
            )
    print("\n| killed in | times |\n| --- | --- |")
    for stage in (*POINTS, ANY_INSTANT):
        print(f"| {stage} | {killed[stage]} |")
    print(f"| **all** | **{killed.total()}** |\n")
    for problem in wrong:
        print("   ", problem)
    return Row(
        what="kills of a round",
        tried=f"{killed.total()} kills in {plays} weeks",
        seen=f"{letters} letters owed, {again} at the server in that instant came again with the same Message-ID and bytes",
        wrong=len(wrong),
        seconds=time.monotonic() - begun,
    )


def storms(weeks: int) -> Row:
    """Play weeks over lines that are cut anywhere."""
    begun = time.monotonic()
    wrong: list[str] = []
    cuts = again = 0
    with _servers() as (dovecot, rounds, folder):
        expected = calm_week(folder / "calm", dovecot, rounds)
        for seed in range(weeks):
            storm = play_storm(folder / f"storm-{seed}", dovecot, rounds, expected, seed=seed)
            cuts += storm.cuts
            again += storm.again
            wrong += [f"week {seed}: {each}" for each in storm.wrong]
            print(f"week {seed}: {storm.cuts} rounds with a broken line, {len(storm.wrong)} wrong", flush=True)
    for problem in wrong:
        print("   ", problem)
    return Row(
        what="lines cut at random",
        tried=f"{cuts} broken rounds in {weeks} weeks",
        seen=f"{again} letters whose line broke behind them came again with the same bytes",
        wrong=len(wrong),
        seconds=time.monotonic() - begun,
    )


def backups(times: int) -> Row:
    """Kill backups, restores and prunings."""
    begun = time.monotonic()
    with _servers() as (dovecot, _rounds, folder), SmtpSink() as sink:
        office = open_office(folder / "office", dovecot, sink)
        office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
        office.tick("2020-08-27T09:05")
        done = kill_backups(office, folder / "kept", times, seed=1)
        pruned = kill_prunes(office, times, seed=2)
    wrong = [*done.wrong, *pruned.wrong]
    for problem in wrong:
        print("   ", problem)
    return Row(
        what="backup, restore and prune killed",
        tried=f"{done.kills + pruned.kills} kills in {3 * times} tries",
        seen="each time the last or the new backup was restored whole, and the audit held",
        wrong=len(wrong),
        seconds=time.monotonic() - begun,
    )


TESTS = {
    "faults of mail servers and lines": ("tests/ingest/test_mailboxes_faults.py", "tests/reporting/test_smtp.py"),
    "faults of disk, clock, ledger and readers": (
        *("tests/dondoc/test_faults.py", "tests/dondoc/test_world.py", "tests/dondoc/test_full_disk.py"),
        *("tests/dondoc/test_alerts.py", "tests/dondoc/test_set_aside.py", "tests/ingest/test_archive.py"),
        "tests/ingest/test_reading_process.py",
    ),
    "forgery and secrets": (
        *("tests/dondoc/test_attacks.py", "tests/dondoc/test_locked_in.py", "tests/reporting/test_headers.py"),
        "tests/reporting/test_letters_out.py",
    ),
    "loops and floods": ("tests/dondoc/test_loops.py",),
    "audit, backup, chain": ("tests/dondoc/test_audit.py", "tests/ingest/test_chain.py"),
}


def thorough_tests() -> list[Row]:
    """Run the tests of faults with each byte cut and each step taken."""
    return [_tested(what, files) for what, files in TESTS.items()]


def _tested(what: str, files: tuple[str, ...]) -> Row:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "DONDOC_SOAK": "1"},
    )
    print("\n".join(done.stdout.splitlines()[-8:]), flush=True)
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error|skipped)", done.stdout)}
    wrong = counts.get("failed", 0) + counts.get("error", 0)
    return Row(
        what=what,
        tried=f"{counts.get('passed', 0) + wrong} tests",
        seen=f"{counts.get('skipped', 0)} skipped",
        wrong=wrong or int(done.returncode != 0),
        seconds=time.monotonic() - begun,
    )


def show(rows: Iterable[Row]) -> int:
    """Print the table; give the exit status."""
    rows = list(rows)
    print("\n| what | tried | seen | wrong | seconds |\n| --- | --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.what} | {row.tried} | {row.seen} | {row.wrong} | {row.seconds:.0f} |")
    return 1 if any(row.wrong for row in rows) else 0


def main(arguments: list[str]) -> int:
    """Run what is asked for."""
    what = arguments[0] if arguments else "soak"
    number = int(arguments[1]) if len(arguments) > 1 else 0
    match what:
        case "orders":
            return show([orders(number or 1)])
        case "kills":
            return show([kills(number or 1000)])
        case "storms":
            return show([storms(number or 10)])
        case "backups":
            return show([backups(number or 40)])
        case "tests":
            return show(thorough_tests())
        case _:
            return show([kills(number or 1000), storms(10), backups(40), *thorough_tests(), orders(1)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
