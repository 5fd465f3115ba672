"""What units and office get to read, and the mails that it travels in."""

from __future__ import annotations

import datetime as dt
import email
import re
import shutil
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reporting
from ingest.calendar import NaiveTimeError
from ingest.roster import Roster
from ingest.rulings import Numbered, Order, Verb, orders_in
from parsers.values import Address, Evidence
from reporting.formats import one_line
from reporting.letters_out import Envelope, UnwritableAddressError, check_templates, render, samples, to_message
from reporting.standing import Standing
from reporting.summary import summary_letter
from reporting.views import File, Language, Picture, ReviewView, View
from tests.reporting import cast

VI, EN = Language.VI, Language.EN
ALL = [
    pytest.param(view, id=f"{language}-{name}")
    for language in Language
    for name, view in cast.samples(language).items()
]

HOSTILE = (
    "a\r\nBcc: everybody@units.example",
    "a\nSubject: other",
    "\u2028new line\u2029\x85\x0b\x0c\x1c",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '"><a href="https://evil.example">x</a>',
    "{{ 7 * 7 }}{% for x in y %}{{ campaign.__class__ }}",
    '=HYPERLINK("http://evil.example")',
    "\u202egnp.exe\u2066",
    "x" * 3000,
    "",
    "   ",
    "\ud800 half",
)


def envelope(**changed: object) -> Envelope:
    fields: dict[str, object] = {
        "message_id": "<letter.1@office.example>",
        "sender": Address(name="Phòng Hạ tầng", email="office@office.example"),
        "to": (Address(name="", email="unit@units.example"),),
        "date": dt.datetime(2020, 9, 4, 15, 10, tzinfo=cast.HANOI),
    }
    return Envelope(**{**fields, **changed})  # pyright: ignore[reportArgumentType]


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


