"""Workbooks and separated values."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.cell import coordinate_to_tuple

from parsers.documents.workbook_binary import has_marking_looks, xls_facts
from parsers.values import Table
from tests.parsers.documents.files import OPEN_NAMES, archive, codes, read, tables, texts

SAMPLES = Path(__file__).parent / "samples"


def xlsx(fill: Callable[[Any, Any], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Báo cáo"
    fill(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(table: Table, address: str) -> object:
    row, column = coordinate_to_tuple(address)
    return table.rows[row - 1][column - 1]


def test_cells_are_values_with_addresses() -> None:
    """A number is a number, digits typed as text are text, and C12 is found at C12 although nothing stands above it."""

    def fill(_: Any, sheet: Any) -> None:
        sheet["B11"] = "Số máy"
        sheet["C11"] = 45
        sheet["C12"] = "45"
        sheet["C13"] = 12.5
        sheet["C14"] = dt.date(2020, 8, 28)
        sheet["C15"] = True

    (table,) = tables(read("BaoCao.xlsx", xlsx(fill)))
    assert table.name == "Báo cáo"
    assert [cell(table, f"C{row}") for row in range(11, 16)] == [45, "45", 12.5, dt.date(2020, 8, 28), True]
    assert table.where(10, 2) == "Báo cáo!C11"
    assert cell(table, "A1") is None
    assert len({len(row) for row in table.rows}) == 1


def test_a_formula_without_stored_value_is_unknown_and_never_zero() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet["C2"], sheet["C3"] = 20, 25
        sheet["C4"] = "=SUM(C2:C3)"

    (table,) = tables(read("BaoCao.xlsx", xlsx(fill)))
    assert table.uncached == ((3, 2, "=SUM(C2:C3)"),)
    assert not any(cell == 0 for row in table.rows for cell in row)


@pytest.mark.parametrize(
    ("cells", "uncached"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', ()),
        ('<c r="A1"><f>1+1</f></c>', ((0, 0, "=1+1"),)),
        ('<c r="A1"><f>1+1</f><v/></c>', ((0, 0, "=1+1"),)),
        ('<c r="A1"><f t="shared" si="0"/></c>', ((0, 0, "="),)),
        ('<c r="A1"><f>A2&amp;"x"</f><v></v></c>', ((0, 0, '=A2&"x"'),)),
        # An empty text is what this formula gives.
        ('<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>', ()),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ((0, 0, "#DIV/0!"),)),
        ('<c r="A1"><v>5</v></c><c r="B1"><f>A1*2</f></c>', ((0, 1, "=A1*2"),)),
    ],
)
def test_which_formulas_count_as_without_value(cells: str, uncached: tuple[tuple[int, int, str], ...]) -> None:
    (table,) = tables(read("a.xlsx", raw_xlsx(f'<row r="1">{cells}<c r="Z1"><v>1</v></c></row>')))
    assert table.uncached == uncached


def test_formulas_that_say_no_address_are_a_doubt() -> None:
    document = read("a.xlsx", raw_xlsx("<row><c><v>1</v></c><c><f>1+1</f></c></row>"))
    assert "uncached" in codes(document)


def test_values_that_the_writing_program_did_not_compute_are_unknown() -> None:
    """XlsxWriter stores 0 for every formula and asks the reader to compute: that 0 is no report of nothing."""
    rows = '<row r="1"><c r="A1"><v>20</v></c><c r="B1"><f>A1*2</f><v>0</v></c></row>'
    (table,) = tables(read("a.xlsx", raw_xlsx(rows, after='<calcPr calcId="124519" fullCalcOnLoad="1"/>')))
    assert (table.rows, table.uncached) == (((20, None),), ((0, 1, "=A1*2"),))
    (table,) = tables(read("a.xlsx", raw_xlsx(rows, after="<calcPr calcId='1' forceFullCalc = 'true'/>")))
    assert (table.rows, table.uncached) == (((20, None),), ((0, 1, "=A1*2"),))
    (table,) = tables(read("a.xlsx", raw_xlsx(rows, after='<calcPr calcId="191029" fullCalcOnLoad="0"/>')))
    assert (table.rows, table.uncached) == (((20, 0),), ())


def test_an_error_is_no_text() -> None:
    rows = '<row r="1"><c r="A1"><v>20</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    (table,) = tables(read("a.xlsx", raw_xlsx(rows)))
    assert (table.rows, table.uncached) == (((20, None),), ((0, 1, "#DIV/0!"),))


def test_names_of_parts_are_told_without_regard_to_case() -> None:
    with zipfile.ZipFile(
        io.BytesIO(raw_xlsx('<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><v>1</v></c></row>'))
    ) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    members["xl\\Worksheets\\Sheet1.xml"] = members.pop("xl/worksheets/sheet1.xml")
    document = read("a.xlsx", archive(members))
    assert document.doubts or tables(document)[0].uncached


def raw_xlsx(rows: str, after: str = "", styles: str = "") -> bytes:
    """Make an .xlsx of the XML of its rows; `after` stands behind the list of sheets."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
            f'<sheet name="S1" sheetId="1" r:id="rId1"/></sheets>{after}</workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
            "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        }
    )


