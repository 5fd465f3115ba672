"""Letters that machines write: bounces, automatic answers, receipts.

Only what is surely a machine's counts, since a report taken for one would be lost. `Precedence: bulk` and
`X-Auto-Response-Suppress` prove nothing by themselves: list servers and Outlook put them on letters of people.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.letters.headers import Fields, every, first, message_ids, words
from parsers.letters.tree import Part
from parsers.values import Automatic, FailedDelivery, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a letter when it is asked who wrote it."""

    fields: Fields
    sender: str
    sender_name: str
    subject: str
    is_reply: bool
    own_text: str
    """The words that no mark shows to be somebody else's."""
    text: str
    """All of the body, quoted words too."""
    recipients: tuple[str, ...]
    reports: Sequence[Part] = ()
    returned: tuple[Letter, ...] = ()
    """Attached letters: in a bounce, the one that came back."""
    has_files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why a letter is a machine's, if it is, and for a bounce whom and what it is about."""

    automatic: Automatic | None = None
    failed: tuple[FailedDelivery, ...] = ()
    returned_message_ids: tuple[str, ...] = ()


_DAEMON = re.compile(
    r"^(?:mailer[-_.]?daemon|mail[-_.]?daemon|maildaemon|mdaemon|mail[-_.]?delivery[-_.]?(?:system|subsystem)|microsoftexchange[0-9a-f]{8,})"
    r"(?:\+.*)?(?:@|$)",
    re.IGNORECASE,
)
"""Local parts that no human writes from."""
_DAEMON_LIKE = re.compile(
    r"^(?:post[-_.]?master|bounces?|postoffice|mail-?system|smtp[-_.]?gateway|undeliverable|dsn|no-?reply-?dsn|mailadmin)(?:\+.*)?(?:@|$)",
    re.IGNORECASE,
)
"""Local parts of machines and of the humans who keep them."""
_DAEMON_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:deliver|daemon)|delivery (?:sub)?system|mail system|postmaster|system administrator|microsoft outlook|mdaemon at"
    r"|quản trị hệ thống|hệ thống (?:thư|gửi)|internet mail delivery",
    re.IGNORECASE,
)
_NOTICE_SUBJECT = re.compile(
    r"^\W{0,3}(?:undeliver|delivery (?:status|failure|failed|report|problem|error|notification|has failed|incomplete|delayed)|returned mail|failure (?:notice|delivery)"
    r"|failed delivery|mail (?:delivery |system )?(?:fail|error)|mail could not|nondeliver|non[- ]deliver|message (?:delivery )?(?:fail|delayed|undeliver)"
    r"|warning: .{0,40}(?:could not|delay)|permanent delivery|returned to sender|notification .{0,30}fail|could not (?:send|deliver)|error sending|user unknown"
    r"|(?:thư )?không (?:thể )?(?:gửi|phân phối|chuyển|phát)(?: thư)? được|không thể (?:gửi|phân phối|chuyển)|thông báo (?:về )?(?:trạng thái|tình trạng) (?:gửi|phân phối|chuyển)"
    r"|gửi (?:thư )?(?:không thành công|thất bại|bị lỗi)|(?:thư|tin nhắn) (?:của bạn )?(?:bị trả lại|chưa (?:được )?gửi|không gửi được)|chưa (?:được )?gửi)",
    re.IGNORECASE,
)
"""How servers head their notices: at the front, with no answer's prefix before it."""
_FAILURE_SUBJECT = re.compile(
    r"undeliver|returned mail|(?:delivery|deliver|sending|mail|message).{0,40}(?:fail|error|problem|delay)|(?:fail|error|problem).{0,30}(?:delivery|deliver|sending)"
    r"|(?:could|can)(?:not| not|'t) be delivered|non-?deliver|delivery status|unknown user|user unknown|mailbox (?:full|unavailable)|rejected|quota",
    re.IGNORECASE,
)


def judge(known: Evidence) -> Verdict:
    """Tell whether a machine wrote the letter. The readers stand in the order of how sure they are."""
    for reader in (_delivery_report, _other_report, _unstructured_bounce, _marked, _receipt, _out_of_office):
        verdict = reader(known)
        if verdict is not None:
            return verdict
    return Verdict()


