"""The clients: how each one lays out a letter, its quotes and its attachments. Forms as seen in mails of 2019-2021."""

from __future__ import annotations

from email.utils import parseaddr

from tests.mails.make.compose import (
    Mail,
    Part,
    Quote,
    digest,
    escaped,
    file_part,
    mailbox,
    message_id,
    several,
    stamp,
    text_part,
    word,
)

_WEEKDAYS = ("Th 2", "Th 3", "Th 4", "Th 5", "Th 6", "Th 7", "CN")
_LONG_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def _who(quote: Quote) -> tuple[str, str]:
    name, address = parseaddr(quote.sender)
    return name or address, address


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _heads(mail: Mail, domain: str, *, scheme: str = "B", tool: tuple[str, str] | None = None) -> list[tuple[str, str]]:
    subject = mail.subject
    heads = [("From", mailbox(mail.sender, scheme)), ("To", mail.to), ("Subject", word(subject, scheme))]
    mid = message_id(mail, domain)
    if mid:
        heads.append(("Message-ID", mid))
    if mail.reply:
        answered = f"<{digest(mail.name, 'answered')[:18]}@quangninh.example>"
        heads += [("In-Reply-To", answered), ("References", answered)]
    if tool:
        heads.append(tool)
    return heads


def _with_files(mail: Mail, body: Part, boundary: str) -> Part:
    if not mail.files:
        return body
    return several("mixed", (body, *map(file_part, mail.files)), boundary)


def _finished(mail: Mail, heads: list[tuple[str, str]], body: Part) -> Part:
    return Part(
        headers=(*heads, ("MIME-Version", "1.0"), *body.headers),
        body=body.body,
        parts=body.parts,
        boundary=body.boundary,
        preamble=body.preamble,
    )


def _divs(text: str) -> str:
    return "".join(f"<div>{escaped(line) or '<br>'}</div>" for line in text.split("\n"))


def _alternative(mail: Mail, plain: str, rich: str, boundary: str, encoding: str) -> Part:
    label = mail.label
    encoding = mail.transfer or encoding
    return several(
        "alternative",
        (
            text_part(plain, encoding=encoding, charset=mail.charset, label=label),
            text_part(rich, subtype="html", encoding=encoding, charset=mail.charset, label=label),
        ),
        boundary,
    )


# Gmail in a browser.


def _gmail_line_vi(quote: Quote) -> str:
    when, (name, address) = stamp(quote.at), _who(quote)
    day = f"{_WEEKDAYS[when.weekday()]}, {when.day} thg {when.month}, {when.year}"
    return f"Vào {day} vào lúc {when:%H:%M} {name} <{address}> đã viết:"


def _gmail_line_en(quote: Quote) -> str:
    when, (name, address) = stamp(quote.at), _who(quote)
    return f"On {when:%a, %b} {when.day}, {when.year} at {when.hour % 12 or 12}:{when:%M %p} {name} <{address}> wrote:"


def _wrapped(line: str) -> str:
    if len(line) <= 70:
        return line
    cut = line.rfind(" ", 0, 70)
    return line[:cut] + "\n" + line[cut + 1 :]


def _gmail(mail: Mail, line: str, forward_head: str) -> Part:
    plain, rich = mail.text, mail.html or f'<div dir="ltr">{_divs(mail.text)}</div>'
    if mail.reply:
        quoted = _marked(mail.reply.text)
        plain = (
            f"{_wrapped(line)}\n\n{quoted}\n\n{mail.text}"
            if mail.bottom
            else f"{mail.text}\n\n{_wrapped(line)}\n\n{quoted}"
        )
        block = (
            f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escaped(line)}<br></div>'
            '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid '
            f'rgb(204,204,204);padding-left:1ex"><div dir="ltr">{_divs(mail.reply.text)}</div></blockquote></div>'
        )
        rich = block + rich if mail.bottom else rich + "<br>" + block
    if mail.forward:
        plain = f"{mail.text}\n\n{forward_head}\n\n\n{mail.forward.text}".lstrip("\n")
        first, *rest = forward_head.split("\n")
        rich += (
            f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{first}<br>'
            + "".join(f"{escaped(row)}<br>" for row in rest)
            + f'</div><br><br><div dir="ltr">{_divs(mail.forward.text)}</div></div>'
        )
    mark = "000000000000" + digest(mail.name)[:16]
    body = _alternative(mail, plain + "\n", rich, mark, "base64")
    heads = _heads(mail, "mail.gmail.example")
    return _finished(mail, heads, _with_files(mail, body, "000000000000" + digest(mail.name)[16:32]))


