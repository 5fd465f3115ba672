"""A PostgreSQL of the tests' own: a cluster in a directory, on a free port of loopback, stopped by its pid."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.servers.processes import LOOPBACK, free_ports, is_root, start, stop

USER = "postgres"
_NAMES = count(1)


def programs() -> Path | None:
    """Give the folder with `initdb` and `postgres`, the newest version's; Debian keeps it off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    on_path = shutil.which("postgres")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@dataclass(slots=True, kw_only=True)
class PostgreSQL:
    """A running server; `database()` gives the URL of a new, empty one."""

    directory: Path
    port: int
    process: subprocess.Popen[bytes] = field(repr=False)

    def database(self) -> str:
        """Make an empty database; give its SQLAlchemy URL."""
        import psycopg

        name = f"ledger{next(_NAMES)}"
        with psycopg.connect(f"host={LOOPBACK} port={self.port} user={USER} dbname=postgres", autocommit=True) as line:
            line.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")  # pyright: ignore[reportArgumentType, reportCallIssue]
        return f"postgresql+psycopg://{USER}@{LOOPBACK}:{self.port}/{name}"


def run_postgresql(directory: Path) -> Iterator[PostgreSQL]:
    """Make a cluster, run a server on it, stop it at the end. As root it runs as the user that Debian makes for it."""
    folder = programs()
    assert folder is not None
    (port,) = free_ports(1)
    as_user: list[str] = []
    if is_root():
        shutil.chown(directory, USER, USER)
        as_user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--"]
    data = directory / "data"
    made = [*as_user, str(folder / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "--no-sync", "--no-locale"]
    subprocess.run([*made, "-E", "UTF8"], check=True, capture_output=True, cwd=directory)
    runs = [*as_user, str(folder / "postgres"), "-D", str(data), "-p", str(port), "-h", LOOPBACK, "-k", "", "-F"]
    process = start(runs, directory / "log", directory)
    try:
        _wait(folder, port, process)
        yield PostgreSQL(directory=directory, port=port, process=process)
    finally:
        stop(process)


def _wait(folder: Path, port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        asked = subprocess.run(
            [folder / "pg_isready", "-h", LOOPBACK, "-p", str(port)], check=False, capture_output=True
        )
        if asked.returncode == 0:
            return
        assert process.poll() is None, "PostgreSQL ended; see its log"
        time.sleep(0.05)
    raise AssertionError("PostgreSQL did not become ready")
