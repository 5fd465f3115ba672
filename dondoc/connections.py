"""From the configuration to accounts: where servers are, and how secrets are got at the moment of logging in."""

from __future__ import annotations

import os
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path

from dondoc.settings import LineSettings, MailboxSettings, Settings
from ingest.mailboxes import Credentials, MailboxAccount, Security
from reporting.smtp import SmtpAccount


def mailbox_account(settings: Settings, mailbox: MailboxSettings) -> MailboxAccount:
    """Give the account of a mailbox."""
    credentials = _credentials(settings, mailbox)
    assert credentials is not None
    return MailboxAccount(
        name=mailbox.name,
        address=mailbox.address,
        host=mailbox.host,
        port=mailbox.port,
        security=Security(mailbox.security),
        credentials=credentials,
        folders=mailbox.folders,
        junk=mailbox.junk,
        ca_file=_path(settings, mailbox.ca_file),
        timeout=mailbox.timeout.total_seconds(),
        insecure=mailbox.insecure,
    )


def smtp_account(settings: Settings) -> SmtpAccount:
    """Give the account that letters are handed over with."""
    smtp = settings.smtp
    return SmtpAccount(
        host=smtp.host,
        port=smtp.port,
        security=Security(smtp.security),
        credentials=_credentials(settings, smtp),
        from_address=parseaddr(smtp.sender)[1],
        ca_file=_path(settings, smtp.ca_file),
        timeout=smtp.timeout.total_seconds(),
        insecure=smtp.insecure,
    )


def _path(settings: Settings, name: str | None) -> Path | None:
    return None if name is None else settings.path(name)


def _credentials(settings: Settings, line: LineSettings) -> Credentials | None:
    if not line.username:
        return None
    if line.token_command is not None:
        return Credentials(username=line.username, token_command=line.token_command)
    return Credentials(username=line.username, password=_password(settings, line))


def _password(settings: Settings, line: LineSettings) -> Callable[[], str]:
    """Give the way to a password, gone each time that somebody logs in: a changed one needs no restart."""
    if line.password_env is not None:
        name = line.password_env
        return lambda: os.environ[name]
    file = settings.path(line.password_file or "")
    return lambda: file.read_text(encoding="utf-8").strip()
