"""What the receiving server says about a mail's sender (Authentication-Results, RFC 8601).

Only the server that the configuration trusts is believed; the parser has kept the topmost block alone, since anybody can write
such a header further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMENT = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r'"[^"]*"')
_RESULT = re.compile(
    r"^\s*(?P<method>spf|dkim|dmarc)\s*(?:/\s*\d+\s*)?=\s*(?P<result>[a-z]+)\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_DOMAIN = re.compile(
    r"(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|helo))\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"@]+)", re.IGNORECASE
)


def failing(headers: Iterable[str], trusted: frozenset[str], sender: str) -> str | None:
    """Give the failing verdict of a trusted server on a mail from `sender`, None if there is none.

    DMARC decides where it is told. Else a failed SPF or DKIM counts, unless the other one passed for the sender's own domain. What
    fails is never cleared by a header further down: servers add theirs on top, and a sender can only write below them.

    A comment repeats words of the sender (the address of MAIL FROM), quotes and brackets too. Servers differ in how they escape
    them, so a header is read both ways, and one failing verdict is enough.
    """
    headers = tuple(headers)
    plain = [_without_comments(header) for header in headers]
    unquoted = [_without_comments(_QUOTED.sub(" ", header)) for header in headers]
    return _failing(plain, trusted, sender) or _failing(unquoted, trusted, sender)


def _failing(headers: Iterable[str], trusted: frozenset[str], sender: str) -> str | None:
    results = [(place, *result) for place, header in enumerate(headers) for result in _results(header, trusted)]
    if any((method, result) == ("dmarc", "fail") for _, method, result, _ in results):
        return "dmarc=fail"
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
    """Take comments out, nested ones (RFC 5322) from the inside."""
    while (shorter := _COMMENT.sub(" ", header)) != header:
        header = shorter
    return header


def _results(header: str, trusted: frozenset[str]) -> list[tuple[str, str, str]]:
    server, _, rest = header.partition(";")
    words = server.split()
    if not words or words[0].casefold() not in {each.casefold() for each in trusted}:
        return []
    found: list[tuple[str, str, str]] = []
    for piece in rest.split(";"):
        if match := _RESULT.match(piece):
            domain = _DOMAIN.search(match["rest"])
            found.append((match["method"].lower(), match["result"].lower(), domain[1].lower() if domain else ""))
    return found


def _same_domain(told: str, sender: str) -> bool:
    return not told or told == sender or sender.endswith("." + told) or told.endswith("." + sender)
