"""The official report, read back paragraph by paragraph."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from reporting.official_report import official_file, official_report, wording
from reporting.standing import Standing
from reporting.views import Language, SummaryView
from tests.reporting import cast

VI, EN = Language.VI, Language.EN


def written(language: Language) -> Docx:
    return Document(io.BytesIO(official_report(cast.official(language))))


def cells(document: Docx, table: int) -> list[list[str]]:
    return [[cell.text.replace("\xa0", " ") for cell in row.cells] for row in document.tables[table].rows]


def test_the_head_holds_the_bodies_the_motto_and_a_number_left_blank() -> None:
    head = cells(written(VI), 0)
    assert head[0][0].split("\n")[:2] == ["UBND THỊ XÃ SÔNG MÂY", "PHÒNG HẠ TẦNG"]
    assert head[0][1].split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert head[1] == ["Số:        /BC-HT", "Sông Mây, ngày 04 tháng 9 năm 2020"]


def test_the_body_reports_what_the_summary_says() -> None:
    text = "\n".join(paragraph.text for paragraph in written(VI).paragraphs)
    assert "BÁO CÁO\nKết quả lắp đồng hồ nước cho các hộ (tuần đến 04/9/2020)\n" in text
    assert "Kính gửi: Sở Xây dựng tỉnh Trung Du." in text
    assert "Thực hiện Công văn số 12/SXD-HT ngày 20/8/2020 của Sở Xây dựng về việc" in text
    assert ": 1.187 hộ, tăng 711 so với tuần đến 28/8." in text
    assert "có 4/6 đơn vị đã báo cáo (đạt 66,7%), trong đó 3 đơn vị báo cáo đúng hạn (50,0%)" in text
    assert "- Thị đoàn Sông Mây: Một số hộ ở xa tuyến ống" in text
    assert "Phòng Hạ tầng thị xã Sông Mây./.\n" in text


def test_the_layout_is_that_of_the_decree() -> None:
    document = written(VI)
    section = document.sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round((size or 0) / Mm(1)) for size in sizes] == [210, 297, 30, 20]
    assert section.different_first_page_header_footer
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Lũy kế"))
    assert body.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.runs[0].font.size is not None
    assert body.runs[0].font.size.pt == 14
    title = next(paragraph for paragraph in document.paragraphs if paragraph.text == "BÁO CÁO")
    assert title.runs[0].bold
    assert document.styles["Normal"].font.name == "Times New Roman"  # pyright: ignore[reportAttributeAccessIssue]


def test_signer_and_copies_stand_side_by_side_without_a_signature() -> None:
    left, right = cells(written(VI), 1)[0]
    assert left.split("\n") == ["Nơi nhận:", "- Như trên;", "- Thường trực UBND thị xã (b/c);", "- Lưu: VT."]
    assert right.split("\n") == ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Nguyễn Thị Mẫu"]


def test_the_annex_names_the_report_by_its_date() -> None:
    of = next(paragraph.text for paragraph in written(VI).paragraphs if paragraph.text.startswith("(Kèm theo"))
    assert "/BC-HT ngày 04 tháng 9 năm 2020 của Phòng Hạ tầng" in of


def test_the_last_words_the_signature_and_the_break_take_no_more_room_than_they_need() -> None:
    """Else an empty line as high as the body's pushes the signature, or nothing at all, to a page of its own."""
    paragraphs = written(VI).paragraphs
    last = next(place for place, paragraph in enumerate(paragraphs) if paragraph.text.endswith("./."))
    before_the_table, the_break, annex = paragraphs[last + 1 : last + 4]
    assert annex.text == "Phụ lục"
    assert paragraphs[last].paragraph_format.keep_with_next
    assert before_the_table.paragraph_format.keep_with_next
    assert [each.paragraph_format.line_spacing for each in (before_the_table, the_break)] == [Pt(6), Pt(1)]


def test_the_annex_lists_every_unit_and_adds_up() -> None:
    rows = cells(written(VI), 2)
    assert len(rows) == 1 + 6 + 1
    assert rows[1] == ["1", "Thị đoàn Sông Mây", "45", "165", ""]
    assert rows[3][2:] == ["", "16", "Chưa báo cáo"]
    assert rows[-1] == ["", "Tổng cộng", "1.187", "3.107", ""]


def test_two_addressees_stand_on_lines_of_their_own() -> None:
    text = "\n".join(paragraph.text for paragraph in written(EN).paragraphs)
    assert "To:\n- Regional Fire Board;\n- Town Council.\n" in text
    assert "1,187 alarms, 711 more than in the week to 26 October." in text


@pytest.mark.parametrize(("count", "said"), [(0, "giảm 476"), (476, "bằng so với")])
def test_the_change_is_said_in_words(count: int, said: str) -> None:
    one = tuple((Standing.REPORTED, count if place == 0 else 0) for place in range(6))
    view = cast.official(VI)
    summary = replace(view.summary, standing=cast.week(VI, stand=one), remarks=())
    text = "\n".join(wording(replace(view, summary=summary)).paragraphs)
    assert said in text
    assert "không phản ánh khó khăn, vướng mắc" in text
    assert "Còn" not in text


def test_an_office_may_word_it_otherwise(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "official_report.txt").write_text(
        "Nhanh\n\nTổng: {{ number(view.standing.total) }}", encoding="utf-8"
    )
    words = wording(cast.official(VI), tmp_path)
    assert (words.abstract, words.paragraphs) == ("Nhanh", ("Tổng: 1.187",))


def test_the_same_report_is_the_same_file_under_a_plain_name() -> None:
    first, second = official_file(cast.official(VI)), official_file(cast.official(VI))
    assert first == second
    assert first.name == "nuoc-sach-song-may-bao-cao-2020-09-04.docx"
    with zipfile.ZipFile(io.BytesIO(first.data)) as package:
        assert b"python-docx" not in package.read("docProps/core.xml")


@pytest.mark.parametrize("text", ["\x00\x08<w:p>&amp;", "a\r\nb", "\ud800", "{{ 7 * 7 }}", "x" * 5000])
def test_hostile_texts_stay_text(text: str) -> None:
    (summary,) = (view for view in cast.hostile(text) if isinstance(view, SummaryView))
    head = replace(cast.HEADS[VI], basis=text, name=text, place=text, addressees=(text, text), copies=(text,))
    view = replace(cast.official(VI), summary=summary, head=head)
    document = Document(io.BytesIO(official_report(view)))
    assert "49" not in "".join(paragraph.text for paragraph in document.paragraphs)
    assert len(document.tables) == 3
