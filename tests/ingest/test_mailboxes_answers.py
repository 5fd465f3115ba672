"""IMAP answers read into values: dates, sets, groups, and anything at all that a server may say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient.datetime_util import parse_to_datetime

from ingest.mailboxes.answers import UsualBody, bodies_in, grouped_by_size, imap_date, sizes_in, uid_set, uids_in


def arrival(date: str) -> dt.datetime | None:
    head = f'1 (UID 5 INTERNALDATE "{date}" BODY[] {{3}}'.encode()
    read = bodies_in([(head, b"abc"), b")"])[5].received_at
    assert bodies_in([UsualBody(b"5", date.encode(), b"abc")])[5].received_at == read
    return read


@pytest.mark.parametrize(
    "date",
    [
        "28-Aug-2020 14:59:58 +0700",
        " 1-Jan-2021 00:00:00 +0000",
        "31-Dec-2020 23:30:00 -0330",
        "01-Mar-2020 12:00:00 +0545",
        "Fri, 28 Aug 2020 14:59:58 +0700",
    ],
)
def test_an_arrival_is_the_instant_that_the_library_reads(date: str):
    read = arrival(date)
    assert read is not None
    assert read == parse_to_datetime(date.encode(), normalise=False)
    assert read.utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    "date", ["31-Feb-2020 14:59:58 +0700", "28-Xyz-2020 14:59:58 +0700", "28-Aug-2020 14:59:58 +9900"]
)
def test_what_is_no_date_is_no_arrival(date: str):
    assert arrival(date) is None


def test_the_order_of_items_does_not_matter():
    for head in (
        b'1 (UID 5 INTERNALDATE "28-Aug-2020 14:59:58 +0700" BODY[] {3}',
        b'1 (INTERNALDATE "28-Aug-2020 14:59:58 +0700" UID 5 FLAGS (\\Seen $Label1) BODY[] {3}',
        b'1 (uid 5 flags () internaldate "28-Aug-2020 14:59:58 +0700" body[] {3}',
    ):
        assert bodies_in([(head, b"abc"), b")"])[5].raw == b"abc"
    after = bodies_in([(b"1 (BODY[] {3}", b"abc"), b' UID 5 INTERNALDATE "28-Aug-2020 14:59:58 +0700")'])
    assert after[5].raw == b"abc"
    assert after[5].received_at == dt.datetime(2020, 8, 28, 7, 59, 58, tzinfo=dt.UTC)
    assert sizes_in([b"1 (RFC822.SIZE 44 UID 5)", b"2 (UID 6 FLAGS () RFC822.SIZE 45)"]) == {5: 44, 6: 45}


def test_a_literal_is_as_long_as_it_says_or_it_is_none():
    assert bodies_in([(b"1 (UID 5 BODY[] {4}", b"abc"), b")"]) == {}


@given(st.lists(st.integers(1, 2**32 - 1), min_size=1, max_size=50, unique=True).map(sorted))
def test_a_set_names_exactly_its_uids(uids: list[int]):
    named: list[int] = []
    for part in uid_set(uids).split(","):
        first, _, last = part.partition(":")
        named += range(int(first), int(last or first) + 1)
    assert named == uids


@given(st.lists(st.integers(0, 3000), max_size=60), st.integers(1, 9))
def test_groups_hold_every_uid_once_in_order_within_their_bounds(sizes: list[int], count: int):
    known = {uid: size for uid, size in enumerate(sizes, 1) if size % 7}
    groups = list(grouped_by_size(range(1, len(sizes) + 1), known, limit_bytes=1000, limit_count=count))
    assert [uid for group in groups for uid in group] == list(range(1, len(sizes) + 1))
    for group in groups:
        assert len(group) <= count
        assert len(group) == 1 or sum(known.get(uid, 1000) for uid in group) <= 1000


RECORDS = st.lists(
    st.one_of(st.none(), st.binary(max_size=60), st.tuples(st.binary(max_size=60), st.binary(max_size=20)))
)
SNIPPETS = [
    b"1 (UID 5",
    b" BODY[] {3}",
    b" NIL",
    b")",
    b"(",
    b'"',
    b"\\",
    b" RFC822.SIZE 9",
    b" FLAGS ()",
    b" UID 6",
    b"{3}",
    b"]",
    b"[",
]
LIKELY = st.lists(
    st.one_of(
        st.lists(st.sampled_from(SNIPPETS)).map(b"".join),
        st.tuples(st.lists(st.sampled_from(SNIPPETS)).map(b"".join), st.sampled_from([b"abc", b""])),
    )
)


@given(st.one_of(RECORDS, LIKELY))
def test_whatever_a_server_says_is_read_without_an_exception(records: list[bytes | tuple[bytes, bytes] | None]):
    literals = {record[1] for record in records if isinstance(record, tuple)}
    for uid, body in bodies_in(records).items():
        assert uid > 0
        assert body.raw
        assert body.raw in literals or any(body.raw in record for record in records if isinstance(record, bytes))
    assert all(size >= 0 for size in sizes_in(records).values())
    assert uids_in(records) == sorted(set(uids_in(records)))


def test_a_date_for_a_search_is_english():
    assert imap_date(dt.date(2020, 8, 5)) == "5-Aug-2020"
