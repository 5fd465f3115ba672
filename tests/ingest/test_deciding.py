"""The policies as tables of cases: whose, which week, forged, how much."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from ingest.authenticity import failing
from ingest.calendar import Calendar
from ingest.deciding import Replied, decide
from ingest.roster import Roster, Unit
from ingest.values import Decision, Extraction, PeriodBasis
from parsers.values import (
    CUT_OFF,
    Address,
    Change,
    Claim,
    Doubt,
    Evidence,
    Findings,
    Kind,
    LetterHead,
    Officer,
    Week,
    WeekBasis,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = Calendar(zone=ZONE, starts=dt.date(2020, 8, 26), weekday=4, time=dt.time(15))
ROSTER = Roster(
    (
        Unit(id="thanh-doan", name="Thành đoàn", addresses=("thanh-doan@mongcai.example",)),
        Unit(id="ubnd-tran-phu", name="UBND phường Trần Phú", addresses=("tran-phu@mongcai.example",)),
        Unit(id="mot-cua-tran-phu", name="Một cửa phường Trần Phú", addresses=("tran-phu@mongcai.example",)),
        Unit(id="ben-xe", name="Bến xe", addresses=("ben-xe@mongcai.example",)),
    )
)
EVIDENCE = (Evidence(part="body", where="line 1", text="45 máy"),)
THURSDAY = dt.datetime(2020, 9, 3, 9, tzinfo=ZONE)
FIRST, SECOND, THIRD = dt.date(2020, 8, 28), dt.date(2020, 9, 4), dt.date(2020, 9, 11)


def claim(
    count: int | None = 45,
    *,
    units: tuple[str, ...] = (),
    week: Week | None = None,
    doubts: tuple[Doubt, ...] = (),
    cumulative: int | None = None,
) -> Claim:
    return Claim(
        indicator="installed",
        units=units,
        count=count,
        cumulative=cumulative,
        week=week or Week(),
        evidence=EVIDENCE,
        doubts=doubts,
    )


def found(
    *claims: Claim,
    sender: str = "thanh-doan@mongcai.example",
    named: tuple[str, ...] = (),
    head: LetterHead | None = None,
    kind: Kind = Kind.REPORT,
    bare: bool = False,
    change: Change = Change.NONE,
    thread: Week | None = None,
    is_reply: bool = False,
    origins: tuple[str, ...] = (),
    doubts: tuple[Doubt, ...] = (),
    officer: Officer | None = None,
    maybe: bool = False,
) -> Findings:
    letter = head or LetterHead(sender=Address(name="", email=sender), senders=(sender,), is_reply=is_reply)
    return Findings(
        letter=letter,
        kind=kind,
        claims=claims,
        named_units=named,
        bare_number=bare,
        change=change,
        thread=thread or Week(),
        origins=origins,
        doubts=doubts,
        officer=officer,
        maybe_report=maybe,
    )


def decided(
    findings: Findings,
    at: dt.datetime | None = THURSDAY,
    *,
    replied: Replied | None = None,
    has_ledger: bool = False,
    trusted: frozenset[str] = frozenset(),
) -> Extraction:
    return decide(
        findings,
        roster=ROSTER,
        calendar=CALENDAR,
        received_at=at,
        authserv_ids=trusted,
        replied=replied,
        has_ledger=has_ledger,
    )


def codes(extraction: Extraction) -> set[str]:
    return {reason.code for reading in extraction.readings for reason in reading.reasons}


def local(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(2020, month, day, hour, minute, second, tzinfo=ZONE)


def date(end: dt.date, first: dt.date | None = None) -> Week:
    return Week(basis=WeekBasis.DATE, first=first, end=end)


ARRIVALS = [
    (local(8, 28, 15), FIRST, None),
    (local(8, 28, 15, 0, 1), FIRST, "after-deadline"),
    (local(8, 30, 23, 59), FIRST, "after-deadline"),
    (local(8, 31, 0), SECOND, None),
    (local(9, 4, 14, 59, 59), SECOND, None),
    (local(8, 27), FIRST, None),
]


@pytest.mark.parametrize(("at", "period", "reason"), ARRIVALS)
def test_a_mail_that_names_no_week_is_of_the_one_that_its_arrival_closes(
    at: dt.datetime, period: dt.date, reason: str | None
) -> None:
    extraction = decided(found(claim()), at)
    assert extraction.readings[0].period == period
    assert codes(extraction) == ({reason} if reason else set())


def test_with_a_ledger_a_mail_after_the_deadline_is_accepted_for_the_books_to_place() -> None:
    reading = decided(found(claim()), local(8, 29), has_ledger=True).readings[0]
    assert (reading.period, reading.basis, reading.decision) == (FIRST, PeriodBasis.ARRIVAL, Decision.ACCEPT)


STATED = [
    (date(FIRST), local(9, 1), FIRST, None),
    (date(FIRST, dt.date(2020, 8, 22)), local(8, 29), FIRST, None),
    (date(dt.date(2020, 9, 3), dt.date(2020, 8, 31)), local(9, 3), SECOND, None),
    (date(dt.date(2020, 9, 3)), local(9, 3), SECOND, None),
    # From Monday to Sunday: no period, the week is open to doubt.
    (date(dt.date(2020, 8, 30), dt.date(2020, 8, 24)), local(8, 31), SECOND, "week-unclear"),
    (date(dt.date(2020, 8, 29)), local(8, 29), FIRST, "week-unclear"),
    (date(THIRD), local(9, 2), THIRD, "future-week"),
    (date(FIRST), dt.datetime(2020, 11, 5, 9, tzinfo=ZONE), FIRST, "long-past-week"),
    (Week(basis=WeekBasis.WEEK_NUMBER, number=36), local(9, 3), SECOND, None),
    (Week(basis=WeekBasis.WEEK_NUMBER, number=2), local(9, 3), SECOND, "week-number"),
    (Week(basis=WeekBasis.PREVIOUS), local(9, 1), FIRST, "only-last-week"),
    (Week(basis=WeekBasis.PREVIOUS), local(8, 29), FIRST, "only-last-week"),
]


@pytest.mark.parametrize(("week", "at", "period", "reason"), STATED)
def test_what_the_mail_says_decides_the_week(week: Week, at: dt.datetime, period: dt.date, reason: str | None) -> None:
    extraction = decided(found(claim(week=week)), at)
    assert extraction.readings[0].period == period
    assert reason in codes(extraction) if reason else not codes(extraction)


def test_last_week_is_settled_by_the_books_alone() -> None:
    """`extract`, which knows no ledger, asks; the books know whether that week has a figure already."""
    last = found(claim(week=Week(basis=WeekBasis.PREVIOUS)))
    reading = decided(last, local(9, 1), has_ledger=True).readings[0]
    assert (reading.period, reading.reasons) == (FIRST, ())


def test_last_week_in_a_copy_that_came_a_week_late_is_the_week_before_it_was_written() -> None:
    """Written on Tuesday, in the other mailbox only on the Tuesday after: "tuần trước" meant the week before the first of both."""
    last = found(claim(week=Week(basis=WeekBasis.PREVIOUS)))
    last = replace(last, letter=replace(last.letter, date=local(9, 1)))
    reading = decided(last, local(9, 8), has_ledger=True).readings[0]
    assert (reading.period, [reason.code for reason in reading.reasons]) == (FIRST, ["sent-earlier"])


def test_a_mail_that_lay_on_its_way_past_the_weekend_is_asked_about() -> None:
    """Written on Friday before the deadline, arrived on Monday: its "this week" is over. A clock that was never set says nothing."""
    late, unset = local(8, 28).replace(hour=13), dt.datetime(2019, 1, 1, 0, 5, tzinfo=ZONE)
    for sent, period, reasons in ((late, FIRST, ["sent-earlier"]), (unset, SECOND, []), (local(8, 31), SECOND, [])):
        findings = found(claim())
        findings = replace(findings, letter=replace(findings.letter, date=sent))
        reading = decided(findings, local(8, 31)).readings[0]
        assert (reading.period, [reason.code for reason in reading.reasons]) == (period, reasons)


def test_a_reply_to_our_letter_gives_unit_and_week() -> None:
    """A bare number in answer to a reminder counts for that reminder's unit and week."""
    replied = Replied(units=("thanh-doan",), period=FIRST, duty="receipt")
    bare = found(claim(doubts=(Doubt(code="bare-number"),)), bare=True)
    reading = decided(bare, local(9, 2), replied=replied, has_ledger=True).readings[0]
    assert (reading.unit, reading.period, reading.decision) == ("thanh-doan", FIRST, Decision.ACCEPT)


