"""Weeks of a made season, replayed in the orders in which mail really comes: the figures are those of the careful clerk.

`make soak` replays all 17 weeks, and 26 with New Year and Tết, in every order.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from dondoc.settings import Settings, load_settings
from tests.dondoc.office import ROOT
from tests.season.deliveries import deliveries
from tests.season.making import STORIES, make_season
from tests.season.replay import Delivery, Readings, differences, play
from tests.season.values import Season

MOVED = {dt.date(2021, 1, 1): dt.datetime(2020, 12, 31, 15)}  # noqa: DTZ001 (as configured: local)
WAIVED = frozenset({dt.date(2021, 2, 12)})


def settings_with_holidays(folder: Path) -> Settings:
    """Give the example's campaign with New Year's deadline moved and Tết's waived."""
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    for commented in ("# moved = {", "# waived = ["):
        assert commented in text
        text = text.replace(commented, commented[2:], 1)
    (folder / "units.example.csv").write_bytes((ROOT / "units.example.csv").read_bytes())
    (folder / "config.toml").write_text(text, encoding="utf-8")
    settings = load_settings(folder / "config.toml")
    assert (settings.calendar.moved, settings.calendar.waived) == (MOVED, WAIVED)
    return settings


_READ: Readings = {}


def played(season: Season, settings: Settings, delivery: Delivery, folder: Path) -> None:
    """Play it, and compare all that can be compared."""
    result = play(season, settings, delivery, folder, _READ)
    assert not differences(season, result, settings)
    copies = {mail.name: len(mail.arrivals) for mail in season.mails}
    assert result.gone_in == copies, "each copy was taken in, and once"
    doubtful = {mail.name for mail in season.mails if mail.asks}
    needless = result.asked - doubtful
    if delivery.clerk < dt.timedelta(days=30):
        assert not needless, "nobody is asked needlessly"
    assert result.asked >= doubtful, "nothing counts unasked"


@pytest.mark.parametrize("order", [0, 2, 3, 7])
def test_the_first_weeks_in_any_order_of_delivery_give_the_clerks_figures(tmp_path: Path, order: int):
    settings = load_settings(ROOT / "config.example.toml")
    season = make_season(settings.roster, settings.calendar, first=dt.date(2020, 8, 28), weeks=2, seed=11)
    played(season, settings, deliveries(season)[order], tmp_path)


@pytest.mark.parametrize("first", [dt.date(2020, 12, 25), dt.date(2021, 2, 5)], ids=["New Year", "Tết"])
def test_weeks_with_a_moved_and_a_waived_deadline(tmp_path: Path, first: dt.date):
    settings = settings_with_holidays(tmp_path)
    season = make_season(settings.roster, settings.calendar, first=first, weeks=3, seed=5)
    keys = {key for _unit, key in season.truth}
    assert len(keys) == (2 if first.year == 2021 else 3)
    played(season, settings, deliveries(season)[0], tmp_path)


def test_a_season_tells_every_story_about_3000_mails_and_is_the_same_each_time():
    settings = load_settings(ROOT / "config.example.toml")
    seasons = [
        make_season(settings.roster, settings.calendar, first=dt.date(2020, 8, 28), weeks=17, seed=1, mails=3000)
        for _ in range(2)
    ]
    assert seasons[0] == seasons[1]
    told = Counter(seasons[0].stories.values())
    assert told.keys() == STORIES.keys() | {"together"}
    assert len(seasons[0].mails) == 3000
    assert len({mail.name for mail in seasons[0].mails}) == 3000
    both = sum(len(mail.arrivals) == 2 for mail in seasons[0].mails)
    assert both > 1500


def test_the_comparison_sees_a_figure_that_is_another_one(tmp_path: Path):
    """The same weeks against a truth that differs in one count and one lateness: both are told, by name."""
    settings = load_settings(ROOT / "config.example.toml")
    season = make_season(settings.roster, settings.calendar, first=dt.date(2020, 8, 28), weeks=1, seed=2)
    places = sorted(season.truth)[:2]
    truth = dict(season.truth)
    truth[places[0]] = replace(truth[places[0]], count=truth[places[0]].count + 1)
    truth[places[1]] = replace(truth[places[1]], late=not truth[places[1]].late)
    result = play(season, settings, deliveries(season)[0], tmp_path, _READ)
    told = differences(replace(season, truth=truth), result, settings)
    assert [line.split()[0] for line in told] == [place[0] for place in places]
