"""Duties: which mail is owed at an instant. Derived from the situation, never scheduled.

Each duty has a key of its own, so that it is fulfilled once however often the worker looks, and a step that was slept through is
caught up with one letter: of several steps that have passed, only the last one counts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.books import Outcome
from ingest.calendar import WEEK, Period
from ingest.ledger import Fault, RecordedExtraction
from parsers.values import Kind
from reporting import ruling_words
from reporting.outbox import Duty, DutyKind, LetterOut, State
from reporting.situation import Situation
from reporting.standing import Standing
from reporting.views import FaultKind

DAY = dt.timedelta(days=1)
NOT_ANSWERED = frozenset({"forged", "unknown-address", "name-shows-other-address", "several-senders"})
"""Reasons of a reading whose sender gets no letter before a ruling: it may not be who it says."""


def owed(situation: Situation) -> list[Duty]:
    """Give all mail that is owed now and has no row in the outbox yet, in the order in which it goes out."""
    known = {letter.duty.key for letter in situation.letters}
    found = [
        *alerts(situation),
        *receipts(situation),
        *summaries(situation),
        *confirmations(situation),
        *review_requests(situation),
        *announcements(situation),
        *holiday_warnings(situation),
        *chasing(situation),
    ]
    return [duty for duty in _capped(situation, found) if duty.key not in known]


def held(situation: Situation) -> tuple[Duty, ...]:
    """Give the reminders and notices that are owed but wait, because a mailbox could not be read."""
    return tuple(_ladder(situation)) if situation.unread else ()


def chasing(situation: Situation) -> Iterator[Duty]:
    """Give the reminders and overdue notices that are owed: none while a mailbox cannot be read."""
    if not situation.unread and not is_quiet(situation):
        yield from _ladder(situation)


def is_quiet(situation: Situation) -> bool:
    """Tell whether it is an hour at which nobody is chased; what falls due in it leaves at its end."""
    if situation.policy.quiet is None:
        return False
    begins, ends = situation.policy.quiet
    clock = situation.calendar.local(situation.now).time()
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def _ladder(situation: Situation) -> Iterator[Duty]:
    for period, kind, number, step in _steps(situation):
        told = {
            unit
            for letter in situation.letters
            if (letter.duty.kind, letter.duty.period, letter.duty.step) == (kind, period.key, step)
            for unit in letter.duty.units
        }
        missing = [unit.unit.id for unit in situation.standing(period).having(Standing.MISSING)]
        copied = kind is DutyKind.OVERDUE and step in {_step_name(span) for span in situation.policy.copy_head}
        for address, units in _by_address(situation, (unit for unit in missing if unit not in told)):
            if _chased_lately(situation, address):
                continue
            yield Duty(
                key=f"{kind}:{period.name}:{step}:{'+'.join(units)}",
                kind=kind,
                step=step,
                period=period.key,
                units=units,
                recipients=(address,),
                cc=_heads(situation, units, address) if copied else (),
                about={"number": number},
            )


def _steps(situation: Situation) -> Iterator[tuple[Period, DutyKind, int, str]]:
    """Give the step of the ladder at which each period stands: the last one passed, while its ladder lasts."""
    now, policy = situation.now, situation.policy
    following = situation.calendar.open_at(now)
    if step := _last_passed(now, [(following.deadline - span, span) for span in policy.before]):
        yield following, DutyKind.REMINDER, *step
    closed = situation.calendar.closed_before(now)
    if closed is None or now >= following.deadline - policy.ladder_begins:
        return  # the next period's ladder has begun: nobody is chased for two at once
    if step := _last_passed(now, [(closed.deadline + span, span) for span in policy.after]):
        yield closed, DutyKind.OVERDUE, *step


def announcements(situation: Situation) -> Iterator[Duty]:
    """Tell all units ahead of time that a deadline is another one, or that nobody has to report; again if it is moved again."""
    for period in _coming(situation):
        nominal = situation.calendar.nominal_deadline(period.key)
        if not period.waived and period.deadline == nominal:
            continue
        said = "waived" if period.waived else f"{period.deadline:%Y%m%dT%H%M}"
        told = {
            unit
            for letter in situation.letters
            if (letter.duty.kind, letter.duty.period, letter.duty.step) == (DutyKind.ANNOUNCEMENT, period.key, said)
            for unit in letter.duty.units
        }
        owing = (
            unit.id
            for unit in situation.roster.units
            if unit.id not in told and not situation.is_exempt(unit.id, period.key)
        )
        for address, units in _by_address(situation, owing):
            yield Duty(
                key=f"announcement:{period.name}:{said}:{'+'.join(units)}",
                kind=DutyKind.ANNOUNCEMENT,
                step=said,
                period=period.key,
                units=units,
                recipients=(address,),
            )


def holiday_warnings(situation: Situation) -> Iterator[Duty]:
    """Warn the office once of a deadline on a public holiday that nobody has decided on."""
    for period in _coming(situation):
        day = situation.calendar.local(period.deadline).date()
        moved = period.deadline != situation.calendar.nominal_deadline(period.key)
        if period.waived or moved or not (holiday := situation.holiday_on(day)):
            continue
        yield Duty(
            key=f"holiday:{period.name}",
            kind=DutyKind.HOLIDAY,
            period=period.key,
            recipients=situation.office,
            about={"holiday": holiday},
        )


def _coming(situation: Situation) -> Iterator[Period]:
    """Give the periods, waived ones too, whose deadline comes within the time that is told ahead."""
    calendar, now = situation.calendar, situation.now
    key = calendar.first_key
    while calendar.nominal_deadline(key) < now - WEEK:
        key += WEEK
    while calendar.nominal_deadline(key) <= now + situation.policy.announce + WEEK:
        period = calendar.period(key)
        soonest = min(period.deadline, calendar.nominal_deadline(key))
        if soonest - situation.policy.announce <= now < soonest:
            yield period
        key += WEEK


def _last_passed(now: dt.datetime, steps: Iterable[tuple[dt.datetime, dt.timedelta]]) -> tuple[int, str] | None:
    """Give number and name of the last step whose time has come."""
    ordered = sorted(steps)
    passed = [(number, span) for number, (due, span) in enumerate(ordered, start=1) if due <= now]
    if not passed:
        return None
    number, span = passed[-1]
    return number, _step_name(span)


def _step_name(span: dt.timedelta) -> str:
    return f"{int(span.total_seconds() // 60)}m"


def _chased_lately(situation: Situation, address: str) -> bool:
    """Tell whether an address was chased so short a time ago that the next letter waits."""
    return any(
        letter.duty.kind in {DutyKind.REMINDER, DutyKind.OVERDUE}
        and address in letter.duty.recipients
        and letter.state is not State.WITHDRAWN
        and dt.timedelta(0) <= situation.now - letter.created_at < situation.policy.gap
        for letter in situation.letters
    )


def _heads(situation: Situation, units: Iterable[str], address: str) -> tuple[str, ...]:
    by_id = situation.roster.by_id
    heads = dict.fromkeys(by_id[unit].head for unit in units)
    return tuple(head for head in heads if head and head != address and head not in situation.dead_addresses)


def _by_address(situation: Situation, units: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Group units by the address that they are written to: one letter names all that share it."""
    groups: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        if address := situation.address_of(unit):
            groups[address].append(unit)
    return [(address, tuple(together)) for address, together in groups.items()]