def test_what_is_hidden_or_merged_is_told() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet["A1"] = "Tổng hợp"
        sheet.merge_cells("A1:C2")
        sheet["A5"], sheet["D5"] = 1, 2
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["D"].hidden = True
        other = book.create_sheet("Cũ")
        other["A1"] = 99
        other.sheet_state = "hidden"

    first, second = tables(read("a.xlsx", xlsx(fill)))
    assert first.merged == ((0, 0, 1, 2),)
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, (4,), (3,))
    assert second.hidden


def test_rows_beyond_the_limit_are_said_to_be_missing() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 20_003))
    document = read("a.xlsx", raw_xlsx(rows))
    assert codes(document) == ["truncated"]
    assert len(tables(document)[0].rows) == 20_000


def test_legacy_cells_are_decoded_by_their_font() -> None:
    """`B¸o c¸o` in .VnTime is `Báo cáo`, for sure; without the font it is a guess that says so."""

    def fill(_: Any, sheet: Any) -> None:
        sheet["A1"], sheet["A2"] = "B¸o c¸o sè m¸y", "Tæng céng"
        for address in ("A1", "A2"):
            sheet[address].font = Font(name=".VnTime")

    document = read("a.xlsx", xlsx(fill))
    assert [row[0] for row in tables(document)[0].rows] == ["Báo cáo số máy", "Tổng cộng"]
    assert codes(document) == []


def test_legacy_cells_without_their_font_are_a_guess() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet["A1"] = "B¸o c¸o sè m¸y"

    document = read("a.xlsx", xlsx(fill))
    assert tables(document)[0].rows == (("Báo cáo số máy",),)
    assert codes(document) == ["legacy-guess"]


def test_unicode_under_a_legacy_fonts_name_stays() -> None:
    """Files converted to Unicode keep the name .VnTime: `công xã` has no letter that only Unicode has, its neighbours do."""

    def fill(_: Any, sheet: Any) -> None:
        for row, text in enumerate(["Số điện thoại", "Tổng cộng", "công xã"], start=1):
            sheet.cell(row, 1, text).font = Font(name=".VnTime")

    document = read("a.xlsx", xlsx(fill))
    assert [row[0] for row in tables(document)[0].rows] == ["Số điện thoại", "Tổng cộng", "công xã"]
    assert codes(document) == []


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("Đơn vị;Số máy\nKa Long;45\n".encode(), (("Đơn vị", "Số máy"), ("Ka Long", "45"))),
        ("\ufeffĐơn vị,Số máy\r\nKa Long,45\r\n".encode(), (("Đơn vị", "Số máy"), ("Ka Long", "45"))),
        ("Đơn vị\tSố máy\nKa Long\t45\n".encode("utf-16"), (("Đơn vị", "Số máy"), ("Ka Long", "45"))),
        ("Số máy\t45\nSố thuê bao\t46\n".encode("utf-16-le"), (("Số máy", "45"), ("Số thuê bao", "46"))),
        (b"sep=;\nKa Long;1,5\nKm15;2,5\n", ((None, None), ("Ka Long", "1,5"), ("Km15", "2,5"))),
        (b"x;y\n\n1;2\n", (("x", "y"), (None, None), ("1", "2"))),
        ('Đơn vị,Ghi chú\n"Ka Long","hai, ba\nbốn"\n'.encode(), (("Đơn vị", "Ghi chú"), ("Ka Long", "hai, ba\nbốn"))),
    ],
)
def test_separated_values(data: bytes, rows: tuple[tuple[str, ...], ...]) -> None:
    document = read("so lieu.csv", data)
    (table,) = tables(document)
    assert table.rows == rows
    assert table.is_sheet
    assert codes(document) == []


