"""What rounds cost late in a season, with all of it in the ledger: `python -m benches.season [--weeks N] [--readings N]`.

The ledger is filled by the functions that record mails, then the worker does an idle round, and one in which reminders to all units fall due:
each letter is decided and written anew in the moment of its sending.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy.engine import Connection

from benches.mailbox import mailbox_of
from benches.measure import Row, Table, run_alone, tell
from ingest import ledger as kept
from ingest.ledger import Sighting, open_ledger
from ingest.values import Decision, Extraction, PeriodBasis, Reading, Reason
from parsers.values import Address, Evidence, Kind, LetterHead
from tests.dondoc.office import Office, open_office
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

WEEKS = 17
READINGS = 3000


def table(server: Dovecot, *, weeks: int = WEEKS, readings: int = READINGS) -> Table:
    """Measure an idle round and one with reminders."""
    with tempfile.TemporaryDirectory() as folder, SmtpSink() as sink:
        office = open_office(Path(folder), server, sink)
        _fill(office, weeks, readings)
        turn = run_alone("benches.season", "--rounds", str(office.config), str(weeks))
    said, letters = turn.said, turn.said["letters"]
    assert letters > 20, f"{letters} letters went out"
    return Table(
        title=f"Rounds with a season of {weeks} weeks and {readings} readings in the ledger",
        heads=("", "wall ms", "CPU ms"),
        rows=(
            Row(name="idle round", cells=(f"{said['idle']:.0f}", f"{said['idle_cpu']:.0f}")),
            Row(
                name=f"round that sends {letters} letters",
                cells=(f"{said['sending']:.0f}", f"{said['sending_cpu']:.0f}"),
            ),
            Row(
                name="of that, a letter",
                cells=(
                    f"{(said['sending'] - said['idle']) / letters:.1f}",
                    f"{(said['sending_cpu'] - said['idle_cpu']) / letters:.1f}",
                ),
            ),
        ),
        aims=(
            (
                f"A reminder costs **{(said['sending'] - said['idle']) / letters:.1f} ms**, looked at again and written in the moment of its "
                f"sending; the worker holds {turn.peak:.0f} MiB."
            ),
        ),
    )


def _fill(office: Office, weeks: int, readings: int) -> None:
    """Record what 46 units would have mailed in all weeks but the last one: most of it copies and corrections of a figure."""
    settings = office.settings
    chance = random.Random(46)
    ledger = open_ledger(settings.ledger_url)
    keys = [settings.calendar.first_key + dt.timedelta(weeks=week) for week in range(weeks - 1)]
    with ledger.writing() as connection:
        for number in range(readings):
            unit = settings.roster.units[number % len(settings.roster.units)]
            period = keys[number * len(keys) // readings]
            at = settings.calendar.nominal_deadline(period) - dt.timedelta(minutes=chance.randint(10, 4000))
            _record(connection, number, unit.id, unit.addresses[0], period, at, chance)
    ledger.close()


def _record(
    connection: Connection,
    number: int,
    unit: str,
    address: str,
    period: dt.date,
    at: dt.datetime,
    chance: random.Random,
) -> None:
    sha256 = f"{number:064x}"
    head = LetterHead(
        message_id=f"<{number}@client.example>",
        sender=Address(name="", email=address),
        subject="Báo cáo kết quả cài đặt ứng dụng Bluezone",
        date=at,
        content_key=sha256,
    )
    doubtful = chance.random() < 0.02
    count = 100 + (number % 46 + period.toordinal()) % 50
    reading = Reading(
        indicator="installed",
        unit=unit,
        period=period,
        basis=PeriodBasis.STATED,
        count=count,
        cumulative=None,
        decision=Decision.REVIEW if doubtful else Decision.ACCEPT,
        reasons=(Reason(code="several-figures", about=f"{count}, {count + 5}"),) if doubtful else (),
        evidence=(
            Evidence(
                part="BaoCao.xlsx", where="Tổng hợp!C12", text=f"Số máy cài đặt trong tuần {count}", reader="cell"
            ),
            Evidence(part="body", where="line 3", text=f"Trong tuần đơn vị đã cài đặt: {count} máy.", reader="prose"),
        ),
    )
    message = kept.add_message(connection, head, sha256=sha256, size=80_000, at=at)
    for mailbox in ("government", "gmail"):
        sighting = Sighting(
            mailbox=mailbox, folder="INBOX", uidvalidity=1, uid=number + 1, received_at=at, sha256=sha256
        )
        kept.add_sighting(connection, sighting, message=message, at=at)
    extraction = Extraction(kind=Kind.REPORT, readings=(reading,))
    kept.add_extraction(connection, message, extraction, head=head, letter=None, at=at)


def _rounds(config: str, weeks: int) -> None:
    from dondoc.settings import load_settings
    from dondoc.worker import Worker

    settings = load_settings(Path(config))
    deadline = settings.calendar.nominal_deadline(settings.calendar.first_key + dt.timedelta(weeks=weeks - 1))
    quiet = deadline - dt.timedelta(days=2)
    with Worker(settings) as worker:
        worker.round(quiet)  # what the season still owed leaves: a summary, a request for review
        idle, idle_cpu = [], []
        for minute in range(1, 6):
            begin, used = time.perf_counter(), time.process_time()
            worker.round(quiet + dt.timedelta(minutes=minute))
            idle.append(time.perf_counter() - begin)
            idle_cpu.append(time.process_time() - used)
        begin, used = time.perf_counter(), time.process_time()
        done = worker.round(deadline - dt.timedelta(hours=24))
        sending, sending_cpu = time.perf_counter() - begin, time.process_time() - used
        assert not done.problems, done.problems
    tell(
        sending,
        letters=done.sent,
        idle=sorted(idle)[2] * 1000,
        idle_cpu=sorted(idle_cpu)[2] * 1000,
        sending=sending * 1000,
        sending_cpu=sending_cpu * 1000,
    )


def main() -> None:
    from benches.measure import as_markdown

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weeks", type=int, default=WEEKS)
    options.add_argument("--readings", type=int, default=READINGS)
    chosen = options.parse_args()
    with mailbox_of(0) as (server, _, _):
        print(as_markdown(table(server, weeks=chosen.weeks, readings=chosen.readings)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rounds"]:
        _rounds(sys.argv[2], int(sys.argv[3]))
    else:
        main()
