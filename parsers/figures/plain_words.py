"""Words that can stand round a figure without changing what it is worth.

Nobody can list all words that make a number something else (roughly, half of, waiting, twice, their neighbours'), but what surrounds
a plain figure is a small language: who helped whom, where, with what. A figure whose own clause holds a word from outside it waits
for a human. Where the clause also names the indicator's deed or itself, the language is that of offices at large (`office_words`)
without the words that can weigh on a number; the word right before the number is always held to the small language, since hedges stand
there. Written with diacritics, because `cho` (for) is harmless and `chờ` (waiting) is not; texts without any are compared folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from parsers.figures.office_words import SYLLABLES
from parsers.text import fold, nfc

_WHO = """
đơn vị cơ quan chúng tôi em mình bên phía nhà trường phường xã thành phố tỉnh huyện thị ban phòng sở tổ đội nhóm khu phố thôn xóm ấp bản
làng chi đoàn hội viên thanh niên phụ nữ nông dân cựu chiến binh mặt trận tổ quốc công an quân sự bộ đội biên phòng lực lượng xung kích tình nguyện
dân quân tự vệ y tế trạm giáo dục mầm non tiểu học trung thpt thcs cơ sở lớp khối giáo viên học sinh phụ huynh cán bộ chiến sĩ công chức viên
chức nhân viên lao động người thân gia đình hộ kinh doanh tiểu thương khách hàng hành lái xe chủ phương tiện vận tải bệnh nhân doanh
nghiệp ngân buu điện bưu cư dân cử tri bà con bác cô chú anh chị ông bà nhân dân nộp thuế công đến làm thủ tục giao dịch tham gia
cháu a/c đ/c b/c c/c văn hóa hoá thông tin hành chính tiếp trả bộ phận một cửa trung tâm ủy uỷ đảng ủy chính quyền quản lý chợ bến xe khách kho bạc chi cục đồng chí
đ/c b/c thầy trò sinh viên bảo vệ trực nhật du kiều bào dùng trẻ già cao tuổi nam nữ thường trực
phhs cmhs cbgv cbnv cbgvnv gvnv cbcc cbccvc cbccvclđ nld nlđ nnt hs sv ubnd hđnd mttq vhtt vh tt tp ttvh gddt gd đt nd cb ccvc hs gv ph đv ng
"""
_DEEDS = """
đã được đợc dc đc dk đk là đạt có cho do của và các những số thêm mới tổng cộng gồm như sau cụ thể kết quả số liệu báo cáo bc gửi kính xin
vận động tuyên truyền hướng dẫn hỗ trợ giúp đỡ gom trực tiếp cài đặt tải về kích hoạt sử dụng thực hiện triển khai phối hợp cùng với ra quân
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
giá trị nội dung thiết bị thuê bao mưa bão lũ lụt thời tiết nắng nóng điện mạng yếu lượt người trường hợp phòng chống dịch bệnh covid truy vết an toàn cộng đồng khuyến cáo y tế
"""
_WHEN = """
tuần kỳ này nay qua vừa hiện tính hết ngày tháng năm thứ hai ba tư sáu bảy chủ nhật cn giờ phút sáng chiều tối đầu cuối bắt trước h g hôm
"""
_ENGLISH = """
this week weekly the an of for in at on our we us my have has had been were was is are be it to from by with and or as please find below attached
total number count figure report reports reported reporting made lent helped installed done registered counted kind best regards dear
support supported install update updated helping people users phones devices citizens sir madam colleagues colleague team office unit branch library school ward department station centre center period up until through
"""
_POLITE = """
dạ vâng ạ nạ mà tức nầy nà ae ce p/s ps tb ni nì nớ nghen nhen hỉ hén nhớ đấy á ớ thảy tất thảy thôi thui nữa đây nè này hen nghen nhó bọn tụi chúng cả nhà mọi người chữ số bằng vẫn tóm tắt lại ngành tất toàn hết ạh ơ ừ uh dạ ạ ah muộn bù sửa sửa lại chính xác đúng rất nhiều hộ bạn sếp khi nhé nhá nha oi ơi kính thưa chào cảm ơn trân trọng thanks ok xin phép báo cho biết anh chị phòng sở nắm
"""

# Everyday words that office text has too rarely to be counted there: who, where, how, why.
_EVERYDAY = """
bác cháu mẹ bố vợ chồng cụ già trẻ nhỏ lớn bé dì dượng mợ thím thầy cô lớp trường mầm non hè chùa đình miếu lễ hội tết rằm ngõ ngách hẻm
đồi núi suối khe biển bờ kè bãi ruộng rẫy nương đồng chài lưới cá tôm ao vườn trại nương rừng rú mưa bão gió rét nóng lũ lụt ngập bùn đường trơn
bận rảnh đông vắng xa đi lại khó dễ nhanh lâu kỹ nhiệt tình vui vẻ ủng hộ đồng tình phấn khởi hưởng ứng nghèo neo đơn khuyết tật dao mường tày
sán dìu kinh hoa chỉ loa xóm phát thanh truyền miệng mạng wifi sóng yếu khỏe chậm ngày nghỉ lễ cuối đầu sớm trưa khuya tối đêm nắng
cùng nhau mỗi giúp giùm chỉ dẫn tận tay tận nơi từng bước chợ búa hàng quán tạp hóa hoá bánh nước rau thịt bãi xe tàu thuyền bè đò cầu phà cảng
tài xế container taxi grab shipper wifi zalo facebook sảnh quầy gian ki ốt kiốt sạp mặc dù dẫu song tuy nhiên nên thôi mà
hẹp rộng lán lều nhà trọ khách trọ công nhân thợ bốc xếp cửu vạn kéo gánh lò xưởng may dệt chế biến bảo vệ tạp vụ lao công cấp dưỡng
"""
# What can make a number worth something else, or a count of something else; taken out of the words of offices at large.
_HEDGES = """
khoảng gần hơn chừng tầm độ ngót mấy vài dăm rưỡi rưởi nửa ước xấp xỉ xỉ non tạm phỏng áng cỡ mươi vượt quá ngoài trên dưới tới sít suýt tròn quanh
lẻ chẵn tối thiểu đa nhất cùng lắm đại loại hầu chắc chắn lẽ hình dường đoán tưởng ngờ nghi nghe đồn thấy hay hoặc chăng hả nhỉ sao gì nào đâu nhiêu nếu giá như giả thử mẫu
"""
_TIMES_OVER = """
mỗi từng gấp lần đôi cặp tá chục trăm nghìn ngàn vạn triệu tỷ tỉ phần suất quân bội chia nhân gộp dồn bình hệ mốt lượng
"""
_NOT_DONE = """
chưa không chẳng chả đừng chớ thiếu hụt còn hỏng lỗi gỡ xóa xoá hủy huỷ trừ bớt giảm sót rút bỏ loại lùi hoãn ngừng dừng chối khước khỏi thất bại hao hư sai
nhầm lẫn trùng đúp thừa dư dôi khống ảo giả cấm khóa khoá chặn mất cắp trộm hại tồn đọng nợ lệch chênh kém thua yếu ít thiệt vỡ cháy kẹt tắc
"""
_NOT_YET = """
sẽ đang dự kiến phấn đấu chờ đợi hẹn định sắp muốn mong hứa toan cần phải hãy nên xin mục tiêu chỉ tiêu kế hoạch đăng ký cam kết đề xuất ra mai mốt tương lai hướng tới
"""
_OTHER_TIMES = "cũ kia ngoái xưa sau nọ trước rồi quý tái lại nữa thêm đó ấy ban đầu"
_OTHER_PEOPLE = """
khác họ hàng giềng cạnh nước thay nhờ giùm dùm hộ vùng miền tỉnh huyện quốc toàn ngoại khách đoàn
"""
_OTHER_DEEDS = """
bán mua cấp biếu tặng thưởng trao giao thu thuê mượn mướn vay sửa chữa đổi thay quét đo gọi nhắn nhắc phát in chụp sạc nạp lắp tháo kiểm tra khám tiêm thử
xử phạt tịch giữ bắt bảo hành dưỡng trang bị sắm thanh lý chuyển khai xem đọc nghe mở khởi đóng nhiễm nghi
chậm rà soát dò lọc tìm chọn duyệt khảo sát dõi trình vấn phép tiền giá phí chi lương thuế vốn đồng tuổi thứ hạng xếp bậc mã đạt
"""
_DANGEROUS = frozenset(
    nfc(word)
    for block in (_HEDGES, _TIMES_OVER, _NOT_DONE, _NOT_YET, _OTHER_TIMES, _OTHER_PEOPLE, _OTHER_DEEDS)
    for word in block.split()
)
# Two harmless words that are dangerous together.
_PHRASES = """
hàng xóm|láng giềng|bên cạnh|kế bên|có lẽ|có thể|hình như|dường như|khả năng|lẽ ra|đáng lẽ|nghe nói|nghe đâu|ước chừng|tạm tính|tính ra|quy ra|quy đổi|tương đương
mục đích|mục tiêu|kế hoạch|chỉ tiêu|dự kiến|phấn đấu|đăng ký|đăng kí|cam kết|trung bình|bình quân|tỷ lệ|tỉ lệ|năm ngoái|hôm qua|hôm kia|hôm trước|toàn thành phố|toàn tỉnh|toàn huyện|toàn quốc
cả tỉnh|cả nước|cả thành phố|thất bại|từ chối|thu hồi|trả lại|quay lại|cài lại|cài đặt lại|làm lại|tối đa|tối thiểu|ít nhất|nhiều nhất|phần lớn|đa số|một phần|một nửa|gần như
trở lên|trở xuống|bảo tuần|bảo cài|bảo là|bảo rằng|bảo được|kể là|nói là|nói rằng|nói tuần|đổ lại|đổ lên|trên dưới|đơn vị khác|nơi khác|người khác|phường khác|xã khác|trường khác|mấy tuần|nhiều tuần|các tuần|hai tuần|cả tháng|tháng trước|tháng này
trang bị|thanh lý|sửa chữa|bảo hành|cung cấp|cấp phát|thay thế|nâng cấp|kiểm kê|tài sản|nhập kho|xuất kho|ca nhiễm|ca bệnh|ca mắc|ca nghi|ca dương tính|ca F|lượt xem|lượt nghe|lượt truy cập|xếp thứ|xếp hạng|bao nhiêu|chuẩn bị|lên danh sách|lấy danh sách|lập danh sách|theo danh sách|bắt đầu|phát hiện|thí điểm|làm mẫu|làm thử|dùng thử|trả lời|giới thiệu|số còn lại|cập nhật cho|cập nhật bản|bản mới|nhiệm vụ|quyết tâm|yêu cầu tuần|yêu cầu cài|yêu cầu đơn vị|chỉ đạo tuần|chỉ đạo cài|chỉ đạo đơn vị|đợt một|đợt hai|đợt đầu
tính riêng|chỉ tính|chỉ riêng|cán bộ thành phố|cán bộ tỉnh|cán bộ huyện|tuần này thành phố|thành phố tuần này|thành phố cài|thành phố đã|hạ long|quảng ninh|hà nội|hải phòng|cẩm phả|uông bí|quảng yên
đông triều|vân đồn|tiên yên|hải hà|đầm hà|bình liêu|ba chẽ|cô tô|đông hưng|quảng tây|trung quốc|chạy chậm|đơn vị bạn|phường bạn|xã bạn
"""
# Phrases of offices that are harmless as a whole, though their words are not.
_WHOLE = """
kế toán|kế toán viên|ý kiến|sáng kiến|kiến thức|hải đăng|ký túc xá|chữ ký|thư ký|chuyên đề|chủ đề|dự họp|tham dự|dự giờ|chương trình|công trình|quá trình|kiểm lâm|kiểm sát|thanh tra|tại chỗ|dân tộc|lúc khoảng|dưới sự|như dưới|bên dưới|ở dưới|dưới đây|chế độ|tới dự|tới họp|tới làm|tới giao dịch|tới mua|tới khám|tới trường|tới đón|đến dự|đến họp|sổ ghi|sổ theo dõi|trong sổ|tại nhà|tận nơi|tận nhà|quét dọn|vay vốn|kêu gọi|trao đổi|đổi tiền|buôn bán|lương hưu|lĩnh lương|nộp thuế|gửi tiền|rút tiền|nộp tiền|cao tuổi|trung tuổi|mã qr|mã vạch|quốc lộ|quốc tế|dòng họ|cửa hàng|ngân hàng|nhà hàng|bốc hàng|chở hàng|quán nước|nhà nước|phần mềm|thành phần|liên hệ|đăng ký kết hôn|đăng ký khai sinh|đăng ký kinh doanh|đăng ký xe|đăng ký tạm trú|đăng ký thường trú|đăng ký hộ khẩu|đăng ký doanh nghiệp|đăng kiểm|kính chuyển|em chuyển|xin chuyển|chuyển phòng|chuyển số liệu|chuyển số|chuyển báo cáo|chuyển đến|chuyển tới|ngồi chờ|trong lúc chờ|lúc chờ|trong khi chờ|đứng chờ|anh ấy|chị ấy|cô ấy|bác ấy|ông ấy|bà ấy|em ấy|bạn ấy|chú ấy|hạn nộp ngày mai|hạn ngày mai|hạn mai|hạn là ngày mai|cố gắng lắm|qua đó|nhờ đó|từ đó|do đó|đó ạ|đó anh|đó chị|đó em|đó nha|đó nhé|đó phòng|bên cạnh việc|bên cạnh phát|bên cạnh đó|bên cạnh công tác|bên cạnh tuyên truyền|gộp lại|gộp chung|xong hẳn|sổ ký|đời cũ|máy cũ|điện thoại cũ|đời thấp|nhờ nhân viên|nhờ cán bộ|nhờ anh em|nhờ tổ|nhờ đội|nhờ đoàn|nhờ lực lượng|nhờ công an|nhờ bà con|nhờ các|theo chỉ tiêu|theo kế hoạch|so chỉ tiêu|có mỗi|được mỗi|chỉ mỗi|vẻn vẹn|đếm lại|đếm được|đếm kỹ|kiểm đếm|chưa cài thì|chưa cài nay|chưa cài đã|chưa có đã|chưa có mà|chưa cài mà|chưa có thì|chưa có nay|ai chưa có|chưa có ứng dụng|chưa có app
bán vé|bán hàng|mua hàng|mua bán|mua sắm|xuất nhập cảnh|nhập cảnh|xuất cảnh|xuất nhập khẩu|nhập khẩu|xuất khẩu|kiểm soát|kiểm dịch|thu ngân|thu phí|thu thuế|chi trả|giao ban|giao thông|bàn giao ca|kế hoạch số|chi bộ|chi hội|chi nhánh|ban chỉ đạo
đầu ca|cuối ca|ca trực|trực ca|ca đêm|ca ngày|từng ngõ|từng nhà|từng hộ|từng người|từng khu|từng thôn|hộ gia đình|hộ kinh doanh|đoàn viên|đoàn thể|khách hàng|hành khách|du khách|sảnh chờ|nhà chờ|phòng chờ|khu chờ|điều độ
công ty|đồng bào|chính quyền|quân dân|nhân viên|lực lượng|đông đảo|hiệu quả|chất lượng|nâng cao|đẩy mạnh|thường xuyên|quan tâm|trách nhiệm|kết hợp|lồng ghép|tăng cường|gương mẫu|danh sách|đúng hẹn|kịp hẹn|như đã hẹn|đúng hạn|nhờ có|nhờ sự|nhờ vậy|nhờ tăng cường|nhờ đẩy mạnh|nhờ vậy|bình thường|đối tượng|dịch vụ|tương ứng|đề nghị ghi nhận|ghi nhận|mất điện|mất mạng|mất sóng|khách còn lại|người còn lại|số còn lại được|nhắn luôn|nhắn số|nhắn phòng|nhắn báo|nhắn tin báo|quên chưa gửi|quên chưa báo|quên chưa nộp|trả lời thư nhắc|trả lời thư|trả lời mail|trả lời email|trả lời công văn|trả lời văn bản|trả lời phòng|xin trả lời|thư nhắc|mail nhắc|nhắc báo cáo|nhắc nộp|đội hình|loại hình|mô hình|hình thức|truyền hình
"""
SMALL = frozenset(
    nfc(word).lower() for block in (_WHO, _DEEDS, _WHERE, _WHAT, _WHEN, _ENGLISH, _POLITE) for word in block.split()
)
_NEVER_SMALL = _DANGEROUS - SMALL
_FOLDED = frozenset(map(fold, SMALL))
_AT_LARGE = (SYLLABLES | frozenset(map(nfc, _EVERYDAY.split()))) - _DANGEROUS
_DANGEROUS_ALONE = frozenset(map(fold, _DANGEROUS)) - _FOLDED - frozenset(map(fold, SYLLABLES - _DANGEROUS))
"""Folded words that can be nothing but dangerous ones."""
_AT_LARGE_FOLDED = frozenset(map(fold, _AT_LARGE)) - frozenset(map(fold, _DANGEROUS))


def _any_of(rows: str) -> str:
    return "|".join(phrase.strip() for row in nfc(rows).split("\n") for phrase in row.split("|") if phrase.strip())


_DANGER = re.compile(r"(?<!\w)(?:" + _any_of(_PHRASES) + r")(?!\w)")
_DANGER_FOLDED = re.compile(r"(?<!\w)(?:" + fold(_any_of(_PHRASES)) + r")(?!\w)")
_HARMLESS = re.compile(r"(?<!\w)(?:" + _any_of(_WHOLE) + r")(?!\w)")
_HARMLESS_FOLDED = re.compile(r"(?<!\w)(?:" + fold(_any_of(_WHOLE)) + r")(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_](?![^\W\d_]))?")
# A whole unit that is called by its name: unless the roster knows it, it is somebody else.
_SOMEBODY = re.compile(
    r"(?<!\w)(?:[Pp]hường|[Xx]ã|[Hh]uyện|[Tt]hị xã|[Tt]hị trấn|[Tt]hành phố|TP\.?|[Tt]ỉnh|UBND|[Cc]ông ty|[Tt]rường)\s+"
    r"(?!Móng Cái|Mẫu |Mầm |Tiểu |Trung )(?P<name>[^\W\d_]+)"
)

_SOMEBODY_FOLDED = re.compile(
    r"\b(?:phuong|xa|huyen) (?!(?:em|cai|da|lam|chi|moi|van|thi|ra|phoi|huong|ho|tiep|giup|lai|tuan|bao|bc|gui|minh|toi|duoc|dc|chung|nay|va|co|trong|nha|hoi|xin|o|mong|dao|bien)\b)[a-z]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a line to look, and how widely."""

    spans: tuple[tuple[int, int], ...]
    known: tuple[tuple[int, int], ...]
    """Spans whose words are weighed elsewhere."""
    number: int
    """Where the number begins: the word right before it is held to the small language."""
    end: int = -1
    """Where the number and its noun end; the words right behind them are held to the small language too."""
    at_large: bool
    """Whether the indicator's deed or name stands in the same clause, so that words of offices at large are told from others."""

    def is_near(self, text: str, start: int, end: int) -> bool:
        """Whether a word stands so close to the number that it can only speak of it; without a number all of them do."""
        if self.number < 0:
            return True
        if end <= self.number:
            return self.number - end <= NEAR and ":" not in text[end : self.number]
        return self.end <= start <= self.end + NEAR