def test_separated_values_in_windows_1258() -> None:
    """An Excel on a Vietnamese Windows writes tones as marks of their own; they are composed."""
    data = "Đơn vị;Số máy\nKa Long;45\n".replace("ố", "ô\u0301").replace("ị", "i\u0323").encode("cp1258")
    assert tables(read("a.csv", data))[0].rows == (("Đơn vị", "Số máy"), ("Ka Long", "45"))


def test_prose_under_the_name_of_a_table_is_text() -> None:
    document = read("a.csv", "Tuần này, phường Ka Long cài được 45 máy.\n".encode())
    assert document.format in {"csv", "text"}
    assert "45 máy" in " ".join(texts(document) or [str(tables(document)[0].rows)])


@pytest.mark.parametrize("name", ["BaoCao.xls", "BaoCao.doc", "BaoCao.pdf", "BaoCao"])
def test_bytes_go_before_the_name(name: str) -> None:
    document = read(name, xlsx(lambda _, sheet: sheet.append(["Số máy", 45])))
    assert (document.format, tables(document)[0].rows) == ("xlsx", (("Số máy", 45),))


def test_text_under_the_name_xls_is_a_table() -> None:
    assert tables(read("BaoCao.xls", "Số máy\t45\nKm15\t3\n".encode()))[0].rows == (("Số máy", "45"), ("Km15", "3"))


@pytest.mark.parametrize("name", ["so_lieu.xls", "so_lieu.ods"])
def test_other_workbooks(name: str) -> None:
    """One fictional workbook that LibreOffice saved: a total by formula with its value, a hidden sheet, heads in .VnTime."""
    document = read(name, (SAMPLES / name).read_bytes())
    week, old = tables(document)
    assert (week.name, cell(week, "B2"), cell(week, "B4")) == ("Tuần", "UBND phường Suối Mơ", "Đơn vị")
    assert [cell(week, f"C{row}") for row in (5, 6, 7)] == [20, 25, 45]
    assert (cell(week, "D5"), cell(week, "D6")) == (dt.date(2020, 8, 28), "25")
    assert (old.hidden, old.rows) == (True, ((99,),))


def test_fonts_of_xls_decide_and_ods_is_a_guess() -> None:
    """calamine tells no fonts; xlrd tells those of .xls, also that .VnTimeH draws capitals."""
    xls, ods = (read(name, (SAMPLES / name).read_bytes()) for name in ("so_lieu.xls", "so_lieu.ods"))
    assert (cell(tables(xls)[0], "C4"), codes(xls)) == ("SỐ MÁY", [])
    assert (cell(tables(ods)[0], "C4"), codes(ods)) == ("Số máy", ["legacy-guess"])


def test_an_empty_workbook_is_said_to_be_empty() -> None:
    assert codes(read("a.xlsx", xlsx(lambda *_: None))) == ["empty"]


def test_formulas_of_xls_that_nobody_computed_are_unknown() -> None:
    """xlwt stores an empty text for every formula: a total of 20 and 25, and an error."""
    (table,) = tables(read("a.xls", (SAMPLES / "cong_thuc.xls").read_bytes()))
    assert table.uncached == ((3, 1, "="), (4, 1, "="))
    assert [cell(table, f"B{row}") for row in (2, 3, 4)] == [20, 25, None]


def formula(row: int, column: int, result: bytes, tokens: bytes = b"\x1e\x01\x00") -> bytes:
    body = struct.pack("<HHH", row, column, 15) + result + struct.pack("<HIH", 0, 0, len(tokens)) + tokens
    return struct.pack("<HH", 0x0006, len(body)) + body


def test_which_formulas_of_xls_count_as_without_value() -> None:
    text, error, empty = (bytes([kind, 0, at, 0, 0, 0, 0xFF, 0xFF]) for kind, at in ((0, 0), (2, 0x2A), (3, 0)))
    string = struct.pack("<HHH", 0x0207, 4, 1) + b"\0a"
    if_empty = b"\x17\x00\x00\x24"
    sheets = [
        formula(0, 0, struct.pack("<d", 45)) + formula(1, 0, text) + string + formula(2, 0, empty, if_empty),
        formula(0, 1, error) + formula(1, 1, text) + formula(2, 1, empty),
    ]
    stream = b""
    starts = [100, 100 + len(sheets[0]) + 4]
    for start in reversed(starts):
        body = struct.pack("<IHBB", start, 0, 1, 0) + b"S"
        stream += struct.pack("<HH", 0x0085, len(body)) + body
    stream = stream.ljust(100, b"\0") + sheets[0] + struct.pack("<HH", 0x000A, 0) + sheets[1]
    # The second sheet in the file is the workbook's first one.
    assert {number: facts.uncached for number, facts in xls_facts(stream).items() if facts.uncached} == {
        0: ((0, 1, "#N/A"), (1, 1, "="), (2, 1, "="))
    }


