"""One-liners, prose, letters without marks, zeros."""

from __future__ import annotations

from tests.mails.make.cast import (
    N1,
    N3,
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
    W17,
    accept,
    at,
    officer,
    person,
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
from tests.mails.make.compose import Mail

MAILS = [
    Mail(
        name="oneliner-01",
        client=gmail_vi,
        sender=at("thanh-doan", "Thành đoàn Móng Cái"),
        at="2020-08-28 09:12",
        subject="Báo cáo Bluezone",
        text="Thành đoàn báo cáo tuần này cài được 125 máy ạ.",
        expect=says("One number of phones, this week, before the deadline.", accept("thanh-doan", W1, 125)),
    ),
    Mail(
        name="oneliner-02",
        client=iphone,
        sender=at("ben-xe", "BX Móng Cái"),
        at="2020-09-04 14:59:59",
        subject="Bx",
        text="Bến xe khách Móng Cái: 37 máy",
        via="gmail",
        expect=says("The unit names itself; a second before the deadline.", accept("ben-xe", W2, 37)),
    ),
    Mail(
        name="oneliner-03",
        client=samsung,
        sender=at("chi-cuc-thue", "CCT Mong Cai"),
        at="2020-09-10 17:02",
        subject="Bao cao",
        text="Tuần này CCT hướng dẫn cài 18 máy điện thoại.",
        expect=says("Week's count in words of the directive.", accept("chi-cuc-thue", W3, 18)),
    ),
    Mail(
        name="oneliner-04",
        client=outlook_en,
        sender=at("kho-bac", "KBNN Móng Cái"),
        at="2020-08-28 10:44",
        subject="BC kết quả cài đặt Bluezone tuần 35",
        text="8 máy",
        expect=says(
            "The subject says what and when (ISO week 35 is the deadline's), the body how many.",
            accept("kho-bac", W1, 8),
        ),
    ),
    Mail(
        name="oneliner-05",
        client=outlook_mobile,
        sender=officer("km15", "Nguyễn Văn Mẫu"),
        at="2020-09-11 08:30",
        subject="Số liệu Bluezone",
        text="Chốt Km15 gửi số liệu: 212 lượt hướng dẫn cài Bluezone trong tuần.",
        expect=says("Km15 is a place, not a count.", accept("km15", W3, 212)),
    ),
    Mail(
        name="oneliner-06",
        client=zimbra,
        sender=at("bql-cho", "Ban quản lý chợ"),
        at="2020-08-28 15:00:00",
        subject="Báo cáo cài đặt Bluezone",
        text="BQL chợ trong tuần cài được 56 máy.",
        expect=says("Exactly at the deadline is in time.", accept("bql-cho", W1, 56)),
    ),
    Mail(
        name="oneliner-07",
        client=outlook_vi,
        sender=at("bql-cua-khau", "BQL cửa khẩu quốc tế Móng Cái"),
        at="2020-09-18 11:20",
        subject="Báo cáo tuần",
        text="Trong tuần BQL cửa khẩu hỗ trợ cài đặt Bluezone cho 1.234 máy.",
        expect=says("A point groups three digits.", accept("bql-cua-khau", W4, 1234, text="1.234")),
    ),
    Mail(
        name="oneliner-08",
        client=thunderbird,
        sender=at("thpt-chu-van-an", "THPT Chu Văn An"),
        at="2020-09-25 09:05",
        subject="V/v báo cáo kết quả cài đặt Bluezone",
        text="Nhà trường báo cáo: trong tuần cài được 45 (bốn mươi lăm) máy.",
        expect=says("Digits and words agree.", accept("thpt-chu-van-an", W5, 45)),
    ),
    Mail(
        name="oneliner-09",
        client=gmail_en,
        sender=officer("thpt-ly-thuong-kiet", "Lê Thí Dụ"),
        at="2020-10-01 20:41",
        subject="Bluezone LTK",
        text="Tuần này trường em hỗ trợ cài được bốn mươi lăm máy ạ",
        expect=says("A number in words is a number.", accept("thpt-ly-thuong-kiet", W6, 45, text="bốn mươi lăm")),
    ),
    Mail(
        name="oneliner-10",
        client=gmail_vi,
        sender=at("thpt-tran-phu", "Trường THPT Trần Phú"),
        at="2020-08-27 16:10",
        subject="Bluezone tuần 35: 40 máy - THPT Trần Phú",
        text="Kính gửi phòng VHTT.",
        expect=says("All is in the subject.", accept("thpt-tran-phu", W1, 40, part="subject")),
    ),
    Mail(
        name="oneliner-11",
        client=yahoo,
        sender=at("tt-hcc", "Trung tâm HCC"),
        at="2020-09-04 13:31",
        subject="Báo cáo số máy cài Bluezone tuần đến 4/9",
        text="27",
        expect=says("A bare number under a subject that asks for nothing else.", accept("tt-hcc", W2, 27)),
    ),
    Mail(
        name="oneliner-12",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-09-11 10:00",
        subject="",
        text="31",
        expect=says(
            "A number and nothing else, no subject: a clerk who collects one figure may take it, or ask.",
            accept("ben-xe", W3, 31, either=True),
        ),
    ),
    Mail(
        name="oneliner-13",
        client=iphone,
        sender=officer("ka-long", "Trần Thị Thử"),
        at="2020-09-04 11:11",
        subject="Ka Long",
        text="Ka long tuan nay 45 may bluezone nhe a",
        expect=says("The officer's own address belongs to the UBND alone.", accept("ubnd-ka-long", W2, 45)),
    ),
    Mail(
        name="oneliner-14",
        client=gmail_vi,
        sender=officer("hai-yen", "Nguyễn Văn Mẫu"),
        at="2020-09-17 15:40",
        subject="Báo cáo Bluezone phường Hải Yên",
        text="Đã cài: 15 máy. SĐT liên hệ: 0900 000 112",
        expect=says("A phone number is not a count.", accept("ubnd-hai-yen", W4, 15), free=["contact"]),
    ),
    Mail(
        name="oneliner-15",
        client=roundcube,
        sender=at("kho-bac"),
        at="2020-09-25 09:50",
        subject="bluezone",
        text="Tuần này cài được 15 máy, 20 máy",
        expect=says("Two numbers, nothing says which.", review("kho-bac", W5, free=["count"])),
    ),
    Mail(
        name="oneliner-16",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-10-02 09:50",
        subject="Báo cáo bluezone",
        text="Tuần này BQL chợ cài được hơn 100 máy",
        expect=says("“More than 100” is no figure.", review("bql-cho", W6, 100, free=["count"])),
    ),
    Mail(
        name="oneliner-17",
        client=outlook_web,
        sender=at("chi-cuc-thue"),
        at="2020-10-08 09:50",
        subject="Báo cáo bluezone",
        text="Tuần này Chi cục cài được 12,5 máy",
        expect=says("No half phones: 12,5 is no count.", review("chi-cuc-thue", W7, free=["count"])),
    ),
    Mail(
        name="oneliner-18",
        client=gmail_vi,
        sender=at("km15"),
        at="2020-10-16 10:02",
        subject="Báo cáo bluezone Km15",
        text="Tuần này cài được 1.23 máy",
        expect=says("1.23 may be 123 or 1.230.", review("km15", W8, free=["count"])),
    ),
    Mail(
        name="oneliner-19",
        client=zimbra,
        sender=at("thanh-doan"),
        at="2020-10-23 09:00",
        subject="Báo cáo Bluezone tuần",
        text="Chỉ tiêu giao 100 máy/tuần, thực hiện trong tuần 64 máy.",
        expect=says("A target is not a result.", accept("thanh-doan", W9, 64)),
    ),
    Mail(
        name="oneliner-20",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2020-10-30 09:00",
        subject="Báo cáo Bluezone tuần",
        text="Kết quả đạt 64%",
        expect=says("A share is no count.", review("thanh-doan", W10, free=["count"])),
    ),
    Mail(
        name="oneliner-21",
        client=iphone,
        sender=at("bql-cua-khau"),
        at="2020-11-05 21:17",
        subject="Bc bluezone",
        text="Tuần này 45 máy (tuần trước 38 máy)",
        expect=says("Last week's beside this week's.", accept("bql-cua-khau", W11, 45)),
    ),
    Mail(
        name="oneliner-22",
        client=samsung,
        sender=at("ben-xe"),
        at="2020-11-13 07:55",
        subject="Bao cao bluezone",
        text="Tuần trước 38 máy, tuần này được 45 máy ạ",
        expect=says("Last week's first.", accept("ben-xe", W12, 45)),
    ),
    Mail(
        name="oneliner-23",
        client=yahoo,
        sender=officer("hai-son", "Phạm Văn Mẫu"),
        at="2020-11-27 08:15",
        subject="Bluezone Hải Sơn",
        text="Xã Hải Sơn tuần này cài được 40-45 máy",
        expect=says("A range is no figure.", review("ubnd-hai-son", W14, free=["count"])),
    ),
    Mail(
        name="oneliner-24",
        client=plain,
        sender=officer("tra-co", "Trần Thị Thử"),
        at="2020-12-03 09:30",
        subject="Bluezone Trà Cổ",
        text="Kết quả tuần:\n- 5 máy",
        expect=says("A dash before a number is a list's, not a minus.", accept("ubnd-tra-co", W15, 5)),
    ),
    Mail(
        name="oneliner-25",
        client=gmail_vi,
        sender=officer("binh-ngoc", "Lê Thí Dụ"),
        at="2020-12-18 09:31",
        subject="BC BZ",
        text="Phường Bình Ngọc cài Bluezone được 125máy",
        expect=says("No blank between number and noun.", accept("ubnd-binh-ngoc", W17, 125)),
    ),
    Mail(
        name="oneliner-26",
        client=outlook_vi,
        sender=at("tt-hcc"),
        at="2020-12-31 16:31",
        subject="Báo cáo cài đặt Bluezone",
        text="TTHCC báo cáo: tuần này hướng dẫn công dân cài đặt 05 máy.",
        expect=says("Officials write small numbers with a leading zero.", accept("tt-hcc", N1, 5, text="05")),
    ),
    Mail(
        name="oneliner-27",
        client=gmail_vi,
        sender=at("thpt-chu-van-an"),
        at="2021-01-15 09:31",
        subject="Báo cáo cài đặt Bluezone",
        text="Trường báo cáo tuần này cài đặt được 45 (năm mươi bốn) máy.",
        expect=says("Digits and words disagree.", review("thpt-chu-van-an", N3, free=["count"])),
    ),
    Mail(
        name="oneliner-28",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-09-04 09:31",
        subject="Bến xe gửi bluezone",
        text="tuan nay 1k2 may",
        expect=says("A form that no office uses.", review("ben-xe", W2, free=["count"])),
    ),
    Mail(
        name="oneliner-29",
        client=samsung,
        sender=at("kho-bac"),
        at="2020-09-11 09:31",
        subject="Kho bạc - Bluezone",
        text="0900000118",
        expect=says(
            "A phone number where the figure should be.",
            review("kho-bac", W3, free=["count", "contact"]),
            free=["contact"],
        ),
    ),
    Mail(
        name="oneliner-30",
        client=gmail_vi,
        sender=at("thpt-tran-phu"),
        at="2020-09-18 09:31",
        subject="Báo cáo Bluezone tuần 38",
        text="Trường THPT Trần Phú tuần 38: cài mới 1O5 máy.",
        expect=says(
            "A letter O among digits: 105 most likely, but to be asked.", review("thpt-tran-phu", W4, free=["count"])
        ),
    ),
    # Prose.
    Mail(
        name="prose-01",
        client=outlook_vi,
        sender=at("chi-cuc-thue", "Chi cục Thuế TP Móng Cái"),
        at="2020-08-28 08:47",
        subject="Báo cáo kết quả hỗ trợ cài đặt ứng dụng Bluezone",
        text="""Kính gửi: Phòng Văn hóa - Thông tin thành phố Móng Cái

Thực hiện Công văn số 340/UBND-VHTT ngày 26/8/2020 của UBND thành phố Móng Cái về việc tiếp tục chỉ đạo, triển khai các biện pháp vận động, hướng dẫn, hỗ trợ cài đặt ứng dụng Bluezone trên địa bàn Thành phố, Chi cục Thuế xin báo cáo kết quả tuần từ ngày 26/8 đến ngày 28/8/2020 như sau:

- Số máy điện thoại được cài đặt Bluezone do đơn vị hướng dẫn, hỗ trợ: 23 máy.

Trân trọng báo cáo./.

Nguyễn Văn Mẫu
Đội Hành chính - Nhân sự - Tài vụ - Ấn chỉ
ĐT: 0203.388.0101""",
        expect=says(
            "Document number, dates and a phone beside one count.", accept("chi-cuc-thue", W1, 23), free=["contact"]
        ),
    ),
    Mail(
        name="prose-02",
        client=gmail_vi,
        sender=officer("ninh-duong", "Lê Thí Dụ"),
        at="2020-09-03 22:14",
        subject="Bluezone Ninh Dương tuần này",
        text="""Em chào các anh chị ạ,

Em Dụ bên phường Ninh Dương. Tuần này tổ công tác đi 3 tổ dân phố, gõ cửa 140 hộ, cài được thêm 58 máy ạ. Còn khoảng 30 hộ chưa có điện thoại thông minh nên chưa cài được.

Em cảm ơn ạ.""",
        expect=says("Groups and households are not phones.", accept("ubnd-ninh-duong", W2, 58)),
    ),
    Mail(
        name="prose-03",
        client=zimbra,
        sender=at("phong-gddt", "Phòng GD&ĐT Móng Cái"),
        at="2020-09-11 13:55",
        subject="Báo cáo tuần 37 kết quả cài đặt Bluezone ngành Giáo dục",
        text="""Kính gửi Phòng VHTT!

Phòng GD&ĐT tổng hợp kết quả của các trường Mầm non, Tiểu học, THCS tuần 37 (từ 07/9 đến 11/9/2020):
Tổng số máy được cài đặt trong tuần: 1.086 máy, trong đó:
- Mầm non: 312 máy
- Tiểu học: 428 máy
- THCS: 346 máy
Lũy kế từ 26/8/2020: 2.954 máy.

Trân trọng./.""",
        expect=says(
            "312 + 428 + 346 = 1086 is the stated total; the running total is told apart.",
            accept("phong-gddt", W3, 1086, text="1.086", cumulative=2954),
        ),
    ),
    Mail(
        name="prose-04",
        client=gmail_en,
        sender=at("ben-xe", "Bến xe khách Móng Cái"),
        at="2020-09-18 14:20",
        subject="bao cao tuan",
        text="""Kính gửi phòng văn hóa
Trong tuần bến xe có 86 chuyến xe xuất bến với 1.320 hành khách, qua tuyên truyền đã hướng dẫn cài Bluezone được 74 máy, còn lại khách đã cài từ trước.
Bến xe báo cáo để phòng tổng hợp.""",
        expect=says("Trips and passengers are not phones.", accept("ben-xe", W4, 74)),
    ),
    Mail(
        name="prose-05",
        client=outlook_en,
        sender=at("kho-bac", "Kho bạc Nhà nước Móng Cái"),
        at="2020-09-24 16:05",
        subject="KBNN Móng Cái báo cáo Bluezone",
        text="""Kính gửi: UBND thành phố (qua phòng Văn hóa - Thông tin)

Trong kỳ báo cáo, Kho bạc Nhà nước Móng Cái đã hướng dẫn khách hàng đến giao dịch cài đặt ứng dụng Bluezone: 11 máy. 100% cán bộ công chức (22/22 người) đã cài đặt.

Kho bạc Nhà nước Móng Cái trân trọng báo cáo.""",
        expect=says("Staff who have it are not the phones helped with.", accept("kho-bac", W5, 11)),
    ),
    Mail(
        name="prose-06",
        client=apple,
        sender=at("tt-hcc", "Trung tâm Hành chính công"),
        at="2020-10-02 10:30",
        subject="Báo cáo kết quả hướng dẫn cài đặt Bluezone tại TTHCC",
        text="""Kính gửi anh chị,

Tuần từ 28/9 đến 2/10, Trung tâm tiếp nhận 642 hồ sơ, tại quầy đã hỗ trợ công dân cài đặt Bluezone thành công trên 39 điện thoại.

Trân trọng,
Trung tâm Hành chính công""",
        expect=says(
            "Files handled are no phones; “trên 39 điện thoại” is on 39, not over 39.",
            accept("tt-hcc", W6, 39, either=True),
        ),
    ),
    Mail(
        name="prose-07",
        client=roundcube,
        sender=at("km15", "Trạm KSLH Km15"),
        at="2020-10-09 12:00",
        subject="Báo cáo ngày 09/10",
        text="""Lực lượng kiểm soát, phòng chống dịch Covid-19 tại Trạm Km15 - Bến tàu Dân Tiến báo cáo:
Tuần qua kiểm soát 2.415 phương tiện, 5.102 người. Đo thân nhiệt 5.102 người, không phát hiện trường hợp sốt.
Yêu cầu và hỗ trợ cài đặt Bluezone: 163 máy.
Trực ban: Nguyễn Văn Mẫu 0900.000.115""",
        expect=says("Vehicles, people and Covid-19 are not phones.", accept("km15", W7, 163), free=["contact"]),
    ),
    Mail(
        name="prose-08",
        client=gmail_vi,
        sender=officer("van-ninh", "Phạm Thị Thử"),
        at="2020-10-15 19:20",
        subject="Vạn Ninh báo cáo kết quả Bluezone",
        text="""UBND xã Vạn Ninh báo cáo kết quả cài đặt Bluezone tuần (9/10 - 16/10):
Thôn Nam: 12 máy
Thôn Bắc: 9 máy
Thôn Đông: 17 máy
Thôn Trung: 6 máy
Cộng: 44 máy""",
        expect=says("12 + 9 + 17 + 6 = 44, and the total is stated.", accept("ubnd-van-ninh", W8, 44)),
    ),
    Mail(
        name="prose-09",
        client=outlook_web,
        sender=at("thanh-doan", "Thành đoàn"),
        at="2020-10-22 17:45",
        subject="Kết quả chiến dịch 10 ngày đêm cùng áo xanh thắng nhanh Covid-19",
        text="""Kính gửi phòng VHTT,

Thực hiện chiến dịch cao điểm "10 ngày đêm cùng áo xanh thắng nhanh Covid - 19", trong tuần Thành đoàn đã huy động 17 đội thanh niên xung kích với 204 đoàn viên, đi 51 khu phố, hướng dẫn và cài đặt thành công ứng dụng Bluezone cho 386 máy.

Trân trọng!""",
        expect=says("Ten days, 17 teams, 204 members, 51 quarters; 386 phones.", accept("thanh-doan", W9, 386)),
    ),
    Mail(
        name="prose-10",
        client=gmail_vi,
        sender=at("bql-cua-khau", "BQL CKQT Móng Cái"),
        at="2020-10-30 10:12",
        subject="Báo cáo Bluezone tại cửa khẩu",
        text="""Kính gửi Phòng Văn hóa - Thông tin.
BQL CKQT Móng Cái báo cáo kết quả tuần:
1. Số người nhập cảnh: 412 người.
2. Số người được hướng dẫn cài đặt Bluezone: 298 người.
3. Khó khăn: không.
Trân trọng báo cáo.""",
        expect=says(
            "People who entered beside people helped; “khó khăn: không” is no zero.", accept("bql-cua-khau", W10, 298)
        ),
    ),
    Mail(
        name="prose-11",
        client=thunderbird,
        sender=officer("hoa-lac", "Trần Văn Mẫu"),
        at="2020-11-06 11:37",
        subject="[Hòa Lạc] BC tuần 45",
        text="""Kính gửi Phòng VHTT
Số máy điện thoại được cài đặt Bluezone do UBND phường Hòa Lạc hướng dẫn, hỗ trợ trong tuần 45 là 33 máy; luỹ kế đến nay 512 máy.
Đề nghị phòng cấp thêm 200 tờ rơi.""",
        expect=says("Week, running total and leaflets.", accept("ubnd-hoa-lac", W11, 33, cumulative=512)),
    ),
    Mail(
        name="prose-12",
        client=samsung,
        sender=officer("quang-nghia", "Lê Thí Dụ"),
        at="2020-11-12 20:09",
        subject="Quảng Nghĩa",
        text="Dạ em gửi số Bluezone xã Quảng Nghĩa ạ. Đợt này mình cài thêm 21 cái. Tổng đến giờ 340 cái.",
        expect=says(
            "“Cái” are phones here; the total so far is cumulative.",
            accept("ubnd-quang-nghia", W12, 21, cumulative=340, either=True),
        ),
    ),
    Mail(
        name="prose-13",
        client=yahoo,
        sender=at("thpt-ly-thuong-kiet", "Trường THPT Lý Thường Kiệt"),
        at="2020-11-26 09:00",
        subject="THPT Lý Thường Kiệt báo cáo kết quả cài đặt Bluezone tuần từ 20/11 đến 27/11/2020",
        text="""Kính gửi Phòng VH-TT thành phố.

Trường có 28 lớp, 1.145 học sinh, 67 giáo viên. Tuần này qua họp phụ huynh, nhà trường hướng dẫn cài mới được 92 máy (học sinh 40, phụ huynh 52).

Hiệu trưởng
Nguyễn Văn Mẫu""",
        expect=says("40 + 52 = 92; classes and pupils are background.", accept("thpt-ly-thuong-kiet", W14, 92)),
    ),
    Mail(
        name="prose-14",
        client=gmail_vi,
        sender=officer("bac-son", "Hoàng Thị Mẫu"),
        at="2020-12-03 14:02",
        subject="BC",
        text="""Gửi phòng VHTT TP.
Bắc Sơn: dân số 2.186 người, số người dùng smartphone 870. Số máy đã cài Bluezone đến hết tuần trước: 402 máy. Tuần này cài thêm: 19 máy. Lũy kế: 421 máy.""",
        expect=says("402 + 19 = 421: the week is 19.", accept("ubnd-bac-son", W15, 19, cumulative=421)),
    ),
    Mail(
        name="prose-15",
        client=outlook_vi,
        sender=at("thanh-doan", "Đoàn TNCS Hồ Chí Minh TP Móng Cái"),
        at="2020-12-18 08:02",
        subject="Báo cáo tuần (12/12 - 18/12)",
        text="""Kính gửi Phòng VHTT,
Số liệu cài Bluezone từng ngày: 12/12: 10 máy, 13/12: 14 máy, 14/12: 8 máy, 15/12: 9 máy, 16/12: 11 máy, 17/12: 20 máy, 18/12: 3 máy. Cả tuần: 75 máy.""",
        expect=says("A daily list whose sum 75 is stated.", accept("thanh-doan", W17, 75)),
    ),
    Mail(
        name="prose-16",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2020-09-04 08:02",
        subject="Báo cáo Bluezone",
        text="""Thành đoàn gửi số liệu cài Bluezone: ngày 31/8: 19 máy, ngày 01/9: 13 máy, ngày 03/9: 10 máy, ngày 04/9: 8 máy.""",
        expect=says(
            "A daily list without its sum: a clerk adds up, and has it confirmed.",
            review("thanh-doan", W2, free=["count"]),
        ),
    ),
    Mail(
        name="prose-17",
        client=gmail_vi,
        sender=officer("hai-xuan", "Nguyễn Thị Mẫu"),
        at="2020-09-11 14:50",
        subject="Re: Bluezone",
        text="""Chị ơi xã Hải Xuân em báo tuần này 47 máy nhé, gồm 30 máy ở thôn 4 và 17 máy ở thôn 10A, thôn 13.
Sđt em có gì chị gọi: 0900 000 123 (Mẫu).""",
        expect=says("Villages have numbers; 30 + 17 = 47.", accept("ubnd-hai-xuan", W3, 47), free=["contact"]),
    ),
    Mail(
        name="prose-18",
        client=plain,
        sender=at("bql-cho", "BQL chợ Móng Cái"),
        at="2020-09-25 14:10",
        subject="BQL CHO MONG CAI BAO CAO KET QUA CAI DAT BLUEZONE",
        text="""KÍNH GỬI PHÒNG VHTT
TUẦN NÀY BAN QUẢN LÝ CHỢ ĐÃ HƯỚNG DẪN HỘ KINH DOANH VÀ KHÁCH VÀO CHỢ 1, CHỢ 2, CHỢ 3 CÀI ĐẶT BLUEZONE ĐƯỢC 88 MÁY.
BÁO CÁO ĐỂ PHÒNG TỔNG HỢP.""",
        expect=says("Capitals; markets are numbered.", accept("bql-cho", W5, 88)),
    ),
    Mail(
        name="prose-19",
        client=only_html,
        sender=at("tt-hcc"),
        at="2020-10-09 08:31",
        subject="Báo cáo Bluezone tuần 41",
        html="""<p>Kính gửi Ph&ograve;ng V&#259;n h&oacute;a - Th&ocirc;ng tin,</p><p>Kết quả c&agrave;i đặt <b>Bluezone</b> tuần 41 tại
Trung t&acirc;m: <span style="color:red"><b>54</b></span> m&aacute;y.</p><p>Tr&acirc;n trọng.</p>""",
        expect=says("HTML entities and marked up digits.", accept("tt-hcc", W7, 54)),
    ),
    Mail(
        name="prose-20",
        client=gmail_vi,
        sender=officer("vinh-thuc", "Bùi Văn Mẫu"),
        at="2020-10-29 06:12",
        subject="xã Vĩnh Thực",
        text="""Kg P. VHTT
Xã đảo mạng yếu, tuần này bà con đi biển nhiều nên chỉ cài đc 4 máy bluezone.
Kính b/c.""",
        expect=says("Abbreviations, a small number.", accept("ubnd-vinh-thuc", W10, 4)),
    ),
    Mail(
        name="prose-21",
        client=zimbra,
        sender=at("chi-cuc-thue", "Chi cục Thuế"),
        at="2020-11-20 09:12",
        subject="Báo cáo kết quả tuần",
        text="""Kính gửi Phòng VHTT!
Tuần này Chi cục Thuế vận động cài đặt Bluezone cho 16 máy và hướng dẫn cài Smart Quảng Ninh cho 25 máy, NCOVI 9 máy.
Trân trọng!""",
        expect=says(
            "Other apps have their own numbers: only Bluezone counts.",
            accept("chi-cuc-thue", "2020-11-20", 16, either=True),
        ),
    ),
    Mail(
        name="prose-22",
        client=outlook_en,
        sender=at("thpt-tran-phu", "THPT Trần Phú"),
        at="2020-11-27 09:12",
        subject="Bao cao Bluezone tuan 48",
        text="""Kính gửi Phòng Văn hóa - Thông tin,
Trong tuần nhà trường phối hợp với Đoàn phường Trần Phú hướng dẫn cài đặt Bluezone được 36 máy.
Trân trọng.
THPT Trần Phú""",
        expect=says("A ward's youth union helped; the school reports.", accept("thpt-tran-phu", W14, 36, either=True)),
    ),
    Mail(
        name="prose-23",
        client=gmail_vi,
        sender=at("km15", "Chốt Km15"),
        at="2020-12-04 09:12",
        subject="Báo cáo",
        text="""Báo cáo tuần: kiểm tra 1.870 lượt xe. Người đã có Bluezone: 3.412. Cài mới tại chốt: 57.""",
        expect=says("Already had it is not newly installed.", accept("km15", W15, 57, either=True)),
    ),
    Mail(
        name="prose-24",
        client=outlook_web,
        sender=at("bql-cua-khau"),
        at="2020-09-11 09:12",
        subject="Báo cáo kết quả Bluezone",
        text="""Kính gửi phòng VHTT.
Trong tuần Ban đã tổ chức 2 buổi tuyên truyền, phát 500 tờ rơi.
Hiện nay Ban đang tổng hợp số liệu máy cài đặt, sẽ báo cáo sau.
Trân trọng.""",
        expect=says(
            "A report on the subject that says that its figure comes later: nothing to count, somebody should know.",
            review("bql-cua-khau", W3),
            either="none",
        ),
    ),
    Mail(
        name="prose-25",
        client=gmail_vi,
        sender=officer("hai-tien", "Nguyễn Văn Mẫu"),
        at="2020-10-02 09:12",
        subject="BC Bluezone Hải Tiến",
        text="""Gửi chị,
Xã Hải Tiến tuần này vẫn như tuần trước chị nhé.""",
        expect=says("“The same as last week”: no figure in the mail.", review("ubnd-hai-tien", W6)),
    ),
    Mail(
        name="prose-26",
        client=gmail_vi,
        sender=officer("hai-dong", "Nguyễn Văn Mẫu"),
        at="2020-10-16 09:12",
        subject="Bluezone",
        text="""Kính gửi phòng VHTT
UBND xã Hải Đông xin gửi báo cáo kết quả cài đặt Bluezone tuần này (có file đính kèm).
Trân trọng""",
        expect=says("The attachment was forgotten.", review("ubnd-hai-dong", W8)),
    ),
    Mail(
        name="prose-27",
        client=outlook_vi,
        sender=at("kho-bac"),
        at="2020-10-23 09:12",
        subject="Báo cáo Bluezone",
        text="Kho bạc báo cáo: trong tuần cài đặt 14 máy, không phải là 41 máy như đã trao đổi qua điện thoại.",
        expect=says("One number is denied.", accept("kho-bac", W9, 14, either=True)),
    ),
    Mail(
        name="prose-28",
        client=gmail_vi,
        sender=at("thpt-chu-van-an", "THPT Chu Văn An"),
        at="2020-11-05 15:12",
        subject="Báo cáo",
        text="""Trường THPT Chu Văn An báo cáo kết quả cài đặt Bluezone tuần từ 30/10 đến 06/11/2020:
Tổng số học sinh: 815. Đã cài: 640. Chưa cài: 175 (do không có smartphone).
Tuần này nhà trường hỗ trợ cài thêm 22 máy.""",
        expect=says(
            "Those who have it are a stock; the week is 22.", accept("thpt-chu-van-an", W11, 22, free=["cumulative"])
        ),
    ),
    Mail(
        name="prose-29",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2020-11-20 10:12",
        subject="Số liệu Bluezone toàn thành phố",
        text="""Kính gửi phòng VHTT
Theo trang bluezone, đến 8h00 ngày 20/11 toàn thành phố có 36.412 máy đã cài, đứng thứ 5 toàn tỉnh. Thành đoàn gửi để phòng nắm.""",
        expect=says(
            "The city's running total, not what the unit did.",
            review("thanh-doan", "2020-11-20", free=["count", "cumulative"]),
            either="none",
        ),
    ),
    Mail(
        name="prose-30",
        client=apple,
        sender=officer("vinh-trung", "Đỗ Thị Thử"),
        at="2021-01-14 21:50",
        subject="Vĩnh Trung báo cáo Bluezone tuần 2/2021",
        text="""Kính gửi Phòng VHTT,
UBND xã Vĩnh Trung báo cáo tuần 2 năm 2021: cài đặt 9 máy, lũy kế 277 máy.
Cán bộ đầu mối: Đỗ Thị Thử, Công chức Văn hóa - Xã hội, ĐT 0900 000 131.""",
        expect=says(
            "ISO week 2 of 2021 ends in this deadline's week; a focal officer is named too.",
            accept("ubnd-vinh-trung", N3, 9, cumulative=277),
            contact=person("ubnd-vinh-trung", "Đỗ Thị Thử", "Công chức Văn hóa - Xã hội", "0900000131"),
        ),
    ),
    # Without marks.
    Mail(
        name="nodiacritics-01",
        client=samsung,
        sender=at("ben-xe", "ben xe mong cai"),
        at="2020-08-27 18:45",
        subject="bao cao bluezone",
        text="kg phong vhtt. ben xe khach mong cai bao cao tuan nay cai duoc 29 may. tran trong",
        expect=says("Typed on a phone without marks.", accept("ben-xe", W1, 29)),
    ),
    Mail(
        name="nodiacritics-02",
        client=gmail_en,
        sender=officer("ka-long", "Tran Thi Thu"),
        at="2020-09-04 08:45",
        subject="Bao cao ket qua cai dat Bluezone phuong Ka Long",
        text="Kinh gui phong VHTT\nUBND phuong Ka Long: tuan nay huong dan cai dat 61 may dien thoai, luy ke 1.204 may.\nTran trong.",
        expect=says("Week and running total without marks.", accept("ubnd-ka-long", W2, 61, cumulative=1204)),
    ),
    Mail(
        name="nodiacritics-03",
        client=iphone,
        sender=at("km15"),
        at="2020-09-10 23:58",
        subject="km15",
        text="Km15 bc: tuan nay ho tro cai bluezone 140 may, kiem tra 2100 luot xe, ca nghi ngo covid 0",
        expect=says("Vehicles and suspected cases are other counts.", accept("km15", W3, 140)),
    ),
    Mail(
        name="nodiacritics-04",
        client=yahoo,
        sender=officer("tra-co", "tra co"),
        at="2020-09-18 07:01",
        subject="P. Tra Co",
        text="phuong tra co b/c KQ cai dat bluezone tuan 38: 17 may. Cong don: 290 may",
        expect=says("“Cộng dồn” is the running total.", accept("ubnd-tra-co", W4, 17, cumulative=290)),
    ),
    Mail(
        name="nodiacritics-05",
        client=plain,
        sender=at("kho-bac", "Kho bac Mong Cai"),
        at="2020-09-25 10:10",
        subject="Bao cao bluezone",
        text="KBNN Mong Cai bao cao tuan 39 co 6 luot khach giao dich duoc huong dan cai dat Bluezone.",
        expect=says("“Lượt khách” are counted.", accept("kho-bac", W5, 6)),
    ),
    Mail(
        name="nodiacritics-06",
        client=gmail_vi,
        sender=officer("hai-hoa", "hai hoa"),
        at="2020-10-02 11:10",
        subject="hai hoa",
        text="ubnd p hai hoa cai dc 83 may nha c",
        expect=says("Short, but one number of phones from a unit's own officer.", accept("ubnd-hai-hoa", W6, 83)),
    ),
    Mail(
        name="nodiacritics-07",
        client=samsung,
        sender=officer("hai-son", "ub hai son"),
        at="2020-10-09 12:10",
        subject="(khong co chu de)",
        text="xa hai son tuan nay cai bluezone bay may",
        expect=says(
            "“bay may” is “bảy máy” (seven) — or a typo: a clerk may ask.",
            accept("ubnd-hai-son", W7, 7, text="bay", either=True),
        ),
    ),
    Mail(
        name="nodiacritics-08",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2020-10-16 12:10",
        subject="BC Bluezone tuan 42",
        text="Thanh doan Mong Cai gui KQ tuan 42\nSo may cai dat duoc: 310\nLuy ke: 5.480\nNguoi bao cao: Nguyen Van Mau 0900000133",
        expect=says("Labels and values, one a line.", accept("thanh-doan", W8, 310, cumulative=5480), free=["contact"]),
    ),
    Mail(
        name="nodiacritics-09",
        client=iphone,
        sender=at("bql-cho"),
        at="2020-10-23 13:10",
        subject="Bql cho",
        text="Baos caos tuaanf nafy caif ddwowcj 52 mays",
        expect=says(
            "Telex left-overs: legible to a human, but nothing reads them for sure.",
            accept("bql-cho", W9, 52, either=True),
        ),
    ),
    Mail(
        name="nodiacritics-10",
        client=gmail_vi,
        sender=officer("bac-son", "Bac Son"),
        at="2020-10-30 13:10",
        subject="bac son",
        text="bao cao: cai dat 12 may, ho tro bat bluetooth 30 may",
        expect=says("Switching on Bluetooth is not installing.", accept("ubnd-bac-son", W10, 12, either=True)),
    ),
    Mail(
        name="nodiacritics-11",
        client=outlook_mobile,
        sender=officer("van-ninh", "Van Ninh"),
        at="2020-11-06 13:10",
        subject="bao cao blue zone",
        text="xa van ninh bao cao ket qua cai blue zone tuan nay la 20may",
        expect=says("“Blue zone” in two words.", accept("ubnd-van-ninh", W11, 20)),
    ),
    Mail(
        name="nodiacritics-12",
        client=gmail_vi,
        sender=officer("hai-dong"),
        at="2020-11-13 13:10",
        subject="hai dong",
        text="chi oi tuan nay e cai dc it lam, de e xem lai roi bao sau nhe",
        expect=says("A few, to be told later: no figure.", review("ubnd-hai-dong", W12), either="none"),
    ),
    # Zero.
    Mail(
        name="zero-01",
        client=gmail_vi,
        sender=at("kho-bac", "Kho bạc Nhà nước Móng Cái"),
        at="2020-09-11 09:40",
        subject="Báo cáo kết quả cài đặt Bluezone",
        text="Kính gửi Phòng VHTT,\nTrong tuần, Kho bạc không phát sinh máy cài đặt mới.\nTrân trọng.",
        expect=says("A whole sentence that says none.", accept("kho-bac", W3, 0, text="không phát sinh", either=True)),
    ),
    Mail(
        name="zero-02",
        client=outlook_vi,
        sender=at("chi-cuc-thue"),
        at="2020-09-18 09:40",
        subject="Báo cáo Bluezone tuần 38",
        text="Số máy cài đặt trong tuần: 0 máy.",
        expect=says("Zero as a figure.", accept("chi-cuc-thue", W4, 0)),
    ),
    Mail(
        name="zero-03",
        client=zimbra,
        sender=at("thpt-tran-phu"),
        at="2020-09-25 09:40",
        subject="Báo cáo kết quả cài đặt Bluezone tuần 39",
        text="Tuần này không có máy nào được cài đặt.",
        expect=says("A whole sentence that says none.", accept("thpt-tran-phu", W5, 0, text="không có máy nào")),
    ),
    Mail(
        name="zero-04",
        client=gmail_vi,
        sender=officer("vinh-trung"),
        at="2020-10-02 09:40",
        subject="Bluezone xã Vĩnh Trung",
        text="Tuần này xã không phát sinh.",
        expect=says("“Nothing arose this week.”", accept("ubnd-vinh-trung", W6, 0, text="không phát sinh")),
    ),
    Mail(
        name="zero-05",
        client=samsung,
        sender=officer("vinh-thuc"),
        at="2020-10-09 09:40",
        subject="Bluezone xã Vĩnh Thực",
        text="Không có khó khăn, vướng mắc gì ạ.",
        expect=says("No difficulties is not no phones.", review("ubnd-vinh-thuc", W7)),
    ),
    Mail(
        name="zero-06",
        client=gmail_vi,
        sender=officer("hai-yen"),
        at="2020-10-16 09:40",
        subject="Bluezone Hải Yên",
        text="Tuần này không có báo cáo vì em đi công tác, tuần sau em gửi bù.",
        expect=says("No report is not a report of none.", review("ubnd-hai-yen", W8), either="none"),
    ),
    Mail(
        name="zero-07",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-10-23 09:40",
        subject="Bluezone",
        text="không",
        expect=says("“No” or “zero”: to be asked.", review("ben-xe", W9, free=["count"])),
    ),
    Mail(
        name="zero-08",
        client=outlook_en,
        sender=at("bql-cua-khau"),
        at="2020-10-30 09:40",
        subject="Báo cáo cài đặt Bluezone tuần 44",
        text="Kính gửi phòng VHTT,\nTuần này BQL cửa khẩu cài đặt được 0 (không) máy, lũy kế 1.902 máy.",
        expect=says(
            "Zero in digits and words, running total beside it.", accept("bql-cua-khau", W10, 0, cumulative=1902)
        ),
    ),
    Mail(
        name="zero-09",
        client=iphone,
        sender=at("thpt-ly-thuong-kiet"),
        at="2020-11-06 09:40",
        subject="LTK bluezone",
        text="Tuan nay khong co may nao a",
        expect=says("The same sentence without marks.", accept("thpt-ly-thuong-kiet", W11, 0, text="khong co may nao")),
    ),
    Mail(
        name="zero-10",
        client=gmail_vi,
        sender=at("tt-hcc"),
        at="2020-11-13 09:40",
        subject="Báo cáo Bluezone",
        text="Không có máy nào chưa cài đặt, 100% công chức đã cài.",
        expect=says("“No phone without it” is the opposite of zero.", review("tt-hcc", W12, free=["count"])),
    ),
    Mail(
        name="zero-11",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-11-27 09:40",
        subject="Báo cáo Bluezone",
        text="Tuần này không phát sinh ca nhiễm, BQL chợ vẫn duy trì trực chốt.",
        expect=says("No cases is not no phones.", review("bql-cho", W14, free=["count"])),
    ),
    Mail(
        name="zero-12",
        client=zimbra,
        sender=at("thanh-doan"),
        at="2020-12-04 09:40",
        subject="Báo cáo Bluezone tuần 49",
        text="Tuần này không phải 0 máy như báo cáo nhanh, đơn vị đang kiểm tra lại.",
        expect=says("A zero that is denied.", review("thanh-doan", W15, free=["count"])),
    ),
]
