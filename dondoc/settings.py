"""Configuration: one TOML file into typed settings; every mistake is named at once, with its key and how to mend it.

Secrets never stand in the file: they are read from the environment, from a file or from a command when a connection is made.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from dondoc.wording import default_wording
from ingest.calendar import WEEKDAYS, Calendar
from ingest.roster import Roster, RosterError, read_roster
from parsers.values import IndicatorWording, UnitNames, Vocabulary

_DURATION = re.compile(r"(\d+)\s*([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_ADDRESS = re.compile(r"[^\s@;,<>\"]+@[^\s@;,<>\"]+\.[^\s@;,<>\".]+")
LOOPBACK = ("127.", "::1", "localhost")


class SettingsError(Exception):
    """The configuration cannot be used; `problems` lists every mistake."""

    def __init__(self, source: str, problems: Iterable[str]) -> None:
        """Keep what is wrong, one line a mistake."""
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{source}: {problem}" for problem in self.problems))


def _duration(value: object) -> dt.timedelta:
    if isinstance(value, dt.timedelta):
        return value
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"{value!r} is no duration; write it like 30m, 24h or 2d")
    return dt.timedelta(**{_UNITS[match[2]]: int(match[1])})


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError(f"“{value}” is not an e-mail address")
    return value.casefold()


def _spelled(pattern: str, words: str) -> AfterValidator:
    """Check how a name is spelled, and say in words how it is to be."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"“{value}” {words}")
        return value

    return AfterValidator(check)


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"“{value}” is no time zone; write it like Asia/Ho_Chi_Minh or Europe/Paris") from None


def _clock_time(value: object) -> dt.time:
    try:
        return value if isinstance(value, dt.time) else dt.time.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"“{value}” is no time of day; write it like 15:00") from None


