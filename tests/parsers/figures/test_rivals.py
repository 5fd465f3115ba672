"""Several numbers in running text: which of them a careful clerk takes, and where he asks."""

from __future__ import annotations

import pytest

from tests.parsers.figures.test_near_misses import claims, sure

STANDS = [
    (47, "BẾN XE: 47 máy, LŨY KẾ: 512 MÁY"),
    (31, "TRẠM KM15: 31 MÁY, LŨY KẾ 420 MÁY"),
    (27, "Dạ bên em đc 27 máy ạ"),
    (1020, "Tổng: 1.020 máy./."),
    (47, "47 máy, lũy kế: 512 máy"),
    (62, "Em gửi nhầm file, số đúng: 62 máy (thay cho 26 máy)."),
    (35, "Bên em gửi nhầm ạ, số đúng là 35 máy (thay cho 53 máy)."),
    (24, "CCT: số 42 máy báo hôm thứ 4 là nhầm, sửa lại thành 24 máy."),
    (31, "Con số 13 máy gửi sáng nay là sai, đính chính thành 31 máy ạ."),
    (46, "Sửa giúp đơn vị thành 46 máy"),
    (146, "Anh chị sửa giúp trạm em thành 146 máy ạ"),
    (46, "Số 64 máy đơn vị báo hôm qua bị sai, số đúng là 46 máy cài Bluezone."),
    (211, "kinh gui phong vhtt. toan doan tuan 35 cai dc 211 may bluezone a"),
    (73, "E gửi a/c số liệu Bluezone tuần: 73 lượt ạ"),
    (88, "Em gửi a/c kq Bluezone tuần này: 88 lượt nhé"),
    (42, "Kho bạc hôm nay báo cáo có bốn mươi hai máy cài Bluezone nhé các đồng chí"),
    (36, "Hôm nay đơn vị xin báo cáo: 36 máy cài Bluezone"),
    (36, "Chiều nay Chi cục gửi báo cáo tuần này 36 máy đã cài Bluezone"),
    (58, "CVA: học sinh 41 máy + phụ huynh 17 máy = 58 máy"),
    (71, "Khối 10: 30 máy + khối 11: 41 máy = 71 máy"),
    (26, "sáng 14 máy, chiều 12 máy => 26 máy"),
    (33, "chợ 1 20 máy + chợ 2 13 máy => 33 máy"),
    (348, "Phòng GD&ĐT: 348 máy. Trong đó: MN 100 máy; TH 150 máy; THCS 98 máy (riêng THCS Ka Long 40 máy)."),
    (90, "Thành Đoàn: 90 máy. Trong đó: khối trường học 50 máy; khối phường xã 40 máy (riêng Trà Cổ 15 máy)."),
    (
        87,
        "Kính gửi: Phòng Văn hóa - Thông tin thành phố\n\nThực hiện Công văn số 340/UBND-VHTT ngày 26/8/2020 của UBND Thành phố, Ban quản lý chợ đã phát 500 tờ rơi, phát thanh 14 lượt trên loa chợ và bố trí 6 cán bộ trực tại 3 cổng. Kết quả từ ngày 26/8 đến 15h00 ngày 28/8 đã hướng dẫn, cài đặt được 87 máy điện thoại cho tiểu thương và khách hàng.\n\nTrân trọng./.",
    ),
    (
        26,
        "Kính gửi: Phòng Văn hóa và Thông tin TP Móng Cái\nKho bạc Móng Cái xin báo cáo như sau: 100% cán bộ (21/21 đồng chí) đã cài ứng dụng từ tháng 8. Tuần này tại quầy giao dịch đã vận động khách hàng cài đặt 26 máy.\nKhó khăn: không.",
    ),
    (
        18,
        "Chi cục Thuế báo cáo: 35/35 công chức đã cài Bluezone từ trước. Tuần này vận động người nộp thuế cài 18 máy.",
    ),
    (
        24,
        "Kính gửi các anh chị phòng VHTT.\nTuần vừa qua do mưa lũ bà con ít ra trụ sở, bên em chỉ vận động được mấy thôn gần. Thôn Pẹc Nả 8 máy, thôn Thán Phún 5 máy, thôn Lục Phủ 11 máy. Cộng lại được 24 máy. Số dân 2.013 khẩu.\nCó gì anh chị gọi em 0388.555.172.",
    ),
    (
        194,
        "Kính gửi Phòng Văn hóa - Thông tin,\nBQL CKQT Móng Cái xin báo cáo kết quả tuần 35 như sau: Có 4.870 người xuất nhập cảnh, trong đó 3.911 người đã cài Bluezone từ trước, 194 người được cài mới tại cửa khẩu, 765 người không có smartphone.\nTrân trọng!",
    ),
    (
        120,
        "Trạm Km15 tuần này kiểm soát 3.000 lượt người, trong đó 2.500 người đã có Bluezone từ trước, 120 người được cài mới tại trạm, 380 người không có điện thoại thông minh.",
    ),
    (
        528,
        "Kính gửi các đồng chí,\nToàn ngành tuần qua có 528 phụ huynh được thầy cô giúp cài Bluezone (tuần 34: 601). Lũy kế đến nay chúng tôi đang rà soát lại nên chưa báo cáo.\nHòa",
    ),
    (
        64,
        "Ban quản lý chợ xin báo cáo như sau. Tuần trước chúng tôi báo cáo 112 máy, tuần trước nữa 97 máy. Tuần này giảm còn 64 máy vì hầu hết tiểu thương đã cài rồi.",
    ),
    (38, "Tuần trước trung tâm cài được 52 máy, tuần này giảm xuống còn 38 máy do ít người đến giao dịch."),
    (40, "Kho bạc: 40 khách hàng được cài Bluezone trên tổng số 310 lượt giao dịch, đạt 12,9%."),
    (
        290,
        "Trạm Km15: 290 máy.\n* Tồn tại, hạn chế: 120 lái xe từ chối cài, 15 trường hợp máy hết pin.\n* Đề xuất: cấp 3 sạc dự phòng.",
    ),
    (58, "Bến xe: 58 máy.\nKhó khăn: 12 máy đời cũ không cài được, 30 khách từ chối.\nKiến nghị: cấp thêm 200 tờ rơi."),
    (30, "Bến xe khách Móng Cái kiểm tra 500 hành khách, 430 người đạt, nhắc nhở 40 người, cài mới Bluezone 30 máy."),
    (44, "Kiểm tra 320 tiểu thương, đang dùng 250, nhắc nhở 26, cài mới Bluezone cho 44 máy."),
    (7, "Lũy kế tăng từ 194 lên 201 máy, tuần này cài 7 máy."),
    (
        66,
        "Trong tuần đã tiếp 410 công dân, hướng dẫn cài đặt Bluezone 66 máy, không hỗ trợ được 12 máy do cấu hình thấp",
    ),
    (29, "Năm nay kho bạc mới cài được tuần này 29 máy Bluezone"),
    (45, "Em gửi bù báo cáo Bluezone tuần này: 45 máy ạ"),
    (45, "Gửi lại số liệu Bluezone tuần này của bến xe: 45 máy"),
    (61, "Đợt này trạm cài Bluezone được 61 máy"),
    (38, "Bến xe tuần này tăng lên 38 máy Bluezone"),
    (300, "Phòng GD&ĐT tuần này cài Bluezone 300 máy, trong đó mầm non 100 máy, tiểu học 120 máy, THCS 80 máy"),
    (120, "Thành đoàn: 120 máy Bluezone. Cụ thể: khối phường 70 máy; khối trường 50 máy"),
    (33, "Trung tâm: công dân 25 máy + cán bộ 8 máy → 33 máy cài Bluezone"),
    (54, "Hôm trước bến báo 45 máy là nhầm, số đúng của tuần này là 54 máy Bluezone"),
    (31, "Kho bạc đính chính: số 13 máy ghi sai, số đúng là 31 máy Bluezone"),
    (95, "Trạm kiểm tra 2.100 lượt người, 1.800 người đã có Bluezone, nhắc 60 người, cài mới 95 máy"),
    (88, "Tuần này 5.120 lượt người nhập cảnh, đã phát 900 tờ rơi, cài Bluezone cho 88 người"),
    (16, "42/42 cán bộ công chức đã cài Bluezone từ trước; trong tuần vận động người nộp thuế cài 16 máy"),
    (75, "Đến thăm 90 hộ gia đình học sinh, tuần này cài Bluezone được 75 máy"),
    (41, "Tuần này tiếp 620 lượt công dân đến giao dịch, trong đó cài Bluezone cho 41 công dân"),
    (47, "Bến xe báo cáo tuần này 47 máy Bluezone, chỉ tiêu 60 máy, còn thiếu 13 máy"),
    (66, "Tuần trước (đến 21/8): 61 máy, tuần này: 66 máy Bluezone"),
    (24, "Chợ 1: 8 máy, chợ 2: 5 máy, chợ 3: 11 máy. Cộng 24 máy Bluezone tuần này"),
    (57, "Loa chợ phát 21 lượt, dán 40 tờ thông báo, cài Bluezone cho tiểu thương 57 máy trong tuần này"),
    (310, "Trong tuần dừng kiểm tra 1.450 phương tiện, đo thân nhiệt 2.900 lượt người, hướng dẫn cài Bluezone 310 máy"),
    (29, "Có 29 hành khách được nhân viên bến xe hướng dẫn cài Bluezone trong tuần, 11 người từ chối"),
]

