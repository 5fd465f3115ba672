"""The ledger keeps what it is given, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ingest import ledger as kept
from ingest import schema
from ingest.books import Ruling, RulingAction
from ingest.ledger import Cursor, Ledger, LedgerError, LedgerInUseError, Sighting, open_ledger
from ingest.values import Contact, Decision, Extraction, PeriodBasis, Reading, Reason
from parsers.values import Address, Change, Evidence, Kind, LetterHead
from tests.servers.postgresql import PostgreSQL

HANOI = dt.timezone(dt.timedelta(hours=7))
NOON = dt.datetime(2020, 8, 27, 12, tzinfo=HANOI)
FRIDAY = dt.date(2020, 8, 28)
READING = Reading(
    indicator="installed",
    unit=None,
    candidates=("ubnd-ka-long", "mot-cua-ka-long"),
    period=FRIDAY,
    basis=PeriodBasis.ARRIVAL,
    count=45,
    cumulative=3120,
    decision=Decision.REVIEW,
    reasons=(Reason(code="several-units", about="UBND, một cửa"),),
    evidence=(Evidence(part="BaoCao.xlsx", where="Sheet1!C12", text="45", reader="cell"),),
    change=Change.SUPPLEMENTS,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new ledger's URL on each kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/dondoc.db"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
def ledger(url: str) -> Generator[Ledger]:
    """An open, empty ledger."""
    ledger = open_ledger(url)
    yield ledger
    ledger.close()


def record(
    ledger: Ledger, uid: int = 1, *, key: str = "k1", mailbox: str = "government", at: dt.datetime = NOON
) -> int:
    """Record a message with its reading, as intake does."""
    head = LetterHead(
        content_key=key,
        message_id=f"<{key}@x.example>",
        sender=Address(name="", email="a@b.example"),
        subject="Báo cáo",
    )
    place = Sighting(mailbox=mailbox, folder="INBOX", uidvalidity=7, uid=uid, received_at=at, sha256=f"s{uid}")
    extraction = Extraction(
        kind=Kind.REPORT, readings=(READING,), contact=Contact(unit=None, name="Lê Thí Dụ"), remarks=("mạng yếu",)
    )
    with ledger.writing() as connection:
        message = kept.messages_of_content(connection, [key]).get(key)
        if message is None:
            message = kept.add_message(connection, head, sha256=f"s{uid}", size=9, at=at)
            kept.add_extraction(connection, message, extraction, head=head, letter=None, at=at)
        kept.add_sighting(connection, place, message=message, at=at)
    return message


def test_a_reading_comes_back_as_it_was(ledger: Ledger):
    record(ledger)
    with ledger.reading() as connection:
        (recorded,) = kept.recorded_readings(connection)
        (extraction,) = kept.recorded_extractions(connection)
    assert recorded.reading == READING
    assert (recorded.sender, recorded.subject, recorded.answers_receipt) == ("a@b.example", "Báo cáo", False)
    assert extraction.contact == Contact(unit=None, name="Lê Thí Dụ")
    assert extraction.remarks == ("mạng yếu",)


def test_a_message_is_as_old_as_its_earliest_sighting(ledger: Ledger):
    record(ledger)
    record(ledger, uid=2, mailbox="gmail", at=NOON - dt.timedelta(hours=1))
    with ledger.reading() as connection:
        (recorded,) = kept.recorded_readings(connection)
    assert recorded.received_at == NOON - dt.timedelta(hours=1)
    assert recorded.received_at.tzinfo is not None


def test_the_last_extraction_of_a_message_stands(ledger: Ledger):
    message = record(ledger)
    with ledger.writing() as connection:
        kept.add_extraction(
            connection, message, Extraction(kind=Kind.OTHER), head=LetterHead(content_key="k1"), letter=None, at=NOON
        )
    with ledger.reading() as connection:
        assert kept.recorded_readings(connection) == []
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.readings)).scalar_one() == 1


def test_a_broken_transaction_leaves_nothing(ledger: Ledger):
    cursor = Cursor(mailbox="government", folder="INBOX", uidvalidity=7, next_uid=9)
    with pytest.raises(RuntimeError, match="killed"), ledger.writing() as connection:
        kept.add_message(connection, LetterHead(content_key="k"), sha256="s", size=1, at=NOON)
        kept.store_cursor(connection, cursor)
        raise RuntimeError("killed")
    with ledger.reading() as connection:
        assert kept.messages_of_content(connection, ["k"]) == {}
        assert kept.cursors(connection, "government") == {}


def test_the_same_place_twice_is_refused_by_the_database_itself(ledger: Ledger):
    record(ledger)
    with pytest.raises(IntegrityError), ledger.writing() as connection:
        kept.add_sighting(
            connection,
            Sighting(mailbox="government", folder="INBOX", uidvalidity=7, uid=1, received_at=NOON),
            message=None,
            at=NOON,
        )


def test_instants_without_an_offset_are_refused(ledger: Ledger):
    with pytest.raises(Exception, match="no offset"), ledger.writing() as connection:
        kept.store_health(connection, "gmail", at=NOON.replace(tzinfo=None), error=None)


def test_health_remembers_since_when_a_mailbox_fails(ledger: Ledger):
    later = NOON + dt.timedelta(hours=1)
    for at, error in ((NOON, "refused"), (later, "timed out")):
        with ledger.writing() as connection:
            kept.store_health(connection, "gmail", at=at, error=error)
    with ledger.reading() as connection:
        health = kept.health(connection)["gmail"]
    assert (health.failing_since, health.error, health.read_at) == (NOON, "timed out", None)
    with ledger.writing() as connection:
        kept.store_health(connection, "gmail", at=later, error=None)
    with ledger.reading() as connection:
        health = kept.health(connection)["gmail"]
    assert (health.failing_since, health.error, health.read_at) == (None, None, later)


def test_a_ruling_knows_the_readings_that_were_there(ledger: Ledger):
    record(ledger)
    ruling = Ruling(
        id=0, reading=1, action=RulingAction.CONFIRM, unit="ubnd-ka-long", period=FRIDAY, indicator="installed", count=45,
        at=NOON, basis=0, who="a", way="mail",
    )  # fmt: skip
    with ledger.writing() as connection:
        number = kept.add_ruling(connection, ruling)
        kept.remember_address(connection, "A@B.example", "ubnd-ka-long", since=NOON, ruling=number)
    with ledger.reading() as connection:
        (back,) = kept.rulings(connection)
        assert (back.basis, back.count) == (1, 45)
        assert kept.remembered_addresses(connection) == [("a@b.example", "ubnd-ka-long", NOON)]
    with ledger.writing() as connection:
        kept.add_ruling(connection, replace(back, action=RulingAction.UNDO, undoes=number, reading=None))
    with ledger.reading() as connection:
        assert kept.remembered_addresses(connection) == [], "an undone ruling is not remembered by"


def test_every_message_of_a_folder_is_accounted_for(ledger: Ledger):
    record(ledger)
    record(ledger, uid=2, key="k2")
    with ledger.writing() as connection:
        aside = Sighting(
            mailbox="government", folder="INBOX", uidvalidity=7, uid=3, received_at=None, set_aside="no-body"
        )
        kept.add_sighting(connection, aside, message=None, at=NOON)
        kept.store_cursor(
            connection,
            Cursor(
                mailbox="government", folder="INBOX", uidvalidity=7, next_uid=4, earlier=5, on_server=8, checked_at=NOON
            ),
        )
        (account,) = kept.folder_accounts(connection, waiting_messages=[1])
    assert (account.reports, account.waiting, account.set_aside, account.other, account.earlier) == (1, 1, 1, 0, 5)
    assert (account.gone, account.unread) == (0, 0)


def test_one_worker_at_a_time(ledger: Ledger, url: str):
    ledger.claim()
    other = open_ledger(url)
    with pytest.raises(LedgerInUseError, match="another dondoc worker"):
        other.claim()
    ledger.close()
    other.claim()
    other.close()


def test_opening_again_finds_everything(ledger: Ledger, url: str):
    record(ledger)
    with ledger.writing() as connection:
        key = kept.signing_key(connection)
    again = open_ledger(url)
    with again.writing() as connection:
        assert kept.signing_key(connection) == key
        assert len(kept.recorded_readings(connection)) == 1
    again.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_bytes(b"no ledger at all" * 100), "restore it from a backup"),
        (lambda path: path.mkdir(), "cannot be opened"),
    ],
)
def test_a_ledger_that_is_none_is_one_clear_message(tmp_path: Path, make: Callable[[Path], object], words: str):
    path = tmp_path / "dondoc.db"
    make(path)
    with pytest.raises(LedgerError, match=words):
        open_ledger(f"sqlite:///{path}")


def test_a_server_that_is_not_there_is_one_clear_message():
    with pytest.raises(LedgerError, match=r"127\.0\.0\.1") as caught:
        open_ledger("postgresql+psycopg://dondoc:geheim@127.0.0.1:9/dondoc")
    assert "geheim" not in str(caught.value)
