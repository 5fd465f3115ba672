"""From a duty and the situation to the mail: fills the view that its words are made from, and the envelope around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from email.utils import parseaddr

from ingest import reasons
from ingest.archive import ArchiveError
from ingest.books import Outcome, Waiting
from ingest.calendar import Period
from ingest.roster import Unit
from parsers.values import Address, Change
from reporting import views
from reporting.journal import journal
from reporting.letters_out import Envelope, Rendered, render, to_message
from reporting.outbox import Duty, DutyKind, LetterOut, State
from reporting.situation import Situation
from reporting.standing import PeriodStanding, Standing
from reporting.summary import pictures, summary_letter

LAST_WEEKS = 4
"""How many of a unit's own periods its reminder shows."""


def compose(situation: Situation, letter: LetterOut, duty: Duty, *, sender: str, reply_to: Iterable[str]) -> bytes:
    """Give the mail of a letter out, as the situation is now."""
    view = view_of(situation, duty)
    if letter.id in situation.bare:
        rendered = _without_files(situation, view)
    elif isinstance(view, views.SummaryView):
        rendered = summary_with_files(situation, view)
    else:
        rendered = render(view, files=_asked_about(situation, duty), templates=situation.templates)
    name, address = parseaddr(sender)
    envelope = Envelope(
        message_id=letter.message_id,
        sender=Address(name=name, email=address),
        to=tuple(Address(name="", email=recipient) for recipient in duty.recipients),
        cc=tuple(Address(name="", email=recipient) for recipient in duty.cc),
        reply_to=tuple(Address(name=name, email=own) for own in reply_to),
        in_reply_to=_answered(situation, duty),
        references=_thread(situation, letter, duty),
        date=situation.calendar.local(situation.now),
        tag=letter.token,
    )
    return to_message(rendered, envelope)


MOST_ATTACHED = 8_000_000
"""Bytes of mails that a request carries at most: more may not get through."""


def _asked_about(situation: Situation, duty: Duty) -> tuple[views.File, ...]:
    """Give the mails that a request asks about, under the numbers of its items, as far as they fit."""
    if duty.kind is not DutyKind.REVIEW or situation.raw_of is None:
        return ()
    waiting = {wait.recorded.id: wait for wait in situation.books.waiting}
    files: list[views.File] = []
    left = MOST_ATTACHED
    for number, reading in enumerate(duty.about["readings"], start=1):
        if reading not in waiting:
            continue
        try:
            raw = situation.raw_of(situation.by_message[waiting[reading].recorded.message].sha256)
        except ArchiveError:
            continue  # the words of the request say what was read; the audit tells of what is missing
        if len(raw) <= left:
            left -= len(raw)
            files.append(views.File(name=f"{number}.eml", media_type="application/octet-stream", data=raw))
    return tuple(files)


def summary_with_files(situation: Situation, view: views.SummaryView) -> Rendered:
    """Give the office's mail with everything that lies ready: workbook, and the official report where its head is configured."""
    return summary_letter(view, files=official_files(situation, view), templates=situation.templates)


_NO_FILES = {
    views.Language.VI: "Máy chủ thư không nhận thư có tệp đính kèm, nên thư này không kèm tệp; lấy tệp bằng lệnh dondoc summary.",
    views.Language.EN: "The mail server did not take this letter with its files, so it comes without; dondoc summary makes them.",
}


def _without_files(situation: Situation, view: views.View) -> Rendered:
    """Give a letter without what was attached; the summary says so."""
    if not isinstance(view, views.SummaryView):
        return render(view, templates=situation.templates)
    told = views.Problem(kind=views.ProblemKind.OTHER, about=_NO_FILES[situation.campaign.language])
    view = replace(view, problems=(told, *view.problems))
    return render(view, pictures=pictures(view), templates=situation.templates)


def official_files(situation: Situation, view: views.SummaryView) -> tuple[views.File, ...]:
    """Give the official report, if its head is configured."""
    if situation.head is None:
        return ()
    from reporting.official_report import official_file

    return (official_file(views.OfficialReportView(summary=view, head=situation.head), templates=situation.templates),)


