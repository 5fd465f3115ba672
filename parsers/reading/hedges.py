"""Words beside a figure that say it is not what it looks like: the ordered table of what clerks write about their own counting.

Each row is a reason and the wordings that give it, looked for in every sentence of a letter, not only in the figure's own. They are held to
thousands of letters that are plainly right (`tests/parsers/test_hedges.py`, the corpus): a row that a plain letter contains is no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from parsers.figures.alternatives import Sieve
from parsers.figures.lines import Line
from parsers.values import Doubt

_BODIES = (
    r"(?:cong an|bien phong|don bien phong|tram y te|hoi (?:phu nu|nong dan|cuu chien binh|chu thap do)|"
    r"doan (?:thanh nien|phuong|xa)|mat tran|ban chqs|quan su|viettel|vnpt|mobifone|buu dien)"
)
_LEADERS = r"(?:sep|lanh dao|chu tich|pho chu tich|thu truong|hieu truong|giam doc|chi cuc truong|dong chi \w+)"
_OWN_PARTS = (
    r"(?:cac thon|cac khu|cac to|thon|khu|to\b|lop|khoi|cac lop|cac doi|doi\b|cac chi|chi doan|"
    r"cac truong (?:mn|mam|th\b|tieu|thcs)|(?:tuan|ky) nay|bon|ba|hai|nam)"
)
_RECORDS = r"(?:so|so truc|so theo doi|danh sach|giay|phieu|cuon so|so sach|so lieu|to)"

_WORDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "several-weeks",
        (
            # "Tuần trước nghỉ lễ không có người gửi nên bên em gửi chung một lần"
            r"\b(?:tuan|ky) truoc\b[^.;:\d]{0,10}(?:\d{1,2}/\d{1,2})?[^.;:\d]{0,60}\b(?:gui|bao|gop|tinh|cong|nop)(?: [a-z]+){0,2}? (?:chung|gop|don|mot the|mot lan|1 lan|ca hai|ca 2)\b",
            r"\b(?:(?:gui|bao|tinh|cong|nop) )?(?:chung|gop|don|gop chung)(?: so)?(?: cua)? (?:ca )?(?:hai|2) (?:tuan|ky)\b",
            # "Tổng kết 10 ngày đêm cùng áo xanh"
            r"^(?!.*\btuan\b).*\btong ket (?:\w+ ){0,3}?(?:\d+ ngay|chien dich|ca dot|dot|thang|quy|nam)\b",
            # "bữa đó em không gửi, nay em dồn vào đây luôn một thể"
            r"(?<!khong )(?<!chua )\b(?:don|gop) (?:\w+ ){0,3}(?:mot the|mot moi|mot lan|luon the|vao day|vao luon|mot bao cao)\b",
        ),
    ),
    (
        "one-day",
        (
            # "tại lễ khai giảng, đoàn trường đã hỗ trợ cài Bluezone trên 143 máy"
            r"^(?!.*\b(?:tuan|ky)\b).*\b(?:tai|trong|nhan) (?:buoi )?(?:le (?:khai giang|ra quan|phat dong|mit tinh|ky niem|hoi|be giang)|ngay hoi|dem hoi|hoi trai|dai hoi)\b[^.;]*\d+ (?:may|dien thoai|nguoi)",
            # a subject "Kết quả thứ Năm 05/11"
            r"^(?!.*\b(?:tuan|ky)\b)\W*ket qua (?:cua |ngay )?(?:thu (?:hai|ba|tu|nam|bay|[23457])|chu nhat)\b",
            # "gửi số liệu trong ngày 24/9"
            r"\b(?:so lieu|so|ket qua|bao cao) (?:may )?(?:cua |trong )(?:mot |1 )?ngay \d{1,2}[/.]\d{1,2}(?![^.;]*\b(?:den|tuan|ky)\b)",
        ),
    ),
    (
        "unsure",
        (
            # "là con số bạn Linh nói miệng với em qua điện thoại"
            r"\b(?:noi|bao) mieng\b|\bnghe (?:\w+ ){1,4}?(?:noi|bao|ke) (?:lai|qua)\b",
            r"\b(?:la )?(?:con )?so (?:lieu )?(?:\w+ ){1,5}?(?:doc|noi|nhan|bao) (?:\w+ ){0,3}?qua (?:dien thoai|dt|zalo)\b",
            r"\bngoi nho lai\b|\bnho lai roi\b|\bnghe sao (?:ghi|bao|viet)\b|\btheo tri nho\b|\btieng duoc tieng mat\b|\bnham nham\b",
            # "em không biết ai đúng, sáng thứ 2 mới đối chiếu được"
            r"\b(?:khong|ko|chua|k) (?:biet|ro|chac|nho|hieu) (?:la )?(?:ai|so nao|cai nao|ben nao|nguoi nao|con so nao|the nao) (?:la )?(?:dung|sai|chuan|moi dung|chinh xac)\b",
            r"\bmoi doi chieu (?:duoc|lai)\b|\b(?:khong|ko|chua|k) (?:dam )?chac (?:ve |la )?(?:so|con so|dung|chinh xac)\b",
            # "có người chỉ cài NCOVI, em không tách ra được"
            r"\b(?:tach|phan biet) (?:rieng )?(?:ra )?(?:khong|ko) (?:duoc|dc)\b|\b(?:khong|ko) (?:tach|phan biet) (?:rieng )?(?:ra )?(?:duoc|dc)\b",
            # "em nhìn lại thấy là lạ, phím số máy này hay dính"
            r"\b(?:nhin|thay|coi) (?:\w+ )?la la\b|\bhay dinh\b|\b(?:khong|chua) (?:biet|ro) (?:\w+ ){0,3}(?:co )?(?:nham|thua|sot|thay het|dung chua)\b",
            # "73 máy đã tải Bluezone về, bà con chưa bật lên được"
            r"\b(?:da |moi |chi )(?:tai|download)\b(?:(?!\bcai\b)[^.;]){0,60}\b(?:chua|khong|ko) (?:bat|kich hoat|mo|dang ky|dang nhap|su dung|dung|chay|vao)\b",
            r"\b(?:phan dong|da so|hau het|phan lon|nhieu may|nhieu nguoi|ai cung)\b[^.;\d]{0,20}\bchua (?:\w+ ){0,2}(?:bam|nhap|nhan|xac nhan|kich hoat|vao|dang nhap|bat)\b",
            # "Nhà nào cũng có sẵn từ hồi tháng 8 rồi"
            r"\b(?:nha nao|ai|deu|het|toan|may nao|nguoi nao)\b[^.;]{0,20}\bco san\b(?! thi\b)(?![^.;]*\bkhong tinh\b)|\bnha nao tu (?:tai|cai)\b",
            # "em trêu cho chị đỡ buồn ngủ"
            r"\b(?:em|toi|minh|chau) (?:treu|noi dua|dua (?:thoi|chut|ti|day|a|ty))\b|\b(?:noi|treu) (?:choi|dua) (?:thoi|chut|ti|day|a|ty|cho vui)\b",
            # "Anh chánh văn phòng bảo để vậy cho bằng xã bạn"
            r"\b(?:bao|keu|noi|dan) (?:em |cu )?de (?:vay|the|nguyen)\b[^.;]{0,30}\b(?:cho|bang|dep)\b|\bcho (?:bang|dep|giong) (?:xa|phuong|don vi|nguoi ta|ban)\b",
            # "ghi như vậy hay ghi gộp một dòng ạ?"
            r"\b(?:ghi|bao|tinh|lay|gui)\b[^.;?]{0,30}\bhay (?:la )?(?:ghi|bao|tinh|lay|chi)\b[^.;]*\?",
        ),
    ),
    (
        "for-others",
        (
            # "Công an phường báo sang là bên công an đã cài được 40 máy"
            rf"\b{_BODIES}\b[^.;,:\d]{{0,30}}\b(?:bao|gui|noi|chuyen) (?:sang|lai|qua|cho (?:em|phuong|xa|toi|minh|ben em)|la\b|rang)",
            # "phường không tổ chức buổi nào, số này là nhân viên cửa hàng cài rồi cho phường xin"
            r"\b(?:khong|ko) to chuc (?:buoi|dot|diem|lan) nao\b|(?:roi|xong) cho (?:phuong|xa|minh|ben em|truong) xin\b|\bso nay la (?:cua )?(?:nhan vien|ben|may ban|cua hang|cong an|vnpt|viettel|y te)\b",
            # "em sang nhờ máy và hộp thư của các chị trên Phòng"
            r"\bhop thu cua (?:cac )?(?:chi|anh|phong|uy ban|xa|phuong)\b",
            # "là mấy bạn Viettel tự đứng, phường em không cử được ai, em xin số của các bạn ấy"
            r"\btrang thong ke\b|\b(?:xin|lay|theo) so cua (?:cac |may |ben )?(?:ban|so|nha mang|viettel|vnpt|cong an|y te|tinh)\b|\bkhong cu (?:duoc )?(?:ai|nguoi)\b",
        ),
    ),
    (
        "not-all-of-it",
        (
            # "đã gồm số của các trường THPT trên địa bàn"
            rf"\b(?:da|co|bao) (?:bao )?(?:gom|tinh|cong|ke)(?: ca)? (?:so |phan |so lieu )(?:cua )?(?!{_OWN_PARTS})[a-z]",
            # "quầy tiếp nhận hồ sơ không gửi riêng nữa"
            r"\bkhong (?:gui|bao|lam bao cao|bao cao) rieng\b",
            # "Sổ trực của ca sáng anh Đạo cầm theo xe chưa về"
            rf"\b{_RECORDS}\b(?! may ban| dien thoai)[^.;]{{0,60}}\b(?:uot|nhoe|rach|that lac|mat roi|bi mat(?! khau)|de quen|cam theo|chua (?:thay |ai |kip )?(?:nop|giao|dua|tra)|moi giao|giu (?:so|phieu|danh sach))\b(?![^.;]*\b(?:so moi|lap lai)\b)",
            r"\b(?:giu|om) (?:so|phieu|danh sach|to)\b",
            # "mấy hôm kia không bố trí được người ghi"
            r"\b(?:khong|ko) (?:bo tri|co|cu) (?:duoc )?(?:nguoi|ai) (?:ghi|dem|theo doi)\b",
            # "File kèm theo là của tổ làm ở cầu Bắc Luân thôi"
            r"\b(?:la )?cua (?:rieng )?(?:to|doi|ca|khu|thon|chot|nhom|ben)\b[^.;,]{0,40}\bthoi\b",
            # "nên trên đây là ca chiều"
            r"\b(?:tren day|day|so nay|con so nay) (?:moi |chi )?(?:la |cua )+(?:rieng |moi )?(?:ca|buoi|to|doi|khu|thon|quay|lop|khoi)\b",
            # "em khóa sổ từ trưa thứ ba", "Từ hôm ấy các lớp làm thêm nhiều"
            r"\bkhoa so (?:tu|hom|luc|truoc|som)\b|\b(?:chot|khoa|cat) so (?:tu |luc |vao )?(?:trua |chieu |sang )?(?:thu (?:hai|ba|tu|[234])|t[234])\b",
            r"\btu (?:hom|luc|bua) (?:ay|do|qua)\b[^.;]{0,50}\b(?:lam |cai |co )?them\b",
            # "nhiều tên nằm ở cả hai tờ"
            r"\b(?:ten|nguoi|may|ho)\b[^.;\d]{0,25}\b(?:nam o|co o|o|trong|tren) ca hai (?:to|danh sach|ben|so|noi)\b",
            # "bảo con về gỡ ra, mai em xuống hỏi để bớt đi"
            r"\b(?:go|xoa|bo)\b[^.;]{0,60}\b(?:bot di|tru di|tru ra|tru bot|giam di)\b(?<!da tru ra)(?<!da tru di)(?<!da bot di)",
            # "cô chủ nhiệm nghỉ ốm, sổ chưa thấy nộp", "em gọi mấy cuộc mà bác để máy ở nhà"
            r"\b(?:nghi om|nghi phep|di vang|om|nghi de|di cong tac|nam vien)\b[^.;]{0,50}\b(?:chua (?!co (?:ai|nguoi))|so (?:de|o|chua|trong|nam)|danh sach (?:de|o|chua))",
            r"(?<!so cu )\b(?:goi|lien lac|lien he)\b[^.;,]{0,20}\b(?:khong|ko|chua|cha) (?:duoc|dc|nghe|bat may|thay)\b(?!\W+(?:\w+ )?zalo)|\bgoi (?:may|mai|hoai|nhieu) (?:cuoc|lan)\b[^.;]{0,20}\b(?:ma|khong|ko|chua)\b",
            # "anh Phí đi Pò Hèn chưa về để hỏi phần của anh"
            r"\bphan cua (?:anh|chi|ban|bac|co|chu|ong|ba)\b[^.;]{0,20}\b(?:chua|sau)\b|\bhoi phan cua\b",
        ),
    ),
    (
        "provisional",
        (
            # "Tí em ngó lại sổ, có gì em nhắn"
            r"(?<!da )\b(?:ngo|nhin|xem|do|tra|kiem|soat|ra|coi) lai (?:so|danh sach|cho chac|cho ky)\b(?![^.;]*\b(?:roi|lan|thi|co|chac chan|la|con|duoc)\b)",
            r"\bde (?:hom nao|mai|toi|lat|chieu) [^.;]{0,20}\b(?:do|dem|kiem|xem|soat|ra|tinh)\b|\bco gi (?:em|e|toi|minh|chau|xa|phuong) (?:se )?(?:nhan|bao|sua|dinh chinh)\b|\bchua mo (?:duoc )?(?:so|file)\b",
            # "Nhờ anh xem giúp em trình bày thế này đúng mẫu không ạ"
            r"\bdung mau (?:khong|chua|ko)\b",
            # "Mấy chỗ điền em cứ gõ bừa", "soạn thử form"
            r"\b(?:go|dien|ghi|nhap) (?:bua|dai dai|lay le|cho dep|tuong tuong)\b|\b(?:soan|lam|viet|dien) thu (?:form|mau|bieu|bang|ban|file|phieu|mot|1|cho|xem)\b",
            # "thứ 2 về mới ký và mới là số chính thức"
            r"\bmoi la so chinh thuc\b|\b(?:ve|mai|chieu|toi|thu \w+|tuan sau)(?: \w+)? moi (?:ky|duyet)\b(?! ket| hop| giao)",
            # "sếp em ra văn bản có dấu đỏ thì hẵng đưa vào bảng"
            r"\bhang (?:dua|ghi|vao|tinh|cong)\b|\bbiet (?:vay|the) thoi\b|\bghi truoc cho\b|\bcho em kip (?:gio|han)\b",
            r"\bmoi (?:duoc |bang |dat )(?:gia |qua |gan |hon )?(?:nua|phan nua)\b",
            # "Lãnh đạo phường chưa duyệt", "chiều tối về mới xem và cho ý kiến"
            rf"\b(?:moi|se|cho|chua|dang) (?:\w+ ){{0,3}}?(?:xem (?:va )?)?cho y kien\b|\b(?:chua|chx) (?:\w+ ){{0,2}}(?:duyet|ky duyet)\b|\bcho {_LEADERS}\b[^.;]{{0,20}}\b(?:ky|duyet|xem)\b",
            # "em lấy thư kỳ trước sửa cho nhanh, không biết đã thay hết các chỗ chưa"
            r"\b(?:lay|cop|copy|sua) (?:tu |lai )?(?:thu|mail|file|bao cao|ban) (?:cu|ky|truoc|tuan truoc)\b[^.;]{0,30}\b(?:sua|chua|thay|cho nhanh)\b|\bchua thay het\b|\bthay het (?:cac|cho|so)\b",
            # "đã ghi tên từng người; sáng thứ hai mang wifi ra để bà con tải về"
            r"\bghi ten\b[^.;]{0,60}[;,][^.]{0,60}\b(?:toi|mai|thu \w+|sau)\b[^.]{0,60}\b(?:de|moi|se)\b[^.]{0,40}\b(?:tai|cai)\b|\bmoi (?:chi )?(?:ghi ten|dang ky|lap danh sach)\b",
            # "đợi chủ nhật đoàn viên ra đảo thì làm một thể"
            r"\b(?:doi|cho|den|hen) (?:den )?(?:chu nhat|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|cuoi tuan|mai)\b[^.;]{0,40}\b(?:lam|cai|tai) (?:mot the|luon|cho|not|het)\b",
            # "chờ Ban Phong trào đối chiếu rồi điền lại"; in a subject: "sếp xem hộ"; "chị gọi em đọc cho chắc"
            r"\b(?:dang cho|con cho|so lieu cho|doi) (?:\w+ ){1,5}(?:doi chieu|ra soat|kiem tra|xac nhan)\b|\bsep xem\b|\bgoi (?:lai )?(?:cho )?em\b[^.;]{0,20}\bcho chac\b",
            # "em mở bài kỳ trước ra sửa mà chưa kịp thay con số"
            r"\bchua kip (?:thay|sua|dem|kiem|ra|doi chieu|tong hop)\b",
            # "sáng mai mới giao sổ"
            r"\b(?:mai|chieu|toi|sang|sau|tuan sau)\b[^.;]{0,10}\bmoi (?:giao|nop|dua|gui|co|tra) (?:so|danh sach|phieu|so lieu|bao cao)\b",
            # "đã quán triệt các trưởng thôn", "PHÂN CÔNG CÁC THÔN"
            r"^\W*(?:bang )?(?:phan cong (?:cac|tung|thuc hien|nhiem vu|cho|cai)|giao chi tieu|phan bo|giao ke hoach|phan ke hoach)\b",
            r"\bquan triet (?:toi |den )?(?:cac|tung)\b|\bphan bo (?:cho|ve)\b",
        ),
    ),
)
# Words of counting and of the papers that counts stand in, as written; a sentence of them is about the figure's making.
_COUNTING = re.compile(
    r"(?i)(?<!\w)(?:quyển|cuốn sổ|trong sổ(?! sách)|(?<!nhìn )vào sổ(?! lưu)|gom sổ|tờ trình|giấy (?:chưa|thôn|các thôn|của các)|con số|chung (?:một|1) (?:cột|dòng|tờ)"
    r"|chung vào|(?<!trình )duyệt|(?<!khó )đếm|ghi chung|viết chung|nháp|thảo lần|điền sẵn|khoán cho|so hai|vênh|trùng(?! (?:với |vào )?(?:ngày|dịp|lễ|tuần))"
    r"|trí nhớ|nhớ ra|(?:bảo|nói|kể) vậy|đọc qua máy|hộp đi|ghi tên(?! đơn vị)|mã xác nhận|tin nhắn mã|giả lập|chạy thử|cam đoan|chưa tách|ai chịu"
    r"|quyết giúp|tính cho (?:bộ phận|bên|xã|phường|ai)|học phần mềm|nhập chơi|lõm bõm|phiếu của (?:từng|các|xã)|gạch một|mẫu sổ|một sổ|trang quản trị|rơi rớt|hụt|bỏ sót|sót (?:thôn|khu|tổ|ai|nhà|mất)"
    r"|nhân lên|cộng luôn|cộng trọn|để nguyên (?:số|trong tập)|vẫn để trong|nộp theo tháng|(?:mới|chưa) nộp|tập căn|trừ đi|trừ giúp|không rõ|không đánh dấu|giống nhau"
    r"|bên nào|đọc qua|ký một dòng|bấm (?:lượt|máy tính)|chẳng giống|lấy (?:bên|số|cái) nào|thế nào cũng có|để trên bàn|xóa mất|xoá mất|xóa hết|xoá hết)(?!\w)"
)
_COUNTING_FOLDED = re.compile(
    r"\b(?:tri nho|bao vay|noi vay|ghi chung|viet chung|dien san|nhap choi|chay thu|cam doan|ghi ten|chua duyet|venh|vao so|hut|bo sot|nhan len|cong luon|cong tron|tru di|tru giup|khong ro|chang giong|tinh cho (?:ben|xa|phuong|ai)|chua tach)\b"
)
_SURE = re.compile(
    r"(?<!ky )(?<!tuan )(?<!dot )(?<!thang )\broi\b(?! (?:dien|ghi|sua|tinh|bao|gui) lai)|\b(?:xong|du ca|da du|thu du|het ca|khop|khong sot|chac chan|chinh xac|dam bao|yen tam|nhu nhau|giong het|van dung|rieng|cam on|kinh mong|de nghi|kien nghi|mong|thuan loi|kho khan|vuong mac|tuan sau|thang sau|tiep tuc|ky so|mat khau|quen|thong cam)\b"
    r"|\bda (?:duoc )?(?:duyet|ky|kiem|ra|dem|doi chieu|cong|gach|bot|loai|tru|xem)\b|\b(?:khong|ko|chua|chu khong) (?:tinh|dem|cong|lay|ke|gop|dua|nam trong|trung|nha nao)\b|\bduyet (?:so )?(?:nay|roi)\b|\b(?:giam doc|pho|bi thu|truong)\b[^.;]*\bduyet\b"
)
"""What makes talk about the counting speak for the figure, or about something else."""
_COUNTED = re.compile(r"\d{1,4}\)? (?:may|nguoi|ho|luot|to|dien thoai|thue bao)\b")
MOST_LINES = 12
"""Of a longer letter talk is a report's prose, in which such words are many and harmless."""


