"""One IMAP connection under limits: `imapclient`, with a deadline and an allowance of bytes for every command.

A time-out on a socket alone bounds one read, so that a server which sends a byte a second holds its client for days. Here each
command has an end, by the clock and by the bytes that may come, and both hold down to the single read.
"""

from __future__ import annotations

import contextlib
import imaplib
import socket
import ssl
import time
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, cast

from imapclient import IMAPClient
from imapclient.exceptions import CapabilityError, ProtocolError

from ingest.mailboxes.account import MailboxAccount, NoSecretError, Security, tls_context
from ingest.mailboxes.answers import USUAL_BODY, USUAL_SIZE, Record, UsualBody, UsualSize, grouped
from ingest.mailboxes.bounded import BoundedReader, FloodError, Incoming, keep_alive
from ingest.mailboxes.trouble import MailboxError, Trouble, trouble_of, trouble_of_refusal

if TYPE_CHECKING:
    from typing_extensions import Buffer

_CHUNK = 256 * 1024
_LONGEST_LINE = 32 * 1024 * 1024
"""Bytes of one line without literals: a SEARCH answer of four million messages. imaplib's own million would stop at 140,000."""
PIECE_BYTES = 512 * 1024
"""How much of an answer is taken from the line at a time, or one message if that is larger."""
_SMALL_ANSWER = 64 * 1024 * 1024
"""Bytes that the answer to any command may have that fetches no messages."""


class EncryptionError(Exception):
    """STARTTLS leads nowhere, or not to be trusted."""


class _Line(imaplib.IMAP4):
    """imaplib over a bounded socket, by the methods that it documents as overridable (and STARTTLS)."""

    def __init__(self, account: MailboxAccount, context: ssl.SSLContext | None, seconds: float) -> None:
        self._context = context if account.security is Security.TLS else None
        self._seconds = seconds
        super().__init__(account.host, account.port, seconds)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        del timeout
        self.host, self.port = host, port
        end = time.monotonic() + self._seconds
        self.sock = socket.create_connection((host, port), self._seconds)
        try:
            # imaplib writes a command in pieces: with Nagle's algorithm each one costs 40 ms against Cyrus and pymap.
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            keep_alive(self.sock)
            if self._context is not None:
                self.sock = self._wrapped(self._context)
            self._listen(end)
        except BaseException:
            self.sock.close()
            raise

    def _wrapped(self, context: ssl.SSLContext) -> socket.socket:
        # The handshake has one deadline for all of it: OpenSSL's reads share the time-out set here.
        self.sock.settimeout(self._seconds)
        return context.wrap_socket(self.sock, server_hostname=self.host)

    def _listen(self, end: float) -> None:
        self._bounded = BoundedReader(self.sock)
        self._bounded.limit(end - time.monotonic(), _SMALL_ANSWER)
        self._incoming = Incoming(self._bounded, _CHUNK)

    def begin(self, seconds: float, allowance: int) -> None:
        """Set the limits of the command that follows, and forget what earlier ones left behind."""
        self._bounded.limit(seconds, allowance)
        for kind in ("FETCH", "SEARCH", "LIST", "EXPUNGE"):
            self.untagged_responses.pop(kind, None)

    def send_command(self, name: str, *arguments: str) -> bytes:
        """Send a command without waiting for its answer; gives its tag."""
        return self._command(name, *arguments)

    def extend(self, seconds: float) -> None:
        """Let the command that is under way go on for so long from now."""
        self._bounded.deadline = time.monotonic() + seconds

    def read(self, size: int) -> bytes:
        if size > self._bounded.allowance + _CHUNK:
            # Before memory is set aside for it.
            raise FloodError(f"a literal of {size} bytes")
        data = self._incoming.take(size)
        if len(data) != size:
            raise self.abort("the connection ended within a message")
        return data

    def readline(self) -> bytes:
        line = self._incoming.take_line(_LONGEST_LINE + 1)
        if len(line) > _LONGEST_LINE:
            raise FloodError("a line without end")
        return line

    def usual_answers(self) -> Sequence[UsualBody | UsualSize]:
        """Take the answers to a FETCH that are here and have the form that nearly every server gives them."""
        bodies = self._incoming.take_answers(USUAL_BODY, b")\r\n")
        if bodies:
            return [UsualBody(uid, date, raw) for (uid, date), raw in bodies]
        return [
            UsualSize(uid or last, size or first) for uid, size, first, last in self._incoming.take_lines(USUAL_SIZE)
        ]

    def send(self, data: Buffer) -> None:
        self.sock.settimeout(self._bounded.left())
        self.sock.sendall(data)

    def shutdown(self) -> None:
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> tuple[Literal["OK"], list[None]]:
        assert ssl_context is not None
        kind, data = self._simple_command("STARTTLS")
        if kind != "OK":
            raise EncryptionError(f"STARTTLS is refused: {data!r}")
        if not self._incoming.is_empty:
            # Somebody on the way put them there, or the server reads commands across the handshake (CVE-2011-0411).
            raise EncryptionError("bytes between STARTTLS and the handshake")
        end = self._bounded.deadline
        self.sock = self._wrapped(ssl_context)
        self._listen(end)
        # Nothing that was said before the handshake is believed.
        self.untagged_responses.clear()
        self._tls_established = True
        self._get_capabilities()
        return "OK", [None]


