"""What is wrong with the machine is told to the office by mail, once when it starts and once when it ends, and to the log always."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from email.message import EmailMessage
from pathlib import Path

import pytest

from dondoc import machine
from dondoc.clock import Pace
from dondoc.command_line import main
from dondoc.machine import Disk, NewMail
from dondoc.worker import Worker
from ingest.ledger import Fault, faults, open_ledger
from tests.dondoc.office import CLERK, Office, open_office, words
from tests.dondoc.test_faults import change
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

STEADY = dt.timedelta(0)
MEGABYTE = 2**20


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office with nothing in its mailboxes."""
    with SmtpSink() as sink:
        yield open_office(tmp_path, dovecot, sink)


def round_at(office: Office, when: str, step: dt.timedelta = STEADY) -> None:
    """Do a round at an instant that is the machine's own time."""
    with Worker(office.settings) as worker:
        assert not worker.round(office.at(when), step=step).problems


def told(office: Office) -> list[str]:
    return [str(letter["Subject"]).partition(" [#")[0] for letter in office.letters(to=CLERK)]


def last(office: Office) -> EmailMessage:
    return office.letters(to=CLERK)[-1]


FULL = "Máy thu báo cáo sắp hết chỗ trống trên đĩa"
ROOM = "Máy thu báo cáo đã đủ chỗ trống trên đĩa"
WRONG = "Đồng hồ của máy thu báo cáo có thể sai giờ"
RIGHT = "Đồng hồ của máy thu báo cáo không còn dấu hiệu sai giờ"
SENT_AGAIN = "Đã gửi thư lại được"


def test_a_disk_that_fills_up_is_told_once_and_once_that_it_has_room_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """It wavers about the bound for a while: that is told once."""
    free = 10_000

    def measured(_path: Path) -> Disk:
        return Disk(path="/du-lieu", free=free * MEGABYTE, total=100_000 * MEGABYTE)

    monkeypatch.setattr(machine, "disk_of", measured)
    expected: list[str] = []
    for minute, (free, subject) in enumerate(
        ((10_000, ""), (2_040, FULL), (1_900, ""), (2_100, ""), (2_000, ""), (2_900, ""), (3_100, ROOM), (9_000, ""))
    ):
        round_at(office, f"2020-08-26T08:{minute:02}")
        expected += [subject] if subject else []
        assert told(office) == expected, free
    (start, end) = office.letters(to=CLERK)
    assert "2.040 MB" in words(start)
    assert "/du-lieu" in words(start)
    assert "8 giờ 01" in words(end)
    assert [record.message for record in caplog.records if "disk" in record.message] == [
        f"disk: {{'path': '/du-lieu', 'free': {2_040 * MEGABYTE}}}",
        "disk: over",
    ]


def test_what_comes_and_goes_is_told_less_and_less(office: Office, monkeypatch: pytest.MonkeyPatch):
    """A disk that is nearly full every other minute, all day."""
    free = 0

    def measured(_path: Path) -> Disk:
        return Disk(path="/du-lieu", free=free * MEGABYTE, total=100_000 * MEGABYTE)

    monkeypatch.setattr(machine, "disk_of", measured)
    begin = office.at("2020-08-26T08:00")
    with Worker(office.settings) as worker:
        for minute in range(0, 20 * 60, 20):
            free = 100 if minute % 40 == 0 else 9_000
            worker.round(begin + dt.timedelta(minutes=minute), step=STEADY)
    assert told(office) == [FULL, ROOM]


@pytest.mark.parametrize(
    ("free", "total", "full"),
    [
        (199, 1_000, True),
        (201, 1_000, False),
        (1_999, 60_000, False),
        (1_700, 60_000, True),
        (3_000, 8_000_000, False),
        (2_000, 8_000_000, True),
        (3, 4, True),
    ],
)
def test_when_a_disk_is_nearly_full(free: int, total: int, full: bool):
    """Less than 3 % or 2 GB, whichever is less; and less than 200 MB always."""
    disk = Disk(path="/", free=free * MEGABYTE, total=total * MEGABYTE)
    assert disk.is_nearly_full is full


