"""A page that shows a mail with the words marked that its figures came from: for a clerk to look at, on a phone too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dondoc.settings import Settings
from ingest.reasons import words
from ingest.values import Decision, Extraction, Reading
from parsers.values import Evidence, Findings, ShownLine
from reporting.formats import Formats


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A paragraph or a table row by row, ready for the template."""

    voice: str = ""
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    title: str = ""


def write_page(target: Path, name: str, findings: Findings, extraction: Extraction, settings: Settings) -> Path:
    """Write the page of one mail into a folder (or as this file, where its name ends with .html); give its path."""
    path = target if target.suffix == ".html" else target / f"{Path(name).stem}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(name, findings, extraction, settings), encoding="utf-8")
    return path


def page(name: str, findings: Findings, extraction: Extraction, settings: Settings) -> str:
    """Give the page as HTML: no script, no outside resource, everything from the mail escaped."""
    from jinja2 import Environment

    from dondoc.worker import campaign_of

    formats = Formats(campaign_of(settings))
    language = settings.campaign.language
    evidence = _once(each for reading in extraction.readings for each in reading.evidence)
    parts = [("body", _body(findings.body, _in("body", evidence)))]
    # Attachments are opened in the limited child alone: of them the page shows the words that the findings hold.
    files = dict.fromkeys(each.part for each in evidence if each.part not in ("body", "subject"))
    parts += [(part, _quoted(_in(part, evidence), formats)) for part in files]
    # Marked spots are found again in the text itself, so that the page cannot show words that the mail does not hold.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_TEMPLATE).render(
        language=language,
        name=Path(name).name,
        letter=findings.letter,
        subject=_marked(findings.letter.subject, _in("subject", evidence)),
        readings=[_summary(reading, settings, formats) for reading in extraction.readings],
        kind=str(extraction.kind),
        contact=extraction.contact,
        parts=parts,
        words=_LABELS[language],
    )


