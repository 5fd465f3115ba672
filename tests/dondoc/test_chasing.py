"""Chasing like a good colleague: moved deadlines told ahead, holidays warned of, quiet hours, copies, exemptions, the call list."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from dondoc.command_line import main
from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

UNITS = """\
id,name,group,aliases,addresses,head
ben-xe,Bến xe khách Móng Cái,,Bến xe Móng Cái,ben-xe@mongcai.example; canbo.ben-xe@mail.example,giamdoc.ben-xe@mongcai.example
km15,Trạm Km15,,,km15@mongcai.example,
"""
Open = Callable[..., Office]


@pytest.fixture
def opened(tmp_path: Path, dovecot: Dovecot) -> Generator[Open]:
    """Opens an office of two units, with changes to the example's configuration."""
    with SmtpSink() as sink:

        def make(changes: dict[str, str] | None = None) -> Office:
            office = open_office(tmp_path, dovecot, sink, changes=changes)
            (tmp_path / "units.example.csv").write_text(UNITS, encoding="utf-8")
            return office

        yield make


def recipients(office: Office) -> list[tuple[str, ...]]:
    return sorted(taken.recipients for taken in office.sink.taken if CLERK not in taken.recipients)


def test_a_moved_deadline_is_told_to_all_units_a_week_ahead_once(opened: Open):
    office = opened({"starts = 2020-08-26": 'starts = 2020-12-23\nmoved = { "2021-01-01" = 2020-12-31T15:00:00 }'})
    office.tick("2020-12-24T14:59")
    assert not [letter for letter in office.letters() if "31/12" in words(letter)]
    office.sink.taken.clear()
    office.tick("2020-12-24T15:00")
    told = [letter for letter in office.letters() if "31/12" in words(letter)]
    assert sorted(str(letter["To"]) for letter in told) == ["ben-xe@mongcai.example", "km15@mongcai.example"]
    office.sink.taken.clear()
    office.tick("2020-12-24T16:00")
    assert not office.sink.taken
    office.tick("2020-12-30T15:00")
    assert recipients(office) == [("ben-xe@mongcai.example",), ("km15@mongcai.example",)], "the ladder moves along"


def test_a_waived_week_is_told_and_nobody_is_chased_in_it(opened: Open):
    office = opened({"starts = 2020-08-26": 'starts = 2021-02-03\nwaived = ["2021-02-12"]'})
    office.tick("2021-02-08T09:00")
    office.sink.taken.clear()
    for when in ("2021-02-11T15:00", "2021-02-12T13:00", "2021-02-12T15:10", "2021-02-13T15:00"):
        office.tick(when)
    assert recipients(office) == []
    assert {unit["standing"] for unit in office.status("2021-02-12")["units"]} == {"exempt"}


def test_the_office_is_warned_of_a_deadline_on_a_public_holiday_once(opened: Open):
    office = opened({"starts = 2020-08-26": "starts = 2021-04-24"})
    office.tick("2021-04-24T09:00")
    (warning,) = office.letters(to=CLERK)
    assert "30/4" in words(warning)
    office.tick("2021-04-25T09:00")
    assert len(office.letters(to=CLERK)) == 1


def test_a_holiday_that_was_decided_on_is_no_news(opened: Open):
    office = opened({"starts = 2020-08-26": 'starts = 2021-04-24\nkept = ["2021-04-30"]'})
    office.tick("2021-04-24T09:00")
    assert office.letters() == []


def test_nobody_is_chased_in_quiet_hours(opened: Open):
    office = opened({'# quiet = ["21:00", "06:30"]': 'quiet = ["12:00", "13:30"]'})
    office.tick("2020-08-28T13:00")
    assert recipients(office) == []
    office.tick("2020-08-28T13:30")
    assert len(recipients(office)) == 2


def test_later_notices_go_to_the_units_head_in_copy(opened: Open):
    office = opened({'# copy_head = ["1d"]': 'copy_head = ["1d"]'})
    office.tick("2020-08-28T15:10")
    assert ("ben-xe@mongcai.example",) in recipients(office)
    office.sink.taken.clear()
    office.tick("2020-08-29T15:00")
    assert recipients(office) == [
        ("ben-xe@mongcai.example", "giamdoc.ben-xe@mongcai.example"),
        ("km15@mongcai.example",),
    ]


def test_two_steps_close_together_are_parted_by_the_gap(opened: Open):
    office = opened({'before = ["24h", "2h"]': 'before = ["2h", "110m"]'})
    office.tick("2020-08-28T13:00")
    office.tick("2020-08-28T13:10")
    assert len(recipients(office)) == 2
    office.tick("2020-08-28T14:00")
    assert len(recipients(office)) == 4


