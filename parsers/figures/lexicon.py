"""Vietnamese words that say what a number is: data, folded (lower case, without diacritics), as regular expression pieces.

What a campaign counts is not here but in its configuration (`IndicatorWording`); this is the language of reports in general.
"""

from __future__ import annotations

import enum
import re

from parsers.figures.alternatives import Alternatives
from parsers.text import fold


class Cue(enum.StrEnum):
    """What the words before a number (or a table's heads) say that it is."""

    WEEK = "week"
    CUMULATIVE = "cumulative"
    UNTIL = "until"
    """Counted up to a day: the week's figure or a running one, the words alone don't say."""
    LAST = "last"
    TARGET = "target"
    DIFFERENCE = "difference"
    TOTAL = "total"
    PARTS = "parts"
    """The numbers that follow are parts of the one before."""
    POPULATION = "population"
    NOT = "not"
    OTHER = "other"
    """Something else was done or is counted: leaflets, talks, people reached."""


# "Toàn phường", "cả Chi cục", "cả ba trường": all of the unit; not all of a time, a town or everybody.
_WHOLE_UNIT = (
    r"\b(?:toan|ca) (?!thang|nam|quy|nuoc|tinh|thanh pho|tp|huyen|quoc|nhom|nha\b|gia dinh|nguoi|ngay|dem|tuan|ky|dot|the|bo\b|bao|boi|va\b|hai may|moi|cac|chien dich|xom|ho\b|thon|khu|lop|to\b|pho|ngo|lang|"
    r"truc|nhiem|mac|benh|phe|khoa|sang|chieu|toi)[a-z]{2,}\b"
)

# At one place the first row that fits wins, so each row stands before the rows whose words it contains.
# "cộng với số cũ thành 467 máy": the running total after this week.
ADDED_TO_EARLIER = r"\b(?:cong|tinh|gop|ke)(?: ca| voi| them| chung| luon| don)* (?:(?:so|cac|nhung|may|lieu) )*(?:cu|truoc(?: do| day)?|da bao(?: cao)?|(?:tuan|ky|dot|lan) (?:truoc|cu|roi))\b[^.;\d]{0,30}?\b(?:thanh|la|duoc|len|tong)\b(?: (?:la|duoc|cong|so|thanh))*"