def test_a_clock_that_is_set_is_told_once_and_once_that_it_is_steady(office: Office):
    """Ahead by 7 hours, a minute later back again; then no sign of it for an hour."""
    round_at(office, "2020-08-26T08:00")
    assert told(office) == []
    round_at(office, "2020-08-26T15:01", dt.timedelta(hours=7))
    assert told(office) == [WRONG]
    assert "từ 8 giờ 01 thứ Tư, ngày 26/8/2020 sang 15 giờ 01 thứ Tư" in words(last(office))
    round_at(office, "2020-08-26T08:02", -dt.timedelta(hours=7))
    for minute in ("08:03", "08:30", "09:01"):
        round_at(office, f"2020-08-26T{minute}")
    assert told(office) == [WRONG]
    round_at(office, "2020-08-26T09:03")
    round_at(office, "2020-08-26T09:04")
    assert told(office) == [WRONG, RIGHT]


def test_a_clock_that_was_set_back_while_nothing_ran_is_known_by_the_last_round(
    office: Office, capsys: pytest.CaptureFixture[str]
):
    round_at(office, "2020-08-26T15:00")
    round_at(office, "2020-08-26T14:56")
    assert told(office) == []
    round_at(office, "2020-08-26T08:00")
    assert told(office) == [WRONG]
    capsys.readouterr()
    assert main(["health", "--config", str(office.config)]) == 1
    assert "the clock seems off since 2020-08-26 01:00 UTC; set it" in capsys.readouterr().out


def test_an_instant_that_is_wished_for_says_nothing_of_the_clock(office: Office):
    """`dondoc tick --at`, replays."""
    for when in ("2020-08-26T15:00", "2020-08-25T08:00", "2021-08-26T15:00", "2020-08-26T15:00"):
        office.mail("tin@shop.example", "Giảm giá.", when="2030-01-01T08:00", subject=when)
        assert not office.tick(when).problems
    assert WRONG not in told(office)


def test_a_clock_that_is_slow_is_known_by_mail_from_the_future(office: Office):
    round_at(office, "2020-08-26T08:00")
    office.mail("tin@shop.example", "Giảm giá.", when="2020-08-26T15:03", subject="Khuyến mãi", to=("gmail",))
    round_at(office, "2020-08-26T08:01")
    assert told(office) == [WRONG]
    assert "muộn hơn đồng hồ của máy thu báo cáo khoảng 7 giờ" in words(last(office))
    round_at(office, "2020-08-26T10:01")
    assert told(office) == [WRONG], "nothing new came: nothing is known"
    office.mail("tin@shop.example", "Giảm giá.", when="2020-08-26T10:01:30", subject="Nữa", to=("gmail",))
    round_at(office, "2020-08-26T10:02")
    assert told(office) == [WRONG, RIGHT]


def test_a_clock_that_is_fast_is_known_by_mail_that_was_not_there_before(office: Office):
    """Mail after mail seems to have come seven hours before the last look; one that was moved into the folder says nothing."""
    round_at(office, "2020-08-26T08:00")
    for minute in (1, 2, 3):
        assert told(office) == []
        arrived = f"2020-08-26T01:{minute - 1:02}:30"
        office.mail("tin@shop.example", "Giảm giá.", when=arrived, subject=f"{minute}", to=("government",))
        round_at(office, f"2020-08-26T08:{minute:02}")
    assert told(office) == [WRONG]
    assert "sớm hơn đồng hồ của máy thu báo cáo khoảng 7 giờ" in words(last(office))
    office.mail("tin@shop.example", "Giảm giá.", when="2020-08-26T08:03:30", subject="4", to=("government",))
    round_at(office, "2020-08-26T08:04")
    assert told(office) == [WRONG, RIGHT]


@pytest.mark.parametrize(
    ("leads", "off"),
    [
        ([], False),
        ([0.0, 0.0, 0.0], False),
        ([299.0], False),
        ([0.0, 301.0], True),
        ([301.0, 0.0], False),
        ([-25_000.0], False),
        ([-25_000.0, -25_000.0], False),
        ([-25_000.0, -25_100.0, -25_200.0], True),
        ([-25_000.0, -25_100.0, 0.0], False),
        ([-90_000.0, -25_100.0, -25_200.0], False),
        ([-200.0, -250.0, -299.0], False),
    ],
)
def test_what_the_last_rounds_say_of_two_clocks(leads: list[float], off: bool):
    assert machine.is_off(leads) is off


def test_mail_between_two_looks_says_that_the_clocks_agree():
    last_look, now = (dt.datetime(2020, 8, 26, 8, minute, tzinfo=dt.UTC) for minute in (0, 1))
    new = NewMail()
    assert new.lead(last_look=last_look, now=now) is None
    new.add(None)
    new.add(now - dt.timedelta(hours=9))
    new.add(now - dt.timedelta(seconds=10))
    assert new.lead(last_look=last_look, now=now) == dt.timedelta(0), "an old mail was moved in beside it"


