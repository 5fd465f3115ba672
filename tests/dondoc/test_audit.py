"""The audit says ok where all is well, and names what is not."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import sqlite3
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from dondoc.command_line import main
from dondoc.health import Disk, problems_of
from dondoc.worker import Worker
from ingest import chain, schema
from ingest.ledger import MailboxHealth, open_ledger
from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office in which a few mails have come in."""
    with SmtpSink() as sink:
        office = open_office(tmp_path, dovecot, sink)
        office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
        office.mail("la@nguoila.example", "UBND phường Ka Long: tuần này 77 máy Bluezone.", when="2020-08-27T09:10")
        office.mail("tin@shop.example", "Giảm giá.", when="2020-08-27T09:20", subject="Khuyến mãi", to=("gmail",))
        office.mail("ben-xe@mongcai.example", "Bluezone: tuần này 12 máy.", when="2020-07-01T09:00", to=("gmail",))
        office.tick("2020-08-27T10:00")
        yield office


def audited(office: Office, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """Run the audit; give its status and its lines by what they are about."""
    capsys.readouterr()
    status = main(["audit", "--json", "--config", str(office.config)])
    return status, {line["about"]: line for line in json.loads(capsys.readouterr().out)}


def test_all_is_accounted_for(office: Office, capsys: pytest.CaptureFixture[str]):
    office.mail("km15@mongcai.example", "Bluezone 30 máy", when="2020-08-27T11:00", to=("gmail",))
    status, lines = audited(office, capsys)
    assert status == 0, lines
    counts = {
        name: lines["gmail/INBOX"][name] for name in ("on_server", "reports", "waiting", "other", "earlier", "new")
    }
    assert counts == {"on_server": 5, "reports": 1, "waiting": 1, "other": 1, "earlier": 1, "new": 1}
    assert lines["figures"]["told"].startswith("1 in force across all weeks, with their mail and evidence")
    assert lines["chain"]["head"]


def test_a_mailbox_out_of_reach_fails_and_is_told_how_to_leave_out(office: Office, capsys: pytest.CaptureFixture[str]):
    """As with the demo's ledger, whose servers are gone with the demo."""
    text = office.config.read_text(encoding="utf-8")
    office.config.write_text(text.replace(f"port = {office.dovecot.imap}", "port = 1", 1), encoding="utf-8")
    status, lines = audited(office, capsys)
    assert (status, lines["mailbox government"]["ok"], lines["gmail/INBOX"]["ok"]) == (1, False, True)
    assert lines["mailbox government"]["told"].endswith("(--offline leaves the mailboxes out)")


def test_the_head_in_a_summary_shows_a_past_that_was_rewritten_cleverly(
    office: Office, capsys: pytest.CaptureFixture[str]
):
    """With rows changed and the whole chain computed anew the audit is content; the head that the office has by mail is not."""
    office.tick("2020-08-28T15:10")
    summary = next(letter for letter in office.letters(to=CLERK) if "/46" in str(letter["Subject"]))
    head = re.findall(r"\b[0-9a-f]{64}\b", words(summary))[0]
    with_head = ["audit", "--offline", "--head", head, "--config", str(office.config)]
    assert main(with_head) == 0
    ledger = open_ledger(office.settings.ledger_url)
    with ledger.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE rulings SET who = 'x'")
        connection.exec_driver_sql("UPDATE attempts SET detail = 'x'")
        connection.execute(schema.chain.delete())
        chain.extend(connection)
    ledger.close()
    assert main(["audit", "--offline", "--config", str(office.config)]) == 0
    capsys.readouterr()
    assert main(with_head) == 1
    assert "is no link of this chain" in capsys.readouterr().out


def test_a_mail_that_was_passed_over_is_named(office: Office, capsys: pytest.CaptureFixture[str]):
    with sqlite3.connect(office.folder / "data" / "dondoc.db") as database:
        database.execute("DELETE FROM sightings WHERE mailbox = 'gmail' AND uid = 2")
    status, lines = audited(office, capsys)
    assert status == 1
    assert lines["gmail/INBOX"]["unaccounted"] == [2]
    assert not lines["chain"]["ok"]


def test_what_the_clerk_deleted_is_named_and_no_fault(office: Office, capsys: pytest.CaptureFixture[str]):
    with office.dovecot.client(office.mailboxes["gmail"]) as client:
        client.select_folder("INBOX")
        client.delete_messages([1])
        client.expunge()
    status, lines = audited(office, capsys)
    assert status == 0
    assert lines["gmail/INBOX"]["details"] == ["gone: UID 1, thanh-doan@mongcai.example: Báo cáo Bluezone"]


def test_a_changed_or_missing_raw_mail_is_named(office: Office, capsys: pytest.CaptureFixture[str]):
    first, *_ = sorted((office.folder / "data" / "messages").glob("??/*.eml"))
    for content in (b"Subject: another\r\n\r\n", None):
        if content is None:
            first.unlink()
        else:
            first.write_bytes(content)
        status, lines = audited(office, capsys)
        assert status == 1
        assert first.name in str(lines["archive"]["details"])


def test_a_figure_whose_evidence_is_not_in_its_mail_is_named(office: Office, capsys: pytest.CaptureFixture[str]):
    with sqlite3.connect(office.folder / "data" / "dondoc.db") as database:
        database.execute(
            "UPDATE readings SET evidence = replace(evidence, '125', '521'), count = 521 WHERE count = 125"
        )
    status, lines = audited(office, capsys)
    assert status == 1
    assert "521" in lines["figures"]["details"][0]
    assert "body" in lines["figures"]["details"][0]


def test_a_backup_made_while_the_worker_runs_is_restored_and_proven(office: Office, capsys: pytest.CaptureFixture[str]):
    expected = office.status("2020-08-28")
    backup = str(office.folder / "backup")
    with Worker(office.settings) as worker:
        assert main(["backup", backup, "--config", str(office.config)]) == 0
        office.mail("km15@mongcai.example", "Bluezone: tuần này 30 máy.", when="2020-08-27T11:00")
        worker.round(office.at("2020-08-27T11:05"))
        later = office.status("2020-08-28")
        assert main(["backup", backup, "--config", str(office.config)]) == 0, "again, into the same folder"
    assert later != expected
    assert main(["restore", backup, "--config", str(office.config)]) == 1, "never over a ledger that is there"
    assert "move it" in capsys.readouterr().err
    (office.folder / "data").rename(office.folder / "lost")
    assert main(["restore", backup, "--config", str(office.config)]) == 0
    assert office.status("2020-08-28") == later
    status, lines = audited(office, capsys)
    assert status == 0, lines
    files = [path for path in (office.folder / "data").rglob("*") if path.is_file()]
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}
    sent = len(office.sink.taken)
    assert office.tick("2020-08-27T11:06").taken.messages == 0
    assert len(office.sink.taken) == sent


