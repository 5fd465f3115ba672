"""Where a mail server is and how to log in: shared by reading (IMAP) and sending (SMTP)."""

from __future__ import annotations

import enum
import ipaddress
import re
import shlex
import ssl
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.mailboxes.trouble import LineError, Trouble

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
"""What names of environment variables look like."""


class Security(enum.StrEnum):
    """How a line is encrypted. None of them ever falls back to a weaker one."""

    TLS = "tls"
    """From the first byte on."""
    STARTTLS = "starttls"
    PLAIN = "plain"
    """Not at all: on loopback alone, unless it is forced."""


class NoSecretError(Exception):
    """There is no password or token; the message says why and holds no secret."""


_TOKEN_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A user name and the way to its secret, which is asked for at each login and never kept, shown or logged.

    Either `password` (asked at login, so that a changed file or rotated password needs no restart) or `token_command`, which prints
    an OAuth 2 access token for the XOAUTH2 mechanism. A command given as text is split like a shell would, but no shell runs it.
    """

    username: str
    password: Callable[[], str] | None = field(default=None, repr=False)
    token_command: str | Sequence[str] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Guard that there is exactly one way to a secret, and no line break in the name."""
        if (self.password is None) == (self.token_command is None):
            raise ValueError("give either a password or a token command")
        if not self.username.isprintable():
            raise ValueError("a user name has printable characters only")

    @property
    def is_token(self) -> bool:
        """Whether the secret is an access token."""
        return self.token_command is not None

    def secret(self) -> str:
        """Get the password or token; raises `NoSecretError`."""
        secret = self._password() if self.password is not None else self._token()
        if not secret:
            raise NoSecretError("it is empty")
        if not secret.isprintable():
            raise NoSecretError("it holds a line break or another control character")
        return secret

    def _password(self) -> str:
        assert self.password is not None
        try:
            return self.password()
        except OSError as error:
            raise NoSecretError(f"{error.filename or 'the file'}: {error.strerror}") from error
        except LookupError as error:
            name = str(error.args[0]) if error.args else ""
            # Whoever wrote the password itself where its variable's name belongs must not read it in a log.
            raise NoSecretError(f"{name if _VARIABLE.fullmatch(name) else 'its variable'} is not set") from error

    def _token(self) -> str:
        assert self.token_command is not None
        command = shlex.split(self.token_command) if isinstance(self.token_command, str) else list(self.token_command)
        try:
            done = subprocess.run(  # noqa: S603 - the office's own command, from its configuration
                command, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=_TOKEN_SECONDS
            )
        except subprocess.TimeoutExpired:
            # From None: the exception would carry the command's output.
            raise NoSecretError(f"the token command took longer than {_TOKEN_SECONDS:.0f} s") from None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a command"
            raise NoSecretError(f"the token command cannot run: {reason}") from None
        if done.returncode:
            raise NoSecretError(f"the token command ended with status {done.returncode}")
        return done.stdout.decode("utf-8", "replace").strip()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its very name or number; names that must be looked up are not."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_line(*, host: str, port: int, security: Security, insecure: bool) -> None:
    """Refuse by ValueError what no line may be: a password in the clear over a network, a port that is none."""
    if not host or not host.isprintable() or " " in host:
        raise ValueError(f"not a host: {host!r}")
    if not 0 < port < 65536:
        raise ValueError(f"not a port: {port}")
    if security is Security.PLAIN and not insecure and not is_loopback(host):
        raise ValueError(f"security = plain is for this machine alone, not for {host}: use tls or starttls")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxAccount:
    """One mailbox of the office, and how to reach it."""

    name: str
    """The office's word for it, kept with every message: `government`, `gmail`."""
    address: str
    host: str
    port: int
    security: Security = Security.TLS
    credentials: Credentials
    folders: tuple[str, ...] = ("INBOX",)
    junk: bool = True
    r"""Whether the folder that the server marks as \Junk (RFC 6154) is read too."""
    ca_file: Path | None = None
    """PEM of the only authorities believed for this server; None: those of the system."""
    timeout: float = 60.0
    """Seconds for one command; those that fetch get more by their size."""
    insecure: bool = False
    """Allows `plain` over a network."""

    def __post_init__(self) -> None:
        """Guard against passwords in the clear and folder names that would break a command line."""
        check_line(host=self.host, port=self.port, security=self.security, insecure=self.insecure)
        if not self.folders and not self.junk:
            raise ValueError("no folder to read")
        for folder in self.folders:
            if not folder or not folder.isprintable():
                raise ValueError(f"not a folder's name: {folder!r}")

    @property
    def where(self) -> str:
        """Name it for messages."""
        return f"{self.name} ({self.host}:{self.port})"


def tls_context(ca_file: Path | None, *, where: str, kind: type[LineError] = LineError) -> ssl.SSLContext:
    """Make a context that verifies chain and name, always; raises `kind` where the file of authorities cannot be used."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise kind(Trouble.CERTIFICATE_UNKNOWN, where=where, detail=f"ca_file {ca_file}: {error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
