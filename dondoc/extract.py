"""`dondoc extract`: what would be read from files, one JSON object a line. No state, no network."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dondoc.settings import Settings
from dondoc.terminal import as_json, harmless
from ingest.deciding import decide
from ingest.reasons import words
from ingest.values import Contact, Extraction, Reading
from parsers.values import Evidence, Findings

if TYPE_CHECKING:
    from ingest.reading_process import Launched

DONE, FAILED = 0, 1


def extract_files(
    files: Sequence[str], settings: Settings, *, html: str | None = None, launched: Launched | None = None
) -> int:
    """Print what each file says, in the order of the arguments. A file that cannot be opened is told on stderr; then the status is 1."""
    from ingest.reading_process import ReadingPool

    status = DONE
    with ReadingPool(settings.vocabulary, processes=1, launched=launched) as pool:
        for name in files:
            try:
                raw = Path(name).read_bytes()
            except OSError as error:
                print(harmless(f"dondoc: {name}: {error.strerror or error}"), file=sys.stderr)
                status = FAILED
                continue
            findings = pool.read(raw, received_at=None)
            extraction = extract(findings, settings)
            print(as_json(shown(name, findings, extraction, settings)), flush=True)
            if html is not None:
                from dondoc.evidence_page import write_page

                write_page(Path(html), name, findings, extraction, settings)
    return status


def extract(findings: Findings, settings: Settings) -> Extraction:
    """Decide about one message without a ledger. It was received when its topmost Received says, else at its Date."""
    head = findings.letter
    return decide(
        findings,
        roster=settings.roster,
        calendar=settings.calendar,
        received_at=_aware(head.received or head.date, settings),
        authserv_ids=frozenset(mailbox.authserv_id for mailbox in settings.mailboxes if mailbox.authserv_id),
        replied=None,
        has_ledger=False,
    )


def _aware(instant: dt.datetime | None, settings: Settings) -> dt.datetime | None:
    """Take a time without an offset as local to the campaign."""
    if instant is None or instant.tzinfo is not None:
        return instant
    return instant.replace(tzinfo=settings.calendar.zone)


def shown(file: str, findings: Findings, extraction: Extraction, settings: Settings) -> dict[str, Any]:
    """Give an extraction as the JSON object of the command line's contract."""
    return {
        "file": file,
        "message_id": findings.letter.message_id or None,
        "kind": str(extraction.kind),
        "reports": [_report(reading, settings.campaign.language) for reading in extraction.readings],
        "contact": _contact(extraction.contact),
    }


def _report(reading: Reading, language: str) -> dict[str, Any]:
    return {
        "unit": reading.unit,
        "deadline": reading.period.isoformat() if reading.period else None,
        "count": reading.count,
        "cumulative": reading.cumulative,
        "decision": str(reading.decision),
        "reasons": [words(reason, language) for reason in reading.reasons],
        "evidence": list(map(dict, dict.fromkeys(_evidence(evidence) for evidence in reading.evidence))),
    }


def _evidence(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    return (("part", evidence.part), ("where", evidence.where), ("text", evidence.text))


def _contact(contact: Contact | None) -> dict[str, str | None] | None:
    if contact is None:
        return None
    return {"unit": contact.unit, "name": contact.name, "position": contact.position, "phone": contact.phone}
