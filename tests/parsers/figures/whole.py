"""Whole mails made of blocks, decided as `dondoc extract` does."""

from __future__ import annotations

import datetime as dt
from functools import cache

from dondoc.extract import extract
from dondoc.settings import Settings, example_config, load_settings
from ingest.values import Decision, Extraction
from parsers.reading import findings
from parsers.values import (
    Address,
    Attachment,
    Block,
    CellValue,
    Document,
    Letter,
    Paragraph,
    Passage,
    Table,
    Voice,
)

Row = list[CellValue]
THURSDAY = dt.datetime(2020, 9, 17, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))
"""Of the week whose deadline is Friday, 18/9, ISO week 38."""


@cache
def settings() -> Settings:
    return load_settings(example_config())


def decided(
    *blocks: Block,
    sender: str = "km15@mongcai.example",
    subject: str = "Báo cáo Bluezone",
    body: tuple[Block, ...] = (Paragraph(text="Đơn vị gửi báo cáo theo file đính kèm.", where="line 1"),),
    at: dt.datetime = THURSDAY,
) -> Extraction:
    attachment = Attachment(name="BC.xlsx", media_type="application/octet-stream", data=b"")
    letter = Letter(
        sender=Address(name="", email=sender),
        senders=(sender,),
        subject=subject,
        date=at,
        received=at,
        passages=(Passage(voice=Voice.OWN, blocks=body),),
        attachments=(attachment,) if blocks else (),
    )
    document = Document(part="BC.xlsx", format="xlsx", blocks=blocks)
    opened = {id(letter): ((document,),) if blocks else ()}
    found = findings(letter, opened, settings().vocabulary, received_at=at)
    return extract(found, settings())


def sheet(name: str, *rows: Row) -> Table:
    return Table(name=name, rows=tuple(map(tuple, rows)), is_sheet=True)


def brief(extraction: Extraction) -> list[tuple[str | None, str, int | None, int | None, bool]]:
    return [
        (
            each.unit,
            each.period.isoformat() if each.period else "",
            each.count,
            each.cumulative,
            each.decision is Decision.ACCEPT,
        )
        for each in extraction.readings
    ]


def accepted(*blocks: Block, **more: object) -> list[int | None]:
    readings = decided(*blocks, **more).readings  # pyright: ignore[reportArgumentType]
    assert readings, "lost"
    return [each.count for each in readings if each.decision is Decision.ACCEPT]
