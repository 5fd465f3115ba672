"""The configuration: valid as shipped, and every mistake told at once with its key."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from dondoc.settings import (
    LineSettings,
    PlausibilitySettings,
    Settings,
    SettingsError,
    WorkerSettings,
    example_config,
    find_config,
    load_settings,
)

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def write(folder: Path, text: str) -> Path:
    (folder / "units.example.csv").write_bytes((EXAMPLE.parent / "units.example.csv").read_bytes())
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def changed(*changes: tuple[str, str]) -> str:
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_the_example_is_valid_as_it_stands():
    settings = load_settings(example_config())
    assert len(settings.roster.units) == 46
    assert settings.calendar.first_key.isoformat() == "2020-08-28"
    assert settings.vocabulary.own_addresses[0] == "phongvhtt.mc@quangninh.example"


def test_what_the_readme_says_to_copy_makes_a_configuration(tmp_path: Path):
    copied = re.findall(r"^cp \.\.\./(\S+) (\S+)", (EXAMPLE.parent / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(copied) == 2
    for source, target in copied:
        shutil.copy(EXAMPLE.parent / source, tmp_path / target)
    assert len(load_settings(tmp_path / "config.toml").roster.units) == 46


def test_the_example_names_every_key_and_no_other():
    named = named_in(EXAMPLE.read_text(encoding="utf-8"))
    known = {
        f"{section}.{key}" for section, model in sections(Settings).items() for key in keys(model, of_lines=section)
    }
    assert named == known


@pytest.mark.parametrize(("section", "model"), [("plausibility", PlausibilitySettings), ("worker", WorkerSettings)])
def test_what_the_example_leaves_out_is_shown_as_it_holds(section: str, model: type[BaseModel]):
    commented = re.search(rf"^# \[{section}\].*\n((?:# .*\n)+)", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert commented is not None
    assert model.model_validate(tomllib.loads(commented[1].replace("# ", "", 1).replace("\n# ", "\n"))) == model()


def named_in(example: str) -> set[str]:
    """Give the keys of an example, those behind a # too, each with its section."""
    section, named = "", set[str]()
    for line in example.splitlines():
        if heading := re.match(r"(?:# )?\[+([a-z]+)\]+", line):
            section = heading[1]
        elif key := re.match(r"(?:# )?([a-z_]+) = ", line):
            named.add(f"{section}.{key[1]}")
    return named


