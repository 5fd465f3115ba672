"""The same letter, fetched twice."""

from __future__ import annotations

import base64

import pytest

from parsers.identity import content_key
from parsers.letters import read_letter
from tests.parsers.letters.mails import mail, page, part, parts

_XLSX = bytes(range(256)) * 3


def _key(raw: bytes) -> str:
    return content_key(read_letter(raw))


def _report(*, text: str = "Tuần này: 45 máy.", data: bytes = _XLSX, boundary: str = "=_1", **fields: str) -> bytes:
    attached = part(
        base64.encodebytes(data),
        "application/octet-stream; name=a.xlsx",
        Content_Transfer_Encoding="base64",
        Content_Disposition="attachment",
    )
    return parts(part(text), attached, boundary=boundary, **fields)


SAME = {
    "other transport headers": b"Return-Path: <a@b.example>\nDelivered-To: x\nReceived: from a by b; Fri, 28 Aug 2020 15:00:00 +0700\n"
    b"Authentication-Results: mx; spf=pass\nX-Spam: no\nDKIM-Signature: v=1\n" + _report(),
    "a Message-ID that a relay rewrote": _report(Message_ID="<2@relay.example>"),
    "CRLF": _report().replace(b"\n", b"\r\n"),
    "mixed line ends": _report().replace(b"\n", b"\r\n", 5),
    "another boundary": _report(boundary="----=_Part_2"),
    "a preamble": _report().replace(b"\n\n--=_1", b"\n\nThis is a multi-part message in MIME format.\n--=_1", 1),
    "quoted-printable text": _report().replace(
        "\n\nTuần này: 45 máy.".encode(),
        b"\nContent-Transfer-Encoding: quoted-printable\n\nTu=E1=BA=A7n n=C3=A0y: 45 m=C3=A1y.",
        1,
    ),
    "8-bit header bytes turned to X by the server": _report()
    .replace("Báo cáo tuần".encode(), b"BXXo cXXo tuXXXn")
    .replace("phường".encode(), b"phXXXXXng"),
    "the same instant in another zone": _report(Date="Fri, 28 Aug 2020 07:00:00 +0000"),
    "blanks at line ends": _report(text="Tuần này: 45 máy.  \n"),
}


@pytest.mark.parametrize("raw", SAME.values(), ids=SAME.keys())
def test_copies_of_a_letter_have_one_key(raw: bytes):
    assert _key(raw) == _key(_report())


OTHER = {
    "another figure": _report(text="Tuần này: 46 máy."),
    "another file": _report(data=_XLSX + b"\0"),
    "another sender": _report(From="khac@x.example"),
    "another date": _report(Date="Fri, 28 Aug 2020 14:00:01 +0700"),
    "another figure in the subject": _report(Subject="Báo cáo tuần 36"),
    "no file": mail("Tuần này: 45 máy."),
    "a word more": _report(text="Tuần này: 45 máy. Hết"),
    "a file more": parts(
        part("Tuần này: 45 máy."), part("a", "text/csv; name=a.csv"), part("a", "text/csv; name=b.csv")
    ),
}


@pytest.mark.parametrize("raw", OTHER.values(), ids=OTHER.keys())
def test_any_difference_in_content_gives_another_key(raw: bytes):
    assert _key(raw) != _key(_report())


def test_all_these_keys_differ():
    assert len({_key(raw) for raw in OTHER.values()}) == len(OTHER)


def test_figures_in_tables_count():
    assert _key(page("<table><tr><td>a<td>45</table>")) != _key(page("<table><tr><td>a<td>46</table>"))
    # Words that move from one cell into the next are other words.
    assert _key(page("<table><tr><td>4<td>5</table>")) != _key(page("<table><tr><td>45<td></table>"))


def test_an_attached_letter_counts():
    inner = b"Content-Type: message/rfc822\n\n"
    assert _key(parts(part("x"), inner + mail("45"))) != _key(parts(part("x"), inner + mail("46")))