NEAR = 12
"""Letters to each side of a number in which a word that nobody knows is a doubt: hedges stand there. Farther away only words that
are known to weigh on a figure are one."""


def unknown(
    text: str, folded: str, spans: list[tuple[int, int]], known: list[tuple[int, int]], own: frozenset[str]
) -> tuple[str, ...]:
    """Give the words within some spans of a line that are not of the small language nor within `known` spans nor of the roster (`own`)."""
    return unknown_at(text, folded, Place(spans=tuple(spans), known=tuple(known), number=-1, at_large=False), own)


def unknown_at(text: str, folded: str, place: Place, own: frozenset[str]) -> tuple[str, ...]:
    """Give the words of a place that are neither harmless nor known nor words of the roster (`own`: as written, and folded)."""
    marked = _is_marked(text)
    whole = _HARMLESS_FOLDED if text.isascii() else _HARMLESS
    lowered = text.lower()
    harmless = [match.span() for match in whole.finditer(lowered)]
    known = [*place.known, *harmless]
    found: list[str] = []
    for start, end in place.spans:
        for match in _WORD.finditer(text, start, end):
            if len(match.group()) < 2 or _within(match, known):
                continue
            plain = folded[match.start() : match.end()]
            if marked and match.group() in _NEVER_SMALL:
                found.append(match.group())  # "mong" (hope) is no part of Móng Cái
            elif _is_small(match.group().lower(), plain, own, marked=marked) or (
                _is_abbreviation(match.group(), text)
                and (match.group() in _BODIES or place.at_large or _BODY.search(text[: match.start()]))
            ):
                continue
            elif place.is_near(text, match.start(), match.end()):
                if not _is_mistyped(match.group().lower()) and not (
                    (place.at_large and _is_at_large(text, folded, match, place.number))
                    or (place.number >= 0 and _is_name(text, folded, match))
                ):
                    found.append(match.group())
            elif (
                (_is_foreign(match.group()) and not _SHOP.search(lowered, 0, match.start()))
                if marked
                else plain in _DANGEROUS_ALONE
            ):
                found.append(match.group())
        dangers = _DANGER_FOLDED if text.isascii() else _DANGER
        found += [
            match.group()
            for match in dangers.finditer(lowered, start, end)
            if not _within(match, place.known)
            and not any(begin <= match.start() and match.end() <= stop for begin, stop in harmless)
        ]
        if text.isascii():
            found += [
                match.group()
                for match in _SOMEBODY_FOLDED.finditer(folded, start, end)
                if not _within(match, place.known)
            ]
        found += [
            match["name"]
            for match in _SOMEBODY.finditer(text, start, end)
            if match["name"].istitle() and not _within(match, place.known)
        ]
    return tuple(dict.fromkeys(found))


