"""Properties over all texts: no text raises, the same text gives the same claims, a second figure never keeps acceptance."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parsers.figures.test_near_misses import claims, sure

WORDS = st.sampled_from(
    [
        "tuần",
        "này",
        "trước",
        "máy",
        "cài",
        "Bluezone",
        "được",
        "lũy",
        "kế",
        "tổng",
        "trong",
        "đó",
        "45",
        "1.234",
        "28/8",
        "12,5",
        "không",
        "khoảng",
        "(",
        ")",
        ":",
        ";",
        ",",
        ".",
        "UBND",
        "phường",
        "Ka",
        "Long",
        "\t",
        "|",
        "0912345678",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_any_words_give_claims_whose_evidence_stands_in_them(words: list[str]) -> None:
    text = " ".join(words)
    for claim in claims(text):
        for evidence in claim.evidence:
            assert evidence.text in text or evidence.part != "body" or "table" in evidence.where


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert claims(text) == claims(text)


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 9999),
    st.integers(0, 9999),
    st.sampled_from(["Tuần này cài được {} máy.", "Cài đặt Bluezone: {} máy", "Kết quả: {}"]),
)
def test_a_second_figure_of_the_week_never_keeps_acceptance(one: int, other: int, form: str) -> None:
    first, second = f"Tuần này cài được {one} máy Bluezone.", form.format(other)
    kept = sure(claims(f"{first}\n{second}"))
    assert kept in ([], [one]) if one == other else kept == []