CUES: tuple[tuple[Cue, tuple[str, ...]], ...] = (
    (
        Cue.CUMULATIVE,
        (
            r"(?<!khong phai )(?<!khong phai la )(?<!khong phai so )lu[yi] ?ke",
            r"(?<!khong phai )(?<!khong phai la )(?<!khong phai so )(?<!chua )(?<!khong )cong don",
            r"\bcong tu\b",
            r"luy tien",
            r"\bl/?k\b",
            r"tu dau (?:nam|thang|chien dich|dot|ky|trien khai|den|mua|thang \d+)[^,;.:]{0,20}?",
            r"tu dau\b",
            r"tu khi\b",
            r"ke tu\b",
            r"tu truoc (?:den|toi) (?:nay|gio)",
            r"(?<!tuan truoc )(?<!ky truoc )(?:tinh )?(?:den|toi|cho den) (?:nay|gio|hien tai|thoi diem (?:nay|hien tai|bao cao))",
            r"(?:den|het) (?:het )?(?:tuan|ky) (?:nay|bao cao)",
            r"(?:den|het) (?:het )?tuan(?! truoc)",
            r"(?:toan|ca) (?:chien dich|dot)",
            r"tu (?:ngay )?\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})? (?:den|toi) nay",
            r"hien (?:tai )?(?:da )?co tong",
            r"nang (?:tong )?(?:so )?[^.;\d]{0,60}?(?:len|thanh)(?: la)?",
            r"\btong (?:so )?tu dau(?: dot| chien dich| trien khai)?(?: (?:den|toi) (?:nay|gio))?",
            r"\btong (?:so )?tu\b",
            r"tat ca tu\b",
            ADDED_TO_EARLIER,
        ),
    ),
    (
        Cue.LAST,
        (
            r"(?:tuan|ky|dot|lan|thang|hom) (?:lien )?(?:truoc|trc)(?! (?:den|toi) )(?: do)?",
            r"\b(?:dot|lan|thang|hom) roi\b",
            r"cung ky",
            r"so cu\b(?! the)",
            r"(?<!cac )(?<!ong )\bcu(?= ?[:=])",
            r"bao cao (?:lan )?truoc",
            r"da bao cao(?! (?:anh|chi|phong|co|chu|sep|voi|quy|a|em)\b)(?: truoc)?",
            r"\bda (?:bao|gui|nop)\s*$",
            r"(?:tuan|ky) lien ke",
        ),
    ),
    (
        Cue.DIFFERENCE,
        (
            r"\btang (?:so|them|hon|len so)\b",
            r"\btang(?! cuong)(?! toc)(?! len)\b",
            r"\bgiam(?! sat)(?! doc)(?! hieu)\b",
            r"chenh",
            r"\bhut\b",
            r"(?:nhieu|it|cao|thap|kem) hon",
            r"\bkem (?=tuan|ky)",
            r"so voi(?! (?:cac|tung|moi) )",
            r"\bhon tuan\b",
            r"\b(?:cong|tinh|dem|ghi|bao) (?:thieu|sot|du|thua|trung|lap)\b(?!\s*(?::|ten\b|don vi))",
        ),
    ),
    (
        Cue.TARGET,
        (
            r"chi tieu",
            r"muc tieu",
            r"ke hoach",
            r"\bk/h\b|(?<!- )(?<!& )(?<!va )\bkh\b(?! khach)",
            r"(?:duoc|da) giao\b(?! vien| duc| dich)",
            r"(?<!co )(?<!thay )(?<!nha )(?<!ban )\bgiao\b(?! dich)(?! duc)(?! thong)(?! vien)",
            r"phan dau",
            r"du kien",
            r"dang ky(?! (?:ket hon|khai sinh|kinh doanh|tam tru|thuong tru|ho khau|xe\b|doanh nghiep|nghia vu|bien phap|quyen su dung|dat dai|kham))",
            r"\bse\b(?! ke)",
            r"tuan (?:sau|toi|tiep)",
            r"ky (?:sau|toi)",
            r"toi thieu",
            r"it nhat",
            r"\bcan (?:phai )?(?:cai|thuc hien|hoan thanh)",
            r"\bdinh muc",
            r"\bchi phi\b",
            r"\bhua(?: voi)?(?: (?:anh|chi|em|sep|phong|co|chu)){0,3}(?: (?:la|se))*",
            r"yeu cau (?:cai|dat)",
            r"cam ket",
        ),
    ),
    (
        Cue.NOT,
        (
            r"(?:chua|chx?a) (?:cai|lam|duoc|ho tro|kich|the|thuc|thanh|huong|tai)\w*",
            r"\b(?:khong|ko|kg|hok|k) (?:nhan (?:duoc )?(?:tin|ma|otp|sms)|cai|tai|ho tro|the|dat|co|thanh cong|du|su dung|tuong thich)\b",
            r"\bhong (?:man|loa|nguon|cam ung|phim|mic|pin|may|roi|wifi|sim|nut)\b",
            r"\bvo man\b",
            r"\bday (?:bo nho|dung luong|may)\b",
            r"\b(?:cai|tai|ho tro|kich hoat) (?:dat |ve )?(?:(?:khong|ko|hong|chua) (?:duoc|dc|thanh cong|noi|xong|vao)|(?:bi |gap )?loi)\b",
            r"^\W*(?:so )?(?:luong )?(?:may|dien thoai|smartphone) (?:bi |gap )?loi\b",
            r"(?<!ngay )(?<!buoi )con lai",
            r"con thieu",
            r"that bai",
            r"bi loi",
            r"\bgo(?: bo| di)?\s*[:=]?\s*$",
            r"go (?:bo )?(?:cai|ung)",
            r"\bhuy\b",
            r"\bda cai (?:dat )?(?:tu )?truoc",
            r"\bcai (?:dat )?(?:san )?tu truoc\b",
            r"co san",
            r"(?:cai|tai) san\b",
            r"tu choi",
            r"\bcon phai\b",
            r"\bhen (?:lai|sau|quay lai|ve|mai|hom sau|tuan sau)\b",
            r"xin (?:ve|hen)\b|\b(?:ve nha|se) tu\b",
            r"khong (?:dong y|hop tac|chiu|muon|dung smartphone|ho tro)",
            r"het (?:pin|dung luong|bo nho)",
        ),
    ),
    (
        Cue.POPULATION,
        (
            r"dan so",
            r"nhan khau",
            r"\bso (?:dien thoai thong minh|smartphone) (?:cua )?(?:toan|ca) (?:phuong|xa|truong|don vi|nganh)",
            r"tong so (?:nguoi (?:nhap|xuat|qua|den|di|trong|tren)|dan|ho|can bo|nhan khau|nguoi dan|hoc sinh|smartphone|cong chuc|doan vien|khach|giao vien|lao dong|nhan vien|thue bao tren|dien thoai thong minh)",
            r"\bso (?:ho|dan|khau|can bo|hoc sinh|smartphone tren|dien thoai thong minh tren|cong dan den|luot khach|khach|doi|to|nhom|diem|buoi|cuoc|lop|tin|bai|to roi)\b",
            r"\bco (?:su dung )?(?:smartphone|dien thoai)(?! (?:duoc|moi|da|vua))",
            r"\b(?:su )?dung (?:smartphone|dien thoai thong minh)",
            r"\bquan so\b",
            r"\bso (?:luong )?(?:may |dien thoai )?(?:smartphone|dien thoai thong minh|dien thoai|may)(?: hien co)? (?:tren dia ban|trong dan)(?! (?:\w+ ){0,3}(?:duoc|da|moi) )",
            r"\bbien che\b",
            r"bien so",
            r"(?:tong )?\bso (?:(?!cai|dat|duoc|ho|huong|lieu|luong|dung)\w+ ){1,3}cua\b(?! (?:tuan|ky|don vi|phuong|xa|truong|ubnd|ban|bo phan|em|chung|ben|trung tam|tram|toi|minh|chi cuc|cuc|kho bac|thanh doan|doan|phong|co quan|chi nhanh|cho|chung em|~))",
            r"\bnam sinh\b",
            r"\bdo tuoi\b|\d tuoi\b|\btuoi (?=tu|tren|duoi)",
        ),
    ),
    (
        Cue.OTHER,
        (
            r"(?:yeu cau|nhac|nhac nho|de nghi) (?:bat|mo)\b",
            r"tuyen truyen",
            r"\bduoc nhac\b",
            r"\bbat (?:lai |mo )?(?:bluetooth|bluezone|ung dung|app)\b",
            r"\bphat (?:tay|to roi|duoc|to|thanh|tan)",
            r"to roi",
            r"khau trang",
            r"to gap",
            r"ap phich",
            r"pano",
            r"bang ron",
            r"bang zon",
            r"khau hieu",
            r"tap huan",
            r"to chuc",
            r"thanh lap",
            r"bo tri",
            r"phan cong",
            r"huy dong",
            r"kiem tra",
            r"xu phat",
            r"tiep nhan",
            r"giai quyet",
            r"tham (?:gia|du)",
            r"phat thanh",
            r"dang tai",
            r"chia se",
            r"bluetooth",
            r"khai bao",
            r"ho so\b",
            r"quet ma",
            r"ra quan",
            r"\bmoi (?:\w+ )?(?:du|hop|tham du)\b",
            r"giay moi",
            r"thu moi",
            r"\bdia chi\b",
            r"dien thoai lien he",
            r"\b(?:sdt|dt|d/?t|tel|hotline|zalo|fax|mobile|phone|lien he|lh)\b\s*[:.]",
            r"so dien thoai",
            r"email",
            r"\bso hieu\b",
            r"\bkinh phi\b",
            r"so tien",
            r"\bma so\b",
            r"\bma (?:so|vach|qr|otp|xac|don|khach|hang)\b",
            r"mau so",
            r"phu luc",
            r"bieu (?:mau|so)",
            r"cong van",
            r"van ban so",
            r"quyet dinh",
            r"\blan thu\b",
            r"\balready\b",
            r"\bno[_ ](?:smart|phone)",
            r"tiep xuc",
            r"cach ly",
            r"\bca nhiem",
            r"duong tinh",
            r"van dong vien",
        ),
    ),
    (
        Cue.WEEK,
        (
            r"(?:trong|o|cua)? ?(?:tuan|ky)(?: bao cao)? (?:nay|qua|vua qua|vua roi|bao cao|hien tai)",
            r"trong (?:tuan|ky|7 ngay)",
            r"(?<!tung )(?<!hang )(?<!moi )(?<!cac )\btuan\b",
            r"\bky (?:nay|bao cao)",
            r"phat sinh(?: moi| them)?(?: trong)?",
            r"(?:cai(?: dat)?|lap) moi",
            r"\bca tuan\b",
            r"so moi",
            r"so lieu moi",
            r"\bmoi trong\b",
        ),
    ),
    (
        Cue.UNTIL,
        (
            r"tinh (?:den|toi)",
            r"(?:cho )?den (?:het )?(?:ngay|~+(?! (?:ho|thon|khu|to|nha|lop|diem)\b)|\d{1,2}\s?(?:h|g|gio)\b)",
            r"den het",
            r"\bda co\b",
            r"(?<!bao cao )(?<!ket qua )\bco\s*$",
            r"hien (?:nay|tai|dang|co)",
            r"(?<!cai )dat\b(?= tong)",
        ),
    ),
    (
        Cue.TOTAL,
        (
            r"\btong(?: so| cong| hop)?\b",
            r"(?<!thanh )(?<!phong )\bcong\b(?! chuc)(?! dan)(?! an)(?! van)(?! tac)(?! dong)(?! cu)(?! nghe)(?! nghiep)(?! ty)(?! nhan)(?! don)(?! doan)(?! vien)(?! khai)(?! nhan)(?! thuong)(?! truc tuyen)(?! suat)(?! vien)",
            r"tat ca",
            r"(?:ca|tat|het) thay\b",
            r"\bt/?c\b",
            _WHOLE_UNIT,
        ),
    ),
    (
        Cue.PARTS,
        (r"trong do", r"\brieng\b", r"bao gom", r"\bgom\b", r"cu the", r"chia ra", r"trong so (?:do|nay)", r"chi tiet"),
    ),
)


