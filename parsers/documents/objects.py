"""Workbooks and documents that are embedded in a Word document or a slide: a table pasted from Excel is such an object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename, join, normpath

from parsers.documents.cell_xml import attributes
from parsers.documents.kinds import Kind, kind_of
from parsers.documents.source import ARCHIVE_DEPTH, Source

_RELATIONS = re.compile(r"(?:word/_rels/document\d*|ppt/slides/_rels/slide\d+)\.xml\.rels")
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*/(?:package|oleObject)\"[^>]*>")
_READ = frozenset({Kind.XLSX, Kind.XLSB, Kind.XLS, Kind.ODS, Kind.DOCX, Kind.DOC, Kind.ODT})
_OBJECTS = 10


def embedded(source: Source) -> Iterator[Source]:
    """Give the objects that the pages show; formulas and drawings are none, nor are the numbers that a chart is drawn from."""
    package = source.package
    if package is None or source.depth >= ARCHIVE_DEPTH or not any("/embeddings/" in name for name in package.names):
        return
    found: dict[str, None] = {}
    for name in package.names:
        if _RELATIONS.fullmatch(name):
            folder = name.partition("/_rels/")[0]
            for tag in _RELATIONSHIP.findall(package.part_or_nothing(name)):
                target = normpath(join(folder, attributes(tag).get("Target", "").lower())).lstrip("/")
                found.update({target: None} if "/embeddings/" in target else {})
    for name in list(found)[:_OBJECTS]:
        inner = source.inner(basename(name), package.part_or_nothing(name))
        if inner.compound is not None and "package" in inner.compound.names:
            inner = replace(inner, data=inner.compound.stream("Package"))
        if kind_of(inner) in _READ:
            yield inner