_SHOP = re.compile(r"(?<!\w)(?:chợ|siêu thị|khách sạn|cửa hàng|nhà hàng|quán|khu vực|tòa nhà|bến|cầu)\s+$")
"""Before a name that is no Vietnamese word: it is where it was done, "chợ Togi"."""
_BODY = re.compile(
    r"(?i)(?:tổ|phòng|ban|đội|bộ phận|hội|trung tâm|văn phòng|chi|cán bộ|GV|to|phong|doi|bo phan|hoi)\s+$"
)
_WEIGHING = frozenset({"TB", "KH", "DK", "ĐK", "CT", "LK", "BQ", "DKI", "TBC", "KHT", "UL", "ƯL", "F0", "F1", "HĐ"})
"""Abbreviations of words that weigh on a number: on average, planned, aimed at, running total."""


def _is_abbreviation(word: str, text: str) -> bool:
    """Whether capitals stand for a body or people whose name an office shortens: GVCN, NNT, CNTT."""
    if word in _BODIES:
        return True
    return (
        2 <= len(word) <= LONGEST_SHORT
        and word.isupper()
        and word not in _WEIGHING
        and not text.isupper()
        and len(re.findall(r"[AEIOUYÀ-Ỹ]", word)) <= 1
    )


LONGEST_SHORT = 6
_BODIES = frozenset(
    [
        "GVCN",
        "GVBM",
        "GV",
        "HS",
        "PH",
        "PHHS",
        "CMHS",
        "CBGV",
        "CBGVNV",
        "CBCC",
        "CBVC",
        "CBNV",
        "ĐVTN",
        "DVTN",
        "CCB",
        "CTĐ",
        "MTTQ",
        "HPN",
        "HND",
        "HLHPN",
        "TTN",
        "ĐTN",
        "TDP",
        "TYT",
        "TTYT",
        "BCH",
        "BCĐ",
        "BQL",
        "VHTT",
        "UBND",
        "MN",
        "TH",
        "THPT",
        "THCS",
        "NVYT",
        "CA",
        "BP",
        "HTX",
        "KDC",
        "TNXK",
        "TNTN",
    ]
)
"""Bodies and people whose short names stand right beside figures."""


