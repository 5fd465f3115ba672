"""A mailbox read over IMAP without leaving a trace: EXAMINE, BODY.PEEK[], cursors by UIDVALIDITY and UID.

A look into a folder in which nothing happened costs one round trip (EXAMINE, which unlike STATUS is never stale and is the first
step of reading anyway). Else: SEARCH, sizes, then bodies in groups bounded by bytes. The cursor of a batch passes a UID only when it
was fetched, set aside with a reason, or is gone by the server's own word.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from secrets import randbits
from types import TracebackType
from typing import Self, TypeVar

from ingest.mailboxes.account import MailboxAccount
from ingest.mailboxes.answers import Body, Record, bodies_in, grouped_by_size, imap_date, sizes_in, uid_set, uids_in
from ingest.mailboxes.trouble import MailboxError, Trouble, trouble_of_refusal
from ingest.mailboxes.values import AsideReason, Batch, Census, Expunged, Fetched, FolderCursor, Item, SetAside
from ingest.mailboxes.wire import PIECE_BYTES, Client, connect, drop, telling

_Value = TypeVar("_Value")
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much at a time, and how long."""

    batch_bytes: int = 4 * _MEGABYTE
    """Of messages held in memory at once."""
    batch_count: int = 200
    message_bytes: int = 60 * _MEGABYTE
    """A larger message is set aside unread."""
    bytes_per_second: int = 32 * 1024
    """The slowest line that is worth waiting for: gives commands that fetch more than the account's time-out."""
    command_seconds: float = 900.0
    """For one command at most, however much it fetches."""
    round_seconds: float = 900.0
    """For one poll of all folders; what is left then comes in the next one."""


_BODY = "(UID INTERNALDATE BODY.PEEK[])"
# As much is asked for with one command, so that the server works while what came is dealt with.
_BATCHES_IN_FLIGHT = 8
_UNKNOWN = 2**63
# SINCE compares days in the server's own zone, and its clock may be a little off.
_MARGIN = dt.timedelta(days=2)
_SIZES_AT_ONCE = 1_000
_TRIES_ALONE = 2
# A few messages may go between being listed and being asked for.
_DOUBTED_AT_THE_END = 10
# So many unreadable messages in a row say that it is the server and not the messages.
_ASIDE_IN_A_ROW = 3
# A look that trusts UIDNEXT and EXISTS costs one round trip; every so often they are not trusted.
_LOOKS_ON_TRUST = 30
# The \Junk folder may be made, or marked, while the connection is kept.
_LOOKS_PER_LISTING = 60
# A new connection helps against these.
_PASSING = frozenset({Trouble.LINE_LOST, Trouble.TIMED_OUT, Trouble.PROTOCOL})


class _RefusedError(Exception):
    """The server says NO to a command on messages."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What EXAMINE says."""

    uidvalidity: int | None
    uidnext: int | None
    exists: int


@dataclass(frozen=True, slots=True)
class _Settled:
    """A look after which nothing was left to read."""

    opened: _Opened
    next_uid: int
    looks: int = 0


@dataclass(slots=True)
class _Plan:
    """What is to be read in a folder."""

    folder: str
    uidvalidity: int
    opened: _Opened
    uids: Sequence[int]
    next_uid: int
    """The cursor so far."""
    end_uid: int
    """The cursor once all is read."""
    complete: bool
    first: bool = False
    earlier: int | None = None
    confirmed: int = 0
    """The highest UID that a FETCH answered for: SEARCH alone is not believed about the cursor's way up."""
    aside_in_a_row: int = 0