def whole(piece: str) -> str:
    """Let a piece match whole words alone: "cộng dồn" is no part of "cộng đồng"."""
    begin = r"(?<![a-z0-9])" if piece[0].isalpha() or piece.startswith("(?:") else ""
    return begin + piece + (r"(?![a-z0-9])" if piece[-1].isalpha() else "")


CUE = Alternatives((cue, [whole(word) for word in words]) for cue, words in CUES)

# Cues that other words look like without their diacritics: Tuấn (a name), ký, tầng. Blanked where written as another word.
SHADES: dict[str, frozenset[str]] = {
    "tuan": frozenset({"tuần"}),
    "moi": frozenset({"mỗi", "mới"}),
    "ca": frozenset({"cả"}),
    "ky": frozenset({"kỳ", "kì"}),
    "tang": frozenset({"tăng"}),
    "giam": frozenset({"giảm"}),
    "se": frozenset({"sẽ"}),
    "tong": frozenset({"tổng"}),
    "huy": frozenset({"hủy", "huỷ"}),
    "cong": frozenset({"cộng", "công"}),
    "ban": frozenset({"ban", "bạn", "bản", "bàn"}),
}

# After a number: words that are not a thing that it counts. With their diacritics, since "45 cho" goes on and "4 chợ" counts markets.
_AFTER = (
    "ạ a hoặc hay ah nhé nhe nha em anh chị và đã được đc dc dk là với cho trong tuần kỳ kì lũy luỹ lk tổng cộng đến từ tại "
    "tính so tăng giảm đạt nâng hoàn thành do theo gồm cụ thôi xin kính gửi trân cảm on ơn thanks tks ok hết nữa "
    "thêm mới ngay ngày vào ở rồi như còn phòng tức tương ứng bằng hiện các tất đều này nay đây thì mà nhưng nên của qua trên chứ"
)
NOT_A_NOUN = frozenset(_AFTER.split())
NOT_A_NOUN_FOLDED = frozenset(map(fold, NOT_A_NOUN))

