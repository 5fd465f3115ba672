"""Machines' letters, in the words of the servers that write them, and letters of people that must not be taken for them."""

from __future__ import annotations

import pytest

from parsers.letters import read_letter
from parsers.values import Automatic, FailedDelivery
from tests.parsers.letters.mails import mail, part, parts

_RETURNED = (
    "Received: by mail.quangninh.example (Postfix, from userid 0)\nFrom: Phong VHTT <phongvhtt.mc@quangninh.example>\n"
    "To: km15@mongcai.example\nSubject: Nhac bao cao\nMessage-ID: <reminder.1@quangninh.example>\n\nTuan truoc: 12 may\n"
)

TEXTS = {
    "Postfix": (
        {"From": "MAILER-DAEMON@mx.example (Mail Delivery System)", "Subject": "Undelivered Mail Returned to Sender", "Return-Path": "<>"},
        "This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or"
        " more recipients.\n\n<km15@mongcai.example>: host mx.mongcai.example[203.0.113.5] said: 550 5.1.1\n    <km15@mongcai.example>: Recipient"
        " address rejected: User unknown (in reply to RCPT TO command)\n\n" + _RETURNED,
        "5.1.1",
    ),
    "Exim": (
        {"From": "Mail Delivery System <Mailer-Daemon@mx.example>", "Subject": "Mail delivery failed: returning message to sender"}
        | {"X-Failed-Recipients": "km15@mongcai.example", "Auto-Submitted": "auto-replied"},
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits"
        " recipients. This is a permanent error. The following address(es) failed:\n\n  km15@mongcai.example\n    SMTP error from remote mail"
        " server after RCPT TO:<km15@mongcai.example>:\n    550 5.1.1 unknown user\n\n------ This is a copy of the message, including all the"
        " headers. ------\n\n" + _RETURNED,
        "5.1.1",
    ),
    "sendmail": (
        {"From": "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>", "Subject": "Returned mail: see transcript for details"},
        "The original message was received at Fri, 28 Aug 2020 10:00:00 +0700\nfrom localhost [127.0.0.1]\n\n   ----- The following addresses had"
        " permanent fatal errors -----\n<km15@mongcai.example>\n    (reason: 550 5.1.1 User unknown)\n\n   ----- Original message follows"
        " -----\n\n" + _RETURNED,
        "5.1.1",
    ),
    "qmail": (
        {"From": "MAILER-DAEMON@mx.example", "Subject": "failure notice", "Return-Path": "<>"},
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a"
        " permanent error; I've given up. Sorry it didn't work out.\n\n<km15@mongcai.example>:\n203.0.113.5 does not like recipient.\nRemote host"
        " said: 550 no such user\nGiving up on 203.0.113.5.\n\n--- Below this line is a copy of the message.\n\n" + _RETURNED,
        "550",
    ),
    "Exchange, Vietnamese, from an address that people use": (
        {"From": "Microsoft Outlook <postmaster@mongcai.example>", "Subject": "Không gửi được: Nhắc báo cáo", "Return-Path": "<>"},
        "Gửi thư tới những người nhận hoặc nhóm này không thành công:\n\nkm15@mongcai.example\nKhông tìm thấy địa chỉ email bạn đã nhập.\n\n"
        "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n\n" + _RETURNED,
        "5.1.10",
    ),
    "Gmail, Vietnamese": (
        {"From": "Mail Delivery Subsystem <mailer-daemon@googlemail.example>", "Subject": "Delivery Status Notification (Failure)"},
        "** Không tìm thấy địa chỉ **\n\nThư của bạn không được gửi tới km15@mongcai.example vì không tìm thấy địa chỉ hoặc địa chỉ không thể nhận"
        " thư.\n\nPhản hồi là:\n\n550 5.1.1 The email account that you tried to reach does not exist.\n" + _RETURNED,
        "5.1.1",
    ),
    "Yahoo": (
        {"From": "MAILER-DAEMON@yahoo.example", "Subject": "Failure Notice"},
        "Sorry, we were unable to deliver your message to the following address.\n\n<km15@mongcai.example>:\n554: delivery error: dd This user"
        " doesn't have a yahoo.example account - mta1\n\n--- Below this line is a copy of the message.\n\n" + _RETURNED,
        "",
    ),
    "MDaemon": (
        {"From": '"MDaemon at mongcai.example" <MDaemon@mongcai.example>', "Subject": "Permanent Delivery Failure"},
        "The attached message had PERMANENT fatal delivery errors!\n\nFailed address: km15@mongcai.example\n\n--- Session Transcript ---\n"
        "550 5.1.1 Recipient unknown\n: Message contains [1] file attachments\n" + _RETURNED,
        "5.1.1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "body", "status"), TEXTS.values(), ids=TEXTS.keys())
def test_a_bounce_in_words_names_whom_it_did_not_reach(fields: dict[str, str], body: str, status: str):
    """Half of the bounces that servers send hold no machine-readable part; the words name recipient, status and letter."""
    raw = mail(
        body, To="phongvhtt.mc@quangninh.example", **{name.replace("-", "_"): value for name, value in fields.items()}
    )
    letter = read_letter(raw)
    assert letter.automatic is Automatic.BOUNCE
    assert letter.failed == (FailedDelivery(address="km15@mongcai.example", status=status),)
    assert letter.returned_message_ids == ("<reminder.1@quangninh.example>",)


def _report(status: str, *, text: str = "Không gửi được thư.", kind: str = "delivery-status", **fields: str) -> bytes:
    return parts(
        part(text),
        part(status, f"message/{kind}"),
        part(_RETURNED, "message/rfc822"),
        kind=f"multipart/report; report-type={kind}",
        From="Mail Delivery System <MAILER-DAEMON@mx.example>",
        Subject="Delivery Status Notification",
        **fields,
    )


def test_a_delivery_report_is_read_by_its_fields():
    letter = read_letter(
        _report(
            "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; KM15@mongcai.example\nAction: failed\nStatus: 5.1.1\n"
            "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\nFinal-Recipient: rfc822;ben-xe@mongcai.example\nAction: delayed\nStatus: 4.4.1\n"
        )
    )
    assert letter.automatic is Automatic.BOUNCE
    assert letter.failed == (
        FailedDelivery(address="km15@mongcai.example", status="5.1.1", permanent=True),
        FailedDelivery(address="ben-xe@mongcai.example", status="4.4.1", permanent=False),
    )
    assert letter.returned_message_ids == ("<reminder.1@quangninh.example>",)


def test_a_report_of_success_is_no_bounce():
    letter = read_letter(
        _report(
            "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@b.example\nAction: relayed\nStatus: 2.0.0\n",
            text="Relayed.",
        )
    )
    assert letter.automatic is Automatic.OTHER
    assert letter.failed == ()


def test_the_returned_headers_alone_name_the_letter():
    letter = read_letter(
        parts(
            part("could not be delivered"),
            part(
                "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.0.0\n",
                "message/delivery-status",
            ),
            part("Subject: x\nMessage-Id: <reminder.2@quangninh.example>\n", "text/rfc822-headers"),
            kind="multipart/report; report-type=delivery-status",
            From="MAILER-DAEMON@mx.example",
        )
    )
    assert letter.returned_message_ids == ("<reminder.2@quangninh.example>",)
    assert letter.attachments == ()


def test_a_delay_is_not_permanent():
    letter = read_letter(
        mail(
            "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of"
            " its\nrecipients after more than 24 hours on the queue.\n\nThe address to which the message has not yet been delivered is:\n\n"
            "  km15@mongcai.example\n    Delay reason: connection timed out\n\nNo action is required on your part. Delivery attempts will continue"
            " for\nsome time, and this warning may be repeated.\n",
            From="Mail Delivery System <Mailer-Daemon@mx.example>",
            Subject="Warning: message 1kBxyz delayed 24 hours",
            Auto_Submitted="auto-replied",
        )
    )
    assert letter.automatic is Automatic.BOUNCE
    assert letter.failed == (FailedDelivery(address="km15@mongcai.example", status="", permanent=False),)


MACHINES = {
    "absence, Outlook vi": (
        Automatic.AUTO_REPLY,
        {"Subject": "Trả lời tự động: Nhắc báo cáo", "X-Auto-Response-Suppress": "All", "In-Reply-To": "<1@x.example>"},
        "Tôi đi công tác đến hết ngày 28/8.",
    ),
    "absence, Zimbra vi": (
        Automatic.AUTO_REPLY,
        {"Subject": "Ra khỏi văn phòng: Nhắc báo cáo", "Precedence": "bulk"},
        "Hiện tôi không có mặt tại cơ quan.",
    ),
    "absence, marked by RFC 3834": (Automatic.AUTO_REPLY, {"Auto-Submitted": "auto-replied (vacation)"}, "Đã nhận."),
    "newsletter": (Automatic.OTHER, {"Auto-Submitted": "auto-generated"}, "Bản tin"),
    "read receipt, Outlook": (
        Automatic.OTHER,
        {"Subject": "Đã đọc: Nhắc báo cáo"},
        "Thư của bạn\n\nTới: Ka Long\nđã được đọc vào 28/8/2020 10:00.",
    ),
    "a daemon without failure": (
        Automatic.OTHER,
        {"From": "MAILER-DAEMON@mx.example", "Subject": "Queue"},
        "3 messages",
    ),
}


@pytest.mark.parametrize(("automatic", "fields", "body"), MACHINES.values(), ids=MACHINES.keys())
def test_letters_of_machines(automatic: Automatic, fields: dict[str, str], body: str):
    letter = read_letter(mail(body, **{name.replace("-", "_"): value for name, value in fields.items()}))
    assert letter.automatic is automatic
    assert letter.failed == ()


def test_a_read_receipt_by_rfc_8098():
    letter = read_letter(
        parts(
            part("Đã đọc."),
            part(
                "Final-Recipient: rfc822; a@b.example\nDisposition: manual-action/MDN-sent-manually; displayed\n",
                "message/disposition-notification",
            ),
            kind="multipart/report; report-type=disposition-notification",
        )
    )
    assert letter.automatic is Automatic.OTHER


PEOPLE = {
    "a report through a list": ({"Precedence": "bulk", "List-Id": "<bc.mongcai.example>"}, "45 máy"),
    "a report from Outlook": ({"X-Auto-Response-Suppress": "DR, RN, NRN, OOF"}, "45 máy"),
    "said to be no machine's": ({"Auto-Submitted": "no"}, "45 máy"),
    "a report redirected with a null sender": ({"Return-Path": "<>"}, "Tuần này 45 máy. Thư trước không gửi được."),
    "a unit that complains of bounces": (
        {"Subject": "Thư không gửi được"},
        "Thư chúng tôi gửi tới phòng bị trả lại: 550 5.1.1 User unknown. Tuần này 45 máy.",
    ),
    "a postmaster who writes about bounces": (
        {"From": "Quản trị <postmaster@mongcai.example>", "Subject": "Về việc thư bị trả lại"},
        "Thư của phòng gửi km15@mongcai.example không gửi được (550 5.1.1).\nĐề nghị dùng địa chỉ mới.",
    ),
    "a postmaster who answers": (
        {
            "From": "postmaster@mongcai.example",
            "Subject": "Re: Undeliverable: Nhac bao cao",
            "In-Reply-To": "<1@x.example>",
        },
        "The address km15@mongcai.example was not found (550 5.1.1). Use another.",
    ),
    "a forwarded bounce": (
        {"Subject": "Fwd: Undelivered Mail Returned to Sender"},
        (
            "Phòng xem giúp.\n\n---------- Forwarded message ---------\nFrom: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail\n\n"
            "<a@b.example>: 550 5.1.1 User unknown"
        ),
    ),
    "an answer, in so many words, to an automatic one": ({"Subject": "Re: Trả lời tự động: Nhắc"}, "Tuần này 45 máy"),
    "a report with an absent head": (
        {"Subject": "Báo cáo tuần 35"},
        "Đồng chí trưởng phòng nghỉ phép. Tuần này 45 máy",
    ),
    "a subject that only begins with read": ({"Subject": "Đã đọc: công văn 340"}, "Đã đọc công văn. Tuần này 45 máy."),
}


@pytest.mark.parametrize(("fields", "body"), PEOPLE.values(), ids=PEOPLE.keys())
def test_letters_of_people_are_never_hidden(fields: dict[str, str], body: str):
    letter = read_letter(mail(body, **{name.replace("-", "_"): value for name, value in fields.items()}))
    assert letter.automatic is None


def test_a_report_file_under_an_absence_subject_is_read():
    raw = parts(
        part("Gửi phòng báo cáo"),
        part("x", 'application/pdf; name="BaoCao.pdf"'),
        Subject="Out of office: báo cáo",
        Precedence="bulk",
    )
    assert read_letter(raw).automatic is None
