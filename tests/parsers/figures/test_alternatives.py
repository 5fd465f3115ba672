"""Alternatives tried one by one match what one long pattern does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.figures.alternatives import Alternatives, Guarded, Sieve, needed
from parsers.figures.lexicon import CUE, CUES, MODIFIERS, MONTH, ONE_DAY, SCOPE, TOTALS, whole
from parsers.figures.numbers import NOT_COUNTS

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


WEIGHING = [*(pattern for _, pattern in MODIFIERS), MONTH, ONE_DAY, SCOPE, TOTALS]
MORE = sorted({word for pattern in WEIGHING for word in re.findall(r"[a-z]+", pattern.pattern)})


@given(st.lists(st.sampled_from([*MORE, "2", "1/2", "/", ",", "~"]), max_size=10).map(" ".join))
def test_a_guarded_pattern_matches_what_it_does_alone(text: str) -> None:
    for pattern in WEIGHING:
        alone, found = pattern.search(text), Guarded(pattern).search(text)
        assert (found and found.span()) == (alone and alone.span())


SIEVE = Sieve(pattern.pattern for _, pattern in NOT_COUNTS)
FORMS = sorted({word for _, pattern in NOT_COUNTS for word in re.findall(r"[a-z]+", pattern.pattern)})


@given(st.lists(st.sampled_from([*FORMS, "2", "0912345678", "24/7", " ", ":", "@", "%", "[1]", "1."]), max_size=12))
def test_a_sieve_keeps_every_pattern_that_matches(words: list[str]) -> None:
    text = "".join(words)
    matching = {index for index, (_, pattern) in enumerate(NOT_COUNTS) if pattern.search(text)}
    assert matching <= SIEVE.possible(text)


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