# Who is helped: a count of them is one of the indicator's where its own deed is done to them.
PEOPLE = (
    r"(?:cong dan|nguoi dan|nhan dan|khach hang|hanh khach|hk(?= (?:dc|dk|duoc|da|cai))|khach|hoc sinh|phu huynh|doan vien|thanh vien|hoi vien|can bo|cong chuc|"
    r"co bac|co chu|chu bac|bac tai|phu xe|nha xe|chu thuyen|ngu dan|xa vien|chi em|anh em|ho dan|dan lang|thanh nien|nong dan|cuu chien binh|nguoi mua|nguoi ban|cac cu|ong ba|anh chi em|cu gia|chau|giao vien|nhan vien|tieu thuong|lao dong|nguoi su dung|ba con|du khach|tai xe|lai xe|chu phuong tien|"
    r"nguoi nop thue|nguoi lao dong|nguoi nha|nguoi benh|benh nhan|hoc vien|sinh vien|thay co|chien si|quan nhan|cu tri|cu dan|kieu bao|chu ho|chu xe|thuyen vien|"
    r"hs|hv|sv|ph|phhs|cmhs|gv|cbgv|cbcc|ccvc|cbccvc|cbnv|cnvc|nnt|dvtn)"
)

CLASSIFIERS = r"(?:(?:chiec|cai|con|bo|bac|co|chu|ong|ba|em|chau|cu|quy|vi|luot)\s+(?=[a-z]))?"
# What a label may be made of besides the indicator's words, times and names, and still be the label of a figure.
LABEL_WORDS = re.compile(
    r"\b(?:(?:kinh )?gui phong|ket qua|kq|so luong|sl|so lieu|bao cao|bc|b/c|nop|con so|so|tong|cong|dat|thuc hien|duoc|dc|la|hoan thanh|cua|don vi|phuong|xa|truong|co quan|"
    r"tu|den|toi|het|trong|tai|o|nhu sau|sau|cu the|da|cac|nay|em|toi|chung|minh|ben|xin|gui|bao|thong tin|nhanh|hang tuan|tuan|ky|chinh thuc|hien|co|"
    r"thi|va|ve|viec|chot|oi|nhan|do|nguoi ta|cong tac|ung dung|app|phan mem|thanh cong|cho|nguoi dan|can|lai|dung|moi|them|phia|ngay|thang|a|anh|sua|giup|thanh|doi|chinh|nham|nhe|nha|chi|kinh|thua|ok|"
    r"noi dung|chi tieu bao cao|gia tri|number|total|count|week|report)\b"
)

