"""S/MIME in one piece: what was signed stands in it as it is; what was encrypted cannot be read."""

from __future__ import annotations

import base64

import pytest

from parsers.letters import read_letter
from parsers.letters.signed import signed_content
from parsers.values import Paragraph

SIGNED, ENVELOPED, DATA = "2a864886f70d010702", "2a864886f70d010703", "2a864886f70d010701"
MAIL = (
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nTuần này 45 máy.\r\n'
    '--b\r\nContent-Type: text/csv; name="so.csv"\r\nContent-Disposition: attachment\r\n\r\nKa Long;45\r\n--b--\r\n'
).encode()


def element(tag: int, *content: bytes, open_ended: bool = False) -> bytes:
    """Write an element; open-ended as programs do that do not know how much follows."""
    body = b"".join(content)
    if open_ended:
        return bytes([tag, 0x80]) + body + b"\0\0"
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes(3, "big")
    return bytes([tag, 0x83]) + length + body


def signature(content: bytes | None, *, open_ended: bool = False) -> bytes:
    def within(tag: int, *parts: bytes) -> bytes:
        return element(tag, *parts, open_ended=open_ended)

    octets = element(0x04, content or b"")
    if open_ended and content is not None:
        octets = within(0x24, *(element(0x04, content[start : start + 50]) for start in range(0, len(content), 50)))
    enclosed = within(
        0x30, element(0x06, bytes.fromhex(DATA)), *([within(0xA0, octets)] if content is not None else [])
    )
    signed = within(0x30, element(0x02, b"\1"), element(0x31), enclosed, element(0x31, b"\x30\0"))
    return within(0x30, element(0x06, bytes.fromhex(SIGNED)), within(0xA0, signed))


def mail(
    data: bytes, kind: str = "signed-data", name: str = "smime.p7m", media_type: str = "application/pkcs7-mime"
) -> bytes:
    head = f'From: an@mongcai.example\r\nContent-Type: {media_type}; smime-type={kind}; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head.encode() + base64.encodebytes(data)


@pytest.mark.parametrize("open_ended", [False, True])
@pytest.mark.parametrize(
    "media_type", ["application/pkcs7-mime", "application/x-pkcs7-mime", "application/octet-stream"]
)
def test_what_was_signed_is_read(open_ended: bool, media_type: str) -> None:
    letter = read_letter(mail(signature(MAIL, open_ended=open_ended), media_type=media_type))
    blocks = [block for passage in letter.passages for block in passage.blocks]
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["Tuần này 45 máy."]
    assert [(each.name, each.data) for each in letter.attachments] == [("so.csv", b"Ka Long;45")]
    assert letter.doubts == ()


def test_a_signed_file_is_the_file() -> None:
    letter = read_letter(mail(signature(b"%PDF-1.4 45"), name="BaoCao.pdf.p7m"))
    assert [(each.name, each.data, each.doubts) for each in letter.attachments] == [("BaoCao.pdf", b"%PDF-1.4 45", ())]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (element(0x30, element(0x06, bytes.fromhex(ENVELOPED)), element(0xA0, b"\x30\0")), "encrypted"),
        (signature(None), "unreadable"),
        (signature(MAIL)[:40], "unreadable"),
        (b"no signature", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_a_doubt(data: bytes, code: str) -> None:
    (attachment,) = read_letter(mail(data)).attachments
    assert [doubt.code for doubt in attachment.doubts] == [code]


def test_signatures_in_base64() -> None:
    text = b"-----BEGIN PKCS7-----\n" + base64.encodebytes(signature(MAIL)) + b"-----END PKCS7-----\n"
    assert signed_content(text) == MAIL


def test_signatures_within_signatures_end_somewhere() -> None:
    content = MAIL
    for _ in range(60):
        content = b"Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n" + signature(
            content
        )
    codes = [doubt.code for doubt in read_letter(b"From: an@mongcai.example\r\n" + content).doubts]
    assert codes == ["nested-too-deep"]


@pytest.mark.parametrize(
    "data", [b"\x30\x80" * 5000, b"\x30\x84\xff\xff\xff\xff", b"\x30", b"0" * 9, signature(MAIL)[:-1]]
)
def test_broken_bytes_never_break_the_reader(data: bytes) -> None:
    signed_content(data)
