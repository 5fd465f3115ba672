"""What waits is decided on the command line by the same rules as by mail, explained, and taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from dondoc.command_line import main
from reporting.journal import journal
from tests.dondoc.office import Office, open_office
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office that a stranger has written to."""
    with SmtpSink() as sink:
        office = open_office(tmp_path, dovecot, sink)
        office.mail(
            "la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-27T09:00"
        )
        office.tick("2020-08-27T09:05")
        yield office


def run(office: Office, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main([*arguments, "--config", str(office.config)])
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def waiting(office: Office, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return json.loads(run(office, capsys, "review", "--json")[1])


def test_what_waits_is_shown_decided_explained_and_taken_back(office: Office, capsys: pytest.CaptureFixture[str]):
    (item,) = waiting(office, capsys)
    assert (item["unit"], item["count"], item["deadline"]) == ("ubnd-ka-long", 77, "2020-08-28")
    assert item["reasons"]
    assert run(office, capsys, "rule", str(item["reading"]), "ok", "--who", "Lê Thí Dụ", "--why", "đã gọi điện")[0] == 0
    assert waiting(office, capsys) == []
    assert office.unit("ubnd-ka-long")["count"] == 77

    status, told = run(office, capsys, "explain", "ubnd-ka-long", "--period", "2020-08-28")
    assert status == 0
    for words in ("77 in force, by ruling 1", "Lê Thí Dụ", "đã gọi điện", "la@nguoila.example", "body line 1", ".eml"):
        assert words in told

    status, told = run(office, capsys, "rule", str(item["reading"]), "88")
    assert (status, "refused: it was decided already" in told) == (1, True)
    assert run(office, capsys, "rule", "--undo", "1")[0] == 0
    assert len(waiting(office, capsys)) == 1
    assert office.unit("ubnd-ka-long")["count"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rule", "4711", "ok"], "refused: there is no reading or ruling 4711; `dondoc review` lists what waits"),
        (["rule", "1", "99999999999"], "refused: the figure 99999999999 is out of range"),
        (["rule", "1", "5", "--period", "2020-08-27"], "refused: there is no reporting period 2020-08-27"),
        (["rule", "1", "5", "--period", "2031-08-29"], "refused: there is no reporting period 2031-08-29"),
        (["rule", "1", "5", "--unit", "nobody"], "refused: it is not clear which unit nobody; name its id with --unit"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(
    office: Office, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
):
    status, told = run(office, capsys, *arguments)
    assert (status, words in told) == (1, True)
    assert len(waiting(office, capsys)) == 1


def test_the_journal_tells_rulings_in_the_campaigns_language(office: Office, capsys: pytest.CaptureFixture[str]):
    for arguments in (["1", "drop"], ["--undo", "1"], ["1", "45"]):
        assert run(office, capsys, "rule", *arguments, "--who", "Lê Thí Dụ", "--why", "gọi điện")[0] == 0
    told = [line.detail for line in journal(office.situation("2020-08-28T00:00")) if line.what == "Quyết định"]
    assert told == [
        "Lê Thí Dụ bỏ, không tính 77 gọi điện",
        "Lê Thí Dụ rút lại quyết định 77 gọi điện",
        "Lê Thí Dụ ghi nhận 45 gọi điện",
    ]


def test_on_80_columns_nothing_that_is_typed_again_is_broken(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """Ids, addresses and dates: with the longest of the example's units, to be copied from the screen."""
    monkeypatch.setenv("COLUMNS", "80")
    roster = run(office, capsys, "roster")[1]
    for unit in office.settings.roster.units:
        assert all(re.search(rf"(?<!\S){re.escape(each)}(?!\S)", roster) for each in (unit.id, *unit.addresses)), unit
    assert "nobody named" in roster
    shown = run(office, capsys, "review")[1]
    for each in ("ubnd-ka-long", "2020-08-28", "77", "la@nguoila.example"):
        assert re.search(rf"(?<!\S){re.escape(each)}(?!\S)", shown), each
    assert max(map(len, (roster + shown).splitlines())) <= 80


def test_a_figure_by_telephone(office: Office, capsys: pytest.CaptureFixture[str]):
    arguments = ["rule", "--unit", "km15", "--period", "2020-08-28", "--count", "33", "--why", "qua điện thoại"]
    assert run(office, capsys, *arguments)[0] == 0
    assert office.unit("km15")["count"] == 33
    assert office.unit("km15")["standing"] == "late", "it is stamped now, unless it is said when it was told"


@pytest.mark.parametrize(
    ("told", "standing"),
    [("2020-08-28T15:00", "reported"), ("2020-08-28T15:00:01", "late"), ("2020-08-28T08:00Z", "reported")],
)
def test_a_figure_by_telephone_is_on_time_if_it_was_told_in_time(
    office: Office, capsys: pytest.CaptureFixture[str], told: str, standing: str
):
    arguments = ["rule", "--unit", "km15", "--period", "2020-08-28", "--count", "33", "--at", told]
    assert run(office, capsys, *arguments)[0] == 0
    row = office.unit("km15")
    assert (row["standing"], row["received_at"][:13]) == (standing, "2020-08-28T15")
    assert (
        f"confirm 33 told at {row['received_at']} by"
        in run(office, capsys, "explain", "km15", "--period", "2020-08-28")[1]
    )
    assert run(office, capsys, "audit", "--offline")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (
            ["--unit", "km15", "--period", "2020-08-28", "--count", "33", "--at", "2999-01-01T00:00"],
            1,
            "lies in the future",
        ),
        (
            ["--unit", "km15", "--period", "2020-08-28", "--count", "33", "--at", "hôm qua"],
            2,
            "--at hôm qua: is no time",
        ),
        (["1", "ok", "--at", "2020-08-28T09:00"], 2, "a mail has its own time"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(
    office: Office, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, words: str
):
    found, told = run(office, capsys, "rule", *arguments)
    assert (found, words in told) == (status, True), told
    assert len(waiting(office, capsys)) == 1


def test_the_roster_says_who_has_named_an_officer(office: Office, capsys: pytest.CaptureFixture[str]):
    office.mail(
        "ben-xe@mongcai.example",
        "Bến xe khách Móng Cái xin cung cấp cán bộ đầu mối:\nHọ và tên: Nguyễn Văn Mẫu\nChức vụ: Phó bến\nSố điện thoại: 0900000123",
        subject="Cung cấp thông tin cán bộ đầu mối",
        when="2020-08-27T10:00",
    )
    office.tick("2020-08-27T10:05")
    rows = {row["unit"]: row for row in json.loads(run(office, capsys, "roster", "--json")[1])}
    assert (rows["ben-xe"]["officer"], rows["ben-xe"]["phone"]) == ("Nguyễn Văn Mẫu", "0900000123")
    assert rows["km15"]["officer"] is None
