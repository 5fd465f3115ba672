"""The configuration: valid as shipped, and every mistake told at once with its key."""

from pathlib import Path

import pytest

from dondoc.settings import SettingsError, example_config, find_config, load_settings

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
