"""Words round a figure: what offices say beside it stands, what weighs on it waits for a human."""

from __future__ import annotations

import pytest

from parsers.figures import plain_words
from parsers.figures.office_words import SYLLABLES
from parsers.text import nfc
from tests.parsers.figures.test_near_misses import claims, sure

STANDS = [
    (45, "Tuần này anh em trực ca đêm ngoài bến đã kiên trì giải thích, cài được 45 máy Bluezone"),
    (45, "Được sự quan tâm của lãnh đạo, tuần này Ban quản lý chợ cài đặt Bluezone cho 45 máy của bà con tiểu thương"),
    (77, "Đoàn viên Nguyễn Thị Hạnh cùng chi đoàn Trà Cổ đi từng ngõ, gõ từng nhà cài Bluezone 77 máy"),
    (19, "Do mưa bão nên tuần này Chi cục chỉ cài được 19 máy Bluezone cho người nộp thuế"),
    (210, "Nhờ tăng cường lực lượng ban đêm, tuần này Trạm cài Bluezone cho 210 máy của lái xe đường dài"),
    (53, "Cán bộ quầy lễ tân nhiệt tình hướng dẫn nên trong tuần có 53 máy được cài Bluezone"),
    (640, "Các nhà trường lồng ghép trong giờ sinh hoạt lớp, tuần này toàn ngành cài Bluezone được 640 máy"),
    (45, "Với tinh thần trách nhiệm cao, đội ngũ nhân viên bán vé bến xe tuần này đã cài được 45 máy Bluezone"),
    (88, "Thầy Tuấn và các em lớp 12A3 hỗ trợ cài Bluezone cho phụ huynh, tuần này được 88 máy ạ"),
    (150, "Tuần này tại khu vực làm thủ tục xuất nhập cảnh, cán bộ đã cài Bluezone cho 150 máy của hành khách"),
    (61, "Tuần này các bạn đoàn viên tranh thủ buổi tối đến tận nhà văn hóa thôn cài Bluezone, kết quả 61 máy"),
    (17, "Mặc dù lượng khách giao dịch giảm, tuần này vẫn cài được 17 máy Bluezone"),
    (23, "Vì nhiều người dùng điện thoại cục gạch nên tuần này mới cài được 23 máy Bluezone thôi ạ"),
    (134, "Lực lượng chốt trạm làm việc xuyên đêm cài giúp tài xế container được 134 máy Bluezone trong tuần"),
    (28, "Trung tâm bố trí hai bạn tình nguyện viên ngay sảnh chờ, trong tuần cài giúp người dân 28 máy Bluezone"),
]

