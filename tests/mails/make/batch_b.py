"""Official letters, in the body or attached."""

from __future__ import annotations

from tests.mails.make.cast import (
    W1,
    W2,
    W3,
    W4,
    W5,
    W6,
    W7,
    W8,
    W9,
    W10,
    W11,
    W12,
    W14,
    W15,
    accept,
    at,
    officer,
    review,
    says,
)
from tests.mails.make.clients import (
    apple,
    gmail_vi,
    iphone,
    outlook_en,
    outlook_vi,
    outlook_web,
    plain,
    roundcube,
    thunderbird,
    zimbra,
)
from tests.mails.make.compose import DOC, DOCX, PDF, RTF, File, Mail
from tests.mails.make.files import doc, docx, nfd, pdf, rtf
from tests.mails.make.letters import official, opening

SEE = "Kính gửi Phòng VHTT,\n{} gửi báo cáo kết quả cài đặt Bluezone (file đính kèm).\nTrân trọng."


MAILS = [
    Mail(
        name="official-01",
        client=outlook_vi,
        sender=at("kho-bac", "Kho bạc Nhà nước Móng Cái"),
        at="2020-09-04 09:20",
        subject="BC kết quả hỗ trợ cài đặt Bluezone",
        text="\n".join(
            official(
                "KHO BẠC NHÀ NƯỚC MÓNG CÁI",
                "Móng Cái, ngày 04 tháng 9 năm 2020",
                [
                    opening("Kho bạc Nhà nước Móng Cái"),
                    "1. Kết quả trong tuần: Kho bạc Nhà nước Móng Cái đã hướng dẫn, hỗ trợ cài đặt Bluezone được 13 máy điện thoại.",
                    "2. Khó khăn, vướng mắc: Không.",
                    "Kho bạc Nhà nước Móng Cái trân trọng báo cáo./.",
                ],
                parent="KHO BẠC NHÀ NƯỚC QUẢNG NINH",
                number="Số: 215/BC-KBMC",
                signer="GIÁM ĐỐC",
            )
        ),
        expect=says("The whole letter stands in the mail; 13 is the only count.", accept("kho-bac", W2, 13)),
    ),
    Mail(
        name="official-02",
        client=gmail_vi,
        sender=at("thanh-doan", "Thành đoàn Móng Cái"),
        at="2020-08-28 11:40",
        subject="Báo cáo số 52-BC/ĐTN",
        text=SEE.format("Thành đoàn Móng Cái"),
        files=(
            File(
                name="BC Bluezone Thành đoàn 28.8.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "BÁO CÁO",
                        "Kết quả hướng dẫn cài đặt ứng dụng Bluezone",
                        "Kính gửi: Phòng Văn hóa - Thông tin thành phố",
                        opening("Ban Thường vụ Thành đoàn Móng Cái"),
                        (
                            "Từ ngày 26/8 đến ngày 28/8/2020, các đội hình thanh niên xung kích đã ra quân 12 buổi với 156 đoàn viên, "
                            "cài đặt thành công cho 245 máy điện thoại của người dân."
                        ),
                        "Trong thời gian tới, Thành đoàn phấn đấu đạt tối thiểu 60% người dân cài đặt.",
                        "TM. BAN THƯỜNG VỤ",
                        "PHÓ BÍ THƯ",
                        "Trần Thị Thử",
                    ],
                    head=("ĐOÀN TNCS HỒ CHÍ MINH\nBCH THÀNH ĐOÀN MÓNG CÁI", "Số: 52-BC/ĐTN"),
                    date="Móng Cái, ngày 28 tháng 8 năm 2020",
                ),
            ),
        ),
        expect=says(
            "One count in the attached letter.", accept("thanh-doan", W1, 245, part="BC Bluezone Thành đoàn 28.8.docx")
        ),
    ),
    Mail(
        name="official-03",
        client=zimbra,
        sender=at("chi-cuc-thue", "Chi cục Thuế TP Móng Cái"),
        at="2020-09-11 10:05",
        subject="CCT Móng Cái báo cáo tuần",
        text=SEE.format("Chi cục Thuế"),
        files=(
            File(
                name="BaoCao_Bluezone_CCT.pdf",
                media_type=PDF,
                make=pdf(
                    [
                        "BÁO CÁO",
                        "Kết quả hỗ trợ cài đặt ứng dụng Bluezone (tuần từ 05/9 đến 11/9/2020)",
                        opening("Chi cục Thuế thành phố Móng Cái"),
                        "- Số máy điện thoại được cài đặt Bluezone do đơn vị hướng dẫn, hỗ trợ trong tuần: 27 máy.",
                        "- Lũy kế từ ngày 26/8/2020: 68 máy.",
                        "Chi cục Thuế trân trọng báo cáo./.",
                        "CHI CỤC TRƯỞNG",
                        "Nguyễn Văn Mẫu",
                    ],
                    head=("CỤC THUẾ TỈNH QUẢNG NINH\nCHI CỤC THUẾ TP MÓNG CÁI", "Số: 1024/BC-CCT"),
                    date="Móng Cái, ngày 11 tháng 9 năm 2020",
                ),
            ),
        ),
        expect=says(
            "A printed PDF with text: week and running total.",
            accept("chi-cuc-thue", W3, 27, part="BaoCao_Bluezone_CCT.pdf", cumulative=68),
        ),
    ),
    Mail(
        name="official-04",
        client=outlook_en,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-09-18 08:11",
        subject="Bao cao Bluezone BQL cho",
        text="Gửi phòng VHTT.",
        files=(
            File(
                name="BC BQL cho tuan 38.doc",
                media_type=DOC,
                make=doc(
                    [
                        "BÁO CÁO",
                        "Kết quả tuyên truyền, hướng dẫn cài đặt Bluezone tại các chợ",
                        opening("Ban quản lý chợ"),
                        "Trong tuần 38, tại chợ 1, chợ 2, chợ 3 và chợ Hải Hòa, Ban đã vận động 214 hộ kinh doanh, số máy cài đặt mới là 71 máy.",
                        "TRƯỞNG BAN",
                        "Lê Thí Dụ",
                    ],
                    head=("UBND THÀNH PHỐ MÓNG CÁI\nBAN QUẢN LÝ CHỢ", "Số: 33/BC-BQL"),
                    date="Móng Cái, ngày 18 tháng 9 năm 2020",
                ),
            ),
        ),
        expect=says(
            "An old Word file; a market bears a ward's name.",
            accept("bql-cho", W4, 71, part="BC BQL cho tuan 38.doc", either=True),
        ),
    ),
    Mail(
        name="official-05",
        client=gmail_vi,
        sender=at("tt-hcc", "Trung tâm Hành chính công thành phố"),
        at="2020-09-25 10:22",
        subject="Báo cáo tuần 39",
        text=SEE.format("Trung tâm"),
        files=(
            File(
                name="Báo cáo TTHCC tuần 39.docx",
                media_type=DOCX,
                style="rfc2047",
                make=docx(
                    [
                        "BÁO CÁO",
                        "Kết quả hỗ trợ công dân cài đặt ứng dụng Bluezone tuần 39",
                        opening("Trung tâm Hành chính công"),
                        [
                            ["STT", "Nội dung", "Đơn vị tính", "Kết quả"],
                            ["1", "Số hồ sơ tiếp nhận", "hồ sơ", "702"],
                            ["2", "Số máy được hướng dẫn cài đặt Bluezone trong tuần", "máy", "48"],
                            ["3", "Lũy kế số máy được cài đặt", "máy", "203"],
                        ],
                        "GIÁM ĐỐC",
                        "Phạm Thị Thử",
                    ],
                    head=("UBND THÀNH PHỐ MÓNG CÁI\nTRUNG TÂM HÀNH CHÍNH CÔNG", "Số:     /BC-TTHCC"),
                    date="Móng Cái, ngày 25 tháng 9 năm 2020",
                ),
            ),
        ),
        expect=says(
            "A table in the letter: the row's label says which is the week's.",
            accept("tt-hcc", W5, 48, part="Báo cáo TTHCC tuần 39.docx", cumulative=203),
        ),
    ),
    Mail(
        name="official-06",
        client=outlook_web,
        sender=at("ben-xe", "Bến xe khách Móng Cái"),
        at="2020-10-02 13:15",
        subject="Báo cáo kết quả cài đặt Bluezone tuần 40",
        text=SEE.format("Bến xe khách"),
        files=(
            File(
                name="BC_BX_T40.docx",
                media_type=DOCX,
                make=docx([opening("Bến xe khách Móng Cái"), "Trong tuần đã cài đặt Bluezone: 66 máy."]),
            ),
            File(
                name="BC_BX_T40.pdf",
                media_type=PDF,
                make=pdf([opening("Bến xe khách Móng Cái"), "Trong tuần đã cài đặt Bluezone: 66 máy."]),
            ),
        ),
        expect=says("The same letter twice, as Word and PDF: one report.", accept("ben-xe", W6, 66, part=None)),
    ),
    Mail(
        name="official-07",
        client=thunderbird,
        sender=at("thpt-chu-van-an", "THPT Chu Văn An"),
        at="2020-10-09 07:50",
        subject="Báo cáo Bluezone tuần 41",
        text="Kính gửi Phòng VHTT,\nTrường gửi báo cáo: tuần này cài được 19 máy (chi tiết trong file).",
        files=(
            File(
                name="BC CVA.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "TRƯỜNG THPT CHU VĂN AN",
                        "BÁO CÁO TUẦN 41",
                        "Số máy cài đặt Bluezone trong tuần: 19 máy.",
                        "HIỆU TRƯỞNG",
                    ]
                ),
            ),
        ),
        expect=says("Body and file agree.", accept("thpt-chu-van-an", W7, 19, part=None)),
    ),
    Mail(
        name="official-08",
        client=gmail_vi,
        sender=at("thpt-tran-phu", "THPT Trần Phú"),
        at="2020-10-16 09:50",
        subject="Báo cáo Bluezone tuần 42",
        text="Kính gửi Phòng VHTT,\nTuần này trường cài được 54 máy, báo cáo đính kèm.",
        files=(
            File(
                name="bao cao.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "TRƯỜNG THPT TRẦN PHÚ",
                        "BÁO CÁO TUẦN 42",
                        "Số máy cài đặt Bluezone trong tuần: 45 máy.",
                        "HIỆU TRƯỞNG",
                    ]
                ),
            ),
        ),
        expect=says("Body says 54, the file 45.", review("thpt-tran-phu", W8, free=["count"])),
    ),
    Mail(
        name="official-09",
        client=plain,
        sender=at("km15", "Trạm Km15"),
        at="2020-10-23 10:50",
        subject="Bao cao Km15",
        text="Gui phong VHTT bao cao tuan",
        files=(
            File(
                name="BC Km15.rtf",
                media_type=RTF,
                make=rtf(
                    [
                        "BÁO CÁO",
                        "Trạm kiểm soát liên hợp Km15 - Bến tàu Dân Tiến",
                        "Từ 17/10 đến 23/10/2020: kiểm tra 3.105 người; yêu cầu, hỗ trợ cài đặt Bluezone 118 máy.",
                        "TRƯỞNG TRẠM",
                    ]
                ),
            ),
        ),
        expect=says("Rich text; people checked beside phones.", accept("km15", W9, 118, part="BC Km15.rtf")),
    ),
    Mail(
        name="official-10",
        client=zimbra,
        sender=at("bql-cua-khau", "BQL cửa khẩu"),
        at="2020-10-30 14:35",
        subject="Báo cáo kết quả thực hiện Công văn 340/UBND-VHTT",
        text="\n".join(
            official(
                "BAN QUẢN LÝ CỬA KHẨU QUỐC TẾ MÓNG CÁI",
                "Móng Cái, ngày 30 tháng 10 năm 2020",
                [
                    (
                        "Thực hiện Công văn số 340/UBND-VHTT ngày 26/8/2020 của UBND Thành phố, Công văn số 1490/STTTT-BCVT ngày 20/8/2020 của Sở "
                        "Thông tin và Truyền thông, Quyết định số 5548/QĐ-UBND ngày 06/8/2020, Ban quản lý báo cáo:"
                    ),
                    "I. Công tác tuyên truyền: treo 04 băng rôn, phát thanh 3 lần/ngày, 1.200 tờ rơi.",
                    "II. Kết quả: từ ngày 24/10 đến hết ngày 30/10/2020, đã hướng dẫn cài đặt Bluezone 162 máy; tỷ lệ 41,2% số người làm thủ tục (393 người).",
                    "III. Đầu mối: Đồng chí Lê Thí Dụ, Phó Trưởng ban, điện thoại: 0900.000.145.",
                ],
                number="Số: 87/BC-BQLCK",
                signer="KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN",
                name="Lê Thí Dụ",
            )
        ),
        expect=says(
            "Document numbers, banners, leaflets, shares, people, a phone; one count of phones. The officer is named in passing.",
            accept("bql-cua-khau", W10, 162),
            free=["contact"],
        ),
    ),
    Mail(
        name="official-11",
        client=gmail_vi,
        sender=officer("hai-hoa", "Nguyễn Thị Mẫu"),
        at="2020-11-06 10:00",
        subject="UBND phường Hải Hòa báo cáo tuần 45",
        text=SEE.format("UBND phường Hải Hòa"),
        files=(
            File(
                name="BC tuần 45 - Hải Hòa.docx",
                media_type=DOCX,
                style="both",
                make=docx(
                    [
                        "BÁO CÁO",
                        "Kết quả cài đặt Bluezone tuần 45",
                        opening("UBND phường Hải Hoà"),
                        "Tổng số máy cài đặt trong tuần trên địa bàn phường: 97 máy (chi tiết theo khu tại phụ lục).",
                        "Phụ lục",
                        [
                            ["TT", "Khu phố", "Số máy cài trong tuần"],
                            ["1", "Khu 1", "31"],
                            ["2", "Khu 2", "28"],
                            ["3", "Khu 3", "22"],
                            ["4", "Khu 4", "16"],
                            ["", "Tổng cộng", "97"],
                        ],
                        "CHỦ TỊCH",
                    ],
                    head=("UBND THÀNH PHỐ MÓNG CÁI\nUBND PHƯỜNG HẢI HÒA", "Số: 112/BC-UBND"),
                    date="Hải Hòa, ngày 06 tháng 11 năm 2020",
                ),
            ),
        ),
        expect=says(
            "31 + 28 + 22 + 16 = 97, said in the text and in the annex.",
            accept("ubnd-hai-hoa", W11, 97, part="BC tuần 45 - Hải Hòa.docx"),
        ),
    ),
    Mail(
        name="official-12",
        client=gmail_vi,
        sender=officer("hai-yen", "Nguyễn Thị Mẫu"),
        at="2020-11-13 10:00",
        subject="UBND phường Hải Yên báo cáo tuần 46",
        text=SEE.format("UBND phường Hải Yên"),
        files=(
            File(
                name="BC tuan 46.docx",
                media_type=DOCX,
                make=docx(
                    [
                        opening("UBND phường Hải Yên"),
                        "Tổng số máy cài đặt trong tuần: 97 máy (chi tiết theo phụ lục).",
                        [
                            ["TT", "Khu", "Số máy cài trong tuần"],
                            ["1", "Khu 1", "31"],
                            ["2", "Khu 2", "28"],
                            ["", "Tổng cộng", "59"],
                        ],
                        "CHỦ TỊCH",
                    ],
                    head=("UBND THÀNH PHỐ MÓNG CÁI\nUBND PHƯỜNG HẢI YÊN", "Số: 90/BC-UBND"),
                    date="Hải Yên, ngày 13 tháng 11 năm 2020",
                ),
            ),
        ),
        expect=says("The text says 97, the annex 59.", review("ubnd-hai-yen", W12, free=["count"])),
    ),
    Mail(
        name="official-13",
        client=outlook_vi,
        sender=at("ka-long", "UBND phường Ka Long"),
        at="2020-09-11 11:45",
        subject="BC kết quả cài đặt Bluezone",
        text="\n".join(
            official(
                "ỦY BAN NHÂN DÂN\nPHƯỜNG KA LONG",
                "Ka Long, ngày 11 tháng 9 năm 2020",
                [
                    opening("UBND phường Ka Long"),
                    "Trong tuần, UBND phường Ka Long đã vận động, hướng dẫn cài đặt Bluezone cho 132 máy điện thoại, lũy kế 355 máy.",
                ],
                number="Số: 145/BC-UBND",
                signer="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
            )
        ),
        expect=says("A shared address; the letter names the UBND.", accept("ubnd-ka-long", W3, 132, cumulative=355)),
    ),
    Mail(
        name="official-14",
        client=outlook_vi,
        sender=at("ninh-duong", "Phường Ninh Dương"),
        at="2020-09-18 11:45",
        subject="Báo cáo kết quả cài đặt Bluezone của Bộ phận một cửa phường Ninh Dương",
        text="Kính gửi phòng VHTT, file báo cáo đính kèm.",
        files=(
            File(
                name="BC_motcua.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "BÁO CÁO",
                        "Kết quả hỗ trợ cài đặt Bluezone của Bộ phận tiếp nhận và trả kết quả phường Ninh Dương",
                        "Trong tuần 38, Bộ phận tiếp nhận và trả kết quả phường Ninh Dương đã hỗ trợ công dân đến giao dịch cài đặt 14 máy.",
                    ],
                    head=("UBND PHƯỜNG NINH DƯƠNG\nBỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ", "Số: 05/BC-BPMC"),
                    date="Ninh Dương, ngày 18 tháng 9 năm 2020",
                ),
            ),
        ),
        expect=says(
            "A shared address; subject and letter name the one-stop desk, the head also the body above it.",
            accept("mot-cua-ninh-duong", W4, 14, part="BC_motcua.docx", either=True),
        ),
    ),
    Mail(
        name="official-15",
        client=apple,
        sender=officer("tra-co", "Trần Thị Thử"),
        at="2020-09-25 15:00:00",
        subject=nfd("Báo cáo kết quả Bluezone phường Trà Cổ"),
        text=nfd("Kính gửi phòng VHTT, em gửi báo cáo tuần 39 của phường Trà Cổ ạ."),
        files=(
            File(
                name=nfd("Báo cáo Trà Cổ.docx"),
                media_type=DOCX,
                make=docx(
                    [
                        nfd("UBND PHƯỜNG TRÀ CỔ"),
                        nfd("BÁO CÁO TUẦN 39"),
                        nfd("Số máy cài đặt Bluezone trong tuần: 26 máy"),
                    ]
                ),
            ),
        ),
        expect=says(
            "All in decomposed letters; names are compared composed.",
            accept("ubnd-tra-co", W5, 26, part="Báo cáo Trà Cổ.docx"),
        ),
    ),
    Mail(
        name="official-16",
        client=roundcube,
        sender=officer("binh-ngoc", "Lê Thí Dụ"),
        at="2020-10-02 08:40",
        subject="Bình Ngọc gửi BC",
        text="Gửi phòng VHTT TP báo cáo tuần của phường.",
        files=(
            File(
                name="baocao_binhngoc.doc",
                media_type=DOC,
                make=doc(
                    [
                        "UBND PHƯỜNG BÌNH NGỌC",
                        "BÁO CÁO",
                        "Kết quả cài đặt ứng dụng Bluezone tuần từ 26/9 đến 02/10/2020",
                        [
                            ["STT", "Nội dung", "Trong tuần", "Lũy kế"],
                            ["1", "Số hộ được tuyên truyền", "120", "860"],
                            ["2", "Số máy điện thoại được cài đặt Bluezone", "34", "301"],
                        ],
                        "CHỦ TỊCH",
                    ]
                ),
            ),
        ),
        expect=says(
            "A table in an old Word file: row and column decide.",
            accept("ubnd-binh-ngoc", W6, 34, part="baocao_binhngoc.doc", cumulative=301),
        ),
    ),
    Mail(
        name="official-17",
        client=outlook_en,
        sender=at("thpt-ly-thuong-kiet", "THPT Lý Thường Kiệt"),
        at="2020-10-09 10:40",
        subject="BC LTK",
        text="Trường THPT Lý Thường Kiệt gửi báo cáo.",
        files=(
            File(
                name="LTK_tuan41.pdf",
                media_type=PDF,
                make=pdf(
                    [
                        "TRƯỜNG THPT LÝ THƯỜNG KIỆT",
                        "BÁO CÁO KẾT QUẢ CÀI ĐẶT BLUEZONE TUẦN 41",
                        [
                            ["TT", "Khối", "Số học sinh", "Số máy cài mới trong tuần"],
                            ["1", "Khối 10", "402", "35"],
                            ["2", "Khối 11", "388", "21"],
                            ["3", "Khối 12", "355", "12"],
                            ["", "Cộng", "1145", "68"],
                        ],
                        "HIỆU TRƯỞNG",
                    ]
                ),
            ),
        ),
        expect=says(
            "A table printed to PDF: 35 + 21 + 12 = 68 phones. Columns of a PDF are only places on a page.",
            accept("thpt-ly-thuong-kiet", W7, 68, part="LTK_tuan41.pdf", either=True),
        ),
    ),
    Mail(
        name="official-18",
        client=gmail_vi,
        sender=at("thanh-doan", "Thành đoàn"),
        at="2020-10-14 10:40",
        subject="Kế hoạch ra quân cài đặt Bluezone",
        text="Thành đoàn gửi phòng kế hoạch phối hợp để biết.",
        files=(
            File(
                name="KH 61 ra quan Bluezone.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "KẾ HOẠCH",
                        "Ra quân đợt cao điểm hướng dẫn cài đặt Bluezone",
                        "1. Mục tiêu: mỗi chi đoàn cài đặt ít nhất 50 máy, toàn Thành đoàn phấn đấu 1.500 máy.",
                        "2. Thời gian: từ ngày 17/10 đến ngày 27/10/2020.",
                        "3. Kinh phí: 12.500.000 đồng.",
                    ]
                ),
            ),
        ),
        expect=says("A plan's targets are no results.", either="review"),
    ),
    Mail(
        name="official-19",
        client=gmail_vi,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-10-30 10:40",
        subject="Báo cáo tuần Bluezone",
        text="BQL chợ gửi báo cáo ạ",
        files=(
            File(
                name="Mau bao cao.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "BÁO CÁO NHANH",
                        "Kết quả cài đặt ứng dụng Bluezone",
                        "Tính đến 08h00 ngày …/…/2020, đơn vị đã hướng dẫn cài đặt được …… máy, đạt ……%.",
                    ]
                ),
            ),
        ),
        expect=says("The form was sent unfilled.", review("bql-cho", W10)),
    ),
    Mail(
        name="official-20",
        client=outlook_vi,
        sender=at("phong-gddt", "Phòng GD&ĐT Móng Cái"),
        at="2020-11-27 11:00",
        subject="Báo cáo Bluezone tuần 48; giấy mời họp",
        text="Phòng GD&ĐT gửi báo cáo Bluezone tuần 48 và giấy mời.",
        files=(
            File(
                name="BC Bluezone tuan 48.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
                        "BÁO CÁO TUẦN 48",
                        "Số máy được cài đặt Bluezone trong tuần: 154 máy.",
                        "Lũy kế: 6.012 máy.",
                    ]
                ),
            ),
            File(
                name="Giay moi hop.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "GIẤY MỜI",
                        "Thời gian: 08h00 ngày 01/12/2020 (thứ 3)",
                        "Địa điểm: phòng họp số 2, tầng 3. Thành phần: 25 đại biểu.",
                    ]
                ),
            ),
        ),
        expect=says(
            "A report and an invitation that is none; the invitation's 1/12 is not the report's week.",
            accept("phong-gddt", W14, 154, part="BC Bluezone tuan 48.docx", cumulative=6012, either=True),
        ),
    ),
    Mail(
        name="official-21",
        client=iphone,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-12-04 11:00",
        subject="Báo cáo tuần 49",
        text="Em gửi báo cáo tuần 49 của TTHCC ạ",
        files=(
            File(
                name="BC tuần 49.pdf",
                media_type=PDF,
                style="raw",
                make=pdf(
                    official(
                        "TRUNG TÂM HÀNH CHÍNH CÔNG",
                        "Móng Cái, ngày 04 tháng 12 năm 2020",
                        [
                            opening("Trung tâm Hành chính công"),
                            "Kết quả tuần 49: đã cài đặt cho 37 (ba mươi bảy) máy điện thoại của công dân.",
                        ],
                        number="Số: 301/BC-TTHCC",
                        signer="GIÁM ĐỐC",
                    )
                ),
            ),
        ),
        expect=says(
            "The file comes before the words, as iPhones do; raw UTF-8 in its name.",
            accept("tt-hcc", W15, 37, part="BC tuần 49.pdf"),
        ),
    ),
    Mail(
        name="official-22",
        client=zimbra,
        sender=officer("quang-nghia", "Nguyễn Văn Mẫu"),
        at="2020-09-04 10:10",
        subject="Công văn số 77/UBND-VHXH",
        text="UBND xã Quảng Nghĩa gửi công văn về kết quả Bluezone.",
        files=(
            File(
                name="CV77.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "V/v báo cáo kết quả cài đặt Bluezone",
                        "Kính gửi: Phòng Văn hóa - Thông tin thành phố Móng Cái",
                        (
                            "UBND xã Quảng Nghĩa báo cáo kết quả tuần từ 28/8/2020 đến 04/9/2020 như sau: số máy điện thoại được cài đặt "
                            "Bluezone do đơn vị hướng dẫn, hỗ trợ là 29 máy."
                        ),
                        "Nơi nhận: Như trên; Lưu: VT.",
                    ],
                    head=("UBND THÀNH PHỐ MÓNG CÁI\nUBND XÃ QUẢNG NGHĨA", "Số: 77/UBND-VHXH"),
                    date="Quảng Nghĩa, ngày 04 tháng 9 năm 2020",
                ),
            ),
        ),
        expect=says(
            "A letter without type name; its period ends on the deadline's day.",
            accept("ubnd-quang-nghia", W2, 29, part="CV77.docx"),
        ),
    ),
]