def test_a_backup_that_was_broken_off_leaves_the_last_one(office: Office, capsys: pytest.CaptureFixture[str]):
    backup = office.folder / "backup"
    assert main(["backup", str(backup), "--config", str(office.config)]) == 0
    office.mail("km15@mongcai.example", "Bluezone: tuần này 30 máy.", when="2020-08-27T11:00")
    office.tick("2020-08-27T11:05")
    *_, last = sorted((office.folder / "data" / "messages").glob("??/*.eml"), key=lambda path: path.stat().st_mtime)
    content = last.read_bytes()
    last.write_bytes(content[:-1])
    assert main(["backup", str(backup), "--config", str(office.config)]) == 1
    assert "restore it from a backup" in capsys.readouterr().err
    (office.folder / "data").rename(office.folder / "lost")
    assert main(["restore", str(backup), "--config", str(office.config)]) == 0
    assert office.unit("thanh-doan")["count"] == 125
    assert office.unit("km15")["count"] is None


def test_a_ledger_that_is_damaged_does_not_take_the_place_of_a_good_backup(
    office: Office, capsys: pytest.CaptureFixture[str]
):
    """A page that no query of the backup touches is rotten: the copy is looked through before the last one goes."""
    backup = office.folder / "backup"
    assert main(["backup", str(backup), "--config", str(office.config)]) == 0
    good = (backup / "ledger.db").read_bytes()
    database = office.folder / "data" / "dondoc.db"
    with sqlite3.connect(database) as opened:
        page = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_messages_sender'").fetchone()[0]
        size = opened.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(database.read_bytes())
    content[(page - 1) * size + 200 : page * size] = b"\xaa" * (size - 200)
    database.write_bytes(content)
    capsys.readouterr()
    assert main(["backup", str(backup), "--config", str(office.config)]) == 1
    assert "it is damaged; restore it from an earlier backup" in capsys.readouterr().err
    assert (backup / "ledger.db").read_bytes() == good
    assert sorted(path.name for path in backup.iterdir()) == ["ledger.db", "manifest.json", "messages"]


