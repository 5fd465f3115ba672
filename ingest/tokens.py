"""Tokens: a short signed name of one of our letters, by which an answer is known.

A token stands in the Message-ID of a letter out and in a tag at the end of its subject, so that it survives clients and relays that
rewrite Message-IDs: `<dondoc.k3f9-m2q7tz4xab@host>` and `[#k3f9-m2q7tz4xab]`. It is the letter's row in letters, and an HMAC-SHA-256 cut to 49
bits: short enough for a subject, and a guess reaches a review at best.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0/o, 1/i/l: it may be read aloud or typed
_MAC_LETTERS = 10
_TOKEN = re.compile(
    rf"(?:<dondoc\.|\[#)([{_ALPHABET}]{{1,8}}-[{_ALPHABET}]{{{_MAC_LETTERS}}})(?=[@\].])",
    re.IGNORECASE | re.ASCII,  # else a long s or a Kelvin sign counts as a letter of the alphabet, and is none
)


def token_of(letter: int, key: bytes) -> str:
    """Give the token of a letter out."""
    return f"{_letters(letter)}-{_mac(letter, key)}"


def letter_of(text: str, key: bytes) -> int | None:
    """Give the letter that the first valid token in a text names, None if there is none."""
    return next(letters_in([text], key), None)


def maybe_in(texts: Iterable[str]) -> bool:
    """Tell whether anything in texts looks like a token, valid or not."""
    return any(map(_TOKEN.search, texts))


def letters_in(texts: Iterable[str], key: bytes) -> Iterator[int]:
    """Give the letters that valid tokens in texts (Message-IDs, subjects) name, in order."""
    for text in texts:
        for token in _TOKEN.findall(text):
            name, _dash, mac = token.lower().partition("-")
            letter = _number(name)
            if hmac.compare_digest(mac, _mac(letter, key)):
                yield letter


def message_id(token: str, host: str) -> str:
    """Give the Message-ID of the letter with a token."""
    return f"<dondoc.{token}@{host}>"


def tag(token: str) -> str:
    """Give what stands at the end of a subject."""
    return f"[#{token}]"


def _mac(letter: int, key: bytes) -> str:
    digest = hmac.new(key, str(letter).encode(), hashlib.sha256).digest()
    return _letters(int.from_bytes(digest, "big"))[-_MAC_LETTERS:].rjust(_MAC_LETTERS, _ALPHABET[0])


def _letters(number: int) -> str:
    text = ""
    while True:
        number, rest = divmod(number, len(_ALPHABET))
        text = _ALPHABET[rest] + text
        if not number:
            return text


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number * len(_ALPHABET) + _ALPHABET.index(letter)
    return number
