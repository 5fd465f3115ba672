"""The sample week's mails: who writes, when, by which client, into which mailbox, and in which words.

The first week of the campaign, 26 to 31 August 2020. The units are the directive's; people, figures and telephone numbers are made up.
Most mails come to both mailboxes, as the directive asks. The cast: `thanh-doan` reports on time and corrects itself, `ben-xe` is late,
the ward of Trần Phú writes from one address for two units, `km15` never answers.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from dondoc.demo.attachments import File, OfficialLetter, Workbook, simple_report


class Boxes(enum.Enum):
    """Which of the office's two mailboxes a mail is sent to."""

    BOTH = enum.auto()
    GOVERNMENT = enum.auto()
    GMAIL = enum.auto()


class Client(enum.Enum):
    """The program that a mail is written with: how it quotes, and whether it writes HTML beside the text."""

    GMAIL = enum.auto()
    ZIMBRA = enum.auto()
    PHONE = enum.auto()


class Answer(enum.Enum):
    """How a mail answers the last letter that dondoc has sent to an address."""

    NONE = enum.auto()
    REPLY = enum.auto()
    AUTOMATIC = enum.auto()
    """An out-of-office reply."""
    BOUNCE = enum.auto()
    """A mail system's report that the letter could not be delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail of the week."""

    at: str
    """When it is sent: day of August 2020 and local time, `27 08:12`."""
    sender: str
    """A unit's id, or the address of somebody else."""
    name: str
    text: str = ""
    subject: str = ""
    boxes: Boxes = Boxes.BOTH
    client: Client = Client.GMAIL
    private: bool = False
    """From the officer's private address instead of the unit's."""
    files: tuple[File, ...] = ()
    forwards: str = ""
    """What is passed on below the sender's own words."""
    answer: Answer = Answer.NONE
    letter_to: str = ""
    """The address whose last letter is answered, if not the sender's own."""
    letter_about: str = ""
    """What stands in the subject of the letter that is answered, if not any will do."""
    again: str = ""
    """When the same words are sent once more, as a new message."""
    again_boxes: Boxes | None = None
    gmail_later: dt.timedelta = dt.timedelta()
    """How much later than usual the copy to the second mailbox arrives."""
    verdict: str = "pass"
    """What the receiving server found when it checked the sender."""
    headers: tuple[tuple[str, str], ...] = ()


VAN_NINH = OfficialLetter(
    name="Báo cáo Bluezone xã Vạn Ninh.docx",
    body="""
ỦY BAN NHÂN DÂN XÃ VẠN NINH

BÁO CÁO
Kết quả cài đặt ứng dụng Bluezone từ ngày 24/8/2020 đến ngày 28/8/2020

Kính gửi: Phòng Văn hóa - Thông tin

UBND xã Vạn Ninh báo cáo số lượng máy điện thoại được cài đặt Bluezone như sau:
""",
    table=(
        ("STT", "Thôn", "Số máy cài đặt trong tuần"),
        (1, "Thôn Đông", 22),
        (2, "Thôn Nam", 19),
        (3, "Thôn Trung", 13),
        (None, "Tổng cộng", 54),
    ),
    signed="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nBùi Giả Định",
)
"""Sent twice: once to the office, once more forwarded."""

