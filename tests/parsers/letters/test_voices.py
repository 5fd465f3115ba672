"""Own, quoted and forwarded words, as each client writes them.

In every mail here the unit's own figure is 45, the one that it quotes or forwards is 12.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import pytest

from parsers.letters import read_letter
from parsers.values import Voice
from tests.parsers.letters.mails import mail, own, page, part, parts, words

_OFFICE = "Phòng Văn hóa - Thông tin"
_OFFICE_AT = f"{_OFFICE} &lt;<a href='mailto:phongvhtt.mc@quangninh.example'>phongvhtt.mc@quangninh.example</a>&gt;"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A body as a client writes it, and what in it is whose."""

    body: str
    html: bool = False
    subject: str = "Re: Nhắc báo cáo tuần 35"
    own: str = "45 máy"
    quoted: bool = True
    """Whether 12 is quoted; else it is forwarded."""
    signature: str = ""

    def raw(self) -> bytes:
        return page(self.body, Subject=self.subject) if self.html else mail(self.body, Subject=self.subject)


REPLIES = {
    "Gmail vi 2019, plain, attribution on two lines": Case(
        body="45 máy\n\nVào Th 6, 28 thg 8, 2020 vào lúc 08:30 Phòng Văn hóa - Thông tin <\nphongvhtt.mc@quangninh.example> đã viết:\n\n"
        "> Tuần trước đơn vị báo 12 máy.\n> Đề nghị báo cáo trước 15h00.\n>\n"
    ),
    "Gmail vi 2019, plain, the verb alone on the last line": Case(
        body="45 máy\n\nVào Th 6, 28 thg 8, 2020 vào lúc 08:30 Phòng VHTT <phongvhtt.mc@quangninh.example>\nđã viết:\n\n> 12 máy\n"
    ),
    "Gmail vi 2026, without the second vào": Case(
        body="45 máy\n\nVào Th 6, 28 thg 8 2026 lúc 14:22 Phòng VHTT <phongvhtt.mc@quangninh.example> đã viết:\n\n> 12 máy\n"
    ),
    "Gmail vi on a Sunday": Case(
        body="45 máy\n\nVào CN, 30 thg 8, 2020 vào lúc 14:22 <phongvhtt.mc@quangninh.example> đã viết:\n> 12 máy\n"
    ),
    "Gmail en 2019": Case(
        body="45 máy\n\nOn Fri, Aug 28, 2020 at 2:22 PM Phong VHTT <phongvhtt.mc@quangninh.example>\nwrote:\n\n> 12 máy\n"
    ),
    "Gmail en, British": Case(
        body="45 máy\n\nOn Fri, 28 Aug 2020 at 14:22, Phong VHTT <p@quangninh.example> wrote:\n\n> 12 máy\n"
    ),
    "Gmail 2016, date and address without a verb": Case(
        body="45 máy\n\n2016-08-26 14:22 GMT+07:00 Phong VHTT <p@quangninh.example>:\n\n> 12 máy\n"
    ),
    "Gmail HTML": Case(
        html=True,
        body=f'<div dir="ltr">45 máy</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Vào Th 6, 28 thg 8, 2020 vào lúc'
        f' 08:30 {_OFFICE_AT} đã viết:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid">'
        "<div>Tuần trước: 12 máy</div></blockquote></div>",
    ),
    "Gmail HTML 2024, container classes": Case(
        html=True,
        body='<div dir="ltr">45 máy</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Fri, 28 Aug'
        " 2026 at 14:22, A &lt;a@b.example&gt; wrote:<br></div><blockquote class='gmail_quote'>12 máy</blockquote></div>",
    ),
    "Gmail HTML, answered below the quotation": Case(
        html=True,
        body='<div class="gmail_quote"><div class="gmail_attr">Vào Th 6, 28 thg 8, 2020 vào lúc 08:30 A &lt;a@b.example&gt; đã viết:<br></div>'
        '<blockquote class="gmail_quote">12 máy</blockquote><div>45 máy</div></div>',
    ),
    "Gmail HTML, answered between quotations": Case(
        html=True,
        own="có\n45 máy",
        body='<div class="gmail_quote"><div class="gmail_attr">On Fri, Aug 28, 2020 A wrote:</div><blockquote class="gmail_quote">Đã cài?'
        '</blockquote><div>có</div><blockquote class="gmail_quote">Vẫn 12 máy?</blockquote><div>45 máy</div></div>',
    ),
    "Outlook desktop vi, plain": Case(
        body="45 máy\n\nTừ: Phòng VHTT <phongvhtt.mc@quangninh.example>\nĐã gửi: Thứ Sáu, 28 Tháng Tám, 2020 8:30 SA\n"
        "Đến: UBND phường Ka Long\nChủ đề: Nhắc báo cáo\n\n12 máy\n"
    ),
    "Outlook desktop en, original message": Case(
        body="45 máy\n\n-----Original Message-----\nFrom: Phong VHTT [mailto:p@quangninh.example] \nSent: Friday, August 28, 2020 8:30 AM\n"
        "To: Ka Long\nSubject: Nhac bao cao\n\n12 máy\n"
    ),
    "Outlook desktop, addresses over several lines": Case(
        body="45 máy\n\nFrom: Phong VHTT\nSent: Friday, August 28, 2020 8:30 AM\nTo: Ka Long <a@x.example>;\n Tran Phu <b@x.example>;\n"
        " Hai Hoa <c@x.example>\nCc: BCD\nSubject: Nhac\n\n12 máy\n"
    ),
    "Outlook HTML, rule above the header block": Case(
        html=True,
        body="<div class=WordSection1><p class=MsoNormal>45 máy<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b>Từ:</b> Phòng VHTT<br>"
        "<b>Đã gửi:</b> Thứ Sáu, 28 Tháng Tám, 2020 8:30 SA<br><b>Đến:</b> Ka Long<br><b>Chủ đề:</b> Nhắc<o:p></o:p></p></div></div>"
        "<p class=MsoNormal>12 máy</p></div>",
    ),
    "Outlook HTML in a language that has no labels here": Case(
        html=True,
        body="<p class=MsoNormal>45 máy</p><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'>"
        "<p><b>От:</b> A<br><b>Отправлено:</b> 28.08.2020<br></p></div><p>12 máy</p>",
    ),
    "Outlook on the web": Case(
        html=True,
        body='<div dir="ltr">45 máy</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
        '<div id="divRplyFwdMsg" dir="ltr"><font><b>Từ:</b> Phòng VHTT &lt;p@quangninh.example&gt;<br><b>Đã gửi:</b> Thứ Sáu, Tháng Tám 28,'
        " 2020 8:30 SA<br><b>Đến:</b> Ka Long<br><b>Chủ đề:</b> Nhắc</font><div>&nbsp;</div></div><div>12 máy</div>",
    ),
    "Outlook for iOS": Case(
        html=True,
        signature="Tải Outlook cho iOS",
        body='<div>45 máy</div><div id="ms-outlook-mobile-signature">Tải <a href="https://aka.ms/x">Outlook cho iOS</a></div>'
        '<hr><div id="divRplyFwdMsg"><b>From:</b> A &lt;a@b.example&gt;<br><b>Sent:</b> Friday, August 28, 2020 8:30:00 AM<br></div>12 máy',
    ),
    "Outlook for iOS, plain": Case(
        signature="Get Outlook for iOS<https://aka.ms/o0ukef>",
        body="45 máy\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: A <a@b.example>\n"
        "Sent: Friday, August 28, 2020 8:30:00 AM\nTo: B <b@b.example>\nSubject: Nhac\n\n12 máy\n",
    ),
    "Zimbra, plain": Case(
        body='45 máy\n\n----- Original Message -----\nFrom: "Phong VHTT" <p@quangninh.example>\nTo: "Ka Long" <k@x.example>\n'
        "Sent: Friday, August 28, 2020 8:30:00 AM\nSubject: Nhac\n\n12 máy\n"
    ),
    "Zimbra vi, plain": Case(
        body='45 máy\n\n----- Thư gốc -----\nTừ: "Phòng VHTT" <p@quangninh.example>\nTới: "Ka Long" <k@x.example>\n'
        "Đã gửi: Thứ sáu, 28 Tháng 8, 2020 8:30:00\nChủ đề: Nhắc\n\n12 máy\n"
    ),
    "Zimbra HTML": Case(
        html=True,
        body='<div>45 máy</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>Từ: </b>"A" &lt;a@b.example&gt;<br>'
        '<b>Tới: </b>B<br><b>Đã gửi: </b>Thứ sáu<br><b>Chủ đề: </b>Nhắc<br></div><br><div data-marker="__QUOTED_TEXT__">12 máy</div>',
    ),
    "Zimbra HTML, older, cited with a line at the left": Case(
        html=True,
        body='<div>45 máy</div><hr id="zwchr"><blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px;"><b>From: '
        "</b>A<br><b>To: </b>B<br><b>Sent: </b>Friday<br><br>12 máy</blockquote>",
    ),
    "Thunderbird vi": Case(body="Vào lúc 08:30 28/08/2020, Phòng VHTT đã viết:\n> 12 máy\n>\n45 máy\n"),
    "Thunderbird vi, verb before the time": Case(
        body="Phòng VHTT đã viết vào lúc 08:30 28/08/2020:\n> 12 máy\n\n45 máy\n"
    ),
    "Thunderbird en": Case(body="On 28/08/2020 08:30, Phong VHTT wrote:\n> 12 máy\n\n45 máy\n"),
    "Thunderbird, author alone": Case(body="Phòng VHTT đã viết:\n> 12 máy\n\n45 máy\n"),
    "Thunderbird HTML": Case(
        html=True,
        body='<p>45 máy</p><div class="moz-cite-prefix">Vào lúc 08:30 28/08/2020, Phòng VHTT đã viết:<br></div>'
        '<blockquote type="cite" cite="mid:1@x.example"><p>12 máy</p></blockquote>',
    ),
    "Apple Mail": Case(
        body="45 máy\n\n> On 28 Aug 2020, at 08:30, Phong VHTT <p@quangninh.example> wrote:\n> \n> 12 máy\n"
    ),
    "Apple Mail vi": Case(
        body="45 máy\n\n> Vào 28 thg 8, 2020, lúc 08:30, Phòng VHTT <p@quangninh.example> đã viết:\n> \n> 12 máy\n"
    ),
    "iPhone vi, HTML": Case(
        html=True,
        signature="Đã gửi từ iPhone của tôi",
        body='45 máy<br><br><div id="AppleMailSignature" dir="ltr">Đã gửi từ iPhone của tôi</div><div dir="ltr"><br><blockquote type="cite">'
        "Vào 08:30 Th 6, 28 thg 8, 2020, Phòng VHTT &lt;p@quangninh.example&gt; đã viết:<br><br></blockquote></div>"
        '<blockquote type="cite"><div dir="ltr">12 máy</div></blockquote>',
    ),
    "iPhone, plain": Case(
        signature="Sent from my iPhone",
        body="45 máy\n\nSent from my iPhone\n\n> On Aug 28, 2020, at 08:30, A <a@b.example> wrote:\n> \n> 12 máy\n",
    ),
    "Yahoo vi": Case(
        body="45 máy\n\n    Vào 08:30:33 GMT+7 Thứ Sáu, 28 tháng 8, 2020, Phòng VHTT <p@quangninh.example> đã viết:  \n \n 12 máy\n"
    ),
    "Yahoo en, HTML": Case(
        html=True,
        body='<div class="ydp1yahoo-style-wrap"><div>45 máy</div></div><div id="ydp2yahoo_quoted_1" class="yahoo_quoted"><div>On Friday, August'
        " 28, 2020, 08:30:33 AM GMT+7, A &lt;a@b.example&gt; wrote: </div><div>12 máy</div></div>",
    ),
    "Roundcube vi": Case(body="Vào 2020-08-28 08:30, Phòng VHTT đã viết:\n> 12 máy\n\n45 máy\n"),
    "Roundcube HTML": Case(
        html=True,
        body='<p>45 máy</p><p id="reply-intro">On 2020-08-28 08:30, A wrote:</p><blockquote type="cite"><div id="replybody1">12 máy</div>'
        "</blockquote>",
    ),
    "Samsung": Case(
        signature="Đã gửi từ điện thoại Samsung Galaxy của tôi",
        body="45 máy\n\n\nĐã gửi từ điện thoại Samsung Galaxy của tôi\n\n\n-------- Tin nhắn gốc --------\nTừ: Phòng VHTT <p@quangninh.example> \n"
        "Ngày: 28/08/2020  08:30  (GMT+07:00) \nĐến: Ka Long <k@x.example> \nTiêu đề: Nhắc \n\n12 máy\n",
    ),
    "Samsung en, HTML": Case(
        html=True,
        body="<div>45 máy</div><div><br></div><div style='font-size:100%'><!-- originalMessage --><div>-------- Original message --------</div>"
        "<div>From: A &lt;a@b.example&gt; </div><div>Date: 28/08/2020  08:30  (GMT+07:00) </div><div>To: B </div><div>Subject: Nhac </div>"
        "<div><br></div></div>12 máy",
    ),
    "Zoho": Case(body="45 máy\n\n---- On Fri, 28 Aug 2020 08:30:50 +0700 a@b.example wrote ----\n\n12 máy\n"),
    "a client that nobody has seen, cited": Case(
        html=True, body="<p>45 máy</p><p>28.08.2020, 08:30, Phòng VHTT:</p><blockquote type=cite>12 máy</blockquote>"
    ),
    "quoted quotations": Case(
        body="45 máy\n\nOn 28/08/2020 08:30, A wrote:\n> Đã nhận.\n> On 21/08/2020 08:30, B wrote:\n>> 12 máy\n>> Lan\n> A\n"
    ),
    "marks written as text into HTML": Case(
        html=True, body="45 máy<br><br>On 28/08/2020 08:30, A wrote:<br>&gt; 12 máy<br>&gt; Lan<br>"
    ),
    "an answer to a forward": Case(
        subject="Re: Fwd: số liệu",
        body="45 máy\n\nTừ: Lan <lan@x.example>\nĐã gửi: Thứ Sáu, 28 tháng 8, 2020 10:00\nĐến: Ka Long\nChủ đề: Fwd: số liệu\n\n"
        "---------- Forwarded message ---------\nTừ: Hoa <hoa@x.example>\nDate: Th 5, 27 thg 8, 2020 lúc 10:00\nSubject: số liệu\nTo: Lan\n\n12 máy\n",
    ),
    "our own reminder sent back as a forward": Case(
        subject="Fwd: Nhắc báo cáo tuần 35",
        body="45 máy\n\n---------- Forwarded message ---------\nTừ: Phòng VHTT <phongvhtt.mc@quangninh.example>\n"
        "Date: Th 6, 28 thg 8, 2020 lúc 10:00\nSubject: Nhắc báo cáo tuần 35\nTo: <kalong@mongcai.example>\n\nTuần trước: 12 máy\n",
    ),
}