def test_the_clock_is_compared_with_one_that_nobody_can_set(monkeypatch: pytest.MonkeyPatch):
    pace = Pace()
    assert abs(pace.step()) < dt.timedelta(seconds=5)
    whole = __import__("time").time
    monkeypatch.setattr("time.time", lambda: whole() + 3600)
    assert abs(pace.step() - dt.timedelta(hours=1)) < dt.timedelta(seconds=5)
    assert abs(pace.step()) < dt.timedelta(seconds=5)


def test_that_sending_stopped_is_told_when_it_works_again(office: Office, capsys: pytest.CaptureFixture[str]):
    """A letter cannot leave for three hours; once it did, one more says so. A moment without a server is not worth a letter."""
    good, bad = f"port = {office.sink.port}", "port = 9"
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-26T08:00")
    change(office, good, bad)
    office.tick("2020-08-26T08:05")
    office.tick("2020-08-26T09:30")
    capsys.readouterr()
    assert main(["health", "--config", str(office.config)]) == 1
    assert "no mail could be sent for" in capsys.readouterr().out
    change(office, bad, good)
    office.tick("2020-08-26T11:05")
    assert told(office) == []
    office.tick("2020-08-26T11:06")
    office.tick("2020-08-26T11:07")
    assert told(office) == [SENT_AGAIN]
    text = words(last(office))
    assert "8 giờ 05" in text
    assert "11 giờ 05" in text
    assert "the server cannot be reached" in text

    office.mail("km15@mongcai.example", "Km15: 30 máy Bluezone trong tuần.", when="2020-08-26T12:00")
    change(office, good, bad)
    office.tick("2020-08-26T12:01")
    change(office, bad, good)
    office.tick("2020-08-26T12:05")
    office.tick("2020-08-26T12:06")
    assert told(office) == [SENT_AGAIN]


def test_a_server_that_takes_nothing_from_us_has_stopped_sending_and_a_refused_recipient_has_not(office: Office):
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-26T08:00")
    office.sink.answers["ben-xe@mongcai.example"] = "451 4.7.1 greylisted"
    office.tick("2020-08-26T08:05")
    assert not fault_of(office)
    office.sink.answers.clear()
    office.sink.on_letter = lambda _letter: "452 4.3.1 out of space"
    office.tick("2020-08-26T08:15")
    sending = fault_of(office)["sending"]
    assert (sending.ended_at, sending.about) == (None, {"why": "452 4.3.1 out of space"})
    office.sink.on_letter = None
    office.tick("2020-08-26T08:40")
    assert fault_of(office)["sending"].ended_at == office.at("2020-08-26T08:40")


def fault_of(office: Office) -> dict[str, Fault]:
    ledger = open_ledger(office.settings.ledger_url)
    try:
        with ledger.reading() as connection:
            return faults(connection)
    finally:
        ledger.close()


def test_a_mailbox_that_fails_every_other_hour_is_told_less_and_less(office: Office):
    good = f'username = "{office.mailboxes["gmail"]}"'
    bad = 'username = "wrong@mongcai.example"'
    for hour in range(1, 9):
        change(office, *((good, bad) if hour % 2 else (bad, good)))
        for minute in ("00", "20", "59"):
            office.tick(f"2020-08-25T{hour:02}:{minute}")
    subjects = told(office)
    assert subjects[:2] == [
        f"Không đọc được hộp thư {office.mailboxes['gmail']}",
        f"Hộp thư {office.mailboxes['gmail']} đã đọc lại được",
    ]
    assert len(subjects) == 4, "after 15 minutes, after 30; an hour was never full"


def test_a_bug_in_reading_one_mailbox_leaves_the_other_and_the_office_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    from ingest.mailboxes import Mailbox

    whole = Mailbox.poll

    def broken(self: Mailbox, *arguments: object, **named: object) -> object:
        if self.account.name == "gmail":
            raise ZeroDivisionError("a bug")
        return whole(self, *arguments, **named)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Mailbox, "poll", broken)
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:00")
    done = office.tick("2020-08-27T15:00")
    assert done.problems == ["gmail: reading broke off: ZeroDivisionError('a bug')"]
    assert office.unit("ben-xe")["count"] == 12
    assert told(office) == [f"Không đọc được hộp thư {office.mailboxes['gmail']}"]
