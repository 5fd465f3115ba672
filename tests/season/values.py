"""What a made season consists of: mails, and the truth about them as the one who made them knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

GOVERNMENT, GMAIL = "government", "gmail"
MAILBOXES: tuple[str, ...] = (GOVERNMENT, GMAIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a mail says, as the clerk understands it."""

    unit: str
    period: dt.date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The letter of ours that a mail answers; where none went out the unit writes its sentence instead of a bare number."""

    duty: str
    units: tuple[str, ...]
    period: dt.date
    to: str = ""
    """For a receipt: the mail that it acknowledges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonMail:
    """One mail, and where and when its copies arrive."""

    name: str
    sender: str
    subject: str
    text: str
    sent: dt.datetime
    """Its Date header."""
    arrivals: Mapping[str, dt.datetime]
    """By mailbox: the server's INTERNALDATE there."""
    footers: Mapping[str, str] = field(default_factory=dict[str, str])
    """By mailbox: what a list put below the copy that came through it."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    attachments: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    answers: Answers | None = None
    bounce_of: str = ""
    """An address that a bounce names."""
    says: tuple[Said, ...] = ()
    """What the clerk takes it to say, if asked."""
    asks: bool = False
    """Whether a careful clerk would want to be asked about it."""
    remember: bool = False
    """Whether the clerk, when asked, has the address remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What stands at the end for a unit and period."""

    count: int
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """All mails in the order of their sending, and the truth."""

    mails: tuple[SeasonMail, ...]
    truth: Mapping[tuple[str, dt.date], Truth]
    """Of every unit and period that has a figure; all others are missing."""
    stories: Mapping[tuple[str, dt.date], str]
    """How each unit's week was told, for messages of failing tests."""

    @property
    def ends(self) -> dt.datetime:
        """Give the instant after which nothing arrives."""
        return max(at for mail in self.mails for at in mail.arrivals.values())
