"""A private Postfix instance beside a Dovecot: what units' and offices' mail servers are, with real bounces. Root only.

Mail for the addresses of `dovecot.new_user()` is delivered to Dovecot by LMTP; anything else under `.example` comes back as a real
delivery status notification, and nothing can leave the machine. Package on Debian: postfix.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.dovecot import Dovecot
from tests.servers.processes import find, free_ports, greets, start, stop, wait_for

_MAIN = """
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {home}/postfix.log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.mongcai.example
mydestination =
mynetworks = 127.0.0.1/32
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = mongcai.example
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = error:5.1.2 no delivery outside the test network
relay_transport = error:5.1.2 no delivery outside the test network
disable_dns_lookups = yes
smtp_host_lookup = native
lmtp_host_lookup = native
smtpd_peername_lookup = no
message_size_limit = 30000000
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
bounce_queue_lifetime = 0
maximal_queue_lifetime = 1h
minimal_backoff_time = 5s
queue_run_delay = 5s
import_environment = MAIL_CONFIG TZ
"""
_LOGIN = (
    "-o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes "
    "-o smtpd_recipient_restrictions=permit_sasl_authenticated,reject"
)
_MASTER = """
127.0.0.1:{submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt {login}
127.0.0.1:{submissions} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes {login}
127.0.0.1:{exchange} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
showq unix n - n - - showq
"""


@dataclass(slots=True, kw_only=True)
class Postfix:
    """A running server."""

    directory: Path
    dovecot: Dovecot
    submission: int
    """STARTTLS, with login as a user of Dovecot."""
    submissions: int
    """TLS from the first byte, with login."""
    exchange: int
    """Where other servers bring mail: no login."""
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Write its configuration, start it, and wait until it greets."""
        home = self.directory
        for name in ("etc", "etc/dynamicmaps.cf.d", "spool", "data"):
            (home / name).mkdir(exist_ok=True)
        shutil.chown(home / "data", "postfix")
        (home / "etc" / "main.cf").write_text(
            _MAIN.format(
                home=home,
                lmtp=self.dovecot.lmtp,
                auth=self.dovecot.auth,
                certificate=self.dovecot.certificates.server,
                key=self.dovecot.certificates.key,
            )
        )
        (home / "etc" / "master.cf").write_text(
            _MASTER.format(
                submission=self.submission, submissions=self.submissions, exchange=self.exchange, login=_LOGIN
            )
        )
        dynamic = Path("/etc/postfix/dynamicmaps.cf")
        if dynamic.exists():
            shutil.copy(dynamic, home / "etc")
        program = find("postfix")
        assert program is not None
        process = start([program, "-c", str(home / "etc"), "start-fg"], home / "start.log")
        self._process = process
        try:
            wait_for(lambda: greets(self.submission, b"220"), process, home / "postfix.log", 30)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop it."""
        process, self._process = self._process, None
        pid_file = self.directory / "spool" / "pid" / "master.pid"
        if pid_file.exists():
            # The master leaves the group of the process that was started.
            pid = int(pid_file.read_text())
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            end = time.monotonic() + 10
            while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
                time.sleep(0.02)
        if process is not None:
            stop(process)


def make_postfix(directory: Path, dovecot: Dovecot) -> Postfix:
    """Describe a server in this directory on free ports, not yet started."""
    submission, submissions, exchange = free_ports(3)
    return Postfix(
        directory=directory, dovecot=dovecot, submission=submission, submissions=submissions, exchange=exchange
    )
