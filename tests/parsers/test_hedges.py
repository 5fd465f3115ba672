"""What a letter says beside its figure about that figure's worth, and the talk that looks like it and is none."""

from __future__ import annotations

import time

import pytest

from dondoc.settings import example_config, load_settings
from parsers.figures.lines import Source, line
from parsers.reading import hedges, read

SOURCE = Source(part="body")

WEIGHS = [
    ("several-weeks", "Tuần trước nghỉ lễ không có người gửi nên bên em gửi chung một lần."),
    ("several-weeks", "Em gộp chung hai tuần cho tiện ạ."),
    ("several-weeks", "Bữa đó em không gửi, nay em dồn vào đây luôn một thể."),
    ("several-weeks", "Tổng kết 10 ngày đêm cùng áo xanh"),
    ("one-day", "Em gửi số liệu trong ngày 24/9 ạ"),
    ("one-day", "Tại lễ khai giảng, đoàn trường đã hỗ trợ cài Bluezone trên 143 máy điện thoại."),
    ("unsure", "Con số này bạn Linh nói miệng với em qua điện thoại."),
    ("unsure", "Sổ bị ướt nên anh em ngồi nhớ lại rồi đọc cho em ghi."),
    ("unsure", "Chị đọc qua điện thoại tiếng được tiếng mất, em nghe sao ghi vậy."),
    ("unsure", "Em không biết ai đúng, sáng thứ 2 mới đối chiếu được."),
    ("unsure", "Có người chỉ cài app kia, em không tách ra được ạ."),
    ("unsure", "Em nhìn lại thấy là lạ, phím số máy này hay dính."),
    ("unsure", "Mọi người đã tải về, bà con chưa bật lên được do mạng yếu."),
    ("unsure", "Tin nhắn mã xác nhận bị nghẽn, phần đông chưa bấm được bước cuối."),
    ("unsure", "Nhà nào cũng có sẵn từ hồi tháng 8 rồi."),
    ("unsure", "Hihi em trêu cho chị đỡ buồn ngủ."),
    ("unsure", "Anh chánh văn phòng bảo để vậy cho bằng xã bạn."),
    ("unsure", "Em ghi như vậy hay ghi gộp một dòng ạ?"),
    ("for-others", "Công an phường báo sang là bên công an đã cài được 40 máy."),
    ("for-others", "Phường em bận đại hội không cử được ai ra, em xin số của các bạn ấy."),
    ("not-all-of-it", "640 máy (đã gồm số của các trường THPT trên địa bàn)"),
    ("not-all-of-it", "Quầy tiếp nhận hồ sơ không gửi riêng nữa ạ."),
    ("not-all-of-it", "Sổ trực của ca sáng anh Đạo cầm theo xe đi Hạ Long chưa về."),
    ("not-all-of-it", "Trên đây là ca chiều."),
    ("not-all-of-it", "Mai em về quê nên em khóa sổ từ trưa thứ ba."),
    ("not-all-of-it", "Từ hôm ấy các lớp làm thêm nhiều."),
    ("not-all-of-it", "Tôi thấy nhiều tên nằm ở cả hai tờ."),
    ("not-all-of-it", "Mấy cụ bảo con về gỡ ra, mai em xuống hỏi để bớt đi ạ."),
    ("not-all-of-it", "Cô chủ nhiệm nghỉ ốm, sổ chưa thấy nộp về văn phòng."),
    ("not-all-of-it", "Tổ 2 em gọi mấy cuộc mà bác Sửu để máy ở nhà."),
    ("provisional", "Tí em ngó lại sổ, có gì em nhắn."),
    ("provisional", "Mấy chỗ điền em cứ gõ bừa cho dễ nhìn ạ."),
    ("provisional", "Sếp em ra văn bản có dấu đỏ thì hẵng đưa vào bảng nhé."),
    ("provisional", "Lãnh đạo phường đang đi họp chưa duyệt số này."),
    ("provisional", "Đồng chí Chủ tịch chiều tối về mới xem và cho ý kiến ạ."),
    ("provisional", "Em lấy thư kỳ trước sửa cho nhanh, không biết đã thay hết các chỗ chưa."),
    ("provisional", "Cán bộ chợ đi tập huấn, sáng mai mới giao sổ."),
    ("provisional", "Chiều thứ hai chúng tôi đã quán triệt các trưởng thôn."),
    ("provisional", "PHÂN CÔNG CÁC THÔN THỰC HIỆN CÀI ĐẶT BLUEZONE TUẦN 38"),
]
TALK = [
    "Vì dùng chung hòm thư nên em gửi một thể: UBND 30 máy, một cửa 12 máy.",
    "Hai bộ phận gửi chung một thư ạ.",
    "Số tuần trước bị thất lạc nên tuần này BQL chợ đã lập sổ mới, ghi từng người.",
    "Em đã kiểm lại danh sách ký tên, đủ cả.",
    "Em rà lại sổ ký nhận của 6 tổ dân phố rồi, lần này chắc chắn.",
    "Hai bên tính riêng, không trùng nhau.",
    "File chi tiết có mật khẩu theo quy định của Sở.",
    "Em cảm ơn phòng đã cho ý kiến tuần trước.",
    "Nhân viên VNPT đi cùng 5 buổi tối.",
    "Công an xã có 2 đồng chí đi cùng nên bà con tin hơn.",
    "Tuần sau em nghỉ phép, có gì gọi chị Loan giúp em.",
    "Gỡ ra cài lại cho đúng, cái này em không tính.",
    "Tuần này tổng kết chiến dịch nên đông, phường cài được 40 máy.",
    "24/24 lớp đã quán triệt.",
    "Phan Công Tráng",
    "Em gửi thế này đã được chưa ạ hay phải có dấu đỏ?",
    "Có 8 hộ chưa nhận được mã OTP, xã sẽ quay lại.",
    "Cho em xin số máy bàn của phòng, số cũ gọi không được.",
    "Máy nào có sẵn thì em không tính vào đây.",
    "Lãnh đạo đã duyệt số này.",
]