_TELEX = re.compile(r"aa|ee|oo|[aou]w|dd|[sfrxj]$")


def _is_mistyped(word: str) -> bool:
    """Whether a word is a harmless one as Telex keys leave it ("tuaanf"), or without its tone ("đươc" for "được")."""
    if word.isascii():
        bare = re.sub(r"([aeo])\1|([aou])w|(d)d", lambda m: m[1] or m[2] or m[3], re.sub(r"[sfrxj]$", "", word))
        return _TELEX.search(word) is not None and len(word) > 3 and bare in _FOLDED and bare not in _DANGEROUS_FOLDED
    if word[0] == "đ" and fold(word) == "duoc" and word not in ("đuốc", "đước"):
        return True  # "đựoc", "đuợc": marks on another letter of được
    toneless = _without_tone(word)
    return toneless == word and toneless in _TONELESS


def _without_tone(word: str) -> str:
    """Give a word without its tone mark, its vowels as they are (ươ, â, ê)."""
    kept = [letter for letter in unicodedata.normalize("NFD", word) if letter not in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(kept))


_DANGEROUS_FOLDED = frozenset(map(fold, _DANGEROUS))
_TONELESS = frozenset(map(_without_tone, SMALL)) - frozenset(map(_without_tone, _DANGEROUS))


