"""Letters handed to the office's mail server, with what became of each by recipient.

The standard library's `smtplib` does the talking (aiosmtplib needs an event loop, and nothing here waits for two servers at once); on
top of it come one kept connection, an end to every wait, a login that takes any letters, and the difference between "refused",
"not now" and "nobody knows", on which it depends whether a letter is sent again.
"""

from __future__ import annotations

import base64
import contextlib
import email.message
import email.policy
import enum
import io
import re
import smtplib
import socket
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ingest.mailboxes.account import Credentials, NoSecretError, Security, check_line, tls_context
from ingest.mailboxes.bounded import BoundedReader, FloodError, keep_alive
from ingest.mailboxes.trouble import LineError, Trouble, printable, trouble_of, trouble_of_refusal

if TYPE_CHECKING:
    from typing_extensions import Buffer


class SmtpError(LineError):
    """Nothing can be sent now; no letter was handed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAccount:
    """The server that letters leave by."""

    host: str
    port: int
    security: Security = Security.TLS
    credentials: Credentials | None = None
    """None: the server wants no login."""
    from_address: str
    """The envelope's sender, to which bounces go; without a display name."""
    ca_file: Path | None = None
    """PEM of the only authorities believed for this server; None: those of the system."""
    timeout: float = 60.0
    """Seconds for one answer."""
    data_timeout: float = 300.0
    """Seconds for the answer to a whole letter: servers scan it first (RFC 5321 asks for ten minutes), and giving up too early
    means sending it twice."""
    insecure: bool = False
    """Allows `plain` over a network."""

    def __post_init__(self) -> None:
        """Guard against passwords in the clear and a sender that is no address."""
        check_line(host=self.host, port=self.port, security=self.security, insecure=self.insecure)
        if not is_sendable(self.from_address):
            raise ValueError(f"not an address: {self.from_address!r}")

    @property
    def where(self) -> str:
        """Name it for messages."""
        return f"SMTP ({self.host}:{self.port})"


class Outcome(enum.StrEnum):
    """What became of a letter for one recipient."""

    ACCEPTED = "accepted"
    """The server took it over."""
    REFUSED = "refused"
    """For good (5xx)."""
    LATER = "later"
    """Not now (4xx): greylisting, a full mailbox, a server in trouble."""
    UNKNOWN = "unknown"
    """The line broke while the letter was handed over: send it again, with the same Message-ID."""


class Stage(enum.StrEnum):
    """What an answer was about: a refused recipient is the unit's trouble, a refused sender or letter the office's."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What became of a letter for one recipient, in the server's words."""

    recipient: str
    outcome: Outcome
    stage: Stage
    code: int = 0
    """SMTP's; 0 where the server didn't say it."""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a letter, recipient by recipient in the order given."""

    handed: tuple[Handed, ...]

    def to(self, outcome: Outcome) -> tuple[str, ...]:
        """Give the recipients with this outcome."""
        return tuple(each.recipient for each in self.handed if each.outcome is outcome)

    @property
    def accepted(self) -> bool:
        """Whether the server took it over for every recipient."""
        return all(each.outcome is Outcome.ACCEPTED for each in self.handed)

    @property
    def refused_whole(self) -> bool:
        """Whether the server refused what the letter holds, or its size, whoever it was for."""
        return all(each.outcome is Outcome.REFUSED and each.stage is not Stage.RECIPIENT for each in self.handed)

    @property
    def to_repeat(self) -> tuple[str, ...]:
        """Give the recipients for whom it must be sent again later."""
        return (*self.to(Outcome.LATER), *self.to(Outcome.UNKNOWN))


# No SMTPUTF8: an address beyond ASCII has nowhere to go. Quoted local parts are left out, nobody's address book has them.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
# RFC 3463: too large for the mailbox, for the system.
_TOO_LARGE = re.compile(r"\b5\.(?:2\.3|3\.4)\b")
# Gmail's word for a quota that is used up: a refusal for good that is over tomorrow.
_QUOTA = re.compile(r"\b5\.4\.5\b")
_LONGEST_LINE = 998
# RFC 4954: authentication required, too weak, or encryption wanted for it.
_LOGIN_WANTED = frozenset({530, 534, 535, 538})
_ANSWER_BYTES = 256 * 1024
_SEND_BYTES_PER_SECOND = 16 * 1024


def is_sendable(address: str) -> bool:
    """Whether an address can stand in an SMTP envelope; anything else could also smuggle a command into it."""
    return _ADDRESS.fullmatch(address) is not None


def as_sent(message: email.message.EmailMessage) -> bytes:
    """Write a letter as it goes over any line: 7-bit, CRLF, lines within RFC 5322's 998 characters."""
    return message.as_bytes(policy=email.policy.SMTP.clone(cte_type="7bit"))