_ROUGH = (
    "khoang",
    "gan",
    "hon",
    "duoi",
    "xap xi",
    "uoc",
    "uoc tinh",
    "uoc chung",
    "tam",
    "tren duoi",
    "ngot",
    "non",
)
ROUGHLY = re.compile(
    r"(?:(?<!\w)(?:"
    + "|".join(_ROUGH)
    + r")|(?<!\w)(?<!bluezone )(?<!ung dung )(?<!app )(?<!ngay )(?<!nhu )tren|(?<![=\-])>|[<>]=|[~<≈≥≤±])\s*$"
)
ROUGHLY_AFTER = re.compile(
    r"^\s*(?:\+|(?:may |nguoi |dien thoai )?la cung\b|hay \d|(?:hon|hoac|may hon|co le|gi do|tam do|±)\b)"
)

QUESTION = re.compile(
    r"\?|\b(?:phai khong|dung khong|duoc khong|bao nhieu|hay khong|hay la|nen ghi(?! luon| vao| vay| la\b| so\b)|thi (?:co (?:phai|duoc|tinh)|phai ghi|ghi (?:the nao|sao)))\b"
)
CONDITION = re.compile(r"\bmau bao cao\s*:|\b(?:neu|gia su|vi du|chang han|gia nhu|tru khi)\b")

