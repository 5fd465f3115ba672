"""A week in the office, on real servers: what comes in over IMAP, what goes out over SMTP."""

from __future__ import annotations

import email
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

WEEK = "2020-08-28"


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office with nothing in its mailboxes."""
    with SmtpSink() as sink:
        yield open_office(tmp_path, dovecot, sink)


def test_one_report_in_two_mailboxes_counts_once_and_gets_one_receipt(office: Office):
    office.mail(
        "thanh-doan@mongcai.example", "Thành đoàn báo cáo tuần này cài được 125 máy Bluezone.", when="2020-08-27T09:00"
    )
    done = office.tick("2020-08-27T09:05")
    assert (done.problems, done.taken.messages, done.taken.copies) == ([], 1, 1)
    assert office.unit("thanh-doan") == {
        "unit": "thanh-doan",
        "standing": "reported",
        "count": 125,
        "cumulative": None,
        "received_at": "2020-08-27T09:00:00+07:00",
    }
    (receipt,) = office.letters(to="thanh-doan@mongcai.example")
    assert "125 máy" in str(receipt["Subject"])
    assert receipt["Auto-Submitted"] == "auto-generated"
    office.tick("2020-08-27T09:06")
    assert len(office.sink.taken) == 1, "nothing is sent twice"


def test_the_ladder_of_a_week(office: Office):
    """Thursday 15:00 a reminder, Friday 13:00 again, 15:10 the notice and the summary; who has reported is left alone."""
    office.mail(
        "thanh-doan@mongcai.example", "Thành đoàn cài được 125 máy Bluezone trong tuần.", when="2020-08-27T09:00"
    )
    assert office.tick("2020-08-27T14:59").sent == 1
    office.sink.taken.clear()
    office.tick("2020-08-27T15:00")
    reminded = {recipient for taken in office.sink.taken for recipient in taken.recipients}
    assert "thanh-doan@mongcai.example" not in reminded
    assert len(office.sink.taken) == len(reminded) == 28, "29 addresses have units, one of them has reported"
    (shared,) = office.letters(to="ka-long@mongcai.example")
    text = words(shared)
    assert "UBND phường Ka Long" in text
    assert "Bộ phận tiếp nhận và Trả kết quả phường Ka Long" in text
    office.tick("2020-08-27T18:00")
    assert len(office.sink.taken) == 28

    (reminder,) = office.letters(to="ben-xe@mongcai.example")
    office.answer(reminder, "45", when="2020-08-28T09:00")
    office.sink.taken.clear()
    office.tick("2020-08-28T13:00")
    assert office.unit("ben-xe")["count"] == 45, "a bare number answers a reminder"
    assert len(office.letters(to="ben-xe@mongcai.example")) == 1, "a receipt, no reminder"
    assert "45" in str(office.letters(to="ben-xe@mongcai.example")[0]["Subject"])

    office.sink.taken.clear()
    assert office.tick("2020-08-28T15:00").sent == 0
    office.tick("2020-08-28T15:10")
    (summary,) = office.letters(to=CLERK)
    assert "2/46" in str(summary["Subject"])
    assert [str(part.get_filename())[-5:] for part in summary.iter_attachments()] == [".xlsx", ".docx"]
    assert len(office.letters(to="km15@mongcai.example")) == 1
    assert not office.letters(to="ben-xe@mongcai.example")
    sent = len(office.sink.taken)
    for when in ("2020-08-28T15:10", "2020-08-27T15:00", "2020-08-28T15:11"):
        office.tick(when)
    assert len(office.sink.taken) == sent, "the same week again changes nothing"


def test_a_slept_through_day_is_caught_up_with_one_letter_each(office: Office):
    office.tick("2020-08-29T16:00")
    assert len(office.letters(to="km15@mongcai.example")) == 1, "the last notice alone"
    assert len(office.letters(to=CLERK)) == 1


def test_late_and_corrected_reports_revise_the_summary_once_a_day(office: Office):
    office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
    office.tick("2020-08-28T15:10")
    (receipt,) = office.letters(to="thanh-doan@mongcai.example")
    office.mail("km15@mongcai.example", "Trạm Km15 báo cáo Bluezone tuần này 30 máy.", when="2020-08-28T16:00")
    office.answer(receipt, "152", when="2020-08-28T17:00")
    office.tick("2020-08-28T17:05")
    assert (office.unit("km15")["standing"], office.unit("km15")["count"]) == ("late", 30)
    assert (office.unit("thanh-doan")["standing"], office.unit("thanh-doan")["count"]) == ("reported", 152)
    assert len(office.letters(to=CLERK)) == 1, "not before a day has passed"
    office.tick("2020-08-29T15:10")
    assert len(office.letters(to=CLERK)) == 2
    office.tick("2020-08-30T15:10")
    assert len(office.letters(to=CLERK)) == 2


def test_the_office_rules_by_mail(office: Office):
    office.mail("la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    assert office.unit("ubnd-ka-long")["standing"] == "checking"
    assert not office.letters(to="la@nguoila.example"), "a stranger gets no letter before a ruling"
    (request,) = office.letters(to=CLERK)
    (mail,) = request.iter_attachments()
    assert mail.get_filename() == "1.eml"
    body = email.message_from_bytes(mail.get_content()).get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "77 máy".encode() in body
    office.answer(request, "1 = 78 nhớ địa chỉ", when="2020-08-27T10:00", sender=CLERK)
    office.tick("2020-08-27T10:05")
    assert office.unit("ubnd-ka-long")["count"] == 78
    confirmation = office.letters(to=CLERK)[-1]
    assert "78" in words(confirmation)
    office.mail("la@nguoila.example", "Tuần này 79 máy Bluezone", when="2020-09-02T09:00")
    office.tick("2020-09-02T09:05")
    assert office.unit("ubnd-ka-long", "2020-09-04")["count"] == 79, "approve once, then automatic"


def test_orders_from_a_stranger_change_nothing_and_are_told_to_the_office(office: Office):
    office.mail("la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    (request,) = office.letters(to=CLERK)
    office.answer(request, "1 ok", when="2020-08-27T10:00", sender="la@nguoila.example")
    office.tick("2020-08-27T10:05")
    assert office.unit("ubnd-ka-long")["standing"] == "checking"
    assert not office.letters(to="la@nguoila.example")
    assert "la@nguoila.example" in words(office.letters(to=CLERK)[-1])
