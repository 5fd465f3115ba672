"""A mailbox as an office's might be after some seasons, on a private Dovecot.

60 % of the mails carry a workbook with a list of names, 20 % a Word file, 10 % a PDF, 10 % nothing; 2-200 KB, text and HTML,
long Vietnamese file names. The same count and seed give the same mails.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import random
import shutil
import uuid
from collections.abc import Callable, Generator, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from tests.servers.dovecot import Dovecot, make_dovecot
from tests.servers.processes import is_root, make_certificates, short_directory

_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()  # noqa: SIM905
_GIVEN = "An Bình Chi Dũng Đức Giang Hà Hải Hạnh Hiền Hòa Hùng Hương Khánh Lan Linh Long Mai Minh Nam".split()  # noqa: SIM905
_WORDS = (
    "Thực hiện văn bản của Ủy ban nhân dân thành phố về việc tuyên truyền, hướng dẫn cài đặt ứng dụng Bluezone, đơn vị đã phối hợp "
    "với các tổ chức đoàn thể đến từng thôn, khu phố, vận động nhân dân cài đặt và sử dụng ứng dụng trên điện thoại thông minh."
)
FIRST_DAY = dt.datetime(2020, 8, 26, 1, tzinfo=dt.UTC)


def mails(count: int, seed: int = 340) -> Iterator[tuple[dt.datetime, bytes]]:
    """Make mails with the instants of their arrival, ascending, a few minutes apart."""
    chance = random.Random(seed)
    workbooks = _pool(chance, 40, _workbook)
    documents = _pool(chance, 12, _document)
    pdfs = _pool(chance, 10, _pdf)
    arrival = FIRST_DAY
    for number in range(count):
        arrival += dt.timedelta(seconds=chance.randint(20, 400))
        figure = chance.randint(0, 900)
        mail = _letter(chance, number, figure, arrival)
        lot = chance.random()
        name = f"Báo cáo kết quả cài đặt ứng dụng Bluezone tuần {number % 50 + 1} - đơn vị {number % 46}"
        if lot < 0.6:
            mail.add_attachment(
                chance.choice(workbooks),
                maintype="application",
                subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                filename=f"{name}.xlsx",
            )
        elif lot < 0.8:
            mail.add_attachment(
                chance.choice(documents),
                maintype="application",
                subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
                filename=f"{name}.docx",
            )
        elif lot < 0.9:
            mail.add_attachment(chance.choice(pdfs), maintype="application", subtype="pdf", filename=f"{name}.pdf")
        yield arrival, mail.as_bytes(policy=SMTP)


def _pool(chance: random.Random, size: int, make: Callable[[random.Random], bytes]) -> list[bytes]:
    return [make(chance) for _ in range(size)]


def _letter(chance: random.Random, number: int, figure: int, arrival: dt.datetime) -> EmailMessage:
    unit = f"donvi{number % 46}"
    mail = EmailMessage()
    mail["Received"] = f"from mail.{unit}.example by imap.quangninh.example; {arrival:%a, %d %b %Y %H:%M:%S +0000}"
    mail["Message-ID"] = f"<{uuid.UUID(int=chance.getrandbits(128))}@{unit}.example>"
    mail["Date"] = arrival
    mail["From"] = Address(f"Đơn vị số {number % 46}", unit, f"{unit}.example")
    mail["To"] = "phongvhtt.mc@quangninh.example"
    mail["Subject"] = f"Báo cáo kết quả cài đặt ứng dụng Bluezone tuần {number % 50 + 1}"
    lines = [f"Kính gửi phòng Văn hóa - Thông tin,\n\nTrong tuần đơn vị đã cài đặt: {figure} máy.\n"]
    lines += [_WORDS + "\n"] * chance.randint(1, 12)
    text = "\n".join(lines)
    mail.set_content(text, cte="base64")
    mail.add_alternative("".join(f"<p>{line}</p>" for line in lines), subtype="html", cte="quoted-printable")
    return mail


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_FAMILY)} {chance.choice(_GIVEN)} {chance.choice(_GIVEN)}"


def _phone(chance: random.Random) -> str:
    return f"09{chance.randrange(10**8):08d}"


def _workbook(chance: random.Random) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    form = book.create_sheet("Tổng hợp")
    people = book.create_sheet("Danh sách")
    rows = chance.randint(150, 2600)
    form.append(["BÁO CÁO KẾT QUẢ CÀI ĐẶT BLUEZONE"])
    form.append(["STT", "Đơn vị", "Số máy cài đặt trong tuần", "Lũy kế"])
    form.append([1, "UBND phường", rows, rows * 3])
    people.append(["STT", "Họ và tên", "Số điện thoại", "Địa chỉ"])
    for number in range(1, rows + 1):
        people.append([number, _name(chance), _phone(chance), f"Khu {chance.randint(1, 12)}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _document(chance: random.Random) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("BÁO CÁO", 1)
    for _ in range(chance.randint(20, 200)):
        document.add_paragraph(f"{_WORDS} {_name(chance)}, {_phone(chance)}.")
    document.add_paragraph(f"Tổng số máy cài đặt trong tuần: {chance.randint(0, 900)} máy.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(chance: random.Random) -> bytes:
    """Write a PDF by hand, with as many pages as there are names; the standard font has no Vietnamese letters."""
    pages = chance.randint(2, 25)
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids: list[str] = []
    for page in range(pages):
        lines = [f"Bao cao trang {page + 1}: {chance.randint(0, 900)} may"]
        lines += [
            f"{_phone(chance)} khu {chance.randint(1, 12)} ma so {chance.getrandbits(64):016x}" for _ in range(50)
        ]
        text = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 50 800 Td {text} ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>".encode()
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def fill(server: Dovecot, address: str, count: int, seed: int = 340) -> int:
    """Put mails into an account's INBOX by writing its Maildir, which is faster than APPEND; gives their bytes."""
    with server.client(address) as client:
        client.select_folder("INBOX")
    folder = server.folder_path(address) / "cur"
    total = 0
    for number, (arrival, raw) in enumerate(mails(count, seed)):
        path = folder / f"{int(arrival.timestamp())}.M{number:06d}.bench,S={len(raw)}:2,"
        path.write_bytes(raw)
        os.utime(path, (arrival.timestamp(), arrival.timestamp()))
        if is_root():
            shutil.chown(path, "nobody", "nogroup")
        total += len(raw)
    with server.client(address) as client:
        # So that its index is made before anything is timed.
        client.select_folder("INBOX", readonly=True)
        found = client.search("ALL")
        for start in range(0, count, 1000):
            client.fetch(found[start : start + 1000], ["RFC822.SIZE", "INTERNALDATE"])
        assert len(found) == count, f"{len(found)} of {count}"
    return total


@contextlib.contextmanager
def mailbox_of(count: int) -> Generator[tuple[Dovecot, str, int]]:
    """Start a Dovecot with an account that holds so many mails; gives it, the address, and the bytes."""
    with short_directory("dd-bench-") as directory:
        certificates = directory / "certificates"
        certificates.mkdir()
        server = make_dovecot(directory, make_certificates(certificates))
        server.start()
        try:
            address = server.new_user()
            yield server, address, fill(server, address, count)
        finally:
            server.stop()
