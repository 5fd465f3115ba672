"""Damaged mails by the hundred thousand: `python -m benches.fuzz [COUNT] [SEED]`.

Mails of the corpus are cut, joined, repeated and flipped, and read as a mailbox would have them read, without the limited process around
it: no exception may come out, no input may take long, and what is accepted has one unit, one period and one count (the values guard
that themselves). Prints what was tried and the slowest input; ends with 1 at the first fault, whose bytes are left in a file.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dondoc.extract import extract
from dondoc.settings import example_config, load_settings
from parsers.reading import read

MAILS = Path(__file__).parents[1] / "tests" / "mails"
LARGEST = 12_000
"""Bytes of a mail that is taken: small ones are damaged more often a second."""
SLOW = 5.0
"""Seconds of the processor: more is a fault. On the clock other programs' work would count."""
WORDS = [
    b"\r\n\r\n",
    b"\0",
    b"--",
    b"=?utf-8?b?",
    b"?=",
    b"Content-Type: ",
    b"boundary=",
    b"<table>",
    b"PK\3\4",
    b"\xff\xfe",
    b"=\r\n",
    b"1.234",
    b"45 m",
]


def cut(chance: random.Random, data: bytearray, _other: bytes) -> None:
    """Take a run of bytes out."""
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.choice((1, 4, 50, 1000))]


def repeat(chance: random.Random, data: bytearray, _other: bytes) -> None:
    """Say a run of bytes again, somewhere else."""
    start = chance.randrange(len(data) + 1)
    run = data[start : start + chance.choice((4, 50, 1000))]
    data[(place := chance.randrange(len(data) + 1)) : place] = run


def join(chance: random.Random, data: bytearray, other: bytes) -> None:
    """Put a run of another mail in."""
    start = chance.randrange(len(other))
    data[(place := chance.randrange(len(data) + 1)) : place] = other[start : start + chance.choice((20, 300, 4000))]


def flip(chance: random.Random, data: bytearray, _other: bytes) -> None:
    """Change single bytes."""
    for _ in range(chance.randint(1, 20)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)


def word(chance: random.Random, data: bytearray, _other: bytes) -> None:
    """Put in what means something to a parser."""
    data[(place := chance.randrange(len(data) + 1)) : place] = chance.choice(WORDS)


DAMAGES: tuple[Callable[[random.Random, bytearray, bytes], None], ...] = (cut, repeat, join, flip, word)


def main(count: int, seed: int) -> int:
    """Try `count` damaged mails; give the exit status."""
    settings = load_settings(example_config())
    mails = [raw for path in sorted(MAILS.glob("*.eml")) if len(raw := path.read_bytes()) <= LARGEST]
    chance = random.Random(seed)
    begun = time.monotonic()
    slowest, accepted = 0.0, 0
    for number in range(1, count + 1):
        data = bytearray(chance.choice(mails))
        for _ in range(chance.randint(1, 6)):
            chance.choice(DAMAGES)(chance, data, chance.choice(mails))
        raw = bytes(data)
        before = time.process_time()
        try:
            extraction = extract(read(raw, settings.vocabulary, received_at=None), settings)
        except Exception as error:  # noqa: BLE001 (any exception is what is looked for)
            return _fault(raw, repr(error))
        took = time.process_time() - before
        slowest = max(slowest, took)
        accepted += sum(reading.decision == "accept" for reading in extraction.readings)
        if took > SLOW:
            return _fault(raw, f"took {took:.1f} s")
        if number % 5000 == 0:
            rate = number / (time.monotonic() - begun)
            print(f"{number} tried, {rate:.0f} a second, slowest {slowest:.2f} s, {accepted} accepted", flush=True)
    print(f"{count} damaged mails of {len(mails)}, seed {seed}: no exception, slowest {slowest:.2f} s")
    return 0


def _fault(raw: bytes, what: str) -> int:
    with tempfile.NamedTemporaryFile(prefix="fuzz-", suffix=".eml", delete=False) as file:
        file.write(raw)
    print(f"{what}: {file.name}")
    return 1


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(*numbers, *(200_000, 1)[len(numbers) :])))
