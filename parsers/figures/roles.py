"""What the words round a number make of it: the week's figure, a running total, a part, or no figure at all."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.figures.cues import LETTERS, TIMES, cues_of, has_cue, last_cue, time_of
from parsers.figures.lexicon import COMPOUNDS, CUE, LABEL_WORDS, PEOPLE, Cue
from parsers.figures.lines import Line
from parsers.figures.mentions import Grip, Lens, Role
from parsers.figures.spots import Spot, told_anew

_DONE = re.compile(r"\b(?:da|dat duoc|thuc hien duoc|thuc hien|ket qua|cai duoc)\b")
_ROLES = {
    Cue.WEEK: Role.WEEK,
    Cue.CUMULATIVE: Role.CUMULATIVE,
    Cue.UNTIL: Role.UNTIL,
    Cue.LAST: Role.LAST,
    Cue.TOTAL: Role.TOTAL,
}
AIMS = re.compile(r"\b(?:chi tieu|ke hoach|muc tieu)\b")
_SHORT_BY = re.compile(r"\bthieu\s*$")
_IN_BRACKETS = re.compile(r"\((?=[^()\d]*\b(?:em|anh|chi|minh|toi)\b)[^()\d]*\)?")
"""What somebody says aside: "19 máy tuần này ạ (hôm trước em quên mất)"."""
_REST_HELPED = re.compile(
    r"\bcon lai (?:da |deu )*duoc\b(?! (?:cai|ho tro)? ?(?:sau|tuan))[^.;]*\b(?:cai|giup|ho tro)\b"
)
_THEN_HELPED = re.compile(r"\b(?:thi |nay |nhung )?(?:da |duoc )+(?:ho tro|huong dan|giup)\b")
"""Behind those who had it not yet: "34 người chưa cài thì đã hỗ trợ cài thành công 29 người"."""
_THE_REST = re.compile(r"^\s*(?:\w+ ){0,3}con lai\W*$")
# "đã cài từ trước", "đã cài từ tháng 8": they had it before this week began.
_LONG_SINCE = re.compile(
    r"\bda (?:duoc )?(?:cai|co|su dung|dung)\b[^\d]{0,40}\btu (?:truoc(?! (?:den|toi))|lau|thang|nam ngoai|dot truoc|(?:cac |nhung )?tuan (?:truoc|dau)|nhung ngay dau|dau)\b(?! (?:tuan|ky) nay)"
)
_OF_OTHERS = re.compile(
    r"\bcua (?:ho(?! kinh| dan| gia| ngheo)|don vi (?:khac|ban)|ben (?:ho|kia|do)|(?:gia dinh|nha) (?:toi|em|minh|chung toi))\b|\bkhong phai (?:so )?cua\b"
)
# "cộng 83 máy, đã trừ 2 máy cài hỏng": not in it any more
_DEDUCTED = re.compile(r"\bda (?:tru|loai|bo)(?: di| ra)?\s*$")
_BEFORE_A_BRACKET = re.compile(r"([^,;.:()]{3,60})\([^()]*\)\s*:\s*$")
"""The label of "Số máy không cài được (máy phím): 17"."""
_OTHER_PHONES = re.compile(r"\b(?:dien thoai|may|dung|su dung) (?:thuong|den trang|phim|cuc gach)\b")
"""Behind people: they have no telephone that it could be installed on."""
_PER_HEAD = re.compile(r"\b(?:binh quan|trung binh)\b[^.;,]{0,30}$")
_OF_SEVERAL_APPS = re.compile(r"\b(?:\d+|cac|hai|ba|ca) (?:ung dung|app|phan mem)\b[^.;,]{0,20}:?\s*$")
_COUNTED_APPS = re.compile(r"\s*(?:ung dung|app|phan mem)\b[^.;,]{0,20}:?\s*$")


def _of_counted_apps(spot: Spot) -> bool:
    """Whether the number before only counts the apps that this one is of: "Tổng lượt cài 3 ứng dụng: 481"."""
    before = spot.sentence[: len(spot.sentence) - len(spot.left)]
    return _COUNTED_APPS.fullmatch(spot.left) is not None and before[-1:].isdigit() and before[-2:].strip() != "1"


_STILL = re.compile(r"\bcon\s*$")
_UNDONE = re.compile(r"\s*(?:may|nguoi|dien thoai|khach) (?:(?:dang )?cai do|dang|chua|cho|hen)\b")
"""Round a number: what is not finished, "còn 2 máy cài dở"."""
_OWNS = re.compile(r"\b(?:co|uoc|khoang|tong so|(?:toan|ca) [a-z]+(?: co)?)\s*$")
_SMART = re.compile(r"\s*(?:(?:may|dien thoai) )?(?:thong minh|smartphone)\b")
"""Round a number: how many people own a telephone that it could be installed on."""
_HAD_IT = re.compile(r"\bda (?:cai|co) (?:dat )?(?:(?:app|ung dung|phan mem|bluezone) )?(?:roi|san|tu truoc)\s*:?\s*$")
_ALL_HAVE_IT = re.compile(r"\s*(?:[a-z]+ ){1,4}(?:deu|tat ca)(?: da| duoc)* (?:co|cai|dung)\b")
_HAVE_IT = re.compile(r"\s*(?:[a-z]+ ){1,3}(?:(?:deu )?da (?:co|cai)\b(?! (?:dat )?(?:moi|them|duoc|dc))|co cai\b)")
_HAVE_IT_ALREADY = re.compile(r"\s*(?:[a-z]+ ){0,3}(?:co|cai)(?: san| het| du| ca)* roi\b")
_OF_MORE = re.compile(
    r"\bqua (?:hoi|kiem tra|khao sat|ra soat)\b|(?:\d[^.;]*\b(?:hoi|kiem tra|qua|giao dich|den|tiep)|\b(?:hoi|kiem tra|qua|giao dich|den|tiep)\b[^.;]*\d[^.;]*\btrong do)\b"
)
"""Of so many who came and were asked these had it: "143 lượt khách giao dịch; qua hỏi, 134 khách đã cài"."""
_TRAINS = re.compile(
    r"\b(?:tap huan|boi duong|hoi thao|chuyen de|lop hoc)\b(?!.*\b(?:va|roi|ket hop|dong thoi|sau do)\b.*\b(?:cai|giup|ho tro)\b)[^,;.\d]*$"
)
"""Lessons in how it is done: "3 buổi tập huấn cài đặt cho 84 giáo viên"."""
_FLOWS = re.compile(
    r"\W*(?:[a-z][,.)]\s)?(?:tong )?(?:so )?(?:luot )?(?:nguoi|khach|hanh khach|cong dan|dan|xe|phuong tien|thuyen vien|lai xe|hoc sinh|benh nhan)\b[^:]{0,30}?\b(?:nhap canh|xuat canh|qua lai|den (?:lam|giao dich|kham|benh vien|cho)|giao dich|luu thong|cach ly|nhap vien|ra vao|di lai|len xe|cho hang|nhap hoc)\b[^:]{0,30}:\s*$"
)
"""The label of people who only came and went: "Người nhập cảnh trong tuần: 1.240"."""
_THANKS_FOR = re.compile(r"\bcam on (?:(?:[a-z]+|~+|&) ){1,10}da (?!cai\b)")
"""What others are thanked for is theirs."""
_LEFT_OUT = re.compile(
    r"\b(?:khong|ko|k) (?:tinh|ke|cong|gop|dua) vao\b|\bnen (?:khong|ko|k|chua|em khong) (?:thong ke|tinh|ke|cong|bao|dua)\b|\b(?:khong|ko|k|chua) tinh\W*$|\b(?:em |da )+(?:tru|loai)(?: di| ra| roi)+\W*(?:a\W*)?$"
)
"""Behind a number: it is not in the figure, "18 công dân tự cài (không tính vào kết quả)"."""
_SWITCHES = re.compile(r"\b(?:bat|mo) (?:lai |san )?")


def _is_switched_on(clause: str, lens: Lens) -> bool:
    """Whether people were asked to switch it on, which they can only do who have it."""
    topics = [lens.topic.match(clause, match.end()) for match in _SWITCHES.finditer(clause)]
    ends = [topic.end() for topic in topics if topic is not None]
    return bool(ends) and lens.core_verb.search(clause, ends[-1]) is None


_AT_SO_MANY = re.compile(r"\s*(?:may |dien thoai |chiec |nguoi )?(?:cua|tai|o|thuoc)\s")
_HOMES = re.compile(r"\s*(?:ho|nha|gia dinh|khu|thon|diem|chi hoi)\b")
"""Behind "38 máy của": in how many homes."""
_DESCRIBES = re.compile(r"\((?:[^()]*[,;]\s*)?\s*$")
_CLOSES_LABEL = re.compile(r"\s*(?:em|hs|hoc sinh|nguoi|lop|ho|khu|thon|can bo|gv|sv|hv)\b[^()\d]{0,15}\)\s*:")
"""Round a number: how large the part is whose label it stands in, "Khối 10 (12 lớp, 528 em): 96 em cài"."""
_NOT_COUNTING = re.compile(r"(?:^|[.,;(]\s?)\W*(?:khong|ko|k|kg) (?:tinh|ke|cong|gop)(?: den| ca| them| vao)*\s*$")
_OF_AN_AGE = re.compile(r"\s*(?:cu|ong|ba|bac|anh|chi|co|chu|em)(?: [a-z]+){0,2} \d{2} tuoi\b")
"""Behind a number: somebody who is told of, "có 1 cụ 86 tuổi mà vẫn cài được"."""
_BEYOND = re.compile(r"\bvuot (?:qua )?(?:muc|chi tieu|ke hoach|moc)\s*$")
"""Right before an aim: "cài được 67 máy, vượt mức 60 máy mà Chủ tịch xã giao"."""
_UNDONE_LIST = re.compile(
    r"^\W*(?:so )?(?:may |nguoi )?(?:chua|khong|ko) (?:cai |lam |ho tro )?(?:duoc|dc)(?: la| gom| vi)?\s*:"
)
"""The label of those that it failed for: "Chưa được: 7 máy đầy bộ nhớ, 4 máy ..."."""
_AIMED_AT = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu)(?:\s*\(\s*(?:la |giao )?|\b(?! bao cao)[^.;:|(]{0,40}\d\s?%[^.;:|(\d]{0,10}:\s*)$"
)
"""Up to a number that an aim is: "đạt 52,3% kế hoạch (300 máy)", "Chỉ tiêu TP giao 60%: 1.386 máy"."""
_LOST_OR_PRESENT = re.compile(
    r"(?:^|[,;(:]|\b(?:bi|va|con|quan so))\s*(?:quan so )?(?:vo|roi|rot|hu|vang|co mat|nghi om|nghi phep|nghi|truc)(?: mat)?\s*:?\s*$"
)
"""Right before a number: so many were broken, absent or on duty."""
_TOTAL_OF_OTHERS = re.compile(
    r"\btong (?:so |cong |luot |luong )*(?:xe|phuong tien|khach|hanh khach|ho(?! tro)|dan|nhan khau|ho so|hoc sinh|sinh vien|can bo|cong chuc|to roi|khau trang|giao vien|nguoi (?:qua|den|nhap|xuat)|giao dich|chuyen|lop|thon|khu|buoi|cuoc|tin|bai|diem|chot)\b(?!.*\b(?:cai|bluezone)\b)[^,;.]*$"
)
_HAVE_THE_TOPIC = re.compile(
    r"\s*(?:nguoi|may|dien thoai|thue bao|ho|smartphone)(?: [a-z]+){0,3}? (?:co|su dung|dung|ton tai)(?: san| cai)? (?:app |ung dung |phan mem )?(?:bluezone|blz|bz|app|ung dung)\b"
)
_LOOKED_THROUGH = re.compile(r"\b(?:ra soat|khao sat|thong ke|kiem tra|dieu tra|kiem dem)\b")
"""Who has it was looked into, not who got it: "Qua rà soát ... 786 người trên máy có Bluezone"."""
_REACTS = re.compile(
    r"\s*(?:nguoi|chi|anh|bac|co|chu|ong|ba|cu|chau|em|ban|khach)(?: [a-z]+)? (?:doi|xin|che|khen|cuoi|ngai|keu|mang|phan nan|thac mac|tang|bieu|cho qua|hoi tham)\b"
)
"""Behind a number: people who are told of, "Có 5 chị đòi quà"."""
_TAKES_SO_LONG = re.compile(
    r"\s*(?:may|nguoi|dien thoai|cai)(?: [a-z]+){0,2}? (?:mat|het|ton)(?: [a-z]+){0,2}? ~*\d*\s*(?:phut|gio|tieng|buoi|~)"
)
_WHO_THEY_ARE = re.compile(
    r"\s*(?:bac|co|chu|anh|chi|ong|ba|chau|cu|em)\b(?!\s*\))(?:(?!\b(?:chua|khong|trung|loi|lai|tuan|truoc)\b)[^()\d]){2,60}\)"
)
"""In brackets behind a figure: whom it was done for, "3 máy (2 bác hưu trí và cháu bảo vệ mới)"."""
_HELPERS = re.compile(
    r"\s*(?:luot )?(?:doan vien|thanh nien|tinh nguyen vien|tnv|tntn|dvtn|can bo|chien si|dang vien|hoi vien|cong an|giao vien|thay co|nhan vien|dong chi|ban tre)\b"
    r"(?: (?!duoc\b|da\b|dc\b|cai\b)[a-z]+){0,3}? (?<!duoc )(?<!dc )(?:ra quan|tham gia|xuong|di|truc|phoi hop|chia|den tung|ho tro|huong dan|giup)\b"
)
"""Behind a number: who did the work, "210 đoàn viên ra quân cài đặt"."""
_REMINDED = re.compile(
    r"\b(?:nhac(?: nho)?|khuyen(?: cao| khich)?|keu goi)(?: [a-z]+){0,3}? (?:cai|tai)(?: dat)?\b(?:(?!\bduoc\b|\bdc\b)[^,;.]){0,30}$"
)
_LOOKED_AT = re.compile(r"\bkiem tra (?:dien thoai|may|bluezone|app|ung dung)\b(?!.*\bcai\b)[^,;.]{0,20}$")
"""Telephones that were only looked at: "người được kiểm tra điện thoại: 5.120"."""
_NEW_PHONE = re.compile(r"\bso dien thoai (?:moi|lien he|truc|cua)\b[^\d:]{0,20}:?\s*$")
_IN_SO_MANY = re.compile(
    r"^\W*trong (?:so )?\d[\d.]* (?:may|nguoi|dien thoai)\b(?! (?:chua|khach|mang))[^.;,]*\bco\s*$"
)
_IS_OF = re.compile(r"\s*(?:may|nguoi|dien thoai|chiec) (?:cua|la|thuoc)\b")
"""Round a number: what some of those told before are, "Trong 13 máy của thôn 12 có 2 máy của người nước ngoài"."""
# What they had before: "Số máy cài trước đó: 402"
_CAME_BEFORE = re.compile(r"\b(?:cai|co|cai dat)(?: san)? (?:tu )?truoc(?: do| day| kia)?\s*:\s*$")
# "đã nhận phản hồi 88 máy": what the office wrote
_TOLD_BACK = re.compile(r"\bnhan (?:duoc )?(?:phan hoi|xac nhan|thong bao|bien nhan|tra loi|hoi dap|hoi am)\b")
# "Máy điện thoại thông minh: 1.104 chiếc": what they own, a line of its own without a word of anything done
_OWNED = re.compile(
    r"\W*(?:tong )?(?:so )?(?:luong )?(?:may )?(?:dien thoai thong minh|smartphone)(?: hien co)?\W*(?:la|co)?\W*$"
)
# "tuần này giảm còn 64 máy": what it fell or rose to, not by how much.
CHANGES_TO = re.compile(
    r"\b(?:giam|tut|sut|ha|tang)(?: nhe| manh)?(?: xuong| len)?(?: chi)? (?:con|len|toi|den)(?: duoc| la)?\s*$"
)
# "tăng từ 194 lên 201 máy" without a word about the week: a total that grew.
_ROSE_TO = re.compile(r"\d(?: may)?(?: da)?(?: tang)? (?:len|sang)(?: den| toi| thanh)?\s*$")
_HAS_SO_MANY = re.compile(r"^[,;.\s]*co\s*$")
_CORRECTS = re.compile(r"\b(?:sua|doi|dinh chinh|dieu chinh|nham|sai)\b")


def role_of_number(spot: Spot, lens: Lens) -> tuple[Role, str]:
    """Weigh the cues round a number: after it, in its clause, in its sentence, in the heading before."""
    if spot.noun == "people" and _HAS_SO_MANY.search(spot.left) and lens.core_verb.search(spot.tail):
        spot = replace(spot, left="", clause="", sentence="")  # "Có 45 khách nhờ nhân viên cài giúp"
    aside = _IN_BRACKETS.search(spot.tail)
    right = _CAUSE.split(spot.right[: aside.start()] if aside else spot.right)[0]
    after = last_cue(right) if spot.number.name != "done-of-goal" else None
    cues = cues_of(spot.clause)
    kinds = [cue for cue, _, _ in cues]
    verb_at = max((match.end() for match in lens.verb.finditer(spot.clause)), default=-1)
    stock = re.search(r"\bda co (?:san )?", spot.clause)
    if stock is not None and lens.topic.match(spot.clause, stock.end()):
        return Role.EXCLUDED, "stock"
    if re.search(r"\bda co (?:san|ung dung|app|cai)\b", spot.right) or (
        (has := re.search(r"\bda co ", spot.right)) and lens.topic.match(spot.right, has.end())
    ):
        return Role.EXCLUDED, "stock"
    if _OF_OTHERS.search(spot.tail):
        return Role.EXCLUDED, "of-others"
    if _STILL.search(spot.clause) and _UNDONE.match(spot.right):
        return Role.EXCLUDED, "not"
    if _SHORT_BY.search(spot.clause) and AIMS.search(spot.sentence):
        return Role.EXCLUDED, "not"
    if _OWNS.search(spot.left) and _SMART.match(spot.right) and not lens.deed.search(spot.right):
        return Role.EXCLUDED, "population"
    if _DEDUCTED.search(spot.clause):
        return Role.EXCLUDED, "deducted"
    if _OTHER_PHONES.search(spot.right):
        return Role.EXCLUDED, "not"
    if (label := _BEFORE_A_BRACKET.search(spot.left)) and has_cue(label[1], Cue.NOT):
        return Role.EXCLUDED, "not"
    if _PER_HEAD.search(spot.clause) or _OF_SEVERAL_APPS.search(spot.clause) or _of_counted_apps(spot):
        return Role.EXCLUDED, "other-count"
    if (
        _ALL_HAVE_IT.match(spot.right)
        or (spot.noun not in ("core", "none") and _HAVE_IT_ALREADY.match(spot.right))
        or _HAD_IT.search(spot.clause)
        or (spot.noun in ("weak", "people") and _HAVE_IT.match(spot.right) and _OF_MORE.search(spot.sentence))
    ):
        return Role.EXCLUDED, "stock"
    if (
        spot.noun != "core"
        and _FLOWS.match(spot.clause)
        and not lens.verb.search(spot.clause)
        and not lens.topic.search(spot.clause)
    ):
        return Role.EXCLUDED, "other-count"
    if _TRAINS.search(spot.clause) or _THANKS_FOR.search(spot.sentence):
        return Role.EXCLUDED, "other-count"
    if _LEFT_OUT.search(spot.tail):
        return Role.EXCLUDED, "deducted"
    if _IN_SO_MANY.search(spot.sentence) and _IS_OF.match(spot.right):
        return Role.EXCLUDED, "part-of-part"
    if _AT_SO_MANY.fullmatch(spot.left) and _HOMES.match(spot.right):
        return Role.EXCLUDED, "other-count"
    if _DESCRIBES.search(spot.sentence) and _CLOSES_LABEL.match(spot.tail):
        return Role.EXCLUDED, "population"
    if _NOT_COUNTING.search(spot.clause):
        return Role.EXCLUDED, "deducted"
    if _OF_AN_AGE.match(spot.tail):
        return Role.EXCLUDED, "word-in-passing"
    if _BEYOND.search(spot.clause):
        return Role.EXCLUDED, "target"
    if _UNDONE_LIST.match(spot.sentence):
        return Role.EXCLUDED, "not"
    if _AIMED_AT.search(spot.sentence):
        return Role.EXCLUDED, "target"
    if spot.noun == "none" and _LOST_OR_PRESENT.search(spot.clause):
        return Role.EXCLUDED, "other-count"
    if spot.noun in ("none", "other") and _TOTAL_OF_OTHERS.search(spot.clause):
        return Role.EXCLUDED, "other-count"
    if (
        _HAVE_THE_TOPIC.match(spot.right)
        and _LOOKED_THROUGH.search(spot.sentence)
        and not lens.deed.search(spot.clause)
    ):
        return Role.EXCLUDED, "stock"
    if _TAKES_SO_LONG.match(spot.right) or _REACTS.match(spot.right):
        return Role.EXCLUDED, "word-in-passing"
    if _WHO_THEY_ARE.match(spot.tail) and spot.left.rstrip().endswith("("):
        return Role.EXCLUDED, "other-count"
    if _HELPERS.match(spot.right) or _REMINDED.search(spot.clause):
        return Role.EXCLUDED, "other-count"
    if _NEW_PHONE.search(spot.clause) or _LOOKED_AT.search(spot.clause):
        return Role.EXCLUDED, "other-count"
    if _is_switched_on(spot.clause, lens):
        return Role.EXCLUDED, "other-count"
    if _CAME_BEFORE.search(spot.clause):
        return Role.EXCLUDED, "stock"
    if _TOLD_BACK.search(spot.clause):
        return Role.EXCLUDED, "told-back"
    if _OWNED.match(spot.clause) and not spot.clause.endswith("~"):
        return Role.EXCLUDED, "population"
    if _LONG_SINCE.search(spot.tail) or _LONG_SINCE.search(spot.clause):
        return Role.EXCLUDED, "stock"
    if (
        has := re.match(
            rf"\s*(?:may|dien thoai|nguoi|thue bao|{PEOPLE})? ?(?:dang |hien )?(?:co|dung|su dung) (?:san )?",
            spot.right,
        )
    ) and lens.topic.match(spot.right, has.end()):
        return Role.EXCLUDED, "stock"  # "14 máy có Bluezone"
    if _ROSE_TO.search(spot.sentence) and not has_cue(spot.sentence, Cue.WEEK) and not _CORRECTS.search(spot.sentence):
        return Role.CUMULATIVE, "rose-to"
    if CHANGES_TO.search(spot.sentence) and Cue.CUMULATIVE not in kinds:
        return (Role.WEEK if time_of(spot.sentence) is Cue.WEEK else Role.UNTIL), "changes-to"
    if _is_assigned(spot, lens):
        return Role.EXCLUDED, "target"
    here = len(spot.clause) - len(told_anew(spot.clause, lens))
    for cue in (Cue.TARGET, Cue.NOT, Cue.POPULATION):
        place = max((end for kind, at, end in cues if kind is cue and (cue is not Cue.NOT or at >= here)), default=-1)
        # "theo kế hoạch" far before "đã cài" is not what the number counts
        done = verb_at > place and (cue is Cue.POPULATION or _DONE.search(spot.clause[max(place, 0) :]))
        if cue is Cue.TARGET and _SHARE_OF_A_GOAL.search(spot.sentence):
            continue  # "đạt 96% kế hoạch tuần: 48 máy"
        helped = cue is Cue.NOT and (
            _REST_HELPED.search(spot.clause) is not None
            or (place >= 0 and _THEN_HELPED.search(spot.clause, place) is not None)
        )
        if place >= 0 and not (cue is not Cue.NOT and done) and not helped:
            return Role.EXCLUDED, str(cue)
    if counts_other(spot.clause, lens) and spot.noun == "none" and Cue.CUMULATIVE not in kinds:
        return Role.EXCLUDED, "other-count"
    if after is Cue.NOT and _THE_REST.search(spot.right) and lens.core_verb.search(spot.clause):
        after = None  # "hỗ trợ cài mới cho 14 người còn lại"
    if after in (Cue.NOT, Cue.TARGET, Cue.POPULATION):
        return Role.EXCLUDED, str(after)
    if after is Cue.LAST and Cue.DIFFERENCE in kinds and Cue.WEEK not in kinds:
        return Role.EXCLUDED, "difference"
    if after is not None and after in (Cue.LAST, Cue.CUMULATIVE):
        return _ROLES[after], f"after-{after}"
    if after is Cue.DIFFERENCE and Cue.WEEK not in kinds and verb_at < 0:
        return Role.EXCLUDED, str(after)
    return _time_role(spot, kinds, after)


_CAUSE = re.compile(r"\b(?:do|vi|boi|tai vi)\b")
_SHARE_OF_A_GOAL = re.compile(
    r"\d\s?% (?:ke hoach|chi tieu|muc tieu)(?: \w+){0,3}?(?:\s*[:(,]\s*|\s(?:voi|la|bang|ung voi)\s)$"
)
_ASSIGNS = re.compile(
    r"\bgiao (?:chi tieu|ke hoach)|\bchi tieu (?:giao|tuan|la|cho|moi)\b|\bdang ky\b(?! (?:ket hon|khai sinh|kinh doanh|tam tru|thuong tru|ho khau|xe\b))"
)
_RESULT_AFTER = re.compile(r"\b(?:da|dat|ket qua|duoc|thuc hien)\b")


def _is_assigned(spot: Spot, lens: Lens) -> bool:
    """Whether a sentence hands out goals and has not come to a result yet: "giao chỉ tiêu cho 9 khu, mỗi khu 15 máy (tổng 135 máy)"."""
    last = max((match.end() for match in _ASSIGNS.finditer(spot.sentence)), default=-1)
    return last >= 0 and not _RESULT_AFTER.search(spot.sentence, last) and not lens.deed.search(spot.sentence, last)


def _time_role(spot: Spot, kinds: list[Cue], after: Cue | None) -> tuple[Role, str]:
    times = [kind for kind in kinds if kind in TIMES or kind is Cue.DIFFERENCE]
    if Cue.CUMULATIVE in kinds and _SINCE_LAST_DEADLINE.search(spot.sentence):
        return Role.WEEK, "since-last-deadline"
    if Cue.CUMULATIVE in kinds:
        # "lũy kế tuần trước", "đã cài đến hết tuần trước": the running total of then
        then = Cue.LAST in kinds and kinds.index(Cue.LAST) > kinds.index(Cue.CUMULATIVE)
        return (Role.LAST, "last-cumulative") if then else (Role.CUMULATIVE, "cumulative")
    if Cue.UNTIL in times and times[-1] is Cue.LAST:
        return Role.LAST, "last-cumulative"
    if times[-2:] == [Cue.LAST, Cue.UNTIL] and re.search(r"\bco\s*$", spot.clause):
        return Role.LAST, "last"  # "tuần trước có 180 máy"
    if times and times[-1] is Cue.DIFFERENCE:
        return Role.EXCLUDED, "difference"
    if times and times[-1] is Cue.LAST:
        return Role.LAST, "last"
    if Cue.WEEK in times:
        return Role.WEEK, "week"
    if after is Cue.WEEK:
        return Role.WEEK, "after-week"
    inherited = (
        time_of(spot.left)
        or time_of(spot.sentence)
        or (time_of(spot.heading) if time_of(spot.heading) is Cue.WEEK else None)
    )
    if Cue.TOTAL in kinds and Cue.UNTIL not in times:
        if inherited is Cue.WEEK and _only_week(spot):
            return Role.WEEK, "total-of-week"
        if inherited is Cue.UNTIL and _AS_OF.search(spot.sentence) and not has_cue(spot.sentence, Cue.WEEK):
            return (
                Role.CUMULATIVE,
                "total-as-of",
            )  # "Tính đến ngày 25/9/2020, ... đã hỗ trợ cài đặt tổng cộng 1.120 máy"
        # "tổng số máy đã cài trên địa bàn": of all time, or of the week
        runs_on = re.search(
            r"\bda\b(?! (?:huong dan|ho tro|giup))|dia ban|tinh den|den (?:ngay|thoi)", spot.clause + " " + spot.right
        )
        return (Role.UNTIL, "total-so-far") if runs_on else (Role.TOTAL, "total")
    if (Cue.UNTIL in times or inherited is Cue.UNTIL) and re.search(r"\bthem(?: duoc)?\s*$", spot.clause):
        return Role.PLAIN, "increment"  # "tính đến sáng thứ Sáu, có thêm 74 phụ huynh"
    if Cue.UNTIL in times or inherited is Cue.UNTIL:
        return (Role.WEEK, "week") if has_cue(spot.sentence, Cue.WEEK) else (Role.UNTIL, "until")
    if inherited is not None:
        return _ROLES[inherited], str(inherited)
    return Role.PLAIN, ("done-so-far" if _DONE_SO_FAR.search(spot.clause) else "plain")


_AS_OF = re.compile(r"^\W*(?:\w+ ){0,2}tinh (?:den|toi)\b[^.;]*\bda\b")
_SINCE_LAST_DEADLINE = re.compile(
    r"\btu (?:(?:\d{1,2}h\d{0,2}|chieu|sang|trua|toi|ngay|hom) ){0,2}(?:thu (?:sau|6)|t6) (?:tuan|ky) truoc\W*(?:~+\W*)?(?:den|toi) (?:nay|gio|hien tai|(?:(?:sang|trua|chieu) )?(?:hom )?nay)\b[^,;\d]*$"
)
"""From one deadline to the next: "từ 15h thứ 6 tuần trước (06/11) đến nay"."""
_DONE_SO_FAR = re.compile(r"\bso (?:luong )?(?:[a-z]+ ){1,4}da (?:duoc )?(?:cai|tai|co)\b[^:]{0,30}:?\s*$")
"""The label of a state: of so many so many have it."""


def _only_week(spot: Spot) -> bool:
    """Whether its sentence speaks of the week before any number: "Trong tuần, tổng số máy cài được là 45"."""
    return not any(letter.isdigit() for letter in spot.sentence)


def counts_other(clause: str, lens: Lens) -> bool:
    """Whether a label counts something else: "số trường tham gia cài đặt", "tổng số hộ"; people count where the deed is done to them."""
    found = list(re.finditer(r"\bso (?:luong (?:cac )?|luot )?(?P<what>[a-z]+(?: [a-z]+)?)", clause))
    if not found:
        return False
    what = found[-1]
    first = what["what"].split()[0]
    if lens.noun.match(clause, what.start("what")):
        return False
    if re.match(PEOPLE, clause[what.start("what") :]):
        return lens.core_verb.search(clause, what.end("what") - 1) is None
    if lens.verb.match(clause, what.start("what")) or lens.topic.match(clause, what.start("what")):
        return False
    return first not in _NEUTRAL


_NEUTRAL_WORDS = (
    "chot cuoi luong lieu da duoc dc tong la cua thuc hien trong tuan ky nay moi chinh cu dung nhu sau bao cong"
)
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())
_SPEAKS = re.compile(r"\b(?:tuyen truyen|pho bien|gioi thieu|quan triet|nhac|thong bao|phat)\b")
_IS_HELPED = re.compile(
    r"\s*(?:luot )?(?:[a-z]+,? ){1,6}?(?:da )?(?:duoc|dc|dk) (?:[a-z]+ ){0,7}?(?:cai|ho tro cai|huong dan cai)\b"
)


def grip_of(spot: Spot, lens: Lens) -> Grip:
    """Tell how firmly the words around tie a number to the indicator."""
    if spot.noun == "core":
        return Grip.CORE
    own = _says_own(spot.left, lens)
    if spot.noun in ("weak", "people"):
        # Other people are counted too (checked, spoken to): the deed must stand in the same stretch of words.
        words = [w for w in LETTERS.findall(LABEL_WORDS.sub(" ", CUE.sub(" ", spot.left))) if len(w) > 1]
        reach = spot.left if words else spot.sentence
        own = max(_does(reach, lens), _does(spot.right, lens))
        if _IS_HELPED.match(spot.tail) or _HELPS.search(spot.left):
            own = max(own, _does(spot.tail, lens))  # "233 người được cài Bluezone trên tổng số ..."
        if own is Grip.WEAK and lens.topic.search(spot.sentence) and not _SPEAKS.search(spot.left):
            own = Grip.CORE  # "Trong 60 khách chưa có Bluezone, bến đã cài được cho 45 khách"
        if spot.noun == "people":
            return Grip.WEAK if own is Grip.CORE else Grip.NONE
        return own
    if own is not Grip.NONE:
        return own
    return max(_says_own(spot.sentence, lens), Grip.CORE if lens.core_verb.search(spot.right) else Grip.NONE)


_HELPS = re.compile(r"\b(?:giup|ho tro|huong dan|van dong)(?: duoc| cho| them)*\s*$")
"""Right before people: what they were helped with stands behind them."""


def _says_own(words: str, lens: Lens) -> Grip:
    if lens.core_verb.search(words) or names_thing(words, lens.core_noun):
        return Grip.CORE
    if _VISITS.search(words) and not lens.verb.search(words):
        return Grip.NONE  # "lượt khách 511"
    return Grip.WEAK if lens.verb.search(words) or names_thing(words, lens.noun) else Grip.NONE


_VISITS = re.compile(
    r"\bluot (?:khach|nguoi|cong dan|hanh khach|giao dich|phuong tien|xe|ho so)\b(?! (?:da |duoc )*cai)"
)


def names_thing(words: str, noun: re.Pattern[str]) -> bool:
    """Whether words hold a noun that is not a part of another thing's name (máy in, máy tính)."""
    return any(not COMPOUNDS.match(words, match.end()) for match in noun.finditer(words))


