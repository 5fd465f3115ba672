"""The child process in which messages are read: whatever a message does, the next one is read as usual."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.reading_process import Limits, ReadingPool, ReadingProcess, ReadingUnavailableError
from parsers.values import Findings, IndicatorWording, Kind, UnitNames, Vocabulary

VOCABULARY = Vocabulary(
    indicators=(IndicatorWording(id="installed", topics=("Bluezone",), nouns=("máy",)),),
    units=(UnitNames(id="ka-long", names=("UBND phường Ka Long",)),),
)
QUICK = Limits(seconds=(1.0, 0.6, 0.4), cpu_seconds=5)
FUNCTION = "tests.ingest.hostile:read"
NOON = dt.datetime(2020, 8, 28, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def reader() -> Iterator[ReadingProcess]:
    with ReadingProcess(VOCABULARY, limits=QUICK, function=FUNCTION) as process:
        yield process


def doubts(findings: Findings) -> list[tuple[str, str]]:
    return [(doubt.code, doubt.about) for doubt in findings.doubts]


def pid(findings: Findings) -> int:
    return int(findings.remarks[-1])


def is_alive(number: int) -> bool:
    return Path(f"/proc/{number}").exists()


def test_findings_come_back_whole_and_the_child_is_reused(reader: ReadingProcess) -> None:
    first = reader.read(b"a.xlsx: fine", received_at=NOON)
    second = reader.read(b"b.xlsx: fine", received_at=None)
    assert first.remarks[:3] == ("installed", "fine", NOON.isoformat())
    assert second.remarks[:3] == ("installed", "fine", "")
    assert pid(first) == pid(second)


def test_instants_keep_their_offset(reader: ReadingProcess) -> None:
    """28/8 at 01:00 in Móng Cái is still 27/8 in UTC."""
    instant = dt.datetime(2020, 8, 28, 1, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    date = reader.read(b"a.xlsx: fine", received_at=instant).letter.date
    assert date is not None
    assert date.isoformat() == "2020-08-28T01:00:00+07:00"


def test_halves_of_letters_do_not_break_the_reply(reader: ReadingProcess) -> None:
    findings = reader.read(b"a.xlsx: surrogate", received_at=NOON)
    assert (findings.remarks[1], findings.doubts) == ("45 m\ufffdy", ())


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("abort", "broke-reader"),
        ("exit", "broke-reader"),
        ("raise", "broke-reader"),
        ("hang", "took-too-long"),
        ("loop", "took-too-long"),
        ("memory", "too-large"),
        ("rust", "too-large"),
    ],
)
def test_an_attachment_that_breaks_the_reader_is_left_out(reader: ReadingProcess, what: str, code: str) -> None:
    """The message is read again without it; what else it says stands, and the next message is read as usual."""
    findings = reader.read(f"a.xlsx: fine\nb.xlsx: {what}\nc.xlsx: good".encode(), received_at=NOON)
    assert doubts(findings) == [(code, "b.xlsx")]
    assert findings.remarks[1:3] == ("fine", "good")
    assert doubts(reader.read(b"a.xlsx: fine", received_at=NOON)) == []


def test_an_answer_beyond_all_measure_is_not_taken(reader: ReadingProcess) -> None:
    assert doubts(reader.read(b"a.xlsx: fine\nb.xlsx: much", received_at=NOON)) == [("too-large", "b.xlsx")]


def test_two_bad_attachments_are_left_out_by_the_third_try(reader: ReadingProcess) -> None:
    findings = reader.read(b"a.xlsx: abort\nb.xlsx: hang\nc.xlsx: good", received_at=NOON)
    assert doubts(findings) == [("broke-reader", "a.xlsx"), ("took-too-long", "b.xlsx")]
    assert findings.remarks[1] == "good"


def test_three_bad_attachments_leave_the_header(reader: ReadingProcess) -> None:
    findings = reader.read(b"a: abort\nb: abort\nc: abort\nd: abort", received_at=NOON)
    assert doubts(findings) == [("broke-reader", "")]


def test_a_letter_that_breaks_the_reader_is_known_by_its_header(reader: ReadingProcess) -> None:
    raw = b"letter: abort\nFrom: UBND <a@kalong.example>\r\nSubject: =?utf-8?q?B=C3=A1o_c=C3=A1o?=\r\nMessage-ID: <1@kalong.example>\r\n\r\nxin"
    findings = reader.read(raw, received_at=NOON)
    assert (findings.letter.sender.email, findings.letter.subject) == ("a@kalong.example", "Báo cáo")
    assert findings.letter.message_id == "<1@kalong.example>"
    assert len(findings.letter.content_key) == 64
    assert (findings.kind, doubts(findings), findings.claims) == (Kind.REPORT, [("broke-reader", "")], ())


def test_copies_of_an_unreadable_letter_have_one_key(reader: ReadingProcess) -> None:
    """Its copies in two mailboxes differ in transport headers and line ends."""
    one = reader.read(b"letter: abort\nX-Relay: one\nFrom: a@kalong.example\n\nxin\n", received_at=NOON)
    other = reader.read(b"letter: abort\r\nFrom: a@kalong.example\r\n\r\nxin\r\n", received_at=NOON)
    third = reader.read(b"letter: abort\r\nFrom: a@kalong.example\r\n\r\nkhac\r\n", received_at=NOON)
    assert one.letter.content_key == other.letter.content_key != third.letter.content_key


def test_a_message_larger_than_any_server_takes_is_not_opened() -> None:
    with ReadingProcess(VOCABULARY, limits=Limits(message_bytes=1000), function=FUNCTION) as process:
        assert doubts(process.read(b"From: a@b.example\n\n" + b"x" * 2000, received_at=NOON)) == [("too-large", "")]


def test_programs_that_the_reader_started_die_with_it(reader: ReadingProcess) -> None:
    reader.read(b"a.xlsx: grandchild", received_at=NOON)
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    assert f"sleep\x0057.{os.getpid()}\x00".encode() not in commands


def test_what_libraries_print_does_not_disturb(reader: ReadingProcess, caplog: pytest.LogCaptureFixture) -> None:
    """It ends up in the log of the parent, in one line."""
    with caplog.at_level(logging.WARNING):
        findings = reader.read(b"a.xlsx: print", received_at=NOON)
    assert "printed" in findings.remarks
    assert [record.getMessage() for record in caplog.records if "prints" in record.getMessage()] != []


def test_a_bug_is_logged_with_its_place_in_one_line(reader: ReadingProcess, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        reader.read(b"a.xlsx: raise", received_at=NOON)
    (record,) = caplog.records
    assert "a.xlsx" in record.getMessage()
    assert "hostile.py" in record.getMessage()
    assert "\n" not in record.getMessage()


def test_large_files_are_not_written(reader: ReadingProcess) -> None:
    target = Path(f"/tmp/written-by-a-reader-of-{os.getpid()}")
    findings = reader.read(b"a.xlsx: write", received_at=NOON)
    written = target.stat().st_size
    target.unlink()
    assert [code for code, _ in doubts(findings)] == ["broke-reader"]
    assert written <= 1_000_000


def test_the_child_does_not_see_secrets(reader: ReadingProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_GMAIL_PASSWORD", "bi mat")
    reader.close()
    assert "DONDOC_GMAIL_PASSWORD" not in reader.read(b"a.xlsx: environment", received_at=NOON).remarks[1]


def test_a_child_that_grows_or_has_read_enough_is_replaced() -> None:
    limits = Limits(messages=3, resident_bytes=80 * 2**20)
    with ReadingProcess(VOCABULARY, limits=limits, function=FUNCTION) as process:
        pids = [pid(process.read(b"a: fine", received_at=None)) for _ in range(4)]
        assert pids[0] == pids[1] == pids[2] != pids[3]
        grown = process.read(b"a: leak", received_at=None)
        grown_too = process.read(b"a: leak", received_at=None)
        assert pid(grown) != pid(process.read(b"a: fine", received_at=None)) or pid(grown_too) != pid(grown)


def test_a_reading_function_that_is_missing_is_said_at_once() -> None:
    """No message is to blame, so none is marked as read."""
    with (
        ReadingProcess(VOCABULARY, function="tests.ingest.hostile:nothing") as process,
        pytest.raises(ReadingUnavailableError, match="nothing"),
    ):
        process.read(b"a: fine", received_at=None)


def test_several_threads_take_turns(reader: ReadingProcess) -> None:
    results: list[Findings] = []
    threads = [
        threading.Thread(target=lambda: results.append(reader.read(b"a: fine", received_at=None))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert len({pid(findings) for findings in results}) == 1


def test_a_pool_keeps_the_order_of_messages() -> None:
    messages = [(f"a: {'hang' if number == 3 else number}".encode(), None) for number in range(12)]
    with ReadingPool(VOCABULARY, processes=2, limits=QUICK, function=FUNCTION) as pool:
        found = list(pool.map(messages))
    assert [findings.remarks[1] if not findings.doubts else "-" for findings in found] == [
        str(number) if number != 3 else "-" for number in range(12)
    ]
    assert len({pid(findings) for findings in found}) >= 2


def test_a_pool_takes_few_messages_ahead() -> None:
    taken = 0

    def messages() -> Iterator[tuple[bytes, None]]:
        nonlocal taken
        for _ in range(200):
            taken += 1
            yield b"a: fine", None

    with ReadingPool(VOCABULARY, processes=2, function=FUNCTION) as pool:
        results = pool.map(messages())
        next(results)
        assert taken <= 32


def test_a_pool_takes_fewer_of_large_messages_ahead() -> None:
    taken = 0

    def messages() -> Iterator[tuple[bytes, None]]:
        nonlocal taken
        for _ in range(20):
            taken += 1
            yield b"a: fine\n" + b"b" * 8_000_000, None

    with ReadingPool(VOCABULARY, processes=2, function=FUNCTION) as pool:
        results = pool.map(messages())
        next(results)
        assert taken <= 4


def test_nothing_is_left_behind() -> None:
    """No zombie, no open pipe, after children that broke."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    with ReadingProcess(VOCABULARY, limits=QUICK, function=FUNCTION) as process:
        numbers = [pid(process.read(b"a: abort\nb: fine", received_at=None)) for _ in range(5)]
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert not any(map(is_alive, numbers))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_child_ends_with_its_parent(number: signal.Signals) -> None:
    program = (
        "from tests.ingest.test_reading_process import *\n"
        "process = ReadingProcess(VOCABULARY, function=FUNCTION)\n"
        "print(pid(process.read(b'a: fine', received_at=None)), flush=True)\n"
        "time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.send_signal(number)
        parent.wait()
    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(child)
