"""The first reading of a mailbox, beside what others do: `python -m benches.first_read [--count N]`.

Without documents: fetch, archive, read the letter, decide, record; beside `imap_tools` fetching and parsing. With everything: beside the
sum of the bare library calls that cannot be done without. Each peer runs in a process of its own on the same Dovecot.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import io
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benches.mailbox import FIRST_DAY, mailbox_of
from benches.measure import Row, Table, Told, Turn, in_turns, middle, ratio, run_alone, spread, tell
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.processes import LOOPBACK

TURNS = 3
EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
SINCE = FIRST_DAY.date() - dt.timedelta(days=7)


# Peers


def imap_tools(port: int, address: str, _folder: Path) -> int:
    """Fetch 50 at a time and parse with imap_tools: header, both texts, attachments decoded, nothing kept."""
    from imap_tools import MailBoxUnencrypted

    total = 0
    with MailBoxUnencrypted(LOOPBACK, port) as box:
        box.client.authenticate("PLAIN", lambda _: f"\0{address}\0{PASSWORD}".encode())
        box.folder.set("INBOX", readonly=True)
        for mail in box.fetch(mark_seen=False, bulk=50):
            assert all((mail.from_, mail.subject, mail.date, mail.text, mail.html))
            total += 1 + 0 * sum(len(attachment.payload) for attachment in mail.attachments)
    return total


def letters_bare(port: int, address: str, folder: Path) -> int:
    """Fetch with imapclient, parse with the standard library, insert a row."""
    return sum(1 for _ in _inserted((raw for raw in _fetched(port, address) if _standard(raw)), folder))


def everything_bare(port: int, address: str, folder: Path) -> int:
    """Do with each mail what nobody can do without, by the lightest libraries: email, calamine, lxml, pypdfium2, sqlite3."""
    return _bare(port, address, folder, _standard, {".xlsx": calamine, ".docx": _lxml, ".pdf": pdfium})


def everything_usual(port: int, address: str, folder: Path) -> int:
    """Do the same by the libraries that people take: mail-parser, calamine, python-docx, pypdfium2, sqlite3."""
    return _bare(port, address, folder, mail_parser, {".xlsx": calamine, ".docx": python_docx, ".pdf": pdfium})


def _bare(
    port: int,
    address: str,
    folder: Path,
    parse: Callable[[bytes], list[tuple[str, bytes]]],
    openers: dict[str, Callable[[bytes], int]],
) -> int:
    def opened() -> Iterator[bytes]:
        for raw in _fetched(port, address):
            for name, data in parse(raw):
                opener = openers.get(Path(name).suffix)
                assert opener is None or opener(data) > 0, name
            yield raw

    return sum(1 for _ in _inserted(opened(), folder))


def _fetched(port: int, address: str) -> Iterator[bytes]:
    from imapclient import IMAPClient

    with IMAPClient(LOOPBACK, port, ssl=False) as client:
        # Else seven eighths of the time go into a log that nobody reads.
        client._imap.debug = 0
        client.plain_login(address, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        uids = client.search("ALL")
        for start in range(0, len(uids), 50):
            for answer in client.fetch(uids[start : start + 50], ["BODY.PEEK[]", "INTERNALDATE"]).values():
                raw = answer[b"BODY[]"]
                assert isinstance(raw, bytes)
                yield raw


def _inserted(mails: Iterator[bytes], folder: Path) -> Iterator[bytes]:
    database = sqlite3.connect(folder / "bare.db")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE messages (id INTEGER PRIMARY KEY, size INTEGER, subject TEXT)")
    for number, raw in enumerate(mails):
        database.execute("INSERT INTO messages (size, subject) VALUES (?, ?)", (len(raw), f"{number}"))
        if number % 50 == 49:
            database.commit()
        yield raw
    database.commit()
    database.close()


def _standard(raw: bytes) -> list[tuple[str, bytes]]:
    import email

    parts = [part for part in email.message_from_bytes(raw).walk() if not part.is_multipart()]
    found = [(part.get_filename() or "", part.get_payload(decode=True)) for part in parts]
    assert all(isinstance(data, bytes) for _, data in found)
    return [(name, data) for name, data in found if isinstance(data, bytes)]


def mail_parser(raw: bytes, *, complete: bool = True) -> list[tuple[str, bytes]]:
    """Give the attachments by mail-parser; `complete`: from, subject and body must be there."""
    import base64

    import mailparser

    mail = mailparser.parse_from_bytes(raw)
    assert not complete or all((mail.from_, mail.subject, mail.body))
    return [
        (part["filename"], base64.b64decode(part["payload"]))
        for part in mail.attachments
        if part["content_transfer_encoding"] == "base64"
    ]


def calamine(data: bytes) -> int:
    """Read all sheets."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def _lxml(data: bytes) -> int:
    import zipfile

    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  compiled, without types

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return sum(len("".join(text.text or "" for text in each.iter(f"{word}t"))) for each in root.iter(f"{word}p"))


