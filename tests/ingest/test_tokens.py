"""Tokens name a letter out, and nobody without the key can make one."""

import pytest

from ingest.tokens import letter_of, message_id, tag, token_of

KEY = b"k" * 32


@pytest.mark.parametrize("letter", [1, 30, 31, 4711, 10**9])
def test_a_token_is_read_back_from_a_message_id_and_from_a_subject(letter: int):
    token = token_of(letter, KEY)
    assert letter_of(message_id(token, "vhtt.example"), KEY) == letter
    assert letter_of(f"Re: Nhắc báo cáo {tag(token)}", KEY) == letter
    assert letter_of(f"RE: NHẮC BÁO CÁO {tag(token).upper()}", KEY) == letter, "relays may change case"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Re: báo cáo",
        f"[#{token_of(7, b'other')}]",
        f"[#8-{token_of(7, KEY).partition('-')[2]}]",
        token_of(7, KEY),
        "[#7]",
    ],
)
def test_a_token_of_another_key_or_letter_names_nothing(text: str):
    assert letter_of(text, KEY) is None
