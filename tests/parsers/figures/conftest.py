"""The example campaign's words, for tests that read single lines."""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.figures import mentions, names
from parsers.figures.spots import Context
from parsers.values import IndicatorWording, UnitNames

WORDING = IndicatorWording(
    id="installed",
    topics=("Bluezone", "cài đặt ứng dụng", "máy điện thoại được cài đặt"),
    nouns=("máy", "điện thoại", "máy điện thoại", "smartphone", "thiết bị", "lượt", "thuê bao", "người", "trường hợp"),
    verbs=("cài đặt", "cài", "hướng dẫn", "hỗ trợ", "kích hoạt", "vận động"),
    others=("NCOVI", "Smart Quảng Ninh"),
)
UNITS = (
    UnitNames(id="ubnd-ka-long", names=("UBND phường Ka Long", "UBND P. Ka Long", "Phường Ka Long")),
    UnitNames(
        id="mot-cua-ka-long",
        names=(
            "Bộ phận tiếp nhận và Trả kết quả phường Ka Long",
            "Bộ phận TN&TKQ phường Ka Long",
            "Bộ phận một cửa phường Ka Long",
        ),
    ),
    UnitNames(id="ubnd-hoa-lac", names=("UBND phường Hòa Lạc", "Phường Hòa Lạc")),
    UnitNames(id="km15", names=("Trạm kiểm soát liên hợp Km15", "Trạm Km15")),
    UnitNames(id="thanh-doan", names=("Thành đoàn Móng Cái", "Thành Đoàn")),
)


@pytest.fixture(scope="session")
def context() -> Context:
    return Context(lens=mentions.lens(WORDING), names=names.names(UNITS), near=dt.date(2020, 8, 28))