WEDNESDAY = (
    Mail(
        at="26 09:40",
        sender="vanphong@mongcai.example",
        name="Văn phòng HĐND và UBND",
        subject="Giấy mời họp giao ban công tác phòng, chống dịch",
        client=Client.ZIMBRA,
        text="""
Kính gửi: Các phòng, ban, đơn vị.

Văn phòng kính mời đại diện lãnh đạo các đơn vị dự họp giao ban.
Thời gian: 14h00 ngày 27/8/2020 (thứ Năm). Địa điểm: phòng họp số 2, tầng 3.
Thành phần: 46 đơn vị theo danh sách tại Công văn số 340/UBND-VHTT ngày 26/8/2020.
Tính đến 10h00 ngày 24/8/2020 toàn Thành phố đạt 32.545 máy điện thoại, tỷ lệ 29,98%.

Trân trọng./.
""",
    ),
    Mail(
        at="26 10:20",
        sender="kho-bac",
        name="Kho bạc Móng Cái",
        subject="V/v cử cán bộ đầu mối báo cáo Bluezone",
        client=Client.ZIMBRA,
        text="""
Kính gửi: Phòng Văn hóa - Thông tin.

Thực hiện Công văn số 340/UBND-VHTT, Kho bạc Móng Cái cử cán bộ đầu mối như sau:
Họ và tên: Phạm Thị Mẫu
Chức vụ: Kế toán viên
Số điện thoại: 0900.000.101

Trân trọng./.
""",
    ),
    Mail(
        at="26 14:05",
        sender="thpt-chu-van-an",
        name="Trường THPT Chu Văn An",
        subject="Hỏi về số liệu báo cáo",
        boxes=Boxes.GOVERNMENT,
        text="""
Kính gửi anh chị,
Cho trường hỏi số liệu báo cáo có tính cả máy của phụ huynh học sinh không, hay chỉ tính máy của học sinh và giáo viên ạ?
Trường cảm ơn.
""",
    ),
    Mail(
        at="26 15:40",
        sender="bantin@congnghe.example",
        name="Bản tin Công nghệ",
        subject="[Bản tin số 35] 5 mẹo tiết kiệm pin, giảm giá 30% cho 100 khách đầu tiên",
        boxes=Boxes.GMAIL,
        text="""
Tuần này có gì mới?
1. Điện thoại mới giá 4.990.000 đồng, giảm 30% cho 100 khách hàng đầu tiên.
2. 5 mẹo tiết kiệm pin khi bật Bluetooth cả ngày.
3. Hơn 20 triệu máy đã cài các ứng dụng phòng dịch.
Bấm vào đây để ngừng nhận bản tin.
""",
        headers=(("List-Unsubscribe", "<mailto:ngung@congnghe.example>"), ("Precedence", "bulk")),
    ),
    Mail(
        at="26 16:30",
        sender="ubnd-vinh-thuc",
        name="UBND xã Vĩnh Thực",
        subject="Báo cáo Bluezone tuần đến 28/8",
        private=True,
        text="UBND xã Vĩnh Thực báo cáo: tuần đến ngày 28/8/2020 đã hướng dẫn cài đặt Bluezone được 27 máy.",
    ),
    Mail(
        at="26 16:55",
        sender="bql-cua-khau",
        name="BQL cửa khẩu quốc tế Móng Cái",
        subject="Đăng ký cán bộ đầu mối",
        client=Client.ZIMBRA,
        text="""
Ban quản lý cửa khẩu quốc tế Móng Cái cung cấp thông tin cán bộ đầu mối tổng hợp, báo cáo kết quả cài đặt Bluezone:
- Họ và tên: Hoàng Văn Ví Dụ
- Chức vụ: Phó Trưởng phòng Nghiệp vụ
- Điện thoại: 0900.000.102
""",
    ),
    Mail(
        at="26 17:20",
        sender="ubnd-hai-tien",
        name="UBND xã Hải Tiến",
        subject="Xã Hải Tiến cử cán bộ đầu mối",
        private=True,
        text="""
UBND xã Hải Tiến gửi thông tin cán bộ đầu mối báo cáo Bluezone:
Họ và tên: Nguyễn Thị Thí Điểm
Chức vụ: Công chức Văn hóa - Xã hội
Số điện thoại: 0900.000.105
""",
    ),
)