FORWARDS = {
    "Gmail en": Case(
        body="45 máy\n\n---------- Forwarded message ---------\nFrom: Lan <lan@x.example>\nDate: Fri, Aug 28, 2020 at 10:00 AM\nSubject: số liệu\n"
        "To: <kalong@mongcai.example>\n\n\n12 máy\n"
    ),
    "Gmail vi": Case(
        body="45 máy\n\n---------- Thư đã chuyển tiếp ----------\nTừ: Lan <lan@x.example>\nNgày: 10:00 Th 6, 28 thg 8, 2020\nChủ đề: số liệu\n"
        "Đến: Ka Long\n\n12 máy\n"
    ),
    "Gmail vi 2020, separator in English": Case(
        body="45 máy\n\n---------- Forwarded message ---------\nTừ: Lan <lan@x.example>\nDate: Th 6, 28 thg 8, 2020 vào lúc 10:00\n"
        "Subject: số liệu\nTo: Ka Long <kalong@mongcai.example>\n\n12 máy\n"
    ),
    "Gmail HTML": Case(
        html=True,
        body='<div dir="ltr">45 máy<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>'
        "Từ: <b>Lan</b> &lt;lan@x.example&gt;<br>Date: Th 6, 28 thg 8, 2020<br>Subject: số liệu<br>To: Ka Long<br></div><br><br>"
        '<div dir="ltr">12 máy</div></div></div>',
    ),
    "Outlook vi": Case(
        body="45 máy\n\nTừ: Lan <lan@x.example>\nĐã gửi: Thứ Sáu, 28 Tháng Tám, 2020 10:00 SA\nĐến: Ka Long\nChủ đề: số liệu\n\n12 máy\n"
    ),
    "Outlook on the web": Case(
        html=True,
        body='<div>45 máy</div><hr><div id="divRplyFwdMsg"><b>Từ:</b> Lan &lt;lan@x.example&gt;<br><b>Đã gửi:</b> Thứ Sáu<br></div><p>12 máy</p>',
    ),
    "Thunderbird vi": Case(
        body="45 máy\n\n-------- Tin nhắn đã được chuyển tiếp --------\nChủ đề: \tsố liệu\nNgày: \tFri, 28 Aug 2020 10:00:00 +0700\n"
        "Từ: \tLan <lan@x.example>\nTới: \tKa Long\n\n\n12 máy\n"
    ),
    "Thunderbird HTML": Case(
        html=True,
        body='<p>45 máy</p><div class="moz-forward-container"><br><br>-------- Forwarded Message --------<table class="moz-email-headers-table">'
        "<tr><th>Subject: </th><td>số liệu</td></tr><tr><th>From: </th><td>Lan &lt;lan@x.example&gt;</td></tr></table><br>12 máy</div>",
    ),
    "Apple Mail": Case(
        body="45 máy\n\n> Begin forwarded message:\n> \n> From: Lan <lan@x.example>\n> Subject: số liệu\n> Date: 28 August 2020 at 10:00:00 GMT+7\n"
        "> To: Ka Long\n> \n> 12 máy\n"
    ),
    "Apple Mail vi, HTML": Case(
        html=True,
        body='<div>45 máy</div><div><blockquote type="cite"><div>Bắt đầu thư được chuyển tiếp:</div><br><div><b>Từ: </b>Lan &lt;lan@x.example&gt;'
        "</div><div><b>Chủ đề: </b>số liệu</div><div><b>Ngày: </b>10:00:00 ngày 28 tháng 8 năm 2020</div><br><div>12 máy</div></blockquote></div>",
    ),
    "Zimbra": Case(
        body='45 máy\n\n----- Forwarded Message -----\nFrom: "Lan" <lan@x.example>\nTo: "Ka Long" <k@x.example>\n'
        "Sent: Friday, August 28, 2020 10:00:00 AM\nSubject: so lieu\n\n12 máy\n"
    ),
    "Yahoo": Case(
        body="45 máy\n\n   ----- Forwarded message ----- From: Lan <lan@x.example>To: Ka LongSent: Friday\n\n12 máy\n"
    ),
    "Roundcube": Case(
        body="45 máy\n\n-------- Tin nhắn gốc --------\nTiêu đề: số liệu\nNgày: 2020-08-28 10:00\nNgười gửi: Lan <lan@x.example>\n"
        "Người nhận: Ka Long\n\n12 máy\n"
    ),
    "Samsung": Case(
        body="45 máy\n\n-------- Original message --------\nFrom: Lan <lan@x.example> \nDate: 28/08/2020  10:00  (GMT+07:00) \nTo: Ka Long \n"
        "Subject: so lieu \n\n12 máy\n"
    ),
    "without own words": Case(
        own="", body="---------- Forwarded message ---------\nFrom: Lan <lan@x.example>\nSubject: x\n\n12 máy\n"
    ),
    "of a forward": Case(
        body="45 máy\n\nFrom: Lan <lan@x.example>\nSent: Friday, August 28, 2020 10:00 AM\nTo: B\nSubject: FW: so lieu\n\n"
        "From: Hoa <hoa@x.example>\nSent: Friday, August 28, 2020 9:00 AM\nTo: Lan\nSubject: so lieu\n\n12 máy\n"
    ),
    "of a letter under a new subject": Case(
        subject="Báo cáo tuần 35",
        body="45 máy\n\nFrom: Lan <lan@x.example>\nSent: Friday, August 28, 2020 10:00 AM\nTo: B\nSubject: so lieu\n\n12 máy\n",
    ),
}


