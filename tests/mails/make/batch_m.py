"""Plain reports again, in the words of other clerks: greetings, small talk, slips of the pen."""

from __future__ import annotations

from collections.abc import Callable

from tests.mails.make.cast import W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14, accept, at, officer, says
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
    roundcube,
    samsung,
    thunderbird,
    yahoo,
    zimbra,
)
from tests.mails.make.compose import Mail, Part

WEEKS = (W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14)
CLIENTS: tuple[Callable[[Mail], Part], ...] = (
    gmail_vi, samsung, zimbra, iphone, outlook_vi, plain, yahoo, outlook_web, roundcube, outlook_en, thunderbird, apple, gmail_en, outlook_mobile,
)  # fmt: skip

# (sender's box, unit, subject, words, count, text in the evidence, running total). An officer's box begins with a star.
WORDS: tuple[tuple[str, str, str, str, int, str, int | None], ...] = (
    ("ben-xe", "ben-xe", "Bến xe gửi báo cáo Bluezone", "Kính gửi các đồng chí!\nBến xe khách xin báo cáo kết quả: số khách được cài đặt Bluezone trong tuần là 64 khách.", 64, "64", None),
    ("*hai-yen", "ubnd-hai-yen", "Hải Yên báo cáo tuần", "Chào chị Dụ,\n\nHải Yên em cài được 29 máy Bluezone trong tuần này nhé chị.\n\nThân mến,\nMẫu", 29, "29", None),
    ("kho-bac", "kho-bac", "Bluezone", "Kho bạc xin gửi số liệu tuần này 07 máy ạ. Trân trọng cảm ơn!", 7, "07", None),
    ("thanh-doan", "thanh-doan", "Báo cáo kết quả Chiến dịch Áo xanh", "Trong tuần qua, các bạn đoàn viên đã giúp 118 người dân cài đặt thành công ứng dụng Bluezone.", 118, "118", None),
    ("tt-hcc", "tt-hcc", "BC tuần TTHCC", "Tuần này tại bộ phận tiếp đón, Trung tâm đã hỗ trợ cài đặt Bluezone cho 36 công dân.", 36, "36", None),
    ("*tra-co", "ubnd-tra-co", "Phường Trà Cổ", "Gửi anh Bình: kết quả cài Bluezone tuần của phường Trà Cổ: 21 máy, trong đó khách du lịch 8 máy, dân 13 máy.", 21, "21", None),
    ("bql-cua-khau", "bql-cua-khau", "Báo cáo nhanh", "BQL cửa khẩu báo cáo nhanh kết quả cài đặt Bluezone: 77 máy.", 77, "77", None),
    ("thpt-tran-phu", "thpt-tran-phu", "Báo cáo Bluezone của trường", "Trường em tuần này cài được cho 31 bạn học sinh và 6 phụ huynh, tổng cộng 37 máy ạ.", 37, "37", None),
    ("chi-cuc-thue", "chi-cuc-thue", "Bluezone - Chi cục Thuế", "Chi cục Thuế đã hướng dẫn người nộp thuế cài đặt Bluezone. Số lượng trong tuần: 17 máy. Lũy kế: 230 máy.", 17, "17", 230),
    ("*ninh-duong", "ubnd-ninh-duong", "bao cao bluezone ninh duong", "Da em gui bao cao tuan nay phuong em cai duoc 44 may a, co gi chi goi em nhe", 44, "44", None),
    ("km15", "km15", "Bao cao Bluezone chot Km15", "Chot Km15 kinh bao cao: so may cai Bluezone trong tuan la 95. Tinh hinh tai chot on dinh.", 95, "95", None),
    ("phong-gddt", "phong-gddt", "Báo cáo kết quả cài đặt Bluezone khối trường học", "Phòng GD&ĐT thành phố báo cáo kết quả cài đặt Bluezone của các trường trong tuần như sau:\n- Số máy cài mới: 388\n- Lũy kế: 8.120", 388, "388", 8120),
    ("bql-cho", "bql-cho", "BQL chợ Móng Cái", "Ban quản lý chợ xin báo cáo tuần này đã hướng dẫn, cài đặt ứng dụng Bluezone cho bà con tiểu thương được 59 máy. Kính báo cáo.", 59, "59", None),
    ("*vinh-thuc", "ubnd-vinh-thuc", "Vĩnh Thực gửi số liệu", "Xã đảo Vĩnh Thực gửi số liệu Bluezone tuần này: 03 máy. Xã cố gắng tuần sau ạ.", 3, "03", None),
    ("thpt-chu-van-an", "thpt-chu-van-an", "Báo cáo tuần", "Nhà trường tiếp tục tuyên truyền trong giờ chào cờ. Kết quả cài đặt Bluezone tuần này: 13 máy.", 13, "13", None),
    ("*bac-son", "ubnd-bac-son", "Bắc Sơn - Bluezone", "Bắc Sơn: tuần này thêm 6 máy, đến nay tổng 430 máy.", 6, "6", 430),
    ("thpt-ly-thuong-kiet", "thpt-ly-thuong-kiet", "LTK Bluezone", "Tuần này có thêm 20 em học sinh cài Bluezone.", 20, "20", None),
    ("*ka-long", "ubnd-ka-long", "Gửi phòng VHTT số liệu Bluezone phường Ka Long", "Phường Ka Long xin gửi số liệu cài đặt Bluezone như sau: Tuần này: 58 máy. Tổng số từ đầu đợt: 1.310 máy.", 58, "58", 1310),
    ("ben-xe", "ben-xe", "Kết quả Bluezone tại bến xe", "Kết quả tuần: 41 lượt khách cài đặt Bluezone trước khi lên xe.", 41, "41", None),
    ("*hoa-lac", "ubnd-hoa-lac", "Báo cáo", "UBND phường Hoà Lạc báo cáo: Số điện thoại cài đặt Bluezone mới trong tuần là 38 chiếc.", 38, "38", None),
    ("*hai-dong", "ubnd-hai-dong", "Số liệu Bluezone xã Hải Đông", "Xã Hải Đông báo cáo anh chị: 11 máy (mười một máy), luỹ kế 274 máy.", 11, "11", 274),
    ("kho-bac", "kho-bac", "KBNN Móng Cái - báo cáo Bluezone tuần", "Đơn vị báo cáo số liệu trong tuần: 5 máy. Toàn bộ cán bộ Kho bạc đã cài đặt.", 5, "5", None),
    ("thanh-doan", "thanh-doan", "Thành đoàn báo cáo", "Số máy điện thoại Thành đoàn hỗ trợ cài Bluezone tuần này: 99 máy (Chín mươi chín).", 99, "99", None),
    ("tt-hcc", "tt-hcc", "Kết quả cài đặt Bluezone", "TTHCC gửi kết quả tuần: 28 máy cài đặt mới, không có vướng mắc.", 28, "28", None),
    ("*quang-nghia", "ubnd-quang-nghia", "Xã Quảng Nghĩa", "UBND xã báo cáo: trong tuần vận động được 16 hộ cài đặt Bluezone với 24 máy.", 24, "24", None),
    ("bql-cua-khau", "bql-cua-khau", "Bluezone cửa khẩu tuần này", "Đã cài: 83. Chưa cài được: 5 (máy không hỗ trợ).", 83, "83", None),
    ("*binh-ngoc", "ubnd-binh-ngoc", "Bình Ngọc", "Chị ơi Bình Ngọc tuần này 19 máy bluezone chị nhé, cuối tuần vui vẻ chị", 19, "19", None),
    ("chi-cuc-thue", "chi-cuc-thue", "Số liệu tuần", "Chi cục Thuế: Bluezone 12 máy.", 12, "12", None),
    ("km15", "km15", "Km15 - bluezone", "bc sếp tuần này anh em cài được 101 máy bluezone", 101, "101", None),
    ("*hai-xuan", "ubnd-hai-xuan", "Hải Xuân", "Kính gửi: Phòng VHTT TP\nHải Xuân xin báo cáo KQ cài đặt BZ: 33 máy ĐT./.", 33, "33", None),
    ("phong-gddt", "phong-gddt", "PGD gửi kết quả tuần Bluezone", "Tổng hợp báo cáo của 52/52 trường: số máy cài đặt trong tuần 142 máy.", 142, "142", None),
    ("bql-cho", "bql-cho", "báo cáo chợ", "chợ 1 + chợ 2 + chợ 3 tuần này cài được tổng 46 máy bluezone", 46, "46", None),
    ("*van-ninh", "ubnd-van-ninh", "Kết quả Bluezone xã Vạn Ninh", "Kết quả trong tuần của xã Vạn Ninh đạt 35 máy, vượt chỉ tiêu 5 máy.", 35, "35", None),
    ("thpt-ly-thuong-kiet", "thpt-ly-thuong-kiet", "Trường LTK - báo cáo cài đặt Bluezone", "Trường báo cáo: tuần này cài đặt Bluezone: 14 máy giáo viên, nhân viên và học sinh.", 14, "14", None),
    ("*vinh-trung", "ubnd-vinh-trung", "Vĩnh Trung báo cáo Bluezone", "Xã Vĩnh Trung: hai máy ạ.", 2, "hai", None),
    ("*hai-son", "ubnd-hai-son", "Báo cáo xã Hải Sơn", "Tuần này đồn biên phòng phối hợp với xã cài đặt Bluezone cho 10 máy của bà con bản Pò Hèn.", 10, "10", None),
    ("ben-xe", "ben-xe", "BX Móng Cái", "Số liệu cài đặt Bluezone của Bến xe khách Móng Cái từ 15h thứ 6 tuần trước đến nay: 30 máy.", 30, "30", None),
    ("thanh-doan", "thanh-doan", "Báo cáo số liệu", "Em gửi số liệu cài Bluezone của Thành đoàn tuần vừa rồi: 87 máy nhé anh.", 87, "87", None),
    ("*hai-hoa", "ubnd-hai-hoa", "KQ Bluezone Hải Hòa", "Kết quả Bluezone phường Hải Hòa tuần này 73 máy; tuần trước 90 máy.", 73, "73", None),
    ("*hai-tien", "ubnd-hai-tien", "xã hải tiến", "Xã Hải Tiến gửi anh: cài mới 9, lũy kế 330", 9, "9", 330),
)  # fmt: skip


def _mail(number: int, item: tuple[str, str, str, str, int, str, int | None]) -> Mail:
    box, unit, subject, text, count, shown, cumulative = item
    week = WEEKS[(number * 5 + 2) % len(WEEKS)]
    return Mail(
        name=f"plain-again-{number + 1:02}",
        client=CLIENTS[number % len(CLIENTS)],
        sender=officer(box[1:]) if box.startswith("*") else at(box),
        at=f"{week} {8 + number % 6:02}:{(number * 17) % 60:02}",
        subject=subject,
        text=text,
        via="gmail" if number % 4 == 1 else "gov",
        expect=says(
            "One count of the week, said plainly.", accept(unit, week, count, text=shown, cumulative=cumulative)
        ),
    )


MAILS = [_mail(number, item) for number, item in enumerate(WORDS)]
