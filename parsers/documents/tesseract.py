"""OCR by the program tesseract, where it is installed with the language `vie`."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from parsers.documents.source import OcrError, Word

_SURE = 25
"""Percent: below it tesseract reads specks and edges of paper as letters; real words of bad scans stay above."""
_UPRIGHT = 72
"""Percent, on average: words of upright pages have 85 to 95, those read on a page that lies on its side below 60."""
_MEMORY_KB = 160 * 1024
"""Address space; a page of 9 million points takes 110 MB."""
_ROTATE = re.compile(r"Rotate: (\d+)")
_FRAME = "|¦[]_—"
"""What tesseract makes of ruled lines beside a word."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A word as tesseract gives it: which line it belongs to, and how sure it is in percent."""

    line: tuple[str, str, str]
    text: str
    sure: float
    left: float
    width: float
    middle: float
    height: float


class Tesseract:
    """The program, bounded in memory, and in time over all pages that are read with one object."""

    def __init__(self, program: str, *, language: str = "vie", seconds: float = 8.0) -> None:
        """Start nothing yet; `seconds` are for all pages together."""
        self._program = program
        self._language = language
        self._left = seconds

    @classmethod
    def installed(cls) -> Tesseract | None:
        """Give the program found on the PATH; None where there is none."""
        program = shutil.which("tesseract")
        return cls(program) if program else None

    def read_words(self, picture: bytes) -> Sequence[Word]:
        """Give the words of a picture, turned upright and straightened. Raises OcrError."""
        found = self._read(picture)
        if _sureness(found) < _UPRIGHT and (turned := self._turned(picture)) is not None:
            again = self._read(turned)
            found = max(found, again, key=_sureness)
        return _straightened(found)

    def _read(self, picture: bytes) -> list[_Found]:
        return list(_words(self._run(picture, "-l", self._language, "--psm", "3", "--dpi", "200", "tsv")))

    def _turned(self, picture: bytes) -> bytes | None:
        """Give the picture upright if tesseract finds it lying or upside down."""
        from PIL import Image

        try:
            told = _ROTATE.search(self._run(picture, "-l", "osd", "--psm", "0", "--dpi", "200"))
        except OcrError:
            # Too few letters to tell, or without the data for it: it is read as it lies.
            return None
        if told is None or int(told[1]) % 360 == 0:
            return None
        out = io.BytesIO()
        Image.open(io.BytesIO(picture)).rotate(-int(told[1]), expand=True).save(out, "PPM")
        return out.getvalue()

    def _run(self, picture: bytes, *options: str) -> str:
        # More threads than one slow it down on small machines; nothing else of the caller's environment is its business.
        environment = {"OMP_THREAD_LIMIT": "1", "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
        if prefix := os.environ.get("TESSDATA_PREFIX"):
            environment["TESSDATA_PREFIX"] = prefix
        limited = ["/bin/sh", "-c", f'ulimit -v {_MEMORY_KB}; exec "$0" "$@"', self._program, "stdin", "stdout"]
        if self._left <= 0:
            raise OcrError("took-too-long")
        started = time.monotonic()
        try:
            done = subprocess.run(  # noqa: S603  the program on the PATH; the picture goes to its standard input
                [*limited, *options],
                input=picture,
                capture_output=True,
                timeout=self._left,
                check=True,
                env=environment,
            )
        except subprocess.TimeoutExpired:
            raise OcrError("took-too-long") from None
        except subprocess.CalledProcessError as error:
            missing = b"Failed loading language" in error.stderr
            raise OcrError("no-ocr" if missing else "unreadable") from None
        except OSError:
            raise OcrError("no-ocr") from None
        finally:
            self._left -= time.monotonic() - started
        return done.stdout.decode("utf-8", "replace")


def _words(table: str) -> Iterator[_Found]:
    reader: Iterator[Mapping[str, str]] = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        text = (row.get("text") or "").strip().strip(_FRAME)
        if not text or float(row["conf"]) < _SURE:
            continue
        yield _Found(
            line=(row["block_num"], row["par_num"], row["line_num"]),
            text=text,
            sure=float(row["conf"]),
            left=float(row["left"]),
            width=float(row["width"]),
            middle=float(row["top"]) + float(row["height"]) / 2,
            height=float(row["height"]),
        )


def _sureness(found: Sequence[_Found]) -> float:
    return fmean(word.sure for word in found) if found else 0.0


def _straightened(found: Sequence[_Found]) -> list[Word]:
    """Give words of one line one height, also across the columns of a page that lies a degree or two askew."""
    lines = [list(words) for _, words in groupby(found, key=lambda word: word.line)]
    slope = _slope(lines)
    words: list[Word] = []
    for line in lines:
        middle = fmean(word.middle - slope * word.left for word in line)
        half = fmean(word.height for word in line) / 2
        words += [
            Word(text=word.text, left=word.left, right=word.left + word.width, top=middle - half, bottom=middle + half)
            for word in line
        ]
    return words


def _slope(lines: Sequence[Sequence[_Found]]) -> float:
    """Fit how much lines fall to the right, over all lines with several words."""
    above = below = 0.0
    for line in lines:
        if len(line) < 3:
            continue
        left, middle = fmean(word.left for word in line), fmean(word.middle for word in line)
        above += sum((word.left - left) * (word.middle - middle) for word in line)
        below += sum((word.left - left) ** 2 for word in line)
    slope = above / below if below else 0.0
    # More than six degrees is no page that lies askew, but lines that tesseract did not tell apart.
    return slope if abs(slope) < 0.1 else 0.0