def view_of(situation: Situation, duty: Duty) -> views.View:
    """Give what a duty's letter tells."""
    match duty.kind:
        case DutyKind.REMINDER | DutyKind.OVERDUE:
            return _chasing_view(situation, duty)
        case DutyKind.RECEIPT:
            return _receipt_view(situation, duty)
        case DutyKind.REVIEW:
            return views.ReviewView(campaign=situation.campaign, items=review_items(situation, duty))
        case DutyKind.SUMMARY:
            assert duty.period is not None
            return summary_view(situation, situation.calendar.period(duty.period), revises=duty.about.get("revises"))
        case DutyKind.ALERT if duty.step == "flood":
            return views.FloodView(
                campaign=situation.campaign,
                address=duty.about["address"],
                units=situation.roster.at_address(duty.about["address"]),
                letters=situation.policy.letters_a_day,
            )
        case DutyKind.ALERT if "fault" in duty.about:
            return _fault_view(situation, duty)
        case DutyKind.ALERT:
            return views.AlertView(
                campaign=situation.campaign,
                mailbox=duty.about["mailbox"],
                address=situation.mailboxes.get(duty.about["mailbox"], ""),
                works=duty.step == "works",
                since=dt.datetime.fromisoformat(duty.about["since"]),
                why=duty.about["why"],
                held=duty.about["held"],
            )
        case DutyKind.RULED:
            return views.RulingsView(
                campaign=situation.campaign,
                done=tuple(duty.about["done"]),
                refused=tuple(duty.about["refused"]),
                waiting=review_items(situation, duty),
            )
        case DutyKind.ANNOUNCEMENT:
            period = _period(situation, duty)
            return views.AnnouncementView(
                campaign=situation.campaign,
                period=period,
                nominal=situation.calendar.nominal_deadline(period.key),
                units=_units(situation, duty.units),
            )
        case DutyKind.HOLIDAY:
            return views.HolidayView(
                campaign=situation.campaign, period=_period(situation, duty), holiday=duty.about["holiday"]
            )


def _fault_view(situation: Situation, duty: Duty) -> views.FaultView:
    about = duty.about
    kind, _colon, _mailbox = about["fault"].partition(":")
    instant = {name: dt.datetime.fromisoformat(about[name]) for name in ("until", "before", "after") if name in about}
    return views.FaultView(
        campaign=situation.campaign,
        fault=views.FaultKind(kind),
        over=duty.step == "works",
        since=dt.datetime.fromisoformat(about["since"]),
        place=about.get("path", situation.mailboxes.get(about.get("beside", ""), "")),
        megabytes=about.get("free", 0) // 2**20,
        lead=dt.timedelta(seconds=about.get("seconds", 0)),
        why=about.get("why", ""),
        **instant,
    )


def _period(situation: Situation, duty: Duty) -> Period:
    assert duty.period is not None
    return situation.calendar.period(duty.period)


def _units(situation: Situation, ids: Iterable[str]) -> tuple[Unit, ...]:
    by_id = situation.roster.by_id
    return tuple(by_id[unit] for unit in ids if unit in by_id)


def _chasing_view(situation: Situation, duty: Duty) -> views.View:
    period = _period(situation, duty)
    units = tuple(
        views.UnitWeeks(unit=unit, weeks=_last_weeks(situation, unit, period)) for unit in _units(situation, duty.units)
    )
    step = int(duty.about.get("number", 1))
    if duty.kind is DutyKind.REMINDER:
        left = max(period.deadline - situation.now, dt.timedelta(0))
        return views.ReminderView(campaign=situation.campaign, period=period, units=units, left=left, step=step)
    return views.OverdueView(campaign=situation.campaign, period=period, units=units, step=step)


def _last_weeks(situation: Situation, unit: Unit, period: Period) -> tuple[views.PastWeek, ...]:
    found: list[views.PastWeek] = []
    for earlier in situation.calendar.periods_until(situation.now):
        if earlier.key >= period.key or earlier.waived:
            continue
        standing = next(each for each in situation.standing(earlier).units if each.unit.id == unit.id)
        count = standing.figure.count if standing.figure else None
        found.append(views.PastWeek(key=earlier.key, standing=standing.standing, count=count))
    return tuple(found[-LAST_WEEKS:])


