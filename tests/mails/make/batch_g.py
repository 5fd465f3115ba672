"""Contacts, automatic mail, bounces, everything else, forgeries, and what is broken."""

from __future__ import annotations

from tests.mails.make.batch_d import receipt, reminder
from tests.mails.make.batch_f import raw_mail
from tests.mails.make.cast import W2, W3, W4, W5, W6, W7, W8, W9, W10, accept, at, officer, person, review, says
from tests.mails.make.clients import (
    gmail_en,
    gmail_vi,
    iphone,
    outlook_en,
    outlook_mobile,
    outlook_vi,
    outlook_web,
    plain,
    thunderbird,
    yahoo,
    zimbra,
)
from tests.mails.make.compose import DOCX, OFFICE, PDF, XLSX, ZIP, File, Mail, Quote, digest, word
from tests.mails.make.files import docx, just, pdf, xlsx

FAIL_DMARC = "mx.quangninh.example;\n\tdkim=none;\n\tspf=fail (sender IP is 198.51.100.9) smtp.mailfrom={0};\n\tdmarc=fail (p=REJECT) header.from={1}"
FAIL_SPF = "mx.quangninh.example; spf=fail smtp.mailfrom={0}"
FAIL_DKIM = "mx.quangninh.example; dkim=fail (bad signature) header.d={1}; spf=fail smtp.mailfrom={0}; dmarc=fail header.from={1}"


def _heads(name: str, sender: str, subject: str, rest: str, date: str = "Thu, 17 Sep 2020 09:00:00 +0700") -> str:
    return (
        f"From: {sender}\nTo: phongvhtt.mc@quangninh.example\nSubject: {word(subject)}\nDate: {date}\n"
        f"Message-ID: <{digest(name)[:16]}@mongcai.example>\nMIME-Version: 1.0\n{rest}"
    )


def by_hand(
    name: str,
    sender: str,
    subject: str,
    rest: str,
    body: bytes,
    expect: dict[str, object],
    at_time: str = "2020-09-17 09:00:05",
) -> Mail:
    made = raw_mail(name, sender, at_time, _heads(name, sender, subject, rest), body)
    return Mail(name=name, client=plain, sender=sender, at=at_time, raw=made.raw, expect=expect)


def _dsn(boundary: str, words: str, fields: str, returned: str) -> bytes:
    return (
        f"This is a MIME-encapsulated message.\n\n--{boundary}\nContent-Description: Notification\nContent-Type: text/plain; charset=us-ascii\n\n{words}\n"
        f"--{boundary}\nContent-Description: Delivery report\nContent-Type: message/delivery-status\n\n{fields}\n"
        f"--{boundary}\nContent-Description: Undelivered Message\nContent-Type: message/rfc822\n\n{returned}\n--{boundary}--\n"
    ).encode()


RETURNED = (
    "From: phongvhtt.mc@quangninh.example\nTo: {0}\nSubject: De nghi bao cao ket qua cai dat Bluezone tuan den 18/9\n"
    "Message-ID: <nhac.20200917.{1}@quangninh.example>\nDate: Thu, 17 Sep 2020 15:00:02 +0700\nAuto-Submitted: auto-generated\n"
    "Content-Type: text/plain; charset=utf-8\n\nTuan truoc: 37 may.\n"
)
BOUNCE = says("A bounce.", kind="bounce")
DIRECTIVE = (
    "V/v tiếp tục chỉ đạo, triển khai các biện pháp vận động, hướng dẫn, hỗ trợ cài đặt ứng dụng Bluezone trên địa bàn Thành phố\n"
    "Thực hiện Công văn số 1490/STTTT-BCVT ngày 20/8/2020 của Sở Thông tin và Truyền thông.\n"
    "Tính đến 10h00 ngày 24/8/2020, số liệu cài đặt ứng dụng Bluezone của Thành phố Móng Cái đạt 32.545 máy điện thoại, Tỷ lệ Bluezoner có số "
    "điện thoại/ số dân đạt 29,98%, tỷ lệ Bluezoner có số điện thoại/ số Smartphone đạt 31,48%, đứng thứ 6 trên toàn tỉnh.\n"
    "¹ ngày 20/8: 190 máy, ngày 21/8: 138 máy, ngày 22/8: 106 máy, ngày 23/8: 115 máy, ngày 24/8: 86 máy\n"
    "Định kỳ trước 15h00 thứ 6 hàng tuần, thực hiện báo cáo kết quả số lượng máy điện thoại được cài đặt Bluezone do đơn vị hướng dẫn, hỗ trợ.\n"
    "phấn đấu ít nhất từ 60% tổng số người dân cài đặt."
)

