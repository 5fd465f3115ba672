"""Word documents as XML."""

from __future__ import annotations

import io
import zipfile

import pytest

from parsers.documents import read_documents
from parsers.values import Attachment
from tests.parsers.documents.files import archive, codes, docx, p, read, tables, tbl, tc, texts
from tests.parsers.documents.test_sheets import raw_xlsx
from tests.parsers.letters.compound import compound


def test_paragraphs_and_tables_in_reading_order() -> None:
    document = read("a.docx", docx(p("Kính gửi") + tbl([tc("Số máy"), tc("45")]) + p("Trân trọng")))
    assert [getattr(block, "text", None) or block.rows for block in document.blocks] == [  # pyright: ignore[reportAttributeAccessIssue]
        "Kính gửi",
        (("Số máy", "45"),),
        "Trân trọng",
    ]
    assert [
        paragraph.where for paragraph in document.blocks if hasattr(paragraph, "where") and hasattr(paragraph, "text")
    ] == [
        "paragraph 1",
        "paragraph 2",
    ]
    assert tables(document)[0].where(0, 1) == "table 1 row 1 column 2"


def test_merged_cells_stand_in_their_top_left_one() -> None:
    body = tbl(
        [tc("STT", '<w:vMerge w:val="restart"/>'), tc("Số máy", '<w:gridSpan w:val="2"/>')],
        [tc("", "<w:vMerge/>"), tc("Tuần"), tc("Lũy kế")],
        [tc("1"), tc("45"), tc("120")],
    )
    (table,) = tables(read("a.docx", docx(body)))
    assert table.rows == (("STT", "Số máy", None), (None, "Tuần", "Lũy kế"), ("1", "45", "120"))
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_a_table_within_a_cell_comes_after_its_table() -> None:
    inner = tbl([tc("trong"), tc("7")])
    document = read("a.docx", docx(tbl([tc(p("ngoài") + inner), tc("9")])))
    assert [table.rows for table in tables(document)] == [(("ngoài", "9"),), (("trong", "7"),)]
    assert [table.name for table in tables(document)] == ["table 1", "table 2"]


def test_only_what_is_seen_is_read() -> None:
    """A tracked deletion, hidden text and a field's code are not on the page; an insertion and a field's result are."""
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Số máy: </w:t></w:r><w:del><w:r><w:delText>40</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>45</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>"
        "<w:r><w:instrText> PAGE 3 </w:instrText></w:r><w:fldSimple><w:r><w:t> máy</w:t></w:r></w:fldSimple></w:p>"
    )
    assert texts(read("a.docx", docx(body))) == ["Số máy: 45 máy"]


def test_a_deleted_row_is_not_read() -> None:
    deleted = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("40") + "</w:tr>"
    body = "<w:tbl>" + deleted + "<w:tr>" + tc("45") + "</w:tr></w:tbl>"
    assert tables(read("a.docx", docx(body)))[0].rows == (("45",),)


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('Số máy: 45')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    alternate = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r>{alternate}</w:r><w:r><w:t>Báo cáo</w:t></w:r></w:p>"
    assert texts(read("a.docx", docx(body))) == ["Báo cáo", "Số máy: 45"]


def test_heads_feet_and_notes_come_last() -> None:
    document = read(
        "a.docx", docx(p("thân"), header1=p("đầu trang"), footnotes=f"<w:footnote>{p('chú thích')}</w:footnote>")
    )
    assert texts(document) == ["thân", "chú thích", "đầu trang"]
    assert [getattr(block, "where", "") for block in document.blocks] == [
        "paragraph 1",
        "footnotes paragraph 1",
        "header1 paragraph 1",
    ]


def test_line_breaks_make_lines_of_one_paragraph() -> None:
    body = "<w:p><w:r><w:t>Số máy</w:t><w:br/><w:t>45</w:t></w:r></w:p>"
    assert texts(read("a.docx", docx(body))) == ["Số máy", "45"]


