"""PDF with text, and the tables that its positions show."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from parsers.values import Paragraph
from tests.parsers.documents.files import at, codes, pdf, read, rule, tables, texts

SAMPLES = Path(__file__).parent / "samples"


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
    assert table.merged == ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3))
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


def test_a_file_that_was_cut_off_on_its_way_is_told_from_one_that_is_damaged() -> None:
    whole = pdf([at(72, 800, "Trang 1")])
    assert codes(read("a.pdf", whole[:120])) == ["truncated"]
    assert codes(read("a.pdf", b"%PDF-1.4\n" + b"x" * 200 + b"\n%%EOF")) == ["unreadable"]


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


def tj(y: float, *cells: str, gap: int = 8000) -> str:
    """Show cells by one operator: what stands between them is a kern of so many thousandths of the letters' size."""
    return f"BT /F1 12 Tf 72 {y} Td [" + f" -{gap} ".join(f"({cell})" for cell in cells) + "] TJ ET"


@pytest.mark.parametrize("blank", ["", " ", "   "])
def test_columns_within_one_piece_of_text_are_columns(blank: str) -> None:
    """Printing programs put a whole row into one piece of text, with or without the blanks that stood there."""
    rows = [("Don vi", "Tuan", "Luy ke"), ("Ka Long", "45", "120"), ("Hai Hoa", "7", "30")]
    operators = [tj(700 - 16 * number, *(cell + blank for cell in row)) for number, row in enumerate(rows)]
    document = read("a.pdf", pdf([at(72, 740, "Bao cao"), *operators, at(72, 600, "Tran trong")]))
    assert [table.rows for table in tables(document)] == [tuple(rows)]


def test_columns_by_typed_blanks_are_columns() -> None:
    rows = ["Don vi            So may", "Ka Long          45", "Hai Hoa          7"]
    document = read("a.pdf", pdf([at(72, 700 - 16 * number, row) for number, row in enumerate(rows)]))
    assert tables(document)[0].rows == (("Don vi", "So may"), ("Ka Long", "45"), ("Hai Hoa", "7"))


def test_words_in_several_pieces_are_words() -> None:
    """Where the font changes within a word, or a letter is drawn by itself."""
    pieces = "BT /F1 12 Tf 72 700 Td (cai d) Tj (at) Tj ( duoc 4) Tj (5) Tj ( may) Tj ET"
    assert texts(read("a.pdf", pdf([pieces]))) == ["cai dat duoc 45 may"]


def test_the_mark_of_a_note_within_a_word_is_no_digit_of_it() -> None:
    mark = "BT /F1 12 Tf 72 700 Td (So may: 45) Tj 5 Ts /F1 7 Tf (1) Tj 0 Ts /F1 12 Tf (may) Tj ET"
    assert texts(read("a.pdf", pdf([mark]))) == ["So may: 45¹may"]


TURNS = {90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}


