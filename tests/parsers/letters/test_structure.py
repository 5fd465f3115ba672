"""Parts, charsets, attachments, and what is hostile or broken in them."""

from __future__ import annotations

import base64
import binascii
import struct
import time
from collections.abc import Callable

import pytest

from parsers.letters import read_letter
from parsers.values import Letter, Table
from tests.parsers.letters.mails import mail, multipart, own, page, part, parts

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _encoded(text: str, codec: str, declared: str) -> bytes:
    kind = f"text/plain; charset={declared}" if declared else "text/plain"
    return mail("@", kind=kind, Subject="x", From="a@x.example").replace(b"@\n", b"@\n").removesuffix(
        b"@"
    ) + text.encode(codec)


def _codes(letter: Letter) -> list[str]:
    return [doubt.code for doubt in letter.doubts]


CHARSETS = {
    "UTF-8": ("utf-8", "utf-8"),
    "UTF-8, not declared": ("utf-8", ""),
    "UTF-8 declared as ASCII": ("utf-8", "us-ascii"),
    "UTF-8 declared as Latin-1": ("utf-8", "iso-8859-1"),
    "UTF-8 declared as nothing known": ("utf-8", "x-viscii-2"),
    "UTF-8 with a byte order mark": ("utf-8-sig", "utf-8"),
    "UTF-16": ("utf-16", "utf-16"),
}


@pytest.mark.parametrize(("codec", "declared"), CHARSETS.values(), ids=CHARSETS.keys())
def test_text_is_decoded_for_sure(codec: str, declared: str):
    letter = read_letter(_encoded("Số máy: 45 của phường Trần Phú", codec, declared))
    assert own(letter) == "Số máy: 45 của phường Trần Phú"
    assert letter.doubts == ()


_CP1258 = "phươ\u0300ng Trâ\u0300n Phu\u0301 cài đă\u0323t 45 máy"


def test_windows_1258_is_composed():
    """Its tones are combining marks; a reader compares whole letters."""
    letter = read_letter(_encoded(_CP1258, "cp1258", "windows-1258"))
    assert own(letter) == "phường Trần Phú cài đặt 45 máy"
    assert letter.doubts == ()


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1"])
def test_windows_1258_declared_otherwise_is_a_guess(declared: str):
    letter = read_letter(_encoded(_CP1258, "cp1258", declared))
    assert own(letter) == "phường Trần Phú cài đặt 45 máy"
    assert _codes(letter) == ["charset-guess"]


def test_latin_1_stays_what_it_is():
    letter = read_letter(_encoded("Café à Móng Cái, 45 máy", "latin-1", "iso-8859-1"))
    assert own(letter) == "Café à Móng Cái, 45 máy"
    assert letter.doubts == ()


def test_one_broken_letter_in_utf_8_is_doubted_and_the_rest_is_read():
    raw = _encoded("Số máy: 45 của phường", "utf-8", "utf-8").replace("của".encode(), b"c\xe1\xbb")
    letter = read_letter(raw)
    assert own(letter).startswith("Số máy: 45")
    assert _codes(letter) == ["charset-guess"]


def test_decomposed_text_is_composed():
    assert own(read_letter(mail("ca\u0300i đa\u0323\u0306t 45 ma\u0301y"))) == "cài đặt 45 máy"


def test_plain_mojibake_is_repaired():
    """UTF-8 that a gateway read as windows-1252 and wrote again as UTF-8."""
    assert own(read_letter(mail("BÃ¡o cÃ¡o: Ä‘Ã£ cÃ\u00a0i Ä‘áº·t 45 mÃ¡y"))) == "Báo cáo: đã cài đặt 45 máy"


def test_html_declares_its_own_charset():
    raw = mail("@", kind="text/html").removesuffix(b"@") + b"<meta charset=windows-1258><p>" + _CP1258.encode("cp1258")
    assert own(read_letter(raw)) == "phường Trần Phú cài đặt 45 máy"


def test_text_in_a_legacy_font_is_decoded_by_its_font():
    html = "<style>p.MsoNormal {margin:0; font-family:'.VnTime'}</style><p class=MsoNormal>®· cµi ®Æt 45 m¸y</p><font face='.VnTime'>tuÇn</font> này"
    assert own(read_letter(page(html))) == "đã cài đặt 45 máy\ntuần này"