class Page(HTMLParser):
    """The text that a reader sees, and where the page would reach out to."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.outside += [
            value or ""
            for name, value in attrs
            if name in {"src", "href", "background", "action"} or name.startswith("on")
            if not (value or "").startswith("cid:")
        ]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(html: str) -> Page:
    read = Page()
    read.feed(html)
    return read


@pytest.mark.parametrize("view", ALL)
def test_every_letter_has_a_subject_a_text_and_a_page_that_needs_nothing_from_outside(view: View) -> None:
    letter = render(view)
    assert letter.subject == letter.subject.strip() != ""
    assert letter.text.strip()
    assert "None" not in letter.text + letter.subject
    assert "\n\n\n" not in letter.text
    read = page(letter.html)
    assert read.outside == []
    assert not {"script", "iframe", "link", "form"} & set(read.tags)
    assert "None" not in " ".join(read.words)


@pytest.mark.parametrize("view", [view for view in ALL if "summary" not in str(view.id)])
def test_the_page_says_all_that_the_text_says(view: View) -> None:
    """Only the summary is laid out by a template of its own."""
    letter = render(view)
    seen = re.sub(r"\W+", " ", " ".join(page(letter.html).words))
    for line in letter.text.splitlines():
        assert re.sub(r"\W+", " ", line).strip() in seen


@pytest.mark.parametrize("view", ALL)
def test_english_letters_hold_no_vietnamese_and_the_other_way_round(view: View) -> None:
    text = render(view).subject + " " + render(view).text + " ".join(page(render(view).html).words)
    if view.campaign.language is EN:
        assert not set("ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ") & set(text.lower())
    else:
        assert not re.search(r"\b(?:the|your|please|report|week|units?|received)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", Language)
def test_what_comes_from_outside_stays_in_its_place(text: str, language: Language) -> None:
    for view in cast.hostile(text, language):
        letter = render(view)
        kind = replace(view, campaign=replace(view.campaign, name=text or "x", office=text or "x"))
        for made in (letter, render(kind)):
            assert "\n" not in made.subject
            assert "\nBcc" not in made.text
            assert not re.search(r"^Subject:", made.text, re.MULTILINE)
            assert "49" not in made.text
            read = page(made.html)
            assert read.outside == []
            assert "script" not in read.tags
            assert "img" not in read.tags
            mail = parsed(to_message(made, envelope(sender=Address(name=text, email="o@office.example"))))
            assert mail["Bcc"] is None
            assert mail.get_all("Subject") is not None
            assert len(mail.get_all("Subject", [])) == 1
            assert str(mail["From"].addresses[0].addr_spec) == "o@office.example"


def test_a_receipt_repeats_what_was_understood_and_says_how_to_correct_it() -> None:
    letter = render(cast.receipt(VI))
    assert letter.subject == "UBND phường Hòa Mai, tuần đến 04/9: 45 hộ (BaoCao.xlsx, ô C12)"
    assert (
        "UBND phường Hòa Mai, tuần đến 04/9: 45 hộ (BaoCao.xlsx, ô C12). "
        "Nếu chưa đúng, trả lời thư này bằng con số đúng." in letter.text
    )
    assert "Kính gửi: UBND phường Hòa Mai." in letter.text
    assert "Trân trọng." in letter.text


def test_a_receipt_says_the_figure_once_in_its_text_and_once_on_its_page() -> None:
    """Its subject is the sentence that it begins with; other letters have theirs as a heading."""
    letter = render(cast.receipt(VI))
    shown = letter.html.partition("<body")[2]
    assert letter.text.count("45 hộ") == 1
    assert f"<b>{letter.subject}</b>. Nếu chưa đúng" in shown
    assert "<h1" not in shown
    assert f">{render(cast.reminder(VI)).subject}</h1>" in render(cast.reminder(VI)).html


def test_a_receipt_in_english_counts_one_as_one() -> None:
    letter = render(cast.receipt(EN, cast.receipt_item(EN, count=1, our_total=1)))
    assert letter.subject == "North Ward, week to 2 November: 1 alarm (BaoCao.xlsx, cell C12)"


def test_a_receipt_names_both_running_totals_only_where_they_differ() -> None:
    same = render(cast.receipt(VI, cast.receipt_item(VI, cumulative=1735, our_total=1735)))
    other = render(cast.receipt(VI, cast.receipt_item(VI, cumulative=1700, our_total=1735)))
    assert "Lũy kế đến nay: 1.735 hộ" in same.text
    assert "chênh lệch" not in same.text
    assert (
        "Lũy kế đơn vị báo cáo là 1.700 hộ; lũy kế theo các báo cáo đã nhận là 1.735 hộ (chênh lệch −35)" in other.text
    )


def test_a_report_that_waits_is_said_to_be_checked_and_no_figure_is_repeated() -> None:
    letter = render(cast.receipt(VI, cast.receipt_item(VI, checking=True, count=45)))
    assert "đang được kiểm tra" in letter.text
    assert "45" not in letter.text + letter.subject


def test_a_report_that_changes_nothing_is_received_without_a_figure() -> None:
    letter = render(cast.receipt(VI, cast.receipt_item(VI, count=None, our_total=None, evidence=())))
    assert "đã được tiếp nhận; số liệu đã ghi nhận không thay đổi." in letter.text
    assert "kiểm tra" not in letter.text + letter.subject


def test_a_receipt_for_nobody_known_is_polite_and_names_no_unit() -> None:
    letter = render(
        cast.receipt(VI, cast.receipt_item(VI, unit=None, period=None, count=None, checking=True, evidence=()))
    )
    assert "Kính gửi: Quý đơn vị." in letter.text


def test_units_on_one_address_are_named_in_one_letter() -> None:
    for view in (cast.reminder(VI, many=3), cast.overdue(VI, many=3)):
        letter = render(view)
        assert letter.subject.startswith("3 đơn vị: ")
        for unit in cast.units(VI)[2:5]:
            assert f"\n{unit.name}: …\n" in letter.text


def test_a_reminder_carries_the_last_weeks_and_says_how_to_answer() -> None:
    letter = render(cast.reminder(VI))
    assert "(còn 24 giờ)" in letter.subject
    assert "15 giờ 00 thứ Sáu, ngày 04/9/2020" in letter.text
    assert "chỉ cần ghi một con số" in letter.text
    assert "- Tuần đến 14/8: 8 hộ\n- Tuần đến 21/8: chưa báo cáo\n- Tuần đến 28/8: chưa báo cáo" in letter.text


def test_no_letter_to_a_unit_holds_a_made_up_number_that_a_quoted_reply_could_give_back() -> None:
    """A figure that stands in our own words must be the unit's own: quoting goes wrong, and then it would be read."""
    silent = cast.reminder(VI).units[0]
    for view in (cast.reminder(VI), cast.overdue(VI)):
        text = render(replace(view, units=(replace(silent, weeks=()),))).text
        dates = re.sub(r"15 giờ 00|\d+/\d+(?:/2020)?|còn 24 giờ|số 0\.|0000\.000\.000", "", text)
        assert not re.search(r"\d", dates)