@pytest.mark.parametrize("turn", TURNS)
def test_a_page_that_lies_on_its_side_is_read_upright(turn: int) -> None:
    """Wide tables are printed like that; whether the file says that the page is to be turned does not matter."""
    rows = [("Don vi", "Tuan", "Luy ke"), ("Ka Long", "45", "120"), ("Hai Hoa", "7", "30")]
    places = [
        (100 + 150 * column, 500 - 16 * number, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    moves = {90: lambda x, y: (600 - y, x), 180: lambda x, y: (600 - x, 800 - y), 270: lambda x, y: (y, 600 - x)}
    operators = [
        f"BT /F1 12 Tf {TURNS[turn]} {moves[turn](x, y)[0]} {moves[turn](x, y)[1]} Tm ({cell}) Tj ET"
        for x, y, cell in places
    ]
    document = read("a.pdf", pdf(operators))
    assert [table.rows for table in tables(document)] == [tuple(rows)]


def test_a_head_that_stands_on_its_side_belongs_to_its_cell() -> None:
    ys, xs = [700, 620, 600], [70, 150, 250]
    rules = [rule(xs[0], y, xs[-1], y) for y in ys] + [rule(x, ys[0], x, ys[-1]) for x in xs]
    head = "BT /F1 12 Tf 0 1 -1 0 205 630 Tm (Trong tuan) Tj ET"
    document = read("a.pdf", pdf([*rules, at(75, 650, "Don vi"), head, at(75, 605, "Ka Long"), at(160, 605, "45")]))
    assert tables(document)[0].rows == (("Don vi", "Trong tuan"), ("Ka Long", "45"))


def test_a_watermark_does_not_mix_with_the_lines_that_it_crosses() -> None:
    mark = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 500 Tm (DU THAO 99) Tj ET"
    lines = [at(72, 800 - 20 * number, f"Dong {number}: cai duoc {number} may") for number in range(20)]
    assert texts(read("a.pdf", pdf([mark, *lines]))) == [
        *(f"Dong {number}: cai duoc {number} may" for number in range(20)),
        "DU THAO 99",
    ]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [f"Trong tuan khu {number} cai duoc {number} may." for number in range(8)]
    right = [f"De nghi thanh pho ho tro khu {number}." for number in range(8)]
    operators = [
        at(x, 700 - 16 * number, text) for x, column in ((72, left), (320, right)) for number, text in enumerate(column)
    ]
    assert texts(read("a.pdf", pdf([at(72, 740, "Bao cao"), *operators]))) == ["Bao cao", *left, *right]


def test_a_table_of_many_cells_that_are_drawn_one_by_one() -> None:
    """Four lines for each of 240 cells, as Excel prints them."""
    cells = [(row, column) for row in range(48) for column in range(5)]
    boxes = [f"0.5 w {70 + 90 * column} {780 - 15 * row} 90 15 re S" for row, column in cells]
    words = [at(75 + 90 * column, 784 - 15 * row, f"{row}.{column}", 9) for row, column in cells]
    (table,) = tables(read("a.pdf", pdf([*boxes, *words])))
    assert table.rows == tuple(tuple(f"{row}.{column}" for column in range(5)) for row in range(48))


def unmapped(data: bytes, letters: range) -> bytes:
    """Have the font name its letters in a way that nobody knows."""
    names = " ".join(f"/u{letter}x" for letter in letters)
    encoding = f"/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{letters.start} {names}] >>"
    return data.replace(b"/Encoding /WinAnsiEncoding", encoding.encode())


def test_letters_that_the_file_does_not_tell_are_not_trusted() -> None:
    """Copied from a viewer such a page is rubbish; only its picture says what it says."""
    words = [at(72, 800 - 20 * number, f"Trong tuan cai duoc {number} may") for number in range(9)]
    document = read("a.pdf", unmapped(pdf(words), range(97, 123)))
    assert set(codes(document)) & {"ocr", "no-ocr", "took-too-long"}


def test_some_letters_that_the_file_does_not_tell_are_a_doubt() -> None:
    words = [at(72, 800 - 20 * number, f"Trong tuan nay khu pho cai duoc {number} may") for number in range(9)]
    document = read("a.pdf", unmapped(pdf(words), range(ord("0"), ord("9") + 1)))
    assert codes(document) == ["unreadable"]


def test_dots_of_a_font_of_signs_are_no_doubt() -> None:
    """The dot before each item of a list is often a letter that only its font knows."""
    words = [at(72, 800 - 20 * number, f"* khu {number} cai duoc {number} may") for number in range(25)]
    assert codes(read("a.pdf", unmapped(pdf(words), range(ord("*"), ord("*") + 1)))) == []


def test_a_page_with_more_letters_than_are_read_is_truncated() -> None:
    line = "BT /F1 1 Tf 0 {} Td ({}) Tj ET"
    document = read("a.pdf", pdf([line.format(800 - number, "may 45 " * 1_000) for number in range(9)]))
    assert codes(document) == ["truncated"]


def test_words_of_a_wrong_table_of_letters_are_not_trusted() -> None:
    """Every letter three places off, the digits too: `45` would read as `78`. Vietnamese that is none gives it away."""
    from parsers.documents.page_text import _is_gibberish

    right = "Thực hiện Công văn số 340, phường Ka Long báo cáo: trong tuần cài đặt được 1.245 máy, lũy kế 3.120 máy"
    wrong = "".join(letter if letter == " " else chr(ord(letter) + 3) for letter in right)
    assert (_is_gibberish(right), _is_gibberish(wrong)) == (False, True)


WHITE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        # Text that a scanner's program put behind the picture: not drawn at all, or drawn before it.
        ([WHITE, "3 Tr", at(72, 700, "So may cai dat: 45")], ["ocr"]),
        ([at(72, 700, "So may cai dat: 45"), WHITE], ["ocr"]),
        # Words on a coloured ground.
        ([WHITE, at(72, 700, "So may cai dat: 45")], []),
    ],
)
def test_words_behind_a_scan_were_guessed(operators: list[str], expected: list[str]) -> None:
    document = read("a.pdf", pdf(operators))
    assert (texts(document), codes(document)) == (["So may cai dat: 45"], expected)