def test_legacy_runs_are_decoded_by_font_or_style() -> None:
    """ư is a soft hyphen in .VnTime; a run without a font has its paragraph style's."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    font = '<w:rFonts w:ascii=".VnTime"/>'
    body = (
        p("B¸o c¸o tuÇn", font)
        + '<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:t>tæng céng</w:t></w:r></w:p>'
        + f"<w:p><w:r><w:rPr>{font}</w:rPr><w:t>ph</w:t><w:softHyphen/><w:t>êng</w:t></w:r></w:p>"
    )
    document = read("a.docx", docx(body, styles=styles))
    assert texts(document) == ["Báo cáo tuần", "TỔNG CỘNG", "phường"]
    assert codes(document) == []


def test_strict_documents_are_read() -> None:
    data = docx(p("45 máy"))
    from tests.parsers.documents.files import archive

    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        + p("45 máy")
        + "</w:body></w:document>"
    )
    assert texts(read("a.docx", archive({"[Content_Types].xml": "<x/>", "word/document.xml": strict}))) == texts(
        read("b.docx", data)
    )


def test_looks_of_styles_count() -> None:
    """The number of a note is raised by its style, not by itself: `45` with a note 1 must not read as 451."""
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:basedOn w:val="{base}"/><w:rPr>{properties}</w:rPr></w:style>'
        for kind, name, base, properties in (
            ("character", "Mark", "", '<w:vertAlign w:val="superscript"/>'),
            ("character", "Anchor", "Mark", ""),
            ("character", "Unseen", "", "<w:vanish/>"),
            ("paragraph", "Old", "", "<w:strike/>"),
        )
    )
    run = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
    body = (
        "<w:p>" + run.format("", "45") + run.format('<w:rStyle w:val="Anchor"/>', "1")
        + run.format('<w:rStyle w:val="Unseen"/>', "99") + run.format('<w:rStyle w:val="Unseen"/><w:vanish w:val="0"/>', " máy") + "</w:p>"
        + '<w:p><w:pPr><w:pStyle w:val="Old"/></w:pPr>' + run.format("", "40 máy") + run.format('<w:strike w:val="0"/>', "46") + "</w:p>"
    )  # fmt: skip
    document = read("a.docx", docx(body, styles=styles))
    assert (texts(document), codes(document)) == (["45¹ máy", "46"], ["struck-out"])


def test_a_digit_that_is_lifted_by_hand_is_a_mark() -> None:
    raised = '<w:r><w:rPr><w:position w:val="8"/><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r>'
    assert texts(read("a.docx", docx(f"<w:p><w:r><w:t>45</w:t></w:r>{raised}</w:p>"))) == ["45¹"]


def field(*parts: str) -> str:
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>' if part in {"begin", "separate", "end"} else part
        for part in parts
    )
    return f"<w:p>{marks}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_what_a_field_is_computed_from_is_not_on_the_page() -> None:
    """A field within the code of another one has a result, too, which is not shown."""
    inner = ("begin", "<w:r><w:instrText>MERGEFIELD X</w:instrText></w:r>", "separate", run("99"), "end")
    code = "<w:r><w:instrText>IF</w:instrText></w:r>"
    assert texts(read("a.docx", docx(field("begin", code, *inner, "separate", run("45"), "end", run(" máy"))))) == [
        "45 máy"
    ]


def test_the_choice_of_a_list_is_read() -> None:
    entries = '<w:result w:val="1"/><w:listEntry w:val="30"/><w:listEntry w:val="45"/>'
    mark = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{entries}</w:ddList></w:ffData></w:fldChar></w:r>'
    )
    assert texts(read("a.docx", docx(field(mark, "end", run(" máy"))))) == ["45 máy"]


def test_what_is_written_for_old_programs_is_not_read_twice() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = (
        f"<mc:AlternateContent {mc}><mc:Choice>{{0}}</mc:Choice><mc:Fallback>{{0}}</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p>{twice.format(run('45'))}{run(' máy')}</w:p>" + twice.format(p("46 máy"))
    assert texts(read("a.docx", docx(body))) == ["45 máy", "46 máy"]


def test_controls_moves_and_formulas() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    body = (
        f"<w:p>{run('Số máy: ')}<w:sdt><w:sdtPr/><w:sdtContent>{run('4')}</w:sdtContent></w:sdt>"
        f"<w:moveFrom>{run('99')}</w:moveFrom><w:moveTo>{run('5')}</w:moveTo></w:p>"
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{tc('Ka Long')}<w:sdt><w:sdtContent>{tc('45')}</w:sdtContent></w:sdt></w:tr>"
        f"</w:sdtContent></w:sdt></w:tbl><w:p><m:oMath {math}><m:r><m:t>46</m:t></m:r></m:oMath>{run(' máy')}</w:p>"
    )
    document = read("a.docx", docx(body))
    assert texts(document) == ["Số máy: 45", "46 máy"]
    assert tables(document)[0].rows == (("Ka Long", "45"),)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_workbook_within_a_document_is_read() -> None:
    """A table that was pasted from Excel is a workbook of its own; the numbers behind a chart are not shown."""
    sheet, chart = (
        raw_xlsx('<row r="1"><c r="A1"><v>45</v></c></row>'),
        raw_xlsx('<row r="1"><c r="A1"><v>99</v></c></row>'),
    )
    relations = (
        f'<Relationships><Relationship Id="rId1" Type="{OFFICE}/package" Target="embeddings/Sheet1.xlsx"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/oleObject" Target="embeddings/oleObject1.bin"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/chart" Target="charts/chart1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(docx(p("Số máy như bảng sau:")))) as file:
        members: dict[str, bytes | str] = {name: file.read(name) for name in file.namelist()}
    members |= {
        "word/_rels/document.xml.rels": relations,
        "word/embeddings/Sheet1.xlsx": sheet,
        "word/embeddings/Chart.xlsx": chart,
        "word/embeddings/oleObject1.bin": compound({"Equation Native": b"x"}),
    }
    documents = read_documents(Attachment(name="BaoCao.docx", media_type="", data=archive(members)))
    assert [(document.part, document.format, document.doubts) for document in documents] == [
        ("BaoCao.docx", "docx", ()),
        ("BaoCao.docx/sheet1.xlsx", "xlsx", ()),
    ]
    assert tables(documents[1])[0].rows == ((45,),)
    members["word/embeddings/oleObject1.bin"] = compound({"Package": sheet})
    documents = read_documents(Attachment(name="BaoCao.docx", media_type="", data=archive(members)))
    assert [document.part for document in documents[1:]] == ["BaoCao.docx/sheet1.xlsx", "BaoCao.docx/oleobject1.bin"]


def two_runs(first: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{first}</w:t></w:r><w:r><w:t>45 máy</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("properties", "doubtful"),
    [
        ('<w:color w:val="FFFFFF"/>', True),
        ('<w:color w:val="FDFDFD"/>', True),
        ('<w:color w:val="FFFFFF" w:themeColor="background1"/>', True),
        ('<w:color w:val="000080"/><w:shd w:val="clear" w:fill="000080"/>', True),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', True),
        ('<w:sz w:val="2"/>', True),
        ('<w:w w:val="1"/>', True),
        ('<w:spacing w:val="-300"/>', True),
        ("<w:rtl/>", True),
        ("<w:textFill><w:noFill/></w:textFill>", True),
        ('<w:color w:val="auto"/><w:sz w:val="20"/><w:spacing w:val="-4"/><w:w w:val="95"/>', False),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>', False),
        ('<w:color w:val="FF0000"/><w:highlight w:val="yellow"/>', False),
        ('<w:rtl w:val="0"/>', False),
        ("<w:textFill><w:solidFill/></w:textFill>", False),
    ],
)
def test_letters_that_a_reader_may_not_see_are_doubtful(properties: str, *, doubtful: bool) -> None:
    assert codes(read("a.docx", docx(two_runs("2", properties)))) == (["shown-otherwise"] if doubtful else [])
    assert codes(read("a.docx", docx(two_runs("a", properties)))) == []


def test_white_letters_on_a_dark_cell_are_seen() -> None:
    """The head of a table, filled by its cell, its table or a style of it."""
    white = p("Tuần 35", '<w:color w:val="FFFFFF"/>')
    dark = '<w:shd w:val="clear" w:fill="1F4E79"/>'
    styled = '<w:tbl><w:tblPr><w:tblStyle w:val="GridTable5Dark"/></w:tblPr><w:tr>' + tc(white) + "</w:tr></w:tbl>"
    filled = f"<w:tbl><w:tblPr>{dark}</w:tblPr><w:tr>" + tc(white) + "</w:tr></w:tbl>"
    for table in (tbl([tc(white, dark)]), filled, styled):
        assert codes(read("a.docx", docx(table))) == []
    assert codes(read("a.docx", docx(tbl([tc(white)])))) == ["shown-otherwise"]


@pytest.mark.parametrize("properties", ['<w:vertAlign w:val="subscript"/>', '<w:position w:val="-8"/>'])
def test_lowered_digits_are_no_digits_of_a_number_and_a_doubt(properties: str) -> None:
    body = f"<w:p><w:r><w:t>45</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t>1</w:t></w:r></w:p>"
    document = read("a.docx", docx(body))
    assert (texts(document), codes(document)) == (["45₁"], ["shown-otherwise"])


@pytest.mark.parametrize(
    "styles",
    [
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:strike/></w:rPr></w:style>',
        "<w:docDefaults><w:rPrDefault><w:rPr><w:dstrike/></w:rPr></w:rPrDefault></w:docDefaults>",
        '<w:style w:type="table" w:styleId="T"><w:rPr><w:strike/></w:rPr></w:style>',
    ],
)
def test_what_everything_in_a_document_looks_like(styles: str) -> None:
    """The style of a table, of all paragraphs, or the document's own."""
    body = '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr>' + tc("45") + "</w:tr></w:tbl>"
    document = read("a.docx", docx(body, styles=styles))
    assert (document.blocks, codes(document)) == ((), ["struck-out"])