def test_the_subject_of_the_summary_says_it_all() -> None:
    full = tuple((Standing.REPORTED, 10) for _ in range(6))
    missing = tuple((Standing.MISSING, None) for _ in range(6))
    assert render(cast.summary(VI)).subject == "Tuần 04/9: 4/6 đơn vị, 1.187 hộ, 1 chưa báo cáo, 1 đang kiểm tra"
    assert (
        render(cast.summary(VI, standing=cast.week(VI, stand=full))).subject
        == "Tuần 04/9: 6/6 đơn vị, 60 hộ, đủ báo cáo"
    )
    assert (
        render(cast.summary(VI, standing=cast.week(VI, stand=missing))).subject
        == "Tuần 04/9: 0/6 đơn vị, 0 hộ, 6 chưa báo cáo"
    )
    assert render(cast.summary(EN)).subject == "Week to 2 Nov: 4/6 units, 1,187 alarms, 1 missing, 1 being checked"
    assert render(cast.everything(EN)).subject.startswith("Update, week to 2 Nov: ")


def test_the_summary_adds_up_and_names_who_is_missing_late_and_waiting() -> None:
    text = render(cast.everything(VI)).text
    assert "TRONG TUẦN: 1.187 hộ (+711 so với tuần đến 28/8)" in text
    assert "Đã báo cáo: 4/6 đơn vị (66,7%); đúng hạn: 3 (50,0%)" in text
    assert "các điểm chốt lân cận (3 tuần liên tiếp)" in text
    assert "- Bến xe khách Sông Mây: 12 hộ, nhận lúc 11:00 05/9" in text
    assert (
        "Mục tiêu 60% số hộ: 9.107/20.000 (45,5%); với tốc độ 656 mỗi tuần, dự kiến đạt vào tuần đến 01/01/2021" in text
    )
    assert "- government, INBOX: 48 thư = 40 báo cáo + 2 chờ ý kiến + 1 để riêng + 5 thư khác\n" in text
    assert "UBND phường Hòa Mai, tuần đến 04/9: 1.100 → 1.130" in text


def test_what_changed_since_the_last_summary_is_no_alarm() -> None:
    html = render(cast.everything(VI)).html
    revision, problems = html.index("<b>Thay đổi so với bản đã gửi</b>"), html.index("<b>Lưu ý</b>")
    boxes = [match.start() for match in re.finditer(r'<table [^>]*class="(?:soft|alarm)" width="100%"', html)]
    ((first, soft), (second, alarm)) = [(at, html[at : at + 60]) for at in boxes if at < problems][:2]
    assert (first < revision < second < problems, "soft" in soft, "alarm" in alarm) == (True, True, True)


def test_a_total_that_stays_the_same_is_neither_good_nor_bad() -> None:
    standing = cast.week(VI)
    same = render(cast.summary(VI, season=(replace(standing, period=cast.period(VI, 1)),))).html
    assert '<b class="ink" style="color:#1c252e">±0</b> so với' in same
    assert '<b class="good" style="color:#17733f">+711</b> so với' in render(cast.summary(VI)).html


def test_reports_that_wait_and_units_that_are_checked_are_told_apart() -> None:
    """The subject counts units without a figure, the list below all mails that wait, of units with one too."""
    for language, words in (
        (VI, "3 báo cáo; 1 đơn vị đang kiểm tra, chưa có số liệu"),
        (EN, "3 reports; being checked, without a figure yet: 1 unit"),
    ):
        letter = render(cast.summary(language))
        assert words in letter.text
        assert words in letter.html


def test_a_message_that_is_in_no_group_is_shown_as_a_difference() -> None:
    view = cast.summary(VI)
    lost = replace(view, reconciliation=(replace(view.reconciliation[0], on_server=49),))
    assert "(LỆCH +1)" in render(lost).text
    assert "lệch +1" in render(lost).html


