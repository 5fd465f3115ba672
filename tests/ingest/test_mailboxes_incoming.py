"""What comes in is the same however the network cuts it, and wherever the buffer ends."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ingest.mailboxes.answers import USUAL_BODY, USUAL_SIZE
from ingest.mailboxes.bounded import Incoming

if TYPE_CHECKING:
    from typing_extensions import Buffer

TAIL = b")\r\n"
DATE = b'"28-Aug-2020 14:59:58 +0700"'


class Dripping(io.RawIOBase):
    """Gives so many bytes at a time, then nothing more."""

    def __init__(self, content: bytes, sizes: list[int]) -> None:
        self._content = content
        self._sizes = sizes

    def readinto(self, buffer: Buffer, /) -> int:
        with memoryview(buffer) as view:
            size = min(len(view), self._sizes.pop() if self._sizes else len(view))
            piece, self._content = self._content[:size], self._content[size:]
            view[: len(piece)] = piece
            return len(piece)


def body(uid: int, raw: bytes, date: bytes = DATE) -> bytes:
    return b"* 7 FETCH (UID %d INTERNALDATE %s BODY[] {%d}\r\n%s%s" % (uid, date, len(raw), raw, TAIL)


pieces = st.lists(st.integers(1, 60))
bodies = st.lists(
    st.one_of(st.binary(max_size=200), st.just(b")\r\n* 8 FETCH (UID 9 BODY[] {3}\r\nabc)\r\n")), max_size=8
)


@given(bodies, pieces, st.integers(80, 400))
def test_whole_answers_are_taken_however_they_are_cut(raws: list[bytes], sizes: list[int], room: int):
    """One that the buffer cannot hold, and whatever else stands on the line, is left for whoever reads line by line."""
    stream = b"".join(body(uid, raw) for uid, raw in enumerate(raws, 1)) + b"a OK done\r\n"
    incoming = Incoming(Dripping(stream, sizes), room)
    found: list[bytes] = []
    while len(found) < len(raws):
        came = incoming.take_answers(USUAL_BODY, TAIL)
        found += [raw for (_uid, _date), raw in came]
        if not came:
            head = incoming.take_line(1000)
            found.append(incoming.take(int(head.rpartition(b"{")[2].rstrip(b"}\r\n"))))
            assert incoming.take_line(1000) == TAIL
    assert found == raws
    assert incoming.take_answers(USUAL_BODY, TAIL) == []
    assert incoming.take_line(1000) == b"a OK done\r\n"
    assert incoming.is_empty


@given(st.lists(st.integers(0, 2**40), max_size=40), pieces)
def test_sizes_are_taken_however_they_are_cut(given_sizes: list[int], sizes: list[int]):
    lines = [b"* 7 FETCH (UID %d RFC822.SIZE %d)\r\n" % each for each in enumerate(given_sizes, 1)]
    incoming = Incoming(Dripping(b"".join(lines), sizes), 100)
    found: list[int] = []
    while len(found) < len(given_sizes):
        came = incoming.take_lines(USUAL_SIZE)
        found += [int(size) for _uid, size, _, _ in came]
        if not came:
            found.append(int(incoming.take_line(100).rpartition(b" ")[2].rstrip(b")\r\n")))
    assert found == given_sizes


@given(st.binary(max_size=300), pieces, st.lists(st.one_of(st.none(), st.integers(0, 90)), max_size=12))
def test_lines_and_numbers_of_bytes_are_those_of_a_file(content: bytes, sizes: list[int], wanted: list[int | None]):
    incoming, file = Incoming(Dripping(content, sizes), 50), io.BytesIO(content)
    for size in wanted:
        if size is None:
            assert incoming.take_line(70) == file.readline(70)
        else:
            assert incoming.take(size) == file.read(size)


def test_an_answer_that_is_cut_off_is_not_taken():
    whole = body(1, b"abc")
    for length in range(len(whole)):
        incoming = Incoming(Dripping(whole[:length], []), 1000)
        assert incoming.take_answers(USUAL_BODY, TAIL) == []
        assert incoming.take(1000) == whole[:length]


def test_a_literal_that_something_else_follows_is_not_taken():
    """Flags after the body, or a length that is wrong: whoever reads all forms looks at it."""
    for tail in (b" FLAGS ())\r\n", b"d)\r\n"):
        stream = b"* 1 FETCH (UID 1 BODY[] {3}\r\nabc" + tail
        incoming = Incoming(Dripping(stream, []), 1000)
        assert incoming.take_answers(USUAL_BODY, TAIL) == []
        assert incoming.take(1000) == stream