def _once(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Give each place once: count and running total may come from the same words, by different readers."""
    return list({(each.part, each.where, each.text): each for each in evidence}.values())


def _in(part: str, evidence: Iterable[Evidence]) -> list[Evidence]:
    return [each for each in evidence if each.part == part]


def _body(lines: Sequence[ShownLine], evidence: Sequence[Evidence]) -> tuple[Shown, ...]:
    """Give the paragraphs as they stand, and the rows of a table together."""
    shown: list[Shown] = []
    for (table, voice), run in groupby(lines, key=lambda each: (each.table, each.voice)):
        if table:
            rows = tuple(tuple(_cell(where, text, evidence) for where, text in each.cells) for each in run)
            shown.append(Shown(voice=str(voice), rows=rows, title=table))
            continue
        for each in run:
            ((where, text),) = each.cells
            here = [one for one in evidence if one.where == where]
            shown.append(Shown(voice=str(voice), pieces=_marked(text, here)))
    return tuple(shown)


def _cell(where: str, text: str, evidence: Sequence[Evidence]) -> tuple[Piece, ...]:
    return (Piece(text=text, marked=any(each.where == where for each in evidence)),)


def _quoted(evidence: Sequence[Evidence], formats: Formats) -> tuple[Shown, ...]:
    """Give an attachment's evidence, each with its address."""
    return tuple(
        Shown(pieces=(Piece(text=f"{formats.where(each)}: ", marked=False), Piece(text=each.text, marked=True)))
        for each in evidence
    )


def _marked(text: str, evidence: Sequence[Evidence]) -> tuple[Piece, ...]:
    spots = sorted(
        {(place, place + len(each.text)) for each in evidence if each.text and (place := text.find(each.text)) >= 0}
    )
    pieces: list[Piece] = []
    position = 0
    for begin, end in spots:
        if begin < position:
            continue
        pieces += [Piece(text=text[position:begin], marked=False), *_numbers(text[begin:end])]
        position = end
    pieces.append(Piece(text=text[position:], marked=False))
    return tuple(piece for piece in pieces if piece.text)


def _numbers(text: str) -> Iterable[Piece]:
    return [Piece(text=text, marked=True)] if re.search(r"\w", text) else [Piece(text=text, marked=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One reading in words."""

    unit: str
    week: str
    count: str
    cumulative: str
    accepted: bool
    reasons: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    """Where, and the words there."""


def _summary(reading: Reading, settings: Settings, formats: Formats) -> Summary:
    by_id = settings.roster.by_id
    unit = (
        by_id[reading.unit].name
        if reading.unit and reading.unit in by_id
        else ", ".join(by_id[c].name for c in reading.candidates if c in by_id)
    )
    return Summary(
        unit=unit or "?",
        week=reading.period.strftime("%d/%m/%Y") if reading.period else "?",
        count="?" if reading.count is None else str(reading.count),
        cumulative="" if reading.cumulative is None else str(reading.cumulative),
        accepted=reading.decision is Decision.ACCEPT,
        reasons=tuple(words(reason, settings.campaign.language) for reason in reading.reasons),
        evidence=tuple((formats.place(each), each.text) for each in _once(reading.evidence)),
    )


_LABELS = {
    "vi": {
        "from": "Từ", "date": "Ngày", "read": "Đã đọc được", "week": "Kỳ báo cáo đến", "cumulative": "Lũy kế", "accept": "Ghi nhận",
        "review": "Chờ ý kiến", "found": "Tìm thấy ở", "nothing": "Không có số liệu nào được đọc từ thư này.", "body": "Nội dung thư",
        "contact": "Cán bộ đầu mối", "subject": "Tiêu đề", "quoted": "trích lại", "forwarded": "chuyển tiếp", "signature": "chữ ký",
    },
    "en": {
        "from": "From", "date": "Date", "read": "What was read", "week": "Week to", "cumulative": "Running total", "accept": "Recorded",
        "review": "Waits for a decision", "found": "Found in", "nothing": "No figure was read from this mail.", "body": "Words of the mail",
        "contact": "Focal officer", "subject": "Subject", "quoted": "quoted", "forwarded": "forwarded", "signature": "signature",
    },
}  # fmt: skip

_TEMPLATE = """<!doctype html>
<html lang="{{ language }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ name }}</title>
<style>
:root { color-scheme: light dark; --line: #d7dbe2; --soft: #f4f6f9; --ink: #1d2430; --faint: #5b6575; --mark: #ffe58a; --good: #176c3a; --wait: #a85a00; --page: #fff }
@media (prefers-color-scheme: dark) { :root { --line: #3a4250; --soft: #232933; --ink: #e8ebf0; --faint: #a3acba; --mark: #7a5f00; --good: #6fd39a; --wait: #ffb861; --page: #171b22 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 16px; max-width: 860px; font: 16px/1.5 system-ui, "Noto Sans", Arial, sans-serif; color: var(--ink); background: var(--page); overflow-wrap: anywhere }
h1 { font-size: 1.25rem; margin: 0 0 4px } h2 { font-size: 1rem; margin: 28px 0 8px; color: var(--faint) }
.head { color: var(--faint); font-size: .9rem }
.card { border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; margin: 12px 0 }
.card b.number { font-size: 1.7rem } .good { color: var(--good) } .wait { color: var(--wait) }
.card ul { margin: 6px 0 0; padding-left: 20px } .small { font-size: .9rem; color: var(--faint) }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 2px }
p { margin: 0 0 8px; white-space: pre-wrap }
.quoted, .forwarded, .signature { border-left: 3px solid var(--line); padding-left: 10px; color: var(--faint) }
.scroll { overflow-x: auto; margin: 0 0 12px } table { border-collapse: collapse; font-size: .9rem } td { border: 1px solid var(--line); padding: 3px 8px; vertical-align: top; min-width: 3em; overflow-wrap: normal }
</style>
<h1>{% for piece in subject %}{% if piece.marked %}<mark>{{ piece.text }}</mark>{% else %}{{ piece.text }}{% endif %}{% endfor %}</h1>
<div class="head">{{ words["from"] }}: {{ letter.sender.name }} &lt;{{ letter.sender.email }}&gt;{% if letter.date %} · {{ words["date"] }}: {{ letter.date.strftime("%d/%m/%Y %H:%M") }}{% endif %} · {{ name }}</div>
<h2>{{ words["read"] }}</h2>
{% for reading in readings %}
<div class="card">
<div>{{ reading.unit }} · {{ words["week"] }} {{ reading.week }}</div>
<div><b class="number">{{ reading.count }}</b>{% if reading.cumulative %} · {{ words["cumulative"] }}: {{ reading.cumulative }}{% endif %}
 · <b class="{{ 'good' if reading.accepted else 'wait' }}">{{ words["accept"] if reading.accepted else words["review"] }}</b></div>
{% if reading.reasons %}<ul>{% for reason in reading.reasons %}<li>{{ reason }}</li>{% endfor %}</ul>{% endif %}
{% for place, text in reading.evidence %}<div class="small">{{ words["found"] }} {{ place }}: “{{ text }}”</div>{% endfor %}
</div>
{% else %}
<p>{{ words["nothing"] }}</p>
{% endfor %}
{% if contact %}<div class="card">{{ words["contact"] }}: {{ contact.name }}{% if contact.position %}, {{ contact.position }}{% endif %}{% if contact.phone %}, {{ contact.phone }}{% endif %}</div>{% endif %}
{% for part, blocks in parts %}
<h2>{{ words["body"] if part == "body" else part }}</h2>
{% for block in blocks %}
{% if block.rows %}
<div class="scroll"><table>
{% for row in block.rows %}<tr>{% for cell in row %}<td>{% for piece in cell %}{% if piece.marked %}<mark>{{ piece.text }}</mark>{% else %}{{ piece.text }}{% endif %}{% endfor %}</td>{% endfor %}</tr>
{% endfor %}</table></div>
{% elif block.pieces %}
<p class="{{ block.voice }}">{% for piece in block.pieces %}{% if piece.marked %}<mark>{{ piece.text }}</mark>{% else %}{{ piece.text }}{% endif %}{% endfor %}</p>
{% endif %}
{% endfor %}
{% endfor %}
</html>
"""
