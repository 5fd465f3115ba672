"""Batches are read ahead and recorded in their order, each with its cursor or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from dondoc.settings import load_settings
from dondoc.worker import deciding
from ingest import intake, schema
from ingest.archive import Archive, ArchiveError
from ingest.intake import Arrival, Taken, take_in
from ingest.ledger import Cursor, Ledger, cursors, open_ledger
from ingest.mailboxes import AsideReason, Expunged, Fetched, Item, LineError, MailboxError, SetAside, Trouble
from ingest.reading_process import head_only
from ingest.values import Extraction
from parsers.reading import read
from parsers.values import Findings

SETTINGS = load_settings(Path(__file__).parent.parent.parent / "config.example.toml")
NOON = dt.datetime(2020, 8, 27, 12, tzinfo=dt.UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Generator[Ledger]:
    opened = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    yield opened
    opened.close()


def mail(
    number: int, *, sender: str = "ben-xe@mongcai.example", folder: str = "INBOX", of: int | None = None
) -> Fetched:
    """Give a mail with a figure of its own, or with the bytes of another number's."""
    figure = number if of is None else of
    return Fetched(
        mailbox="government",
        folder=folder,
        uidvalidity=1,
        uid=number,
        received_at=NOON,
        raw=f"From: {sender}\nSubject: Bluezone {figure}\n\nTuần này {figure} máy.\n".encode(),
    )


def aside(uid: int) -> SetAside:
    return SetAside(mailbox="government", folder="INBOX", uidvalidity=1, uid=uid, reason=AsideReason.NO_BODY)


def batch(*items: Item) -> Arrival:
    last = items[-1]
    return Arrival(
        items=items, cursor=Cursor(mailbox="government", folder=last.folder, uidvalidity=1, next_uid=last.uid + 1)
    )


class Reader:
    """Reads so many messages ahead of what it gives, and remembers how many it read."""

    def __init__(self, ahead: int) -> None:
        self.ahead = ahead
        self.read = 0

    def __call__(self, messages: Iterable[tuple[bytes, dt.datetime | None]]) -> Iterator[Findings]:
        waiting: list[Findings] = []
        for raw, received_at in messages:
            self.read += 1
            waiting.append(read(raw, SETTINGS.vocabulary, received_at=received_at))
            if len(waiting) > self.ahead:
                yield waiting.pop(0)
        yield from waiting


def took(ledger: Ledger, folder: Path, arrivals: Iterable[Arrival], ahead: int = 3) -> list[Taken]:
    archive = Archive(folder / "messages")
    return [
        taken
        for _, taken in take_in(
            arrivals, ledger=ledger, archive=archive, read=Reader(ahead), campaign=deciding(SETTINGS), now=NOON
        )
    ]


def next_uid(ledger: Ledger) -> int:
    with ledger.reading() as connection:
        return cursors(connection, "government")["INBOX"].next_uid


def sightings(ledger: Ledger) -> list[tuple[int, int | None, str | None]]:
    table = schema.sightings
    with ledger.reading() as connection:
        rows = connection.execute(
            sa.select(table.c.uid, table.c.message, table.c.set_aside).order_by(table.c.uid, table.c.id)
        )
        return [(row.uid, row.message, row.set_aside) for row in rows]


@pytest.mark.parametrize("ahead", [0, 1, 3, 100])
def test_whatever_is_read_ahead_batches_are_recorded_in_their_order(ledger: Ledger, tmp_path: Path, ahead: int):
    """Empty ones and those without a new message too, which nothing that is read would remind of."""
    gone = Expunged(mailbox="government", folder="INBOX", uidvalidity=1, uid=5)
    arrivals = [
        batch(mail(1), mail(2)),
        batch(mail(3), mail(4)),
        batch(gone),
        batch(aside(6)),
        batch(mail(7)),
        batch(mail(7)),
    ]
    taken = took(ledger, tmp_path, arrivals, ahead)
    assert [(each.messages, each.copies, each.set_aside) for each in taken] == [
        *((2, 0, 0), (2, 0, 0), (0, 0, 0), (0, 0, 1), (1, 0, 0), (0, 0, 0))
    ]
    assert [uid for uid, _, _ in sightings(ledger)] == [1, 2, 3, 4, 6, 7]
    assert next_uid(ledger) == 8


def test_a_batch_is_recorded_while_later_ones_are_on_their_way(ledger: Ledger, tmp_path: Path):
    """Its cursor is in the ledger before the last one was even asked for."""
    seen: list[int] = []

    def arrivals() -> Iterator[Arrival]:
        for number in range(1, 6):
            with ledger.reading() as connection:
                seen.append(len(cursors(connection, "government")))
            yield batch(mail(number))

    took(ledger, tmp_path, arrivals(), ahead=1)
    assert seen == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("kind", [MailboxError, ArchiveError])
