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