def sections(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Give the model of each section."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in model.model_fields.items():
        for kind in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                found[name] = kind
    return found


def keys(model: type[BaseModel], *, of_lines: str) -> set[str]:
    """Give the keys of a section; how a server is reached is explained once, for mailboxes."""
    known = {field.alias or name for name, field in model.model_fields.items()}
    used_for_smtp = {"host", "port", "security", "username", "password_env"}
    return known - (set(LineSettings.model_fields) - used_for_smtp) if of_lines == "smtp" else known


def test_every_mistake_is_told_at_once_with_its_key_and_a_remedy(tmp_path: Path):
    path = write(
        tmp_path,
        changed(
            ('"24h", "2h"', '"24x", 3'),
            ("port = 465", "port = 0"),
            ('"friday"', '"freitag"'),
            ("receipts = true", "receits = true"),
            ("units.example.csv", "nix.csv"),
            ('timezone = "Asia/Ho_Chi_Minh"', 'timezone = "Hanoi"'),
            ('addresses = ["chuyenvien@quangninh.example"]', 'addresses = ["chuyenvien"]'),
        ),
    )
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    told = "\n".join(caught.value.problems)
    for key, remedy in [
        ("campaign.deadline.weekday", "friday"),
        ("campaign.timezone", "Asia/Ho_Chi_Minh"),
        ("smtp.port", "0"),
        ("chasing.before[1]", "30m"),
        ("chasing.before[2]", "30m"),
        ("chasing.receits", "receipts"),
        ("campaign.roster", "nix.csv"),
        ("office.addresses[1]", "chuyenvien"),
    ]:
        assert any(key in line and remedy in line for line in caught.value.problems), (key, told)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('security = "tls"', 'security = "plain"', "readable"),
        ('password_env = "DONDOC_GOVERNMENT_PASSWORD"   #', 'password = "geheim" #', "password"),
        ("starts = 2020-08-26", 'starts = 2020-08-26\nwaived = ["2020-08-27"]', "deadline's day of no period"),
        ('name = "gmail"', 'name = "government"', "twice"),
        ("[campaign]", "[campaign", "is not TOML"),
        ('country = "VN"', 'country = "vn"', "“vn” is no country's code; write two capital letters such as VN"),
        ('before = ["24h", "2h"]', 'before = "24h"', r'chasing.before: is a list; write \["24h"\]'),
        (
            "starts = 2020-08-26",
            'starts = "02/11/2026"',
            "campaign.starts: '02/11/2026' is no date; write it like 2026-11-02",
        ),
        ("starts = 2020-08-26", "starts = 2/11/2026", "is not TOML: .*; write a date like starts = 2026-11-02"),
        ('name = "Bluezone Móng Cái"', "name = Bluezone", 'a text stands between quotation marks: name = "…"'),
        ('name = "Bluezone Móng Cái"', 'name = "Bluezone', "name: a quotation mark is missing"),
        ("password_env =", "password_env = geheim #", "between quotation marks: password_env"),
        ('id = "installed"', 'id = "Đã cài"', "indicators.1..id: “Đã cài” is no id; write small letters"),
        ('name = "gmail"', 'name = "g mail"', "mailboxes.2..name: “g mail” is no name"),
        ("port = 465", 'port = "x"', "smtp.port: 'x' is no whole number"),
        ('["chuyenvien@quangninh.example"]', "[]", "office.addresses: is empty"),
    ],
)
def test_one_mistake(tmp_path: Path, old: str, new: str, words: str):
    with pytest.raises(SettingsError, match=words) as caught:
        load_settings(write(tmp_path, changed((old, new))))
    assert "geheim" not in str(caught.value), "a secret in the wrong place isn't shown"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["chuyenvien@quangninh.example"]', '["chuyenvien"]'),
        ('address = "phongvhttmc@gmail.example"', 'address = "phongvhttmc"'),
        ('id = "installed"', 'id = "Installed"'),
    ],
)
def test_a_mistake_in_a_list_is_told_once(tmp_path: Path, old: str, new: str):
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, changed((old, new))))
    assert len(caught.value.problems) == 1


def test_a_moved_deadline_is_local_time_of_the_campaign(tmp_path: Path):
    text = changed(("starts = 2020-08-26", 'starts = 2020-08-26\nmoved = { "2021-01-01" = 2020-12-31T15:00:00 }'))
    calendar = load_settings(write(tmp_path, text)).calendar
    key = next(key for key in calendar.moved)
    assert calendar.deadline(key).isoformat() == "2020-12-31T15:00:00+07:00"


def test_an_indicator_needs_no_wording(tmp_path: Path):
    text = "\n".join(line for line in changed().splitlines() if not line.startswith(("topics", "nouns", "verbs")))
    wording = load_settings(write(tmp_path, text)).vocabulary.indicators[0]
    assert "Bluezone" in wording.topics
    assert "máy" in wording.nouns


def test_the_file_is_named_by_option_then_environment_then_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="dondoc init"):
        find_config(None, {})
    for name in ("config.toml", "named.toml", "other.toml"):
        Path(name).touch()
    assert find_config(None, {}) == Path("config.toml")
    assert find_config(None, {"DONDOC_CONFIG": "named.toml"}) == Path("named.toml")
    assert find_config("other.toml", {"DONDOC_CONFIG": "named.toml"}) == Path("other.toml")
