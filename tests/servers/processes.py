"""Ports, directories, certificates and processes for servers in tests."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

LOOPBACK = "127.0.0.1"


class ServerError(Exception):
    """A server did not come up; the message holds the end of its log."""


def free_ports(count: int) -> tuple[int, ...]:
    """Find ports on loopback that nobody listens on.

    They stay free until a server takes them: below 32768 the system gives none to connections that go out, and each of the processes
    that share a run's tests (pytest-xdist) has ports of its own.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    mine = range(20_000 + worker, 32_000, workers)
    shuffled = random.SystemRandom().sample(mine, len(mine))
    return tuple(itertools.islice(filter(_is_free, shuffled), count))


def _is_free(port: int) -> bool:
    with socket.socket() as line:
        try:
            line.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


@contextlib.contextmanager
def short_directory(prefix: str) -> Generator[Path]:
    """Make a directory that servers can use: short for unix sockets (108 bytes), and open for users that a server turns into."""
    directory = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    directory.chmod(0o755)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def wait_for(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, seconds: float = 15.0) -> None:
    """Wait until a server is ready; raises `ServerError` with its last words if it ends or takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        if ready():
            return
        time.sleep(0.02)
    words = log.read_text(errors="replace")[-2000:] if log.exists() else "no log"
    raise ServerError(f"{process.args!r} is not ready (status {process.poll()}): {words}")


def greets(port: int, greeting: bytes) -> bool:
    """Whether a server on this port begins as its protocol does."""
    with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=2) as line:
        line.settimeout(5)
        return line.recv(512).startswith(greeting)
    return False


def start(command: Sequence[str], log: Path, directory: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a server as the head of a process group of its own, with what it says in a log."""
    with log.open("wb") as words:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
            cwd=directory or log.parent,
        )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server that was started here with all its children: Dovecot's go on serving those who are logged in."""
    if process.poll() is None:
        process.terminate()
    # The group is named by the process that was started, so that it can be nobody else's.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """An authority of one's own and certificates for `localhost` and 127.0.0.1, as PEM files."""

    ca: Path
    other_ca: Path
    """An authority that signed none of them."""
    server: Path
    key: Path
    expired: Path
    """For the same key, and no longer valid."""
    wrong_host: Path
    """For the same key, and another host."""


def make_certificates(directory: Path) -> Certificates:
    """Make them with openssl; valid from a day ago."""

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)

    def authority(name: str) -> None:
        openssl(
            *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650"),
            *("-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem"),
            *("-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        )

    def certificate(name: str, host: str, *dates: str) -> None:
        (directory / f"{name}.ext").write_text(
            f"subjectAltName={host}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n"
            "authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n"
        )
        openssl("req", "-new", "-key", "server.key", "-subj", f"/CN={name}", "-out", f"{name}.csr")
        openssl(
            *("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"),
            *("-extfile", f"{name}.ext", "-out", f"{name}.pem", *dates),
        )

    authority("ca")
    authority("other")
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "server.key")
    certificate("server", "DNS:localhost,IP:127.0.0.1", "-days", "3650")
    certificate("wrong", "DNS:elsewhere.example", "-days", "3650")
    certificate("expired", "DNS:localhost,IP:127.0.0.1", "-days", "-1")
    # Read as root by some servers and as an ordinary user by others.
    (directory / "server.key").chmod(0o644)
    names = {name: directory / f"{name}.pem" for name in ("ca", "other", "server", "wrong", "expired")}
    return Certificates(
        ca=names["ca"],
        other_ca=names["other"],
        server=names["server"],
        key=directory / "server.key",
        expired=names["expired"],
        wrong_host=names["wrong"],
    )


def unavailable(message: str) -> NoReturn:
    """Skip a test whose server this machine has not; fail it on the machine that must have all of them."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def is_root() -> bool:
    return os.geteuid() == 0


def find(program: str) -> str | None:
    """Find a server's program, also where ordinary users don't look."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin:/sbin")