def _delivery_report(known: Evidence) -> Verdict | None:
    """RFC 3464: what the machine-readable part says of each recipient."""
    reports = [part for part in known.reports if part.type in _DELIVERY_STATUS]
    if not reports:
        return None
    groups = [group for part in reports for group in _groups(part)]
    actions = {group["action"].split(" ")[0].lower() for group in groups if group.get("action")}
    if actions and actions <= _SUCCESSES:
        return Verdict(automatic=Automatic.OTHER)
    failed = {delivery.address: delivery for delivery in reversed([*filter(None, map(_recipient, groups))])}
    if not failed and not _tells_of_failure(known):
        return Verdict(automatic=Automatic.OTHER)
    if not failed or [*failed] == [""]:
        # Reports that name a program or half an address; their text says more.
        return Verdict(
            automatic=Automatic.BOUNCE, failed=_named_recipients(known), returned_message_ids=_returned(known)
        )
    return Verdict(
        automatic=Automatic.BOUNCE, failed=tuple(reversed(failed.values())), returned_message_ids=_returned(known)
    )


_DELIVERY_STATUS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_SUCCESSES = frozenset({"delivered", "relayed", "expanded"})


def _groups(part: Part) -> list[dict[str, str]]:
    """Give the field groups of a delivery-status part: the first is about the message, each other one about a recipient."""
    return [_group(block) for block in part.parts or ()]


def _group(block: Part) -> dict[str, str]:
    return {name: words(value).text for name, value in reversed(block.fields)}


def _recipient(group: dict[str, str]) -> FailedDelivery | None:
    action = group.get("action", "").split(" ")[0].lower()
    address = _typed(group.get("final-recipient", "")) or _typed(group.get("original-recipient", ""))
    original = _typed(group.get("original-recipient", ""))
    if not action and not address:
        return None
    if action in _SUCCESSES:
        return None
    status = _status(group.get("status", "")) or _status(group.get("diagnostic-code", ""))
    delayed = action == "delayed" or status.startswith("4")
    return FailedDelivery(address=original if "@" in original else address, status=status, permanent=not delayed)


def _typed(value: str) -> str:
    """Give the address of `rfc822; <name@host>`."""
    address = value.rpartition(";")[2] if ";" in value else value
    found = _ADDRESS.search(address)
    return found[0].lower().strip(".") if found else ""


