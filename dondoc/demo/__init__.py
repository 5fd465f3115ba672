"""The demo: a sample week of Móng Cái on mail servers of its own, played through in less than a minute.

`servers` are the two mail servers, `mails` the week's mails as data, `attachments` the files in them, `compose` makes messages of both,
`play` runs the worker's rounds between their arrivals, and `pages` shows what came out.
"""

from __future__ import annotations

import sys
from pathlib import Path

_PARTS_OF_THE_EXTRA = ("aiosmtpd", "pymap", "proxyprotocol", "pysasl")


def run_demo(out: str) -> int:
    """Play the week, show where the units stand, and say what to open; give the exit status."""
    from rich.console import Console

    try:
        from dondoc.demo.play import DemoError, play
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _PARTS_OF_THE_EXTRA:
            raise
        print(f"dondoc: the demo needs {error.name}; install dondoc with its extra: dondoc[demo]", file=sys.stderr)
        return 2
    from dondoc.status import period_asked, print_table

    console = Console()
    try:
        situation = play(Path(out), console)
    except DemoError as error:
        print(f"dondoc: {error}", file=sys.stderr)
        return error.status
    print_table(situation, situation.standing(period_asked(situation.calendar, situation.now, None)))
    console.print(
        f"\nOpen [bold]{out}/index.html[/]: every letter and mail, the summary and its workbook.", soft_wrap=True
    )
    for what, command in (
        ("Where the units stand", "status"),
        ("Why a figure is what it is", "explain ubnd-binh-ngoc"),
    ):
        console.print(f"{what}: {sys.argv[0]} {command} --config {out}/config.toml", soft_wrap=True, highlight=False)
    return 0