def test_a_summary_of_all_the_units_of_a_town_is_not_clipped_by_gmail() -> None:
    """Gmail cuts a page after 102 KB."""
    unit = cast.week(VI).units[0]
    many = replace(cast.week(VI), units=tuple(replace(unit, unit=replace(unit.unit, id=f"u{n}")) for n in range(150)))
    assert len(render(cast.summary(VI, standing=many)).html.encode()) < 100_000


@pytest.mark.parametrize(("language", "answer"), [(VI, "1 = tổng mới của tuần"), (EN, "1 = new total of the week")])
def test_for_a_supplement_the_new_total_is_asked_for_and_not_the_part(language: Language, answer: str) -> None:
    """18 beside 412 in force: answered by "1 = 18", the week would have lost 394."""
    view = cast.samples(language)["review"]
    assert isinstance(view, ReviewView)
    item = replace(view.items[0], count=18, in_force=412, supplements=True)
    text = render(replace(view, items=(item,))).text
    assert answer in text
    assert "= 18" not in text


def test_the_office_is_shown_answers_that_fit_what_waits() -> None:
    text = render(cast.samples(VI)["review"]).text
    assert "   1 ok, 2 = 25 UBND phường Hòa Mai, 3 bỏ\n" in text
    assert "   Trích: “kết quả tuần này là 1.310” (nội dung thư, dòng 3)\n" in text
    assert "   Số đang ghi nhận: 1.130 hộ\n" in text
    assert "1 ok, 2 = 25 North Ward, 3 drop" in render(cast.samples(EN)["review"]).text


@pytest.mark.parametrize(
    ("evidence", "vietnamese", "english"),
    [
        (("BaoCao.xlsx", "Sheet1!C12"), "BaoCao.xlsx, ô C12", "BaoCao.xlsx, cell C12"),
        (("a.xlsx", "Tuần 35!B7"), "a.xlsx, trang tính “Tuần 35”, ô B7", "a.xlsx, sheet “Tuần 35”, cell B7"),
        (("body", "line 3"), "nội dung thư, dòng 3", "text of the mail, line 3"),
        (("subject", "line 1"), "tiêu đề thư", "subject"),
        (("a.pdf", "page 2 line 4"), "a.pdf, trang 2, dòng 4", "a.pdf, page 2, line 4"),
        (("a.docx", "paragraph 7"), "a.docx, đoạn 7", "a.docx, paragraph 7"),
        (("a.docx", "table 2 row 3 column 4"), "a.docx, bảng 2, hàng 3, cột 4", "a.docx, table 2, row 3, column 4"),
        (("a.txt", "somewhere else"), "a.txt, somewhere else", "a.txt, somewhere else"),
        (("a.txt", ""), "a.txt", "a.txt"),
        (
            ("a.pdf", "page 1 table 2 row 3 column 4"),
            "a.pdf, trang 1, bảng 2, hàng 3, cột 4",
            "a.pdf, page 1, table 2, row 3, column 4",
        ),
    ],
)
def test_places_are_said_in_words(evidence: tuple[str, str], vietnamese: str, english: str) -> None:
    piece = Evidence(part=evidence[0], where=evidence[1], text="")
    said = [render(cast.receipt(lang, cast.receipt_item(lang, evidence=(piece,)))).subject for lang in (VI, EN)]
    assert [subject[subject.index("(") + 1 : -1] for subject in said] == [vietnamese, english]