class Mailbox:
    """One mailbox and the one connection to it that is kept between polls. Not for several threads at once."""

    def __init__(self, account: MailboxAccount, *, limits: Limits | None = None) -> None:
        self.account = account
        self.limits = limits or Limits()
        self._client: Client | None = None
        self._settled: dict[str, _Settled] = {}
        self._junk: str | None = None
        self._junk_unknown: MailboxError | None = None
        self._looks_since_listing = 0
        self._round_end = 0.0

    def __enter__(self) -> Self:
        """Give itself; it connects when it is first used."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Log out and close the connection; never raises. The next poll makes a new one."""
        client, self._client = self._client, None
        if client is None:
            return
        with contextlib.suppress(Exception):
            client.begin(min(5.0, self.account.timeout))
            client.logout()
        drop(client)

    # Reading

    def folders(self) -> tuple[str, ...]:
        r"""Give the folders that are read: the configured ones, then the one that the server marks as \Junk, if any.

        Raises `MailboxError` if the server cannot be used; where it cannot list its folders, the last known one stays.
        """
        configured = tuple(dict.fromkeys(_usual(folder) for folder in self.account.folders))
        if not self.account.junk:
            return configured
        if self._client is None or self._junk_unknown or self._looks_since_listing >= _LOOKS_PER_LISTING:
            self._find_junk()
        self._looks_since_listing += 1
        return configured if self._junk is None or self._junk in configured else (*configured, self._junk)

    def poll(self, cursors: Iterable[FolderCursor], *, since: dt.date) -> Generator[Batch]:
        """Read what is new in every folder, in batches, each to be stored with its cursor in their order.

        A folder without a cursor, or whose UIDVALIDITY changed, is read from `since` (less a margin of two days). Raises
        `MailboxError`, after what could be read was given out: a folder that is missing doesn't keep the others from being read. Whoever
        stops before its end closes it: the connection may be in the middle of an answer.
        """
        known = {_usual(cursor.folder): cursor for cursor in cursors}
        self._round_end = time.monotonic() + self.limits.round_seconds
        missing: MailboxError | None = None
        for folder in self.folders():
            try:
                yield from self._poll_folder(folder, known.get(folder), since)
            except MailboxError as error:
                if error.trouble is not Trouble.FOLDER_MISSING:
                    raise
                # The \Junk folder is nobody's promise: when it goes, the next listing tells. One that is listed and cannot be opened is told.
                if folder != self._junk or self._looks_since_listing <= 1:
                    missing = missing or error
                self._looks_since_listing = _LOOKS_PER_LISTING
        if (trouble := missing or self._junk_unknown) is not None:
            raise trouble

    def census(self, folder: str, *, since: dt.date) -> Census:
        """List every message of a folder, and those that a reading from `since` leaves out. Raises `MailboxError`."""
        folder = _usual(folder)
        opened = self._once_more(lambda: self._examine(folder))
        uids = frozenset(self._search("ALL"))
        late = frozenset(self._search_since(since))
        return Census(folder=folder, uidvalidity=opened.uidvalidity or 0, uids=uids, earlier=uids - late)

    def retry(self, folder: str, uidvalidity: int, uids: Iterable[int]) -> Iterator[Item]:
        """Ask again for messages that were set aside. Raises `MailboxError`.

        Under a UIDVALIDITY that is no more they are `Expunged`: the folder is read anew anyway.
        """
        folder = _usual(folder)
        wanted = sorted(set(uids))
        opened = self._once_more(lambda: self._examine(folder))
        if opened.uidvalidity != uidvalidity:
            for uid in wanted:
                yield self._expunged(folder, uidvalidity, uid)
            return
        plan = _Plan(folder, uidvalidity, opened, wanted, next_uid=0, end_uid=0, complete=False)
        sizes = self._sizes(plan, wanted) if wanted else {}
        for uid in wanted:
            yield self._too_large(plan, uid, sizes) or self._alone(plan, uid, sizes.get(uid))

    def _poll_folder(self, folder: str, cursor: FolderCursor | None, since: dt.date) -> Iterator[Batch]:
        plan = self._once_more(lambda: self._plan(folder, cursor, since))
        if plan is None:
            return
        for start in range(0, len(plan.uids), _SIZES_AT_ONCE):
            chunk = plan.uids[start : start + _SIZES_AT_ONCE]
            sizes = self._sizes(plan, chunk)
            plan.confirmed = max(plan.confirmed, *sizes, 0) if sizes else plan.confirmed
            limits = self.limits
            groups = grouped_by_size(chunk, sizes, limit_bytes=limits.batch_bytes, limit_count=limits.batch_count)
            for window in _windows(groups, sizes, limits.batch_bytes * _BATCHES_IN_FLIGHT):
                yield from self._read_window(plan, window, sizes)
        before = self._settled.get(folder)
        counted = before is not None and before.opened.exists == plan.opened.exists
        if plan.next_uid < plan.end_uid or (not plan.uids and (plan.first or not counted)):
            # Nothing is new, but that somebody deleted or moved something: how many there are now is part of the account.
            plan.next_uid = max(plan.next_uid, plan.end_uid)
            yield self._batch(plan, ())
        if plan.complete:
            self._settled[folder] = _Settled(plan.opened, plan.next_uid)

    # Planning

    def _plan(self, folder: str, cursor: FolderCursor | None, since: dt.date) -> _Plan | None:
        """Open a folder and find out what is to be read in it; None if nothing happened since it was read."""
        opened = self._examine(folder)
        if cursor is None or cursor.uidvalidity != opened.uidvalidity:
            if cursor is not None and opened.uidvalidity is None and self._is_settled(folder, opened, cursor):
                return None
            return self._plan_first(folder, opened, since)
        if self._is_settled(folder, opened, cursor):
            return None
        if self._is_numbered_back(opened, cursor):
            return self._plan_first(folder, opened, since)
        found = self._search(f"UID {cursor.next_uid}:*")
        # `n:*` gives the last message where all are below n (RFC 3501); a folder with messages never gives none.
        uids = [uid for uid in found if uid >= cursor.next_uid]
        return _Plan(
            folder,
            cursor.uidvalidity,
            opened,
            uids,
            next_uid=cursor.next_uid,
            end_uid=cursor.next_uid,
            complete=bool(found) or not opened.exists,
        )

    def _is_numbered_back(self, opened: _Opened, cursor: FolderCursor) -> bool:
        """Whether UIDs that we have passed will be, or were, given again: a server put back from a backup under its old UIDVALIDITY.

        A UIDNEXT at or below a UID that is there is a lie about UIDNEXT, and no news.
        """
        if opened.uidnext is None or opened.uidnext >= cursor.next_uid:
            return False
        return all(uid < opened.uidnext for uid in self._search("ALL"))

    def _plan_first(self, folder: str, opened: _Opened, since: dt.date) -> _Plan:
        """Plan to read from the campaign's start.

        ALL is asked for before SINCE: of what arrives between the two nothing is passed over, since the cursor ends at the last of ALL.
        """
        everything = self._search("ALL")
        # A UID that the server has not given yet is not believed: it could carry the cursor beyond all mail to come.
        end = opened.uidnext if opened.uidnext is not None else self._end_of(everything)
        settled = [uid for uid in everything if uid < end]
        last = settled[-1] if settled else 0
        late = [uid for uid in self._search_since(since) if uid <= last]
        return _Plan(
            folder,
            # Without UIDVALIDITY a UID means something until the folder is closed and no longer: a value of its own for each look.
            opened.uidvalidity if opened.uidvalidity is not None else -1 - randbits(31),
            opened,
            late,
            next_uid=1,
            end_uid=last + 1,
            complete=len(settled) == len(everything),
            first=True,
            earlier=len(settled) - len(late),
        )

    def _end_of(self, listed: Sequence[int]) -> int:
        """Find where the UIDs end on a server that doesn't tell UIDNEXT: after the last one that a FETCH answers for."""
        for uid in reversed(listed[-_DOUBTED_AT_THE_END:]):
            with contextlib.suppress(_RefusedError):
                if uid in sizes_in(self._fetch([uid], "(UID RFC822.SIZE)", 0, 0)):
                    return uid + 1
        if listed:
            raise self._error(Trouble.PROTOCOL, f"UID {listed[-1]} is listed, and there is no such message")
        return 1

    def _is_settled(self, folder: str, opened: _Opened, cursor: FolderCursor) -> bool:
        """Whether nothing came since a look that left nothing to read, by everything that EXAMINE tells."""
        settled = self._settled.get(folder)
        if settled is None or opened.uidnext is None or settled.opened != opened or settled.next_uid != cursor.next_uid:
            return False
        if settled.looks >= _LOOKS_ON_TRUST:
            return False
        self._settled[folder] = _Settled(opened, settled.next_uid, settled.looks + 1)
        return True

    # Messages

    def _read_window(self, plan: _Plan, groups: Sequence[Sequence[int]], sizes: Mapping[int, int]) -> Iterator[Batch]:
        """Read groups from one stream, each given out as soon as all of it came."""
        streamed = frozenset(
            uid for group in groups for uid in group if sizes.get(uid, _UNKNOWN) <= self.limits.message_bytes
        )
        bodies: dict[int, Body] = {}
        # Closed in any case: a connection with half an answer on it is of no use any more.
        with contextlib.closing(self._stream(plan, sorted(streamed), sizes)) as stream:
            for group in groups:
                # Before a message is asked for alone, or another command is sent, the stream must be at its end.
                to_the_end = group is groups[-1] or any(uid not in streamed for uid in group)
                while to_the_end or not bodies.keys() >= set(group):
                    piece = next(stream, None)
                    if piece is None:
                        break
                    bodies |= piece
                yield from self._read(plan, group, sizes, bodies)

    def _stream(self, plan: _Plan, uids: Sequence[int], sizes: Mapping[int, int]) -> Generator[dict[int, Body]]:
        """Fetch messages with one command and give them out as they come; what doesn't come is left to be asked for alone.

        A line that breaks on the way is made anew for the rest, as long as it brings anything.
        """
        left = dict.fromkeys(uids)
        while left:
            came = False
            try:
                for bodies in self._streamed(list(left), sizes):
                    known = {uid: body for uid, body in bodies.items() if uid in sizes}
                    came = came or bool(known)
                    for uid in known:
                        left.pop(uid, None)
                    yield known
            except MailboxError as error:
                self._reopen_after(error, plan)
                if came:
                    continue
            return

    def _streamed(self, uids: Sequence[int], sizes: Mapping[int, int]) -> Iterator[dict[int, Body]]:
        limits = self.limits
        total = sum(sizes[uid] for uid in uids)
        # For one piece of the answer.
        longest = min(max(sizes[uid] for uid in uids) + PIECE_BYTES, total)
        seconds = min(self.account.timeout + longest / limits.bytes_per_second, limits.command_seconds)
        allowance = 2 * total + _MEGABYTE
        with self._command("FETCH", seconds=seconds, allowance=allowance) as client:
            answers = client.uid_fetch(uid_set(uids), _BODY)
            for records in answers:
                yield bodies_in(records)
                # Whoever took the piece may have taken his time.
                client.extend(seconds)
        if answers.refusal is not None:
            trouble = trouble_of_refusal(answers.refusal, Trouble.PROTOCOL)
            if trouble is not Trouble.PROTOCOL:
                raise self._error(trouble, f"FETCH: {answers.refusal}")

    def _read(
        self, plan: _Plan, group: Sequence[int], sizes: Mapping[int, int], bodies: dict[int, Body]
    ) -> Iterator[Batch]:
        """Give a group out as a batch, and only then stop for what went wrong on the way."""
        if time.monotonic() > self._round_end:
            raise self._late(plan, group[0])
        items: list[Item] = []
        trouble: MailboxError | None = None
        for uid in group:
            if items and time.monotonic() > self._round_end:
                trouble = self._late(plan, uid)
                break
            try:
                item = self._item(plan, uid, sizes, bodies.pop(uid, None))
            except MailboxError as error:
                trouble = error
                break
            if not self._may_pass(plan, item):
                trouble = self._doubtful(plan, item)
                break
            items.append(item)
            plan.next_uid = uid + 1
            readable = not isinstance(item, SetAside) or item.reason is AsideReason.TOO_LARGE
            plan.aside_in_a_row = 0 if readable else plan.aside_in_a_row + 1
            if plan.aside_in_a_row >= _ASIDE_IN_A_ROW:
                trouble = self._error(Trouble.PROTOCOL, f"{plan.folder}: no message can be had, from UID {group[0]} on")
                break
        if items:
            yield self._batch(plan, tuple(items))
        if trouble is not None:
            raise trouble

    def _item(self, plan: _Plan, uid: int, sizes: Mapping[int, int], body: Body | None) -> Item:
        if body is not None:
            return self._fetched(plan, uid, body)
        return self._too_large(plan, uid, sizes) or self._alone(plan, uid, sizes.get(uid))

    def _alone(self, plan: _Plan, uid: int, size: int | None) -> Item:
        """Ask for one message by itself, twice; then look whether it is still there."""
        reason, detail = AsideReason.NO_BODY, ""
        for _ in range(_TRIES_ALONE):
            try:
                body = self._body(uid, self.limits.message_bytes if size is None else size)
            except MailboxError as error:
                self._reopen_after(error, plan)
                reason, detail = AsideReason.LINE_LOST, error.detail
                continue
            except _RefusedError as error:
                reason, detail = AsideReason.REFUSED, str(error)
            else:
                if body is not None:
                    plan.confirmed = max(plan.confirmed, uid)
                    return self._fetched(plan, uid, body)
                reason, detail = AsideReason.NO_BODY, ""
            # Dovecot says NO to a message that another client has just deleted.
            if uid not in self._search(f"UID {uid}"):
                return self._expunged(plan.folder, plan.uidvalidity, uid)
        return SetAside(
            mailbox=self.account.name,
            folder=plan.folder,
            uidvalidity=plan.uidvalidity,
            uid=uid,
            reason=reason,
            detail=detail,
        )

    def _may_pass(self, plan: _Plan, item: Item) -> bool:
        """Whether the cursor may pass a message: it was read, or more than one SEARCH says that its UID was ever given."""
        if isinstance(item, Fetched) or item.uid <= plan.confirmed:
            return True
        return plan.opened.uidnext is not None and item.uid < plan.opened.uidnext

    def _doubtful(self, plan: _Plan, item: Item) -> MailboxError | None:
        """Stop before a UID that only SEARCH knows: without a word if it is gone again, the next look is the wiser."""
        plan.complete = False
        if isinstance(item, Expunged):
            return None
        return self._error(Trouble.PROTOCOL, f"{plan.folder}: UID {item.uid} is listed, and there is no such message")

    def _late(self, plan: _Plan, uid: int) -> MailboxError:
        return self._error(
            Trouble.TIMED_OUT, f"{plan.folder}: the round took too long, UID {uid} and on are left to the next"
        )

    def _too_large(self, plan: _Plan, uid: int, sizes: Mapping[int, int]) -> SetAside | None:
        if sizes.get(uid, 0) <= self.limits.message_bytes:
            return None
        return SetAside(
            mailbox=self.account.name,
            folder=plan.folder,
            uidvalidity=plan.uidvalidity,
            uid=uid,
            reason=AsideReason.TOO_LARGE,
            detail=f"{sizes[uid]} bytes",
        )

    def _fetched(self, plan: _Plan, uid: int, body: Body) -> Fetched:
        return Fetched(
            mailbox=self.account.name,
            folder=plan.folder,
            uidvalidity=plan.uidvalidity,
            uid=uid,
            received_at=body.received_at,
            raw=body.raw,
        )

    def _expunged(self, folder: str, uidvalidity: int, uid: int) -> Expunged:
        return Expunged(mailbox=self.account.name, folder=folder, uidvalidity=uidvalidity, uid=uid)

    def _batch(self, plan: _Plan, items: tuple[Item, ...]) -> Batch:
        return Batch(
            cursor=FolderCursor(folder=plan.folder, uidvalidity=plan.uidvalidity, next_uid=plan.next_uid),
            items=items,
            first=plan.first,
            earlier=plan.earlier,
            on_server=plan.opened.exists,
        )

    # Commands

    def _examine(self, folder: str) -> _Opened:
        with self._command("EXAMINE") as client:
            try:
                answer = client.select_folder(folder, readonly=True)
            except client.AbortError:
                raise
            except client.Error as error:
                text = str(error)
                if not text.startswith("select failed"):
                    raise
                # A NO leaves the connection as good as it was.
                text = f"{folder}: {text.removeprefix('select failed: ')}"
                refused = self._error(trouble_of_refusal(text, Trouble.FOLDER_MISSING), text)
            else:
                return _Opened(
                    _positive(answer.get(b"UIDVALIDITY")), _positive(answer.get(b"UIDNEXT")), int(answer[b"EXISTS"])
                )
        raise refused

    def _search(self, criteria: str) -> list[int]:
        with self._command("SEARCH") as client:
            kind, records = client.uid_search(criteria)
            if kind == "OK":
                return uids_in(records)
        raise self._error(trouble_of_refusal(_text(records), Trouble.PROTOCOL), f"SEARCH: {_text(records)}")

    def _search_since(self, since: dt.date) -> list[int]:
        """Find what arrived since a day or was sent since then: either clock may have been wrong by years."""
        day = imap_date(since - _MARGIN)
        return self._search(f"OR SINCE {day} SENTSINCE {day}")

    def _sizes(self, plan: _Plan, uids: Sequence[int]) -> dict[int, int]:
        """Ask how large messages are; of a server that refuses to say, each is then fetched alone."""
        asked = frozenset(uids)
        for last in (False, True):
            try:
                records = self._fetch(uids, "(UID RFC822.SIZE)", 0, 0)
                return {uid: size for uid, size in sizes_in(records).items() if uid in asked}
            except _RefusedError:
                return {}
            except MailboxError as error:
                if last:
                    raise
                self._reopen_after(error, plan)
        raise AssertionError

    def _body(self, uid: int, size: int) -> Body | None:
        """Fetch one message, which may be larger than announced up to the limit of a message."""
        allowance = max(self.limits.message_bytes, 2 * size) + _MEGABYTE
        return bodies_in(self._fetch([uid], _BODY, size, allowance)).get(uid)

    def _fetch(self, uids: Sequence[int], items: str, size: int, allowance: int) -> list[Record]:
        limits = self.limits
        seconds = min(self.account.timeout + size / limits.bytes_per_second, limits.command_seconds)
        with self._command("FETCH", seconds=seconds, allowance=allowance) as client:
            answers = client.uid_fetch(uid_set(uids), items)
            records = [record for piece in answers for record in piece]
        if answers.refusal is None:
            return records
        trouble = trouble_of_refusal(answers.refusal, Trouble.PROTOCOL)
        if trouble is not Trouble.PROTOCOL:
            raise self._error(trouble, f"FETCH: {answers.refusal}")
        raise _RefusedError(answers.refusal)

    def _find_junk(self) -> None:
        r"""Look which folder is the \Junk one. A server that cannot say is told at the end of a poll: the other folders are read."""
        try:
            self._once_more(self._list_junk)
        except MailboxError as error:
            if error.trouble is not Trouble.PROTOCOL:
                raise
            self._junk_unknown = error
        else:
            self._junk_unknown = None
            self._looks_since_listing = 0

    def _list_junk(self) -> None:
        r"""Find the folder that the server marks as \Junk (RFC 6154); never by its name."""
        with self._command("LIST") as client:
            listed = client.special_folders()
        marked = (_usual(name) for flags, _, name in listed if name and name.isprintable() and _is_junk(flags))
        self._junk = next(marked, None)

    # The connection

    @contextlib.contextmanager
    def _command(self, name: str, *, seconds: float | None = None, allowance: int | None = None) -> Generator[Client]:
        """Give the connection for one command under its limits; drop it if anything but a plain answer comes of it."""
        if self._client is None:
            self._client = connect(self.account)
        client = self._client
        try:
            with telling(self.account, name):
                client.begin(seconds or self.account.timeout, allowance or 16 * _MEGABYTE)
                yield client
        except BaseException:
            self._drop()
            raise

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            drop(client)

    def _once_more(self, operation: Callable[[], _Value]) -> _Value:
        """Do something; if the kept connection turns out dead or out of step, once more on a new one."""
        kept = self._client is not None
        try:
            return operation()
        except MailboxError as error:
            if not kept or error.trouble not in _PASSING:
                raise
        self._drop()
        return operation()

    def _reopen_after(self, error: MailboxError, plan: _Plan) -> None:
        """Open the folder on a new connection, if that may help; the same UIDs must still mean the same messages."""
        if error.trouble not in _PASSING:
            raise error
        self._drop()
        opened = self._examine(plan.folder)
        if opened.uidvalidity != plan.opened.uidvalidity or opened.uidvalidity is None:
            raise self._error(Trouble.PROTOCOL, f"{plan.folder}: UIDVALIDITY changed while it was read") from error

    def _error(self, trouble: Trouble, detail: str) -> MailboxError:
        return MailboxError(trouble, where=self.account.where, detail=detail)


def _windows(
    groups: Iterable[Sequence[int]], sizes: Mapping[int, int], limit_bytes: int
) -> Iterator[list[Sequence[int]]]:
    """Put groups together up to a bound: all that a server which answers out of order can make us hold."""
    window: list[Sequence[int]] = []
    total = 0
    for group in groups:
        size = sum(sizes.get(uid, 0) for uid in group)
        if window and total + size > limit_bytes:
            yield window
            window, total = [], 0
        window.append(group)
        total += size
    if window:
        yield window


def _usual(folder: str) -> str:
    """Give a folder's name with INBOX, whose case alone doesn't matter, in capitals."""
    return "INBOX" if folder.upper() == "INBOX" else folder


def _is_junk(flags: Iterable[bytes]) -> bool:
    marks = {flag.lower() for flag in flags}
    return b"\\junk" in marks and not marks & {b"\\noselect", b"\\nonexistent"}


def _positive(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _text(records: Sequence[Record]) -> str:
    return b" ".join(record for record in records if isinstance(record, bytes)).decode("utf-8", "replace")
