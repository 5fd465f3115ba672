"""Compound files, in which Office kept its documents until 2007, by olefile."""

from __future__ import annotations

import io

import olefile


class CompoundFileError(Exception):
    """The file is no compound file, or a broken one."""


class CompoundFile:
    """The streams of one file."""

    def __init__(self, data: bytes) -> None:
        """Read its directory. Raises CompoundFileError."""
        try:
            self._file = olefile.OleFileIO(io.BytesIO(data))
            self.names = frozenset(name.lower() for name, *_ in self._file.listdir())
        except Exception as error:  # olefile raises whatever broken sector tables lead to
            raise CompoundFileError from error

    def stream(self, *names: str) -> bytes:
        """Give the first stream of these names that there is; empty where there is none, or it is broken."""
        for name in names:
            if name.lower() in self.names:
                try:
                    return self._file.openstream(name).read()
                except Exception:  # noqa: BLE001  as above
                    return b""
        return b""
