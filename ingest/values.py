"""The values of this room: what was decided about one message."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from parsers.values import Change, Evidence, Kind


class Decision(enum.StrEnum):
    """Whether a reading counts with no human."""

    ACCEPT = "accept"
    REVIEW = "review"


class PeriodBasis(enum.StrEnum):
    """Where a reading's period comes from; `ARRIVAL` alone depends on what the ledger holds (design: Which week?)."""

    STATED = "stated"
    REPLY = "reply"
    ARRIVAL = "arrival"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a reading waits for review: a code that `ingest.reasons` puts into words, and what it is about."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one letter says for one unit and period, whatever else the ledger holds."""

    indicator: str
    """Empty where the mail names none; the books take it for the campaign's."""
    unit: str | None
    candidates: tuple[str, ...] = ()
    """Units that it may be about where `unit` is None (an address that several share)."""
    period: dt.date | None
    """Key of the period; the guess by arrival where `basis` is `ARRIVAL`."""
    basis: PeriodBasis
    count: int | None
    cumulative: int | None
    decision: Decision
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    change: Change = Change.NONE

    def __post_init__(self) -> None:
        """Guard what accept means: one unit, one period, one count, each with its evidence."""
        if self.decision is Decision.ACCEPT and (
            self.reasons or self.unit is None or self.period is None or self.count is None or not self.evidence
        ):
            message = f"an accepted reading needs unit, period, count and evidence, and no reasons: {self}"
            raise ValueError(message)
        if self.decision is Decision.REVIEW and not self.reasons:
            message = f"a reading for review needs a reason: {self}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A focal officer (cán bộ đầu mối) named for a unit."""

    unit: str | None
    name: str
    position: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was decided about one message."""

    kind: Kind
    readings: tuple[Reading, ...] = ()
    contact: Contact | None = None
    remarks: tuple[str, ...] = ()