def test_rows_and_cells_that_are_not_shown() -> None:
    def row(properties: str) -> str:
        return f"<w:tbl><w:tr><w:trPr>{properties}</w:trPr>{tc('45')}</w:tr></w:tbl>"

    assert codes(read("a.docx", docx(row("<w:hidden/>")))) == ["shown-otherwise"]
    assert codes(read("a.docx", docx(row('<w:trHeight w:val="1" w:hRule="exact"/>')))) == ["shown-otherwise"]
    assert codes(read("a.docx", docx(row('<w:trHeight w:val="300" w:hRule="exact"/>')))) == []
    document = read("a.docx", docx(tbl([tc("40", "<w:cellDel/>"), tc("45")])))
    assert (tables(document)[0].rows, codes(document)) == (((None, "45"),), ["struck-out"])


def test_letters_that_are_written_by_their_number() -> None:
    body = (
        '<w:p><w:r><w:sym w:font="Arial" w:char="F034"/></w:r><w:r><w:sym w:font="Symbol" w:char="0035"/></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
    )
    assert texts(read("a.docx", docx(body))) == ["45"]


def test_fractions_and_exponents_of_a_formula_are_doubtful() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

    def formula(content: str) -> str:
        return f"<w:p><m:oMath {math}>{content}</m:oMath></w:p>"

    four, five = "<m:r><m:t>4</m:t></m:r>", "<m:r><m:t>5</m:t></m:r>"
    fraction = formula(f"<m:f><m:num>{four}</m:num><m:den>{five}</m:den></m:f>")
    power = formula(f"<m:sSup><m:e>{four}</m:e><m:sup>{five}</m:sup></m:sSup>")
    assert codes(read("a.docx", docx(fraction))) == ["shown-otherwise"]
    assert codes(read("a.docx", docx(power))) == ["shown-otherwise"]
    assert codes(read("a.docx", docx(formula(four + five)))) == []