@pytest.mark.parametrize("case", REPLIES.values(), ids=REPLIES.keys())
def test_a_reply_quotes_what_it_answers(case: Case):
    letter = read_letter(case.raw())
    assert own(letter) == case.own
    assert "12 máy" in words(letter, Voice.QUOTED)
    assert words(letter, Voice.FORWARDED) == ""
    assert words(letter, Voice.SIGNATURE) == case.signature


@pytest.mark.parametrize("case", FORWARDS.values(), ids=FORWARDS.keys())
def test_a_forward_passes_words_on(case: Case):
    raw = case.raw().replace("Re: Nhắc báo cáo tuần 35".encode(), "Fwd: số liệu".encode())
    letter = read_letter(raw)
    assert own(letter) == case.own
    assert "12 máy" in words(letter, Voice.FORWARDED)
    assert words(letter, Voice.QUOTED) == ""


def test_a_forwarded_reply_keeps_its_quotation_apart():
    """The first forwarded letter's own words are forwarded, what that one answered is quoted."""
    body = (
        "Kính gửi phòng.\n\nFrom: Lan <lan@x.example>\nSent: Friday, August 28, 2020 10:00 AM\nTo: B\nSubject: RE: so lieu\n\n45 máy\n\n"
        "From: Hoa <hoa@x.example>\nSent: Friday, August 21, 2020 9:00 AM\nTo: Lan\nSubject: so lieu\n\n12 máy\n"
    )
    letter = read_letter(mail(body, Subject="FW: so lieu"))
    assert own(letter) == "Kính gửi phòng."
    assert "45 máy" in words(letter, Voice.FORWARDED)
    assert "12 máy" not in words(letter, Voice.FORWARDED)
    assert "12 máy" in words(letter, Voice.QUOTED)


