"""Numbers beside the week's figure that are told apart from it, and words that only look as if they left it open."""

from __future__ import annotations

import pytest

from tests.parsers.figures.test_near_misses import claims, sure

STANDS = [
    # what failed, what was asked for, whom it was done for
    (31, "Hướng dẫn cài thành công 31 máy; 4 máy cài không thành công do không nhận được mã."),
    (31, "Tuần này cài được 31 máy Bluezone, còn 4 máy cài không được"),
    (104, "Đã yêu cầu bật Bluezone 1.870 người. Cài mới cho 104 máy trong tuần."),
    (5, "Tuần này đơn vị cài được 5/5 máy khách đến làm hồ sơ."),
    (90, "Tuần này phường cài được 90/200 máy Bluezone theo chỉ tiêu (đạt 45%). Tuần tới phấn đấu 110 máy."),
    (138, "Trong tuần phường cài mới được 138 máy Bluezone, đạt 92% kế hoạch tuần (150 máy)."),
    (88, "Bluezone tuần này: 88 máy\nCòn phải cài: 3.208"),
    (14, "Bluezone: có 35 người đến, 21 người đã có sẵn ứng dụng, cán bộ hỗ trợ cài mới cho 14 người."),
    # another week, a month, what was there before
    (112, "Số máy cài Bluezone trong tuần là 112 máy, cộng với số cũ thành 467 máy tất cả."),
    (20, "Tuần này cài 20 máy Bluezone, cộng cả các tuần trước là 120 máy"),
    (19, "Hỗ trợ cài đặt Bluezone: 19 máy (tuần 34: 22 máy)."),
    (4, "Kết quả Bluezone tuần: 4 máy. Kết quả tháng 8: 19 máy."),
    (508, "Trường báo cáo tuần này: học sinh 412 máy, phụ huynh 96 máy. Tổng cộng 508 máy đã cài Bluezone."),
    # another application
    (286, "Tuần này cài được 286 máy Bluezone, 190 Hà Long Số và 75 NCOVI."),
    (254, "Cài Bluezone: 254\nCài NCOVI: 131\nTổng lượt cài 2 ứng dụng: 385"),
    # parts, and places that are counted
    (51, "Tuần này: khu 1 là 8, khu 2 là 12, khu 3 là 15, khu 4 là 6, khu 5 là 10, cộng 51 máy Bluezone."),
    (48, "CA 4 CHO CAI DUOC 48 MAY BLUEZONE TUAN NAY"),
    (13, "Tiếp 71 lượt công dân, cài giúp 13 máy Bluezone.\nThủy (trực máy số 2)"),
    # why, and what somebody says aside
    (23, "Do chưa tựu trường nên tuần này trường cài Bluezone được 23 máy."),
    (12, "Báo cáo sớm vì mai theo tàu ra đảo không có mạng: tuần này xã cài Bluezone được 12 máy."),
    (19, "Tuần này 19 máy Bluezone ạ (hôm trước em quên mất)"),
    (59, "Bến xe trả lời thư nhắc: tuần này 59 máy Bluezone."),
    (66, "Em không rõ mẫu của phòng, tuần này cài 66 máy Bluezone."),
    # corrections
    (48, "Số đúng là 48 máy Bluezone tuần này, hôm thứ 6 em báo 38 là thiếu khu 2."),
    (402, "Số liệu Bluezone em gửi sáng nay (420 máy) do cộng cả tuần trước. Xin thay thế bằng: 402 máy."),
    # who had it already, and who was helped
    (187, "bluezone: tong luot nguoi qua chot 6.120, da cai roi 5.790, cai moi tai chot 187, khong co smartphone 143"),
    (9, "Có 143 khách giao dịch; qua hỏi, 134 khách đã cài Bluezone.\nSố khách còn lại được cài giúp: 09 khách."),
    (82, "Đã giúp 82 người dân, cán bộ cài xong Bluezone (70 người dân, 12 cán bộ)."),
    (21, "Bluezone tuần 35\n10A1: 5\n10A2: 8\n10A3: 2\n11B: 6\nTổng: 21 bạn"),
    (28, "Tuần này cài mới Bluezone = 28. Xoá cài lại = 4 (không tính)."),
    # a list whose lines end in figures, telephones' models, people who only came and went
    (
        102,
        "a, nguoi nhap canh trong tuan 38: 1.240\nb, lai xe cho hang: 655\nc, so may da cai bluezone do bql huong dan: 102\nd, khai bao y te: 95",
    ),
    (157, "- Công dân nhập cảnh: 112 máy\n- Lái xe, tiểu thương: 45 máy\nTổng số máy được cài đặt Bluezone: 157 máy."),
    (103, "Tuần này cài Bluezone được 103 máy. Trong 103 máy đó có 61 máy Android, 42 máy iPhone."),
    (15, "Tuần này các em đã tự cài Bluezone 52, thầy cô cài giúp 15."),
    (268, "Chốt Km15 đã cài Bluezone giúp cho 268 người chưa có."),
    (28, "Tuần này cài Bluezone 28 máy.\n(3 máy k cài đc vì android 4)"),
    (71, "Đã hỗ trợ cài Bluezone 71 máy. 15 người đề nghị tự cài tại nhà nên không thống kê."),
    (6, "Một cửa: 6 máy Bluezone tuần này (đều là người đến làm giấy khai sinh và đăng ký kết hôn)"),
    (19, "tuần nì bên em cài đc 19 máy Bluezone nha c, tuần rồi 23, giảm tí tại vắng khách"),
    (26, "tuan nay xa cai bluezone duoc 26 may, thon bac 15, thon nam 11"),
    (10, "Số điện thoại khách được kế toán viên cài Bluezone giúp: 10 cái"),
    (57, "Khách chưa có mà chịu đứng lại cho anh em cài Bluezone ngay tại quầy thì trong tuần được 57 máy."),
    (25, "Dạ 25 máy Bluezone ạ, chiều nay họp phụ huynh em quên mất."),
    (11, "Bluezone tuần này: 11 máy, đã gồm cả bảo vệ và tạp vụ."),
    (34, "Tuần này: 340 máy Bluezone.\nXin lỗi phòng, dòng trên em gõ thừa số 0, đúng ra là 34 máy."),
    (45, "Tuần này khối 10, 11 và khối 12 cài được 45 máy Bluezone."),
    # a plan and what came of it
    (138, "Bluezone\nKế hoạch tuần: 150 máy\nThực hiện: 138 máy, đạt 92%."),
]