def test_a_file_within_the_text_is_not_read_in_silence() -> None:
    assert codes(read("a.docx", docx(p("Số máy: 45") + '<w:altChunk id="r9"/>'))) == ["unreadable"]


def test_heads_and_notes_that_nothing_refers_to_are_not_on_a_page() -> None:
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{relations}"><Relationship Id="r1" Target="header1.xml"/></Relationships>'
    names = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    refers = f'<w:sectPr><w:headerReference {names} r:id="r1"/></w:sectPr>'
    note = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    notes = f'<w:footnote w:id="3">{p("45 máy")}</w:footnote>'
    known = docx(f"<w:p>{note}</w:p>{refers}", header1=p("45 máy"), footnotes=notes)
    members = {
        name: zipfile.ZipFile(io.BytesIO(known)).read(name) for name in zipfile.ZipFile(io.BytesIO(known)).namelist()
    }
    assert codes(read("a.docx", archive({**members, "word/_rels/document.xml.rels": rels}))) == []
    assert codes(read("a.docx", docx(p("x"), header1=p("45 máy")))) == ["shown-otherwise"]
    assert codes(read("a.docx", docx(p("x"), footnotes=notes))) == ["shown-otherwise"]


def test_what_word_does_not_understand_is_shown_as_for_older_programs() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

    def both(requires: str) -> str:
        new, old = (f"<w:r><w:t>{text}</w:t></w:r>" for text in ("45", "46"))
        choice = f'<mc:Choice Requires="{requires}">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        return f"<w:p><mc:AlternateContent {mc}>{choice}</mc:AlternateContent></w:p>"

    assert texts(read("a.docx", docx(both("wps") + both("w14 wp14") + both("zz1")))) == ["45", "45", "46"]


@pytest.mark.parametrize(
    ("properties", "doubtful"),
    [
        ('<w:spacing w:line="20" w:lineRule="exact"/>', True),
        ('<w:spacing w:line="20" w:lineRule="auto"/>', False),
        ('<w:ind w:left="-20000"/>', True),
        ('<w:ind w:left="720"/>', False),
        ('<w:framePr w:w="100" w:x="29000" w:y="100"/>', True),
    ],
)
def test_paragraphs_that_are_squeezed_or_off_the_page_are_doubtful(properties: str, *, doubtful: bool) -> None:
    body = f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>45 máy</w:t></w:r></w:p>"
    assert codes(read("a.docx", docx(body))) == (["shown-otherwise"] if doubtful else [])


@pytest.mark.parametrize("properties", ['<w:rFonts w:ascii="Wingdings"/>', '<w:fitText w:val="10"/>'])
def test_digits_that_are_drawn_as_pictures_or_squeezed_are_doubtful(properties: str) -> None:
    assert codes(read("a.docx", docx(p("45 máy", properties)))) == ["shown-otherwise"]