WAITS = [
    "Sửa từ 54 sang 45 máy Bluezone hay 46 máy",
    "hôm nay được cấp 27 máy ạ",
    "Kính gửi các anh chị phòng VHTT.\nTuần vừa qua do mưa lũ bà con ít ra trụ sở, bên em chỉ vận động được mấy thôn gần. Thôn Pẹc Nả 8 máy, thôn Thán Phún 5 máy, thôn Lục Phủ 11 máy. Cộng cả xã được 24 máy. Số dân 2.013 khẩu.\nCó gì anh chị gọi em 0388.555.172.",
    "Tuần này bến xe 14 máy + 12 máy = 27 máy Bluezone",
    "Tuần này có 45 người trên tổng số khách đã cài Bluezone từ trước",
    "Tuần này số máy cài Bluezone giảm 64 máy",
    "Tuần trước cài Bluezone 100 máy, giảm còn 64 máy",
    "Bluezone: lũy kế tuần này giảm còn 640 máy",
    "Số 42 máy Bluezone tuần này không nhầm đâu, tuần này 45 máy",
    "Sáng nay cài Bluezone được 45 máy",
    "Hôm nay cài Bluezone được 45 máy",
    "Khó khăn: 45 máy không cài được Bluezone, 30 máy cấu hình thấp",
    "Tuần qua bến cài 528 máy Bluezone (tuần 35: 601 máy)",
    "Tuần này Bluezone: 50 máy, 20 máy (riêng cổng A 10 máy)",
    "Tuần này 45 máy bị gỡ Bluezone vì đầy bộ nhớ",
    "Tuần này tổng số máy của khách là 310 trên tổng số 2.311 lượt có Bluezone",
    "Đã dùng Bluezone từ trước 45 máy, từ đầu tuần này đang vận động tiếp",
    "Mua 45 máy để cài Bluezone tuần này",
    "194 lên 201 máy Bluezone",
    "Cửa hàng xin báo giá: 27 máy tính",
    "Bên em đc cấp 27 máy ạ",
]


@pytest.mark.parametrize(("count", "text"), STANDS)
def test_the_figure_is_told_from_its_rivals(count: int, text: str) -> None:
    assert sure(claims(text)) == [count]


@pytest.mark.parametrize("text", WAITS)
def test_what_is_only_like_the_figure_waits(text: str) -> None:
    assert sure(claims(text)) == []
