"""`dondoc check`: tries everything that a round needs, one line each, with how to mend it."""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

from dondoc.clock import now
from dondoc.connections import mailbox_account, smtp_account
from dondoc.settings import MetricsSettings, Settings
from dondoc.worker import campaign_of
from ingest.archive import Archive, ArchiveError
from ingest.ledger import LedgerError, open_ledger, shown, sqlite_file
from ingest.mailboxes import Credentials, LineError, Mailbox, NoSecretError, Trouble
from reporting.smtp import Sender, as_sent


def check(settings: Settings) -> int:
    """Try everything; print a line for each; give 0 if all of it works, else 1."""
    tries: list[tuple[str, Callable[[], str]]] = [
        ("configuration", lambda: f"{settings.campaign.name}, {len(settings.roster.units)} units"),
        ("templates", lambda: _templates(settings)),
        ("ledger", lambda: _ledger(settings)),
        ("archive", lambda: _archive(settings)),
        ("permissions", lambda: _permissions(settings)),
        *(
            (f"mailbox {mailbox.name}", lambda mailbox=mailbox: _mailbox(settings, mailbox.name))
            for mailbox in settings.mailboxes
        ),
        ("SMTP", lambda: _smtp(settings)),
        *([] if settings.metrics is None else [("metrics", lambda: _metrics(settings.metrics))]),
    ]
    failed = False
    for name, attempt in tries:
        try:
            print(f"ok    {name}: {attempt()}", flush=True)
        except LineError as error:
            failed = True
            # Where it happened begins with the name of the mailbox, or SMTP.
            print(f"FAIL  {name.removesuffix(error.where.partition(' ')[0])}{error}", flush=True)
        except (LedgerError, ArchiveError, FaultError) as error:
            failed = True
            print(f"FAIL  {name}: {error}", flush=True)
    return 1 if failed else 0


class FaultError(Exception):
    """Something that a round needs does not work; the message says what and how to mend it."""


def _templates(settings: Settings) -> str:
    """Look for mistakes in the office's own templates, each with file and line."""
    if settings.office.templates is None:
        return "those that dondoc comes with"
    folder = settings.path(settings.office.templates)
    if not folder.is_dir():
        raise FaultError(f"{folder} is no folder; mend [office] templates")
    from reporting.letters_out import check_templates
    from reporting.letters_out.samples import samples

    views = samples(campaign_of(settings), settings.calendar.period(settings.calendar.first_key))
    if faults := check_templates(folder, views):
        raise FaultError("\n      ".join(map(str, faults)))
    return str(folder)


def _ledger(settings: Settings) -> str:
    open_ledger(settings.ledger_url).close()
    return shown(settings.ledger_url)


def _archive(settings: Settings) -> str:
    archive = Archive(settings.path(settings.storage.archive))
    archive.keep(b"Subject: dondoc check\r\n\r\n")
    return settings.storage.archive


def _permissions(settings: Settings) -> str:
    """See that nobody else on this machine can read the mail."""
    file = sqlite_file(settings.ledger_url)
    places = [settings.path(settings.storage.archive), *([] if file is None else [file])]
    for place in places:
        if place.stat().st_mode & 0o077:
            raise FaultError(f"{place}: others can read it; chmod go= {place}")
    return "for their owner alone"


def _metrics(wanted: MetricsSettings | None) -> str:
    if importlib.util.find_spec("prometheus_client") is None:
        raise FaultError("prometheus_client is not installed; install dondoc[metrics]")
    assert wanted is not None
    places = [f"http://{wanted.address}:{wanted.port}/metrics"] if wanted.port is not None else []
    return ", ".join([*places, *([wanted.textfile] if wanted.textfile is not None else [])])


def _mailbox(settings: Settings, name: str) -> str:
    mailbox = next(each for each in settings.mailboxes if each.name == name)
    account = mailbox_account(settings, mailbox)
    _secret(account.credentials, account.where)
    with Mailbox(account) as opened:
        folders = opened.folders()
        counts = [
            f"{folder} {len(opened.census(folder, since=settings.campaign.starts).uids)} messages" for folder in folders
        ]
    return ", ".join(counts)


def _secret(credentials: Credentials | None, where: str) -> None:
    """See that there is a password before the line is tried: what is missing is told by its name, wherever the server is."""
    try:
        if credentials is not None:
            credentials.secret()
    except NoSecretError as error:
        raise LineError(Trouble.NO_SECRET, where=where, detail=str(error)) from error


def _smtp(settings: Settings) -> str:
    """Hand over a mail from the office to itself: a round trip through its own server."""
    address = parseaddr(settings.smtp.sender)[1]
    letter = EmailMessage()
    letter["From"] = settings.smtp.sender
    letter["To"] = settings.office.addresses[0]
    letter["Subject"] = f"{settings.campaign.name}: dondoc check"
    letter["Date"] = format_datetime(now().astimezone(dt.UTC))
    letter["Message-ID"] = make_msgid("dondoc-check", domain=address.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content("dondoc can send mail.\n")
    account = smtp_account(settings)
    _secret(account.credentials, account.where)
    with Sender(account) as sender:
        delivery = sender.send(as_sent(letter), recipients=[settings.office.addresses[0]])
    told = delivery.handed[0]
    if not delivery.accepted:
        raise FaultError(f"{told.recipient}: {told.code} {told.text}")
    return f"a mail to {told.recipient} was accepted"
