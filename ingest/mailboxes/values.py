"""What a look into a mailbox gives: messages, what could not be read, and how far the reading has come."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderCursor:
    """How far a folder has been read: every message below `next_uid` was given out in some batch, or came before the campaign."""

    folder: str
    """As people write it (`INBOX`, `Thư rác`), not in the modified UTF-7 of the protocol."""
    uidvalidity: int
    """The server's; negative where the server gives none, then good for this one look alone."""
    next_uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One message as the server holds it."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    received_at: dt.datetime | None
    """The server's INTERNALDATE in UTC; None where the server gives none that is a date."""
    raw: bytes = field(repr=False)
    """Byte for byte what the server sent. Two servers may give one mail with different bytes (Cyrus replaces 8-bit headers)."""


class AsideReason(enum.StrEnum):
    """Why a message could not be had from its server."""

    TOO_LARGE = "too-large"
    NO_BODY = "no-body"
    """The server answers, but without the message."""
    REFUSED = "refused"
    """The server says NO to this message alone."""
    LINE_LOST = "line-lost"
    """Asking for it breaks the connection or takes longer than allowed, while the server answers otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A message that lies on the server and could not be fetched: a human looks at it there; `Mailbox.retry` asks again."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    reason: AsideReason
    detail: str = ""
    """What the server said, or the size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expunged:
    """A message that was deleted on the server between being listed and being fetched."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int


Item = Fetched | SetAside | Expunged


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Messages of one folder in UID order, and the cursor to store in the same transaction as they."""

    cursor: FolderCursor
    items: tuple[Item, ...] = ()
    first: bool = False
    """Whether the folder is read from the campaign's start: never read before, or its UIDVALIDITY changed."""
    earlier: int | None = None
    """On a first reading: how many of the folder's messages came before the campaign and are not read; else None."""
    on_server: int = 0
    """How many messages the folder held when it was opened for this look."""

    @property
    def fetched(self) -> tuple[Fetched, ...]:
        """Give the messages alone."""
        return tuple(item for item in self.items if isinstance(item, Fetched))


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """Every message of a folder at one instant, to prove that each was read (design rule 8)."""

    folder: str
    uidvalidity: int
    uids: frozenset[int]
    earlier: frozenset[int]
    """Those of `uids` that a first reading leaves out because they came before the campaign."""
