"""Reads messages in a child process with limits, since attachments are hostile until read.

    with ReadingProcess(vocabulary) as reader:
        findings = reader.read(raw, received_at=instant)

The child is reused between messages. When one breaks a limit, kills it or makes it hang, the child is replaced and the message is read
again without the attachment that was open (doubt `too-large`, `took-too-long` or `broke-reader` in its place); after three tries, or where no
attachment is to blame, what the header alone tells is returned with the doubt. So the worst result of any message is a review.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import logging
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from ingest.reading_wire import (
    LENGTH,
    Begin,
    Done,
    Failed,
    Opening,
    Read,
    Ready,
    Reply,
    Request,
    frame_request,
    replies,
)
from parsers.values import Automatic, Doubt, Findings, Kind, Letter, LetterHead, Vocabulary

Message = tuple[bytes, dt.datetime | None]
"""The raw bytes of a message and the instant of its receipt."""

READ = "parsers.reading:read"
"""What reads, as `module:name`."""

_log = logging.getLogger(__name__)
_HEADER_BYTES = 65_536
_STARTING_SECONDS = 30.0
_PIPE_BYTES = 65_536
_AHEAD = 16
"""Messages for each process."""
_AHEAD_BYTES = 16 * 2**20
_KEPT_WORDS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one message may take. Measured: a photo of 12 million points takes 190 MB, an ordinary mail 60."""

    memory_bytes: int = 352 * 2**20
    """Address space of the child; OCR, its only child, has 160 MB of its own, so that both stay below 512 MB."""
    cpu_seconds: int = 15
    seconds: tuple[float, ...] = (10.0, 5.0, 3.0)
    """Wall time for each try of the same message."""
    message_bytes: int = 64 * 2**20
    """A larger message is not opened: mail servers stop at 25 to 50 MB."""
    reply_bytes: int = 16 * 2**20
    messages: int = 5_000
    """After so many the child is replaced, as native libraries leak a little."""
    resident_bytes: int = 200 * 2**20
    """A child that holds more after a message is replaced."""


class ReadingUnavailableError(Exception):
    """The reading process does not start; nothing was read, and no message is to blame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    """Why a try gave no findings, and the attachment that was open."""

    code: str
    part: str | None
    detail: str


class Launched:
    """A child process that loads the readers while its parent is still busy with the configuration; for the first pool that wants it."""

    def __init__(self, function: str = READ) -> None:
        self._child: _Child | None = _Child(function)

    def take(self) -> _Child | None:
        """Give the process, once; whoever takes it stops it."""
        child, self._child = self._child, None
        return child

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process if nobody took it."""
        if (child := self.take()) is not None:
            child.kill()


