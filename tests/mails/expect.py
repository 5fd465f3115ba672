"""What is expected of the mails, compared with what is read.

`python -m tests.mails.expect` prints every difference, the table by category, and ends with 1 if there is any difference.
`python -m tests.mails.expect --write [NAME …]` writes what is read today into the expected files of mails that differ, keeping notes
and freedoms, so that `git diff tests/mails` shows what changed. To be argued before it is committed: the files say what a careful clerk decides.
"""

from __future__ import annotations

import enum
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dondoc.extract import extract, shown
from dondoc.settings import Settings, example_config, load_settings
from ingest.reading_process import ReadingPool
from parsers.text import fold

Json = dict[str, Any]

FOLDER = Path(__file__).parent
ENDINGS = {"LF": b"\n", "CRLF": b"\r\n"}


class Outcome(enum.StrEnum):
    """How what is read stands to what a careful clerk would decide."""

    ACCEPTED = "accepted and right"
    REVIEWED = "review, as expected"
    NOTHING = "no report, as expected"
    ASKED = "asked needlessly"
    MISSED = "missed"
    WRONG = "silent wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One mail's outcome and every difference in words."""

    name: str
    outcome: Outcome
    problems: tuple[str, ...] = ()
    decidable: bool = False
    """Whether a careful clerk decides alone, so that asking is a fault."""

    @property
    def category(self) -> str:
        """Give the mail's category: its name without the number."""
        return self.name.rpartition("-")[0]


class Reader:
    """Reads mails as `dondoc extract` does; keep one, its processes are reused."""

    def __init__(self) -> None:
        """Load the example campaign; nothing is started yet."""
        self.settings: Settings = load_settings(example_config())
        self._pool = ReadingPool(self.settings.vocabulary, processes=1)

    def read(self, name: str, raw: bytes) -> Json:
        """Give the object that `dondoc extract` prints."""
        findings = self._pool.read(raw, received_at=None)
        return shown(name, findings, extract(findings, self.settings), self.settings)

    def close(self) -> None:
        """Stop the processes."""
        self._pool.close()


def names() -> list[str]:
    """Give the names of all mails of the corpus, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.eml"))


def raw_mail(name: str, ending: str = "LF") -> bytes:
    """Give a mail's bytes with one kind of line ends throughout."""
    raw = (FOLDER / f"{name}.eml").read_bytes().replace(b"\r\n", b"\n")
    return raw.replace(b"\n", ENDINGS[ending])


