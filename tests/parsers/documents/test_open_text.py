"""OpenDocument text."""

from __future__ import annotations

import pytest

from parsers.values import Paragraph
from tests.parsers.documents.files import codes, odt, read, tables, texts


def para(content: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def style(name: str, properties: str, parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="text" style:parent-style-name="{parent}">'
        f"<style:text-properties {properties}/></style:style>"
    )


def cell(text: str, spans: str = "") -> str:
    return f"<table:table-cell {spans}>{para(text)}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def table(*rows: str) -> str:
    return "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"


def test_paragraphs_lists_and_tables_in_reading_order() -> None:
    body = (
        "<text:h>BÁO CÁO</text:h><text:list><text:list-item>"
        + para("Số máy: <text:span>4</text:span>5")
        + "</text:list-item></text:list>"
        + table(cell("Ka Long") + cell("45"))
        + "<text:section>"
        + para("Trân<text:s text:c='3'/>trọng<text:tab/>A<text:line-break/>B")
        + "</text:section>"
    )
    document = read("a.odt", odt(body))
    assert [block.text if isinstance(block, Paragraph) else block.rows for block in document.blocks] == [
        "BÁO CÁO",
        "Số máy: 45",
        (("Ka Long", "45"),),
        "Trân   trọng\tA",
        "B",
    ]
    assert (document.format, codes(document)) == ("odt", [])


def test_merged_cells_stand_in_their_top_left_one() -> None:
    across, down = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'
    rows = table(
        cell("STT", down) + cell("Số máy", across) + COVERED,
        COVERED + cell("Tuần") + cell("Lũy kế"),
        cell("1") + cell("45") + cell("120"),
    )
    (found,) = tables(read("a.odt", odt(rows)))
    assert found.rows == (("STT", "Số máy", None), (None, "Tuần", "Lũy kế"), ("1", "45", "120"))
    assert found.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_a_table_within_a_cell_comes_after_its_table() -> None:
    inner = table(cell("trong") + cell("7"))
    body = table(f"<table:table-cell>{para('ngoài')}{inner}</table:table-cell>" + cell("9"))
    assert [found.rows for found in tables(read("a.odt", odt(body)))] == [(("ngoài", "9"),), (("trong", "7"),)]


def test_only_what_is_seen_is_read() -> None:
    """A tracked deletion, hidden text and a comment are not on the page."""
    styles = style("H", 'text:display="none"') + style("K", "", parent="H")
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>" + para("40") + "</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + para(
            "Số máy: 45<text:change/><text:span text:style-name='K'> 99</text:span>"
            "<office:annotation><text:p>98</text:p></office:annotation><text:hidden-text>97</text:hidden-text>"
        )
    )
    assert texts(read("a.odt", odt(body, styles))) == ["Số máy: 45"]


def test_crossed_out_and_raised_digits() -> None:
    styles = style("S", 'style:text-line-through-style="solid"') + style("R", 'style:text-position="super 58%"')
    body = para('<text:span text:style-name="S">40</text:span>45<text:span text:style-name="R">1</text:span> máy')
    document = read("a.odt", odt(body, styles))
    assert (texts(document), codes(document)) == (["45¹ máy"], ["struck-out"])


def test_boxes_notes_heads_and_feet() -> None:
    box = f"<draw:frame><draw:text-box>{para('Số máy: 45')}</draw:text-box></draw:frame>"
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        + para("ghi chú")
        + "</text:note-body></text:note>"
    )
    pages = f"<office:master-styles><style:master-page><style:header>{para('đầu trang')}</style:header></style:master-page></office:master-styles>"
    document = read("a.odt", odt(para(f"Báo cáo{note}{box} thân"), pages=pages))
    assert [(block.where, block.text) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("paragraph 1", "Báo cáo¹ thân"),
        ("paragraph 2", "Số máy: 45"),
        ("notes paragraph 1", "ghi chú"),
        ("header paragraph 1", "đầu trang"),
    ]


def test_legacy_runs_are_decoded_by_the_font_of_their_style() -> None:
    face = '<office:font-face-decls><style:font-face style:name="F1" svg:font-family="\'.VnTime\'"/></office:font-face-decls>'
    styles = style("A", 'style:font-name="F1"') + style("B", "", parent="A")
    body = face + para('<text:span text:style-name="B">B¸o c¸o tuÇn</text:span>')
    document = read("a.odt", odt(body, styles))
    assert (texts(document), codes(document)) == (["Báo cáo tuần"], [])


def test_repeated_cells_and_rows_are_bounded() -> None:
    many = '<table:table-cell table:number-columns-repeated="99999"><text:p>1</text:p></table:table-cell>'
    body = f'<table:table><table:table-row table:number-rows-repeated="99999">{many}</table:table-row></table:table>'
    document = read("a.odt", odt(body))
    assert len(tables(document)[0].rows) <= 20_000
    assert codes(document) == ["truncated"]


def test_a_document_with_a_password_is_encrypted() -> None:
    assert codes(read("a.odt", odt("", manifest="<manifest:encryption-data/>"))) == ["encrypted"]


def test_a_broken_document_is_unreadable() -> None:
    assert codes(read("a.odt", odt("<text:p>45"))) == ["unreadable"]


@pytest.mark.parametrize(
    ("properties", "text", "doubtful"),
    [
        ('fo:color="#ffffff"', "245 máy", True),
        ('fo:font-size="1pt"', "245 máy", True),
        ('style:text-position="sub 58%"', "₂45 máy", True),
        ('style:text-position="-33% 58%"', "₂45 máy", True),
        ('fo:color="#ff0000"', "245 máy", False),
        ('fo:color="#ffffff" fo:background-color="#000080"', "245 máy", False),
    ],
)
def test_letters_that_are_hardly_seen_or_lowered(properties: str, text: str, *, doubtful: bool) -> None:
    body = '<text:p><text:span text:style-name="S">2</text:span>45 máy</text:p>'
    document = read("a.odt", odt(body, styles=style("S", properties)))
    assert (texts(document), codes(document)) == ([text], ["shown-otherwise"] if doubtful else [])
