# ruff: noqa: ARG002 - what aiosmtpd hands to everyone
"""A real SMTP server that keeps what it gets, or does what a test tells it to: aiosmtpd in a thread of its own."""

from __future__ import annotations

import asyncio
import ssl
import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.processes import LOOPBACK, Certificates


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A letter that was handed over."""

    mail_from: str
    recipients: tuple[str, ...]
    raw: bytes = field(repr=False)


@dataclass  # without slots: aiosmtpd looks at every member of its handler, and Python 3.11.2 has one that cannot be looked at
class SmtpSink:
    """A server on loopback that keeps letters in `taken`, in the order they came.

    `answers` holds what to say to a recipient instead of `250`; `on_letter` may say something else to a whole letter (give None to
    take it), or raise `ConnectionAbortedError` to break the line at this very point.
    """

    certificates: Certificates | None = None
    tls: bool = False
    starttls: bool = False
    logins: Mapping[str, str] = field(default_factory=dict[str, str])
    """User names and passwords; none: no login is asked for."""
    answers: dict[str, str] = field(default_factory=dict[str, str])
    on_letter: Callable[[Taken], str | None] | None = None
    taken: list[Taken] = field(default_factory=list[Taken])
    connections: int = 0
    port: int = 0
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None
    _server: asyncio.Server | None = None

    def __enter__(self) -> Self:
        """Start it, on a free port unless `port` says which."""
        self._loop = asyncio.new_event_loop()
        started = threading.Event()

        async def begin() -> None:
            assert self._loop is not None
            self._server = await self._loop.create_server(
                self._protocol, LOOPBACK, self.port, ssl=self._context() if self.tls else None
            )
            self.port = self._server.sockets[0].getsockname()[1]
            started.set()

        def run() -> None:
            assert self._loop is not None
            asyncio.set_event_loop(self._loop)
            self._loop.run_until_complete(begin())
            self._loop.run_forever()

        self._thread = threading.Thread(target=run, name="smtp-sink", daemon=True)
        self._thread.start()
        assert started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        loop, thread = self._loop, self._thread
        assert loop is not None
        assert thread is not None

        async def end() -> None:
            assert self._server is not None
            self._server.close()
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()

    # What aiosmtpd calls

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, unless the test says otherwise."""
        answer = self.answers.get(address)
        if answer is not None and not answer.startswith("2"):
            return answer
        envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a letter, unless the test says otherwise."""
        raw = envelope.original_content
        assert raw is not None
        letter = Taken(
            mail_from=(envelope.mail_from or "").replace("<>", ""), recipients=tuple(envelope.rcpt_tos), raw=raw
        )
        try:
            answer = None if self.on_letter is None else self.on_letter(letter)
        except ConnectionAbortedError:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "421 gone"
        if answer is None:
            self.taken.append(letter)
            return "250 OK"
        return answer

    def _protocol(self) -> SMTP:
        self.connections += 1
        with warnings.catch_warnings():
            # It advises against logins in the clear; on loopback they are meant.
            warnings.simplefilter("ignore")
            return SMTP(
                self,
                hostname="sink.example",
                tls_context=self._context() if self.starttls else None,
                require_starttls=self.starttls,
                auth_required=bool(self.logins),
                auth_require_tls=False,
                authenticator=self._authenticate,
                loop=self._loop,
            )

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        known = self.logins.get(data.login.decode())
        return AuthResult(success=known is not None and known == data.password.decode(), handled=False)

    def _context(self) -> ssl.SSLContext:
        assert self.certificates is not None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificates.server, self.certificates.key)
        return context