def test_attachments_keep_name_type_and_bytes():
    raw = parts(
        part("45 máy"),
        part(
            base64.encodebytes(b"PK\x03\x04"),
            _XLSX,
            Content_Transfer_Encoding="base64",
            Content_Disposition="attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.xlsx",
        ),
        part(base64.encodebytes(b"%PDF"), "application/PDF", Content_Transfer_Encoding="BASE64"),
        part("Ka Long;45\n", "text/plain; name=solieu.txt"),
    )
    letter = read_letter(raw)
    assert [(file.name, file.media_type, file.data) for file in letter.attachments] == [
        ("Báo cáo.xlsx", _XLSX, b"PK\x03\x04"),
        ("part 4.pdf", "application/pdf", b"%PDF"),
        ("solieu.txt", "text/plain", b"Ka Long;45\n"),
    ]
    assert own(letter) == "45 máy"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\BaoCao\\\\tuan35.xlsx", "tuan35.xlsx"),
        ("bao\u202ecao.xlsx", "baocao.xlsx"),
        ("..", "part 1.bin"),
        ("a" * 500 + ".xlsx", "a" * 180 + ".xlsx"),
    ],
)
def test_file_names_are_bare(given: str, kept: str):
    raw = part("x", f'application/octet-stream; name="{given}"')
    assert read_letter(raw).attachments[0].name == kept


def test_pictures_within_the_text_are_inline():
    related = b"Content-Type: multipart/related; boundary=rel\n\n" + multipart(
        part("<p>45 máy<img src='cid:1'></p>", "text/html; charset=utf-8"),
        part("x", "image/png; name=logo.png", Content_ID="<1>"),
        part("x", "image/jpeg; name=scan.jpg", Content_Disposition="attachment", Content_ID="<2>"),
        boundary="rel",
    )
    letter = read_letter(parts(part("45 máy"), related, kind="multipart/alternative"))
    assert own(letter) == "45 máy"
    assert [(file.name, file.inline) for file in letter.attachments] == [("logo.png", True), ("scan.jpg", False)]


def test_a_picture_pasted_into_the_html_is_an_attachment():
    letter = read_letter(page("<p>45 máy</p><img src='data:image/png;base64,iVBORw0KGgo='>"))
    assert [(file.name, file.data, file.inline) for file in letter.attachments] == [
        ("picture 1.png", b"\x89PNG\r\n\x1a\n", True)
    ]


def test_files_in_either_alternative_are_kept():
    """Apple Mail puts the files beside the HTML, inside the alternative."""
    mixed = b"Content-Type: multipart/mixed; boundary=mix\n\n" + multipart(
        part("<p>Kính gửi</p>", "text/html; charset=utf-8"),
        part("x", "application/pdf; name=a.pdf"),
        part("<p>45 máy</p>", "text/html; charset=utf-8"),
        boundary="mix",
    )
    letter = read_letter(parts(part("Kính gửi 45 máy"), mixed, kind="multipart/alternative"))
    assert own(letter) == "Kính gửi\n45 máy"
    assert [file.name for file in letter.attachments] == ["a.pdf"]


def test_tables_are_numbered_through_the_body():
    raw = parts(
        part("<table><tr><td>a<td>1</table>", "text/html"),
        part("x", "application/pdf; name=a.pdf"),
        part("<p>b</p><table><tr><td>c<td>2</table>", "text/html"),
    )
    blocks = [block for passage in read_letter(raw).passages for block in passage.blocks]
    assert [block.name if isinstance(block, Table) else block.where for block in blocks] == [
        "table 1",
        "line 2",
        "table 2",
    ]


def test_a_table_that_lays_out_the_mail_is_prose():
    html = "<table><tr><td>Kính gửi phòng</td></tr><tr><td><table><tr><td>Ka Long<td>45</table></td></tr></table>"
    blocks = read_letter(page(html)).passages[0].blocks
    assert [block.rows if isinstance(block, Table) else block.text for block in blocks] == [
        "Kính gửi phòng",
        (("Ka Long", "45"),),
    ]