THURSDAY_MORNING = (
    Mail(
        at="27 07:50",
        sender="thanh-doan",
        name="Thành đoàn Móng Cái",
        subject="Báo cáo kết quả cài đặt Bluezone tuần đến ngày 28/8/2020",
        client=Client.ZIMBRA,
        text="""
Kính gửi: Phòng Văn hóa - Thông tin.

Thành đoàn Móng Cái gửi báo cáo kết quả hướng dẫn, hỗ trợ cài đặt ứng dụng Bluezone (có biểu kèm theo).

Trân trọng./.
--
Vũ Minh Họa - Thành đoàn Móng Cái
ĐT: 0900.000.103
""",
        files=(
            Workbook(
                name="BaoCao_Bluezone_ThanhDoan.xlsx",
                title=(
                    "THÀNH ĐOÀN MÓNG CÁI",
                    "BÁO CÁO KẾT QUẢ CÀI ĐẶT BLUEZONE",
                    "(Từ ngày 22/8/2020 đến ngày 28/8/2020)",
                ),
                head=("STT", "Nội dung", "Trong tuần", "Lũy kế"),
                rows=(
                    (1, "Đội thanh niên xung kích số 1 (máy)", 58, 1490),
                    (2, "Đội thanh niên xung kích số 2 (máy)", 41, 960),
                    (3, "Điểm hướng dẫn tại Trung tâm thương mại (máy)", 26, 670),
                ),
                total=(None, "Tổng cộng số máy cài đặt Bluezone", 125, 3120),
            ),
        ),
    ),
    Mail(
        at="27 08:15",
        sender="ubnd-ka-long",
        name="UBND phường Ka Long",
        subject="Báo cáo kết quả hỗ trợ cài đặt Bluezone",
        text="""
Kính gửi: Phòng Văn hóa - Thông tin thành phố.

UBND phường Ka Long báo cáo kết quả tuần đến ngày 28/8/2020:
Số máy điện thoại được cài đặt Bluezone do phường hướng dẫn, hỗ trợ: 45 máy.

Trân trọng./.
""",
    ),
    Mail(
        at="27 08:20",
        sender="mot-cua-ka-long",
        name="Một cửa phường Ka Long",
        subject="Báo cáo Bluezone - Bộ phận TN&TKQ phường Ka Long",
        text="Bộ phận TN&TKQ phường Ka Long báo cáo: trong tuần đã hỗ trợ công dân cài đặt Bluezone 18 máy.",
    ),
    Mail(
        at="27 08:42",
        sender="bql-cho",
        name="Ban quan ly cho",
        subject="bao cao bluezone",
        client=Client.PHONE,
        boxes=Boxes.GMAIL,
        private=True,
        text="BQL cho bao cao tuan nay cai dat bluezone duoc 86 may.\n\nĐã gửi từ điện thoại của tôi",
        again="27 09:31",
        again_boxes=Boxes.GOVERNMENT,
    ),
    Mail(
        at="27 09:05",
        sender="tt-hcc",
        name="Trung tâm Hành chính công",
        subject="Báo cáo tuần về cài đặt ứng dụng Bluezone",
        client=Client.ZIMBRA,
        text="Trung tâm Hành chính công kính gửi báo cáo tuần (văn bản kèm theo).",
        files=(
            OfficialLetter(
                name="BC tuan Bluezone TTHCC.docx",
                body="""
TRUNG TÂM HÀNH CHÍNH CÔNG

BÁO CÁO
Kết quả hướng dẫn, hỗ trợ cài đặt ứng dụng Bluezone
(tuần đến ngày 28/8/2020)

Kính gửi: Phòng Văn hóa - Thông tin

Thực hiện Công văn số 340/UBND-VHTT ngày 26/8/2020 của UBND Thành phố, Trung tâm Hành chính công báo cáo như sau:

Trong tuần, cán bộ trực tại các quầy giao dịch đã hướng dẫn, hỗ trợ công dân cài đặt Bluezone: 112 máy.

Trân trọng./.
""",
                signed="GIÁM ĐỐC\nĐỗ Thị Thí Dụ",
            ),
        ),
    ),
    Mail(
        at="27 09:30",
        sender="phong-gddt",
        name="Phòng GD&ĐT Móng Cái",
        subject="PGD&ĐT báo cáo số liệu Bluezone các trường",
        client=Client.ZIMBRA,
        text="Phòng Giáo dục và Đào tạo gửi biểu tổng hợp của các trường Mầm non, Tiểu học, THCS tuần đến ngày 28/8/2020.",
        files=(
            Workbook(
                name="Tong hop Bluezone cac truong.xlsx",
                title=(
                    "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
                    "TỔNG HỢP SỐ MÁY ĐIỆN THOẠI ĐƯỢC CÀI ĐẶT BLUEZONE",
                    "(Từ ngày 24/8/2020 đến ngày 28/8/2020)",
                ),
                head=("STT", "Trường", "Số máy cài đặt trong tuần", "Lũy kế", "Ghi chú"),
                rows=(
                    (1, "Mầm non Hoa Mẫu", 48, 310, None),
                    (2, "Mầm non Sao Thử", 37, 225, None),
                    (3, "Tiểu học Ví Dụ 1", 92, 640, None),
                    (4, "Tiểu học Ví Dụ 2", 75, 515, "2 điểm trường"),
                    (5, "THCS Minh Họa", 104, 830, None),
                    (6, "THCS Giả Định", 56, 402, None),
                ),
                total=(None, "Tổng cộng", 412, 2922, None),
            ),
        ),
    ),
    Mail(
        at="27 09:48",
        sender="thpt-tran-phu",
        name="Trường THPT Trần Phú",
        subject="THPT Trần Phú báo cáo Bluezone tuần đến 28/8",
        text="Trường THPT Trần Phú: 230 máy đã cài đặt Bluezone trong tuần.",
        again="27 14:40",
    ),
    Mail(
        at="27 10:10",
        sender="ubnd-hoa-lac",
        name="Phường Hòa Lạc",
        subject="Hòa Lạc báo cáo Bluezone (UBND và một cửa)",
        text="""
Kính gửi phòng VHTT, phường Hòa Lạc gửi số liệu tuần đến 28/8/2020:
- UBND phường Hòa Lạc: 52 máy
- Bộ phận TN&TKQ phường Hòa Lạc: 21 máy
""",
    ),
    Mail(
        at="27 10:35",
        sender="ubnd-ninh-duong",
        name="Nguyễn Văn Mẫu",
        subject="Fwd: Báo cáo Bluezone UBND phường Ninh Dương",
        private=True,
        forwards="""---------- Thư đã chuyển tiếp ----------
Từ: Lê Thử Nghiệm <lanhdao.ninh-duong@mail.example>
Ngày: Th 5, 27 thg 8, 2020 lúc 10:12
Tiêu đề: Báo cáo Bluezone UBND phường Ninh Dương
Đến: Nguyễn Văn Mẫu <canbo.ninh-duong@mail.example>

UBND phường Ninh Dương báo cáo tuần đến ngày 28/8/2020: số máy được hướng dẫn cài đặt Bluezone là 63 máy.""",
    ),
    Mail(
        at="27 10:50",
        sender="ubnd-hai-yen",
        name="UBND phường Hải Yên",
        subject="Bao cao Bluezone P. Hai Yen",
        boxes=Boxes.GOVERNMENT,
        private=True,
        text="UBND phuong Hai Yen bao cao so may cai dat Bluezone tuan nay la 61 may.",
    ),
    Mail(
        at="27 11:05",
        sender="mot-cua-hai-yen",
        name="Một cửa phường Hải Yên",
        subject="Một cửa phường Hải Yên báo cáo",
        text="Một cửa phường Hải Yên báo cáo trong tuần hỗ trợ người dân cài Bluezone: 14 máy ạ.",
    ),
    Mail(
        at="27 11:20",
        sender="kho-bac",
        name="Kho bạc Móng Cái",
        subject="Kho bạc Móng Cái - báo cáo Bluezone đến ngày 28/8/2020",
        client=Client.ZIMBRA,
        text="""
Kho bạc Móng Cái báo cáo kết quả từ ngày 24/8 đến ngày 28/8/2020:
Số máy điện thoại được cài đặt Bluezone: 33 máy (ba mươi ba).
Lũy kế: 128 máy.
""",
    ),
    Mail(
        at="27 11:40",
        sender="mot-cua-hai-dong",
        name="Một cửa xã Hải Đông",
        subject="Báo cáo một cửa xã Hải Đông",
        text="Bộ phận một cửa xã Hải Đông: 12 máy cài Bluezone trong tuần.",
    ),
    Mail(
        at="27 11:50",
        sender="mot-cua-quang-nghia",
        name="Một cửa xã Quảng Nghĩa",
        subject="Hỏi hộp thư nhận báo cáo",
        boxes=Boxes.GMAIL,
        client=Client.PHONE,
        text="Cho em hỏi báo cáo Bluezone gửi vào hộp thư này hay hộp thư công vụ ạ? Em cảm ơn.",
    ),
)

