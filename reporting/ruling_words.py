"""What became of an order, in words that the office reads."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.books import RulingAction
from ingest.order_mails import DoneOrder, RefusedOrder
from ingest.rulings import Refusal
from reporting.situation import Situation
from reporting.views import Language

_REFUSED: Mapping[Language, Mapping[Refusal, str]] = {
    Language.VI: {
        Refusal.NO_READING: "không tìm thấy mục này",
        Refusal.DECIDED: "mục này đã được quyết định hoặc không còn chờ",
        Refusal.NO_UNIT: "chưa rõ đơn vị nào {about}; xin ghi tên đơn vị sau con số, ví dụ “4 = 45 UBND phường Ka Long”",
        Refusal.NO_PERIOD: "chưa rõ tuần nào; xin ghi thêm, ví dụ “4 = 45 tuần 28/8”",
        Refusal.NO_COUNT: "chưa có con số nào để đồng ý; xin ghi con số, ví dụ “2 = 130”",
        Refusal.OUT_OF_RANGE: "con số {about} nằm ngoài khoảng cho phép",
        Refusal.CLOSED_PERIOD: "không có kỳ báo cáo {about}",
        Refusal.NOT_UNDERSTOOD: "chưa hiểu; xin viết mỗi mục một dòng như “1 ok”, “2 = 130”, “3 bỏ”",
        Refusal.NO_NUMBER: "thư được trả lời không có mục số {about}",
        Refusal.NOT_OFFICE: "thư gửi từ {about}, không phải địa chỉ của cơ quan; không thực hiện gì",
        Refusal.FORGED: "máy chủ nhận thư báo người gửi {about} có thể bị giả mạo; không thực hiện gì",
        Refusal.UNCLEAR_SENDER: "địa chỉ người gửi {about} được ghi không rõ ràng trong thư; không thực hiện gì",
        Refusal.EXPIRED: "thư được trả lời đã quá cũ; xin trả lời thư mới nhất",
        Refusal.CONTRADICTS: "trong thư có hai ý kiến khác nhau về mục này; chưa thực hiện, xin ghi lại một ý kiến",
        Refusal.IN_FUTURE: "thời điểm {about} chưa đến",
    },
    Language.EN: {
        Refusal.NO_READING: "there is no such item",
        Refusal.DECIDED: "this item was decided already, or waits no longer",
        Refusal.NO_UNIT: "it is not clear which unit {about}; write its name behind the figure, like “4 = 45 Ka Long ward”",
        Refusal.NO_PERIOD: "it is not clear which week; add it, like “4 = 45 week to 28/8”",
        Refusal.NO_COUNT: "there is no figure yet to agree to; write one, like “2 = 130”",
        Refusal.OUT_OF_RANGE: "the figure {about} is out of range",
        Refusal.CLOSED_PERIOD: "there is no reporting period {about}",
        Refusal.NOT_UNDERSTOOD: "not understood; write one item a line, like “1 ok”, “2 = 130”, “3 drop”",
        Refusal.NO_NUMBER: "the letter that was answered has no item {about}",
        Refusal.NOT_OFFICE: "the mail came from {about}, no address of the office; nothing was done",
        Refusal.FORGED: "the receiving server says that the sender {about} may be forged; nothing was done",
        Refusal.UNCLEAR_SENDER: "the sender's address {about} is written in an unusual way; nothing was done",
        Refusal.EXPIRED: "the letter that was answered is too old; please answer the latest one",
        Refusal.CONTRADICTS: "the mail says two things about this item; nothing was done, please write one of them",
        Refusal.IN_FUTURE: "{about} lies in the future",
    },
}


def refused(order: RefusedOrder, language: Language) -> str:
    """Say why an order was not carried out."""
    reason = " ".join(_REFUSED[language][order.refusal].format(about=order.about).split())
    return f"“{order.text}”: {reason}." if order.text else f"{reason[:1].upper()}{reason[1:]}."


_ON_COMMAND_LINE: Mapping[Refusal, str] = {
    Refusal.NO_READING: "there is no reading or ruling {about}; `dondoc review` lists what waits",
    Refusal.DECIDED: "it was decided already, or waits no longer; --again decides it anew",
    Refusal.NO_UNIT: "it is not clear which unit {about}; name its id with --unit, `dondoc roster` lists them",
    Refusal.NO_PERIOD: "it is not clear which week; add its deadline's date, like --period 2020-08-28",
    Refusal.NO_COUNT: "there is no figure yet to agree to, or it may add to the one in force; write one, like dondoc rule 2 130",
}
"""Where the answer to a mail and to the command line is another one."""


def refused_on_command_line(refusal: Refusal, about: str) -> str:
    """Say why `dondoc rule` did nothing."""
    words = {**_REFUSED[Language.EN], **_ON_COMMAND_LINE}[refusal]
    return " ".join(words.format(about=about).split())


def done(order: DoneOrder, situation: Situation) -> str:
    """Say what an order did."""
    vietnamese = situation.campaign.language is Language.VI
    unit = situation.roster.by_id.get(order.unit or "")
    name = unit.name if unit else ""
    if order.action == RulingAction.DROP:
        text = "đã bỏ, không tính" if vietnamese else "dropped, it doesn't count"
        return f"“{order.text}”: {text}."
    week = "" if order.period is None else f"{order.period.day}/{order.period.month}"
    noun = f" {situation.campaign.noun}" if situation.campaign.noun else ""
    told = (
        f"{name}, tuần đến {week}: {order.count}{noun}"
        if vietnamese
        else f"{name}, week to {week}: {order.count}{noun}"
    )
    if order.remembered:
        told += (
            f"; từ nay thư từ {order.remembered} được tính cho đơn vị này"
            if vietnamese
            else f"; mail from {order.remembered} counts for this unit from now on"
        )
    return f"“{order.text}”: {told}."
