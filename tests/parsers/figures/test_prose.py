"""Single lines as clerks write them, and what their numbers are."""

from __future__ import annotations

import pytest

from parsers.figures import prose
from parsers.figures.lines import Source, line
from parsers.figures.mentions import CANDIDATES, Role
from parsers.figures.spots import Context

BODY = Source(part="body")

LINES = [
    ("Tuần 35: 45 máy, lũy kế 1.234 máy", [45], [1234]),
    ("Trong tuần đơn vị cài được 45 máy (lũy kế: 1.234 máy)", [45], [1234]),
    ("45 máy trong tuần, 1.234 máy lũy kế", [45], [1234]),
    ("Tuần này 45 máy, tuần trước 30 máy, tăng 15 máy", [45], []),
    ("tuan nay don vi em cai dc 45 may a", [45], []),
    ("Chỉ tiêu được giao 60 máy, đã thực hiện 45 máy, đạt 75%", [45], []),
    ("Đã phát 100 tờ rơi, tuyên truyền 20 lượt, cài đặt Bluezone cho 45 máy", [45], []),
    ("Số máy cài đặt trong tuần: bốn mươi lăm (45) máy", [45], []),
    ("Tính đến nay đã cài 1.234 máy", [], [1234]),
    ("Lũy kế từ 26/8 đến nay: 1.234", [], [1234]),
    ("Dự kiến tuần tới cài 60 máy", [], []),
    ("Thực hiện Công văn số 340/UBND-VHTT ngày 26/8/2020, đơn vị đã cài 45 máy", [45], []),
    ("Liên hệ: 0912.345.678", [], []),
    ("Trạm Km15 phòng chống Covid-19 lúc 15h00: 45 máy", [45], []),
]


@pytest.mark.parametrize(("text", "candidates", "running"), LINES)
def test_each_number_has_the_role_that_its_words_give_it(
    context: Context, text: str, candidates: list[int], running: list[int]
) -> None:
    found = prose.read(line(text, "line 1", BODY), context)
    assert [m.value for m in found if m.role in CANDIDATES] == candidates
    assert [m.value for m in found if m.role is Role.CUMULATIVE] == running
    assert all(m.evidence.text in text for m in found)


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Tuần này mới có 3/5 chi đoàn báo cáo: 25 máy Bluezone", True),
        ("Mới tổng hợp được 3 trên 5 chi đoàn: 25 máy Bluezone tuần này", True),
        ("Tuần này có 3/5 đơn vị đã gửi số liệu. Cài được 25 máy Bluezone", True),
        ("Tuần này có 5/5 chi đoàn báo cáo: 25 máy Bluezone", False),
        ("Báo cáo tuần này: 25 máy Bluezone", False),
    ],
)
def test_a_figure_of_some_that_have_reported_is_not_all_of_it(context: Context, text: str, *, doubtful: bool) -> None:
    found = [mention for mention in prose.read(line(text, "line 1", BODY), context) if mention.value == 25]
    codes = {doubt.code for mention in found for doubt in mention.doubts}
    assert found
    assert ("not-all-of-it" in codes) == doubtful
