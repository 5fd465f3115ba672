"""Replies, forwards, and whose report it is."""

from __future__ import annotations

from tests.mails.make.cast import (
    W1,
    W2,
    W3,
    W4,
    W5,
    W6,
    W7,
    W8,
    W9,
    W10,
    W11,
    W12,
    W14,
    W15,
    accept,
    at,
    officer,
    review,
    says,
)
from tests.mails.make.clients import (
    apple,
    gmail_en,
    gmail_vi,
    iphone,
    only_html,
    outlook_en,
    outlook_mobile,
    outlook_vi,
    outlook_web,
    plain,
    roundcube,
    samsung,
    thunderbird,
    yahoo,
    zimbra,
)
from tests.mails.make.compose import DOCX, OFFICE, XLSX, File, Mail, Part, Quote, flat
from tests.mails.make.files import docx, just, xlsx


def reminder(unit: str, at: str, until: str, before: str) -> Quote:
    """Give the office's reminder as it is quoted."""
    return Quote(
        sender=OFFICE,
        at=at,
        subject=f"Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến {until}",
        to=unit,
        text=f"""Kính gửi: {unit}

Phòng Văn hóa - Thông tin chưa nhận được báo cáo số máy điện thoại được cài đặt Bluezone tuần đến {until}/2020.
Đề nghị quý đơn vị gửi báo cáo trước 15h00 thứ Sáu, ngày {until}/2020. Quý đơn vị có thể trả lời thư này bằng một con số.

Số liệu các tuần trước của đơn vị: {before}.

Trân trọng./.
Phòng Văn hóa - Thông tin thành phố Móng Cái
ĐT: 0203 3881 100""",
    )


def receipt(unit: str, at: str, until: str, count: int) -> Quote:
    """Give the office's receipt as it is quoted."""
    return Quote(
        sender=OFFICE,
        at=at,
        subject=f"Đã nhận báo cáo Bluezone tuần đến {until}",
        to=unit,
        text=f"""{unit}, tuần đến {until}: {count} máy (nội dung thư, dòng 1).
Nếu chưa đúng, trả lời thư này bằng con số đúng.""",
    )


def attached(mail: Mail) -> File:
    """Give a letter as an attached message."""
    top = mail.client(mail)
    date = Part(
        headers=(("Date", "Fri, 30 Oct 2020 08:11:00 +0700"), *top.headers),
        body=top.body,
        parts=top.parts,
        boundary=top.boundary,
    )
    return File(name="Bao cao.eml", media_type="message/rfc822", make=just(flat(date)), encoding="7bit")


INNER = Quote(
    sender='"Trần Thị Thử" <thu.tran@mail.example>',
    at="2020-09-10 16:20",
    subject="Số liệu Bluezone tuần này",
    to="canbo.tra-co@mail.example",
    text="Anh ơi tuần này phường Trà Cổ cài được 41 máy Bluezone nhé, anh gửi phòng VHTT giúp em.",
)

