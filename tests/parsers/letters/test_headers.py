"""Header fields as clients break them."""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.letters import read_letter
from parsers.letters.headers import instant, parameters, words
from parsers.values import CUT_OFF, Address
from tests.parsers.letters.mails import mail

SUBJECTS = {
    "base64": ("=?UTF-8?B?QsOhbyBjw6FvIHR14bqnbiAzNQ==?=", "Báo cáo tuần 35"),
    "quoted-printable": ("=?utf-8?Q?B=C3=A1o_c=C3=A1o?=", "Báo cáo"),
    "a letter split between two words": ("=?UTF-8?Q?tu=E1=BA?= =?UTF-8?Q?=A7n_35?=", "tuần 35"),
    "folded between words": ("=?UTF-8?B?QsOhbyBjw6Fv?=\n =?UTF-8?B?IHR14bqnbg==?=", "Báo cáo tuần"),
    "words beside plain text": ("BC =?UTF-8?B?dHXhuqdu?= 35", "BC tuần 35"),
    "without padding": ("=?UTF-8?B?QsOhbyBjw6FvIHR14bqnbiAzNQ?=", "Báo cáo tuần 35"),
    "without its end": ("=?UTF-8?B?QsOhbyBjw6Fv", "Báo cáo"),
    "blanks inside": ("=?UTF-8?Q?B=C3=A1o c=C3=A1o?=", "Báo cáo"),
    "a question mark inside": ("=?UTF-8?Q?Sao_v=E1=BA=ADy?_Lan?=", "Sao vậy? Lan"),
    "charset unknown": ("=?x-unknown?B?QsOhbyBjw6Fv?=", "Báo cáo"),
    "charset wrong": ("=?iso-8859-1?B?QsOhbyBjw6Fv?=", "Báo cáo"),
    "language given (RFC 2231)": ("=?UTF-8*vi?Q?B=C3=A1o?=", "Báo"),
    "windows-1258, decomposed": ("=?windows-1258?Q?tu=E2=CCn?=", "tuần"),
    "NFD": ("tua\u0302\u0300n", "tuần"),
    "mojibake": ("BÃ¡o cÃ¡o tuáº§n", "Báo cáo tuần"),
    "French, no mojibake": ("Été à Huế", "Été à Huế"),
}


@pytest.mark.parametrize(("given", "expected"), SUBJECTS.values(), ids=SUBJECTS.keys())
def test_subjects_are_decoded(given: str, expected: str):
    letter = read_letter(mail("x", Subject=given))
    assert letter.subject == expected
    assert letter.doubts == ()


def test_a_raw_header_in_windows_1258_is_a_guess():
    raw = mail("x").replace("Báo cáo tuần 35".encode(), b"B\xe1o c\xe1o tu\xe2\xccn 35")
    letter = read_letter(raw)
    assert letter.subject == "Báo cáo tuần 35"
    assert [doubt.code for doubt in letter.doubts] == ["charset-guess"]


FROMS = {
    "encoded name with a comma": (
        "=?UTF-8?Q?Lan,_UBND_ph=C6=B0=E1=BB=9Dng?= <Lan@x.example>",
        Address(name="Lan, UBND phường", email="lan@x.example"),
    ),
    "encoded name inside quotation marks": (
        '"=?UTF-8?Q?Nguy=E1=BB=85n?=" <a@x.example>',
        Address(name="Nguyễn", email="a@x.example"),
    ),
    "address alone": ("a@x.example", Address(name="", email="a@x.example")),
    "name in a comment": ("a@x.example (Lan)", Address(name="Lan", email="a@x.example")),
    "address as name": ('"b@y.example" <a@x.example>', Address(name="b@y.example", email="a@x.example")),
    "all in one encoded word": ("=?UTF-8?Q?Lan_<a@x.example>?=", Address(name="Lan", email="a@x.example")),
    "none": ("Lan", Address(name="Lan", email="")),
    "raw name with a comma": ("Lan, phường Ka Long <a@x.example>", Address(name="phường Ka Long", email="a@x.example")),
}


@pytest.mark.parametrize(("given", "expected"), FROMS.values(), ids=FROMS.keys())
def test_senders_are_read(given: str, expected: Address):
    assert read_letter(mail("x", From=given)).sender == expected


def test_senders_hold_from_and_reply_to():
    letter = read_letter(mail("x", Reply_To="Khac@y.example, kalong@mongcai.example"))
    assert letter.senders == ("kalong@mongcai.example", "khac@y.example")


