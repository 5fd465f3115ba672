"""Servers as fixtures: one of each kind for a whole run of tests, an account of its own for each test."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.servers.dovecot import Dovecot, make_dovecot
from tests.servers.postfix import Postfix, make_postfix
from tests.servers.postgresql import PostgreSQL, programs, run_postgresql
from tests.servers.processes import Certificates, find, is_root, make_certificates, short_directory, unavailable
from tests.servers.smtp_sink import SmtpSink


def needs(*programs: str) -> None:
    """Skip a test whose server is not installed; fail it on the machine that must have all of them."""
    missing = [program for program in programs if find(program) is None]
    if not missing:
        return
    unavailable(f"not installed: {', '.join(missing)}")


@pytest.fixture(scope="session")
def certificates() -> Generator[Certificates]:
    """Certificates of an authority of one's own, good, expired, and for another host."""
    needs("openssl")
    with short_directory("dd-ca-") as directory:
        yield make_certificates(directory)


@pytest.fixture(scope="session")
def dovecot(certificates: Certificates) -> Generator[Dovecot]:
    """One Dovecot for all tests; make accounts with `dovecot.account()`."""
    needs("dovecot")
    with short_directory("dd-imap-") as directory:
        server = make_dovecot(directory, certificates)
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot) -> Generator[Postfix]:
    """One Postfix for all tests, which delivers to `dovecot`'s users; root only."""
    needs("postfix")
    if not is_root():
        unavailable("Postfix can only be started by root")
    with short_directory("dd-smtp-") as directory:
        server = make_postfix(directory, dovecot)
        server.start()
        yield server
        server.stop()


@pytest.fixture
def smtp_sink() -> Generator[SmtpSink]:
    """A server in the clear and without login that keeps what it gets."""
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def postgresql() -> Generator[PostgreSQL]:
    """One PostgreSQL for all tests; make databases with `postgresql.database()`."""
    if programs() is None:
        needs("postgres")
    with short_directory("dd-pg-") as directory:
        yield from run_postgresql(directory)
