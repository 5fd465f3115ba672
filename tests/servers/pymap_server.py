"""pymap, an IMAP server in Python that shares nothing with Dovecot: `python -m tests.servers.pymap_server PORT USER PASSWORD`.

It marks no folders, gives UIDVALIDITY anew at each start, begins at UID 101, and keeps the offset of an arrival.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from argparse import Namespace
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.processes import LOOPBACK, free_ports, greets, short_directory, start, stop, wait_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Pymap:
    """A running server with one account."""

    port: int
    user: str
    password: str


@contextlib.contextmanager
def pymap_server(port: int | None = None) -> Generator[Pymap]:
    """Run it in a process of its own; its mail is gone when it ends."""
    (free,) = free_ports(1)
    server = Pymap(port=port or free, user="gmail@mongcai.example", password="secret")
    with short_directory("dd-pymap-") as directory:
        log = directory / "log"
        command = [sys.executable, "-m", "tests.servers.pymap_server", str(server.port), server.user, server.password]
        process = start(command, log, Path(__file__).parents[2])
        try:
            wait_for(lambda: greets(server.port, b"* OK"), process, log)
            yield server
        finally:
            stop(process)


async def _serve(port: str, user: str, password: str) -> None:
    from pymap.backend.dict import DictBackend
    from pymap.imap import IMAPService

    arguments = Namespace(
        host=[LOOPBACK],
        port=port,
        debug=False,
        cert=None,
        key=None,
        tls=False,
        demo_data=False,
        demo_user=user,
        demo_password=password,
        proxy_protocol=None,
        inherited_sockets=None,
        passlib_cfg=None,
    )
    async with contextlib.AsyncExitStack() as stack:
        backend, config = await DictBackend.init(arguments)
        config.apply_context()
        await backend.start(stack)
        await IMAPService(backend, config).start(stack)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(*sys.argv[1:]))