def test_letters_drawn_as_outlines_are_a_picture() -> None:
    outlines = "0 0 m " + " ".join(f"{number % 500} {number % 700} l" for number in range(3000)) + " S"
    assert set(codes(read("a.pdf", pdf([outlines])))) & {"ocr", "no-ocr"}


def test_what_was_filled_into_a_form_is_read() -> None:
    """reportlab made the form; its drawing of the value was taken out, as programs that fill forms in often leave it."""
    assert texts(read("phieu.pdf", (SAMPLES / "phieu.pdf").read_bytes())) == ["So may cai dat trong tuan:\t45\tmay"]


@pytest.mark.parametrize(
    ("operators", "doubtful"),
    [
        (["3 Tr", at(72, 700, "So may: 45"), "0 Tr"], True),
        (["1 g", at(72, 700, "So may: 45"), "0 g"], True),
        ([".99 1 1 rg", at(72, 700, "So may: 45"), "0 g"], True),
        ([at(72, 700, "45", 0.5)], True),
        ([at(72, -300, "So may: 45")], True),
        ([at(72, 700, "So may: 45"), "1 g 70 695 200 20 re f"], True),
        ([at(72, 700, "So may: 45"), "0 g 116 695 14 16 re f"], True),
        ([at(72, 700, "So may: 45"), "0 g 116 698 14 .6 re f"], False),
        (["0 0 .4 rg 70 695 200 20 re f 1 g", at(72, 700, "So may: 45"), "0 g"], False),
        (["1 g 0 0 595 842 re f 0 g", at(72, 700, "So may: 45")], False),
        ([".5 g", at(72, 700, "So may: 45"), "0 g"], False),
        (["1 g", at(72, 700, "an"), "0 g"], False),
    ],
)
def test_figures_that_a_page_does_not_show_are_doubtful(operators: list[str], *, doubtful: bool) -> None:
    document = read("a.pdf", pdf([at(72, 760, "Trong tuan da cai duoc"), *operators]))
    assert codes(document) == (["shown-otherwise"] if doubtful else [])


@pytest.mark.parametrize(
    ("note", "doubtful"),
    [
        ("/Subtype /StrikeOut /Rect [70 695 200 715]", True),
        ("/Subtype /Ink /Rect [70 695 200 715] /InkList [[70 700 200 710]]", True),
        ("/Subtype /Square /Rect [70 695 200 715]", True),
        ("/Subtype /FreeText /Rect [300 100 400 120] /Contents (46)", True),
        ("/Subtype /Square /Rect [70 600 200 620]", False),
        ("/Subtype /Link /Rect [70 695 200 715]", False),
        ("/Subtype /Highlight /Rect [70 695 200 715]", False),
    ],
)
def test_figures_below_a_note_that_may_cross_them_out_are_doubtful(note: str, *, doubtful: bool) -> None:
    data = pdf([at(72, 760, "Trong tuan"), at(72, 700, "So may: 45")])
    data = data.replace(b"/Type /Page /", f"/Annots [<< /Type /Annot {note} >>] /Type /Page /".encode())
    assert codes(read("a.pdf", data)) == (["shown-otherwise"] if doubtful else [])


