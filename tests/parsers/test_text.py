"""Folding letter for letter, by words that were met before or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parsers.text import fold, fold_aligned, nfc

TEXTS = st.lists(
    st.sampled_from(
        ["Hoà", "hòa", "LẠC", "đã", "cài", "45", "½", "máy:", "\u00a0", "\t", "a\u0301", "İ", "Thiêngliêngkhôngtả", ""]
    )
    | st.text(max_size=6),
    max_size=12,
).map(" ".join)


@given(TEXTS)
def test_a_text_folds_as_its_letters_do(text: str) -> None:
    text = nfc(text)
    folded = fold_aligned(text)
    assert len(folded) == len(text)
    assert folded == "".join(map(fold_aligned, text))
    assert folded == fold_aligned(text)


def test_both_foldings_agree() -> None:
    assert fold_aligned("Số máy cài ĐẶT") == fold("Số máy cài ĐẶT") == "so may cai dat"