class Answers:
    """The answers to one FETCH, taken from the line piece by piece, so that a whole mailbox is one stream and never all in memory."""

    def __init__(self, line: _Line, tag: bytes) -> None:
        self._line = line
        self._tag = tag
        self.refusal: str | None = None
        """After the last piece: the server's words if it said NO."""

    def __iter__(self) -> Iterator[list[Record]]:
        """Give whole answers, some hundred kilobytes at a time; what came before an error is given out before it is raised."""
        line = self._line
        records: list[Record] = []
        size = 0
        try:
            while line.tagged_commands[self._tag] is None:
                came: Sequence[Record] = line.usual_answers()
                if not came:
                    line._check_bye()
                    line._get_response()
                    came = line.untagged_responses.pop("FETCH", [])
                records += came
                # What is last of a tuple is a literal, a body or a size, none of them short of its weight.
                size += sum(len(record[-1] if isinstance(record, tuple) else record or b"") for record in came)
                if size >= PIECE_BYTES:
                    yield records
                    records, size = [], 0
        except Exception:
            if records:
                yield records
            raise
        kind, data = cast("tuple[str, list[bytes]]", line.tagged_commands.pop(self._tag))
        if records:
            yield records
        if kind == "BAD":
            raise line.error(f"FETCH command error: BAD {data!r}")
        if kind != "OK":
            self.refusal = b" ".join(data).decode("utf-8", "replace")


class Client(IMAPClient):
    """`imapclient` over a bounded line."""

    _imap: _Line

    def __init__(self, account: MailboxAccount, context: ssl.SSLContext | None, seconds: float) -> None:
        self._account = account
        self._context = context
        self._seconds = seconds
        super().__init__(account.host, account.port, ssl=False)
        # imapclient asks imaplib for logs on level 5 and drops them: seven eighths of the time of a fetch go into `%r` of bodies.
        self._imap.debug = 0
        self.normalise_times = False

    def _create_IMAP4(self) -> _Line:  # noqa: N802 # pyright: ignore[reportIncompatibleMethodOverride] - a fourth kind of line
        return _Line(self._account, self._context, self._seconds)

    def _set_read_timeout(self) -> None:
        """Leave the time-outs to the bounded line."""

    def begin(self, seconds: float, allowance: int = _SMALL_ANSWER) -> None:
        """Set the limits of the command that follows."""
        self._imap.begin(seconds, allowance)

    def uid_search(self, criteria: str) -> tuple[str, list[Record]]:
        """Send a UID SEARCH in one write and give its status with what came untagged, unparsed."""
        return self._imap.uid("SEARCH", criteria)

    def uid_fetch(self, *arguments: str) -> Answers:
        """Send a UID FETCH and give its answers as they come."""
        return Answers(self._imap, self._imap.send_command("UID", "FETCH", *arguments))

    def extend(self, seconds: float) -> None:
        """Give the command that is under way this time from now on."""
        self._imap.extend(seconds)

    def special_folders(self) -> list[tuple[tuple[bytes, ...], bytes, str]]:
        r"""List the folders with a special use (RFC 6154), or all of them where the server cannot choose.

        A line that makes no sense is passed over, unless it is about \Junk: one oddly named folder must not hide the others.
        """
        kind, data = "NO", []
        if self.has_capability("SPECIAL-USE"):
            kind, data = self._imap._simple_command("LIST", "(SPECIAL-USE)", '""', '"*"')
        if kind != "OK":
            kind, data = self._imap._simple_command("LIST", '""', '"*"')
        if kind != "OK":
            raise imaplib.IMAP4.error(f"LIST failed: {data!r}")
        _, records = self._imap._untagged_response(kind, data, "LIST")
        found: list[tuple[tuple[bytes, ...], bytes, str]] = []
        for line in grouped(records):
            try:
                found += self._proc_folder_list(line)
            except (ProtocolError, ValueError, LookupError, TypeError):
                if b"\\junk" in repr(line).lower().encode():
                    raise
        return found


