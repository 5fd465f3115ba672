"""The demo's output as pages: what arrived, what was sent, where each unit stands, linked to the files themselves.

Self-contained HTML that opens from the disk, on a telephone too. In Vietnamese, as the office reads it, with a short English beside it.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from dondoc.demo.servers import SentLetter
from ingest.books import Books, Figure, Outcome
from ingest.ledger import RecordedExtraction
from parsers.values import Kind
from reporting.formats import Formats
from reporting.outbox import DutyKind
from reporting.standing import PeriodStanding, Standing, UnitStanding
from reporting.views import Campaign

KIND_WORDS: Mapping[str, str] = {
    DutyKind.SUMMARY: "tổng hợp",
    DutyKind.REVIEW: "hỏi lại văn phòng",
    DutyKind.RULED: "xác nhận quyết định",
    DutyKind.ALERT: "cảnh báo",
    DutyKind.RECEIPT: "xác nhận đã nhận",
    DutyKind.REMINDER: "nhắc báo cáo",
    DutyKind.OVERDUE: "đôn đốc quá hạn",
    DutyKind.ANNOUNCEMENT: "thông báo đổi hạn",
    DutyKind.HOLIDAY: "ngày nghỉ lễ",
}
"""What kinds of letters are called, in the order in which the page shows them: first what the office itself gets."""

STANDING_WORDS: Mapping[str, str] = {
    Standing.REPORTED: "đã báo cáo",
    Standing.LATE: "báo cáo muộn",
    Standing.CHECKING: "đang kiểm tra",
    Standing.MISSING: "chưa báo cáo",
    Standing.EXEMPT: "không phải báo cáo",
}
_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_OUTCOMES = {
    Outcome.IN_FORCE: ("{count} máy", "accept"),
    Outcome.REPLACED: ("{count} máy, đã được thay", "other"),
    Outcome.NO_NEWS: ("{count} máy, đã có", "other"),
    Outcome.WAITING: ("chờ ý kiến", "review"),
    Outcome.DROPPED: ("bỏ qua", "other"),
}
_OTHER_KINDS = {
    Kind.CONTACT: ("cán bộ đầu mối", "accept"),
    Kind.AUTOMATIC: ("thư tự động", "automatic"),
    Kind.BOUNCE: ("thư bị trả lại", "bounce"),
    Kind.OTHER: ("không phải báo cáo", "other"),
    Kind.REPORT: ("báo cáo", "accept"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """A letter out as the pages show it."""

    kind: str
    page: str
    eml: str
    at: str
    sender: str
    to: str
    subject: str
    text: str
    html: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedMail:
    """A mail as the pages show it."""

    at: str
    sender: str
    subject: str
    eml: str
    copies: int
    became: tuple[tuple[str, str], ...] = ()
    """What it turned out to be, each with the class of its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round of the worker as the pages show it."""

    at: str
    note: str
    arrived: int
    sent: Mapping[str, int]


def short_time(at: dt.datetime, zone: dt.tzinfo) -> str:
    """Give an instant as people of the office write it, `T6 28/8 15:10`."""
    local = at.astimezone(zone)
    return f"{_WEEKDAYS[local.weekday()]} {local.day}/{local.month} {local:%H:%M}"


def counted(kinds: Iterable[str]) -> dict[str, int]:
    """Count letters by kind, in the order in which the page shows kinds."""
    numbers = Counter(kinds)
    return {str(kind): numbers[kind] for kind in KIND_WORDS if numbers[kind]}


def write_letters(folder: Path, letters: Sequence[tuple[SentLetter, str]], zone: dt.tzinfo) -> list[LetterPage]:
    """Write each letter as .eml, as a page, and its attachments as files of their own."""
    folder.mkdir()
    pages: list[LetterPage] = []
    for number, (letter, kind) in enumerate(letters, start=1):
        stem = f"{number:03}-{kind}"
        (folder / f"{stem}.eml").write_bytes(letter.content)
        message = _parsed(letter.content)
        page = LetterPage(
            kind=kind,
            page=f"{stem}.html",
            eml=f"{stem}.eml",
            at=short_time(letter.at, zone),
            sender=str(message["From"]),
            to=", ".join(letter.recipients),
            subject=str(message["Subject"]),
            text=_body(message, "plain"),
            html=_with_pictures(_body(message, "html"), message),
            files=tuple(_write_files(folder, stem, message)),
        )
        (folder / page.page).write_text(_render("letter.html", letter=page, words=KIND_WORDS), encoding="utf-8")
        pages.append(page)
    return pages


def write_index(
    path: Path,
    *,
    campaign: Campaign,
    standing: PeriodStanding,
    letters: Sequence[LetterPage],
    arrived: Sequence[ArrivedMail],
    rounds: Sequence[RoundLine],
    zone: dt.tzinfo,
    program: str,
) -> None:
    """Write the page that links everything; `program` is how the reader calls dondoc."""
    groups = [(str(kind), [letter for letter in letters if letter.kind == kind]) for kind in KIND_WORDS]
    path.write_text(
        _render(
            "index.html",
            campaign=campaign.name,
            week=f"{standing.period.key:%d/%m/%Y}",
            total=f"{standing.total:,}".replace(",", "."),
            reported=standing.reported,
            expected=standing.expected,
            rate=Formats(campaign).percent(standing.reporting_rate),
            on_time=Formats(campaign).percent(standing.reporting_rate_on_time),
            counts={str(each): len(standing.having(each)) for each in Standing},
            units=[_unit_row(unit, zone, Formats(campaign)) for unit in standing.units],
            letters=letters,
            groups=[(kind, group) for kind, group in groups if group],
            arrived=arrived,
            copies=sum(mail.copies for mail in arrived),
            rounds=rounds,
            words=KIND_WORDS,
            standings=STANDING_WORDS,
            folder=path.parent.name,
            program=program,
        ),
        encoding="utf-8",
    )


def became(
    extraction: RecordedExtraction | None, readings: Mapping[int, int | None], books: Books
) -> tuple[tuple[str, str], ...]:
    """Say what a mail turned out to be; `readings` are the counts of its readings by their ids."""
    if extraction is None:
        return (("chưa đọc", "missing"),)
    if not readings:
        return (_OTHER_KINDS[Kind(extraction.kind)],)
    labels = [(books.outcomes.get(reading), count) for reading, count in readings.items()]
    return tuple(
        (_OUTCOMES[outcome][0].format(count=count), _OUTCOMES[outcome][1])
        for outcome, count in labels
        if outcome is not None
    )


def _unit_row(unit: UnitStanding, zone: dt.tzinfo, formats: Formats) -> dict[str, object]:
    figure = unit.figure
    return {
        "name": unit.unit.name,
        "standing": str(unit.standing),
        "count": "" if figure is None else figure.count,
        "received": "" if figure is None else short_time(figure.reported_at, zone),
        "evidence": "" if figure is None else _evidence(figure, formats),
    }


def _evidence(figure: Figure, formats: Formats) -> str:
    said = formats.said(figure) if figure.differs else f"“{formats.said(figure)}”"
    return f"{formats.source(figure)}: {said}" if figure.evidence else formats.source(figure)


def _parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _body(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return "" if body is None else str(body.get_content())


def _with_pictures(html: str, message: EmailMessage) -> str:
    """Put pictures that the HTML names by Content-ID into it."""
    for part in message.walk():
        name = str(part["Content-ID"] or "").strip("<> ")
        if name and part.get_content_maintype() == "image":
            data = base64.b64encode(_bytes_of(part)).decode()
            html = html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
    return html


def _write_files(folder: Path, stem: str, message: EmailMessage) -> Iterable[str]:
    for part in message.iter_attachments():
        name = Path(part.get_filename() or "attachment").name
        (folder / f"{stem}-{name}").write_bytes(_bytes_of(part))
        yield f"{stem}-{name}"


def _bytes_of(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _render(template: str, **values: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template(template).render(values)