def test_a_whole_report_under_an_older_letter_may_be_this_weeks() -> None:
    replied = Replied(units=("thanh-doan",), period=FIRST, duty="reminder")
    assert codes(decided(found(claim()), dt.datetime(2020, 9, 10, 9, tzinfo=ZONE), replied=replied)) == {"old-thread"}


def test_a_whole_report_under_a_letter_of_a_closed_week_is_asked_about_as_soon_as_a_new_week_runs() -> None:
    replied = Replied(units=("thanh-doan",), period=SECOND, duty="reminder")
    monday, saturday = local(9, 7), local(9, 5)
    whole = decided(found(claim()), at=monday, replied=replied, has_ledger=True)
    assert codes(whole) == {"old-thread"}
    number = decided(found(claim(), bare=True), at=monday, replied=replied, has_ledger=True)
    assert [each.period for each in number.readings] == [SECOND]
    assert not codes(number)
    assert not codes(decided(found(claim()), at=saturday, replied=replied, has_ledger=True))


def test_a_stranger_who_answers_our_letter_is_asked_about() -> None:
    replied = Replied(units=("thanh-doan",), period=SECOND, duty="reminder")
    extraction = decided(found(claim(), sender="someone@mail.example"), replied=replied)
    assert (extraction.readings[0].unit, codes(extraction)) == ("thanh-doan", {"unknown-address"})


