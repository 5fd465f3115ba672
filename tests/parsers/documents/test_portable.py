"""PDF with text, and the tables that its positions show."""

from __future__ import annotations

import pytest

from parsers.values import Paragraph
from tests.parsers.documents.files import at, codes, pdf, read, rule, tables, texts


def test_lines_have_page_and_number() -> None:
    document = read("a.pdf", pdf([at(72, 800, "Kinh gui"), at(72, 780, "So may: 45")], [at(72, 800, "Trang hai")]))
    assert [(block.text, block.where) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("Kinh gui", "page 1 line 1"),
        ("So may: 45", "page 1 line 2"),
        ("Trang hai", "page 2 line 1"),
    ]
    assert codes(document) == []


def test_words_drawn_apart_make_one_line() -> None:
    """Programs draw each word by itself, in any order."""
    line = [at(122, 780, "45"), at(72, 780, "So"), at(92, 780, "may:")]
    assert texts(read("a.pdf", pdf(line))) == ["So may: 45"]


def test_ruled_lines_make_a_table() -> None:
    """A cell with two lines of text is one cell; a head over two columns stands in the first."""
    ys, xs = [700, 670, 650, 610], [70, 120, 300, 400, 500]
    rules = [rule(xs[0], y, xs[-1], y) for y in (ys[0], *ys[2:])]
    rules += [rule(xs[2], ys[1], xs[-1], ys[1])]
    rules += [rule(x, ys[0], x, ys[-1]) for x in (*xs[:3], xs[4])] + [rule(xs[3], ys[1], xs[3], ys[-1])]
    words = [
        at(75, 680, "STT", 10), at(125, 680, "Don vi", 10), at(350, 685, "So may", 10),
        at(305, 656, "Tuan", 10), at(405, 656, "Luy ke", 10),
        at(75, 630, "1", 10), at(125, 635, "UBND phuong", 10), at(125, 620, "Ka Long", 10), at(305, 630, "45", 10), at(405, 630, "120", 10),
    ]  # fmt: skip
    document = read("a.pdf", pdf([at(72, 760, "Bao cao"), *rules, *words, at(72, 560, "Tran trong")]))
    assert texts(document) == ["Bao cao", "Tran trong"]
    (table,) = tables(document)
    assert table.rows == (
        ("STT", "Don vi", "So may", None),
        (None, None, "Tuan", "Luy ke"),
        ("1", "UBND phuong Ka Long", "45", "120"),
    )
    assert table.where(2, 2) == "page 1 table 1 row 3 column 3"


def test_gaps_make_a_table_where_nothing_is_ruled() -> None:
    rows = [("Don vi", "Tuan", "Luy ke"), ("Ka Long", "45", "120"), ("Hai Hoa", "7", "30")]
    operators = [
        at(x, 700 - 16 * number, text)
        for number, row in enumerate(rows)
        for x, text in zip((72, 250, 400), row, strict=True)
    ]
    (table,) = tables(read("a.pdf", pdf([*operators, at(72, 600, "Tran trong")])))
    assert table.rows == tuple(rows)


def test_pages_beyond_the_limit_are_said_to_be_missing() -> None:
    document = read("a.pdf", pdf(*([at(72, 800, f"Trang {number}")] for number in range(40))))
    assert len(document.blocks) == 30
    assert codes(document) == ["truncated"]


def test_figures_on_both_sides_of_a_ruled_line_are_two() -> None:
    """45 at the right of its cell and 120 at the left of the next stand two points apart, which is less than a blank."""
    ys, xs = [700, 680, 660], [70, 150, 250]
    rules = [rule(xs[0], y, xs[-1], y) for y in ys] + [rule(x, ys[0], x, ys[-1]) for x in xs]
    words = [at(100, 686, "Tuan"), at(160, 686, "Luy ke"), at(135.6, 666, "45"), at(151, 666, "120")]
    (table,) = tables(read("a.pdf", pdf([*rules, *words])))
    assert table.rows == (("Tuan", "Luy ke"), ("45", "120"))


@pytest.mark.parametrize(("second", "text"), [(86.7, "45 120"), (95, "45\t120")])
def test_a_blank_within_a_number_is_narrower_than_a_gap_between_two(second: float, text: str) -> None:
    assert texts(read("a.pdf", pdf([at(70, 700, "45"), at(second, 700, "120"), at(70, 600, "xong")])))[0] in (
        text,
        text.replace(" ", ""),
    )


def test_a_raised_digit_is_the_mark_of_a_note() -> None:
    document = read("a.pdf", pdf([at(70, 700, "So may: 45"), at(129.5, 705, "1", 7), at(136, 700, "may")]))
    assert texts(document) == ["So may: 45¹ may"]


def test_a_crossed_out_figure_is_left_out_with_a_doubt() -> None:
    document = read(
        "a.pdf", pdf([at(70, 700, "So may:"), at(120, 700, "40"), rule(119, 704, 134, 704), at(140, 700, "45")])
    )
    assert " ".join(texts(document)[0].split()) == "So may: 45"
    assert codes(document) == ["struck-out"]


def test_an_underlined_figure_stands() -> None:
    document = read("a.pdf", pdf([at(70, 700, "So may:"), at(120, 700, "45"), rule(119, 698, 134, 698)]))
    assert " ".join(texts(document)[0].split()) == "So may: 45"
    assert codes(document) == []
