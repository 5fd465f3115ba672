# ruff: noqa: T201 - it prints a table
"""The long runs, each as a table; exit status 1 if anything is not as it should be.

`python -m tests.season orders [SEEDS]`: whole seasons in every order of delivery: 17 weeks of 3,000 mails, and 26 weeks of 4,000 with
New Year's moved and Tết's waived deadline.
`python -m tests.season kills [KILLS]`: a week of fourteen units on real servers, killed again and again, each time compared with the same
week that was not killed.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from dondoc.settings import Settings, load_settings
from tests.dondoc.office import ROOT
from tests.dondoc.test_season import settings_with_holidays
from tests.season.deliveries import deliveries
from tests.season.killing import ANY_INSTANT, POINTS, Outcome, Plan, Rounds, open_play
from tests.season.making import make_season
from tests.season.replay import Delivery, Readings, differences, play
from tests.season.values import Season
from tests.servers.dovecot import make_dovecot
from tests.servers.processes import make_certificates, short_directory
from tests.servers.smtp_sink import SmtpSink

FIRST = dt.date(2020, 8, 28)


def orders(seeds: int) -> int:
    """Play all orders of delivery."""
    wrong = 0
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
    return 1 if wrong else 0


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


def kills(wanted: int) -> int:
    """Kill so many rounds at least, over as many plays as it takes."""
    killed: Counter[str] = Counter()
    plays = letters = again = 0
    wrong: list[str] = []
    begun = time.monotonic()
    with ExitStack() as stack:
        certificates = make_certificates(stack.enter_context(short_directory("dd-ca-")))
        dovecot = make_dovecot(stack.enter_context(short_directory("dd-imap-")), certificates)
        dovecot.start()
        stack.callback(dovecot.stop)
        rounds = stack.enter_context(Rounds())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
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
    print(
        f"{plays} plays of {len(SEASONS)} weeks, {letters} letters owed, {again} of them at the server in that instant"
    )
    print(
        f"and handed over again with the same Message-ID and bytes, {len(wrong)} wrong, {time.monotonic() - begun:.0f} s"
    )
    for problem in wrong:
        print("   ", problem)
    return 1 if wrong else 0


def main(arguments: list[str]) -> int:
    """Run what is asked for."""
    what = arguments[0] if arguments else "orders"
    number = arguments[1] if len(arguments) > 1 else "0"
    return kills(int(number) or 1000) if what == "kills" else orders(int(number) or 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
