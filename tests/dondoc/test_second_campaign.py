"""Nothing is wired to the first campaign: English, another roster, Mondays at 09:00, a zone with daylight saving, another count."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.dondoc.office import Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

CHIEF = "chief@county.example"
UNITS = """\
id,name,group,aliases,addresses
north,North Library,City,Library North,north@libraries.example
south,South Library,City,,south@libraries.example
east,East Library,City,,east@libraries.example
harbour,Harbour Reading Room,Branch,Harbour Room,east@libraries.example
"""


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """A county that counts loans."""
    with SmtpSink() as sink:
        yield open_office(
            tmp_path,
            dovecot,
            sink,
            zone=ZoneInfo("Europe/Paris"),
            changes={
                'name = "Bluezone Móng Cái"': 'name = "Library loans"',
                'language = "vi"': 'language = "en"',
                'timezone = "Asia/Ho_Chi_Minh"': 'timezone = "Europe/Paris"',
                "starts = 2020-08-26": "starts = 2020-10-20",
                'weekday = "friday", time = "15:00"': 'weekday = "monday", time = "09:00"',
                "units.example.csv": "libraries.csv",
                'id = "installed"': 'id = "loans"',
                'name = "Số máy điện thoại được cài đặt Bluezone"': 'name = "Number of loans"',
                'topics = ["Bluezone", "Bluetooth zone", "Blu zone", "Bluezoom", "cài đặt ứng dụng", "máy điện thoại được cài đặt", "smartphone được cài đặt", "thuê bao được cài đặt"]': 'topics = ["loans", "library loans"]',
                'nouns = ["máy", "điện thoại", "máy điện thoại", "smartphone", "thiết bị", "lượt", "thuê bao", "người", "trường hợp"]': (
                    'nouns = ["loans", "loan", "books lent"]'
                ),
                'verbs = ["cài đặt", "cài", "hướng dẫn", "hỗ trợ", "kích hoạt", "vận động"]': 'verbs = ["lent", "made"]',
                "chuyenvien@quangninh.example": CHIEF,
                "Phòng Văn hóa - Thông tin": "County Libraries",
            },
        )


@pytest.fixture(autouse=True)
def roster(tmp_path: Path) -> None:
    """The county's libraries."""
    (tmp_path / "libraries.csv").write_text(UNITS, encoding="utf-8-sig")


def test_a_week_of_the_second_campaign(office: Office):
    """The week to Monday 26 October 2020 holds the end of summer time: its reminder leaves 24 hours before 09:00 winter time."""
    office.mail(
        "north@libraries.example",
        "North Library: 45 loans this week.",
        subject="Library loans",
        when="2020-10-23T10:00",
    )
    office.tick("2020-10-23T10:05")
    assert office.unit("north", "2020-10-26")["count"] == 45
    (receipt,) = office.letters(to="north@libraries.example")
    assert "45 loans" in str(receipt["Subject"])

    office.sink.taken.clear()
    office.tick("2020-10-25T08:59")
    assert not office.sink.taken
    office.tick("2020-10-25T09:00")
    assert sorted(taken.recipients for taken in office.sink.taken) == [
        ("east@libraries.example",),
        ("south@libraries.example",),
    ]
    (shared,) = office.letters(to="east@libraries.example")
    assert "East Library" in words(shared)
    assert "Harbour Reading Room" in words(shared)

    (reminder,) = office.letters(to="south@libraries.example")
    office.mail(
        "south@libraries.example",
        f"1,250\n\nOn Sun, Oct 25, 2020 at 9:00 AM County Libraries <{office.mailboxes['government']}> wrote:\n> "
        + "\n> ".join(words(reminder).splitlines()),
        when="2020-10-26T08:59",
        subject=f"Re: {reminder['Subject']}",
        headers={"In-Reply-To": str(reminder["Message-ID"])},
    )
    office.sink.taken.clear()
    office.tick("2020-10-26T09:10")
    assert office.unit("south", "2020-10-26")["count"] == 1250
    (summary,) = office.letters(to=CHIEF)
    assert "2/4" in str(summary["Subject"])
    assert "1,295" in words(summary)
    status = office.status("2020-10-26", "2020-10-27T00:00")
    assert (status["total"], status["reporting_rate"], status["reporting_rate_on_time"]) == (1295, 0.5, 0.5)
    standing = {row["unit"]: row["standing"] for row in status["units"]}
    assert standing == {"north": "reported", "south": "reported", "east": "missing", "harbour": "missing"}


def test_no_word_of_the_first_campaign_reaches_the_second(office: Office):
    office.mail(
        "north@libraries.example",
        "North Library: 45 loans this week.",
        subject="Library loans",
        when="2020-10-23T10:00",
    )
    office.mail(
        "nobody@stranger.example", "Harbour Room made 12 loans this week.", subject="loans", when="2020-10-23T11:00"
    )
    for when in ("2020-10-23T11:05", "2020-10-25T09:00", "2020-10-26T09:10"):
        assert not office.tick(when).problems
    for letter in office.letters():
        text = f"{letter['Subject']}\n{words(letter)}".casefold()
        for word in ("bluezone", "móng cái", "máy", "tuần", "kính gửi"):
            assert word not in text, (word, text)
