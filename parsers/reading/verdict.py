"""Whether a letter without a readable figure is, or may be, a report all the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.figures import changes, kinds, numbers, spots, weeks
from parsers.figures.kinds import NO_FIGURES
from parsers.figures.lexicon import GREETING, REPORT
from parsers.figures.lines import Line, line
from parsers.figures.mentions import Lens
from parsers.figures.names import Names
from parsers.figures.number_words import PLAIN_WORDS
from parsers.reading.said import Said, Text, spaced
from parsers.text import fold_aligned
from parsers.values import Change, Letter, Officer

UNREAD = frozenset(
    {
        "unreadable",
        "encrypted",
        "truncated",
        "too-large",
        "took-too-long",
        "broke-reader",
        "nested-too-deep",
        "too-many-parts",
        "no-ocr",
        "empty",
        "uncached",
        "struck-out",
        "shown-otherwise",
    }
)
"""Doubts of a document that leave open what else it says."""


OF_A_WEEK = re.compile(r"\b(?:tuan|ky)\b|\bweek\b")


_FRAME_WORDS = re.compile(
    r"\b(?:dung|roi|vay|tuan nay|ky nay|muon|ti|chut|c|e|xin loi|kinh|gui|chao|thua|da|a|ah|nhe|nha|em|anh|chi|phong|vhtt|van hoa|thong tin|ban|a/c|bao cao|bc|so lieu|ket qua|la|vang|ok|oke|tran trong|xin|cam on|cac|quy|don vi|nhu sau|nhu tren|cua|sent from|da gui tu|may|tu|i+phone|cua toi)\b"
)


_SIGNED = re.compile(r"[+\-–−]\s?\d|\bnua\b|\bthem\b")
"""More than before, or less: no figure of a week."""
MOST_LETTERS = 2
"""Beside a bare number: an abbreviation of who writes, no more."""


_TALK = re.compile(
    r"\d|\b(?:khong|ko|chua|truoc|khoang|gan|tam|hom|hnay|sang|trua|chieu|mai|nua|them|con|nhung|ma|neu|lai|sua|nham|sai|tuan|ky|thang|ngay|may|so)\b"
)
"""In a sentence beside a bare number: it may say what that number is worth."""
_OF_LAST_WEEK = re.compile(r"^\W*(?:tuan|ky) truoc\b[^.;]*\d[^.;]*$")


def answer_alone(lines: Sequence[Line], told: int, view: Lens, roster: Names) -> bool:
    """Whether what answers our letter is one number with the unit's name and politeness at most, the sentences beside it mere talk.

    "Xong 39 nhé em. Ủy ban. Anh đi chốt đây.", "Bến xe: hai mươi mốt (21)."
    """
    if told != 1 or len(lines) > MOST_ANSWERS:
        return False
    sentences = [part.strip() for each in lines for part in re.split(r"[.;!]+(?=\s|$)|\n", each.folded) if part.strip()]
    sentences = [each for each in sentences if not _OF_LAST_WEEK.match(each)]
    figures = [each for each in sentences if any(map(str.isdigit, each))]
    if len(figures) != 1 or _SIGNED.search(figures[0]):
        return False
    if any(_TALK.search(each) for each in sentences if each is not figures[0] and not GREETING.match(each)):
        return False
    words = set(re.findall(r"[a-z]{2,}", view.core_noun.sub(" ", _FRAME_WORDS.sub(" ", figures[0]))))
    return not words - roster.vocabulary - _ANSWERING - frozenset(PLAIN_WORDS)


MOST_ANSWERS = 6
_ANSWERING = frozenset(
    [
        "xong",
        "bu",
        "muon",
        "ubnd",
        "ub",
        "uy",
        "ban",
        "duoc",
        "dc",
        "dat",
        "co",
        "chot",
        "nop",
        "tra",
        "loi",
        "day",
        "roi",
        "nhe",
        "ne",
        "nay",
        "tong",
        "cong",
    ]
)
"""Round the number of an answer."""


def is_bare(lines: Sequence[Line], told: int, view: Lens) -> bool:
    """Whether the sender's own words are one number and politeness at most; `told`: how many numbers were read in them."""
    if told != 1:
        return False
    spoken = [
        each for each in lines if not (GREETING.match(each.folded.strip()) and not any(map(str.isdigit, each.folded)))
    ]
    if len(spoken) > 6:
        return False
    rest = " ".join(each.folded for each in spoken)
    rest = view.core_noun.sub(" ", _FRAME_WORDS.sub(" ", rest))
    if any(_SIGNED.search(each.folded) for each in spoken):
        return False
    return len(re.sub(r"[^a-z]", "", rest)) <= MOST_LETTERS