def receipts(situation: Situation) -> Iterator[Duty]:
    """Give a receipt for each message that brought news, once, to the sender whom the roster knows or a ruling made known."""
    if not situation.policy.receipts:
        return
    by_message: dict[int, list[int]] = defaultdict(list)
    told_before: set[tuple[object, ...]] = set()
    for recorded in sorted(situation.readings, key=lambda reading: (reading.received_at, reading.message_key)):
        if not _is_news(situation, recorded.id):
            continue
        # A copy that another list or relay changed brings the same waiting figure again: one letter tells of both.
        reading = recorded.reading
        content = (recorded.sender, reading.unit, reading.candidates, reading.period, reading.count, reading.cumulative)
        if situation.books.outcomes.get(recorded.id) is Outcome.WAITING and content in told_before:
            continue
        told_before.add(content)
        by_message[recorded.message].append(recorded.id)
    for message, readings in by_message.items():
        extraction = situation.by_message[message]
        if not _answerable(situation, extraction, readings):
            continue
        periods = {situation.books.periods.get(reading) for reading in readings}
        yield Duty(
            key=f"receipt:{message}",
            kind=DutyKind.RECEIPT,
            period=periods.pop() if len(periods) == 1 else None,
            units=_units_of(situation, readings),
            recipients=(extraction.sender,),
            about={"message": message, "readings": readings},
        )


