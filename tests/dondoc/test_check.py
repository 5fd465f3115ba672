"""`dondoc check` names what is missing, once and at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dondoc.command_line import main
from tests.dondoc.office import Office, open_office
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Office:
    """An office whose SMTP server is not there."""
    with SmtpSink() as sink:
        return open_office(tmp_path, dovecot, sink)


def test_a_password_that_is_not_set_is_told_by_its_name(office: Office, capsys: pytest.CaptureFixture[str]):
    """Also where the server cannot be reached: one does not have to wait for it to learn the other."""
    text = office.config.read_text(encoding="utf-8")
    text = text.replace('password_file = "password"', 'password_env = "DONDOC_NOT_SET"')
    office.config.write_text(text.replace(f"port = {office.dovecot.imap}", "port = 1"), encoding="utf-8")
    assert main(["check", "--config", str(office.config)]) == 1
    told = capsys.readouterr().out
    for mailbox in ("government", "gmail"):
        assert (
            f"FAIL  mailbox {mailbox} (127.0.0.1:1): there is no password to log in with (DONDOC_NOT_SET is not set)"
            in told
        )
    assert "FAIL  SMTP (127.0.0.1:" in told


def test_a_period_that_is_no_date(office: Office, capsys: pytest.CaptureFixture[str]):
    for command in ("status", "summary"):
        assert main([command, "--period", "foo", "--config", str(office.config)]) == 2
        assert "--period foo: is no date; write the deadline's date like 2020-08-28" in capsys.readouterr().err