@pytest.mark.parametrize(("code", "text"), WEIGHS, ids=lambda each: each[:60])
def test_what_weighs_on_a_figure_is_heard(code: str, text: str) -> None:
    found = hedges.of([line(text, "line 1", SOURCE)])
    assert code in {doubt.code for doubt in found}
    assert all(doubt.about == text[:120] for doubt in found)


@pytest.mark.parametrize("text", TALK, ids=lambda each: each[:60])
def test_talk_is_left_alone(text: str) -> None:
    assert hedges.of([line(text, "line 1", SOURCE)]) == []


ABOUT_THE_COUNTING = [
    "Cô Yến công đoàn đếm ra vậy.",
    "Hai bên viết chung một tờ nên tôi cũng không rõ dòng nào của ai.",
    "Em ngồi lục trí nhớ ra con số này thôi.",
    "Em ghi lại theo giấy chứ bản thân em không dám cam đoan.",
    "Em để tờ trình trên bàn mà anh chưa ngó tới.",
    "Đến đoạn chờ tin nhắn mã thì mạng nghẽn nên ai cũng bỏ về giữa chừng.",
    "Vậy tính cho bộ phận bên đó hay cho xã thì phòng quyết giúp.",
]
AFFIRMED = [
    "Em với nó ngồi đếm từng dòng, hai người ra như nhau.",
    "Quyển của quầy tầng 2 chị Hương đã mang về, em cộng cả hai quầy rồi.",
    "Anh phó duyệt thay rồi ạ.",
    "Kế toán và bảo vệ đã so hai cuốn với nhau, khớp từng dòng.",
    "Bàn tiếp nhận có sổ riêng, tôi không lấy dòng nào trong sổ bên đó.",
    "Làm báo cáo 35 năm mà chưa thấy cái nào khó đếm như cái này.",
    "Trong sổ có 45 máy.",
]


@pytest.mark.parametrize("text", ABOUT_THE_COUNTING, ids=lambda each: each[:60])
def test_a_sentence_about_the_counting_is_asked_about(text: str) -> None:
    found = hedges.not_understood(
        [line("UBND xã Hải Sơn tuần này: 29 máy.", "line 1", SOURCE), line(text, "line 2", SOURCE)]
    )
    assert [doubt.code for doubt in found] == ["counting-talk"]
    assert found[0].about in text


@pytest.mark.parametrize("text", AFFIRMED, ids=lambda each: each[:60])
def test_what_affirms_the_figure_is_not(text: str) -> None:
    assert hedges.not_understood([line(text, "line 1", SOURCE)]) == []


def test_a_long_report_is_prose() -> None:
    many = [line("Trong tuần các tổ đã đi từng ngõ, gõ từng nhà.", "line 1", SOURCE)] * hedges.MOST_LINES
    assert hedges.not_understood([*many, line(ABOUT_THE_COUNTING[0], "line 2", SOURCE)]) == []


@pytest.mark.parametrize("item", ["10A 3, ", "tổ a 12; ", "đội b 1 , "])
def test_a_long_list_without_its_total_takes_no_time(item: str) -> None:
    text = "Tuần này: " + item * 400 + "tổng cộng chưa xong"
    raw = f"From: canbo.hai-son@mail.example\r\nSubject: Bluezone\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    vocabulary = load_settings(example_config()).vocabulary
    begin = time.process_time()
    read(raw.encode(), vocabulary, received_at=None)
    assert time.process_time() - begin < LONGEST


LONGEST = 10.0
"""Seconds, on a slow machine: one pattern that can read a list in two ways takes centuries."""
