"""Mail servers of the demo: IMAP and SMTP on free ports of the loopback interface, in one thread, ended with the demo.

IMAP is pymap with its mailboxes in memory; SMTP is aiosmtpd, which keeps each letter and delivers those to the office's own mailboxes.
Real protocols between real libraries, so that what the demo shows is what an office's servers would see; TLS is left out, as nothing
leaves this machine.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import socket
import threading
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from imapclient import IMAPClient
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend, Identity
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

_LOOPBACK = "127.0.0.1"
_START_SECONDS = 20

# aiosmtpd warns of its own use of a name that it will drop, at each login.
logging.getLogger("mail.log").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """A letter that came in over SMTP."""

    at: dt.datetime
    """The demo's time, aware."""
    sender: str
    """Of the envelope."""
    recipients: tuple[str, ...]
    """Of the envelope, lower case."""
    content: bytes


class MailServers:
    """Both servers, as a context: started on entering, ended on leaving.

    `passwords` gives the users, who may log in to both servers; `clock` the time that letters are stamped with.
    """

    def __init__(self, passwords: Mapping[str, str], clock: Callable[[], dt.datetime]) -> None:
        self.letters: list[SentLetter] = []
        self.imap_port = 0
        self.smtp_port = 0
        self._passwords = dict(passwords)
        self._clock = clock
        self._clients: dict[str, IMAPClient] = {}
        self._ready = threading.Event()
        self._failure: Exception | None = None
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="demo mail servers", daemon=True)

    def __enter__(self) -> Self:
        """Start the servers and wait until they listen."""
        self._thread.start()
        if not self._ready.wait(_START_SECONDS) or self._failure is not None:
            raise RuntimeError("the demo's mail servers did not start") from self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End both servers; every connection is closed."""
        for client in self._clients.values():
            client.logout()
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(_START_SECONDS)

    def deliver(self, user: str, content: bytes, at: dt.datetime, *, folder: str = "INBOX") -> None:
        """Put a mail into a mailbox over IMAP, as if it had arrived at an instant (aware)."""
        client = self._clients.get(user)
        if client is None:
            client = self._clients[user] = self._logged_in(user)
        client.append(folder, content, (), at)

    def _logged_in(self, user: str) -> IMAPClient:
        client = IMAPClient(_LOOPBACK, port=self.imap_port, ssl=False, timeout=_START_SECONDS)
        # imaplib sends a command in several writes: with Nagle's algorithm each APPEND would wait 40 ms for an acknowledgement.
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.login(user, self._passwords[user])
        return client

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except Exception as failure:  # noqa: BLE001 - the thread that waits for this one raises it
            self._failure = failure
        finally:
            self._ready.set()
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    async def _serve(self) -> None:
        async with AsyncExitStack() as stack:
            backend = await self._mailboxes(stack)
            imap = IMAPServer(backend.login, backend.config)
            connected = ProxyProtocolReader(backend.config.proxy_protocol).get_callback(imap)
            imap_server = await asyncio.start_server(connected, _LOOPBACK, 0)
            smtp_server = await self._loop.create_server(lambda: self._smtp(backend), _LOOPBACK, 0)
            self.imap_port = imap_server.sockets[0].getsockname()[1]
            self.smtp_port = smtp_server.sockets[0].getsockname()[1]
            self._ready.set()
            await self._end.wait()
            imap_server.close()
            smtp_server.close()
            await _ended(asyncio.all_tasks() - {asyncio.current_task()})

    async def _mailboxes(self, stack: AsyncExitStack) -> DictBackend:
        first, *others = self._passwords
        options = Namespace(
            host=[_LOOPBACK],
            port="0",
            debug=False,
            cert=None,
            key=None,
            tls=False,
            demo_data=False,
            demo_user=first,
            demo_password=self._passwords[first],
            proxy_protocol=None,
            inherited_sockets=None,
            passlib_cfg=None,
        )
        # Passwords are made up and known to everybody: hashing them would cost each login a fifth of a second.
        backend, config = await DictBackend.init(options, hash_context=Cleartext(), reject_dnsbl=False)
        config.apply_context()
        await backend.start(stack)
        for user in others:
            await _identity(backend, user).set(UserMetadata(config, user, password=self._passwords[user]))
        return backend

    def _smtp(self, backend: DictBackend) -> SMTP:
        return SMTP(
            _Sink(self, backend),
            hostname="smtp.quangninh.example",
            authenticator=self._authenticated,
            auth_require_tls=False,
            enable_SMTPUTF8=True,
            loop=self._loop,
        )

    def _authenticated(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: object
    ) -> AuthResult:
        del server, session, envelope, mechanism
        name, password = getattr(login, "login", b""), getattr(login, "password", b"")
        known = self._passwords.get(bytes(name).decode(errors="replace"))
        return AuthResult(success=known is not None and known.encode() == bytes(password), handled=False)

    async def keep(self, backend: DictBackend, letter: SentLetter) -> None:
        """Keep a letter, and deliver it to those of its recipients who have a mailbox here."""
        self.letters.append(letter)
        for recipient in letter.recipients:
            if recipient in self._passwords:
                async with _identity(backend, recipient).new_session() as session:
                    await session.append_messages("INBOX", [AppendMessage(letter.content, letter.at)])

    def now(self) -> dt.datetime:
        """Give the demo's time."""
        return self._clock()


class _Sink:
    """What aiosmtpd does with a letter; it calls the methods by these names."""

    def __init__(self, servers: MailServers, backend: DictBackend) -> None:
        self._servers = servers
        self._backend = backend

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take letters from those who have logged in alone, as an office's server does."""
        del server
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take one letter in."""
        del server, session
        letter = SentLetter(
            at=self._servers.now(),
            sender=envelope.mail_from or "",
            recipients=tuple(recipient.lower() for recipient in envelope.rcpt_tos),
            content=envelope.original_content or b"",
        )
        await self._servers.keep(self._backend, letter)
        return "250 2.0.0 kept"


def _identity(backend: DictBackend, user: str) -> Identity:
    return Identity(user, backend.login, None, frozenset())


async def _ended(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
