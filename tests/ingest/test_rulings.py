"""What a clerk answers to a review request is understood whole or asked again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ingest.calendar import Calendar
from ingest.roster import read_roster
from ingest.rulings import Numbered, Order, Refused, Verb, orders_in, resolved

ROSTER = read_roster(Path(__file__).parents[2] / "units.example.csv")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = Calendar(zone=ZONE, starts=dt.date(2020, 8, 26), weekday=4, time=dt.time(15))
NOW = dt.datetime(2020, 8, 31, 9, tzinfo=ZONE)
FIRST = dt.date(2020, 8, 28)


def read(text: str) -> list[tuple[tuple[int, ...], Order] | str]:
    return [
        (item.numbers, item.order) if isinstance(item, Numbered) else item.about
        for item in orders_in(text, ROSTER, CALENDAR, NOW)
    ]


OK, DROP = Order(reading=0, verb=Verb.OK), Order(reading=0, verb=Verb.DROP)


def to(count: int, unit: str | None = None, period: dt.date | None = None) -> Order:
    return Order(reading=0, verb=Verb.SET, count=count, unit=unit, period=period)


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("1 ok, 2 = 130, 3 bỏ", [((1,), OK), ((2,), to(130)), ((3,), DROP)]),
        ("1 OK\n2=130\n3 bo", [((1,), OK), ((2,), to(130)), ((3,), DROP)]),
        ("Chào em,\n1. đồng ý; 2: 1.300 máy ạ\nCảm ơn em.\nNguyễn Văn Mẫu", [((1,), OK), ((2,), to(1300))]),
        ("4 = 45 UBND phường Ka Long tuần 28/8", [((4,), to(45, "ubnd-ka-long", FIRST))]),
        ("4 = 45 bo phan mot cua phuong ka long, tuan 28/8/2020", [((4,), to(45, "mot-cua-ka-long", FIRST))]),
        ("1, 3 bỏ", [((1, 3), DROP)]),
        ("1,2,3 ok", [((1, 2, 3), OK)]),
        ("tất cả ok", [((), OK)]),
        ("2 = 1 300", [((2,), to(1300))]),
    ],
)
def test_orders_are_read(text: str, orders: list[tuple[tuple[int, ...], Order]]):
    assert read(text) == orders


def test_an_address_is_remembered_when_asked():
    ((_numbers, order),) = [item for item in read("5 ok nhớ địa chỉ") if not isinstance(item, str)]
    assert (order.verb, order.remember) == (Verb.OK, True)


@pytest.mark.parametrize(
    "text",
    [
        "2 = 13o",
        "2 = 12,5",
        "2 = 130 hoặc 140",
        "1 chưa rõ",
        "2 = 45 UBND phường Không Có",
        "2 = 45 tuần 27/8",
        "1, 2 = 130",
        "tất cả = 5",
    ],
)
def test_what_is_only_half_understood_is_asked_again(text: str):
    assert read(text) == [text]


@pytest.mark.parametrize("text", ["", "Chào em, chị đã nhận được thư.", "Trân trọng./."])
def test_words_that_are_no_order_are_passed_over(text: str):
    assert read(text) == []


def test_numbers_are_those_of_the_request_that_is_answered():
    items = list(orders_in("2 ok, 7 ok", ROSTER, CALENDAR, NOW))
    (_, first), (_, second) = resolved(items, asked=[40, 41, 42], decidable={40, 41, 42})
    assert isinstance(first, Order)
    assert first.reading == 41
    assert isinstance(second, Refused)
    assert second.about == "7"


def test_all_means_those_that_have_a_guess():
    items = list(orders_in("tất cả ok", ROSTER, CALENDAR, NOW))
    assert [
        one.reading for _, one in resolved(items, asked=[40, 41, 42], decidable={40, 42}) if isinstance(one, Order)
    ] == [40, 42]
