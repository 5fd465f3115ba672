"""Mailboxes read from a real Dovecot."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.mailboxes import (
    AsideReason,
    Batch,
    Credentials,
    Expunged,
    Fetched,
    FolderCursor,
    Limits,
    Mailbox,
    MailboxAccount,
    MailboxError,
    Security,
    SetAside,
    Trouble,
)
from tests.servers.dovecot import PASSWORD, Dovecot, flags_of, make_dovecot
from tests.servers.fixtures import needs
from tests.servers.processes import Certificates, free_ports, short_directory

HANOI = dt.timezone(dt.timedelta(hours=7))
STARTS = dt.date(2020, 8, 26)
FRIDAY = dt.datetime(2020, 8, 28, 14, 59, 58, tzinfo=HANOI)
# With header bytes beyond ASCII, as old programs write them.
REPORT = "From: thanh_doan@doan.example\r\nSubject: Báo cáo Bluezone\r\n\r\nĐã cài 125 máy\r\n".encode()


def report(number: int, size: int = 0) -> bytes:
    return REPORT + f"{number}\r\n".encode() + b"x" * size


class Reader:
    """What a worker keeps between rounds: cursors, stored with each batch, and all that was read."""

    def __init__(self, account: MailboxAccount, limits: Limits | None = None) -> None:
        self.mailbox = Mailbox(account, limits=limits)
        self.cursors: dict[str, FolderCursor] = {}
        self.batches: list[Batch] = []

    def round(self) -> list[tuple[str, int]]:
        """Poll once; gives (folder, uid) of what was fetched."""
        got: list[tuple[str, int]] = []
        for batch in self.mailbox.poll(self.cursors.values(), since=STARTS):
            self.batches.append(batch)
            self.cursors[batch.cursor.folder] = batch.cursor
            got += [(item.folder, item.uid) for item in batch.fetched]
        return got

    @property
    def items(self) -> list[Fetched | SetAside | Expunged]:
        return [item for batch in self.batches for item in batch.items]


@pytest.fixture
def reader(dovecot: Dovecot) -> Iterator[Reader]:
    reader = Reader(dovecot.account())
    yield reader
    reader.mailbox.close()


def trouble_of(action: Callable[[], object]) -> Trouble:
    with pytest.raises(MailboxError) as caught:
        action()
    assert "mật-khẩu" not in str(caught.value)
    return caught.value.trouble


def poll(account: MailboxAccount) -> list[Batch]:
    with Mailbox(account) as mailbox:
        return list(mailbox.poll((), since=STARTS))


# What is read


def test_a_message_comes_byte_for_byte_with_its_arrival_and_leaves_no_trace(dovecot: Dovecot):
    account = dovecot.account()
    dovecot.deliver(account.address, REPORT, at=FRIDAY)
    inbox, junk = poll(account)
    (message,) = inbox.items
    assert isinstance(message, Fetched)
    assert message.raw == REPORT
    assert message.received_at == dt.datetime(2020, 8, 28, 7, 59, 58, tzinfo=dt.UTC)
    assert (message.mailbox, message.folder, message.uid) == ("government", "INBOX", 1)
    assert junk.items == ()
    with dovecot.client(account.address) as client:
        assert flags_of(client) == {1: set()}


def test_another_program_still_sees_the_message_as_recent_and_unseen(dovecot: Dovecot):
    account = dovecot.account()
    dovecot.deliver(account.address, REPORT, at=FRIDAY)
    poll(account)
    with dovecot.client(account.address) as client:
        assert client.select_folder("INBOX")[b"RECENT"] == 1
        assert client.search("UNSEEN") == [1]


def test_junk_is_found_by_its_mark_and_not_by_its_name(dovecot: Dovecot):
    """The server has a folder `Junk` that is not marked and a folder `Thư rác` that is."""
    account = dovecot.account()
    dovecot.deliver(account.address, report(1), at=FRIDAY, folder="Thư rác")
    dovecot.deliver(account.address, report(2), at=FRIDAY, folder="Junk")
    messages = [item for batch in poll(account) for item in batch.fetched]
    assert [(message.folder, message.raw) for message in messages] == [("Thư rác", report(1))]


def test_junk_can_be_left_out(dovecot: Dovecot):
    account = dovecot.account(junk=False)
    dovecot.deliver(account.address, REPORT, at=FRIDAY, folder="Thư rác")
    assert [batch.cursor.folder for batch in poll(account)] == ["INBOX"]


def test_folders_are_named_as_people_name_them(dovecot: Dovecot):
    address = dovecot.new_user()
    with dovecot.client(address) as client:
        client.create_folder("Báo cáo & số liệu/Tuần 35")
    dovecot.deliver(address, REPORT, at=FRIDAY, folder="Báo cáo & số liệu/Tuần 35")
    account = dovecot.account(address, folders=("inbox", "Báo cáo & số liệu/Tuần 35", "INBOX"), junk=False)
    batches = poll(account)
    assert [batch.cursor.folder for batch in batches] == ["INBOX", "Báo cáo & số liệu/Tuần 35"]
    assert [len(batch.fetched) for batch in batches] == [0, 1]


def test_two_mailboxes_do_not_mix(dovecot: Dovecot):
    government, gmail = dovecot.account(name="government"), dovecot.account(name="gmail")
    dovecot.deliver(government.address, report(1), at=FRIDAY)
    dovecot.deliver(gmail.address, [report(1), report(2)], at=FRIDAY)
    assert [item.mailbox for batch in poll(government) for item in batch.fetched] == ["government"]
    assert [item.mailbox for batch in poll(gmail) for item in batch.fetched] == ["gmail", "gmail"]


# Cursors


def test_each_message_is_given_out_once(dovecot: Dovecot, reader: Reader):
    address = reader.mailbox.account.address
    assert reader.round() == []
    dovecot.deliver(address, [report(1), report(2)], at=FRIDAY)
    assert reader.round() == [("INBOX", 1), ("INBOX", 2)]
    assert reader.round() == []
    dovecot.deliver(address, report(3), at=FRIDAY)
    assert reader.round() == [("INBOX", 3)]
    assert reader.cursors["INBOX"].next_uid == 4


def test_a_batch_that_was_not_stored_is_given_out_again(dovecot: Dovecot, reader: Reader):
    """The worker's transaction failed: the cursor is the old one, and nothing else may remember."""
    reader.round()
    dovecot.deliver(reader.mailbox.account.address, [report(1), report(2)], at=FRIDAY)
    before = dict(reader.cursors)
    assert reader.round() == [("INBOX", 1), ("INBOX", 2)]
    reader.cursors = before
    assert reader.round() == [("INBOX", 1), ("INBOX", 2)]