class ReadingProcess:
    """A child process that reads one message at a time; safe to use from several threads, which then wait for each other."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        limits: Limits | None = None,
        function: str = READ,
        launched: Launched | None = None,
    ) -> None:
        """Start nothing yet; `function` is `module:name` of what reads, as `parsers.reading.read` does."""
        self._limits = limits or Limits()
        self._launched = launched
        self._begin = Begin(
            function=function,
            vocabulary=vocabulary,
            memory_bytes=self._limits.memory_bytes,
            cpu_seconds=self._limits.cpu_seconds,
        )
        self._child: _Child | None = None
        self._lock = threading.Lock()

    def read(self, raw: bytes, *, received_at: dt.datetime | None) -> Findings:
        """Read a message. Raises ReadingUnavailableError, and nothing else, whatever the message."""
        with self._lock:
            return self._read(raw, received_at)

    def start(self) -> None:
        """Start the child ahead of its first message. Raises ReadingUnavailableError."""
        with self._lock:
            self._ready_child()

    def close(self) -> None:
        """Stop the child; the next message starts another."""
        with self._lock:
            self._drop()

    def __enter__(self) -> Self:
        """Give the process itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the child."""
        self.close()

    def _read(self, raw: bytes, received_at: dt.datetime | None) -> Findings:
        if len(raw) > self._limits.message_bytes:
            return head_only(raw, "too-large")
        instant = received_at.isoformat() if received_at else None
        skip: dict[str, Doubt] = {}
        broken = None
        for seconds in self._limits.seconds:
            outcome = self._try(Read(raw=raw, received_at=instant, skip=skip), seconds)
            if isinstance(outcome, Findings):
                return outcome
            broken = outcome
            _log.warning("reading broke (%s) at %s: %s", broken.code, broken.part or "the letter itself", broken.detail)
            if broken.part is None or broken.part in skip:
                break
            skip = {**skip, broken.part: Doubt(code=broken.code, about=broken.part)}
        return head_only(raw, broken.code if broken else "broke-reader")

    def _try(self, request: Read, seconds: float) -> Findings | _Broken:
        child = self._ready_child()
        part = None
        try:
            for reply in child.ask(request, seconds, self._limits.reply_bytes):
                match reply:
                    case Opening():
                        part = reply.part
                    case Done():
                        self._count(child, reply.resident_bytes)
                        return reply.findings
                    case Failed():
                        if reply.memory:
                            self._drop()
                        return _Broken(
                            code="too-large" if reply.memory else "broke-reader", part=part, detail=reply.error
                        )
                    case Ready():
                        pass
        except _ChildError as error:
            self._drop()
            return _Broken(code=error.code, part=part, detail=str(error))
        except BaseException:
            # Interrupted between request and reply: the child's next words would belong to this message.
            self._drop()
            raise
        self._drop()
        return _Broken(code="broke-reader", part=part, detail="no reply")

    def _count(self, child: _Child, resident_bytes: int) -> None:
        child.messages += 1
        if child.messages >= self._limits.messages or resident_bytes > self._limits.resident_bytes:
            self._drop()

    def _ready_child(self) -> _Child:
        if self._child is None:
            child = (self._launched and self._launched.take()) or _Child(self._begin.function)
            try:
                for _ in child.ask(self._begin, _STARTING_SECONDS, _PIPE_BYTES):
                    pass
            except _ChildError as error:
                child.kill()
                raise ReadingUnavailableError(f"the reading process does not start: {error}") from None
            except BaseException:
                child.kill()
                raise
            self._child = child
        return self._child

    def _drop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child = None


class ReadingPool:
    """Several reading processes side by side."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        processes: int = 2,
        limits: Limits | None = None,
        function: str = READ,
        launched: Launched | None = None,
    ) -> None:
        """Start nothing yet; each process starts with its first message, one of them from what was launched before."""
        self._all = [
            ReadingProcess(vocabulary, limits=limits, function=function, launched=launched) for _ in range(processes)
        ]
        self._idle: queue.SimpleQueue[ReadingProcess] = queue.SimpleQueue()
        for process in self._all:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="reading")

    def read(self, raw: bytes, *, received_at: dt.datetime | None) -> Findings:
        """Read a message in the next idle process. Raises ReadingUnavailableError."""
        process = self._idle.get()
        try:
            return process.read(raw, received_at=received_at)
        finally:
            self._idle.put(process)

    def map(self, messages: Iterable[Message]) -> Iterator[Findings]:
        """Give the findings of messages in their order; few messages are taken ahead, bounded by count and bytes.

        Enough of them that no process waits while another one reads a message that takes a hundred times as long as most.
        """
        ahead: deque[tuple[Future[Findings], int]] = deque()
        held = 0
        try:
            for raw, received_at in messages:
                ahead.append((self._threads.submit(self.read, raw, received_at=received_at), len(raw)))
                held += len(raw)
                while len(ahead) >= _AHEAD * len(self._all) or (
                    held > _AHEAD_BYTES and len(ahead) >= 2 * len(self._all)
                ):
                    future, size = ahead.popleft()
                    held -= size
                    yield future.result()
            while ahead:
                yield ahead.popleft()[0].result()
        finally:
            for future, _ in ahead:
                future.cancel()

    def close(self) -> None:
        """Finish what is being read, stop all processes."""
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            process.close()

    def __enter__(self) -> Self:
        """Give the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all processes."""
        self.close()


def head_only(raw: bytes, code: str) -> Findings:
    """Give what the header tells of a message whose content could not be read: it may be a report, so it waits for a human."""
    # Rare, and what it needs takes as long to load as the rest of a start.
    from parsers.letters import read_letter

    lines = raw[:_HEADER_BYTES].replace(b"\r\n", b"\n")
    header, _, _ = lines.partition(b"\n\n")
    letter = read_letter(header + b"\n\n")
    names = {field.name for field in dataclasses.fields(LetterHead)} - {"content_key"}
    head = LetterHead(**{name: getattr(letter, name) for name in names}, content_key=_content_key(raw, letter))
    kinds = {None: Kind.REPORT, Automatic.BOUNCE: Kind.BOUNCE}
    return Findings(letter=head, kind=kinds.get(letter.automatic, Kind.AUTOMATIC), doubts=(Doubt(code=code),))


def _content_key(raw: bytes, head: Letter) -> str:
    """Make a key from sender, Date and the encoded body: copies in two mailboxes differ in header and line ends, unless a server re-encodes."""
    digest = hashlib.sha256(head.sender.email.encode("utf-8", "surrogatepass"))
    digest.update(head.date.astimezone(dt.UTC).isoformat().encode() if head.date else b"")
    _, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    digest.update(body.rstrip())
    return digest.hexdigest()


