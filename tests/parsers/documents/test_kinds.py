"""Which reader a file goes to, and files that go together."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
import rars

from parsers.documents import read_documents
from parsers.values import Attachment, Doubt
from tests.parsers.documents.files import archive, codes, docx, p, read, tables, texts


def test_html_under_the_name_of_a_workbook() -> None:
    """Web applications hand out tables of HTML as .xls."""
    html = "<html><head><meta charset=utf-8></head><body><table><tr><td>Đơn vị</td><td>Số máy</td></tr><tr><td>Ka Long</td><td>45</td></tr></table></body></html>"
    document = read("BaoCao.xls", html.encode())
    assert document.format == "html"
    assert tables(document)[0].rows[1][1] == "45"


def test_excel_2003_xml_under_the_name_of_a_workbook() -> None:
    xml = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Worksheet ss:Name="Tuần"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Số máy</Data></Cell><Cell><Data ss:Type="String">Ngày</Data></Cell></Row>
    <Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">45</Data></Cell><Cell ss:Formula="=RC[-1]"/></Row></Table></Worksheet></Workbook>"""
    (table,) = tables(read("BaoCao.xls", xml.encode()))
    assert table.name == "Tuần"
    assert table.rows == (("Số máy", None, "Ngày"), (None, None, None), (None, 45, None))
    assert table.merged == ((0, 0, 0, 1),)
    assert table.uncached == ((2, 2, "=RC[-1]"),)


