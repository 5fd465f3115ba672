"""What a summary derives beyond the bare standing."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace

from ingest.roster import Roster
from reporting.charts import weeks_chart
from reporting.formats import Formats
from reporting.standing import Standing
from reporting.summary import (
    WeekRow,
    differences,
    digest,
    file_stem,
    pictures,
    sent_figures,
    slug,
    summary_letter,
    unit_weeks,
)
from reporting.views import Language, Target
from tests.reporting import cast

VI, EN = Language.VI, Language.EN


def test_the_change_is_to_the_last_week_that_was_asked_for() -> None:
    waived = tuple((Standing.EXEMPT, None) for _ in range(6))
    off = replace(cast.week(VI, 1, waived), period=replace(cast.period(VI, 1), waived=True))
    found = digest(cast.summary(VI, season=(*cast.season(VI)[:3], off)))
    assert (found.previous, found.change) == (dt.date(2020, 8, 21), 1187 - 476)
    assert [week.key for week in found.charted] == [
        dt.date(2020, 8, 7),
        dt.date(2020, 8, 14),
        dt.date(2020, 8, 21),
        dt.date(2020, 9, 4),
    ]


def test_the_first_week_has_nothing_to_be_compared_with() -> None:
    found = digest(cast.summary(VI, season=()))
    assert (found.previous, found.change, found.running) == (None, None, 1187)


def test_silence_is_counted_over_the_weeks_in_which_a_report_was_owed() -> None:
    (silent,) = digest(cast.summary(VI)).missing
    assert silent.periods == 3
    assert silent.last is not None
    assert (silent.last.key, silent.last.count) == (dt.date(2020, 8, 14), 8)


def test_a_week_of_checking_ends_the_count_of_silence() -> None:
    checking = tuple(
        (Standing.CHECKING if place == 2 else Standing.REPORTED, None if place == 2 else 1) for place in range(6)
    )
    season = (*cast.season(VI)[:3], cast.week(VI, 1, checking))
    assert digest(cast.summary(VI, season=season)).missing[0].periods == 1


def test_groups_add_up_to_the_whole() -> None:
    groups = digest(cast.summary(VI)).groups
    assert [group.name for group in groups] == ["Đoàn thể", "Doanh nghiệp", "Lực lượng", "Xã, phường"]
    assert sum(group.total for group in groups) == 1187
    assert [(group.expected, group.reported) for group in groups] == [(1, 1), (1, 1), (1, 0), (3, 2)]


def test_progress_says_when_the_target_is_reached_at_this_pace() -> None:
    target = Target(goal=10_000, baseline=6000)
    progress = digest(cast.summary(VI, target=target)).progress
    assert progress is not None
    assert (progress.reached, progress.pace) == (9107, 656)
    assert (progress.weeks_left, progress.when) == (2, dt.date(2020, 9, 18))
    reached = digest(cast.summary(VI, target=replace(target, goal=9000))).progress
    assert reached is not None
    assert reached.weeks_left == 0
    none = tuple((Standing.MISSING, None) for _ in range(6))
    stuck = digest(cast.summary(VI, standing=cast.week(VI, stand=none), season=(), target=target)).progress
    assert stuck is not None
    assert stuck.weeks_left is None


def test_differences_are_to_what_was_sent_and_new_weeks_are_none() -> None:
    view = cast.summary(VI)
    before = cast.summary(VI, standing=cast.season(VI)[-1], season=cast.season(VI)[:-1])
    sent = json.loads(json.dumps(sent_figures(before)))
    roster = Roster(cast.units(VI))
    assert differences(sent, view.weeks, roster) == ()
    changed = cast.week(VI, 1, tuple((Standing.REPORTED, count) for count in (30, 23, 8, 400, 19, 5)))
    found = differences(sent, (*cast.season(VI)[:3], changed, cast.week(VI)), roster)
    assert [(change.unit.id, change.before, change.after) for change in found] == [
        ("ben-xe", 22, 23),
        ("km15", None, 8),
    ]


def test_a_unit_is_told_its_own_last_four_weeks_and_none_that_it_was_exempt_in() -> None:
    exempt = tuple((Standing.EXEMPT, None) for _ in range(6))
    periods = (*cast.season(VI), cast.week(VI, 0, exempt))
    weeks = unit_weeks(cast.units(VI)[2], periods).weeks
    assert [week.count for week in weeks] == [8, 8, None, None]
    assert len(unit_weeks(cast.units(VI)[2], periods, last=2).weeks) == 2


def test_files_have_plain_names() -> None:
    assert file_stem(cast.summary(VI)) == "nuoc-sach-song-may-tong-hop-2020-09-04"
    assert file_stem(cast.summary(EN)) == "smoke-alarms-rivermouth-summary-2020-11-02"
    assert slug(replace(cast.VI, name="../..\n")) == "dondoc"


def test_the_letter_brings_the_workbook_and_the_chart() -> None:
    letter = summary_letter(cast.summary(VI))
    assert [file.name for file in letter.files] == ["nuoc-sach-song-may-tong-hop-2020-09-04.xlsx"]
    assert [picture.name for picture in letter.pictures] == ["weeks"]
    assert 'src="cid:weeks"' in letter.html
    assert pictures(cast.summary(VI, season=())) == ()


def test_a_chart_of_any_season_is_a_small_picture() -> None:
    def row(place: int) -> WeekRow:
        return WeekRow(
            key=dt.date(2020, 8, 28) + dt.timedelta(weeks=place),
            total=place * 7919 % 1000,
            running=0,
            expected=46,
            reported=46,
            on_time=0,
            rate=1 - place % 5 / 10,
            rate_on_time=0.0,
            waived=False,
        )

    for length in (1, 2, 9, 30, 120):
        data = weeks_chart([row(place) for place in range(length)], Formats(cast.EN))
        assert data.startswith(b"\x89PNG\r\n")
        assert len(data) < 40_000
    assert weeks_chart([replace(row(0), total=0)], Formats(cast.VI)).startswith(b"\x89PNG\r\n")


def test_a_rate_of_nothing_lies_on_the_ground_and_one_of_all_above_it() -> None:
    """Else weeks without any report would look like weeks in which all reported."""
    nothing, all_ = (_colors([_week(0.0), _week(0.0)]), _colors([_week(1.0), _week(1.0)]))
    assert all_["line"] < all_["ground"]
    assert (nothing["line"], "filled" in nothing) == (all_["ground"], False)
    assert all_["line"] < all_["filled"] < all_["ground"]


def _week(rate: float) -> WeekRow:
    return WeekRow(
        key=dt.date(2020, 8, 28),
        total=0,
        running=0,
        expected=4,
        reported=round(4 * rate),
        on_time=0,
        rate=rate,
        rate_on_time=0.0,
        waived=False,
    )


def _colors(rows: list[WeekRow]) -> dict[str, int]:
    """Give how far down a chart each color stands, in the middle of it: between two weeks, the ground at the left edge."""
    from PIL import Image

    picture = Image.open(io.BytesIO(weeks_chart(rows, Formats(cast.VI)))).convert("RGB")
    data = picture.tobytes()
    names = {b"\xc2\x66\x0a": "line", b"\xfb\xe6\xd2": "filled", b"\xdf\xe4\xea": "ground"}
    found: dict[str, list[int]] = {}
    for x, wanted in ((picture.width // 2, {"line", "filled"}), (20, {"ground"})):
        for y in range(picture.height // 2):
            at = 3 * (y * picture.width + x)
            name = names.get(data[at : at + 3], "")
            if name in wanted:
                found.setdefault(name, []).append(y)
    return {name: places[len(places) // 2] for name, places in found.items()}
