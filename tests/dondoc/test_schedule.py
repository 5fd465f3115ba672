"""`dondoc run` does rounds until it is told to stop, and finishes the one under way."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tests.dondoc.office import Office, open_office
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office of one unit whose campaign starts today, with a round every second."""
    today = dt.datetime.now(dt.UTC).date()  # noqa: TID251 (the worker reads the clock)
    with SmtpSink() as sink:
        office = open_office(
            tmp_path,
            dovecot,
            sink,
            changes={
                "starts = 2020-08-26": f"starts = {today}",
                "[storage]": '[worker]\npoll = "1s"\n\n[storage]',
            },
        )
        (tmp_path / "units.example.csv").write_text("id,name,addresses\nben-xe,Bến xe,ben-xe@mongcai.example\n")
        yield office


def wait_for(ready: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    for _ in range(200):
        if ready():
            return
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.1)
    raise AssertionError("nothing happened in 20 s")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_runs_until_it_is_told_to_stop(office: Office, number: signal.Signals):
    command = [sys.executable, "-m", "dondoc", "run", "--config", str(office.config)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        now = f"{dt.datetime.now(office.zone):%Y-%m-%dT%H:%M}"  # noqa: TID251
        office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần này.", when=now)
        wait_for(lambda: bool(office.letters(to="ben-xe@mongcai.example", subject="12")), process)
        process.send_signal(number)
        assert process.wait(15) == 0
        assert process.stderr is not None
        said = process.stderr.read()
    assert "dondoc has stopped" in said
    assert "Traceback" not in said