def _receipt_view(situation: Situation, duty: Duty) -> views.View:
    extraction = situation.by_message[duty.about["message"]]
    by_id = situation.roster.by_id
    items: list[views.ReceiptItem] = []
    for recorded in situation.readings:
        if recorded.id not in duty.about["readings"]:
            continue
        reading = recorded.reading
        key = situation.books.periods.get(recorded.id) or reading.period
        period = situation.calendar.period(key) if key is not None and situation.calendar.is_key(key) else None
        figure = situation.books.figures.get((reading.unit or "", key, reading.indicator)) if key else None
        outcome = situation.books.outcomes.get(recorded.id)
        items.append(
            views.ReceiptItem(
                unit=by_id.get(reading.unit or ""),
                period=period,
                count=reading.count if outcome in {Outcome.IN_FORCE, Outcome.REPLACED} else None,
                cumulative=reading.cumulative,
                our_total=situation.books.cumulative_expected.get(recorded.id),
                evidence=reading.evidence,
                late=figure is not None and period is not None and figure.reported_at > period.deadline,
                checking=outcome is Outcome.WAITING,
            )
        )
    return views.ReceiptView(
        campaign=situation.campaign, items=tuple(items), received_at=extraction.received_at, subject=extraction.subject
    )


def review_items(situation: Situation, duty: Duty) -> tuple[views.ReviewItem, ...]:
    """Give what a request asks about and what of it still waits, under the numbers of its own list."""
    waiting = {wait.recorded.id: wait for wait in situation.books.waiting}
    return tuple(
        review_item(situation, waiting[reading], number, new=reading in duty.about.get("new", ()))
        for number, reading in enumerate(duty.about.get("readings", ()), start=1)
        if reading in waiting
    )


def review_item(situation: Situation, wait: Waiting, number: int, *, new: bool = False) -> views.ReviewItem:
    """Give one reading that waits as the office sees it."""
    by_id = situation.roster.by_id
    return views.ReviewItem(
        number=number,
        unit=by_id.get(wait.unit or ""),
        candidates=_units(situation, wait.recorded.reading.candidates),
        period=wait.period,
        count=wait.count,
        cumulative=wait.cumulative,
        reasons=tuple(reasons.words(reason, situation.campaign.language) for reason in wait.reasons),
        evidence=wait.recorded.reading.evidence,
        sender=wait.recorded.sender,
        subject=wait.recorded.subject,
        received_at=wait.recorded.received_at,
        in_force=wait.in_force.count if wait.in_force else None,
        new=new,
        supplements=wait.in_force is not None and wait.recorded.reading.change is Change.SUPPLEMENTS,
    )


def summary_view(situation: Situation, period: Period, *, revises: int | None = None) -> views.SummaryView:
    """Give all that the office gets to know about a period."""
    season = tuple(
        situation.standing(earlier)
        for earlier in situation.calendar.periods_until(situation.now)
        if earlier.key < period.key
    )
    standing = situation.standing(period)
    sent = _last_summary(situation, revises, period)
    differences = _differences(situation, sent, period) if sent else ()
    revision = None
    if revises is not None and sent is not None:
        before = sent.duty.about["figures"].get(period.name, {})
        revision = views.Revision(
            sent_at=sent.sent_at or sent.created_at, differences=differences, total_before=sum(before.values())
        )
    return views.SummaryView(
        campaign=situation.campaign,
        made_at=situation.calendar.local(situation.now),
        standing=standing,
        season=season,
        waiting=tuple(
            review_item(situation, wait, number) for number, wait in enumerate(situation.books.waiting, start=1)
        ),
        remarks=remarks_of(situation, standing),
        reconciliation=tuple(
            views.FolderCount(
                mailbox=account.mailbox,
                folder=account.folder,
                on_server=account.on_server or 0,
                reports=account.reports,
                waiting=account.waiting,
                set_aside=account.set_aside,
                other=account.other,
                earlier=account.earlier,
                gone=account.gone,
            )
            for account in situation.accounts
        ),
        problems=tuple(_problems(situation)),
        changes=() if revision else tuple(change for change in differences if change.key < period.key),
        revision=revision,
        target=situation.target,
        officers=officers(situation),
        journal=journal(situation),
        ledger_head=situation.ledger_head,
        calls=calls(situation, standing),
    )