def _is_news(situation: Situation, reading: int) -> bool:
    return situation.books.outcomes.get(reading) in {Outcome.IN_FORCE, Outcome.REPLACED, Outcome.WAITING}


def _answerable(situation: Situation, extraction: RecordedExtraction, readings: list[int]) -> bool:
    if extraction.automatic is not None or extraction.kind in {Kind.AUTOMATIC, Kind.BOUNCE}:
        return False
    if (
        not extraction.sender
        or extraction.sender in situation.own_addresses
        or extraction.sender in situation.dead_addresses
    ):
        return False
    if situation.now - extraction.received_at > situation.policy.receipt_within:
        return False
    ruled = {ruling.reading for ruling in situation.rulings}
    if situation.now - extraction.recorded_at > DAY and not any(reading in ruled for reading in readings):
        return False  # only the day's limit can have held it back: what is left of a flood is not made up for
    doubtful = any(
        reason.code in NOT_ANSWERED
        for wait in situation.books.waiting
        if wait.recorded.id in readings and wait.recorded.id not in ruled
        for reason in wait.reasons
    )
    known = bool(situation.roster.at_address(extraction.sender)) or any(reading in ruled for reading in readings)
    return known and not doubtful


def _units_of(situation: Situation, readings: list[int]) -> tuple[str, ...]:
    found = [recorded.reading for recorded in situation.readings if recorded.id in readings]
    return tuple(
        dict.fromkeys(unit for reading in found for unit in ((reading.unit,) if reading.unit else reading.candidates))
    )


def review_requests(situation: Situation) -> Iterator[Duty]:
    """Give one letter to the office with all that waits, when something new does: at most one in the policy's gap."""
    asked = {
        reading
        for letter in situation.letters
        if letter.duty.kind in {DutyKind.REVIEW, DutyKind.RULED}
        for reading in letter.duty.about.get("readings", ())
    }
    waiting = [wait.recorded.id for wait in situation.books.waiting]
    new = [reading for reading in waiting if reading not in asked]
    last = max((letter.created_at for letter in situation.letters if letter.duty.kind is DutyKind.REVIEW), default=None)
    if not new or (last is not None and dt.timedelta(0) <= situation.now - last < situation.policy.review_gap):
        return
    yield Duty(
        key=f"review:{max(new)}",
        kind=DutyKind.REVIEW,
        recipients=situation.office,
        about={"readings": waiting, "new": new},
    )


def confirmations(situation: Situation) -> Iterator[Duty]:
    """Tell the office what became of its answers; orders from anybody else are told to the office alone."""
    waiting = [wait.recorded.id for wait in situation.books.waiting]
    told: dict[int, int] = defaultdict(int)
    for answer in situation.order_mails:
        known = answer.sender in situation.office
        again = told[answer.message]  # what a copy of the answer changed is told behind what the answer did
        told[answer.message] += 1
        if situation.now - answer.recorded_at > DAY:
            continue  # only the day's limit can have held it back: what is left of a flood is not made up for
        yield Duty(
            key=f"ruled:{answer.message}:{again}" if again else f"ruled:{answer.message}",
            kind=DutyKind.RULED,
            recipients=(answer.sender,) if known else situation.office,
            about={
                "message": answer.message if known else None,
                "done": [ruling_words.done(order, situation) for order in answer.done],
                "refused": [ruling_words.refused(order, situation.campaign.language) for order in answer.refused],
                "readings": waiting,
            },
        )


def summaries(situation: Situation) -> Iterator[Duty]:
    """Give the summary of the period that closed last, or a revised one when figures that were sent are no longer true."""
    closed = situation.calendar.closed_before(situation.now)
    while closed is not None and situation.now < closed.deadline + situation.policy.summary_after:
        closed = situation.calendar.closed_before(closed.deadline)
    if closed is None:
        return
    sent = [
        letter
        for letter in situation.letters
        if letter.duty.kind is DutyKind.SUMMARY and letter.state is not State.WITHDRAWN
    ]
    of_period = [letter for letter in sent if letter.duty.period == closed.key]
    figures = figures_until(situation, closed.key)
    if not of_period:
        yield Duty(
            key=f"summary:{closed.name}",
            kind=DutyKind.SUMMARY,
            period=closed.key,
            recipients=situation.office,
            about={"figures": figures},
        )
        return
    last = max(sent, key=lambda letter: letter.id)
    age = situation.now - last.created_at
    if last.duty.about.get("figures") == figures or abs(age) < situation.policy.revise:
        return  # an age below zero is a clock that was set back: a little, and the next one waits as long; far, and it was wrong before
    yield Duty(
        key=f"summary:{closed.name}:{len(of_period)}",
        kind=DutyKind.SUMMARY,
        step="revised",
        period=closed.key,
        recipients=situation.office,
        about={"figures": figures, "revises": last.id},
    )


