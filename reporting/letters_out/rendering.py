"""A view, put into words by templates.

`templates/LANGUAGE/NAME.txt` holds the subject in its first line and the text below it. The HTML is laid out from that text, block by
block, so that both say the same and a wording is changed in one place; only the summary has an HTML template of its own. An office
may keep templates of its own in a folder laid out in the same way; what isn't there comes from the package.

No value can break out of its place: each one is folded to a single line before it is put in, and escaped in HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reporting.formats import Formats, one_line, shorten
from reporting.standing import Standing
from reporting.views import (
    AlertView,
    AnnouncementView,
    FaultKind,
    FaultView,
    File,
    FloodView,
    HolidayView,
    OfficialReportView,
    OverdueView,
    Picture,
    ProblemKind,
    ReceiptView,
    ReminderView,
    ReviewView,
    RulingsView,
    SummaryView,
    View,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_NAMES: Mapping[type, str] = {
    ReminderView: "reminder",
    OverdueView: "overdue",
    ReceiptView: "receipt",
    ReviewView: "review",
    RulingsView: "rulings",
    SummaryView: "summary",
    AlertView: "alert",
    AnnouncementView: "announcement",
    HolidayView: "holiday",
    FloodView: "flood",
    FaultView: "fault",
}
_BLANK_LINES = re.compile(r"\n{3,}")
_NUMBERED = re.compile(r"\d+\. ")
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A letter in words, not yet a mail."""

    subject: str
    text: str
    html: str
    pictures: tuple[Picture, ...] = ()
    """What the HTML shows by `cid:`."""
    files: tuple[File, ...] = ()
    """What is attached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a letter's text, and the same parted into a short label and what it says."""

    whole: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of a letter's text that belong together."""

    kind: str
    """`words`, `list`, `card` (a numbered item with indented lines) or `sample` (indented lines alone)."""
    head: str = ""
    rows: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFault:
    """A mistake in a template of the office's own."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """Give it as one line."""
        return f"{self.file}, line {self.line}: {self.what}"


def render(
    view: View, *, files: tuple[File, ...] = (), pictures: tuple[Picture, ...] = (), templates: Path | None = None
) -> Rendered:
    """Put a view into words, with these files attached.

    `templates` is a folder of the office's own templates. Raises jinja2.TemplateError where one of them has a mistake:
    `check_templates` finds those ahead of time.
    """
    name = f"{view.campaign.language}/{_NAMES[type(view)]}"
    words = _context(view)
    formats = Formats(view.campaign)
    subject, text = _subject_and_text(environment("text", templates).get_template(f"{name}.txt").render(words))
    blocks = blocks_of(text)
    html = environment("html", templates).select_template([f"{name}.html", "letter.html"])
    return Rendered(
        subject=subject,
        text=text,
        html=html.render(
            # On a narrow screen `1.187 / hộ` on two lines reads like two things; in plain text a hard blank would only be odd.
            **{**words, "counted": lambda value: formats.counted(value).replace(" ", "\N{NO-BREAK SPACE}")},
            subject=subject,
            preview=shorten(" ".join(line.whole for block in blocks[1:3] for line in block.rows), 140),
            blocks=blocks,
            # What a line of the text says anyway, as a receipt's does, is not said above it too.
            repeated=next(
                (line.whole for block in blocks for line in block.rows if line.whole.startswith(subject)), ""
            ),
            pictures={picture.name for picture in pictures},
            has_files=bool(files),
        ),
        pictures=pictures,
        files=files,
    )


def blocks_of(text: str) -> tuple[Block, ...]:
    """Part a letter's text at its blank lines; how the lines begin says what a block is, as a reader of the text sees it."""
    parts = (part.strip("\n") for part in text.split("\n\n"))
    return tuple(_block(part) for part in parts if part)


def check_templates(folder: Path, samples: Iterable[View | OfficialReportView] = ()) -> tuple[TemplateFault, ...]:
    """Find the mistakes in the office's own templates: unknown files, syntax, and whatever fails for one of the samples."""
    known = set(environment("text").list_templates())
    faults: list[TemplateFault] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name in known:
            faults += _faults_in(name, folder)
        else:
            same = sorted(other for other in known if other.startswith(name.partition("/")[0] + "/")) or sorted(known)
            faults.append(TemplateFault(file=name, line=1, what=f"has no use; the names are {', '.join(same)}"))
    if faults:
        return tuple(faults)
    for view in samples:
        try:
            _try(view, folder)
        except Exception as error:  # noqa: BLE001  what an office's template calls may fail in any way
            faults.append(_fault_of(error, type(view).__name__))
    return tuple(dict.fromkeys(faults))


