"""Every reason has its sentence in both languages of an office."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest import reasons
from ingest.values import Reason
from parsers.reading.letter import OF_THE_LETTER
from parsers.reading.verdict import UNREAD

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"(?:Doubt|Reason)\(code=\"([a-z-]+)\"")


def used_codes() -> set[str]:
    files = [*ROOT.glob("parsers/figures/*.py"), *ROOT.glob("parsers/reading/*.py"), ROOT / "ingest/deciding.py"]
    return {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}


def test_each_code_that_is_used_has_its_words() -> None:
    assert used_codes() - reasons.CODES == set()


@pytest.mark.parametrize("code", sorted(UNREAD | OF_THE_LETTER))
def test_each_doubt_that_readers_hand_on_has_its_words(code: str) -> None:
    """Of a letter's doubts and of a file's these become reasons, those of files under a name of their own."""
    assert code in reasons.CODES
    assert code not in UNREAD or f"attachment-{code}" in reasons.CODES


def test_no_code_of_a_reader_is_written_in_a_way_that_these_tests_do_not_see() -> None:
    """A code that is put together has a prefix; each is one of these two."""
    prefix = re.compile(r"code=f\"([a-z-]+)\{")
    files = [*ROOT.glob("parsers/**/*.py"), *ROOT.glob("ingest/**/*.py")]
    assert {code for file in files for code in prefix.findall(file.read_text(encoding="utf-8"))} == {
        "attachment-",
        "number-",
    }


@pytest.mark.parametrize("code", sorted(reasons.CODES))
def test_a_reason_is_a_sentence_in_both_languages_that_differ(code: str) -> None:
    vietnamese, english = (reasons.words(Reason(code=code, about="a, b"), language) for language in ("vi", "en"))
    assert vietnamese != english
    for sentence in (vietnamese, english):
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert sentence[0].isupper() or sentence[0] == "“"


def test_an_unknown_code_is_shown_and_never_raises() -> None:
    assert reasons.words(Reason(code="brand-new", about="x"), "en") == "To be checked: brand-new x."
