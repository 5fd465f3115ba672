"""Short mails of a bus station in a hurry, whole way to the decision: what one clerk would write down, another says otherwise."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from dondoc.extract import extract
from dondoc.settings import Settings, example_config, load_settings
from parsers.reading.letter import read

STANDS = [
    (45, "Bến xe báo cáo phòng: trong tuần bộ phận bán vé đã giúp 45 hành khách cài Bluezone, số còn lại đã có sẵn."),
    (45, "Kính gửi phòng, tuần này khách ít do mưa bão, bến chỉ cài được cho 45 máy thôi ạ."),
    (45, "Bluezone tuần này bến em được 45 máy, ít hơn tuần trước 12 máy do xe nghỉ."),
    (45, "Tuần này: cài được 45, không cài được 6 (máy cũ), từ chối 3."),
    (45, "Số khách được hướng dẫn cài Bluezone trong tuần: 45 (trong đó lái xe 12, hành khách 33)"),
    (45, "Em gửi chị số liệu tuần 37: bluezone 45 máy. Chị tổng hợp giúp em nhé."),
    (45, "bc nhanh: bluezone 45 máy/tuần này"),
    (45, "Trong tuần qua (4/9 - 10/9) bến xe đã hỗ trợ cài đặt 45 điện thoại."),
    (45, "Tuần này bến xe tiếp tục hỗ trợ hành khách cài Bluezone, kết quả đạt 45 máy, nâng tổng số lên 312 máy."),
    (45, "Tổng số máy đã cài từ đầu đợt 312, riêng tuần này 45 máy Bluezone."),
    (45, "Tính đến hôm nay bến xe đã cài 312 máy Bluezone, trong đó tuần này cài thêm được 45 máy."),
    (45, "Báo cáo: - Lượt khách qua bến: 3.120 - Số khách được tuyên truyền: 1.500 - Số máy cài Bluezone: 45"),
    (45, "Có 60 khách được tư vấn, cài thành công 45 máy Bluezone."),
    (45, "Trong 60 khách chưa có Bluezone, bến đã cài được cho 45 khách."),
    (45, "60 khách chưa cài thì bến đã giúp cài 45, còn 15 khách không có mạng."),
    (45, "Phát 200 tờ rơi, treo 3 băng rôn, cài đặt 45 máy Bluezone trong tuần."),
    (45, "Tuần này em cài được bốn nhăm máy bluezone chị ạ"),
    (45, "Bluezone: bốn mươi lăm máy (tuần này)"),
    (45, "Em chốt 45 máy Bluezone tuần này ạ, số chính thức rồi."),
    (45, "Số cuối cùng của tuần là 45 máy Bluezone chị nhé"),
    (45, "Chị ghi cho bến xe 45 máy Bluezone tuần này giúp em"),
    (45, "Cho bến em báo 45 máy Bluezone ạ"),
    (45, "Bến xe xin phép báo cáo muộn: 45 máy Bluezone tuần này. Mong phòng thông cảm."),
    (45, "Vâng, bến xe tuần này 45 máy Bluezone."),
    (45, "Ok chị, 45 máy Bluezone"),
    (45, "Thưa phòng, anh em trực cổng đã cài giúp được 45 máy Bluezone trong tuần, bà con ủng hộ lắm."),
    (45, "Tổ trực gồm 4 người, chia 2 ca, tuần này cài được 45 máy Bluezone."),
    (45, "Ca sáng 20 máy, ca chiều 25 máy, tổng tuần 45 máy Bluezone."),
    (45, "Ca sáng cài 20, ca chiều cài 25. Cộng: 45 máy Bluezone tuần này"),
    (45, "T2 5, T3 10, T4 10, T5 20 => tổng 45 máy Bluezone"),
    (45, "Thứ 2: 5 máy; thứ 3: 10 máy; thứ 4: 10 máy; thứ 5: 20 máy. Cả tuần 45 máy Bluezone."),
    (45, "Kết quả thực hiện Bluezone tuần từ 04/9/2020 đến 11/9/2020: 45 máy"),
    (45, "- Số máy cài mới: 45; - Số máy cài lại: 3; - Lũy kế: 300. (Bluezone)"),
    (45, "Bluezone tuần này 45, tuần trước 52, lũy kế 300."),
    (45, "Tuần trước bến 52 máy, tuần này 45 máy Bluezone"),
    (45, "Bluezone: tuần trước 52 - tuần này 45"),
    (45, "Bluezone so với tuần trước (52 máy) thì tuần này giảm, chỉ 45 máy"),
    (45, "Tuần này cài Bluezone giảm còn 45 máy"),
    (45, "Tuần này tăng lên 45 máy Bluezone"),
    (45, "Bluezone tuần này tăng 5 máy, đạt 45 máy."),
    (45, "Đạt 45 máy Bluezone, tăng 5 máy so với tuần trước."),
    (45, "Chỉ tiêu 50 máy/tuần, bến đạt 45 máy Bluezone (90%)."),
    (45, "Bluezone 45 máy (90% chỉ tiêu tuần)"),
    (45, "Kế hoạch 50, thực hiện 45 máy Bluezone."),
    (45, "Bluezone tuần này bến cài cho 45 bác tài và phụ xe."),
    (45, "Bến xe đã cài Bluezone cho 45 người gồm 30 hành khách và 15 lái xe trong tuần"),
    (45, "Đã cài giúp cho 45 cô chú tiểu thương trong bến, bluezone tuần này"),
    (45, "Tuần 37 bến xe: Android 30, iPhone 15, tổng 45 máy Bluezone."),
    (45, "45 máy (30 android + 15 ip) bluezone tuần này"),
    (45, "Em gửi báo cáo Bluezone tuần: 45 máy. Vướng mắc: 5 máy hết dung lượng."),
    (45, "Bluezone tuần này được 45 máy. Còn khó khăn là khách đông, chỉ có 2 nhân viên."),
    (45, "Bluezone 45 máy tuần này; đề nghị cấp thêm 100 tờ rơi."),
    (45, "Bluezone 45 máy tuần này. Đề nghị phòng cho thêm 1 banner."),
    (45, "Báo cáo số 12 ngày 10/9: bến xe cài 45 máy Bluezone trong tuần."),
    (45, "Theo công văn 340/UBND-VHTT, bến xe báo cáo kết quả tuần: 45 máy Bluezone"),
    (45, "Thực hiện công văn số 340 ngày 24/8/2020, bến xe đã hướng dẫn cài Bluezone cho 45 hành khách trong tuần."),
    (45, "Gửi chị Lan phòng VHTT: bến xe tuần này 45 nhé chị (Bluezone)"),
    (45, "Bến xe tuần này có 45 trường hợp được cài Bluezone"),
    (45, "45 thuê bao được cài Bluezone tuần này"),
    (45, "Tuần này bến có 45 smartphone được cài Bluezone"),
    (45, "Tuần này cài Bluezone đc 45 đt"),
    (45, "Tuan nay ben xe cai duoc 45 dt bluezone, 3 may khong cai duoc vi het bo nho"),
    (45, "tuan nay ben xe cai dc 45 may bluezone nhe c, luy ke 312"),
    (45, "Ben xe bao cao bluezone tuan nay: 45. Tong tu dau 312"),
    (45, "ben xe tuan 37 la 45 may bluezone a"),
    (45, "Dạ em Hùng bến xe, bluezone tuần này bên em 45 máy ạ. SĐT em 0912345678"),
    (45, "Em gửi lại số tuần này: 45 máy Bluezone (hôm qua em gửi nhầm địa chỉ)"),
    (45, "Hôm qua mạng lỗi nên hôm nay em gửi: tuần này 45 máy Bluezone."),
    (45, "Sáng nay sếp mới ký, em báo tuần này 45 máy Bluezone"),
    (45, "Bluezone tuần này: 45 máy. Tuần sau bến cố gắng cài 60 máy."),
    (45, "Tuần này bến xe cài được 45 máy Bluezone, tuần sau phấn đấu cao hơn"),
    (45, "Bên cạnh phát khẩu trang cho 300 khách, bến đã cài 45 máy Bluezone trong tuần"),
    (45, "Kiểm tra 200 lượt khách, 155 khách đã có Bluezone, cài mới cho 45 khách"),
    (45, "Có 45 khách nhờ nhân viên cài Bluezone giúp và đều cài xong"),
    (45, "Cài xong Bluezone cho 45 khách"),
    (45, "Tuần này Bluezone bến đã giúp 45 khách. Ngoài ra có 12 khách tự quét mã cài."),
    (45, "Bluezone tuần này 45 máy ạ. Em cảm ơn anh chị phòng VHTT nhiều 🙏"),
    (45, "✅ Bluezone: 45 máy ✅ Khẩu trang: 300 ✅ Tờ rơi: 500"),
    (45, "1. Bluezone: 45 máy\n2. Khẩu trang phát: 300 cái\n3. Khai báo y tế: 1.200 lượt"),
    (45, "Bluezone\n- trong tuần: 45\n- cộng dồn: 312"),
    (45, "I. Kết quả tuần\n1. Cài đặt Bluezone: 45 máy\n2. Tuyên truyền: 3 buổi\nII. Kế hoạch tuần tới: 60 máy"),
    (45, "Tuần này bến xe được 45 máy Bluezone. Số tuần trước bến báo 52 máy vẫn giữ nguyên."),
    (45, "Bluezone 45 máy (số này đã trừ 3 máy trùng)"),
    (45, "Bluezone tuần này em đếm lại là 45 máy"),
    (0, "Tuần này bến xe không cài được máy Bluezone nào ạ"),
    (0, "Tuần này bến nghỉ do bão nên không có máy nào cài Bluezone."),
    (0, "Bluezone tuần này: 0 máy, do bến tạm dừng hoạt động"),
    (0, "Bến xe tuần này không phát sinh (Bluezone)"),
    (0, "Tuần này Bluezone bến chưa cài được máy nào."),
]

ASKED = [
    "Tuần này cả thành phố cài 450 máy",
    "Tuần này phường bạn cài 45 máy, phường em chưa",
    "Phòng báo tuần này 45 máy đúng không ạ",
    "Anh bảo em ghi 45 máy",
    "Em định báo 45 máy nhưng chưa chắc",
    "Nếu tính cả tuần trước thì 45 máy",
    "45 máy nếu không tính khu 3",
    "Chưa tính khu 3 là 45 máy",
    "45 máy, khu 3 chưa báo",
    "Mới 2 khu gửi: 45 máy",
    "Hai khu đầu 45 máy",
    "Đến thứ 4 được 45 máy",
    "Tính đến trưa thứ 5 là 45",
    "Sáng thứ 2: 45 máy",
    "Hôm nay được 45 máy",
    "Chủ nhật cài 45 máy",
    "Dự tính 45 máy",
    "Có lẽ 45 máy",
    "45 máy thì phải",
    "Cỡ 45 máy",
    "Tầm 45 máy ạ",
    "Trên 45 máy",
    "45 máy trở lên",
    "Hơn 45 máy",
    "Gần 45 máy",
    "45 máy hơn",
    "Ngót 45 máy",
    "Chừng 45 máy",
    "45 máy là cùng",
    "Tối đa 45 máy",
    "Tuần tới 45 máy",
    "Tháng 9 cài 45 máy",
    "Tuần trước 45 máy",
    "Hai tuần 45 máy",
    "45 máy trong 2 tuần",
    "Từ đầu tháng 45 máy",
    "Từ đầu năm 45 máy",
    "Tổng từ 26/8: 45 máy",
    "Lũy kế 45 máy",
    "45 máy hỏng",
    "45 máy chưa cài",
    "45 máy không cài được",
    "Gỡ 45 máy",
    "45 máy xóa Bluezone",
    "45 máy hết hạn",
    "45 máy chờ cài",
    "45 máy đang cài",
    "45 máy sẽ cài",
    "45 máy cần cài",
    "45 người từ chối",
    "45 người chưa có điện thoại",
    "45 người già không có smartphone",
    "45 hộ",
    "45 khách tuần này",
    "45 lượt xe",
    "45 học sinh nghỉ",
    "45 tờ rơi",
    "45 buổi",
    "45 phút",
    "45 km",
    "45 triệu",
    "45%",
    "45/100",
    "4-5 máy",
    "45 - 50 máy",
    "45,5 máy",
    "45.50 máy",
    "CV 45/UBND",
    "Hiện 9/14 trường báo về, cộng lại 150 máy Bluezone, các trường còn lại em đang giục",
    "Mới có số ca ngày là 20 máy Bluezone, ca đêm anh em chưa đưa sổ",
    "Nghe cô Thơm bảo bên một cửa được 15 máy Bluezone, còn bên em chưa ai đưa số",
    "Cài Bluezone 48 máy, trong đó 3 máy lỗi không dùng được, còn 45 máy",
    "Tuần này nhận 40 máy nhờ cài Bluezone, chưa làm",
    "Tuần này cài được Bluezone 45 máy, mấy khu còn lại chưa gửi",
]


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(example_config())


def accepted(text: str, settings: Settings) -> list[int | None]:
    """Give the figures that nobody is asked about, of a mail that arrives on a Thursday."""
    mail = EmailMessage()
    mail["From"] = "ben-xe@mongcai.example"
    mail["To"] = "phongvhtt.mc@quangninh.example"
    mail["Date"] = "Thu, 10 Sep 2020 09:00:00 +0700"
    mail["Message-ID"] = "<short@mongcai.example>"
    mail.set_content(text)
    extraction = extract(read(mail.as_bytes(), settings.vocabulary, received_at=None), settings)
    return [reading.count for reading in extraction.readings if not reading.reasons]


@pytest.mark.parametrize(("count", "text"), STANDS)
def test_a_short_mail_that_a_clerk_writes_down(count: int, text: str, settings: Settings) -> None:
    assert accepted(text, settings) == [count]


@pytest.mark.parametrize("text", ASKED)
def test_a_short_mail_that_a_clerk_asks_about(text: str, settings: Settings) -> None:
    assert accepted(text, settings) == []