@lru_cache(maxsize=8)
def environment(kind: str, templates: Path | None = None) -> Environment:
    """Give the environment for `text` or `html`; templates are sandboxed, because an office may bring its own."""
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    loaders: list[jinja2.BaseLoader] = [jinja2.PackageLoader("reporting", "templates")]
    if templates is not None:
        loaders.insert(0, jinja2.FileSystemLoader(templates))
    made = ImmutableSandboxedEnvironment(
        loader=jinja2.ChoiceLoader(loaders),
        undefined=jinja2.StrictUndefined,
        autoescape=kind == "html",
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shorten"] = shorten
    made.filters["one_line"] = one_line
    return made


def words_of(formats: Formats) -> dict[str, object]:
    """Give what every template may use beside its view."""
    functions: tuple[Callable[..., object], ...] = (
        formats.number,
        formats.counted,
        formats.difference,
        formats.percent,
        formats.day,
        formats.short_day,
        formats.full_day,
        formats.moment,
        formats.clock,
        formats.week,
        formats.span,
        formats.place,
        formats.places,
        formats.example,
        formats.listing,
        formats.standing,
    )
    return {
        **{function.__name__: function for function in functions},
        "campaign": formats.campaign,
        "Standing": Standing,
        "Problem": ProblemKind,
        "Fault": FaultKind,
    }


def _context(view: View) -> dict[str, object]:
    words = {**words_of(Formats(view.campaign)), "view": view}
    if isinstance(view, SummaryView):
        from reporting.summary import digest

        words["digest"] = digest(view)
    return words


def _subject_and_text(rendered: str) -> tuple[str, str]:
    """Part the first line, the subject, from the text below it; runs of blank lines become one."""
    subject, _line_end, text = rendered.lstrip().partition("\n")
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return one_line(subject), _BLANK_LINES.sub("\n\n", lines).strip("\n") + "\n"


def _block(part: str) -> Block:
    lines = part.split("\n")
    if all(line.startswith("   ") for line in lines):
        return Block(kind="sample", rows=tuple(map(_line, lines)))
    head, items = ("", lines) if lines[0].startswith("- ") else (lines[0], lines[1:])
    if items and all(line.startswith("- ") for line in items):
        return Block(kind="list", head=head, rows=tuple(_line(line[2:]) for line in items))
    if _NUMBERED.match(lines[0]) and len(lines) > 1:
        return Block(kind="card", head=lines[0], rows=tuple(map(_line, lines[1:])))
    return Block(kind="words", rows=tuple(map(_line, lines)))


def _line(line: str) -> Line:
    label, colon, rest = line.strip().partition(": ")
    labelled = bool(colon) and len(label) <= _LONGEST_LABEL
    return Line(whole=line.strip(), label=label if labelled else "", text=rest if labelled else line.strip())


def _harmless(value: object) -> object:
    """Fold a value to one line, so that no name or subject can bring lines of its own; markup is what templates made."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return value if value.isprintable() else one_line(value)
    if value is None:
        message = "a value is missing here"
        raise TypeError(message)
    return value


def _try(view: View | OfficialReportView, folder: Path) -> None:
    if isinstance(view, OfficialReportView):
        from reporting.official_report import wording

        wording(view, folder)
    else:
        render(view, templates=folder)


def _faults_in(name: str, folder: Path) -> list[TemplateFault]:
    import jinja2

    try:
        environment("html" if name.endswith(".html") else "text", folder).get_template(name)
    except jinja2.TemplateSyntaxError as error:
        return [TemplateFault(file=error.name or name, line=error.lineno, what=error.message or "syntax")]
    except UnicodeDecodeError as error:
        return [TemplateFault(file=name, line=1, what=f"is not UTF-8 ({error.reason})")]
    return []


def _fault_of(error: Exception, name: str) -> TemplateFault:
    """Say where in a template something failed while it was rendered: the innermost template line of the traceback."""
    line, file = 1, name
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix in {".txt", ".html"}:
            line, file = trace.tb_lineno, "/".join(path.parts[-2:])
        trace = trace.tb_next
    return TemplateFault(file=file, line=line, what=one_line(str(error)) or type(error).__name__)