def test_a_quotation_in_a_forward_ends_with_its_marks():
    """An answer written under its quotation, then forwarded: own words, forwarded words, quoted words, forwarded words again."""
    body = (
        "---------- Forwarded message ---------\nFrom: Lan <lan@x.example>\nDate: Fri, Aug 28, 2020\nSubject: Re: x\nTo: B\n\n"
        "On Fri, Aug 21, 2020 at 9:00 AM B <b@x.example> wrote:\n> 12 máy\n45 máy\n"
    )
    letter = read_letter(mail(body, Subject="Fwd: Re: x"))
    assert [passage.voice for passage in letter.passages] == [Voice.FORWARDED, Voice.QUOTED, Voice.FORWARDED]
    assert "45 máy" in words(letter, Voice.FORWARDED)


def test_a_report_forwarded_with_its_writer_in_copy_is_forwarded():
    body = "---------- Forwarded message ---------\nFrom: Lan <lan@x.example>\nSubject: x\nTo: B\n\n45 máy\n"
    letter = read_letter(mail(body, Subject="Fwd: x", Cc="lan@x.example"))
    assert "45 máy" in words(letter, Voice.FORWARDED)


def test_words_below_a_forward_in_its_own_container_are_own():
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Lan &lt;lan@x.example&gt;<br>'
        "Subject: x<br></div>12 máy</div><div>45 máy</div>"
    )
    letter = read_letter(page(html, Subject="Fwd: x"))
    assert own(letter) == "45 máy"


