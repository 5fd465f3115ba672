"""Focal officers (cán bộ đầu mối): name, position and phone, in prose, in labelled lines or in a table.

A signature alone names nobody: somewhere the text must say that this is the one in charge (đầu mối, phụ trách).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.figures.lines import Line
from parsers.figures.names import Names, several
from parsers.text import fold, fold_aligned, nfc
from parsers.values import CellValue, Evidence, Officer, Table

ASKS = re.compile(
    r"dau moi|can bo (?:duoc )?(?:phu trach|theo doi|giao nhiem vu|truc tiep)|(?:phan cong|cu|giao)(?: dong chi| d/?c| ong| ba| anh| chi| thay| co)\b|nguoi phu trach|phu trach (?:bao cao|tong hop|bluezone)"
)
BLOCK = 14
"""Lines from the one that speaks of the officer on, in which name, position and phone stand."""
_SPACED = r"[ .\-()\u00a0]{0,2}"
_PHONE = re.compile(
    # Mobiles have ten digits since 2018, eleven before; numbers of offices ten or eleven.
    rf"(?<!\d)(?:\(?\+?\s?84\)?{_SPACED}|0)(?:[35789](?:{_SPACED}\d){{8}}|1(?:{_SPACED}\d){{9}}|2(?:{_SPACED}\d){{8,9}})(?!\d)"
)
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LOWER = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_PERSON = rf"(?:[{_UPPER}][{_LOWER}]+|[{_UPPER}]{{2,}})(?:[ \t]+(?:[{_UPPER}][{_LOWER}]*|[{_UPPER}]+)){{1,5}}"
_TITLE = r"(?:[Đđ]ồng chí|[Đđ]/c|[ĐđDd]/?[cC]|[Dd]ong chi|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ôô]ng\(bà\)|[Oo]ng|[Bb]a|[Cc]hi|[Tt]hầy|[Cc]ô|[Tt]hay|[Cc]o|[Bb]ạn|[Bb]an|[Ee]m)"
_RANK = r"(?:(?:[Đđ]ại|[Tt]hiếu|[Tt]rung|[Tt]hượng)\s+(?:úy|uý|tá|tướng)|[Bb]ác sĩ|BS|ThS|[Tt]h\.?[Ss]\.?|[Kk]ỹ sư)"
_CALLED = rf"(?:{_TITLE}\s*[.:]?\s*)?(?:{_RANK}\.?\s+)?(?P<name>{_PERSON})"
# Ways to name somebody, the surest first.
_NAMES = (
    re.compile(rf"(?:[Hh]ọ (?:và |, )?tên|[Hh]o (?:va )?ten|HỌ (?:VÀ )?TÊN)[^:;\n]{{0,30}}?[:\-–]?\s*{_CALLED}"),
    re.compile(
        rf"(?:[Đđ]ầu mối|[Dd]au moi|ĐẦU MỐI|[Pp]hụ trách|[Pp]hu trach)[^;\n]{{0,70}}?(?:[:\-–]|\blà\b|\bla\b)\s*{_CALLED}"
    ),
    re.compile(rf"(?<!\w){_TITLE}\s*[.:]?\s*(?:{_RANK}\.?\s+)?(?P<name>{_PERSON})"),
    re.compile(rf"(?:^|;)\s*(?:[-–+*]\s*|\d[.)/]\s*)?(?:{_RANK}\s+)?(?P<name>{_PERSON})\s*(?=[,;\-–(:]|$)"),
    re.compile(rf"(?:[Đđ]ầu mối|[Dd]au moi|[Pp]hụ trách|[Pp]hu trach)\s+{_CALLED}"),
)
# "đồng chí A (nghỉ thai sản) bàn giao cho", "thay cho bà B", "do đ/c C chuyển công tác": the one before.
_LEAVES = re.compile(
    r"^[^;,.]{0,25}?\b(?:nghi|chuyen (?:cong tac|sang)|(?:duoc cu )?di hoc|ban giao|thoi (?:viec|lam)|khong (?:con|lam)|ve huu)\b"
)
_REPLACED = re.compile(
    r"\b(?:thay(?: cho| thế| the| vì| vi)?|trước (?:đây|là)|truoc (?:day|la))\W*(?:đồng chí|dong chi|đ/?c|d/?c|ông|ong|bà|ba|anh|chị|chi|thầy|cô|co)?\W*$"
)
_POSITION_LABEL = re.compile(
    r"(?:[Cc]hức (?:vụ|danh)|[Cc]huc (?:vu|danh)|CHỨC VỤ)\s*[:\-–]?\s*(?P<position>[^,;\n.]{3,80})"
)
_POSITIONS = re.compile(
    r"(?P<position>(?:(?:phó\s+)?(?:chủ tịch|bí thư|trưởng phòng|trưởng ban|giám đốc|hiệu trưởng|chánh văn phòng|chi cục trưởng|trưởng bến|trạm trưởng|trưởng trạm|đội trưởng|tổ trưởng|kế toán trưởng|trưởng bộ phận|trưởng đoàn)|"
    r"ủy viên|uỷ viên|chuyên viên|công chức|cán bộ văn hóa|cán bộ văn hoá|viên chức|nhân viên|văn thư|giáo viên|kế toán|phó bí thư|bí thư đoàn|"
    r"(?:pho )?(?:chu tich|bi thu|truong phong|giam doc|hieu truong)|chuyen vien|cong chuc|can bo|nhan vien|van thu)(?:[ \-–]+[^,;.:()\n\d]{0,60})?)",
    re.IGNORECASE,
)


def find(lines: Sequence[Line], tables: Sequence[tuple[str, Table]], names: Names) -> Officer | None:
    """Give the focal officer that a letter names, if it says that it names one."""
    for part, table in tables:
        if officer := _in_table(table, part, names):
            return officer
    for index, line in enumerate(lines):
        if ASKS.search(line.folded) and (officer := _in_lines(lines[index : index + BLOCK], names)):
            return officer
    return None


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody named in a block, and what stands behind the name."""

    name: str
    start: int
    behind: str


