"""Cues in words: which of the lexicon's wordings stand where, and whether words are nothing but a label."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.figures.lexicon import CUE, LABEL_WORDS, Cue
from parsers.figures.mentions import Lens

LETTERS = re.compile(r"[a-z]+")
# Cues about time hold for a whole sentence, the others for their own clause.
TIMES = frozenset({Cue.WEEK, Cue.LAST, Cue.CUMULATIVE, Cue.UNTIL})


@lru_cache(maxsize=1024)
def cues_of(words: str) -> tuple[tuple[Cue, int, int], ...]:
    """Give the cues of some words with their places; a number's clause is asked for them several times."""
    return tuple((Cue(str(match.lastgroup)), match.start(), match.end()) for match in CUE.finditer(words))


def last_cue(words: str) -> Cue | None:
    """Give the last cue of words."""
    return next((cue for cue, _, _ in reversed(cues_of(words))), None)


def time_of(words: str) -> Cue | None:
    """Give the last cue of a time in words."""
    return next((cue for cue, _, _ in reversed(cues_of(words)) if cue in TIMES), None)


def has_cue(words: str, wanted: Cue) -> bool:
    """Whether words hold a cue."""
    return any(cue is wanted for cue, _, _ in cues_of(words))


@lru_cache(maxsize=1024)
def only_label(words: str, lens: Lens) -> bool:
    """Whether words are nothing but the label of a figure: times, "kết quả", the indicator's own words, politeness."""
    for pattern in (lens.topic, lens.noun, lens.verb, CUE, LABEL_WORDS):
        words = pattern.sub(" ", words)
    return not any(len(word) > 1 for word in LETTERS.findall(words))
