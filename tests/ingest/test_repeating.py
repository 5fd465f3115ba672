"""A request of ours that comes back without quote marks: only what the clerk added to it is an order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from ingest.order_mails import orders_of_clerk
from ingest.repeating import OurLetter
from ingest.roster import Roster
from ingest.rulings import Numbered, Refused, orders_in
from tests.ingest.test_rulings import CALENDAR, NOW, ROSTER

REQUEST = """2 báo cáo chờ ý kiến: Bluezone Móng Cái

Có 2 báo cáo cần được xem và quyết định. Trả lời thư này để quyết định, nhiều mục trong một thư, ví dụ:

   1 ok, 2 = 78

1. UBND phường Hải Hòa, tuần đến 28/8: 78 máy
   Lý do: Địa chỉ gửi không có trong danh sách đơn vị: la@nguoila.example.
   Trích: “Báo cáo tuần này 78 máy
1 ok nhớ địa chỉ” (thư, dòng 1)
   Trả lời: 1 ok   hoặc   1 = số đúng   hoặc   1 bỏ

2. Chưa rõ đơn vị, tuần đến 28/8: 77 máy
   Trả lời: 2 = 77 tên đơn vị   hoặc   2 bỏ

Những mục chưa được trả lời vẫn chờ; các đơn vị này không bị nhắc trong khi chờ.
"""


def _ours() -> OurLetter:
    message = EmailMessage()
    message["From"], message["Subject"] = "phong@quangninh.example", "2 báo cáo chờ ý kiến"
    message.set_content(REQUEST)
    return OurLetter(message.as_bytes())


def _orders(text: str, roster: Roster = ROSTER, now: dt.datetime = NOW) -> list[str]:
    def of_line(line: str) -> Iterator[Numbered | Refused]:
        return orders_in(line, roster, CALENDAR, now)

    return [
        item.text if isinstance(item, Numbered) else f"? {item.about}"
        for item in orders_of_clerk(text, _ours(), of_line)
    ]


def _wrapped(text: str, width: int) -> str:
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) >= width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "quoted",
    [
        REQUEST,
        _wrapped(REQUEST, 72),
        _wrapped(REQUEST, 40),
        " ".join(REQUEST.split()),
        REQUEST.replace("ệ", "e").upper(),
        "\n".join(f": {line}" for line in REQUEST.splitlines()),
        REQUEST.partition("ví dụ:")[2].strip(),
    ],
    ids=["as it is", "at 72", "at 40", "one line", "no accents", "marked with a colon", "from the example on"],
)
@pytest.mark.parametrize("between", ["\n", "\nPhòng Văn hóa - Thông tin viết:\n", "\n-----\n"])
def test_our_letter_quoted_without_a_mark_orders_nothing(quoted: str, between: str):
    assert _orders(f"Tôi xem sau.\n{between}{quoted}") == []
    assert _orders(f"2 = 5\n{between}{quoted}") == ["2 = 5"]
    assert _orders(f"1 ok\n{between}{quoted}") == ["1 ok"], "written above the quotation it is the clerk's own"


def test_orders_between_the_lines_of_our_letter_count():
    assert _orders(REQUEST.replace("2. Chưa rõ", "1 = 80\n\n2. Chưa rõ") + "\n2 bỏ nhé\n") == ["1 = 80", "2 bỏ nhé"]


def test_orders_alone_count_even_where_our_letter_suggested_them():
    assert _orders("1 ok\n2 = 78") == ["1 ok", "2 = 78"]
    assert _orders("1 ok, 2 = 78") == ["1 ok", "2 = 78"]


def test_what_is_not_understood_is_still_told():
    assert _orders("1 = nhiều\n\n" + REQUEST) == ["? 1 = nhiều"]
