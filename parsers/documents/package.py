"""The parts of Office files: zip archives with a fixed layout."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from parsers.documents.source import XML_BYTES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENCRYPTED = 0x1
_LENGTHS = struct.Struct("<HH")
_LENGTHS_AT, _HEADER = 26, 30
"""Where the lengths of name and extra field stand in a member's own header, and how long it is without them."""


def parse_xml(xml: bytes) -> Element:
    """Parse XML that nobody vouches for. Raises SyntaxError and ValueError."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  lxml ships no types

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(xml, parser)


class PackageError(Exception):
    """The file is no archive, or a part is missing or cannot be unpacked."""


class TooLargeError(PackageError):
    """A part is larger than the limit."""


class Package:
    """The parts of an Office file; their names are told without regard to case, as its standard has it."""

    def __init__(self, data: bytes) -> None:
        """Read the archive's directory. Raises PackageError."""
        self._data = data
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
            raise PackageError from error
        self._members = {info.filename.replace("\\", "/").lower(): info for info in self.archive.infolist()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in lower case."""
        return tuple(self._members)

    def largest(self) -> int:
        """Give the declared size of the largest part, unpacked, in bytes."""
        return max((info.file_size for info in self._members.values()), default=0)

    def part(self, name: str) -> bytes:
        """Unpack a part. Raises PackageError, TooLargeError."""
        info = self._members.get(name.lower())
        if info is None or info.flag_bits & _ENCRYPTED:
            raise PackageError(name)
        if info.file_size > XML_BYTES:
            raise TooLargeError(name)
        try:
            return self._unpacked(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            struct.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise PackageError(name) from error

    def part_or_nothing(self, name: str) -> bytes:
        """Unpack a part; empty where it is missing, broken or too large."""
        try:
            return self.part(name)
        except PackageError:
            return b""

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        if info.compress_type != zipfile.ZIP_DEFLATED:
            return self.archive.read(info)
        # zipfile does the same in small pieces, which takes half as long again, and ten times for small parts.
        name, extra = _LENGTHS.unpack_from(self._data, info.header_offset + _LENGTHS_AT)
        start = info.header_offset + _HEADER + name + extra
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        # Directories lie about sizes: no more than the declared size is unpacked.
        content = unpacking.decompress(self._data[start : start + info.compress_size], max(info.file_size, 1))
        # A damaged digit is still well-formed XML.
        if zlib.crc32(content) != info.CRC:
            raise zipfile.BadZipFile(info.filename)
        return content
