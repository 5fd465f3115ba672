"""Whether a PDF has layers (optional content) that are not shown; pdfium does not tell, and gives their words like all others."""

from __future__ import annotations

import re
import zlib

_OFF = re.compile(rb"/OFF\s*\[\s*\d|/BaseState\s*/OFF|/ViewState\s*/OFF|/P\s*/A(?:ll|ny)Off\b|/VE\s*[\[\d]")
_PACKED = re.compile(rb"/ObjStm\b[^>]{0,300}?>>\s*stream\r?\n|/Type\s*/ObjStm", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n")
_MOST_STREAMS, _MOST_BYTES = 500, 5_000_000


def hides_layers(data: bytes) -> bool:
    """Whether any layer is off at first, or shown by a rule; a file whose objects cannot be unpacked may have some."""
    if _OFF.search(data):
        return True
    for at, found in enumerate(_PACKED.finditer(data)):
        stream = _STREAM.search(data, found.start(), found.end() + 2_000)
        if at >= _MOST_STREAMS or stream is None:
            return True
        try:
            objects = zlib.decompressobj().decompress(data[stream.end() :], _MOST_BYTES)
        except zlib.error:
            return True
        if _OFF.search(objects):
            return True
    return False