MAILS = [
    Mail(
        name="reply-01",
        client=gmail_vi,
        sender=at("kho-bac", "Kho bạc Móng Cái"),
        at="2020-09-03 16:02",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 04/9",
        text="Kho bạc tuần này 13 máy ạ",
        reply=reminder("Kho bạc Móng Cái", "2020-09-03 15:00", "04/9", "28/8: 31 máy"),
        expect=says("The own words say 13; 31 is last week's in the quoted reminder.", accept("kho-bac", W2, 13)),
    ),
    Mail(
        name="reply-02",
        client=gmail_vi,
        sender=at("thanh-doan", "Thành đoàn"),
        at="2020-09-03 16:42",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 04/9",
        text="245",
        reply=reminder("Thành đoàn Móng Cái", "2020-09-03 15:00", "04/9", "28/8: 125 máy"),
        expect=says(
            "A bare number under a reminder answers it; unsigned here, so asking is no fault.",
            accept("thanh-doan", W2, 245, either=True),
        ),
    ),
    Mail(
        name="reply-03",
        client=thunderbird,
        sender=at("thpt-chu-van-an", "CVA"),
        at="2020-09-11 09:42",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 11/9",
        text="Trường THPT Chu Văn An báo cáo tuần này 22 máy.",
        reply=reminder("Trường THPT Chu Văn An", "2020-09-10 15:00", "11/9", "28/8: 45 máy; 04/9: 17 máy"),
        bottom=True,
        expect=says("Answered below the quote.", accept("thpt-chu-van-an", W3, 22)),
    ),
    Mail(
        name="reply-04",
        client=roundcube,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-09-11 10:42",
        subject="Re: Hỏi số liệu Bluezone tuần đến 11/9",
        text="""Chị hỏi em trả lời ngay dưới ạ.

> 1. Tuần này Trung tâm cài Bluezone được bao nhiêu máy?
Dạ 27 máy ạ.

> 2. Tuần trước là 35 máy phải không em?
Dạ đúng ạ.""",
        expect=says("Answered between quoted questions.", accept("tt-hcc", W3, 27, either=True)),
    ),
    Mail(
        name="reply-05",
        client=gmail_vi,
        sender=at("ben-xe", "Bến xe"),
        at="2020-09-11 11:42",
        subject="Re: Đã nhận báo cáo Bluezone tuần đến 11/9",
        text="Cảm ơn anh chị ạ.",
        reply=receipt("Bến xe khách Móng Cái", "2020-09-11 11:00", "11/9", 37),
        expect=says("Thanks for a receipt; the figure is only the quoted one."),
    ),
    Mail(
        name="reply-06",
        client=outlook_vi,
        sender=at("chi-cuc-thue", "CCT"),
        at="2020-09-18 11:42",
        subject="RE: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 18/9",
        text="",
        reply=reminder("Chi cục Thuế", "2020-09-17 15:00", "18/9", "11/9: 27 máy"),
        expect=says("An empty answer: the quoted 27 is not the sender's. Somebody may look.", either="review"),
    ),
    Mail(
        name="reply-07",
        client=samsung,
        sender=at("bql-cho", "BQL cho"),
        at="2020-09-18 12:42",
        subject="Re: Đã nhận báo cáo Bluezone tuần đến 18/9",
        text="Đúng rồi ạ",
        reply=receipt("Ban quản lý chợ", "2020-09-18 11:00", "18/9", 71),
        expect=says("“Quite right”: no news.", either="review"),
    ),
    Mail(
        name="reply-08",
        client=gmail_vi,
        sender=at("bql-cua-khau", "BQLCK"),
        at="2020-09-25 12:42",
        subject="Re: Đã nhận báo cáo Bluezone tuần đến 25/9",
        text="Bên em gửi nhầm, số đúng là 54 máy ạ",
        reply=receipt("Ban quản lý cửa khẩu quốc tế Móng Cái", "2020-09-25 11:00", "25/9", 45),
        expect=says("A correction in answer to a receipt.", accept("bql-cua-khau", W5, 54)),
    ),
    Mail(
        name="reply-09",
        client=gmail_en,
        sender=at("thpt-tran-phu", "THPT Trần Phú"),
        at="2020-09-04 08:42",
        subject="Re: Báo cáo Bluezone tuần 35",
        text="Tuần này trường cài được 38 máy.",
        reply=Quote(
            sender='"THPT Trần Phú" <thpt-tran-phu@mongcai.example>',
            at="2020-08-28 09:00",
            subject="Báo cáo Bluezone tuần 35",
            text="Trường THPT Trần Phú báo cáo tuần 35: cài được 40 máy.",
        ),
        expect=says(
            "The sender answers last week's own mail: the subject is stale, “this week” is 4/9. To ask is no fault.",
            accept("thpt-tran-phu", W2, 38, either=True),
        ),
    ),
    Mail(
        name="reply-10",
        client=outlook_web,
        sender=at("phong-gddt", "PGD"),
        at="2020-10-02 08:42",
        subject="RE: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 02/10",
        text="Phòng GD&ĐT gửi báo cáo.",
        reply=reminder("Phòng Giáo dục và Đào tạo", "2020-10-01 15:00", "02/10", "25/9: 1.234 máy"),
        files=(
            File(
                name="bc.xlsx",
                media_type=XLSX,
                make=xlsx([["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần", 877]]),
            ),
        ),
        expect=says("The answer's figure stands in its attachment.", accept("phong-gddt", W6, 877, part="bc.xlsx")),
    ),
    Mail(
        name="reply-11",
        client=outlook_en,
        sender=at("kho-bac", "KBNN"),
        at="2020-10-09 08:42",
        subject="RE: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 09/10",
        text="KBNN Móng Cái báo cáo: 9 máy.",
        reply=reminder("Kho bạc Móng Cái", "2020-10-08 15:00", "09/10", "02/10: 12 máy"),
        expect=says("Outlook marks the quote by a head alone.", accept("kho-bac", W7, 9)),
    ),
    Mail(
        name="reply-12",
        client=zimbra,
        sender=at("km15", "Km15"),
        at="2020-10-16 08:42",
        subject="Trả lời: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 16/10",
        text="Trạm Km15 báo cáo tuần này hỗ trợ cài 151 máy.",
        reply=reminder("Trạm Km15", "2020-10-15 15:00", "16/10", "09/10: 163 máy"),
        expect=says("Zimbra's divider.", accept("km15", W8, 151)),
    ),
    Mail(
        name="reply-13",
        client=iphone,
        sender=officer("hai-dong", "Nguyễn Văn Mẫu"),
        at="2020-10-23 08:42",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 23/10",
        text="Xã Hải Đông 37 máy nha chị",
        reply=reminder("UBND xã Hải Đông", "2020-10-22 15:00", "23/10", "16/10: 20 máy"),
        expect=says("From a phone.", accept("ubnd-hai-dong", W9, 37)),
    ),
    Mail(
        name="reply-14",
        client=yahoo,
        sender=at("thpt-ly-thuong-kiet", "LTK"),
        at="2020-10-30 08:42",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 30/10",
        text="LTK báo cáo 24 máy điện thoại được cài trong tuần.",
        reply=reminder("Trường THPT Lý Thường Kiệt", "2020-10-29 15:00", "30/10", "23/10: 68 máy"),
        expect=says("Yahoo's quote.", accept("thpt-ly-thuong-kiet", W10, 24)),
    ),
    Mail(
        name="reply-15",
        client=gmail_vi,
        sender=at("thanh-doan", "Thành đoàn"),
        at="2020-11-06 08:42",
        subject="Re: Hỏi lại số liệu",
        text="Dạ tuần này 190 máy chị ạ",
        reply=Quote(
            sender='"Lê Thí Dụ" <chuyenvien@quangninh.example>',
            at="2020-11-06 08:10",
            subject="Hỏi lại số liệu",
            text="Em ơi, tuần này Thành đoàn cài Bluezone được bao nhiêu, 109 hay 190 máy?",
        ),
        expect=says("The office asked about two numbers; the own words say one.", accept("thanh-doan", W11, 190)),
    ),
    Mail(
        name="reply-16",
        client=outlook_mobile,
        sender=officer("hai-tien", "Nguyễn Văn Mẫu"),
        at="2020-11-13 08:42",
        subject="RE: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 13/11",
        text="Hải Tiến báo cáo 16 máy",
        reply=reminder("UBND xã Hải Tiến", "2020-11-12 15:00", "13/11", "06/11: 61 máy"),
        expect=says("Outlook on a phone.", accept("ubnd-hai-tien", W12, 16)),
    ),
    Mail(
        name="reply-17",
        client=gmail_vi,
        sender=at("ben-xe", "Bến xe"),
        at="2020-11-28 08:42",
        subject="Re: Thông báo chưa nhận báo cáo Bluezone tuần đến 27/11",
        text="Bến xe xin lỗi gửi muộn: 44 máy",
        reply=Quote(
            sender=OFFICE,
            at="2020-11-27 15:10",
            subject="Thông báo chưa nhận báo cáo Bluezone tuần đến 27/11",
            text="Đến 15h00 ngày 27/11/2020, Phòng chưa nhận được báo cáo tuần đến 27/11/2020 của Bến xe khách Móng Cái.",
        ),
        expect=says(
            "Late on Saturday, in answer to the notice for 27/11. Unsigned here, so asking is no fault.",
            accept("ben-xe", W14, 44, either=True),
        ),
    ),
    Mail(
        name="reply-18",
        client=apple,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-12-04 08:42",
        subject="Re: Đã nhận báo cáo Bluezone tuần đến 04/12",
        text="Trung tâm đã nhận được xác nhận. Số 37 máy là chính xác.",
        reply=receipt("Trung tâm Hành chính công", "2020-12-04 08:00", "04/12", 37),
        expect=says(
            "The receipt's figure confirmed in own words: 37 either way.",
            accept("tt-hcc", W15, 37, either=True),
            either="none",
        ),
    ),
    Mail(
        name="reply-19",
        client=only_html,
        sender=at("kho-bac"),
        at="2020-10-30 08:42",
        subject="Re: báo cáo",
        html="""<div>Dạ em gửi ạ</div><blockquote type="cite"><div>Ngày 29/10, Phòng VHTT viết: Tuần này Kho bạc cài Bluezone được 19 máy hay 91 máy?</div></blockquote>""",
        expect=says("The figures are the office's, quoted.", review("kho-bac", W10), either="none"),
    ),
    Mail(
        name="reply-20",
        client=plain,
        sender=at("thpt-ly-thuong-kiet"),
        at="2020-11-20 08:42",
        subject="Re: bao cao bluezone",
        text="""> Truong cho biet so may cai bluezone tuan nay
> (tuan truoc 24 may)

17 may""",
        expect=says("A quote by marks alone, the answer below.", accept("thpt-ly-thuong-kiet", "2020-11-20", 17)),
    ),
    # Forwards.
    Mail(
        name="forward-01",
        client=gmail_vi,
        sender=officer("tra-co", "Lê Thí Dụ"),
        at="2020-09-10 17:30",
        subject="Fwd: Số liệu Bluezone tuần này",
        forward=INNER,
        expect=says(
            "Passed on with an empty top: the forwarded words are the report.", accept("ubnd-tra-co", W3, 41, part=None)
        ),
    ),
    Mail(
        name="forward-02",
        client=outlook_vi,
        sender=officer("tra-co", "Lê Thí Dụ"),
        at="2020-09-11 08:30",
        subject="FW: Số liệu Bluezone tuần này",
        text="Em chuyển số liệu của phường ạ.",
        forward=INNER,
        expect=says("Passed on with a word.", accept("ubnd-tra-co", W3, 41, part=None)),
    ),
    Mail(
        name="forward-03",
        client=zimbra,
        sender=at("thanh-doan", "Thành đoàn"),
        at="2020-09-18 08:30",
        subject="Fwd: Tong hop Bluezone",
        text="Chuyển phòng VHTT tổng hợp.",
        forward=Quote(
            sender='"Phạm Thị Thử" <thu.pham@mongcai.example>',
            at="2020-09-18 08:01",
            subject="Tong hop Bluezone",
            to="thanh-doan@mongcai.example",
            text="Em gửi anh bảng tổng hợp tuần 38 của Thành đoàn: 212 máy.",
        ),
        files=(
            File(
                name="TH.xlsx",
                media_type=XLSX,
                make=xlsx([["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone tuần 38", 212]]),
            ),
        ),
        expect=says("Forwarded words and sheet agree.", accept("thanh-doan", W4, 212, part=None)),
    ),
    Mail(
        name="forward-04",
        client=thunderbird,
        sender=at("bql-cua-khau", "BQLCK"),
        at="2020-09-25 08:30",
        subject="Fwd: Bluezone cua khau",
        forward=Quote(
            sender='"Trần Văn Mẫu" <mau.tran@mail.example>',
            at="2020-09-24 17:01",
            subject="Bluezone cua khau",
            to="bql-cua-khau@mongcai.example",
            text="Đội 1 báo cáo: tuần này hướng dẫn cài Bluezone 77 máy.",
        ),
        expect=says(
            "One team's figure passed on; the sender owns it.", accept("bql-cua-khau", W5, 77, part=None, either=True)
        ),
    ),
    Mail(
        name="forward-05",
        client=iphone,
        sender=officer("van-ninh", "Phạm Thị Thử"),
        at="2020-10-02 08:30",
        subject="Fwd: bluezone",
        forward=Quote(
            sender='"Nguyễn Thị Mẫu" <mau.nguyen@mail.example>',
            at="2020-10-02 07:01",
            subject="bluezone",
            to="canbo.van-ninh@mail.example",
            text="Xã Vạn Ninh tuần này 23 máy cài bluezone nhé chị.",
        ),
        expect=says("Passed on from a phone.", accept("ubnd-van-ninh", W6, 23, part=None)),
    ),
    Mail(
        name="forward-06",
        client=gmail_vi,
        sender=at("chi-cuc-thue", "CCT"),
        at="2020-10-30 08:30",
        subject="Chuyển báo cáo",
        text="Gửi phòng VHTT báo cáo tuần (thư đính kèm).",
        files=(
            attached(
                Mail(
                    name="forward-06-inner",
                    client=plain,
                    sender="Nguyễn Văn Mẫu <mau@mongcai.example>",
                    at="2020-10-30 08:11",
                    subject="So lieu Bluezone",
                    to="chi-cuc-thue@mongcai.example",
                    text="Bộ phận một cửa của Chi cục hướng dẫn người nộp thuế cài đặt Bluezone tuần 44: 17 máy.",
                )
            ),
        ),
        expect=says("The report is an attached message.", accept("chi-cuc-thue", W10, 17, part=None, either=True)),
    ),
    Mail(
        name="forward-07",
        client=gmail_vi,
        sender=officer("tra-co", "Lê Thí Dụ"),
        at="2020-09-11 09:30",
        subject="Fwd: Số liệu Bluezone tuần này",
        text="UBND phường Trà Cổ báo cáo tuần này cài được 45 máy.",
        forward=INNER,
        expect=says("45 above, 41 below.", review("ubnd-tra-co", W3, free=["count"])),
    ),
    Mail(
        name="forward-08",
        client=gmail_vi,
        sender=officer("ka-long", "Trần Thị Thử"),
        at="2020-09-11 09:35",
        subject="Fwd: Số liệu Bluezone tuần này",
        forward=Quote(
            sender='"Lê Thí Dụ" <canbo.tra-co@mail.example>',
            at="2020-09-11 09:20",
            subject="Số liệu Bluezone tuần này",
            to="canbo.ka-long@mail.example",
            text="UBND phường Trà Cổ tuần này cài được 41 máy Bluezone.",
        ),
        expect=says("One ward passes on another ward's report.", review(None, W3, 41, free=["unit"])),
    ),
    Mail(
        name="forward-09",
        client=outlook_en,
        sender=at("kho-bac", "KBNN"),
        at="2020-09-17 09:35",
        subject="FW: Bản tin dịch Covid-19 sáng 17/9",
        forward=Quote(
            sender='"Bản tin" <tin@baochi.example>',
            at="2020-09-17 06:20",
            subject="Bản tin dịch Covid-19 sáng 17/9",
            to="kho-bac@mongcai.example",
            text="Sáng 17/9 cả nước không ghi nhận ca mắc mới. Tổng số ca: 1.063. Đã có 22,1 triệu lượt tải Bluezone.",
        ),
        expect=says("News about the country.", either="review"),
    ),
    Mail(
        name="forward-10",
        client=yahoo,
        sender=officer("bac-son", "Hoàng Thị Mẫu"),
        at="2020-10-09 09:35",
        subject="Fw: bluezone xa bac son",
        forward=Quote(
            sender='"Thôn trưởng" <thon@mail.example>',
            at="2020-10-08 19:20",
            subject="bluezone xa bac son",
            to="canbo.bac-son@mail.example",
            text="Xã Bắc Sơn tuần 41 cài được 14 máy.",
        ),
        expect=says("Yahoo's forward.", accept("ubnd-bac-son", W7, 14, part=None)),
    ),
    Mail(
        name="forward-11",
        client=gmail_vi,
        sender='"Lê Thí Dụ" <chuyenvien@quangninh.example>',
        at="2020-10-16 09:35",
        subject="Fwd: Báo cáo Bluezone Hải Sơn",
        text="Đơn vị gửi nhầm về máy chị.",
        forward=Quote(
            sender='"Phạm Văn Mẫu" <canbo.hai-son@mail.example>',
            at="2020-10-16 09:20",
            subject="Báo cáo Bluezone Hải Sơn",
            to="chuyenvien@quangninh.example",
            text="UBND xã Hải Sơn báo cáo tuần này: 11 máy cài Bluezone.",
        ),
        expect=says("An office clerk is no unit: the named one is prefilled.", review("ubnd-hai-son", W8, 11)),
    ),
    Mail(
        name="forward-12",
        client=gmail_vi,
        sender=at("thpt-tran-phu", "THPT Trần Phú"),
        at="2020-09-04 10:10",
        subject="Fwd: Báo cáo Bluezone tuần 35",
        text="Trường gửi lại báo cáo tuần 35 ạ.",
        forward=Quote(
            sender='"THPT Trần Phú" <thpt-tran-phu@mongcai.example>',
            at="2020-08-28 09:00",
            subject="Báo cáo Bluezone tuần 35",
            text="Trường THPT Trần Phú báo cáo tuần 35: cài được 40 máy.",
        ),
        expect=says(
            "Last week's report again, and it says so.", accept("thpt-tran-phu", W1, 40, part=None, either=True)
        ),
    ),
    Mail(
        name="forward-13",
        client=gmail_vi,
        sender='"Bùi Văn Mẫu" <buivanmau88@mail.example>',
        at="2020-10-23 10:10",
        subject="Fwd: Bluezone Vĩnh Thực",
        forward=Quote(
            sender='"Bùi Văn Mẫu" <canbo.vinh-thuc@mail.example>',
            at="2020-10-23 10:00",
            subject="Bluezone Vĩnh Thực",
            text="UBND xã Vĩnh Thực tuần này cài 6 máy.",
        ),
        expect=says("From an unknown address, naming a unit.", review("ubnd-vinh-thuc", W9, 6)),
    ),
    # Addresses that two units share.
    Mail(
        name="shared-address-01",
        client=gmail_vi,
        sender=at("tran-phu"),
        at="2020-09-04 09:00",
        subject="Báo cáo Bluezone tuần 36",
        text="Tuần này đơn vị cài được 35 máy.",
        expect=says("Names neither of the two.", review(None, W2, 35)),
    ),
    Mail(
        name="shared-address-02",
        client=gmail_vi,
        sender=at("tran-phu", "Trần Phú"),
        at="2020-09-04 09:10",
        subject="UBND phường Trần Phú báo cáo Bluezone",
        text="UBND phường Trần Phú tuần này cài được 85 máy.",
        expect=says("Names the UBND.", accept("ubnd-tran-phu", W2, 85)),
    ),
    Mail(
        name="shared-address-03",
        client=outlook_vi,
        sender=at("tran-phu", "Trần Phú"),
        at="2020-09-04 09:20",
        subject="Một cửa phường Trần Phú",
        text="Bộ phận một cửa phường Trần Phú báo cáo: trong tuần cài được 12 máy.",
        expect=says("Names the one-stop desk.", accept("mot-cua-tran-phu", W2, 12)),
    ),
    Mail(
        name="shared-address-04",
        client=zimbra,
        sender=at("ka-long", "UBND phường Ka Long"),
        at="2020-09-11 09:20",
        subject="Báo cáo Bluezone",
        text="Tuần này cài được 49 máy.",
        expect=says("Only the mailbox is called so; both units write from it.", review(None, W3, 49, free=["unit"])),
    ),
    Mail(
        name="shared-address-05",
        client=iphone,
        sender=at("tran-phu"),
        at="2020-09-11 09:30",
        subject="P. Trần Phú",
        text="P. Trần Phú báo cáo 21 máy bluezone",
        expect=says("The bare ward may be either of its units.", review(None, W3, 21, free=["unit"])),
    ),
    Mail(
        name="shared-address-06",
        client=gmail_vi,
        sender=at("hai-hoa"),
        at="2020-09-18 09:30",
        subject="Báo cáo Bluezone tuần 38",
        text="Kính gửi phòng VHTT báo cáo đính kèm.",
        files=(
            File(
                name="BC.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["UBND PHƯỜNG HẢI HÒA"],
                        ["BÁO CÁO KẾT QUẢ CÀI ĐẶT BLUEZONE"],
                        ["Nội dung", "Số máy"],
                        ["Số máy cài đặt trong tuần 38", 90],
                    ]
                ),
            ),
        ),
        expect=says("The sheet's head names the UBND.", accept("ubnd-hai-hoa", W4, 90, part="BC.xlsx")),
    ),
    Mail(
        name="shared-address-07",
        client=gmail_vi,
        sender=at("hai-tien"),
        at="2020-09-25 09:30",
        subject="bao cao bluezone bo phan mot cua phuong hai tien",
        text="bo phan mot cua xa hai tien tuan nay huong dan cai 8 may",
        expect=says(
            "Without marks, and the subject calls the commune a ward.", accept("mot-cua-hai-tien", W5, 8, either=True)
        ),
    ),
    Mail(
        name="shared-address-08",
        client=plain,
        sender=at("hoa-lac"),
        at="2020-10-02 09:30",
        subject="Uỷ ban nhân dân phường Hoà Lạc báo cáo Bluezone",
        text="Uỷ ban nhân dân phường Hoà Lạc tuần này cài được 52 máy, luỹ kế 402 máy.",
        expect=says("The old way of placing tones.", accept("ubnd-hoa-lac", W6, 52, cumulative=402)),
    ),
    Mail(
        name="shared-address-09",
        client=samsung,
        sender=at("ninh-duong"),
        at="2020-10-09 09:30",
        subject="Bluezone",
        text="UBND và Bộ phận một cửa phường Ninh Dương tuần này cài chung được 57 máy.",
        expect=says("Both units, one figure.", review(None, W7, free=["count", "unit"]), either="review"),
    ),
    Mail(
        name="shared-address-10",
        client=gmail_vi,
        sender=at("hai-yen"),
        at="2020-10-16 09:30",
        subject="Báo cáo Bluezone",
        text="UBND phường Hải Hòa tuần này cài được 30 máy.",
        expect=says("Names a ward that does not write from here.", review(None, W8, 30, free=["unit"])),
    ),
    Mail(
        name="shared-address-11",
        client=outlook_vi,
        sender=at("hai-dong", "Nguyễn Văn Mẫu"),
        at="2020-10-23 09:30",
        subject="Báo cáo Bluezone tuần 43",
        text="""Kính gửi phòng VHTT,
Đơn vị báo cáo tuần 43: 13 máy.

Nguyễn Văn Mẫu
Công chức VHXH - UBND xã Hải Đông""",
        expect=says(
            "The signature names the UBND: enough for many clerks, to ask is no fault.",
            accept("ubnd-hai-dong", W9, 13, either=True),
        ),
    ),
    Mail(
        name="shared-address-12",
        client=gmail_vi,
        sender=at("bac-son"),
        at="2020-10-30 09:30",
        subject="Báo cáo",
        text="Gửi phòng",
        files=(
            File(
                name="BC UBND xã Bắc Sơn tuần 44.docx",
                media_type=DOCX,
                make=docx(["BÁO CÁO", "Số máy điện thoại được cài đặt Bluezone trong tuần 44: 10 máy."]),
            ),
        ),
        expect=says(
            "Only the file's name says who.",
            accept("ubnd-bac-son", W10, 10, part="BC UBND xã Bắc Sơn tuần 44.docx", either=True),
        ),
    ),
    Mail(
        name="shared-address-13",
        client=gmail_vi,
        sender=at("quang-nghia"),
        at="2020-11-06 09:30",
        subject="Bộ phận TN&TKQ xã Quảng Nghĩa báo cáo Bluezone",
        text="Trong tuần hướng dẫn công dân cài đặt được 5 máy.",
        expect=says("The subject names the desk by its abbreviation.", accept("mot-cua-quang-nghia", W11, 5)),
    ),
    # Several units in one mail.
    Mail(
        name="several-units-01",
        client=gmail_vi,
        sender=at("hai-yen", "Phường Hải Yên"),
        at="2020-09-04 10:30",
        subject="Phường Hải Yên báo cáo Bluezone tuần 36",
        text="""Kính gửi phòng VHTT
- UBND phường Hải Yên: 45 máy
- Bộ phận một cửa phường Hải Yên: 12 máy
Trân trọng""",
        expect=says("A line a unit.", accept("ubnd-hai-yen", W2, 45), accept("mot-cua-hai-yen", W2, 12)),
    ),
    Mail(
        name="several-units-02",
        client=outlook_vi,
        sender=at("van-ninh", "xã Vạn Ninh"),
        at="2020-09-11 10:30",
        subject="Báo cáo Bluezone tuần 37",
        text="Gửi phòng VHTT biểu tổng hợp của xã.",
        files=(
            File(
                name="bieu.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["KẾT QUẢ CÀI ĐẶT BLUEZONE TUẦN 37"],
                        ["STT", "Đơn vị", "Trong tuần", "Lũy kế"],
                        [1, "UBND xã Vạn Ninh", 31, 95],
                        [2, "Bộ phận tiếp nhận và Trả kết quả xã Vạn Ninh", 6, 17],
                    ]
                ),
            ),
        ),
        expect=says(
            "A row a unit.",
            accept("ubnd-van-ninh", W3, 31, part="bieu.xlsx", cumulative=95),
            accept("mot-cua-van-ninh", W3, 6, part="bieu.xlsx", cumulative=17),
        ),
    ),
    Mail(
        name="several-units-03",
        client=gmail_vi,
        sender=at("tra-co", "Phường Trà Cổ"),
        at="2020-09-18 10:30",
        subject="Phường Trà Cổ gửi 02 báo cáo Bluezone",
        text="Phường gửi 02 báo cáo của UBND và Bộ phận một cửa.",
        files=(
            File(
                name="BC UBND.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "UBND PHƯỜNG TRÀ CỔ",
                        "BÁO CÁO",
                        "Trong tuần 38, UBND phường Trà Cổ đã hướng dẫn cài đặt Bluezone 24 máy.",
                    ]
                ),
            ),
            File(
                name="BC mot cua.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "BỘ PHẬN TN&TKQ PHƯỜNG TRÀ CỔ",
                        "BÁO CÁO",
                        "Trong tuần 38, Bộ phận TN&TKQ phường Trà Cổ đã hướng dẫn cài đặt Bluezone 9 máy.",
                    ]
                ),
            ),
        ),
        expect=says(
            "A letter a unit.",
            accept("ubnd-tra-co", W4, 24, part="BC UBND.docx"),
            accept("mot-cua-tra-co", W4, 9, part="BC mot cua.docx"),
            either="review",
        ),
    ),
    Mail(
        name="several-units-04",
        client=zimbra,
        sender=at("binh-ngoc"),
        at="2020-09-25 10:30",
        subject="Bình Ngọc báo cáo Bluezone",
        text="""UBND phường Bình Ngọc: 20 máy
Bộ phận một cửa phường Bình Ngọc: 7 máy
Tổng cộng: 27 máy""",
        expect=says(
            "Two units and their sum.",
            accept("ubnd-binh-ngoc", W5, 20),
            accept("mot-cua-binh-ngoc", W5, 7),
            either="review",
        ),
    ),
    Mail(
        name="several-units-05",
        client=gmail_vi,
        sender=at("hai-son"),
        at="2020-10-02 10:30",
        subject="Hải Sơn báo cáo Bluezone tuần 40",
        text="Tuần 40:\nUBND xã: 9 máy\nBộ phận một cửa: 3 máy",
        expect=says(
            "Short names; at this address they can only be these two. To ask is no fault.",
            accept("ubnd-hai-son", W6, 9),
            accept("mot-cua-hai-son", W6, 3),
            either="review",
        ),
    ),
    Mail(
        name="several-units-06",
        client=outlook_web,
        sender=at("vinh-trung"),
        at="2020-10-09 10:30",
        subject="Xã Vĩnh Trung báo cáo Bluezone tuần 41",
        html="""<table border=1><tr><td>Đơn vị</td><td>Số máy cài trong tuần</td></tr><tr><td>UBND xã Vĩnh Trung</td><td>8</td></tr>
<tr><td>Bộ phận một cửa xã Vĩnh Trung</td><td>0</td></tr></table>""",
        text="UBND xã Vĩnh Trung 8\nBộ phận một cửa xã Vĩnh Trung 0",
        expect=says(
            "A zero as a figure is a report.", accept("ubnd-vinh-trung", W7, 8), accept("mot-cua-vinh-trung", W7, 0)
        ),
    ),
    Mail(
        name="several-units-07",
        client=gmail_vi,
        sender='"VNPT Móng Cái" <vnpt.mongcai@vienthong.example>',
        at="2020-10-16 10:30",
        subject="Số liệu Bluezone các phường",
        text="""VNPT gửi số liệu cài Bluezone trong tuần của đội xung kích:
UBND phường Ka Long: 40 máy
UBND phường Trà Cổ: 22 máy
UBND phường Hải Hòa: 31 máy""",
        expect=says("A stranger speaks for three wards: all to be asked.", review(None, None), either="review"),
    ),
    Mail(
        name="several-units-08",
        client=gmail_vi,
        sender=at("hai-xuan"),
        at="2020-10-23 10:30",
        subject="Báo cáo Bluezone tuần 43",
        text="""UBND xã Hải Xuân tuần 43 cài được 18 máy. Bộ phận một cửa xã Hải Xuân tuần 43 cài được 4 máy.""",
        expect=says("A sentence a unit.", accept("ubnd-hai-xuan", W9, 18), accept("mot-cua-hai-xuan", W9, 4)),
    ),
    Mail(
        name="several-units-09",
        client=gmail_vi,
        sender=at("vinh-thuc"),
        at="2020-10-30 10:30",
        subject="Báo cáo Bluezone tuần 44",
        text="""UBND xã Vĩnh Thực: 5 máy. Bộ phận một cửa xã Vĩnh Thực: chưa tổng hợp được, báo cáo sau.""",
        expect=says(
            "One figure, one still owed.",
            accept("ubnd-vinh-thuc", W10, 5, either=True),
            free=["extra-reviews"],
        ),
    ),
    # Strangers.
    Mail(
        name="stranger-01",
        client=gmail_vi,
        sender='"Phạm Văn Mẫu" <phamvanmau1990@mail.example>',
        at="2020-09-04 10:40",
        subject="Báo cáo Bluezone xã Hải Sơn",
        text="UBND xã Hải Sơn báo cáo tuần này cài được 12 máy.",
        expect=says("Unknown address, named unit.", review("ubnd-hai-son", W2, 12)),
    ),
    Mail(
        name="stranger-02",
        client=iphone,
        sender='"Mẫu" <mau.iphone@mail.example>',
        at="2020-09-04 11:40",
        subject="bc",
        text="Tuần này cài đc 15 máy bluezone ạ",
        expect=says("Unknown address, no unit.", review(None, W2, 15)),
    ),
    Mail(
        name="stranger-03",
        client=outlook_en,
        sender='"Kho bạc Móng Cái" <kbnn.mongcai@khobac.example>',
        at="2020-09-11 11:40",
        subject="Kho bạc Móng Cái báo cáo Bluezone",
        text="Gửi phòng VHTT",
        files=(
            File(
                name="BC.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [["KHO BẠC NHÀ NƯỚC MÓNG CÁI"], ["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần", 16]]
                ),
            ),
        ),
        expect=says("A new address of a unit: approve once.", review("kho-bac", W3, 16)),
    ),
    Mail(
        name="stranger-04",
        client=gmail_vi,
        sender='"VNPT Móng Cái" <vnpt.mongcai@vienthong.example>',
        at="2020-09-18 11:40",
        subject="VNPT báo cáo kết quả cài đặt Bluezone",
        text="Trong tuần VNPT Móng Cái hỗ trợ khách hàng cài Bluezone 512 máy.",
        expect=says("Not a unit of the roster.", review(None, W4, 512)),
    ),
    Mail(
        name="stranger-05",
        client=gmail_vi,
        sender='"Trường THPT Trần Phú" <thpttranphu.mc@truong.example>',
        at="2020-09-25 11:40",
        subject="Báo cáo tuần 39",
        text="Trường THPT Trần Phú báo cáo kết quả cài Bluezone tuần 39: 27 máy.",
        expect=says("The school, not the ward of that name.", review("thpt-tran-phu", W5, 27)),
    ),
    Mail(
        name="stranger-06",
        client=gmail_en,
        sender='"Sim so dep" <sim@khuyenmai.example>',
        at="2020-09-29 11:40",
        subject="KHUYẾN MÃI 50% điện thoại",
        text="Giảm 50% cho 100 máy điện thoại đầu tiên! Mua 2 tặng 1. Gọi 0900 000 199.",
        expect=says("An advertisement.", either="review"),
    ),
    Mail(
        name="stranger-07",
        client=roundcube,
        sender='"Trạm y tế" <tramyte.hailac@yte.example>',
        at="2020-10-02 11:40",
        subject="Báo cáo Bluezone",
        text="Trạm y tế phường Hòa Lạc phối hợp cài Bluezone tuần này được 14 máy.",
        expect=says("A ward's name within another body's.", review(None, W6, 14, free=["unit"])),
    ),
    Mail(
        name="stranger-08",
        client=samsung,
        sender='"0900000177" <kh0900000177@mail.example>',
        at="2020-10-09 11:40",
        subject="Bluezone",
        text="Em ở Bộ phận một cửa phường Ka Long, mail cơ quan hỏng nên em gửi bằng mail này: tuần này 10 máy ạ.",
        expect=says("Says who, from an unknown address.", review("mot-cua-ka-long", W7, 10)),
    ),
]
