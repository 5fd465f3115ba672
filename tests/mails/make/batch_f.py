"""Old encodings, pictures, archives, charsets."""

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
    W13,
    W14,
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
    only_html,
    outlook_en,
    outlook_vi,
    outlook_web,
    plain,
    roundcube,
    samsung,
    thunderbird,
    yahoo,
    zimbra,
)
from tests.mails.make.compose import DOC, DOCX, JPEG, PDF, PNG, RTF, XLS, XLSX, ZIP, File, Mail, digest, transport
from tests.mails.make.files import (
    combining,
    cp1258,
    doc,
    docx,
    just,
    logo,
    nfd,
    page,
    pdf,
    resaved,
    rtf,
    tcvn3,
    vni,
    xlsx,
    zipped,
)


def _tcvn3(*lines: str) -> list[str]:
    return [tcvn3(line) for line in lines]


def _vni(*lines: str) -> list[str]:
    return [vni(line) for line in lines]


def raw_mail(name: str, sender: str, at_time: str, heads: str, body: bytes) -> Mail:
    """Give a mail whose heads below the transport's and whose body are written by hand."""

    def make() -> bytes:
        shape = Mail(name=name, client=plain, sender=sender, at=at_time)
        above = "".join(f"{key}: {value}\n" for key, value in transport(shape)).encode()
        return above + heads.encode("utf-8", "surrogateescape") + b"\n" + body

    return Mail(name=name, client=plain, sender=sender, at=at_time, raw=make)


def _bare(
    name: str, sender: str, at_time: str, subject: str, kind: str, body: bytes, expect: dict[str, object]
) -> Mail:
    heads = (
        f"From: {sender}\nTo: phongvhtt.mc@quangninh.example\nSubject: {subject}\nDate: Thu, 17 Sep 2020 09:00:00 +0700\n"
        f"Message-ID: <{digest(name)[:16]}@mongcai.example>\nMIME-Version: 1.0\n{kind}"
    )
    made = raw_mail(name, sender, at_time, heads, body)
    return Mail(name=name, client=plain, sender=sender, at=at_time, raw=made.raw, expect=expect)


PAGE = [
    "UBND THÀNH PHỐ MÓNG CÁI      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "BAN QUẢN LÝ CHỢ                  Độc lập - Tự do - Hạnh phúc",
    "",
    "                    BÁO CÁO",
    "   Kết quả cài đặt ứng dụng Bluezone tuần 39",
    "",
    "Trong tuần, Ban quản lý chợ đã hướng dẫn cài đặt Bluezone",
    "được 71 máy điện thoại. Lũy kế: 402 máy.",
    "",
    "                              TRƯỞNG BAN",
    "",
    "                              Lê Thí Dụ",
]

