"""Structure, headers and charsets of letters."""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.letters import read_letter
from parsers.values import Table
from tests.parsers.letters.mails import mail, own, page, part, parts


def test_a_plain_mail_is_read_whole():
    """Sender, recipients, subject, date and words of a simple mail; raw UTF-8 in headers is read as such (RFC 6532)."""
    letter = read_letter(mail("Tuần này: 45 máy.\n\nTrân trọng./.\n", Cc='"Lan, Nguyễn" <lan@gmail.example>'))
    assert (letter.sender.name, letter.sender.email) == ("UBND phường Ka Long", "kalong@mongcai.example")
    assert [(to.name, to.email) for to in letter.to] == [
        ("", "phongvhtt.mc@quangninh.example"),
        ("Lan, Nguyễn", "lan@gmail.example"),
    ]
    assert letter.subject == "Báo cáo tuần 35"
    assert letter.date == dt.datetime(2020, 8, 28, 14, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert letter.message_id == "<1@mongcai.example>"
    assert own(letter) == "Tuần này: 45 máy.\nTrân trọng./."
    assert [block.where for block in letter.passages[0].blocks if not isinstance(block, Table)] == ["line 1", "line 3"]
    assert letter.doubts == ()


@pytest.mark.parametrize(
    ("subject", "is_reply"),
    [
        ("Re: Báo cáo", True),
        ("RE[2]: Báo cáo", True),
        ("Trả lời: Báo cáo", True),
        ("TL: Báo cáo", True),
        ("[VHTT] Re: Báo cáo", True),
        ("Fwd: Re: Báo cáo", False),
        ("Chuyển tiếp: Báo cáo", False),
        ("CT 340/UBND: báo cáo", False),
        ("Báo cáo: Re: hỏi", False),
        ("Trả lời câu hỏi tuần 35", False),
    ],
)
def test_the_foremost_prefix_of_the_subject_tells_a_reply(subject: str, is_reply: bool):
    assert read_letter(mail("45", Subject=subject)).is_reply is is_reply


def test_references_alone_make_a_reply():
    """A clerk who rewrites the subject of an answer still answers."""
    letter = read_letter(mail("45", In_Reply_To="<a@x.example>", References="<b@x.example>\n <a@x.example>"))
    assert letter.is_reply
    assert letter.references == ("<a@x.example>", "<b@x.example>")


def test_html_is_taken_where_the_plain_part_is_blank():
    letter = read_letter(
        parts(part(" \n"), part("<p>45 máy</p>", "text/html; charset=utf-8"), kind="multipart/alternative")
    )
    assert own(letter) == "45 máy"


def test_plain_text_is_taken_where_the_html_shows_nothing():
    letter = read_letter(
        parts(
            part("45 máy\n"),
            part("<img src=x><div style='display:none'>9</div>", "text/html"),
            kind="multipart/alternative",
        )
    )
    assert own(letter) == "45 máy"


def test_a_table_keeps_its_cells_and_merged_ranges():
    """A head over two columns is one merged cell; the cells that it covers are empty, not repeated."""
    html = """<table><tr><th rowspan=2>Đơn vị<th colspan=2>Kết quả</tr><tr><th>Tuần<th>Lũy kế</tr>
    <tr><td>Ka Long<td>45<td>1.234</table>"""
    table = read_letter(page(html)).passages[0].blocks[0]
    assert isinstance(table, Table)
    assert table.rows == (("Đơn vị", "Kết quả", None), (None, "Tuần", "Lũy kế"), ("Ka Long", "45", "1.234"))
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_a_footnote_mark_is_no_digit_of_its_number():
    assert own(read_letter(page("<p>125<sup>1</sup> máy</p>"))) == "125¹ máy"


def test_an_attached_letter_is_a_letter_of_its_own():
    """Last week's mail attached to this week's: its figure is not the outer letter's."""
    letter = read_letter(parts(part("45 máy"), b"Content-Type: message/rfc822\n\n" + mail("99 máy", Subject="tuần 34")))
    assert own(letter) == "45 máy"
    assert [inner.subject for inner in letter.letters] == ["tuần 34"]
    assert own(letter.letters[0]) == "99 máy"
    assert letter.attachments == ()


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Tuần này \u202e521\u202c máy", True),
        ("Tuần này \u202e521 máy", True),
        ("Tuần này \u2067521\u2069 máy", True),
        ("Tuần này \u2066521\u2069 máy", True),
        ("Tuần này 2\u033645 máy", True),
        # As Windows copies a number, and what is turned without a figure.
        ("Tuần này \u202a45\u202c máy", False),
        ("\u202exyz\u202c, tuần này 45 máy", False),
        ("Tuần này 45 máy", False),
        # Digits that may belong to the number; a raised one behind it is a note's mark.
        ("Tuần này 4₅ máy", True),
        ("Tuần này ₁45 máy", True),
        ("Tuần này ¹45 máy", True),
        ("Tuần này ①45 máy", True),
        ("Tuần này ⒈45 máy", True),
        ("Tuần này 5.10³ máy", True),
        ("Tuần này 45¹ máy", False),
        ("① 45 máy, CO₂, m²", False),
    ],
)
def test_marks_that_turn_or_cross_out_figures_are_doubtful(text: str, *, doubtful: bool):
    for letter in (read_letter(mail(text)), read_letter(page(f"<p>{text}</p>"))):
        assert [doubt.code for doubt in letter.doubts] == (["shown-otherwise"] if doubtful else [])


@pytest.mark.parametrize(
    ("html", "doubtful"),
    [
        ("<p>Cài được <img src='cid:1'>25 máy</p>", True),
        ("<p>Cài được 25<img src='cid:1'> máy</p>", True),
        ("<p>Cài được 25 máy <img src='cid:1'> 0203 881 234</p>", False),
        ("<p>Cài được <span style='letter-spacing:-1em'>1</span>25 máy</p>", True),
        ("<p style='letter-spacing:-.4pt'>Cài được 25 máy</p>", False),
        ("<p>Cài được <font face=Wingdings>1</font>25 máy</p>", True),
        ("<p><span style='font-family:Wingdings'>§</span> Cài được 25 máy</p>", False),
        ("<p>Cài được <!--[if mso]>1<![endif]-->25 máy</p>", True),
        ("<p>Cài được 25 máy<!--[if gte mso 9]><xml><o:a>96</o:a></xml><td width=600><![endif]--></p>", False),
    ],
)
def test_what_some_programs_show_beside_a_figure_is_doubtful(html: str, *, doubtful: bool):
    codes = [doubt.code for doubt in read_letter(page(html)).doubts]
    assert codes == (["shown-otherwise"] if doubtful else [])


def test_what_stands_above_words_is_no_digit_of_them():
    assert own(read_letter(page("<p><ruby>25<rt>1</rt></ruby> máy</p>"))) == "25¹ máy"