THURSDAY_AFTERNOON = (
    Mail(
        at="27 13:40",
        sender="ubnd-tra-co",
        name="UBND phường Trà Cổ",
        subject="UBND phường Trà Cổ báo cáo tuần đến 28/8",
        text="UBND phường Trà Cổ: 38 máy được cài đặt Bluezone.",
        gmail_later=dt.timedelta(hours=22),
    ),
    Mail(
        at="27 14:10",
        sender="ubnd-binh-ngoc",
        name="UBND phường Bình Ngọc",
        subject="UBND phường Bình Ngọc báo cáo Bluezone",
        text="UBND phường Bình Ngọc gửi biểu số liệu ạ.",
        private=True,
        files=(
            simple_report(
                "Bluezone_BinhNgoc.xlsx",
                "UBND phường Bình Ngọc",
                (("Khu 1", 11), ("Khu 2", 9), ("Khu 3", 9)),
                week="Tuần từ 24/8/2020 đến 28/8/2020",
            ),
        ),
    ),
    Mail(
        at="27 14:30",
        sender="bql-cua-khau",
        name="BQL cửa khẩu quốc tế Móng Cái",
        subject="Báo cáo kết quả cài đặt Bluezone tại cửa khẩu",
        client=Client.ZIMBRA,
        text="""
Ban quản lý cửa khẩu quốc tế Móng Cái báo cáo kết quả tuần (đến ngày 28/8/2020) như sau:
- Công dân nhập cảnh: 112 máy
- Lái xe, tiểu thương: 45 máy
Tổng số máy được cài đặt Bluezone: 157 máy.

Khó khăn, vướng mắc: một số công dân dùng điện thoại không có kết nối mạng khi nhập cảnh.
""",
    ),
    Mail(
        at="27 14:35",
        sender="phong-gddt",
        name="Phòng GD&ĐT Móng Cái",
        subject="Cán bộ đầu mối của Phòng GD&ĐT",
        client=Client.ZIMBRA,
        text="""
Phòng Giáo dục và Đào tạo cử cán bộ đầu mối:
Họ và tên: Trần Văn Giả Định
Chức vụ: Chuyên viên
Số điện thoại: 0900.000.106
""",
    ),
    # The reminder of 15:00 goes to everybody who stands not above this line.
    Mail(
        at="27 15:01",
        sender="chi-cuc-thue",
        name="Chi cục Thuế",
        boxes=Boxes.GOVERNMENT,
        client=Client.PHONE,
        answer=Answer.AUTOMATIC,
        text="Tôi đi công tác từ ngày 27/8 đến hết ngày 28/8/2020. Việc gấp xin liên hệ số 0900.000.104. Trân trọng.",
    ),
    Mail(
        at="27 15:02",
        sender="mailer-daemon@mongcai.example",
        name="Mail Delivery System",
        subject="Undelivered Mail Returned to Sender",
        boxes=Boxes.GOVERNMENT,
        answer=Answer.BOUNCE,
        letter_to="thpt-ly-thuong-kiet@mongcai.example",
        text="""
This is the mail system at host mail.mongcai.example.

I'm sorry to have to inform you that your message could not be delivered to one or more recipients.

<{to}>: host mail.mongcai.example said: 550 5.1.1 User unknown (in reply to RCPT TO command)
""",
    ),
    Mail(
        at="27 15:25",
        sender="ubnd-hai-dong",
        name="UBND xã Hải Đông",
        answer=Answer.REPLY,
        text="40",
    ),
    Mail(
        at="27 15:40",
        sender="ubnd-hai-hoa",
        name="UBND phường Hải Hòa",
        answer=Answer.REPLY,
        client=Client.ZIMBRA,
        text="""
Phường xin báo cáo:
UBND phường Hải Hòa: 72 máy
Bộ phận TN&TKQ phường Hải Hòa: 19 máy
""",
    ),
    Mail(
        at="27 16:05",
        sender="ubnd-tran-phu",
        name="Phường Trần Phú",
        subject="Báo cáo tuần này",
        text="Báo cáo tuần này: 34 máy cài đặt Bluezone.",
    ),
    Mail(
        at="27 16:20",
        sender="ubnd-hai-tien",
        name="UBND xã Hải Tiến",
        subject="UBND xã Hải Tiến báo cáo kết quả cài Bluezone",
        text="UBND xã Hải Tiến báo cáo tuần đến ngày 28/8/2020 đã hướng dẫn cài đặt Bluezone cho 45 (bốn mươi lăm) máy.",
    ),
    Mail(
        at="27 16:40",
        sender="ubnd-bac-son",
        name="UBND xã Bắc Sơn",
        subject="Báo cáo Bluezone xã Bắc Sơn tuần đến 28/8/2020",
        private=True,
        text="UBND xã Bắc Sơn báo cáo: trong tuần không phát sinh máy cài đặt Bluezone.",
    ),
    Mail(
        at="27 16:45",
        sender="ubnd-hai-xuan",
        name="UBND xã Hải Xuân",
        subject="Báo cáo Bluezone UBND xã Hải Xuân",
        private=True,
        text="Xã Hải Xuân gửi biểu kèm theo.",
        files=(
            simple_report(
                "hai_xuan_28_8.xlsx",
                "UBND xã Hải Xuân",
                (("Thôn 1", 10), ("Thôn 2", 14), ("Thôn 3", 8), ("Thôn 4", 15)),
                week="Tuần từ 24/8/2020 đến 28/8/2020",
            ),
        ),
    ),
    Mail(
        at="27 16:50",
        sender="mot-cua-hai-xuan",
        name="Một cửa xã Hải Xuân",
        subject="Một cửa xã Hải Xuân",
        text="Bộ phận tiếp nhận và Trả kết quả xã Hải Xuân báo cáo: 9 máy cài Bluezone tuần đến 28/8.",
    ),
    Mail(
        at="27 16:55",
        sender="ubnd-hoa-lac",
        name="Phường Hòa Lạc",
        subject="Gửi lại: Hòa Lạc báo cáo Bluezone (UBND và một cửa)",
        boxes=Boxes.GOVERNMENT,
        text="""
Phường gửi lại vì sợ thư buổi sáng chưa đến. Số liệu tuần đến 28/8/2020:
- UBND phường Hòa Lạc: 52 máy
- Bộ phận TN&TKQ phường Hòa Lạc: 21 máy
""",
    ),
    Mail(
        at="27 17:05",
        sender="kho-bac",
        name="Kho bạc Móng Cái",
        answer=Answer.REPLY,
        client=Client.ZIMBRA,
        text="Cảm ơn phòng, số liệu như vậy là đúng rồi ạ.",
    ),
)

