"""Mailboxes read from pymap, a server that has nothing in common with Dovecot."""

from __future__ import annotations

import datetime as dt

from imapclient import IMAPClient

from ingest.mailboxes import Credentials, Fetched, FolderCursor, Mailbox, MailboxAccount, Security
from tests.servers.dovecot import flags_of
from tests.servers.processes import LOOPBACK
from tests.servers.pymap_server import Pymap, pymap_server

STARTS = dt.date(2020, 8, 26)
FRIDAY = dt.datetime(2020, 8, 28, 14, 59, 58, tzinfo=dt.timezone(dt.timedelta(hours=7)))
REPORT = "From: thanh_doan@doan.example\r\nSubject: Báo cáo\r\n\r\nĐã cài 125 máy\r\n".encode()


def deliver(server: Pymap, *raws: bytes) -> None:
    with IMAPClient(LOOPBACK, server.port, ssl=False) as client:
        client.login(server.user, server.password)
        for raw in raws:
            client.append("INBOX", raw, msg_time=FRIDAY)


def mailbox_of(server: Pymap) -> Mailbox:
    account = MailboxAccount(
        name="gmail",
        address=server.user,
        host=LOOPBACK,
        port=server.port,
        security=Security.PLAIN,
        credentials=Credentials(username=server.user, password=lambda: server.password),
        timeout=10.0,
    )
    return Mailbox(account)


def test_a_server_of_another_make_is_read_alike_and_its_new_uidvalidity_noticed():
    cursors: dict[str, FolderCursor] = {}

    def polled(mailbox: Mailbox) -> list[Fetched]:
        found: list[Fetched] = []
        for batch in mailbox.poll(cursors.values(), since=STARTS):
            cursors[batch.cursor.folder] = batch.cursor
            found += batch.fetched
        return found

    with pymap_server() as server, mailbox_of(server) as mailbox:
        deliver(server, REPORT, REPORT + b"2\r\n")
        found = polled(mailbox)
        assert [message.raw for message in found] == [REPORT, REPORT + b"2\r\n"]
        assert {message.received_at for message in found} == {FRIDAY}
        assert [polled(mailbox), polled(mailbox)] == [[], []]
        deliver(server, REPORT + b"3\r\n")
        assert [message.raw for message in polled(mailbox)] == [REPORT + b"3\r\n"]
        with IMAPClient(LOOPBACK, server.port, ssl=False) as client:
            client.login(server.user, server.password)
            assert list(flags_of(client).values()) == [set(), set(), set()]
        before = cursors["INBOX"].uidvalidity
        port = server.port
    with pymap_server(port) as server, mailbox_of(server) as mailbox:
        deliver(server, REPORT)
        assert [message.raw for message in polled(mailbox)] == [REPORT]
        assert cursors["INBOX"].uidvalidity != before
