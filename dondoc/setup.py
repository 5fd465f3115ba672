"""`dondoc init`: asks for the few things it needs and writes a commented configuration, made from the example."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dondoc.settings import SettingsError, example_config, load_settings

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to ask for, and the key of the example that its answer goes to."""

    section: str
    """`campaign`, or `mailboxes 2` for the second of several."""
    key: str
    words: str
    default: str = ""
    """Shown and taken for an empty answer; empty: what the example says."""
    quoted: bool = True


def questions(today: dt.date) -> Iterator[Question]:
    """Give what is asked, in order."""
    yield Question(section="campaign", key="name", words="What is the campaign called?")
    yield Question(section="campaign", key="language", words="Language of mails (vi or en)", default="vi")
    yield Question(section="campaign", key="timezone", words="Time zone", default="Asia/Ho_Chi_Minh")
    yield Question(section="campaign", key="starts", words="First day", default=today.isoformat(), quoted=False)
    yield Question(section="indicators 1", key="name", words="What is counted, in a line?")
    for number, which in ((1, "first"), (2, "second")):
        section = f"mailboxes {number}"
        yield Question(section=section, key="address", words=f"Address of the {which} mailbox (none: a dash)")
        yield Question(section=section, key="host", words="  its IMAP server")
        yield Question(section=section, key="username", words="  user name (empty: the address)")
    yield Question(section="smtp", key="host", words="SMTP server")
    yield Question(section="smtp", key="username", words="  user name (empty: that of the first mailbox)")
    yield Question(section="smtp", key="from", words="  letters come from (Name <address>)")
    yield Question(
        section="office", key="addresses", words="Who gets summaries and questions? (addresses, with commas)"
    )


def init(target: Path, today: dt.date, ask: Ask = input) -> int:
    """Ask, write the configuration and an example roster beside it.

    Give the exit status: 1 where a file is there already, or the answers end too early; then nothing is written.
    """
    if target.exists():
        print(f"{target} is there already; move it away first, or edit it")
        return 1
    text = example_config().read_text(encoding="utf-8")
    given: dict[tuple[str, str], str] = {}
    left: list[str] = []
    for question in questions(today):
        if question.section == "mailboxes 2" and given.get(("mailboxes 2", "address")) == "-":
            continue
        shown = f"{question.words} [{question.default}]: " if question.default else f"{question.words}: "
        try:
            answer = ask(shown).strip() or question.default or _implied(question, given)
        except EOFError:
            print(
                f"\nthe answers ended at “{question.words.strip()}”; nothing was written. Answer each question, or copy config.example.toml"
            )
            return 1
        given[question.section, question.key] = answer
        if answer and answer != "-":
            text = with_value(text, question, answer)
        elif not answer:
            left.append(f"[{question.section.partition(' ')[0]}] {question.key}: {question.words.strip()}")
    if given["mailboxes 2", "address"] == "-":
        text = without_second_mailbox(text)
    # The example's wording is about its own count: without one it follows from the indicator's name.
    text = re.sub(r"^(?=(?:topics|nouns|verbs|others) = )", "# ", text, flags=re.MULTILINE)
    # The official report's head is one office's own: it is left for the new office to fill in.
    text = re.sub(r"^\[report\].*?(?=^\[storage\])", "", text, flags=re.MULTILINE | re.DOTALL)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    target.chmod(0o600)
    roster = target.parent / "units.example.csv"
    if not roster.exists():
        shutil.copy(example_config().parent / roster.name, roster)
    print(
        f"wrote {target} and {roster}: put your units into that table, set the passwords that the file names, then: dondoc check"
    )
    if left:
        print("not answered, so these hold the example's values, which are nobody's; put in your own:")
        print("\n".join(f"  {each}" for each in left))
    try:
        load_settings(target)
    except SettingsError as error:
        print(f"to be mended in it:\n{error}")
    return 0


def _implied(question: Question, given: dict[tuple[str, str], str]) -> str:
    if question.key == "username":
        return given.get((question.section, "address")) or given.get(("mailboxes 1", "username"), "")
    return ""


def with_value(text: str, question: Question, answer: str) -> str:
    """Give the configuration with the value of one key replaced, its comment kept."""
    name, _blank, number = question.section.partition(" ")
    heads = [match.end() for match in re.finditer(rf"^\[+{re.escape(name)}\]+.*$", text, flags=re.MULTILINE)]
    begins = heads[int(number or 1) - 1]
    after = re.search(r"^\[", text[begins:], flags=re.MULTILINE)
    ends = begins + after.start() if after else len(text)
    if question.key == "addresses":
        value = "[" + ", ".join(_quoted(part.strip()) for part in answer.split(",")) + "]"
    else:
        value = _quoted(answer) if question.quoted else answer
    changed = re.sub(
        rf"^({re.escape(question.key)} = )(?:\"[^\"]*\"|\[[^\]]*\]|[^\s#]+)",
        lambda match: match[1] + value,
        text[begins:ends],
        count=1,
        flags=re.MULTILINE,
    )
    return text[:begins] + changed + text[ends:]


def without_second_mailbox(text: str) -> str:
    """Give the configuration with one mailbox alone."""
    first, second = (match.start() for match in re.finditer(r"^\[\[mailboxes\]\]", text, flags=re.MULTILINE))
    ends = re.search(r"^\[smtp\]", text, flags=re.MULTILINE)
    assert first < second
    assert ends is not None
    return text[:second] + text[ends.start() :]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