def says_this_week(lines: Sequence[Line]) -> bool:
    """Whether lines say "this week"."""
    return any(re.search(r"\b(?:tuan|ky) nay\b", each.folded) for each in lines)


SHORT_LINES = 4


_POINTS = re.compile(
    r"\b(?:nhu|bang|giong|van|theo|giu)\s+(?:nguyen |cu |so (?:lieu )?)*(?:o |cua |ben |phia )?(?:tuan|ky|lan|dot|thu|mail|email|bao cao|so)?\s*(?:truoc|cu|tren|duoi|vay|the|hom qua|do)\b|"
    r"\bkhong co gi (?:moi|de bao|het|ca|dau|a|nhe|dang ke)\b|\b(?:tam|khoang|chung) (?:\w+ ){0,4}may\b|\bchua co (?:so lieu|ket qua|so|bao cao|phat sinh)\b|\b(?:khong (?:co )?(?:gi )?(?:thay )?doi|giu nguyen|da (?:cai )?het|xong het|du ca|tat ca deu)\b|\b(?:khong|ko|kg|chua) (?:lam|trien khai|thuc hien|cai(?: dat)?|ho tro) (?:duoc|dc)(?: (?:a|gi|nhe|nha|em|anh|chi))*\W*$|\b\d{1,3}\s?%|"
    r"^\W*(?:(?:da|thua|dv|don vi|ben em|em|tuan nay|ky nay|tuan|bao cao|bc)\s+)*(?:khong|ko|kg|hong|chua|chua co|khong co|ko co)(?:\s+(?:a|ah|nhe|nha|e|em|anh|chi|gi|co|dau))*\W*$"
)
"""What points to a figure, or stands for one, without giving it."""


