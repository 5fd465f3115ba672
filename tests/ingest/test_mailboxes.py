"""Mailboxes read from a real Dovecot."""

from __future__ import annotations

import datetime as dt

from ingest.mailboxes import Fetched, Mailbox
from tests.servers.dovecot import Dovecot, flags_of

HANOI = dt.timezone(dt.timedelta(hours=7))
STARTS = dt.date(2020, 8, 26)
REPORT = "From: thanh_doan@doan.example\r\nSubject: Báo cáo Bluezone\r\n\r\nĐã cài 125 máy\r\n".encode()


def test_a_message_comes_byte_for_byte_with_its_arrival_and_leaves_no_trace(dovecot: Dovecot):
    account = dovecot.account()
    dovecot.deliver(account.address, REPORT, at=dt.datetime(2020, 8, 28, 14, 59, 58, tzinfo=HANOI))
    with Mailbox(account) as mailbox:
        (batch, *rest) = mailbox.poll((), since=STARTS)
    (message,) = batch.items
    assert isinstance(message, Fetched)
    assert message.raw == REPORT
    assert message.received_at == dt.datetime(2020, 8, 28, 7, 59, 58, tzinfo=dt.UTC)
    with dovecot.client(account.address) as client:
        assert flags_of(client) == {1: set()}
    assert [each.cursor.folder for each in rest] == ["Thư rác"]