def figures_until(situation: Situation, key: dt.date) -> dict[str, dict[str, int]]:
    """Give the figures in force of all periods up to one: what a summary tells, to be compared with later."""
    told: dict[str, dict[str, int]] = {}
    for (unit, period, indicator), figure in situation.books.figures.items():
        if period <= key and indicator == situation.campaign.indicator:
            told.setdefault(period.isoformat(), {})[unit] = figure.count
    return told


def alerts(situation: Situation) -> Iterator[Duty]:
    """Tell the office once when something stops to work or goes wrong, and once when that is over."""
    yield from _mailbox_alerts(situation)
    yield from _fault_alerts(situation)


def _mailbox_alerts(situation: Situation) -> Iterator[Duty]:
    waits = bool(held(situation)) and not is_quiet(situation)
    for mailbox in situation.mailboxes:
        health = situation.health.get(mailbox)
        if health is None:
            continue
        told = _alerts_about(situation, "mailbox", mailbox)
        if health.failing_since is not None:
            patience = _patience(situation, told)
            if _lasts(situation, health.failing_since, patience) or (
                waits and patience <= situation.policy.alert_after
            ):
                yield _alert(situation, mailbox, health.failing_since, works=False)
            continue
        for letter in _open(told):
            yield _alert(situation, mailbox, dt.datetime.fromisoformat(letter.duty.about["since"]), works=True)


def _fault_alerts(situation: Situation) -> Iterator[Duty]:
    """Tell of the machine's faults. That nothing can be sent is told when it is over, if it took long: before, nobody would hear it."""
    for fault in situation.faults.values():
        told = _alerts_about(situation, "fault", fault.name)
        patience = _patience(situation, told)
        if fault.name == FaultKind.SENDING:
            if fault.ended_at is not None and fault.ended_at - fault.since >= patience:
                yield _fault(situation, fault, over=True)
            continue
        if fault.ended_at is None and (not told or _lasts(situation, fault.since, patience)):
            yield _fault(situation, fault, over=False)
        for letter in _open(told):
            if fault.ended_at is not None or letter.duty.key != _fault_key(fault):
                since = dt.datetime.fromisoformat(letter.duty.about["since"])
                yield _fault(situation, replace(fault, since=since), over=True)


def _alerts_about(situation: Situation, sort: str, name: str) -> list[LetterOut]:
    return [
        letter
        for letter in situation.letters
        if letter.duty.kind is DutyKind.ALERT and letter.duty.about.get(sort) == name
    ]


def _open(told: Iterable[LetterOut]) -> list[LetterOut]:
    """Give the alerts whose end was not told."""
    letters = list(told)
    keys = {letter.duty.key for letter in letters}
    return [letter for letter in letters if letter.duty.step == "stopped" and f"{letter.duty.key}:again" not in keys]


def _patience(situation: Situation, told: Iterable[LetterOut]) -> dt.timedelta:
    """Give how long something must last to be told: twice as long after each time in a day, as what comes and goes would never end."""
    times = {letter.duty.about["since"] for letter in told if abs(situation.now - letter.created_at) < DAY}
    return situation.policy.alert_after * 2 ** len(times)


def _lasts(situation: Situation, since: dt.datetime, span: dt.timedelta) -> bool:
    """Tell whether something lasts that long; what begins in the future began under a wrong clock."""
    return not dt.timedelta(0) <= situation.now - since < span


def _alert(situation: Situation, mailbox: str, since: dt.datetime, *, works: bool) -> Duty:
    key = f"alert:{mailbox}:{_stamp(since)}"
    health = situation.health[mailbox]
    return Duty(
        key=f"{key}:again" if works else key,
        kind=DutyKind.ALERT,
        step="works" if works else "stopped",
        recipients=situation.office,
        about={"mailbox": mailbox, "since": since.isoformat(), "why": health.error or "", "held": len(held(situation))},
    )