def test_a_reading_that_is_broken_off_goes_on_where_it_was_stored(dovecot: Dovecot):
    account = dovecot.account()
    dovecot.deliver(account.address, [report(number) for number in range(1, 8)], at=FRIDAY)
    reader = Reader(account, Limits(batch_count=2))
    with reader.mailbox:
        first = next(iter(reader.mailbox.poll((), since=STARTS)))
        assert [item.uid for item in first.items] == [1, 2]
        reader.cursors["INBOX"] = first.cursor
        assert reader.round() == [("INBOX", uid) for uid in range(3, 8)]


def test_mail_from_before_the_campaign_is_counted_and_not_read(dovecot: Dovecot, reader: Reader):
    address = reader.mailbox.account.address
    old = dt.datetime(2020, 8, 1, 8, tzinfo=HANOI)
    dovecot.deliver(address, [report(1), report(2), report(3)], at=old)
    dovecot.deliver(address, report(4), at=dt.datetime(2020, 8, 26, 0, 30, tzinfo=HANOI))
    assert reader.round() == [("INBOX", 4)]
    assert (reader.batches[0].first, reader.batches[0].earlier, reader.batches[0].on_server) == (True, 3, 4)
    census = reader.mailbox.census("INBOX", since=STARTS)
    assert (sorted(census.uids), sorted(census.earlier)) == ([1, 2, 3, 4], [1, 2, 3])
    # Later on every new message is read, whatever date it carries: a clerk may have moved it here.
    dovecot.deliver(address, report(5), at=old)
    assert reader.round() == [("INBOX", 5)]
    assert (reader.batches[-1].first, reader.batches[-1].earlier) == (False, None)