def test_a_display_name_is_no_address():
    """A stranger who writes the ward's address into his name stays a stranger."""
    letter = read_letter(mail("x", From='"kalong@mongcai.example" <la@y.example>'))
    assert letter.senders == ("la@y.example",)


PLAIN = [
    "a@x.example",
    "<a@x.example>",
    "Lan <A.b+c@x-y.example>",
    '"Lan, (phường) <Ka Long>" <a@x.example>',
    "Lan, phường Ka Long <a@x.example>",
    "=?UTF-8?Q?Lan,_=3Cb@y.example=3E?= <a@x.example>",
    "a@x.example (Lan)",
    "Lan\n <a@x.example>",
]
OPEN = [
    "=?utf-8?q?a=40x=2Eexample?=",
    "=?UTF-8?Q?Lan_<a@x.example>?=",
    "la@y.example; a@x.example",
    "la@y.example, a@x.example",
    "Lan: a@x.example;",
    "<<a@x.example>@y.example>",
    "<@y.example:a@x.example>",
    '"a@x.example"@y.example',
    "a@x.example <la@y.example>",
    "a@x.example (la@y.example)",
    "<a@x.exam\u00a0ple>",
    "\ufeffa@x.example",
    "a@x\0.example",
    "a@\u212aho.example",
    "a@x.example.",
    f"<a@x.example> {'x' * 20_000}, <la@y.example>",
    f"Lan {' ' * 30_000}<a@x.example>",
    "a@x.example\nFrom: la@y.example",
    "a@x.example\nFrom : la@y.example",
]


@pytest.mark.parametrize("given", PLAIN)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_address_is_a_plain_sender(given: str, end: str):
    letter = read_letter(mail("x", From=given).replace(b"\n", end.encode()))
    assert letter.plain_sender
    assert "@x" in letter.sender.email


@pytest.mark.parametrize("given", OPEN)
def test_a_sender_that_programs_read_differently_is_none(given: str):
    assert not read_letter(mail("x", From=given)).plain_sender


def test_a_from_with_a_blank_before_its_colon_does_not_hide():
    assert not read_letter(b"From : la@y.example\n" + mail("x")).plain_sender


def test_each_reply_to_counts():
    raw = b"Reply-To: la@y.example\n" + mail("x", Reply_To="kalong@mongcai.example")
    assert set(read_letter(raw).senders) == {"kalong@mongcai.example", "la@y.example"}


def test_a_verdict_that_is_cut_says_so():
    long = b"Authentication-Results: mx.example; spf=pass smtp.mailfrom=" + b"x" * 20_000 + b"; dmarc=fail\n"
    (verdict,) = read_letter(long + mail("x")).authentication_results
    assert verdict.endswith(CUT_OFF)


def test_verdicts_are_kept_in_reasonable_number():
    assert len(read_letter(b"Authentication-Results: x; spf=pass\n" * 5_000 + mail("x")).authentication_results) == 100


_VN = dt.timezone(dt.timedelta(hours=7))
DATES = {
    "usual": ("Fri, 28 Aug 2020 14:59:59 +0700", dt.datetime(2020, 8, 28, 14, 59, 59, tzinfo=_VN)),
    "comment": ("Fri, 28 Aug 2020 14:59:59 +0700 (ICT)", dt.datetime(2020, 8, 28, 14, 59, 59, tzinfo=_VN)),
    "GMT": ("Fri, 28 Aug 2020 07:59:59 GMT", dt.datetime(2020, 8, 28, 7, 59, 59, tzinfo=dt.UTC)),
    "unknown zone (-0000)": ("Fri, 28 Aug 2020 07:59:59 -0000", dt.datetime(2020, 8, 28, 7, 59, 59, tzinfo=dt.UTC)),
    "no zone": ("Fri, 28 Aug 2020 07:59:59", dt.datetime(2020, 8, 28, 7, 59, 59, tzinfo=dt.UTC)),
    "no such day": ("Fri, 31 Feb 2020 07:59:59 +0700", None),
    "words": ("hôm qua", None),
    "empty": ("", None),
    "offset beyond a day": ("Fri, 28 Aug 2020 07:59:59 +9900", None),
}


@pytest.mark.parametrize(("given", "expected"), DATES.values(), ids=DATES.keys())
def test_dates_keep_their_offset(given: str, expected: dt.datetime | None):
    assert instant(given) == expected


