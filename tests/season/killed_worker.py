"""`python -m tests.season.killed_worker`: runs rounds of the real worker in processes that are killed.

A parent that holds everything imported forks a process for each round, so that a thousand of them take minutes. It reads one JSON
object a line: {"config": FILE, "at": INSTANT, "kill": null | {"where": "module:name", "call": N, "moment": "before" | "after"} |
{"seconds": S} | {"file_bytes": N}} and answers with {"problems": [...]}, if the round ends, and {"status": EXIT STATUS, negative for a signal}. A point is reached by wrapping a
function of the product in the process that is to die; nothing in the product knows of it. With `file_bytes` no file can grow beyond:
each write that would fails, as on a full disk.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from functools import partial, reduce
from pathlib import Path
from typing import Any

PRELOADED = (
    "alembic.command",
    "dondoc.worker",
    "holidays",
    "imapclient",
    "ingest.mailboxes.mailbox",
    "jinja2",
    "openpyxl",
    "pandas",
    "reporting.summary",
    "reporting.workbook",
    "sqlalchemy.dialects.sqlite",
)
PROBLEMS = 3
BATCH = 4
"""Mails."""


def main() -> None:
    """Serve until standard input ends."""
    for name in PRELOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _run(order)
        print(json.dumps({"status": _ended(pid, (order["kill"] or {}).get("seconds"))}), flush=True)  # noqa: T201


def _run(order: dict[str, Any]) -> None:
    """Do one round and leave without any tidying up of the parent's."""
    status = 1
    try:
        from datetime import datetime

        from dondoc.settings import load_settings
        from dondoc.worker import tick
        from ingest.archive import ArchiveError
        from ingest.ledger import LedgerError
        from ingest.mailboxes import mailbox

        # Few mails a batch: a round dies while some are recorded, some were read ahead and some are on their way.
        setattr(mailbox, "Limits", partial(mailbox.Limits, batch_count=BATCH))  # noqa: B010
        settings = load_settings(Path(order["config"]))
        kill = order["kill"]
        if kill is not None and "where" in kill:
            arm(kill["where"], kill["call"], kill["moment"])
        if kill is not None and "file_bytes" in kill:
            _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (kill["file_bytes"], hard))
        try:
            problems = tick(settings, datetime.fromisoformat(order["at"])).problems
        except (LedgerError, ArchiveError) as error:
            problems = [str(error)]
        status = PROBLEMS if problems else 0
        print(json.dumps({"problems": problems}), flush=True)  # noqa: T201 - a pipe, which has no size
    except BaseException:  # noqa: BLE001 - it must not go on as a second parent
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def arm(where: str, call: int, moment: str) -> None:
    """Let this process be killed just before or after the n-th call of a function."""
    module, _, path = where.partition(":")
    *owners, name = path.split(".")
    owner = reduce(getattr, owners, importlib.import_module(module))
    function: Callable[..., Any] = getattr(owner, name)
    left = call

    def dying(*arguments: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **named)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, dying)


def _ended(pid: int, seconds: float | None) -> int:
    """Wait for a process to end; kill it after some seconds, if it is to be. Its number stays its own until it is reaped here."""
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(pid, 0 if end is None else os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if end is not None and time.monotonic() >= end:
            os.kill(pid, signal.SIGKILL)
            end = None
        else:
            time.sleep(0.002)


if __name__ == "__main__":
    main()