def _layered(stream: str, catalog: str = "", *, packed: bool = False) -> bytes:
    """Make a PDF with a layer as /O1; the catalogue's entries may stand in a stream of packed objects."""
    document = pdf([stream]).replace(b"<< /Font", b"<< /Properties << /O1 << /Type /OCG /Name (x) >> >> /Font")
    if packed:
        return document + b"\n9 0 obj\n<< /Type /ObjStm >>\nstream\n" + zlib.compress(catalog.encode()) + b"\nendstream"
    return document.replace(b"/Type /Catalog", b"/Type /Catalog " + catalog.encode())


@pytest.mark.parametrize(
    ("catalog", "packed", "doubtful"),
    [
        ("/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>", False, True),
        ("/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>", True, True),
        ("/OCProperties << /OCGs [6 0 R] /D << /BaseState /OFF >> >>", False, True),
        ("/OCProperties << /OCGs [6 0 R] /D << /OFF [] /ON [6 0 R] >> >>", False, False),
        ("/OCProperties << /OCGs [6 0 R] /D << /OFF [] /ON [6 0 R] >> >>", True, False),
    ],
)
def test_words_of_a_layer_are_a_doubt_where_layers_are_off(catalog: str, *, packed: bool, doubtful: bool) -> None:
    words = f"/OC /O1 BDC {at(50, 700, 'Trong tuan cai duoc 125 may')} EMC"
    assert codes(read("a.pdf", _layered(words, catalog, packed=packed))) == (["shown-otherwise"] if doubtful else [])
    other = f"/OC /O1 BDC {at(50, 700, 'Trong tuan')} EMC {at(50, 600, 'Cai duoc 125 may')}"
    assert codes(read("a.pdf", _layered(other, catalog, packed=packed))) == []


@pytest.mark.parametrize(
    ("operators", "doubtful"),
    [
        ("q 0 0 1 1 re W n {} Q", True),
        ("q 0 0 595 842 re W n {} Q", False),
        ("q 45 690 120 20 re W n {} Q", True),  # the figure is cut off
        ("q 85 690 500 20 re W n {} Q", False),  # only words are
        ("{} 1 0 0 RG 158 698 m 182 712 l S", True),
        ("{} 1 0 0 RG 158 704 m 165 708 175 700 182 704 c S", True),
        ("{} 1 0 0 RG 50 698 m 80 712 l S", False),
        ("{} 1 0 0 RG 50 20 m 550 640 l S", False),
    ],
)
def test_words_that_are_cut_off_or_crossed_by_slanted_lines_are_a_doubt(operators: str, *, doubtful: bool) -> None:
    page = operators.format(at(50, 700, "Trong tuan cai duoc 125 may"))
    assert codes(read("a.pdf", pdf([page]))) == (["shown-otherwise"] if doubtful else [])


def test_what_a_file_says_instead_of_a_figure_is_a_doubt() -> None:
    """pdfium gives the words that the file says for those that it draws."""
    drawn = "BT /F1 12 Tf 50 700 Td (Trong tuan cai duoc ) Tj /Span << /ActualText ({}) >> BDC ({}) Tj EMC ( may) Tj ET"
    assert codes(read("a.pdf", pdf([drawn.format("125", "25")]))) == ["shown-otherwise"]
    assert codes(read("a.pdf", pdf([drawn.format("hai muoi", "hai  muoi"), at(50, 600, "25 may")]))) == []


def test_digits_that_are_drawn_in_another_order_are_a_doubt() -> None:
    turned = "BT /F1 12 Tf 50 700 Td (Trong tuan cai duoc ) Tj [ (5) 1112 (2) -556 ] TJ ( may) Tj ET"
    assert codes(read("a.pdf", pdf([turned]))) == ["shown-otherwise"]