def test_the_topmost_received_is_the_time_of_receipt():
    raw = (
        b"Received: from a (a [203.0.113.5])\n\tby mx.x.example with ESMTP id 1; x\n\tfor <a@x.example>; Fri, 28 Aug 2020 15:00:01 +0700\n"
        b"Received: from b by a; Fri, 28 Aug 2020 14:00:00 +0700\n" + mail("x")
    )
    assert read_letter(raw).received == dt.datetime(2020, 8, 28, 15, 0, 1, tzinfo=_VN)


_BORDER = "Received: from evil.example (evil.example [203.0.113.9]) by mx.quangninh.example with ESMTP; Fri, 28 Aug 2020 14:00:00 +0700\n"
_VERDICT = "Authentication-Results: mx.quangninh.example; spf=fail\n"
_FORGED = "Authentication-Results: mx.quangninh.example; spf=pass; dkim=pass\n"
BLOCKS = {
    "above the border's own trace": _VERDICT + _BORDER + "Received: from x by evil.example; x\n" + _FORGED,
    "below the border's own trace": _BORDER + _VERDICT + "Received: from x by evil.example; x\n" + _FORGED,
    "Gmail: a first hop inside, without from": "Received: by 2002:a17:90a:1 with SMTP id a; x\n" + _BORDER + _VERDICT
    + "Received: from x by mx.quangninh.example; x\n" + _FORGED,
    "a filter on loopback": "Received: from localhost (localhost [127.0.0.1]) by mx.quangninh.example (Postfix); x\n" + _BORDER + _VERDICT
    + "Received: from [127.0.0.1] by mx.quangninh.example; x\n" + _FORGED,
    "LMTP into the store": "Received: from mx.quangninh.example ([203.0.113.2])\n\tby mx.quangninh.example with LMTP id 1; x\n" + _BORDER + _VERDICT
    + "Received: from [127.0.0.1] by mx.quangninh.example; x\n" + _FORGED,
    "a stranger who greets as loopback": _BORDER.replace("evil.example (evil.example", "[127.0.0.1] (unknown") + _VERDICT
    + "Received: from [127.0.0.1] by mx.quangninh.example; x\n" + _FORGED,
}  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_only_the_receiving_systems_verdicts_are_kept(block: str):
    """What stands below the trace of the receiving system came with the message and may be forged (RFC 8601 §5)."""
    letter = read_letter(block.encode() + mail("x"))
    assert letter.authentication_results == ("mx.quangninh.example; spf=fail",)


PARAMETERS = {
    "RFC 2231, charset": ("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.xlsx", "Báo cáo.xlsx"),
    "RFC 2231, continued": (
        "attachment; filename*0*=UTF-8''B%C3%A1o; filename*1*=%20c%C3; filename*2*=%A1o.xlsx",
        "Báo cáo.xlsx",
    ),
    "RFC 2231, out of order": ('attachment; filename*1=".xlsx"; filename*0="BaoCao"', "BaoCao.xlsx"),
    "RFC 2231 beside a plain one": ("attachment; filename=\"Bao.xlsx\"; filename*=UTF-8''B%C3%A1o.xlsx", "Báo.xlsx"),
    "RFC 2047 where it must not be": ('attachment; filename="=?UTF-8?B?QsOhbyBjw6FvLnhsc3g=?="', "Báo cáo.xlsx"),
    "RFC 2047, folded in quotation marks": (
        'attachment; filename="=?UTF-8?B?QsOhbyA=?=\n =?UTF-8?B?Y8Ohby54bHN4?="',
        "Báo cáo.xlsx",
    ),
    "raw": ('attachment; filename="Báo cáo.xlsx"', "Báo cáo.xlsx"),
    "without quotation marks": ("attachment; filename=Bao cao tuan 35.xlsx; size=3", "Bao cao tuan 35.xlsx"),
    "semicolon inside": ('attachment; filename="a;b.xlsx"', "a;b.xlsx"),
    "escaped quotation mark": ('attachment; filename="a\\"b.xlsx"', 'a"b.xlsx'),
}


@pytest.mark.parametrize(("given", "expected"), PARAMETERS.values(), ids=PARAMETERS.keys())
def test_file_names_are_decoded(given: str, expected: str):
    assert parameters(given).parameters["filename"] == expected


def test_a_monstrous_value_is_quick():
    """A search in a value of a megabyte that looks like broken words everywhere must not become quadratic."""
    assert words("=?UTF-8?Q?" * 100_000).text
    assert parameters('a/b; x="' + ';"' * 500_000).value == "a/b"