WAITS = [
    "Tuần này bến đã cài Bluezone chắc được 45 máy",
    "Tuần này bến đã cài Bluezone được cỡ 45 máy",
    "Tuần này bến đã cài Bluezone được cho quãng 45 máy",
    "Tuần này hàng xóm bên trường cài Bluezone được 45 máy",
    "Tuần này xã Quảng Minh cài Bluezone được 45 máy",
    "Tuần này Bluezone bị lỗi trên 45 máy",
    "Tuần này thu hồi 45 máy đã cài Bluezone",
    "Nghe nói cài Bluezone tuần này được 45 máy",
    "Mỗi tổ cài Bluezone 45 máy",
    "Tuần này phấn đấu cài Bluezone được 45 máy",
    "Tuần này hẹn cài Bluezone cho 45 máy",
    "Tuần này cài Bluezone bình quân được 45 máy",
    "Tuần này gỡ Bluezone khỏi 45 máy",
    "Tuần này đã đặt mua để cài Bluezone 45 máy",
    "Tuần này cài Bluezone gấp đôi 45 máy",
    "tuan nay cai bluezone duoc tam 45 may",
    "tuan nay cai bluezone hut 45 may",
    "Tuần này phường Cẩm Bình cài Bluezone được 45 máy",
    "Cài Bluezone được ngoài 45 máy tuần này",
    "Cài Bluezone tuần này vượt 45 máy",
    "Tuần này cài Bluezone thiếu 45 máy",
    "Tuần này cài lại Bluezone cho 45 máy",
    "Tuần này định cài Bluezone cho 45 máy",
    "Tuần này quét mã cài Bluezone trên 45 máy",
    "Tuần trước cài Bluezone 100 máy, giảm còn 64 máy",
    "Tuần này bến xe bàn giao 45 máy có Bluezone",
    "Tuần này Bluezone đã cập nhật cho 45 máy bản mới",
    "Tuần này tư vấn cài Bluezone cho 45 máy",
    "Tuần này bến hướng tới cài Bluezone 45 máy",
    "Cán bộ thành phố tuần này cài Bluezone được 45 máy ở bến",
    "Tuần này nếu đủ người thì cài Bluezone được 45 máy",
    "Nhân viên bến tuần này mong cài Bluezone 45 máy",
    "Tuần này cài Bluezone cộng dồn cả hai tuần 45 máy",
    "Cài Bluezone tuần này thua tuần trước 45 máy",
    "Cài Bluezone tuần này thấp hơn 45 máy",
    "Tuần này xe khách Hạ Long cài Bluezone 45 máy hộ bến",
    "Tuần này Viettel cài Bluezone tại bến được 45 máy",
    "Theo báo Quảng Ninh tuần này cài Bluezone được 45 máy",
    "Tuần này Bluezone hiện trên màn hình 45 máy",
    "Đơn vị lên danh sách cài Bluezone tuần này 45 máy",
    "Tuần này có thể cài Bluezone cho 45 máy",
    "Bluezone tuần này ngang tuần trước 45 máy",
    "tuan nay cai bluezone dc non 45 may",
    "tuan nay thanh pho cai bluezone dc 45 may",
    "tuan nay xa quang minh cai bluezone dc 45 may",
    "tuan nay hang xom cai bluezone dc 45 may",
    "Tuần này bến nghỉ, chỉ tính riêng tổ bảo vệ cài Bluezone 45 máy",
    "Tuần này cài Bluezone xong đem gỡ ra 45 máy",
    "Cháu tôi ở Hà Nội tuần này cài Bluezone được 45 máy",
    "Tuần này tính gộp các bến cài Bluezone 45 máy",
    "Tuần này cài Bluezone không nổi 45 máy",
    "Tuần này lấy danh sách khách cài Bluezone 45 máy",
    "Tuần này Bluezone chạy chậm trên những 45 máy",
    "Tuần này xem khách cài Bluezone 45 máy",
    "Mục đích tuần này cài Bluezone 45 máy",
    "Nhiệm vụ tuần này cài Bluezone 45 máy",
    "Lãnh đạo yêu cầu tuần này cài Bluezone 45 máy",
    "Lãnh đạo chỉ đạo tuần này cài Bluezone 45 máy",
    "Tuần này bến tiếp nhận yêu cầu cài Bluezone 45 máy",
    "Tuần này quyết tâm cài Bluezone 45 máy",
    "Phòng giao bến tuần này cài Bluezone 45 máy",
    "Tuần này vận động cài Bluezone 45 máy nhưng khách về hết",
    "Tuần này tạm dừng cài Bluezone trên tổng 45 máy",
    "Trên sổ ghi tuần này cài Bluezone 45 máy, thực tế 40",
]


@pytest.mark.parametrize(("count", "text"), STANDS)
def test_what_offices_say_beside_a_figure_leaves_it_as_it_is(count: int, text: str) -> None:
    assert sure(claims(text)) == [count]


@pytest.mark.parametrize("text", WAITS)
def test_words_that_weigh_on_a_number_keep_it_waiting(text: str) -> None:
    assert sure(claims(text)) == []


@pytest.mark.parametrize(
    "word", ["chưa", "không", "khoảng", "mỗi", "gỡ", "hỏng", "dự", "kiến", "ước", "thiếu", "bình", "sẽ"]
)
def test_a_word_that_weighs_on_numbers_is_never_harmless_at_large(word: str) -> None:
    text = f"Tuần này {word} đơn vị cài được 45 máy"
    place = plain_words.Place(spans=((0, 40),), known=(), number=len(text) - 6, at_large=True)
    assert plain_words.unknown_at(text, text.lower(), place, frozenset()) or nfc(word) in plain_words.SMALL


def test_the_syllables_are_normal_and_in_lower_case() -> None:
    assert all(word == nfc(word).lower() for word in SYLLABLES)
    assert len(SYLLABLES) > 1_000
