"""The corpus in pytest: a reader for the session, and the table by category at the end of the output."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mails.expect import Comparison, Reader, table

_COMPARISONS = pytest.StashKey[dict[str, Comparison]]()


@pytest.fixture(scope="session")
def mail_reader() -> Iterator[Reader]:
    """Read as `dondoc extract` does, in one process for all mails."""
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def comparisons(request: pytest.FixtureRequest) -> dict[str, Comparison]:
    """Collect what the table shows."""
    return request.config.stash.setdefault(_COMPARISONS, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table of the mails that ran."""
    found = config.stash.get(_COMPARISONS, {})
    if found:
        terminalreporter.section("the corpus of mails")
        for line in table(list(found.values())):
            terminalreporter.line(line)
