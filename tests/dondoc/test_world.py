"""Faults of disk, database and clock: one clear message each, nothing lost, nothing twice."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from dondoc.command_line import main
from dondoc.worker import Worker
from ingest.archive import Archive, ArchiveError
from ingest.mailboxes import Limits
from tests.dondoc.office import CLERK, VIETNAM, Office, open_office, words
from tests.season.killing import DISK_FULL, Kill, Rounds, open_play
from tests.season.values import SeasonMail
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink, Taken

FEW = ("2020-08-27T09:00", "2020-08-27T15:00", "2020-08-28T15:10")


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office with nothing in its mailboxes."""
    with SmtpSink() as sink:
        yield open_office(tmp_path, dovecot, sink)


def test_a_disk_that_is_full_at_any_write(tmp_path: Path, dovecot: Dovecot):
    """No file may grow beyond a bound that is raised step by step: the archive, the ledger and its log fail at one write after another."""
    bounds = (600, 20_000, 40_000, 60_000, 80_000, 100_000, 120_000, 200_000, 300_000)
    sent = dt.datetime(2020, 8, 27, 8, tzinfo=VIETNAM)
    large = SeasonMail(
        name="large",
        sender="thanh-doan@mongcai.example",
        subject="Ảnh",
        text="Gửi ảnh.",
        sent=sent,
        arrivals={"gmail": sent},
        attachments={"anh.bmp": bytes(600_000)},
    )

    def full(_number: int, tries: int) -> Kill | None:
        return Kill(stage=DISK_FULL, order={"file_bytes": bounds[tries]}) if tries < len(bounds) else None

    with Rounds() as rounds:
        with SmtpSink() as sink:
            undisturbed = open_play(tmp_path / "undisturbed", dovecot, sink, rounds, seed=3)
            undisturbed.season = replace(undisturbed.season, mails=(large, *undisturbed.season.mails))
            undisturbed.play(lambda _number, _tries: None, FEW)
            expected = undisturbed.outcome()
        with SmtpSink() as sink:
            play = open_play(tmp_path / "full", dovecot, sink, rounds, seed=3)
            play.season = undisturbed.season
            play.play(full, FEW)
            assert play.killed[DISK_FULL] > len(bounds)
            assert any(told.startswith("archive ") for told in play.told)
            assert any(told.startswith("ledger ") for told in play.told)
            for told in play.told:
                assert "disk" in told or "larger than allowed" in told, told
            # The office was told that a mailbox could not be read to its end; but for that, all is the same.
            told, owed = ({letter[0]: letter[2] for letter in each.letters} for each in (play.outcome(), expected))
            alerts = {key for key in told if key.startswith("alert:")}
            assert alerts
            assert {key: told[key] for key in told.keys() - alerts} == owed
            assert (play.outcome().figures, play.outcome().sightings) == (expected.figures, expected.sightings)
            assert play.outcome().messages == expected.messages
            _again, wrong = play.twice()
            assert wrong == []