def test_a_pasted_cell_gives_the_number_that_the_sheet_holds():
    """Excel and Google Sheets write the stored number beside the shown one, which depends on the viewer's locale."""
    html = """<table xmlns:x="x"><tr><td x:num="1234.0">1,234</td><td data-sheets-value='{"1":3,"3":45}'>45</td><td x:num>7</td></tr></table>"""
    table = read_letter(page(html)).passages[0].blocks[0]
    assert isinstance(table, Table)
    assert table.rows == ((1234, 45, "7"),)


ATTACHED = {
    "message/rfc822": lambda: b"Content-Type: message/rfc822\n\n" + mail("99 máy"),
    "message/rfc822 in base64": lambda: part(
        base64.encodebytes(mail("99 máy")), "message/rfc822", Content_Transfer_Encoding="base64"
    ),
    ".eml as octet-stream": lambda: part(
        base64.encodebytes(mail("99 máy")),
        'application/octet-stream; name="thu.EML"',
        Content_Transfer_Encoding="base64",
    ),
    ".eml as text": lambda: part(mail("99 máy"), 'text/plain; name="thu.eml"'),
}


@pytest.mark.parametrize("attached", ATTACHED.values(), ids=ATTACHED.keys())
def test_attached_messages_are_letters(attached: Callable[[], bytes]):
    letter = read_letter(parts(part("45 máy"), attached()))
    assert own(letter) == "45 máy"
    assert [own(inner) for inner in letter.letters] == ["99 máy"]
    assert letter.attachments == ()


def test_an_eml_that_is_none_stays_a_file():
    letter = read_letter(parts(part("45 máy"), part("\x00\x01", "application/octet-stream; name=a.eml")))
    assert [file.name for file in letter.attachments] == ["a.eml"]


def test_a_signed_mail_is_read_without_its_signature():
    raw = parts(
        part("45 máy"),
        part("x", "application/pkcs7-signature; name=smime.p7s"),
        kind="multipart/signed; protocol=application/pkcs7-signature",
    )
    letter = read_letter(raw)
    assert own(letter) == "45 máy"
    assert letter.attachments == ()


def test_an_opaque_signed_mail_is_said_to_be_unreadable():
    raw = part(
        "MIAGCSqGSIb3DQEHAqCA",
        "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        Content_Transfer_Encoding="base64",
    )
    assert [doubt.code for doubt in read_letter(raw).attachments[0].doubts] == ["unreadable"]


def test_an_encrypted_mail_is_said_to_be_encrypted():
    raw = parts(
        part("Version: 1", "application/pgp-encrypted"),
        part("x", "application/octet-stream; name=encrypted.asc"),
        kind="multipart/encrypted",
    )
    assert [(file.name, file.doubts[0].code) for file in read_letter(raw).attachments] == [
        ("encrypted.asc", "encrypted")
    ]


def test_uuencoded_files_are_taken_out_of_the_text():
    letter = read_letter(
        mail(f"45 máy\n\nbegin 644 so.csv\n{binascii.b2a_uu(b'Ka Long;45').decode()}`\nend\nTrân trọng\n")
    )
    assert own(letter) == "45 máy\nTrân trọng"
    assert [(file.name, file.data) for file in letter.attachments] == [("so.csv", b"Ka Long;45")]


def test_words_that_begin_like_uuencoding_stay():
    body = "begin 2020 moi\n45 máy\nbegin 644 x\nkhong phai\nend"
    assert own(read_letter(mail(body))) == body


# --- winmail.dat -----------------------------------------------------------------------------------------------------------------


def _attribute(level: int, name: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(value)) + value + struct.pack("<H", sum(value) % 65536)