def test_a_backup_is_written_over_only_by_the_same_ledger(office: Office, capsys: pytest.CaptureFixture[str]):
    """The ledger is lost, the worker begins an empty one, and cron backs that up: the good backup is all that is left."""
    backup = office.folder / "backup"
    command = ["backup", str(backup), "--config", str(office.config)]
    assert main(command) == 0
    good = {path: path.read_bytes() for path in backup.rglob("*") if path.is_file()}
    (office.folder / "data").rename(office.folder / "lost")
    open_ledger(office.settings.ledger_url).close()
    capsys.readouterr()
    for _empty_then_another in range(2):
        assert main(command) == 1
        told = capsys.readouterr().err
        assert "it is not of an earlier state of this ledger" in told
        assert "--anew" in told
        assert {path: path.read_bytes() for path in backup.rglob("*") if path.is_file()} == good
        office.tick("2020-08-27T11:05")
    assert main([*command, "--anew"]) == 0
    assert main(command) == 0, "from now on it is this ledger's"
    shutil.rmtree(office.folder / "data")
    (office.folder / "lost").rename(office.folder / "data")
    assert main(command) == 1


def test_a_later_backup_is_not_written_over_by_an_earlier_state(office: Office):
    early, late = (str(office.folder / name) for name in ("early", "late"))
    assert main(["backup", early, "--config", str(office.config)]) == 0
    office.mail("km15@mongcai.example", "Bluezone: tuần này 30 máy.", when="2020-08-27T11:00")
    office.tick("2020-08-27T11:05")
    assert main(["backup", late, "--config", str(office.config)]) == 0
    (office.folder / "data").rename(office.folder / "lost")
    assert main(["restore", early, "--config", str(office.config)]) == 0
    assert main(["backup", late, "--config", str(office.config)]) == 1
    assert main(["backup", early, "--config", str(office.config)]) == 0


@pytest.mark.parametrize(("part", "status"), [("ledger.db", 0), ("both", 1)])
def test_a_damaged_backup_is_replaced_where_its_manifest_tells_that_it_was_of_this_ledger(
    office: Office, part: str, status: int
):
    backup = office.folder / "backup"
    command = ["backup", str(backup), "--config", str(office.config)]
    assert main(command) == 0
    (backup / "ledger.db").write_bytes(b"rotten")
    if part == "both":
        (backup / "manifest.json").unlink()
    assert main(command) == status


def test_a_backup_whose_ledger_was_changed_is_refused(office: Office, capsys: pytest.CaptureFixture[str]):
    backup = office.folder / "backup"
    assert main(["backup", str(backup), "--config", str(office.config)]) == 0
    (office.folder / "data").rename(office.folder / "lost")
    with (backup / "ledger.db").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"!")
    assert main(["restore", str(backup), "--config", str(office.config)]) == 1
    assert "is not the one" in capsys.readouterr().err
    assert not (office.folder / "data" / "dondoc.db").exists()


def test_a_restore_that_fails_says_what_to_take_and_leaves_nothing(office: Office, capsys: pytest.CaptureFixture[str]):
    backup = office.folder / "backup"
    command = ["restore", str(backup), "--config", str(office.config)]
    assert main(["backup", str(backup), "--config", str(office.config)]) == 0
    (office.folder / "data").rename(office.folder / "lost")
    mail = min((backup / "messages").glob("??/*.eml"))
    content = mail.read_bytes()
    for damage in (lambda: mail.write_bytes(b"rotten"), mail.unlink):
        damage()
        capsys.readouterr()
        assert main(command) == 1
        told = capsys.readouterr().err
        assert "it is missing or damaged in this backup; take another backup" in told
        assert "restore it" not in told
        assert not list((office.folder / "data").glob("dondoc.db*"))
    mail.write_bytes(content)
    assert main(command) == 0


