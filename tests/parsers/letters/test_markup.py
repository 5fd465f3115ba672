"""HTML as its reader sees it: what is shown, what is not, and what stands on one line."""

from __future__ import annotations

import pytest

from parsers.letters.markup import read_page


def lines(html: str) -> list[str]:
    return [line.text for line in read_page(html).lines if line.text]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">99</div>',
        '<div style="display: none !important; color: red">99</div>',
        '<p style="mso-hide:all">99</p>',
        '<p style="visibility: hidden">99</p>',
        "<p hidden>99</p>",
        '<span style="font-size:0px">99</span>',
        '<span style="opacity:0">99</span>',
        '<div style="max-height:0px;overflow:hidden">99</div>',
        '<div style="height: 0; overflow-y: hidden">99</div>',
        '<span style="font-size:1px;line-height:1px;color:#ffffff">99</span>',
        "<font color=white>99</font>",
        "<font color=fff>99</font>",
        '<td style="color: rgb(255, 255, 255)">99</td>',
        '<div style="background-color:white"><span style="color:#fff">99</span></div>',
        '<style>.preheader, #top { display:none!important }</style><div class="x Preheader">99</div><p id=top>99</p>',
        "<!--[if mso]><p>99</p><![endif]-->",
    ],
)
def test_what_nobody_sees_is_not_said(hidden: str) -> None:
    """Newsletters and templates put such words before their letter, to be shown in the list of mails."""
    assert lines(f"{hidden}<p>Tuần này 45 máy</p>") == ["Tuần này 45 máy"]


@pytest.mark.parametrize(
    "shown",
    [
        '<div style="background:#003366"><span style="color:white">45</span></div>',
        "<table><tr><td bgcolor=navy><font color=#FFFFFF>45</font></td></tr></table>",
        '<div style="color:white"><span style="color:black">45</span></div>',
        '<style>body{background:black}</style><p style="color:white">45</p>',
        "<style>@media (max-width:600px){.wide{display:none}}</style><p class=wide>45</p>",
        "<style>@media (max-width:600px){.wide{display:none}</style><p class=wide>45</p>",
        "<style>.old .wide{display:none} .wide:hover{display:none}</style><p class=wide>45</p>",
        '<div style="max-height:0">45</div>',
        '<p style="font-size:0.9em;opacity:0.5">45</p>',
        '<p style="background-color:white;border-color:#fff">45</p>',
        "<![if !mso]><p>45</p><![endif]>",
        "<noscript><p>45</p></noscript>",
    ],
)
def test_what_is_seen_is_said(shown: str) -> None:
    assert lines(shown) == ["45"]


def test_a_tab_of_word_is_a_tab() -> None:
    html = '<p class=MsoNormal>Ka Long<span style="mso-tab-count:1">&nbsp;&nbsp;&nbsp; </span>45<o:p></o:p></p>'
    assert lines(html) == ["Ka Long\t45"]


def test_a_table_of_outlook() -> None:
    """Each cell holds a paragraph; a head over two columns stands in the first."""
    row = "".join(f"<td><p class=MsoNormal>{cell}<o:p></o:p></p></td>" for cell in ("1", "Ka Long", "45", "1.200"))
    html = (
        "<table class=MsoNormalTable border=1><tr><td rowspan=2>STT</td><td rowspan=2>Đơn vị</td><td colspan=2 "
        f"style='color:white;background:#1F4E79'>Số máy</td></tr><tr><td>Tuần</td><td>Lũy kế</td></tr><tr>{row}</tr></table>"
    )
    (line,) = read_page(html).lines
    assert line.table is not None
    assert line.table.rows == (
        ("STT", "Đơn vị", "Số máy", None),
        (None, None, "Tuần", "Lũy kế"),
        ("1", "Ka Long", "45", "1.200"),
    )


