"""Compound files, which Office wrote before it took to archives, and messages of Outlook in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Tree: TypeAlias = "Mapping[str, bytes | Tree]"

_SECTOR, _SMALL, _LARGE = 512, 64, 4096
"""Bytes of a sector, of one for small streams, and of the smallest stream that is large."""
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


class _Space:
    """Sectors of one size, and which one follows which."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data = b""
        self.following: list[int] = []

    def place(self, content: bytes) -> int:
        """Place a stream; give its first sector."""
        count = -(-len(content) // self.size)
        first = len(self.following)
        self.data += content.ljust(count * self.size, b"\0")
        self.following += [*range(first + 1, first + count), _END] if count else []
        return first if count else _END


def compound(tree: Tree) -> bytes:
    """Make a compound file; the entries of a storage stand in one chain."""
    large, small = _Space(_SECTOR), _Space(_SMALL)
    entries: list[bytes] = [b""]

    def add(branch: Tree) -> int:
        names = sorted(branch, key=lambda name: (len(name), name.upper()))
        numbers = [len(entries) + at for at in range(len(names))]
        entries.extend([b""] * len(names))
        for at, name in enumerate(names):
            content = branch[name]
            following = numbers[at + 1] if at + 1 < len(names) else _FREE
            if isinstance(content, bytes):
                start = (large if len(content) >= _LARGE else small).place(content)
                entries[numbers[at]] = _entry(name, 2, following, _FREE, start, len(content))
            else:
                entries[numbers[at]] = _entry(name, 1, following, add(content), 0, 0)
        return numbers[0] if numbers else _FREE

    child = add(tree)
    entries[0] = _entry("Root Entry", 5, _FREE, child, large.place(small.data), len(small.data))
    directory = large.place(b"".join(entries))
    small_table = _packed(small.following)
    small_start = large.place(small_table)
    count = 1
    while len(large.following) + count > count * _SECTOR // 4:
        count += 1
    places = range(len(large.following), len(large.following) + count)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    small_count = len(small_table) // _SECTOR
    head += struct.pack("<9I", 0, count, directory, 0, _LARGE, small_start, small_count, _END, 0)
    head += struct.pack("<109I", *places, *([_FREE] * (109 - count)))
    return head + large.data + _packed([*large.following, *([_TABLE] * count)])


def _packed(table: list[int]) -> bytes:
    """Write a table of sectors, whole sectors long."""
    table = table + [_FREE] * (-len(table) % (_SECTOR // 4))
    return struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, following: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB3I", len(encoded), kind, 1, _FREE, following, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def message(
    texts: Mapping[int, str],
    *,
    raw: Mapping[int, bytes] | None = None,
    numbers: Mapping[int, int] | None = None,
    inner: Tree | None = None,
    header: int = 32,
) -> Tree:
    """Make a message, or an attachment, of its properties by their numbers."""

    def properties() -> Iterator[bytes]:
        for tag, value in (numbers or {}).items():
            yield struct.pack("<HHIQ", 0x0040 if value >= 2**32 else 0x0003, tag, 6, value)

    tree: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(header) + b"".join(properties())}
    tree |= {f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in texts.items()}
    tree |= {f"__substg1.0_{tag:04X}0102": data for tag, data in (raw or {}).items()}
    return tree | dict(inner or {})
