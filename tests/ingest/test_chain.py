"""A rewritten past shows: rows that were changed, taken away or slipped in, and links that were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from ingest import chain, schema
from ingest import ledger as kept
from ingest.books import Ruling, RulingAction
from ingest.ledger import Ledger, Sighting, migrations, open_ledger
from ingest.values import Decision, Extraction, PeriodBasis, Reading
from parsers.values import Address, Evidence, Kind, LetterHead
from tests.servers.postgresql import PostgreSQL

NOON = dt.datetime(2020, 8, 27, 12, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Ledger]:
    """A ledger with three messages, each recorded in a transaction of its own, and a ruling."""
    if request.param == "sqlite":
        ledger = open_ledger(f"sqlite:///{tmp_path}/dondoc.db")
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        ledger = open_ledger(server.database())
    for uid in (1, 2, 3):
        record(ledger, uid)
    with ledger.writing() as connection:
        ruling = Ruling(
            id=0,
            basis=0,
            reading=1,
            action=RulingAction.CONFIRM,
            unit="ben-xe",
            period=dt.date(2020, 8, 28),
            indicator="installed",
            count=46,
            at=NOON,
            who="chuyenvien@quangninh.example",
            way="mail",
        )
        kept.add_ruling(connection, ruling)
    yield ledger
    ledger.close()


def record(ledger: Ledger, uid: int) -> None:
    reading = Reading(
        indicator="installed",
        unit="ben-xe",
        period=dt.date(2020, 8, 28),
        basis=PeriodBasis.ARRIVAL,
        count=40 + uid,
        cumulative=None,
        decision=Decision.ACCEPT,
        evidence=(Evidence(part="body", where="line 1", text=f"{40 + uid} máy"),),
    )
    head = LetterHead(sender=Address(name="", email="ben-xe@mongcai.example"), content_key=f"k{uid}")
    with ledger.writing() as connection:
        message = kept.add_message(connection, head, sha256=f"{uid:064}", size=100, at=NOON)
        sighting = Sighting(mailbox="government", folder="INBOX", uidvalidity=1, uid=uid, received_at=NOON)
        kept.add_sighting(connection, sighting, message=message, at=NOON)
        extraction = Extraction(kind=Kind.REPORT, readings=(reading,))
        kept.add_extraction(connection, message, extraction, head=head, letter=None, at=NOON)


def rewrite(ledger: Ledger, *statements: str) -> chain.Proof:
    """Change the database behind the ledger's back, then follow the chain."""
    with ledger.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.execute(sa.text(statement))
    with ledger.reading() as connection:
        return chain.prove(connection)


def test_an_untouched_ledger_holds(ledger: Ledger):
    proof = rewrite(ledger)
    assert (proof.links, proof.rows, proof.broken) == (4, 3 * 4 + 1, ())
    assert len(proof.head) == 64


def test_a_transaction_that_records_nothing_adds_no_link(ledger: Ledger):
    with ledger.writing() as connection:
        kept.store_round(connection, NOON)
    assert rewrite(ledger).links == 4


@pytest.mark.parametrize(
    ("statements", "link", "why"),
    [
        (["UPDATE readings SET count = 99 WHERE id = 2"], 2, "not those that were written"),
        (["UPDATE rulings SET who = 'somebody@else.example'"], 4, "not those that were written"),
        (["DELETE FROM readings WHERE id = 3"], 3, "not those that were written"),
        (["DELETE FROM chain WHERE id = 2"], 3, "link 2 is missing"),
        (["DELETE FROM chain WHERE id = 4"], 0, "no link covers them"),
        (["UPDATE chain SET hash = 'f' || substr(hash, 2, 63) || 'f' WHERE id = 2"], 2, "not those that were written"),
        (["UPDATE readings SET evidence = '[]' WHERE id = 1"], 1, "not those that were written"),
    ],
    ids=["a count", "who ruled", "a row gone", "a link gone", "the last link gone", "another hash", "evidence"],
)
def test_a_rewritten_past_shows(ledger: Ledger, statements: list[str], link: int, why: str):
    broken = rewrite(ledger, *statements).broken
    assert broken
    assert broken[0].link == link
    assert why in broken[0].why


def test_a_chain_computed_anew_has_another_head(ledger: Ledger):
    """Whoever can write can also forge the chain: a head that left the house before shows it."""
    before = rewrite(ledger).head
    with ledger.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sa.text("UPDATE readings SET count = 99 WHERE id = 2"))
        connection.execute(schema.chain.delete())
        chain.extend(connection)
    with ledger.reading() as connection:
        forged = chain.prove(connection)
    assert not forged.broken
    assert forged.head != before


def test_every_table_of_history_is_covered():
    """A table that is added is either history, and covered, or named here as what may change."""
    changing = {"facts", "cursors", "mailbox_health", "faults", "retries", "chain"}
    assert set(schema.metadata.tables) == chain.COVERED.keys() | changing
    for name, columns in chain.COVERED.items():
        assert set(columns) <= set(schema.metadata.tables[name].columns.keys())


def test_when_a_figure_was_told_is_covered(ledger: Ledger):
    with ledger.writing() as connection:
        (ruled,) = kept.rulings(connection)
        kept.add_ruling(connection, replace(ruled, reading=None, told_at=NOON))
    for change, broken in [
        ("told_at = NULL WHERE id = 2", [5]),
        ("told_at = at WHERE id = 2", []),
        ("told_at = at WHERE id = 1", [4]),
    ]:
        assert [each.link for each in rewrite(ledger, f"UPDATE rulings SET {change}").broken] == broken, change


def test_a_ledger_from_before_the_chain_is_covered_from_its_next_transaction_on(ledger: Ledger):
    step_back(ledger, "0003")
    with ledger.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in ("DROP TABLE chain", "DROP TABLE pruned", "UPDATE alembic_version SET version_num = '0001'"):
            connection.execute(sa.text(statement))
    upgraded = open_ledger(ledger.url)
    record(upgraded, 4)
    proof = rewrite(upgraded)
    upgraded.close()
    assert (proof.links, proof.rows, proof.broken) == (1, 4 * 4 + 1, ())


def step_back(ledger: Ledger, revision: str) -> None:
    """Bring a ledger to what an earlier version made."""
    config = migrations()
    with ledger.engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_a_ledger_of_an_earlier_version_keeps_its_chain(ledger: Ledger):
    """The table of sightings is made anew on the way; its rows and their links are the same."""
    before = rewrite(ledger)
    step_back(ledger, "0003")
    upgraded = open_ledger(ledger.url)
    assert rewrite(upgraded) == before
    record(upgraded, 4)
    assert rewrite(upgraded).broken == ()
    upgraded.close()