def test_where_no_backup_is_that_is_said(office: Office, capsys: pytest.CaptureFixture[str]):
    (office.folder / "data").rename(office.folder / "lost")
    assert main(["restore", str(office.folder / "nowhere"), "--config", str(office.config)]) == 1
    assert "nowhere: there is no backup there" in capsys.readouterr().err
    assert not (office.folder / "data").exists()


def test_pruned_mails_leave_their_hashes_and_figures(office: Office, capsys: pytest.CaptureFixture[str]):
    assert main(["prune", "--older-than", "36500d", "--config", str(office.config)]) == 0
    assert len(list((office.folder / "data" / "messages").glob("??/*.eml"))) == 5
    assert main(["prune", "--older-than", "1d", "--config", str(office.config)]) == 0
    assert not list((office.folder / "data" / "messages").glob("??/*.eml"))
    status, lines = audited(office, capsys)
    assert status == 0, lines
    assert "5 pruned" in lines["archive"]["told"]
    assert office.unit("thanh-doan")["count"] == 125


def test_how_long_mails_are_kept_is_configured_and_a_backup_after_it_is_whole(
    office: Office, capsys: pytest.CaptureFixture[str]
):
    """Pruned by the configured span; the same mail seen again is kept again; backup, restore and audit hold without the others."""
    config = ["--config", str(office.config)]
    assert main(["prune", *config]) == 2
    assert "keep in [storage]" in capsys.readouterr().err
    text = office.config.read_text(encoding="utf-8")
    office.config.write_text(text.replace('# keep = "365d"', 'keep = "365d"'), encoding="utf-8")
    assert main(["prune", *config]) == 0
    assert not list((office.folder / "data" / "messages").glob("??/*.eml"))
    raw = office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone.", when="2020-08-27T11:00", to=("gmail",))
    office.tick("2020-08-27T11:05")
    office.put("government", raw, "2020-08-27T11:00")
    office.tick("2020-08-27T11:06")
    backup = str(office.folder / "backup")
    assert main(["backup", backup, *config]) == 0
    (office.folder / "data").rename(office.folder / "lost")
    assert main(["restore", backup, *config]) == 0
    status, lines = audited(office, capsys)
    assert status == 0, lines
    assert "5 pruned" in lines["archive"]["told"]
    assert (office.unit("thanh-doan")["count"], office.unit("ben-xe")["count"]) == (125, 12)


NOW = dt.datetime(2020, 8, 27, 12, tzinfo=dt.UTC)
WELL = MailboxHealth(mailbox="gmail", read_at=NOW, failing_since=None, error=None)
ROOM = Disk(path="/data", free=10 * 2**30, total=100 * 2**30)


@pytest.mark.parametrize(
    ("last", "mailbox", "disk", "told"),
    [
        (NOW, WELL, ROOM, ""),
        (NOW - dt.timedelta(minutes=9), WELL, ROOM, ""),
        (None, WELL, ROOM, "no round was ever made"),
        (NOW - dt.timedelta(minutes=11), WELL, ROOM, "11 min ago"),
        (NOW + dt.timedelta(days=3), WELL, ROOM, "3 d in the future; set the clock"),
        (
            NOW,
            MailboxHealth(
                mailbox="gmail", read_at=None, failing_since=NOW - dt.timedelta(hours=2), error="login refused"
            ),
            ROOM,
            "mailbox gmail not read for 2 h (login refused)",
        ),
        (
            NOW,
            MailboxHealth(mailbox="gmail", read_at=None, failing_since=NOW - dt.timedelta(minutes=5), error="x"),
            ROOM,
            "",
        ),
        (NOW, WELL, Disk(path="/data", free=100 * 2**20, total=100 * 2**30), "only 100 MB free at /data"),
    ],
)
def test_health(last: dt.datetime | None, mailbox: MailboxHealth, disk: Disk, told: str):
    spans = {"late": dt.timedelta(minutes=10), "failing": dt.timedelta(hours=1)}
    problems = list(problems_of(NOW, last, [mailbox], [disk], [], **spans))
    assert len(problems) == bool(told)
    assert told in "; ".join(problems)


def test_health_on_the_command_line(office: Office, capsys: pytest.CaptureFixture[str]):
    """The last round of the sample week is years ago."""
    capsys.readouterr()
    assert main(["health", "--config", str(office.config)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("FAIL: the last round was ")
    assert told.count("\n") == 1
