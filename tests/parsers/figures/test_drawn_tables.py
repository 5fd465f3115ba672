"""Tables drawn in plain text: which column a figure stands in."""

from __future__ import annotations

from parsers.figures.lines import drawn_tables
from parsers.values import Paragraph


def rows(text: str) -> tuple[tuple[object, ...], ...]:
    _, tables = drawn_tables([Paragraph(text=each, where="line") for each in text.split("\n")])
    return tuple(tables[0][1].rows)


def test_heads_without_their_empty_first_cell_stand_over_their_own_columns() -> None:
    drawn = rows("Tuần trước\tTuần này\nCông dân\t58\t49\nCộng\t62\t53")

    assert drawn[0] == ("", "Tuần trước", "Tuần này")


def test_heads_with_all_their_cells_stay_where_they_are() -> None:
    drawn = rows("Ai\tTuần trước\tTuần này\nCông dân\t58\t49\nCộng\t62\t53")

    assert drawn[0] == ("Ai", "Tuần trước", "Tuần này")


def test_a_short_row_of_figures_is_no_heads() -> None:
    assert rows("Cộng\t62\nCông dân\t58\t49\nKhách\t4\t4")[0] == ("Cộng", "62")