def _last_summary(situation: Situation, revises: int | None, period: Period) -> LetterOut | None:
    sent = [
        letter
        for letter in situation.letters
        if letter.duty.kind is DutyKind.SUMMARY
        and letter.state is not State.WITHDRAWN
        and letter.duty.about.get("figures") is not None
        and (letter.id == revises if revises is not None else letter.duty.period != period.key)
    ]
    return sent[-1] if sent else None


def _differences(situation: Situation, sent: LetterOut, period: Period) -> tuple[views.FigureChange, ...]:
    """Compare the figures of a summary that was sent with those of now, for all periods up to one."""
    told: Mapping[str, Mapping[str, int]] = sent.duty.about["figures"]
    now = {
        (key, unit): figure.count
        for (unit, key, indicator), figure in situation.books.figures.items()
        if indicator == situation.campaign.indicator and key <= period.key
    }
    before = {(dt.date.fromisoformat(key), unit): count for key, units in told.items() for unit, count in units.items()}
    if sent.duty.period is not None:  # a period that had not closed then was not told of
        now = {place: count for place, count in now.items() if place[0] <= sent.duty.period}
    by_id = situation.roster.by_id
    return tuple(
        views.FigureChange(unit=by_id[unit], key=key, before=before.get((key, unit)), after=now.get((key, unit)))
        for key, unit in sorted(before.keys() | now.keys())
        if unit in by_id and before.get((key, unit)) != now.get((key, unit))
    )


def remarks_of(situation: Situation, standing: PeriodStanding) -> tuple[views.Remark, ...]:
    """Give the difficulties that units report, from messages with a figure in this period."""
    period = standing.period.key
    found: list[views.Remark] = []
    for extraction in situation.extractions:
        readings = [reading for reading in situation.readings if reading.message == extraction.message]
        periods = {situation.books.periods.get(reading.id) or reading.reading.period for reading in readings}
        if extraction.remarks and period in periods:
            units = {reading.reading.unit for reading in readings}
            unit = situation.roster.by_id.get(next(iter(units)) or "") if len(units) == 1 else None
            found += [views.Remark(unit=unit, text=text) for text in extraction.remarks]
    return tuple(dict.fromkeys(found))


_ASIDE = {
    views.Language.VI: "Một thư trong {where} chưa đọc được, xin mở trực tiếp trong hộp thư: {about}.",
    views.Language.EN: "A mail in {where} could not be read, please open it in the mailbox: {about}.",
}


def _problems(situation: Situation) -> Iterable[views.Problem]:
    for mailbox, health in situation.health.items():
        if health.failing_since is not None and mailbox in situation.mailboxes:
            yield views.Problem(
                kind=views.ProblemKind.MAILBOX_UNREAD, about=mailbox, since=health.failing_since, why=health.error or ""
            )
    for letter in situation.letters:
        failed = letter.state is State.FAILED
        put_off = letter.state is State.DUE and letter.tries > 0
        if failed or put_off:
            yield views.Problem(
                kind=views.ProblemKind.NOT_DELIVERED,
                about=", ".join(letter.pending or letter.duty.recipients),
                since=letter.created_at,
                why=situation.attempts[letter.id].detail if letter.id in situation.attempts else "",
            )
    words = _ASIDE[situation.campaign.language]
    for mail in situation.aside:
        about = f"{mail.sender}: {mail.subject}".strip(": ") or f"UID {mail.uid}"
        where = f"{mail.mailbox}/{mail.folder}"
        yield views.Problem(kind=views.ProblemKind.OTHER, about=words.format(where=where, about=about), why=mail.why)
    for address in sorted(situation.dead_addresses):
        yield views.Problem(kind=views.ProblemKind.BOUNCED, about=address)


