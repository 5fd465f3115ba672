"""A private Dovecot 2.3: IMAP in the clear and with STARTTLS, IMAPS, LMTP, and the login service that Postfix asks.

Runs as root (mail belongs to `nobody`) and as an ordinary user. Package on Debian: dovecot-imapd dovecot-lmtpd.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import grp
import os
import shutil
import subprocess
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from ingest.mailboxes import Credentials, MailboxAccount, Security
from tests.servers.processes import LOOPBACK, Certificates, find, free_ports, greets, is_root, start, stop, wait_for

PASSWORD = "mật-khẩu thử"
"""With a blank and letters beyond ASCII, as people choose them."""

_USERS = 1000
"""Made at the start: Dovecot looks for changes in the file of users once a second at most."""

_CONFIGURATION = """
base_dir = {run}
state_dir = {run}
instance_name = dondoc-{imap}
log_path = {log}
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login {mechanisms}
auth_failure_delay = 0
default_login_user = {login_user}
default_internal_user = {internal_user}
default_internal_group = {internal_group}
first_valid_uid = 1
first_valid_gid = 1
mail_uid = {mail_user}
mail_gid = {mail_group}
mail_location = maildir:~/Maildir
mailbox_list_index = yes
mail_max_userip_connections = {connections}
maildir_very_dirty_syncs = yes
mail_fsync = never
default_vsz_limit = 1G
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {users}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={mail}/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox "Th\u01b0 r\u00e1c" {{
    auto = create
    special_use = \\Junk
  }}
  mailbox Junk {{
    auto = create
  }}
}}
service anvil {{
  chroot =
  # Else one wrong password makes every later login from this machine wait.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot = {chroot}
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  postmaster_address = postmaster@mongcai.example
}}
"""


@dataclass(slots=True, kw_only=True)
class Dovecot:
    """A running server. Mail is put into it as another client would, by APPEND, with the arrival that a test wants."""

    directory: Path
    certificates: Certificates
    imap: int
    imaps: int
    lmtp: int
    auth: int
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, _USERS + 1)), repr=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def new_user(self) -> str:
        """Give the address of an account that no other test uses, with empty folders. Its password is `PASSWORD`."""
        return _address(next(self._numbers))

    def account(self, address: str | None = None, *, name: str = "government", **changes: Any) -> MailboxAccount:
        """Describe an account (a new one if none is named) as an office would; over IMAPS unless `security` says otherwise."""
        address = address or self.new_user()
        security = changes.get("security", Security.TLS)
        values: dict[str, Any] = {
            "name": name,
            "address": address,
            "host": "localhost",
            "port": self.imaps if security is Security.TLS else self.imap,
            "security": security,
            "credentials": Credentials(username=address, password=lambda: PASSWORD),
            "ca_file": self.certificates.ca,
            "timeout": 10.0,
        }
        return MailboxAccount(**(values | changes))

    @contextlib.contextmanager
    def client(self, address: str) -> Generator[IMAPClient]:
        """Log in as the clerk's own mail program does."""
        client = IMAPClient(LOOPBACK, self.imap, ssl=False, timeout=20)
        try:
            client.plain_login(address, PASSWORD)
            yield client
            client.logout()
        except BaseException:
            client.shutdown()
            raise

    def deliver(
        self, address: str, raw: bytes | Iterable[bytes], *, at: dt.datetime | None = None, folder: str = "INBOX"
    ) -> None:
        """Put messages into a folder, in this order, all arrived `at` (aware; now if not given)."""
        date = None if at is None else at
        with self.client(address) as client:
            for message in (raw,) if isinstance(raw, bytes) else raw:
                client.append(folder, message, msg_time=date)

    def folder_path(self, address: str, folder: str = "INBOX") -> Path:
        """Give the Maildir of a folder."""
        home = self.directory / "mail" / address / "Maildir"
        return home if folder == "INBOX" else home / f".{folder}"

    def start(self, *, certificate: Path | None = None, connections: int = 100, mechanisms: str = "") -> None:
        """Start it with this certificate and wait until it greets."""
        program = find("dovecot")
        assert program is not None
        root = is_root()
        mail = self.directory / "mail"
        for each in (self.directory / "run", mail):
            each.mkdir(exist_ok=True)
        users = "".join(f"{_address(number)}:{{PLAIN}}{PASSWORD}::::::\n" for number in range(1, _USERS + 1))
        (self.directory / "users").write_text(users)
        me, my_group = getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
        if root:
            shutil.chown(mail, "nobody", "nogroup")
        configuration = self.directory / "dovecot.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                run=self.directory / "run",
                log=self.directory / "dovecot.log",
                certificate=certificate or self.certificates.server,
                key=self.certificates.key,
                mechanisms=mechanisms,
                connections=connections,
                users=self.directory / "users",
                mail=mail,
                login_user="dovenull" if root else me,
                internal_user="dovecot" if root else me,
                internal_group="dovecot" if root else my_group,
                mail_user="nobody" if root else me,
                mail_group="nogroup" if root else my_group,
                chroot="login" if root else "",
                imap=self.imap,
                imaps=self.imaps,
                lmtp=self.lmtp,
                auth=self.auth,
            )
        )
        process = start([program, "-F", "-c", str(configuration)], self.directory / "start.log")
        self._process = process
        try:
            wait_for(lambda: greets(self.imap, b"* OK"), process, self.directory / "start.log")
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop it; its mail stays."""
        process, self._process = self._process, None
        if process is not None:
            stop(process)


def _address(number: int) -> str:
    return f"user{number}@mongcai.example"


def make_dovecot(directory: Path, certificates: Certificates) -> Dovecot:
    """Describe a server in this directory on free ports, not yet started."""
    imap, imaps, lmtp, auth = free_ports(4)
    return Dovecot(directory=directory, certificates=certificates, imap=imap, imaps=imaps, lmtp=lmtp, auth=auth)


def flags_of(client: IMAPClient, folder: str = "INBOX") -> dict[int, set[bytes]]:
    r"""Read the flags of every message in a folder by UID, changing none; \Recent, which no client can keep, left out."""
    client.select_folder(folder, readonly=True)
    answer: dict[int, tuple[bytes, ...]] = client.get_flags(client.search())  # pyright: ignore[reportAssignmentType]
    return {uid: set(flags) - {b"\\Recent"} for uid, flags in answer.items()}