MAILS = [
    # TCVN3 and VNI.
    Mail(
        name="legacy-01",
        client=outlook_en,
        sender=at("kho-bac", "Kho bac"),
        at="2020-09-04 08:05",
        subject="Bao cao Bluezone tuan 36",
        text="Gui phong VHTT bao cao tuan 36.",
        files=(
            File(
                name="BC tuan 36.doc",
                media_type=DOC,
                make=doc(
                    _tcvn3(
                        "Kho bạc Nhà nước Móng Cái",
                        "Báo cáo kết quả cài đặt ứng dụng Bluezone",
                        "Số máy điện thoại được cài đặt Bluezone trong tuần: 13 máy.",
                        "Luỹ kế: 31 máy.",
                    ),
                    font=".VnTime",
                ),
            ),
        ),
        expect=says(
            "TCVN3 by its font: digits are safe, labels decode.",
            accept("kho-bac", W2, 13, part="BC tuan 36.doc", cumulative=31, either=True),
        ),
    ),
    Mail(
        name="legacy-02",
        client=outlook_en,
        sender=at("chi-cuc-thue", "CCT"),
        at="2020-09-11 08:05",
        subject="Bao cao Bluezone tuan 37",
        text="Gui phong VHTT bao cao tuan 37.",
        files=(
            File(
                name="BC37.rtf",
                media_type=RTF,
                make=rtf(
                    _tcvn3(
                        "Chi cục Thuế thành phố Móng Cái", "Trong tuần đã hướng dẫn cài đặt Bluezone: 27 máy điện thoại"
                    ),
                    font=".VnTime",
                ),
            ),
        ),
        expect=says("TCVN3 in rich text.", accept("chi-cuc-thue", W3, 27, part="BC37.rtf", either=True)),
    ),
    Mail(
        name="legacy-03",
        client=zimbra,
        sender=at("bql-cho", "BQL cho"),
        at="2020-09-18 08:05",
        subject="Bao cao Bluezone tuan 38",
        text="BQL cho gui bao cao",
        files=(
            File(
                name="BC38.xls",
                media_type=XLS,
                make=resaved(
                    xlsx(
                        [
                            [tcvn3("Báo cáo kết quả cài đặt Bluezone tuần 38")],
                            [tcvn3("Chợ"), tcvn3("Số hộ"), tcvn3("Số máy cài đặt trong tuần"), tcvn3("Luỹ kế")],
                            [tcvn3("Chợ 1"), 210, 40, 130],
                            [tcvn3("Chợ 2"), 105, 31, 98],
                            [tcvn3("Tổng cộng"), 315, 71, 228],
                        ],
                        fonts={"*": ".VnTime"},
                    ),
                    "xlsx",
                    "xls",
                ),
            ),
        ),
        expect=says(
            "TCVN3 cells by their font; 40 + 31 = 71.",
            accept("bql-cho", W4, 71, part="BC38.xls", cumulative=228, either=True),
        ),
    ),
    Mail(
        name="legacy-04",
        client=outlook_en,
        sender=at("thpt-tran-phu", "Tran Phu"),
        at="2020-09-25 08:05",
        subject="Bao cao Bluezone tuan 39",
        text="Truong gui bao cao",
        files=(
            File(
                name="BC39.doc",
                media_type=DOC,
                make=doc(
                    _vni(
                        "Trường THPT Trần Phú",
                        "Báo cáo tuần 39",
                        "Số máy cài đặt Bluezone trong tuần: 30 máy",
                        "Luỹ kế: 172 máy",
                    ),
                    font="VNI-Times",
                ),
            ),
        ),
        expect=says("VNI by its font.", accept("thpt-tran-phu", W5, 30, part="BC39.doc", cumulative=172, either=True)),
    ),
    Mail(
        name="legacy-05",
        client=plain,
        sender=at("ben-xe", "Ben xe"),
        at="2020-10-02 08:05",
        subject="Bao cao Bluezone",
        text=tcvn3("Bến xe khách Móng Cái báo cáo: trong tuần cài được 66 máy, luỹ kế 402 máy"),
        expect=says(
            "TCVN3 letters in a mail without any font: decoded by guess only, so to be asked.",
            review("ben-xe", W6, 66, free=["count", "cumulative"]),
        ),
    ),
    Mail(
        name="legacy-06",
        client=plain,
        sender=at("thpt-ly-thuong-kiet", "LTK"),
        at="2020-10-09 08:05",
        subject="Bao cao",
        text=vni("Trường THPT Lý Thường Kiệt báo cáo tuần này cài đặt được 68 máy"),
        expect=says("VNI letters without any font.", review("thpt-ly-thuong-kiet", W7, 68, free=["count"])),
    ),
    Mail(
        name="legacy-07",
        client=only_html,
        sender=at("bql-cua-khau", "BQLCK"),
        at="2020-10-16 08:05",
        subject="Bao cao Bluezone tuan 42",
        html=f'<p><font face=".VnTime">{tcvn3("Ban quản lý cửa khẩu: trong tuần cài đặt Bluezone được 120 máy")}</font></p>',
        expect=says("TCVN3 by the font that the page names.", accept("bql-cua-khau", W8, 120, either=True)),
    ),
    Mail(
        name="legacy-08",
        client=outlook_en,
        sender=at("km15", "Km15"),
        at="2020-10-23 08:05",
        subject="Bao cao tuan",
        text="Gui phong VHTT",
        files=(
            File(
                name="BC.doc",
                media_type=DOC,
                make=doc(
                    ["Trạm kiểm soát liên hợp Km15", "Số máy cài đặt Bluezone trong tuần: 118 máy"], font=".VnTime"
                ),
            ),
        ),
        expect=says(
            "The font is old, the letters are Unicode: nothing to decode.", accept("km15", W9, 118, part="BC.doc")
        ),
    ),
    Mail(
        name="legacy-09",
        client=outlook_en,
        sender=at("tt-hcc", "TTHCC"),
        at="2020-10-30 08:05",
        subject="Bao cao tuan 44",
        text="Gui phong VHTT",
        files=(
            File(
                name="BC44.xls",
                media_type=XLS,
                make=resaved(
                    xlsx(
                        [[vni("Nội dung"), vni("Tuần này"), vni("Luỹ kế")], [vni("Số máy cài đặt Bluezone"), 34, 420]],
                        fonts={"*": "VNI-Times"},
                    ),
                    "xlsx",
                    "xls",
                ),
            ),
        ),
        expect=says("VNI cells.", accept("tt-hcc", W10, 34, part="BC44.xls", cumulative=420, either=True)),
    ),
    Mail(
        name="legacy-10",
        client=outlook_en,
        sender=at("kho-bac", "Kho bac"),
        at="2020-11-06 08:05",
        subject="Ke hoach kinh phi",
        text="Kho bac gui bang ke 2020",
        files=(
            File(
                name="bang ke.xls",
                media_type=XLS,
                make=resaved(
                    xlsx(
                        [
                            [tcvn3("Bảng kê thiết bị")],
                            [tcvn3("Tên"), tcvn3("Số lượng")],
                            [tcvn3("Máy in"), 4],
                            [tcvn3("Máy tính"), 22],
                        ],
                        fonts={"*": ".VnTime"},
                    ),
                    "xlsx",
                    "xls",
                ),
            ),
        ),
        expect=says("Machines of another kind: printers and computers.", either="review"),
    ),
    # Pictures.
    Mail(
        name="ocr-01",
        client=iphone,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-09-25 09:05",
        subject="Báo cáo Bluezone tuần 39",
        text="BQL chợ gửi ảnh báo cáo ạ",
        files=(File(name="IMG_0412.jpg", media_type=JPEG, make=page(PAGE, skew=1.2, stamp=True)),),
        expect=says(
            "A photographed page: letters read from pictures are always asked about.",
            review("bql-cho", W5, 71, free=["count", "cumulative"]),
        ),
    ),
    Mail(
        name="ocr-02",
        client=gmail_vi,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-09-25 09:25",
        subject="Báo cáo Bluezone tuần 39",
        text="BQL chợ gửi bản scan",
        files=(File(name="scan0001.pdf", media_type=PDF, make=page(PAGE, kind="PDF", stamp=True)),),
        expect=says("A scanned PDF.", review("bql-cho", W5, 71, free=["count", "cumulative"])),
    ),
    Mail(
        name="ocr-03",
        client=gmail_vi,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-09-25 09:35",
        subject="Báo cáo Bluezone tuần 39",
        text="BQL chợ báo cáo tuần 39: 71 máy, bản ký đóng dấu kèm theo.",
        files=(File(name="scan0002.pdf", media_type=PDF, make=page(PAGE, kind="PDF", skew=0.4)),),
        expect=says(
            "The words say the same as the scan: the words are enough.",
            accept("bql-cho", W5, 71, part=None, either=True, free=["cumulative"]),
        ),
    ),
    Mail(
        name="ocr-04",
        client=gmail_vi,
        sender=at("bql-cho", "BQL chợ"),
        at="2020-09-25 09:45",
        subject="Báo cáo Bluezone tuần 39",
        text="BQL chợ báo cáo tuần 39: 17 máy, bản ký đóng dấu kèm theo.",
        files=(File(name="scan0003.pdf", media_type=PDF, make=page(PAGE, kind="PDF")),),
        expect=says("The words say 17, the scan 71.", review("bql-cho", W5, free=["count", "cumulative"])),
    ),
    Mail(
        name="ocr-05",
        client=outlook_vi,
        sender=at("kho-bac", "KBNN"),
        at="2020-10-02 09:05",
        subject="Báo cáo Bluezone",
        text="Kho bạc báo cáo tuần này cài được 12 máy.",
        files=(File(name="image001.png", media_type=PNG, make=logo, inline=True),),
        expect=says("A logo in the signature changes nothing.", accept("kho-bac", W6, 12)),
    ),
    Mail(
        name="ocr-06",
        client=samsung,
        sender=officer("ninh-duong"),
        at="2020-10-09 09:05",
        subject="Ảnh hoạt động",
        text="UBND phường Ninh Dương gửi phòng ảnh hoạt động tuyên truyền Bluezone để đăng trang.",
        files=(
            File(
                name="20201008_093011.jpg",
                media_type=JPEG,
                make=page(["", "CHUNG TAY PHÒNG CHỐNG COVID-19", "", ""], size=40),
            ),
        ),
        expect=says(
            "A photo for the news page, no figure.", review("ubnd-ninh-duong", W7, free=["count"]), either="none"
        ),
    ),
    Mail(
        name="ocr-07",
        client=gmail_vi,
        sender=at("thpt-chu-van-an"),
        at="2020-10-16 09:05",
        subject="Bao cao CVA",
        text="",
        files=(
            File(
                name="CVA.png",
                media_type=PNG,
                make=page(
                    ["TRƯỜNG THPT CHU VĂN AN", "", "BÁO CÁO TUẦN 42", "", "Số máy cài đặt Bluezone: 26 máy"], kind="PNG"
                ),
            ),
        ),
        expect=says("A picture and no words.", review("thpt-chu-van-an", W8, 26, free=["count"])),
    ),
    Mail(
        name="ocr-08",
        client=zimbra,
        sender=at("thanh-doan"),
        at="2020-10-23 09:05",
        subject="Báo cáo Bluezone tuần 43",
        text="Thành đoàn gửi báo cáo, có ảnh hoạt động kèm theo.",
        files=(
            File(
                name="BC43.docx",
                media_type=DOCX,
                make=docx(
                    [
                        "BAN CHẤP HÀNH THÀNH ĐOÀN MÓNG CÁI",
                        "BÁO CÁO TUẦN 43",
                        "Số máy cài đặt Bluezone trong tuần: 164 máy.",
                    ]
                ),
            ),
            File(name="anh1.jpg", media_type=JPEG, make=page(["", "ÁO XANH TÌNH NGUYỆN", ""], size=40)),
        ),
        expect=says("A report beside a photo of people at work.", accept("thanh-doan", W9, 164, part="BC43.docx")),
    ),
    # Archives.
    Mail(
        name="archive-01",
        client=gmail_vi,
        sender=at("phong-gddt", "PGD"),
        at="2020-09-18 09:15",
        subject="Báo cáo Bluezone tuần 38",
        text="PGD gửi file nén báo cáo tuần 38",
        files=(
            File(
                name="PGD_tuan38.zip",
                media_type=ZIP,
                make=zipped(
                    {
                        "BaoCao.xlsx": xlsx(
                            [["PHÒNG GD&ĐT"], ["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần", 433]]
                        )
                    }
                ),
            ),
        ),
        expect=says("One sheet in an archive.", accept("phong-gddt", W4, 433, part="PGD_tuan38.zip/BaoCao.xlsx")),
    ),
    Mail(
        name="archive-02",
        client=outlook_web,
        sender=at("tt-hcc"),
        at="2020-09-25 09:15",
        subject="Báo cáo Bluezone tuần 39",
        text="TTHCC gửi file nén",
        files=(
            File(
                name="bc.zip",
                media_type="application/x-zip-compressed",
                make=zipped(
                    {
                        "bc/Báo cáo.docx": docx(
                            ["TRUNG TÂM HÀNH CHÍNH CÔNG", "Số máy cài đặt Bluezone trong tuần 39: 48 máy."]
                        ),
                        "bc/Báo cáo.pdf": pdf(
                            ["TRUNG TÂM HÀNH CHÍNH CÔNG", "Số máy cài đặt Bluezone trong tuần 39: 48 máy."]
                        ),
                        "bc/anh.png": logo,
                        "__MACOSX/bc/._Báo cáo.docx": just(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X"),
                    }
                ),
            ),
        ),
        expect=says(
            "The same letter as Word and PDF, a picture, and what a Mac leaves.",
            accept("tt-hcc", W5, 48, part=None, either=True),
        ),
    ),
    Mail(
        name="archive-03",
        client=gmail_vi,
        sender=at("ben-xe"),
        at="2020-10-02 09:15",
        subject="Báo cáo Bluezone tuần 40",
        text="Bến xe gửi các báo cáo từ đầu đợt",
        files=(
            File(
                name="benxe.zip",
                media_type=ZIP,
                make=zipped(
                    {
                        f"Tuan {week}.xlsx": xlsx(
                            [
                                [f"BÁO CÁO TUẦN {week}"],
                                ["Nội dung", "Số máy"],
                                ["Số máy cài đặt Bluezone trong tuần", count],
                            ]
                        )
                        for week, count in ((38, 74), (39, 58), (40, 66))
                    }
                ),
            ),
        ),
        expect=says(
            "A file a week: weeks 38 and 39 once more, and week 40.",
            accept("ben-xe", W4, 74, part="benxe.zip/Tuan 38.xlsx"),
            accept("ben-xe", W5, 58, part="benxe.zip/Tuan 39.xlsx"),
            accept("ben-xe", W6, 66, part="benxe.zip/Tuan 40.xlsx"),
            either="review",
        ),
    ),
    Mail(
        name="archive-04",
        client=gmail_vi,
        sender=at("kho-bac"),
        at="2020-10-09 09:15",
        subject="Báo cáo Bluezone",
        text="Kho bạc gửi báo cáo, mật khẩu file là kb2020",
        files=(
            File(
                name="bc.rar",
                media_type="application/x-rar",
                make=just(b"Rar!\x1a\x07\x00\xcf\x90s\x00\x00\r\x00" + bytes(range(200))),
            ),
        ),
        expect=says("An archive that is not read, with a password.", review("kho-bac", W7, free=["count"])),
    ),
    Mail(
        name="archive-05",
        client=outlook_vi,
        sender=at("chi-cuc-thue"),
        at="2020-10-16 09:15",
        subject="Báo cáo Bluezone tuần 42",
        text="Chi cục Thuế báo cáo tuần 42: 19 máy, chi tiết trong file nén.",
        files=(
            File(
                name="chitiet.zip",
                media_type=ZIP,
                make=zipped(
                    {
                        "trong/ben.zip": zipped(
                            {"BC.xlsx": xlsx([["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần", 19]])}
                        )
                    }
                ),
            ),
        ),
        expect=says(
            "An archive within an archive; the words say it already.",
            accept("chi-cuc-thue", W8, 19, part=None, either=True),
        ),
    ),
    Mail(
        name="archive-06",
        client=gmail_vi,
        sender=at("bql-cua-khau"),
        at="2020-10-23 09:15",
        subject="Báo cáo Bluezone tuần 43",
        text="BQL cửa khẩu gửi",
        files=(
            File(
                name="bc.zip",
                media_type=ZIP,
                make=zipped(
                    {
                        "Ban chinh.xlsx": xlsx([["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần 43", 88]]),
                        "Ban nhap.xlsx": xlsx([["Nội dung", "Số máy"], ["Số máy cài đặt Bluezone trong tuần 43", 80]]),
                    }
                ),
            ),
        ),
        expect=says("A draft and a final one disagree.", review("bql-cua-khau", W9, free=["count"])),
    ),
    # Charsets.
    Mail(
        name="charset-01",
        client=plain,
        sender=at("kho-bac"),
        at="2020-09-17 09:15",
        subject="Bao cao Bluezone",
        text=combining("Kho bạc Móng Cái báo cáo: trong tuần cài đặt được 11 máy."),
        charset="windows-1258",
        expect=says("Windows-1258 with combining tones.", accept("kho-bac", W4, 11)),
    ),
    Mail(
        name="charset-02",
        client=plain,
        sender=at("ben-xe"),
        at="2020-09-17 09:25",
        subject="Bao cao Bluezone",
        text="Bến xe khách Móng Cái báo cáo tuần này cài được 58 máy.",
        label="iso-8859-1",
        expect=says("UTF-8 that calls itself Latin-1.", accept("ben-xe", W4, 58)),
    ),
    Mail(
        name="charset-03",
        client=plain,
        sender=at("bql-cho"),
        at="2020-09-17 09:35",
        subject="Bao cao Bluezone",
        text="BQL chợ báo cáo tuần này cài được 71 máy.",
        label="",
        expect=says("UTF-8 without a label.", accept("bql-cho", W4, 71)),
    ),
    Mail(
        name="charset-04",
        client=plain,
        sender=at("chi-cuc-thue"),
        at="2020-09-17 09:45",
        subject="Bao cao Bluezone",
        text=combining("Chi cục Thuế báo cáo tuần này cài được 16 máy."),
        charset="windows-1258",
        label="",
        expect=says(
            "Windows-1258 without a label: the digits and the folded words are plain.",
            accept("chi-cuc-thue", W4, 16, either=True),
        ),
    ),
    Mail(
        name="charset-05",
        client=plain,
        sender=at("thanh-doan"),
        at="2020-09-17 09:55",
        subject="Bao cao Bluezone",
        text="Thành đoàn báo cáo tuần này cài được 212 máy.".encode()
        .decode("cp1252", "replace")
        .replace("\ufffd", "?"),
        expect=says("Mojibake: UTF-8 once read as Windows-1252.", accept("thanh-doan", W4, 212, either=True)),
    ),
    Mail(
        name="charset-06",
        client=apple,
        sender=officer("hai-hoa"),
        at="2020-09-17 10:05",
        subject=nfd("Báo cáo Bluezone phường Hải Hòa"),
        text=nfd("UBND phường Hải Hòa tuần này cài được 90 máy, lũy kế 402 máy."),
        expect=says("Decomposed letters.", accept("ubnd-hai-hoa", W4, 90, cumulative=402)),
    ),
    Mail(
        name="charset-07",
        client=thunderbird,
        sender=at("tt-hcc"),
        at="2020-09-17 10:15",
        subject="Bao cao Bluezone",
        text="Trung tâm Hành chính công báo cáo tuần này cài được 52 máy.",
        charset="utf-8",
        label="utf8mb4",
        transfer="base64",
        expect=says("A charset that no program knows.", accept("tt-hcc", W4, 52)),
    ),
    Mail(
        name="charset-08",
        client=roundcube,
        sender=at("km15"),
        at="2020-09-17 10:25",
        subject="Báo cáo Bluezone",
        text="Km15 báo cáo tuần này cài được 1\u00a0109 máy.",
        expect=says("A hard blank groups three digits.", accept("km15", W4, 1109, text="1")),
    ),
    Mail(
        name="charset-09",
        client=yahoo,
        sender=at("thpt-tran-phu"),
        at="2020-09-17 10:35",
        subject="Báo cáo Bluezone",
        text="Trường THPT Trần Phú báo\u200b cáo tuần\u200b này cài\u200b được 3\u200b0 máy.",
        expect=says(
            "Invisible blanks between letters and digits.",
            accept("thpt-tran-phu", W4, 30, part=None, text="0", either=True),
        ),
    ),
    _bare(
        "charset-10",
        "kho-bac@mongcai.example",
        "2020-09-17 10:45:00",
        "Báo cáo Bluezone",
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n",
        "Kho bạc báo cáo tuần này cài được 11 máy.\n".encode(),
        says("Raw UTF-8 in the heads.", accept("kho-bac", W4, 11)),
    ),
    _bare(
        "charset-11",
        "=?utf-8?Q?Th=C3=A0nh_=C4=91o=C3=A0n?= <thanh-doan@mongcai.example>",
        "2020-09-17 10:55:00",
        "=?utf-8?B?QsOhbyBjw6FvIHPhu5EgbcOheSBjw6BpIEJsdWV6b25lOiA=?= =?utf-8?B?MTI1IG3?= =?utf-8?B?DoXk=?=",
        "Content-Type: text/plain; charset=UTF-8\n",
        b"Thanh doan gui phong VHTT\n",
        says(
            "Encoded words cut within a letter: 125 either way, to ask is no fault.",
            accept("thanh-doan", W4, 125, part="subject", either=True),
        ),
    ),
    _bare(
        "charset-12",
        "bql-cho@mongcai.example",
        "2020-09-17 11:05:00",
        "Bao cao Bluezone",
        "Content-Type: text/plain; charset=UTF-16LE\nContent-Transfer-Encoding: base64\n",
        b"QgBRAEwAIABjAGgAbwAgAHQAdQBhAG4AIABuAGEAeQAgAGMAYQBpACAANwAxACAAbQBhAHkALgA=\n",
        says("UTF-16 in base64.", accept("bql-cho", W4, 71)),
    ),
    _bare(
        "charset-13",
        "ben-xe@mongcai.example",
        "2020-09-17 11:15:00",
        "Bao cao Bluezone",
        "Content-Type: text/html; charset=windows-1258\nContent-Transfer-Encoding: 8bit\n",
        b"<html><head><meta charset=utf-8></head><body>"
        + "Bến xe tuần này cài được <b>58</b> máy".encode()
        + b"</body></html>\n",
        says("Head and page disagree about the charset; the bytes are UTF-8.", accept("ben-xe", W4, 58)),
    ),
    _bare(
        "charset-14",
        "chi-cuc-thue@mongcai.example",
        "2020-09-17 11:25:00",
        "Bao cao Bluezone",
        "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 8bit\n",
        cp1258("Chi cục Thuế: tuần này hướng dẫn cài đặt được 16 máy.\n"),
        says("Windows-1258 that calls itself ASCII.", accept("chi-cuc-thue", W4, 16, either=True)),
    ),
    # Difficulties.
    Mail(
        name="remarks-01",
        client=gmail_vi,
        sender=officer("quang-nghia"),
        at="2020-10-30 11:05",
        subject="Quảng Nghĩa báo cáo Bluezone tuần 44",
        text="""UBND xã Quảng Nghĩa báo cáo tuần 44:
1. Kết quả: cài được 18 máy.
2. Khó khăn, vướng mắc: còn 120 hộ chưa có điện thoại thông minh; 3 thôn sóng yếu.
3. Đề xuất: cấp 02 bộ phát wifi.""",
        expect=says("Numbers among the difficulties are not the result.", accept("ubnd-quang-nghia", W10, 18)),
    ),
    Mail(
        name="remarks-02",
        client=outlook_vi,
        sender=at("thpt-chu-van-an"),
        at="2020-11-06 11:05",
        subject="Báo cáo Bluezone tuần 45",
        text="""Nhà trường báo cáo:
- Trong tuần cài đặt được 20 máy.
- Vướng mắc: 45 học sinh dùng máy đời cũ (Android dưới 5.0) không cài được.""",
        expect=says("Phones that it would not install on.", accept("thpt-chu-van-an", W11, 20, either=True)),
    ),
    Mail(
        name="remarks-03",
        client=zimbra,
        sender=at("bql-cho"),
        at="2020-11-13 11:05",
        subject="Khó khăn trong cài đặt Bluezone",
        text="BQL chợ phản ánh: 30 máy của tiểu thương không cài được Bluezone do máy cũ, đề nghị phòng hướng dẫn.",
        expect=says(
            "A difficulty alone: thirty phones without it are not thirty with it.",
            review("bql-cho", W12, free=["count"]),
            either="none",
        ),
    ),
    Mail(
        name="remarks-04",
        client=gmail_vi,
        sender=at("tt-hcc"),
        at="2020-11-20 11:05",
        subject="TTHCC báo cáo Bluezone",
        text="""Tuần này: 31 máy.
Khó khăn: công dân quên mật khẩu App Store (khoảng 10 trường hợp), không nhận được mã OTP (4 trường hợp).""",
        expect=says("Cases among the difficulties.", accept("tt-hcc", W13, 31)),
    ),
    Mail(
        name="remarks-05",
        client=gmail_vi,
        sender=at("km15"),
        at="2020-11-27 11:05",
        subject="Km15 báo cáo Bluezone",
        text="""Không có khó khăn vướng mắc. Tuần này hỗ trợ cài 84 máy.""",
        expect=says("No difficulties, and a figure.", accept("km15", W14, 84)),
    ),
    Mail(
        name="remarks-06",
        client=outlook_en,
        sender=at("thpt-ly-thuong-kiet"),
        at="2020-09-04 11:05",
        subject="Báo cáo Bluezone",
        text="Trường báo cáo",
        files=(
            File(
                name="BC.xlsx",
                media_type=XLSX,
                make=xlsx(
                    [
                        ["Nội dung", "Số máy", "Khó khăn, vướng mắc"],
                        ["Số máy cài đặt Bluezone trong tuần", 35, "12 phụ huynh chưa có smartphone"],
                    ]
                ),
            ),
        ),
        expect=says("A column of difficulties.", accept("thpt-ly-thuong-kiet", W2, 35, part="BC.xlsx")),
    ),
    Mail(
        name="remarks-07",
        client=gmail_vi,
        sender=officer("van-ninh"),
        at="2020-08-28 11:05",
        subject="Vạn Ninh báo cáo Bluezone",
        text="Xã Vạn Ninh cài được 26 máy. Khó khăn vướng mắc: người dân lo lộ thông tin cá nhân.",
        expect=says("A difficulty without numbers.", accept("ubnd-van-ninh", W1, 26)),
    ),
    Mail(
        name="remarks-08",
        client=gmail_vi,
        sender=at("phong-gddt"),
        at="2020-09-11 11:05",
        subject="PGD báo cáo Bluezone",
        text="Phòng GD&ĐT: 433 máy. Khó khăn: tỷ lệ phụ huynh có smartphone chỉ 71,5%; cần thêm 2 tuần.",
        expect=says("A share and a span among the difficulties.", accept("phong-gddt", W3, 433)),
    ),
]
