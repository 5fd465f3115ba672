"""Words that can stand round a figure without changing what it is worth.

Nobody can list all words that make a number something else (roughly, half of, waiting, twice, their neighbours'), but what surrounds
a plain figure is a small language: who helped whom, where, with what. A figure whose own clause holds a word from outside it waits
for a human. Written with diacritics, because `cho` (for) is harmless and `chờ` (waiting) is not; texts without any are compared folded.
"""

from __future__ import annotations

import re
import unicodedata

from parsers.text import fold, nfc

_WHO = """
đơn vị cơ quan chúng tôi em mình bên phía nhà trường phường xã thành phố tỉnh huyện thị ban phòng sở tổ đội nhóm khu phố thôn xóm ấp bản
làng chi đoàn hội viên thanh niên phụ nữ nông dân cựu chiến binh mặt trận tổ quốc công an quân sự bộ đội biên phòng lực lượng xung kích tình nguyện
dân quân tự vệ y tế trạm giáo dục mầm non tiểu học trung thpt thcs cơ sở lớp khối giáo viên học sinh phụ huynh cán bộ chiến sĩ công chức viên
chức nhân viên lao động người thân gia đình hộ kinh doanh tiểu thương khách hàng hành lái xe chủ phương tiện vận tải bệnh nhân doanh
nghiệp ngân buu điện bưu cư dân cử tri bà con bác cô chú anh chị ông bà nhân dân nộp thuế công đến làm thủ tục giao dịch tham gia
văn hóa hoá thông tin hành chính tiếp trả bộ phận một cửa trung tâm ủy uỷ đảng ủy chính quyền quản lý chợ bến xe khách kho bạc chi cục đồng chí
đ/c b/c thầy trò sinh viên bảo vệ trực nhật du kiều bào dùng trẻ già cao tuổi nam nữ thường trực
ubnd hđnd mttq vhtt vh tt tp ttvh gddt gd đt nd cb ccvc hs gv ph đv ng
"""
_DEEDS = """
đã được đợc dc đc dk đk là đạt có cho do của và các những số thêm mới tổng cộng gồm như sau cụ thể kết quả số liệu báo cáo bc gửi kính xin
vận động tuyên truyền hướng dẫn hỗ trợ giúp đỡ trực tiếp cài đặt tải về kích hoạt sử dụng thực hiện triển khai phối hợp cùng với ra quân
đi từng ngõ gõ nhà lưu động thông qua qua tại ở trên địa bàn trong vào để nơi lên xuống bằng lắp cập nhật đăng nhập thành công hoàn thành
xong đều đầy đủ tích cực chủ động tiếp tục thường xuyên nhiệt tình tận cả chung riêng gia tăng cao điểm chiến dịch ngày đêm áo xanh thắng nhanh
yêu cầu nhắc nhở khuyến khích phát sinh ghi nhận thống kê tổng hợp số lượng lượng sl kq thì nên thế này vậy rồi luôn đến từ chỉ đợt đầu tiên
"""
_WHERE = """
khu vực điểm chốt quầy bàn trụ cửa khẩu cảng bệnh viện siêu thị nhà văn buổi hội nghị họp giờ chào cờ sinh hoạt hè lễ giao nhận đường
công viên đồn quảng trường trạm liên hợp kiểm soát dịch tễ bờ biển đảo thôn bản xưởng công ty khách sạn nhà hàng cổng sân lối ra
"""
_WHAT = """
máy điện thoại đt smartphone thông minh di động cá nhân android ios iphone samsung oppo xiaomi vivo nokia bluezone blue zone ứng dụng app phần mềm chiếc cái
giá trị nội dung thiết bị thuê bao mưa bão lũ lụt thời tiết nắng nóng mất điện mạng yếu lượt người trường hợp phòng chống dịch bệnh covid truy vết an toàn cộng đồng khuyến cáo y tế
"""
_WHEN = """
tuần kỳ này qua vừa hiện tính hết ngày tháng năm thứ hai ba tư sáu bảy chủ nhật cn giờ phút sáng chiều tối đầu cuối bắt trước h g hôm
"""
_POLITE = """
dạ vâng ạ ah muộn bù sửa sửa lại chính xác đúng rất nhiều hộ bạn sếp khi nhé nhá nha oi ơi kính thưa chào cảm ơn trân trọng thanks ok xin phép báo cho biết anh chị phòng sở nắm
"""

_ALL = frozenset(nfc(word).lower() for block in (_WHO, _DEEDS, _WHERE, _WHAT, _WHEN, _POLITE) for word in block.split())
_FOLDED = frozenset(map(fold, _ALL))
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?")


def unknown(
    text: str, folded: str, spans: list[tuple[int, int]], known: list[tuple[int, int]], own: frozenset[str]
) -> tuple[str, ...]:
    """Give the words within some spans of a line that are neither harmless nor within `known` spans nor words of the roster (`own`: as written, and folded)."""
    found: list[str] = []
    for start, end in spans:
        for match in _WORD.finditer(text, start, end):
            word = match.group().lower()
            if len(word) < 2 or any(match.start() < stop and begin < match.end() for begin, stop in known):
                continue
            plain = folded[match.start() : match.end()]
            harmless = plain in _FOLDED or plain in own if word.isascii() else word in _ALL or word in own
            if not harmless and not _retoned(word):
                found.append(match.group())
    return tuple(dict.fromkeys(found))


def _retoned(word: str) -> bool:
    """Whether a word is harmless in the other tone placement (hoà, hòa; uỷ, ủy)."""
    return _marks(word) in _MARKS


def _marks(word: str) -> str:
    """Give a word's letters and marks in an order that tone placement does not change."""
    return "".join(sorted(unicodedata.normalize("NFD", word)))


_MARKS = frozenset(map(_marks, _ALL))
