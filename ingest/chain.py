"""The chain: each transaction's new rows under one hash that covers the hash before it, so that a rewritten past shows.

A link is added at the end of every transaction of `Ledger.writing()`, for all rows of the tables below that are beyond the last link.
Of the outbox only what never changes is covered. Whoever can rewrite rows can also compute the chain anew: what shows that is a head
that had left the house before, in a summary or a backup.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ingest import schema

COVERED: Mapping[str, tuple[str, ...]] = {
    "messages": ("id", "content_key", "sha256", "message_id", "sender", "subject", "date", "size", "recorded_at"),
    "sightings": (
        *("id", "message", "mailbox", "folder", "uidvalidity", "uid", "sha256", "received_at", "set_aside"),
        "recorded_at",
    ),
    "extractions": (
        *("id", "message", "kind", "automatic", "letter", "failed", "returned", "contact", "remarks", "set_aside"),
        *("version", "recorded_at"),
    ),
    "readings": (
        *("id", "extraction", "message", "indicator", "unit", "candidates", "period", "basis", "count"),
        *("cumulative", "decision", "reasons", "evidence", "change"),
    ),
    "rulings": (
        *("id", "reading", "action", "unit", "period", "indicator", "count", "cumulative", "at", "basis", "who"),
        *("way", "why", "undoes"),
    ),
    "order_mails": ("id", "message", "sender", "letter", "done", "refused", "recorded_at"),
    "remembered": ("id", "address", "unit", "since", "ruling", "forgets"),
    "outbox": ("id", "key", "duty", "step", "period", "recipients", "message_id", "about", "created_at"),
    "attempts": ("id", "letter", "at", "outcome", "detail"),
    "pruned": ("id", "sha256", "at"),
}
"""Tables and their columns, by name: a column that a later version adds is not covered by links made before it."""

LATER: Mapping[str, tuple[str, ...]] = {"rulings": ("told_at",)}
"""Columns of later versions. They are covered where they hold something: rows from before have nothing there, and their links still hold."""

# Put together once: that costs more than carrying it out.
_HIGHEST = sa.select(
    *(
        sa.select(sa.func.coalesce(sa.func.max(schema.metadata.tables[name].c.id), 0)).scalar_subquery().label(name)
        for name in COVERED
    )
)
_LAST = sa.select(schema.chain).order_by(schema.chain.c.id.desc()).limit(1)
_ROWS = {
    name: sa.select(*(table.c[column] for column in (*columns, *LATER.get(name, ()))))
    .where(table.c.id > sa.bindparam("after"), table.c.id <= sa.bindparam("last"))
    .order_by(table.c.id)
    for name, columns in COVERED.items()
    for table in (schema.metadata.tables[name],)
}

BEGIN = ""
"""What the first link stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Where the chain does not hold."""

    link: int
    """0 for rows behind the last link."""
    rows: str
    """Which rows it covers: `messages 4-9, readings 3`."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of following the chain."""

    links: int
    rows: int
    head: str
    broken: tuple[Broken, ...]


def extend(connection: Connection) -> None:
    """Add a link for all rows that none covers yet; nothing if there are none."""
    number, covers, before = _last(connection)
    now = {name: highest for name, highest in _highest(connection).items() if highest > covers.get(name, 0)}
    if not now:
        return
    reached = {**covers, **now}
    digest, _count = _digest(connection, before, covers, reached)
    connection.execute(schema.chain.insert().values(id=number + 1, covers=reached, before=before, hash=digest))


def head(connection: Connection) -> str:
    """Give the hash of the last link, empty before the first one."""
    return _last(connection)[2]


def link_of(connection: Connection, hashed: str) -> int | None:
    """Give the number of the link with a hash, None where it is not in this chain."""
    return connection.execute(sa.select(schema.chain.c.id).where(schema.chain.c.hash == hashed)).scalar()


def prove(connection: Connection) -> Proof:
    """Follow the chain from its first link, computing each hash anew from the rows."""
    broken: list[Broken] = []
    covers: dict[str, int] = {}
    before, links, rows = BEGIN, 0, 0
    for row in connection.execute(sa.select(schema.chain).order_by(schema.chain.c.id)).all():
        reached: dict[str, int] = dict(row.covers)
        digest, count = _digest(connection, row.before, covers, reached)
        links += 1
        rows += count
        named = _named(covers, reached)
        if row.id != links:
            broken.append(Broken(link=row.id, rows=named, why=f"link {links} is missing before it"))
            links = row.id
        elif row.before != before:
            broken.append(Broken(link=row.id, rows=named, why="it does not stand on the link before it"))
        if digest != row.hash:
            broken.append(Broken(link=row.id, rows=named, why="its rows are not those that were written"))
        before, covers = row.hash, reached
    behind = _highest(connection)
    if any(highest > covers.get(name, 0) for name, highest in behind.items()):
        broken.append(Broken(link=0, rows=_named(covers, behind), why="no link covers them"))
    return Proof(links=links, rows=rows, head=before, broken=tuple(broken))


def _last(connection: Connection) -> tuple[int, dict[str, int], str]:
    row: Any = connection.execute(_LAST).one_or_none()
    return (0, {}, BEGIN) if row is None else (row.id, dict(row.covers), row.hash)


def _highest(connection: Connection) -> dict[str, int]:
    """Give the last row of each table."""
    return dict(connection.execute(_HIGHEST).one()._mapping)


def _digest(
    connection: Connection, before: str, covers: Mapping[str, int], reached: Mapping[str, int]
) -> tuple[str, int]:
    """Hash the rows between two links on top of the hash before; give how many they are, too."""
    digest = hashlib.sha256(before.encode())
    count = 0
    for name in COVERED:  # in the order of the table above
        for line in _rows(connection, name, covers.get(name, 0), reached.get(name, 0)):
            digest.update(line.encode())
            count += 1
    return digest.hexdigest(), count


def _rows(connection: Connection, name: str, after: int, last: int) -> Iterable[str]:
    if after >= last:
        return
    for row in connection.execute(_ROWS[name], {"after": after, "last": last}):
        first = len(COVERED[name])
        later = zip(LATER.get(name, ()), row[first:], strict=True)
        held = [[column, _plain(value)] for column, value in later if value is not None]
        yield _encode([name, *map(_plain, row[:first]), *held]) + "\n"


_encode = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode


def _plain(value: object) -> object:
    """Give a value as JSON has it, the same on every database."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def _named(covers: Mapping[str, int], reached: Mapping[str, int]) -> str:
    spans = [(name, covers.get(name, 0) + 1, reached.get(name, 0)) for name in COVERED]
    return ", ".join(
        f"{name} {first}" if first == last else f"{name} {first}-{last}" for name, first, last in spans if first <= last
    )
