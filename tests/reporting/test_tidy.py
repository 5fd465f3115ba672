"""The long table for machines."""

from __future__ import annotations

import csv
import io
import json

from reporting.tidy import tidy_rows, to_csv, to_json
from reporting.views import Language
from tests.reporting import cast

VIEW = cast.summary(Language.VI)


def test_there_is_a_row_for_every_unit_and_period() -> None:
    rows = tidy_rows(VIEW)
    assert len(rows) == 5 * 6
    assert len({(row.unit, row.period, row.indicator) for row in rows}) == 5 * 6


def test_csv_holds_the_figure_in_force_its_standing_and_when_it_came_in() -> None:
    text = to_csv(tidy_rows(VIEW)).decode("utf-8")
    assert text.startswith("unit,period,indicator,value,standing,received_at\r\n")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[-6] == {
        "unit": "thanh-doan",
        "period": "2020-09-04",
        "indicator": "connected",
        "value": "45",
        "standing": "reported",
        "received_at": "2020-09-03T06:00:00Z",
    }
    assert (rows[-4]["value"], rows[-4]["standing"], rows[-4]["received_at"]) == ("", "missing", "")


def test_json_says_the_same_with_null_for_what_is_not_known() -> None:
    rows = json.loads(to_json(tidy_rows(VIEW)))
    assert rows[-4] == {
        "unit": "km15",
        "period": "2020-09-04",
        "indicator": "connected",
        "value": None,
        "standing": "missing",
        "received_at": None,
    }
    assert [row["value"] for row in rows[-6:]] == [45, 12, None, 1130, None, 0]
    assert json.loads(to_json(())) == []