class Sender:
    """The one connection to the office's mail server, kept for several letters. Not for several threads at once."""

    def __init__(self, account: SmtpAccount) -> None:
        self.account = account
        self._line: _Line | None = None

    def __enter__(self) -> Self:
        """Give itself; it connects for the first letter."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Say goodbye and close the connection; never raises."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(Exception):
                line.begin(min(5.0, self.account.timeout))
                line.docmd("QUIT")
            line.close()

    def check(self) -> None:
        """Connect and log in, to see that both work. Raises `SmtpError`."""
        self._connected()

    def send(self, raw: bytes, *, recipients: Sequence[str], mail_from: str | None = None) -> Delivery:
        """Hand over one letter. Raises `SmtpError` if the server cannot be used: then nothing was handed over.

        Raises ValueError for a letter that is not 7-bit with CRLF line ends: make it by `as_sent`.
        """
        _check_letter(raw)
        envelope_from = self.account.from_address if mail_from is None else mail_from
        if envelope_from and not is_sendable(envelope_from):
            raise ValueError(f"not an address: {envelope_from!r}")
        known: dict[str, Handed] = {}
        wanted: list[str] = []
        for recipient in dict.fromkeys(recipients):
            if is_sendable(recipient):
                wanted.append(recipient)
            else:
                known[recipient] = _handed(recipient, Outcome.REFUSED, Stage.RECIPIENT, 0, "not an address")
        if wanted:
            known |= {each.recipient: each for each in self._hand_over(raw, envelope_from, wanted)}
        return Delivery(handed=tuple(known[recipient] for recipient in dict.fromkeys(recipients)))

    def _hand_over(self, raw: bytes, envelope_from: str, wanted: Sequence[str]) -> list[Handed]:
        line, answer = self._announce(raw, envelope_from)
        code, text = answer
        if code in _LOGIN_WANTED:
            self._drop()
            raise SmtpError(Trouble.LOGIN_REFUSED, where=self.account.where, detail=f"{code} {text}")
        if not 200 <= code < 300:
            return [_judged(recipient, Stage.SENDER, code, text) for recipient in wanted]
        handed: list[Handed] = []
        with self._telling():
            for recipient in wanted:
                code, text = line.answer(f"RCPT TO:<{recipient}>")
                handed.append(_judged(recipient, Stage.RECIPIENT, code, text))
        willing = [each.recipient for each in handed if each.outcome is Outcome.ACCEPTED]
        if not willing:
            with self._telling():
                line.answer("RSET")
            return handed
        done = {each.recipient: each for each in self._data(line, raw, willing)}
        return [done.get(each.recipient, each) for each in handed]

    def _announce(self, raw: bytes, envelope_from: str) -> tuple[_Line, tuple[int, str]]:
        """Say MAIL FROM; if the kept connection is dead by now, once more on a new one."""
        kept = self._line is not None
        for again in (kept, False):
            line = self._connected()
            size = f" SIZE={len(raw)}" if line.has_extn("size") else ""
            try:
                with self._telling():
                    return line, line.answer(f"MAIL FROM:<{envelope_from}>{size}")
            except SmtpError:
                if not again:
                    raise
        raise AssertionError

    def _data(self, line: _Line, raw: bytes, willing: Sequence[str]) -> list[Handed]:
        """Send the letter itself. From here on a broken line means that nobody knows."""
        try:
            with self._telling():
                line.begin(self.account.data_timeout, send_seconds=self._send_seconds(raw))
                code, words = _data_answer(line, raw)
        except SmtpError as error:
            return [_handed(each, Outcome.UNKNOWN, Stage.LETTER, 0, error.detail) for each in willing]
        if not 200 <= code < 300:
            # What state the line is in now (421, a refusal of DATA itself) is not worth finding out.
            self._drop()
        return [_judged(each, Stage.LETTER, code, words.decode("utf-8", "replace")) for each in willing]

    def _send_seconds(self, raw: bytes) -> float:
        return self.account.timeout + len(raw) / _SEND_BYTES_PER_SECOND

    def _connected(self) -> _Line:
        if self._line is None:
            with self._telling():
                self._line = _Line(self.account)
                self._line.open()
            self._log_in(self._line)
        return self._line

    def _log_in(self, line: _Line) -> None:
        credentials = self.account.credentials
        if credentials is None:
            return
        try:
            secret = credentials.secret()
        except NoSecretError as error:
            self._drop()
            raise SmtpError(Trouble.NO_SECRET, where=self.account.where, detail=str(error)) from error
        with self._telling(secret):
            code, text = _authenticate(line, credentials, secret)
        if code == 235:
            return
        self._drop()
        # RFC 4954: 4xx is the server's trouble (454 temporary failure), 5xx the login's; 432 wants a new password.
        passing = 400 <= code < 500 and code != 432
        trouble = trouble_of_refusal(text, Trouble.UNAVAILABLE if passing else Trouble.LOGIN_REFUSED)
        raise SmtpError(
            trouble,
            where=self.account.where,
            detail=f"{code} {text}",
            secrets=(secret, _coded(secret), _coded(f"\0{credentials.username}\0{secret}")),
        )

    @contextlib.contextmanager
    def _telling(self, *secrets: str) -> Generator[None]:
        """Turn whatever smtplib and the socket raise into `SmtpError`, and drop the connection."""
        try:
            yield
        except BaseException as error:
            self._drop()
            if isinstance(error, (smtplib.SMTPException, OSError, FloodError, _GoneError, ValueError)):
                trouble, detail = _trouble(error)
                raise SmtpError(trouble, where=self.account.where, detail=detail, secrets=secrets) from error
            raise

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


class _GoneError(Exception):
    """The server says 421: it closes the connection."""


class _WholeLines(io.BufferedReader):
    """A reader for which a line without its end is a broken connection: smtplib would take `25` for an answer, or `250` of `250-`."""

    def __init__(self, bounded: BoundedReader) -> None:
        self._bounded = bounded
        self._taken = 0
        super().__init__(bounded)

    @property
    def holds_more(self) -> bool:
        """Whether more came than was read: an answer to nothing, by which every later one would be taken for the wrong command's."""
        return self._bounded.received > self._taken

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(-1 if size is None else size)
        self._taken += len(line)
        if line and not line.endswith(b"\n") and len(line) != size:
            raise ConnectionResetError("the connection ended within an answer")
        return line


