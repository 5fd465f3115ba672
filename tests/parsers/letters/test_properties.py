"""What holds for any bytes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.identity import content_key
from parsers.letters import read_letter
from tests.parsers.letters.mails import mail, part, parts

_PIECES = st.sampled_from(
    [
        *(
            b"--=_edge\n",
            b"--=_edge--\n",
            b"\n",
            b"\r\n",
            b"\r",
            b"\0",
            b"> ",
            b">> 12 m\xc3\xa1y\n",
            b"-- \n",
            b"=?UTF-8?B?4bqt?=",
        ),
        *(
            b"Subject: Re: =?UTF-8?Q?=E1=BA?= =?UTF-8?Q?=AD?=\n",
            b"Content-Type: multipart/mixed; boundary==_edge\n",
            b"From: \xff <a@b.example>\n",
        ),
        *(
            b"Content-Type: text/html\n",
            b"Content-Type: message/rfc822\n",
            b"Content-Type: multipart/report\n",
            b"Date: Fri, 28 Aug 99999\n",
        ),
        *(
            b"Content-Transfer-Encoding: base64\n",
            b"<table><tr><td colspan=9999>",
            b"<blockquote type=cite>",
            b"</blockquote>",
            b"<br>",
            b"QUJD\n",
        ),
        *(
            "Vào Th 6, 28 thg 8, 2020 vào lúc 13:30 A <a@b.example> đã viết:\n".encode(),
            b"---------- Forwarded message ---------\n",
        ),
        *(
            b"From: A <a@b.example>\nSent: Friday, 28 August 2020 14:00\nTo: B\nSubject: x\n",
            b"x\x9f\x3e\x22\x01\x00\x01",
            b"begin 644 a\n#86%A\nend\n",
        ),
        b"Content-Type: application/ms-tnef; name*0*=utf-8''win%6; name*1=mail.dat\n",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.binary(max_size=20)), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_letter(pieces: list[bytes]):
    """No bytes raise, and the same bytes give the same letter and key."""
    raw = b"".join(pieces)
    letter = read_letter(raw)
    assert letter == read_letter(raw)
    assert content_key(letter) == content_key(read_letter(raw))


@given(st.lists(_PIECES.filter(lambda piece: b"\r" not in piece), max_size=40))
@settings(max_examples=150, deadline=None)
def test_line_ends_make_no_difference(pieces: list[bytes]):
    """CRLF, as IMAP gives it, and LF, as a file may have it, are the same letter."""
    raw = b"".join(pieces)
    assert read_letter(raw) == read_letter(raw.replace(b"\n", b"\r\n"))


def test_line_ends_make_no_difference_to_a_usual_mail():
    raw = parts(
        part("45 máy\n\n-- \nLan\n"), part("YWJj\nZGVm", "text/csv; name=a.csv", Content_Transfer_Encoding="base64")
    )
    assert read_letter(raw) == read_letter(raw.replace(b"\n", b"\r\n"))
    assert content_key(read_letter(mail("a"))) != content_key(read_letter(mail("b")))
