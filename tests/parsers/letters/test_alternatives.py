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
        # The same sentence with another number, in words, in brackets, glued to its noun, or with none.
        ("Tuần này Bến xe cài được bốn mươi lăm máy.", "<p>Tuần này Bến xe cài được 54 máy.</p>", True),
        ("Tuần này Bến xe cài được [45] máy.", "<p>Tuần này Bến xe cài được 54 máy.</p>", True),
        ("Tuần này Bến xe cài được 45máy.", "<p>Tuần này Bến xe cài được 54 máy.</p>", True),
        ("Tuần này Bến xe không cài được máy nào.", "<p>Tuần này Bến xe cài được 54 máy.</p>", True),
        ("Tuần này Bến xe cài 45 máy.\nTuần này Bến xe cài 54 máy.", "<p>Tuần này Bến xe cài 54 máy.</p>", True),
        ("Kính gửi phòng Văn hóa.", "<p>Kính gửi phòng Văn hóa.</p><p>Tuần này Bến xe cài được 54 máy.</p>", False),
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


@pytest.mark.parametrize("kind", ["text/plain", "text/html", "text/enriched", "text/x-amp-html"])
def test_renderings_for_other_programs_are_compared(kind: str):
    def third(words: str) -> list[str]:
        raw = mail("Bến xe: 45 máy", "<p>Bến xe: 45 máy</p>").decode()
        raw = raw.replace("--b--", f"--b\nContent-Type: {kind}; charset=utf-8\n\n{words}\n--b--")
        return [doubt.code for doubt in read_letter(raw.encode()).doubts]

    assert third("Bến xe: 54 máy") == ["alternatives-differ"]
    assert third("Bến xe: 45 máy") == []


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/html\nContent-Type: text/plain",
        "Content-Type: multipart/mixed; boundary=a; boundary=b",
        "Content-Type: message/partial; id=x; number=1; total=2",
        "Content-Type: message/external-body; access-type=URL",
        "Subject: 45\nSubject: 54",
    ],
)
def test_what_programs_read_in_different_ways_is_doubtful(head: str):
    letter = read_letter(f"From: a@x.example\n{head}\n\n--a\n\nBến xe: 45 máy\n--a--\n--b\n\n54\n--b--\n".encode())
    assert "unreadable" in {doubt.code for doubt in letter.doubts}
