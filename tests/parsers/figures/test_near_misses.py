"""Whole mails of a line or a few, as clerks write them: which figure stands, and where a human must be asked.

Near misses are rows like the others: a number that looks like the week's figure and is none is the fault that counts.
"""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.reading import findings
from parsers.values import Address, Claim, Letter, Paragraph, Passage, UnitNames, Vocabulary, Voice
from tests.parsers.figures.conftest import UNITS, WORDING

STANDS = [
    (45, "Tuần này đơn vị vận động 120 người, cài đặt Bluezone thành công 45 máy"),
    (45, "Báo cáo Bluezone tuần này: 45"),
    (45, "Em báo cáo ạ: bluezone 45 máy"),
    (45, "Bluezone tuần này là 45 máy, giảm 5 máy so với tuần trước (50 máy)"),
    (45, "Trong tuần đã hướng dẫn 45 lượt người dân cài đặt Bluezone"),
    (45, "Tổng số máy cài đặt Bluezone tuần này: 45 máy"),
    (45, "Kết quả cài Bluezone trong tuần:\n- Số máy cài đặt: 45\n- Lũy kế: 345"),
    (45, "Kết quả cài Bluezone tuần 35\n1. Số máy cài đặt: 45\n2. Số tờ rơi đã phát: 300\n3. Số buổi tuyên truyền: 5"),
    (45, "Bluezone\nKết quả trong tuần: 45 máy\nKết quả lũy kế: 345 máy"),
    (45, "Tuần này cài được bốn mươi lăm máy Bluezone"),
    (105, "Bluezone tuần này: 45 máy iPhone, 60 máy Android, tổng 105 máy"),
    (45, "Đơn vị đã cài Bluezone 45 máy, còn 12 máy chưa cài được"),
    (45, "Kết quả: toàn thành phố 32.545 máy; riêng đơn vị tuần này cài Bluezone được 45 máy"),
    (45, "Tuần này, ngày thứ 2: 10 máy, thứ 3: 15 máy, thứ 4: 20 máy. Tổng 45 máy Bluezone"),
    (45, "Cài Bluezone: Android 30, iOS 15, tổng cộng 45"),
    (1234, "Bluezone tuần này 1.234 máy"),
    (1234, "Bluezone tuần này 1,234 máy"),
    (45, "Số máy cài Bluezone tuần này (từ 22/8 đến 28/8/2020): 45"),
    (
        45,
        "Từ ngày 22/8/2020 đến ngày 28/8/2020 đơn vị đã hướng dẫn, cài đặt Bluezone cho 45 máy điện thoại của người dân.",
    ),
    (45, "Tuần này cài Bluezone 45 máy. Kế hoạch tuần tới 60 máy"),
    (45, "Tuần này cài Bluezone 45 máy. Hotline hỗ trợ 0912345678"),
    (45, "Gửi phòng VHTT, tuần qua đơn vị cài được 45 máy Bluezone, NCOVI 12 máy."),
    (45, "Bluezone: 45 máy. Smart Quảng Ninh: 20 máy."),
    (45, "Tuần này 45 máy cài Bluezone, 20 máy cài Smart Quảng Ninh"),
    (45, "Cài đặt NCOVI: 20 máy; cài đặt Bluezone: 45 máy"),
    (45, "Tuần này cài mới 45 máy Bluezone, hướng dẫn bật Bluetooth cho 30 máy"),
    (45, "UBND phường báo cáo: Tuần này đã cài đặt Bluezone cho 45 máy, nâng tổng số máy đã cài lên 345 máy"),
    (45, "Đã cài Bluezone 45 máy trong tuần, đạt 45% chỉ tiêu 100 máy"),
    (45, "Tuần này cài Bluezone 45 máy, trong đó có 5 máy của cán bộ"),
    (45, "Tuần này Bluezone được 45 máy ạ. Tuần trước em báo 40."),
    (45, "Tuần này đã đến 30 hộ gia đình, cài Bluezone cho 45 máy"),
    (40, "Bluezone tuần này: 25 + 15 = 40 máy"),
    (45, "Bluezone tuan nay: 45 may, luy ke: 345"),
    (45, "BC Bluezone: tuan nay 45, luy ke 345"),
    (45, "Tổng số máy cài Bluezone trong tuần là 45 máy, tổng số máy cài từ 26/8 đến nay là 345 máy"),
    (
        45,
        "1. Kết quả: Trong tuần, đơn vị đã cài đặt Bluezone cho 45 máy.\n2. Khó khăn: 12 máy cấu hình thấp không cài được.\n3. Kiến nghị: cấp thêm 100 tờ rơi.",
    ),
    (45, "Từ 21/8 đến 28/8/2020: Số lượng máy điện thoại được cài đặt Bluezone do đơn vị hướng dẫn, hỗ trợ: 45 máy"),
    (0, "Tuần này đơn vị không cài được máy nào (Bluezone)"),
    (0, "Trong tuần đơn vị không phát sinh máy cài đặt Bluezone."),
    (0, "Số máy cài Bluezone tuần này: 0"),
    (45, "Em Hoa phường Ka Long đây ạ, tuần này bluezone 45 máy"),
    (
        45,
        "Kính gửi Phòng VHTT, Thành đoàn xin báo cáo: trong tuần các đội tình nguyện đã xuống các khu dân cư hỗ trợ cài đặt Bluezone cho 45 máy.",
    ),
    (45, "Anh Tuấn ơi, tuần này bên em cài được 45 máy Bluezone nhé"),
    (45, "Em gửi anh số máy cài Bluezone tuần 35: 45 máy. Anh xem giúp em với ạ."),
    (45, "Báo cáo anh chị, Thành đoàn tuần này hướng dẫn nhân dân cài được 45 máy Bluezone, mọi việc bình thường."),
    (
        45,
        "Thực hiện CV 340/UBND-VHTT, Thành đoàn báo cáo kết quả hỗ trợ cài đặt ứng dụng Bluezone từ ngày 22/8/2020 đến 28/8/2020 như sau:\n- Tổng số máy được cài đặt trong tuần: 45 máy\n- Lũy kế từ đầu chiến dịch: 345 máy\n- Khó khăn vướng mắc: Không",
    ),
    (
        45,
        "Trong tuần đã tổ chức 3 buổi ra quân với 60 đoàn viên tham gia, phát 500 tờ rơi, tuyên truyền cho 400 lượt người, cài đặt thành công Bluezone cho 45 máy điện thoại.",
    ),
    (45, "Số máy được cài đặt ứng dụng Bluezone trong tuần qua (từ 22/8-28/8) của đơn vị là 45 máy ạ"),
    (45, "Dạ em chào chị, tuần này đơn vị em được 45 máy bluezone chị nhé. Chúc chị cuối tuần vui vẻ!"),
    (45, "Đơn vị em báo cáo kết quả tuần này cài bluezone: 45 máy (bốn mươi lăm máy)"),
    (45, "Kết quả cài đặt Bluezone tuần 35 của Thành đoàn: cài mới 45 máy; tổng cộng từ trước đến nay: 345 máy."),
    (45, "Tuần này toàn đoàn cài được 45 máy Bluezone."),
    (45, "Tổng hợp số liệu từ các chi đoàn: tuần này cài Bluezone được 45 máy"),
    (45, "Bluezone tuần 35:\n+ Cài mới: 45\n+ Lũy kế: 345"),
    (45, "Tính từ 15h ngày 21/8 đến 15h ngày 28/8/2020, Thành đoàn đã hỗ trợ cài đặt Bluezone được 45 máy."),
    (45, "Hôm nay Thành đoàn xin báo cáo số liệu tuần này: 45 máy cài Bluezone"),
    (45, "Số lượng người dân được hỗ trợ cài đặt Bluezone trong tuần: 45 người"),
    (45, "Trong tuần có 45 người dân đến trụ sở được cán bộ hướng dẫn cài đặt Bluezone thành công."),
    (45, "Cán bộ trực đã hướng dẫn và cài đặt thành công Bluezone cho 45 lượt khách đến giao dịch trong tuần."),
    (45, "Em xin gửi báo cáo ạ: Bluezone - 45 máy"),
    (45, "KQ tuần 35: 45 máy Bluezone. Trân trọng báo cáo!"),
    (45, "Phòng ơi, em gửi số tuần này nhé: cài 45 máy, lũy kế 345 máy Bluezone"),
    (45, "UBND đã chỉ đạo các thôn tích cực triển khai; kết quả trong tuần cài đặt được 45 máy Bluezone"),
    (45, "Nhờ sự phối hợp của VNPT, Viettel, tuần này đơn vị cài đặt Bluezone cho 45 máy"),
    (45, "Tuần này do mưa bão nên đơn vị chỉ cài được 45 máy Bluezone"),
    (45, "Tuần này cài được 45 máy Bluezone (giảm so với tuần trước do mưa)"),
    (45, "Tuần này: 45 máy\nLuỹ kế: 345 máy\nBluezone"),
]