FRIDAY_MORNING = (
    Mail(
        at="28 07:45",
        sender="ubnd-quang-nghia",
        name="UBND xã Quảng Nghĩa",
        subject="UBND xã Quảng Nghĩa báo cáo",
        private=True,
        text="UBND xã Quảng Nghĩa báo cáo tuần này có 31 máy được cài đặt Bluezone.",
    ),
    Mail(
        at="28 07:50",
        sender="mot-cua-quang-nghia",
        name="Một cửa xã Quảng Nghĩa",
        answer=Answer.REPLY,
        text="Bộ phận một cửa xã Quảng Nghĩa: 7 máy",
    ),
    Mail(
        at="28 08:05",
        sender="ubnd-van-ninh",
        name="UBND xã Vạn Ninh",
        subject="Báo cáo và cán bộ đầu mối xã Vạn Ninh",
        private=True,
        client=Client.ZIMBRA,
        text="""
UBND xã Vạn Ninh gửi báo cáo tuần (file kèm theo) và cán bộ đầu mối của xã:
Họ và tên: Lê Thị Tình Huống
Chức vụ: Công chức Văn hóa - Xã hội
Số điện thoại: 0900.000.107
""",
        files=(VAN_NINH,),
    ),
    Mail(
        at="28 08:12",
        sender="ubnd-van-ninh",
        name="UBND xã Vạn Ninh",
        subject="Fwd: Báo cáo và cán bộ đầu mối xã Vạn Ninh",
        private=True,
        boxes=Boxes.GMAIL,
        client=Client.ZIMBRA,
        text="Gửi lại vào hộp thư Gmail của phòng.",
        forwards="""----- Thư đã chuyển tiếp -----
Từ: UBND xã Vạn Ninh <canbo.van-ninh@mail.example>
Tới: Phòng Văn hóa - Thông tin <phongvhtt.mc@quangninh.example>
Đã gửi: 28/08/2020 08:05
Chủ đề: Báo cáo và cán bộ đầu mối xã Vạn Ninh

UBND xã Vạn Ninh gửi báo cáo tuần (file kèm theo) và cán bộ đầu mối của xã.""",
        files=(VAN_NINH,),
    ),
    Mail(
        at="28 08:20",
        sender="ubnd-vinh-trung",
        name="UBND xã Vĩnh Trung",
        subject="UBND xã Vĩnh Trung b/c Bluezone",
        private=True,
        text="UBND xã Vĩnh Trung báo cáo: cài đặt Bluezone được 24 máy trong tuần.",
    ),
    Mail(at="28 08:35", sender="mot-cua-vinh-thuc", name="Một cửa xã Vĩnh Thực", answer=Answer.REPLY, text="6"),
    Mail(
        at="28 08:40",
        sender="thanh-doan",
        name="Thành đoàn Móng Cái",
        answer=Answer.REPLY,
        client=Client.ZIMBRA,
        text="Thành đoàn xin đính chính: số đúng là 135 máy (không phải 125), do cộng thiếu một đội.",
    ),
    Mail(
        at="28 09:10",
        sender="thpt-ly-thuong-kiet",
        name="THPT Lý Thường Kiệt",
        subject="Trường THPT Lý Thường Kiệt báo cáo Bluezone",
        private=True,
        text="Trường THPT Lý Thường Kiệt báo cáo tuần đến ngày 28/8/2020: 187 máy được cài đặt Bluezone.\n"
        "Hộp thư cũ của trường đang hỏng, mong phòng gửi vào địa chỉ này.",
    ),
    Mail(
        at="28 09:25",
        sender="buuchinh@sotttt.example",
        name="Phòng Bưu chính - Viễn thông",
        subject="Đề nghị báo cáo kết quả cài đặt Bluezone trước 17h00 ngày 29/8",
        boxes=Boxes.GOVERNMENT,
        client=Client.ZIMBRA,
        text="""
Kính gửi: Phòng Văn hóa - Thông tin các huyện, thị xã, thành phố.

Thực hiện Công văn số 1490/STTTT-BCVT ngày 20/8/2020, đề nghị các phòng gửi kết quả về Sở trước 17h00 ngày 29/8/2020.
Mục tiêu: tối thiểu 60% người dân có điện thoại thông minh cài đặt Bluezone. Liên hệ: 0900.000.110.
""",
    ),
    Mail(
        at="28 09:40",
        sender="phong-gddt",
        name="Phòng GD&ĐT Móng Cái",
        subject="PGD&ĐT bổ sung số liệu Bluezone",
        client=Client.ZIMBRA,
        text="Phòng Giáo dục và Đào tạo bổ sung số liệu của 2 trường nộp sau, tuần đến ngày 28/8/2020: 18 máy.",
    ),
    Mail(
        at="28 10:05",
        sender="ubnd-hai-son",
        name="UBND xã Hải Sơn",
        subject="Số liệu Bluezone xã Hải Sơn",
        private=True,
        text="""
UBND xã Hải Sơn báo cáo số máy cài đặt Bluezone tuần đến 28/8:
Thôn Lục: 20 máy
Thôn Phình: 22 máy
Thôn Cao: 10 máy
Tổng số: 57 máy
""",
    ),
    Mail(
        at="28 10:30",
        sender="dang.tuong.tuong@thutu.example",
        name="Đặng Tưởng Tượng",
        subject="Báo cáo Bluezone một cửa xã Hải Tiến",
        client=Client.PHONE,
        text="Bộ phận TN&TKQ xã Hải Tiến báo cáo tuần đến 28/8/2020: 11 máy cài đặt Bluezone. Em gửi nhờ mail cá nhân ạ.",
    ),
    Mail(
        at="28 10:45",
        sender="tt-hcc",
        name="Trung tâm Hành chính công",
        answer=Answer.REPLY,
        client=Client.ZIMBRA,
        text="Trung tâm đã nhận được xác nhận. Trân trọng cảm ơn.",
    ),
    Mail(
        at="28 11:00",
        sender="thpt-chu-van-an",
        name="Trường THPT Chu Văn An",
        answer=Answer.REPLY,
        text="Trường THPT Chu Văn An: 98 máy",
    ),
    Mail(
        at="28 11:30",
        sender="mot-cua-ninh-duong",
        name="Một cửa phường Ninh Dương",
        subject="Một cửa phường Ninh Dương b/c tuần 28/8",
        text="Bộ phận một cửa phường Ninh Dương cài đặt Bluezone được 16 máy.",
    ),
)

