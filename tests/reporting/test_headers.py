"""What stands in a header is read back as it was written, however long it is."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from email.header import decode_header, make_header
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from parsers.values import Address
from reporting.letters_out import Envelope, Rendered, to_message

WORDS = [
    "Bộ",
    "phận",
    "tiếp",
    "nhận",
    "và",
    "Trả",
    "kết",
    "quả",
    "phường",
    "Ka",
    "Long,",
    "tuần",
    "đến",
    "28/8:",
    "1.245",
    "máy",
    "(BaoCao.xlsx,",
    "ô",
    "C12)",
    "=?x?=",
    '"a"',
    "b@c",
]


def sent(subject: str, name: str) -> EmailMessage:
    envelope = Envelope(
        message_id="<a@b.example>",
        sender=Address(name=name, email="a@b.example"),
        to=(Address(name="", email="c@d.example"), Address(name=name, email="e@f.example")),
        date=dt.datetime(2020, 8, 28, tzinfo=dt.UTC),
        tag="3-abcdefghjk",
    )
    raw = to_message(Rendered(subject=subject, text="x\n", html="<p>x</p>"), envelope)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.lists(st.sampled_from(WORDS), max_size=20))
def test_subject_and_names_are_read_back(subject: list[str], name: list[str]):
    message = sent(" ".join(subject), " ".join(name))
    assert message["Subject"] == f"{' '.join(subject)} [#3-abcdefghjk]"
    for field in ("From", "To"):
        # The library's new parser puts a blank between two encoded words of a name; RFC 2047 (6.2) says that there is none.
        words = re.sub(r"\s+", " ", str(make_header(decode_header(str(raw_field(message, field))))))
        assert " ".join(name).strip('"') in words.replace('\\"', '"')
    assert [address.addr_spec for address in message["To"].addresses] == ["c@d.example", "e@f.example"]


def raw_field(message: EmailMessage, name: str) -> str:
    return next(value for key, value in message.raw_items() if key == name)
