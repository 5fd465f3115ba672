"""How CSS makes words look: hidden, hardly to be seen, crossed out, raised, moved; in a style attribute or by the rules of a style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from parsers.colours import BLACK, WHITE, Colour, alike, contrast, from_hex

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|ex|ch|pc|cm|mm|in)?(?![\w.])")
_PIXELS = {"pt": 4 / 3, "em": 16, "rem": 16, "%": 0.16, "ex": 8, "ch": 8, "pc": 16, "cm": 37.8, "mm": 3.78, "in": 96}
"""To a letter of 16 pixels."""
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^)]*)\)")
_BARE_HEX = re.compile(r"(?:[0-9a-f]{3}){1,2}")
"""As old mails write colours in attributes."""
_PLACES = (
    "left", "right", "top", "bottom", "text-indent", "margin", "margin-left", "margin-top",
)  # fmt: skip
_MOVES = frozenset({
    "clip", "clip-path", "transform", "scale", "translate", "rotate", "zoom", "mask", "mask-image", "content-visibility", "unicode-bidi",
    "order", "text-security", "-webkit-text-security",
})  # fmt: skip
"""Properties that, with any value but these, show words elsewhere, in another order, or not at all: which one is not worked out."""
_USUAL = frozenset(
    {
        "auto",
        "none",
        "normal",
        "visible",
        "0",
        "1",
        "100%",
        "inherit",
        "initial",
        "unset",
        "isolate",
        "embed",
        "plaintext",
    }
)
_UNCHANGED = frozenset({"inherit", "currentcolor", "unset", "initial", "revert", "windowtext", "auto", ""})
_SMALLEST = 4.0
"""Pixels; smaller letters are none for the eye."""
_FARTHEST = -200.0
"""Pixels to the left of its place, or above it: nobody looks there."""
_CLOSEST = -3.0
"""Pixels between letters, or words."""
_RAISED_BY = 3.0
_LEAST_OPACITY = 0.2


@dataclass(frozen=True, slots=True)
class Looks:
    """What a list of declarations says; None where it says nothing."""

    hidden: bool = False
    """Nothing is shown."""
    doubtful: bool = False
    """Not shown, shown elsewhere or in another order: which is not worked out."""
    ink: Colour | None = None
    ground: Colour | None = None
    covered: bool = False
    """On a ground that is not told: a picture, a gradient."""
    struck: bool = False
    raised: int | None = None
    """1: raised, -1: lowered, 0: neither."""
    odd: bool = False
    """May keep words from being seen in some program: stricter than `doubtful`, and asked before words are carried out as orders."""

    @property
    def faint(self) -> bool:
        """Whether letters are in the colour of their ground, white where none is told."""
        return self.ink is not None and not self.covered and alike(self.ink, self.ground or WHITE)

    @property
    def surely_seen(self) -> bool:
        """Whether nothing here might keep words from being seen where white is the ground."""
        return not (self.hidden or self.doubtful or self.odd or self.covered) and legible(
            self.ink, self.ground or WHITE
        )


PLAIN = Looks()


def legible(ink: Colour | None, ground: Colour | None) -> bool:
    """Whether letters are surely seen on their ground; black ones where no ink is told, none on a ground that is not known."""
    return ground is not None and contrast(ink or BLACK, ground) >= _LEGIBLE


_LEGIBLE = 2.3


@lru_cache(2048)
def looks(style: str) -> Looks:
    """Read the declarations of a style attribute, or of a rule."""
    told = declarations(style)
    if not told:
        return PLAIN
    size = _size(told)
    cut = any("hidden" in told.get(name, "") or "clip" in told.get(name, "") for name in _OVERFLOWS)
    flat = any(
        (_pixels(told[name]) or 0.0) < 1 and _pixels(told[name]) is not None for name in _EXTENTS if name in told
    )
    ink, clear = _ink(told)
    ground, covered = _ground(told)
    opacity = _number(told.get("opacity", "1"))
    return Looks(
        hidden=told.get("display", "").startswith("none")
        or told.get("visibility", "") in ("hidden", "collapse")
        or told.get("mso-hide") == "all"
        or size == 0
        or opacity == 0
        or (cut and flat),
        doubtful=clear
        or (size is not None and size < _SMALLEST)
        or opacity is None
        or opacity < _LEAST_OPACITY
        or "opacity" in told.get("filter", "")
        or any(told.get(name, "none") not in _USUAL for name in _MOVES if name in told)
        or "reverse" in f"{told.get('flex-direction', '')}{told.get('flex-flow', '')}"
        or any(_farthest(told[name]) < _FARTHEST for name in _PLACES if name in told)
        or any(_farthest(told[name]) < _CLOSEST for name in ("letter-spacing", "word-spacing") if name in told)
        or "dings" in f"{told.get('font-family', '')}{told.get('font', '')}"
        or any(
            "calc" in told.get(name, "") or "var(" in told.get(name, "")
            for name in ("font-size", "display", "visibility")
        ),
        ink=ink,
        ground=ground,
        covered=covered,
        struck="line-through" in f"{told.get('text-decoration', '')}{told.get('text-decoration-line', '')}",
        raised=_raised(told),
        odd=len(style) >= _LONGEST_SURE or opacity != 1 or (size is not None and size < _LEAST_SURE) or _is_odd(told),
    )


_LONGEST_STYLE, _LONGEST_DECLARATION = 5_000, 500
_LONGEST_SURE = 2_000
"""Letters; of longer rules a style sheet's reader keeps the last."""
_LEAST_SURE = 6.5
_LEAST_EXTENT = 6.0
_LEAST_LINE = re.compile(r"0*(?:\.[0-4]\d*|0)(?![\d.])")
_SURE: Mapping[str, tuple[str, ...]] = {
    "display": ("block", "inline", "table", "list-item", "initial", "inherit"),
    "visibility": ("visible", "initial", "inherit"),
    "position": ("static", "relative", "initial", "inherit"),
    "float": ("left", "right", "none", "initial", "inherit"),
    "direction": ("ltr", "initial", "inherit"),
    "overflow": ("visible", "auto", "initial", "inherit"),
    "filter": ("none", "initial", "inherit"),
}
_UNSURE = ("mix-blend-mode", "backface-visibility", "font-palette", "content")


