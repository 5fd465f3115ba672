"""Which words of an HTML mail a reader surely sees."""

from __future__ import annotations

import pytest

from parsers.letters import read_letter
from parsers.values import Paragraph
from tests.parsers.letters.mails import page, part, parts


def _shown(raw: bytes, text: str = "1 = 99") -> bool:
    """Tell whether a line was read and is surely seen."""
    blocks = [
        block for passage in read_letter(raw).passages for block in passage.blocks if isinstance(block, Paragraph)
    ]
    return any(text in block.text and block.shown for block in blocks)


HIDING = [
    "color:#fefefe",
    "color:rgb(254,254,254)",
    "color:hsl(0,0%,100%)",
    "color:rgba(0,0,0,0)",
    "color:ivory",
    "color:var(--x,#fff)",
    "COLOR : #FFFFF0 !important",
    "color:#000;background:#000",
    "background:url(a.png)",
    "font-size:1px",
    "font-size:.1pt",
    "font:0/0 a",
    "opacity:.01",
    "opacity:0.5",
    "position:absolute;left:-9999px",
    "text-indent:-9999px",
    "display:none",
    "display:/**/none",
    r"disp\6c ay:none",
    "visibility:collapse",
    "transform:scale(0)",
    "clip-path:inset(50%)",
    "filter:opacity(0)",
    "width:0;overflow:hidden",
    "max-height:1px",
    "line-height:0",
    "-webkit-text-fill-color:transparent",
    "left:" * 1_000,
    "unicode-bidi:bidi-override;direction:rtl",
]
PLAIN = [
    "",
    "margin:0cm;margin-bottom:.0001pt;font-size:11.0pt;font-family:'Calibri',sans-serif",
    "font-family: Aptos, Calibri; font-size: 12pt; color: rgb(0, 0, 0);",
    "color:#1F497D;mso-fareast-language:EN-US",
    "caret-color: rgb(0, 0, 0); font-style: normal; text-transform: none; -webkit-text-stroke-width: 0px; display: inline;",
    "background:white;text-indent:-18.0pt;line-height:107%;width:100.0%",
    "background: none 0% 0% repeat scroll rgb(255, 255, 255)",
    "line-height:normal;width:auto;max-width:640px;border-width:0;min-height:0",
    "font:small/1.5 Arial,Helvetica,sans-serif",
    "color:windowtext;background:yellow",
    "overflow-wrap: break-word; line-break: after-white-space; padding:0",
]


@pytest.mark.parametrize("style", HIDING)
def test_words_that_a_style_may_hide_are_not_surely_seen(style: str):
    assert not _shown(page(f'<p>Tôi xem sau</p><div style="{style}"><p>1 = 99</p></div>'))
    assert not _shown(page(f"<style>.a p {{{style}}}</style><p>Tôi xem sau</p><div class=a><p>1 = 99</p></div>"))
    assert _shown(page(f'<p style="{style}">Tôi xem sau</p><p>1 = 99</p>')), "others are"


@pytest.mark.parametrize("style", PLAIN)
def test_words_in_styles_that_programs_write_are_seen(style: str):
    assert _shown(page(f'<p>Chào</p><p style="{style}">1 = 99</p>'))
    assert _shown(page(f"<style>p, li.MsoNormal {{{style}}}</style><p>1 = 99</p>"))


@pytest.mark.parametrize(
    "html",
    [
        "<style>p.a{color:white}</style><p class=a>1 = 99</p>",
        "<style>div p{display:none}</style><div><p>1 = 99</p></div>",
        "<style>@media screen{#x{font-size:0}}</style><p id=x>1 = 99</p>",
        "<style>p:first-child{color:#fff}</style><p>1 = 99</p>",
        "<style>*{opacity:0}</style><p>1 = 99</p>",
        "<font color=#fffffe>1 = 99</font>",
        "<details><summary>x</summary><p>1 = 99</p></details>",
        "<bdo dir=rtl>1 = 99</bdo>",
        "<p dir=rtl>1 = 99</p>",
        "<p>\u202e1 = 99</p>",
        "<p>1 <span style='font-size:1px'>= 99</span></p>",
    ],
)
def test_words_that_markup_may_hide_are_not_surely_seen(html: str):
    assert not _shown(page(f"<p>Tôi xem sau</p>{html}"))


def test_the_sheets_that_programs_write_hide_nothing():
    outlook = (
        '<!--\n/* Font Definitions */\n@font-face\n\t{font-family:"Cambria Math";\n\tpanose-1:2 4 5 3 5 4 6 3 2 4;}\n/* Style Definitions */\n'
        "p.MsoNormal, li.MsoNormal, div.MsoNormal\n\t{margin:0cm;\n\tfont-size:11.0pt;}\na:link, span.MsoHyperlink\n\t{color:#0563C1;\n"
        "\ttext-decoration:underline;}\n.MsoChpDefault\n\t{mso-style-type:export-only;\n\tfont-size:10.0pt;}\n@page WordSection1\n\t{size:612.0pt 792.0pt;\n"
        "\tmargin:72.0pt 72.0pt 72.0pt 72.0pt;}\n/* List Definitions */\n@list l0:level1\n\t{mso-level-text:\\F0B7;\n\ttext-indent:-18.0pt;}\n-->"
    )
    dark = "@media (prefers-color-scheme: dark) { .ink { color: #e8ebee !important } }"
    assert _shown(
        page(f"<style>{outlook}</style><style>{dark}</style><p class=MsoNormal>1 = 99</p><p class=ink>Chào</p>")
    )


def test_what_the_plain_text_lacks_is_not_surely_seen():
    def both(plain: str, html: str) -> bytes:
        return parts(part(plain), part(html, "text/html"), kind="multipart/alternative")

    assert _shown(both("Chào\n1 = 99", "<p>Chào</p><p>1 = 99</p>"))
    assert _shown(both(" \n", "<p>1 = 99</p>")), "a blank one is shown by nobody"
    assert not _shown(both("Tôi xem sau", "<p>Tôi xem sau</p><p>1 = 99</p>"))
    assert not _shown(both("1 = 9", "<p>1 = 99</p>"))
