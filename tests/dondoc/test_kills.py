"""SIGKILL at any point of a round: nothing is lost, nothing counts twice, nothing goes out twice.

`make soak` does a thousand of them; docs/reliability.md has its table.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.dondoc.office import open_office
from tests.season.backing_up import kill_backups, kill_prunes
from tests.season.killing import ANY_INSTANT, POINTS, Kill, Plan, Play, Rounds, open_play
from tests.season.storms import calm_week, play_storm
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

SEED = 3
FEW = ("2020-08-27T09:00", "2020-08-27T15:00", "2020-08-28T15:10")


@pytest.fixture(scope="module")
def rounds() -> Generator[Rounds]:
    """The parent of all rounds."""
    with Rounds() as started:
        yield started


def test_killed_rounds_leave_what_a_round_that_was_not_killed_leaves(tmp_path: Path, dovecot: Dovecot, rounds: Rounds):
    """Each stage of three rounds is hit; then ledger and letters are those of the undisturbed play."""
    with SmtpSink() as sink:
        undisturbed = open_play(tmp_path / "undisturbed", dovecot, sink, rounds, seed=SEED)
        undisturbed.play(lambda _number, _tries: None, FEW)
        expected = undisturbed.outcome()
        assert len(expected.figures) > 3
        assert len(expected.handed) == len(sink.taken) > 10
    with SmtpSink() as sink:
        killed = open_play(tmp_path / "killed", dovecot, sink, rounds, seed=SEED)
        killed.play(Plan(7, undisturbed.seconds, share=0.5), FEW)
        assert killed.killed.total() >= 12, killed.killed
        assert killed.outcome().differences(expected) == []
        again, wrong = killed.twice()
        assert wrong == []
        assert again <= killed.killed.total()


@pytest.mark.parametrize(
    ("where", "moment", "times"),
    [
        ("reporting.smtp:_data_answer", "before", 1),
        ("reporting.smtp:_data_answer", "after", 2),
    ],
    ids=["before the letter was given", "between the letter and its mark"],
)
def test_a_letter_at_the_server_in_that_instant_is_the_only_one_that_goes_out_again(
    tmp_path: Path, dovecot: Dovecot, rounds: Rounds, where: str, moment: str, times: int
):
    with SmtpSink() as sink:
        play: Play = open_play(tmp_path, dovecot, sink, rounds, seed=SEED)
        kill = Kill(stage="send", order={"where": where, "call": 2, "moment": moment})
        play.play(lambda number, tries: kill if (number, tries) == (1, 0) else None, FEW[:2])
        assert play.killed.total() == 1
        again, wrong = play.twice()
        assert (again, wrong) == (times - 1, [])


def test_the_stages_are_those_of_a_round():
    """Each point that is killed at exists: a renamed function would silently never be reached."""
    import importlib
    from functools import reduce

    for where in (where for points in POINTS.values() for where in points):
        module, _, path = where.partition(":")
        assert callable(reduce(getattr, path.split("."), importlib.import_module(module)))
    assert ANY_INSTANT not in POINTS


def test_a_week_over_lines_that_are_cut_anywhere_is_the_same_week(tmp_path: Path, dovecot: Dovecot, rounds: Rounds):
    """Some rounds of it; `make soak` plays whole weeks."""
    when = ("2020-08-27T09:00", "2020-08-27T09:09", "2020-08-28T15:10", "2020-08-28T15:19", "2020-08-28T16:00", "2020-08-29T09:00")  # fmt: skip
    expected = calm_week(tmp_path / "calm", dovecot, rounds, when)
    storm = play_storm(tmp_path / "storm", dovecot, rounds, expected, seed=1, when=when)
    assert storm.wrong == []
    assert storm.cuts > 1


def test_backups_restores_and_prunings_that_are_killed(tmp_path: Path, dovecot: Dovecot):
    with SmtpSink() as sink:
        office = open_office(tmp_path / "office", dovecot, sink)
        office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
        office.tick("2020-08-27T09:05")
        assert kill_backups(office, tmp_path / "kept", 2, seed=1).wrong == []
        assert kill_prunes(office, 2, seed=2).wrong == []
