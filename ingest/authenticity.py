"""What the receiving server says about a mail's sender (Authentication-Results, RFC 8601).

Only the server that the configuration trusts is believed; the parser has kept the topmost block alone, since anybody can write
such a header further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(
    r"^\s*(?P<method>spf|dkim|dmarc)\s*(?:/\s*\d+\s*)?=\s*(?P<result>[a-z]+)\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_DOMAIN = re.compile(
    r"(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|helo))\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"@]+)", re.IGNORECASE
)


def failing(headers: Iterable[str], trusted: frozenset[str], sender: str) -> str | None:
    """Give the failing verdict of a trusted server on a mail from `sender`, None if there is none.

    DMARC decides where it is told. Else a failed SPF or DKIM counts, unless the other one passed for the sender's own domain.
    """
    results = [result for header in headers for result in _results(header, trusted)]
    told = {(method, result) for method, result, _ in results}
    if ("dmarc", "fail") in told:
        return "dmarc=fail"
    if ("dmarc", "pass") in told:
        return None
    failed = sorted(
        f"{method}={result}"
        for method, result in told
        if method in ("spf", "dkim")
        and result in ("fail", "hardfail", "permerror")
        and (method, result) != ("spf", "permerror")
    )
    domain = sender.rpartition("@")[2].lower()
    passed = any(
        result == "pass" and _same_domain(where, domain)
        for method, result, where in results
        if method in ("spf", "dkim")
    )
    return ", ".join(failed) if failed and not passed else None


def _results(header: str, trusted: frozenset[str]) -> list[tuple[str, str, str]]:
    server, _, rest = _COMMENT.sub(" ", header).partition(";")
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
