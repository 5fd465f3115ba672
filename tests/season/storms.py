"""A week on a network that breaks at random: every line may be cut anywhere, in each try of each round."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from reporting.outbox import DutyKind, State
from tests.season.killing import DISK_FULL, ROUNDS, Kill, Outcome, Play, Rounds, open_play
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_proxy import FaultyProxy
from tests.servers.smtp_sink import SmtpSink

CUT = DISK_FULL
"""A try that ends with problems is counted under this name, and the round is tried again."""
TRIES = 3
LATER = dt.timedelta(minutes=9)
"""After each round comes one on whole lines, in which what was put off leaves; at the end two more, for what was set aside last."""
ALL_ROUNDS = tuple(
    when for each in ROUNDS for when in (each, (dt.datetime.fromisoformat(each) + LATER).isoformat(timespec="minutes"))
)
_OWED = frozenset({DutyKind.RECEIPT, DutyKind.SUMMARY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """What came of a week in a storm."""

    cuts: int
    """Tries of rounds that had at least one problem."""
    again: int
    """Letters that were handed over again with the same bytes."""
    wrong: list[str]


def calm_week(folder: Path, dovecot: Dovecot, rounds: Rounds, when: Sequence[str] = ALL_ROUNDS) -> Outcome:
    """Play the same week without a storm."""
    with SmtpSink() as sink:
        play = open_play(folder, dovecot, sink, rounds, seed=3)
        play.play(lambda _number, _tries: None, when)
        return play.outcome()


def play_storm(
    folder: Path, dovecot: Dovecot, rounds: Rounds, expected: Outcome, *, seed: int, when: Sequence[str] = ALL_ROUNDS
) -> Storm:
    """Play a week in which each round is tried some times over lines that are cut at random, then over whole ones."""
    chance = random.Random(seed)
    with ExitStack() as stack:
        sink = stack.enter_context(SmtpSink())
        imap, smtp = (stack.enter_context(FaultyProxy(port)) for port in (dovecot.imap, sink.port))
        play = open_play(folder, dovecot, sink, rounds, seed=3)
        text = play.office.config.read_text(encoding="utf-8")
        text = text.replace(f"port = {dovecot.imap}", f"port = {imap.port}").replace(f"port = {sink.port}", f"port = {smtp.port}")  # fmt: skip
        play.office.config.write_text(text, encoding="utf-8")

        def cut(number: int, tries: int) -> Kill | None:
            again = tries < TRIES and number % 2 == 0 and number < len(when) - 2
            # Short stretches as often as long ones: greeting and login are as likely to be hit as a mail. Every other try mail
            # comes in whole, so that letters are owed whose lines break.
            imap.cut_after = int(10 ** chance.uniform(1, 4.3)) if again and tries % 2 == 0 else None
            smtp.cut_after = chance.randrange(20, 1_200) if again else None
            return Kill(stage=CUT, order={}) if again else None

        play.play(cut, when)
        again, wrong = _doubled(sink)
        return Storm(cuts=play.killed[CUT], again=again, wrong=[*wrong, *_lost(play, expected)])


def _doubled(sink: SmtpSink) -> tuple[int, list[str]]:
    """Count letters that the server has twice: the line broke behind them, and nobody could know. Their bytes must be the same."""
    bodies: dict[str, Counter[bytes]] = {}
    for taken in sink.taken:
        name = str(email.message_from_bytes(taken.raw, policy=email.policy.default)["Message-ID"])
        bodies.setdefault(name, Counter())[taken.raw] += 1
    again = sum(counts.total() - 1 for counts in bodies.values())
    return again, [f"{name} went out with other bytes" for name, counts in bodies.items() if len(counts) > 1]


def _lost(play: Play, expected: Outcome) -> list[str]:
    """Name what is not as in the same week without a storm.

    The order in which mails were had may differ, and so their numbers; one that could not be had was set aside and came later.
    """
    wrong: list[str] = []
    for name, mine in _told(play.outcome()).items():
        others = _told(expected)[name]
        wrong += [f"{name}: too much: {each}" for each in mine - others]
        wrong += [f"{name}: missing: {each}" for each in others - mine]
    return wrong


def _told(outcome: Outcome) -> dict[str, Counter[str]]:
    """Give what must be the same whatever the network did. Whom reminders went to, and what a summary said before, may differ."""
    return {
        "figures": Counter(repr(figure[:-1]) for figure in outcome.figures),
        "messages": Counter(key for _id, key, _sha256 in outcome.messages),
        "sightings": Counter(repr(place) for _message, *place in outcome.sightings if place[-1] is not None),
        "readings": Counter(repr(rest) for _id, _message, *rest in outcome.readings),
        "cursors": Counter(map(repr, outcome.cursors)),
        "letters": Counter(
            f"{sort} to {', '.join(to)}"
            for key, _id, to, state, _at in outcome.letters
            if (sort := key.partition(":")[0]) in _OWED and state is State.SENT
        ),
    }