class _Line(smtplib.SMTP):
    """smtplib over a bounded socket: every answer and every sending has an end."""

    def __init__(self, account: SmtpAccount) -> None:
        self._account = account
        self._bounded: BoundedReader | None = None
        self._seconds = account.timeout
        self._send_seconds = account.timeout
        context = None
        if account.security is not Security.PLAIN:
            context = tls_context(account.ca_file, where=account.where, kind=SmtpError)
        self._context = context
        # Without a host it does not connect yet; the name for EHLO is set once the socket is there (looking it up may take long).
        super().__init__(local_hostname="localhost", timeout=account.timeout)

    def open(self) -> None:
        """Connect, greet and encrypt."""
        account = self._account
        self.begin(account.timeout)
        # smtplib verifies the certificate of STARTTLS for this name.
        self._host = account.host
        code, text = self.connect(account.host, account.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, text)
        self.ehlo_or_helo_if_needed()
        if account.security is Security.STARTTLS:
            try:
                self.starttls(context=self._context)
            except smtplib.SMTPResponseException as error:
                raise smtplib.SMTPNotSupportedError(f"STARTTLS is refused: {error.smtp_code}") from error
            # It forgets what was said before the handshake, and asks again.
            self.ehlo_or_helo_if_needed()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        sock = socket.create_connection((host, port), timeout)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            keep_alive(sock)
            own = sock.getsockname()[0]
            self.local_hostname = f"[IPv6:{own}]" if ":" in own else f"[{own}]"
            if self._account.security is Security.TLS:
                assert self._context is not None
                sock = self._context.wrap_socket(sock, server_hostname=host)
        except BaseException:
            sock.close()
            raise
        return sock

    def begin(self, seconds: float, send_seconds: float | None = None) -> None:
        """Set how long the next answer may take, and the sending before it."""
        self._seconds = seconds
        self._send_seconds = seconds if send_seconds is None else send_seconds

    def answer(self, command: str) -> tuple[int, str]:
        """Send one command and get its answer; raises `_GoneError` for 421."""
        self.begin(self._account.timeout)
        code, text = self.docmd(command)
        words = text.decode("utf-8", "replace")
        if code == 421:
            raise _GoneError(f"421 {words}")
        return code, words

    def send(self, s: Buffer | str) -> None:
        """Send within its time: smtplib's own leaves the time-out of the last read."""
        if isinstance(self.file, _WholeLines) and self.file.holds_more:
            raise smtplib.SMTPException("an answer that belongs to no command")
        if self.sock is not None:
            self.sock.settimeout(self._send_seconds)
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """Read one answer within its time."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the connection is closed")
        if self.file is None:
            self._bounded = BoundedReader(self.sock)
            self.file = _WholeLines(self._bounded)
        assert self._bounded is not None
        self._bounded.limit(self._seconds, _ANSWER_BYTES)
        return super().getreply()


def _data_answer(line: _Line, raw: bytes) -> tuple[int, bytes]:
    try:
        return line.data(raw)
    except smtplib.SMTPDataError as error:
        if error.smtp_code < 400:
            raise  # neither go on nor no: nobody knows what it takes the letter for
        # Refused before a byte of the letter was sent.
        words = error.smtp_error
        return error.smtp_code, words if isinstance(words, bytes) else words.encode()


def _authenticate(line: _Line, credentials: Credentials, secret: str) -> tuple[int, str]:
    """Log in. smtplib's own knows no XOAUTH2, and fails on a password beyond ASCII.

    PLAIN before LOGIN: it is the standard one and takes one round trip; LOGIN is for old Exchange.
    """
    offered = line.esmtp_features.get("auth", "").upper().split()
    name = credentials.username
    if credentials.is_token:
        code, text = line.answer("AUTH XOAUTH2 " + _coded(f"user={name}\1auth=Bearer {secret}\1\1"))
        # The server explains its refusal and waits for an empty line.
        return line.answer("") if code == 334 else (code, text)
    if "PLAIN" in offered:
        return line.answer("AUTH PLAIN " + _coded(f"\0{name}\0{secret}"))
    if "LOGIN" in offered:
        code, text = line.answer("AUTH LOGIN")
        for word in (name, secret):
            if code != 334:
                break
            code, text = line.answer(_coded(word))
        return code, text
    return 504, f"the server offers no login that is known here, but {' '.join(offered) or 'none'}"


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _check_letter(raw: bytes) -> None:
    if not raw.isascii():
        raise ValueError("a letter is 7-bit: write it by as_sent()")
    lines = raw.split(b"\r\n")
    if any(b"\n" in line or b"\r" in line or len(line) > _LONGEST_LINE for line in lines):
        raise ValueError("a letter has CRLF line ends and lines of at most 998 characters: write it by as_sent()")


def _judged(recipient: str, stage: Stage, code: int, text: str) -> Handed:
    if 200 <= code < 300:
        outcome = Outcome.ACCEPTED
    elif 500 <= code < 600:
        outcome = Outcome.LATER if _is_about_us(stage, code, text) else Outcome.REFUSED
    elif 400 <= code < 500 or stage is not Stage.LETTER:
        # What is no code at all may mean anything: to try later is the harmless reading.
        outcome = Outcome.LATER
    else:
        outcome = Outcome.UNKNOWN
    return _handed(recipient, outcome, stage, code, text)


def _is_about_us(stage: Stage, code: int, text: str) -> bool:
    """Whether a refusal for good speaks of the office's account: then somebody mends that, and the letter is still owed."""
    of_size = code == 552 or _TOO_LARGE.search(text) is not None
    return _QUOTA.search(text) is not None or (stage is Stage.SENDER and not of_size)


def _handed(recipient: str, outcome: Outcome, stage: Stage, code: int, text: str) -> Handed:
    return Handed(recipient=recipient, outcome=outcome, stage=stage, code=max(code, 0), text=printable(text))


def _trouble(error: BaseException) -> tuple[Trouble, str]:
    """Find what an exception means. Order: the narrower class first; smtplib's are OSErrors too."""
    match error:
        case smtplib.SMTPNotSupportedError():
            return Trouble.NOT_ENCRYPTED, str(error)
        case smtplib.SMTPResponseException():
            words = error.smtp_error
            text = f"{error.smtp_code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
            return trouble_of_refusal(text, Trouble.UNAVAILABLE), text
        case _GoneError():
            return trouble_of_refusal(str(error), Trouble.UNAVAILABLE), str(error)
        case smtplib.SMTPServerDisconnected():
            # smtplib wraps what fails while it reads: the reason is the exception below.
            cause = error.__context__
            return (trouble_of(cause) if isinstance(cause, OSError) else Trouble.LINE_LOST), str(error)
        case smtplib.SMTPException() | FloodError():
            return Trouble.PROTOCOL, str(error)
        case _:
            # A refused certificate is an OSError and a ValueError.
            return trouble_of(error), str(error)