WHOSE = [
    ("thanh-doan@mongcai.example", (), (), "thanh-doan", None),
    ("thanh-doan@mongcai.example", ("thanh-doan",), (), "thanh-doan", None),
    ("thanh-doan@mongcai.example", ("ben-xe",), (), "ben-xe", "names-other-unit"),
    ("thanh-doan@mongcai.example", (), ("ben-xe",), "thanh-doan", "names-other-unit"),
    ("tran-phu@mongcai.example", (), (), None, "shared-address"),
    ("tran-phu@mongcai.example", (), ("mot-cua-tran-phu",), "mot-cua-tran-phu", None),
    ("tran-phu@mongcai.example", ("ubnd-tran-phu",), (), "ubnd-tran-phu", None),
    ("tran-phu@mongcai.example", ("ubnd-tran-phu", "mot-cua-tran-phu"), (), None, "several-units"),
    ("someone@mail.example", ("ben-xe",), (), "ben-xe", "unknown-address"),
    ("someone@mail.example", (), (), None, "unknown-address"),
]


@pytest.mark.parametrize(("sender", "units", "named", "unit", "reason"), WHOSE)
def test_a_figure_belongs_to_the_unit_that_may_speak_from_the_address(
    sender: str, units: tuple[str, ...], named: tuple[str, ...], unit: str | None, reason: str | None
) -> None:
    extraction = decided(found(claim(units=units), sender=sender, named=named))
    assert extraction.readings[0].unit == unit
    assert reason in codes(extraction) if reason else not codes(extraction)


def test_a_shared_address_that_names_nobody_shows_both_units() -> None:
    reading = decided(found(claim(), sender="tran-phu@mongcai.example")).readings[0]
    assert reading.candidates == ("ubnd-tran-phu", "mot-cua-tran-phu")


VERDICTS = [
    ("mx.example; spf=pass smtp.mailfrom=mongcai.example; dkim=pass header.d=mongcai.example; dmarc=pass", False),
    ("mx.example; dmarc=fail (p=none) header.from=mongcai.example; spf=pass", True),
    ("mx.example; spf=fail smtp.mailfrom=evil.example; dkim=none", True),
    ("mx.example; spf=fail; dkim=pass header.d=mongcai.example", False),
    ("mx.example; dkim=fail header.d=mongcai.example; spf=softfail", True),
    ("mx.example; spf=softfail; dkim=none", False),
    ("elsewhere.example; dmarc=fail", False),
    ("mx.example; none", False),
    ("mx.example; dmarc=permerror", True),
    ("mx.example; spf=fail smtp.mailfrom=evil.example; dkim=pass", True),
    ("mx.example; spf=fail; dkim=pass header.s=mongcai.example header.b=abc", True),
    ("mx.example; spf=fail; dkim=pass header.from=mongcai.example", True),
    ("mx.example; spf=fail; dkim=pass header.i=@mongcai.example", False),
    ("mx.example; dkim=fail header.d=mongcai.example; spf=pass smtp.mailfrom=a@mongcai.example", False),
    (f"mx.example; spf=pass smtp.mailfrom=xxxxx{CUT_OFF}", True),
    (f"elsewhere.example; spf=pass smtp.mailfrom=xxxxx{CUT_OFF}", False),
    ("mx.example; spf=pass ((a) (b)) (dmarc=fail) smtp.mailfrom=mongcai.example", False),
    ("(x (y)) mx.example 1; dmarc=fail", True),
]


