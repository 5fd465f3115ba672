"""Who may read and write what: files for their owner alone, a system that cannot be written to, one worker, no secret in any word."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dondoc.command_line import main
from dondoc.settings import SettingsError, load_settings
from dondoc.worker import Worker
from ingest import ledger as kept
from ingest.ledger import LedgerError, LedgerInUseError, open_ledger
from tests.dondoc.office import ROOT, Office, open_office
from tests.dondoc.test_faults import change
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import needs
from tests.servers.postgresql import PostgreSQL
from tests.servers.processes import is_root, short_directory, unavailable
from tests.servers.smtp_sink import SmtpSink

SECRET = "b1-mat-khau-rat-dai"


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office with a report in its mailboxes."""
    with SmtpSink() as sink:
        office = open_office(tmp_path, dovecot, sink)
        office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
        yield office


# Files


def modes(folder: Path) -> dict[str, set[str]]:
    """Give the modes of all files and of all folders below and with one."""
    found = [folder, *folder.rglob("*")]
    return {
        "files": {oct(path.stat().st_mode & 0o777) for path in found if path.is_file()},
        "folders": {oct(path.stat().st_mode & 0o777) for path in found if path.is_dir()},
    }


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_are_for_their_owner_alone_whatever_the_umask(office: Office, umask: int):
    """Ledger with its log and shared memory while the worker runs, archive, lock, backup, what was restored."""
    before = os.umask(umask)
    try:
        change(office, 'ledger = "sqlite:///data/dondoc.db"', 'ledger = "sqlite:///a/b/dondoc.db"')
        change(office, 'archive = "data/messages"', 'archive = "a/c/messages"')
        with Worker(office.settings) as worker:
            worker.round(office.at("2020-08-27T09:05"))
            assert main(["backup", str(office.folder / "x" / "backup"), "--config", str(office.config)]) == 0
            names = {path.name for path in (office.folder / "a").rglob("*") if path.is_file()}
            assert names > {"dondoc.db", "dondoc.db-wal", "dondoc.db-shm", "dondoc.db.lock"}
            assert modes(office.folder / "a" / "b") == {"files": {"0o600"}, "folders": {"0o700"}}
        (office.folder / "a").rename(office.folder / "lost")
        assert main(["restore", str(office.folder / "x" / "backup"), "--config", str(office.config)]) == 0
        for folder in ("a/b", "a/c", "x/backup", "lost/c"):
            assert modes(office.folder / folder) == {"files": {"0o600"}, "folders": {"0o700"}}, folder
    finally:
        os.umask(before)


@pytest.mark.parametrize(("name", "mode"), [("dondoc.db", 0o644), ("messages", 0o755)])
def test_check_says_that_others_can_read_the_mail(
    office: Office, capsys: pytest.CaptureFixture[str], name: str, mode: int
):
    """Copied back by hand, or made by an older system."""
    office.tick("2020-08-27T09:05")
    (office.folder / "data" / name).chmod(mode)
    main(["check", "--config", str(office.config)])
    assert re.search(rf"FAIL  permissions: .*{name}: others can read it; chmod go= ", capsys.readouterr().out)


def test_nothing_but_its_own_folder_is_written(dovecot: Dovecot):
    """As container and unit have it: another user, no capabilities, every file system read-only but for the data, /tmp too."""
    if not is_root():
        unavailable("only root can make the rest of the system read-only")
    python = sys.executable
    user = ["setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    if _runs([*user, *NOBODY], python):
        user += NOBODY
    # Else this checkout is below a folder that only root can enter: then root without any of its powers.
    with SmtpSink() as sink, short_directory("dd-own-") as folder:
        where = folder / "data"
        office = open_office(where, dovecot, sink)
        office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
        if "--reuid=nobody" in user:
            for path in (where, *where.rglob("*")):
                shutil.chown(path, "nobody", "nogroup")
        shut = f"""
            set -e
            mount --make-rprivate /
            awk '{{print $5}}' /proc/self/mountinfo | sort -r | while read -r place; do
                mount -o remount,bind,ro "$place" 2>/dev/null || true
            done
            mount --bind {where} {where} && mount -o remount,bind,rw {where}
            if touch {folder}/probe /tmp/probe 2>/dev/null; then echo "still writable"; exit 9; fi
            cd {where}
            exec {" ".join(user)} {python} -B -m dondoc tick --config config.toml --at 2020-08-27T15:00
        """
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", shut], check=False, capture_output=True, text=True, env=ENVIRONMENT
        )
        if "unshare failed" in done.stderr:
            # The kernel's right, with CI=true too: no set-up gives it to a container.
            pytest.skip(f"no mount namespace can be made here: {done.stderr}")
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(office.letters(to="thanh-doan@mongcai.example")) == 1
        assert modes(where / "data") == {"files": {"0o600"}, "folders": {"0o700"}}