def test_a_web_archive_of_word() -> None:
    mht = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n<html><p>Số máy: 45</p></html>\r\n--b--\r\n'
    assert texts(read("BaoCao.doc", mht.encode())) == ["Số máy: 45"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(100)),
        ("b.rar", b"Rar!\x1a\x07\x00" + bytes(100)),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100)),
        ("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(100)),
        ("a.mp3", b"ID3\x03" + bytes(range(256))),
        ("a.pptx", archive({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"})),
        ("a.xlsx", archive({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "not xml"})),
        ("a.pdf", b"%PDF-1.4\nnothing"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.zip", b"PK\x03\x04 nothing"),
        ("a.rtf", b"{\\rt"),
        ("khong ten", bytes(range(256)) * 4),
    ],
)
def test_what_nobody_reads_is_named(name: str, data: bytes) -> None:
    document = read(name, data)
    assert codes(document) in (["unreadable"], ["empty"]) or document.format == "text"
    assert [doubt.about for doubt in document.doubts if doubt.code == "unreadable"] in ([name], [])


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("smime.p7s", "application/pkcs7-signature"),
        ("invite.ics", "text/calendar"),
        ("an.vcf", "text/vcard"),
        ("x", "application/pgp-signature"),
    ],
)
def test_signatures_and_cards_hold_up_nothing(name: str, media_type: str) -> None:
    """They go with mails and hold no report, so they are no reason to ask a human."""
    document = read(name, b"BEGIN:VCARD 45", media_type=media_type)
    assert (document.blocks, document.doubts) == ((), ())


@pytest.mark.parametrize("data", [b"", b"\0" * 100])
def test_an_empty_file_is_empty(data: bytes) -> None:
    assert codes(read("a.xlsx", data)) == ["empty"]


def test_files_of_an_archive_are_documents_of_their_own() -> None:
    data = archive(
        {
            "Báo cáo/So lieu.csv": "Đơn vị;Số máy\nKa Long;45\n",
            "Báo cáo/BaoCao.docx": docx(p("45 máy")),
            "__MACOSX/._BaoCao.docx": b"\0\5\x16\7",
            "trong.zip": archive({"a.txt": "46 máy"}),
        }
    )
    documents = read_documents(Attachment(name="a.zip", media_type="application/zip", data=data))
    assert [(document.part, document.format) for document in documents] == [
        ("a.zip/So lieu.csv", "csv"),
        ("a.zip/BaoCao.docx", "docx"),
        ("a.zip/trong.zip/a.txt", "text"),
    ]
    assert not any(document.doubts for document in documents)


def rar(members: Mapping[str, bytes], **options: object) -> bytes:
    builder = rars.RarBuilder(**options)  # pyright: ignore[reportAttributeAccessIssue]  it ships no types
    for name, content in members.items():
        builder.add_bytes(content, name)
    return builder.to_bytes()


@pytest.mark.parametrize("form", ["rar29", "rar40", "rar50", "rar70"])
@pytest.mark.parametrize("options", [{}, {"store": True}, {"solid": True}])
def test_files_of_a_rar_are_documents_of_their_own(form: str, options: Mapping[str, object]) -> None:
    members = {
        "Báo cáo/So lieu.csv": "Đơn vị;Số máy\nKa Long;45\n".encode(),
        "Báo cáo/BaoCao.docx": docx(p("45 máy")),
        "trong.rar": rar({"a.txt": "46 máy".encode()}),
    }
    data = rar(members, format=form, **options)
    documents = read_documents(Attachment(name="a.rar", media_type="", data=data))
    assert [(document.part, document.format, document.doubts) for document in documents] == [
        ("a.rar/So lieu.csv", "csv", ()),
        ("a.rar/BaoCao.docx", "docx", ()),
        ("a.rar/trong.rar/a.txt", "text", ()),
    ]


@pytest.mark.parametrize("headers", [False, True])
def test_a_rar_with_a_password_is_encrypted(*, headers: bool) -> None:
    assert codes(read("a.rar", rar({"a.csv": b"a;1"}, password="x", encrypt_headers=headers))) == ["encrypted"]


def test_a_damaged_file_in_a_rar_is_unreadable() -> None:
    """A digit that was changed on its way is a sum that does not fit."""
    data = rar({"a.csv": b"Ka Long;45\nKm15;7\n"}, store=True)
    assert tables(read("a.rar", data))[0].rows == (("Ka Long", "45"), ("Km15", "7"))
    assert codes(read("a.rar", data.replace(b"45", b"46"))) == ["unreadable"]


def test_a_rar_that_unpacks_to_too_much_is_not_opened() -> None:
    assert codes(read("a.rar", rar({"a.csv": bytes(70_000_000)}))) == ["too-large"]


def test_an_archive_with_a_password_is_encrypted() -> None:
    data = bytearray(archive({"a.csv": "a;1\nb;2\n"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes(read("a.zip", bytes(data))) == ["encrypted"]


def test_names_in_archives_are_unicode_although_nothing_says_so() -> None:
    """Old programs write UTF-8 names without saying so; Python takes them for the IBM PC's letters."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("Bao_cao.txt", "45")
    data = out.getvalue().replace(b"Bao_cao.txt", "Báo cáo.tx".encode()[:9] + b"..txt"[-2:])
    assert read_documents(Attachment(name="a.zip", media_type="", data=data))[0].part.startswith("a.zip/Báo cá")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Số máy: 45".encode("utf-16"), "Số máy: 45"),
        ("Số máy: 45".encode(), "Số máy: 45"),
        ("Sô\u0301 ma\u0301y: 45".encode("cp1258", "replace"), "Số máy: 45"),
        ("Số máy".encode() + b"\r\n", "Số máy"),
    ],
)
def test_text_in_its_encodings(data: bytes, text: str) -> None:
    document = read("a.txt", data)
    assert texts(document) == [text]
    assert codes(document) == []


def test_legacy_text_is_a_guess() -> None:
    document = read("a.txt", "Céng hoµ x· héi chñ nghÜa ViÖt Nam\nSè m¸y: 45".encode("latin-1"))
    assert texts(document) == ["Cộng hoà xã hội chủ nghĩa Việt Nam", "Số máy: 45"]
    assert codes(document) == ["legacy-guess"]


def test_doubts_of_the_attachment_are_doubts_of_its_documents() -> None:
    """A transfer that ended early may have lost the figure, even where what came can be read."""
    attachment = Attachment(name="a.txt", media_type="", data=b"45", doubts=(Doubt(code="truncated"),))
    assert codes(read_documents(attachment)[0]) == ["truncated"]
