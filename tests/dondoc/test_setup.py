"""`dondoc init` asks for little and writes a configuration that is valid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from dondoc.settings import load_settings
from dondoc.setup import init

TODAY = dt.date(2026, 3, 2)
ANSWERS = {
    "called": 'Đọc sách "2026"',
    "counted": "Số lượt mượn sách",
    "Address of the first": "bao-cao@so.example",
    "its IMAP server": "imap.so.example",
    "SMTP server": "smtp.so.example",
    "letters come from": "Sở <bao-cao@so.example>",
    "Who gets": "a@so.example, b@so.example",
}


def answering(answers: dict[str, str]) -> Callable[[str], str]:
    return lambda question: next((answer for words, answer in answers.items() if words in question), "")


def test_two_mailboxes(tmp_path: Path):
    path = tmp_path / "config.toml"
    assert init(path, TODAY, answering(ANSWERS | {"Address of the second": "so@mail.example"})) == 0
    settings = load_settings(path)
    assert settings.campaign.name == 'Đọc sách "2026"'
    assert settings.campaign.starts == TODAY
    assert [(box.address, box.username) for box in settings.mailboxes] == [
        ("bao-cao@so.example", "bao-cao@so.example"),
        ("so@mail.example", "so@mail.example"),
    ]
    assert settings.smtp.username == "bao-cao@so.example"
    assert settings.office.addresses == ("a@so.example", "b@so.example")
    assert settings.indicators[0].name == "Số lượt mượn sách"
    assert settings.report is None
    assert "Bluezone" not in str(settings.vocabulary.indicators)
    assert path.stat().st_mode & 0o777 == 0o600
    assert "Times are local to the campaign" in path.read_text(encoding="utf-8"), "its comments explain it"


def test_one_mailbox(tmp_path: Path):
    path = tmp_path / "config.toml"
    assert init(path, TODAY, answering(ANSWERS | {"Address of the second": "-"})) == 0
    assert [box.name for box in load_settings(path).mailboxes] == ["government"]


def test_answers_that_end_early_are_told_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Started by a script, or ended by Ctrl-D."""
    given = iter(["Đọc sách", "vi"])

    def ask(_question: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    assert init(tmp_path / "config.toml", TODAY, ask) == 1
    assert "the answers ended at “Time zone”; nothing was written" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_answered_is_named_as_the_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "config.toml"
    assert init(path, TODAY, answering(ANSWERS | {"SMTP server": "", "Address of the second": "-"})) == 0
    told = capsys.readouterr().out
    assert "not answered, so these hold the example's values" in told
    assert "  [smtp] host: SMTP server\n" in told
    assert told.count("  [") == 1
    assert init(tmp_path / "other.toml", TODAY, answering(ANSWERS | {"Address of the second": "-"})) == 0
    assert "not answered" not in capsys.readouterr().out


def test_a_file_that_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "config.toml"
    path.write_text("mine")
    assert init(path, TODAY, answering({})) == 1
    assert path.read_text() == "mine"
