"""The corpus in pytest: a reader for the session, and the table by category at the end of the output.

Several processes may share the tests of a run; what they found stands in one file, a line a mail.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.mails.expect import Comparison, Reader, table

_FILE = pytest.StashKey[Path]()
_INPUT = "comparisons"


class Comparisons:
    """What was found so far, by any process of the run."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, comparison: Comparison) -> None:
        """Add a mail's comparison: a line in one write, so that no process writes into another's."""
        with self._file.open("ab", buffering=0) as file:
            file.write(msgspec.json.encode(comparison) + b"\n")

    def all(self) -> dict[str, Comparison]:
        """Give them by the name of the mail."""
        lines = self._file.read_bytes().splitlines() if self._file.exists() else []
        found = (msgspec.json.decode(line, type=Comparison) for line in lines)
        return {comparison.name: comparison for comparison in found}


@pytest.fixture(scope="session")
def mail_reader() -> Iterator[Reader]:
    """Read as `dondoc extract` does, in one process for all mails."""
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def comparisons(request: pytest.FixtureRequest) -> Comparisons:
    """Collect what the table shows."""
    return Comparisons(request.config.stash[_FILE])


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's file, or take it from the process that started this one."""
    given: dict[str, Any] | None = getattr(config, "workerinput", None)
    if given is not None:
        config.stash[_FILE] = Path(given[_INPUT])
        return
    folder = Path(tempfile.mkdtemp(prefix="dd-corpus-"))
    config.add_cleanup(lambda: shutil.rmtree(folder))
    config.stash[_FILE] = folder / "comparisons"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process that shares the tests where the file is (pytest-xdist)."""
    node.workerinput[_INPUT] = str(node.config.stash[_FILE])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table of the mails that ran."""
    found = Comparisons(config.stash[_FILE]).all()
    if found:
        terminalreporter.section("the corpus of mails")
        for line in table(list(found.values())):
            terminalreporter.line(line)
