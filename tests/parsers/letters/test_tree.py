"""The tree found in a message's bytes is the one that the standard library's parser builds line by line."""

from __future__ import annotations

from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.letters.tree import Part, parse_tree
from tests.mails.expect import names, raw_mail

_PARSER = BytesParser(policy=compat32)


def _ours(part: Part) -> Any:
    # Of base64 line ends are kept as they came.
    inner = part.content().replace(b"\r\n", b"\n") if part.parts is None else [_ours(each) for each in part.parts]
    return part.type, list(part.fields), part.unclosed, inner


def _theirs(message: Message) -> Any:
    payload = message._payload  # pyright: ignore[reportAttributeAccessIssue]  get_payload() alters raw bytes
    inner = (
        [_theirs(each) for each in payload]
        if isinstance(payload, list)
        else (payload or "").encode("ascii", "surrogateescape")
    )
    fields = [(name.lower(), value) for name, value in message.raw_items()]
    unclosed = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    return message.get_content_type(), fields, unclosed, inner


_LINES = st.sampled_from(
    [
        *(
            b"--b\n",
            b"--b--\n",
            b"--b \t\n",
            b"--b--x\n",
            b"--bb\n",
            b"--bb--\n",
            b"--\n",
            b"----\n",
            b"--b",
            b"--bb--",
        ),
        *(
            b"\n",
            b"\n\n",
            b" \n",
            b"\t folded\n",
            b"word\n",
            b"a: b: c\n",
            b": nameless\n",
            b"word",
            b"\xff\n",
            b"\0\n",
        ),
        *(
            b"\rx\n",
            b"\r--b\n",
            b"From me at noon\n",
            b"From: a@b.example\n",
            b"Subject:\n folded\n",
            b"SUBJECT: \xc3\xa1\n",
        ),
        *(b"Content-Type: multipart/mixed; boundary=b\n", b'Content-Type: multipart/mixed;\n boundary="bb"\n'),
        *(b"Content-Type: multipart/digest; boundary=bb\n", b"Content-Type: multipart/mixed; boundary=\n"),
        *(b"Content-Type: multipart/mixed\n", b"Content-Type: multipart/x; boundary*0=b; boundary*1=b\n"),
        *(b"Content-Type: multipart/x; boundary*=utf-8''%C3%A1\n", b'Content-Type: multipart/x; boundary="b\n c"\n'),
        *(b"Content-Type: message/rfc822\n", b"Content-Type: message/delivery-status\n", b"Content-Type: text\n"),
        *(b"Content-Type: message/disposition-notification\n", b"Content-Type: Text/HTML ; x\n", b"Content-Type:\n"),
        *(b"Content-Transfer-Encoding: base64\n", b"QUJD\nREVG\n", b"Final-Recipient: rfc822; a@b.example\n"),
    ]
)


@given(st.lists(_LINES, max_size=30))
@settings(max_examples=1500, deadline=None)
def test_whatever_the_lines_the_tree_is_the_library_s(lines: list[bytes]):
    """Boundaries without ends, ends without boundaries, fields that are none, letters in letters."""
    raw = b"X: y\n" + b"".join(lines)  # what stands before a header is passed over by ours alone
    assert _ours(parse_tree(raw)) == _theirs(_PARSER.parsebytes(raw))


@pytest.mark.parametrize("name", names())
def test_the_tree_of_each_mail_of_the_corpus_is_the_library_s(name: str):
    raw = raw_mail(name, "LF")
    assert _ours(parse_tree(raw)) == _theirs(_PARSER.parsebytes(raw))
    assert _ours(parse_tree(raw_mail(name, "CRLF"))) == _ours(parse_tree(raw))


def test_a_line_end_that_was_converted_twice_is_one():
    """CR CR LF, as exports from Windows have it, does not end the header after its first line."""
    raw = b"Subject: a\n b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n45\n--b--\n"
    assert _ours(parse_tree(raw.replace(b"\n", b"\r\r\n")))[2:] == (False, [("text/plain", [], False, b"45")])