def _is_foreign(word: str) -> bool:
    """Whether a word is the name or the letters of somebody who is no unit: Viettel, VNPT."""
    return word[0].isupper() and len(word) > 2 and _SYLLABLE.match(fold(word)) is None


def _within(match: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(match.start() < stop and begin < match.end() for begin, stop in spans)


def _is_small(word: str, plain: str, own: frozenset[str], *, marked: bool) -> bool:
    """Whether a word is of the small language or of the roster; in a text with marks one without any is what it says."""
    if word.isascii():
        return word in SMALL or plain in own or (not marked and plain in _FOLDED)
    return word in SMALL or word in own or _retoned(word)


def _is_marked(text: str) -> bool:
    """Whether a text is written with diacritics throughout, not only here and there."""
    words = _WORD.findall(text)
    return sum(not word.isascii() for word in words) * 2 >= len(words)


def _is_at_large(text: str, folded: str, match: re.Match[str], number: int) -> bool:
    """Whether a word away from its number is one of offices at large, or the name of a person or a hamlet."""
    if _is_name(text, folded, match):
        return True
    if match.end() <= number and not text[match.end() : number].strip():
        return False
    if text.isascii():
        return folded[match.start() : match.end()] in _AT_LARGE_FOLDED
    return match.group().lower() in _AT_LARGE


def _is_name(text: str, folded: str, match: re.Match[str]) -> bool:
    """Whether a word is written as a name within a sentence, not as that of a product."""
    word = match.group()
    before = text[: match.start()].rstrip()
    if text.isupper() or not before or before[-1] in ".;!?:" or not word[0].isupper():
        return False
    return word[1:].islower() and _SYLLABLE.match(folded[match.start() : match.end()]) is not None


_SYLLABLE = re.compile(r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$")


def _retoned(word: str) -> bool:
    """Whether a word is harmless in the other tone placement (hoà, hòa; uỷ, ủy)."""
    return _marks(word) in _MARKS


def _marks(word: str) -> str:
    """Give a word's letters and marks in an order that tone placement does not change."""
    return "".join(sorted(unicodedata.normalize("NFD", word)))


_MARKS = frozenset(map(_marks, SMALL))
