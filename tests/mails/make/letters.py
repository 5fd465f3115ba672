"""The layout of official letters (Decree 30/2020), as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

ABOVE = "Phòng Văn hóa - Thông tin thành phố Móng Cái"


def official(
    office: str,
    place_date: str,
    body: Sequence[str],
    *,
    parent: str = "UBND THÀNH PHỐ MÓNG CÁI",
    number: str = "Số:      /BC",
    title: str = "Kết quả hỗ trợ cài đặt ứng dụng Bluezone",
    signer: str = "THỦ TRƯỞNG ĐƠN VỊ",
    name: str = "Nguyễn Văn Mẫu",
) -> list[str]:
    """Give a report's lines from head to signature."""
    return [
        parent,
        office,
        "-------",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "---------------",
        number,
        place_date,
        "",
        "BÁO CÁO",
        title,
        "",
        f"Kính gửi: {ABOVE}.",
        "",
        *body,
        "",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "",
        signer,
        "(Đã ký)",
        name,
    ]


def opening(office: str) -> str:
    """Give the first sentence: which order is obeyed."""
    return (
        "Thực hiện Công văn số 340/UBND-VHTT ngày 26/8/2020 của UBND thành phố Móng Cái về việc tiếp tục chỉ đạo, triển khai các "
        f"biện pháp vận động, hướng dẫn, hỗ trợ cài đặt ứng dụng Bluezone trên địa bàn Thành phố, {office} báo cáo kết quả như sau:"
    )
