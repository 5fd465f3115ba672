"""A unit's mail that names no topic and holds no figure is a report that waits, and what is decided about it counts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Generator
from pathlib import Path

import pytest

from dondoc.command_line import main
from reporting.standing import Standing
from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

UNITS = """\
id,name,group,aliases,addresses
ben-xe,Bến xe khách Móng Cái,,Bến xe Móng Cái,ben-xe@mongcai.example
km15,Trạm Km15,,,km15@mongcai.example
"""
FIRST = dt.date(2020, 8, 28)
BEN_XE = "ben-xe@mongcai.example"


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office of two units, of which one forgot the file that it writes of."""
    with SmtpSink() as sink:
        office = open_office(tmp_path, dovecot, sink)
        (tmp_path / "units.example.csv").write_text(UNITS, encoding="utf-8")
        office.mail(
            BEN_XE,
            "Bến xe khách Móng Cái gửi báo cáo tuần đến 28/8/2020 (file đính kèm).",
            subject="Bao cao tuan",
            when="2020-08-27T09:00",
        )
        office.tick("2020-08-27T09:05")
        yield office


def test_it_is_checked_and_nobody_chases_the_unit(office: Office):
    assert office.unit("ben-xe")["standing"] == "checking"
    for when in ("2020-08-27T15:00", "2020-08-28T13:00", "2020-08-28T15:10"):
        office.tick(when)
    reminded = [str(letter["To"]) for letter in office.letters() if CLERK not in str(letter["To"])]
    assert reminded.count("km15@mongcai.example") == 3
    assert reminded.count(BEN_XE) == 1, "its receipt alone"
    standing = office.situation("2020-08-28T15:11").standing(office.settings.calendar.period(FIRST))
    assert [unit.unit.id for unit in standing.having(Standing.MISSING)] == ["km15"]
    summary = words(office.letters(to=CLERK, subject="1 chưa báo cáo, 1 đang kiểm tra")[0]).replace("\r\n", "\n")
    assert "CHƯA BÁO CÁO: 1\n- Trạm Km15\n" in summary
    assert "- Bến xe khách Móng Cái: đang kiểm tra\n" in summary


def test_a_ruling_on_the_command_line_counts(office: Office, capsys: pytest.CaptureFixture[str]):
    capsys.readouterr()
    assert main(["review", "--json", "--config", str(office.config)]) == 0
    (item,) = json.loads(capsys.readouterr().out)
    assert main(["rule", str(item["reading"]), "45", "--config", str(office.config)]) == 0
    assert (office.unit("ben-xe")["standing"], office.unit("ben-xe")["count"]) == ("reported", 45)


def test_a_ruling_by_mail_counts(office: Office):
    request = office.letters(to=CLERK)[-1]
    office.answer(request, "1 = 45", sender=CLERK, when="2020-08-27T10:00")
    office.tick("2020-08-27T10:05")
    assert (office.unit("ben-xe")["standing"], office.unit("ben-xe")["count"]) == ("reported", 45)