ASKED = [
    # a question, thanks and lessons bring no figure
    "Cho hỏi bà con dùng máy cũ không cài được Bluezone thì có cách nào không? Xã em có đến 40 máy như thế.",
    "Trân trọng cảm ơn phòng đã hỗ trợ 3 buổi tập huấn cài đặt Bluezone cho 84 giáo viên.",
    "Tuần này 3 buổi tập huấn cài đặt Bluezone cho 84 giáo viên.",
    # taken back, not final, a form, hearsay, something else that was lost
    "Tuần này đơn vị cài được 25 máy Bluezone. Xin hủy số liệu trên.",
    "Tuần này đơn vị cài được 25 máy Bluezone. Số liệu này chưa chính thức, chờ kiểm tra.",
    "Mẫu báo cáo: Tuần này đơn vị cài được 25 máy Bluezone.",
    "Anh Nam bảo tuần này cài 25 máy Bluezone.",
    "Tuần này cơ quan mất 25 máy điện thoại.",
    "Tuần này cài 25 máy NCOVI và Bluezone.",
    "Tuần này cài được 25 máy Bluezone, cộng dồn từ đầu chiến dịch.",
    "Tuần này cài được 25 máy Bluezone, trong đó có 10 máy cài lại.",
    "Khách tự cài 45 máy Bluezone",
    "90 máy đã cài 50% Bluezone",
    "Cán bộ đơn vị 35 người đều đã cài Bluezone",
    "Tổng số cán bộ đã cài Bluezone: 35",
    "45 máy Bluezone (cả tuần trước)",
    "Ba ngày đầu tuần cài được 30 máy Bluezone",
    "Em hỏi cách cài Bluezone trên iPhone 6",
    "Em nhớ tuần đó cài Bluezone 93 máy thôi.",
    "Tuần này cài Bluezone 45 máy, gồm cả tuần trước.",
    "Người nhập cảnh trong tuần 38: 1.240",
    # a school within the unit; a month that is looked back on
    "Trường THCS Hòa Bình báo tuần này 45 máy Bluezone. Các trường khác đang tổng hợp.",
    "Bluezone tháng 8\nTuần 32: 104 máy\nTuần 33: 72 máy\nTuần 34: 81 máy",
]


@pytest.mark.parametrize(("count", "text"), STANDS)
def test_the_figure_is_told_from_what_stands_beside_it(count: int, text: str) -> None:
    assert sure(claims(text)) == [count]


@pytest.mark.parametrize("text", ASKED)
def test_what_only_looks_like_a_figure_is_asked_about(text: str) -> None:
    assert sure(claims(text)) == []
