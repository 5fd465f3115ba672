"""Pictures of pages, and scans in PDF. What tesseract reads is its own business; what is made of it is told here."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PIL import Image, ImageDraw

from parsers.documents import OcrEngine, OcrError, Word, read_documents
from parsers.documents.tesseract import Tesseract
from parsers.values import Attachment, Document
from tests.parsers.documents.files import W, archive, codes, p, tables, texts


@dataclass
class Reader(OcrEngine):
    """An engine that gives words as told and keeps the pictures that it was given."""

    words: Sequence[Word] = ()
    error: str = ""
    pictures: list[Image.Image] = field(default_factory=list[Image.Image])

    def read_words(self, picture: bytes) -> Sequence[Word]:
        self.pictures.append(Image.open(io.BytesIO(picture)))
        if self.error:
            raise OcrError(self.error)
        return self.words


def word(text: str, left: float, top: float, width: float = 60) -> Word:
    return Word(text=text, left=left, right=left + width, top=top, bottom=top + 20)


def picture(size: tuple[int, int], kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **options)
    return out.getvalue()


def read(data: bytes, engine: OcrEngine | None, name: str = "anh.jpg") -> Document:
    (document,) = read_documents(Attachment(name=name, media_type="image/jpeg", data=data), ocr=engine)
    return document


def test_words_become_lines_always_with_doubt() -> None:
    words = [
        word("Số", 100, 100),
        word("máy:", 165, 101),
        word("45", 230, 99),
        word("Trân", 100, 140),
        word("trọng", 165, 140),
    ]
    document = read(picture((1000, 1400)), Reader(words))
    assert texts(document) == ["Số máy: 45", "Trân trọng"]
    assert (document.format, codes(document)) == ("ocr", ["ocr"])


def test_words_in_columns_become_a_table() -> None:
    words = [
        word(text, 100 + 300 * column, 100 + 40 * row)
        for row, cells in enumerate([("STT", "Máy"), ("1", "45")])
        for column, text in enumerate(cells)
    ]
    assert tables(read(picture((1000, 1400)), Reader(words)))[0].rows == (("STT", "Máy"), ("1", "45"))


@pytest.mark.parametrize("size", [(120, 60), (250, 250), (299, 400), (800, 100), (2000, 380)])
def test_logos_and_banners_are_pictures_and_nothing_more(size: tuple[int, int]) -> None:
    """A logo in a signature must not hold up a report: its only doubt is `picture`, and no time goes into reading it."""
    engine = Reader()
    assert codes(read(picture(size), engine)) == ["picture"]
    assert engine.pictures == []


@pytest.mark.parametrize("size", [(300, 400), (640, 200), (1654, 2339)])
def test_what_could_hold_a_line_is_read(size: tuple[int, int]) -> None:
    engine = Reader()
    read(picture(size), engine)
    assert len(engine.pictures) == 1


def test_a_picture_without_an_engine_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert codes(read(picture((1000, 1400)), None)) == ["no-ocr"]


@pytest.mark.parametrize("code", ["took-too-long", "no-ocr", "unreadable"])
def test_an_engine_that_fails_says_why(code: str) -> None:
    assert codes(read(picture((1000, 1400)), Reader(error=code))) == [code]


def test_a_phones_picture_is_turned_as_it_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    engine = Reader()
    read(picture((1400, 1000), "JPEG", exif=exif), engine)
    assert engine.pictures[0].size == (1000, 1400)


def test_red_stamps_are_taken_out_and_ink_under_them_stays() -> None:
    page = Image.new("RGB", (600, 600), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((100, 100, 300, 300), fill=(220, 40, 50))
    draw.line((150, 200, 250, 200), fill=(60, 10, 15), width=6)
    out = io.BytesIO()
    page.save(out, "PNG")
    engine = Reader()
    read(out.getvalue(), engine)
    (grey,) = engine.pictures
    assert grey.getpixel((120, 120)) == 255
    ink = grey.getpixel((200, 200))
    assert isinstance(ink, int)
    assert ink < 100


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_every_kind_of_picture_is_read(kind: str) -> None:
    assert codes(read(picture((600, 800), kind), Reader([word("45", 10, 10)]))) == ["ocr"]


def test_a_transparent_picture_is_dark_on_white() -> None:
    page = Image.new("RGBA", (600, 800), (0, 0, 0, 0))
    ImageDraw.Draw(page).line((0, 100, 600, 100), fill=(0, 0, 0, 255), width=10)
    out = io.BytesIO()
    page.save(out, "PNG")
    engine = Reader()
    read(out.getvalue(), engine)
    assert [engine.pictures[0].getpixel((300, y)) for y in (100, 500)] == [0, 255]


def test_a_scanned_pdf_is_read_by_its_pictures() -> None:
    out = io.BytesIO()
    pages = [Image.new("RGB", (850, 1100), "white") for _ in range(5)]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    engine = Reader([word("45", 100, 100)])
    document = read(out.getvalue(), engine, "quet.pdf")
    assert len(engine.pictures) == 3
    assert codes(document) == ["ocr", "truncated", "truncated"] or codes(document) == ["ocr", "truncated"]
    assert document.format == "ocr"


def test_a_photo_pasted_into_word_is_read() -> None:
    """A file of nothing but a picture is a scan; in a file with words a picture is one of the meeting."""
    engine = Reader([word("45", 100, 100)])
    pasted = {"word/media/image1.png": picture((1000, 1400)), "word/media/image2.png": picture((100, 100))}
    members = {"[Content_Types].xml": "<x/>", **pasted}
    empty = f"<w:document {W}><w:body>{p('Ảnh')}</w:body></w:document>"
    document = read(archive({**members, "word/document.xml": empty}), engine, "bao cao.docx")
    assert (texts(document), codes(document)) == (["Ảnh", "45"], ["ocr"])
    full = f"<w:document {W}><w:body>{p('Báo cáo kết quả tuần')}</w:body></w:document>"
    document = read(archive({**members, "word/document.xml": full}), engine, "bao cao.docx")
    assert (texts(document), codes(document)) == (["Báo cáo kết quả tuần"], [])


@pytest.mark.parametrize("cut", [30, 400])
def test_a_broken_picture_is_a_doubt(cut: int) -> None:
    noise = Image.effect_noise((600, 800), 50)
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert codes(read(out.getvalue()[:cut], Reader())) == ["unreadable"]


def test_a_picture_of_gigantic_size_is_not_unpacked() -> None:
    """A PNG of a few hundred bytes that says to be 100,000 points wide."""
    data = bytearray(picture((400, 400)))
    data[16:24] = (100_000).to_bytes(4) + (100_000).to_bytes(4)
    engine = Reader()
    assert codes(read(bytes(data), engine)) in (["too-large"], ["unreadable"])
    assert engine.pictures == []


def test_tesseract_reads_a_page() -> None:
    """The one test that runs the program itself: plain digits and letters on a clean page."""
    from PIL import ImageFont

    engine = Tesseract.installed()
    assert engine is not None, "install tesseract-ocr and tesseract-ocr-vie"
    page = Image.new("RGB", (1240, 600), "white")
    ImageDraw.Draw(page).text((100, 200), "Tong cong: 45 may", font=ImageFont.load_default(48), fill="black")
    out = io.BytesIO()
    page.save(out, "PNG")
    document = read(out.getvalue(), engine)
    assert "45" in " ".join(texts(document)).split()
    assert codes(document) == ["ocr"]