def test_what_came_before_a_failure_is_recorded_before_it_is_told(
    ledger: Ledger, tmp_path: Path, kind: type[Exception]
):
    def arrivals() -> Iterator[Arrival]:
        yield batch(mail(1))
        yield batch(mail(2), mail(3))
        if kind is MailboxError:
            raise MailboxError(Trouble.LINE_LOST, where="government", detail="gone")
        (tmp_path / "messages" / ".new").rename(tmp_path / "elsewhere")
        (tmp_path / "messages" / ".new").write_text("no directory")
        yield batch(mail(4))

    with pytest.raises((LineError, ArchiveError)) as told:
        took(ledger, tmp_path, arrivals(), ahead=100)
    assert isinstance(told.value, kind)
    assert next_uid(ledger) == 4
    assert [uid for uid, _, _ in sightings(ledger)] == [1, 2, 3]


def test_the_same_bytes_in_two_batches_that_are_read_at_once_are_one_message(ledger: Ledger, tmp_path: Path):
    arrivals = [batch(mail(1)), batch(mail(2, of=1)), batch(mail(3, of=1, folder="Thư rác"))]
    taken = took(ledger, tmp_path, arrivals, ahead=100)
    assert [(each.messages, each.copies) for each in taken] == [(1, 0), (0, 1), (0, 1)]
    assert [message for _, message, _ in sightings(ledger)] == [1, 1, 1]


def test_what_cannot_be_recorded_is_set_aside_and_its_batch_is_recorded_without_it(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """A bug on one mail is loud and local: the mails before and behind it stand, and no mail twice."""
    whole = intake.books_kept.add_extraction

    def broken(connection: sa.Connection, message: int, extraction: Extraction, **more: Any) -> Sequence[int]:
        if extraction.readings and more["head"].subject.endswith(" 2"):
            raise AssertionError("a bug")
        return whole(connection, message, extraction, **more)

    monkeypatch.setattr(intake.books_kept, "add_extraction", broken)
    (taken,) = took(ledger, tmp_path, [batch(mail(1), mail(2), mail(3), mail(4, of=1))])
    assert (taken.messages, taken.copies, taken.set_aside) == (2, 1, 1)
    assert [(uid, aside) for uid, _, aside in sightings(ledger)] == [
        *((1, None), (2, "recording failed"), (3, None), (4, None))
    ]
    with ledger.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.messages)).scalar() == 3
    assert next_uid(ledger) == 5
    assert "UID 2 of government/INBOX" in caplog.text


@pytest.mark.parametrize("ahead", [0, 100])
def test_what_was_set_aside_is_recorded_once_more_when_it_is_had(ledger: Ledger, tmp_path: Path, ahead: int):
    """Also if it was asked for again while the batch that set it aside was still being read."""
    again = Arrival(items=[mail(2)])
    arrivals = [batch(mail(1), aside(2)), Arrival(items=[aside(2)]), again, again, Arrival(items=[aside(2)])]
    taken = took(ledger, tmp_path, arrivals, ahead)
    assert [(each.messages, each.copies, each.set_aside) for each in taken] == [
        *((1, 0, 1), (0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 0))
    ]
    assert sightings(ledger) == [(1, 1, None), (2, None, "no-body: "), (2, 2, None)]


@pytest.mark.parametrize("ahead", [0, 100])
def test_a_number_that_is_given_again_to_another_mail_is_a_place_of_its_own(ledger: Ledger, tmp_path: Path, ahead: int):
    """Whether the first mail is in the ledger or still being read; the same mail in other bytes is no other mail."""
    other, same = replace(mail(9), uid=2), mail(2)
    same = replace(same, raw=b"Received: from a.example\n" + same.raw)
    arrivals = [batch(mail(1), mail(2)), batch(mail(1), other), batch(mail(1), same), batch(other)]
    taken = took(ledger, tmp_path, arrivals, ahead)
    assert [(each.messages, each.copies) for each in taken] == [(2, 0), (1, 0), (0, 0), (0, 0)]
    assert sightings(ledger) == [(1, 1, None), (2, 2, None), (2, 3, None)]