def expected(name: str) -> Json:
    """Give what is expected of a mail."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def compare(name: str, want: Json, got: Json) -> Comparison:
    """Hold what was read against what is expected."""
    decidable = any(report["decision"] == "accept" and not report.get("_or") for report in want["reports"])
    decidable = decidable and not want.get("_or")
    wrong = [f"accepted without right: {_brief(report)}" for report in got["reports"] if _is_wrong(report, want)]
    if wrong:
        return Comparison(name=name, outcome=Outcome.WRONG, problems=tuple(wrong), decidable=decidable)
    if want["reports"] and not got["reports"] and want.get("_or") != "none":
        return Comparison(name=name, outcome=Outcome.MISSED, problems=("nothing was read",), decidable=decidable)
    if _takes_other_way(want, got):
        return Comparison(name=name, outcome=_seen(got), decidable=decidable)
    problems = [*_report_problems(want, got), *_head_problems(want, got)]
    asked = not want["reports"] and bool(got["reports"])
    for report in got["reports"]:
        asked = asked or (report["decision"] == "review" and not _may_review(report, want))
    return Comparison(
        name=name, outcome=Outcome.ASKED if asked else _seen(got), problems=tuple(problems), decidable=decidable
    )


def _is_wrong(report: Json, want: Json) -> bool:
    keys = ("unit", "deadline", "count")
    right = [[item[key] for key in keys] for item in want["reports"] if item["decision"] == "accept"]
    return report["decision"] == "accept" and [report[key] for key in keys] not in right


def _seen(got: Json) -> Outcome:
    decisions = {report["decision"] for report in got["reports"]}
    if not decisions:
        return Outcome.NOTHING
    return Outcome.REVIEWED if "review" in decisions else Outcome.ACCEPTED


def _takes_other_way(want: Json, got: Json) -> bool:
    match want.get("_or"):
        case "none":
            return not got["reports"]
        case "review":
            return any(report["decision"] == "review" for report in got["reports"])
        case _:
            return False


def _may_review(report: Json, want: Json) -> bool:
    if "extra-reviews" in want.get("_free", ()):
        return True
    return any(
        item["decision"] == "review" or item.get("_or") == "review"
        for item in want["reports"]
        if "unit" in item.get("_free", ()) or report["unit"] in (item["unit"], None) or len(want["reports"]) == 1
    )


def _report_problems(want: Json, got: Json) -> Iterator[str]:
    left = list(got["reports"])
    for item in want["reports"]:
        if not left:
            yield f"not read: {_brief(item)}"
            continue
        best = min(left, key=lambda report: len(list(_differences(item, report))))
        left.remove(best)
        yield from _differences(item, best)
    allowed = "extra-reviews" in want.get("_free", ())
    yield from (f"not expected: {_brief(report)}" for report in left if not allowed or report["decision"] == "accept")


def _differences(item: Json, report: Json) -> Iterator[str]:
    free = item.get("_free", ())
    if item["decision"] != report["decision"]:
        if item.get("_or") != report["decision"]:
            yield f"{report['decision']} for {item['decision']}: {'; '.join(report['reasons'])}"
        return
    for key in ("unit", "deadline", "count", "cumulative"):
        if key not in free and item[key] != report[key]:
            yield f"{key} is {report[key]}, not {item[key]}"
    if bool(item["reasons"]) != bool(report["reasons"]):
        yield f"reasons: {report['reasons']}"
    for evidence in item["evidence"]:
        if not any(_stands(evidence, one) for one in report["evidence"]):
            yield f"no evidence {evidence} among {report['evidence']}"


def _stands(evidence: Json, one: Json) -> bool:
    return evidence.get("part", one["part"]) == one["part"] and _nfc(evidence["text"]) in _nfc(one["text"])


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _head_problems(want: Json, got: Json) -> Iterator[str]:
    free = want.get("_free", ())
    for key in ("file", "message_id", "kind"):
        if key not in free and want[key] != got[key]:
            yield f"{key} is {got[key]}, not {want[key]}"
    if "contact" not in free and _plain(want["contact"]) != _plain(got["contact"]):
        yield f"contact is {got['contact']}, not {want['contact']}"


def _plain(contact: Mapping[str, str | None] | None) -> tuple[str | None, ...] | None:
    if contact is None:
        return None
    phone = "".join(filter(str.isdigit, contact["phone"] or "")) or None
    return (contact["unit"], contact["name"], fold(contact["position"] or "") or None, phone)


def _brief(report: Json) -> str:
    return ", ".join(f"{key} {report[key]}" for key in ("decision", "unit", "deadline", "count", "cumulative"))


def table(comparisons: Sequence[Comparison]) -> list[str]:
    """Give the table by category: mails, each outcome, and differences of another kind."""
    short = {
        Outcome.ACCEPTED: "accepted+right",
        Outcome.REVIEWED: "review",
        Outcome.NOTHING: "no report",
        Outcome.ASKED: "asked needlessly",
        Outcome.MISSED: "missed",
        Outcome.WRONG: "silent wrong",
    }
    heads = ["category", "mails", *short.values(), "differs"]
    groups = sorted({comparison.category for comparison in comparisons})
    rows = [_row(group, [one for one in comparisons if one.category == group]) for group in groups]
    rows.append(_row("all", comparisons))
    widths = [max(len(str(row[i])) for row in (heads, *rows)) for i in range(len(heads))]
    lines = [
        "  ".join(
            f"{cell:<{w}}" if i == 0 else f"{cell:>{w}}" for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in (heads, *rows)
    ]
    decidable = [one for one in comparisons if one.decidable]
    right = sum(one.outcome is Outcome.ACCEPTED for one in decidable)
    share = f"{right / len(decidable):.1%}" if decidable else "none"
    return [
        *lines,
        f"Of {len(decidable)} mails that a careful clerk decides alone, {right} ({share}) are accepted and right.",
    ]


def _row(group: str, comparisons: Iterable[Comparison]) -> list[str | int]:
    these = list(comparisons)
    outcomes = Counter(one.outcome for one in these)
    differs = sum(
        bool(one.problems) and one.outcome not in (Outcome.ASKED, Outcome.MISSED, Outcome.WRONG) for one in these
    )
    return [group, len(these), *(outcomes[outcome] for outcome in Outcome), differs]


def rewritten(want: Json, got: Json) -> Json:
    """Give the expected object with what is read today in it: notes and freedoms stay, reasons and evidence stay loose."""
    reports = [
        {
            **{key: report[key] for key in ("unit", "deadline", "count", "cumulative", "decision")},
            "reasons": ["…"] if report["reasons"] else [],
            "evidence": [{"text": str(report["count"]), "part": one["part"]} for one in report["evidence"][:1]]
            if report["decision"] == "accept"
            else [],
        }
        for report in got["reports"]
    ]
    kept = {key: value for key, value in want.items() if key.startswith("_")}
    return {
        **{key: got[key] for key in ("file", "message_id", "kind")},
        "reports": reports,
        "contact": got["contact"],
        **kept,
    }


def main(arguments: list[str]) -> int:
    """Print differences and the table; with --write write what is read."""
    write, chosen = "--write" in arguments, [name for name in arguments if not name.startswith("--")]
    reader = Reader()
    comparisons: list[Comparison] = []
    for name in chosen or names():
        got = reader.read(f"{name}.eml", raw_mail(name))
        comparison = compare(name, expected(name), got)
        comparisons.append(comparison)
        if comparison.problems:
            sys.stdout.write(f"{name}: {comparison.outcome}: {' | '.join(comparison.problems)}\n")
            if write:
                text = json.dumps(rewritten(expected(name), got), ensure_ascii=False, indent=2)
                (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    reader.close()
    sys.stdout.write("\n".join(table(comparisons)) + "\n")
    return int(any(comparison.problems for comparison in comparisons))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