def connect(account: MailboxAccount) -> Client:
    """Connect, encrypt and log in; raises `MailboxError`."""
    context = None
    if account.security is not Security.PLAIN:
        context = tls_context(account.ca_file, where=account.where, kind=MailboxError)
    with telling(account, "greeting"):
        client = Client(account, context, account.timeout)
    try:
        if account.security is Security.STARTTLS:
            _encrypt(client, account, context)
        _log_in(client, account)
    except BaseException:
        drop(client)
        raise
    return client


def drop(client: Client) -> None:
    """Close a connection without a word: one that is broken, or in a state that nobody knows."""
    with contextlib.suppress(Exception):
        client.shutdown()


def _encrypt(client: Client, account: MailboxAccount, context: ssl.SSLContext | None) -> None:
    with telling(account, "STARTTLS"):
        client.begin(account.timeout)
        if client._imap.state != "NONAUTH":
            # PREAUTH would make STARTTLS impossible: the classic downgrade (CVE-2020-12398 and others).
            raise MailboxError(Trouble.NOT_ENCRYPTED, where=account.where, detail="the server logs in before STARTTLS")
        try:
            client.starttls(context)
        except CapabilityError as error:
            raise MailboxError(
                Trouble.NOT_ENCRYPTED, where=account.where, detail="the server offers no STARTTLS"
            ) from error


def _log_in(client: Client, account: MailboxAccount) -> None:
    if client._imap.state != "NONAUTH":
        detail = "it logs in by itself (PREAUTH), nobody knows as whom"
        raise MailboxError(Trouble.PROTOCOL, where=account.where, detail=detail)
    credentials = account.credentials
    try:
        secret = credentials.secret()
    except NoSecretError as error:
        raise MailboxError(Trouble.NO_SECRET, where=account.where, detail=str(error)) from error
    with telling(account, "login", secrets=(secret,)):
        client.begin(account.timeout)
        try:
            if credentials.is_token:
                client.oauth2_login(credentials.username, secret)
            elif _can_be_quoted(credentials.username, secret) and not client.has_capability("LOGINDISABLED"):
                client.login(credentials.username, secret)
            else:
                client.plain_login(credentials.username, secret)
        except imaplib.IMAP4.error as error:
            raise _login_trouble(account, error, secret) from None
        # Capabilities change at login (Dovecot and Gmail then offer more).
        client.begin(account.timeout)
        client.capabilities()


def _can_be_quoted(username: str, password: str) -> bool:
    """Whether LOGIN can carry both: imaplib leaves the name as it is, and knows nothing but ASCII. Else AUTHENTICATE PLAIN does."""
    return password.isascii() and username.isascii() and not any(letter in '(){ %*"\\]' for letter in username)


def _login_trouble(account: MailboxAccount, error: Exception, secret: str) -> MailboxError:
    # imapclient makes every failure a LoginError, a broken connection too: the reason is the exception below.
    cause = error.__context__ or error
    text = _words(cause)
    if isinstance(cause, imaplib.IMAP4.abort) and "BYE" not in text:
        trouble = trouble_of_refusal(text, Trouble.LINE_LOST)
    else:
        trouble = trouble_of_refusal(text, Trouble.LOGIN_REFUSED)
    return MailboxError(trouble, where=account.where, detail=text, secrets=(secret,))


def _words(error: BaseException) -> str:
    """Give what an exception says; imaplib's may hold the server's words as bytes."""
    first = error.args[0] if error.args else ""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(error)


@contextlib.contextmanager
def telling(account: MailboxAccount, command: str, secrets: tuple[str, ...] = ()) -> Generator[None]:
    """Turn whatever the libraries raise on a server's behalf into a `MailboxError`. Order: the narrower class first."""

    def told(trouble: Trouble, error: BaseException) -> MailboxError:
        return MailboxError(trouble, where=account.where, detail=f"{command}: {_words(error)}", secrets=secrets)

    try:
        yield
    except MailboxError:
        raise
    except (FloodError, EncryptionError) as error:
        kind = Trouble.NOT_ENCRYPTED if isinstance(error, EncryptionError) else Trouble.PROTOCOL
        raise told(kind, error) from error
    except imaplib.IMAP4.abort as error:
        # imaplib wraps what fails while it sends: the reason is the exception below.
        cause = error.__context__
        trouble = trouble_of(cause) if isinstance(cause, OSError) else Trouble.LINE_LOST
        raise told(trouble_of_refusal(_words(error), trouble), error) from error
    except imaplib.IMAP4.error as error:
        raise told(trouble_of_refusal(_words(error), Trouble.PROTOCOL), error) from error
    except OSError as error:
        raise told(trouble_of(error), error) from error
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError, RecursionError) as error:
        # What the libraries' parsers raise on answers that they never thought of.
        raise told(Trouble.PROTOCOL, error) from error
