"""What holds for all mails, whatever they say."""

from __future__ import annotations

import base64
import datetime as dt
import email
import functools
import html
import json
import re
import unicodedata
from email.header import decode_header, make_header
from email.message import Message

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dondoc.extract import extract, shown
from dondoc.settings import Settings, example_config, load_settings
from parsers.reading import read
from tests.mails.expect import names, raw_mail

RECEIVED = "Received: from mail.mongcai.example by mx.quangninh.example with ESMTPS; Thu, 03 Sep 2020 09:00:00 +0700\n"
HEAD = "From: {sender}\nTo: phongvhtt.mc@quangninh.example\nSubject: {subject}\nMessage-ID: <one@mongcai.example>\n"
KIND = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
DEADLINE = "2020-09-04"

# Without attachments, so that reading stays in this process and every word of the mail can be looked up here.
WORDY = [name for name in names() if b"filename" not in raw_mail(name) and len(raw_mail(name)) < 9_000]


@functools.cache
def campaign() -> Settings:
    return load_settings(example_config())


def got(raw: bytes) -> dict[str, object]:
    """Give what `dondoc extract` prints, without a child process."""
    findings = read(raw, campaign().vocabulary, received_at=dt.datetime(2020, 9, 3, 2, tzinfo=dt.UTC))
    return shown("any.eml", findings, extract(findings, campaign()), campaign())


def reports(raw: bytes) -> list[dict[str, object]]:
    found = got(raw)["reports"]
    assert isinstance(found, list)
    return found


def accepted(raw: bytes) -> list[dict[str, object]]:
    return [report for report in reports(raw) if report["decision"] == "accept"]


def mail(*lines: str, subject: str = "Bao cao Bluezone", sender: str = "kho-bac@mongcai.example") -> bytes:
    return (RECEIVED + HEAD.format(sender=sender, subject=subject) + KIND + "\n".join(lines) + "\n").encode()


def words_of(raw: bytes) -> str:
    """Give all words that a mail shows, found with the standard library alone: NFC, without blanks and what is none to a reader."""
    message = email.message_from_bytes(raw)
    subject = str(make_header(decode_header(str(message["Subject"] or ""))))
    parts = [_words_of_part(part) for part in message.walk() if part.get_content_maintype() == "text"]
    return _even(" ".join([subject, *parts]))


def _words_of_part(part: Message) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = payload.decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    return text


def _even(text: str) -> str:
    return re.sub(r"[\s\0\u00a0\u200b|>]+", "", unicodedata.normalize("NFC", text))


def assert_sound(raw: bytes) -> None:
    """Accepted means: one unit, one period, one count, no reasons, and evidence with the count that stands in the mail."""
    found = got(raw)
    json.dumps(found)
    seen = reports(raw)
    for report in seen:
        assert bool(report["reasons"]) == (report["decision"] == "review")
    for report in seen:
        if report["decision"] != "accept":
            continue
        assert report["unit"]
        assert report["deadline"]
        assert isinstance(report["count"], int)
        assert report["count"] >= 0
        assert report["evidence"]
    keys = [(report["unit"], report["deadline"]) for report in seen if report["decision"] == "accept"]
    assert len(keys) == len(set(keys)), "one unit and week accepted twice"


_pieces = st.sampled_from(
    [
        "Kho bạc", "UBND phường Ka Long", "Bộ phận một cửa phường Ka Long", "tuần này", "tuần trước", "tuần 36", "lũy kế", "tổng cộng",
        "đến ngày 04/9/2020", "từ 28/8 đến 03/9", "cài được", "Bluezone", "không phát sinh", "không có máy nào", "đính chính", "bổ sung",
        "12 máy", "1.234 máy", "45 (bốn mươi lăm) máy", "12,5", "ba mươi", "0 máy", "60%", "số 340/UBND-VHTT", "0900 000 101", "\n", ": ",
        "; ", ". ", "- ", "(", ")", "> 77 máy\n", "Vào Th 6, 28 thg 8, 2020 vào lúc 13:30 A <a@b.example> đã viết:\n", "\t", "|", "\u200b",
        "<b>", "-- \n", "Khó khăn: 30 hộ chưa có máy", "STT Nội dung Số máy\n", "\x00", "Cộng", "=", "+",
    ]
)  # fmt: skip
_texts = st.lists(_pieces, max_size=25).map(" ".join)


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_result(raw: bytes):
    """Whatever arrives, there is a result and never an exception."""
    assert_sound(raw)


@given(st.sampled_from(WORDY), st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_mangled_mail_gives_a_result(name: str, data: st.DataObject):
    """A mail cut off, with a piece lost, doubled or replaced is read without an exception, and accepted only soundly."""
    raw = raw_mail(name)
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 300)))
    middle = data.draw(st.sampled_from([b"", raw[start:end] * 2, b"\0", b"\xff\xfe", b"\n\n", b"--", b"99"]))
    assert_sound(raw[:start] + middle + raw[end:])


