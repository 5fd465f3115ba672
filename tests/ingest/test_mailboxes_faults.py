"""Mailboxes on networks that break and servers that lie: no message lost, no cursor beyond what was read, an end to every wait."""

from __future__ import annotations

import base64
import datetime as dt
import os
import time
from collections.abc import Callable
from typing import Any

import pytest

from ingest.mailboxes import (
    AsideReason,
    Batch,
    Credentials,
    Expunged,
    Fetched,
    FolderCursor,
    Item,
    Limits,
    Mailbox,
    MailboxAccount,
    MailboxError,
    Security,
    SetAside,
    Trouble,
)
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_proxy import FaultyProxy
from tests.servers.processes import LOOPBACK, Certificates
from tests.servers.scripted_imap import Answer, ScriptedImap, is_fetch_of

SOAK = bool(os.environ.get("DONDOC_SOAK"))
"""Each byte instead of some."""
STARTS = dt.date(2020, 8, 26)
FRIDAY = dt.datetime(2020, 8, 28, 14, 59, 58, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def message(number: int) -> bytes:
    return f"From: a@b.example\r\nSubject: {number}\r\n\r\n{number} máy\r\n".encode()


def mailbox_at(port: int, *, timeout: float = 3.0, limits: Limits | None = None, junk: bool = False) -> Mailbox:
    account = MailboxAccount(
        name="government",
        address="a@b.example",
        host=LOOPBACK,
        port=port,
        security=Security.PLAIN,
        credentials=Credentials(username="a", password=lambda: "geheim"),
        junk=junk,
        timeout=timeout,
    )
    return Mailbox(account, limits=limits)


def told(items: list[Item]) -> list[tuple[type[Item], int]]:
    return [(type(item), item.uid) for item in items]


class Rounds:
    """A worker's rounds over one mailbox: cursors and items are kept, whatever error ends a round."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self.cursors: dict[str, FolderCursor] = {}
        self.batches: list[Batch] = []
        self.told = ""

    def round(self) -> Trouble | None:
        try:
            for batch in self.mailbox.poll(self.cursors.values(), since=STARTS):
                self.batches.append(batch)
                self.cursors[batch.cursor.folder] = batch.cursor
        except MailboxError as error:
            self.told = str(error)
            return error.trouble
        return None

    @property
    def items(self) -> list[Item]:
        return [item for batch in self.batches for item in batch.items]

    @property
    def next_uid(self) -> int:
        return self.cursors["INBOX"].next_uid


# Networks, before a real server


def through(dovecot: Dovecot, proxy: FaultyProxy, address: str, **changes: Any) -> Mailbox:
    values: dict[str, Any] = {"port": proxy.port, "security": Security.PLAIN, "junk": False, "timeout": 5.0}
    account = dovecot.account(address, **(values | changes))
    return Mailbox(account, limits=Limits(batch_count=3))


def test_cut_at_any_byte_nothing_is_lost_and_nothing_comes_twice(dovecot: Dovecot):
    """The line is cut after 1, 2, ... steps of bytes in each of many rounds, until a round goes through."""
    address = dovecot.new_user()
    raws = [message(number) for number in range(1, 8)]
    dovecot.deliver(address, raws, at=FRIDAY)
    with FaultyProxy(dovecot.imap) as proxy:
        with through(dovecot, proxy, address) as mailbox:
            Rounds(mailbox).round()
        whole = proxy.from_server
        for cut_after in range(1, whole + 40, 1 if SOAK else 41):
            proxy.cut_after = cut_after
            with through(dovecot, proxy, address) as mailbox:
                rounds = Rounds(mailbox)
                rounds.round()
                assert [item.raw for item in rounds.items if isinstance(item, Fetched)] == raws[: len(rounds.items)]
                proxy.cut_after = None
                mailbox.close()
                assert rounds.round() is None
                got = [item.raw for item in rounds.items if isinstance(item, Fetched)]
                assert got == raws, cut_after


@pytest.mark.parametrize("pause", [0.0, 0.1])
def test_a_server_that_stalls_or_says_a_byte_at_a_time_is_left(dovecot: Dovecot, pause: float):
    address = dovecot.new_user()
    dovecot.deliver(address, [message(1)], at=FRIDAY)
    with FaultyProxy(dovecot.imap) as proxy, through(dovecot, proxy, address) as mailbox:
        mailbox.folders()
        Rounds(mailbox).round()
        whole = proxy.from_server
    for stall_after in (0, 60, whole // 2):
        with FaultyProxy(dovecot.imap, stall_after=stall_after, pause=pause) as proxy:
            began = time.monotonic()
            with through(dovecot, proxy, address, timeout=0.4) as mailbox:
                assert Rounds(mailbox).round() is Trouble.TIMED_OUT
            assert time.monotonic() - began < 3


def test_a_line_that_is_stalled_while_a_message_comes_sets_it_aside_only_after_it_was_asked_for_alone(dovecot: Dovecot):
    """The second message makes the server fall silent whenever it is sent; the others are read."""
    address = dovecot.new_user()
    dovecot.deliver(address, [message(1), b"X-Poison: 1\r\n\r\n", message(3)], at=FRIDAY)
    with FaultyProxy(dovecot.imap) as proxy:

        def poisoned(data: bytes) -> bytes:
            return data[: data.index(b"X-Poison")] if b"X-Poison" in data else data

        proxy.replace = poisoned
        with through(dovecot, proxy, address, timeout=0.4) as mailbox:
            rounds = Rounds(mailbox)
            assert rounds.round() is None
            assert told(rounds.items) == [(Fetched, 1), (SetAside, 2), (Fetched, 3)]
            (aside,) = [item for item in rounds.items if isinstance(item, SetAside)]
            assert aside.reason is AsideReason.LINE_LOST
            # When the fault is gone it can be had.
            proxy.replace = None
            (item,) = mailbox.retry("INBOX", aside.uidvalidity, [2])
            assert isinstance(item, Fetched)


def test_a_server_that_closes_at_once_is_told(dovecot: Dovecot):
    with FaultyProxy(dovecot.imap, refuse=True) as proxy, through(dovecot, proxy, dovecot.new_user()) as mailbox:
        assert Rounds(mailbox).round() is Trouble.LINE_LOST


def test_starttls_that_is_taken_out_on_the_way_does_not_lead_to_a_login_in_the_clear(dovecot: Dovecot):
    said: list[bytes] = []

    def stripped(data: bytes) -> bytes:
        said.append(data)
        return data.replace(b"STARTTLS", b"XSTARTTL")

    with FaultyProxy(dovecot.imap, replace=stripped) as proxy:
        mailbox = through(dovecot, proxy, dovecot.new_user(), security=Security.STARTTLS)
        with mailbox:
            assert Rounds(mailbox).round() is Trouble.NOT_ENCRYPTED
    assert not any(b"Logged in" in each for each in said)


# Servers that lie


def scripted(**changes: object) -> ScriptedImap:
    values: dict[str, object] = {"messages": {uid: message(uid) for uid in range(1, 6)}, "uidnext": -1}
    return ScriptedImap(**(values | changes))  # pyright: ignore[reportArgumentType]


def play(server: ScriptedImap, *, limits: Limits | None = None, rounds: int = 1) -> tuple[Rounds, list[Trouble | None]]:
    with server, mailbox_at(server.port, limits=limits, timeout=1.0) as mailbox:
        played = Rounds(mailbox)
        troubles = [played.round() for _ in range(rounds)]
    assert "geheim" not in played.told
    return played, troubles


ALL_FETCHED = [(Fetched, uid) for uid in range(1, 6)]


def test_the_scripted_server_is_honest_if_nobody_asks_otherwise():
    rounds, troubles = play(scripted(), rounds=3)
    assert told(rounds.items) == ALL_FETCHED
    assert troubles == [None, None, None]
    assert rounds.next_uid == 6


def test_an_idle_round_is_one_round_trip_for_a_folder():
    server = scripted()
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        rounds.round()
        rounds.round()
        before = len(server.commands)
        rounds.round()
        assert server.commands[before:] == ['EXAMINE "INBOX"']


def test_only_reading_commands_are_ever_sent(dovecot: Dovecot):
    server = scripted()
    play(server, rounds=3)
    heads = {
        " ".join(command.split()[:2]) if command.startswith("UID") else command.split()[0]
        for command in server.commands
    }
    assert heads == {"CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT"}
    assert not any("BODY[" in command for command in server.commands)


def replacing(answer: Callable[[ScriptedImap, str], Answer], **changes: object) -> ScriptedImap:
    server = scripted(**changes)
    server.on = lambda command: answer(server, command)
    return server


def one_body(server: ScriptedImap, command: str, uid: int, instead: bytes) -> Answer:
    """Answer a FETCH of bodies as usual, but for one message."""
    if not is_fetch_of(command, uid):
        return None
    wanted = [each for each in sorted(server.messages) if is_fetch_of(command, each)]
    return b"".join(instead if each == uid else server.body(each) for each in wanted) + b"{tag} OK done\r\n"


BODILESS = {
    "nothing": b"",
    "flags alone": b"* 3 FETCH (UID 3 FLAGS (\\Seen))\r\n",
    "NIL": b"* 3 FETCH (UID 3 BODY[] NIL)\r\n",
    "empty": b'* 3 FETCH (UID 3 BODY[] "")\r\n',
    "number": b"* 3 FETCH (UID 3 BODY[] 17)\r\n",
    "no UID": b"* 3 FETCH (BODY[] {3}\r\nabc)\r\n",
    "another's UID": b"* 3 FETCH (UID 77 BODY[] {3}\r\nabc)\r\n",
    "nonsense": b"* 3 FETCH (UID 3 BODY[] {3}\r\nabc((\r\n",
    "longer than said": b"* 3 FETCH (UID 3 BODY[] {3}\r\nabcdef)\r\n",
    "two different": b"* 3 FETCH (UID 3 BODY[] {3}\r\nabc)\r\n* 3 FETCH (UID 3 BODY[] {3}\r\nxyz)\r\n",
}


@pytest.mark.parametrize("instead", BODILESS.values(), ids=BODILESS.keys())
def test_a_message_whose_body_does_not_come_is_set_aside_and_the_next_ones_are_read(instead: bytes):
    rounds, troubles = play(replacing(lambda server, command: one_body(server, command, 3, instead)), rounds=2)
    assert told(rounds.items) == [(Fetched, 1), (Fetched, 2), (SetAside, 3), (Fetched, 4), (Fetched, 5)]
    (aside,) = [item for item in rounds.items if isinstance(item, SetAside)]
    assert aside.reason is AsideReason.NO_BODY
    assert troubles == [None, None]


def test_a_body_that_fails_to_come_once_is_simply_asked_for_again():
    failures = iter([b"* 3 FETCH (UID 3 FLAGS ())\r\n"])

    def once(server: ScriptedImap, command: str) -> Answer:
        instead = next(failures, None) if is_fetch_of(command, 3) else None
        return None if instead is None else one_body(server, command, 3, instead)

    rounds, troubles = play(replacing(once))
    assert told(rounds.items) == ALL_FETCHED
    assert troubles == [None]


def test_no_to_one_message_sets_it_aside():
    def refuse(server: ScriptedImap, command: str) -> Answer:
        return b"{tag} NO [SERVERBUG] broken index\r\n" if is_fetch_of(command, 3) else None

    rounds, troubles = play(replacing(refuse))
    assert told(rounds.items) == [(Fetched, 1), (Fetched, 2), (SetAside, 3), (Fetched, 4), (Fetched, 5)]
    (aside,) = [item for item in rounds.items if isinstance(item, SetAside)]
    assert (aside.reason, aside.detail) == (AsideReason.REFUSED, "[SERVERBUG] broken index")
    assert troubles == [None]


@pytest.mark.parametrize("answer", [b"{tag} NO [UNAVAILABLE] later\r\n", b"{tag} NO [INUSE] locked\r\n"])
def test_a_server_that_cannot_serve_now_sets_nothing_aside(answer: bytes):
    server = scripted(on=lambda command: answer if command.startswith("UID FETCH") else None)
    rounds, troubles = play(server)
    assert rounds.items == []
    assert troubles == [Trouble.UNAVAILABLE]


def test_a_server_that_gives_no_message_at_all_is_in_trouble_itself():
    """After three in a row it is not the messages; those three are told, the others are left for the next round."""
    server = scripted(on=lambda command: b"{tag} NO broken\r\n" if "BODY" in command else None)
    rounds, troubles = play(server)
    assert told(rounds.items) == [(SetAside, 1), (SetAside, 2), (SetAside, 3)]
    assert troubles == [Trouble.PROTOCOL]
    assert rounds.next_uid == 4


def breaking(command_is: Callable[[str], bool], answer: bytes, times: int) -> ScriptedImap:
    """Give a server that answers these commands so for a number of times."""
    left = [times]

    def on(command: str) -> Answer:
        if command_is(command) and left[0]:
            left[0] -= 1
            return answer
        return None

    return scripted(on=on)


COMMANDS = ["CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "RFC822.SIZE", "BODY.PEEK[]"]
ANSWERS = [b"", b"* BYE shutting down\r\n", b"{tag} BAD nonsense\r\n", b"{tag} NO not now\r\n", b"gibberish\r\n"]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("part", COMMANDS)
@pytest.mark.parametrize("times", [1, 2, 1000])
def test_no_bad_bye_or_silence_at_any_command_loses_nothing(part: str, answer: bytes, times: int):
    server = breaking(lambda command: part in command, answer, times)
    with server, mailbox_at(server.port, timeout=1.0) as mailbox:
        rounds = Rounds(mailbox)
        for _ in range(3):
            rounds.round()
        # Whatever happened: the cursor is at what was given out, in order, each once.
        uids = [item.uid for item in rounds.items]
        assert uids == list(range(1, len(uids) + 1))
        assert not rounds.cursors or rounds.next_uid == len(uids) + 1
        server.on = None
        assert rounds.round() is None
        got = {item.uid for item in rounds.items if isinstance(item, Fetched)}
        aside = {item.uid for item in rounds.items if isinstance(item, SetAside)}
        assert got | aside == {1, 2, 3, 4, 5}
        assert {item.uid for item in mailbox.retry("INBOX", 7, aside) if isinstance(item, Fetched)} == aside


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_fault_that_passes_is_not_even_noticed_on_a_kept_connection(answer: bytes):
    server = scripted()
    with server, mailbox_at(server.port, timeout=1.0) as mailbox:
        rounds = Rounds(mailbox)
        assert rounds.round() is None
        server.messages[6] = message(6)
        faults = iter([answer])
        server.on = lambda command: next(faults, None) if command.startswith("UID SEARCH") else None
        assert rounds.round() is None
        assert told(rounds.items) == [*ALL_FETCHED, (Fetched, 6)]


def test_answers_out_of_order_and_about_other_messages_are_sorted_out():
    def shuffled(server: ScriptedImap, command: str) -> Answer:
        if "BODY" not in command:
            return None
        return (
            b"* 9 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen) UID 2)\r\n* 4 FETCH (FLAGS ())\r\n"
            + b"".join(server.body(uid) for uid in (5, 3, 3, 1, 4, 2))
            + b"* 1 FETCH (UID 1 FLAGS ())\r\n* 99 FETCH (UID 99 BODY[] {1}\r\nx)\r\n{tag} OK done\r\n"
        )

    rounds, troubles = play(replacing(shuffled))
    assert told(rounds.items) == ALL_FETCHED
    assert [item.raw for item in rounds.items if isinstance(item, Fetched)] == [message(uid) for uid in range(1, 6)]
    assert troubles == [None]


def test_search_results_in_any_order_and_on_several_lines_are_all_read():
    def several(server: ScriptedImap, command: str) -> Answer:
        lines = b"* SEARCH 5 3 3\r\n* SEARCH\r\n* SEARCH 1 4 2 (MODSEQ 917)\r\n{tag} OK done\r\n"
        return lines if command.startswith("UID SEARCH") else None

    rounds, _ = play(replacing(several))
    assert told(rounds.items) == ALL_FETCHED


def test_a_uid_that_only_search_knows_never_carries_the_cursor_away():
    """A server lists a UID of four thousand millions: beyond it no mail would ever be read again."""
    for uidnext in (-1, None):
        for gone in (True, False):
            found = "1 2 3 4 5 4294967295"

            def lie(server: ScriptedImap, command: str, found: str = found, gone: bool = gone) -> Answer:
                if command == "UID SEARCH UID 4294967295" and gone:
                    return None
                return f"* SEARCH {found}\r\n{{tag}} OK done\r\n".encode() if command.startswith("UID SEARCH") else None

            server = replacing(lie, uidnext=uidnext)
            with server, mailbox_at(server.port, timeout=1.0) as mailbox:
                rounds = Rounds(mailbox)
                rounds.round()
                assert told(rounds.items) == ALL_FETCHED
                assert rounds.next_uid == 6
                server.messages[6] = message(6)
                server.on = None
                assert rounds.round() is None
                assert told(rounds.items) == [*ALL_FETCHED, (Fetched, 6)]


@pytest.mark.parametrize("uidnext", [1, 3, 1_000_000, None])
def test_a_uidnext_that_lies_or_is_not_told_loses_nothing(uidnext: int | None):
    server = scripted(uidnext=uidnext)
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        for _ in range(3):
            assert rounds.round() is None
        server.messages[6] = message(6)
        rounds.round()
        assert told(rounds.items) == [*ALL_FETCHED, (Fetched, 6)]


def test_a_message_that_comes_as_another_goes_is_found_even_if_uidnext_stands_still():
    """By all that EXAMINE tells nothing happened; every thirtieth look is not on trust."""
    server = scripted(uidnext=6)
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        rounds.round()
        del server.messages[1]
        server.messages[6] = message(6)
        for _ in range(40):
            rounds.round()
        assert told(rounds.items) == [*ALL_FETCHED, (Fetched, 6)]


def test_a_search_that_finds_nothing_in_a_full_folder_is_not_believed_for_long():
    server = scripted()
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        rounds.round()
        server.messages[6] = message(6)
        server.on = lambda command: b"{tag} OK done\r\n" if command.startswith("UID SEARCH") else None
        assert rounds.round() is None
        server.on = None
        assert rounds.round() is None
        assert told(rounds.items) == [*ALL_FETCHED, (Fetched, 6)]


def test_a_message_gone_between_search_and_fetch_is_told_as_gone():
    def expunge(server: ScriptedImap, command: str) -> Answer:
        if "BODY" in command:
            server.messages.pop(3, None)
        return None

    rounds, troubles = play(replacing(expunge))
    assert told(rounds.items) == [(Fetched, 1), (Fetched, 2), (Expunged, 3), (Fetched, 4), (Fetched, 5)]
    assert troubles == [None]


def test_a_folder_that_is_put_back_from_a_backup_under_its_old_uidvalidity_is_read_again():
    """Then new mail gets numbers that were passed long since. A UIDNEXT that went back says so."""
    server = scripted()
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        rounds.round()
        server.messages = {1: message(1), 2: message(2), 3: message(33)}
        assert rounds.round() is None
        got = [item.raw for item in rounds.items[5:] if isinstance(item, Fetched)]
        assert got == [message(1), message(2), message(33)]
        assert rounds.batches[-1].first
        server.messages[4] = message(44)
        assert [rounds.round(), rounds.round()] == [None, None]
        assert [item.uid for item in rounds.items[8:]] == [4]


def test_what_arrived_under_a_clock_of_1970_is_not_taken_for_old(dovecot: Dovecot):
    """Before the first reading the server's clock was wrong; the sender's was not."""
    address = dovecot.new_user()
    long_ago = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
    dated = b"Date: Thu, 27 Aug 2020 09:00:00 +0700\r\n" + message(1)
    dovecot.deliver(address, [dated, b"Date: Mon, 1 Jun 2020 09:00:00 +0700\r\n" + message(2)], at=long_ago)
    with Mailbox(dovecot.account(address, security=Security.PLAIN)) as mailbox:
        rounds = Rounds(mailbox)
        assert rounds.round() is None
        assert [item.raw for item in rounds.items if isinstance(item, Fetched)] == [dated]
        assert {batch.earlier for batch in rounds.batches if batch.cursor.folder == "INBOX"} == {1}
        assert len(mailbox.census("INBOX", since=STARTS).earlier) == 1


# UIDVALIDITY: same (above), changed, unknown before (first reading), unavailable, unavailable with memory


def test_uidvalidity_changed():
    server = scripted()
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        rounds.round()
        server.uidvalidity = 8
        server.messages = {1: message(5), 2: message(6)}
        assert rounds.round() is None
        assert told(rounds.items[5:]) == [(Fetched, 1), (Fetched, 2)]
        assert (rounds.cursors["INBOX"].uidvalidity, rounds.next_uid) == (8, 3)


def test_uidvalidity_changed_while_it_is_read():
    """The connection broke in between: the rest must not be read by numbers that mean other messages now."""

    def change(server: ScriptedImap, command: str) -> Answer:
        if "BODY" in command and server.uidvalidity == 7:
            server.uidvalidity = 8
            server.messages = {uid: message(uid + 100) for uid in range(1, 6)}
            return b""
        return None

    rounds, troubles = play(replacing(change), rounds=2)
    assert troubles == [Trouble.PROTOCOL, None]
    assert [item.uidvalidity for item in rounds.items] == [8] * 5


def test_uidvalidity_unavailable():
    """Then a UID is good for one look: each look in which something changed reads all, under a number of its own."""
    server = scripted(uidvalidity=None)
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        assert [rounds.round(), rounds.round()] == [None, None]
        assert told(rounds.items) == ALL_FETCHED
        first = rounds.cursors["INBOX"]
        assert first.uidvalidity < 0
        server.messages[6] = message(6)
        rounds.round()
        assert told(rounds.items[5:]) == [*ALL_FETCHED, (Fetched, 6)]
        assert rounds.cursors["INBOX"].uidvalidity not in {first.uidvalidity, 7}


def test_uidvalidity_unavailable_with_memory():
    server = scripted()
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        rounds.round()
        server.uidvalidity = None
        server.messages = {1: message(6)}
        assert rounds.round() is None
        assert [item.raw for item in rounds.items[5:] if isinstance(item, Fetched)] == [message(6)]


# Floods and sizes


def test_a_literal_of_gigabytes_is_refused_before_memory_is_set_aside_for_it():
    def huge(server: ScriptedImap, command: str) -> Answer:
        return one_body(server, command, 3, b"* 3 FETCH (UID 3 BODY[] {99999999999}\r\n")

    rounds, troubles = play(replacing(huge))
    assert told(rounds.items) == [(Fetched, 1), (Fetched, 2), (SetAside, 3), (Fetched, 4), (Fetched, 5)]
    assert troubles == [None]


def test_a_server_that_talks_without_end_is_left():
    server = scripted(on=lambda command: b"* OK still here\r\n" * 2_000_000 if "EXAMINE" in command else None)
    rounds, troubles = play(server)
    assert rounds.items == []
    assert troubles[0] in {Trouble.PROTOCOL, Trouble.TIMED_OUT}


def test_a_message_larger_than_announced_is_still_read():
    def small(server: ScriptedImap, command: str) -> Answer:
        if "RFC822.SIZE" not in command:
            return None
        sizes = b"".join(f"* {uid} FETCH (UID {uid} RFC822.SIZE 1)\r\n".encode() for uid in server.messages)
        return sizes + b"{tag} OK done\r\n"

    server = replacing(small)
    server.messages[3] = message(3) + b"x" * 3_000_000
    rounds, troubles = play(server)
    assert told(rounds.items) == ALL_FETCHED
    assert troubles == [None]


def test_a_server_that_tells_no_sizes_is_read_message_by_message():
    server = scripted(on=lambda command: b"{tag} NO what?\r\n" if "RFC822.SIZE" in command else None)
    rounds, troubles = play(server)
    assert told(rounds.items) == ALL_FETCHED
    assert troubles == [None]


def test_a_message_without_an_arrival_is_read_all_the_same():
    def undated(server: ScriptedImap, command: str) -> Answer:
        bodies = b'* 3 FETCH (UID 3 INTERNALDATE "yesterday" BODY[] {3}\r\nabc)\r\n'
        return one_body(server, command, 3, bodies)

    rounds, _ = play(replacing(undated))
    assert [item.received_at is None for item in rounds.items if isinstance(item, Fetched)] == [
        uid == 3 for uid in range(1, 6)
    ]


# Greetings, encryption and logins that are not what they seem


@pytest.mark.parametrize(
    ("greeting", "trouble"),
    [
        (b"* BYE Too many connections from your IP\r\n", Trouble.TOO_MANY_CONNECTIONS),
        (b"* BYE [UNAVAILABLE] try later\r\n", Trouble.UNAVAILABLE),
        (b"220 smtp.example ESMTP\r\n", Trouble.LINE_LOST),
        (b"", Trouble.TIMED_OUT),
    ],
)
def test_a_greeting_that_is_none_is_told(greeting: bytes, trouble: Trouble):
    _, troubles = play(scripted(greeting=greeting))
    assert troubles == [trouble]


ODD_FOLDERS = [
    b"* LIST () NIL\r\n",
    b'* LIST () "/" "&bad"\r\n',
    b'* LIST () "/" {3}\r\na\r\nc\r\n',
    b'* LIST () "/" "Th\xb0 r\xe1c"\r\n* LIST (\\X "/" y\r\n* LIST ((( \r\n* LIST\r\n',
    b'* LIST (\\Junk) "/" ""\r\n',
    b'* LIST (\\Junk) "/" "a\0b"\r\n',
    b'* LIST (\\Junk \\NoSelect) "/" "a"\r\n',
]


@pytest.mark.parametrize("odd", ODD_FOLDERS)
def test_an_oddly_named_folder_hides_no_other(odd: bytes):
    """The junk folder is found beside it, and both folders are read."""
    listed = odd + b'* LIST (\\Junk) "/" Spam\r\n{tag} OK done\r\n'
    server = scripted(on=lambda command: listed if command.startswith("LIST") else None)
    with server, mailbox_at(server.port, junk=True) as mailbox:
        assert mailbox.folders() == ("INBOX", "Spam")
        rounds = Rounds(mailbox)
        assert rounds.round() is None
        assert told(rounds.items) == ALL_FETCHED * 2


NO_LIST = [
    b"{tag} NO not for you\r\n",
    b"{tag} BAD what?\r\n",
    b'* LIST (\\Junk) "/" "&bad"\r\n{tag} OK done\r\n',
    b'* LIST (\\Junk "/" x\r\n{tag} OK done\r\n',
]


@pytest.mark.parametrize("answer", NO_LIST)
def test_a_server_that_cannot_say_which_folder_is_junk_is_told_and_the_others_are_read(answer: bytes):
    server = scripted(on=lambda command: answer if command.startswith("LIST") else None)
    with server, mailbox_at(server.port, junk=True) as mailbox:
        rounds = Rounds(mailbox)
        assert rounds.round() is Trouble.PROTOCOL
        assert told(rounds.items) == ALL_FETCHED
        server.on = None
        assert rounds.round() is None, "no later than the next look"


def test_a_junk_folder_that_is_listed_and_cannot_be_opened_is_told():
    def shut(command: str) -> Answer:
        if command.startswith("LIST"):
            return b'* LIST (\\Junk) "/" Spam\r\n{tag} OK done\r\n'
        return b"{tag} NO no such folder\r\n" if command == 'EXAMINE "Spam"' else None

    server = scripted(on=shut)
    with server, mailbox_at(server.port, junk=True) as mailbox:
        rounds = Rounds(mailbox)
        assert [rounds.round(), rounds.round()] == [Trouble.FOLDER_MISSING, Trouble.FOLDER_MISSING]
        assert told(rounds.items) == ALL_FETCHED


WHERE = ["EXAMINE", "UID SEARCH", "RFC822.SIZE", "BODY.PEEK[]", "LOGIN"]


@pytest.mark.parametrize("where", WHERE)
def test_literals_where_none_belong_lose_nothing(where: str):
    """In words to people, in answers that nobody asked for, and one that is longer than what comes."""
    strays = (
        b"* FOO {2}\r\nxy bar\r\n* 99 FETCH (FLAGS () X {3}\r\nabc)\r\n",
        b"* OK [ALERT] see {4}\r\nnote the rest\r\n",
        b"* OK [ALERT] see {7000}\r\n",
    )
    server = scripted()
    left = iter(strays)

    def on(command: str) -> Answer:
        stray = next(left, None) if where in command else None
        if stray is None:
            return None
        usual = server._usual(command)
        return stray + usual

    server.on = on
    with server, mailbox_at(server.port, timeout=0.5) as mailbox:
        rounds = Rounds(mailbox)
        for _ in range(8):
            rounds.round()
        assert rounds.round() is None
        uids = [item.uid for item in rounds.items]
        assert uids == [1, 2, 3, 4, 5]
        aside = [item.uid for item in rounds.items if isinstance(item, SetAside)]
        assert {item.uid for item in mailbox.retry("INBOX", 7, aside) if isinstance(item, Fetched)} == set(aside)


def test_capabilities_that_change_with_the_login_are_asked_for_again():
    capabilities = iter(["IMAP4rev1 LOGINDISABLED AUTH=PLAIN", "IMAP4rev1 SPECIAL-USE", "IMAP4rev1"])
    server = scripted(capabilities=next(capabilities))

    def on(command: str) -> Answer:
        if command.startswith(("LOGIN", "SASL")):
            server.capabilities = "IMAP4rev1 SPECIAL-USE"
        return None

    server.on = on
    with server, mailbox_at(server.port, junk=True) as mailbox:
        rounds = Rounds(mailbox)
        assert rounds.round() is None
        assert told(rounds.items) == ALL_FETCHED
    assert not any(command.startswith("LOGIN ") for command in server.commands)
    assert any(command.startswith("LIST (SPECIAL-USE)") for command in server.commands)


def test_a_server_that_logs_in_by_itself_is_not_asked_for_a_password():
    _, troubles = play(scripted(greeting=b"* PREAUTH welcome\r\n"))
    assert troubles == [Trouble.PROTOCOL]


@pytest.mark.parametrize("exists", [0, 2, 99])
def test_a_count_of_messages_that_shrinks_or_lies_loses_nothing(exists: int):
    server = scripted()

    def on(command: str) -> Answer:
        return (
            None
            if not command.startswith("EXAMINE")
            else server._examined().replace(b"* 5 EXISTS", f"* {exists} EXISTS".encode())
        )

    server.on = on
    with server, mailbox_at(server.port) as mailbox:
        rounds = Rounds(mailbox)
        assert [rounds.round(), rounds.round()] == [None, None]
        server.on = None
        server.messages[6] = message(6)
        assert rounds.round() is None
        assert told(rounds.items) == [*ALL_FETCHED, (Fetched, 6)]


def test_an_examine_that_says_ok_and_nothing_else_is_told():
    server = scripted(on=lambda command: b"{tag} OK done\r\n" if command.startswith("EXAMINE") else None)
    rounds, troubles = play(server)
    assert (rounds.items, troubles) == ([], [Trouble.PROTOCOL])


def test_a_server_that_logs_in_before_starttls_is_not_believed(certificates: Certificates):
    """PREAUTH would skip STARTTLS: somebody on the way could let us read mail of his choosing."""
    with scripted(greeting=b"* PREAUTH welcome\r\n", capabilities="IMAP4rev1 STARTTLS") as server:
        mailbox = encrypted(server.port, certificates)
        assert Rounds(mailbox).round() is Trouble.NOT_ENCRYPTED
        assert not any(command.startswith(("LOGIN", "EXAMINE")) for command in server.commands)


def test_words_put_in_before_the_handshake_are_not_believed(certificates: Certificates):
    injected = b"{tag} OK begin\r\n* OK [ALERT] injected\r\n"
    server = scripted(capabilities="IMAP4rev1 STARTTLS", on=lambda command: injected if command == "STARTTLS" else None)
    with server:
        mailbox = encrypted(server.port, certificates)
        assert Rounds(mailbox).round() is Trouble.NOT_ENCRYPTED
        assert not any(command.startswith("LOGIN") for command in server.commands)


def test_starttls_refused_is_not_a_reason_to_go_on_in_the_clear(certificates: Certificates):
    server = scripted(
        capabilities="IMAP4rev1 STARTTLS",
        on=lambda command: b"{tag} NO not today\r\n" if command == "STARTTLS" else None,
    )
    with server:
        assert Rounds(encrypted(server.port, certificates)).round() is Trouble.NOT_ENCRYPTED
        assert not any(command.startswith("LOGIN") for command in server.commands)


def encrypted(port: int, certificates: Certificates) -> Mailbox:
    account = MailboxAccount(
        name="government",
        address="a@b.example",
        host="localhost",
        port=port,
        security=Security.STARTTLS,
        credentials=Credentials(username="a", password=lambda: "geheim"),
        ca_file=certificates.ca,
        timeout=2.0,
    )
    return Mailbox(account)


def test_a_server_that_repeats_the_password_in_its_refusal_does_not_get_it_into_the_message():
    server = scripted(
        on=lambda command: b"{tag} NO [AUTHENTICATIONFAILED] no such pair a/geheim\r\n" if "LOGIN" in command else None
    )
    with server, mailbox_at(server.port) as mailbox, pytest.raises(MailboxError) as caught:
        list(mailbox.poll((), since=STARTS))
    assert caught.value.trouble is Trouble.LOGIN_REFUSED
    assert "a/***" in str(caught.value)
    assert "geheim" not in caught.value.told("vi")


def token_mailbox(port: int, *command: str) -> Mailbox:
    account = MailboxAccount(
        name="gmail",
        address="a@b.example",
        host=LOOPBACK,
        port=port,
        security=Security.PLAIN,
        credentials=Credentials(username="a@b.example", token_command=command),
        timeout=2.0,
    )
    return Mailbox(account)


def test_a_token_goes_by_xoauth2():
    with scripted(capabilities="IMAP4rev1 AUTH=XOAUTH2") as server:
        mailbox = token_mailbox(server.port, "printf", "ya29.token")
        assert Rounds(mailbox).round() is None
        mailbox.close()
    (said,) = [command for command in server.commands if command.startswith("SASL ")]
    assert base64.b64decode(said.removeprefix("SASL ")) == b"user=a@b.example\1auth=Bearer ya29.token\1\1"


def test_a_token_that_is_refused_or_not_had_is_told():
    server = scripted(on=lambda command: b"{tag} NO expired\r\n" if command.startswith("SASL") else None)
    with server:
        assert Rounds(token_mailbox(server.port, "printf", "ya29.old")).round() is Trouble.LOGIN_REFUSED
        assert Rounds(token_mailbox(server.port, "false")).round() is Trouble.NO_SECRET
        assert Rounds(token_mailbox(server.port, "/nowhere/token")).round() is Trouble.NO_SECRET