NOBODY = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}


def _runs(user: list[str], python: str) -> bool:
    """Whether a user can run what is tested here, from a shell of its own."""
    command = [*user, "sh", "-c", f"{python} -B -c 'import dondoc'"]
    return not subprocess.run(command, check=False, capture_output=True, cwd="/", env=ENVIRONMENT).returncode


def test_the_unit_is_locked_in_as_systemd_sees_it():
    """Its own measure, 0 to 10: a unit without any of this has 9.2."""
    needs("systemd-analyze")
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(ROOT / "docs" / "dondoc.service")],
        check=False,
        capture_output=True,
        text=True,
    )
    found = re.search(r"Overall exposure level for dondoc\.service: ([\d.]+)", done.stdout)
    assert found is not None, done.stderr
    assert float(found[1]) <= 1.3


# One worker


def test_a_ledger_that_is_moved_away_under_a_running_worker_is_told(office: Office):
    """Else every round would write into a file that nobody will ever find."""
    with Worker(office.settings) as worker:
        assert not worker.round(office.at("2020-08-27T09:05")).problems
        sent = len(office.sink.taken)
        for each in (office.folder / "data").glob("dondoc.db*"):
            each.rename(office.folder / each.name)
        for _ in range(2):
            done = worker.round(office.at("2020-08-27T15:00"))
            assert any("was moved, replaced or deleted while dondoc was running" in each for each in done.problems)
        assert len(office.sink.taken) == sent
    for each in office.folder.glob("dondoc.db*"):
        each.rename(office.folder / "data" / each.name)
    assert not office.tick("2020-08-27T15:01").problems
    assert len(office.letters(to="km15@mongcai.example")) == 1


def test_a_lock_that_was_deleted_is_taken_again_or_lost_to_another_worker(office: Office):
    with Worker(office.settings) as first:
        (office.folder / "data" / "dondoc.db.lock").unlink()
        assert not first.round(office.at("2020-08-27T09:05")).problems
        with pytest.raises(LedgerInUseError):
            Worker(office.settings)
        (office.folder / "data" / "dondoc.db.lock").unlink()
        with Worker(office.settings):
            done = first.round(office.at("2020-08-27T15:00"))
            assert "another dondoc worker is running" in done.problems[0]
            assert not office.letters(to="km15@mongcai.example")