def officers(situation: Situation) -> tuple[views.OfficerRow, ...]:
    """Give each unit's focal officer, as its last contact mail names one."""
    named: dict[str, views.OfficerRow] = {}
    by_id = situation.roster.by_id
    for extraction in sorted(situation.extractions, key=lambda extraction: extraction.received_at):
        contact = extraction.contact
        unit = by_id.get(contact.unit or "") if contact else None
        if contact is not None and unit is not None:
            named[unit.id] = views.OfficerRow(
                unit=unit,
                name=contact.name,
                position=contact.position or "",
                phone=contact.phone or "",
                since=extraction.received_at,
            )
    return tuple(named.get(unit.id, views.OfficerRow(unit=unit)) for unit in situation.roster.units)


_CALLS = {
    views.Language.VI: (
        "Thư gửi đến đơn vị đều bị trả lại; xin hỏi địa chỉ thư điện tử đang dùng.",
        "Chưa báo cáo {weeks} tuần liền và không trả lời thư nhắc; xin nhắc báo cáo số liệu tuần đến {week}.",
        "Chưa báo cáo {weeks} tuần liền; xin nhắc báo cáo số liệu tuần đến {week}.",
    ),
    views.Language.EN: (
        "All letters to the unit come back; please ask for an address that works.",
        "Has not reported for {weeks} weeks in a row and does not answer letters; please ask for the week to {week}.",
        "Has not reported for {weeks} weeks in a row; please ask for the week to {week}.",
    ),
}


def calls(situation: Situation, standing: PeriodStanding) -> tuple[views.CallItem, ...]:
    """Give the units that letters don't reach: their addresses are dead, or they have been silent for two periods or more."""
    named = {row.unit.id: row for row in officers(situation)}
    returned, unanswered, silent = _CALLS[situation.campaign.language]
    chasing = [
        letter
        for letter in situation.letters
        if letter.duty.kind in {DutyKind.REMINDER, DutyKind.OVERDUE} and letter.state is State.SENT
    ]
    found: list[views.CallItem] = []
    for each in standing.having(Standing.MISSING):
        weeks = _silent_weeks(situation, each.unit.id, standing.period)
        chased = any(each.unit.id in letter.duty.units and letter.duty.period in weeks for letter in chasing)
        week = f"{standing.period.key.day}/{standing.period.key.month}"
        if situation.address_of(each.unit.id) is None:
            why = returned
        elif len(weeks) >= 2:
            why = (unanswered if chased else silent).format(weeks=len(weeks), week=week)
        else:
            continue
        found.append(views.CallItem(unit=each.unit, why=why, officer=named.get(each.unit.id)))
    return tuple(found)


def _silent_weeks(situation: Situation, unit: str, last: Period) -> list[dt.date]:
    """Give the keys of the periods in a row, up to one, in which a unit was missing; waived ones are passed over."""
    silent: list[dt.date] = []
    periods = [period for period in situation.calendar.periods_until(situation.now) if period.key <= last.key]
    for period in reversed([period for period in periods if not period.waived]):
        standing = next(each.standing for each in situation.standing(period).units if each.unit.id == unit)
        if standing is not Standing.MISSING:
            break
        silent.append(period.key)
    return silent


def _answered(situation: Situation, duty: Duty) -> str:
    """Give the Message-ID of the mail that a letter answers."""
    message = duty.about.get("message")
    extraction = situation.by_message.get(message) if isinstance(message, int) else None
    return extraction.message_id if extraction else ""


def _thread(situation: Situation, letter: LetterOut, duty: Duty) -> tuple[str, ...]:
    """Give what a letter hangs under: their mail, or the first of our letters to the same unit about the same period."""
    if answered := _answered(situation, duty):
        return (answered,)
    if duty.period is None or not duty.units:
        return ()
    earlier = [
        other.message_id
        for other in situation.letters
        if other.id < letter.id
        and other.duty.period == duty.period
        and set(other.duty.units) & set(duty.units)
        and other.state is State.SENT
    ]
    return tuple(earlier)