def _in_lines(block: Sequence[Line], names: Names) -> Officer | None:
    # Lines end like labelled pieces do: what is no sentence goes on behind a semicolon.
    text = "; ".join(line.text for line in block)
    for person in _people(text, names):
        phone = _PHONE.search(person.behind)
        position = _position(person.behind[: phone.start() if phone else None]) or _position(person.behind)
        if phone is None and position is None:
            continue
        return Officer(
            name=person.name,
            position=position,
            phone=_digits(phone.group()) if phone else None,
            units=several(named for each in block for named in names.find(each.folded)),
            evidence=_line_at(block, person.start).evidence(0, 160, "contact/prose"),
        )
    return None


def _people(text: str, names: Names) -> Iterator[_Person]:
    """Give who is named, those who hand over left out."""
    folded = fold_aligned(text)
    for pattern in _NAMES:
        for match in pattern.finditer(text):
            # "đồng chí Ngô Xuân Trường, Tổ trưởng": a mark behind a name leaves no label in it.
            ended = re.match(r"\s*[,;(\-–]", text[match.end("name") :]) is not None
            name = _trimmed(match["name"], names, ended=ended)
            if name is None:
                continue
            start = match.start("name")
            end = start + len(name)
            if _LEAVES.match(folded[end:]) or _REPLACED.search(text[:start].lower()):
                continue
            yield _Person(name, start, text[end:])


def _line_at(block: Sequence[Line], place: int) -> Line:
    for line in block:
        if place <= len(line.text):
            return line
        place -= len(line.text) + 2
    return block[-1]


def _trimmed(name: str, names: Names, *, ended: bool = False) -> str | None:
    """Give a name without the label that follows it; None for what names no person."""
    words = nfc(name).split()
    while not ended and words and fold(words[-1]) in _NOT_NAMES:
        words.pop()
    called = " ".join(words)
    if len(words) < 2 or names.exact(called) or names.propers.fullmatch(fold(called)) or _NO_PERSON.match(called):
        return None
    return called


# Written with marks where a family name looks like it without them: Trường is a school, Trương a name.
_NO_PERSON = re.compile(
    r"(?i)(?:phòng|phong|ubnd|ban|các|cac|cán|can|kính|kinh|số|so|chức|chuc|đơn|don|công|cong|sđt|sdt|điện|dien|email|chuyên|chuyen|giám|giam|hiệu|hieu|trường|phó|trân|"
    r"(?:chủ|chu) (?:tịch|tich)|(?:văn|van) (?:phòng|phong|thư|thu|hóa|hoá|hoa)|(?:bí|bi) (?:thư|thu)|(?:họ|ho) (?:và|va|tên|ten)|(?:báo|bao) (?:cáo|cao))\b"
)