def test_what_cannot_be_recorded_under_a_number_that_is_given_again_is_set_aside_beside_the_other(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    took(ledger, tmp_path, [batch(mail(1), mail(2))])
    with monkeypatch.context() as patch:
        patch.setattr(intake, "_record_findings", _broken)
        (taken,) = took(ledger, tmp_path, [batch(replace(mail(9), uid=2))])
    assert (taken.messages, taken.copies, taken.set_aside) == (0, 0, 1)
    assert sightings(ledger) == [(1, 1, None), (2, 2, None), (2, 3, "recording failed")]


def _broken(*_arguments: object, **_more: object) -> int:
    raise AssertionError("a bug")


def test_a_batch_asks_the_ledger_as_often_as_one_mail_does(ledger: Ledger, tmp_path: Path):
    """What is known of its places and messages is asked for all of them at once."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    took(ledger, tmp_path, [batch(*map(mail, range(1, 31)))])
    event.listen(ledger.engine, "before_cursor_execute", note)
    counts: list[int] = []
    for numbers in ([31], range(32, 62)):
        asked.clear()
        took(ledger, tmp_path, [batch(*map(mail, numbers))])
        counts.append(sum("uidvalidity =" in each or "content_key IN" in each or "sha256 IN" in each for each in asked))
    assert counts[0] == counts[1] > 0


# Which mails are one


WEEK, HOURS = dt.timedelta(days=7), dt.timedelta(hours=9)
STUCK = "Sat, 01 Jan 2000 00:00:00 +0700"


def sighted(
    uid: int, at: dt.datetime, *, mailbox: str = "government", date: str = "", name: str = "", figure: int = 25
) -> Fetched:
    """Give a mail as one mailbox has it, whose server added its own line on top."""
    head = (f"Date: {date}\n" if date else "") + (f"Message-ID: <{name}@x.example>\n" if name else "")
    raw = f"Received: by {mailbox}; {format_datetime(at)}\nFrom: ben-xe@mongcai.example\n{head}Subject: Bluezone\n\nTuần này {figure} máy.\n"
    return Fetched(mailbox=mailbox, folder="INBOX", uidvalidity=1, uid=uid, received_at=at, raw=raw.encode())


def messages_of(ledger: Ledger, folder: Path, *items: Fetched) -> list[int | None]:
    """Take mails in, each in a round of its own, and give the message that each is a copy of."""
    for item in items:
        took(ledger, folder, [Arrival(items=[item])])
    with ledger.reading() as connection:
        return list(connection.execute(sa.select(schema.sightings.c.message).order_by(schema.sightings.c.id)).scalars())


@pytest.mark.parametrize("date", ["", STUCK, "no date at all"])
@pytest.mark.parametrize("names", [("", ""), ("a", "b")])
def test_the_same_words_next_week_are_another_mail_though_no_date_says_so(
    ledger: Ledger, tmp_path: Path, date: str, names: tuple[str, str]
):
    first, second = names
    assert messages_of(
        ledger,
        tmp_path,
        sighted(1, NOON, date=date, name=first),
        sighted(1, NOON + HOURS, mailbox="gmail", date=date, name=first),
        sighted(2, NOON + WEEK, date=date, name=second),
        sighted(2, NOON + WEEK + HOURS, mailbox="gmail", date=date, name=second),
        sighted(3, NOON + 2 * WEEK, date=date, name=second),
    ) == [1, 1, 2, 2, 3]  # fmt: skip


def test_a_mail_without_a_date_that_takes_back_a_correction_of_the_same_hour_is_another_one(
    ledger: Ledger, tmp_path: Path
):
    minute = dt.timedelta(minutes=1)
    mails = [sighted(at, NOON + at * minute, name=str(at), figure=figure) for at, figure in enumerate((25, 30, 25), 1)]
    assert messages_of(ledger, tmp_path, *mails) == [1, 2, 3]


@pytest.mark.parametrize("name", ["", "a"])
def test_a_copy_that_comes_days_after_a_dated_mail_is_the_same_mail(ledger: Ledger, tmp_path: Path, name: str):
    date = format_datetime(NOON)
    assert messages_of(
        ledger,
        tmp_path,
        sighted(1, NOON, date=date, name=name),
        sighted(1, NOON + 5 * dt.timedelta(days=1), mailbox="gmail", date=date, name="relay"),
        sighted(2, NOON + WEEK, date=date, name="again"),
    ) == [1, 1, 2], "and what comes a week later is none"  # fmt: skip


def test_a_ledger_from_before_keeps_its_keys(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Mails without a date were recorded by their content alone: the copy that comes now is theirs, next week's mail is not."""
    with monkeypatch.context() as before:
        before.setattr(intake, "_keys", lambda head, _at: [head.content_key])
        assert messages_of(ledger, tmp_path, sighted(1, NOON)) == [1]
    assert messages_of(
        ledger, tmp_path, sighted(1, NOON + HOURS, mailbox="gmail"), sighted(2, NOON + WEEK)
    ) == [1, 1, 2]  # fmt: skip


def test_what_no_reader_could_read_is_told_apart_by_its_date():
    def key(date: str) -> str:
        return head_only(f"From: a@x.example\nDate: {date}\n\n%PDF".encode(), "took-too-long").letter.content_key

    assert key("Thu, 27 Aug 2020 09:00:00 +0700") == key("Thu, 27 Aug 2020 02:00:00 +0000")
    assert key("Thu, 27 Aug 2020 09:00:00 +0700") != key("Thu, 03 Sep 2020 09:00:00 +0700")