def _is_odd(told: Mapping[str, str]) -> bool:
    return (
        any(name in told and not told[name].startswith(values) for name, values in _SURE.items())
        or any(name in told and told[name] not in _USUAL for name in _UNSURE)
        or any(_least(told[name]) < _LEAST_EXTENT for name in _EXTENTS if name in told)
        or _LEAST_LINE.match(told.get("line-height", "")) is not None
        or any("var(" in value or "expression(" in value for value in told.values())
    )


def _least(value: str) -> float:
    found = _pixels(value)
    return _LEAST_EXTENT if found is None or ("%" in value and found) else found


_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")
_EXTENTS = ("height", "max-height", "width", "max-width")


def declarations(style: str) -> Mapping[str, str]:
    """Give properties and values in lower case; of several the last, or the one that is important."""
    told: dict[str, str] = {}
    important: set[str] = set()
    for each in unescaped(style[:_LONGEST_STYLE]).lower().split(";"):
        name, _, rest = each[:_LONGEST_DECLARATION].partition(":")
        value, mark, _ = rest.partition("!")
        name = name.strip()
        if mark or name not in important:
            told[name] = value.strip()
        if mark:
            important.add(name)
    return told


def unescaped(css: str) -> str:
    """Take comments and escapes (of letters by their number in hex) out of CSS."""
    if "/*" in css or "<!--" in css or "-->" in css:
        css = _COMMENT.sub(" ", css)
    return _ESCAPE.sub(_letter, css) if "\\" in css else css


