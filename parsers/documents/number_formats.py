"""How a number looks in a spreadsheet's number format (ECMA-376, part 1, 18.8.31), where it looks other than it is."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|_.|\*(.)|\[([^\]]*)\]|(General)|([0#?.,]+)|(E[+-])|(.)', re.IGNORECASE | re.DOTALL
)
_SECTIONS = re.compile(r'((?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]|[^;])*);?', re.DOTALL)
_PLAIN = re.compile(
    r'(?:\[(?:red|black|blue|green|magenta|yellow|cyan|\$-[^\]]*)\]|_.|\* |"[-\s]*"|\\[-\s()]|[#0?.@\s()+-]|,(?=[#0?])|general)+'
    r"(?:;|$)",
    re.IGNORECASE,
)
"""A section in which every number looks like itself, however it is grouped; a stroke stands for zero."""
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq, "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip
_WHITE = frozenset({"white", "color2", "color 2"})

BUILT_IN = {
    "9": "0%", "10": "0.00%", "11": "0.00E+00", "48": "##0.0E+0", "5": '#,##0 "đ"', "6": '#,##0 "đ"', "7": '#,##0 "đ"', "8": '#,##0 "đ"',
    "42": '#,##0 "đ"', "44": '#,##0 "đ"', **dict.fromkeys(map(str, [*range(14, 23), 45, 46, 47]), "yyyy"),
}  # fmt: skip
"""Of the formats that have a number alone those that are not plain; which currency they show is the reader's own."""


class Look(NamedTuple):
    """What is seen of a number."""

    text: str
    """Empty: nothing."""
    sure: bool = True
    """False where the format turns it into another number, or cannot be followed."""


def is_plain(code: str) -> bool:
    """Whether every number from 0 looks like itself in a format; cheap, since most do."""
    if "#" in code and "0" not in code:
        return False  # it shows nothing for zero
    return not code or all(map(_PLAIN.fullmatch, (f"{section};" for section in _sections(code)[:3])))


def look(value: float, code: str) -> Look | None:
    """Give what is seen of a number; None where it looks like itself. A negative one is no count, however it looks."""
    if value < 0 or is_plain(code):
        return None
    section = _section(value, _sections(code))
    found = _parsed(section)
    if found.white:
        return Look("")
    if found.strange:
        return Look(_plainly(value), sure=False)
    literals = "".join((*found.before, *found.after))
    if not found.digits:
        if value == 0 and not literals.strip(" -–—"):
            return Look("") if not literals.strip() and "?" not in section else None
        return Look(literals.strip(), sure=not any(map(str.isnumeric, literals)))
    if value == 0 and not found.digits.strip("#,.") and not literals.strip():
        return Look("")
    seen = value * 100**found.percents / 1000**found.thousands
    number = _plainly(seen) if found.digits == "General" else f"{seen:.{found.decimals}f}"
    if not (found.percents or found.thousands or any(map(_says, literals))):
        return None
    text = f"{''.join(found.before)}{number}{''.join(found.after)}".strip()
    return Look(text, sure=not (found.thousands or any(map(str.isnumeric, literals))))


@dataclass(slots=True)
class _Section:
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    digits: str = ""
    percents: int = 0
    thousands: int = 0
    decimals: int = 0
    white: bool = False
    strange: bool = False


def _parsed(section: str) -> _Section:
    found = _Section()
    for quoted, escaped, filling, bracket, general, digits, power, other in _TOKEN.findall(section):
        literals = found.after if found.digits else found.before
        if bracket:
            _bracket(bracket, found, literals)
        elif general or digits:
            # Digits in two places have letters between them.
            found.strange = found.strange or bool(found.digits)
            found.digits = general or digits
            found.thousands = len(digits) - len(digits.rstrip(","))
            found.decimals = len(digits.rstrip(",").partition(".")[2].replace(",", ""))
        elif power:
            found.strange = True
        elif other == "%":
            found.percents += 1
            literals.append(other)
        elif other.isalpha() and other != "@":
            found.strange = True  # a date's or a time's
        else:
            literals.append(quoted or escaped or filling or other.replace("@", "").replace("/", ""))
    return found


def _bracket(told: str, found: _Section, literals: list[str]) -> None:
    if told.startswith("$"):
        literals.append(told[1:].partition("-")[0])
    elif told.lower() in _WHITE:
        found.white = True
    elif (
        not (_CONDITION.fullmatch(told) or told.isalpha() or told.lower().startswith("color")) or told.lower() in "hms"
    ):
        found.strange = True


def _sections(code: str) -> Sequence[str]:
    return [match[1] for match in _SECTIONS.finditer(code) if match[0]] + ([""] if code.endswith(";") else [])


def _section(value: float, sections: Sequence[str]) -> str:
    conditions = [_CONDITION.search(section) if "[" in section else None for section in sections[:3]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _TESTS[condition[1]](value, float(condition[2])):
                return section
        return sections[-1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _says(letter: str) -> bool:
    """Whether a letter beside a number says something of it: words, a currency, another digit."""
    return letter.isalnum() or letter in "%‰$₫€£¥^"


def _plainly(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)