def python_docx(data: bytes) -> int:
    """Read all paragraphs."""
    import docx

    return sum(len(each.text) for each in docx.Document(io.BytesIO(data)).paragraphs)


def pdfium(data: bytes) -> int:
    """Read the text of all pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return sum(len(page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


def dondoc_letters(port: int, address: str, folder: Path) -> int:
    """Take in without opening attachments, in one reading process."""
    return take_in_all(port, address, folder, function="benches.letters_alone:read", processes=1)


def dondoc_one(port: int, address: str, folder: Path) -> int:
    """Take in everything with one reading process, as the worker does unless told otherwise."""
    return take_in_all(port, address, folder, processes=1)


def dondoc_two(port: int, address: str, folder: Path) -> int:
    """Take in everything with two reading processes."""
    return take_in_all(port, address, folder, processes=2)


def take_in_all(
    port: int, address: str, folder: Path, *, processes: int, function: str = "parsers.reading:read"
) -> int:
    """Poll a mailbox to its end into a new ledger and archive, as a round does."""
    from dondoc.settings import load_settings
    from dondoc.worker import deciding
    from ingest.archive import Archive
    from ingest.intake import Arrival, Taken, take_in
    from ingest.ledger import Cursor, open_ledger
    from ingest.mailboxes import Credentials, Mailbox, MailboxAccount, Security
    from ingest.reading_process import ReadingPool

    settings = load_settings(EXAMPLE)
    account = MailboxAccount(
        name="government",
        address=address,
        host=LOOPBACK,
        port=port,
        security=Security.PLAIN,
        credentials=Credentials(username=address, password=lambda: PASSWORD),
        junk=False,
    )
    taken = Taken()
    with (
        Mailbox(account) as mailbox,
        ReadingPool(settings.vocabulary, processes=processes, function=function) as pool,
    ):
        ledger = open_ledger(f"sqlite:///{folder}/ledger.db")
        arrivals = (
            Arrival(
                items=batch.items,
                cursor=Cursor(
                    mailbox="government",
                    folder=batch.cursor.folder,
                    uidvalidity=batch.cursor.uidvalidity,
                    next_uid=batch.cursor.next_uid,
                ),
            )
            for batch in mailbox.poll((), since=SINCE)
        )
        for _, recorded in take_in(
            arrivals,
            ledger=ledger,
            archive=Archive(folder / "messages"),
            read=pool.map,
            campaign=deciding(settings),
            now=FIRST_DAY + dt.timedelta(days=60),
        ):
            taken += recorded
        ledger.close()
    assert not taken.set_aside, f"{taken.set_aside} mails set aside"
    return taken.messages + taken.copies


LETTERS: dict[str, Callable[[int, str, Path], int]] = {
    "imap_tools, fetch and parse": imap_tools,
    "bare calls: imapclient, email, sqlite3": letters_bare,
    "dondoc, letters alone": dondoc_letters,
}
EVERYTHING: dict[str, Callable[[int, str, Path], int]] = {
    "bare calls: email, calamine, lxml, pypdfium2": everything_bare,
    "bare calls: mail-parser, calamine, python-docx, pypdfium2": everything_usual,
    "dondoc, one reading process": dondoc_one,
    "dondoc, two reading processes": dondoc_two,
}
PEERS = LETTERS | EVERYTHING
WHAT = ("letters", "everything")


# Tables


def tables(
    server: Dovecot, address: str, count: int, *, turns: int = TURNS, told: Told, what: Sequence[str] = WHAT
) -> list[Table]:
    """Measure both first readings of a mailbox that is there, or the one named."""

    def run(peer: str) -> Turn:
        place = tempfile.mkdtemp(dir=kept)
        turn = run_alone("benches.first_read", "--peer", peer, str(server.imap), address, place)
        assert turn.said["mails"] == count, f"{peer}: {turn.said['mails']} of {count} mails"
        return turn

    found: list[Table] = []
    # What is written stays until all is measured: ext4 looks at each file that was deleted within the last half minute before it makes another.
    with tempfile.TemporaryDirectory() as kept:
        if "letters" in what:
            found.append(_letters_table(in_turns(tuple(LETTERS), turns, run, told), count))
        if "everything" in what:
            found.append(_everything_table(in_turns(tuple(EVERYTHING), turns, run, told), count))
    return found


def _letters_table(done: dict[str, list[Turn]], count: int) -> Table:
    ours, theirs = done["dondoc, letters alone"], done["imap_tools, fetch and parse"]
    wall, cpu = ratio(ours, theirs, _wall), ratio(ours, theirs, _cpu)
    return Table(
        title=f"First reading of {count} mails without documents",
        heads=("", "of imap_tools' time", "wall s", "min-max", "CPU s", "mails/s", "peak MiB"),
        rows=_rows(done, "imap_tools, fetch and parse", count),
        aims=(f"**{wall:.2f}** times imap_tools' time (aim: at most 1), {cpu:.2f} times its CPU time.",),
        note="dondoc also flushes every mail to the disk, decides, and records it in the ledger; its letters are read in the limited child.",
    )


def _everything_table(done: dict[str, list[Turn]], count: int) -> Table:
    base, usual, one, two = (done[peer] for peer in EVERYTHING)
    return Table(
        title=f"First reading of {count} mails with everything",
        heads=("", "of the bare calls' time", "wall s", "min-max", "CPU s", "mails/s", "peak MiB"),
        rows=_rows(done, next(iter(EVERYTHING)), count),
        aims=(
            (
                f"**{ratio(one, usual, _wall):.2f}** times the bare calls with mail-parser and python-docx (aim: at most 1.5), "
                f"**{ratio(one, base, _wall):.2f}** times those with the lightest libraries; CPU "
                f"{ratio(one, usual, _cpu):.2f} and {ratio(one, base, _cpu):.2f}."
            ),
            f"Two reading processes are **{ratio(one, two, _wall):.2f}** times as fast as one (aim: at least 1.7).",
        ),
    )


def _wall(turn: Turn) -> float:
    return turn.wall


def _cpu(turn: Turn) -> float:
    return turn.cpu


def _rows(done: dict[str, list[Turn]], base: str, count: int) -> tuple[Row, ...]:
    return tuple(
        Row(
            name=peer,
            cells=(
                f"{ratio(turns, done[base], _wall):.2f}",
                f"{middle(turns, _wall):.2f}",
                spread(turns),
                f"{middle(turns, _cpu):.2f}",
                f"{count / middle(turns, _wall):.0f}",
                f"{middle(turns, lambda turn: turn.peak):.0f}",
            ),
        )
        for peer, turns in done.items()
    )


def _peer(name: str, port: int, address: str, folder: str) -> None:
    # Imported before anything is timed; the reading processes, which a peer starts itself, are part of its work.
    for module in (
        ("dondoc.worker",) if name.startswith("dondoc") else ("imap_tools", "imapclient", "email", "mailparser")
    ):
        importlib.import_module(module)
    begin = time.perf_counter()
    mails = PEERS[name](port, address, Path(folder))
    tell(time.perf_counter() - begin, mails=mails)


def main() -> None:
    from benches.measure import as_markdown

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=5000)
    options.add_argument("--turns", type=int, default=TURNS)
    options.add_argument("--what", nargs="+", choices=WHAT, default=WHAT)
    chosen = options.parse_args()
    with mailbox_of(chosen.count) as (server, address, _):
        for table in tables(server, address, chosen.count, turns=chosen.turns, told=print, what=chosen.what):
            print("\n" + as_markdown(table))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        _peer(sys.argv[2], int(sys.argv[3]), *sys.argv[4:6])
    else:
        main()