def test_an_exempt_unit_owes_nothing_and_is_not_expected(opened: Open):
    office = opened({"[summary]": '[[exemptions]]\nunit = "km15"\nfrom = 2020-08-01\nto = 2020-08-31\n\n[summary]'})
    office.tick("2020-08-28T13:00")
    assert recipients(office) == [("ben-xe@mongcai.example",)]
    assert office.unit("km15")["standing"] == "exempt"
    assert office.unit("km15", "2020-09-04")["standing"] == "missing"


def test_units_that_letters_do_not_reach_are_on_the_call_list(opened: Open):
    office = opened()
    for address in ("ben-xe@mongcai.example", "canbo.ben-xe@mail.example"):
        office.sink.answers[address] = "550 5.1.1 no such user"
    for when in ("2020-08-27T15:00", "2020-08-28T13:00", "2020-08-28T15:10"):
        office.tick(when)
    first = words(office.letters(to=CLERK)[-1])
    assert "CẦN GỌI ĐIỆN: 1" in first
    assert "Bến xe khách Móng Cái" in first.split("CẦN GỌI ĐIỆN")[1]
    office.tick("2020-09-04T15:10")
    assert "CẦN GỌI ĐIỆN: 2" in words(office.letters(to=CLERK)[-1]), "Km15 has been silent for two periods"


@pytest.mark.parametrize("written_to", [True, False])
def test_only_who_was_written_to_is_said_not_to_answer(opened: Open, written_to: bool):
    """An office that chases by telephone, or that imported old mails: nobody has left a letter of ours unanswered."""
    steps = {'before = ["24h", "2h"]': "before = []", 'after = ["10m", "1d"]': "after = []"}
    office = opened({} if written_to else steps)
    for when in ("2020-08-28T15:10", "2020-09-04T15:10"):
        office.tick(when)
    told = words(office.letters(to=CLERK)[-1]).split("CẦN GỌI ĐIỆN")[1]
    assert "Chưa báo cáo 2 tuần liền" in told
    assert ("không trả lời thư nhắc" in told) is written_to


def test_a_bounce_stops_the_address(opened: Open):
    office = opened()
    office.tick("2020-08-27T15:00")
    (reminder,) = office.letters(to="ben-xe@mongcai.example")
    office.mail(
        "MAILER-DAEMON@mongcai.example",
        "This is the mail system at host mail.mongcai.example.\n\n"
        "I'm sorry to have to inform you that your message could not be delivered.\n\n"
        "<ben-xe@mongcai.example>: host mail[127.0.0.1] said: 550 5.1.1 User doesn't exist (in reply to RCPT TO command)\n\n"
        f"Message-ID: {reminder['Message-ID']}\nSubject: {reminder['Subject']}\n",
        subject="Undelivered Mail Returned to Sender",
        when="2020-08-27T15:05",
        headers={"Auto-Submitted": "auto-replied", "Return-Path": "<>"},
        to=("government",),
    )
    office.tick("2020-08-28T13:00")
    assert ("canbo.ben-xe@mail.example",) in recipients(office)


def test_the_summarys_files_lie_ready(opened: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    office = opened()
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:00")
    office.tick("2020-08-28T15:10")
    (summary,) = office.letters(to=CLERK)
    assert [str(part.get_filename())[-5:] for part in summary.iter_attachments()] == [".xlsx", ".docx"]
    out = tmp_path / "out"
    assert (
        main(
            ["summary", "--config", str(office.config), "--from", "2020-08-28", "--to", "2020-08-28", "--out", str(out)]
        )
        == 0
    )
    assert {path.suffix for path in out.iterdir()} == {".html", ".txt", ".csv", ".json", ".xlsx", ".docx"}
    assert main(["summary", "--config", str(office.config), "--at", "2020-09-04T15:10", "--out", str(out)]) == 0
    (picture,) = out.glob("*.png")
    assert picture.name == "bluezone-mong-cai-tong-hop-2020-09-04-weeks.png"
    page = out / "bluezone-mong-cai-tong-hop-2020-09-04.html"
    assert f'src="{picture.name}"' in page.read_text(encoding="utf-8"), "the page shows the picture that lies beside it"
    table = out / "bluezone-mong-cai-tong-hop-2020-08-28.csv"
    assert "ben-xe,2020-08-28,installed,12,reported,2020-08-27T02:00:00Z" in table.read_text().splitlines()


def test_mistakes_in_the_offices_own_templates_are_told_with_file_and_line(
    opened: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    office = opened({"[chasing]": 'templates = "own"\n\n[chasing]'})
    (tmp_path / "own" / "vi").mkdir(parents=True)
    (tmp_path / "own" / "vi" / "reminder.txt").write_text("Nhắc\n{{ nothing.here }\n")
    assert main(["check", "--config", str(office.config)]) == 1
    assert "vi/reminder.txt, line 2" in capsys.readouterr().out