def test_a_mail_is_seven_bit_with_crlf_and_is_marked_as_automatic() -> None:
    data = to_message(
        summary_letter(cast.everything(VI)),
        envelope(
            cc=(Address(name="Lãnh đạo", email="lanh-dao@units.example"),),
            reply_to=(Address(name="", email="office+k3f9@office.example"),),
            in_reply_to="<theirs@units.example>",
            references=("<first@office.example>", "<theirs@units.example>"),
            tag="k3f9-2a7c",
        ),
    )
    assert max(data) < 128
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    mail = parsed(data)
    assert mail["Message-ID"] == "<letter.1@office.example>"
    assert mail["In-Reply-To"] == "<theirs@units.example>"
    assert mail["References"].split() == ["<first@office.example>", "<theirs@units.example>"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Date"] == "Fri, 04 Sep 2020 15:10:00 +0700"
    assert mail["Subject"].endswith("kiểm tra [#k3f9-2a7c]")
    assert str(mail["Cc"]) == "Lãnh đạo <lanh-dao@units.example>"
    structure = [part.get_content_type() for part in mail.walk()]
    assert structure == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == summary_letter(cast.everything(VI)).text


def test_the_same_letter_is_the_same_mail() -> None:
    letters = [to_message(summary_letter(cast.everything(VI)), envelope()) for _ in range(2)]
    assert letters[0] == letters[1]


def test_ids_of_others_cannot_bring_header_lines() -> None:
    mail = parsed(
        to_message(
            render(cast.receipt(VI)),
            envelope(in_reply_to="<a@b>\r\nBcc: x@y.example", references=("<ok@b>", "no id", "<a b@c>", "<ok@b>")),
        )
    )
    assert mail["Bcc"] is None
    assert mail["In-Reply-To"] is None
    assert mail["References"] == "<ok@b>"


def test_a_long_thread_keeps_its_first_and_its_last_letters() -> None:
    ids = tuple(f"<{'long' * 20}-{number}@units.example>" for number in range(60))
    kept = parsed(to_message(render(cast.receipt(VI)), envelope(references=ids)))["References"].split()
    assert kept == [ids[0], *ids[-19:]]


@given(st.text(max_size=200), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_subject_and_name_survive_the_header(subject: str, name: str) -> None:
    letter = replace(render(cast.receipt(VI)), subject=subject)
    mail = parsed(to_message(letter, envelope(to=(Address(name=name, email="u@units.example"),), tag="ab-12")))
    assert " ".join(str(mail["Subject"]).split()) == " ".join(f"{one_line(subject)} [#ab-12]".split())
    assert [address.addr_spec for address in mail["To"].addresses] == ["u@units.example"]


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nBcc: c@d.example", "ông@units.example", "a b@units.example", "a@"]
)
def test_an_address_that_no_header_can_hold_is_refused(address: str) -> None:
    with pytest.raises(UnwritableAddressError):
        to_message(render(cast.receipt(VI)), envelope(to=(Address(name="", email=address),)))


def test_an_envelope_refuses_what_would_break_the_header() -> None:
    with pytest.raises(NaiveTimeError):
        envelope(date=dt.datetime(2020, 9, 4))  # noqa: DTZ001
    for wrong in ({"message_id": "<a@b>\r\nBcc: c@d"}, {"message_id": ""}, {"tag": "a b]"}, {"to": ()}):
        with pytest.raises(ValueError, match=r"not a|needs an"):
            envelope(**wrong)


def test_files_keep_their_names_and_bytes() -> None:
    file = File(name="Tổng hợp\r\nX: 1.xlsx", media_type="application/octet-stream", data=bytes(range(256)))
    picture = Picture(name="weeks", data=b"\x89PNG")
    mail = parsed(to_message(render(cast.summary(VI), files=(file,), pictures=(picture,)), envelope()))
    attached = list(mail.iter_attachments())
    assert [part.get_filename() for part in attached] == ["Tổng hợp X: 1.xlsx"]
    assert attached[0].get_content() == file.data
    assert 'src="cid:weeks"' in mail.get_body(("html",)).get_content()  # pyright: ignore[reportOptionalMemberAccess]
    assert [part["Content-ID"] for part in mail.walk() if part.get_content_type() == "image/png"] == ["<weeks>"]


def test_an_office_may_word_its_own_letters(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    own = tmp_path / "vi" / "receipt.txt"
    own.write_text(
        "Đã nhận: {{ number(view.items[0].count) }}\n\nCảm ơn {{ view.items[0].unit.name }}.\n", encoding="utf-8"
    )
    letter = render(cast.receipt(VI), templates=tmp_path)
    assert (letter.subject, letter.text) == ("Đã nhận: 45", "Cảm ơn UBND phường Hòa Mai.\n")
    assert "Cảm ơn UBND phường Hòa Mai." in letter.html
    assert check_templates(tmp_path, (cast.receipt(VI),)) == ()


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("vi/receipt.txt", "a\n{% if %}\n", "vi/receipt.txt, line 2: "),
        ("vi/receipt.txt", "a\n\n\n{{ view.nothing }}\n", "vi/receipt.txt, line 4: "),
        ("vi/receipt.txt", "a\n{{ view.__class__.__mro__ }}\n", "vi/receipt.txt, line 2: "),
        ("vi/recipt.txt", "a\n", "vi/recipt.txt, line 1: has no use; the names are vi/alert.txt, "),
    ],
)
def test_a_mistake_in_an_own_template_is_named_with_its_line(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / name).write_text(text, encoding="utf-8")
    faults = check_templates(tmp_path, (cast.receipt(VI),))
    assert [str(found)[: len(fault)] for found in faults] == [fault]


