"""Files made to harm, read in the limited child process: a doubt within 10 seconds of work and 512 MB, and the next file is read as usual."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from ingest.reading_process import Limits, ReadingProcess
from parsers.values import IndicatorWording, Vocabulary
from tests.parsers.documents.files import W, archive, at, docx, odt, p, pdf, rule, tbl, tc
from tests.parsers.documents.test_sheets import raw_xlsx
from tests.parsers.documents.test_slides import para, pptx, shape

VOCABULARY = Vocabulary(indicators=(IndicatorWording(id="x", topics=("x",), nouns=("x",)),), units=())
READABLE: set[str] = set()
REFUSED = {
    "unreadable",
    "too-large",
    "truncated",
    "took-too-long",
    "broke-reader",
    "encrypted",
    "nested-too-deep",
    "empty",
    "picture",
}


# By the clock a message has 10 seconds. On a busy machine that says little of what reading costs, so that its work has no more than these,
# and the clock is for what hangs.
LIMITS = Limits(cpu_seconds=9, seconds=(60.0, 30.0, 15.0))


@pytest.fixture(scope="module")
def reader() -> Iterator[ReadingProcess]:
    with ReadingProcess(VOCABULARY, limits=LIMITS, function="tests.parsers.documents.in_child:read") as process:
        yield process


def zip_bomb() -> bytes:
    """Three hundred megabytes of blanks in one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file, file.open("a.csv", "w") as member:
        for _ in range(75):
            member.write(b" " * 2**22)
    return out.getvalue()


def lying_zip() -> bytes:
    """A member whose directory entry says 100 bytes, but which unpacks to 300 MB."""
    content = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = b"".join(content.compress(bytes(2**22)) for _ in range(75)) + content.flush()
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), 100, 5, 0) + b"a.csv"
    central = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed), 100, 5, 0, 0, 0, 0, 0, 0)
        + b"a.csv"
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local) + len(packed), 0)
    return local + packed + central + end


def nested_zips() -> bytes:
    data = b"So may;45\n"
    for level in range(12):
        data = archive({f"{level}.zip": data, "so.csv": "a;1\nb;2\n"})
    return data


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)


def laughing_docx() -> bytes:
    body = f"{LAUGHS}<w:document {W}><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>"
    return archive({"[Content_Types].xml": "<x/>", "word/document.xml": body})


def laughing_xlsx() -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'))) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    members["xl/worksheets/sheet1.xml"] = LAUGHS + members["xl/worksheets/sheet1.xml"].replace("<v>1</v>", "<v>&m;</v>")
    members["xl/sharedStrings.xml"] = LAUGHS + "<sst><si><t>&m;</t></si></sst>"
    return archive(members)


def nested_tables_docx() -> bytes:
    depth = 100_000
    body = "<w:tbl><w:tr><w:tc>" * depth + p("45") + "</w:tc></w:tr></w:tbl>" * depth
    return docx(body)


def many_tables_docx() -> bytes:
    return docx(tbl([tc("1")]) * 100_000)


def million_rows() -> bytes:
    return raw_xlsx("<row><c><v>45</v></c></row>" * 1_000_000)


def far_cells() -> bytes:
    """Two cells, so far apart that the range between them has 17 thousand million."""
    return raw_xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')


def wide_sheet() -> bytes:
    return raw_xlsx('<row r="1">' + "<c><v>1</v></c>" * 16_384 + "</row>")


def repeated_ods() -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    content = f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"})


def laughing_odt() -> bytes:
    with zipfile.ZipFile(io.BytesIO(odt("<text:p>&m;</text:p>"))) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    members["content.xml"] = LAUGHS + members["content.xml"]
    return archive(members)


def repeated_odt() -> bytes:
    """Cells and rows that say that they stand there a million times, in tables within tables."""
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>1</text:p>{}</table:table-cell>'
    body = ""
    for _ in range(20):
        body = f'<table:table><table:table-row table:number-rows-repeated="1000000">{cell.format(body)}</table:table-row></table:table>'
    return odt(body)


