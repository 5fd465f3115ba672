"""The cast and what is expected of a mail: short names for the batches."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import formataddr

W1, W2, W3, W4, W5 = "2020-08-28", "2020-09-04", "2020-09-11", "2020-09-18", "2020-09-25"
W6, W7, W8, W9, W10 = "2020-10-02", "2020-10-09", "2020-10-16", "2020-10-23", "2020-10-30"
W11, W12, W13, W14 = "2020-11-06", "2020-11-13", "2020-11-20", "2020-11-27"
W15, W16, W17, W18 = "2020-12-04", "2020-12-11", "2020-12-18", "2020-12-25"
N1, N2, N3, N4 = "2021-01-01", "2021-01-08", "2021-01-15", "2021-01-22"

Report = dict[str, object]


def at(box: str, name: str = "") -> str:
    """Give a unit's own mailbox at the city, under a displayed name."""
    return _shown(name, f"{box}@mongcai.example")


def officer(box: str, name: str = "") -> str:
    """Give the private mailbox of a unit's officer, which the roster knows."""
    return _shown(name, f"canbo.{box}@mail.example")


def _shown(name: str, address: str) -> str:
    return f'"{name}" <{address}>' if name and not name.isascii() else formataddr((name, address)) if name else address


def accept(
    unit: str,
    deadline: str,
    count: int,
    *,
    part: str | None = "body",
    text: str | None = None,
    cumulative: int | None = None,
    either: bool = False,
    free: Sequence[str] = (),
) -> Report:
    """Say that a clerk counts it without asking; `either`: asking is no fault either, another figure is."""
    evidence: dict[str, object] = {"text": str(count) if text is None else text}
    if part:
        evidence["part"] = part
    made: Report = {
        "unit": unit,
        "deadline": deadline,
        "count": count,
        "cumulative": cumulative,
        "decision": "accept",
        "reasons": [],
        "evidence": [evidence],
    }
    return made | ({"_or": "review"} if either else {}) | ({"_free": list(free)} if free else {})


def review(
    unit: str | None,
    deadline: str | None,
    count: int | None = None,
    *,
    cumulative: int | None = None,
    free: Sequence[str] = (),
) -> Report:
    """Say that a clerk would ask; `free` names the guesses that no policy fixes."""
    made: Report = {
        "unit": unit,
        "deadline": deadline,
        "count": count,
        "cumulative": cumulative,
        "decision": "review",
        "reasons": ["…"],
        "evidence": [],
    }
    return made | ({"_free": list(free)} if free else {})


def says(
    note: str,
    *reports: Report,
    kind: str = "",
    contact: dict[str, object] | None = None,
    free: Sequence[str] = (),
    either: str = "",
) -> dict[str, object]:
    """Put an expectation together. `either`: for a mail without report `review` is no fault; for a review, `none` is none."""
    made: dict[str, object] = {
        "kind": kind or ("report" if reports else "other"),
        "reports": list(reports),
        "contact": contact,
        "_note": note,
    }
    return made | ({"_free": list(free)} if free else {}) | ({"_or": either} if either else {})


def person(unit: str | None, name: str, position: str | None, phone: str | None) -> dict[str, object]:
    """Give a focal officer."""
    return {"unit": unit, "name": name, "position": position, "phone": phone}
