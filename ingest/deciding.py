"""From findings to an extraction: whose figure, for which week, accepted or for review.

Pure functions over the roster, the calendar and what the caller knows of the letter that is answered. Every check that is not
satisfied adds its reason; any reason means review, with the best guess kept.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ingest.authenticity import failing
from ingest.calendar import Calendar
from ingest.roster import Roster
from ingest.values import Contact, Decision, Extraction, PeriodBasis, Reading, Reason
from parsers.values import Change, Claim, Findings, Kind, Week, WeekBasis

SATURDAY = 5
FAR_PAST = dt.timedelta(days=35)
"""A stated deadline longer ago than this is more likely a mistyped or left over date than a report that late."""
LAST_DAYS = 1
"""So many days before a deadline a week's last working day may lie."""
LATE_DAYS = 4
"""Until so many days after a deadline a bare week number may mean the week that it closed; later the number may be miscounted."""
ANSWERED = frozenset({"bare-number", "no-topic", "topic-unsaid"})
"""Doubts that the letter which is answered settles: it asked for the figure."""

OF_ONE_NAME = 2
"""So many units may share a name: a ward's committee and its desk."""
OF_MANY = frozenset(
    {"several-figures", "parts-without-total", "other-figure", "maybe-cumulative", "only-cumulative", "number-apart"}
)
"""Doubts of a text that is full of figures: one that names no unit of ours is not by one."""
SAID_BY_SENDER = frozenset({"no-topic", "topic-unsaid"})
"""Doubts that a unit's own address settles: what else could the figure be about?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """The letter of ours that a mail answers, told by a valid token."""

    units: tuple[str, ...]
    period: dt.date | None
    duty: str
    """What kind of letter it was: receipt, reminder, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """All that deciding looks at."""

    findings: Findings
    roster: Roster
    calendar: Calendar
    received_at: dt.datetime | None
    authserv_ids: frozenset[str]
    replied: Replied | None
    has_ledger: bool

    @property
    def senders_units(self) -> tuple[str, ...]:
        """Give the units that write from the sender's address."""
        return tuple(unit.id for unit in self.roster.at_address(self.findings.letter.sender.email))


def decide(
    findings: Findings,
    *,
    roster: Roster,
    calendar: Calendar,
    received_at: dt.datetime | None,
    authserv_ids: frozenset[str] = frozenset(),
    replied: Replied | None = None,
    has_ledger: bool = False,
) -> Extraction:
    """Decide about one message.

    `received_at` is the instant of its first sighting. Without a ledger a mail that arrives between a deadline and Sunday 24:00 and
    names no week waits for review; with one it is accepted on the basis `ARRIVAL`, and the books settle which week it fills.
    """
    case = _Case(
        findings=findings,
        roster=roster,
        calendar=calendar,
        received_at=received_at,
        authserv_ids=authserv_ids,
        replied=replied,
        has_ledger=has_ledger,
    )
    if findings.kind in (Kind.AUTOMATIC, Kind.BOUNCE):
        return Extraction(kind=findings.kind)
    if findings.from_office and _is_correspondence(case):
        return Extraction(kind=Kind.OTHER)
    claims = _claims(case)
    contact = _contact(case)
    if not claims:
        return Extraction(kind=Kind.CONTACT if contact else Kind.OTHER, contact=contact, remarks=findings.remarks)
    readings = _one_each([_reading(case, claim) for claim in claims])
    return Extraction(kind=Kind.REPORT, readings=readings, contact=contact, remarks=findings.remarks)


def _is_correspondence(case: _Case) -> bool:
    """Whether the office writes to its units, or answers a mail: what it says there is none of their reports."""
    letter = case.findings.letter
    to_units = any(case.roster.at_address(address.email) for address in letter.to)
    return to_units or (letter.is_reply and case.replied is None)


def _claims(case: _Case) -> tuple[Claim, ...]:
    findings = case.findings
    claims = findings.claims
    if not case.senders_units and case.replied is None:
        # A stranger's number that nothing ties to the campaign is no report.
        claims = tuple(claim for claim in claims if findings.answers_us or not _is_foreign(case, claim))
    known = bool(case.senders_units) or case.replied is not None
    claims = _of_sender_or_each(case, claims)
    if len(claims) > 1:
        # Beside this week's figure one of a time before the campaign is only told for comparison.
        claims = tuple(claim for claim in claims if not _before_start(case, claim.week)) or claims
    if not claims and ((findings.kind is Kind.REPORT and not findings.claims) or (findings.maybe_report and known)):
        # Something was not read at all: a human looks at it.
        claims = (Claim(indicator=""),)
    return claims