def test_a_folder_with_only_earlier_mail_gives_a_cursor_to_store(dovecot: Dovecot, reader: Reader):
    dovecot.deliver(reader.mailbox.account.address, report(1), at=dt.datetime(2019, 1, 1, tzinfo=HANOI))
    assert reader.round() == []
    assert reader.cursors["INBOX"].next_uid == 2
    assert reader.batches[0].earlier == 1


def test_a_new_uidvalidity_means_reading_again(dovecot: Dovecot):
    address = dovecot.new_user()
    account = dovecot.account(address, folders=("Báo cáo",), junk=False)

    def recreate() -> None:
        with dovecot.client(address) as client:
            if client.folder_exists("Báo cáo"):
                client.delete_folder("Báo cáo")
            client.create_folder("Báo cáo")
        dovecot.deliver(address, [report(1), report(2)], at=FRIDAY, folder="Báo cáo")

    recreate()
    reader = Reader(account)
    with reader.mailbox:
        assert len(reader.round()) == 2
        before = reader.cursors["Báo cáo"]
        recreate()
        assert reader.round() == [("Báo cáo", 1), ("Báo cáo", 2)]
        assert reader.batches[-1].first
        assert reader.cursors["Báo cáo"].uidvalidity != before.uidvalidity
        assert reader.round() == []


def test_a_message_deleted_while_it_is_read_is_told_as_gone(dovecot: Dovecot):
    """Deleted after it was listed and before it is fetched: the batches are small, so that the test can step in between."""
    account = dovecot.account()
    dovecot.deliver(account.address, [report(number) for number in range(1, 31)], at=FRIDAY)
    got: list[Fetched | SetAside | Expunged] = []
    with Mailbox(account, limits=Limits(batch_bytes=200)) as mailbox:
        for batch in mailbox.poll((), since=STARTS):
            if not got:
                with dovecot.client(account.address) as client:
                    client.select_folder("INBOX")
                    client.delete_messages([25, 30])
                    client.expunge()
            got += batch.items
    assert [item.uid for item in got] == list(range(1, 31))
    assert [item.uid for item in got if isinstance(item, Expunged)] == [25, 30]


def test_a_missing_folder_is_told_and_the_others_are_read(dovecot: Dovecot):
    address = dovecot.new_user()
    reader = Reader(dovecot.account(address, folders=("Báo cáo", "INBOX"), junk=False))
    dovecot.deliver(address, REPORT, at=FRIDAY)
    with reader.mailbox, pytest.raises(MailboxError, match="Báo cáo") as caught:
        reader.round()
    assert caught.value.trouble is Trouble.FOLDER_MISSING
    assert [item.uid for item in reader.items] == [1]
    # Once it is there, it is read.
    with dovecot.client(address) as client:
        client.create_folder("Báo cáo")
    dovecot.deliver(address, REPORT, at=FRIDAY, folder="Báo cáo")
    with reader.mailbox:
        assert reader.round() == [("Báo cáo", 1)]