ASKED = [
    "Tuần này 30/45 đơn vị đã cài Bluezone",
    "Đến nay toàn đơn vị đã có 45 máy cài Bluezone",
    "Đơn vị đã cài Bluezone cho 45 máy và 30 máy",
    "Em cài 45 máy trong ngày hôm nay (Bluezone)",
    "Bluezone: hôm qua 20 máy, hôm nay 25 máy",
    "Đơn vị có 45 cán bộ, 100% đã cài đặt Bluezone",
    "100% cán bộ (45 đồng chí) đã cài Bluezone",
    "Số cán bộ đã cài Bluezone: 45/45",
    "Phấn đấu trong tuần cài Bluezone 45 máy",
    "Dự kiến hôm nay sẽ cài thêm 45 máy Bluezone",
    "Nếu tính cả học sinh thì tuần này cài Bluezone được 45 máy",
    "Tuần này cài Bluezone được 4 5 máy",
    "Tuần này cài Bluezone được 45-50 máy",
    "Tuần này cài Bluezone được 45 hoặc 46 máy",
    "Tuần này cài Bluezone được tầm 45 máy",
    "Bluezone tuần này: 45 máy iPhone, 60 máy Android",
    "Bluezone tuần này: 45 máy iPhone, 60 máy Android, tổng 115 máy",
    "Chưa cài được Bluezone cho 45 máy",
    "Tỷ lệ cài Bluezone đạt 45%",
    "Quảng Ninh có 310.000 máy cài Bluezone",
    "Toàn thành phố đã cài 32.545 máy Bluezone",
    "Đơn vị được giao hỗ trợ cài Bluezone 45 máy",
    "Bluezone: thứ 2: 10 máy, thứ 3: 15 máy, thứ 4: 20 máy",
    "Bluezone tuần này 12,5 máy",
    "Bluezone tuần này 1.23 máy",
    "Số máy cài Bluezone tuần này: ...... máy",
    "Số máy cài Bluezone tuần này: 45 máy?",
    "Từ ngày 1/8 đến 28/8 đơn vị đã cài Bluezone cho 450 máy",
    "Tháng 8 cài Bluezone được 450 máy",
    "Cài đặt Bluezone và NCOVI: 45 máy và 20 máy",
    "Bluezone tuần này cài được 45 máy (số liệu chưa đầy đủ)",
    "Bluezone 45 máy, em sẽ kiểm tra lại số rồi báo chị",
    "Tuần này cài Bluezone 45 máy, chưa tính thôn 5",
    "Tuần này cài Bluezone 45 máy. Chưa tính thôn 5.",
    "Tuần này cài Bluezone xấp xỉ 45 máy",
    "Tuần này cài Bluezone ngót 45 máy",
    "Tuần này cài Bluezone chừng 45 máy",
    "Tuần này cài Bluezone độ 45 máy",
    "Tuần này cài Bluezone cỡ 45 máy",
    "Tuần này cài Bluezone tối đa 45 máy",
    "Tuần này cài Bluezone non 45 máy",
    "Tuần này cài Bluezone quá nửa trong số 45 máy",
    "Tuần này cài Bluezone 45 máy nhưng 5 máy trùng",
    "Tuần này cài Bluezone 45 máy, trừ 5 máy trùng",
    "Cần cài Bluezone cho 45 máy",
    "Phường đang cài Bluezone cho 45 máy",
    "Phường vừa nhận chỉ tiêu cài Bluezone 45 máy",
    "Có 45 người hỏi cách cài Bluezone",
    "45 máy không cài được Bluezone vì đời cũ",
    "45 máy cài Bluezone bị lỗi",
    "Đã thu hồi, gỡ Bluezone 45 máy",
    "Tuần này cài Bluezone gấp đôi tuần trước (45 máy)",
    "Bằng tuần trước: 45 máy Bluezone",
    "Như tuần trước 45 máy Bluezone",
    "Tuần này Bluezone vẫn 45 máy như cũ",
    "Số máy cài Bluezone: tuần này chưa có, tuần trước 45",
    "Trên địa bàn phường có 4.500 dân, 45 máy đã có Bluezone",
    "Bluezone: hộ 45",
    "Đã cài Bluezone cho 45 hộ",
    "Đã cài Bluezone tại 45 hộ gia đình",
    "Tuần này đã đến 45 hộ gia đình hướng dẫn cài Bluezone",
    "Bluezone tuần này 4.5 máy",
    "Bluezone tuần này: 45 - 5 = 40 máy",
    "Bluezone tuần này: 25 + 15 = 45 máy",
    "Bluezone tuần này: 25 + 15",
    "Bluezone tuần này được 1 nửa chỉ tiêu 90 máy",
    "Tuần này đơn vị không cài Bluezone cho 45 máy cũ",
    "Tuần này không có khó khăn, vướng mắc trong cài đặt Bluezone",
    "Bluezone: không có gì mới so với tuần trước",
    "Không phát sinh thêm khó khăn khi cài Bluezone",
    "Không máy nào chưa cài Bluezone",
    "Không còn máy nào chưa cài Bluezone",
    "Không có máy nào bị lỗi khi cài Bluezone",
    "Tuần này đơn vị không báo cáo Bluezone vì cán bộ nghỉ",
    "Tuần này cài được 45 máy Bluezone, số này gồm cả tuần trước",
    "Tuần này các đội báo về 45 máy nhưng em chưa kiểm tra Bluezone",
    "Tuần này số máy cài Bluezone bằng một nửa của 90 máy",
    "Bluezone tuần này được 45 máy, thiếu của khu 3",
    "Bluezone tuần này 45 máy, riêng khu 3 chưa báo",
    "Bluezone: đã hẹn 45 máy",
    "Bluezone 45 máy sẽ cài vào thứ 7",
    "Số máy dự kiến cài Bluezone: 45",
    "Số máy còn lại chưa cài Bluezone: 45",
    "Kế hoạch tuần: cài Bluezone 45 máy",
    "Đăng ký cài Bluezone: 45 máy",
    "Tuần này định cài Bluezone 45 máy",
    "Tuần này phải cài Bluezone cho 45 máy",
    "Lẽ ra tuần này cài Bluezone được 45 máy",
    "Muốn cài Bluezone cho 45 máy thì làm thế nào ạ",
    "Tuần này có 45 máy cài Bluezone hỏng phải cài lại",
    "Tuần này cài lại Bluezone cho 45 máy",
    "Cập nhật phiên bản mới Bluezone cho 45 máy",
    "Kiểm tra 45 máy đã cài Bluezone",
    "Tuần này rà soát 45 máy cài Bluezone",
    "VNPT báo tuần này cài Bluezone 45 máy trên địa bàn",
    "Theo phần mềm thống kê, phường có 45 máy cài Bluezone",
    "Tuần này cài Bluezone mỗi đội 45 máy",
    "Tuần này cài Bluezone bình quân 45 máy một ngày",
    "Ít nhất 45 máy đã cài Bluezone tuần này",
    "Nhiều nhất 45 máy cài Bluezone tuần này",
    "Tuần này khoảng 40-45 máy cài Bluezone",
    "Tuần này cài Bluezone cho 45 máy? Em không nhớ rõ",
    "Tuần này cài Bluezone 45 máy, à nhầm 54 máy",
    "Tuần này cài Bluezone 45 (54) máy",
    "Tuần này cài Bluezone 45 máy. Xin lỗi, 54 máy ạ.",
]