def _does(words: str, lens: Lens) -> Grip:
    """Tell whether words name the indicator's deed or itself, whatever they count; speaking of it is no deed."""
    if lens.deed.search(words):
        return Grip.CORE
    if _SPEAKS.search(words):
        return Grip.NONE
    if lens.core_verb.search(words) or lens.topic.search(words):
        return Grip.CORE
    return Grip.WEAK if lens.verb.search(words) else Grip.NONE


def is_other_count(line: Line, spot: Spot, lens: Lens) -> bool:
    """Whether the nearest deed or thing before a number (or right after it) is another one than the indicator's."""
    clause = spot.clause
    if not (
        lens.verb.search(clause)
        or lens.topic.search(clause)
        or lens.other.search(clause)
        or lens.topic.search(spot.right)
    ):
        rivals = [match.start() for match in lens.other.finditer(spot.sentence)]
        topics = [match.start() for match in lens.topic.finditer(spot.sentence)]
        if rivals and max(rivals) > max(topics, default=-1):
            return True
    other = max((start for cue, start, _ in cues_of(clause) if cue is Cue.OTHER), default=-1)
    rival = max((match.start() for match in lens.other.finditer(clause)), default=-1)
    topic = max((match.start() for match in lens.topic.finditer(clause)), default=-1)
    named = (lens.verb, lens.core_noun) if other >= 0 else (lens.verb, lens.topic, lens.core_noun)
    own = max((match.start() for pattern in named for match in pattern.finditer(clause)), default=-1)
    if spot.noun == "core" and _WENT_OUT.search(clause):
        other = -1
    behind = spot.tail[:OWN_WORDS]
    if lens.other.search(behind) and not lens.topic.search(behind):
        return True  # "320 điện thoại cài NCOVI"
    if rival > topic or (lens.other.search(spot.right) and not lens.topic.search(spot.right)):
        return True
    if other > own or last_cue(_ERRAND.split(lens.topic.sub(" ", spot.right[:40]))[0]) is Cue.OTHER:
        return True
    return _names_another_app(line, spot, lens)