def ods(rows: str, columns: str = "") -> bytes:
    content = (
        f"<office:document-content {OPEN_NAMES} xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'>"
        f"<office:body><office:spreadsheet><table:table table:name='S'>{columns}{rows}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"})


def test_what_is_unknown_or_hidden_in_ods() -> None:
    number = "<table:table-cell office:value-type='float' office:value='20'><text:p>20</text:p></table:table-cell>"
    rows = (
        f"<table:table-row>{number}<table:table-cell table:number-columns-repeated='2'/>"
        "<table:table-cell table:formula='of:=SUM([.A1:.A1])'/></table:table-row>"
        f"<table:table-row table:visibility='filter' table:number-rows-repeated='2'>{number}</table:table-row>"
        "<table:table-row><table:table-cell table:formula='of:=1/0' calcext:value-type='error' office:value-type='string' "
        "office:string-value=''><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
        f"<table:table-row><table:table-cell table:formula='of:=A1' office:value-type='float' office:value='20'/>{number}</table:table-row>"
    )
    columns = "<table:table-column/><table:table-column table:visibility='collapse'/>"
    (table,) = tables(read("a.ods", ods(rows, columns)))
    assert table.uncached == ((0, 3, "=SUM([.A1:.A1])"), (3, 0, "#DIV/0!"))
    assert (table.hidden_rows, table.hidden_columns) == ((1, 2), (1,))
    assert table.rows[0] == (20, None, None, None)
    assert [row[0] for row in table.rows] == [20, 20, 20, None, 20]


