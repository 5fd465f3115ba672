"""Alternatives tried one by one match what one long pattern does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.figures.alternatives import Alternatives, needed
from parsers.figures.lexicon import CUE, CUES, whole

ONE = re.compile("|".join(f"(?P<{cue}>{'|'.join(map(whole, words))})" for cue, words in CUES))
WORDS = sorted({word for _, pieces in CUES for piece in pieces for word in re.findall(r"[a-z]+", piece)})
TEXTS = st.lists(st.sampled_from([*WORDS, "12", "26/8", "~~", ",", ".", "(", "l/k", "t/c"]), max_size=14).map(" ".join)


@given(TEXTS)
def test_the_cues_are_those_of_one_long_pattern(text: str) -> None:
    def places(found: re.Match[str]) -> tuple[int, int, str | None]:
        return found.start(), found.end(), found.lastgroup

    assert list(map(places, CUE.finditer(text))) == list(map(places, ONE.finditer(text)))
    assert CUE.sub(" ", text) == ONE.sub(" ", text)
    assert (found := CUE.match(text)) is (one := ONE.match(text)) or (
        found is not None and one is not None and places(found) == places(one)
    )


def test_of_two_that_begin_together_the_earlier_one_wins() -> None:
    both = Alternatives([("short", ["ab"]), ("long", ["abc", "d"])])
    assert [(m.lastgroup, m.group()) for m in both.finditer("abc d")] == [("short", "ab"), ("long", "d")]
    assert both.search("x") is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\btrong (?:tuan|ky)\b", {"trong "}),
        (r"(?:tuan|ky) nay", {" nay"}),
        (r"(?:tuan|lan)\d", {"tuan", "lan"}),
        (r"(?<!ab)cai(?! x) dat", {"cai dat"}),
        (r"\d+\s?", set[str]()),
        (r"(?:lan|\d)", set[str]()),
        (r"(?:lan)?", set[str]()),
        (r"x(?:lan)+", {"lan"}),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, expected: set[str]) -> None:
    assert needed(pattern) == expected
