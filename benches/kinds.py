"""Reading by kind of content, beside the bare library calls on the same mails: `python -m benches.kinds`.

Reading and deciding, with all documents, in the process itself; the mails are generated ones and those of the corpus. `bare` is mail-parser
for the mail and for each attachment what people take: python-calamine, python-docx, pypdfium2. Each mail counts with its median of several readings.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import statistics
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benches.first_read import EXAMPLE, calamine, mail_parser, pdfium, python_docx
from benches.mailbox import FIRST_DAY, _document, _pdf, mails
from benches.measure import Row, Table, Told, as_markdown, percentile
from dondoc.settings import Settings, load_settings

CORPUS = Path(__file__).parent.parent / "tests" / "mails"
REPEATS = 5
_OPENERS: dict[str, Callable[[bytes], int]] = {
    ".xlsx": calamine,
    ".xlsm": calamine,
    ".xls": calamine,
    ".ods": calamine,
    ".docx": python_docx,
    ".pdf": pdfium,
}
# What the corpus reads by other programs, or on purpose cannot be read, is no measure of libraries.
_NOT_MEASURED = ("ocr", "hostile")


def table(*, repeats: int = REPEATS, told: Told) -> Table:
    """Read every mail several times by both ways."""
    mails_ = [*generated(), *corpus()]
    turns: list[list[Times]] = []
    for turn in range(repeats):
        # All mails before any of them again: what the readers remember of a text must not come from the same mail a moment ago.
        told(f"reading {len(mails_)} mails, turn {turn + 1} of {repeats}")
        turns.append([Times(*_read(raw), _bare(raw)) for _, raw in mails_])
    times: dict[str, list[Times]] = {}
    for (kind, _), found in zip(mails_, zip(*turns, strict=True), strict=True):
        times.setdefault(kind, []).append(Times(*map(statistics.median, zip(*found, strict=True))))
    rows = tuple(_row(kind, found) for kind, found in times.items())
    every = [each for found in times.values() for each in found]
    ratio = sum(each.ours for each in every) / sum(each.bare for each in every)
    return Table(
        title="Reading and deciding by kind of content",
        heads=(
            "kind",
            "of the bare calls' time",
            "median CPU ms",
            "p95",
            "letter",
            "documents",
            "figures",
            "bare median",
            "bare p95",
            "mails",
        ),
        rows=rows,
        aims=(f"All mails together: **{ratio:.1f}** times the bare library calls (aim: at most 2).",),
        note=(
            "Each mail counts with the median of its readings, all others read in between. `corpus:` mails are small and written by hand, the others made for measuring. `letter`, `documents`, `figures`: of the median, the "
            "message itself, its attachments, and what is read and decided from both."
        ),
    )


def generated() -> Iterator[tuple[str, bytes]]:
    """Make mails of one kind each, a handful of every kind."""
    chance = random.Random(7)
    for number in range(8):
        figure = 10 + number
        yield "plain prose", _mail(_prose(figure), number)
        yield "html reply", _reply(figure, number)
        yield "xlsx, 1,000 rows", _mail(_prose(figure), number, ("BaoCao.xlsx", _rows(1000, figure, chance)))
        yield "xlsx, a form", _mail(_prose(figure), number, ("BaoCao.xlsx", _rows(12, figure, chance)))
        yield "docx, 20-200 paragraphs", _mail(_prose(figure), number, ("BaoCao.docx", _document(chance)))
        yield "pdf, 2-25 full pages", _mail(_prose(figure), number, ("BaoCao.pdf", _pdf(chance)))
    for _, raw in mails(60):
        yield "mailbox of the other benches", raw


def corpus() -> Iterator[tuple[str, bytes]]:
    """Give the corpus, each mail under its richest attachment."""
    for path in sorted(CORPUS.glob("*.eml")):
        if not path.name.startswith(_NOT_MEASURED):
            raw = path.read_bytes()
            names = {Path(name).suffix.lower() for name, _ in mail_parser_or_nothing(raw)}
            kind = next((suffix for suffix in (*_OPENERS, ".doc", ".csv", ".zip") if suffix in names), ".eml alone")
            yield f"corpus: {kind.lstrip('.')}", raw


def mail_parser_or_nothing(raw: bytes) -> list[tuple[str, bytes]]:
    """Parse with mail-parser; of some mails of the corpus it makes nothing, or raises."""
    try:
        return mail_parser(raw, complete=False)
    except Exception:  # noqa: BLE001  a peer's failure is no reason to stop
        return []


class Times(NamedTuple):
    """Milliseconds of the processor for one mail: both sides only compute, and what else the machine does is left out."""

    letter: float
    documents: float
    figures: float
    bare: float

    @property
    def ours(self) -> float:
        """All of it."""
        return self.letter + self.documents + self.figures


def _read(raw: bytes) -> tuple[float, float, float]:
    """Read and decide as `parsers.reading.read` and the intake do; give milliseconds by stage."""
    from ingest.deciding import decide
    from parsers.identity import content_key
    from parsers.letters import read_letter
    from parsers.reading import findings, open_attachments

    settings = _settings()
    start = time.process_time()
    letter = read_letter(raw)
    key = content_key(letter)
    parsed = time.process_time()
    opened = open_attachments(letter, {}, lambda _: None)
    read = time.process_time()
    decide(
        findings(letter, opened, settings.vocabulary, received_at=FIRST_DAY, key=key),
        roster=settings.roster,
        calendar=settings.calendar,
        received_at=FIRST_DAY,
        authserv_ids=frozenset(),
        replied=None,
        has_ledger=True,
    )
    decided = time.process_time()
    return (parsed - start) * 1000, (read - parsed) * 1000, (decided - read) * 1000


def _bare(raw: bytes) -> float:
    start = time.process_time()
    for name, data in mail_parser_or_nothing(raw):
        opener = _OPENERS.get(Path(name).suffix.lower())
        if opener is not None:
            # The corpus holds broken and locked files.
            with contextlib.suppress(Exception):
                opener(data)
    return (time.process_time() - start) * 1000


def _row(kind: str, found: list[Times]) -> Row:
    ours, bare = [each.ours for each in found], [each.bare for each in found]
    return Row(
        name=kind,
        cells=(
            f"{statistics.median(ours) / statistics.median(bare):.1f}",
            f"{statistics.median(ours):.1f}",
            f"{percentile(ours, 0.95):.1f}",
            *(f"{statistics.median(stage):.1f}" for stage in list(zip(*found, strict=True))[:3]),
            f"{statistics.median(bare):.1f}",
            f"{percentile(bare, 0.95):.1f}",
            str(len(found)),
        ),
    )


@cache
def _settings() -> Settings:
    return load_settings(EXAMPLE)


def _prose(figure: int) -> str:
    return (
        "Kính gửi phòng Văn hóa - Thông tin thành phố,\n\nThực hiện văn bản số 340/UBND-VHTT của Ủy ban nhân dân thành phố, "
        f"Thành đoàn báo cáo: trong tuần đã cài đặt được {figure} máy, lũy kế {figure * 4} máy.\nTrân trọng./."
    )


def _mail(text: str, number: int, attachment: tuple[str, bytes] | None = None) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Thành đoàn Móng Cái <thanh-doan@mongcai.example>"
    mail["To"] = "phongvhtt.mc@quangninh.example"
    mail["Subject"] = f"Báo cáo kết quả cài đặt Bluezone tuần {number + 1}"
    mail["Date"] = FIRST_DAY
    mail["Message-ID"] = f"<{number}.kinds@mongcai.example>"
    mail.set_content(text)
    if attachment is not None:
        name, data = attachment
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def _reply(figure: int, number: int) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Thành đoàn Móng Cái <thanh-doan@mongcai.example>"
    mail["To"] = "phongvhtt.mc@quangninh.example"
    mail["Subject"] = "Re: Nhắc báo cáo Bluezone tuần đến 28/8"
    mail["Date"] = FIRST_DAY
    mail["In-Reply-To"] = mail["References"] = f"<{number}.nhac@quangninh.example>"
    mail["Message-ID"] = f"<{number}.reply@mongcai.example>"
    quoted = "".join(f"<div>Đề nghị đơn vị báo cáo trước 15 giờ ngày 28/8/2020, dòng {row}.</div>" for row in range(30))
    mail.set_content(f"Tuần này {figure} máy.\n\nVào Th 5, 27 thg 8, 2020 đã viết:\n> Đề nghị đơn vị báo cáo.\n")
    mail.add_alternative(
        f'<div dir="ltr">Tuần này {figure} máy.</div><br><div class="gmail_quote"><div class="gmail_attr">Vào Th 5, 27 thg 8, 2020 '
        f'đã viết:</div><blockquote class="gmail_quote">{quoted}</blockquote></div>',
        subtype="html",
    )
    return mail.as_bytes()


def _rows(count: int, figure: int, chance: random.Random) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    form = book.create_sheet("Tổng hợp")
    people = book.create_sheet("Danh sách")
    for row in (
        ["BÁO CÁO KẾT QUẢ CÀI ĐẶT BLUEZONE"],
        ["STT", "Đơn vị", "Số máy cài đặt trong tuần", "Lũy kế"],
        [1, "Thành đoàn", figure, figure * 4],
        ["", "Tổng cộng", figure, figure * 4],
    ):
        form.append(row)
    people.append(["STT", "Họ và tên", "Số điện thoại", "Địa chỉ"])
    for number in range(1, count + 1):
        people.append([number, "Nguyễn Văn An", f"09{chance.randrange(10**8):08d}", f"Khu {chance.randint(1, 12)}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=REPEATS)
    print(as_markdown(table(repeats=options.parse_args().repeats, told=print)))


if __name__ == "__main__":
    main()
