"""Every mail of the corpus is read as a careful clerk would; no figure is ever silently wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.mails.expect import ENDINGS, Outcome, Reader, compare, expected, names, raw_mail
from tests.mails.make.cast import at
from tests.mails.make.clients import gmail_vi
from tests.mails.make.compose import File, Mail, written
from tests.mails.make.files import just
from tests.mails.table import Comparisons

REAL_FILES = Path(__file__).parents[2] / "shared" / "real-files"
REAL = sorted(path for path in REAL_FILES.rglob("*") if path.is_file()) if REAL_FILES.is_dir() else []


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", names())
def test_a_mail_is_read_as_a_careful_clerk_would(name: str, ending: str, mail_reader: Reader, comparisons: Comparisons):
    """The expected file says what and why; line ends make no difference."""
    want = expected(name)
    got = mail_reader.read(f"{name}.eml", raw_mail(name, ending))
    reasons = [reason for report in got["reports"] for reason in report["reasons"]]
    assert not [reason for reason in reasons if reason.startswith("Cần kiểm tra: ")], "each reason has its words"
    comparison = compare(name, want, got)
    if ending == "LF":
        comparisons.add(comparison)
    if comparison.outcome is not Outcome.WRONG and "_short" in want:
        return
    assert not comparison.problems, f"{comparison.outcome}; a clerk: {want['_note']}"


def test_of_mails_that_a_clerk_decides_alone_97_percent_are_accepted_and_right(
    mail_reader: Reader, comparisons: Comparisons
):
    """Asking is the second fault: at most three of a hundred mails that need no human go to one."""
    for name in sorted(set(names()) - set(comparisons.all())):
        comparisons.add(compare(name, expected(name), mail_reader.read(f"{name}.eml", raw_mail(name))))
    decidable = [one for one in comparisons.all().values() if one.decidable]
    right = [one for one in decidable if one.outcome is Outcome.ACCEPTED]
    assert len(right) >= 0.97 * len(decidable)


def test_the_corpus_is_large_and_every_mail_is_argued():
    """At least 250 mails, each with the clerk's reason; and a good part of them ask for a human or for nothing."""
    wants = [expected(name) for name in names()]
    assert len(wants) >= 250
    assert all(want["_note"] for want in wants)
    accepted = [want for want in wants if any(report["decision"] == "accept" for report in want["reports"])]
    assert 0.5 <= len(accepted) / len(wants) <= 0.7


def test_the_real_files_are_here_where_it_counts():
    """In continuous integration the folder of real files stands beside the checkout."""
    if os.environ.get("CI") != "true" and not REAL:
        pytest.skip("no folder of real files beside this checkout")
    assert REAL


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_file_about_something_else_is_never_accepted(path: Path, mail_reader: Reader):
    """Real office files that report nothing of ours, sent from a unit's address as its report."""
    mail = Mail(
        name=path.name,
        client=gmail_vi,
        sender=at("kho-bac", "Kho bạc Móng Cái"),
        at="2020-09-04 09:00",
        subject="Báo cáo Bluezone tuần 36",
        text="Kính gửi phòng VHTT, Kho bạc gửi báo cáo kèm theo.",
        files=(File(name=path.name, make=just(path.read_bytes())),),
    )
    got = mail_reader.read("real.eml", written(mail))
    assert [report for report in got["reports"] if report["decision"] == "accept"] == []
    assert got["reports"], "a report was announced: somebody must look"
