"""A replayed season sends exactly the letters that a table by hand says, whatever rounds were missed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

from reporting.outbox import State
from tests.dondoc.office import Office, open_office
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

UNITS = """\
id,name,addresses
thanh-doan,Thành đoàn Móng Cái,thanh-doan@mongcai.example
ubnd-ka-long,UBND phường Ka Long,ka-long@mongcai.example
mot-cua-ka-long,Bộ phận một cửa phường Ka Long,ka-long@mongcai.example
km15,Trạm Km15,km15@mongcai.example
"""

# When it comes, from whom, what it says.
MAILS = [
    ("2020-08-26T09:00", "thanh-doan", "Thành đoàn: 125 máy Bluezone trong tuần."),
    ("2020-08-27T20:00", "ka-long", "UBND phường Ka Long: 45 máy Bluezone trong tuần."),
    ("2020-08-28T16:00", "ka-long", "Bộ phận một cửa phường Ka Long báo cáo muộn tuần đến 28/8: 18 máy Bluezone."),
    ("2020-09-03T09:00", "thanh-doan", "Thành đoàn: 99 máy Bluezone, tuần đến 04/9/2020."),
    ("2020-09-04T14:00", "ka-long", "UBND phường Ka Long: 50 máy Bluezone, tuần đến 04/9/2020."),
]

# Duty, step, period, units. Kept by hand: who owes what when, and what a colleague would write.
LETTERS = Counter(
    [
        ("receipt", "", "2020-08-28", "thanh-doan"),
        ("reminder", "1440m", "2020-08-28", "ubnd-ka-long+mot-cua-ka-long"),
        ("reminder", "1440m", "2020-08-28", "km15"),
        ("receipt", "", "2020-08-28", "ubnd-ka-long"),
        ("reminder", "120m", "2020-08-28", "mot-cua-ka-long"),
        ("reminder", "120m", "2020-08-28", "km15"),
        ("summary", "", "2020-08-28", ""),
        ("overdue", "10m", "2020-08-28", "mot-cua-ka-long"),
        ("overdue", "10m", "2020-08-28", "km15"),
        ("receipt", "", "2020-08-28", "mot-cua-ka-long"),
        ("overdue", "1440m", "2020-08-28", "km15"),
        ("summary", "revised", "2020-08-28", ""),
        ("receipt", "", "2020-09-04", "thanh-doan"),
        ("reminder", "1440m", "2020-09-04", "ubnd-ka-long+mot-cua-ka-long"),
        ("reminder", "1440m", "2020-09-04", "km15"),
        ("reminder", "120m", "2020-09-04", "ubnd-ka-long+mot-cua-ka-long"),
        ("reminder", "120m", "2020-09-04", "km15"),
        ("receipt", "", "2020-09-04", "ubnd-ka-long"),
        ("summary", "", "2020-09-04", ""),
        ("overdue", "10m", "2020-09-04", "mot-cua-ka-long"),
        ("overdue", "10m", "2020-09-04", "km15"),
        ("overdue", "1440m", "2020-09-04", "mot-cua-ka-long"),
        ("overdue", "1440m", "2020-09-04", "km15"),
    ]
)

# Within each of these nothing falls due, and two chasing letters never come within the gap: any round in it does what another does.
SPANS = [
    ("2020-08-26T09:30", "2020-08-27T14:59"),
    ("2020-08-27T15:00", "2020-08-27T19:59"),
    ("2020-08-28T13:00", "2020-08-28T14:00"),
    ("2020-08-28T15:10", "2020-08-28T15:59"),
    ("2020-08-29T15:59", "2020-09-02T20:00"),
    ("2020-09-03T15:00", "2020-09-04T11:00"),
    ("2020-09-04T13:00", "2020-09-04T13:59"),
    ("2020-09-04T15:10", "2020-09-05T13:00"),
    ("2020-09-05T15:00", "2020-09-08T12:00"),
]


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office of four units at three addresses."""
    with SmtpSink() as sink:
        office = open_office(tmp_path, dovecot, sink)
        (tmp_path / "units.example.csv").write_text(UNITS, encoding="utf-8")
        yield office


@pytest.mark.parametrize("seed", range(4))
def test_the_letters_are_those_of_the_table(office: Office, seed: int):
    """Seed 0 looks often; the others miss most rounds, each in its own way: once in each span is enough."""
    chance = random.Random(seed)
    rounds = [when for span in SPANS for when in (span if seed == 0 else [chance.choice(span)])]
    events = sorted(
        [*((when, None) for when in rounds), *((mail[0], mail) for mail in MAILS)], key=lambda event: event[0]
    )
    for when, mail in events:
        if mail is None:
            assert office.tick(when).problems == []
        else:
            office.mail(f"{mail[1]}@mongcai.example", mail[2], when=when)
    letters = office.situation("2020-09-08T12:00").letters
    assert {letter.state for letter in letters} <= {State.SENT, State.WITHDRAWN}
    sent = Counter(
        (
            str(letter.duty.kind),
            letter.duty.step,
            letter.duty.period.isoformat() if letter.duty.period else "",
            "+".join(letter.duty.units),
        )
        for letter in letters
        if letter.state is State.SENT
    )
    assert sent == LETTERS
    assert len(office.sink.taken) == LETTERS.total(), "each left once"
