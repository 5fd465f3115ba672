"""Mail that reports nothing: questions, invitations, thanks, machines, bounces of more servers."""

from __future__ import annotations

from tests.mails.make.batch_d import receipt, reminder
from tests.mails.make.batch_g import BOUNCE, by_hand
from tests.mails.make.cast import at, officer, person, says
from tests.mails.make.clients import (
    apple,
    gmail_en,
    gmail_vi,
    iphone,
    outlook_en,
    outlook_mobile,
    outlook_vi,
    outlook_web,
    plain,
    samsung,
    thunderbird,
    yahoo,
    zimbra,
)
from tests.mails.make.compose import DOCX, GMAIL, GOV, JPEG, XLSX, File, Mail
from tests.mails.make.files import docx, page, xlsx

MAILS = [
    Mail(
        name="other-16",
        client=gmail_vi,
        sender=at("thanh-doan", "Thành đoàn"),
        at="2020-09-07 09:10",
        subject="Cảm ơn",
        text="Cảm ơn phòng VHTT đã hỗ trợ 5 bộ loa và 200 tờ rơi cho chiến dịch.",
        expect=says("Thanks for loudspeakers."),
    ),
    Mail(
        name="other-17",
        client=outlook_vi,
        sender=at("phong-gddt", "Phòng GD&ĐT"),
        at="2020-09-07 10:10",
        subject="Về việc phối hợp tổ chức thi vẽ tranh",
        text="Phòng GD&ĐT đề nghị phối hợp tổ chức thi vẽ tranh cho 350 học sinh tại 12 trường, kinh phí 15.000.000 đồng, trước ngày 30/9/2020.",
        expect=says("A drawing contest."),
    ),
    Mail(
        name="other-18",
        client=zimbra,
        sender=at("kho-bac", "KBNN"),
        at="2020-09-08 10:10",
        subject="Thông báo số dư dự toán",
        text="Kho bạc thông báo số dư dự toán của phòng đến 31/8/2020: 45.210.000 đồng.",
        expect=says("Money."),
    ),
    Mail(
        name="other-19",
        client=iphone,
        sender=officer("hai-yen", "Nguyễn Thị Mẫu"),
        at="2020-09-08 11:10",
        subject="Xin số",
        text="Anh cho em xin số điện thoại anh Chiến với ạ, số em 0900 000 171.",
        expect=says("Asks for a number, gives its own.", free=["kind", "contact"]),
    ),
    Mail(
        name="other-20",
        client=samsung,
        sender=at("ben-xe", "Ben xe"),
        at="2020-09-09 06:10",
        subject="test",
        text="test 123",
        expect=says("A test.", either="review"),
    ),
    Mail(
        name="other-21",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-09-10 16:10",
        subject="Re: Đã nhận báo cáo Bluezone tuần đến 11/9",
        text="Ok ạ, cảm ơn phòng",
        reply=receipt("Ban quản lý chợ", "2020-09-10 16:00", "11/9", 58),
        expect=says("Thanks for a receipt."),
    ),
    Mail(
        name="other-22",
        client=outlook_en,
        sender=at("chi-cuc-thue"),
        at="2020-09-10 17:10",
        subject="RE: Đã nhận báo cáo Bluezone tuần đến 11/9",
        text="Chi cục đã nhận. Trân trọng cảm ơn.",
        reply=receipt("Chi cục Thuế", "2020-09-10 17:00", "11/9", 27),
        expect=says("Received, thanks."),
    ),
    Mail(
        name="other-23",
        client=thunderbird,
        sender=at("thpt-chu-van-an"),
        at="2020-09-14 08:10",
        subject="Hỏi công văn",
        text="Nhà trường chưa nhận được Công văn số 340/UBND-VHTT, đề nghị phòng gửi lại. Fax: 0203 3881 234.",
        expect=says("Asks for the directive."),
    ),
    Mail(
        name="other-24",
        client=yahoo,
        sender='"Hội Cựu chiến binh" <hoiccb@mail.example>',
        at="2020-09-14 09:10",
        subject="Giấy mời 40 năm ngày thành lập",
        text="Kính mời phòng VHTT dự lễ kỷ niệm 40 năm, 7h30 ngày 22/9/2020, 250 đại biểu.",
        expect=says("An invitation from a stranger.", either=""),
    ),
    Mail(
        name="other-25",
        client=gmail_en,
        sender='"Quảng cáo" <ads@shop.example>',
        at="2020-09-15 03:10",
        subject="Giá sốc: máy điện thoại 1.990.000đ",
        text="Chỉ còn 50 máy! Samsung A12 1.990.000đ, iPhone 12 máy 64GB 15.490.000đ.",
        expect=says("An advertisement for phones.", either="review"),
    ),
    Mail(
        name="other-26",
        client=outlook_web,
        sender=at("tt-hcc"),
        at="2020-09-16 10:10",
        subject="Phiếu lấy ý kiến mức độ hài lòng",
        text="Đề nghị phòng chấm điểm TTHCC: 1. Thái độ (10 điểm) 2. Thời gian (10 điểm). Gửi trước 25/9.",
        expect=says("A form to fill in."),
    ),
    Mail(
        name="other-27",
        client=apple,
        sender=officer("tra-co", "Trần Thị Thử"),
        at="2020-09-16 11:10",
        subject="Ảnh lễ hội",
        text="Em gửi anh 1 ảnh lễ hội đình Trà Cổ để đăng bài ạ.",
        files=(File(name="IMG_2201.jpg", media_type=JPEG, make=page(["", "LỄ HỘI ĐÌNH TRÀ CỔ", ""], size=40)),),
        expect=says("A photograph of a festival.", either="review"),
    ),
    Mail(
        name="other-28",
        client=outlook_vi,
        sender=at("bql-cua-khau"),
        at="2020-09-21 10:10",
        subject="Dự thảo quy chế phối hợp",
        text="BQL gửi dự thảo quy chế để phòng góp ý.",
        files=(
            File(
                name="Quy che.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "QUY CHẾ PHỐI HỢP",
                        "Điều 1. Phạm vi điều chỉnh",
                        "Điều 2. Các bên phối hợp gồm 5 cơ quan.",
                        "Điều 3. Họp định kỳ 3 tháng 1 lần.",
                    ]
                ),
            ),
        ),
        expect=says("A draft of rules.", either="review"),
    ),
    Mail(
        name="other-29",
        client=zimbra,
        sender=at("km15"),
        at="2020-09-22 10:10",
        subject="Danh sách cán bộ trực chốt",
        text="Km15 gửi danh sách cán bộ trực để phòng cấp thẻ.",
        files=(
            File(
                name="DS.xlsx",
                media_type=XLSX,
                make=xlsx([["STT", "Họ tên", "Ca trực"], [1, "Nguyễn Văn Mẫu", 1], [2, "Trần Văn Mẫu", 2]]),
            ),
        ),
        expect=says("A list of people on duty.", either="review"),
    ),
    Mail(
        name="other-30",
        client=plain,
        sender=GMAIL,
        at="2020-09-25 15:11",
        subject="Tổng hợp Bluezone tuần 25/9: 39/46 đơn vị, 1.245 máy",
        text="Thành đoàn: 178 máy\nBan quản lý chợ: 71 máy\nKho bạc Móng Cái: 11 máy",
        extra=(("Auto-Submitted", "auto-generated"),),
        expect=says("The office's own summary comes back.", free=["kind"]),
    ),
    Mail(
        name="other-31",
        client=plain,
        sender=GOV,
        at="2020-09-25 11:11",
        subject="Re: Bluezone",
        text="Kho bac Mong Cai tuan nay 11 may, da ghi nhan.",
        expect=says("The office answers from its own mailbox.", free=["kind"]),
    ),
    Mail(
        name="other-32",
        client=outlook_mobile,
        sender=officer("hoa-lac"),
        at="2020-09-28 11:11",
        subject="Nghỉ phép",
        text="Em xin nghỉ phép 2 ngày 29-30/9, công việc bàn giao anh Mẫu.",
        expect=says("Leave of two days."),
    ),
    Mail(
        name="other-33",
        client=gmail_vi,
        sender=at("thpt-ly-thuong-kiet"),
        at="2020-10-05 11:11",
        subject="Lỗi ứng dụng Bluezone",
        text="Ứng dụng Bluezone trên máy của giáo viên báo lỗi 403, phải làm thế nào ạ?",
        expect=says("A question about an error's number.", either="review"),
    ),
    Mail(
        name="other-34",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-10-06 11:11",
        subject="Đề nghị cấp kinh phí",
        text="BQL chợ đề nghị cấp 3.500.000 đồng in 10 pano tuyên truyền Bluezone.",
        expect=says("Asks for money.", either="review"),
    ),
    by_hand(
        "other-35",
        "thanh-doan@mongcai.example",
        "Lời mời: Họp giao ban @ Th 5 17 thg 9, 2020 14:00 - 15:30",
        'Content-Type: multipart/mixed; boundary="cal1"\n',
        (
            "--cal1\nContent-Type: text/plain; charset=utf-8\n\nBạn được mời tham gia sự kiện: Họp giao ban. Khi nào: Th 5 17 thg 9, 2020 14:00 - 15:30. "
            "Phòng họp 2.\n--cal1\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\n"
            "BEGIN:VEVENT\nDTSTART:20200917T070000Z\nDTEND:20200917T083000Z\nSUMMARY:Họp giao ban\nEND:VEVENT\nEND:VCALENDAR\n--cal1--\n"
        ).encode(),
        says("A calendar's invitation.", free=["kind"]),
    ),
    # Machines.
    Mail(
        name="automatic-08",
        client=gmail_vi,
        sender=officer("ninh-duong"),
        at="2020-09-24 15:01",
        subject="Trả lời tự động: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 25/9",
        text="Tôi nghỉ phép đến 30/9/2020. Liên hệ anh Mẫu, máy 0900 000 172.",
        extra=(("X-Autoreply", "yes"), ("Auto-Submitted", "auto-replied")),
        expect=says("On leave.", kind="automatic"),
    ),
    Mail(
        name="automatic-09",
        client=zimbra,
        sender=at("hai-dong"),
        at="2020-09-24 15:02",
        subject="Ra khỏi văn phòng Đề nghị báo cáo kết quả cài đặt Bluezone",
        text="Văn phòng UBND xã Hải Đông nghỉ lễ, trực 1 máy: 0203 3881 777.",
        extra=(("Auto-Submitted", "auto-replied"), ("Return-Path", "<>")),
        reply=reminder("UBND xã Hải Đông", "2020-09-24 15:00", "25/9", "18/9: 12 máy"),
        expect=says("Out of office, a null sender, a quoted figure.", kind="automatic"),
    ),
    Mail(
        name="automatic-10",
        client=plain,
        sender="Zimbra <admin@mongcai.example>",
        at="2020-09-24 02:02",
        subject="Quota warning",
        text="Mailbox 95% full: 1234 MB of 1300 MB.",
        extra=(("Auto-Submitted", "auto-generated"), ("Precedence", "bulk")),
        expect=says("A server's warning.", kind="automatic"),
    ),
    Mail(
        name="automatic-11",
        client=plain,
        sender="mau-list-request@ds.example",
        at="2020-09-24 03:02",
        subject="confirm 1234567890abcdef",
        text="Mailing list subscription confirmation notice for mailing list Mau. 1 may reply.",
        extra=(("Auto-Submitted", "auto-generated"), ("List-Id", "<mau-list.ds.example>")),
        expect=says("A mailing list's confirmation.", kind="automatic"),
    ),
    by_hand(
        "automatic-12",
        "tt-hcc@mongcai.example",
        "Đã đọc: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 18/9",
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="mdn2"\n',
        (
            "--mdn2\nContent-Type: text/html; charset=utf-8\n\n<p>Thư của bạn tới tt-hcc@mongcai.example đã được đọc lúc 8:45 ngày 17/09/2020.</p>\n"
            "--mdn2\nContent-Type: message/disposition-notification\n\nFinal-Recipient: RFC822;tt-hcc@mongcai.example\n"
            "Disposition: automatic-action/MDN-sent-automatically; displayed\n\n--mdn2--\n"
        ).encode(),
        says("A read receipt in Vietnamese.", kind="automatic"),
    ),
    # Bounces.
    by_hand(
        "bounce-07",
        '"MAILER-DAEMON" <MAILER-DAEMON@mail.yahoo.example>',
        "Failure Notice",
        "Content-Type: text/plain; charset=UTF-8\nAuto-Submitted: auto-replied\n",
        b"Sorry, we were unable to deliver your message to the following address.\n\n<canbo.hai-son@mail.example>:\n554: delivery error: dd This user doesn't have a "
        b"mail.example account (canbo.hai-son@mail.example) [0]\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <nhac.9@quangninh.example>\n"
        b"From: phongvhtt.mc@quangninh.example\nSubject: De nghi bao cao Bluezone\n\nTuan truoc: 11 may.\n",
        BOUNCE,
    ),
    by_hand(
        "bounce-08",
        "System Administrator <postmaster@mongcai.example>",
        "Undeliverable: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 18/9",
        "Content-Type: text/plain; charset=utf-8\n",
        b"Your message did not reach some or all of the intended recipients.\n\n      Subject:  De nghi bao cao Bluezone\n      Sent:     9/17/2020 3:00 PM\n\nThe following "
        b"recipient(s) cannot be reached:\n\n      ka-long@mongcai.example on 9/17/2020 3:00 PM\n            The e-mail account does not exist at the organization.\n"
        b"            <mail.mongcai.example #5.1.1>\n",
        BOUNCE,
    ),
    by_hand(
        "bounce-09",
        "Mail Delivery Subsystem <MAILER-DAEMON@mail.mongcai.example>",
        "Returned mail: see transcript for details",
        'Auto-Submitted: auto-generated (failure)\nContent-Type: multipart/report; report-type=delivery-status; boundary="sm1"\n',
        b"--sm1\n\nThe original message was received at Thu, 17 Sep 2020 15:00:03 +0700\n\n   ----- The following addresses had permanent fatal errors -----\n"
        b"<bac-son@mongcai.example>\n    (reason: 552 5.2.2 Mailbox full)\n\n--sm1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.mongcai.example\n\n"
        b"Final-Recipient: RFC822; bac-son@mongcai.example\nAction: failed\nStatus: 5.2.2\n\n--sm1\nContent-Type: text/rfc822-headers\n\n"
        b"Message-ID: <nhac.10@quangninh.example>\nFrom: phongvhtt.mc@quangninh.example\nSubject: De nghi bao cao Bluezone\n\n--sm1--\n",
        BOUNCE,
    ),
    by_hand(
        "bounce-10",
        "Mail Administrator <Postmaster@mail.mongcai.example>",
        "Mail System Error - Returned Mail",
        "Content-Type: text/plain; charset=us-ascii\n",
        b"This Message was undeliverable due to the following reason:\n\nYour message was not delivered because the destination computer was\nnot reachable within the allowed "
        b"queue period.\n\nThe following recipients did not receive this message:\n\n     <km15@mongcai.example>\n\nPlease reply to Postmaster@mail.mongcai.example\n",
        BOUNCE,
    ),
    by_hand(
        "bounce-11",
        "MAILER-DAEMON@mx.quangninh.example",
        "Thư không gửi được",
        "Auto-Submitted: auto-replied\nContent-Type: text/plain; charset=utf-8\n",
        (
            "Thư của bạn không thể gửi tới người nhận sau:\n\n<canbo.ka-long@mail.example>: 550 5.7.1 Thư bị từ chối vì nghi là thư rác\n\n"
            "--- Thư gốc ---\nFrom: phongvhtt.mc@quangninh.example\nTo: canbo.ka-long@mail.example\nSubject: Đề nghị báo cáo\n"
        ).encode(),
        BOUNCE,
    ),
    # Focal officers.
    Mail(
        name="contact-11",
        client=zimbra,
        sender=at("phong-gddt", "Phòng GD&ĐT"),
        at="2020-08-28 08:12",
        subject="Đăng ký đầu mối",
        text="1. Họ và tên: Lê Thị Mẫu\n2. Chức vụ: Chuyên viên\n3. SĐT: 0900-000-173\n4. Email: mau.le@mail.example",
        expect=says(
            "A numbered list.", contact=person("phong-gddt", "Lê Thị Mẫu", "Chuyên viên", "0900000173"), kind="contact"
        ),
    ),
    Mail(
        name="contact-12",
        client=outlook_vi,
        sender=at("bql-cua-khau", "BQL cửa khẩu"),
        at="2020-08-28 09:12",
        subject="V/v phân công cán bộ đầu mối báo cáo Bluezone",
        text="BQL cửa khẩu phân công đồng chí Vũ Văn Mẫu - Trưởng phòng Nghiệp vụ - 0900.000.174 làm cán bộ đầu mối.",
        expect=says(
            "Dashes between name, position and phone.",
            contact=person("bql-cua-khau", "Vũ Văn Mẫu", "Trưởng phòng Nghiệp vụ", "0900000174"),
            kind="contact",
        ),
    ),
]