FRIDAY_AFTERNOON = (
    # The second reminder is sent at 13:00.
    Mail(
        at="28 13:10",
        sender="chi-cuc-thue",
        name="Chi cục Thuế",
        answer=Answer.REPLY,
        private=True,
        letter_to="chi-cuc-thue@mongcai.example",
        client=Client.ZIMBRA,
        text="64",
    ),
    Mail(
        at="28 13:25",
        sender="ubnd-tran-phu",
        name="UBND phường Trần Phú",
        subject="UBND phường Trần Phú báo cáo Bluezone",
        private=True,
        text="UBND phường Trần Phú báo cáo tuần đến ngày 28/8/2020: 93 máy được cài đặt Bluezone.",
    ),
    Mail(
        at="28 13:35",
        sender="ubnd-vinh-trung",
        name="UBND xã Vĩnh Trung",
        subject="UBND xã Vĩnh Trung đính chính số liệu tuần đến 28/8",
        private=True,
        text="UBND xã Vĩnh Trung xin đính chính số liệu tuần đến ngày 28/8/2020: số đúng là 26 máy cài đặt Bluezone, thay cho 24 máy.",
    ),
    Mail(
        at="28 13:50",
        sender="bql-cho",
        name="BQL chợ Móng Cái",
        subject="Báo cáo Bluezone",
        client=Client.PHONE,
        boxes=Boxes.GMAIL,
        verdict="fail",
        text="BQL chợ báo cáo tuần này 986 máy cài đặt Bluezone.",
    ),
    Mail(
        at="28 14:05",
        sender="mot-cua-tra-co",
        name="Một cửa phường Trà Cổ",
        answer=Answer.REPLY,
        client=Client.ZIMBRA,
        text="13 máy",
    ),
    Mail(
        at="28 14:20",
        sender="mot-cua-binh-ngoc",
        name="Một cửa phường Bình Ngọc",
        subject="Một cửa phường Bình Ngọc",
        client=Client.PHONE,
        text="Bộ phận TN&TKQ phường Bình Ngọc báo cáo 8 máy cài Bluezone.",
    ),
    Mail(
        at="28 14:59:40",
        sender="mot-cua-bac-son",
        name="Một cửa xã Bắc Sơn",
        answer=Answer.REPLY,
        text="0",
        gmail_later=dt.timedelta(minutes=4),
    ),
    # The deadline. The summary and the first notice leave at 15:10.
    Mail(
        at="28 15:20",
        sender="ben-xe",
        name="Bến xe khách Móng Cái",
        boxes=Boxes.GOVERNMENT,
        client=Client.PHONE,
        answer=Answer.AUTOMATIC,
        text="Thư của quý cơ quan đã đến hộp thư của Bến xe khách Móng Cái. Đây là thư tự động, xin không trả lời.",
    ),
    Mail(
        at="28 15:40",
        sender="mot-cua-hai-son",
        name="Một cửa xã Hải Sơn",
        subject="Một cửa xã Hải Sơn gửi báo cáo muộn",
        text="Bộ phận một cửa xã Hải Sơn báo cáo tuần đến ngày 28/8/2020: 6 máy cài Bluezone. Xin lỗi vì gửi muộn.",
    ),
    Mail(
        at="28 16:10",
        sender="ubnd-ka-long",
        name="UBND phường Ka Long",
        answer=Answer.REPLY,
        text="Phường đã nhận, cảm ơn phòng VHTT.",
    ),
    # The office decides what waits; in braces, the item whose number the clerk looks up in the letter.
    Mail(
        at="28 16:30",
        sender="chuyenvien@quangninh.example",
        name="Chuyên viên phòng VHTT",
        boxes=Boxes.GOVERNMENT,
        answer=Answer.REPLY,
        letter_about="chờ ý kiến",
        text="""
{UBND xã Hải Sơn} = 52
{Phòng Giáo dục và Đào tạo} = 430
{Ban quản lý chợ} bỏ
{Bộ phận tiếp nhận và Trả kết quả xã Hải Tiến} ok nhớ địa chỉ
""",
    ),
)