def many_styles_odt() -> bytes:
    """Twenty thousand styles, each based on the one before."""
    styles = "".join(
        f'<style:style style:name="s{number}" style:parent-style-name="s{number - 1}"/>' for number in range(20_000)
    )
    return odt("<text:p>45</text:p>", styles)


def slides_of_one() -> bytes:
    """Thousands of slides, all of them the same part."""
    return pptx(shape(para("45 ") * 2_000), order="1" * 5_000)


def rulings_and_words() -> bytes:
    """Pages of ruled lines and words all over each other."""
    chance = random.Random(1)
    places = [(chance.randrange(600), chance.randrange(800), chance.randrange(600)) for _ in range(2_000)]
    rules = [
        rule(x, y, other, y) if number % 2 else rule(x, y, x, other) for number, (x, y, other) in enumerate(places)
    ]
    return pdf(*([[*rules, *(at(x, y, "45 may 12", 6) for x, y, _ in places)]] * 8))


def letters_one_by_one() -> bytes:
    page = [f"BT /F1 6 Tf {20 + number % 100 * 5} {800 - number // 100 * 7} Td (4) Tj ET" for number in range(10_000)]
    return pdf(*([page] * 30))


def png_bomb() -> bytes:
    """A white PNG just below the limit, of some kilobytes."""
    out = io.BytesIO()
    Image.new("1", (7_000, 8_000), 1).save(out, "PNG")
    return out.getvalue()


def looping_pdf() -> bytes:
    """A tree of pages that contains itself."""
    return pdf([at(72, 800, "a")]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


def form_bomb_pdf() -> bytes:
    """Forms that draw the next form ten times each."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"]
    objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    )
    objects.append("<< /Length 5 >>\nstream\n/X Do\nendstream")
    for level in range(12):
        content = "/X Do " * 10
        resources = f"/Resources << /XObject << /X {6 + level} 0 R >> >>" if level < 11 else ""
        objects.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length {len(content)} >>\nstream\n{content}\nendstream"
        )
    body = "%PDF-1.4\n" + "".join(f"{number} 0 obj\n{item}\nendobj\n" for number, item in enumerate(objects, start=1))
    return (body + "trailer << /Root 1 0 R >>\n%%EOF").encode()


def many_pages() -> bytes:
    return pdf(*([at(72, 800, "So may: 45")] for _ in range(10_000)))


def ole(*streams: str) -> bytes:
    """Make a compound file of empty streams, by hand: header, one sector of allocations, one of names."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    allocation = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    entries = b""
    for number, name in enumerate(("Root Entry", *streams)):
        encoded = (name + "\0").encode("utf-16-le")
        child = 1 if number == 0 else 0xFFFFFFFF
        following = number + 1 if 0 < number < len(streams) else 0xFFFFFFFF
        kind = 5 if number == 0 else 2
        entries += encoded.ljust(64, b"\0") + struct.pack("<HBB3I", len(encoded), kind, 1, 0xFFFFFFFF, following, child)
        entries += bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)
    return header + allocation + entries.ljust(512, b"\0")


def html_depth() -> bytes:
    return b"<html><body>" + b"<div>" * 200_000 + b"45" + b"</div>" * 200_000


