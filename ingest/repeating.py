"""What of an answer is our own letter over again: some mail programs quote it without a mark, and its examples are nobody's orders."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from parsers.letters import read_letter
from parsers.text import tokens
from parsers.values import Letter, Paragraph

_IN_A_ROW = 6
"""So many words in a row that stand in our letter, too, were taken from it; nobody writes them by chance."""


@dataclass(frozen=True)
class OurLetter:
    """A letter of ours, to compare an answer with: line breaks, marks, accents and punctuation are left out on both sides."""

    raw: bytes | None

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        """Both of its forms, as tokens with blanks around each."""
        if not self.raw:
            return ()
        body = email.message_from_bytes(self.raw, policy=email.policy.default).get_body(("plain",))
        plain = "" if body is None else str(body.get_content())
        return tuple(map(tokens, (plain, "\n".join(_words(read_letter(self.raw))))))

    def says(self, words: str) -> bool:
        """Tell whether these words stand in it."""
        said = tokens(words)
        return any(said in text for text in self._texts)

    def is_repeated_in(self, words: str) -> bool:
        """Tell whether so many words in a row were taken from it that it is quoted there."""
        each = tokens(words).split()
        rows = {" ".join(each[at : at + _IN_A_ROW]) for at in range(len(each) - _IN_A_ROW + 1)}
        return any(f" {row} " in text for row in rows for text in self._texts)


def _words(letter: Letter) -> Iterator[str]:
    for passage in letter.passages:
        for block in passage.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (str(cell) for row in block.rows for cell in row if cell is not None)
