"""The journal: what came in and what went out, in order, for the workbook and for `explain`."""

from __future__ import annotations

from ingest.books import RulingAction
from reporting.outbox import DutyKind, State
from reporting.situation import Situation
from reporting.views import JournalLine, Language

_WORDS = {
    Language.VI: {
        "report": "Nhận báo cáo",
        "contact": "Nhận đầu mối",
        "automatic": "Thư tự động",
        "bounce": "Thư bị trả lại",
        "other": "Thư khác",
        DutyKind.RECEIPT: "Gửi xác nhận",
        DutyKind.REMINDER: "Gửi nhắc",
        DutyKind.OVERDUE: "Gửi thông báo quá hạn",
        DutyKind.REVIEW: "Gửi yêu cầu kiểm tra",
        DutyKind.SUMMARY: "Gửi tổng hợp",
        DutyKind.ALERT: "Gửi cảnh báo",
        DutyKind.RULED: "Gửi xác nhận quyết định",
        DutyKind.ANNOUNCEMENT: "Gửi thông báo hạn",
        DutyKind.HOLIDAY: "Gửi cảnh báo ngày nghỉ",
        "ruling": "Quyết định",
        RulingAction.CONFIRM: "ghi nhận",
        RulingAction.DROP: "bỏ, không tính",
        RulingAction.UNDO: "rút lại quyết định",
    },
    Language.EN: {
        "report": "Report in",
        "contact": "Officer named",
        "automatic": "Automatic mail",
        "bounce": "Mail returned",
        "other": "Other mail",
        DutyKind.RECEIPT: "Receipt sent",
        DutyKind.REMINDER: "Reminder sent",
        DutyKind.OVERDUE: "Overdue notice sent",
        DutyKind.REVIEW: "Review requested",
        DutyKind.SUMMARY: "Summary sent",
        DutyKind.ALERT: "Alert sent",
        DutyKind.RULED: "Ruling confirmed",
        DutyKind.ANNOUNCEMENT: "Deadline announced",
        DutyKind.HOLIDAY: "Holiday warning sent",
        "ruling": "Ruling",
        RulingAction.CONFIRM: "confirmed",
        RulingAction.DROP: "dropped",
        RulingAction.UNDO: "taken back",
    },
}


def journal(situation: Situation) -> tuple[JournalLine, ...]:
    """Give a line for each message in, each letter out and each ruling, the oldest first."""
    words = _WORDS[situation.campaign.language]
    by_id = situation.roster.by_id
    units: dict[int, list[str]] = {}
    for recorded in situation.readings:
        if unit := by_id.get(recorded.reading.unit or ""):
            units.setdefault(recorded.message, []).append(unit.name)
    lines = [
        JournalLine(
            at=extraction.received_at,
            what=words[extraction.kind],
            unit="; ".join(dict.fromkeys(units.get(extraction.message, ()))),
            detail=f"{extraction.sender}: {extraction.subject}",
        )
        for extraction in situation.extractions
    ]
    lines += [
        JournalLine(
            at=letter.sent_at,
            what=words[letter.duty.kind],
            unit="; ".join(by_id[unit].name for unit in letter.duty.units if unit in by_id),
            detail=", ".join(letter.duty.recipients),
        )
        for letter in situation.letters
        if letter.state is State.SENT and letter.sent_at is not None
    ]
    lines += [
        JournalLine(
            at=ruling.at,
            what=words["ruling"],
            unit=unit.name if (unit := by_id.get(ruling.unit or "")) else "",
            detail=" ".join(
                filter(
                    None,
                    [ruling.who, words[ruling.action], "" if ruling.count is None else str(ruling.count), ruling.why],
                )
            ),
        )
        for ruling in situation.rulings
    ]
    return tuple(sorted(lines, key=lambda line: line.at))
