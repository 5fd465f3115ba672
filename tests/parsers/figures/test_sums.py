"""Sums are found by arithmetic alone: plain ones, and those with subtotals above or below their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.figures.sums import add_up, addends


@pytest.mark.parametrize(
    ("values", "total", "places"),
    [
        pytest.param((20, 25), 45, (0, 1), id="plain"),
        pytest.param((29, 10, 7, 12, 23, 15, 8, 20, 3, 11, 6), 72, (0, 4, 7), id="subtotals above their parts"),
        pytest.param((6, 4, 9, 19, 2, 0, 5, 7, 7, 3, 10), 36, (3, 7, 10), id="subtotals below their parts"),
        pytest.param((71, 33, 12, 6, 10, 5), 104, (0, 1), id="one of them has parts"),
        pytest.param((64, 64, 36), 100, (0, 2), id="a group of one"),
        pytest.param((20, 25), 46, None, id="one off"),
        pytest.param((5, 3, 2), 6, None, id="no way"),
    ],
)
def test_which_numbers_make_up_a_total(values: tuple[int, ...], total: int, places: tuple[int, ...] | None) -> None:
    assert addends(values, total) == places


@given(st.lists(st.integers(min_value=0, max_value=500), min_size=1, max_size=40))
def test_the_plain_sum_counts_all(values: list[int]) -> None:
    assert addends(tuple(values), sum(values)) == tuple(range(len(values)))


@given(st.lists(st.lists(st.integers(min_value=1, max_value=60), min_size=2, max_size=5), min_size=2, max_size=5))
def test_groups_with_their_subtotals_add_up(groups: list[list[int]]) -> None:
    above = [number for group in groups for number in (sum(group), *group)]
    below = [number for group in groups for number in (*group, sum(group))]
    total = sum(map(sum, groups))
    assert add_up(above, total)
    assert add_up(below, total)
    places = addends(tuple(above), total)
    assert places is not None
    assert sum(above[place] for place in places) == total
