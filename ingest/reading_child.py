"""The process in which messages are read: `python -m ingest.reading_child`, started by `ingest.reading_process` alone.

It takes requests from standard input and answers on standard output until the input ends. Limits are set before anything foreign is
opened, and what happens to it when one breaks is the parent's business.
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from ingest.reading_wire import LENGTH, Begin, Done, Failed, Opening, Read, Ready, Reply, frame_reply, requests
from parsers.values import Findings

_FILES = 64
_FILE_BYTES = 1_000_000
"""Nothing here writes files; programs started from here may need a small one."""


def main() -> None:
    """Serve until standard input ends."""
    incoming, outgoing = _take_over_pipes()
    # Imported before anybody says what to read with: of our own modules alone, so the limits can come after.
    for name in sys.argv[1:]:
        _function(name)

    def answer(reply: Reply) -> None:
        outgoing.write(frame_reply(reply))
        outgoing.flush()

    begin = _next(incoming)
    if not isinstance(begin, Begin):
        return
    _set_limits(begin.memory_bytes)
    read = _function(begin.function)
    # What is loaded now stays: no collection needs to look through it.
    gc.freeze()
    answer(Ready())
    while isinstance(request := _next(incoming), Read):
        _allow_cpu(begin.cpu_seconds)
        reply = _read(read, begin, request, answer)
        del request
        answer(reply)
        if isinstance(reply, Failed) and reply.memory:
            return


def _read(read: Callable[..., Findings], begin: Begin, request: Read, answer: Callable[[Reply], None]) -> Reply:
    try:
        findings = read(
            request.raw,
            begin.vocabulary,
            received_at=dt.datetime.fromisoformat(request.received_at) if request.received_at else None,
            skip=request.skip,
            progress=lambda part: answer(Opening(part=part)),
        )
        return Done(findings=findings, resident_bytes=_resident_bytes())
    except MemoryError:
        gc.collect()
        return Failed(error="MemoryError", memory=True)
    except RecursionError as error:
        return Failed(error=repr(error)[:500], memory=False)
    except Exception as error:  # noqa: BLE001  the parent logs it and reads on without the attachment that it came from
        return Failed(error=_one_line(error), memory=False)


def _one_line(error: Exception) -> str:
    """Give the error and the innermost place of ours that it came through."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{error!r} at {place}"[:500]


def _take_over_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep both pipes to ourselves, so that a library that prints, or a program that reads, does not disturb them."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return incoming, outgoing


def _next(incoming: BinaryIO) -> Any:
    head = incoming.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    content = incoming.read(length)
    return requests.decode(content) if len(content) == length else None


def _set_limits(memory_bytes: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))


def _allow_cpu(seconds: int) -> None:
    """Grant so many seconds from now; the limit of the system counts from the start of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard))


def _resident_bytes() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


def _function(name: str) -> Callable[..., Findings]:
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


if __name__ == "__main__":
    sys.exit(main())