def gmail_vi(mail: Mail) -> Part:
    """Write as Gmail on the web in Vietnamese does."""
    head = ""
    if mail.forward:
        when, (name, address) = stamp(mail.forward.at), _who(mail.forward)
        day = f"{_WEEKDAYS[when.weekday()]}, {when.day} thg {when.month}, {when.year} vào lúc {when:%H:%M}"
        head = (
            f"---------- Forwarded message ---------\nTừ: {name} <{address}>\nDate: {day}\n"
            f"Subject: {mail.forward.subject}\nTo: {mail.forward.to}"
        )
    return _gmail(mail, _gmail_line_vi(mail.reply) if mail.reply else "", head)


def gmail_en(mail: Mail) -> Part:
    """Write as Gmail on the web in English does."""
    head = ""
    if mail.forward:
        when, (name, address) = stamp(mail.forward.at), _who(mail.forward)
        head = (
            f"---------- Forwarded message ---------\nFrom: {name} <{address}>\nDate: {when:%a, %b} {when.day}, {when.year}"
            f" at {when.hour % 12 or 12}:{when:%M %p}\nSubject: {mail.forward.subject}\nTo: {mail.forward.to}"
        )
    return _gmail(mail, _gmail_line_en(mail.reply) if mail.reply else "", head)


# Outlook on a desk.

