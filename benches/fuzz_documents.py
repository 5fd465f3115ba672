"""Damaged documents by the hundred thousand: `python -m benches.fuzz_documents [COUNT] [SEED]`.

A sample of every format that is read is cut, joined, repeated and flipped; in archives the parts within, so that the damage reaches their
readers, and every fourth time the archive itself. They are read by `parsers.documents` in a process of its own with the limits of the reading
process: it may be ended by a native library, which is counted, and goes on behind that file. No exception may come out of a reader, and no file may
take long. Prints what was tried; ends with 1 at the first fault, whose bytes are left in a file.
"""

from __future__ import annotations

import io
import logging
import os
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benches.fuzz import DAMAGES
from benches.kinds import _rows
from benches.mailbox import _document, _pdf
from parsers.documents import read_documents
from parsers.letters.outlook import read_outlook
from parsers.letters.signed import signed_content
from parsers.values import Attachment

SAMPLES = Path(__file__).parents[1] / "tests" / "parsers" / "documents" / "samples"
SLOW = 5.0
"""Seconds of the processor: more is a fault."""
MEMORY = 500 * 1024 * 1024
"""Bytes of address space beyond what is held at the start: making the samples takes some 200 MB more than reading them."""
BATCH = 2000


def samples() -> list[tuple[str, bytes]]:
    """Give one small file or more of every format, by name."""
    from tests.parsers.documents.files import archive, at, docx, odt, p, pdf, rule, tbl, tc
    from tests.parsers.documents.test_slides import cell, para, pptx, shape, table
    from tests.parsers.letters.compound import compound, message
    from tests.parsers.letters.test_signed import MAIL, signature

    chance = random.Random(3)
    grid = [rule(70, y, 400, y) for y in (700, 680, 660)] + [rule(x, 660, x, 700) for x in (70, 200, 400)]
    word = docx(p("Số máy: 45") + tbl([tc("Đơn vị"), tc("45")]), footnotes=p("ghi chú"), header1=p("đầu trang"))
    made = {
        "a.docx": word,
        "b.docx": _document(chance),
        "a.odt": odt(
            "<text:p>Số máy: 45</text:p><table:table><table:table-row><table:table-cell/></table:table-row></table:table>"
        ),
        "a.pptx": pptx(shape(para("Số máy: 45")), table(cell("Ka Long") + cell("45"))),
        "a.pdf": pdf([*grid, at(75, 686, "Don vi"), at(75, 666, "45"), at(72, 600, "So may: 45")]),
        "b.pdf": _pdf(chance),
        "a.csv": "Đơn vị;Số máy\nKa Long;45\n".encode(),
        "a.html": b"<html><table><tr><td>Ka Long</td><td>45</td></tr></table></html>",
        "a.zip": archive({"a.docx": word, "b.csv": "a;1\nb;2\n"}),
        "a.xlsx": _rows(12, 45, chance),
        "a.msg": compound(message({0x0037: "Báo cáo", 0x1000: "45 máy"})),
        "a.rar": _rar({"a.docx": word, "b.csv": b"a;1\nb;2\n"}),
        "a.p7m": signature(MAIL, open_ended=True),
    }
    return [*made.items(), *((path.name, path.read_bytes()) for path in sorted(SAMPLES.iterdir()))]


def _rar(members: dict[str, bytes]) -> bytes:
    import rars

    builder = rars.RarBuilder()
    for name, data in members.items():
        builder.add_bytes(data, name)
    return builder.to_bytes()


def damaged(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Damage a file, or one part of an archive."""
    if not data.startswith(b"PK") or chance.random() < 0.25:
        return _damaged(chance, data, other)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = chance.choice(names)
        for part in names:
            content = old.read(part)
            new.writestr(part, _damaged(chance, content, other) if part == hit else content)
    return out.getvalue()


def _damaged(chance: random.Random, data: bytes, other: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        chance.choice(DAMAGES)(chance, found, other or b"x")
    return bytes(found)


def inputs(count: int, seed: int, start: int) -> Iterator[tuple[int, str, bytes]]:
    """Make the damaged files from a number on; the same number and seed give the same file."""
    files = samples()
    for number in range(start, min(start + BATCH, count)):
        chance = random.Random(seed * 10_000_000 + number)
        name, data = chance.choice(files)
        yield number, name, damaged(chance, data, chance.choice(files)[1])


class _Faults(logging.Handler):
    """Makes an exception that a reader let out visible: it is logged, and stands as a doubt."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.seen = self.format(record)


def read_batch(count: int, seed: int, start: int, told: int) -> None:
    """Read a batch; write the number of each file before it is opened, and at the end the seconds that the slowest took."""
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
    # Nothing to learn here from what another program reads in pictures.
    os.environ["PATH"] = ""
    # Panics of calamine and complaints of pdfium.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    faults = _Faults()
    logging.getLogger("parsers").addHandler(faults)
    logging.getLogger("parsers").propagate = False
    slowest = 0.0
    for number, name, data in inputs(count, seed, start):
        os.write(told, b"%d\n" % number)
        before = time.process_time()
        try:
            _read(name, data)
        except MemoryError:
            continue
        except Exception as error:  # noqa: BLE001 (any exception is what is looked for)
            faults.seen = repr(error)
        took = time.process_time() - before
        slowest = max(slowest, took)
        if faults.seen or took > SLOW:
            with tempfile.NamedTemporaryFile(prefix="fuzz-", suffix=name, delete=False) as file:
                file.write(data)
            os.write(told, f"fault {file.name} {took:.1f} s {' '.join(faults.seen.split())}\n".encode())
            return
    os.write(told, b"slowest %.3f\n" % slowest)


def _read(name: str, data: bytes) -> None:
    # These two hold letters.
    match Path(name).suffix:
        case ".msg":
            read_outlook(data)
        case ".p7m":
            signed_content(data)
        case _:
            read_documents(Attachment(name=name, media_type="", data=data))


def main(count: int, seed: int) -> int:
    """Try `count` damaged files; give the exit status."""
    begun = time.monotonic()
    start = ended = 0
    slowest = 0.0
    while start < count:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            read_batch(count, seed, start, writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as said:
            lines = said.read().splitlines()
        os.waitpid(child, 0)
        last = lines[-1] if lines else ""
        if last.startswith("fault"):
            print(last)
            return 1
        if last.startswith("slowest"):
            slowest = max(slowest, float(last.split()[1]))
            start += BATCH
        else:
            # A native library ended the process over the file that was named last.
            ended += 1
            start = int(last or start) + 1
        rate = min(start, count) / (time.monotonic() - begun)
        print(
            f"{min(start, count)} tried, {rate:.0f} a second, slowest {slowest:.2f} s, {ended} ended the process",
            flush=True,
        )
    print(
        f"{count} damaged files of {len(samples())}, seed {seed}: no exception, slowest {slowest:.2f} s, {ended} ended the process"
    )
    return 0


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(*numbers, *(100_000, 1)[len(numbers) :])))
