# ruff: noqa: T201 - it prints a table
"""`python -m tests.season [SEEDS]`: whole seasons in every order of delivery, as a table; exit status 1 if any figure differs.

17 weeks of about 3,000 mails, and 26 weeks with New Year's moved and Tết's waived deadline.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from dondoc.settings import Settings, load_settings
from tests.dondoc.office import ROOT
from tests.dondoc.test_season import settings_with_holidays
from tests.season.deliveries import deliveries
from tests.season.making import make_season
from tests.season.replay import Delivery, Readings, differences, play
from tests.season.values import Season

FIRST = dt.date(2020, 8, 28)


def main(seeds: int) -> int:
    """Play them all."""
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


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
