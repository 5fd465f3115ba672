"""The contract of `dondoc extract`: one JSON object a line, in the order of the arguments."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from dondoc.command_line import main
from dondoc.extract import extract_files
from dondoc.settings import Settings, example_config, load_settings
from tests.mails.expect import raw_mail


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(example_config())


def mail(body: str, *, subject: str = "Báo cáo Bluezone", sender: str = "thanh-doan@mongcai.example") -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "phongvhtt.mc@quangninh.example"
    message["Subject"] = subject
    message["Date"] = "Fri, 28 Aug 2020 09:00:00 +0700"
    message["Message-ID"] = "<one@mongcai.example>"
    message.set_content(body)
    return bytes(message)


def written(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def test_a_line_a_file_in_the_order_of_the_arguments(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    first = written(tmp_path, "b.eml", mail("Tuần này cài được 45 máy, lũy kế 345 máy."))
    second = written(tmp_path, "a.eml", mail("Cảm ơn anh chị ạ.", subject="Cảm ơn"))
    assert extract_files([first, second], settings) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(line["file"]).name for line in lines] == ["b.eml", "a.eml"]
    assert lines[0] == {
        "file": first,
        "message_id": "<one@mongcai.example>",
        "kind": "report",
        "reports": [
            {
                "unit": "thanh-doan",
                "deadline": "2020-08-28",
                "count": 45,
                "cumulative": 345,
                "decision": "accept",
                "reasons": [],
                "evidence": [{"part": "body", "where": "line 1", "text": "Tuần này cài được 45 máy, lũy kế 345 máy."}],
            }
        ],
        "contact": None,
    }
    assert (lines[1]["kind"], lines[1]["reports"]) == ("other", [])


def test_a_missing_file_is_told_and_the_others_are_read(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    good = written(tmp_path, "good.eml", mail("Tuần này cài được 45 máy."))
    assert extract_files([str(tmp_path / "none.eml"), good], settings) == 1
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1
    assert "none.eml" in shown.err


def test_what_it_says_of_files_obeys_no_terminal(tmp_path: Path) -> None:
    """Neither the name of a file nor that of an attachment that no reader survives is more than words."""
    missing = str(tmp_path / "none\x1b[31m\u009b31m.eml")
    command = [sys.executable, "-c", _BREAKING, "extract", missing]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    told = done.stderr.decode()
    assert "none" in told
    assert "a?31m.xlsx" in told
    assert not {"\x1b", "\u009b"} & set(told)


_BREAKING = """
import logging, sys
from dondoc import command_line, extract
before = extract.extract_files
def breaking(*arguments, **more):
    logging.getLogger("ingest.reading_process").warning("reading broke at %s", "a\u009b31m.xlsx")
    return before(*arguments, **more)
extract.extract_files = breaking
sys.exit(command_line.main())
"""


@pytest.mark.parametrize("content", [b"", b"\0\xff\xfe", b"Subject: x\n\n" + b"9" * 200_000, b"\r\n\r\n\r\n"])
def test_odd_bytes_give_a_line_and_no_failure(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    assert extract_files([written(tmp_path, "odd.eml", content)], settings) == 0
    assert json.loads(capsys.readouterr().out)["kind"] in {"report", "contact", "automatic", "bounce", "other"}


def test_reasons_are_sentences_in_the_campaigns_language(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    extract_files([written(tmp_path, "a.eml", mail("Tuần này cài được khoảng 45 máy."))], settings)
    report = json.loads(capsys.readouterr().out)["reports"][0]
    assert report["decision"] == "review"
    assert report["reasons"] == ["Con số “45” chỉ là ước chừng."]


def test_a_mail_of_too_many_parts_is_asked_about(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands behind the last part that is looked at may take back what stands before."""
    head, body = mail("Tuần này cài được 45 máy.").replace(b"\r\n", b"\n").split(b"\n\n", 1)
    kind = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
    encoding = next(line.split()[1] for line in head.splitlines() if line.lower().startswith(b"content-transfer"))
    outer = b"\n".join(line for line in head.splitlines() if not line.lower().startswith(b"content-"))
    parts = b"--x\n" + kind + encoding + b"\n\n" + body + b"\n" + b"--x\nContent-Type: text/plain\n\n \n" * 6_000
    raw = outer + b"\nContent-Type: multipart/mixed; boundary=x\n\n" + parts + b"--x--\n"
    extract_files([written(tmp_path, "a.eml", raw)], settings)
    report = json.loads(capsys.readouterr().out)["reports"][0]
    assert (report["count"], report["decision"]) == (45, "review")
    assert report["reasons"] == ["Thư có quá nhiều phần, chưa đọc hết."]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Thôn A: 20 máy\nThôn B: 22 máy\nThôn C: 10 máy\nTổng số: 57 máy", "Các số thành phần cộng lại không bằng tổng số: 20, 22, 10 ≠ 57."),
        ("Thôn A: 20 máy\nThôn B: 22 máy\nThôn C: 10 máy", None),
    ],
)  # fmt: skip
def test_a_total_that_its_parts_do_not_make_up_is_called_that(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str], body: str, reason: str | None
) -> None:
    """As the clerks' guide calls it; several figures without a total are something else."""
    extract_files([written(tmp_path, "a.eml", mail(f"UBND xã Hải Sơn báo cáo tuần đến 28/8:\n{body}"))], settings)
    reasons = json.loads(capsys.readouterr().out)["reports"][0]["reasons"]
    assert (reason in reasons) if reason else not any("cộng lại" in each for each in reasons)


