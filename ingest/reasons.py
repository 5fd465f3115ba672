"""Why something waits for review, in words that a clerk understands: one sentence a code, in each language of the office."""

from __future__ import annotations

from ingest.values import Reason

# {about} stands where the words, file or number in question belong; the second sentence is used where there is nothing to show.
_WORDS: dict[str, tuple[str, str]] = {
    # The figure
    "no-figure": ("Không tìm thấy số liệu trong thư.", "No figure was found in the mail."),
    "several-figures": (
        "Có nhiều số liệu khác nhau, chưa rõ số nào đúng: {about}.",
        "There are different figures and it is unclear which one counts: {about}.",
    ),
    "other-figure": (
        "Trong thư còn số liệu khác chưa giải thích được: {about}.",
        "The mail holds another figure that is not explained: {about}.",
    ),
    "only-cumulative": (
        "Chỉ có số lũy kế ({about}), không có số của tuần.",
        "Only the running total is given ({about}), not the week's figure.",
    ),
    "several-cumulatives": ("Có nhiều số lũy kế khác nhau: {about}.", "There are different running totals: {about}."),
    "cumulative-below-count": (
        "Số lũy kế nhỏ hơn số của tuần: {about}.",
        "The running total is smaller than the week's figure: {about}.",
    ),
    "maybe-cumulative": (
        "Chưa rõ là số của tuần hay số lũy kế: “{about}”.",
        "It is unclear whether this is the week's figure or a running total: “{about}”.",
    ),
    "only-last-week": ("Chỉ thấy số của kỳ trước: {about}.", "Only the previous week's figure was found: {about}."),
    "parts-do-not-add-up": (
        "Các số thành phần cộng lại không bằng tổng số: {about}.",
        "The parts do not add up to the total: {about}.",
    ),
    "parts-without-total": (
        "Chỉ có các số thành phần ({about}), không ghi tổng số.",
        "Only parts are given ({about}), no total is stated.",
    ),
    "list-only": (
        "Chỉ có danh sách {about} dòng, không ghi tổng số.",
        "There is only a list of {about} rows, no total is stated.",
    ),
    "list-differs": (
        "Số dòng trong danh sách khác với số báo cáo: {about}.",
        "The list has another number of rows than the report says: {about}.",
    ),
    "bare-number": (
        "Thư chỉ có một con số, không nói là số gì: {about}.",
        "The mail holds only a number and does not say of what: {about}.",
    ),
    "no-topic": (
        "Thư không nêu rõ số liệu này về nội dung gì: “{about}”.",
        "The mail does not say what this figure is about: “{about}”.",
    ),
    "topic-unsaid": (
        "Thư không nêu rõ số liệu này về nội dung gì: “{about}”.",
        "The mail does not say what this figure is about: “{about}”.",
    ),
    "growth": (
        "Chỉ có số lũy kế và mức tăng ({about}), không ghi rõ số của tuần.",
        "Only a running total and its growth ({about}) are given.",
    ),
    "no-count": ("Số liệu không phải là số nguyên rõ ràng: {about}.", "The figure is no clear whole number: {about}."),
    "number-no-count": ("“{about}” không phải là số nguyên.", "“{about}” is no whole number."),
    "number-leading-zero": (
        "Con số “{about}” bắt đầu bằng số 0, có thể gõ nhầm.",
        "The number “{about}” begins with 0 and may be mistyped.",
    ),
    "number-too-large": ("Con số “{about}” lớn bất thường.", "The number “{about}” is too large."),
    "number-rough": ("Con số “{about}” chỉ là ước chừng.", "The number “{about}” is only approximate."),
    "number-share": ("“{about}” có thể là tỷ lệ hoặc ngày tháng.", "“{about}” may be a share or a date."),
    "number-negative": (
        "Trước con số “{about}” có dấu gạch, chưa rõ là dấu trừ hay gạch đầu dòng.",
        "A stroke stands before the number “{about}”: it may be a minus or mark an item.",
    ),
    "number-spread": ("“{about}” là một khoảng, không phải một con số.", "“{about}” is a range, not a number."),
    "number-words-differ": (
        "Số viết bằng chữ số và bằng chữ không khớp: “{about}”.",
        "The number in digits and in words differ: “{about}”.",
    ),
    "number-apart": (
        "Các chữ số “{about}” bị tách rời, chưa rõ là một số hay nhiều số.",
        "The digits “{about}” stand apart: it is unclear whether they are one number.",
    ),
    "number-sum": ("Phép cộng “{about}” không đúng.", "The addition “{about}” is wrong."),
    "number-mixed": ("“{about}” lẫn cả chữ và số.", "“{about}” mixes letters and digits."),
    "formula": ("Ô tính chưa có kết quả lưu sẵn: {about}.", "The cell's formula has no stored result: {about}."),
    "joint-figure": (
        "Một số liệu chung cho nhiều đơn vị: “{about}”.",
        "One figure for several units together: “{about}”.",
    ),
    "week-empty": (
        "Cột hoặc dòng của tuần này trong bảng còn trống: {about}.",
        "This week's column or row in the table is still empty: {about}.",
    ),
    "hidden": (
        "Số liệu nằm trong trang, dòng hoặc cột bị ẩn: {about}.",
        "The figure stands in a hidden sheet, row or column: {about}.",
    ),
    "counting-talk": (
        "Thư có câu nói về việc đếm số mà chương trình chưa hiểu: “{about}”.",
        "A sentence about the counting is not understood: “{about}”.",
    ),
    "another-app": (
        "Thư nói về một ứng dụng khác: “{about}”.",
        "The letter speaks of another application: “{about}”.",
    ),
    "question": ("Số liệu nằm trong một câu hỏi: “{about}”.", "The figure stands in a question: “{about}”."),
    "hypothetical": (
        "Số liệu nằm trong một câu giả định: “{about}”.",
        "The figure stands in a conditional sentence: “{about}”.",
    ),
    "guessed-text": (
        "Chữ trong “{about}” được nhận dạng hoặc suy đoán, có thể sai.",
        "The text of “{about}” was recognised or guessed and may be wrong.",
    ),
    "supplements": (
        "Thư ghi là báo cáo bổ sung: cần xác định cộng thêm hay thay thế.",
        "The mail says that it supplements: it may add to or replace the earlier figure.",
    ),
    "no-evidence": (
        "Không chỉ ra được số {about} nằm ở đâu trong thư.",
        "It cannot be shown where {about} stands in the mail.",
    ),
    "forwarded-differs": (
        "Số liệu trong phần được chuyển tiếp khác với số của người gửi: {about}.",
        "The forwarded words give another figure than the sender: {about}.",
    ),
    "unknown-words": (
        "Câu nêu số liệu có từ chưa hiểu rõ: {about}.",
        "The words with the figure hold some that are not understood: {about}.",
    ),
    "a-rate": (
        "Số liệu là bình quân hoặc tính theo đơn vị nhỏ hơn: “{about}”.",
        "The figure is a mean or a rate: “{about}”.",
    ),
    "provisional": ("Số liệu là tạm tính, chưa chính thức: “{about}”.", "The figure is provisional: “{about}”."),
    "not-all-of-it": (
        "Số liệu có thể thiếu hoặc gồm cả phần khác: “{about}”.",
        "The figure may leave out or include something else: “{about}”.",
    ),
    "unsure": ("Người gửi chưa chắc về số liệu: “{about}”.", "The sender is not sure of the figure: “{about}”."),
    "several-weeks": ("Số liệu là của nhiều tuần: “{about}”.", "The figure is of several weeks: “{about}”."),
    "by-themselves": (
        "Có máy do người dân tự cài, chưa rõ có tính vào kết quả của đơn vị không: “{about}”.",
        "Some installed it by themselves; it is unclear whether they count: “{about}”.",
    ),
    "not-new": (
        "Số liệu có thể là máy cài lại hoặc cập nhật: “{about}”.",
        "The figure may be of phones installed again or updated: “{about}”.",
    ),
    "some-days": (
        "Số liệu có thể chỉ của một số ngày trong tuần: “{about}”.",
        "The figure may be of some days of the week only: “{about}”.",
    ),
    "part-of-it": (
        "Số liệu chỉ là một phần hoặc phải tính thêm: “{about}”.",
        "The figure is a part, or must be calculated: “{about}”.",
    ),
    "another-time": ("Số liệu có thể của cả năm: “{about}”.", "The figure may be of the year: “{about}”."),
    "for-others": ("Số liệu có thể của đơn vị khác: “{about}”.", "The figure may be another unit's: “{about}”."),
    "one-day": ("Số liệu có thể chỉ của một ngày: “{about}”.", "The figure may be of one day only: “{about}”."),
    "not-a-week": (
        "Số liệu là của tháng hoặc quý, không phải của tuần: {about}.",
        "The figure is of a month or quarter, not of a week: {about}.",
    ),
    "number-year": ("“{about}” có thể là năm, không phải số liệu.", "“{about}” may be a year and no figure."),
    # The week
    "weeks-differ": ("Thư nêu nhiều kỳ báo cáo khác nhau: {about}.", "The mail names different weeks: {about}."),
    "week-unclear": (
        "Thời gian “{about}” không khớp với kỳ báo cáo nào.",
        "The dates “{about}” fit no reporting week.",
    ),
    "week-number": (
        "“Tuần {about}” không phải tuần (ISO) của kỳ báo cáo nào gần đây.",
        "“Week {about}” is not the ISO week of a recent deadline.",
    ),
    "future-week": ("Thư ghi ngày {about}, là kỳ chưa đến.", "The mail says {about}, a week that is not open yet."),
    "long-past-week": ("Thư ghi ngày {about}, là kỳ đã qua từ lâu.", "The mail says {about}, a week long past."),
    "after-deadline": (
        "Thư đến sau hạn và không nêu kỳ báo cáo (có thể là kỳ {about}).",
        "The mail came after the deadline and names no week (perhaps that of {about}).",
    ),
    "old-thread": (
        "Thư trả lời một thư của kỳ cũ ({about}), chưa rõ số liệu của kỳ nào.",
        "The mail answers a letter of an earlier week ({about}); it is unclear which week is meant.",
    ),
    "old-letter": (
        "Thư chuyển tiếp một thư viết từ trước ({about}), chưa rõ số liệu của kỳ nào.",
        "The mail passes on a letter written days before ({about}); it is unclear which week is meant.",
    ),
    "sent-earlier": (
        "Thư được viết trước hạn của kỳ {about} nhưng mãi sau mới đến, chưa rõ “tuần này” là kỳ nào.",
        "The mail was written before the deadline of {about} and came long after; it is unclear which week it means.",
    ),
    "no-time": (
        "Không rõ thư đến lúc nào và thuộc kỳ báo cáo nào.",
        "It is unknown when the mail came and which week it is for.",
    ),
    # The unit and the sender
    "unknown-address": (
        "Địa chỉ gửi không có trong danh sách đơn vị: {about}.",
        "The sender's address is not in the list of units: {about}.",
    ),
    "shared-address": (
        "Nhiều đơn vị dùng chung địa chỉ này và thư không nêu tên đơn vị: {about}.",
        "Several units share this address and the mail names none of them: {about}.",
    ),
    "several-units": ("Thư nêu tên nhiều đơn vị: {about}.", "The mail names several units: {about}."),
    "names-other-unit": (
        "Thư nêu tên đơn vị không dùng địa chỉ này: {about}.",
        "The mail names a unit that does not write from this address: {about}.",
    ),
    "no-unit": ("Không xác định được đơn vị báo cáo.", "The reporting unit could not be told."),
    "answers-for-others": (
        "Thư trả lời thay cho đơn vị khác, gửi từ {about}.",
        "The mail answers for another unit, from {about}.",
    ),
    "passed-on": (
        "Báo cáo được chuyển tiếp từ địa chỉ của đơn vị khác: {about}.",
        "The report was forwarded from another unit's address: {about}.",
    ),
    "name-shows-other-address": (
        "Tên người gửi chứa một địa chỉ khác: {about}.",
        "The sender's name shows another address: {about}.",
    ),
    "sender-unclear": (
        "Địa chỉ người gửi được ghi không rõ ràng, mỗi chương trình thư có thể hiểu một khác: {about}.",
        "The sender's address is written in a way that mail programs read differently: {about}.",
    ),
    "several-senders": (
        "Thư có nhiều địa chỉ gửi của các đơn vị khác nhau: {about}.",
        "The mail has senders of different units: {about}.",
    ),
    "forged": (
        "Máy chủ nhận thư báo không xác thực được người gửi ({about}).",
        "The receiving server could not confirm the sender ({about}).",
    ),
    # What the ledger holds
    "either-week": (
        "Thư không ghi tuần; tuần trước đơn vị chưa báo cáo nên số này có thể của một trong hai tuần ({about}).",
        "The mail names no week, and last week's report is still missing: the figure may be for either one ({about}).",
    ),
    "other-than-in-force": (
        "Đơn vị đã báo cáo số khác cho tuần này ({about}) và thư này không nói là đính chính.",
        "The unit has reported another figure for this week ({about}), and this mail does not say that it corrects it.",
    ),
    "far-from-history": (
        "Số liệu khác xa các tuần gần đây của đơn vị ({about}).",
        "The figure is far from the unit's last ones ({about}).",
    ),
    # What could not be read
    "unreadable": ("Không đọc được thư hoặc một phần của thư.", "The mail or a part of it could not be read."),
    "truncated": (
        "Thư hoặc tệp bị cắt cụt, có thể thiếu nội dung.",
        "The mail or a file is cut off; something may be missing.",
    ),
    "too-large": (
        "Thư hoặc tệp quá lớn, chưa đọc hết.",
        "The mail or a file is too large and was not read to its end.",
    ),
    "took-too-long": (
        "Việc đọc thư mất quá nhiều thời gian nên đã dừng.",
        "Reading the mail took too long and was stopped.",
    ),
    "broke-reader": ("Việc đọc thư bị lỗi.", "Reading the mail failed."),
    "nested-too-deep": (
        "Thư lồng nhau quá nhiều lớp, chưa đọc hết.",
        "The mail is nested too deep and was not read to its end.",
    ),
    "too-many-parts": (
        "Thư có quá nhiều phần, chưa đọc hết.",
        "The mail has too many parts and was not read to its end.",
    ),
    "struck-out": (
        "Trong thư có chữ hoặc số bị gạch bỏ: {about}.",
        "Words or figures in the mail are crossed out: {about}.",
    ),
    "shown-otherwise": (
        "Người đọc có thể không thấy, hoặc thấy khác, số liệu ở: {about}.",
        "A reader may not see, or may see otherwise, what stands here: {about}.",
    ),
    "voices-unsure": (
        "Chưa tách rõ lời người gửi với phần thư cũ được trích lại.",
        "The sender's own words are not clearly apart from the quoted letter.",
    ),
    "alternatives-differ": (
        "Hai dạng của cùng một thư (chữ thường và HTML) ghi số liệu khác nhau.",
        "The two forms of this mail (plain text and HTML) hold different figures.",
    ),
    "charset-guess": ("Bảng mã của thư phải suy đoán.", "The mail's character set had to be guessed."),
    "encrypted": ("Thư hoặc một phần của thư được mã hóa.", "The mail or a part of it is encrypted."),
    "no-ocr": (
        "Thư có ảnh chụp hoặc bản quét, máy không đọc được chữ.",
        "The mail holds a picture or scan whose text was not read.",
    ),
    "empty": ("Một phần của thư không có nội dung.", "A part of the mail is empty."),
    "uncached": (
        "Trong thư có công thức chưa lưu kết quả.",
        "The mail holds formulas without stored results.",
    ),
    "attachment-struck-out": (
        "Trong tệp {about} có chữ hoặc số bị gạch bỏ.",
        "Words or figures in the file {about} are crossed out.",
    ),
    "attachment-unreadable": ("Không đọc được tệp {about}.", "The file {about} could not be read."),
    "attachment-encrypted": ("Tệp {about} có mật khẩu.", "The file {about} is encrypted."),
    "attachment-truncated": ("Tệp {about} bị cắt cụt.", "The file {about} is cut off."),
    "attachment-too-large": ("Tệp {about} quá lớn.", "The file {about} is too large."),
    "attachment-nested-too-deep": ("Tệp {about} lồng nhau quá nhiều lớp.", "The file {about} is nested too deep."),
    "attachment-too-many-parts": (
        "Tệp {about} có quá nhiều phần, chưa đọc hết.",
        "The file {about} has too many parts and was not read to its end.",
    ),
    "attachment-no-ocr": (
        "Tệp {about} là ảnh chụp hoặc bản quét, máy không đọc được chữ.",
        "The file {about} is a picture or scan whose text was not read.",
    ),
    "attachment-empty": ("Tệp {about} rỗng.", "The file {about} is empty."),
    "attachment-uncached": (
        "Tệp {about} có công thức chưa lưu kết quả.",
        "The file {about} has formulas without stored results.",
    ),
    "attachment-shown-otherwise": (
        "Mở tệp {about} ra có thể không thấy, hoặc thấy khác, số liệu trong đó.",
        "Whoever opens the file {about} may not see its figures, or may see others.",
    ),
    "attachment-took-too-long": ("Đọc tệp {about} mất quá nhiều thời gian.", "Reading the file {about} took too long."),
    "attachment-broke-reader": ("Đọc tệp {about} bị lỗi.", "Reading the file {about} failed."),
}

LANGUAGES = ("vi", "en")
CODES = frozenset(_WORDS)


def words(reason: Reason, language: str) -> str:
    """Give a reason as a sentence; `language` is "vi" or "en". An unknown code is shown as it is."""
    sentences = _WORDS.get(reason.code)
    if sentences is None:
        fallback = {"vi": "Cần kiểm tra", "en": "To be checked"}[language]
        return f"{fallback}: {reason.code} {reason.about}".rstrip() + "."
    return sentences[LANGUAGES.index(language)].format(about=" ".join(reason.about.split()) or "?")