HOSTILE: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "zip bomb": ("a.zip", zip_bomb, {"too-large"}),
    "zip that lies about its sizes": ("a.zip", lying_zip, {"unreadable", "empty"}),
    "zips in zips": ("a.zip", nested_zips, {"nested-too-deep"}),
    "zip of a thousand files": (
        "a.zip",
        lambda: archive({f"{n}.csv": "a;1\nb;2\n" for n in range(1000)}),
        {"truncated"},
    ),
    "xml bomb in docx": ("a.docx", laughing_docx, {"unreadable", "empty"}),
    "xml bomb in xlsx": ("a.xlsx", laughing_xlsx, REFUSED),
    "tables in tables": ("a.docx", nested_tables_docx, {"unreadable"}),
    "a hundred thousand tables": ("a.docx", many_tables_docx, {"truncated"}),
    "a million rows": ("a.xlsx", million_rows, {"truncated"}),
    "two cells far apart": ("a.xlsx", far_cells, REFUSED),
    "a row of all columns": ("a.xlsx", wide_sheet, {"truncated"}),
    "an ods that repeats itself": ("a.ods", repeated_ods, REFUSED),
    "xml bomb in odt": ("a.odt", laughing_odt, {"unreadable", "empty"}),
    "an odt that repeats itself": ("a.odt", repeated_odt, REFUSED),
    "styles based on styles": ("a.odt", many_styles_odt, READABLE),
    "five thousand times one slide": ("a.pptx", slides_of_one, {"truncated"}),
    "lines and words all over each other": ("a.pdf", rulings_and_words, REFUSED | {"struck-out", "shown-otherwise"}),
    "letters drawn one by one": ("a.pdf", letters_one_by_one, READABLE),
    "a workbook with a password": ("a.xlsx", lambda: ole("EncryptionInfo", "EncryptedPackage"), {"encrypted"}),
    "a compound file of nothing": ("a.doc", lambda: ole("WordDocument"), {"unreadable"}),
    "a picture of 56 million points": ("a.png", png_bomb, {"ocr", "no-ocr", "took-too-long", "too-large"}),
    "ten thousand pages": ("a.pdf", many_pages, {"truncated"}),
    "a tree of pages without end": ("a.pdf", looping_pdf, {"unreadable", "empty", "truncated"}),
    "forms that draw forms": ("a.pdf", form_bomb_pdf, REFUSED),
    "elements in elements": ("a.html", html_depth, {"nested-too-deep", "truncated", "unreadable"}),
    "nuls": ("a.xlsx", lambda: bytes(100_000), {"empty"}),
    "nuls in text": ("a.txt", lambda: b"So may\0: 45\n" * 3, {"unreadable"}),
    "a line of 5 MB": ("a.txt", lambda: b"45 " * 1_700_000, {"truncated"}),
    "an unclosed quote": ("a.csv", lambda: b'a;b\n1;"' + b"x;1\n" * 200_000, {"truncated"}),
    "rtf of braces": ("a.rtf", lambda: b"{\\rtf1 " + b"{" * 100_000 + b"45", READABLE | {"empty"}),
    "rtf that skips": ("a.rtf", lambda: b"{\\rtf1 \\bin2147483647 45}", {"empty"}),
    "a half workbook": ("a.xlsx", lambda: million_rows()[:50_000], {"truncated"}),
    "noise under a good name": ("a.xls", lambda: random.Random(1).randbytes(100_000), {"unreadable"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_doubt(reader: ReadingProcess, name: str) -> None:
    part, make, codes = HOSTILE[name]
    data = make()
    findings = reader.read(part.encode() + b"\n" + data, received_at=None)
    found = {doubt.code for doubt in findings.doubts}
    assert found <= codes
    assert found or codes == READABLE or "empty" in codes
    assert all(int(peak) < 512 for peak in findings.remarks[-1:])
    after = reader.read(b"so.csv\nDon vi;So may\nKa Long;45\n", received_at=None)
    assert (after.doubts, after.remarks[0]) == ((), "(('Don vi', 'So may'), ('Ka Long', '45'))")


def test_damaged_workbooks_do_not_end_the_process(reader: ReadingProcess) -> None:
    """Broken lengths make calamine panic, which is no Exception in Python; only for want of memory may the process be replaced."""
    sample = (Path(__file__).parent / "samples" / "so_lieu.xls").read_bytes()
    for place in range(0, len(sample), 16):
        data = bytearray(sample)
        data[place] ^= 0x41
        findings = reader.read(b"so_lieu.xls\n" + data, received_at=None)
        assert len(findings.remarks) > 1 or findings.doubts
        assert "broke-reader" not in {doubt.code for doubt in findings.doubts}