@pytest.mark.parametrize(("header", "forged"), VERDICTS)
def test_only_the_trusted_servers_failing_verdict_makes_a_mail_doubtful(header: str, forged: bool) -> None:
    sender = "thanh-doan@mongcai.example"
    head = LetterHead(sender=Address(name="", email=sender), senders=(sender,), authentication_results=(header,))
    extraction = decided(found(claim(), head=head), trusted=frozenset({"mx.example"}))
    assert ("forged" in codes(extraction)) is forged


@pytest.mark.parametrize("brackets", ["(" * 10_000 + ")" * 10_000, "(" * 20_000, ")" * 20_000, "()" * 10_000])
@pytest.mark.parametrize("server", ["mx.example", "elsewhere.example"])
def test_brackets_in_a_verdict_cost_no_time(brackets: str, server: str) -> None:
    """Whoever may write to the office may write such a header: nested ones once took seconds each."""
    headers = [f"{server}; spf=pass {brackets}", f"{brackets} {server}; spf=pass"] * 20
    began = time.process_time()
    failing(headers, frozenset({"mx.example"}), "thanh-doan@mongcai.example")
    assert time.process_time() - began < 2


def test_more_verdicts_than_a_server_writes_are_none_to_rely_on() -> None:
    headers = ["mx.example; dmarc=pass"] * 60
    assert failing(headers, frozenset({"mx.example"}), "thanh-doan@mongcai.example") == "too long"
    assert failing(headers, frozenset({"other.example"}), "thanh-doan@mongcai.example") is None


def test_a_sender_whom_programs_read_differently_is_asked_about() -> None:
    sender = "thanh-doan@mongcai.example"
    head = LetterHead(sender=Address(name="", email=sender), senders=(sender,), plain_sender=False)
    assert codes(decided(found(claim(), head=head))) == {"sender-unclear"}


def test_a_display_name_that_shows_a_units_address_is_no_proof() -> None:
    head = LetterHead(
        sender=Address(name="ben-xe@mongcai.example", email="thanh-doan@mongcai.example"),
        senders=("thanh-doan@mongcai.example",),
    )
    assert codes(decided(found(claim(), head=head))) == {"name-shows-other-address"}


def test_a_report_that_another_units_address_sent_first_waits() -> None:
    assert codes(decided(found(claim(), origins=("ben-xe@mongcai.example",)))) == {"passed-on"}


def test_a_supplement_may_add_or_replace() -> None:
    assert codes(decided(found(claim(), change=Change.SUPPLEMENTS))) == {"supplements"}


def test_each_doubt_is_a_reason() -> None:
    doubts = (Doubt(code="several-figures", about="45, 54"), Doubt(code="guessed-text", about="a.pdf"))
    reading = decided(found(claim(doubts=doubts))).readings[0]
    assert [reason.about for reason in reading.reasons] == ["45, 54", "a.pdf"]
    assert reading.count == 45


def test_two_figures_for_one_unit_and_week_are_both_asked_about() -> None:
    extraction = decided(found(claim(45), claim(54)))
    assert codes(extraction) == {"several-figures"}
    assert [reading.decision for reading in extraction.readings] == [Decision.REVIEW, Decision.REVIEW]


def test_a_message_that_no_reader_survived_waits_and_is_not_lost() -> None:
    extraction = decided(found(doubts=(Doubt(code="took-too-long"),)))
    assert codes(extraction) == {"took-too-long"}
    assert extraction.readings[0].unit == "thanh-doan"


def test_what_may_be_a_report_is_an_item_from_a_unit_and_nothing_from_a_stranger() -> None:
    assert len(decided(found(kind=Kind.OTHER, maybe=True)).readings) == 1
    assert not decided(found(kind=Kind.OTHER, maybe=True, sender="news@press.example")).readings


def test_a_strangers_number_without_a_topic_is_no_report() -> None:
    stray = found(claim(doubts=(Doubt(code="no-topic"),)), sender="news@press.example")
    assert decided(stray).kind is Kind.OTHER


def test_a_contact_belongs_to_the_sender() -> None:
    extraction = decided(found(kind=Kind.CONTACT, officer=Officer(name="Nguyễn Văn Mẫu", phone="0900000001")))
    assert extraction.kind is Kind.CONTACT
    assert extraction.contact is not None
    assert extraction.contact.unit == "thanh-doan"


def test_accept_means_one_unit_one_week_one_count_with_evidence() -> None:
    reading = decided(found(claim(cumulative=345))).readings[0]
    assert reading.decision is Decision.ACCEPT
    assert (reading.unit, reading.period, reading.count, reading.cumulative) == ("thanh-doan", SECOND, 45, 345)
    assert reading.evidence == EVIDENCE
