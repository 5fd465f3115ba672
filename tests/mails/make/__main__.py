"""Write the mails: `python -m tests.mails.make` makes those that are missing, `python -m tests.mails.make NAME …` makes these again.

A mail's expectation is written with it the first time; afterwards NAME.json is the truth (`--expectations` writes it again).
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path

import tests.mails.make
from tests.mails.make.compose import Mail, written

FOLDER = Path(__file__).parent.parent


def all_mails() -> dict[str, Mail]:
    """Give every mail of the batches by its name."""
    mails: dict[str, Mail] = {}
    for module in pkgutil.iter_modules(tests.mails.make.__path__):
        if module.name.startswith("batch_"):
            for mail in importlib.import_module(f"tests.mails.make.{module.name}").MAILS:
                if mail.name in mails:
                    message = f"two mails are called {mail.name}"
                    raise ValueError(message)
                mails[mail.name] = mail
    return mails


def expectation(mail: Mail, raw: bytes) -> dict[str, object]:
    """Give what stands in NAME.json."""
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    found = re.search(rb"(?im)^message-id:\s*(<[^>]*>)", head)
    own = found[1].decode("ascii", "replace") if found else None
    return {"file": f"{mail.name}.eml", "message_id": own, **mail.expect}


def write_mail(mail: Mail, *, expectations: bool) -> None:
    """Write one mail, and its expectation where there is none or it is asked for."""
    raw = written(mail)
    (FOLDER / f"{mail.name}.eml").write_bytes(raw)
    path = FOLDER / f"{mail.name}.json"
    if expectations or not path.exists():
        path.write_text(json.dumps(expectation(mail, raw), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Write what is asked for."""
    expectations = "--expectations" in arguments
    names = [name for name in arguments if not name.startswith("--")]
    mails = all_mails()
    for name, mail in mails.items():
        if (names and name in names) or (not names and not (FOLDER / f"{name}.eml").exists()):
            write_mail(mail, expectations=expectations)
        elif expectations and not names:
            raw = (FOLDER / f"{name}.eml").read_bytes()
            path = FOLDER / f"{name}.json"
            path.write_text(json.dumps(expectation(mail, raw), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
