"""Slides."""

from __future__ import annotations

from parsers.values import Paragraph
from tests.parsers.documents.files import archive, codes, read, tables, texts

NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def pptx(*slides: str, order: str = "") -> bytes:
    """Make slides of the XML of their shapes; `order`: the numbers of their parts in the order in which they are shown."""
    numbers = order or "".join(str(number) for number in range(1, len(slides) + 1))
    shown = "".join(f'<p:sldId id="{256 + at}" r:id="rId{number}"/>' for at, number in enumerate(numbers))
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="t" Target="slides/slide{number}.xml"/>' for number in numbers
    )
    parts = {
        f"ppt/slides/slide{number}.xml": content
        if content.startswith("<p:sld")
        else f"<p:sld {NAMES}>{content}</p:sld>"
        for number, content in enumerate(slides, start=1)
    }
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": f"<p:presentation {NAMES}><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": f"<Relationships>{relations}</Relationships>",
            "ppt/notesSlides/notesSlide1.xml": f"<p:notes {NAMES}><a:p><a:r><a:t>99</a:t></a:r></a:p></p:notes>",
            **parts,
        }
    )


def para(text: str, properties: str = "") -> str:
    return f"<a:p><a:r><a:rPr {properties}/><a:t>{text}</a:t></a:r></a:p>"


def shape(*paragraphs: str) -> str:
    return f"<p:sp><p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def cell(text: str, merged: str = "") -> str:
    return f"<a:tc {merged}><a:txBody>{para(text)}</a:txBody></a:tc>"


def table(*rows: str) -> str:
    return f"<p:graphicFrame><a:tbl>{''.join(f'<a:tr>{row}</a:tr>' for row in rows)}</a:tbl></p:graphicFrame>"


def test_lines_and_tables_of_slides_in_the_order_in_which_they_are_shown() -> None:
    last = shape(para("Trân trọng"))
    first = f"<p:grpSp>{shape(para('Báo cáo'), '<a:p><a:r><a:t>Số máy:</a:t></a:r><a:br/><a:r><a:t>45</a:t></a:r></a:p>')}</p:grpSp>"
    document = read("a.pptx", pptx(last, first + table(cell("Ka Long") + cell("45")), order="21"))
    assert [(block.where, block.text) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("slide 1 line 1", "Báo cáo"),
        ("slide 1 line 2", "Số máy:"),
        ("slide 1 line 3", "45"),
        ("slide 2 line 1", "Trân trọng"),
    ]
    assert [(found.name, found.rows) for found in tables(document)] == [("slide 1 table 1", (("Ka Long", "45"),))]
    assert (document.format, codes(document)) == ("pptx", [])


def test_merged_cells_stand_in_their_top_left_one() -> None:
    rows = table(
        cell("STT", 'rowSpan="2"') + cell("Số máy", 'gridSpan="2"') + cell("", 'hMerge="1"'),
        cell("", 'vMerge="1"') + cell("Tuần") + cell("Lũy kế"),
    )
    (found,) = tables(read("a.pptx", pptx(rows)))
    assert found.rows == (("STT", "Số máy", None), (None, "Tuần", "Lũy kế"))
    assert found.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_hidden_slides_are_not_shown() -> None:
    hidden = f'<p:sld {NAMES} show="0">{shape(para("99"))}</p:sld>'
    assert texts(read("a.pptx", pptx(shape(para("Số máy: 45")), hidden))) == ["Số máy: 45"]


def test_crossed_out_raised_and_legacy_letters() -> None:
    runs = (
        '<a:p><a:r><a:rPr strike="sngStrike"/><a:t>40</a:t></a:r><a:r><a:t>45</a:t></a:r>'
        '<a:r><a:rPr baseline="30000"/><a:t>1</a:t></a:r></a:p>'
        '<a:p><a:r><a:rPr><a:latin typeface=".VnTime"/></a:rPr><a:t>B¸o c¸o</a:t></a:r></a:p>'
    )
    document = read("a.pptx", pptx(shape(runs)))
    assert (texts(document), codes(document)) == (["45¹", "Báo cáo"], ["struck-out"])


def test_a_broken_slide_is_unreadable() -> None:
    assert codes(read("a.pptx", pptx("<p:sp>"))) == ["unreadable"]