Duration = Annotated[dt.timedelta, BeforeValidator(_duration)]
EmailAddress = Annotated[str, AfterValidator(_address)]
Zone = Annotated[Any, BeforeValidator(_zone)]
ClockTime = Annotated[dt.time, BeforeValidator(_clock_time)]
Country = Annotated[str, _spelled(r"[A-Z]{2}", "is no country's code; write two capital letters such as VN")]
IndicatorId = Annotated[
    str,
    _spelled(r"[a-z][a-z0-9_-]*", "is no id; write small letters a-z and digits, a letter first, such as installed"),
]
MailboxName = Annotated[
    str,
    _spelled(r"[A-Za-z0-9][A-Za-z0-9_.-]*", "is no name; write letters A-Z and digits without blanks, such as gmail"),
]
Port = Annotated[int, Field(ge=1, le=65535)]
SecurityName = Literal["tls", "starttls", "plain"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class DeadlineSettings(_Section):
    """When a period closes."""

    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    time: ClockTime


class CampaignSettings(_Section):
    """What is collected, in which language and by when."""

    name: str = Field(min_length=1)
    language: Literal["vi", "en"] = "vi"
    timezone: Zone
    starts: dt.date
    deadline: DeadlineSettings
    roster: str
    country: Country | None = None
    """ISO 3166 code: the office is warned of deadlines on its public holidays."""
    kept: tuple[dt.date, ...] = ()
    """Periods whose deadline stays although it falls on a public holiday: the office has decided."""
    moved: dict[dt.date, dt.datetime] = Field(default_factory=dict)
    waived: tuple[dt.date, ...] = ()

    @cached_property
    def calendar(self) -> Calendar:
        """Give the rule of the periods."""
        return Calendar(
            zone=self.timezone,
            starts=self.starts,
            weekday=WEEKDAYS.index(self.deadline.weekday),
            time=self.deadline.time,
            moved=self.moved,
            waived=frozenset(self.waived),
        )

    @model_validator(mode="after")
    def _name_real_periods(self) -> CampaignSettings:
        for key in (*self.moved, *self.waived, *self.kept):
            if not self.calendar.is_key(key):
                raise ValueError(
                    f"{key} is the deadline's day of no period (the first is {self.calendar.first_key}); "
                    "name a moved or waived period by the date that its deadline would have"
                )
        return self


class IndicatorSettings(_Section):
    """What is counted, and how mails speak of it."""

    id: IndicatorId
    name: str = Field(min_length=1)
    topics: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """What is counted beside it and must not be taken for it."""


class LineSettings(_Section):
    """How a mail server is reached and who logs in."""

    host: str = Field(min_length=1)
    port: Port
    security: SecurityName = "tls"
    username: str | None = None
    password_env: str | None = None
    password_file: str | None = None
    token_command: tuple[str, ...] | str | None = None
    ca_file: str | None = None
    timeout: Duration = dt.timedelta(seconds=60)
    insecure: bool = False

    @model_validator(mode="after")
    def _say_one_secret(self) -> LineSettings:
        ways = [name for name in ("password_env", "password_file", "token_command") if getattr(self, name) is not None]
        if self.username and len(ways) != 1:
            raise ValueError(
                f"says {' and '.join(ways) or 'no way to get the password'}; "
                "give exactly one of password_env, password_file and token_command"
            )
        if self.security == "plain" and not self.insecure and not self.host.startswith(LOOPBACK):
            raise ValueError(
                f'security = "plain" would send the password readable to {self.host}; use "tls" or "starttls" '
                "(or insecure = true if the way there is safe by other means)"
            )
        return self


class MailboxSettings(LineSettings):
    """One of the office's reporting mailboxes."""

    name: MailboxName
    address: EmailAddress
    folders: tuple[str, ...] = ("INBOX",)
    junk: bool = True
    authserv_id: str | None = None

    @model_validator(mode="after")
    def _log_in(self) -> MailboxSettings:
        if not self.username:
            raise ValueError("username: is missing; a mailbox needs one to log in")
        return self


class SmtpSettings(LineSettings):
    """Where letters out are handed over."""

    sender: str = Field(alias="from")

    @model_validator(mode="after")
    def _name_a_sender(self) -> SmtpSettings:
        from email.utils import parseaddr

        if not _ADDRESS.fullmatch(parseaddr(self.sender)[1]):
            raise ValueError(
                f"from: “{self.sender}” holds no e-mail address; write it like Office <office@domain.example>"
            )
        return self


class OfficeSettings(_Section):
    """Who gets summaries and questions, and may rule by mail."""

    addresses: tuple[EmailAddress, ...] = Field(min_length=1)
    name: str | None = None
    """As in letters; the display name of [smtp] from where missing."""
    contact: str = ""
    """Whom units may ask: name and telephone, in one line."""
    templates: str | None = None
    """A folder of the office's own templates; `dondoc check` finds their mistakes."""


class ChasingSettings(_Section):
    """When units are reminded."""

    before: tuple[Duration, ...] = (dt.timedelta(hours=24), dt.timedelta(hours=2))
    after: tuple[Duration, ...] = (dt.timedelta(minutes=10), dt.timedelta(days=1))
    receipts: bool = True
    gap: Duration = dt.timedelta(hours=1)
    """At least so long between two letters that chase the same address."""
    quiet: tuple[ClockTime, ClockTime] | None = None
    """From and until when, local time, nobody is chased: what falls due then leaves at its end."""
    copy_head: tuple[Duration, ...] = ()
    """The steps of `after` that go to the unit's head (`head` in the roster) in copy."""
    announce: Duration = dt.timedelta(days=7)
    """How long ahead units are told of a moved or waived deadline, and the office warned of a holiday."""
    letters_a_day: int = Field(default=10, ge=1)
    """At most so many letters to one address in a day: what ends a loop of two machines."""


class ExemptionSettings(_Section):
    """A unit that owes nothing for a while."""

    unit: str
    begins: dt.date = Field(alias="from")
    ends: dt.date | None = Field(default=None, alias="to")
    """The last day, included; none: until further notice."""
    why: str = ""


class TargetSettings(_Section):
    """What the campaign is to reach with its running total."""

    goal: int | None = Field(default=None, ge=1)
    population: int | None = Field(default=None, ge=1)
    share: float | None = Field(default=None, gt=0, le=1)
    """Of the population; instead of `goal`."""
    baseline: int = Field(default=0, ge=0)
    """Counted before the campaign began."""
    name: str = ""
    by: dt.date | None = None

    @model_validator(mode="after")
    def _say_how_much(self) -> TargetSettings:
        if (self.goal is None) == (self.population is None or self.share is None):
            raise ValueError("give either goal, or population and share")
        return self

    @property
    def number(self) -> int:
        """Give the running total to reach."""
        return self.goal or round((self.population or 0) * (self.share or 0))


class SummarySettings(_Section):
    """When the office gets its summary."""

    after: Duration = dt.timedelta(minutes=10)
    revise: Duration = dt.timedelta(hours=24)


class ReportSettings(_Section):
    """What the official report (Decree 30/2020) always carries; number and signature are given by the registry."""

    parent: str = ""
    body: str = Field(min_length=1)
    symbol: str = ""
    place: str = ""
    addressees: tuple[str, ...] = ()
    abstract: str = ""
    basis: str = ""
    signer: tuple[str, ...] = ()
    name: str = ""
    copies: tuple[str, ...] = ()


def _of_a_ledger(url: str) -> str:
    """Refuse what no ledger is kept in, without repeating it: it may hold a password."""
    if not re.match(r"sqlite:///.|postgresql\+psycopg://", url):
        message = "is no address of a ledger; write sqlite:///data/dondoc.db or postgresql+psycopg://user@host/database"
        raise ValueError(message)
    # With an @ or / of its own, a password would be taken for a host, and stand in every message about it.
    if not url.startswith("sqlite") and not _SERVER.fullmatch(url):
        raise ValueError("cannot be read; write @ : / ? # % of a password as %40 %3A %2F %3F %23 %25")
    return url


_SERVER = re.compile(r"[^:]+://(?:[^@/:?#]*(?::[^@/:?#]*)?@)?[^@/?#]*(?:/[^@/?#]*)?(?:\?[^#@]*)?")


class StorageSettings(_Section):
    """Where the ledger and the raw messages are."""

    ledger: Annotated[str, AfterValidator(_of_a_ledger)] = "sqlite:///data/dondoc.db"
    archive: str = "data/messages"
    keep: Duration | None = None
    """How long `dondoc prune` leaves raw mails where it is not told otherwise."""


class PlausibilitySettings(_Section):
    """When a figure is too far from the unit's own history to count unasked."""

    times: float = Field(default=5.0, gt=1)
    at_least: int = Field(default=100, ge=1)
    history: int = Field(default=4, ge=2)


class WorkerSettings(_Section):
    """How the worker runs."""

    poll: Duration = dt.timedelta(minutes=1)
    readers: int = Field(default=1, ge=1, le=16)
    """Processes that read messages."""
    retry_for: Duration = dt.timedelta(days=2)
    """How long a letter that the server puts off is tried again."""


class MetricsSettings(_Section):
    """Where Prometheus finds metrics; none without this section."""

    port: Port | None = None
    """Served over HTTP by `dondoc run`."""
    address: str = "127.0.0.1"
    textfile: str | None = None
    """Written after each round, by `dondoc tick` too: for the node exporter's textfile collector."""

    @model_validator(mode="after")
    def _say_where(self) -> MetricsSettings:
        if self.port is None and self.textfile is None:
            raise ValueError("give port, textfile or both")
        return self


class Settings(_Section):
    """A campaign's whole configuration."""

    campaign: CampaignSettings
    indicators: tuple[IndicatorSettings, ...] = Field(min_length=1)
    mailboxes: tuple[MailboxSettings, ...] = Field(min_length=1)
    smtp: SmtpSettings
    office: OfficeSettings
    chasing: ChasingSettings = ChasingSettings()
    exemptions: tuple[ExemptionSettings, ...] = ()
    target: TargetSettings | None = None
    summary: SummarySettings = SummarySettings()
    report: ReportSettings | None = None
    storage: StorageSettings = StorageSettings()
    plausibility: PlausibilitySettings = PlausibilitySettings()
    worker: WorkerSettings = WorkerSettings()
    metrics: MetricsSettings | None = None
    folder: Path = Path()
    """Where the file stands: paths in it are relative to this."""

    @model_validator(mode="after")
    def _tell_apart(self) -> Settings:
        for what, names in (
            ("mailboxes", [m.name for m in self.mailboxes]),
            ("indicators", [i.id for i in self.indicators]),
        ):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise ValueError(f"{what}: “{twice.pop()}” stands twice; each needs a name of its own")
        return self

    def is_exempt(self, unit: str, key: dt.date) -> bool:
        """Tell whether a unit owes nothing for a period."""
        return any(
            each.unit == unit and each.begins <= key and (each.ends is None or key <= each.ends)
            for each in self.exemptions
        )

    def path(self, relative: str) -> Path:
        """Give a path of the file as one from here."""
        return self.folder / Path(relative).expanduser()

    @cached_property
    def roster(self) -> Roster:
        """Give the units. Raises RosterError."""
        return read_roster(self.path(self.campaign.roster))

    @property
    def calendar(self) -> Calendar:
        """Give the rule of the periods."""
        return self.campaign.calendar

    @property
    def ledger_url(self) -> str:
        """Give the ledger's URL, an SQLite file made absolute."""
        prefix, _colon, file = self.storage.ledger.partition(":///")
        if prefix != "sqlite" or file == ":memory:":
            return self.storage.ledger
        return f"sqlite:///{self.path(file).absolute()}"

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Give what the parsers look for."""
        from email.utils import parseaddr

        return Vocabulary(
            indicators=tuple(_wording(indicator) for indicator in self.indicators),
            units=tuple(UnitNames(id=unit.id, names=unit.names) for unit in self.roster.units),
            own_addresses=(*(mailbox.address for mailbox in self.mailboxes), parseaddr(self.smtp.sender)[1].casefold()),
            zone=str(self.campaign.timezone),
        )


def _wording(indicator: IndicatorSettings) -> IndicatorWording:
    default = default_wording(indicator.id, indicator.name)
    return IndicatorWording(
        id=indicator.id,
        topics=indicator.topics or default.topics,
        nouns=indicator.nouns or default.nouns,
        verbs=indicator.verbs or default.verbs,
        others=indicator.others,
    )


def example_config() -> Path:
    """Give the example configuration that dondoc comes with: beside the packages in a checkout, inside them when installed."""
    installed = Path(__file__).parent / "example" / "config.example.toml"
    return installed if installed.exists() else Path(__file__).parent.parent / "config.example.toml"


def find_config(option: str | None, environment: Mapping[str, str] | None = None) -> Path:
    """Give the file to use: the option, else DONDOC_CONFIG, else ./config.toml. Raises SettingsError if it is not there."""
    named = option or (environment if environment is not None else os.environ).get("DONDOC_CONFIG")
    path = Path(named or "config.toml")
    if not path.is_file():
        raise SettingsError(
            str(path),
            ["there is no such file; name one with --config or DONDOC_CONFIG, or make one with `dondoc init`"],
        )
    return path


def load_settings(path: Path) -> Settings:
    """Read and check a configuration with its roster. Raises SettingsError with every mistake."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), [f"cannot be read: {error}"]) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(path), [f"is not TOML: {error}{_hint(path, str(error))}"]) from None
    problems: list[str] = []
    settings = None
    try:
        settings = Settings.model_validate({**data, "folder": path.parent})
    except ValidationError as error:
        problems += _told(error)
    problems += _roster_problems(path, data)
    if settings is not None and not problems:
        units = settings.roster.by_id
        problems += [
            f"exemptions[{number}].unit: “{each.unit}” is no unit of the roster"
            for number, each in enumerate(settings.exemptions, start=1)
            if each.unit not in units
        ]
    if problems or settings is None:
        raise SettingsError(str(path), problems)
    return settings


def _roster_problems(path: Path, data: Mapping[str, Any]) -> list[str]:
    """Look at the roster even where the rest is wrong, so that all mistakes are told at once."""
    campaign = data.get("campaign")
    roster = campaign.get("roster") if isinstance(campaign, dict) else None
    if not isinstance(roster, str):
        return []
    try:
        read_roster(path.parent / Path(roster).expanduser())
    except RosterError as error:
        return [f"campaign.roster: {roster}: {problem}" for problem in error.problems]
    return []


_IN_LINE = re.compile(r"at line (\d+)")
_ASSIGNED = re.compile(r"\s*(?P<key>[\w.-]+)\s*=\s*(?P<value>.*?)\s*(?:#.*)?")


def _hint(path: Path, error: str) -> str:
    """Say what is mostly wrong in a line that is not TOML. The value is not repeated: it may be a secret."""
    found = _IN_LINE.search(error)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    line = _ASSIGNED.fullmatch(lines[int(found[1]) - 1]) if found and int(found[1]) <= len(lines) else None
    if line is None:
        return ""
    if re.fullmatch(r"\d+[/.-]\d+[/.-]\d+", line["value"]):
        return f"; write a date like {line['key']} = 2026-11-02"
    if line["value"].count('"') % 2:
        return f"; {line['key']}: a quotation mark is missing"
    if not line["value"].startswith(('"', "'", "[", "{")):
        return f'; a text stands between quotation marks: {line["key"]} = "…"'
    return ""


def _told(error: ValidationError) -> list[str]:
    problems = error.errors(include_url=False)
    return [_one(problem) for problem in problems if not _is_echo(problem, problems)]


def _is_echo(problem: Any, problems: Iterable[Any]) -> bool:
    """Tell whether a list is only called too short because what stands in it is wrong, which is told by itself."""
    place = problem["loc"]
    return problem["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in problems
    )


def _one(problem: Any) -> str:
    key = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in problem["loc"]).lstrip(".")
    match problem["type"]:
        case "missing":
            return f"{key}: is missing; see config.example.toml for what it is"
        case "extra_forbidden":
            return f"{key}: is no key here{_nearest(problem['loc'])}"
        case "literal_error":
            return f"{key}: {problem['input']!r} is not possible; write {problem['ctx']['expected']}"
        case "value_error":
            return f"{key}: {problem['ctx']['error']}" if key else str(problem["ctx"]["error"])
        case "tuple_type" if isinstance(problem["input"], str):
            return f'{key}: is a list; write ["{problem["input"]}"]'
        case "too_short" | "string_too_short":
            return f"{key}: is empty"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{key}: {problem['input']!r} is no whole number"
        case "model_type":
            return f"{key}: is a section of several keys; see config.example.toml for how it is written"
        case kind if kind.startswith("datetime_"):
            return f"{key}: {problem['input']!r} is no time; write it like 2026-11-02T15:00:00"
        case kind if kind.startswith("date_"):
            return f"{key}: {problem['input']!r} is no date; write it like 2026-11-02"
        case _:
            shown = problem["input"] if isinstance(problem["input"], (str, int, float)) else "this"
            return f"{key}: {shown!r}: {problem['msg'][:1].lower()}{problem['msg'][1:]}"


def _nearest(location: tuple[int | str, ...]) -> str:
    """Guess the key that was meant, from the names that exist in its section."""
    model: Any = Settings
    for step in location[:-1]:
        if isinstance(step, int):
            continue
        kind = model.model_fields[step].annotation
        model = next(
            (
                each
                for each in (kind, *getattr(kind, "__args__", ()))
                if isinstance(each, type) and issubclass(each, BaseModel)
            ),
            None,
        )
        if model is None:
            return ""
    names = [field.alias or name for name, field in model.model_fields.items()]
    close = difflib.get_close_matches(str(location[-1]), names, n=1)
    return f"; did you mean “{close[0]}”?" if close else f"; there are: {', '.join(names)}"
