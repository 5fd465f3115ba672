"""Mails from files count as if a mailbox had given them, and archived ones can be read again."""

from __future__ import annotations

import mailbox
from collections.abc import Generator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dondoc.command_line import main
from ingest import schema
from ingest.ledger import open_ledger
from tests.dondoc.office import ROOT, Office, open_office
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

MAIL = ROOT / "tests" / "mails" / "oneliner-01.eml"


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office with nothing in its mailboxes."""
    with SmtpSink() as sink:
        yield open_office(tmp_path, dovecot, sink)


def run(office: Office, *arguments: str) -> int:
    return main([*arguments, "--config", str(office.config)])


def test_a_mail_counts_once_from_a_file_an_mbox_a_maildir_and_a_mailbox(office: Office, tmp_path: Path):
    raw = MAIL.read_bytes()
    box = mailbox.mbox(tmp_path / "old.mbox")
    box.add(raw)
    box.close()
    maildir = mailbox.Maildir(tmp_path / "maildir")
    maildir.add(raw)
    office.dovecot.deliver(office.mailboxes["government"], raw, at=office.at("2020-08-27T10:00"))
    for path in (MAIL, tmp_path / "old.mbox", tmp_path / "maildir"):
        assert run(office, "import", str(path)) == 0
    assert office.tick("2020-08-27T11:00").taken.messages == 0
    assert office.unit("thanh-doan")["count"] == 125


def test_each_path_is_told_on_a_line_of_its_own(office: Office, capsys: pytest.CaptureFixture[str]):
    other = MAIL.with_name("oneliner-02.eml")
    assert run(office, "import", str(MAIL), str(other), str(MAIL)) == 0
    assert capsys.readouterr().err.split("\n") == [
        f"{MAIL}: 1 new, 0 copies, 0 set aside",
        f"{other}: 1 new, 0 copies, 0 set aside",
        f"{MAIL}: 0 new, 0 copies, 0 set aside",
        "in all: 2 new, 0 copies, 0 set aside",
        "",
    ]


def test_a_path_that_is_not_there_is_told_and_the_others_are_read(office: Office, capsys: pytest.CaptureFixture[str]):
    assert run(office, "import", "nowhere.eml", str(MAIL)) == 1
    assert "nowhere.eml" in capsys.readouterr().err
    assert office.unit("thanh-doan")["count"] == 125


def test_reading_again_shows_what_would_change_and_changes_it_only_when_asked(
    office: Office, capsys: pytest.CaptureFixture[str]
):
    """Old readers had misread a mail: the readings of today take their place, the old ones stay in the ledger."""
    run(office, "import", str(MAIL))
    ledger = open_ledger(office.settings.ledger_url)
    with ledger.writing() as connection:
        connection.execute(schema.readings.update().values(count=999))
    capsys.readouterr()
    assert run(office, "reread") == 0
    assert "+ thanh-doan 2020-08-28 125 accept" in capsys.readouterr().out
    assert office.unit("thanh-doan")["count"] == 999
    run(office, "reread", "--apply")
    assert office.unit("thanh-doan")["count"] == 125
    with ledger.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.readings)).scalar_one() == 2
    ledger.close()


def test_reading_again_leaves_what_a_human_ruled_on(office: Office, capsys: pytest.CaptureFixture[str]):
    run(office, "import", str(MAIL))
    assert run(office, "rule", "1", "130", "--again", "--who", "Lê Thí Dụ") == 0
    ledger = open_ledger(office.settings.ledger_url)
    with ledger.writing() as connection:
        connection.execute(schema.readings.update().values(count=999))
    ledger.close()
    run(office, "reread", "--apply")
    assert "1 left because a human ruled" in capsys.readouterr().out
    assert office.unit("thanh-doan")["count"] == 130
