"""`dondoc audit`: proves that every mail is accounted for, each figure has its mail, the archive is whole and the past unchanged.

What it proves and what it cannot is in docs/reliability.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dondoc.connections import mailbox_account
from dondoc.settings import Settings
from dondoc.status import situation_at
from dondoc.terminal import as_json as json_of
from dondoc.worker import BEFORE_THE_START, read_only
from ingest import chain, schema
from ingest.archive import Archive, ArchiveError
from ingest.books import Figure
from ingest.ledger import account_of_message
from ingest.mailboxes import LineError, Mailbox
from ingest.mailboxes.values import Census
from parsers.letters import read_letter
from parsers.values import Evidence, Letter, Paragraph
from reporting.outbox import State
from reporting.situation import Situation

NAMED = 20
"""So many are named one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the audit."""

    about: str
    holds: bool
    told: str
    details: tuple[str, ...] = ()
    numbers: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """A message at a place in a folder, as the ledger has it."""

    uid: int
    account: str
    """`reports`, `waiting`, `set_aside` or `other`."""
    sender: str
    subject: str


def audit(settings: Settings, *, as_json: bool, offline: bool, head: str | None = None) -> int:
    """Audit and print a line for each thing; give 0 if all holds, else 1. Raises LedgerError."""
    situation = situation_at(settings, None)
    archive = Archive(settings.path(settings.storage.archive))
    findings: list[Finding] = []
    with read_only(settings) as connection:
        if not offline:
            findings += _mailboxes(connection, settings, situation)
        pruned = pruned_hashes(connection)
        findings.append(archive_finding(archived_hashes(connection), pruned, archive))
        hashes = {
            row.id: row.sha256 for row in connection.execute(sa.select(schema.messages.c.id, schema.messages.c.sha256))
        }
        findings.append(figures_finding(situation.books.figures.values(), hashes, pruned, archive))
        findings.append(letters_finding(situation))
        findings.append(chain_finding(connection))
        if head:
            findings.append(head_finding(connection, head))
    if as_json:
        print(json_of([_as_object(finding) for finding in findings]))
    else:
        _print(findings)
    return 0 if all(finding.holds for finding in findings) else 1


def _print(findings: Iterable[Finding]) -> None:
    for finding in findings:
        print(f"{'ok   ' if finding.holds else 'FAIL '} {finding.about}: {finding.told}")
        for detail in finding.details[:NAMED]:
            print(f"        {detail}")
        if len(finding.details) > NAMED:
            print(f"        ... and {len(finding.details) - NAMED} more (--json names them all)")


def _as_object(finding: Finding) -> dict[str, Any]:
    return {
        "about": finding.about,
        "ok": finding.holds,
        "told": finding.told,
        "details": list(finding.details),
        **(finding.numbers or {}),
    }


# Mailboxes: rule 8


def _mailboxes(connection: Connection, settings: Settings, situation: Situation) -> Iterable[Finding]:
    since = settings.campaign.starts - BEFORE_THE_START
    waiting = {wait.recorded.message for wait in situation.books.waiting}
    for configured in settings.mailboxes:
        about = f"mailbox {configured.name}"
        try:
            with Mailbox(mailbox_account(settings, configured)) as mailbox:
                for folder in mailbox.folders():
                    census = mailbox.census(folder, since=since)
                    yield _folder(connection, configured.name, census, waiting)
        except LineError as error:
            yield Finding(about=about, holds=False, told=f"{error} (--offline leaves the mailboxes out)")


def _folder(connection: Connection, mailbox: str, census: Census, waiting: set[int]) -> Finding:
    cursor: Any = connection.execute(
        sa.select(schema.cursors).where(schema.cursors.c.mailbox == mailbox, schema.cursors.c.folder == census.folder)
    ).one_or_none()
    about = f"{mailbox}/{census.folder}"
    if cursor is None:
        return Finding(
            about=about, holds=not census.uids - census.earlier, told=f"{len(census.uids)} on the server, never read"
        )
    if cursor.uidvalidity != census.uidvalidity:
        told = "the server has numbered it anew (UIDVALIDITY) since the last round: it is read anew in the next one; audit after it"
        return Finding(about=about, holds=False, told=told)
    sighted = sighted_in(connection, mailbox, census.folder, census.uidvalidity, waiting)
    return folder_finding(about, census, sighted, next_uid=cursor.next_uid)


def sighted_in(
    connection: Connection, mailbox: str, folder: str, uidvalidity: int, waiting: set[int]
) -> dict[int, Sighted]:
    """Give what the ledger says became of each message of a folder, by UID."""
    table = schema.sightings
    rows = connection.execute(
        sa.select(table.c.uid, table.c.message, table.c.set_aside, schema.messages.c.sender, schema.messages.c.subject)
        .outerjoin(schema.messages, schema.messages.c.id == table.c.message)
        .where(table.c.mailbox == mailbox, table.c.folder == folder, table.c.uidvalidity == uidvalidity)
        .order_by(table.c.set_aside.is_(None))  # what was had after it was set aside comes last, and holds
    ).all()
    account = account_of_message(connection, waiting)
    return {
        row.uid: Sighted(
            uid=row.uid,
            account=account(row.message, row.set_aside),
            sender=row.sender or "",
            subject=row.subject or "",
        )
        for row in rows
    }


def folder_finding(about: str, census: Census, sighted: Mapping[int, Sighted], *, next_uid: int) -> Finding:
    """Account for each UID of a folder: server = reports + waiting + set aside + other + earlier + new, by UID and not by sums."""
    here = {uid: each for uid, each in sighted.items() if uid in census.uids}
    counts = {
        account: sum(each.account == account for each in here.values())
        for account in ("reports", "waiting", "set_aside", "other")
    }
    rest = census.uids - here.keys()
    new = {uid for uid in rest if uid >= next_uid}
    earlier = (rest - new) & census.earlier
    lost = sorted(rest - new - earlier)
    gone = [each for uid, each in sorted(sighted.items()) if uid not in census.uids]
    told = (
        f"{len(census.uids)} on the server = {counts['reports']} reports + {counts['waiting']} waiting"
        f" + {counts['set_aside']} set aside + {counts['other']} other + {len(earlier)} earlier + {len(new)} new since the last round"
    )
    details = [f"UID {uid} is on the server and nowhere in the ledger" for uid in lost]
    if lost:
        told += f" + {len(lost)} UNACCOUNTED FOR"
    if gone:
        told += f"; {len(gone)} more were recorded and are gone from the server"
        details += [f"gone: UID {each.uid}, {each.sender}: {each.subject}" for each in gone]
    numbers = {"on_server": len(census.uids), **counts, "earlier": len(earlier), "new": len(new), "unaccounted": lost}
    return Finding(about=about, holds=not lost, told=told, details=tuple(details), numbers=numbers)


# Archive and figures


def archived_hashes(connection: Connection) -> set[str]:
    """Give the hashes of all raw mails that the ledger knows."""
    sighted = connection.execute(sa.select(schema.sightings.c.sha256).where(schema.sightings.c.sha256.is_not(None)))
    return {*sighted.scalars(), *connection.execute(sa.select(schema.messages.c.sha256)).scalars()}


def pruned_hashes(connection: Connection) -> dict[str, dt.datetime]:
    """Give the hashes of the raw mails that were taken out of the archive because of their age, and when."""
    return {row.sha256: row.at for row in connection.execute(sa.select(schema.pruned))}


def archive_finding(hashes: Iterable[str], pruned: Mapping[str, object], archive: Archive) -> Finding:
    """Read every raw mail and compare it with its name."""
    kept = without = 0
    wrong: list[str] = []
    for sha256 in sorted(hashes):
        if sha256 in pruned and sha256 not in archive:
            without += 1
            continue
        try:
            archive.read(sha256)
            kept += 1
        except ArchiveError as error:
            wrong.append(str(error))
    told = f"{kept} raw mails hold what their hashes say"
    if without:
        told += f", {without} pruned"
    if wrong:
        told += f", {len(wrong)} do not"
    return Finding(about="archive", holds=not wrong, told=told, details=tuple(wrong))


def figures_finding(
    figures: Iterable[Figure], hashes: Mapping[int, str], pruned: Mapping[str, object], archive: Archive
) -> Finding:
    """Follow each figure in force to its mail, and its evidence to a part of that mail."""
    proven = ruled = without = 0
    wrong: list[str] = []
    for figure in figures:
        name = f"{figure.unit} {figure.period} = {figure.count}"
        if figure.message is None:
            ruled += 1
            if figure.ruling is None:
                wrong.append(f"{name}: it has neither a mail nor a ruling")
            continue
        sha256 = hashes.get(figure.message, "")
        if sha256 in pruned and sha256 not in archive:
            without += 1
            continue
        try:
            problem = missing_evidence(read_letter(archive.read(sha256)), figure.evidence)
        except (ArchiveError, ValueError) as error:
            problem = str(error)
        if problem:
            wrong.append(f"{name}: {problem}")
        else:
            proven += 1
    told = f"{proven} in force across all weeks, with their mail and evidence"
    told += f", {ruled} ruled without a mail" if ruled else ""
    told += f", {without} whose mail was pruned" if without else ""
    told += f", {len(wrong)} WITHOUT" if wrong else ""
    return Finding(about="figures", holds=not wrong, told=told, details=tuple(wrong))


def missing_evidence(letter: Letter, evidence: Iterable[Evidence]) -> str:
    """Say which evidence is not in a letter; empty if all is: its part, and for subject and body its words."""
    for each in evidence:
        if each.part in {"subject", "body"}:
            text = letter.subject if each.part == "subject" else _words(letter)
            shown = _plain(each.text.strip("… "))
            if shown not in _plain(text) and not set(shown.split()) <= set(_plain(text).split()):
                return f"“{each.text}” does not stand in its {each.part}"
        elif not _has_part(letter, each.part):
            return f"it has no part {each.part}"
    return ""


def _has_part(letter: Letter, part: str) -> bool:
    if any(part == each.name or part.startswith(f"{each.name}/") for each in letter.attachments):
        return True
    return any(part.partition("/")[0].endswith(".eml") or _has_part(inner, part) for inner in letter.letters)


def _words(letter: Letter) -> str:
    found: list[str] = []
    for passage in letter.passages:
        for block in passage.blocks:
            if isinstance(block, Paragraph):
                found.append(block.text)
            else:
                found += [str(cell) for row in block.rows for cell in row if cell is not None]
    return "\n".join(found)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# Letters out and the chain


def letters_finding(situation: Situation) -> Finding:
    """Count the letters out; no duty and no Message-ID may be there twice, and what was sent has its time."""
    counts = {str(state): sum(letter.state is state for letter in situation.letters) for state in State}
    wrong = [
        f"letter {letter.id} ({letter.duty.key}) counts as sent without a time"
        for letter in situation.letters
        if letter.state is State.SENT and letter.sent_at is None
    ]
    told = ", ".join(f"{count} {state}" for state, count in counts.items() if count) or "none"
    return Finding(about="letters", holds=not wrong, told=told, details=tuple(wrong), numbers=counts)


def chain_finding(connection: Connection) -> Finding:
    """Follow the chain; give its head, to be compared with one that left the house before."""
    proof = chain.prove(connection)
    told = f"{proof.links} links over {proof.rows} rows, head {proof.head or 'none'}"
    details = tuple(
        f"link {each.link}: {each.why} ({each.rows})" if each.link else f"{each.rows}: {each.why}"
        for each in proof.broken
    )
    told += f", BROKEN at {len(details)}" if details else ""
    return Finding(about="chain", holds=not details, told=told, details=details, numbers={"head": proof.head})


def head_finding(connection: Connection, head: str) -> Finding:
    """Look for a head that left the house in the chain as it is now."""
    link = chain.link_of(connection, head.strip().lower())
    if link is None:
        return Finding(
            about="head",
            holds=False,
            told=f"{head} is no link of this chain: what it covered was rewritten, or is not here",
        )
    return Finding(about="head", holds=True, told=f"it is link {link} of this chain")