# Words that change what a figure is worth, by the reason that they give; looked for in its sentence.
MODIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "a-rate",
        re.compile(
            r"\b(?:trung binh|binh quan|moi (?:ngay|to|thon|khu|nguoi(?!\s+(?:mot|1)\s+(?:may|chiec|cai|dien thoai))|doi|xom|buoi|lop|can bo|doan vien|ho(?! tro)|gio|diem|chi doan|truong|nhom)|hang ngay|(?<!nghi )(?<!le )(?:mot ngay|1 ngay))\b|/\s?(?:ngay|to|nguoi|thon|khu|buoi|gio|can bo|doi|ho)\b"
        ),
    ),
    (
        "provisional",
        re.compile(
            r"\b(?:(?<!nghi nen )(?<!ban nen )(?<!hop nen )gui truoc|moi co (?:duoc )?(?:so|so lieu|ket qua) (?:cua )?(?:khoi|ca|khu|thon|to|truong|lop|doi|diem|chot|quay|ben|phia|mot|hai|ba|\d)|bao truoc(?!\W+(?:ca|het) tuan)|(?<!truong )(?<!don vi )(?<!khu )(?<!thon )(?<!lop )(?<!doan )(?:bao|gui|nop|cap nhat|tong hop) (?:lai )?(?:tiep|sau)(?! day| khi| bc| bao cao| so lieu| so )|moi co dau tuan|moi (?:chi )?la dau tuan|tam tinh|so bo|chua chinh thuc|uoc (?:dat|tinh|chung|luong|khoang|thuc hien|co|duoc|cai|ca tuan|tuan)|chua day du|chua du(?! dieu kien| tuoi| dung luong| bo nho)|chua (?:chot|xong)|chua tong hop|tam thoi|moi (?:co )?\d+ (?:khu|thon|truong|lop|to|don vi|chi doan) (?:gui|bao|nop)|(?:mot|hai|ba|bon|\d+) (?:khu|thon|truong|lop|to|chi doan) dau|moi (?:co|duoc|cai duoc|nhan duoc)(?: so(?: lieu)?)?(?: cua)? \d+\s?(?:/|tren)\s?\d+|(?:den|het|(?:tinh|cho) toi|toi(?= het| ngay)) (?:het )?(?:sang |trua |chieu |toi |ngay )?(?:thu (?:hai|ba|tu|2|3|4)|t[234])(?! tuan (?:sau|toi)))\b"
        ),
    ),
    (
        "not-all-of-it",
        re.compile(
            r"\b(?!(\d+)\s?/\s?\1\b)\d+\s?(?:/|tren)\s?\d+ (?:to|thon|khu|lop|truong|don vi|chi doan|xom|cum|diem|khu pho)\b|\b(?:chua (?:ke|tinh|gom|bao gom|bao cao|cong)|(?<!tu choi thi )(?<!loi thi )khong (?:ke|tinh|bao gom)(?! (?:so |nhung |cac )?(?:may |nguoi |truong hop )?(?:da )?(?:cai (?:dat )?lai|cai tu truoc|(?:cai |co )san|loi|trung|cu\b|cap nhat))|(?:tinh|ke|gom) ca(?! (?:tuan|ky|dot|bao ve|tap vu|lao cong|giao vien|nhan vien|can bo|cong chuc|vien chuc|hoc sinh|phu huynh|nguoi nha|nguoi than|gia dinh|hop dong|nguoi cao tuoi|cac cu|cu gia|nguoi gia|tieu thuong|nguoi dan|cong nhan|doan vien|hoi vien)\b)|tinh luon|(?<!do cong )(?<!do tinh )(?<!do nhap )(?<!do dem )(?<!do ghi )(?<!ghi )(?<!go )(?<!danh )(?<!bam )(?<!viet )(?<!nhap )(?<!chi tieu )thieu(?! nien)(?! nhi)(?!\s*(?::|ten\b|don vi))|con sot|bi sot|du ra|thuc te|(?<!quen )(?:chua|khong) (?:bao|gui|nop|co so|xac minh|doi chieu)|ngoai ra con|(?<!tong )cong (?:ca|voi)(?! (?:tuan|ky)\b(?! truoc)| hai\b| 2\b| thay\b)|trung (?:\d|lap|nhau|voi)|(?<!da )tru (?:di )?\d|(?:chua|khong) cai (?:dat )?(?:them )?(?:duoc )?may nao)\b"
        ),
    ),
    (
        "unsure",
        re.compile(
            r"\b(?:(?:bang|nhu|giong|van) (?:(?:so|cua) )?(?:tuan|ky) truoc|van (?:giu|nhu)|van la (?!\d)|giu nguyen|khong (?:thay )?doi|hinh nhu|co le|co the|chac la|chac khoang|chac tam|khong chac|khong nho|khong ro(?! (?:mau|bieu mau|cach|ai|quy dinh|form))|xem lai|(?:chua|se) kiem tra|(?:se|dang|can|de|cho|phai|xin|em) (?:\w+ ){0,3}(?:kiem tra|ra soat) lai|(?:kiem tra|ra soat) lai(?: so| ro|:|,|\.|$| sau| da)|neu (?:em )?khong nham|nghe noi|\b(?:anh|chi|sep|lanh dao|phong) (?:bao|noi|dan) (?:em|toi|minh) (?:ghi|bao|nop|gui)|nghe (?:\w+ ){1,3}?(?:bao|noi|ke|dau)|em nho (?:la|co|hinh nhu)|(?<!khong )nho mang mang|doan la|dau do|gi do|deu chung|khong biet)\b|\d (?:may|nguoi|dien thoai) (?:nhu (?:the|vay)|kieu (?:do|nay)|loai (?:do|nay))\b"
        ),
    ),
    ("by-themselves", re.compile(r"\b(?:tu cai|tu tai)\b(?! (?:dat )?(?:duoc )?(?:theo|nho|qua) )")),
    (
        "not-new",
        re.compile(
            r"\b(?:(?<!khong tinh may da )(?<!khong tinh may )(?<!khong tinh )(?<!khong ke )(?<!khong ke may )(?<!khong tinh so )(?<!da tru may )(?<!da loai may )cai (?:dat )?|kich hoat |dang ky )lai\b|\bcap nhat (?:phien|ung dung|app|ban moi)|\bnang cap\b"
        ),
    ),
    (
        "several-weeks",
        re.compile(
            r"(?:(?:^|[.;:]\s)\W*qua|\b(?:trong|suot|sau|cua|ca)) (?:(?!0?[4-7] )\d+ ngay(?: dem ra quan)?|\d+ (?:thang|tuan))\b(?! dem)|\b(?:(?!0?[4-7] )\d+ ngay|\d+ (?:thang|tuan)) (?:qua|gan|vua|(?<!mua \d ngay )(?<!bao \d ngay )(?<!nghi \d ngay )lien|dau|cuoi)\b|\b(?:(?:ca )?(?:hai|ba|bon|2|3|4) (?:tuan|ky)|cac tuan|nhung tuan(?! nay)|nua thang|ca (?:tuan|ky) truoc)\b"
        ),
    ),
    (
        "some-days",
        re.compile(
            r"\btu thu \w+ (?:den|toi) (?:het )?thu (?:[2345]|hai|ba|tu|nam)\b|\bgiua tuan\b|\b(?:cuoi|dau) tuan (?:nay|truoc|qua|vua)|\btrong (?:mot|hai|ba|\d+) (?:buoi|hom|dem)\b|\b(?:\d|mot|hai|ba|bon|may) ngay (?:dau|cuoi|giua)(?: tuan| ky)?\b"
        ),
    ),
    (
        "part-of-it",
        re.compile(
            r"\b(?:(?<!bang )(?:mot nua|phan nua|1/2|nua so)(?! (?:so voi )?(?:tuan|ky) truoc)|qua nua|(?<!tang )gap (?:doi|ruoi|ba|hai|\d)(?![^,.;]{0,20} (?:tuan|ky) truoc)|nhan doi|ruoi)\b"
        ),
    ),
    (
        "another-time",
        re.compile(
            r"\b(?:nam nay|ca nam|nam ngoai(?! chua)|nam truoc(?! chua)|nua nam|(?<!huynh )(?<!hop )(?<!gap mat )dau nam|trong nam)\b|\b(?<!dau )(?:dot|giai doan|lan) \d{1,2}(?![\d.,]?\d)|\btuan truoc nua\b"
        ),
    ),
    (
        "for-others",
        re.compile(
            r"\btheo (?:so (?:ttt|thong tin|y te|gd|giao duc|lao dong)|tinh|viettel|vnpt|mobifone|thong ke|so lieu|du lieu|nguon|ban tin|bao chi)\b|\b(?:(?:don vi|phuong|xa) ban|(?:don vi|phuong|xa|truong) (?:ben|kia)(?! (?:em|minh|toi|chi|anh|nay))|ben canh(?! (?:viec|do\b|phat|cong tac|tuyen truyen|nhung|cac))|(?:don vi|phuong|xa|truong|chi nhanh|co quan) (?:khac|lang gieng)|gui ho|(?<!anh )(?<!chi )(?<!anh ~ )(?<!chi ~ )nho (?:em |anh |chi |toi )?(?:gui|bao)|bao ho|thay mat don vi)\b"
        ),
    ),
)