_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){0,8}[\w-]{1,63}")
_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[ -](?:[\w#<']|$))")


def _status(text: str) -> str:
    found = _ENHANCED.search(text) or _REPLY_CODE.search(text)
    return found[1] if found else ""


def _returned(known: Evidence) -> tuple[str, ...]:
    """Give the Message-IDs of the letter that came back: attached, as header fields, quoted in the text, or answered to."""
    from_fields: list[str] = []
    for part in known.reports:
        if part.type.endswith("headers"):
            from_fields += _QUOTED_ID.findall(part.content().decode("utf-8", "replace"))
    return message_ids(
        *(letter.message_id for letter in known.returned),
        *from_fields,
        *_QUOTED_ID.findall(known.text),
        *every(known.fields, "in-reply-to"),
        *every(known.fields, "references"),
    )


_QUOTED_ID = re.compile(r"^[ \t>]*(?:X-)?(?:Original-)?Message-Id:\s*(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)


def _other_report(known: Evidence) -> Verdict | None:
    """Read receipts (RFC 8098) and complaints (RFC 5965)."""
    kinds = {part.type for part in known.reports}
    if any("disposition-notification" in kind or kind == "message/feedback-report" for kind in kinds):
        return Verdict(automatic=Automatic.OTHER)
    return None


def _unstructured_bounce(known: Evidence) -> Verdict | None:
    """Bounces without a machine-readable part.

    A daemon's words of failure are enough. From an address that humans use as well (`postmaster@`) it takes the heading of a
    server's notice and a server's wording: whoever keeps a mail system writes about failed mail, too.
    """
    match _machine(known):
        case _Machine.SURE:
            bounced = bool(first(known.fields, "x-failed-recipients")) or _tells_of_failure(known)
        case _Machine.LIKELY:
            bounced = not known.is_reply and bool(_NOTICE_SUBJECT.match(known.subject)) and _shows_what_failed(known)
        case _Machine.NO:
            bounced = False
    if not bounced:
        return None
    return Verdict(automatic=Automatic.BOUNCE, failed=_named_recipients(known), returned_message_ids=_returned(known))


def _tells_of_failure(known: Evidence) -> bool:
    return bool(
        _FAILURE_SUBJECT.search(known.subject)
        or _NOTICE_SUBJECT.match(known.subject)
        or _FAILURE_WORDS.search(known.text[:4000])
    )


def _shows_what_failed(known: Evidence) -> bool:
    """Whether the letter holds what servers put into notices: a status, the letter that came back, a line that names a recipient."""
    text = known.text[:20_000]
    return bool(
        known.returned or known.reports or _status(text) or _RETURNED_FROM.search(text) or _FRONTED.search(text)
    )


class _Machine(enum.Enum):
    """How sure it is that a server wrote the letter."""

    SURE = "sure"
    LIKELY = "likely"
    NO = "no"


def _machine(known: Evidence) -> _Machine:
    daemon = bool(_DAEMON.match(known.sender)) or (not known.sender and bool(_DAEMON_NAME.search(known.sender_name)))
    like = bool(_DAEMON_LIKE.match(known.sender)) or bool(_DAEMON_NAME.search(known.sender_name))
    null = _is_null_sender(known.fields)
    if (
        daemon
        or _auto_submitted(known.fields) not in {"", "no"}
        or first(known.fields, "x-failed-recipients")
        or (null and like)
    ):
        return _Machine.SURE
    # A null sender alone: redirecting servers put it on letters of people.
    return _Machine.LIKELY if like or null else _Machine.NO


_FAILURE_WORDS = re.compile(
    r"this is the (?:mail system|postfix program|qmail-send program|mail delivery)|(?:was|were|could|can|has|have|did) ?(?:not|n't) (?:be |been )?(?:delivered|reach)"
    r"|delivery (?:to the following|failed|has failed|attempt|status notification)|(?:permanent fatal|permanent delivery|transient non-fatal|delivery) errors"
    r"|undeliver|address(?:es)? (?:not found|couldn't be found|failed)|returned to sender|(?:user|mailbox|account|address).{0,30}(?:does not|doesn't) exist|user unknown"
    r"|(?:unable|not able|wasn't able|weren't able|trouble|failed|problem)(?: to)? deliver|recipient.{0,40}(?:fail|reject|unknown|error)|no such user|unsent message follows"
    r"|(?:your|this) (?:message|mail|e-mail).{0,80}(?:was not|wasn't|couldn't be|could not be|has been rejected|was rejected|bounced)"
    r"|không (?:được|thể) (?:được )?(?:gửi|phân phối|chuyển|phát)|không tìm thấy địa chỉ|thư chưa được gửi|không gửi được|gửi (?:thư )?tới .{0,80}không thành công"
    r"|thư (?:của bạn )?(?:đã )?bị (?:trả lại|từ chối|chặn)|hộp thư.{0,40}(?:đầy|không tồn tại)",
    re.IGNORECASE,
)


def _named_recipients(known: Evidence) -> tuple[FailedDelivery, ...]:
    """Find the recipients in a bounce's own words, from before the returned letter."""
    given = [address for value in every(known.fields, "x-failed-recipients") for address in _ADDRESS.findall(value)]
    text = _RETURNED_FROM.split(known.text, maxsplit=1)[0][:20_000]
    if not given:
        given = _TYPED.findall(known.text[:100_000]) or _listed(text)
    named = dict.fromkeys(address.lower().strip(".") for address in given)
    others = [address for address in named if address != known.sender and not _DAEMON.match(address)]
    # A notice mostly names its own recipient, too; only where it names nobody else did that one's own mailbox fail.
    addresses = [address for address in others if address not in known.recipients] or others or _returned_to(known)
    status = _status(text)
    permanent = not (
        status.startswith("4")
        or (not status.startswith("5") and bool(_DELAY.search(f"{known.subject}\n{text[:2000]}")))
    )
    if not addresses:
        return (FailedDelivery(address="", status=status, permanent=permanent),)
    return tuple(FailedDelivery(address=address, status=status, permanent=permanent) for address in addresses[:50])


_RETURNED_FROM = re.compile(
    r"^.{0,40}(?:below this line is a copy|this is a copy of the message|(?:-{3,}|_{3,}) ?(?:the (?:header|body|text) of|original message|returned message|message header|unsent message|start of)|original message (?:follows|headers)|(?:received|return-path): )",
    re.IGNORECASE | re.MULTILINE,
)
_TYPED = re.compile(
    r"^[ \t]*(?:Final|Original)-Recipient:[ \t]*(?:rfc822;)?[ \t]*<?([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,200})",
    re.IGNORECASE | re.MULTILINE,
)
_DELAY = re.compile(
    r"delayed|still trying|will (?:continue|keep|be) (?:to try|trying|retried)|tạm thời|bị chậm|đang (?:tiếp tục )?thử lại|warning",
    re.IGNORECASE,
)


def _listed(text: str) -> list[str]:
    """Addresses that stand at the front of a line or in angle brackets come before those in running words."""
    return _FRONTED.findall(text) or _ADDRESS.findall(text)


_FRONTED = re.compile(
    rf"^[ \t*]*(?:(?:rcpt )?to:|recipient(?: address)?:)?[ \t]*[<(\"']?({_ADDRESS.pattern})",
    re.IGNORECASE | re.MULTILINE,
)


def _returned_to(known: Evidence) -> list[str]:
    """Give the recipient of the letter that came back, if it had one alone."""
    to = {address.email for letter in known.returned for address in letter.to}
    return [*to] if len(to) == 1 else []


def _is_null_sender(fields: Fields) -> bool:
    return first(fields, "return-path").strip() == "<>"


def _auto_submitted(fields: Fields) -> str:
    return first(fields, "auto-submitted").partition(";")[0].partition("(")[0].strip().lower()


def _marked(known: Evidence) -> Verdict | None:
    """RFC 3834: a machine that says so."""
    submitted = _auto_submitted(known.fields)
    if submitted == "auto-replied" or any(
        first(known.fields, name) for name in ("x-autoreply", "x-autorespond", "x-auto-reply")
    ):
        return Verdict(automatic=Automatic.AUTO_REPLY)
    if first(known.fields, "precedence").strip().lower() in {"auto_reply", "auto-reply"}:
        return Verdict(automatic=Automatic.AUTO_REPLY)
    if submitted not in {"", "no"}:
        return Verdict(automatic=Automatic.OTHER)
    if _DAEMON.match(known.sender) or (_is_null_sender(known.fields) and _DAEMON_LIKE.match(known.sender)):
        return Verdict(automatic=Automatic.OTHER)
    return None


def _receipt(known: Evidence) -> Verdict | None:
    """Receipts of clients that send them as plain letters: the subject and the one sentence of the body belong together."""
    if (
        _RECEIPT_SUBJECT.match(known.subject)
        and not known.has_files
        and len(known.own_text) < 600
        and _RECEIPT_WORDS.search(known.own_text)
    ):
        return Verdict(automatic=Automatic.OTHER)
    return None


_RECEIPT_SUBJECT = re.compile(
    r"\s*(?:đã đọc|read|read receipt|return receipt \(displayed\)|not read|không đọc|đã xem)\s*[:-]", re.IGNORECASE
)
_RECEIPT_WORDS = re.compile(
    r"(?:was|has been) (?:read|displayed|opened|deleted without being read)|(?:đã được (?:đọc|mở|hiển thị|xem)|bị xóa mà không (?:được )?đọc)|return receipt",
    re.IGNORECASE,
)


def _out_of_office(known: Evidence) -> Verdict | None:
    """Absence notes that don't say that they are automatic: the subject that a server gives them, and a sign that they answer."""
    if not _ABSENT_SUBJECT.match(known.subject) or known.has_files or len(known.own_text) > 1500:
        return None
    answers = (
        bool(first(known.fields, "in-reply-to") or first(known.fields, "references"))
        or bool(first(known.fields, "x-auto-response-suppress"))
        or first(known.fields, "precedence").strip().lower() in {"bulk", "junk"}
        or _is_null_sender(known.fields)
        or bool(_ABSENT_WORDS.search(known.own_text))
    )
    return Verdict(automatic=Automatic.AUTO_REPLY) if answers else None


_ABSENT_SUBJECT = re.compile(
    r"\s*\[?(?:trả lời tự động|thư trả lời tự động|tự động trả lời|automatic reply|auto[- ]?reply|auto[- ]?response|autoresponder|out of (?:the )?office"
    r"|ra khỏi văn phòng|vắng mặt tại văn phòng|không có mặt tại văn phòng|away from (?:the )?office|away until|vacation (?:reply|response))\b",
    re.IGNORECASE,
)
_ABSENT_WORDS = re.compile(
    r"out of (?:the )?office|on (?:annual )?leave|away from|đi công tác|nghỉ phép|vắng mặt|không có mặt|ra khỏi văn phòng|sẽ (?:trả lời|phản hồi|liên hệ)"
    r"|đã nhận được (?:thư|email|mail)|have received your|will (?:reply|respond|get back)|thư (?:trả lời )?tự động",
    re.IGNORECASE,
)