def _property(kind: int, tag: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, tag, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def _winmail(*, body: bytes = b"") -> bytes:
    long_name = "Báo cáo tuần 35.xlsx\0".encode("utf-16-le")
    number = struct.pack("<HHI", 0x0003, 0x0E20, 7)
    named = struct.pack("<HH", 0x0003, 0x8001) + b"\0" * 16 + struct.pack("<II", 0, 5) + struct.pack("<I", 1)
    properties = struct.pack("<I", 3) + number + named + _property(0x001F, 0x3707, long_name)
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + _attribute(1, 0x9006, 8, struct.pack("<I", 0x00010000))
        + _attribute(1, 0x9007, 6, struct.pack("<II", 1258, 0))
        + (_attribute(1, 0x800C, 1, body) if body else b"")
        + _attribute(2, 0x9002, 6, b"\0" * 14)
        + _attribute(2, 0x8010, 1, b"BAOCAO~1.XLS\0")
        + _attribute(2, 0x800F, 6, b"PK\x03\x04 45")
        + _attribute(2, 0x9005, 6, properties)
    )


def _tnef(data: bytes) -> bytes:
    return part(
        base64.encodebytes(data),
        "application/ms-tnef; name=winmail.dat",
        Content_Transfer_Encoding="base64",
        Content_Disposition="attachment",
    )


def test_winmail_dat_is_unpacked():
    """Outlook packs files into winmail.dat; the long name stands among its properties."""
    letter = read_letter(parts(part("45 máy"), _tnef(_winmail())))
    assert [(file.name, file.data) for file in letter.attachments] == [("Báo cáo tuần 35.xlsx", b"PK\x03\x04 45")]
    assert own(letter) == "45 máy"
    assert letter.doubts == ()


def test_a_body_in_winmail_dat_is_read_where_there_is_no_other():
    packed = _winmail(body="Tuần này: 45 má".encode("cp1258", "ignore") + b"y\0")
    assert "45 máy" in own(read_letter(parts(part(" \n"), _tnef(packed))))
    assert own(read_letter(parts(part("Có báo cáo"), _tnef(packed)))) == "Có báo cáo"


def test_a_cut_off_winmail_dat_gives_what_it_holds_and_a_doubt():
    whole = _winmail()
    for size in range(6, len(whole)):
        letter = read_letter(parts(part("45 máy"), _tnef(whole[:size])))
        assert own(letter) == "45 máy"
    assert _codes(read_letter(parts(part("45 máy"), _tnef(whole[:200])))) == ["truncated"]


# --- broken and hostile ----------------------------------------------------------------------------------------------------------


def test_a_missing_closing_boundary_does_no_harm():
    raw = parts(
        part("45 máy"), part(base64.encodebytes(b"abc"), "text/csv; name=a.csv", Content_Transfer_Encoding="base64")
    )
    letter = read_letter(raw.replace(b"--=_edge--\n", b""))
    assert own(letter) == "45 máy"
    assert letter.attachments[0].data == b"abc"
    assert letter.doubts == ()


def test_a_mail_cut_off_in_a_line_is_doubted():
    """A connection that broke while it was fetched: the last figure may miss its last digit."""
    raw = parts(part("Kính gửi"), part("Tuần này: 125 máy"))
    letter = read_letter(raw[: raw.index(b"125") + 2])
    assert own(letter).endswith("12")
    assert _codes(letter) == ["truncated"]


def test_base64_that_lost_letters_is_doubted():
    raw = parts(part("45 máy"), part("UEsDBBQAA", "application/zip; name=a.zip", Content_Transfer_Encoding="base64"))
    assert [doubt.code for doubt in read_letter(raw).attachments[0].doubts] == ["truncated"]


@pytest.mark.parametrize(
    "text", ["NDUgbcOheQ", "NDUg\n\nbcOheQ=\n", "NDUg bcOheQ==", "NDUgbcOheQ==\n!", "=NDUgbcOheQ=="]
)
def test_base64_with_broken_padding_is_read(text: str):
    assert own(read_letter(mail(text, Content_Transfer_Encoding="base64"))).rstrip("!") == "45 máy"


def test_broken_quoted_printable_is_read():
    raw = mail("S=E1=BB=91 m=C3=A1y: 45 = 45=\nx =ZZ\n", Content_Transfer_Encoding="Quoted-Printable")
    assert own(read_letter(raw)).startswith("Số máy: 45 = 45")


def test_a_multipart_without_its_boundary_is_read_as_text_and_doubted():
    letter = read_letter(mail("--khac\n\n45 máy\n", kind="multipart/mixed; boundary=khong-co"))
    assert "45 máy" in own(letter)
    assert _codes(letter) == ["unreadable"]


