"""Old Word documents. `samples/bao_cao.*` are one fictional report that LibreOffice saved: in .VnTime and in Unicode, with a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.values import Paragraph
from tests.parsers.documents.files import codes, read, tables, texts

SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize("name", ["bao_cao.doc", "bao_cao.rtf"])
def test_a_report_in_legacy_fonts(name: str) -> None:
    """Fonts decide run by run, also capitals; what is hidden or deleted is not read, a note's mark is no digit of the number."""
    document = read(name, (SAMPLES / name).read_bytes())
    assert [(block.where, block.text) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("paragraph 1", "UỶ BAN NHÂN DÂN PHƯỜNG SUỐI MƠ"),
        ("paragraph 2", "Báo cáo kết quả tuần đến ngày 28/8/2020"),
        ("paragraph 3", "Trong tuần cài được 45¹ máy"),
        ("paragraph 4", "Số máy: 45"),
        ("paragraph 5", "Trân trọng./."),
    ]
    (table,) = tables(document)
    assert table.rows == (
        ("STT", "Đơn vị", "Số máy", None),
        (None, None, "Tuần", "Lũy kế"),
        ("1", "Khu Suối Mơ\n(tổ 1)", "45", None),
    )
    assert table.merged == ((0, 2, 0, 3),)
    assert codes(document) == []


@pytest.mark.parametrize("name", ["bao_cao.doc", "bao_cao.rtf"])
@pytest.mark.parametrize("other", ["bao_cao.docx", "bao_cao.xls", "bao_cao"])
def test_bytes_go_before_the_name(name: str, other: str) -> None:
    assert read(other, (SAMPLES / name).read_bytes()).format == Path(name).suffix[1:]


@pytest.mark.parametrize("length", [600, 2000, 4000, 6000, 9000, 10000])
def test_a_cut_document_is_a_doubt_or_what_is_left(length: int) -> None:
    document = read("bao_cao.doc", (SAMPLES / "bao_cao.doc").read_bytes()[:length])
    assert codes(document) or texts(document)


@pytest.mark.parametrize("place", range(0, 10_240, 160))
def test_damaged_bytes_never_break_the_reader(place: int, caplog: pytest.LogCaptureFixture) -> None:
    data = bytearray((SAMPLES / "bao_cao.doc").read_bytes())
    data[place : place + 8] = b"\xff" * 8
    read("bao_cao.doc", bytes(data))
    assert caplog.records == []


def rtf(body: str, fonts: str = r"{\f0 Times New Roman;}{\f1 .VnTime;}{\f2\fcharset163 Times New Roman;}") -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl" + fonts + "}" + body + "}").encode("latin-1")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\u272?\u432?\u7901?ng 45\par", "Đường 45"),
        (r"S\uc1\u7889 o m\'e1y: 45\par", "Số máy: 45"),
        (r"{\uc2\u7889 xx}{\uc0\u7889}\par", "ốố"),
        (r"{\f1 B\'b8o c\'b8o ph\-\'eang}\par", "Báo cáo phường"),
        (r"{\f2 tu\'e2\'ccn}\par", "tuần"),
        (r"45{\super 1} m\'e1y\par", "45¹ máy"),
        (r"45{\v 99} m\'e1y{\deleted 7}\par", "45 máy"),
        (r"{\field{\*\fldinst PAGE 9}{\fldrslt 45}}\par", "45"),
        (r"{\*\unknown 99}{\pict 9999}{\info{\title 99}}45\par", "45"),
        (r"a\~b\_c\tab d\emdash\{e\}\par", "a b-c\td—{e}"),
        ("45\r\n6\\par", "456"),
    ],
)
def test_text_in_rtf(body: str, text: str) -> None:
    assert texts(read("a.rtf", rtf(body))) == [text]


def test_tables_in_rtf() -> None:
    row = r"\trowd\trleft0\cellx2000\cellx4000\cellx6000 \intbl {}\cell {}\cell {}\cell\row"
    wide = r"\trowd\trleft0\cellx2000\cellx6000 \intbl {}\cell {}\cell\row"
    body = r"truoc\par" + wide.format("a", "b") + row.format("1", r"hai\par ba", "45") + r"\pard sau\par"
    document = read("a.rtf", rtf(body))
    assert tables(document)[0].rows == (("a", "b", None), ("1", "hai\nba", "45"))
    assert tables(document)[0].merged == ((0, 1, 0, 2),)
    assert texts(document) == ["truoc", "sau"]


def test_heads_and_notes_in_rtf_come_after_the_text() -> None:
    document = read("a.rtf", rtf(r"{\header dau trang\par}than{\footnote chu thich} bai\par"))
    assert texts(document) == ["than bai", "dau trang", "chu thich"]


def test_crossed_out_figures_are_left_out_with_a_doubt() -> None:
    document = read("a.rtf", rtf(r"S\'f4 m\'e1y: {\strike 40} 45\par"))
    assert texts(document) == ["Sô máy:  45"]
    assert codes(document) == ["struck-out"]


@pytest.mark.parametrize("name", ["kieu.doc", "kieu.rtf"])
def test_looks_of_styles_count(name: str) -> None:
    """LibreOffice saved it: a mark that its style raises, letters that a style hides, a paragraph that a style crosses out."""
    document = read(name, (SAMPLES / name).read_bytes())
    assert (texts(document), codes(document)) == (["Số máy: 45¹ máy"], ["struck-out"])


def test_merged_cells_in_rtf() -> None:
    """Cells that go on with the one above are told by flags, those over several columns by their borders or by flags."""
    first = r"\trowd\clvmgf\cellx2000\cellx6000 \intbl STT\cell So may\cell\row"
    second = r"\trowd\clvmrg\cellx2000\cellx4000\cellx6000 \intbl \cell Tuan\cell Luy ke\cell\row"
    third = r"\trowd\cellx2000\clmgf\cellx4000\clmrg\cellx6000 \intbl 1\cell 45\cell\cell\row"
    (table,) = tables(read("a.rtf", rtf(first + second + third + r"\pard\par")))
    assert table.rows == (("STT", "So may", None), (None, "Tuan", "Luy ke"), ("1", "45", None))
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 2), (2, 1, 2, 2))


@pytest.mark.parametrize(
    ("piece", "text", "doubtful"),
    [
        (r"{\cf1 2}45", "245", True),
        (r"{\fs2 2}45", "245", True),
        (r"{\expndtw-400 2}45", "245", True),
        (r"{\expndtw-10 2}45", "245", False),
        (r"{\charscalex1 2}45", "245", True),
        (r"{\cf2\fs24 2}45", "245", False),
        (r"{\cf1\plain 2}45", "245", False),
        (r"45{\sub 1}", "45₁", True),
        (r"45{\up6 1}", "45¹", False),
        (r"45{\dn8 1}", "45₁", True),
        (r"{\up2 2}45", "245", False),
        (r"{\chcbpat2\cf1 2}45", "245", False),
    ],
)
def test_letters_of_rtf_that_a_reader_may_not_see(piece: str, text: str, *, doubtful: bool) -> None:
    colours = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue128;}"
    document = read("a.rtf", (r"{\rtf1\ansi" + colours + piece + r"\par}").encode())
    assert (texts(document), codes(document)) == ([text], ["shown-otherwise"] if doubtful else [])