OWN_WORDS = {
    "a period that begins like a header": "Từ: ngày 24/8 đến 28/8\nĐến: hết ngày 28/8\n45 máy",
    "a sentence that begins like an attribution": "Vào ngày 28/8 đơn vị cài được 125 máy.",
    "a sentence with the verb": "Đồng chí Lan viết: 45 máy.\nXin cảm ơn.",
    "a form with sender and day": "Người gửi: Nguyễn Thị Lan\nNgày: 28/8/2020\nSố máy: 45",
    "a form with address and day": "Người gửi: Lan (lan@x.example)\nNgày: 28/8/2020\nSố máy: 45",
    "more than a share": "> 60% dân số đã cài: 45 máy",
    "an invitation's list": "Thời gian: 14h00 ngày 28/8/2020\nĐịa điểm: Phòng họp\nNgười nhận: Lan",
    "a rule of dashes": "-----\n45 máy\n-----",
    "a line like a phone's signature, but a sentence": "Gửi từ điện thoại của tôi tới cả nhà 45 máy. Xin chào.",
    "a heading with Kính gửi": "Kính gửi: Phòng VHTT\nTừ: UBND phường Ka Long\nSố máy: 45",
    "the word original": "Thư gốc: 45 máy",
    "on the other hand": "On the other hand we wrote:\n45",
}