@pytest.mark.parametrize("before", [b"\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"From a@b Fri Aug 28 14:00:00 2020\n"])
def test_what_stands_before_the_header_is_passed_over(before: bytes):
    letter = read_letter(before + mail("45 máy"))
    assert letter.subject == "Báo cáo tuần 35"
    assert own(letter) == "45 máy"


def test_a_charset_that_no_codec_takes_is_none():
    """A NUL in the charset of a boundary, and a codec that is none for text: the library raises on both."""
    assert read_letter(mail("x", kind="multipart/mixed; boundary*=a\0b''x")).doubts
    assert own(read_letter(mail("45 máy", kind="text/plain; charset=rot13"))) == "45 máy"


def test_nul_bytes_are_passed_over():
    assert own(read_letter(mail("4\x005 m\x00áy"))) == "45 máy"
    assert own(read_letter(page("<p>4\x005 máy</p>"))) == "45 máy"


def _nested(levels: int) -> bytes:
    heads = [f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(levels)]
    return "".join(heads).encode() + b"\n45\n"


def _letters_in_letters(levels: int) -> bytes:
    raw = mail("45 máy")
    for level in range(levels):
        raw = parts(part("x"), b"Content-Type: message/rfc822\n\n" + raw, boundary=f"=_{level}")
    return raw


HOSTILE = {
    "5,000 parts": (lambda: parts(*[part("x", "application/pdf; name=a.pdf")] * 5000), "too-many-parts"),
    "5,000 letters": (lambda: parts(*[b"Content-Type: message/rfc822\n\nSubject: x\n\nx"] * 5000), "too-many-parts"),
    "100 levels": (lambda: _nested(100), "nested-too-deep"),
    "10,000 levels": (lambda: _nested(10_000), "nested-too-deep"),
    "5,000 message/rfc822 in each other": (lambda: b"Content-Type: message/rfc822\n\n" * 5000, "nested-too-deep"),
    "a line of 5 MB": (lambda: mail("máy 45 " * 800_000), "too-large"),
    "a line of HTML of 5 MB": (lambda: page("<b>45</b>" * 500_000), "too-large"),
    "100,000 nested elements": (lambda: page("<div>" * 100_000 + "45"), "nested-too-deep"),
    "a million lines": (lambda: mail("> \n" * 300_000), "too-large"),
    "lines that all may begin an attribution": (lambda: mail("On 28/8/2020 10:00 a@b\n" * 40_000), "too-large"),
    "signature marks": (lambda: mail("-- \n" * 100_000), "too-large"),
    "uuencoding without end": (lambda: mail("begin 644 a\n" * 100_000), "too-large"),
    "a table of spans": (
        lambda: page("<table><tr>" + "<td rowspan=9999 colspan=9999>4<td>5</tr>" * 3000 + "</table>"),
        "",
    ),
    "carriage returns": (lambda: mail("\r" * 2_000_000), "too-large"),
    "styles without end": (lambda: page("<style>.Vn" * 100_000), ""),
    "encoded words without end": (lambda: mail("x", Subject="=?a?Q?" * 500_000, From="=?a?Q?" * 500_000), ""),
}


@pytest.mark.parametrize(("raw", "doubt"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_mails_are_bounded(raw: Callable[[], bytes], doubt: str):
    """None takes seconds. The bound is far above what they take, so that a busy machine doesn't fail it."""
    data = raw()
    begin = time.process_time()
    letter = read_letter(data)
    assert time.process_time() - begin < 5
    if doubt:
        assert doubt in _codes(letter)


def test_letters_in_letters_are_followed_five_deep():
    letter = read_letter(_letters_in_letters(9))
    depth = 0
    while letter.letters:
        letter = letter.letters[0]
        depth += 1
    assert depth == 5
    assert _codes(letter) == ["nested-too-deep"]


def test_a_long_chain_of_nested_replies_is_read():
    html = "<p>45 máy</p>" + "<div><blockquote type=cite><div>" * 150 + "12 máy" + "</div></blockquote></div>" * 150
    letter = read_letter(page(html, Subject="Re: x"))
    assert own(letter) == "45 máy"
    assert letter.doubts == ()
