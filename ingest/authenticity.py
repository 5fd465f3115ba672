"""What the receiving server says about a mail's sender (Authentication-Results, RFC 8601).

Only the server that the configuration trusts is believed; the parser has kept the topmost block alone, since anybody can write
such a header further down. Of the others nothing but the server's name is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsers.values import CUT_OFF

_QUOTED = re.compile(r'"[^"]*"')
_BRACKET = re.compile(r"[()]")
_RESULT = re.compile(
    r"^\s*(?P<method>spf|dkim|dmarc)\s*(?:/\s*\d+\s*)?=\s*(?P<result>[a-z]+)\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_DOMAIN = {
    "spf": re.compile(r"smtp\.(?:mailfrom|helo)\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"@]+)", re.IGNORECASE),
    "dkim": re.compile(r"header\.[di]\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"@]+)", re.IGNORECASE),
}
_MOST = 50
"""Headers of the trusted server that are read: each of its machines writes one or two."""
_LONGEST_NAME = 500


def failing(headers: Iterable[str], trusted: frozenset[str], sender: str) -> str | None:
    """Give the failing verdict of a trusted server on a mail from `sender`, None if there is none.

    DMARC decides where it is told. Else a failed SPF or DKIM counts, unless the other one passed for the sender's own domain. What
    fails is never cleared by a header further down: servers add theirs on top, and a sender can only write below them. Verdicts that
    were too long to be read to their end fail: what makes them so are words of the sender.

    A comment repeats words of the sender (the address of MAIL FROM), quotes and brackets too. Servers differ in how they escape
    them, so a header is read both ways, and one failing verdict is enough.
    """
    servers = {server.casefold() for server in trusted}
    believed = [header for header in headers if _server(header) in servers]
    if len(believed) > _MOST or any(header.endswith(CUT_OFF) for header in believed):
        return "too long"
    plain = [_without_comments(header) for header in believed]
    unquoted = [_without_comments(_QUOTED.sub(" ", header)) for header in believed]
    return _failing(plain, sender) or _failing(unquoted, sender)


def _server(header: str) -> str:
    """Give the name of the server that a header says it is of; a comment may stand before it."""
    words = _without_comments(header[:_LONGEST_NAME]).partition(";")[0].split()
    return words[0].casefold() if words else ""


def _failing(headers: Iterable[str], sender: str) -> str | None:
    results = [(place, *result) for place, header in enumerate(headers) for result in _results(header)]
    for verdict in ("fail", "permerror"):
        # A policy or a From that the server could not make sense of was not met, either.
        if any((method, result) == ("dmarc", verdict) for _, method, result, _ in results):
            return f"dmarc={verdict}"
    domain = sender.rpartition("@")[2].lower()
    failed = {
        f"{method}={result}": place
        for place, method, result, _ in reversed(results)
        if method in ("spf", "dkim")
        and result in ("fail", "hardfail", "permerror")
        and (method, result) != ("spf", "permerror")
    }
    cleared_at = min(
        (
            place
            for place, method, result, where in results
            if result == "pass" and (method == "dmarc" or _same_domain(where, domain))
        ),
        default=None,
    )
    if not failed or (cleared_at is not None and cleared_at <= min(failed.values())):
        return None
    return ", ".join(sorted(failed))


def _without_comments(header: str) -> str:
    """Take comments out, nested ones (RFC 5322) with those around them; a bracket without its other one stays."""
    kept: list[str] = []
    opened: list[int] = []
    at = 0
    for bracket in _BRACKET.finditer(header):
        kept.append(header[at : bracket.start()])
        at = bracket.end()
        if bracket[0] == "(":
            opened.append(len(kept))
            kept.append("(")
        elif opened:
            del kept[opened.pop() :]
            kept.append(" ")
        else:
            kept.append(")")
    return "".join([*kept, header[at:]])


def _results(header: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for piece in header.partition(";")[2].split(";"):
        if match := _RESULT.match(piece):
            method = match["method"].lower()
            domain = _DOMAIN[method].search(match["rest"]) if method in _DOMAIN else None
            found.append((method, match["result"].lower(), domain[1].lower() if domain else ""))
    return found


def _same_domain(told: str, sender: str) -> bool:
    """Tell whether a pass is for the sender's domain, or one above or below it; a pass that names none is for nobody's."""
    return bool(told) and (told == sender or sender.endswith("." + told) or told.endswith("." + sender))