@pytest.mark.parametrize("body", OWN_WORDS.values(), ids=OWN_WORDS.keys())
@pytest.mark.parametrize("subject", ["Báo cáo", "Re: Nhắc"])
def test_words_that_only_look_quoted_are_own(body: str, subject: str):
    if body.startswith(">") and subject.startswith("Re"):
        return
    assert own(read_letter(mail(body, Subject=subject))) == body


def test_a_signature_under_two_dashes_is_none_of_the_words():
    letter = read_letter(mail("45 máy\n\n-- \nNguyễn Thị Lan\nĐT: 0203.388.1234\n"))
    assert own(letter) == "45 máy"
    assert words(letter, Voice.SIGNATURE) == "--\nNguyễn Thị Lan\nĐT: 0203.388.1234"


def test_a_report_typed_into_the_signature_is_read():
    """In Gmail one types below the dashes easily: words are never hidden when there are no others."""
    html = '<div dir="ltr"><br clear="all"><div><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">45 máy</div></div></div>'
    assert own(read_letter(page(html))) == "45 máy"


def test_dashes_over_a_long_text_are_no_signature():
    body = "Kính gửi phòng.\n--\n" + "\n".join(f"Tổ {n}: {n} máy" for n in range(1, 30))
    assert "Tổ 29: 29 máy" in own(read_letter(mail(body)))