def test_a_ledger_that_cannot_be_written_is_one_clear_message_and_nothing_is_sent(office: Office):
    office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
    with Worker(office.settings) as worker:

        def read_only(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA query_only=ON")

        event.listen(worker.ledger.engine, "connect", read_only)
        worker.ledger.engine.dispose()
        done = worker.round(office.at("2020-08-27T15:00"))
        assert done.problems
        for problem in done.problems:
            assert "it cannot be written; give its file and folder to the user" in problem
        assert not office.sink.taken
    assert office.tick("2020-08-27T15:01").problems == []
    assert office.unit("thanh-doan")["count"] == 125
    assert len(office.letters(to="thanh-doan@mongcai.example")) == 1


def test_a_clock_that_jumps_a_year_ahead_and_back_loses_no_letter(office: Office):
    office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    office.tick("2021-08-25T09:06")
    office.sink.taken.clear()
    office.mail("ben-xe@mongcai.example", "Bến xe khách Móng Cái: tuần này 12 máy Bluezone.", when="2020-08-27T09:10")
    office.tick("2020-08-27T09:11")
    assert office.unit("ben-xe") | {"received_at": ""} == {
        "unit": "ben-xe",
        "standing": "reported",
        "count": 12,
        "cumulative": None,
        "received_at": "",
    }
    assert len(office.letters(to="ben-xe@mongcai.example")) == 1
    office.tick("2020-08-27T15:00")
    assert len(office.letters(to="km15@mongcai.example")) == 1, "the reminder of the real week"
    office.tick("2020-08-28T15:10")
    summaries = [letter for letter in office.letters(to=CLERK) if "2/46" in str(letter["Subject"])]
    assert len(summaries) == 1


def test_a_letter_that_was_put_off_under_a_wrong_clock_does_not_wait_for_that_year(office: Office):
    office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
    text = office.config.read_text(encoding="utf-8")
    office.config.write_text(text.replace(f"port = {office.sink.port}", "port = 9"), encoding="utf-8")
    assert office.tick("2020-08-30T09:05").problems
    office.config.write_text(text, encoding="utf-8")
    office.tick("2020-08-27T09:06")
    assert len(office.letters(to="thanh-doan@mongcai.example")) == 1


def test_a_clock_that_was_set_back_sends_nothing_again(office: Office):
    office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
    for when in ("2020-08-27T15:00", "2020-08-28T13:00", "2020-08-28T15:10"):
        office.tick(when)
    sent = len(office.sink.taken)
    for when in ("2020-08-27T15:00", "2020-08-28T13:00", "2020-08-26T08:00", "2020-08-28T15:10"):
        assert not office.tick(when).problems
    assert len(office.sink.taken) == sent


def test_a_folder_that_is_numbered_anew_is_read_again_and_recognised(office: Office):
    """UIDVALIDITY changes: the same mails under other numbers are copies, and no figure and no letter comes of them."""
    for number, unit in enumerate(("thanh-doan", "ben-xe", "km15")):
        office.mail(f"{unit}@mongcai.example", f"Bluezone: tuần này {40 + number} máy.", when="2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    before, sent = office.status("2020-08-28"), len(office.sink.taken)
    folder = office.dovecot.folder_path(office.mailboxes["gmail"])
    time.sleep(1.1)  # Dovecot numbers a folder by the second in which it is numbered
    for each in folder.glob("dovecot*"):
        each.unlink()
    done = office.tick("2020-08-27T09:10")
    assert (done.problems, done.taken.messages, done.taken.copies) == ([], 0, 3)
    assert office.status("2020-08-28") == before
    assert len(office.sink.taken) == sent
    assert main(["audit", "--config", str(office.config)]) == 0


def test_a_round_beside_a_running_worker_says_so_and_does_nothing(office: Office, capsys: pytest.CaptureFixture[str]):
    with Worker(office.settings):
        assert main(["tick", "--config", str(office.config), "--at", "2020-08-27T15:00"]) == 1
    assert "another dondoc worker is running" in capsys.readouterr().err
    assert not office.sink.taken


def test_a_letter_for_the_one_of_two_units_that_is_still_missing_is_not_lost_with_its_line(office: Office):
    """Two units share a letter; one reports before it leaves, and the line breaks behind DATA: the very same letter comes again."""
    text = office.config.read_text(encoding="utf-8")
    office.config.write_text(text.replace(f"port = {office.sink.port}", "port = 9"), encoding="utf-8")
    assert office.tick("2020-08-27T15:00").problems
    office.config.write_text(text, encoding="utf-8")
    office.mail("canbo.ka-long@mail.example", "Tuần này cài được 45 máy Bluezone.", when="2020-08-27T15:05")
    lost: list[bytes] = []

    def break_once(letter: Taken) -> None:
        if letter.recipients == ("ka-long@mongcai.example",) and not lost:
            lost.append(letter.raw)
            raise ConnectionAbortedError

    office.sink.on_letter = break_once
    office.tick("2020-08-27T15:10")
    office.tick("2020-08-27T15:40")
    (letter,) = [taken.raw for taken in office.sink.taken if taken.recipients == ("ka-long@mongcai.example",)]
    assert [letter] == lost
    (shown,) = office.letters(to="ka-long@mongcai.example")
    assert "Bộ phận tiếp nhận và Trả kết quả phường Ka Long" in words(shown)
    assert "UBND phường Ka Long" not in words(shown)


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
def test_a_reader_that_does_not_start_is_told_and_the_mail_is_read_in_the_next_round(
    office: Office, monkeypatch: pytest.MonkeyPatch, program: str
):
    office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
    with monkeypatch.context() as patch:
        patch.setattr("ingest.reading_process.sys.executable", program)
        done = office.tick("2020-08-27T15:00")
    assert len(done.problems) == 2
    assert all("the reading process does not start" in problem for problem in done.problems)
    assert not office.letters(to="km15@mongcai.example"), "nobody is chased while mail was not read"
    assert office.tick("2020-08-27T15:01").taken.messages == 1
    assert office.unit("thanh-doan")["count"] == 125


def test_a_round_that_stops_in_the_middle_of_an_answer_leaves_no_connection_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    """The disk is full while more mail is on its way: the rest of the answer is not taken for that to the next question."""
    for minute in range(4):
        office.mail("tin@shop.example", str(minute), when=f"2020-08-27T08:0{minute}", to=("gmail",))
    with Worker(office.settings) as worker:
        mailbox = worker._mailboxes["gmail"]
        mailbox.limits = Limits(batch_count=1)
        whole = worker.archive.keep_all

        def full(messages: Sequence[bytes]) -> list[str]:
            if messages and b"\r\n\r\n1" in messages[0]:
                raise ArchiveError(worker.archive.root, "No space left on device")
            return whole(messages)

        gc.disable()  # sooner or later it closes what nobody closed
        try:
            with monkeypatch.context() as patch:
                patch.setattr(Archive, "keep_all", lambda _archive, messages: full(messages))
                done = worker.round(office.at("2020-08-27T09:00"))
            assert mailbox._client is None
        finally:
            gc.enable()
        assert done.taken.messages == 1
        assert any("No space left" in problem for problem in done.problems)
        assert worker.round(office.at("2020-08-27T09:01")).taken.messages == 3


def test_what_a_killed_worker_left_half_written_is_swept_away(office: Office):
    office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    left = office.folder / "data" / "messages" / ".new" / "0123456789abcdef.0123456789abcdef"
    left.write_bytes(b"Subject: hal")
    office.tick("2020-08-27T09:06")
    assert not left.exists()
