"""Mails as clients write them: a header, a body, parts."""

from __future__ import annotations

from parsers.values import Letter, Paragraph, Table, Voice

HEAD = {
    "From": "UBND phường Ka Long <kalong@mongcai.example>",
    "To": "phongvhtt.mc@quangninh.example",
    "Subject": "Báo cáo tuần 35",
    "Date": "Fri, 28 Aug 2020 14:00:00 +0700",
    "Message-ID": "<1@mongcai.example>",
    "MIME-Version": "1.0",
}


def mail(body: str = "", kind: str = "text/plain; charset=utf-8", **fields: str) -> bytes:
    """Give a mail with one part; fields are named `In_Reply_To`, an empty value leaves a field out."""
    head = HEAD | {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in fields.items()}
    return ("".join(f"{name}: {value}\n" for name, value in head.items() if value) + "\n" + body).encode()


def page(body: str, **fields: str) -> bytes:
    """Give an HTML mail."""
    return mail(body, kind="text/html; charset=utf-8", **fields)


def part(body: str | bytes, kind: str = "text/plain; charset=utf-8", **fields: str) -> bytes:
    """Give one part of a multipart."""
    head = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in fields.items()}
    data = body.encode() if isinstance(body, str) else body
    return "".join(f"{name}: {value}\n" for name, value in head.items() if value).encode() + b"\n" + data


def parts(*inner: bytes, kind: str = "multipart/mixed", boundary: str = "=_edge", **fields: str) -> bytes:
    """Give a mail of several parts."""
    return mail(kind=f'{kind}; boundary="{boundary}"', **fields) + multipart(*inner, boundary=boundary)


def multipart(*inner: bytes, boundary: str) -> bytes:
    """Give the body of a multipart."""
    edge = boundary.encode()
    return b"".join(b"--" + edge + b"\n" + one + b"\n" for one in inner) + b"--" + edge + b"--\n"


def words(letter: Letter, voice: Voice) -> str:
    """Give what a letter says in one voice, a line for each paragraph or row."""
    return "\n".join(
        block.text if isinstance(block, Paragraph) else rows(block)
        for passage in letter.passages
        if passage.voice is voice
        for block in passage.blocks
    )


def rows(table: Table) -> str:
    """Give a table as text, cells parted by bars."""
    return "\n".join("|".join("" if cell is None else str(cell) for cell in row) for row in table.rows)


def own(letter: Letter) -> str:
    """Give the sender's own words."""
    return words(letter, Voice.OWN)
