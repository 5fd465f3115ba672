"""The words of a made season's mails: easy to read, for it is the ledger that is tried here and not the readers."""

from __future__ import annotations

import datetime as dt
import email.policy
import io
import zipfile
from email.message import EmailMessage
from email.utils import format_datetime

from ingest.roster import Unit
from tests.season.values import SeasonMail

FOOTER = "\n_______________________________________________\nDanh sách thư nội bộ: https://danhsach.example/vhtt\n"
OFFICE = "phongvhtt.mc@quangninh.example"


def called(unit: Unit) -> str:
    """Give the name that a unit's clerk writes: some full names are as long as a paragraph."""
    return unit.aliases[1] if unit.id.startswith("mot-cua-") or unit.id == "km15" else unit.name


def day(date: dt.date) -> str:
    return f"{date.day}/{date.month}/{date.year}"


def this_week(unit: Unit, count: int) -> str:
    return f"{called(unit)} báo cáo: tuần này cài được {count} máy Bluezone."


def stated(unit: Unit, count: int, period: dt.date) -> str:
    return f"{called(unit)} báo cáo tuần đến ngày {day(period)}: cài được {count} máy Bluezone."


def last_week(unit: Unit, count: int) -> str:
    return f"{called(unit)} báo cáo: tuần trước cài được {count} máy Bluezone."


def nothing(unit: Unit) -> str:
    return f"{called(unit)}: tuần này không phát sinh máy cài đặt Bluezone."


def corrected(unit: Unit, count: int, period: dt.date | None = None) -> str:
    week = f" tuần đến ngày {day(period)}" if period else ""
    return f"{called(unit)} đính chính báo cáo Bluezone{week}: số đúng là {count} máy."


def added(unit: Unit, count: int, period: dt.date) -> str:
    return f"{called(unit)} bổ sung {count} máy Bluezone tuần đến ngày {day(period)}."


def forwarded(sender: str, subject: str, text: str, sent: dt.datetime) -> str:
    head = f"From: <{sender}>\nDate: {format_datetime(sent)}\nSubject: {subject}\nTo: <{OFFICE}>\n"
    return f"---------- Forwarded message ---------\n{head}\n\n{text}\n"


def quoting(text: str, period: dt.date) -> str:
    """Give an answer with the letter below it, as Gmail does."""
    return (
        f"{text}\n\nVào {period.day} thg {period.month}, {period.year} Phòng Văn hóa - Thông tin <{OFFICE}> đã viết:\n"
        f"> Kính gửi đơn vị,\n> Đề nghị báo cáo số máy cài đặt Bluezone tuần đến {day(period)}.\n"
    )


def sheet(count: int, period: dt.date) -> bytes:
    """Make a small workbook with the week's figure, always of the same bytes."""
    rows = [("Kỳ báo cáo", f"Tuần đến ngày {day(period)}"), ("Số máy cài đặt Bluezone trong tuần", count)]
    cells = "".join(
        f'<row r="{number}">{_cell(f"A{number}", name)}{_cell(f"B{number}", value)}</row>'
        for number, (name, value) in enumerate(rows, start=1)
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{spreadsheet}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        '<sheet name="Bao cao" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 8, 26, 0, 0, 0)), f'<?xml version="1.0"?>\n{content}')
    return made.getvalue()


def _cell(where: str, value: str | int) -> str:
    if isinstance(value, int):
        return f'<c r="{where}"><v>{value}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t>{value}</t></is></c>'


def raw_mail(
    mail: SeasonMail, mailbox: str, *, text: str | None = None, extra: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """Give the bytes of a mail's copy in one mailbox: each with a Received line of its own."""
    received = f"Received: from client.example by mx.{mailbox}.example; {format_datetime(mail.arrivals[mailbox])}\r\n"
    if mail.bounce_of:
        return received.encode() + _bounce(mail)
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = mail.sender
    message["To"] = OFFICE
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.sent)
    message["Message-ID"] = f"<{mail.name}@client.example>"
    for name, value in (*mail.headers.items(), *extra):
        message[name] = value
    body = (mail.text if text is None else text) + mail.footers.get(mailbox, "")
    message.set_content(body, cte="8bit")
    for name, data in mail.attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if mail.attachments:
        message.set_boundary(f"part-{mail.name}")
    return received.encode() + message.as_bytes()


def _bounce(mail: SeasonMail) -> bytes:
    lines = [
        "Return-Path: <>",
        f"From: {mail.sender}",
        f"To: {OFFICE}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(mail.sent)}",
        f"Message-ID: <{mail.name}@mx.example>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{mail.name}"',
        "",
        f"--{mail.name}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        f"<{mail.bounce_of}>: user unknown, 550 5.1.1, 125 messages were returned this week",
        f"--{mail.name}",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        f"Final-Recipient: rfc822; {mail.bounce_of}",
        "Action: failed",
        "Status: 5.1.1",
        f"--{mail.name}--",
        "",
    ]
    return "\r\n".join(lines).encode()