@pytest.mark.parametrize("language", Language)
def test_the_templates_that_come_along_stand_the_trial_that_own_ones_are_put_to(
    language: Language, tmp_path: Path
) -> None:
    views = samples(cast.CAMPAIGNS[language], cast.period(language))
    shutil.copytree(Path(reporting.__file__).parent / "templates", tmp_path, dirs_exist_ok=True)
    assert check_templates(tmp_path, views) == ()


def test_the_trial_reaches_the_official_report_and_the_parts_that_letters_share(tmp_path: Path) -> None:
    views = samples(cast.VI, cast.period(VI))
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "official_report.txt").write_text("a\n{{ head.nothing }}", encoding="utf-8")
    (tmp_path / "vi" / "closing.txt").write_text("{{ campaign.nobody }}", encoding="utf-8")
    assert {fault.file for fault in check_templates(tmp_path, views)} == {"vi/official_report.txt", "vi/closing.txt"}


@pytest.mark.parametrize("language", Language)
def test_what_the_office_is_told_to_answer_is_understood_as_it_is_meant(language: Language) -> None:
    """Every answer that a request shows, typed as it stands there, with a real name in place of “name of the unit”."""
    view = cast.samples(language)["review"]
    lines = render(view).text.splitlines()
    shown = re.findall(r"^- “(.+?)”", "\n".join(lines), re.MULTILINE)
    name = cast.units(language)[3].name
    typed = [text.replace("tên đơn vị", name).replace("name of the unit", name) for text in shown]
    example = next(line.strip() for line in lines if line.startswith("   1 ok"))
    roster = Roster(cast.units(language))

    def orders(text: str) -> list[tuple[int, Order]]:
        found = list(orders_in(text, roster, cast.CALENDARS[language], cast.made_at(language)))
        assert all(isinstance(item, Numbered) for item in found)
        return [(number, item.order) for item in found if isinstance(item, Numbered) for number in item.numbers]

    of_unit = cast.units(language)[3].id
    ok, drop = Order(reading=0, verb=Verb.OK), Order(reading=0, verb=Verb.DROP)
    assert orders(example) == [(1, ok), (2, Order(reading=0, verb=Verb.SET, count=25, unit=of_unit)), (3, drop)]
    assert [orders(text) for text in typed] == [
        [(1, ok)],
        [(1, Order(reading=0, verb=Verb.SET, count=130))],
        [(1, Order(reading=0, verb=Verb.SET, count=45, unit=of_unit, period=cast.NOW_KEYS[language]))],
        [(1, drop)],
        [(1, replace(ok, remember=True))],
    ]


ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ view.__init__.__globals__ }}",
    "{{ number.__self__ }}",
    "{{ number.__func__.__globals__['__builtins__'] }}",
    "{{ cycler.__init__.__globals__.os.system('true') }}",
    "{{ lipsum.__globals__ }}",
    "{{ '{0.__class__.__mro__}'.format(view) }}",
    "{{ '%s'|format(view.__dict__) }}",
    "{{ view|attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ campaign.zone.__class__.from_file('/etc/passwd') }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../../../../../../etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ range(10 ** 9)|list }}",
    "{% for x in range(10 ** 9) %}{% endfor %}",
    "{{ campaign.__class__.__bases__ }}",
    "{% set _ = view.campaign.__setattr__('name', 'x') %}",
    "{{ [].append(1) }}",
]


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_template_reaches_no_code_and_no_file(tmp_path: Path, escape: str):
    """Whoever may write an office's templates may not thereby run anything, or read what is not a template."""
    file = tmp_path / "vi" / "receipt.txt"
    file.parent.mkdir()
    file.write_text(f"Đã nhận\n{escape}\n", encoding="utf-8")
    with pytest.raises(
        Exception,
        match=r"unsafe|not found|no such|undefined|is not safe|outside|too big|etc/passwd|os|missing|no attribute",
    ) as caught:
        render(cast.receipt(VI), templates=tmp_path)
    assert "root:" not in str(caught.value)
    assert check_templates(tmp_path, (cast.receipt(VI),))
