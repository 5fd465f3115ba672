"""Messages that Outlook saved as files and clerks attach: letters of their own."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest

from parsers.letters import read_letter
from parsers.letters.outlook import read_outlook
from parsers.values import Letter, Paragraph, Voice
from tests.parsers.letters.compound import Tree, compound, message

SENT = (
    int((dt.datetime(2020, 8, 28, 2, tzinfo=dt.UTC) - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10**7
)
FROM_KA_LONG = {0x0042: "UBND phường Ka Long", 0x5D01: "ka-long@mongcai.example", 0x0037: "Báo cáo tuần 35"}


def attached(tree: Tree, name: str = "Báo cáo.msg", subtype: str = "vnd.ms-outlook") -> Letter:
    """Read a mail with a message of Outlook attached; give that message."""
    mail = EmailMessage()
    mail["From"] = "an@mongcai.example"
    mail.set_content("Em gửi kèm.")
    mail.add_attachment(compound(tree), maintype="application", subtype=subtype, filename=name)
    outer = read_letter(mail.as_bytes())
    assert (len(outer.letters), outer.attachments) == (1, ())
    return outer.letters[0]


def own(letter: Letter) -> list[str]:
    return [
        block.text
        for passage in letter.passages
        if passage.voice is Voice.OWN
        for block in passage.blocks
        if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize("subtype", ["vnd.ms-outlook", "octet-stream"])
def test_a_message_of_outlook_is_a_letter(subtype: str) -> None:
    letter = attached(message(FROM_KA_LONG | {0x1000: "Tuần này 45 máy.\r\n"}, numbers={0x0039: SENT}), subtype=subtype)
    assert (letter.sender.name, letter.sender.email) == ("UBND phường Ka Long", "ka-long@mongcai.example")
    assert (letter.subject, letter.date) == ("Báo cáo tuần 35", dt.datetime(2020, 8, 28, 2, tzinfo=dt.UTC))
    assert own(letter) == ["Tuần này 45 máy."]


def test_the_header_that_it_came_with_goes_before_its_properties() -> None:
    header = "From: Ben Xe <ben-xe@mongcai.example>\r\nSubject: =?utf-8?q?B=C3=A1o?=\r\n c=C3=A1o\r\nContent-Type: text/html\r\n b\r\nX: y\r\n\r\n"
    letter = attached(message(FROM_KA_LONG | {0x007D: header, 0x1000: "45 máy"}))
    assert (letter.sender.email, letter.subject.startswith("Báo")) == ("ben-xe@mongcai.example", True)
    assert own(letter) == ["45 máy"]


def test_html_goes_before_the_plain_text() -> None:
    html = "<div>Tuần này <b>45</b> máy</div><blockquote type=cite>cũ 99 máy</blockquote>"
    tree = message(
        FROM_KA_LONG | {0x1000: "Tuần này 45 máy\n> cũ 99 máy"}, raw={0x1013: html.encode()}, numbers={0x3FDE: 65001}
    )
    assert own(attached(tree)) == ["Tuần này 45 máy"]


def test_files_and_messages_attached_to_it() -> None:
    csv = message({0x3707: "Số liệu.csv", 0x370E: "text/csv"}, raw={0x3701: b"Ka Long;45"}, header=8)
    logo = message({0x3704: "logo.png", 0x370E: "image/png", 0x3712: "logo@x"}, raw={0x3701: b"\x89PNG"}, header=8)
    within = message(FROM_KA_LONG | {0x1000: "46 máy"}, header=24)
    held = message({0x3001: "Thư cũ"}, inner={"__substg1.0_3701000D": within}, header=8)
    inner: Tree = {f"__attach_version1.0_#0000000{at}": part for at, part in enumerate((csv, logo, held))}
    letter = attached(message(FROM_KA_LONG | {0x1000: "45 máy"}, inner=inner))
    assert [(each.name, each.media_type, each.data, each.inline) for each in letter.attachments] == [
        ("Số liệu.csv", "text/csv", b"Ka Long;45", False),
        ("logo.png", "image/png", b"\x89PNG", True),
    ]
    assert [own(each) for each in letter.letters] == [["46 máy"]]


@pytest.mark.parametrize("data", [b"", b"no message", compound({"WordDocument": b"x"}), compound(message({}))[:600]])
def test_what_is_no_message_is_none(data: bytes) -> None:
    assert read_outlook(data) is None


@pytest.mark.parametrize("place", range(0, 4000, 40))
def test_damaged_bytes_never_break_the_reader(place: int) -> None:
    data = bytearray(compound(message(FROM_KA_LONG | {0x1000: "45 máy"}, numbers={0x0039: SENT})))
    data[place : place + 8] = b"\xff" * 8
    read_outlook(bytes(data))