_NOT_NAMES = frozenset(
    {
        "chuc",
        "so",
        "dien",
        "sdt",
        "dt",
        "pho",
        "chu",
        "can",
        "cong",
        "chuyen",
        "truong",
        "ubnd",
        "bi",
        "ban",
        "phong",
        "don",
        "vi",
        "don vi",
        "giam",
        "hieu",
        "tran trong",
        "bao",
        "ho",
        "kinh",
        "cac",
        "van",
        "email",
    }
)


def _position(words: str) -> str | None:
    match = _POSITION_LABEL.search(words) or _POSITIONS.search(words)
    if match is None:
        return None
    position = re.split(
        r"\s[-–]\s*(?:SĐT|ĐT|Đt|sđt|đt|SDT|số|Số|điện|Điện|email)|[,;(]|(?:SĐT|ĐT|[Đđ]iện thoại|[Ss]ố điện|sđt|sdt|SDT|dt:)|\s[-–]\s*$",
        match["position"],
    )[0]
    return position.strip(" -–.:") or None


def _digits(phone: str) -> str:
    """Give a phone as its digits, +84 as the 0 that stands for it at home."""
    digits = re.sub(r"\D", "", phone)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) >= 11 else digits


def _in_table(table: Table, part: str, names: Names) -> Officer | None:
    """Read a table with a column (or labelled rows) for name, position and phone."""
    for index, row in enumerate(table.rows[:12]):
        heads = {
            name: column
            for column, cell in enumerate(row[:20])
            if isinstance(cell, str) and (name := _head(fold(cell)))
        }
        if {"name", "position"} <= heads.keys() or {"name", "phone", "duty"} <= heads.keys():
            for below in range(index + 1, min(index + 4, len(table.rows))):
                if officer := _of_row(table, below, heads, part, names):
                    return officer
    labelled = {
        name: (row_index, cell)
        for row_index, row in enumerate(table.rows[:20])
        if len(row) >= 2 and isinstance(row[0], str) and (name := _head(fold(row[0])))
        for cell in [next((value for value in row[1:] if value not in (None, "")), None)]
        if cell is not None
    }
    if {"name", "position"} <= labelled.keys() or {"name", "phone"} <= labelled.keys():
        row_index, value = labelled["name"]
        name = _trimmed(str(value), names)
        if name:
            return Officer(
                name=name,
                position=str(labelled["position"][1]).strip() if "position" in labelled else None,
                phone=_phone_cell(labelled["phone"][1]) if "phone" in labelled else None,
                evidence=Evidence(part=part, where=table.where(row_index, 0), text=str(value), reader="contact/form"),
            )
    return None


def _head(folded: str) -> str | None:
    if re.search(r"ho (?:va |, )?ten|ho ten|^ten can bo|can bo dau moi", folded):
        return "name"
    if re.search(r"chuc (?:vu|danh)", folded):
        return "position"
    if re.search(r"dien thoai|sdt|^dt$|di dong|lien he", folded):
        return "phone"
    if re.search(r"don vi|co quan", folded):
        return "unit"
    return None


def _of_row(table: Table, row: int, heads: dict[str, int], part: str, names: Names) -> Officer | None:
    def cell(name: str) -> CellValue:
        column = heads.get(name)
        cells = table.rows[row]
        return cells[column] if column is not None and column < len(cells) else None

    value = cell("name")
    if not isinstance(value, str) or (name := _trimmed(value, names)) is None:
        return None
    position = cell("position")
    unit = cell("unit")
    return Officer(
        name=name,
        position=str(position).strip() if position else None,
        phone=_phone_cell(cell("phone")),
        units=names.exact(unit) if isinstance(unit, str) else (),
        evidence=Evidence(part=part, where=table.where(row, heads["name"]), text=value, reader="contact/table"),
    )


def _phone_cell(value: CellValue) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        digits = str(value)
        # A spreadsheet drops the leading 0 of a number that was typed as one.
        return "0" + digits if len(digits) == 9 else digits
    match = _PHONE.search(value) if isinstance(value, str) else None
    return _digits(match.group()) if match else None
