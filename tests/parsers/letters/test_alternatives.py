"""A mail's plain text and HTML that hold different figures do not say the same, and a human is asked."""

from __future__ import annotations

import pytest

from parsers.letters import read_letter


def mail(plain: str, html: str) -> bytes:
    return (
        "From: ben-xe@mongcai.example\nSubject: Bluezone\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
        f"--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("plain", "html", "differ"),
    [
        ("Bến xe: 45 máy", "<p>Bến xe: 54 máy</p>", True),
        ("Bến xe: 45 máy", "<table><tr><td>Bến xe</td><td>54</td></tr></table>", True),
        ("Bến xe: 1.245 máy", "<p>Bến xe: <b>1245</b> máy</p>", False),
        ("Bến xe: 45 máy", "<p>Bến xe: <b>4</b>5 máy</p>", False),
        ("", "<p>54</p>", False),
        ("Bến xe: 45 máy", "<p>Bến xe: 45 máy, tuần đến 28/8</p>", False),
        ("45 máy [cid:image001.png@01D67] <https://x.example/2020/7>", "<p>45 máy, ngày 28/8</p>", False),
        ("45 máy\nĐT 0900 000 123", "<p>45 máy</p>", False),
    ],
)
def test_alternatives(plain: str, html: str, differ: bool):
    codes = [doubt.code for doubt in read_letter(mail(plain, html)).doubts]
    assert ("alternatives-differ" in codes) is differ


@pytest.mark.parametrize(
    ("head", "senders"),
    [
        ("From: a@x.example\nFrom: b@y.example", ("a@x.example", "b@y.example")),
        ("From: A@X.example\nReply-To: b@y.example", ("a@x.example", "b@y.example")),
    ],
)
def test_who_speaks(head: str, senders: tuple[str, ...]):
    """A second From is somebody else's word."""
    assert read_letter(f"{head}\nSubject: x\n\n45\n".encode()).senders == senders


def test_an_address_behind_an_address_is_not_the_first_one():
    assert "unit@x.example" not in read_letter(b"From: unit@x.example@evil.example\nSubject: x\n\n45\n").senders
