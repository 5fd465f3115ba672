"""The outbox: a letter is a row with its own key and Message-ID before it is a mail, and is claimed before it is sent.

A row goes `due` -> `sending` -> `sent`, or back to `due` for another try, or ends `failed` (refused for good, or put off for too long) or
`withdrawn` (what it would say is no longer true). A row found `sending` when a round begins was being handed over when the last
round was killed: it may have arrived, so the very same bytes go out again under the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ingest import schema, tokens
from ingest.ledger import signing_key

REFUSED_ADDRESS = "address refused"
"""Outcome of an attempt at which the server said for good that it knows no such recipient."""


WITHOUT_FILES = "without files"
"""Outcome of an attempt at which the server refused what the letter holds: it goes out once more, without what was attached."""

LONGEST_WAIT = dt.timedelta(hours=1)
"""Between two tries of a letter."""


class DutyKind(enum.StrEnum):
    """Why mail is owed."""

    RECEIPT = "receipt"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    REVIEW = "review"
    SUMMARY = "summary"
    ALERT = "alert"
    RULED = "ruled"
    """The confirmation of what the office decided by mail."""
    ANNOUNCEMENT = "announcement"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Mail that is owed at an instant."""

    key: str
    """Unique: the same duty is never fulfilled twice."""
    kind: DutyKind
    step: str = ""
    period: dt.date | None = None
    units: tuple[str, ...] = ()
    recipients: tuple[str, ...]
    cc: tuple[str, ...] = ()
    about: dict[str, Any] = field(default_factory=dict)
    """What it tells, as JSON: the figures of a summary, the numbered readings of a request, the message of a receipt."""


class State(enum.StrEnum):
    """Where a letter out stands."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOut:
    """A row of the outbox."""

    id: int
    duty: Duty
    message_id: str
    token: str
    pending: tuple[str, ...]
    """Recipients that no server has accepted or refused for good."""
    state: State
    tries: int
    next_try: dt.datetime
    created_at: dt.datetime
    sent_at: dt.datetime | None
    raw: bytes | None = field(default=None, repr=False)
    """The mail as it was first handed over, None before that."""


def record_duty(connection: Connection, duty: Duty, *, host: str, at: dt.datetime) -> int | None:
    """Make the row of a duty; None if its key is there already."""
    table = schema.outbox
    if connection.execute(sa.select(table.c.id).where(table.c.key == duty.key)).scalar() is not None:
        return None
    result = connection.execute(
        table.insert().values(
            key=duty.key,
            duty=str(duty.kind),
            step=duty.step,
            period=duty.period,
            units=list(duty.units),
            recipients=[*duty.recipients, *duty.cc],
            pending=[*duty.recipients, *duty.cc],
            message_id=duty.key,
            token="",
            about={**duty.about, "cc": list(duty.cc)} if duty.cc else duty.about,
            raw=None,
            state=str(State.DUE),
            attempts=0,
            next_try=at,
            created_at=at,
            sent_at=None,
        )
    )
    key = result.inserted_primary_key
    assert key is not None
    token = tokens.token_of(int(key[0]), signing_key(connection))
    connection.execute(
        table.update().where(table.c.id == key[0]).values(token=token, message_id=tokens.message_id(token, host))
    )
    return int(key[0])


def letters_out(connection: Connection, *, with_raw: bool = False) -> list[LetterOut]:
    """Give all letters out, in their order."""
    table = schema.outbox
    columns = [column for column in table.c if with_raw or column.name != "raw"]
    return [_letter(row) for row in connection.execute(sa.select(*columns).order_by(table.c.id))]


def letter_out(connection: Connection, number: int) -> LetterOut | None:
    """Give one letter out with its bytes."""
    row = connection.execute(sa.select(schema.outbox).where(schema.outbox.c.id == number)).one_or_none()
    return None if row is None else _letter(row)


def count_letters(connection: Connection) -> dict[State, int]:
    """Count the letters out by state."""
    table = schema.outbox
    rows = connection.execute(sa.select(table.c.state, sa.func.count().label("number")).group_by(table.c.state))
    return {State(row.state): row.number for row in rows}


def to_send(connection: Connection, at: dt.datetime) -> list[int]:
    """Give the letters whose time has come, in their order; those that a killed round left half sent among them."""
    table = schema.outbox
    # A next try further away than any wait is one that a wrong clock had written.
    in_time = sa.or_(table.c.next_try <= at, table.c.next_try > at + LONGEST_WAIT)
    ready = sa.or_(table.c.state == str(State.SENDING), sa.and_(table.c.state == str(State.DUE), in_time))
    return list(connection.execute(sa.select(table.c.id).where(ready).order_by(table.c.id)).scalars())


def claim(connection: Connection, letter: LetterOut, raw: bytes, *, units: Sequence[str]) -> bool:
    """Take a letter for sending; keep its bytes and the units that they name; False if another round was faster.

    Who has reported since the letter was recorded is not in it. A later look at it must not take that for a change.
    """
    table = schema.outbox
    changed = connection.execute(
        table.update()
        .where(table.c.id == letter.id, table.c.state == str(letter.state), table.c.attempts == letter.tries)
        .values(state=str(State.SENDING), raw=raw, units=list(units), attempts=letter.tries + 1)
    )
    return changed.rowcount == 1


def settle(
    connection: Connection,
    letter: int,
    *,
    state: State,
    at: dt.datetime,
    outcome: str,
    detail: str = "",
    pending: Sequence[str] = (),
    next_try: dt.datetime | None = None,
    forget_raw: bool = False,
) -> None:
    """Write down how an attempt went. `forget_raw` lets the letter be written anew next time: no server has seen it."""
    table = schema.outbox
    values: dict[str, Any] = {"state": str(state), "pending": list(pending)}
    if state is State.SENT:
        values["sent_at"] = at
    if next_try is not None:
        values["next_try"] = next_try
    if forget_raw:
        values["raw"] = None
    connection.execute(table.update().where(table.c.id == letter).values(**values))
    connection.execute(schema.attempts.insert().values(letter=letter, at=at, outcome=outcome, detail=detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """How an attempt to send went."""

    outcome: str
    detail: str


def last_attempts(connection: Connection) -> dict[int, Attempt]:
    """Give the last attempt of each letter that was tried."""
    table = schema.attempts
    rows = connection.execute(sa.select(table.c.letter, table.c.outcome, table.c.detail).order_by(table.c.id))
    return {row.letter: Attempt(outcome=row.outcome, detail=row.detail) for row in rows}


def bare_letters(connection: Connection) -> frozenset[int]:
    """Give the letters that go out without what was attached, because they were refused with it."""
    table = schema.attempts
    return frozenset(connection.execute(sa.select(table.c.letter).where(table.c.outcome == WITHOUT_FILES)).scalars())


def _letter(row: Any) -> LetterOut:
    about = dict(row.about)
    cc = tuple(about.pop("cc", ()))
    return LetterOut(
        id=row.id,
        duty=Duty(
            key=row.key,
            kind=DutyKind(row.duty),
            step=row.step,
            period=row.period,
            units=tuple(row.units),
            recipients=tuple(address for address in row.recipients if address not in cc),
            cc=cc,
            about=about,
        ),
        message_id=row.message_id,
        token=row.token,
        pending=tuple(row.pending),
        state=State(row.state),
        tries=row.attempts,
        next_try=row.next_try,
        created_at=row.created_at,
        sent_at=row.sent_at,
        raw=getattr(row, "raw", None),
    )