def _fault(situation: Situation, fault: Fault, *, over: bool) -> Duty:
    until = {} if fault.ended_at is None else {"until": fault.ended_at.isoformat()}
    return Duty(
        key=f"{_fault_key(fault)}:again" if over else _fault_key(fault),
        kind=DutyKind.ALERT,
        step="works" if over else "stopped",
        recipients=situation.office,
        about={**fault.about, "fault": fault.name, "since": fault.since.isoformat(), **until},
    )


def _fault_key(fault: Fault) -> str:
    return f"fault:{fault.name}:{_stamp(fault.since)}"


def _stamp(instant: dt.datetime) -> str:
    return f"{instant.astimezone(dt.UTC):%Y%m%dT%H%M%S}"


def _capped(situation: Situation, duties: Iterable[Duty]) -> Iterator[Duty]:
    """Leave out what would go beyond the day's letters to one address: two machines that answer each other end here.

    The office gets all that it asked for; only what it is told about its answers is counted, since a machine may answer there too.
    """
    lately: dict[str, int] = defaultdict(int)
    for letter in situation.letters:
        if situation.now - DAY < letter.created_at <= situation.now:
            for address in _counted(situation, letter.duty):
                lately[address] += 1
    known = {letter.duty.key for letter in situation.letters}
    flooded: dict[str, None] = {}
    for duty in duties:
        if duty.key in known:
            continue
        counted = _counted(situation, duty)
        full = [address for address in counted if lately[address] >= situation.policy.letters_a_day]
        if full:
            flooded.update(dict.fromkeys(full))
            continue
        for address in counted:
            lately[address] += 1
        yield duty
    yield from _floods(situation, flooded)


def _counted(situation: Situation, duty: Duty) -> tuple[str, ...]:
    """Give the recipients of a letter that counts for the day's limit."""
    return tuple(
        address for address in duty.recipients if address not in situation.office or duty.kind is DutyKind.RULED
    )


def _floods(situation: Situation, addresses: Iterable[str]) -> Iterator[Duty]:
    """Tell the office of each address that reached the day's limit, once in a week."""
    told = {
        letter.duty.about.get("address")
        for letter in situation.letters
        if letter.duty.kind is DutyKind.ALERT
        and letter.duty.step == "flood"
        and abs(situation.now - letter.created_at) < WEEK
    }
    for address in addresses:
        if address not in told:
            yield Duty(
                key=f"flood:{address}:{situation.calendar.local(situation.now):%Y%m%d}",
                kind=DutyKind.ALERT,
                step="flood",
                recipients=situation.office,
                about={"address": address},
            )


def _is_followed(situation: Situation, duty: Duty, units: tuple[str, ...]) -> bool:
    """Tell whether a later step chases the same units already: what could not leave in time is caught up with one letter, not two."""
    mine = next((letter.id for letter in situation.letters if letter.duty.key == duty.key), None)
    return mine is not None and any(
        letter.id > mine
        and letter.duty.kind in {DutyKind.REMINDER, DutyKind.OVERDUE}
        and letter.state in {State.DUE, State.SENDING, State.SENT}
        and set(units) <= set(letter.duty.units)
        for letter in situation.letters
    )


def still_owed(situation: Situation, duty: Duty) -> Duty | None:
    """Look again at the moment of sending: who has reported meanwhile is not chased. None: nothing is left to say."""
    if duty.kind in {DutyKind.REMINDER, DutyKind.OVERDUE} and duty.period is not None:
        if situation.unread:
            return duty
        period = situation.calendar.period(duty.period)
        missing = {unit.unit.id for unit in situation.standing(period).having(Standing.MISSING)}
        units = tuple(unit for unit in duty.units if unit in missing)
        past = duty.kind is DutyKind.REMINDER and situation.now > period.deadline
        over = situation.now > period.deadline + WEEK
        if not units or past or over or _is_followed(situation, duty, units):
            return None
        return Duty(
            key=duty.key,
            kind=duty.kind,
            step=duty.step,
            period=duty.period,
            units=units,
            recipients=duty.recipients,
            cc=duty.cc,
            about=duty.about,
        )
    if duty.kind is DutyKind.REVIEW:
        waiting = {wait.recorded.id for wait in situation.books.waiting}
        return duty if waiting & set(duty.about["readings"]) else None
    return duty