def _letter(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return chr(code) if 0 < code < 0x110000 else (match[2] or "")


def _size(told: Mapping[str, str]) -> float | None:
    if "font-size" in told:
        return _pixels(told["font-size"])
    if "font" in told:
        found = re.search(r"(?<![\w.#-])(?:\d*\.?\d+(?:px|pt|em|rem|%)|0+(?=[\s/]))", told["font"])
        return _pixels(found[0]) if found else None
    return None


def _pixels(value: str) -> float | None:
    found = _LENGTH.match(value)
    return float(found[1]) * _PIXELS.get(found[2], 1.0) if found else None


def _farthest(value: str) -> float:
    return min((float(number) * _PIXELS.get(unit, 1.0) for number, unit in _LENGTH.findall(value)), default=0.0)


def _number(value: str) -> float | None:
    found = _LENGTH.match(value)
    if found is None:
        return 1.0 if value in _USUAL | _UNCHANGED else None
    return float(found[1]) / (100 if found[2] == "%" else 1)


def _raised(told: Mapping[str, str]) -> int | None:
    align = told.get("vertical-align", "")
    if align in ("super", "sub"):
        return 1 if align == "super" else -1
    if told.get("position") == "relative" or align[:1] in tuple("-.0123456789"):
        by = [(_pixels(told[name]) or 0.0) * up for name, up in _UPWARDS.items() if name in told]
        return next((1 if each > 0 else -1 for each in by if abs(each) >= _RAISED_BY), None)
    return 0 if align == "baseline" else None


_UPWARDS = {"top": -1, "bottom": 1, "vertical-align": 1}


def _ink(told: Mapping[str, str]) -> tuple[Colour | None, bool]:
    """Give the colour of letters, and whether they are transparent or in a colour that cannot be worked out."""
    value = told.get("-webkit-text-fill-color") or told.get("color", "")
    return (None, False) if value in _UNCHANGED else colour(value)


def _ground(told: Mapping[str, str]) -> tuple[Colour | None, bool]:
    value = told.get("background-color") or told.get("background", "")
    covered = "(" in told.get("background-image", "")
    if value in _UNCHANGED or value.startswith(("none", "transparent")):
        return None, covered
    pieces = [value] if value.startswith(("rgb", "hsl")) else value.split()
    found = next((each for piece in pieces if (each := colour(piece)[0])), None)
    return found, covered or found is None


@lru_cache(512)
def colour(value: str) -> tuple[Colour | None, bool]:
    """Give a colour, and whether nothing can be seen in it, or it cannot be worked out; a word that is no colour changes nothing."""
    value = value.strip().lower()
    if value == "white" or value in ("#fff", "#ffffff"):
        return WHITE, False
    if value.startswith("#"):
        digits = value[1:]
        if len(digits) in (3, 4):
            digits = "".join(digit * 2 for digit in digits)
        clear = len(digits) == 8 and digits[6:] < f"{round(255 * _LEAST_OPACITY):02x}"
        return from_hex(digits[:6]), clear
    if value == "transparent":
        return None, True
    if _BARE_HEX.fullmatch(value):
        return colour(f"#{value}")
    found = _FUNCTION.match(value)
    if found:
        return _computed(found[1], found[2])
    return (None, True) if "(" in value else (_named(value), False)


def _computed(function: str, told: str) -> tuple[Colour | None, bool]:
    parts = re.findall(r"-?\d*\.?\d+%?", told)
    if len(parts) not in (3, 4):
        return None, True
    clear = len(parts) == 4 and (_number(parts[3]) or 0.0) < _LEAST_OPACITY
    if function.startswith("rgb"):
        red, green, blue = (
            min(255, round(_share(part) * 255)) if "%" in part else min(255, int(float(part))) for part in parts[:3]
        )
        return (red, green, blue), clear
    import colorsys

    red, green, blue = colorsys.hls_to_rgb(float(parts[0].rstrip("%")) / 360 % 1, _share(parts[2]), _share(parts[1]))
    return (round(red * 255), round(green * 255), round(blue * 255)), clear


def _share(part: str) -> float:
    return min(1.0, max(0.0, float(part.rstrip("%")) / 100))


def _named(value: str) -> Colour | None:
    if value in _INKS:
        return _INKS[value]
    # Its table has all 148 names of CSS.
    from PIL import ImageColor

    code = ImageColor.colormap.get(value)
    return from_hex(code[1:]) if isinstance(code, str) else None


_INKS: Mapping[str, Colour] = {
    "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255), "navy": (0, 0, 128), "green": (0, 128, 0), "gray": (128, 128, 128),
}  # fmt: skip
"""What mails are written in: no library is asked for these."""


# Style sheets


_BRACE = re.compile(r"([{}])")
_PARENTHESES = re.compile(r"\([^()]*\)")
_NAMES = re.compile(r"[.#]([\w-]+)")
_TAG = re.compile(r"[\w-]+")
_CONTENT = re.compile(r"content\s*:[^;]*(?:\d|attr|counter)")


@dataclass(frozen=True, slots=True)
class Suspect:
    """What a rule that may hide, move or cross out words stands on: the last part of its selector, without its conditions."""

    tag: str
    """Empty for any."""
    names: frozenset[str]
    """Classes and ids, all of which it asks for."""

    def fits(self, element: Any, names: frozenset[str]) -> bool:
        """Whether it may stand on an element."""
        return (not self.tag or element.tag == self.tag) and self.names <= names


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of a mail's style sheets that matter to what a reader sees."""

    suspects: tuple[Suspect, ...] = ()
    odd: tuple[Suspect, ...] = ()
    """Where a rule leaves open whether words are seen: more than `suspects`."""
    grounds: bool = False
    """Whether any colours a ground: then who knows where."""
    writes: bool = False
    """Whether any puts figures into the text."""

    def may_hide(self, element: Any) -> bool:
        """Whether a rule may show an element's words otherwise than they are read."""
        return _stands_on(self.suspects, element)

    def leaves_open(self, element: Any) -> bool:
        """Whether a rule leaves open that an element's words are seen."""
        return _stands_on(self.odd, element)


def _stands_on(suspects: Sequence[Suspect], element: Any) -> bool:
    if not suspects:
        return False
    told = element.attrib
    names = frozenset(f"{told.get('class', '')} {told.get('id', '')}".lower().split())
    return any(suspect.fits(element, names) for suspect in suspects)


def sheet(texts: Iterable[str]) -> Sheet:
    """Read style sheets. Conditions (`@media`, `:hover`, what stands around) are not worked out: a rule may hold."""
    suspects: dict[Suspect, None] = {}
    odd: dict[Suspect, None] = {}
    grounds = writes = False
    for selectors, body in _rules(texts):
        grounds = grounds or "background" in body
        found = looks(body)
        generates = ":before" in selectors or ":after" in selectors
        writes = writes or (generates and _CONTENT.search(body) is not None)
        if generates:
            continue
        stands_on = dict.fromkeys(suspect for selector in selectors.split(",") for suspect in _suspects(selector))
        if found.hidden or found.doubtful or found.struck or found.raised or found.faint:
            suspects.update(stands_on)
        if not found.surely_seen:
            odd.update(stands_on)
    return Sheet(suspects=tuple(suspects), odd=tuple(odd), grounds=grounds, writes=writes)


def _suspects(selector: str) -> Iterator[Suspect]:
    bare = selector
    while "(" in bare and (less := _PARENTHESES.sub("", bare)) != bare:
        bare = less
    bare = re.sub(r"\[[^\]]*\]", "", bare).strip().lower()
    last = re.split(r"[\s>+~]+", bare)[-1].partition(":")[0]
    tag = _TAG.match(last)
    if not bare.startswith("@"):
        yield Suspect(tag[0] if tag else "", frozenset(_NAMES.findall(last)))


def _rules(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give selectors and declarations of each rule, also of those within others."""
    for text in texts:
        open_rules: list[tuple[str, list[str]]] = []
        words = ""
        for piece in islice(_BRACE.split(unescaped(text)), _MOST_PIECES):
            if piece == "{":
                before, _, selectors = words.rpartition(";")
                if open_rules:
                    open_rules[-1][1].append(before)
                open_rules.append((selectors[-_LONGEST_SELECTOR:], []))
            elif piece == "}" and open_rules:
                selectors, body = open_rules.pop()
                yield selectors, ";".join((*body, words))
            words = "" if piece in ("{", "}") else piece
        # A rule that is not closed ends with its sheet.
        yield from ((selectors, ";".join((*body, words))) for selectors, body in open_rules[-1:])


_LONGEST_SELECTOR, _MOST_PIECES = 2_000, 10_000
