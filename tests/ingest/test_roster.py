"""A table of units is read whole, or every mistake in it is told with its row."""

from __future__ import annotations

import pytest

from ingest.roster import RosterError, roster_from_rows

HEAD = (1, ["id", "name", "addresses"])


def test_two_units_of_one_name_are_refused_with_both_rows():
    """A mail from a stranger that names it could be from either."""
    rows = [
        HEAD,
        (2, ["ka-long", "UBND phường Ka Long", "ka-long@mongcai.example"]),
        (3, ["tra-co", "UBND phường Trà Cổ", "tra-co@mongcai.example"]),
        (4, ["ka-long-2", "UBND  phường KA LONG", "ka-long-2@mongcai.example"]),
    ]
    with pytest.raises(RosterError) as caught:
        roster_from_rows("units.csv", rows)
    (problem,) = caught.value.problems
    assert problem.startswith("row 4: the name “UBND  phường KA LONG” stands already in row 2;")


def test_names_that_differ_by_a_tone_alone_are_two_names():
    rows = [HEAD, (2, ["hoa", "Phường Hòa", "a@b.example"]), (3, ["hoa-2", "Phường Hoa", "c@d.example"])]
    assert [unit.id for unit in roster_from_rows("units.csv", rows).units] == ["hoa", "hoa-2"]