def test_a_page_marks_the_evidence_and_escapes_the_mail(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "<script>alert(1)</script>\nTuần này cài được 45 máy.\n"
    name = written(tmp_path, "a.eml", mail(body))
    assert extract_files([name], settings, html=str(tmp_path / "pages")) == 0
    capsys.readouterr()
    page = (tmp_path / "pages" / "a.html").read_text(encoding="utf-8")
    assert "<mark>Tuần này cài được 45 máy.</mark>" in page
    assert "<script>" not in page
    assert "http" not in page.split("</style>")[1]


def test_a_line_with_count_and_running_total_is_listed_once_and_in_the_letters_words(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    name = written(tmp_path, "a.eml", mail("Tuần này cài được 45 máy, lũy kế 345 máy."))
    extract_files([name], settings, html=str(tmp_path))
    capsys.readouterr()
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    found = "Tìm thấy ở nội dung thư, dòng 1: “Tuần này cài được 45 máy, lũy kế 345 máy.”"
    assert page.count(found) == page.count("Tìm thấy ở") == 1
    assert "Ghi nhận" in page


def test_it_starts_well_under_half_a_second() -> None:
    """Heavy libraries are imported where they are used; the help alone needs none of them."""
    begin = time.perf_counter()
    code = "import sys, dondoc.extract; print(sorted({'pandas', 'openpyxl', 'sqlalchemy', 'jinja2', 'docx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert time.perf_counter() - begin < 5


def test_the_page_opens_no_attachment_itself(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it shows of a file are the words that the limited process found there."""
    name = written(tmp_path, "a.eml", raw_mail("plain-sheets-01"))
    assert extract_files([name], settings, html=str(tmp_path / "pages")) == 0
    report = json.loads(capsys.readouterr().out)["reports"][0]
    ((sheet, cell), text) = next((each["where"].split("!"), each["text"]) for each in report["evidence"])
    page = (tmp_path / "pages" / "a.html").read_text(encoding="utf-8")
    where = f"ô {cell}" if sheet == "Sheet1" else f"trang tính “{sheet}”, ô {cell}"
    assert f"{where}: <mark>{text}</mark>" in page, "as letters say it"
    code = (
        "import sys, dondoc.evidence_page; print(sorted({'parsers.documents', 'parsers.letters'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_days_are_reckoned_in_the_offices_zone(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gmail stamps in Pacific time: Sunday evening there is the Monday on which "tuần vừa rồi" is the week that has ended."""
    received = b"Received: from a.example by mx.gmail.example; Sun, 06 Sep 2020 18:20:04 -0700 (PDT)\r\n"
    monday = mail("Tuần vừa rồi cài được 16 máy Bluezone.").replace(
        b"Fri, 28 Aug 2020 09:00", b"Mon, 07 Sep 2020 08:20"
    )
    assert extract_files([written(tmp_path, "a.eml", received + monday)], settings) == 0
    report = json.loads(capsys.readouterr().out)["reports"][0]
    assert (report["count"], report["decision"]) == (16, "review")


def test_without_a_configuration_it_is_said_whose_units_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Standard output stays one JSON object a line."""
    file = written(tmp_path, "a.eml", mail("Tuần này cài được 45 máy."))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DONDOC_CONFIG", raising=False)
    assert main(["extract", file]) == 0
    captured = capfd.readouterr()
    assert json.loads(captured.out)["reports"][0]["count"] == 45
    assert "no configuration here, so the example's units and words are looked for" in captured.err
    assert main(["extract", file, "--config", str(example_config())]) == 0
    assert capfd.readouterr().err == ""
