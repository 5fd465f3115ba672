"""A reading function for tests, named to the reading process instead of `parsers.reading:read`: each message says what goes wrong.

A message is lines of `name: what`, an attachment each.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from parsers.values import Doubt, Findings, Kind, LetterHead, Vocabulary


def read(
    raw: bytes,
    vocabulary: Vocabulary,
    *,
    received_at: dt.datetime | None,
    skip: Mapping[str, Doubt],
    progress: Callable[[str], None],
) -> Findings:
    doubts: list[Doubt] = []
    said: list[str] = [vocabulary.indicators[0].id]
    for line in raw.decode().splitlines():
        name, _, what = line.partition(": ")
        if name in skip:
            doubts.append(skip[name])
            continue
        if name != "letter":
            progress(name)
        said.append(_do(what))
    remarks = (*said, received_at.isoformat() if received_at else "", str(os.getpid()))
    return Findings(
        letter=LetterHead(subject="ok", date=received_at), kind=Kind.REPORT, doubts=tuple(doubts), remarks=remarks
    )


def _do(what: str) -> str:
    match what:
        case "abort":
            os.abort()
        case "exit":
            os._exit(3)
        case "raise":
            message = "a bug\nin two lines"
            raise ValueError(message)
        case "hang":
            time.sleep(60)
        case "loop":
            while True:
                pass
        case "memory":
            return str(len(bytearray(2**30)))
        case "rust":
            sys.stderr.write("memory allocation of 34359738368 bytes failed\n")
            sys.stderr.flush()
            os.abort()
        case "grandchild":
            subprocess.Popen(["sleep", f"57.{os.getppid()}"])
            os.abort()
        case "print":
            os.write(1, b"\x00\x00\x00\x01 a library that prints\n")
            return "printed"
        case "write":
            with Path(f"/tmp/written-by-a-reader-of-{os.getppid()}").open("wb") as file:
                file.write(bytes(2_000_000))
        case "much":
            return "x" * 20_000_000
        case "surrogate":
            return "45 m\udce1y"
        case "environment":
            return " ".join(sorted(os.environ))
        case "leak":
            _leaked.append(b"x" * 50_000_000)
        case _:
            pass
    return what


_leaked: list[bytes] = []