_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" \
xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">\
<meta name=Generator content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}
o\\:* {behavior:url(#default#VML);}
w\\:* {behavior:url(#default#VML);}
.shape {behavior:url(#default#VML);}
</style><![endif]--><style><!--
/* Font Definitions */
@font-face
	{font-family:"Cambria Math";
	panose-1:2 4 5 3 5 4 6 3 2 4;}
@font-face
	{font-family:Calibri;
	panose-1:2 15 5 2 2 2 4 3 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0in;
	margin-bottom:.0001pt;
	font-size:11.0pt;
	font-family:"Calibri",sans-serif;}
@page WordSection1
	{size:8.5in 11.0in;
	margin:1.0in 1.0in 1.0in 1.0in;}
div.WordSection1
	{page:WordSection1;}
--></style><!--[if gte mso 9]><xml>
<o:shapedefaults v:ext="edit" spidmax="1026" />
</xml><![endif]--><!--[if gte mso 9]><xml>
<o:shapelayout v:ext="edit">
<o:idmap v:ext="edit" data="1" />
</o:shapelayout></xml><![endif]--></head><body lang=EN-US link="#0563C1" vlink="#954F72"><div class=WordSection1>"""


def _word_paragraphs(text: str) -> str:
    return "".join(f"<p class=MsoNormal>{escaped(line) or '&nbsp;'}<o:p></o:p></p>" for line in text.split("\n"))


def _outlook_headers(quote: Quote, *, vietnamese: bool) -> list[tuple[str, str]]:
    when, (name, address) = stamp(quote.at), _who(quote)
    if vietnamese:
        day = f"{_LONG_WEEKDAYS[when.weekday()]}, {when.day} tháng {when.month}, {when.year} {when.hour}:{when:%M}"
        return [("Từ", f"{name} <{address}>"), ("Đã gửi", day), ("Đến", quote.to), ("Chủ đề", quote.subject)]
    day = f"{when:%A, %B} {when.day}, {when.year} {when.hour % 12 or 12}:{when:%M %p}"
    return [("From", f"{name} [mailto:{address}]"), ("Sent", day), ("To", quote.to), ("Subject", quote.subject)]


def _outlook(mail: Mail, *, vietnamese: bool) -> Part:
    plain, rich = mail.text, mail.html or _word_paragraphs(mail.text)
    quote = mail.reply or mail.forward
    if quote:
        rows = _outlook_headers(quote, vietnamese=vietnamese)
        plain += "\n\n" + "\n".join(f"{label}: {value}" for label, value in rows) + f"\n\n{quote.text}"
        rich += (
            "<p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;"
            "padding:3.0pt 0in 0in 0in'><p class=MsoNormal>"
            + "<br>".join(f"<b>{label}:</b> {escaped(value)}" for label, value in rows)
            + "<o:p></o:p></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
            + _word_paragraphs(quote.text)
        )
    mark = "----=_NextPart_001_" + digest(mail.name)[:4].upper() + "_01D67D2B." + digest(mail.name)[4:12].upper()
    body = _alternative(mail, plain + "\n", _WORD_HEAD + rich + "</div></body></html>", mark, "quoted-printable")
    heads = _heads(mail, "DESKTOP", tool=("X-Mailer", "Microsoft Outlook 16.0"))
    heads += [("Thread-Index", "AdZ9K" + digest(mail.name)[:16] + "=="), ("Content-Language", "en-us")]
    made = _with_files(mail, body, mark.replace("_001_", "_000_"))
    return _finished(
        mail,
        heads,
        Part(
            headers=made.headers,
            body=made.body,
            parts=made.parts,
            boundary=made.boundary,
            preamble="This is a multipart message in MIME format.\n\n",
        ),
    )


def outlook_vi(mail: Mail) -> Part:
    """Write as Outlook 2016 in Vietnamese does."""
    return _outlook(mail, vietnamese=True)


def outlook_en(mail: Mail) -> Part:
    """Write as Outlook 2016 in English does."""
    return _outlook(mail, vietnamese=False)


def outlook_web(mail: Mail) -> Part:
    """Write as Outlook on the web does: an HTML part beside a plain one, the answered letter under divRplyFwdMsg."""
    plain = mail.text
    style = "font-family: Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);"
    rich = (
        '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
        '<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n</head>\n<body dir="ltr">\n'
        + (
            mail.html
            or "".join(f'<div style="{style}">{escaped(line) or "<br>"}</div>\n' for line in mail.text.split("\n"))
        )
    )
    quote = mail.reply or mail.forward
    if quote:
        rows = _outlook_headers(quote, vietnamese=True)
        plain += (
            "\n________________________________\n"
            + "\n".join(f"{label}: {value}" for label, value in rows)
            + f"\n\n{quote.text}"
        )
        rich += (
            '<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n'
            '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">'
            + "<br>\n".join(f"<b>{label}:</b> {escaped(value)}" for label, value in rows)
            + f"</font><div>&nbsp;</div></div>\n<div>{_divs(quote.text)}</div>"
        )
    name = digest(mail.name)[:12].upper()
    body = _alternative(mail, plain + "\n", rich + "\n</body>\n</html>\n", f"_000_{name}_", "quoted-printable")
    heads = _heads(mail, "outlook.example", scheme="Q")
    heads += [("X-MS-Has-Attach", "yes" if mail.files else ""), ("X-Auto-Response-Suppress", "DR, OOF, AutoReply")]
    return _finished(mail, heads, _with_files(mail, body, f"_004_{name}_"))


def outlook_mobile(mail: Mail) -> Part:
    """Write as Outlook on a phone does, HTML alone beside the plain text, with its own signature."""
    sign = "\n\nTải Outlook cho Android"
    rich = (
        f'<html><body><div dir="auto">{_divs(mail.text)}</div><div id="ms-outlook-mobile-signature"><div><br></div>'
        'Tải <a href="https://aka.ms/AAb9ysg">Outlook cho Android</a></div>'
    )
    plain = mail.text + sign
    quote = mail.reply or mail.forward
    if quote:
        rows = _outlook_headers(quote, vietnamese=True)
        plain += (
            "\n\n________________________________\n"
            + "\n".join(f"{label}: {value}" for label, value in rows)
            + f"\n\n{quote.text}"
        )
        rich += (
            '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
            + "<br>".join(f"<b>{label}:</b> {escaped(value)}" for label, value in rows)
            + f"</div>{_divs(quote.text)}"
        )
    body = _alternative(mail, plain + "\n", rich + "</body></html>", "_000_" + digest(mail.name)[:20], "base64")
    return _finished(
        mail, _heads(mail, "outlook.example", scheme="Q"), _with_files(mail, body, "_002_" + digest(mail.name)[:20])
    )


# Zimbra, as provinces run it.


def zimbra(mail: Mail) -> Part:
    """Write as Zimbra 8.8 in Vietnamese does."""
    plain, rich = mail.text, mail.html or _divs(mail.text)
    quote = mail.reply or mail.forward
    if quote:
        when, (name, address) = stamp(quote.at), _who(quote)
        day = f"{_LONG_WEEKDAYS[when.weekday()]}, {when.day} Tháng {when.month}, {when.year} {when:%H:%M:%S}"
        rows = [("Từ", f'"{name}" <{address}>'), ("Tới", quote.to), ("Đã gửi", day), ("Chủ đề", quote.subject)]
        lines = "\n".join(f"{label}: {value}" for label, value in rows)
        if mail.reply:
            plain += (
                f"\n\n----- {name} <{address}> đã viết: -----\n"
                if mail.bottom
                else f"\n\n-----Thư gốc-----\n{lines}\n\n"
            )
        else:
            plain += f"\n\n----- Thư được chuyển tiếp -----\n{lines}\n\n"
        plain += quote.text
        rich += (
            '<div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">'
            '<blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px;color:#000;">'
            + "<br>".join(f"<b>{label}: </b>{escaped(value)}" for label, value in rows)
            + '<br></blockquote></div><div data-marker="__QUOTED_TEXT__"><blockquote style="border-left:2px solid #1010FF;'
            f'margin-left:5px;padding-left:5px;color:#000;">{_divs(quote.text)}</blockquote></div>'
        )
    page = (
        '<html><body><div style="font-family: arial, helvetica, sans-serif; font-size: 12pt; color: #000000">'
        f"{rich}</div></body></html>"
    )
    mark = "----=_Part_" + str(int(digest(mail.name)[:6], 16)) + "_" + str(int(digest(mail.name)[6:14], 16))
    body = _alternative(mail, plain + "\n", page, mark + ".1598582000001", "quoted-printable")
    tool = ("X-Mailer", "Zimbra 8.8.15_GA_3928 (ZimbraWebClient - GC84 (Win)/8.8.15_GA_3928)")
    heads = [*_heads(mail, "mongcai.example", tool=tool), ("X-Originating-IP", "[192.0.2.77]")]
    return _finished(mail, heads, _with_files(mail, body, mark + ".1598582000000"))


# Thunderbird.


def thunderbird(mail: Mail) -> Part:
    """Write as Thunderbird 68/78 in Vietnamese does: flowed plain text, 8 bits."""
    plain = mail.text
    if mail.reply:
        when, (name, _) = stamp(mail.reply.at), _who(mail.reply)
        line = f"Vào lúc {when:%H:%M} {when:%d/%m/%Y}, {name} đã viết:"
        plain = (
            f"{line}\n{_marked(mail.reply.text)}\n\n{mail.text}"
            if mail.bottom
            else f"{mail.text}\n\n{line}\n{_marked(mail.reply.text)}"
        )
    if mail.forward:
        when, (name, address) = stamp(mail.forward.at), _who(mail.forward)
        plain += (
            f"\n\n-------- Tin nhắn đã được chuyển tiếp --------\nTiêu đề: \t{mail.forward.subject}\nNgày: \t{when:%a, %d %b %Y %H:%M:%S +0700}\n"
            f"Từ: \t{name} <{address}>\nTới: \t{mail.forward.to}\n\n{mail.forward.text}"
        )
    body = text_part(
        plain + "\n", encoding=mail.transfer or "8bit", charset=mail.charset, label=mail.label, params="; format=flowed"
    )
    if mail.html:
        page = f'<html>\n<head>\n<meta http-equiv="content-type" content="text/html; charset=UTF-8">\n</head>\n<body>\n{mail.html}\n</body>\n</html>\n'
        body = several(
            "alternative",
            (body, text_part(page, subtype="html", encoding="8bit")),
            "------------" + digest(mail.name)[:24].upper(),
        )
    tool = ("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:68.0) Gecko/20100101 Thunderbird/68.11.0")
    heads = _heads(mail, parseaddr(mail.sender)[1].partition("@")[2], tool=tool)
    made = _with_files(mail, body, "------------" + digest(mail.name)[24:48].upper())
    if mail.files:
        made = Part(
            headers=made.headers,
            parts=made.parts,
            boundary=made.boundary,
            preamble="This is a multi-part message in MIME format.\n",
        )
    return _finished(mail, [*heads, ("Content-Language", "vi")], made)


# Apple.


def _apple_line(quote: Quote) -> str:
    when, (name, address) = stamp(quote.at), _who(quote)
    return f"Vào {when.day} thg {when.month}, {when.year}, vào lúc {when:%H:%M}, {name} <{address}> đã viết:"


def apple(mail: Mail) -> Part:
    """Write as Mail on a Mac does: plain text, then the files, then an empty text behind them."""
    plain = mail.text
    if mail.reply:
        plain += f"\n\n> {_apple_line(mail.reply)}\n> \n{_marked(mail.reply.text)}"
    if mail.forward:
        when, (name, address) = stamp(mail.forward.at), _who(mail.forward)
        plain += (
            f"\n\n> Bắt đầu thư chuyển tiếp:\n> \n> Từ: {name} <{address}>\n> Chủ đề: {mail.forward.subject}\n> Ngày: "
            f"{when:%H:%M:%S} GMT+7 {when.day} tháng {when.month}, {when.year}\n> Đến: {mail.forward.to}\n> \n{_marked(mail.forward.text)}"
        )
    body = text_part(plain + "\n", charset=mail.charset, label=mail.label, encoding=mail.transfer or "quoted-printable")
    mark = "Apple-Mail=_" + digest(mail.name)[:32].upper()
    if mail.files:
        body = several(
            "mixed", (body, *map(file_part, mail.files), text_part("\n", encoding="7bit", charset="us-ascii")), mark
        )
    heads = _heads(mail, "mongcai.example", tool=("X-Mailer", "Apple Mail (2.3608.120.23.2.1)"))
    return _finished(mail, heads, body)


def iphone(mail: Mail) -> Part:
    """Write as an iPhone does: the signature line, files before or within the text."""
    sign = "\n\nĐã gửi từ iPhone của tôi\n"
    plain, quoted = mail.text + sign, ""
    if mail.reply:
        line = _apple_line(mail.reply)
        quoted = f"\n> {line}\n> \n{_marked(mail.reply.text)}\n"
    if mail.forward:
        when, (name, address) = stamp(mail.forward.at), _who(mail.forward)
        quoted = (
            f"\nBắt đầu thư chuyển tiếp:\n\n> Từ: {name} <{address}>\n> Ngày: {when:%H:%M:%S} GMT+7 {when.day} tháng {when.month}, "
            f"{when.year}\n> Đến: {mail.forward.to}\n> Chủ đề: {mail.forward.subject}\n> \n{_marked(mail.forward.text)}\n"
        )
    mark = "Apple-Mail-" + digest(mail.name)[:36].upper()
    heads = _heads(mail, "icloud.example", tool=("X-Mailer", "iPhone Mail (17G80)"))
    if mail.files:
        parts = [*map(file_part, mail.files), text_part(plain + quoted, encoding="base64")]
        return _finished(mail, heads, several("mixed", parts, mark))
    if quoted:
        rich = (
            f'<html><head></head><body dir="auto">{_divs(mail.text)}<br><div dir="ltr">Đã gửi từ iPhone của tôi</div>'
            + (
                f'<div dir="ltr"><br><blockquote type="cite">{escaped(_apple_line(mail.reply))}<br><br></blockquote></div>'
                f'<blockquote type="cite"><div dir="ltr">{_divs(mail.reply.text)}</div></blockquote></body></html>'
                if mail.reply
                else f'<div dir="ltr"><br>Bắt đầu thư chuyển tiếp:<br><br></div><blockquote type="cite"><div dir="ltr">'
                f"{_forward_rows(mail)}</div></blockquote></body></html>"
            )
        )
        return _finished(mail, heads, _alternative(mail, plain + quoted, rich, mark, "base64"))
    return _finished(
        mail, heads, text_part(plain, encoding=mail.transfer or "base64", charset=mail.charset, label=mail.label)
    )


def _forward_rows(mail: Mail) -> str:
    assert mail.forward
    when, (name, address) = stamp(mail.forward.at), _who(mail.forward)
    return (
        f"<b>Từ:</b> {escaped(name)} &lt;{address}&gt;<br><b>Ngày:</b> {when:%H:%M:%S} GMT+7 {when.day} tháng {when.month}, {when.year}<br>"
        f'<b>Đến:</b> {escaped(mail.forward.to)}<br><b>Chủ đề:</b> {escaped(mail.forward.subject)}<br><br></div><div dir="ltr">'
        + _divs(mail.forward.text)
    )


# Yahoo, Roundcube, Samsung, and the plain old ones.


def yahoo(mail: Mail) -> Part:
    """Write as Yahoo on the web in Vietnamese does."""
    plain = mail.text
    rich = f'<html><head></head><body><div class="ydp{digest(mail.name)[:6]}yahoo-style-wrap" style="font-size:16px;">{_divs(mail.text)}</div>'
    if mail.reply:
        when, (name, address) = stamp(mail.reply.at), _who(mail.reply)
        line = f"Vào {when:%H:%M} {_LONG_WEEKDAYS[when.weekday()]}, {when.day} tháng {when.month}, {when.year} ICT, {name} <{address}> đã viết:"
        plain += f"\n\n    {line}  \n \n {mail.reply.text.replace(chr(10), chr(10) + ' ')}  "
        rich += (
            f'<div id="ydp{digest(mail.name)[6:12]}yahoo_quoted_123" class="yahoo_quoted"><div style="font-size:13px;color:#26282a;">'
            f"<div>{escaped(line)}</div><div><br></div>{_divs(mail.reply.text)}</div></div>"
        )
    if mail.forward:
        when, (name, address) = stamp(mail.forward.at), _who(mail.forward)
        rows = f"----- Thư được Chuyển tiếp -----\nTừ: {name} <{address}>\nĐến: {mail.forward.to}\nĐã gửi: {when:%H:%M %d/%m/%Y}\nChủ đề: {mail.forward.subject}"
        plain += f"\n\n   {rows}\n\n{mail.forward.text}"
        rich += f'<div class="yahoo_quoted">{_divs(rows)}<div><br></div>{_divs(mail.forward.text)}</div>'
    body = _alternative(
        mail,
        plain + "\n",
        rich + "</body></html>",
        "----=_Part_" + str(int(digest(mail.name)[:8], 16)),
        "quoted-printable",
    )
    tool = ("X-Mailer", "WebService/1.1.16455 YMailNorrin Mozilla/5.0 (Windows NT 6.1)")
    return _finished(
        mail,
        _heads(mail, "mail.yahoo.example", tool=tool),
        _with_files(mail, body, "----=_Mix_" + digest(mail.name)[:10]),
    )


def roundcube(mail: Mail) -> Part:
    """Write as Roundcube 1.4 does: flowed plain text."""
    plain = mail.text
    if mail.reply:
        when, (name, address) = stamp(mail.reply.at), _who(mail.reply)
        line = f"Vào {when:%Y-%m-%d %H:%M}, {name} <{address}> đã viết:"
        plain = (
            f"{line}\n{_marked(mail.reply.text)}\n\n{mail.text}"
            if mail.bottom
            else f"{mail.text}\n\n{line}\n{_marked(mail.reply.text)}"
        )
    if mail.forward:
        when, (name, address) = stamp(mail.forward.at), _who(mail.forward)
        plain += (
            f"\n\n-------- Tin nhắn gốc --------\nTiêu đề: {mail.forward.subject}\nNgày: {when:%Y-%m-%d %H:%M}\n"
            f"Người gửi: {name} <{address}>\nNgười nhận: {mail.forward.to}\n\n{mail.forward.text}"
        )
    body = text_part(
        plain + "\n", encoding=mail.transfer or "8bit", charset=mail.charset, label=mail.label, params="; format=flowed"
    )
    heads = _heads(mail, "mongcai.example", scheme="Q", tool=("User-Agent", "Roundcube Webmail/1.4.8"))
    return _finished(mail, heads, _with_files(mail, body, "=_" + digest(mail.name)[:32]))


def samsung(mail: Mail) -> Part:
    """Write as the mail program of a Samsung phone does."""
    sign = "\n\n\nĐược gửi từ điện thoại thông minh Galaxy của tôi."
    plain = mail.text + sign
    rich = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body dir="auto">{_divs(mail.text)}<div><br></div><div id="composer_signature" dir="auto"><div style="font-size:85%;color:#575757">Được gửi từ điện thoại thông minh Galaxy của tôi.</div></div>'
    quote = mail.reply or mail.forward
    if quote:
        when, (name, address) = stamp(quote.at), _who(quote)
        rows = f"-------- Thư gốc --------\nTừ: {name} <{address}>\nNgày: {when:%d/%m/%Y %H:%M} (GMT+07:00)\nĐến: {quote.to}\nChủ đề: {quote.subject}"
        plain += f"\n\n{rows}\n\n{quote.text}"
        rich += f"<div><br></div>{_divs(rows)}<div><br></div>{_divs(quote.text)}"
    body = _alternative(
        mail, plain + "\n", rich + "</body></html>", "--_com.samsung.android.email_" + digest(mail.name)[:15], "base64"
    )
    return _finished(
        mail, _heads(mail, "email.android.example"), _with_files(mail, body, "--_mix_" + digest(mail.name)[:15])
    )


def plain(mail: Mail) -> Part:
    """Write as a bare old program does: one text part."""
    body = text_part(mail.text + "\n", encoding=mail.transfer or "8bit", charset=mail.charset, label=mail.label)
    heads = _heads(mail, "mongcai.example", tool=("X-Mailer", "Microsoft Outlook Express 6.00.2900.5512"))
    return _finished(mail, heads, _with_files(mail, body, "----=_NextPart_000_" + digest(mail.name)[:12]))


def only_html(mail: Mail) -> Part:
    """Write as a web form does: one HTML part and no plain one."""
    page = mail.html or _divs(mail.text)
    body = text_part(
        f"<html><body>{page}</body></html>\n",
        subtype="html",
        encoding=mail.transfer or "quoted-printable",
        charset=mail.charset,
        label=mail.label,
    )
    return _finished(mail, _heads(mail, "mongcai.example"), _with_files(mail, body, "=-" + digest(mail.name)[:20]))


def blank_plain(mail: Mail) -> Part:
    """Write as some phone programs do: a blank plain part beside a full HTML part."""
    page = mail.html or _divs(mail.text)
    body = _alternative(
        mail, " \n\n", f"<html><body>{page}</body></html>\n", "_b_" + digest(mail.name)[:20], "quoted-printable"
    )
    return _finished(mail, _heads(mail, "mongcai.example"), _with_files(mail, body, "_m_" + digest(mail.name)[:20]))