def test_unknown_cells_at_the_edge_are_in_the_table() -> None:
    """A column of nothing but formulas without values does not count as filled for calamine."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><f>SUM(A1:A2)</f></c></row>'
    (table,) = tables(read("a.xlsx", raw_xlsx(rows)))
    assert table.rows == ((1, None, None), (None, None, None), (None, None, None))
    assert table.uncached == ((2, 2, "=SUM(A1:A2)"),)


def marked_xlsx(rows: str, shared: str = "", fonts: str = "<font/>", formats: str = "<xf fontId='0'/>") -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw_xlsx(rows))) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    members["xl/sharedStrings.xml"] = f"<sst {main}>{shared}</sst>"
    members["xl/styles.xml"] = f"<styleSheet {main}><fonts>{fonts}</fonts><cellXfs>{formats}</cellXfs></styleSheet>"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{relations}/styles" Target="styles.xml"/></Relationships>',
    )
    return archive(members)


def test_crossed_out_cells_are_left_out_with_a_doubt() -> None:
    """Who corrects a sheet often crosses the old number out and writes the new one beside it."""
    fonts = '<font/><font><strike/></font><font><strike val="0"/></font>'
    formats = "<xf fontId='0'/><xf fontId='1'/><xf fontId='2'/>"
    shared = "<si><t>cũ 41</t></si>"
    rows = (
        '<row r="1"><c r="A1" s="1"><v>40</v></c><c r="B1" s="2"><v>45</v></c><c r="C1" t="s" s="1"><v>0</v></c>'
        '<c r="D1" t="s"><v>0</v></c></row>'
    )
    document = read("a.xlsx", marked_xlsx(rows, shared, fonts, formats))
    assert tables(document)[0].rows == ((None, 45, None, "cũ 41"),)
    assert [(doubt.code, doubt.about) for doubt in document.doubts] == [("struck-out", "40"), ("struck-out", "cũ 41")]


@pytest.mark.parametrize("inline", [False, True])
def test_letters_crossed_out_and_raised_within_a_cell(*, inline: bool) -> None:
    runs = (
        "<r><rPr><strike/></rPr><t>40</t></r><r><t> 45</t></r>"
        '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r><r><t> máy</t></r>'
    )
    cell_ = f'<c r="A1" t="inlineStr"><is>{runs}</is></c>' if inline else '<c r="A1" t="s"><v>0</v></c>'
    document = read("a.xlsx", marked_xlsx(f'<row r="1">{cell_}<c r="B1"><v>7</v></c></row>', f"<si>{runs}</si>"))
    assert tables(document)[0].rows == (("45¹ máy", 7),)
    assert codes(document) == ["struck-out"]


def test_crossed_out_cells_of_xls() -> None:
    """Made by xlwt: 40 in a crossed-out font, and a text of which `40` is."""
    document = read("a.xls", (SAMPLES / "gach_bo.xls").read_bytes())
    assert [row[0] for row in tables(document)[0].rows] == ["Máy", None, 45, "46 máy", None]
    assert codes(document) == ["struck-out"]


def test_crossed_out_raised_and_merged_cells_of_ods() -> None:
    def style(name: str, properties: str) -> str:
        return f"<style:style style:name='{name}'><style:text-properties {properties}/></style:style>"

    styles = (
        "<office:automatic-styles>"
        + style("S", "style:text-line-through-type='single'")
        + style("R", "style:text-position='33% 58%'")
    )
    text = "<text:p><text:span text:style-name='S'>40</text:span> 45<text:span text:style-name='R'>1</text:span> máy</text:p>"
    rows = (
        "<table:table-row><table:table-cell office:value-type='string' table:number-columns-spanned='2'><text:p>Số máy</text:p></table:table-cell>"
        "<table:covered-table-cell/></table:table-row>"
        "<table:table-row><table:table-cell table:style-name='S' office:value-type='float' office:value='40'><text:p>40</text:p>"
        f"</table:table-cell><table:table-cell office:value-type='string'>{text}</table:table-cell></table:table-row>"
    )
    data = ods(rows, styles + "</office:automatic-styles>")
    document = read("a.ods", data)
    (table,) = tables(document)
    assert (table.rows, table.merged) == ((("Số máy", None), (None, "45¹ máy")), ((0, 0, 0, 1),))
    assert codes(document) == ["struck-out"]


@pytest.mark.parametrize(
    ("code", "value", "seen", "unlike"),
    [
        ("General", 45, 45, ""),
        ("#,##0", 1245, 1245, ""),
        ("0000", 45, 45, ""),
        ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', 45, 45, ""),
        ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', 0, 0, ""),
        ("[Red]#,##0;[Blue]-#,##0", 45, 45, ""),
        ("[$-42A]#,##0", 45, 45, ""),
        ('0 "máy"', 45, "45 máy", ""),
        ('#,##0 "đồng"', 45, "45 đồng", ""),
        ("#,##0\\ [$₫-42A]", 45, "45 ₫", ""),
        ("0%", 1, "100%", ""),
        ('0"%"', 45, "45%", ""),
        # A zero that is not shown is no report of nothing.
        ("0;-0;;@", 0, None, ""),
        ("#,###", 0, None, ""),
        (";;;", 45, 45, "hidden"),
        ("[White]0", 45, 45, "hidden"),
        ("#,##0,", 45000, "45", "shown-otherwise"),
        ('"2"0', 45, "245", "shown-otherwise"),
        ("0\\7", 4, "47", "shown-otherwise"),
        ('[>40]"12";0', 45, "12", "shown-otherwise"),
        ('[>40]"12";0', 30, 30, ""),
        ('0;-0;"7"', 0, "7", "shown-otherwise"),
        ('General"0"', 45, "450", "shown-otherwise"),
    ],
)
def test_a_number_is_what_its_format_shows(code: str, value: int, seen: object, unlike: str) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.append(["Số máy", value, "x"])
        sheet["B1"].number_format = code

    (table,) = tables(read("a.xlsx", xlsx(fill)))
    assert table.rows == (("Số máy", seen, "x"),)
    assert table.unlike == (((0, 1, unlike),) if unlike else ())


@pytest.mark.parametrize(
    ("font", "fill", "unlike"),
    [
        ({"color": "FFFFFF"}, None, True),
        ({"color": "FFFDFDFD"}, None, True),
        ({"size": 1}, None, True),
        ({"color": "FFFFFF"}, "1F4E78", False),
        ({"color": "1F4E78"}, "1F4E78", True),
        ({"color": "FF0000"}, None, False),
        ({"color": "808080"}, None, False),
        ({}, "FFFF00", False),
        ({}, "000000", True),
    ],
)
def test_letters_in_the_colour_of_their_ground_are_not_seen(
    font: dict[str, Any], fill: str | None, *, unlike: bool
) -> None:
    """The head of a table is often white, on a dark ground."""

    def fill_in(_: Any, sheet: Any) -> None:
        sheet.append(["Số máy", 45])
        sheet["B1"].font = Font(**font)
        if fill:
            sheet["B1"].fill = PatternFill("solid", fgColor=fill)

    (table,) = tables(read("a.xlsx", xlsx(fill_in)))
    assert table.unlike == (((0, 1, "hidden"),) if unlike else ())


def test_a_condition_that_may_hide_a_figure_makes_it_doubtful() -> None:
    """Whether a condition holds is not worked out; one that only colours matters to nobody."""

    def fill(_: Any, sheet: Any) -> None:
        sheet.append(["Số máy", 45, 46])
        hiding = DifferentialStyle(font=Font(color="FFFFFF"))
        warning = DifferentialStyle(font=Font(color="9C0006"), fill=PatternFill(bgColor="FFC7CE"))
        sheet.conditional_formatting.add("B1:B9", Rule(type="expression", dxf=hiding, formula=["B1>9"]))
        sheet.conditional_formatting.add("C1", Rule(type="expression", dxf=warning, formula=["C1>9"]))

    (table,) = tables(read("a.xlsx", xlsx(fill)))
    assert table.unlike == ((0, 1, "shown-otherwise"),)


def test_letters_that_nobody_sees_within_a_cell_are_left_out_with_a_doubt() -> None:
    runs = '<r><rPr><color rgb="FFFFFFFF"/></rPr><t>2</t></r><r><rPr><sz val="12"/></rPr><t>45 máy</t></r>'
    document = read("a.xlsx", marked_xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', f"<si>{runs}</si>"))
    assert tables(document)[0].rows == (("45 máy",),)
    assert codes(document) == ["shown-otherwise"]


@pytest.mark.parametrize(
    ("row", "columns", "hidden"),
    [
        ("hidden='1'", "", ((0,), ())),
        ('hidden = "true"', "", ((0,), ())),
        ('hidden="&#49;"', "", ((0,), ())),
        ('ht="0" customHeight="1"', "", ((0,), ())),
        ('ht="0.75"', "", ((0,), ())),
        ('ht="15.75" hidden="0"', "", ((), ())),
        ("", "<cols><col min='2' max='2' hidden = '1'/></cols>", ((), (1,))),
        ("", '<cols><col min="2" max="3" width="0.1"/></cols>', ((), (1, 2))),
        ("", '<cols><col min="2" max="3" width="1.7"/></cols>', ((), ())),
        ("", "<sheetFormatPr zeroHeight='1'/>", ((0,), ())),
        ('ht="15"', "<sheetFormatPr zeroHeight='1'/>", ((), ())),
    ],
)
def test_what_has_no_height_or_width_is_hidden(row: str, columns: str, hidden: tuple[object, object]) -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>'
    with zipfile.ZipFile(io.BytesIO(raw_xlsx(f'<row r="1" {row}>{cells}</row>'))) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace("<sheetData>", columns + "<sheetData>")
    (table,) = tables(read("a.xlsx", archive(members)))
    assert (table.hidden_rows, table.hidden_columns) == hidden


def test_records_that_are_cut_off_say_nothing() -> None:
    font = struct.pack("<HH", 0x0031, 30) + b"\xdc\0\x08"
    assert not has_marking_looks(font)
    assert xls_facts(formula(0, 0, bytes([2, 0, 7, 0, 0, 0, 0xFF, 0xFF]))[:-4]) == {}


def test_a_row_with_more_cells_than_its_head_is_doubtful() -> None:
    """A comma within a name, without quotes, moves all that stands behind it."""
    head = "Đơn vị,Số máy,Lũy kế\n"
    assert codes(read("a.csv", f"{head}Ka Long, Móng Cái,45,120\n".encode())) == ["shown-otherwise"]
    assert codes(read("a.csv", f'{head}"Ka Long, Móng Cái",45,120\nKm15,3,4,,\n'.encode())) == []


@pytest.mark.parametrize(
    ("cells", "unlike"),
    [
        ('<c r="B1"><f>SUM(C1:D1)</f><v>25</v></c>', []),
        ('<c r="B1"><f>SUM(C1:D1)</f><v>125</v></c>', ["B1"]),
        ('<c r="B1"><f>C1+D1</f><v>125</v></c>', ["B1"]),
        ('<c r="B1"><f>C1+D1*2-1</f><v>29</v></c>', []),
        ('<c r="B1"><f>SUM(C1:D1,-5)+(2*3)</f><v>26</v></c>', []),
        ('<c r="B1"><f>20+5</f><v>125</v></c>', ["B1"]),
        ('<c r="B1"><f>$D$1</f><v>125</v></c>', ["B1"]),
        ("<c r=\"B1\"><f>'S1'!C1</f><v>125</v></c>", ["B1"]),
        ('<c r="B1"><f>Khác!C1</f><v>125</v></c>', []),
        ('<c r="B1"><f>IF(C1,125,0)</f><v>125</v></c>', []),
        ('<c r="B1"><f>E1+C1</f><v>125</v></c>', []),
        ('<c r="B1"><f>ROUND(MAX(C1:D1)/8,0)+ABS(-2)</f><v>5</v></c>', []),
        ('<c r="B1"><f>ROUND(D1/2,0)</f><v>125</v></c>', ["B1"]),
        ('<c r="B1"><f>MIN(C1:D1,9)</f><v>125</v></c>', ["B1"]),
        ('<c r="B1"><f>C1/(D1-5)</f><v>125</v></c>', []),
        ('<c r="B1"><f>C1*1.1</f><v>22.000000000000004</v></c>', []),
        # What stands on a stale number is stale as well.
        ('<c r="B1"><f>C1+D1</f><v>125</v></c><c r="F1"><f>ROUND(B1,0)</f><v>125</v></c>', ["B1", "F1"]),
        # Of the moment at which somebody looks.
        ('<c r="B1"><f>RAND()*100</f><v>25</v></c>', ["B1"]),
        ('<c r="B1"><f>TODAY()-44046</f><v>25</v></c><c r="F1"><f>B1+C1</f><v>45</v></c>', ["B1", "F1"]),
        # One formula for many cells.
        ('<c r="B1"><f t="shared" ref="B1:B2" si="0">C1+D1</f><v>25</v></c>', []),
        (
            (
                '<c r="B1"><f t="shared" ref="B1:B2" si="0">C1+D1</f><v>25</v></c></row><row r="2">'
                '<c r="B2"><f t="shared" si="0"/><v>9</v></c><c r="C2"><v>3</v></c><c r="D2"><v>4</v></c>'
            ),
            ["B2"],
        ),
        ('<c r="B1"><f t="array" ref="B1">SUM(C1:D1*2)</f><v>50</v></c>', []),
    ],
)
def test_a_number_that_is_not_what_its_formula_gives_is_seen_otherwise(cells: str, unlike: list[str]) -> None:
    """Programs show the stored number until they compute: one reader sees 125, another 25."""
    row = '<c r="C1"><v>20</v></c><c r="D1"><v>5</v></c><c r="E1" t="str"><v>x</v></c>'
    (table,) = tables(read("a.xlsx", raw_xlsx(f'<row r="1">{row}{cells}</row>')))
    assert [(*coordinate_to_tuple(address), "shown-otherwise") for address in unlike] == [
        (row + 1, column + 1, code) for row, column, code in table.unlike
    ]


def test_a_date_of_today_is_no_figure() -> None:
    xml = '<row r="1"><c r="A1" s="1"><f>TODAY()</f><v>44071</v></c><c r="B1"><v>25</v></c></row>'
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    (table,) = tables(read("a.xlsx", raw_xlsx(xml, styles=styles)))
    assert (table.rows, table.unlike) == (((dt.date(2020, 8, 28), 25),), ())


def test_what_an_xls_hides_or_shows_otherwise_is_told() -> None:
    """Made by xlwt: row 2 and column B hidden, white letters (also on dark blue), numbers shown as "1"0 and as nothing, tiny letters."""
    document = read("a.xls", (SAMPLES / "an.xls").read_bytes())
    hiding, plain = tables(document)
    assert (hiding.hidden_rows, hiding.hidden_columns) == ((1,), (1,))
    assert sorted(hiding.unlike) == [
        (3, 0, "hidden"),
        (5, 0, "shown-otherwise"),
        (7, 0, "hidden"),
        (8, 0, "hidden"),
    ]
    assert [row[0] for row in hiding.rows] == ["May", 125, 45, 46, 47, "148", 49, 50, 51, "25 may"]
    assert codes(document) == ["shown-otherwise"]
    assert (plain.hidden_rows, plain.hidden_columns, plain.unlike) == ((), (), ())


@pytest.mark.parametrize(
    ("value", "shown", "style", "unlike"),
    [
        ("45", "45", "", ""),
        ("1245", "1.245", "", ""),
        ("45", "45,00", "", ""),
        ("45", "45 máy", "", ""),
        ("0", "-", "", ""),
        ("45.4", "45", "", ""),
        ("45", "245", "", "shown-otherwise"),
        ("45000", "45", "", "shown-otherwise"),
        ("45", "450", "", "shown-otherwise"),
        ("45", "", "", "shown-otherwise"),
        ("45", "45", "fo:color='#ffffff'", "hidden"),
        ("45", "45", 'fo:color="#ffffff"', "hidden"),
        ("45", "45", 'fo:font-size="1pt"', "hidden"),
        ("45", "45", 'fo:color="#ff0000"', ""),
    ],
)
def test_numbers_that_an_ods_shows_otherwise(value: str, shown: str, style: str, unlike: str) -> None:
    """The file holds what is shown of a number beside the number."""
    styles = f"<office:automatic-styles><style:style style:name='W'><style:text-properties {style}/></style:style></office:automatic-styles>"
    rows = f'<table:table-row><table:table-cell table:style-name="W" office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell></table:table-row>'
    (table,) = tables(read("a.ods", ods(rows, styles)))
    assert table.unlike == (((0, 0, unlike),) if unlike else ())


def test_white_letters_within_a_cell_of_ods() -> None:
    styles = '<office:automatic-styles><style:style style:name="W"><style:text-properties fo:color="#ffffff"/></style:style></office:automatic-styles>'
    text = '<text:p><text:span text:style-name="W">1</text:span>25 máy</text:p>'
    rows = f"<table:table-row><table:table-cell office:value-type='string'>{text}</table:table-cell></table:table-row>"
    document = read("a.ods", ods(rows, styles))
    assert (tables(document)[0].rows, codes(document)) == ((("25 máy",),), ["shown-otherwise"])


@pytest.mark.parametrize(
    ("before", "after", "styles", "cell_", "unlike", "value"),
    [
        ('<sheetViews><sheetView showZeros="0"/></sheetViews>', "", "", "<v>0</v>", (), None),
        ('<sheetViews><sheetView showZeros="1"/></sheetViews>', "", "", "<v>0</v>", (), 0),
        ("", 'dataBar showValue="0"', "", "<v>7</v>", ((0, 0, "shown-otherwise"),), 7),
        ("", "iconSet showValue='0'", "", "<v>7</v>", ((0, 0, "shown-otherwise"),), 7),
        ("", "dataBar", "", "<v>7</v>", (), 7),
        ("", "", "Wingdings", "<v>7</v>", ((0, 0, "hidden"),), 7),
        ("", "", "Arial", "<v>7</v>", (), 7),
    ],
)
def test_numbers_that_are_shown_as_pictures_or_not_at_all(
    before: str, after: str, styles: str, cell_: str, unlike: object, value: object
) -> None:
    fonts = f'<fonts><font/><font><name val="{styles}"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    rule = f'<conditionalFormatting sqref="A1"><cfRule priority="1"><{after}/></cfRule></conditionalFormatting>'
    rows = f'<row r="1"><c r="A1" s="{int(bool(styles))}">{cell_}</c><c r="B1"><v>9</v></c></row>'
    data = raw_xlsx(rows, styles=fonts if styles else "")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"].replace("<sheetData>", f"{before}<sheetData>")
    members["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", f"</sheetData>{rule if after else ''}")
    (table,) = tables(read("a.xlsx", archive(members)))
    assert (table.unlike, table.rows) == (unlike, ((value, 9),))


@pytest.mark.parametrize(("text", "doubtful"), [("25", True), ("1.250", True), ("Mẫu số 01", False)])
def test_a_figure_in_a_text_box_may_lie_over_a_cell(text: str, *, doubtful: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(raw_xlsx('<row r="1"><c r="A1"><v>125</v></c></row>'))) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    members["xl/drawings/drawing1.xml"] = f"<xdr:wsDr><a:t>{text}</a:t></xdr:wsDr>"
    assert codes(read("a.xlsx", archive(members))) == (["shown-otherwise"] if doubtful else [])