class _ChildError(Exception):
    """The child broke; `code` is the doubt that says how."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        super().__init__(detail)


class _Child:
    """The process and its three pipes."""

    def __init__(self, function: str) -> None:
        self.messages = 0
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own module, with a name from our own code
                [sys.executable, "-X", "utf8", "-m", "ingest.reading_child", function],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env=_environment(),
                cwd="/",
                # A group of its own: programs that it starts die with it, and a Ctrl-C at the terminal is the parent's alone.
                start_new_session=True,
            )
        except OSError as error:  # no such program, no memory, too many processes
            raise ReadingUnavailableError(f"the reading process does not start: {error}") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._in, self._out, self._err = (
            pipe.fileno() for pipe in (self._process.stdin, self._process.stdout, self._process.stderr)
        )
        for descriptor in (self._in, self._out, self._err):
            os.set_blocking(descriptor, False)
        self._received = bytearray()
        self._words = bytearray()
        self._deaf = False

    def ask(self, request: Request, seconds: float, reply_bytes: int) -> Iterator[Reply]:
        """Send a request and give the replies up to the one that ends it. Raises _ChildError."""
        deadline = time.monotonic() + seconds
        unsent = memoryview(frame_request(request))
        while True:
            reply = self._decoded(reply_bytes)
            if reply is not None:
                last = not isinstance(reply, Opening)
                if last:
                    self._log_words()
                yield reply
                if last:
                    return
                continue
            unsent = self._exchange(unsent, deadline)

    def kill(self) -> None:
        """Kill the child and all that it started, and reap it."""
        # First the group, then the reaping: until then the number of the process cannot be another's.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _exchange(self, unsent: memoryview, deadline: float) -> memoryview:
        """Wait until a pipe can go on; send and receive what it takes."""
        poll = select.poll()
        poll.register(self._out, select.POLLIN)
        if not self._deaf:
            poll.register(self._err, select.POLLIN)
        if unsent:
            poll.register(self._in, select.POLLOUT)
        left = deadline - time.monotonic()
        if left <= 0:
            raise _ChildError("took-too-long", "no answer in time")
        for descriptor, _ in poll.poll(left * 1000):
            if descriptor == self._in:
                unsent = self._send(unsent)
            elif descriptor == self._err:
                self._hear()
            else:
                self._receive()
        return unsent

    def _send(self, unsent: memoryview) -> memoryview:
        try:
            return unsent[os.write(self._in, unsent[: 16 * _PIPE_BYTES]) :]
        except BlockingIOError:
            return unsent
        except BrokenPipeError:
            raise self._ended() from None

    def _receive(self) -> None:
        content = os.read(self._out, 16 * _PIPE_BYTES)
        if not content:
            raise self._ended()
        self._received += content

    def _hear(self) -> None:
        """Keep the last words of the child."""
        with contextlib.suppress(BlockingIOError):
            words = os.read(self._err, _PIPE_BYTES)
            self._deaf = not words
            self._words += words
            del self._words[:-_KEPT_WORDS]

    def _decoded(self, reply_bytes: int) -> Reply | None:
        if len(self._received) < LENGTH.size:
            return None
        (length,) = LENGTH.unpack_from(self._received)
        if length > reply_bytes:
            raise _ChildError("too-large", f"an answer of {length} bytes")
        if len(self._received) < LENGTH.size + length:
            return None
        content = bytes(self._received[LENGTH.size : LENGTH.size + length])
        del self._received[: LENGTH.size + length]
        try:
            return replies.decode(content)
        except (msgspec.DecodeError, ValueError) as error:
            raise _ChildError("broke-reader", f"an answer that is none: {error}") from None

    def _ended(self) -> _ChildError:
        """Tell how the child ended: by its own limits, or broken by what it read."""
        status = self._status()
        if status is None:
            return _ChildError("broke-reader", "it closed its pipe")
        self._hear()
        words = self._said()
        if status == -signal.SIGXCPU:
            return _ChildError("took-too-long", "more CPU time than a message may take")
        # Rust and C++ say so before they abort.
        short = ("memory allocation of", "MemoryError", "bad_alloc", "Out of memory")
        code = "too-large" if any(phrase in words for phrase in short) else "broke-reader"
        ending = signal.Signals(-status).name if status < 0 else f"status {status}"
        return _ChildError(code, f"ended by {ending} {words}".rstrip())

    def _status(self) -> int | None:
        """Give the exit status, or the negative signal, without reaping: its number stays its own until the group is killed."""
        for _ in range(200):
            told = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if told is not None:
                return told.si_status if told.si_code == os.CLD_EXITED else -told.si_status
            time.sleep(0.01)
        return None

    def _said(self) -> str:
        words = " ".join(self._words.decode("utf-8", "replace").split())
        self._words.clear()
        return words[-500:]

    def _log_words(self) -> None:
        self._hear()
        if self._words:
            _log.warning("the reading process says: %s", self._said())


def _environment() -> dict[str, str]:
    """Give the child what it needs to find its modules and tesseract, and no secret of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    places = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
    return {**kept, "PYTHONPATH": places, "LC_ALL": "C.UTF-8"}
