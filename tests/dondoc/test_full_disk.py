"""A real file system that is full at many points and freed again: archive, ledger and backup."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dondoc.command_line import main
from dondoc.worker import Worker
from tests.dondoc.office import CLERK, VIETNAM, open_office
from tests.season.killing import DISK_FULL, Kill, Play, Rounds, open_play
from tests.season.values import SeasonMail
from tests.servers.dovecot import Dovecot
from tests.servers.small_disk import SmallDisk, small_disk
from tests.servers.smtp_sink import SmtpSink

FEW = ("2020-08-27T09:00", "2020-08-27T15:00", "2020-08-28T15:10")
FREE = (
    (*range(0, 200_000, 4_096), *range(200_000, 1_000_000, 20_000))
    if os.environ.get("DONDOC_SOAK")
    else (0, 4_096, 40_000, 80_000, 130_000, 250_000, 400_000, 700_000)
)
"""Bytes that are free in the tries of a round; then there is room."""
KILOBYTES = 4096


def large_mail() -> SeasonMail:
    """Give a report whose mail alone fills a fifth of the disk."""
    sent = dt.datetime(2020, 8, 27, 8, tzinfo=VIETNAM)
    return SeasonMail(
        name="large",
        sender="thanh-doan@mongcai.example",
        subject="Ảnh",
        text="Gửi ảnh.",
        sent=sent,
        arrivals={"gmail": sent},
        attachments={"anh.bmp": bytes(600_000)},
    )


def play_on(folder: Path, dovecot: Dovecot, sink: SmtpSink, rounds: Rounds, free: Sequence[int]) -> Play:
    """Play three rounds with ledger and archive on a small disk, each round first with so much room."""
    with small_disk(folder / "data", kilobytes=KILOBYTES) as disk:
        play = open_play(folder, dovecot, sink, rounds, seed=3)
        play.season = replace(play.season, mails=(large_mail(), *play.season.mails))

        def full(_number: int, tries: int) -> Kill | None:
            disk.leave(free[tries] if tries < len(free) else None)
            return Kill(stage=DISK_FULL, order={}) if tries < len(free) else None

        play.play(full, FEW)
        play.result = play.outcome()
        play.doubled = play.twice()
        assert main(["audit", "--config", str(play.office.config)]) == 0
    return play


def test_a_disk_that_is_full_at_many_points_and_freed_again(tmp_path: Path, dovecot: Dovecot):
    """Each round is begun with no room, then with a little more, until it goes through: all is as on a disk with room."""
    with Rounds() as rounds:
        with SmtpSink() as sink:
            expected = play_on(tmp_path / "roomy", dovecot, sink, rounds, ()).result
        with SmtpSink() as sink:
            play = play_on(tmp_path / "full", dovecot, sink, rounds, FREE)
    assert expected is not None
    assert play.result is not None
    assert play.killed[DISK_FULL] > len(FREE)
    assert {told.partition(" ")[0] for told in play.told} == {"archive", "ledger"}
    assert all("disk" in told and "Traceback" not in told for told in play.told)
    # That a mailbox could not be read to its end was told to the office; but for that, all is the same.
    told, owed = ({letter[0]: letter[2] for letter in each.letters} for each in (play.result, expected))
    assert "fault:disk:20200827T020000" in owed
    assert {key: to for key, to in told.items() if not key.startswith("alert:")} == owed
    for name in ("figures", "messages", "sightings", "readings", "cursors"):
        assert getattr(play.result, name) == getattr(expected, name), name
    assert play.doubled[1] == []


def test_a_worker_that_runs_while_its_disk_fills_up_goes_on_when_there_is_room(tmp_path: Path, dovecot: Dovecot):
    with SmtpSink() as sink, small_disk(tmp_path / "data", kilobytes=KILOBYTES) as disk:
        office = open_office(tmp_path, dovecot, sink)
        with Worker(office.settings) as worker:
            assert not worker.round(office.at("2020-08-27T08:00")).problems
            for minute, free in enumerate((0, 20_000, 100_000), start=1):
                disk.leave(free)
                office.mail(
                    "thanh-doan@mongcai.example", f"Bluezone: tuần này {120 + minute} máy.", when=f"2020-08-27T08:0{minute}",
                    attachments={"anh.bin": bytes(100_000)},
                )  # fmt: skip
                done = worker.round(office.at(f"2020-08-27T08:1{minute}"))
                assert done.problems
                assert all("disk" in problem for problem in done.problems)
            disk.leave(None)
            done = worker.round(office.at("2020-08-27T08:20"))
            assert (done.problems, done.taken.messages) == ([], 3)
        assert main(["audit", "--config", str(office.config)]) == 0
        assert len(office.letters(to="thanh-doan@mongcai.example")) == 3
        assert [str(letter["Subject"])[:12] for letter in office.letters(to=CLERK)][:1] == ["Máy thu báo "]


@pytest.mark.parametrize("free", [0, 100_000, 500_000, 700_000])
def test_a_backup_for_which_there_is_no_room_leaves_the_last_one(
    tmp_path: Path, dovecot: Dovecot, free: int, capsys: pytest.CaptureFixture[str]
):
    with SmtpSink() as sink, small_disk(tmp_path / "backup", kilobytes=KILOBYTES) as disk:
        office = open_office(tmp_path, dovecot, sink)
        office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
        office.tick("2020-08-27T09:05")
        backup = ["backup", str(disk.path), "--config", str(office.config)]
        assert main(backup) == 0
        office.mail("km15@mongcai.example", "Bluezone: tuần này 30 máy.", when="2020-08-27T10:00", attachments={"a.bin": bytes(500_000)})  # fmt: skip
        office.tick("2020-08-27T10:05")
        disk.leave(free)
        capsys.readouterr()
        assert main(backup) == 1
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert "disk" in told or "room" in told
        (office.folder / "data").rename(office.folder / "lost")
        restore = ["restore", str(disk.path), "--config", str(office.config)]
        assert main(restore) == 0
        assert (office.unit("thanh-doan")["count"], office.unit("km15")["standing"]) == (125, "missing")
        (office.folder / "data").rename(office.folder / "restored")
        (office.folder / "lost").rename(office.folder / "data")
        disk.leave(None)
        assert main(backup) == 0
        (office.folder / "data").rename(office.folder / "lost")
        assert main(restore) == 0
        assert (office.unit("km15")["count"], office.unit("km15")["standing"]) == (30, "reported")


def test_a_small_disk_can_be_full_to_the_byte(tmp_path: Path):
    with small_disk(tmp_path / "disk", kilobytes=1024) as disk:
        assert isinstance(disk, SmallDisk)
        disk.leave(0)
        with pytest.raises(OSError, match="No space left"):
            (disk.path / "more").write_bytes(b"x")
        disk.leave(8192)
        (disk.path / "more").write_bytes(b"x" * 8192)