REQUEST = re.compile(
    r"\b(?:xin|de nghi|can|mong|dang ky|kinh de nghi)\s+(?:duoc\s+)?(?:cap|them|\d|mua|nhan|tai lieu|mau|phat|bo sung (?:to|ap)|phong (?:cap|ho tro|cho))"
)

GREETING = re.compile(
    r"^(?:kinh (?:gui|chao|thua)|thua|chao|gui|dear|hi|hello|em chao|xin chao|to|toi|thank|tran trong|xin cam on|cam on|em cam on|trang trong|best regards|regards|kinh thu|than men|tks|thanks)\b"
)

# More than the unit itself: the city, the province, the country.
SCOPE = re.compile(
    r"\b(?:toan|ca|trong) (?:tinh|thanh pho|tp|huyen|thi xa|nuoc|quoc)\b(?! (?:\w+ ){0,3}(?:ho tro|huong dan|giup|van dong))|\b(?:cua|tren dia ban) (?:tinh|thanh pho|tp|huyen)\b(?! mong cai)|\btoan quoc\b|(?<!toan )\bthanh pho (?:da|dat|co)\b(?! (?:\w+ ){0,3}(?:ho tro|huong dan|giup|van dong))"
)

# One day's figure, where nothing says that it is the week's.
ONE_DAY = re.compile(
    r"(?<!bao cao )(?<!gui )(?<!mail )(?<!thu )(?<!so lieu )(?<!bc )(?<!den )(?<!het )(?<!gui tu )(?<!bao tu )(?<!viec tu )(?<!\bbao )\b(?:(?:hom nay|hum nay|bua nay|hnay)\b(?! (?:\w+ ){0,4}?(?:bao cao|bao|gui|nop|quen|chot so|tong hop))|h[ou]m qua|h[ou]m kia|hqua|bua (?:qua|kia|hom)|ngay qua|(?:toi|dem|sang|chieu|trua) qua|(?:sang|chieu) nay\b(?! (?:\w+ ){0,4}?(?:bao cao|gui|nop|quen))|trong ngay|buoi sang|buoi chieu)\b"
)

# A figure of a month or a quarter is no week's.
MONTH = re.compile(
    r"(?<!\d )\b(?:trong |ca |cua )?thang (?:nay|qua|vua qua|roi|\d{1,2})\b|\b(?:ca|trong) (?:thang|quy)\b|\bquy (?:i{1,3}|iv|\d)\b|\b\d thang (?:dau|cuoi)\b"
)

# A total, whatever else the words around it say.
TOTALS = re.compile(
    r"\btong(?! hop)|(?<!thanh )\bcong\b(?=\s*(?::|la|lai|bang|duoc|don|(?:ca |trong )?(?:tuan|ky)\b|$))|\btong cong|tat ca|\bca (?:tuan|ky|dot)\b|\bchung\b(?= (?:la|cua|toan))|\bt/c\b|\bnhu vay\b|\bvi chi\b|"
    + _WHOLE_UNIT
)