OWN_WORDS = 40
"""Letters behind a number in which an application's name is what was installed on so many."""
_WENT_OUT = re.compile(
    r"\b(?:ra quan|to chuc|huy dong|bo tri|thanh lap)\b[^,;]*\b(?:buoi|dot|lan|doi|to|nguoi|toi|ngay|nhom)\b[^,;]*\b(?:duoc|dc)\s*$"
)
"""Before a number of the indicator's own things: how it was done, "ra quân 2 buổi được 38 máy"."""
_ERRAND = re.compile(
    r"\b(?:den|di|ra|toi|khi|luc|sau khi|trong khi)\s(?:\w+ )?(?:lam|nop|nhan|giao dich|kham|mua|tham du|du|hop|giai quyet)\b"
)
"""What people came for, behind what was done for them: "45 máy khách đến làm hồ sơ"."""
_APP = re.compile(r"(?:cai dat|cai|tai|kich hoat)\s+(?:ung dung|app|phan mem|phan mem ung dung)?\s*")


def _names_another_app(line: Line, spot: Spot, lens: Lens) -> bool:
    """Whether what was installed is a name (capitals within the clause) that is not the indicator's."""
    start = spot.number.start - len(spot.clause)
    for match in _APP.finditer(spot.clause):
        at = start + match.end()
        word = re.match(r"[A-ZĐ][\w\-]*", line.text[at : spot.number.start])
        if word is None or line.text.isupper():
            continue
        if line.folded[at : at + len(word.group())] in lens.topic_words or lens.topic.match(line.folded, at):
            continue
        if spot.clause[match.end() : match.end() + 1] == "~":
            continue  # a unit's name
        if word.group().isupper() and len(word.group()) > 2:
            return True
        if re.search(r"ung dung|app|phan mem", match.group()):
            return True
    return False