def test_the_rest_of_a_broken_quoted_line_is_doubted():
    """A relay broke a quoted line: its end has lost the mark and looks like an answer. So does a real answer: a human decides."""
    body = (
        "Đã nhận ạ.\n\nVào Th 6, 28 thg 8, 2020 vào lúc 08:30 A <a@b.example> đã viết:\n"
        "> Theo báo cáo tuần trước số máy điện thoại đã được cài đặt của đơn vị là\n12 máy\n> Đề nghị báo cáo.\n"
    )
    letter = read_letter(mail(body, Subject="Re: Nhắc"))
    assert [doubt.code for doubt in letter.doubts] == ["voices-unsure"]


def test_lines_that_a_client_wrapped_are_joined():
    """Outlook breaks plain text at 72 letters: the number and what it counts stay in one sentence."""
    sentence = (
        "Trong tuần vừa qua Ủy ban nhân dân phường Ka Long đã hướng dẫn, cài đặt được 125 máy điện thoại cho nhân dân trên địa bàn"
        " các khu phố của phường, trong đó có 20 máy của người cao tuổi."
    )
    letter = read_letter(mail("\n".join(textwrap.wrap(sentence, 72)) + "\nTrân trọng.\n"))
    assert own(letter) == f"{sentence}\nTrân trọng."


def test_columns_and_lists_are_not_joined():
    body = "Đơn vị                                  Số máy trong tuần           Ghi chú\nKa Long                                 45\n- Khu 1: 20 máy\n- Khu 2: 25 máy"
    assert own(read_letter(mail(body))) == body