VOCABULARY = Vocabulary(
    indicators=(WORDING,), units=(*UNITS, UnitNames(id="ben-xe", names=("Bến xe khách Móng Cái",))), own_addresses=()
)
RECEIVED = dt.datetime(2020, 8, 28, 9, tzinfo=dt.UTC)


def claims(text: str, *, subject: str = "Báo cáo") -> tuple[Claim, ...]:
    blocks = tuple(
        Paragraph(text=line, where=f"line {number}") for number, line in enumerate(text.splitlines(), start=1)
    )
    letter = Letter(
        sender=Address(name="", email="thanh-doan@mongcai.example"),
        subject=subject,
        passages=(Passage(voice=Voice.OWN, blocks=blocks),),
    )
    return findings(letter, {}, VOCABULARY, received_at=RECEIVED).claims


def sure(found: tuple[Claim, ...]) -> list[int | None]:
    """Give the counts that nothing keeps from being accepted; that a week's figure needs no topic is the sender's right."""
    return [
        claim.count
        for claim in found
        if claim.count is not None and not {doubt.code for doubt in claim.doubts} - {"topic-unsaid"}
    ]


@pytest.mark.parametrize(("count", "text"), STANDS)
def test_the_one_figure_of_the_week_stands(count: int, text: str) -> None:
    found = claims(text)
    assert sure(found) == [count]
    assert all(evidence.text in text for claim in found for evidence in claim.evidence)


@pytest.mark.parametrize("text", ASKED)
def test_a_number_that_may_be_something_else_is_never_sure(text: str) -> None:
    assert sure(claims(text)) == []


def test_the_same_words_give_the_same_claims() -> None:
    text = "Tuần này cài được 45 máy Bluezone, lũy kế 345 máy"
    assert claims(text) == claims(text)
