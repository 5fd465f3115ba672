"""Whether a reader surely sees what stands in an HTML mail: a style that might hide it leaves that open.

What the markup reader takes for hidden is not read at all. This is the stricter question, asked before a mail's words are carried out as
orders: nobody orders what he did not see. It knows what may hide, from CSS 2 to what programs support today, and takes anything that
it does not understand for hiding; where a style sheet's rule applies is told by the last name of its selector alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_MAY_HIDE = re.compile(
    r"""(?<![\w-])(?:
        display\s*:\s*+(?!block|inline(?:-block)?|table[a-z-]*|list-item|initial|inherit)
        |visibility\s*:\s*+(?!visible|inherit|initial)
        |position\s*:\s*+(?!static|relative|inherit|initial)
        |(?:opacity|zoom|order|float|content|filter|(?:-webkit-)?mask[a-z-]*|clip(?:-path)?|transform|translate|scale|rotate)\s*:
            \s*+(?!none|1(?:\.0*)?\s*(?:;|$)|initial|inherit|normal|left|right)
        |-webkit-text-fill-color|-webkit-text-security|content-visibility|font-palette|mix-blend-mode|backface-visibility|unicode-bidi
        |direction\s*:\s*rtl
        |(?:text-indent|left|top|right|bottom|margin[a-z-]*|letter-spacing|word-spacing)\s*:[^;]*-\s*\d{3}
        |(?:max-)?(?:width|height)\s*:\s*(?:0+(?:\.0*)?(?![\d.])|[0-5](?:\.\d*)?\s*p[xt]\b)
        |line-height\s*:\s*0*(?:\.[0-4]\d*|0)(?![\d.])
        |mso-hide|overflow(?:-[xy])?\s*:\s*hidden
    )|\\|/\*|(?<![\w-])var\(|expression\(""",
    re.IGNORECASE | re.VERBOSE,
)
_FONT = re.compile(r"(?<![\w-])font(?:-size)?\s*:\s*([^;]*)", re.IGNORECASE)
_SIZE = re.compile(r"(?<![\w.#-])(\d*\.?\d+)\s*(px|pt|em|rem|ex|ch|vw|vh|%|mm|cm|in|pc|q)?(?![\w])", re.IGNORECASE)
_LEAST = {
    "px": 7.0,
    "pt": 5.0,
    "em": 0.6,
    "rem": 0.6,
    "ex": 1.2,
    "ch": 1.2,
    "%": 60.0,
    "mm": 2.0,
    "cm": 0.2,
    "in": 0.07,
    "pc": 0.5,
}
_COLOUR = re.compile(r"(?<![\w-])(color|background(?:-color)?)\s*:\s*([^;!]*)", re.IGNORECASE)
_HEX = re.compile(r"#(?:([0-9a-f]{3})|([0-9a-f]{6}))(?![\w])", re.IGNORECASE)
_RGB = re.compile(
    r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*1(?:\.0*)?\s*)?\)", re.IGNORECASE
)
_PLAIN_INK = frozenset(
    ["black", "windowtext", "inherit", "initial", "currentcolor", "navy", "blue", "darkblue", "mediumblue", "red", "darkred", "maroon", "green", "darkgreen", "teal", "purple", "gray", "grey", "dimgray", "olive"]
)  # fmt: skip
_PLAIN_GROUND = frozenset(["white", "transparent", "none", "inherit", "initial", "window", "yellow"])
_DARK_ENOUGH, _LIGHT_ENOUGH = 170.0, 190.0
"""Of 255: an ink is darker, and a ground of its own lighter."""


_LONGEST = 2_000
"""Letters of a style; of a longer rule in a style sheet the reader keeps its last ones, and no selector."""


@lru_cache(maxsize=512)
def may_hide(style: str) -> bool:
    """Tell whether declarations might keep a reader from seeing what they hold for; so many that nobody writes them might."""
    return (
        len(style) >= _LONGEST
        or _MAY_HIDE.search(style) is not None
        or _is_tiny(style)
        or any(map(_is_faint, *_colours(style)))
    )


def is_faint_ink(colour: str) -> bool:
    """Tell whether an ink is, or might be, too light to be seen on white."""
    return _is_faint("color", colour)


def _colours(style: str) -> tuple[list[str], list[str]]:
    found = _COLOUR.findall(style)
    return [name.lower() for name, _ in found], [value for _, value in found]


def _is_tiny(style: str) -> bool:
    for value in _FONT.findall(style):
        for size, unit in _SIZE.findall(value):
            if float(size) < _LEAST.get(unit.lower(), 1.0):
                return True
    return False


def _is_faint(name: str, value: str) -> bool:
    value = value.strip().lower()
    light = _lightness(value)
    if name == "color":
        return bool(value) and (value not in _PLAIN_INK if light is None else light > _DARK_ENOUGH)
    if light is None:
        return not _PLAIN_GROUND.issuperset(value.split())
    return light < _LIGHT_ENOUGH or "(" in _RGB.sub("", value)


def _lightness(value: str) -> float | None:
    """Give how light a colour looks, 0 to 255 (ITU-R BT.601); None where it is not written in numbers."""
    if found := _HEX.search(value):
        digits = found[2] or "".join(digit * 2 for digit in found[1])
        red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    elif found := _RGB.search(value):
        red, green, blue = map(int, found.groups())
    else:
        return None
    return 0.299 * red + 0.587 * green + 0.114 * blue


_NO_SELECTOR = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_ABOUT_NO_ELEMENT = ("@list", "@page", "@font-face", "@import", "@charset")


@dataclass(frozen=True, slots=True)
class HidingRules:
    """On what rules of style sheets might hide words."""

    everything: bool = False
    names: frozenset[tuple[str, frozenset[str]]] = frozenset()
    """Tag (or none), with the classes and ids that must all be there."""

    def hold_for(self, tag: str, names: Iterable[str]) -> bool:
        """Tell whether an element with these classes and ids may be hidden by one of them."""
        if not self.names:
            return self.everything
        given = frozenset(names)
        return self.everything or any(wanted <= given and of in {"", tag} for of, wanted in self.names)


_LAST = re.compile(r"(?:^|[\s>+~])((?:[a-z][\w-]*|\*)?)((?:[.#][\w-]+)*)$", re.IGNORECASE)


NO_RULES = HidingRules()


def hiding_rules(rules: Iterable[tuple[str, str]]) -> HidingRules:
    """Find the rules of style sheets, selectors and body each, that might hide words."""
    names: set[tuple[str, frozenset[str]]] = set()
    for selectors, body in rules:
        if not body.strip() or not may_hide(body):
            continue
        for selector in _NO_SELECTOR.sub(" ", selectors).split(","):
            if selector.lstrip().lower().startswith(_ABOUT_NO_ELEMENT):
                continue
            last = _LAST.search(selector.strip())
            if last is None or not (last[1] or last[2]) or last[1] == "*":
                return HidingRules(everything=True)
            wanted = frozenset(name.lower() for name in re.split(r"[.#]", last[2]) if name)
            names.add((last[1].lower(), wanted))
    return HidingRules(names=frozenset(names))