def test_soft_line_ends_are_joined():
    """format=flowed (RFC 3676): a blank at the end says that the line goes on; a stuffed blank at the front is none of the text."""
    raw = mail(
        "Đã cài đặt được \n125 máy.\n From đầu tuần\n-- \nLan\n", kind="text/plain; charset=utf-8; format=flowed"
    )
    assert own(read_letter(raw)) == "Đã cài đặt được 125 máy.\nFrom đầu tuần"


def test_hidden_words_are_not_read():
    html = "<div style='display: none; max-height:0'>99 máy</div><p>45 máy</p><span style='mso-hide:all'>98</span><style>97</style><p hidden>9</p>"
    assert own(read_letter(page(html))) == "45 máy"


def test_a_crossed_out_figure_is_doubted():
    letter = read_letter(page("<p>Tuần này: <s>54</s> 45 máy</p>"))
    assert own(letter) == "Tuần này: 45 máy"
    assert [(doubt.code, doubt.about) for doubt in letter.doubts] == [("struck-out", "54")]


def test_indented_words_are_own():
    """Gmail indents with a blockquote that has no sign of quoting."""
    html = '<div>Kính gửi phòng</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px">45 máy</blockquote>'
    assert own(read_letter(page(html))) == "Kính gửi phòng\n45 máy"


def test_all_text_parts_beside_attachments_are_body():
    """Apple Mail writes text, attachment, text."""
    raw = parts(part("Kính gửi phòng"), part("x", 'image/png; name="a.png"'), part("45 máy"))
    assert own(read_letter(raw)) == "Kính gửi phòng\n45 máy"


def test_line_numbers_run_through_all_voices():
    letter = read_letter(mail("45 máy\n\nOn 28/08/2020 08:30, A wrote:\n> 12 máy\n\nXin cảm ơn\n", Subject="Re: x"))
    assert [
        (passage.voice.value, block.where)
        for passage in letter.passages
        for block in passage.blocks
        if not hasattr(block, "rows") and hasattr(block, "where")
    ] == [("own", "line 1"), ("quoted", "line 3"), ("quoted", "line 4"), ("own", "line 6")]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Phòng VHTT viết:\nTuần này cài được 25 máy", True),
        ("Anh Nam hỏi:\nTuần này cài được 25 máy", True),
        ("Em gửi báo cáo như tuần trước ạ:\nTuần này cài được 25 máy", True),
        ("Số liệu dưới đây có đúng không ạ?\nTuần này cài được 25 máy", True),
        ('"Tuần này cài được 25 máy Bluezone."', True),
        ("Kính gửi phòng VHTT:\nTuần này cài được 25 máy", False),
        ("Em xin báo cáo kết quả như sau:\nTuần này cài được 25 máy", False),
        ("Em viết:\nTuần này cài được 25 máy", False),
        ("Phòng VHTT viết:\nKính gửi các đơn vị", False),
        ("Anh nhận được chưa ạ?\nTuần này cài được 25 máy", False),
        ('Ứng dụng "Bluezone": 25 máy', False),
    ],
)
def test_words_that_may_be_quoted_without_marks_are_doubtful(text: str, *, doubtful: bool):
    codes = [doubt.code for doubt in read_letter(mail(text)).doubts]
    assert codes == (["voices-unsure"] if doubtful else [])


@pytest.mark.parametrize(("count", "doubtful"), [(25, True), (125, False)])
def test_an_invitation_that_says_another_figure_is_doubtful(count: int, *, doubtful: bool):
    event = f"BEGIN:VCALENDAR\r\nDTSTART:20200828T080000Z\r\nDESCRIPTION:Tuần này cài được\r\n  {count} máy\\, hết\r\nEND:VCALENDAR\r\n"
    raw = parts(part("Tuần này cài được 125 máy, hết"), part(event, "text/calendar"), kind="multipart/alternative")
    codes = [doubt.code for doubt in read_letter(raw).doubts]
    assert codes == (["alternatives-differ"] if doubtful else [])
