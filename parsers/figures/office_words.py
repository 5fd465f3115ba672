"""Syllables of Vietnamese office text: data.

They were counted in published state documents (work reports, decisions, price lists and forms of provinces and districts, and the
city's own directive), which stand outside copyright; a list of the syllables that occur in them is facts. Kept is what has the form
of a Vietnamese syllable and occurs in two of the documents, or four times. Nothing here says that a word is harmless: `plain_words`
takes out those that can change what a figure is worth.
"""

from __future__ import annotations

_COUNTED = """
a an anh ba ban bao bay baỷng bia binh biên biến biết biếu biển biểu biện biệt bot buôn buộc bà bài bàn bày bá bác
bách bán báo bãi bão bén bên bình bí bò bón bù bùi bú bưu bưíc bước bạ bạc bản bảng bảo bảy bất bậc bật bắt bằng bến
bền bệnh bị bỏ bố bốc bốn bồi bổ bộ bớt bởi ca cam cao caực chi chia chiếc chiếm chiến chiết chiếu chiều cho chu chung
chuyên chuyến chuyền chuyển chuẩn chánh châu chè chéo chép chênh chí chín chính chóng chôm chùa chú chúng chăm chăn
chơi chưa chương chạp chạy chấm chấp chất chậm chắc chắn chẳng chặn chặt chẽ chế chỉ chỉnh chịu chọn chối chống chốt
chồng chỗ chờ chợ chủ chủng chứa chức chứng chữ chữa coi com con cung cuối cuộc cà cài càng cá các cách cái cán cáo
cáp cân câu cây còn có cô công cùng căn cũ cũng cơ cơc cư cước cường cưỡng cạnh cả cải cản cảng cảnh cấm cấp cấu cần
cầu cẩm cận cập cắp cịng cố cổ cổng cộng cột cụ cục cụm của cứ cứng cứu cử cửa cửu cực danh di diưn diễn diện do doanh
du dung duy duyệt dài dành dán dân dây dò dòng dôi dõi dù dùng dơ dơng dư dương dưới dưỡng dược dạng dạy dấu dần dầu
dẫn dễ dệt dịch dọc dụ dục dụng dứt dữ dự dựa dựng e em ghi ghép gia giai gian giao giá giác giám gián giáo gió giúp
giả giải giảm giản giảng giấy giỏi giống giới giờ giữ giữa gánh gây gì góp gạch gấp gần gắn gặp gọi gốc gốm gồm gỗ gộp
gởi gửi ha hai hao hay hieọn hiưn hiưu hiểm hiểu hiện hiệp hiệu hoa hoà hoàn hoàng hoá hoạch hoại hoạn hoạt hoả hoặc
huy huyưn huyện huấn huống huỷ hà hàng hành hãng hãy hình hòa hóa hôm hôn hùng hút hơn hư hưu hướng hưởng hạ hạch hại
hạn hạng hạnh hạt hải hầu hậu hằng hết hệ họ họat học họp hỏi hỏng hối hồ hồi hồng hỗ hộ hội hợp hụt hủy hữu hỵp i ii
iii in khai khen khi khiếu khiển kho khoa khoá khoán khoáng khoản khoảng khu khuyến khá khác khách khái khám kháng
khánh khâu khí khích khó khóa không khăn khả khảo khấu khẩn khẩu khắc khắp khẳng khỏe khỏi khối khống khởi kim kinh
kiêm kiưn kiếm kiến kiểm kiểu kiệm kiện kèm kém kéo kê kênh kích kính kõt ký kẽm kế kết kể kịp kỳ kỷ kỹ la lai lan lao
linh liên liưu liệt liệu long loại luyện luân luôn luông luận luật là làm làng lâm lâu lãi lãng lãnh lão lê lên lít
lùi lúa lúc lý lăm lăng lĩnh lưu lương lưới lường lược lượng lạc lại lạm lạng lạnh lạt lấy lầm lần lẫn lập lậu lắp lẻ
lẽ lễ lệ lệch lệnh lịch lọc lối lỗ lộ lộc lớn lớp lời lợi lục lụt lựa lực lỹ ma man mang may minh miền miễn mua muốn
muộn mà màu mát máu máy mã mét mình mía móc móng mô môi môn măng mơc mưu mươi mướn mười mượn mại mạng mạnh mất mẫu mật
mắc mắt mặc mặt mẹ mềm mệnh mịm mọi mỏ mối mỗi một mới mời mở mục mủ mức mực mỹ nam nay ngang ngay nghiêm nghiên
nghiưm nghiệm nghiệp nghĩa nghư nghề nghệ nghỉ nghị nghịch ngoài ngoại nguy nguyên nguyễn nguyện nguồn ngành ngày ngân
ngô ngôn ngăn ngũ ngư ngưi người ngược ngạch ngại ngắn ngặt ngộ ngừng ngữ nhanh nhau nhiêm nhiên nhiưm nhiều nhiệm
nhiịu nhu nhuận nhà nhánh nhân nhãn nhìn nhóm nhũng nhơn như nhưng nhượng nhạc nhạy nhấn nhất nhầm nhận nhập nhật nhắc
nhằm nhẹ nhỏ nhớ nhờ nhở những nhựa ninh niêm niên niệm non nuôi nào này nát nâng nén nét nên nêu nó nói nóng nông núi
nút năm năng nơi nưíc nước nại nạn nắm nằm nặng nếp nếu nền nối nội nộp nợ nữ nữa phan phi phiếu phong phá phái pháp
phát phân phép phê phí phía phòng phó phóng phù phú phúc phơc phương phường phạm phạt phải phản phấn phần phẩm phận
phế phố phối phổ phụ phục phủ phức qiản qua quan quang qui quy quyết quyền quyển quyịn quà quá quán quát quân quét quí
quý quĩ quạt quả quản quảng quần quầy quận quốc quỹ quỹt ra riêng ro rà ràng rách ráp rãi ròng rõ rút rơi rưỡi rất
rằng rịa rộng rời rủi rừng sai sang sao sau sinh siêu so song soát soạn su sung suất suốt sách sáng sánh sáp sát sâu
sóc sót sông súc sĩ sơ sơn sư sạn sản sập sắc sắm sắp sẵn sẽ số sống sổ sớm sở sụt sứ sức sử sửa sữa sự sỹ ta tai tang
tay taùi tham thanh thao thay theo thi thiên thiĩu thiết thiếu thiểu thiện thiệp thiệt thiệu thoái thoát thoại thoả
thu thuyết thuê thuần thuận thuật thuế thuốc thuộc thuỷ thành thác thách thái tháng thâm thân thê thêm thì thí thích
thô thôi thôn thông thù thú thúc thăm thĩ thĩt thư thương thước thường thưởng thạc thạo thải thảo thấp thất thấy thần
thầu thẩm thậm thập thẻ thế thể thị thịt thọ thỏa thống thổ thới thời thụ thủ thủy thứ thức thừa thử thực tin tinh
tiên tiêu tiến tiếng tiếp tiết tiềm tiền tiểu tiễn tiện to toà toàn toán tra trang tranh trao triĩn triển triệt triệu
trong trung truy truyền truyịn trà tràm trào trách trái tránh trên trì trình trí trích trò trù trùng trú trúc trúng
trăm trăng trưng trương trước trường trưởng trạch trại trạm trạng trả trảng trấn trần trẻ trị trọng trọt trốn trống
trồng trời trở trợ trụ trục trừ trữ trực trỵ tuy tuyên tuyến tuyển tuyệt tuân tuần tuệ tuổi tuỳ ty tài tàn tàu tác
tách tái tán tâm tân tây tên tìm tình tích tín tính tô tôi tôm tôn tù tùng tùy túc túy tăng tĩp tĩt tơc tư tưp tương
tướng tưởng tượng tại tạm tạo tạp tả tải tấn tất tầm tầng tẩy tận tập tật tắc tắt tặng tế tệ tỉ tỉng tỉnh tịch tịnh tố
tốc tối tốt tồn tổ tổng tổnh tộc tới tờ tục tụng tức từ từng tử tự tựu tỷ uống uỷ vai vay vaứ vaứo vi vii viên viưc
viếng viết viễn việc viện việt vui và vài vàng vào vé vì ví víi vòng vóc vùng văn vĩnh vũ vũng vơ vướng vượt vấn vẫn
vận vật vậy vẽ về vệ vị vọng vốn với vợ vụ vừa vững vực xa xanh xe xem xi xin xong xu xung xuyên xuân xuất xuống xác
xây xã xé xét xí xúc xăng xư xưởng xẻ xếp xứ xử y yêu yết yếu án ánh áo áp âu ép ích ít ô ông ý ăn đa đai đang đau đem
đi đinh điĩm điưn điều điểm điển điện điịu đo đoàn đoái đoạn đua đà đài đàn đào đày đá đáng đánh đáp đây đã đãi đình
đích đính đòi đó đóng đô đôi đôn đông đúng đăng đĩ đơn đưa đưng đương đường được đưỵc đại đạo đạp đạt đảm đảng đảo đất
đấu đầu đầy đẩy đắn đắp đẳng đặc đặt đếm đến đề đều để đỉi đỉnh đị địa định đốc đối đốt đồ đồi đồng đổ đổi độ độc đội
động đột đời đỡ đợt đủ đức đứng ư ưu ương ước ảnh ấn ốm ổn ở ủng ủy ứng ỹu
"""
SYLLABLES = frozenset(_COUNTED.split())