@pytest.mark.parametrize(
    "piece",
    [
        '<span style="color:#fcfcfc">2</span>',
        '<span style="color:rgb(99%, 99%, 99%)">2</span>',
        '<span style="color:snow">2</span>',
        '<span style="color:transparent">2</span>',
        '<span style="color:rgba(0,0,0,.05)">2</span>',
        '<span style="color:navy;background:#000080">2</span>',
        '<font color="#fefffe">2</font>',
        '<span style="font-size:1pt">2</span>',
        '<span style="opacity:0.05">2</span>',
        '<span style="filter:opacity(0)">2</span>',
        '<span style="position:absolute;left:-5000px">2</span>',
        '<span style="transform:scale(0)">2</span>',
        '<span style="clip-path:circle(0)">2</span>',
        '<span style="display:inline-flex;flex-direction:row-reverse"><b>2</b></span>',
        '<span style="unicode-bidi:bidi-override;direction:rtl">2</span>',
        "<bdo dir=rtl>2</bdo>",
        "<noscript>2</noscript>",
        "<button>2</button>",
        "<svg><text>2</text></svg>",
        "<textarea>2</textarea>",
        "<select><option>2</select>",
        "<input value=2>",
        "<math><mn>2</mn></math>",
        "<style>b{display:none}</style><b>2</b>",
        "<style>p > .c, i{visibility:hidden}</style><i>2</i>",
        "<style>[data-a]{font-size:0}</style><i>2</i>",
        "<style>*{color:white}</style><i>2</i>",
        "<style>@media screen{.c{display:none}}</style><i class=c>2</i>",
        "<style>p{margin:0;.c{opacity:0}}</style><i class=c>2</i>",
        "<style>.c{text-decoration:line-through}</style><i class=c>2</i>",
        "<style>.c{vertical-align:super}</style><i class=c>2</i>",
        "<style>.c::before{content:'2'}</style><i class=c></i>",
    ],
)
def test_a_figure_that_a_reader_may_not_see_is_doubtful(piece: str) -> None:
    """Whether it is seen depends on more than is worked out here."""
    found = read_page(f"<p>Tuần này {piece}45 máy</p>")
    assert {doubt.code for doubt in found.doubts} == {"shown-otherwise"}
    assert read_page(f"<p>Tuần này {piece.replace('2', 'a')} máy</p>").doubts == ()


@pytest.mark.parametrize(
    "piece",
    [
        '<span style="font-size:.0px">2</span>',
        '<span style="font:0/0 a">2</span>',
        '<span style="display:/* */none">2</span>',
        '<span style="display:none;color:red;display:none">2</span>',
        '<span style="visibility:collapse">2</span>',
        '<span style="width:0;display:inline-block;overflow:hidden">2</span>',
        '<span style="color:black;color:white">2</span>',
        '<table style="color:white"><tr><td>2</td></tr></table>',
        '<table><tr style="color:white"><td>2</td><td>3</td></tr></table>',
    ],
)
def test_what_is_hidden_in_unusual_words_is_not_said(piece: str) -> None:
    assert " ".join(lines(f"<div>{piece}45 máy</div>")) == "45 máy"


@pytest.mark.parametrize(
    "note",
    [
        "<sup>1)</sup>",
        '<span style="vertical-align:super">1</span>',
        '<small style="position:relative;top:-5px">1</small>',
    ],
)
def test_what_stands_above_the_line_is_no_digit_of_a_number(note: str) -> None:
    assert lines(f"<p>45{note} máy</p>")[0].startswith("45¹")


@pytest.mark.parametrize(
    "note",
    [
        "<sub>1</sub>",
        '<span style="vertical-align: sub; font-size: 60%">1</span>',
        '<span style="vertical-align: -4px">1</span>',
        '<small style="position:relative;bottom:-5px">1</small>',
    ],
)
def test_what_stands_below_the_line_is_told_apart(note: str) -> None:
    """Nobody marks notes like that: `odd_figures` doubts it."""
    assert lines(f"<p>45{note} máy</p>")[0].startswith("45₁")


@pytest.mark.parametrize(
    "page",
    [
        "<style>p.MsoNormal{font-size:11.0pt} a:link{color:#0563C1}</style><p class=MsoNormal style='text-indent:-18.0pt'>45</p>",
        '<p style="margin:0;font-size:10pt;color:rgb(34,34,34);background-color:rgb(255,255,255)">45</p>',
        '<div style="background:#1F4E79"><b style="color:#FFFFFE">45</b></div>',
        '<div style="background:url(a.png)"><b style="color:#FFFFFE">45</b></div>',
        '<td style="vertical-align:bottom;letter-spacing:-.5px;line-height:0">45</td>',
        '<p style="color:gray;opacity:.6">45</p>',
        "<mark>45</mark>",
        '<style>.x{display:none}</style><p class="y">45</p>',
        '<input type="hidden" value="7"><p>45</p>',
    ],
)
def test_ordinary_markup_leaves_no_doubt(page: str) -> None:
    found = read_page(page)
    assert ([line.text for line in found.lines if line.text], found.doubts) == (["45"], ())


@pytest.mark.parametrize("gap", ["\t", " \t ", "    "])
def test_columns_that_were_typed_apart_within_a_source_line_stay_apart(gap: str) -> None:
    assert lines(f"<div>Thôn{gap}Tuần này</div><div>Pò Hèn{gap}3</div>") == ["Thôn\tTuần này", "Pò Hèn\t3"]


def test_white_space_that_only_sets_out_the_source_is_one_blank() -> None:
    assert lines("<div>\n\t\tTuần này\n\t\tcài được: \t 45  máy\n</div>") == ["Tuần này cài được: 45 máy"]
