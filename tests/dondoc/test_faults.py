"""A fault of the world is one clear message; the rest of the round goes on, nothing is lost, and the status says that something failed."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from dondoc.command_line import main
from dondoc.worker import Worker
from ingest import intake
from ingest import ledger as kept
from ingest.ledger import LedgerInUseError, Sighting, open_ledger
from ingest.values import Extraction
from parsers.values import Findings
from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink, Taken


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office with nothing in its mailboxes."""
    with SmtpSink() as sink:
        yield open_office(tmp_path, dovecot, sink)


def change(office: Office, old: str, new: str) -> None:
    text = office.config.read_text(encoding="utf-8")
    assert old in text
    office.config.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_mailbox_that_fails_does_not_stop_the_other_and_holds_reminders(office: Office):
    """While one mailbox cannot be read nobody is chased, and the office is told once; when it works, once more, and reminders leave."""
    office.mail(
        "ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:00", to=("government",)
    )
    office.mail("thanh-doan@mongcai.example", "Bluezone: 125 máy trong tuần.", when="2020-08-27T09:00", to=("gmail",))
    change(office, f'username = "{office.mailboxes["gmail"]}"', 'username = "wrong@mongcai.example"')
    done = office.tick("2020-08-27T15:00")
    assert len(done.problems) == 1
    assert "gmail" in done.problems[0]
    assert "secret" not in done.problems[0]
    assert office.unit("ben-xe")["count"] == 12
    assert not office.letters(to="km15@mongcai.example")
    (alert,) = office.letters(to=CLERK)
    assert "gmail" in words(alert)
    office.tick("2020-08-27T15:30")
    assert len(office.letters(to=CLERK)) == 1

    change(office, 'username = "wrong@mongcai.example"', f'username = "{office.mailboxes["gmail"]}"')
    assert not office.tick("2020-08-27T16:00").problems
    assert office.unit("thanh-doan")["count"] == 125
    assert len(office.letters(to="km15@mongcai.example")) == 1
    assert not [
        letter for letter in office.letters(to="thanh-doan@mongcai.example") if "125" not in str(letter["Subject"])
    ]
    assert len(office.letters(to=CLERK)) == 2


def test_what_smtp_could_not_take_leaves_later_in_its_order_with_its_key(office: Office):
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:00")
    change(office, f"port = {office.sink.port}", "port = 9")
    done = office.tick("2020-08-27T15:00")
    assert len(done.problems) == 1
    change(office, "port = 9", f"port = {office.sink.port}")
    office.mail("km15@mongcai.example", "Km15: 30 máy Bluezone trong tuần", when="2020-08-27T15:05")
    office.tick("2020-08-27T15:10")
    assert len(office.letters(to="ben-xe@mongcai.example")) == 1
    (letter,) = office.letters(to="km15@mongcai.example")
    assert "30" in str(letter["Subject"]), (
        "its reminder was decided again at the moment of sending, and was not owed any more"
    )
    assert len(office.letters(to="tt-hcc@mongcai.example")) == 1


def test_a_letter_that_got_lost_behind_data_is_the_very_same_mail_again(office: Office):
    lost: list[bytes] = []

    def once(letter: Taken) -> None:
        if not lost:
            lost.append(letter.raw)
            raise ConnectionAbortedError

    office.sink.on_letter = once
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:00")
    assert office.tick("2020-08-27T09:05").problems
    office.tick("2020-08-27T09:30")
    assert [taken.raw for taken in office.sink.taken] == lost


def test_one_refused_recipient_does_not_stop_the_rest(office: Office):
    change(office, f'addresses = ["{CLERK}"]', f'addresses = ["{CLERK}", "gone@quangninh.example"]')
    office.sink.answers["gone@quangninh.example"] = "550 5.1.1 no such user"
    assert not office.tick("2020-08-28T15:10").problems, "an address that is none is no failure of the round"
    assert len(office.letters(to=CLERK)) == 1
    office.tick("2020-08-28T16:10")
    assert len(office.letters(to=CLERK)) == 1


@pytest.mark.parametrize("answer", ["552 5.3.4 message size exceeds fixed limit", "554 5.7.1 this looks dangerous"])
def test_a_summary_that_is_refused_with_its_files_comes_without_them(office: Office, answer: str):
    """A filter or a limit on the way out: the figures reach the office all the same, and the mail says what is missing."""

    def refuse(letter: Taken) -> str | None:
        return answer if b"filename=" in letter.raw else None

    office.sink.on_letter = refuse
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:00")
    assert not office.tick("2020-08-28T15:10").problems
    assert not office.letters(to=CLERK)
    office.tick("2020-08-28T15:11")
    (summary,) = office.letters(to=CLERK)
    assert "1/46" in str(summary["Subject"])
    assert "không kèm tệp" in words(summary)
    assert not list(summary.iter_attachments())
    office.tick("2020-08-28T15:12")
    assert len(office.letters(to=CLERK)) == 1
    office.sink.on_letter = None
    office.mail("km15@mongcai.example", "Km15: 30 máy Bluezone trong tuần.", when="2020-08-28T16:00")
    office.tick("2020-08-29T15:12")
    assert list(office.letters(to=CLERK)[-1].iter_attachments()), "the revised one has its files again"