MAILS = [
    # Focal officers.
    Mail(
        name="contact-01",
        client=gmail_vi,
        sender=at("kho-bac", "Kho bạc Móng Cái"),
        at="2020-08-27 09:00",
        subject="Cung cấp thông tin cán bộ đầu mối",
        text="""Kính gửi phòng VHTT,
Kho bạc Móng Cái cung cấp thông tin cán bộ đầu mối báo cáo Bluezone:
Họ và tên: Nguyễn Văn Mẫu
Chức vụ: Kế toán viên
Số điện thoại: 0900 000 101""",
        expect=says(
            "Labels and values.",
            contact=person("kho-bac", "Nguyễn Văn Mẫu", "Kế toán viên", "0900000101"),
            kind="contact",
        ),
    ),
    Mail(
        name="contact-02",
        client=outlook_vi,
        sender=at("thanh-doan", "Thành đoàn"),
        at="2020-08-27 10:00",
        subject="V/v cử cán bộ đầu mối",
        text="""Thực hiện Công văn số 340/UBND-VHTT, Thành đoàn Móng Cái cử đồng chí Trần Thị Thử, chức vụ: Phó Bí thư, điện thoại: 0900.000.102 làm cán bộ đầu mối tổng hợp, báo cáo.""",
        expect=says(
            "In a sentence.", contact=person("thanh-doan", "Trần Thị Thử", "Phó Bí thư", "0900000102"), kind="contact"
        ),
    ),
    Mail(
        name="contact-03",
        client=zimbra,
        sender=at("hai-hoa", "UBND phường Hải Hòa"),
        at="2020-08-27 11:00",
        subject="Đầu mối UBND phường Hải Hòa",
        text="Họ và tên Chức vụ Điện thoại\nLê Thí Dụ Công chức VH-XH 0900000103",
        html="""<div>UBND phường Hải Hòa gửi danh sách cán bộ đầu mối:</div><table border="1"><tr><th>Họ và tên</th><th>Chức vụ</th><th>Số điện thoại</th></tr>
<tr><td>Lê Thí Dụ</td><td>Công chức VH-XH</td><td>0900000103</td></tr></table>""",
        expect=says(
            "In a table.", contact=person("ubnd-hai-hoa", "Lê Thí Dụ", "Công chức VH-XH", "0900000103"), kind="contact"
        ),
    ),
    Mail(
        name="contact-04",
        client=gmail_vi,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-09-04 09:40",
        subject="Báo cáo Bluezone và cán bộ đầu mối",
        text="""BQL chợ báo cáo tuần này cài được 71 máy.
Cán bộ đầu mối: Phạm Thị Thử - Chức vụ: Chuyên viên - SĐT: 0900 000 104""",
        expect=says(
            "A report and a contact.",
            accept("bql-cho", W2, 71),
            contact=person("bql-cho", "Phạm Thị Thử", "Chuyên viên", "0900000104"),
        ),
    ),
    Mail(
        name="contact-05",
        client=iphone,
        sender=at("km15", "Km15"),
        at="2020-09-08 09:40",
        subject="doi can bo dau moi",
        text="Tram Km15 thay doi can bo dau moi: d/c Hoang Van Mau, chuc vu: Tram pho, dien thoai 0900000105",
        expect=says(
            "Changed, without marks.", contact=person("km15", "Hoang Van Mau", "Tram pho", "0900000105"), kind="contact"
        ),
    ),
    Mail(
        name="contact-06",
        client=gmail_vi,
        sender=at("tra-co"),
        at="2020-09-08 10:40",
        subject="Cán bộ đầu mối",
        text="Đầu mối: Bùi Văn Mẫu, chức vụ: cán bộ văn phòng, điện thoại: 0900 000 106",
        expect=says(
            "A contact from an address that two units share: whose is it?",
            contact=person(None, "Bùi Văn Mẫu", "cán bộ văn phòng", "0900000106"),
            kind="contact",
        ),
    ),
    Mail(
        name="contact-07",
        client=outlook_en,
        sender=at("chi-cuc-thue", "CCT"),
        at="2020-09-01 10:40",
        subject="Thông tin cán bộ đầu mối Chi cục Thuế",
        text="Chi cục Thuế gửi thông tin cán bộ đầu mối (file kèm).",
        files=(
            File(
                name="dau moi.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "THÔNG TIN CÁN BỘ ĐẦU MỐI",
                        [
                            ["TT", "Họ và tên", "Chức vụ", "Số điện thoại"],
                            ["1", "Đỗ Thị Thử", "Đội phó", "0900 000 107"],
                        ],
                    ]
                ),
            ),
        ),
        expect=says(
            "In an attached table.",
            contact=person("chi-cuc-thue", "Đỗ Thị Thử", "Đội phó", "0900000107"),
            kind="contact",
        ),
    ),
    Mail(
        name="contact-08",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-09-08 11:40",
        subject="Hỏi đầu mối",
        text="Anh chị cho em xin số điện thoại cán bộ đầu mối của phòng với ạ.",
        expect=says("Asks for a contact, gives none."),
    ),
    # Automatic mail.
    Mail(
        name="automatic-01",
        client=outlook_web,
        sender=at("kho-bac"),
        at="2020-09-17 15:01",
        subject="Trả lời tự động: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 18/9",
        text="Tôi đi công tác từ 14/9 đến 25/9/2020. Việc gấp xin gọi 0900 000 111 (máy lẻ 45).",
        extra=(("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
        expect=says("Out of office.", kind="automatic"),
    ),
    Mail(
        name="automatic-02",
        client=zimbra,
        sender=at("tt-hcc"),
        at="2020-09-17 15:02",
        subject="Ra khỏi văn phòng: Đề nghị báo cáo Bluezone",
        text="Tôi không có ở văn phòng đến hết ngày 20/9. Tuần này TTHCC trực 2 máy.",
        extra=(("Auto-Submitted", "auto-replied (zimbra; readonly)"), ("Precedence", "bulk")),
        expect=says("Zimbra's out of office, with a number of machines in it.", kind="automatic"),
    ),
    Mail(
        name="automatic-03",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-09-17 15:03",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 18/9",
        text="Cảm ơn bạn đã gửi thư. Chúng tôi sẽ trả lời trong 24 giờ.",
        extra=(("Auto-Submitted", "auto-replied"),),
        reply=reminder("Bến xe khách Móng Cái", "2020-09-17 15:00", "18/9", "11/9: 37 máy"),
        expect=says("An automatic answer that quotes a figure.", kind="automatic"),
    ),
    Mail(
        name="automatic-04",
        client=plain,
        sender="no-reply@hethong.example",
        at="2020-09-17 02:00",
        subject="[Thong bao] Dung luong hop thu 95%",
        text="Hop thu da dung 950 MB / 1.000 MB.",
        extra=(("Auto-Submitted", "auto-generated"),),
        expect=says("A machine's notice.", kind="automatic"),
    ),
    by_hand(
        "automatic-05",
        "kho-bac@mongcai.example",
        "Read: Đã nhận báo cáo Bluezone tuần đến 18/9",
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="mdn1"\n',
        (
            "--mdn1\nContent-Type: text/plain; charset=utf-8\n\nThư của bạn đã được đọc lúc 17/09/2020 16:20.\n"
            "--mdn1\nContent-Type: message/disposition-notification\n\nReporting-UA: kho-bac.mongcai.example; Outlook 16.0\n"
            "Final-Recipient: rfc822;kho-bac@mongcai.example\nOriginal-Message-ID: <nhan.1@quangninh.example>\n"
            "Disposition: manual-action/MDN-sent-manually; displayed\n\n--mdn1--\n"
        ).encode(),
        says("A read receipt.", kind="automatic"),
    ),
    Mail(
        name="automatic-06",
        client=outlook_web,
        sender=at("kho-bac"),
        at="2020-09-18 09:05",
        subject="Báo cáo Bluezone tuần 38",
        text="Kho bạc báo cáo tuần 38: 14 máy.",
        extra=(("Precedence", "bulk"), ("X-Auto-Response-Suppress", "All"), ("Auto-Submitted", "no")),
        expect=says("These heads alone make no mail automatic.", accept("kho-bac", W4, 14)),
    ),
    # Bounces.
    by_hand(
        "bounce-01",
        "MAILER-DAEMON@mx.quangninh.example (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
        'Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary="4F1A.1600329603/mx.quangninh.example"\n',
        _dsn(
            "4F1A.1600329603/mx.quangninh.example",
            "This is the mail system at host mx.quangninh.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or "
            "more recipients.\n\n<canbo.km15@mail.example>: host mx.mail.example[192.0.2.9] said: 550 5.1.1\n    User unknown (in reply to RCPT TO command)\n",
            "Reporting-MTA: dns; mx.quangninh.example\nX-Postfix-Queue-ID: 4F1A\nArrival-Date: Thu, 17 Sep 2020 15:00:03 +0700 (ICT)\n\n"
            "Final-Recipient: rfc822; canbo.km15@mail.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n",
            RETURNED.format("canbo.km15@mail.example", "km15"),
        ),
        BOUNCE,
    ),
    by_hand(
        "bounce-02",
        "MAILER-DAEMON@mail.mongcai.example",
        "failure notice",
        "Content-Type: text/plain\n",
        b"""Hi. This is the qmail-send program at mail.mongcai.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ben-xe@mongcai.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <phongvhtt.mc@quangninh.example>
Message-ID: <nhac.20200917.ben-xe@quangninh.example>
From: phongvhtt.mc@quangninh.example
To: ben-xe@mongcai.example
Subject: De nghi bao cao Bluezone

Tuan truoc: 37 may.
""",
        BOUNCE,
    ),
    by_hand(
        "bounce-03",
        '"Mail Delivery Subsystem" <mailer-daemon@mail.gmail.example>',
        "Delivery Status Notification (Failure)",
        'Auto-Submitted: auto-replied\nContent-Type: multipart/report; boundary="000000000000b1"; report-type=delivery-status\n',
        (
            '--000000000000b1\nContent-Type: multipart/related; boundary="000000000000b2"\n\n--000000000000b2\nContent-Type: multipart/alternative; '
            'boundary="000000000000b3"\n\n--000000000000b3\nContent-Type: text/plain; charset="UTF-8"\n\n** Không tìm thấy địa chỉ **\n\nThư của bạn '
            "không gửi được tới canbo.ben-xe@mail.example vì không tìm thấy địa chỉ hoặc địa chỉ không nhận được thư.\n\n550 5.1.1 The email account that "
            "you tried to reach does not exist.\n\n--000000000000b3--\n--000000000000b2--\n--000000000000b1\nContent-Type: message/delivery-status\n\n"
            "Reporting-MTA: dns; mail.gmail.example\nArrival-Date: Thu, 17 Sep 2020 01:00:02 -0700 (PDT)\n\nFinal-Recipient: rfc822; "
            "canbo.ben-xe@mail.example\nAction: failed\nStatus: 5.1.1\n\n--000000000000b1\nContent-Type: message/rfc822\n\n"
            + RETURNED.format("canbo.ben-xe@mail.example", "ben-xe2")
            + "\n--000000000000b1--\n"
        ).encode(),
        BOUNCE,
    ),
    by_hand(
        "bounce-04",
        "Mail Delivery System <Mailer-Daemon@mail.mongcai.example>",
        "Mail delivery failed: returning message to sender",
        "Auto-Submitted: auto-replied\nX-Failed-Recipients: tt-hcc@mongcai.example\nContent-Type: text/plain; charset=utf-8\n",
        b"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  tt-hcc@mongcai.example
    mailbox is full: retry timeout exceeded

------ This is a copy of the message, including all the headers. ------

Message-ID: <nhac.20200917.tt-hcc@quangninh.example>
From: phongvhtt.mc@quangninh.example
To: tt-hcc@mongcai.example
Subject: De nghi bao cao Bluezone
""",
        BOUNCE,
    ),
    by_hand(
        "bounce-05",
        "postmaster@outlook.example",
        "Không thể gửi: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 18/9",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="exch1"\nX-MS-Exchange-Message-Is-Ndr:\n',
        _dsn(
            "exch1",
            "Delivery has failed to these recipients or groups:\n\nvnpt@vienthong.example\nThe email address you entered couldn't be found.\n",
            "Reporting-MTA: dns;mail.outlook.example\nReceived-From-MTA: dns;mx.quangninh.example\n\nFinal-recipient: RFC822;\n vnpt@vienthong.example\n"
            "Action: failed\nStatus: 5.1.10\nDiagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound\n",
            RETURNED.format("vnpt@vienthong.example", "vnpt"),
        ),
        BOUNCE,
    ),
    by_hand(
        "bounce-06",
        "MAILER-DAEMON@mx.quangninh.example (Mail Delivery System)",
        "Delayed Mail (still being retried)",
        'Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary="delay1"\n',
        _dsn(
            "delay1",
            "####################################################################\n# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n",
            "Reporting-MTA: dns; mx.quangninh.example\n\nFinal-Recipient: rfc822; kho-bac@mongcai.example\nAction: delayed\nStatus: 4.4.1\n"
            "Diagnostic-Code: X-Postfix; connect to mail.mongcai.example: Connection timed out\nWill-Retry-Until: Tue, 22 Sep 2020 15:00:03 +0700 (ICT)\n",
            RETURNED.format("kho-bac@mongcai.example", "kho-bac"),
        ),
        BOUNCE,
    ),
    # Everything else.
    Mail(
        name="other-01",
        client=gmail_vi,
        sender=at("thpt-tran-phu"),
        at="2020-09-01 09:00",
        subject="Hỏi về cài đặt Bluezone",
        text="Anh chị cho hỏi: máy Android 4.4 có cài được Bluezone không? Trường có khoảng 30 máy như vậy.",
        expect=says("A question.", either="review"),
    ),
    Mail(
        name="other-02",
        client=outlook_vi,
        sender=at("thanh-doan"),
        at="2020-09-08 09:00",
        subject="Giấy mời dự hội nghị",
        text="""Kính mời: Phòng VHTT
Thời gian: 14h00 ngày 15/9/2020. Địa điểm: Hội trường tầng 2, số 12 đường Mẫu.
Thành phần: 120 đại biểu; mỗi cơ sở đoàn 05 người. Liên hệ: 0900 000 150.""",
        expect=says("An invitation full of numbers."),
    ),
    Mail(
        name="other-03",
        client=zimbra,
        sender=OFFICE,
        at="2020-08-26 16:00",
        subject="Công văn số 340/UBND-VHTT ngày 26/8/2020",
        text="Phòng VHTT gửi các đơn vị để thực hiện.\n\n" + DIRECTIVE,
        expect=says("The office's own directive in its own mailbox.", free=["kind"]),
    ),
    Mail(
        name="other-04",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-08-27 16:00",
        subject="Fwd: Công văn số 340/UBND-VHTT",
        text="Ban đã nhận được công văn.",
        forward=Quote(
            sender=OFFICE,
            at="2020-08-26 16:00",
            subject="Công văn số 340/UBND-VHTT",
            text=DIRECTIVE,
            to="bql-cho@mongcai.example",
        ),
        expect=says("The directive passed back: its numbers are the city's.", either="review"),
    ),
    Mail(
        name="other-05",
        client=outlook_en,
        sender=at("kho-bac"),
        at="2020-08-27 17:00",
        subject="Cong van 340",
        text="Gửi phòng VHTT bản PDF công văn để lưu.",
        files=(File(name="340-UBND-VHTT.pdf", media_type=PDF, make=pdf(DIRECTIVE.split("\n"))),),
        expect=says("The directive as PDF.", either="review"),
    ),
    Mail(
        name="other-06",
        client=plain,
        sender=OFFICE,
        at="2020-09-17 15:00",
        subject="Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 18/9",
        text=reminder("Kho bạc Móng Cái", "2020-09-17 15:00", "18/9", "11/9: 31 máy").text,
        extra=(("Auto-Submitted", "auto-generated"),),
        expect=says("Our own reminder, looped back.", free=["kind"]),
    ),
    Mail(
        name="other-07",
        client=gmail_vi,
        sender='"Báo điện tử" <bantin@baochi.example>',
        at="2020-09-17 06:00",
        subject="Bản tin sáng: 22 triệu máy đã cài Bluezone",
        text="Đến nay cả nước có 22.145.000 máy cài Bluezone, Quảng Ninh 310.000 máy. Hủy nhận tin tại đây.",
        extra=(("List-Unsubscribe", "<mailto:huy@baochi.example>"), ("Precedence", "bulk")),
        expect=says("A newsletter.", free=["kind"], either="review"),
    ),
    Mail(
        name="other-08",
        client=iphone,
        sender=at("ben-xe"),
        at="2020-09-02 08:00",
        subject="Chúc mừng 2/9",
        text="Bến xe chúc phòng VHTT nghỉ lễ 2/9 vui vẻ, 75 năm Quốc khánh!",
        expect=says("Holiday wishes."),
    ),
    Mail(
        name="other-09",
        client=outlook_mobile,
        sender=at("chi-cuc-thue"),
        at="2020-09-08 08:00",
        subject="Xin gia hạn",
        text="Chi cục Thuế xin gửi báo cáo Bluezone tuần này muộn sang thứ 2 vì mất mạng.",
        expect=says("Asks for time.", either="review"),
    ),
    Mail(
        name="other-10",
        client=gmail_vi,
        sender=at("tt-hcc"),
        at="2020-09-08 09:00",
        subject="Lịch tiếp công dân tháng 9",
        text="Lịch trực: 08/9 quầy 3, 10/9 quầy 5, 15/9 quầy 7. Mỗi ngày 2 ca, 6 người.",
        expect=says("A roster of duty.", either="review"),
    ),
    Mail(
        name="other-11",
        client=thunderbird,
        sender='"Lê Thí Dụ" <chuyenvien@quangninh.example>',
        at="2020-09-18 15:30",
        subject="Tổng hợp Bluezone tuần 18/9",
        text="Gửi anh bảng tổng hợp: 39/46 đơn vị, 1.245 máy, 7 chưa báo cáo.",
        expect=says("The office about its own summary.", free=["kind"], either="review"),
    ),
    Mail(
        name="other-12",
        client=gmail_en,
        sender='"GitHub" <noreply@mauma.example>',
        at="2020-09-18 03:30",
        subject="[repo] 3 new alerts",
        text="You have 3 alerts in 2 repositories. 15 dependencies checked.",
        expect=says("Nothing of ours.", free=["kind"]),
    ),
    # Forgeries.
    Mail(
        name="forged-01",
        client=gmail_vi,
        sender=at("kho-bac", "Kho bạc Móng Cái"),
        at="2020-09-04 09:33",
        subject="Báo cáo Bluezone tuần 36",
        text="Kho bạc báo cáo tuần 36: 999 máy.",
        verdict=FAIL_DMARC.format("kho-bac@mongcai.example", "mongcai.example"),
        expect=says("SPF and DMARC failed at the office's own server.", review("kho-bac", W2, 999)),
    ),
    Mail(
        name="forged-02",
        client=plain,
        sender=at("thanh-doan"),
        at="2020-09-11 09:33",
        subject="Bao cao Bluezone tuan 37",
        text="Thanh doan bao cao tuan 37: 999 may.",
        verdict=FAIL_SPF.format("thanh-doan@mongcai.example"),
        expect=says("SPF failed.", review("thanh-doan", W3, 999)),
    ),
    Mail(
        name="forged-03",
        client=plain,
        sender=at("ben-xe"),
        at="2020-09-18 09:33",
        subject="Bao cao Bluezone tuan 38",
        text="Ben xe bao cao tuan 38: 999 may.",
        verdict=FAIL_DKIM.format("ben-xe@mongcai.example", "mongcai.example"),
        expect=says("The signature is broken, and SPF fails.", review("ben-xe", W4, 999)),
    ),
    Mail(
        name="forged-04",
        client=gmail_vi,
        sender='"Kho bạc Móng Cái kho-bac@mongcai.example" <evil@xau.example>',
        at="2020-09-25 09:33",
        subject="Báo cáo Bluezone tuần 39",
        text="Kho bạc Móng Cái báo cáo tuần 39: 999 máy.",
        expect=says("A known address as displayed name only.", review("kho-bac", W5, 999)),
    ),
    Mail(
        name="forged-05",
        client=gmail_vi,
        sender='"Kho bạc Móng Cái" <kho-bac@mongcai.example.xau.example>',
        at="2020-10-02 09:33",
        subject="Báo cáo Bluezone tuần 40",
        text="Kho bạc Móng Cái báo cáo tuần 40: 999 máy.",
        expect=says("A domain that looks like the city's.", review("kho-bac", W6, 999)),
    ),
    Mail(
        name="forged-06",
        client=gmail_vi,
        sender=at("kho-bac"),
        at="2020-10-09 09:33",
        subject="Báo cáo Bluezone tuần 41",
        text="Kho bạc báo cáo tuần 41: 15 máy.",
        verdict="mx.khac.example; spf=fail smtp.mailfrom=kho-bac@mongcai.example; dmarc=fail header.from=mongcai.example",
        expect=says("A verdict of some other server is not believed, either way.", accept("kho-bac", W7, 15)),
    ),
    Mail(
        name="forged-07",
        client=plain,
        sender=at("km15"),
        at="2020-10-16 09:33",
        subject="Bao cao Bluezone tuan 42",
        text="Km15 bao cao tuan 42: 999 may.",
        verdict=FAIL_DMARC.format("km15@mongcai.example", "mongcai.example"),
        extra=(
            (
                "Authentication-Results",
                "mx.quangninh.example; dkim=pass header.d=mongcai.example; spf=pass smtp.mailfrom=km15@mongcai.example; dmarc=pass",
            ),
        ),
        expect=says("A forged pass further down does not outweigh the server's fail on top.", review("km15", W8, 999)),
    ),
    Mail(
        name="forged-08",
        client=gmail_vi,
        sender=at("tt-hcc"),
        at="2020-10-23 09:33",
        subject="Báo cáo Bluezone tuần 43",
        text="TTHCC báo cáo tuần 43: 999 máy.",
        via="gmail",
        verdict="mx.gmail.example;\n       spf=fail (domain of tt-hcc@mongcai.example does not designate 198.51.100.7) smtp.mailfrom=tt-hcc@mongcai.example;\n"
        "       dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=mongcai.example",
        expect=says("The other mailbox's server says fail.", review("tt-hcc", W9, 999)),
    ),
    Mail(
        name="forged-09",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-10-30 09:33",
        subject="Báo cáo Bluezone tuần 44",
        text="BQL chợ báo cáo tuần 44: 64 máy.",
        verdict="none",
        expect=says("No verdict at all is no failing one.", accept("bql-cho", W10, 64)),
    ),
    by_hand(
        "forged-10",
        "kho-bac@mongcai.example, evil@xau.example",
        "Bao cao Bluezone tuan 38",
        "Sender: evil@xau.example\nContent-Type: text/plain; charset=utf-8\n",
        "Kho bạc báo cáo tuần 38: 999 máy.\n".encode(),
        says("Two authors, one of them unknown.", review("kho-bac", W4, 999, free=["unit"])),
    ),
    # Broken.
    by_hand(
        "hostile-01",
        "kho-bac@mongcai.example",
        "Báo cáo Bluezone tuần 38",
        'Content-Type: multipart/mixed; boundary="h1"\n',
        b"--h1\nContent-Type: text/plain; charset=utf-8\n\nKho bac gui bao cao tuan 38\n--h1\nContent-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; "
        b'name="BC.xlsx"\nContent-Disposition: attachment; filename="BC.xlsx"\nContent-Transfer-Encoding: base64\n\nUEsDBBQAAAAIAAAAIQBQSwMEFAAAAAgAAAAhAFBLAwQUAA\n',
        says("A workbook cut off on the way.", review("kho-bac", W4, free=["count"])),
    ),
    by_hand(
        "hostile-02",
        "ben-xe@mongcai.example",
        "Báo cáo Bluezone tuần 38",
        'Content-Type: multipart/mixed; boundary="h2"\n',
        "--h2\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nBến xe báo cáo tuần 38: 58 máy\n".encode(),
        says("The closing boundary is missing; the words are all there.", accept("ben-xe", W4, 58, either=True)),
    ),
    by_hand(
        "hostile-03",
        "bql-cho@mongcai.example",
        "Báo cáo Bluezone tuần 38",
        'Content-Type: multipart/alternative; boundary="h3"\n',
        b"Bao cao tuan 38: 71 may\n",
        says(
            "A multipart without any part; what stands before is the letter, perhaps.",
            review("bql-cho", W4, free=["count"]),
        ),
    ),
    by_hand(
        "hostile-04",
        "km15@mongcai.example",
        "Báo cáo Bluezone tuần 38",
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n",
        b"Km15 b\x00ao cao tuan 38:\x00 cai dat 109 may\n",
        says("NUL bytes among the letters.", accept("km15", W4, 109, either=True)),
    ),
    by_hand(
        "hostile-05",
        "tt-hcc@mongcai.example",
        "",
        "Content-Type: text/plain; charset=utf-8\n",
        b"",
        says("An empty mail from a unit: nothing to count; somebody may look.", either="review"),
    ),
    by_hand(
        "hostile-06",
        "kho-bac@mongcai.example",
        "Báo cáo Bluezone tuần 38",
        'Content-Type: multipart/mixed; boundary="h6"\n',
        b'--h6\nContent-Type: text/plain\n\nKho bac gui\n--h6\nContent-Type: application/octet-stream; name="BC.xlsx"\nContent-Disposition: attachment; filename="BC.xlsx"\n'
        b"Content-Transfer-Encoding: base64\n\n0M8R4KGxGuEAAAAAAAAAAAAAAAAAAAAAPgADAP7/CQAGAAAAAAAAAAAAAAABAAAA\n--h6--\n",
        says("A damaged old workbook under a new name.", review("kho-bac", W4, free=["count"])),
    ),
    by_hand(
        "hostile-07",
        "thanh-doan@mongcai.example",
        "Báo cáo Bluezone tuần 38",
        "Content-Type: text/html; charset=utf-8\n",
        (
            "<html><body><script>document.write('Tuần này cài được 999 máy')</script><style>p{content:'888 máy'}</style>"
            "<!-- 777 máy --><p>Thành đoàn báo cáo tuần 38: <b>212</b> máy</p><p style='display:none'>666 máy</p></body></html>\n"
        ).encode(),
        says("Scripts, styles, comments and hidden words are not said.", accept("thanh-doan", W4, 212, either=True)),
    ),
    by_hand(
        "hostile-08",
        "chi-cuc-thue@mongcai.example",
        "Báo cáo Bluezone tuần 38",
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
        b"Q2hpIGN1YyBUaHVlIGJhbyBjYW8gdHVhbiAzODogMTYgbWF5I!!!!\nGJsdWV6b25l###\n",
        says("Rubbish within base64.", accept("chi-cuc-thue", W4, 16, either=True)),
    ),
    Mail(
        name="hostile-09",
        client=gmail_vi,
        sender=at("bql-cua-khau"),
        at="2020-09-17 09:10",
        subject="Báo cáo Bluezone",
        text="BQL cửa khẩu gửi",
        files=(File(name="../../etc/BC.xlsx", media_type=XLSX, make=just(b"PK\x03\x04 this is no archive at all")),),
        expect=says("A file that is none, with a path for a name.", review("bql-cua-khau", W4, free=["count"])),
    ),
    Mail(
        name="hostile-10",
        client=yahoo,
        sender=at("thpt-chu-van-an"),
        at="2020-09-17 09:20",
        subject="Báo cáo Bluezone",
        text="Trường gửi",
        files=(File(name="BC.zip", media_type=ZIP, make=just(b"PK\x05\x06" + bytes(18))),),
        expect=says("An empty archive.", review("thpt-chu-van-an", W4, free=["count"])),
    ),
    Mail(
        name="hostile-11",
        client=outlook_en,
        sender=at("thpt-tran-phu"),
        at="2020-09-17 09:30",
        subject="Báo cáo Bluezone tuần 38",
        text='Trường báo cáo tuần 38: 30 máy. =HYPERLINK("http://xau.example";"bấm")',
        files=(
            File(
                name="=cmd|' /C calc'!A0.xlsx",
                media_type=XLSX,
                make=xlsx([["=1+1", "Số máy cài đặt Bluezone trong tuần"], [None, 30]]),
            ),
        ),
        expect=says(
            "Formula-like words and names; body and sheet agree.",
            accept("thpt-tran-phu", W4, 30, part=None, either=True),
        ),
    ),
    Mail(
        name="hostile-12",
        client=plain,
        sender="",
        at="2020-09-17 09:40",
        subject="Bao cao Bluezone Kho bac Mong Cai",
        text="Kho bac Mong Cai tuan nay cai duoc 11 may",
        expect=says("No sender at all.", review("kho-bac", W4, 11, free=["unit"])),
    ),
    Mail(
        name="hostile-13",
        client=plain,
        sender=at("kho-bac"),
        at="2020-09-17 09:50",
        via="none",
        sent="-",
        message_id="",
        subject="Bao cao Bluezone",
        text="Kho bac Mong Cai cai duoc 11 may trong tuan den 18/9/2020",
        expect=says("No date, no server, no id; the words name the week.", accept("kho-bac", W4, 11, either=True)),
    ),
    Mail(
        name="hostile-14",
        client=plain,
        sender=at("kho-bac"),
        at="2020-09-17 09:55",
        via="none",
        sent="-",
        subject="Bao cao Bluezone",
        text="Kho bac Mong Cai tuan nay cai duoc 11 may",
        expect=says("No date anywhere: which week?", review("kho-bac", None, 11, free=["deadline"])),
    ),
    Mail(
        name="reply-21",
        client=gmail_vi,
        sender='"Mẫu" <mau.moi@mail.example>',
        at="2020-09-18 09:42",
        subject="Re: Đã nhận báo cáo Bluezone tuần đến 18/9",
        text="54",
        reply=receipt("Ban quản lý chợ", "2020-09-18 09:00", "18/9", 71),
        expect=says("A bare number from an unknown address.", review(None, W4, 54, free=["unit"])),
    ),
    Mail(
        name="official-23",
        client=zimbra,
        sender=officer("hai-son", "Phạm Văn Mẫu"),
        at="2020-10-16 10:20",
        subject="UBND xã Hải Sơn báo cáo",
        text="Xã gửi báo cáo.",
        files=(
            File(
                name="BC.pdf",
                media_type=PDF,
                make=pdf(
                    [
                        "UBND XÃ HẢI SƠN",
                        "BÁO CÁO",
                        "Trong tuần 42, xã Hải Sơn cài đặt Bluezone được 11 máy, lũy kế 96 máy.",
                        "Dân số toàn xã 1.502 người.",
                    ]
                ),
            ),
        ),
        expect=says("A short PDF with a population.", accept("ubnd-hai-son", W8, 11, part="BC.pdf", cumulative=96)),
    ),
]