_POINTS_DOWN = re.compile(
    r"\b(?:so|so lieu|bao cao|bc|ket qua|bao|gui|nop)\b[^.;]{0,20}\b(?:nhu|theo|o|trong) (?:\w+ ){0,4}?(?:o |ben |phia |mail |thu |email )+(?:duoi|tren)\b"
)
"""The figure is said to stand in the letter that is answered: "Số như em Mến nói ở dưới nhé"."""
_SENDS_THE_WEEKS = re.compile(
    r"\b(?:gui|nop)\b[^.;]{0,30}\b(?:file|tep|bieu|bc|bao cao|so lieu|bang)\b[^.;]{0,20}\b(?:tuan|ky) (?:nay|\d)"
)
_NOT_YET = re.compile(r"\bchua (?:co|tong hop|chot) (?:duoc )?(?:so lieu|so|ket qua|bao cao)\b")
_WHICH = re.compile(r"\b(?:tinh|bao|ghi|lay|chon|bao cao)\b[^.;]*\b(?:nao|the nao|bao nhieu|ra sao)\b")
"""Asked about numbers that are told: which of them counts."""
_ASKED_FOR = re.compile(r"\b(?:de nghi|yeu cau)\b[^.;]*\bbao cao\b[^.;]*")
_WHICH_FIGURE = re.compile(
    r"\b\d+ (?:may|nguoi|dien thoai) (?:phai|dung) (?:khong|ko|k|hong|hok)\b|\b(?:bao|ghi|lay|gui|nop|tinh|chon) (?:theo )?(?:con )?so (?:lieu )?nao\b|\btinh (?:kieu|cach) nao\b"
)
_TYPED_MARKS = re.compile(r"(?i)[aeou][\^(+]['`?~.]|dd[aeiouy(+]|[aeiouy](?:w[sfrxj]|[aeo][sfrxj])\b")
"""Marks as keys leave them where no program sets them: VIQR ("tua^`n", "ddu+o+.c"), Telex ("tuaanf")."""
_CLOCK = re.compile(r"\d{1,2}\s?h\s?\d{0,2}\b")
_EITHER = re.compile(r"\b(?:ghi|bao|lay|nop) \d{1,4} (?:may )?hay (?:la )?\d{1,4}\b")
_ITS_FIGURE = re.compile(r"\b(?:so|so lieu|ket qua) (?:cua )?(?:tuan|ky) nay\b")
_ROUGH_COUNT = re.compile(
    r"\b(?:hon|gan|khoang|tam|co|vai|may|\w+ may) (?:tram|chuc|muoi)? ?may\b|\b(?:tram|chuc|muoi) may\b|\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: [a-z]+)? may\b(?! (?:tinh|in|moc|bay))"
)
"""So many without a number: "hơn trăm máy", "ba mấy máy"."""
_PARTS = re.compile(r"(?:\b(?:thon|khu|to|lop|khoi|quay|chot|diem|doi|xom|ban) \w+\s*[:=-]\s*\d+\b.*?){2}")
_SENDS_FILE = re.compile(r"\b(?:bao ?cao|bc|bieu|so lieu|bluezone|tep|file|dinh kem|kem|mat khau)\b")


_YES = re.compile(
    r"^\W*(?:da |vang |thua |u )*(?:so [^.;]{0,40}\bdung (?:roi|a)|dung (?:roi|vay|the|a|so)|dung$|chinh xac|chuan|vang|ok|phai)\b|^\W*(?:[a-z]+ ){0,4}?(?:dong y|nhat tri) (?:voi )?(?:con )?so\b"
)


_ASKED = re.compile(
    r"\d+ (?:may|nguoi|dien thoai)[^.;]{0,60}(?:phai khong|dung khong|dung chua|phai vay|co dung|chinh xac)\b[^.;]{0,20}|\d+ (?:may|nguoi|dien thoai)\b[^.]{0,40}\b(?:de nghi|xin|nho)\b[^.]{0,30}\bxac nhan\b|\d+ (?:may|nguoi|dien thoai)\b[^.]{0,40}\bcho y kien\b|\bcon so[^.;]{0,40}\d+[^.;]{0,40}\?"
)


_MORE_THAN_GREETING = re.compile(r"[,:]\s+(?:[a-z]+\s+){4,}[a-z]+")
"""Behind the greeting of a line: "Kính gửi phòng, phường Ninh Dương vẫn như tuần trước nhé"."""