def test_a_message_larger_than_the_limit_is_set_aside_and_the_next_one_read(dovecot: Dovecot):
    account = dovecot.account()
    dovecot.deliver(account.address, [report(1), report(2, 200_000), report(3)], at=FRIDAY)
    reader = Reader(account, Limits(message_bytes=100_000))
    with reader.mailbox:
        assert reader.round() == [("INBOX", 1), ("INBOX", 3)]
        (aside,) = [item for item in reader.items if isinstance(item, SetAside)]
        assert (aside.uid, aside.reason) == (2, AsideReason.TOO_LARGE)
        assert reader.round() == []
    # With a higher limit it can be had after all.
    with Mailbox(account) as mailbox:
        (item,) = mailbox.retry("INBOX", aside.uidvalidity, [aside.uid])
        assert isinstance(item, Fetched)
        assert item.raw == report(2, 200_000)
        (gone,) = mailbox.retry("INBOX", aside.uidvalidity + 1, [aside.uid])
        assert isinstance(gone, Expunged)


def test_batches_are_bounded_in_bytes_and_number(dovecot: Dovecot):
    account = dovecot.account()
    sizes = [60_000, 60_000, 10_000, 10_000, 10_000, 150_000, 10_000]
    dovecot.deliver(account.address, [report(number, size) for number, size in enumerate(sizes)], at=FRIDAY)
    with Mailbox(account, limits=Limits(batch_bytes=100_000, batch_count=3)) as mailbox:
        batches = [[item.uid for item in batch.items] for batch in mailbox.poll((), since=STARTS) if batch.items]
    assert batches == [[1], [2, 3, 4], [5], [6], [7]]


# The connection


def test_one_connection_is_kept_and_a_dead_one_is_made_anew(dovecot: Dovecot, reader: Reader):
    address = reader.mailbox.account.address
    reader.round()
    client = reader.mailbox._client
    dovecot.deliver(address, report(1), at=FRIDAY)
    assert reader.round() == [("INBOX", 1)]
    assert reader.mailbox._client is client
    assert client is not None
    client._imap.sock.shutdown(2)
    dovecot.deliver(address, report(2), at=FRIDAY)
    assert reader.round() == [("INBOX", 2)]
    assert reader.mailbox._client is not client


def test_a_server_that_is_restarted_between_rounds_is_no_trouble(certificates: Certificates):
    needs("dovecot")
    with short_directory("dd-imap-") as directory:
        server = make_dovecot(directory, certificates)
        server.start()
        reader = Reader(server.account())
        try:
            server.deliver(reader.mailbox.account.address, report(1), at=FRIDAY)
            assert reader.round() == [("INBOX", 1)]
            server.stop()
            assert trouble_of(reader.round) in {Trouble.UNREACHABLE, Trouble.LINE_LOST}
            server.start()
            server.deliver(reader.mailbox.account.address, report(2), at=FRIDAY)
            assert reader.round() == [("INBOX", 2)]
        finally:
            reader.mailbox.close()
            server.stop()


@pytest.mark.parametrize("security", list(Security))
def test_every_kind_of_security_works(dovecot: Dovecot, security: Security):
    account = dovecot.account(security=security)
    dovecot.deliver(account.address, REPORT, at=FRIDAY)
    assert [len(batch.fetched) for batch in poll(account)] == [1, 0]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_of_an_unknown_authority_is_refused(dovecot: Dovecot, security: Security):
    for ca_file in (None, dovecot.certificates.other_ca):
        account = dovecot.account(security=security, ca_file=ca_file)
        assert trouble_of(lambda account=account: poll(account)) is Trouble.CERTIFICATE_UNKNOWN


def test_a_bad_certificate_is_refused(certificates: Certificates):
    needs("dovecot")
    for certificate, trouble in (
        (certificates.expired, Trouble.CERTIFICATE_EXPIRED),
        (certificates.wrong_host, Trouble.CERTIFICATE_WRONG_HOST),
    ):
        with short_directory("dd-imap-") as directory:
            server = make_dovecot(directory, certificates)
            server.start(certificate=certificate)
            try:
                for security in (Security.TLS, Security.STARTTLS):
                    account = server.account(security=security)
                    assert trouble_of(lambda account=account: poll(account)) is trouble
            finally:
                server.stop()


