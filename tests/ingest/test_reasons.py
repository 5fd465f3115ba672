"""Every reason has its sentence in both languages of an office."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest import reasons
from ingest.values import Reason

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"(?:Doubt|Reason)\(code=\"([a-z-]+)\"")
# Built from a prefix and the doubts of documents (`attachment-...`) or of numbers (`number-...`).
NUMBERS = re.compile(r"name=(?:name or )?\"([a-z-]+)\"|\(None, \"([a-z-]+)\"\)|, \"([a-z-]+)\"\)? if")


def used_codes() -> set[str]:
    files = [*ROOT.glob("parsers/figures/*.py"), *ROOT.glob("parsers/reading/*.py"), ROOT / "ingest/deciding.py"]
    return {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}


def test_each_code_that_is_used_has_its_words() -> None:
    assert used_codes() - reasons.CODES == set()


@pytest.mark.parametrize("code", ["unreadable", "encrypted", "truncated", "too-large", "no-ocr", "empty", "uncached"])
def test_each_doubt_of_a_file_has_its_words(code: str) -> None:
    assert f"attachment-{code}" in reasons.CODES


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
