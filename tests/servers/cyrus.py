"""Cyrus IMAP, run from a folder into which its packages were unpacked: beside Dovecot's they cannot be installed.

`make test` unpacks them into `.cyrus`. It replaces raw 8-bit letters in headers by `X`, refuses NUL, and needs root or its own user.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path

from tests.servers.processes import free_ports, greets, is_root, short_directory, stop, unavailable, wait_for
from tests.servers.pymap_server import Pymap

UNPACKED = Path(__file__).parents[2] / ".cyrus"
_FOLDERS = ("conf", "conf/db", "conf/proc", "conf/socket", "conf/lock", "conf/log", "conf/msg", "conf/user", "spool")
_SETTINGS = """\
configdirectory: {at}/conf
partition-default: {at}/spool
defaultpartition: default
cyrus_user: nobody
admins: admin
servername: localhost
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {at}/sasldb2
sasl_mech_list: PLAIN LOGIN
autocreate_quota: 0
unixhierarchysep: yes
altnamespace: yes
"""
_SERVICES = """\
START {{
}}
SERVICES {{
  imap cmd="{program} -U 30 -C {at}/imapd.conf" listen="127.0.0.1:{port}" prefork=0
}}
EVENTS {{
}}
"""


@contextlib.contextmanager
def cyrus_server() -> Generator[Pymap]:
    """Run it with one account."""
    if not (UNPACKED / "ready").exists():
        unavailable("Cyrus is not unpacked: make test does that, .ci/unpacked")
    if not is_root():
        unavailable("Cyrus can only be started by root")
    programs = UNPACKED / "usr/lib/cyrus/bin"
    libraries = sorted({str(path.parent) for path in UNPACKED.rglob("*.so*")})
    environment = os.environ | {"LD_LIBRARY_PATH": ":".join(libraries)}
    (port,) = free_ports(1)
    with short_directory("dd-cyrus-") as at:
        for name in _FOLDERS:
            (at / name).mkdir()
        (at / "imapd.conf").write_text(_SETTINGS.format(at=at))
        (at / "cyrus.conf").write_text(_SERVICES.format(at=at, port=port, program=programs / "imapd"))
        subprocess.run(
            [UNPACKED / "usr/sbin/saslpasswd2", "-p", "-c", "-f", at / "sasldb2", "-u", "localhost", "gmail"],
            input=b"secret",
            env=environment,
            check=True,
        )
        for path in (at, *at.rglob("*")):
            shutil.chown(path, "nobody", "nogroup")
        log = at / "log"
        command = [programs / "master", "-C", at / "imapd.conf", "-M", at / "cyrus.conf", "-p", at / "master.pid"]
        with log.open("wb") as words:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                env=environment,
                start_new_session=True,
            )
        try:
            wait_for(lambda: greets(port, b"* OK"), process, log)
            yield Pymap(port=port, user="gmail", password="secret")
        finally:
            stop(process)
