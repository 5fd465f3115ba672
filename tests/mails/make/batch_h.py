"""A second round, written after the first one was read: other words for the same things, and other traps."""

from __future__ import annotations

from tests.mails.make.batch_d import receipt, reminder
from tests.mails.make.cast import (
    N1,
    N2,
    N3,
    N4,
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
    W13,
    W14,
    W15,
    W16,
    W17,
    W18,
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
from tests.mails.make.compose import CSV, DOC, DOCX, ODS, PDF, XLS, XLSX, File, Mail, Quote
from tests.mails.make.files import csv_file, doc, docx, pdf, resaved, xlsx

MAILS = [
    Mail(
        name="oneliner-31",
        client=gmail_vi,
        sender=at("bql-cua-khau", "BQL CKQT"),
        at="2020-09-11 10:30",
        subject="Số liệu BZ",
        text="BQLCK: BZ tuần 37 = 52",
        expect=says("An equals sign; the subject's own abbreviation.", accept("bql-cua-khau", W3, 52, either=True)),
    ),
    Mail(
        name="oneliner-32",
        client=zimbra,
        sender=at("tt-hcc", "TTHCC Móng Cái"),
        at="2020-09-18 09:40",
        subject="Kết quả hỗ trợ công dân cài Bluezone",
        text="Trong tuần Trung tâm hỗ trợ được 26 công dân cài đặt Bluezone thành công.",
        expect=says("“Công dân” (citizens) who were helped: one phone each.", accept("tt-hcc", W4, 26)),
    ),
    Mail(
        name="oneliner-33",
        client=iphone,
        sender=officer("hai-hoa", "Nguyễn Thị Mẫu"),
        at="2020-09-25 14:47",
        subject="HH",
        text="Em Mẫu HH gửi chị số Bluezone tuần này: 61 ạ. Chị xác nhận giúp em nhé, em cảm ơn chị nhiều!",
        expect=says("A number after a colon, no noun.", accept("ubnd-hai-hoa", W5, 61)),
    ),
    Mail(
        name="oneliner-34",
        client=outlook_web,
        sender=at("phong-gddt", "PGD&ĐT"),
        at="2020-10-02 08:55",
        subject="PGD báo cáo",
        text="Tổng số máy các trường MN, TH, THCS cài đặt Bluezone trong tuần 40 là 1 086 máy.",
        expect=says("A blank groups three digits.", accept("phong-gddt", W6, 1086, text="1 086")),
    ),
    Mail(
        name="oneliner-35",
        client=samsung,
        sender=at("km15", "Km15"),
        at="2020-10-09 05:12",
        subject="Km 15",
        text="Km 15 tuần này cài đặt được 93 smartphone.",
        expect=says("“Km 15” with a blank is still a place.", accept("km15", W7, 93)),
    ),
    Mail(
        name="oneliner-36",
        client=roundcube,
        sender=at("thpt-chu-van-an"),
        at="2020-10-16 14:59:00",
        subject="Báo cáo số lượng máy cài đặt Bluezone của Trường THPT Chu Văn An",
        text="Số lượng: 17 (Mười bảy) máy./.",
        expect=says("Digits, words and the official end.", accept("thpt-chu-van-an", W8, 17)),
    ),
    Mail(
        name="oneliner-37",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-10-23 10:00",
        subject="Bến xe",
        text="Cài Bluezone: hai mươi mốt máy. Trân trọng.",
        expect=says("Words alone.", accept("ben-xe", W9, 21, text="hai mươi mốt")),
    ),
    Mail(
        name="oneliner-38",
        client=gmail_vi,
        sender=officer("hoa-lac"),
        at="2020-10-30 10:00",
        subject="Hòa Lạc - Bluezone tuần 44",
        text="Phường Hòa Lạc: 33m",
        expect=says("“33m” could be phones or metres.", accept("ubnd-hoa-lac", W10, 33, either=True)),
    ),
    Mail(
        name="oneliner-39",
        client=gmail_vi,
        sender=at("kho-bac"),
        at="2020-11-06 10:00",
        subject="Báo cáo Bluezone KBNN tuần 45",
        text="KBNN: mười hai (13) máy.",
        expect=says("Words twelve, digits thirteen.", review("kho-bac", W11, free=["count"])),
    ),
    Mail(
        name="oneliner-40",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-11-13 10:00",
        subject="Bluezone chợ",
        text="Dự kiến hết tuần này BQL chợ cài được 40 máy.",
        expect=says("Expected, not done.", review("bql-cho", W12, free=["count"])),
    ),
    Mail(
        name="oneliner-41",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2020-11-20 10:00",
        subject="Bluezone TĐ",
        text="Tuần này cài đặt chưa được 50 máy.",
        expect=says("“Not even 50” is no figure.", review("thanh-doan", W13, free=["count"])),
    ),
    Mail(
        name="oneliner-42",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2020-11-27 10:00",
        subject="Bluezone TĐ",
        text="Có phải tuần này bên em 50 máy đúng không chị?",
        expect=says("A question about the own figure.", review("thanh-doan", W14, free=["count"])),
    ),
    Mail(
        name="oneliner-43",
        client=outlook_en,
        sender=at("chi-cuc-thue"),
        at="2020-12-11 10:00",
        subject="Bao cao Bluezone",
        text="Tuần này Chi cục không cài thêm được máy nào ngoài 3 máy của người nộp thuế.",
        expect=says("None but three.", accept("chi-cuc-thue", W16, 3, either=True)),
    ),
    Mail(
        name="oneliner-44",
        client=gmail_vi,
        sender=at("tt-hcc"),
        at="2020-12-18 10:00",
        subject="Báo cáo Bluezone",
        text="Trung tâm xin đăng ký 5 máy tính bảng để hướng dẫn Bluezone.",
        expect=says("Asks for five tablets.", review("tt-hcc", W17, free=["count"]), either="none"),
    ),
    Mail(
        name="oneliner-45",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-12-25 10:00",
        subject="Bluezone",
        text="12 máy (mười hai máy)",
        expect=says("The subject names the matter.", accept("ben-xe", W18, 12)),
    ),
    Mail(
        name="prose-31",
        client=outlook_vi,
        sender=at("bql-cua-khau", "Ban quản lý cửa khẩu quốc tế Móng Cái"),
        at="2020-09-04 10:47",
        subject="Báo cáo công tác tuần",
        text="""Kính gửi: Phòng Văn hóa và Thông tin

BQL CKQT Móng Cái báo cáo công tác tuyên truyền, cài đặt ứng dụng Bluezone tuần qua như sau:

* Nhân lực: bố trí 06 cán bộ, trực 02 ca/ngày (từ 7h30 đến 11h30 và từ 13h30 đến 17h00).
* Kết quả: đã cài đặt cho 148 máy; 12 máy không tương thích.
* Phương hướng: tuần tới duy trì, phấn đấu 200 máy.

Rất mong nhận được sự quan tâm của Quý phòng.""",
        expect=says(
            "Staff, shifts, incompatible phones and next week's aim.", accept("bql-cua-khau", W2, 148, either=True)
        ),
    ),
    Mail(
        name="prose-32",
        client=gmail_vi,
        sender=officer("binh-ngoc", "Lê Thí Dụ"),
        at="2020-09-10 21:03",
        subject="Bình Ngọc báo cáo",
        text="""Dạ em Dụ phường Bình Ngọc ạ.
Tuần này đoàn thanh niên với hội phụ nữ phường đi vận động các hộ nuôi tôm, cài thêm được cho bà con 24 cái điện thoại.
Em báo cáo anh tổng hợp giúp em.""",
        expect=says("“24 cái điện thoại”.", accept("ubnd-binh-ngoc", W3, 24)),
    ),
    Mail(
        name="prose-33",
        client=thunderbird,
        sender=at("thpt-ly-thuong-kiet", "Văn phòng THPT Lý Thường Kiệt"),
        at="2020-09-18 08:21",
        subject="Báo cáo tuần 3 tháng 9 (từ 12/9 đến 18/9) về cài đặt Bluezone",
        text="""Văn phòng nhà trường gửi báo cáo:
Số phụ huynh, học sinh được hướng dẫn cài đặt ứng dụng Bluezone trong tuần: 57.
Người lập: Trần Thị Thử.""",
        expect=says(
            "A week of the month, but its dates are given.", accept("thpt-ly-thuong-kiet", W4, 57, either=True)
        ),
    ),
    Mail(
        name="prose-34",
        client=gmail_en,
        sender=at("thanh-doan", "Thanh Doan"),
        at="2020-09-25 11:21",
        subject="Weekly Bluezone report",
        text="""Kính gửi phòng VHTT,

Kết quả tuần (19/9-25/9): 178 máy điện thoại cài mới Bluezone.
Kết quả tuần trước (12/9-18/9): 212 máy.
So với tuần trước giảm 34 máy (16%).""",
        expect=says("This week, last week, the difference, a share.", accept("thanh-doan", W5, 178)),
    ),
    Mail(
        name="prose-35",
        client=yahoo,
        sender=officer("quang-nghia", "Nguyễn Văn Mẫu"),
        at="2020-10-09 10:21",
        subject="xã Quảng Nghĩa báo cáo tuần 41",
        text="""UBND xã Quảng Nghĩa báo cáo kết quả cài đặt ứng dụng Bluezone:
+ Số máy cài trong tuần: 14
+ Tổng số máy đã cài đến thời điểm báo cáo: 188
+ Dân số: 2.204; số người có điện thoại thông minh: 1.010
+ Tỷ lệ: 18,6%""",
        expect=says(
            "Labelled lines: the week, the stock, the population, the share.",
            accept("ubnd-quang-nghia", W7, 14, cumulative=188),
        ),
    ),
    Mail(
        name="prose-36",
        client=zimbra,
        sender=at("chi-cuc-thue", "Chi cục Thuế TP Móng Cái"),
        at="2020-10-16 08:33",
        subject="V/v báo cáo kết quả cài đặt Bluezone theo CV 340",
        text="""Kính gửi: Phòng VHTT thành phố.
Căn cứ Công văn 340/UBND-VHTT, trong tuần (từ thứ 6 ngày 09/10 đến thứ 6 ngày 16/10) Chi cục đã tuyên truyền tới 86 lượt người nộp thuế, trong đó 19 lượt người cài đặt mới ứng dụng.
Trân trọng.""",
        expect=says("86 were told, 19 installed.", accept("chi-cuc-thue", W8, 19)),
    ),
    Mail(
        name="prose-37",
        client=outlook_mobile,
        sender=officer("vinh-trung", "Đỗ Thị Thử"),
        at="2020-10-23 12:12",
        subject="Vĩnh Trung",
        text="Vĩnh Trung gửi phòng: 9 máy cài mới, 3 máy cài lại, lũy kế 205 máy.",
        expect=says(
            "New ones and ones done again: does the office count 9 or 12?",
            review("ubnd-vinh-trung", W9, cumulative=205, free=["count"]),
        ),
    ),
    Mail(
        name="prose-38",
        client=gmail_vi,
        sender=at("kho-bac", "KBNN Móng Cái"),
        at="2020-10-30 11:05",
        subject="Kho bạc báo cáo Bluezone",
        text="""Kính gửi Phòng VHTT!
Số lượng máy điện thoại được cài đặt Bluezone do Kho bạc hướng dẫn, hỗ trợ trong tuần là: không phát sinh.
Trân trọng!""",
        expect=says("None, in the answer's place.", accept("kho-bac", W10, 0, text="không phát sinh", either=True)),
    ),
    Mail(
        name="prose-39",
        client=gmail_vi,
        sender=officer("van-ninh", "Phạm Thị Thử"),
        at="2020-11-05 17:05",
        subject="BC Bluezone xã Vạn Ninh tuần 45/2020",
        text="""I. Kết quả
1. Số buổi tuyên truyền trên loa: 14 buổi
2. Số máy được cài đặt: 22 máy
II. Kiến nghị: không""",
        expect=says("Broadcasts and phones, numbered lines.", accept("ubnd-van-ninh", W11, 22)),
    ),
    Mail(
        name="prose-40",
        client=apple,
        sender=at("tt-hcc", "Trung tâm HCC"),
        at="2020-11-13 09:05",
        subject="Báo cáo tuần 46",
        text="""Kính gửi phòng VHTT
Từ 07/11/2020 đến 13/11/2020, tại Trung tâm có 701 lượt công dân đến giao dịch. Kết quả cài đặt Bluezone:
   Quầy 1-6: 18
   Quầy 7-12: 15
   Cộng: 33""",
        expect=says("Counters in ranges; 18 + 15 = 33.", accept("tt-hcc", W12, 33)),
    ),
    Mail(
        name="prose-41",
        client=gmail_vi,
        sender=at("thpt-tran-phu", "Đoàn trường THPT Trần Phú"),
        at="2020-11-20 09:05",
        subject="Đoàn trường báo cáo",
        text="Nhân ngày 20/11, đoàn trường tổ chức 01 buổi ra quân, cài đặt Bluezone cho 44 phụ huynh. Kính chúc thầy cô phòng VHTT mạnh khỏe.",
        expect=says(
            "A holiday's date that is also the deadline's; parents as what is counted.",
            accept("thpt-tran-phu", W13, 44, either=True),
        ),
    ),
    Mail(
        name="prose-42",
        client=plain,
        sender=officer("hai-tien", "Nguyen Van Mau"),
        at="2020-11-27 07:30",
        subject="Bao cao KQ cai dat Bluezone xa Hai Tien",
        text="""Kinh gui: Phong VHTT
Tuan qua xa Hai Tien da cai dat duoc 16 may, trong do:
- Thon 1: 5 may
- Thon 2: 4 may
- Thon 3: 7 may
Luy ke: 312 may""",
        expect=says("5 + 4 + 7 = 16, without marks.", accept("ubnd-hai-tien", W14, 16, cumulative=312)),
    ),
    Mail(
        name="prose-43",
        client=gmail_vi,
        sender=at("km15", "Trạm Km15"),
        at="2020-12-04 13:30",
        subject="Km15 báo cáo",
        text="Ngày 30/11: 12 máy; 01/12: 15 máy; 02/12: 9 máy; 03/12: 11 máy; sáng 04/12: 6 máy. Tổng tuần: 53 máy.",
        expect=says("Days that add up to the stated 53.", accept("km15", W15, 53)),
    ),
    Mail(
        name="prose-44",
        client=gmail_vi,
        sender=at("km15", "Trạm Km15"),
        at="2020-12-11 13:30",
        subject="Km15 báo cáo Bluezone",
        text="Ca 1 cài 20 máy, ca 2 cài 18 máy. Tổng hai ca 40 máy.",
        expect=says("20 + 18 is not 40.", review("km15", W16, free=["count"])),
    ),
    Mail(
        name="prose-45",
        client=outlook_vi,
        sender=at("phong-gddt", "Phòng GDĐT"),
        at="2021-01-08 10:30",
        subject="Báo cáo Bluezone tuần 1 năm 2021",
        text="Phòng GD&ĐT báo cáo tuần từ 01/01/2021 đến 08/01/2021: 96 máy, lũy kế từ đầu đợt: 9.875 máy. Năm học 2020-2021 toàn ngành có 52 trường.",
        expect=says("A school year and schools.", accept("phong-gddt", N2, 96, cumulative=9875)),
    ),
    Mail(
        name="prose-46",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2021-01-15 10:30",
        subject="Bluezone",
        text="Thành đoàn báo cáo: số máy cài trong tuần 61; chỉ tiêu 2021: 3.000 máy; đạt 2,03%.",
        expect=says("The year's target.", accept("thanh-doan", N3, 61)),
    ),
    Mail(
        name="nodiacritics-13",
        client=samsung,
        sender=at("bql-cho", "bql cho mc"),
        at="2020-09-03 19:44",
        subject="so lieu",
        text="bql cho mong cai bao cao ket qua cai dat bluezone tu 29/8 den 4/9: 58 may. luy ke 114 may",
        expect=says("Dates and a running total without marks.", accept("bql-cho", W2, 58, cumulative=114)),
    ),
    Mail(
        name="nodiacritics-14",
        client=iphone,
        sender=officer("ninh-duong", "Ninh Duong"),
        at="2020-09-11 07:44",
        subject="Ninh duong",
        text="Ninh duong bao cao cai moi duoc 19 dt trong tuan, tong 410",
        expect=says(
            "“dt” for phones; the total so far.", accept("ubnd-ninh-duong", W3, 19, cumulative=410, either=True)
        ),
    ),
    Mail(
        name="nodiacritics-15",
        client=gmail_vi,
        sender=at("thpt-chu-van-an", "CVA"),
        at="2020-09-18 07:44",
        subject="Truong THPT Chu Van An - BC Bluezone",
        text="Tong so HS: 815. So HS da cai: 702. Trong tuan cai them: 12.",
        expect=says("Pupils, those who have it, and the week.", accept("thpt-chu-van-an", W4, 12, free=["cumulative"])),
    ),
    Mail(
        name="nodiacritics-16",
        client=gmail_vi,
        sender=at("kho-bac"),
        at="2020-09-25 07:44",
        subject="Kho bac",
        text="Tuan nay ko co may nao cai bluezone",
        expect=says("“ko” for “không”.", accept("kho-bac", W5, 0, text="ko co may nao", either=True)),
    ),
    Mail(
        name="zero-13",
        client=outlook_en,
        sender=at("chi-cuc-thue"),
        at="2020-10-02 07:44",
        subject="Báo cáo kết quả cài đặt Bluezone",
        text="Trong tuần, Chi cục không có máy nào được cài đặt Bluezone. Lũy kế: 140 máy.",
        expect=says(
            "None this week, a running total beside it.",
            accept("chi-cuc-thue", W6, 0, text="không có máy nào", cumulative=140),
        ),
    ),
    Mail(
        name="zero-14",
        client=gmail_vi,
        sender=officer("bac-son"),
        at="2020-10-09 07:44",
        subject="Bắc Sơn",
        text="Tuần này xã Bắc Sơn chưa cài được máy nào do mưa bão.",
        expect=says(
            "None yet this week, because of the storm.",
            accept("ubnd-bac-son", W7, 0, text="chưa cài được máy nào", either=True),
        ),
    ),
    Mail(
        name="zero-15",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-10-16 07:44",
        subject="Bến xe Bluezone",
        text="Tuần này không phải bến xe trực nên em chưa có số.",
        expect=says("No figure yet.", review("ben-xe", W8), either="none"),
    ),
    Mail(
        name="zero-16",
        client=zimbra,
        sender=at("tt-hcc"),
        at="2020-10-23 07:44",
        subject="TTHCC báo cáo Bluezone",
        text="- Số máy cài mới: Không\n- Lũy kế: 333 máy",
        expect=says(
            "“Không” as the value of the label.", accept("tt-hcc", W9, 0, text="Không", cumulative=333, either=True)
        ),
    ),
    Mail(
        name="official-24",
        client=outlook_vi,
        sender=at("thpt-ly-thuong-kiet", "LTK"),
        at="2020-09-11 08:02",
        subject="Báo cáo số 45/BC-LTK",
        text="Kính gửi phòng VHTT, trường gửi báo cáo số 45/BC-LTK.",
        files=(
            File(
                name="45-BC-LTK.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "BÁO CÁO",
                        "Về việc hỗ trợ cài đặt ứng dụng Bluezone tuần 37",
                        "Kính gửi: UBND thành phố Móng Cái (qua Phòng Văn hóa và Thông tin)",
                        "Thực hiện Công văn số 340/UBND-VHTT ngày 26/8/2020; Trường THPT Lý Thường Kiệt báo cáo như sau:",
                        "1. Tổng số cán bộ, giáo viên, nhân viên: 67 người, đã cài đặt 67/67 (100%).",
                        "2. Số học sinh có điện thoại thông minh: 702 em, đã cài đặt 655 em (93,3%).",
                        "3. Số máy nhà trường hướng dẫn, hỗ trợ cài đặt trong tuần: 38 máy.",
                        "Trên đây là báo cáo của nhà trường./.",
                    ],
                    head=("SỞ GD&ĐT QUẢNG NINH\nTRƯỜNG THPT LÝ THƯỜNG KIỆT", "Số: 45/BC-LTK"),
                    date="Móng Cái, ngày 11 tháng 9 năm 2020",
                ),
            ),
        ),
        expect=says(
            "Staff and pupils who have it, and the week's help.",
            accept("thpt-ly-thuong-kiet", W3, 38, part="45-BC-LTK.docx", either=True, free=["cumulative"]),
        ),
    ),
    Mail(
        name="official-25",
        client=gmail_vi,
        sender=at("hai-xuan", "UBND xã Hải Xuân"),
        at="2020-09-18 08:02",
        subject="BC",
        text="Kính gửi phòng VHTT.",
        files=(
            File(
                name="BC_19.pdf",
                media_type=PDF,
                make=pdf(
                    [
                        "BÁO CÁO",
                        "Kết quả triển khai cài đặt ứng dụng Bluezone trên địa bàn xã",
                        "(Từ ngày 12/9/2020 đến ngày 18/9/2020)",
                        "Trong tuần, UBND xã Hải Xuân đã vận động nhân dân cài đặt 42 máy điện thoại thông minh; lũy kế từ ngày 26/8/2020 đến nay là 131 máy.",
                        "TM. ỦY BAN NHÂN DÂN",
                        "KT. CHỦ TỊCH",
                        "PHÓ CHỦ TỊCH",
                        "Nguyễn Văn Mẫu",
                    ],
                    head=("UBND TP MÓNG CÁI\nUBND XÃ HẢI XUÂN", "Số: 19/BC-UBND"),
                    date="Hải Xuân, ngày 18 tháng 9 năm 2020",
                ),
            ),
        ),
        expect=says(
            "A PDF whose lines wrap; the head names the unit at a shared address.",
            accept("ubnd-hai-xuan", W4, 42, part="BC_19.pdf", cumulative=131),
        ),
    ),
    Mail(
        name="official-26",
        client=zimbra,
        sender=at("kho-bac"),
        at="2020-09-25 08:02",
        subject="Báo cáo Bluezone",
        text="KBNN Móng Cái gửi báo cáo",
        files=(
            File(
                name="BC.doc",
                media_type=DOC,
                make=doc(
                    [
                        "KHO BẠC NHÀ NƯỚC MÓNG CÁI",
                        "BÁO CÁO",
                        "Tuần từ 19/9/2020 đến 25/9/2020",
                        [
                            ["Nội dung", "Kỳ trước", "Kỳ này", "Lũy kế"],
                            ["Số máy được hướng dẫn cài đặt", "14", "11", "103"],
                        ],
                        "GIÁM ĐỐC",
                    ]
                ),
            ),
        ),
        expect=says("The period before beside this one.", accept("kho-bac", W5, 11, part="BC.doc", cumulative=103)),
    ),
    Mail(
        name="official-27",
        client=outlook_web,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-10-02 08:02",
        subject="Báo cáo Bluezone BQL chợ",
        text="Gửi phòng VHTT",
        files=(
            File(
                name="bc bql.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "BAN QUẢN LÝ CHỢ",
                        "Báo cáo tuần 39 (19/9 - 25/9): 71 máy",
                        "Báo cáo tuần 40 (26/9 - 02/10): 83 máy",
                    ]
                ),
            ),
        ),
        expect=says(
            "Last week again and this week, both named.",
            accept("bql-cho", W5, 71, part="bc bql.docx"),
            accept("bql-cho", W6, 83, part="bc bql.docx"),
            either="review",
        ),
    ),
    Mail(
        name="xlsx-29",
        client=gmail_vi,
        sender=officer("hai-dong", "Nguyễn Văn Mẫu"),
        at="2020-09-11 09:22",
        subject="UBND xã Hải Đông",
        text="Gửi chị bảng tuần này ạ",
        files=(
            File(
                name="HD.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["THỐNG KÊ CÀI ĐẶT ỨNG DỤNG BLUEZONE TUẦN 37"],
                        ["STT", "Thôn", "Nam", "Nữ", "Cộng"],
                        [1, "Thôn 1", 4, 3, 7],
                        [2, "Thôn 2", 5, 6, 11],
                        [3, "Thôn 3", 2, 2, 4],
                        [None, "Toàn xã", 11, 11, 22],
                    ]
                ),
            ),
        ),
        expect=says("Men and women, villages, the whole commune: 22.", accept("ubnd-hai-dong", W3, 22, part="HD.xlsx")),
    ),
    Mail(
        name="xlsx-30",
        client=outlook_en,
        sender=at("phong-gddt", "PGD"),
        at="2020-09-18 09:22",
        subject="PGD tong hop Bluezone tuan 38",
        text="PGD gửi phòng VHTT",
        files=(
            File(
                name="Tong hop.xlsx",
                media_type=XLSX,
                make=xlsx(
                    {
                        "Mam non": [["Trường", "Số máy cài trong tuần"], ["MN 1", 50], ["MN 2", 61], ["Cộng", 111]],
                        "Tieu hoc": [["Trường", "Số máy cài trong tuần"], ["TH 1", 70], ["TH 2", 42], ["Cộng", 112]],
                        "Tong hop": [
                            ["Cấp học", "Số máy cài trong tuần"],
                            ["Mầm non", 111],
                            ["Tiểu học", 112],
                            ["Tổng cộng", 223],
                        ],
                    }
                ),
            ),
        ),
        expect=says(
            "Sheets for the levels and one for all: 111 + 112 = 223.",
            accept("phong-gddt", W4, 223, part="Tong hop.xlsx", either=True),
        ),
    ),
    Mail(
        name="xlsx-31",
        client=yahoo,
        sender=at("thanh-doan"),
        at="2020-09-25 09:22",
        subject="Báo cáo Bluezone tuần 39",
        text="Thành đoàn gửi ạ",
        files=(
            File(
                name="BC.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        [None, None, "Biểu 01"],
                        [None, "ĐOÀN TNCS HỒ CHÍ MINH"],
                        [],
                        [None, "Chỉ tiêu", "Đơn vị", "Số liệu"],
                        [None, "Số đội hình tình nguyện", "đội", 17],
                        [None, "Số lượt đoàn viên tham gia", "lượt", 204],
                        [None, "Số máy cài đặt Bluezone", None, None],
                        [None, "  - Trong tuần", "máy", 178],
                        [None, "  - Lũy kế", "máy", 3598],
                        [None, "Số tin bài", "tin", 6],
                    ]
                ),
            ),
        ),
        expect=says(
            "Rows under a row that names them.", accept("thanh-doan", W5, 178, part="BC.xlsx", cumulative=3598)
        ),
    ),
    Mail(
        name="xlsx-32",
        client=zimbra,
        sender=at("bql-cua-khau"),
        at="2020-10-02 09:22",
        subject="Báo cáo Bluezone",
        text="BQL gửi",
        files=(
            File(
                name="CK.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["Ngày", "Số máy cài"],
                        ["26/9", 10],
                        ["27/9", 0],
                        ["28/9", 12],
                        ["29/9", 9],
                        ["30/9", 11],
                        ["01/10", 13],
                        ["02/10", 4],
                        ["Cộng", 59],
                    ]
                ),
            ),
        ),
        expect=says("A row a day, and the sum 59.", accept("bql-cua-khau", W6, 59, part="CK.xlsx")),
    ),
    Mail(
        name="xlsx-33",
        client=gmail_vi,
        sender=at("km15"),
        at="2020-10-09 09:22",
        subject="Báo cáo Bluezone tuần 41",
        text="Km15 gửi",
        files=(
            File(
                name="Km15.xlsx",
                media_type=XLSX,
                make=xlsx([["Nội dung", "Số liệu"], ["Số máy cài đặt Bluezone trong tuần", "khoảng 150"]]),
            ),
        ),
        expect=says("“About 150” in a cell.", review("km15", W7, free=["count"])),
    ),
    Mail(
        name="xlsx-34",
        client=gmail_vi,
        sender=at("thpt-tran-phu"),
        at="2020-10-16 09:22",
        subject="Báo cáo Bluezone",
        text="Trường gửi",
        files=(
            File(
                name="TP.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["Nội dung", "Số liệu"],
                        ["Số máy cài đặt Bluezone trong tuần", "45 máy"],
                        ["Số máy cài đặt lũy kế", "210 máy"],
                    ]
                ),
            ),
        ),
        expect=says(
            "A number and its noun in one cell.", accept("thpt-tran-phu", W8, 45, part="TP.xlsx", cumulative=210)
        ),
    ),
    Mail(
        name="xlsx-35",
        client=gmail_vi,
        sender=at("kho-bac"),
        at="2020-10-23 09:22",
        subject="Báo cáo Bluezone",
        text="KBNN gửi",
        files=(
            File(
                name="KB.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["STT", "Đơn vị", "Kế hoạch", "Thực hiện", "Còn thiếu"],
                        [1, "Kho bạc Móng Cái", 20, 13, 7],
                    ]
                ),
            ),
        ),
        expect=says(
            "Plan, done, lacking; the subject says of what.", accept("kho-bac", W9, 13, part="KB.xlsx", either=True)
        ),
    ),
    Mail(
        name="sheets-other-12",
        client=outlook_vi,
        sender=at("tt-hcc"),
        at="2020-11-06 09:22",
        subject="TTHCC gửi báo cáo Bluezone tuần 45",
        text="TTHCC gửi",
        files=(
            File(
                name="TTHCC.xls",
                media_type=XLS,
                make=resaved(
                    xlsx(
                        [
                            ["BÁO CÁO TUẦN 45"],
                            ["Nội dung", "Đơn vị tính", "Kết quả"],
                            ["Hồ sơ tiếp nhận", "hồ sơ", 688],
                            ["Máy cài Bluezone", "máy", 29],
                        ]
                    ),
                    "xlsx",
                    "xls",
                ),
            ),
        ),
        expect=says("Files and phones.", accept("tt-hcc", W11, 29, part="TTHCC.xls")),
    ),
    Mail(
        name="sheets-other-13",
        client=gmail_vi,
        sender=officer("tra-co"),
        at="2020-11-13 09:22",
        subject="Trà Cổ",
        text="Phường gửi số liệu Bluezone tuần 46",
        files=(
            File(
                name="tra co.ods",
                media_type=ODS,
                make=resaved(
                    xlsx(
                        [
                            ["Khu", "Tuần này", "Lũy kế"],
                            ["Nam Thọ", 8, 90],
                            ["Tràng Lộ", 6, 77],
                            ["Tràng Vĩ", 5, 64],
                            ["Tổng", 19, 231],
                        ]
                    ),
                    "xlsx",
                    "ods",
                ),
            ),
        ),
        expect=says(
            "Quarters with names; 8 + 6 + 5 = 19.", accept("ubnd-tra-co", W12, 19, part="tra co.ods", cumulative=231)
        ),
    ),
    Mail(
        name="sheets-other-14",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-11-20 09:22",
        subject="Bến xe số liệu Bluezone",
        text="Bến xe gửi",
        files=(
            File(
                name="bx.csv",
                media_type=CSV,
                make=csv_file([["Nội dung", "Giá trị"], ["Số máy cài trong tuần", "1,024"], ["Lũy kế", "3,210"]]),
            ),
        ),
        expect=says(
            "Quoted cells with grouping commas.",
            accept("ben-xe", W13, 1024, part="bx.csv", text="1,024", cumulative=3210, either=True),
        ),
    ),
    Mail(
        name="table-html-11",
        client=gmail_vi,
        sender=officer("vinh-thuc", "Bùi Văn Mẫu"),
        at="2020-11-27 09:22",
        subject="Vĩnh Thực tuần 48",
        text="Nội dung: Số máy cài Bluezone trong tuần\nKết quả: 7\nLũy kế: 109",
        html="""<div dir="ltr"><table><tbody><tr><td><b>Nội dung</b></td><td>Số máy cài Bluezone trong tuần</td></tr><tr><td><b>Kết quả</b></td><td>7</td></tr>
<tr><td><b>Lũy kế</b></td><td>109</td></tr></tbody></table></div>""",
        expect=says(
            "A table that stands upright: labels at the left.", accept("ubnd-vinh-thuc", W14, 7, cumulative=109)
        ),
    ),
    Mail(
        name="table-html-12",
        client=outlook_vi,
        sender=at("phong-gddt", "PGD"),
        at="2020-12-04 09:22",
        subject="PGD tổng hợp Bluezone tuần 49",
        text="TT Cấp học Số trường Tuần này Lũy kế\n1 Mầm non 18 50 1200\n2 Tiểu học 17 61 1404\n3 THCS 17 44 1302\nCộng 52 155 3906",
        html="""<p class=MsoNormal>Gửi phòng VHTT:<o:p></o:p></p><table class=MsoTableGrid border=1><tr><td rowspan=2>TT</td><td rowspan=2>Cấp học</td><td rowspan=2>Số trường</td>
<td colspan=2>Số máy cài đặt</td></tr><tr><td>Tuần này</td><td>Lũy kế</td></tr><tr><td>1</td><td>Mầm non</td><td>18</td><td>50</td><td>1.200</td></tr><tr><td>2</td><td>Tiểu học</td>
<td>17</td><td>61</td><td>1.404</td></tr><tr><td>3</td><td>THCS</td><td>17</td><td>44</td><td>1.302</td></tr><tr><td></td><td>Cộng</td><td>52</td><td>155</td><td>3.906</td></tr></table>""",
        expect=says(
            "A head in two rows with spans: 50 + 61 + 44 = 155.", accept("phong-gddt", W15, 155, cumulative=3906)
        ),
    ),
    Mail(
        name="reply-22",
        client=gmail_vi,
        sender=officer("hai-yen", "Nguyễn Thị Mẫu"),
        at="2020-09-17 19:09",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 18/9",
        text="Dạ phường Hải Yên em 27 máy ạ, tuần trước em báo 20 rồi ạ.",
        reply=reminder("UBND phường Hải Yên", "2020-09-17 15:00", "18/9", "11/9: 20 máy"),
        expect=says("Last week's again in own words.", accept("ubnd-hai-yen", W4, 27, either=True)),
    ),
    Mail(
        name="reply-23",
        client=outlook_en,
        sender=at("thpt-tran-phu", "Tran Phu"),
        at="2020-09-25 09:09",
        subject="RE: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 25/9",
        text="Trường đã gửi báo cáo lúc 8h15 sáng nay rồi ạ, đề nghị phòng kiểm tra lại.",
        reply=reminder("Trường THPT Trần Phú", "2020-09-25 13:00", "25/9", "18/9: 30 máy"),
        expect=says(
            "Says that it has reported: no figure here, but somebody must look.",
            review("thpt-tran-phu", W5),
            either="none",
        ),
    ),
    Mail(
        name="reply-24",
        client=iphone,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-10-09 11:09",
        subject="Re: Đã nhận báo cáo Bluezone tuần đến 09/10",
        text="Sửa giúp em thành 38 nhé",
        reply=receipt("Ban quản lý chợ", "2020-10-09 11:00", "09/10", 83),
        expect=says("“Make it 38, please”, under a receipt.", accept("bql-cho", W7, 38, either=True)),
    ),
    Mail(
        name="reply-25",
        client=samsung,
        sender=officer("bac-son", "Hoàng Thị Mẫu"),
        at="2020-10-15 18:09",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 16/10",
        text="Bắc Sơn tuần này cài được 13 máy nhé",
        reply=reminder("UBND xã Bắc Sơn", "2020-10-15 15:00", "16/10", "09/10: 14 máy"),
        expect=says("Samsung's quote has no marks.", accept("ubnd-bac-son", W8, 13)),
    ),
    Mail(
        name="reply-26",
        client=gmail_en,
        sender=at("kho-bac"),
        at="2020-10-23 10:09",
        subject="Re: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 23/10",
        text="Kho bạc đã nhận được công văn nhắc, sẽ báo cáo trước 15h.",
        reply=reminder("Kho bạc Móng Cái", "2020-10-22 15:00", "23/10", "16/10: 12 máy"),
        expect=says("Will report by three.", either="review"),
    ),
    Mail(
        name="forward-14",
        client=outlook_web,
        sender=officer("hai-xuan", "Nguyễn Văn Mẫu"),
        at="2020-10-23 11:09",
        subject="Fw: báo cáo bluezone",
        text="",
        forward=Quote(
            sender='"Văn thư xã" <vanthu@mail.example>',
            at="2020-10-23 10:50",
            subject="báo cáo bluezone",
            to="canbo.hai-xuan@mail.example",
            text="UBND xã Hải Xuân báo cáo tuần 43: cài đặt 18 máy, lũy kế 260 máy.",
        ),
        expect=says("Outlook on the web passes it on.", accept("ubnd-hai-xuan", W9, 18, part=None, cumulative=260)),
    ),
    Mail(
        name="forward-15",
        client=samsung,
        sender=officer("hai-son", "Phạm Văn Mẫu"),
        at="2020-10-30 11:09",
        subject="Fwd: bluezone hai son",
        text="Kg phòng",
        forward=Quote(
            sender='"Đoàn xã" <doanxa@mail.example>',
            at="2020-10-30 10:50",
            subject="bluezone hai son",
            to="canbo.hai-son@mail.example",
            text="Hải Sơn tuần 44 cài được 8 máy Bluezone",
        ),
        expect=says(
            "Samsung passes it on under the same line as a reply; the subject says forward.",
            accept("ubnd-hai-son", W10, 8, part=None),
        ),
    ),
    Mail(
        name="shared-address-14",
        client=gmail_vi,
        sender=at("van-ninh", "xã Vạn Ninh"),
        at="2020-09-18 10:09",
        subject="Báo cáo Bluezone của Bộ phận TN&TKQ xã Vạn Ninh tuần 38",
        text="Trong tuần cài đặt cho công dân 7 máy.",
        expect=says("The subject names the desk.", accept("mot-cua-van-ninh", W4, 7)),
    ),
    Mail(
        name="shared-address-15",
        client=outlook_vi,
        sender=at("hai-tien", "Hải Tiến"),
        at="2020-09-25 10:09",
        subject="Báo cáo",
        text="""UBND THÀNH PHỐ MÓNG CÁI
UBND XÃ HẢI TIẾN

BÁO CÁO NHANH
Kết quả cài đặt Bluezone tuần 39

Số máy cài đặt trong tuần: 31 máy.
Lũy kế: 140 máy.""",
        expect=says("Capitals in the head name the UBND.", accept("ubnd-hai-tien", W5, 31, cumulative=140)),
    ),
    Mail(
        name="shared-address-16",
        client=iphone,
        sender=at("quang-nghia"),
        at="2020-10-02 10:09",
        subject="Bluezone",
        text="Một cửa Quảng Nghĩa 6 máy ạ",
        expect=says(
            "“Một cửa Quảng Nghĩa” leaves out the commune's kind; no other desk is called so.",
            accept("mot-cua-quang-nghia", W6, 6, either=True),
        ),
    ),
    Mail(
        name="several-units-10",
        client=zimbra,
        sender=at("hoa-lac", "Hòa Lạc"),
        at="2020-10-09 10:09",
        subject="Phường Hòa Lạc báo cáo Bluezone tuần 41",
        text="UBND phường Hòa Lạc: trong tuần 21 máy, lũy kế 423 máy.\nBộ phận một cửa phường Hòa Lạc: trong tuần 4 máy, lũy kế 51 máy.",
        expect=says(
            "A line a unit, each with both figures.",
            accept("ubnd-hoa-lac", W7, 21, cumulative=423),
            accept("mot-cua-hoa-lac", W7, 4, cumulative=51),
        ),
    ),
    Mail(
        name="several-units-11",
        client=gmail_vi,
        sender=at("ka-long", "Ka Long"),
        at="2020-10-16 10:09",
        subject="Báo cáo Bluezone",
        text="UBND phường Ka Long: 30 máy. Bộ phận một cửa phường Ka Long: không phát sinh.",
        expect=says(
            "A figure, and a zero in words.",
            accept("ubnd-ka-long", W8, 30, either=True),
            accept("mot-cua-ka-long", W8, 0, text="không phát sinh", either=True),
            either="review",
        ),
    ),
    Mail(
        name="stranger-09",
        client=outlook_mobile,
        sender='"Lê Thí Dụ" <dule@mail.example>',
        at="2020-10-23 10:19",
        subject="Báo cáo Bluezone Bến xe khách Móng Cái",
        text="Bến xe khách Móng Cái tuần 43: 12 máy, lũy kế 640 máy.",
        expect=says("Unknown address, everything else clear.", review("ben-xe", W9, 12, cumulative=640)),
    ),
    Mail(
        name="stranger-10",
        client=plain,
        sender="ka-long@mongcai.examples.example",
        at="2020-10-30 10:19",
        subject="UBND phuong Ka Long",
        text="UBND phuong Ka Long tuan nay cai 40 may bluezone",
        expect=says("A domain one word away.", review("ubnd-ka-long", W10, 40)),
    ),
    Mail(
        name="week-30",
        client=gmail_vi,
        sender=at("tt-hcc"),
        at="2020-11-07 09:00",
        subject="TTHCC báo cáo Bluezone tuần đến 06/11",
        text="TTHCC gửi muộn: 29 máy.",
        expect=says("Late, named in the subject.", accept("tt-hcc", W11, 29)),
    ),
    Mail(
        name="week-31",
        client=zimbra,
        sender=at("kho-bac"),
        at="2020-11-13 15:20",
        subject="KBNN báo cáo Bluezone tuần 46",
        text="KBNN: 6 máy.",
        expect=says("After the deadline, with the ISO week.", accept("kho-bac", W12, 6)),
    ),
    Mail(
        name="week-32",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-11-16 09:00",
        subject="Bến xe báo cáo Bluezone",
        text="Bến xe báo cáo tuần từ 14/11 đến 20/11/2020: 18 máy.",
        expect=says(
            "On Monday about the week that is open: a clerk may wonder.", accept("ben-xe", W13, 18, either=True)
        ),
    ),
    Mail(
        name="week-33",
        client=gmail_vi,
        sender=at("bql-cho"),
        at="2020-12-25 15:00:30",
        subject="Bluezone",
        text="BQL chợ tuần này 44 máy Bluezone",
        expect=says("Half a minute after the deadline.", review("bql-cho", W18, 44)),
    ),
    Mail(
        name="week-34",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2021-01-04 08:00",
        subject="Báo cáo Bluezone tuần cuối năm 2020 (26/12/2020 - 01/01/2021)",
        text="Thành đoàn: 12 máy.",
        expect=says("On Monday, over New Year, dates named.", accept("thanh-doan", N1, 12)),
    ),
    Mail(
        name="week-35",
        client=gmail_vi,
        sender=at("thanh-doan"),
        at="2021-01-22 08:00",
        subject="Báo cáo Bluezone",
        text="Thành đoàn báo cáo: tuần 2/2021 28 máy, tuần 3/2021 31 máy.",
        expect=says(
            "Two weeks with their year.",
            accept("thanh-doan", N3, 28),
            accept("thanh-doan", N4, 31),
            either="review",
        ),
    ),
    Mail(
        name="cumulative-13",
        client=gmail_vi,
        sender=officer("ka-long"),
        at="2020-09-25 08:09",
        subject="Ka Long",
        text="UBND phường Ka Long: số máy cài trong tuần 44, tổng số từ 26/8 đến 25/9 là 499 máy.",
        expect=says(
            "A total since a date; “trong tuần 44” could also name week 44.",
            accept("ubnd-ka-long", W5, 44, cumulative=499, either=True),
        ),
    ),
    Mail(
        name="cumulative-14",
        client=gmail_vi,
        sender=at("bql-cua-khau"),
        at="2020-10-09 08:09",
        subject="BQLCK",
        text="Lũy kế số máy cài Bluezone: 1.502 máy, tăng 88 máy so với tuần trước.",
        expect=says(
            "A running total and its growth: 88 is the week's, most likely.",
            accept("bql-cua-khau", W7, 88, cumulative=1502, either=True),
        ),
    ),
    Mail(
        name="parts-11",
        client=gmail_vi,
        sender=officer("hai-hoa"),
        at="2020-10-16 08:09",
        subject="Hải Hòa Bluezone",
        text="UBND phường Hải Hòa tuần này 90 máy (Khu 1: 30; Khu 2: 25; Khu 3: 20; Khu 4: 15).",
        expect=says("30 + 25 + 20 + 15 = 90, in brackets.", accept("ubnd-hai-hoa", W8, 90)),
    ),
    Mail(
        name="parts-12",
        client=gmail_vi,
        sender=officer("hai-hoa"),
        at="2020-10-23 08:09",
        subject="Hải Hòa Bluezone",
        text="UBND phường Hải Hòa tuần này cài 50+40=90 máy.",
        expect=says("An addition written out.", accept("ubnd-hai-hoa", W9, 90, either=True)),
    ),
    Mail(
        name="correction-15",
        client=outlook_vi,
        sender=at("thpt-chu-van-an"),
        at="2020-11-06 09:09",
        subject="Đính chính báo cáo tuần 45",
        text="Trường THPT Chu Văn An đính chính: số máy cài đặt trong tuần là 21 máy (báo cáo trước ghi 12 máy do nhầm lẫn).",
        expect=says("Right number first, the wrong one explained.", accept("thpt-chu-van-an", W11, 21, either=True)),
    ),
    Mail(
        name="correction-16",
        client=gmail_vi,
        sender=officer("tra-co"),
        at="2020-11-13 09:09",
        subject="Trà Cổ sửa số",
        text="Em sửa lại: Trà Cổ tuần này 19 máy chứ không phải 91 máy ạ.",
        expect=says("“19 and not 91”.", accept("ubnd-tra-co", W12, 19)),
    ),
    Mail(
        name="contact-09",
        client=outlook_en,
        sender=at("ben-xe", "Bến xe khách"),
        at="2020-08-27 14:09",
        subject="Cử cán bộ đầu mối",
        text="Bến xe khách Móng Cái cử ông Hoàng Văn Mẫu - Phó Giám đốc (ĐT: 0900.000.161) là đầu mối phối hợp báo cáo số liệu Bluezone.",
        expect=says(
            "In a sentence with a dash and brackets.",
            contact=person("ben-xe", "Hoàng Văn Mẫu", "Phó Giám đốc", "0900000161"),
            kind="contact",
        ),
    ),
    Mail(
        name="contact-10",
        client=gmail_vi,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-09-11 14:09",
        subject="TTHCC báo cáo Bluezone tuần 37",
        text="TTHCC tuần 37: 35 máy.\nĐầu mối: Bùi Thị Thử, chuyên viên, 0900 000 162.",
        expect=says(
            "A report and a contact in short.",
            accept("tt-hcc", W3, 35),
            contact=person("tt-hcc", "Bùi Thị Thử", "chuyên viên", "0900000162"),
        ),
    ),
    Mail(
        name="other-13",
        client=gmail_vi,
        sender=at("thpt-tran-phu"),
        at="2020-09-15 14:09",
        subject="Xin tài liệu hướng dẫn cài Bluezone",
        text="Trường xin 200 tờ rơi và 2 áp phích hướng dẫn cài Bluezone cho 1.100 học sinh.",
        expect=says("Asks for leaflets.", either="review"),
    ),
    Mail(
        name="other-14",
        client=outlook_vi,
        sender=at("phong-gddt"),
        at="2020-09-22 14:09",
        subject="Thông báo lịch họp giao ban",
        text="Họp giao ban 8h00 thứ 5 ngày 24/9/2020 tại phòng họp 203. Đề nghị đồng chí Trưởng phòng VHTT dự.",
        expect=says("A meeting."),
    ),
    Mail(
        name="other-15",
        client=plain,
        sender="Phong VHTT <phongvhttmc@gmail.example>",
        at="2020-09-25 15:20",
        subject="Fwd: Tong hop",
        text="Chuyen sang hop thu cong vu: tuan 39 toan thanh pho 1.245 may.",
        expect=says("One office mailbox writes to the other.", free=["kind"]),
    ),
    Mail(
        name="remarks-09",
        client=only_html,
        sender=at("bql-cho"),
        at="2020-10-09 14:09",
        subject="BQL chợ báo cáo Bluezone tuần 41",
        html="<p>Kết quả: <b>75</b> máy.</p><p><u>Khó khăn</u>: 20 tiểu thương dùng máy phím, 5 người từ chối.</p>",
        expect=says("Refusals among the difficulties.", accept("bql-cho", W7, 75)),
    ),
    Mail(
        name="automatic-07",
        client=outlook_web,
        sender=at("bql-cua-khau"),
        at="2020-10-15 15:01",
        subject="Automatic reply: Đề nghị báo cáo kết quả cài đặt Bluezone tuần đến 16/10",
        text="I am out of office until 20/10. For urgent matters call 0900 000 163.",
        extra=(("Auto-Submitted", "auto-replied"),),
        expect=says("Out of office, in English.", kind="automatic"),
    ),
    Mail(
        name="charset-15",
        client=outlook_en,
        sender=at("thpt-ly-thuong-kiet"),
        at="2020-10-30 14:09",
        subject="Bao cao Bluezone",
        text="Trường THPT Lý Thường Kiệt báo cáo tuần này cài được 24 máy.".replace("ý", "y\u0301").replace(
            "à", "a\u0300"
        ),
        expect=says("Letters decomposed here and there.", accept("thpt-ly-thuong-kiet", W10, 24)),
    ),
]
