"""Word documents as XML."""

from __future__ import annotations

from tests.parsers.documents.files import codes, docx, p, read, tables, tbl, tc, texts


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