def test_a_server_that_speaks_no_tls_is_not_talked_to_in_the_clear(dovecot: Dovecot):
    account = dovecot.account(port=dovecot.imap)
    assert trouble_of(lambda: poll(account)) is Trouble.NOT_ENCRYPTED


def test_a_port_where_nobody_listens_is_unreachable(dovecot: Dovecot):
    (port,) = free_ports(1)
    assert trouble_of(lambda: poll(dovecot.account(port=port))) is Trouble.UNREACHABLE


def test_a_host_that_does_not_exist_is_unreachable(dovecot: Dovecot):
    assert trouble_of(lambda: poll(dovecot.account(host="imap.nowhere.invalid"))) is Trouble.UNREACHABLE


def test_a_missing_file_of_authorities_is_told(dovecot: Dovecot):
    assert trouble_of(lambda: poll(dovecot.account(ca_file=Path("/nowhere/ca.pem")))) is Trouble.CERTIFICATE_UNKNOWN


# Logging in


def credentials(dovecot: Dovecot, **way: object) -> MailboxAccount:
    address = dovecot.new_user()
    return dovecot.account(address, credentials=Credentials(username=address, **way))  # pyright: ignore[reportArgumentType]


def test_a_wrong_password_is_told_without_it(dovecot: Dovecot, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    account = credentials(dovecot, password=lambda: "mật-khẩu-sai")
    assert trouble_of(lambda: poll(account)) is Trouble.LOGIN_REFUSED
    assert "mật-khẩu" not in caplog.text
    assert "mật-khẩu" not in repr(account)


def test_a_right_password_never_gets_into_the_log(dovecot: Dovecot, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    poll(dovecot.account())
    assert PASSWORD not in caplog.text


def test_a_password_that_is_not_set_is_told(dovecot: Dovecot):
    def unset() -> str:
        raise KeyError("DONDOC_GOVERNMENT_PASSWORD")

    assert trouble_of(lambda: poll(credentials(dovecot, password=unset))) is Trouble.NO_SECRET
    missing = credentials(dovecot, password=lambda: Path("/nowhere/password").read_text())
    assert trouble_of(lambda: poll(missing)) is Trouble.NO_SECRET
    assert trouble_of(lambda: poll(credentials(dovecot, password=lambda: ""))) is Trouble.NO_SECRET
    assert trouble_of(lambda: poll(credentials(dovecot, password=lambda: "a\r\nb"))) is Trouble.NO_SECRET


def test_too_many_connections_are_told_as_such(certificates: Certificates):
    needs("dovecot")
    with short_directory("dd-imap-") as directory:
        server = make_dovecot(directory, certificates)
        server.start(connections=1)
        try:
            account = server.account(name="gmail")
            with server.client(account.address):
                assert trouble_of(lambda: poll(account)) is Trouble.TOO_MANY_CONNECTIONS
        finally:
            server.stop()


def test_a_password_in_the_clear_over_a_network_is_refused_before_anything_is_sent():
    def account(host: str, **changes: object) -> MailboxAccount:
        values: dict[str, object] = {
            "name": "government",
            "address": "a@quangninh.example",
            "host": host,
            "port": 143,
            "security": Security.PLAIN,
            "credentials": Credentials(username="a", password=lambda: "b"),
        }
        return MailboxAccount(**(values | changes))  # pyright: ignore[reportArgumentType]

    with pytest.raises(ValueError, match="use tls or starttls"):
        account("imap.quangninh.example")
    with pytest.raises(ValueError, match="use tls or starttls"):
        account("localhost.quangninh.example")
    assert account("127.0.0.1").host == "127.0.0.1"
    assert account("imap.quangninh.example", insecure=True).insecure
    with pytest.raises(ValueError, match="not a folder's name"):
        account("localhost", folders=('INBOX"\r\nA1 DELETE INBOX',))