def _only_greets(each: Line) -> bool:
    """Whether a line is nothing but a greeting: "Kính gửi phòng báo cáo tuần 39" is more."""
    return (
        GREETING.match(each.folded.strip()) is not None
        and not REPORT.search(each.folded)
        and _MORE_THAN_GREETING.search(each.folded) is None
        and (_CLOCK.search(each.folded) is not None or not any(map(str.isdigit, each.folded)))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a letter without a readable figure is, or may be, a report all the same."""

    letter: Letter
    said: Said
    subject: tuple[Line, ...]
    own: tuple[Line, ...]
    lens: Lens | None
    near: dt.date | None

    def _topic(self, lines: Iterable[Line]) -> bool:
        return self.lens is not None and any(self.lens.topic.search(each.folded) for each in lines)

    @property
    def _documents(self) -> list[Text]:
        return [
            text
            for text in self.said.documents
            if not all(d.code == "picture" for d in text.doubts) or text.lines or text.tables
        ]

    @property
    def _words(self) -> tuple[Line, ...]:
        """Give what the letter says of itself: not the subject of the letter that it answers."""
        return self.own if self.letter.is_reply else (*self.subject, *self.own)

    @property
    def _unread(self) -> bool:
        return any(doubt.code in UNREAD for text in self._documents for doubt in text.doubts)

    def _no_report(self, officer: Officer | None) -> bool:
        """Whether it is surely something else: a question, thanks, a plan, a contact, a request for time."""
        own = [each for each in self.said.own.lines if each.folded.strip()]
        if self._points_down(own):
            return False
        replaces = changes.of(own) is Change.REPLACES and not kinds.asks(own)
        if replaces and any(REPORT.search(each.folded) for each in own):
            return False
        if officer is not None and not self._unread:
            return True
        if self.letter.is_reply and kinds.acknowledges(own):
            return not self._agrees(own)
        if kinds.genre(own) in NO_FIGURES:
            return True
        if own and kinds.thanks_for_else(own) and not self._documents and not (self._topic(own) and self._deeds(own)):
            return True
        genres = [kinds.genre(text.titled) for text in self._documents if text.all_lines]
        says_report = self._topic(self._words) and any(REPORT.search(_ASKED_FOR.sub(" ", each.folded)) for each in own)
        says_report = says_report or any(_SENDS_THE_WEEKS.search(each.folded) for each in own)
        if genres and all(found in NO_FIGURES for found in genres) and not self._unread:
            return not says_report  # a plan alone; beside "gửi báo cáo" the wrong file was attached
        if self._documents:
            return False
        if self.letter.is_reply and not own:
            return True
        if kinds.puts_off(own) and any(_NOT_YET.search(each.folded) for each in own):
            return True
        if self._unsaid() and not kinds.asks(own):
            return False
        deed = self._deeds(own)
        reports = any(REPORT.search(each.folded) or _WHICH_FIGURE.search(each.folded) for each in own)
        if any(_EITHER.search(each.folded) for each in own):
            return False
        if (
            kinds.asks(own)
            and reports
            and self._gives(own)
            and any(_WHICH.search(each.folded) or _WHICH_FIGURE.search(each.folded) for each in own)
        ):
            return False
        return kinds.asks(own) or kinds.acknowledges(own) or (kinds.puts_off(own) and not deed and not self._gives(own))

    def _deeds(self, lines: Iterable[Line]) -> bool:
        return self.lens is not None and any(self.lens.deed.search(each.folded) for each in lines)

    def _gives(self, lines: Iterable[Line]) -> bool:
        """Whether some of a figure is given already: "Mới có số của 3 thôn, được 24 máy. Còn lại em gửi sau"."""
        noun = self.lens.noun.pattern if self.lens is not None else "(?!)"
        return any(re.search(rf"\d\s*(?:{noun})", each.folded) for each in lines)

    def is_report(self, officer: Officer | None) -> bool:
        """Whether it calls itself a report on the indicator, or brings a document that does."""
        if self._no_report(officer):
            return False
        documents = [each for text in self._documents for each in text.all_lines]
        documents += [line(spaced(text.source.part), "", text.source) for text in self._documents]
        words = (*self._words, *documents)
        if self._points_down(self.own):
            return self._topic((*self.subject, *words, *self.said.quoted))
        return self._topic(words) and any(
            REPORT.search(each.folded) or _SENDS_THE_WEEKS.search(each.folded) for each in words
        )

    def _points_down(self, own: Iterable[Line]) -> bool:
        """Whether a reply sends the reader to the figure in the letter below it."""
        told = any(any(map(str.isdigit, each.folded)) for each in self.said.quoted)
        return self.letter.is_reply and told and any(_POINTS_DOWN.search(each.folded) for each in own)

    def may_be_report(self, officer: Officer | None) -> bool:
        """Whether, coming from a unit, it may be a report: it speaks of the indicator, or something was not read."""
        if self._no_report(officer):
            return False
        own = [each for each in self.said.own.lines if each.folded.strip()]
        documents = [each for text in self._documents for each in text.all_lines]
        reporting = any(REPORT.search(each.folded) for each in self._words) or kinds.sends(own)
        if self._topic((*self._words, *documents)):
            return True
        if reporting and any(OF_A_WEEK.search(each.folded) for each in documents):
            return True  # a file of some week that nothing was found in
        if self._unread:
            files = [fold_aligned(spaced(text.source.part)) for text in self._documents]
            return (
                reporting
                or not own
                or any(map(_SENDS_FILE.search, (*files, *(each.folded for each in (*self._words, *own)))))
            )
        spoken = [each for each in own if not _only_greets(each)]
        if self._unsaid() or self._agrees(spoken) or self._shows_a_picture(spoken):
            return True
        deed = self.lens is not None and any(self.lens.deed.search(each.folded) for each in spoken)
        numbered = any(letter.isdigit() for each in spoken for letter in each.folded)
        if reporting and changes.of(spoken) is Change.REPLACES:
            return True
        if any(re.search(r"\b(?:gui|nop|kem)\b", each.folded) for each in spoken) and (
            reporting or self.letter.is_reply
        ):
            return True
        weekly = any(OF_A_WEEK.search(each.folded) for each in (*self._words, *spoken))
        if (
            numbered
            and len(spoken) <= 2 * SHORT_LINES
            and (weekly or len(_TYPED_MARKS.findall(" ".join(each.text for each in spoken))) > 1)
        ):
            return True
        if self.said.own.tables and (
            reporting or any(OF_A_WEEK.search(each.folded) for each in self.said.own.all_lines)
        ):
            return True
        if len(spoken) <= SHORT_LINES and any(
            _ITS_FIGURE.search(each.folded)
            or _EITHER.search(each.folded)
            or (_WHICH_FIGURE.search(each.folded) and any(map(str.isdigit, each.folded)))
            or _ROUGH_COUNT.search(each.folded)
            or _PARTS.search(each.folded)
            for each in spoken
        ):
            return True
        return len(spoken) <= SHORT_LINES and (
            deed or (self.letter.is_reply and reporting) or (numbered and (reporting or self._counts(spoken)))
        )

    def _unsaid(self) -> bool:
        """Whether words stand for a figure without giving it: "như tuần trước", "100 %", a bare "không"."""
        spoken = [each for each in self.said.own.lines if not _only_greets(each)]
        return 0 < len(spoken) <= SHORT_LINES and any(_POINTS.search(each.folded) for each in spoken)

    def _shows_a_picture(self, spoken: Sequence[Line]) -> bool:
        """Whether next to nothing is said and a picture goes with it: "Em chụp sổ gửi ạ"."""
        pictures = any(doubt.code in ("ocr", "picture") for text in self.said.documents for doubt in text.doubts)
        return (
            pictures
            and len(spoken) <= SHORT_LINES
            and any(
                re.search(r"\b(?:gui|chup|anh so|so truc|kem|xem (?:file|tep)|file|bao cao)\b", each.folded)
                for each in spoken
            )
        )

    def _agrees(self, spoken: Sequence[Line]) -> bool:
        """Whether a reply only says yes to a figure that it was asked about."""
        asked = " ".join(each.folded for each in self.said.quoted[:20])
        return (
            self.letter.is_reply
            and 0 < len(spoken) <= SHORT_LINES
            and _YES.match(spoken[0].folded) is not None
            and _ASKED.search(asked) is not None
        )

    def _counts(self, lines: Sequence[Line]) -> bool:
        """Whether a short text holds a number that nothing explains."""
        if self.lens is None:
            return False
        words = " ".join(each.folded for each in lines)
        alone = len(re.findall(r"[a-z]{2,}", words)) == 0
        return any(
            (alone and number.name != "year") or spots.counts_own(each.folded[number.end :], self.lens)
            for each in lines
            for number in numbers.find(
                each, [(week.start, week.end) for week in weeks.find(each, self.near)], self.lens.noun_words
            )
        )