# Right before a name: the unit is written to, worked with or a place, and does not report here.
NOT_REPORTING = re.compile(
    r"(?:kinh gui|noi nhan|lien he)\s*:\s*$|(?:kinh gui|noi nhan|phoi hop(?: chat che)?(?: voi| cung)?|cung voi|\btai|\btheo|\bgui|\bve|\bqua|\bden|\bgiup(?!\s*:)|dia ban|lien he|dong chi|\bboi|\bhop|\bdo|"
    r"chi dao cua|bai (?:viet |tuyen truyen )?cua|cam on(?: (?:anh|chi|ban|em|co|chu|bac|dong chi|cac|su|~|\w+)){0,3}|yeu cau cua|de nghi cua|cong van .{0,40}cua|\bo)\s*(?:cac |don vi |dong chi |khu vuc )?[:\-–,]?\s*$"
)

# Before a unit's name these make it the name of something else within or beside that unit: Đoàn phường Ka Long, Trường MN Hải Yên.
_BELONGING = (
    "doan truong mn th thcs tieuhoc hoc non te hoi an cho khu benhvien diem dien hoa tran doi thon chi pho duong "
    "tram chua den dinh"
)
BELONGING = frozenset(_BELONGING.split())

# Words that turn a counted noun into another thing: máy tính, máy bay.
COMPOUNDS = re.compile(
    r"\s+(?:tinh(?! bang)(?! den)(?! tu)|bay|in\b|tho\b|phat|bom|xuc|giat|lanh|moc|anh(?= (?:ky|so|chup|kts))|quay|photo|cay|do\b(?= (?:than|nhiet|huyet))|chieu|scan|fax|quet(?! ma)|hut|dem(?: tien)?\b|cham(?: cong)?|chu (?:mail|email|thu|web|du lieu|cua|bi|treo|loi|hong|noi bo))\b"
)

# Words that make a text a report or a message about one.
REPORT = re.compile(r"(?<!\w)(?:bao cao|bc|b/c|ket qua|kq|so lieu|tong hop|so luong)(?!\w)")

# The abbreviations of office names, written out on both sides before names are compared.
ABBREVIATIONS: dict[str, str] = {
    "ubnd": "ubnd",
    "ub": "ubnd",
    "1 cua": "mot cua",
    "mc phuong": "mot cua phuong",
    "mc xa": "mot cua xa",
    "uy ban nhan dan": "ubnd",
    "uy ban": "ubnd",
    "u b n d": "ubnd",
    "p": "phuong",
    "f": "phuong",
    "x": "xa",
    "tp": "thanh pho",
    "t p": "thanh pho",
    "tx": "thi xa",
    "tt": "trung tam",
    "bql": "ban quan ly",
    "b q l": "ban quan ly",
    "ck": "cua khau",
    "ckqt": "cua khau quoc te",
    "bqlck": "ban quan ly cua khau",
    "qt": "quoc te",
    "thpt": "thpt",
    "trung hoc pho thong": "thpt",
    "ptth": "thpt",
    "gd dt": "giao duc va dao tao",
    "gddt": "giao duc va dao tao",
    "gd va dt": "giao duc va dao tao",
    "giao duc dao tao": "giao duc va dao tao",
    "pgd dt": "phong giao duc va dao tao",
    "pgd": "phong giao duc",
    "pgddt": "phong giao duc va dao tao",
    "pgd va dt": "phong giao duc va dao tao",
    "hcc": "hanh chinh cong",
    "tthcc": "trung tam hanh chinh cong",
    "tt hcc": "trung tam hanh chinh cong",
    "ttpvhcc": "trung tam hanh chinh cong",
    "trung tam phuc vu hanh chinh cong": "trung tam hanh chinh cong",
    "phuc vu hanh chinh cong": "hanh chinh cong",
    "kbnn": "kho bac nha nuoc",
    "cct": "chi cuc thue",
    "bx": "ben xe",
    "bp": "bo phan",
    "bptn": "bo phan tiep nhan",
    "bptn tkq": "bo phan tiep nhan va tra ket qua",
    "bptntkq": "bo phan tiep nhan va tra ket qua",
    "bptn va tkq": "bo phan tiep nhan va tra ket qua",
    "tn tkq": "tiep nhan va tra ket qua",
    "tntkq": "tiep nhan va tra ket qua",
    "tn va tkq": "tiep nhan va tra ket qua",
    "tiep nhan tra ket qua": "tiep nhan va tra ket qua",
    "tiep nhan tra kq": "tiep nhan va tra ket qua",
    "tiep nhan va tra kq": "tiep nhan va tra ket qua",
    "bpmc": "bo phan mot cua",
    "trường": "truong",
    "tnhh": "tnhh",
    "tncs": "tncs",
    "hcm": "ho chi minh",
}
