"""OCR by the program tesseract, where it is installed with the language `vie`."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.documents.source import OcrError, Word

_SURE = 25
"""Percent: below it tesseract reads specks and edges of paper as letters; real words of bad scans stay above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tesseract:
    """The program, bounded in time by page."""

    program: str
    language: str = "vie"
    seconds: float = 4.0

    @classmethod
    def installed(cls) -> Tesseract | None:
        """Give the program found on the PATH; None where there is none."""
        program = shutil.which("tesseract")
        return cls(program=program) if program else None

    def read_words(self, picture: bytes) -> Sequence[Word]:
        """Give the words of a picture. Raises OcrError where it takes too long or the language is missing."""
        command = [self.program, "stdin", "stdout", "-l", self.language, "--psm", "3", "--dpi", "200", "tsv"]
        # More threads than one slow it down on small machines; nothing of the caller's environment is its business.
        environment = {"OMP_THREAD_LIMIT": "1", "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        if prefix := os.environ.get("TESSDATA_PREFIX"):
            environment["TESSDATA_PREFIX"] = prefix
        try:
            done = subprocess.run(  # noqa: S603  a fixed program; the picture goes to its standard input
                command, input=picture, capture_output=True, timeout=self.seconds, check=True, env=environment
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise OcrError(str(error)[:200]) from None
        return list(_words(done.stdout.decode("utf-8", "replace")))


def _words(table: str) -> Iterator[Word]:
    reader: Iterator[Mapping[str, str]] = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        text = (row.get("text") or "").strip()
        if not text or float(row["conf"]) < _SURE:
            continue
        left, top = float(row["left"]), float(row["top"])
        yield Word(text=text, left=left, right=left + float(row["width"]), top=top, bottom=top + float(row["height"]))