def not_understood(lines: Sequence[Line]) -> list[Doubt]:
    """Give a doubt for the first sentence about the counting that neither affirms the figure nor tells another one.

    "Cô Yến đếm ra vậy. Thầy Bí thư đếm thì thấp hơn nhiều": nobody can list what may be said about a count, so that such a sentence is asked about.
    """
    if len(lines) > MOST_LINES:
        return []
    for each in lines:
        if (_COUNTING_FOLDED.search(each.folded) if each.text.isascii() else _COUNTING.search(each.text)) is None:
            continue
        for match in _SENTENCE.finditer(each.folded):
            begin, end = match.span()
            counting = (
                _COUNTING_FOLDED.search(each.folded, begin, end)
                if each.text.isascii()
                else _COUNTING.search(each.text, begin, end)
            )
            sentence = match.group()
            plain = _SURE.search(sentence) or _COUNTED.search(sentence) or len(sentence.strip()) <= SHORTEST
            if counting is not None and not plain:
                return [Doubt(code="counting-talk", about=each.text[begin:end].strip()[:120])]
    return []


_SENTENCE = re.compile(r"(?:[^.;!?]|[.](?=\d))+")
SHORTEST = 15


_ROWS = tuple((code, wording) for code, wordings in _WORDINGS for wording in wordings)
_SIEVE = Sieve(wording for _, wording in _ROWS)
_compiled = cache(re.compile)


def of(lines: Iterable[Line]) -> list[Doubt]:
    """Give a doubt for each reason that some line gives, with that line's words."""
    found: dict[str, Doubt] = {}
    for each in lines:
        for row in sorted(_SIEVE.possible(each.folded)):
            code, wording = _ROWS[row]
            if code not in found and _compiled(wording).search(each.folded):
                found[code] = Doubt(code=code, about=each.text.strip()[:120])
    return list(found.values())
