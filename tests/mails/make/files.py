"""Attachments that are really made: workbooks, letters, pages, pictures, archives; office formats by LibreOffice."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Cell = str | int | float | dt.date | None
Rows = Sequence[Sequence[Cell]]
Make = Callable[[], bytes]


def converted(data: bytes, source: str, target: str) -> bytes:
    """Let LibreOffice re-save a file: formulas get their values, old formats are real. `target` may name a filter."""
    ending = target.partition(":")[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{source}"
        path.write_bytes(data)
        out = Path(folder) / "out"
        profile = Path(tempfile.gettempdir()) / f"dondoc-soffice-{os.getuid()}"
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                str(out),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (out / f"file.{ending}").read_bytes()


def resaved(make: Make, source: str, target: str) -> Make:
    """Give a maker that re-saves another one's file."""
    return lambda: converted(make(), source, target)


# Sheets.


def xlsx(
    sheets: Mapping[str, Rows] | Rows,
    *,
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    fonts: Mapping[str, str] | None = None,
    hidden_rows: Mapping[str, Sequence[int]] | None = None,
    hidden_columns: Mapping[str, Sequence[str]] | None = None,
    formats: Mapping[str, str] | None = None,
) -> Make:
    """Give a workbook's maker. `fonts` and `formats` map cells such as `B3` of the first sheet; `*` is every cell."""

    def make() -> bytes:
        from openpyxl import Workbook
        from openpyxl.styles import Font

        book = Workbook()
        book.remove(book.worksheets[0])
        named = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
        for name, rows in named.items():
            sheet = book.create_sheet(name)
            for r, row in enumerate(rows, start=1):
                for c, value in enumerate(row, start=1):
                    if value is not None:
                        sheet.cell(row=r, column=c, value=value)
            for area in (merged or {}).get(name, ()):
                sheet.merge_cells(area)
            for r in (hidden_rows or {}).get(name, ()):
                sheet.row_dimensions[r].hidden = True
            for letter in (hidden_columns or {}).get(name, ()):
                sheet.column_dimensions[letter].hidden = True
            if name in hidden:
                sheet.sheet_state = "hidden"
            for area, font in (fonts or {}).items():
                for row in sheet.iter_rows():
                    for cell in row:
                        if area in ("*", cell.coordinate):
                            cell.font = Font(name=font, size=12)
            for area, form in (formats or {}).items():
                sheet[area].number_format = form
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def csv_file(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> Make:
    """Give a maker of comma separated values."""

    def make() -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(
            [["" if c is None else c for c in row] for row in rows]
        )
        return cp1258(out.getvalue()) if encoding == "cp1258" else out.getvalue().encode(encoding)

    return make


# Letters.

Line = str | Rows


def docx(
    lines: Sequence[Line], *, font: str = "Times New Roman", head: tuple[str, str] | None = None, date: str = ""
) -> Make:
    """Give a letter's maker: lines are paragraphs, nested sequences are tables; `head` is the office above and its number."""

    def make() -> bytes:
        from docx import Document
        from docx.shared import Pt

        document = Document()
        document.styles["Normal"].font.name = font  # pyright: ignore[reportAttributeAccessIssue]
        document.styles["Normal"].font.size = Pt(13)  # pyright: ignore[reportAttributeAccessIssue]
        if head:
            table = document.add_table(rows=1, cols=2)
            table.cell(0, 0).text = f"{head[0]}\n{head[1]}"
            table.cell(0, 1).text = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{date}"
        for line in lines:
            if isinstance(line, str):
                document.add_paragraph(line)
                continue
            table = document.add_table(rows=len(line), cols=max(map(len, line)))
            table.style = "Table Grid"
            for r, row in enumerate(line):
                for c, value in enumerate(row):
                    table.cell(r, c).text = "" if value is None else str(value)
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                run.font.name = font
        for table in document.tables:
            for row in table.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        for run in paragraph.runs:
                            run.font.name = font
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


def pdf(lines: Sequence[Line], **options: object) -> Make:
    """Give the maker of a PDF with text, printed from a letter."""
    return resaved(docx(lines, **options), "docx", "pdf")  # pyright: ignore[reportArgumentType]


def doc(lines: Sequence[Line], **options: object) -> Make:
    """Give the maker of an old Word file."""
    return resaved(docx(lines, **options), "docx", "doc:MS Word 97")  # pyright: ignore[reportArgumentType]


def rtf(lines: Sequence[Line], **options: object) -> Make:
    """Give the maker of a rich text file."""
    return resaved(docx(lines, **options), "docx", "rtf")  # pyright: ignore[reportArgumentType]


# Pictures.


def page(
    lines: Sequence[str],
    *,
    skew: float = 0.0,
    stamp: bool = False,
    kind: str = "JPEG",
    size: int = 26,
    quality: int = 45,
) -> Make:
    """Give the maker of a photographed page: Vietnamese type, a red stamp, held a little askew."""

    def make() -> bytes:
        from PIL import Image, ImageDraw, ImageFont

        font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", size)
        height = max(500, 120 + len(lines) * int(size * 1.7))
        image = Image.new("RGB", (1150, height), (250, 249, 245))
        draw = ImageDraw.Draw(image)
        for number, line in enumerate(lines):
            draw.text((70, 60 + number * int(size * 1.7)), line, font=font, fill=(25, 25, 30))
        if stamp:
            box = (680, height - 330, 900, height - 110)
            draw.ellipse(box, outline=(205, 40, 45), width=6)
            draw.ellipse((720, height - 290, 860, height - 150), outline=(205, 40, 45), width=3)
        if skew:
            image = image.rotate(skew, expand=False, fillcolor=(230, 228, 224), resample=Image.Resampling.BICUBIC)
        out = io.BytesIO()
        if kind == "PNG":
            image.quantize(32).save(out, "PNG")
        elif kind == "PDF":
            image.convert("L").save(out, "PDF", resolution=140.0, quality=quality)
        else:
            image.save(out, "JPEG", quality=quality)
        return out.getvalue()

    return make


def logo() -> bytes:
    """Give a small picture without words, as stands in signatures."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (64, 64), (255, 255, 255))
    ImageDraw.Draw(image).ellipse((8, 8, 56, 56), fill=(200, 30, 40))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


# Archives.


def zipped(members: Mapping[str, Make]) -> Make:
    """Give an archive's maker."""

    def make() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, member in members.items():
                archive.writestr(name, member())
        return out.getvalue()

    return make


def just(data: bytes) -> Make:
    """Give a maker of these very bytes."""
    return lambda: data


# Old encodings, written the way old programs do.

_TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "": ""}
_VNI_ROOF = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
_VNI_BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
_VNI_SINGLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def tcvn3(text: str) -> str:
    """Write text in TCVN3 (ABC) letters as Latin-1 shows them; capitals with tones as small ones, as the H fonts want."""
    return "".join(
        _TCVN3.get(letter) or _TCVN3.get(letter.lower()) or letter for letter in unicodedata.normalize("NFC", text)
    )


def vni(text: str) -> str:
    """Write text in VNI letters."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if letter.isascii():
        return letter
    if small in _VNI_SINGLE:
        made = _VNI_SINGLE[small]
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        tone = next((m for m in marks if m in _VNI_TONES), "")
        if "\u0302" in marks:
            made = base + _VNI_ROOF[tone]
        elif "\u0306" in marks:
            made = base + _VNI_BREVE[tone]
        elif "\u031b" in marks:
            made = {"o": "ô", "u": "ö"}[base] + _VNI_TONES[tone]
        elif tone:
            made = base + _VNI_TONES[tone]
        else:
            return letter
    return made.upper() if letter.isupper() else made


def cp1258(text: str) -> bytes:
    """Write windows-1258: â ê ô ơ ư ă as letters, tones as combining marks."""
    return combining(text).encode("cp1258")


def combining(text: str) -> str:
    """Split the tones off, and nothing else."""
    out: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = [p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323"]
        rest = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        out.append(rest + "".join(tones) if tones else letter)
    return "".join(out)


def nfd(text: str) -> str:
    """Decompose all letters, as Apple's programs do."""
    return unicodedata.normalize("NFD", text)