@given(_texts)
@settings(max_examples=150, deadline=None)
def test_what_is_accepted_stands_in_the_mail(text: str):
    """Evidence is quoted from the mail, and the first of it holds the count in digits or words."""
    raw = mail(text)
    assert_sound(raw)
    said = words_of(raw)
    for report in accepted(raw):
        evidence = report["evidence"]
        assert isinstance(evidence, list)
        for one in evidence:
            assert _even(one["text"]).strip("….") in said
        assert _says(str(evidence[0]["text"]), report["count"])


def _says(text: str, count: object) -> bool:
    together = re.sub(r"(?<=\d)[.,\s](?=\d{3})", "", text)
    return str(count) in together or (count == 30 and "ba mươi" in text) or (count == 0 and "không" in text)


@given(_texts, st.sampled_from(["LF", "CRLF"]))
@settings(max_examples=30, deadline=None)
def test_the_same_bytes_give_the_same_result(text: str, ending: str):
    """Reading has no memory: after other mails the same bytes say the same."""
    raw = mail(text) if ending == "LF" else mail(text).replace(b"\n", b"\r\n")
    first = got(raw)
    got(mail("Kho bạc tuần này cài được 99 máy, lũy kế 120 máy."))
    assert got(raw) == first


@given(_texts)
@settings(max_examples=30, deadline=None)
def test_line_ends_say_nothing(text: str):
    """The same mail with LF and with CRLF says the same."""
    raw = mail(text)
    assert got(raw)["reports"] == got(raw.replace(b"\n", b"\r\n"))["reports"]


@given(st.integers(0, 4000), st.integers(0, 4000), st.booleans())
@settings(max_examples=25, deadline=None)
def test_a_second_figure_never_keeps_accept(first: int, second: int, above: bool):
    """Two different figures for one week: a human decides, in whichever order they stand."""
    assume(first != second)
    line = f"Kho bạc tuần này cài được {first} máy."
    other = f"Tuần này cài được {second} máy."
    assert [report["count"] for report in accepted(mail(line))] == [first]
    assert accepted(mail(*((other, line) if above else (line, other)))) == []


@given(st.integers(0, 4000), st.integers(0, 4000))
@settings(max_examples=25, deadline=None)
def test_a_second_figure_in_an_attachment_never_keeps_accept(first: int, second: int):
    """The words and the sheet disagree: a human decides."""
    assume(first != second)
    sheet = f"Nội dung;Số máy\nSố máy cài đặt Bluezone trong tuần;{second}\n"
    head = (RECEIVED + HEAD.format(sender="kho-bac@mongcai.example", subject="Bao cao Bluezone")).encode()
    parts = [
        b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n',
        f"Kho bạc tuần này cài được {first} máy.\n--b\n".encode(),
        b'Content-Type: text/csv; charset=utf-8\nContent-Disposition: attachment; filename="bc.csv"\nContent-Transfer-Encoding: base64\n\n',
        base64.encodebytes(sheet.encode()),
        b"--b--\n",
    ]
    assert accepted(head + b"".join(parts)) == []


@given(st.integers(1, 4000), st.integers(1, 4000))
@settings(max_examples=25, deadline=None)
def test_a_quoted_figure_is_never_the_senders(own: int, quoted: int):
    """What a reply quotes neither counts nor disturbs."""
    assume(own != quoted)
    quote = (
        "Vào Th 4, 2 thg 9, 2020 vào lúc 15:00 P <phongvhtt.mc@quangninh.example> đã viết:",
        "",
        f"> Tuần này cài được {quoted} máy.",
    )
    found = accepted(mail(f"Kho bạc tuần này cài được {own} máy.", "", *quote, subject="Re: Bao cao Bluezone"))
    assert [report["count"] for report in found] == [own]
    assert accepted(mail("Cảm ơn ạ", "", *quote, subject="Re: Bao cao Bluezone")) == []


@given(st.integers(0, 9999), st.sampled_from(["la@mail.example", "kho-bac@mongcai.example.xau.example", ""]))
@settings(max_examples=25, deadline=None)
def test_a_stranger_is_never_accepted(count: int, sender: str):
    """However plain the words: nobody speaks for a unit from an address that the roster doesn't know."""
    assert accepted(mail(f"Kho bạc Móng Cái tuần này cài được {count} máy.", sender=sender)) == []


@given(st.integers(1, 9999))
@settings(max_examples=25, deadline=None)
def test_digits_and_groups_are_one_number(count: int):
    """1234, 1.234 and 1,234 before “máy” are the same count."""
    for written in {str(count), f"{count:,}", f"{count:,}".replace(",", ".")}:
        found = accepted(mail(f"Kho bạc tuần này cài được {written} máy."))
        assert [(report["count"], report["deadline"]) for report in found] == [(count, DEADLINE)]