def _of_sender_or_each(case: _Case, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Of a table of units keep their figures, or the total where the sender is none of them: a report by its branches."""
    whole = tuple(claim for claim in claims if claim.of_all)
    own = set(case.senders_units)
    if whole and own and not any(own & set(claim.units) for claim in claims):
        return whole
    return tuple(claim for claim in claims if not claim.of_all)


def _before_start(case: _Case, week: Week) -> bool:
    first = case.calendar.first_key
    if week.end is not None:
        return week.end < case.calendar.starts
    at = case.received_at
    same_year = at is not None and case.calendar.local(at).isocalendar().year == first.isocalendar().year
    return (
        week.number is not None
        and week.year in (None, first.year)
        and same_year
        and 20 < week.number < first.isocalendar().week
    )


def _is_foreign(case: _Case, claim: Claim) -> bool:
    """Whether a stranger's figure has nothing to do with the campaign: no topic, or a running total of nobody in particular."""
    codes = {doubt.code for doubt in claim.doubts}
    nobody = not claim.units and not case.findings.named_units
    if nobody and codes & OF_MANY:
        return True  # a circular's or a newsletter's numbers
    return (nobody and bool(codes & ANSWERED)) or (nobody and claim.count is None and claim.cumulative is not None)


def _reading(case: _Case, claim: Claim) -> Reading:
    unit, candidates, whose = _whose(case, claim)
    period, basis, when = _which_week(case, claim.week)
    doubts = [*claim.doubts, *case.findings.doubts]
    if case.replied is not None or (case.findings.answers_us and not case.has_ledger):
        doubts = [doubt for doubt in doubts if doubt.code not in ANSWERED]
    if case.senders_units:
        # "Tuần này 19 máy", "19 máy", "19" from a unit's own address: it has nothing else to report to this mailbox.
        doubts = [doubt for doubt in doubts if doubt.code not in SAID_BY_SENDER]
    reasons = [Reason(code=doubt.code, about=doubt.about) for doubt in doubts]
    if claim.count is None and not reasons:
        reasons.append(Reason(code="no-figure"))
    if case.findings.change is Change.SUPPLEMENTS:
        reasons.insert(0, Reason(code="supplements"))  # it says why at once
    if claim.count is not None and not claim.evidence:
        reasons.append(Reason(code="no-evidence", about=str(claim.count)))
    reasons = list(dict.fromkeys([*reasons, *whose, *when, *_authenticity(case)]))
    return Reading(
        indicator=claim.indicator,
        unit=unit,
        candidates=candidates,
        period=period,
        basis=basis,
        count=claim.count,
        cumulative=claim.cumulative,
        decision=Decision.REVIEW if reasons else Decision.ACCEPT,
        reasons=tuple(reasons),
        evidence=claim.evidence,
        change=case.findings.change,
    )


def _one_each(readings: list[Reading]) -> tuple[Reading, ...]:
    """Merge readings of one unit, week and figure; where the figures differ none is accepted."""
    kept: list[Reading] = []
    for reading in readings:
        same = next(
            (
                index
                for index, other in enumerate(kept)
                if reading.unit is not None
                and (other.indicator, other.unit, other.period) == (reading.indicator, reading.unit, reading.period)
            ),
            None,
        )
        if same is None:
            kept.append(reading)
        elif kept[same].count == reading.count:
            kept[same] = _merged(kept[same], reading)
        else:
            reason = Reason(code="several-figures", about=f"{kept[same].count}, {reading.count}")
            kept[same] = _doubted(kept[same], reason)
            kept.append(_doubted(reading, reason))
    return tuple(kept)


def _merged(one: Reading, other: Reading) -> Reading:
    accepted = one if one.decision is Decision.ACCEPT or other.decision is not Decision.ACCEPT else other
    return replace(
        accepted,
        cumulative=one.cumulative if one.cumulative is not None else other.cumulative,
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
    )


def _doubted(reading: Reading, reason: Reason) -> Reading:
    return replace(reading, decision=Decision.REVIEW, reasons=tuple(dict.fromkeys((*reading.reasons, reason))))


# Whose?


def _whose(case: _Case, claim: Claim) -> tuple[str | None, tuple[str, ...], list[Reason]]:
    """Give the unit of a claim, the candidates where it is open, and what is doubtful about it."""
    own = case.senders_units
    reasons: list[Reason] = []
    sender = case.findings.letter.sender.email or case.findings.letter.sender.name
    if case.replied is not None:
        answered = tuple(unit for unit in case.replied.units if unit in own)
        if not answered:
            reasons.append(Reason(code="unknown-address" if not own else "answers-for-others", about=sender))
        own = answered or case.replied.units
    elif not own:
        reasons.append(Reason(code="unknown-address", about=sender))
    unit, candidates, more = _among(case, claim, own)
    reasons += more
    reasons += _passed_on(case, unit)
    return unit, candidates, reasons


def _among(case: _Case, claim: Claim, own: tuple[str, ...]) -> tuple[str | None, tuple[str, ...], list[Reason]]:
    named = claim.units or case.findings.named_units
    mine = tuple(unit for unit in named if unit in own)
    if own and not mine and len(claim.units) > OF_ONE_NAME:
        # "Bộ phận một cửa của Chi cục": a kind that many units share is none of theirs from another address.
        claim, named = replace(claim, units=()), case.findings.named_units
        if len(named) > OF_ONE_NAME and not set(named) & set(own):
            named = ()
        mine = tuple(unit for unit in named if unit in own)
    if not own:
        if len(named) == 1:
            return named[0], (), []
        return (
            None,
            named[:10],
            [Reason(code="no-unit")] if not named else [Reason(code="several-units", about=_names(case, named))],
        )
    if claim.units:
        if len(mine) == 1:
            return mine[0], (), []
        if not mine:
            guess = claim.units[0] if len(claim.units) == 1 else None
            return (
                guess,
                claim.units if guess is None else (),
                [Reason(code="names-other-unit", about=_names(case, claim.units))],
            )
        return None, mine, [Reason(code="several-units", about=_names(case, mine))]
    if len(own) == 1:
        if named and not mine:
            return own[0], (), [Reason(code="names-other-unit", about=_names(case, named))]
        return own[0], (), []
    if len(mine) == 1:
        # Units of other addresses beside it are partners or addressees.
        return mine[0], (), []
    if not mine:
        code = "names-other-unit" if named else "shared-address"
        return None, own, [Reason(code=code, about=_names(case, named or own))]
    return None, own, [Reason(code="several-units", about=_names(case, named))]


def _names(case: _Case, units: tuple[str, ...]) -> str:
    by_id = case.roster.by_id
    return ", ".join(by_id[unit].name if unit in by_id else unit for unit in units[:4])


def _passed_on(case: _Case, unit: str | None) -> list[Reason]:
    """Doubt a forwarded report that came from another unit's address than the sender's."""
    reasons: list[Reason] = []
    for address in case.findings.origins:
        units = tuple(each.id for each in case.roster.at_address(address))
        if units and unit not in units:
            reasons.append(Reason(code="passed-on", about=address))
    letter = case.findings.letter
    inside = [word.strip("<>()[],;\"'").casefold() for word in letter.sender.name.split() if "@" in word]
    if any(address != letter.sender.email and case.roster.at_address(address) for address in inside):
        reasons.append(Reason(code="name-shows-other-address", about=letter.sender.name))
    if not letter.plain_sender and case.senders_units:
        reasons.append(Reason(code="sender-unclear", about=letter.sender.email))
    own = set(case.senders_units)
    for address in letter.senders:
        others = {each.id for each in case.roster.at_address(address)}
        if address != letter.sender.email and not others & own:
            reasons.append(Reason(code="several-senders", about=", ".join(letter.senders)))
            break
    return reasons


def _authenticity(case: _Case) -> list[Reason]:
    letter = case.findings.letter
    if not case.authserv_ids or not case.senders_units:
        return []
    verdict = failing(letter.authentication_results, case.authserv_ids, letter.sender.email)
    return [Reason(code="forged", about=verdict)] if verdict else []


# Which week?

Timed = tuple[dt.date | None, PeriodBasis, list[Reason]]


def _which_week(case: _Case, week: Week) -> Timed:
    """Give the period: what the mail says, else the letter that it answers, else the time of arrival."""
    guess = _by_arrival(case)
    if week.basis is WeekBasis.PREVIOUS:
        return _by_word(case, week, guess)
    if week.basis is WeekBasis.DATE and week.end is not None:
        return _by_date(case, week.first, week.end, guess)
    if week.basis is WeekBasis.WEEK_NUMBER and week.number is not None:
        return _by_number(case, week.number, week.year, guess)
    if case.replied is not None and case.replied.period is not None:
        return _by_reply(case, case.replied.period, guess)
    if not case.has_ledger and case.findings.letter.is_reply and case.findings.thread.basis is not WeekBasis.NONE:
        return _by_thread(case, guess)
    return guess


def _by_arrival(case: _Case) -> Timed:
    if case.received_at is None:
        return None, PeriodBasis.UNKNOWN, [Reason(code="no-time")]
    calendar = case.calendar
    open_ = calendar.open_at(case.received_at)
    closed = calendar.closed_before(case.received_at)
    if closed is None or not _before_monday(calendar, closed.deadline, case.received_at):
        if closed is not None and not case.has_ledger and _corrects_early(case, closed.deadline, case.received_at):
            return closed.key, PeriodBasis.ARRIVAL, [Reason(code="either-week", about=f"{closed.name} {open_.name}")]
        if closed is not None and _was_sent_before(case, closed.deadline, case.received_at):
            return closed.key, PeriodBasis.ARRIVAL, [Reason(code="sent-earlier", about=closed.name)]
        return open_.key, PeriodBasis.ARRIVAL, []
    if case.has_ledger:
        return closed.key, PeriodBasis.ARRIVAL, []
    return closed.key, PeriodBasis.ARRIVAL, [Reason(code="after-deadline", about=closed.name)]


def _was_sent_before(case: _Case, deadline: dt.datetime, instant: dt.datetime) -> bool:
    """Whether a mail was written before a deadline and lay on its way past the weekend: its "this week" is over."""
    sent = case.findings.letter.date
    if sent is None or sent.tzinfo is None:
        return False
    return sent <= deadline and instant - sent < dt.timedelta(days=LONGEST_WAY)


LONGEST_WAY = 14
"""Days; a clock that is off by more was never set."""


def _corrects_early(case: _Case, deadline: dt.datetime, instant: dt.datetime) -> bool:
    """Whether a correction comes so early in a week that it more likely corrects the last week's report; the ledger knows."""
    days = (case.calendar.local(instant).date() - case.calendar.local(deadline).date()).days
    return case.findings.change is Change.REPLACES and days <= LATE_DAYS


def _before_monday(calendar: Calendar, deadline: dt.datetime, instant: dt.datetime) -> bool:
    """Whether an instant lies between a deadline and the end of the Sunday after it (local)."""
    day = calendar.local(deadline).date()
    monday = day + dt.timedelta(days=7 - day.weekday())
    return calendar.local(instant).date() < monday


def _by_date(case: _Case, first: dt.date | None, end: dt.date, guess: Timed) -> Timed:
    calendar = case.calendar
    key = _key_of(case, first, end, guess[0])
    if key is None:
        return guess[0], PeriodBasis.STATED, [Reason(code="week-unclear", about=_shown(first, end))]
    return key, PeriodBasis.STATED, _plausible(case, calendar, key, end)


def _key_of(case: _Case, first: dt.date | None, end: dt.date, guess: dt.date | None) -> dt.date | None:
    """Give the period that a last day belongs to, None where only a human can say."""
    calendar = case.calendar
    if calendar.is_key(end):
        return end
    key = end + dt.timedelta(days=(calendar.weekday - end.weekday()) % 7)
    moved = calendar.period(key).deadline if calendar.is_key(key) else None
    before = key - dt.timedelta(days=7)
    # Only the day before a deadline closes its week as well: a span that ends earlier tells of a part of it, one that ends
    # right after a deadline may mean either week.
    if moved is None or (key - end).days > LAST_DAYS or (first is not None and (before - first).days > LAST_DAYS):
        return None
    return key if first is not None or key == guess or _just_closed(case) == key else None


def _by_word(case: _Case, week: Week, guess: Timed) -> Timed:
    """Take "last week" as the one that closed last; right after a deadline it may be either."""
    closed = _just_closed(case)
    if closed is not None and closed == guess[0] and guess[2] and case.has_ledger:
        # Written before that deadline, it came after it: the week before is meant, as in its copy that came in time.
        earlier = closed - dt.timedelta(days=7)
        return (earlier if case.calendar.is_key(earlier) else closed), PeriodBasis.STATED, guess[2]
    if closed is None or closed == guess[0]:
        return guess[0], PeriodBasis.STATED, [Reason(code="only-last-week")]
    if not case.has_ledger:
        # With a ledger the books know whether that week has a figure already.
        evidence = week.evidence.text[:80] if week.evidence else ""
        return closed, PeriodBasis.STATED, [Reason(code="only-last-week", about=evidence)]
    return closed, PeriodBasis.STATED, []


def _just_closed(case: _Case) -> dt.date | None:
    closed = case.calendar.closed_before(case.received_at) if case.received_at else None
    return closed.key if closed else None


def _plausible(case: _Case, calendar: Calendar, key: dt.date, end: dt.date) -> list[Reason]:
    if case.received_at is None:
        return []
    if key > calendar.open_at(case.received_at).key or end > calendar.open_at(case.received_at).key:
        return [Reason(code="future-week", about=end.strftime("%d/%m/%Y"))]
    if calendar.local(case.received_at).date() - key > FAR_PAST:
        return [Reason(code="long-past-week", about=end.strftime("%d/%m/%Y"))]
    return []


def _by_number(case: _Case, number: int, year: int | None, guess: Timed) -> Timed:
    """Give the period whose deadline lies in the ISO week of this number, near the arrival; any other number is unclear."""
    unclear: Timed = (guess[0], PeriodBasis.STATED, [Reason(code="week-number", about=str(number))])
    if case.received_at is None:
        return unclear
    calendar = case.calendar
    open_ = calendar.open_at(case.received_at).key
    near = [
        key
        for weeks in range(6)
        if calendar.is_key(key := open_ - dt.timedelta(weeks=weeks))
        and key.isocalendar().week == number
        and year in (None, key.year, key.isocalendar().year)
    ]
    if not near:
        return unclear
    days = (calendar.local(case.received_at).date() - near[0]).days
    replied = case.replied is not None and case.replied.period == near[0]
    if near[0] != open_ and year is None and days > LATE_DAYS and not replied:
        return near[0], PeriodBasis.STATED, [Reason(code="week-number", about=str(number))]
    return near[0], PeriodBasis.STATED, _plausible(case, calendar, near[0], near[0])


def _by_reply(case: _Case, period: dt.date, guess: Timed) -> Timed:
    if case.findings.bare_number or guess[0] is None or period == guess[0]:
        return period, PeriodBasis.REPLY, []
    # A whole report under an old letter may be this week's.
    return period, PeriodBasis.REPLY, [Reason(code="old-thread", about=period.strftime("%d/%m/%Y"))]


def _by_thread(case: _Case, guess: Timed) -> Timed:
    """Without a ledger the repeated subject or quoted words tell which letter is answered; surely only where they agree with arrival."""
    thread = case.findings.thread
    if thread.end is not None:
        key, _, reasons = _by_date(case, thread.first, thread.end, guess)
    else:
        key, _, reasons = _by_number(case, thread.number or 0, thread.year, guess)
    if reasons or key is None:
        return guess
    if key == guess[0]:
        return key, PeriodBasis.REPLY, []
    if case.findings.bare_number and case.findings.answers_us:
        return key, PeriodBasis.REPLY, []
    return guess[0], guess[1], [*guess[2], Reason(code="old-thread", about=key.strftime("%d/%m/%Y"))]


def _shown(first: dt.date | None, end: dt.date) -> str:
    shown = end.strftime("%d/%m/%Y")
    return f"{first.strftime('%d/%m')} - {shown}" if first else shown


# Contact


def _contact(case: _Case) -> Contact | None:
    officer = case.findings.officer
    if officer is None:
        return None
    own = case.senders_units
    named = officer.units or case.findings.named_units
    mine = tuple(unit for unit in named if unit in own) or (own if len(own) == 1 else ())
    unit = mine[0] if len(mine) == 1 else named[0] if not own and len(named) == 1 else None
    if unit is None and not own:
        return None  # the officer of some other office: a circular's, the directive's
    return Contact(unit=unit, name=officer.name, position=officer.position, phone=officer.phone)