def test_a_question_whose_mail_is_not_let_out_is_asked_without_it(office: Office):
    """The mail that it asks about is attached, and a virus filter may not like it."""
    office.sink.on_letter = lambda letter: "552 5.7.0 blocked" if b".eml" in letter.raw else None
    office.mail("la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-27T08:00")
    office.tick("2020-08-27T08:05")
    office.tick("2020-08-27T08:06")
    (request,) = office.letters(to=CLERK)
    assert "77" in words(request)
    office.answer(request, "1 ok", when="2020-08-27T09:00", sender=CLERK)
    office.tick("2020-08-27T09:05")
    assert office.unit("ubnd-ka-long")["count"] == 77


def test_letters_wait_for_an_account_that_may_not_send(office: Office):
    """The server refuses us for good, as it sees it; two hours later somebody has mended the account."""
    everybody = {CLERK: "550 5.4.5 daily sending quota exceeded"}
    office.sink.answers.update(everybody)
    office.tick("2020-08-28T15:10")
    office.tick("2020-08-28T16:20")
    assert not office.letters(to=CLERK)
    office.sink.answers.clear()
    office.tick("2020-08-28T17:30")
    assert len(office.letters(to=CLERK)) == 1


def test_a_dead_address_is_not_used_while_the_unit_has_another_one(office: Office):
    office.sink.answers["ben-xe@mongcai.example"] = "550 5.1.1 no such user"
    office.tick("2020-08-27T15:00")
    office.tick("2020-08-28T13:00")
    assert len(office.letters(to="canbo.ben-xe@mail.example")) == 1


def test_a_second_worker_on_one_ledger_says_so(office: Office):
    with Worker(office.settings), pytest.raises(LedgerInUseError, match="another dondoc worker"):
        Worker(office.settings)


def test_a_locked_ledger_is_one_clear_message(office: Office, capsys: pytest.CaptureFixture[str]):
    office.tick("2020-08-27T09:05")
    file = office.folder / "data" / "dondoc.db"
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(["tick", "--config", str(office.config), "--at", "2020-08-27T09:06"]) == 1
    told = capsys.readouterr().err
    assert "another program holds it" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["tick"], 2, "there is no such file"),
        (["status", "--period", "2020-08-27"], 2, "of any period"),
        (["tick", "--at", "gestern"], 2, "is no time"),
        (["explain", "nobody"], 2, "no unit"),
    ],
)
def test_usage(office: Office, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, words: str):
    config = office.folder / "none.toml" if arguments == ["tick"] else office.config
    assert main([*arguments, "--config", str(config)]) == status
    assert words in capsys.readouterr().err


def test_a_mail_that_was_set_aside_is_named_in_the_summary(office: Office):
    """Its place is known, its bytes could not be had: the office looks at it in its own mailbox."""
    office.tick("2020-08-28T09:00")
    ledger = open_ledger(office.settings.ledger_url)
    aside = Sighting(
        mailbox="gmail", folder="INBOX", uidvalidity=1, uid=77, received_at=None, set_aside="too-large: 80 MB"
    )
    with ledger.writing() as connection:
        kept.add_sighting(connection, aside, message=None, at=office.at("2020-08-28T09:00"))
    ledger.close()
    office.tick("2020-08-28T15:10")
    summary = words(office.letters(to=CLERK)[-1])
    assert "Một thư trong gmail/INBOX chưa đọc được" in summary
    assert "UID 77" in summary


def test_a_unit_whose_mail_could_not_be_recorded_is_not_chased(office: Office, monkeypatch: pytest.MonkeyPatch):
    """A bug on one mail sets that mail aside; the next is recorded, and the unit that wrote it was heard from."""
    whole = intake.decide

    def broken(findings: Findings, **more: Any) -> Extraction:
        if findings.letter.sender.email.startswith("km15"):
            raise AssertionError("a bug")
        return whole(findings, **more)

    monkeypatch.setattr(intake, "decide", broken)
    office.mail("km15@mongcai.example", "Km15: 30 máy Bluezone trong tuần.", when="2020-08-27T09:00")
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:01")
    office.tick("2020-08-27T15:00")
    assert office.unit("ben-xe")["count"] == 12
    assert office.unit("km15")["standing"] == "checking"
    assert not office.letters(to="km15@mongcai.example")
    office.tick("2020-08-28T15:10")
    assert "km15@mongcai.example" in words(office.letters(to=CLERK)[-1])