WEEKEND = (
    Mail(
        at="29 09:20",
        sender="ben-xe",
        name="Bến xe khách Móng Cái",
        answer=Answer.REPLY,
        text="Bến xe gửi báo cáo chậm, mong phòng thông cảm. Số máy cài đặt Bluezone trong tuần: 76 máy.",
    ),
    Mail(
        at="29 10:05",
        sender="ben-xe",
        name="Bến xe khách Móng Cái",
        answer=Answer.REPLY,
        client=Client.PHONE,
        text="Bến xe đã nhận được, cảm ơn phòng.",
    ),
    Mail(
        at="31 07:55",
        sender="ubnd-binh-ngoc",
        name="UBND phường Bình Ngọc",
        subject="Đính chính báo cáo tuần đến 28/8/2020",
        private=True,
        text="""
UBND phường Bình Ngọc đính chính báo cáo tuần đến ngày 28/8/2020: số đúng là 39 máy cài đặt Bluezone
(báo cáo trước ghi 29 máy là nhầm).
""",
    ),
    Mail(
        at="31 08:05",
        sender="thanh-doan",
        name="Thành đoàn Móng Cái",
        subject="Báo cáo Bluezone tuần đến ngày 04/9/2020",
        client=Client.ZIMBRA,
        text="Thành đoàn Móng Cái báo cáo sớm tuần đến ngày 04/9/2020: 40 máy được cài đặt Bluezone.",
    ),
)

MAILS = (*WEDNESDAY, *THURSDAY_MORNING, *THURSDAY_AFTERNOON, *FRIDAY_MORNING, *FRIDAY_AFTERNOON, *WEEKEND)
