"""Metrics for Prometheus: scraped from a running worker, written as a text file, and not there unless they are asked for."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dondoc.command_line import main
from dondoc.settings import SettingsError
from tests.dondoc.office import ROOT, Office, open_office
from tests.dondoc.test_faults import change
from tests.servers.dovecot import Dovecot
from tests.servers.processes import LOOPBACK, free_ports
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office with a report, a doubtful one and something else in its mailboxes."""
    with SmtpSink() as sink:
        office = open_office(tmp_path, dovecot, sink)
        office.mail("thanh-doan@mongcai.example", "Bluezone: tuần này 125 máy.", when="2020-08-27T09:00")
        office.mail("la@nguoila.example", "UBND phường Ka Long: tuần này 77 máy Bluezone.", when="2020-08-27T09:10")
        office.mail("tin@shop.example", "Giảm giá.", when="2020-08-27T09:20", subject="Khuyến mãi", to=("gmail",))
        yield office


def ask_for(office: Office, lines: str) -> None:
    with office.config.open("a", encoding="utf-8") as file:
        file.write(f"\n[metrics]\n{lines}\n")


Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def parsed(text: str) -> Samples:
    """Read the text format as Prometheus does."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(samples: Samples, name: str, **labels: str) -> float:
    return samples[f"dondoc_{name}", tuple(sorted(labels.items()))]


def scraped(port: int) -> str:
    with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/metrics", timeout=5) as answer:
        return answer.read().decode()


def test_a_running_worker_is_scraped(office: Office):
    (port,) = free_ports(1)
    ask_for(office, f"port = {port}")
    process = subprocess.Popen(
        [sys.executable, "-m", "dondoc", "run", "--config", str(office.config)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        text, samples = "", {}
        end = time.monotonic() + 30
        while time.monotonic() < end and not samples.get(("dondoc_round_duration_seconds_count", ())):
            time.sleep(0.2)
            try:
                text = scraped(port)
            except OSError:
                continue
            samples = parsed(text)
        begun = time.time()
        assert value(samples, "round_duration_seconds_count") == 1
        assert 0 < value(samples, "round_duration_seconds_sum") < 30
        assert begun - 60 < value(samples, "last_round_timestamp_seconds") <= begun + 1
        for mailbox, others in (("government", 0), ("gmail", 1)):
            assert value(samples, "mailbox_failing", mailbox=mailbox) == 0
            assert value(samples, "mailbox_last_read_timestamp_seconds", mailbox=mailbox) > begun - 60
            counts = [value(samples, "messages", mailbox=mailbox, folder="INBOX", outcome=outcome) for outcome in ("reports", "waiting", "set_aside", "other", "earlier")]  # fmt: skip
            assert counts == [1, 1, 0, others, 0]
        assert value(samples, "readings_waiting") == 1
        assert value(samples, "messages_received_total", outcome="new") == 3
        assert value(samples, "messages_received_total", outcome="copy") == 2
        assert value(samples, "letters", state="sent") == value(samples, "letters_sent_total")
        assert value(samples, "round_problems_total") == 0
        assert min(number for (name, _), number in samples.items() if name == "dondoc_disk_free_bytes") > 0
        conventional = re.compile(
            r"dondoc_[a-z_]+(_total|_seconds|_seconds_(bucket|count|sum)|_bytes|_created|s|_failing|_waiting|_fault)"
        )
        assert all(conventional.fullmatch(name) for name, _labels in samples), sorted(name for name, _ in samples)
        assert "@" not in text, "nobody is named"
    finally:
        process.send_signal(signal.SIGTERM)
        _out, told = process.communicate(timeout=30)
    assert process.returncode == 0, told
    with pytest.raises(OSError, match="refused"), socket.create_connection((LOOPBACK, port), timeout=1):
        pass


def test_a_round_writes_a_text_file(office: Office):
    """For cron, where nothing runs that could be asked. Failures, states of letters, faults."""
    ask_for(office, 'textfile = "out/dondoc.prom"')
    (office.folder / "out").mkdir()
    change(office, f'username = "{office.mailboxes["gmail"]}"', 'username = "wrong@mongcai.example"')
    office.sink.answers["thanh-doan@mongcai.example"] = "451 4.7.1 later"
    office.tick("2020-08-27T15:00")
    file = office.folder / "out" / "dondoc.prom"
    samples = parsed(file.read_text(encoding="utf-8"))
    assert value(samples, "mailbox_failing", mailbox="gmail") == 1
    assert ("dondoc_mailbox_last_read_timestamp_seconds", (("mailbox", "gmail"),)) not in samples
    assert value(samples, "round_problems_total") == 2
    assert value(samples, "letters", state="due") == 1
    assert value(samples, "letters", state="failed") == 0
    assert value(samples, "last_round_timestamp_seconds") == office.at("2020-08-27T15:00").timestamp()
    change(office, f"port = {office.sink.port}", "port = 9")
    office.sink.answers.clear()
    office.tick("2020-08-27T15:30")
    assert value(parsed(file.read_text(encoding="utf-8")), "fault", fault="sending") == 1
    assert [path.name for path in file.parent.iterdir()] == ["dondoc.prom"]


def test_there_are_none_unless_they_are_asked_for(office: Office):
    """Not even the library is loaded."""
    script = (
        "import sys; from dondoc.command_line import main; "
        f"main(['tick', '--config', {str(office.config)!r}, '--at', '2020-08-27T15:00']); "
        "print('prometheus_client' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("trouble", ["port", "textfile", "library"])
def test_what_keeps_metrics_from_being_shown_keeps_no_mail_from_being_read(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, trouble: str
):
    from dondoc.metrics import served
    from dondoc.worker import Worker

    with socket.create_server((LOOPBACK, 0)) as taken:
        ask_for(office, f'port = {taken.getsockname()[1]}\ntextfile = "{"nowhere/a.prom" if trouble == "textfile" else "a.prom"}"')  # fmt: skip
        if trouble == "library":
            monkeypatch.setitem(sys.modules, "prometheus_client", None)
        with Worker(office.settings) as worker, served(office.settings, worker.metrics):
            assert worker.round(office.at("2020-08-27T15:00")).taken.messages == 3
    words = {"port": "no metrics at 127.0.0.1", "textfile": "no metrics of this round", "library": "install dondoc"}
    assert words[trouble] in caplog.text


def test_a_section_without_a_place_is_a_mistake(office: Office, capsys: pytest.CaptureFixture[str]):
    ask_for(office, 'address = "127.0.0.1"')
    with pytest.raises(SettingsError, match=r"metrics: give port, textfile or both"):
        _ = office.settings
    assert main(["tick", "--config", str(office.config)]) == 2
    assert os.linesep in capsys.readouterr().err
