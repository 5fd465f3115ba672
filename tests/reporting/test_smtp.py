"""Letters handed to real SMTP servers."""

from __future__ import annotations

from email.message import EmailMessage

from ingest.mailboxes import Security
from reporting.smtp import Sender, SmtpAccount, as_sent
from tests.servers.smtp_sink import SmtpSink

OFFICE = "phongvhtt.mc@quangninh.example"
UNIT = "thanh_doan@doan.example"
OTHER = "ben_xe@benxe.example"


def letter(text: str = "Kính gửi đơn vị: đã nhận số 125.\n.\n..hai chấm\n") -> bytes:
    message = EmailMessage()
    message["From"] = f"Phòng Văn hóa - Thông tin <{OFFICE}>"
    message["To"] = UNIT
    message["Subject"] = "Đã nhận báo cáo"
    message["Message-ID"] = "<receipt.1@quangninh.example>"
    message.set_content(text)
    message.add_alternative(f"<p>{text}</p>", subtype="html")
    return as_sent(message)


def plain(sink: SmtpSink, **changes: object) -> SmtpAccount:
    values: dict[str, object] = {
        "host": "127.0.0.1",
        "port": sink.port,
        "security": Security.PLAIN,
        "from_address": OFFICE,
        "timeout": 5.0,
    }
    return SmtpAccount(**(values | changes))  # pyright: ignore[reportArgumentType]


def test_a_letter_arrives_byte_for_byte_even_with_lines_that_begin_with_dots():
    raw = letter()
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        delivery = sender.send(raw, recipients=[UNIT, OTHER])
    assert delivery.accepted
    (taken,) = sink.taken
    assert taken.raw == raw
    assert taken.mail_from == OFFICE
    assert taken.recipients == (UNIT, OTHER)