def test_a_lock_that_cannot_be_made_is_one_clear_message(office: Office, capsys: pytest.CaptureFixture[str]):
    (office.folder / "data" / "dondoc.db.lock").mkdir(parents=True)
    assert main(["tick", "--config", str(office.config), "--at", "2020-08-27T15:00"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("dondoc: ledger ")
    assert told.count("\n") == 1


def test_a_database_server_that_was_started_again_knows_its_worker_again(tmp_path: Path, postgresql: PostgreSQL):
    """Its lock ends with the connection. The worker claims again before it does anything; if another was faster, it stands back."""
    url = postgresql.database()
    first = open_ledger(url)
    first.claim()
    end_locks(url)
    first.hold()
    second = open_ledger(url)
    with pytest.raises(LedgerInUseError):
        second.claim()
    end_locks(url)
    second.claim()
    with pytest.raises(LedgerInUseError, match="another dondoc worker"):
        first.hold()
    first.hold()  # it holds nothing any more
    second.close()
    first.claim()
    first.close()


def end_locks(url: str) -> None:
    """End the connections that hold the worker's lock, as a restart of the server does."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
        )
    engine.dispose()


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_a_log_of_another_ledger_is_not_taken_for_the_restored_ones(
    office: Office, capsys: pytest.CaptureFixture[str], ending: str
):
    """Only the database was moved away; SQLite would put what its log holds into whatever stands in its place."""
    office.tick("2020-08-27T09:05")
    backup = str(office.folder / "backup")
    assert main(["backup", backup, "--config", str(office.config)]) == 0
    database = office.folder / "data" / "dondoc.db"
    database.rename(office.folder / "lost.db")
    left = database.with_name(database.name + ending)
    left.write_bytes(b"left over")
    assert main(["restore", backup, "--config", str(office.config)]) == 1
    assert f"dondoc.db{ending} is there already" in capsys.readouterr().err
    left.unlink()
    assert main(["restore", backup, "--config", str(office.config)]) == 0
    assert office.unit("thanh-doan")["count"] == 125


def test_nothing_is_restored_under_a_running_worker(office: Office, capsys: pytest.CaptureFixture[str]):
    office.tick("2020-08-27T09:05")
    backup = str(office.folder / "backup")
    assert main(["backup", backup, "--config", str(office.config)]) == 0
    with Worker(office.settings):
        for each in (office.folder / "data").glob("dondoc.db*"):
            if not each.name.endswith(".lock"):
                each.unlink()
        assert main(["restore", backup, "--config", str(office.config)]) == 1
    assert "another dondoc worker is running" in capsys.readouterr().err


# Secrets


def test_a_password_in_the_ledgers_address_is_shown_nowhere(
    tmp_path: Path,
    dovecot: Dovecot,
    postgresql: PostgreSQL,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
):
    """While all goes well, while another worker runs, when the server is gone, and when a statement fails."""
    caplog.set_level("DEBUG")
    with SmtpSink() as sink:
        url = postgresql.database().replace("postgres@", f"postgres:{SECRET}@") + f"?application_name={SECRET}"
        office = open_office(
            tmp_path, dovecot, sink, changes={'ledger = "sqlite:///data/dondoc.db"': f'ledger = "{url}"'}
        )
        config = ["--config", str(office.config)]
        for command in (
            ["tick", "--at", "2020-08-27T09:05"],
            ["check"],
            ["audit"],
            ["health"],
            ["backup", str(tmp_path / "b")],
        ):
            main([*command, *config])
        with Worker(office.settings) as worker:
            assert main(["tick", "--at", "2020-08-27T09:05", *config]) == 1
            with worker.ledger.engine.begin() as connection:
                connection.exec_driver_sql("DROP TABLE attempts CASCADE")
            worker.round(office.at("2020-08-27T15:00"))
        change(office, f":{postgresql.port}/", ":9/")
        for command in (["tick"], ["check"], ["status"]):
            assert main([*command, *config]) == 1
        out = capfd.readouterr()
        told = out.out + out.err + caplog.text
        assert "ok    ledger: postgresql+psycopg://postgres:***@127.0.0.1" in told
        assert SECRET not in told


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://ai:{SECRET}@x@127.0.0.1/dondoc",
        f"postgresql+psycopg://ai:12/{SECRET}@127.0.0.1/dondoc",
        f"postgresql+psycopg://ai:{SECRET}:9@127.0.0.1/dondoc",
        f"postgresql+psycopg://ai:?{SECRET}@127.0.0.1/dondoc",
        f"postgresql+psycopg://ai:#{SECRET}@127.0.0.1/dondoc",
    ],
)
def test_a_password_that_takes_the_address_apart_is_refused_without_a_word_of_it(tmp_path: Path, url: str):
    """Else a part of it would be the host or the database, which every message names."""
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    (tmp_path / "config.toml").write_text(text.replace("sqlite:///data/dondoc.db", url), encoding="utf-8")
    (tmp_path / "units.example.csv").write_bytes((ROOT / "units.example.csv").read_bytes())
    with pytest.raises(SettingsError, match=r"write @ : / .* of a password as %40") as caught:
        load_settings(tmp_path / "config.toml")
    assert SECRET not in str(caught.value)


def test_what_a_statement_was_given_is_not_in_its_error(tmp_path: Path):
    """Neither the key of tokens nor the words of mails get into a log by way of a database that fails."""
    ledger = open_ledger(f"sqlite:///{tmp_path}/dondoc.db")
    with sqlite3.connect(tmp_path / "dondoc.db") as other:
        other.execute("CREATE TRIGGER no BEFORE INSERT ON facts BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(Exception, match="no") as caught, ledger.writing() as connection:
        kept.signing_key(connection)
    ledger.close()
    shown = repr(caught.value) + str(caught.value)
    assert not re.search(r"[0-9a-f]{64}", shown)
    assert not isinstance(caught.value, LedgerError) or "signing-key" not in shown
