"""What can go wrong on a line to a mail server, in words that the office can act on.

A `Trouble` is a closed set of codes; each has a sentence and a remedy in English and Vietnamese. `trouble_of` finds the code for an
exception of the libraries below. No secret ever gets into a message: `LineError` is given the texts to blot out.
"""

from __future__ import annotations

import enum
import re
import ssl
from collections.abc import Iterable


class Trouble(enum.StrEnum):
    """What is wrong with a line, as far as whoever mends it needs to know."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    LINE_LOST = "line-lost"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_UNKNOWN = "certificate-unknown"
    CERTIFICATE_WRONG_HOST = "certificate-wrong-host"
    NOT_ENCRYPTED = "not-encrypted"
    LOGIN_REFUSED = "login-refused"
    NO_SECRET = "no-secret"  # noqa: S105 - a code, not a password
    FOLDER_MISSING = "folder-missing"
    TOO_MANY_CONNECTIONS = "too-many-connections"
    UNAVAILABLE = "unavailable"
    PROTOCOL = "protocol"


# (what happened, how to mend it) in English and Vietnamese.
_WORDS: dict[Trouble, tuple[tuple[str, str], tuple[str, str]]] = {
    Trouble.UNREACHABLE: (
        ("the server cannot be reached", "Check host and port in the configuration, and the network."),
        ("không kết nối được tới máy chủ", "Kiểm tra host, port trong cấu hình và đường mạng."),
    ),
    Trouble.TIMED_OUT: (
        (
            "the server did not answer in time",
            "It is tried again; if it goes on, check the network or raise the time-out.",
        ),
        ("máy chủ không trả lời kịp thời hạn", "Sẽ thử lại; nếu vẫn vậy, kiểm tra đường mạng hoặc tăng thời gian chờ."),
    ),
    Trouble.LINE_LOST: (
        ("the connection broke", "It is tried again; if it goes on, ask who runs the server."),
        ("kết nối bị ngắt", "Sẽ thử lại; nếu vẫn vậy, liên hệ người quản trị máy chủ thư."),
    ),
    Trouble.CERTIFICATE_EXPIRED: (
        (
            "the server's certificate is expired or not yet valid",
            "Who runs the server must renew it; check this machine's clock.",
        ),
        (
            "chứng chỉ của máy chủ đã hết hạn hoặc chưa có hiệu lực",
            "Người quản trị cần gia hạn; kiểm tra đồng hồ máy này.",
        ),
    ),
    Trouble.CERTIFICATE_UNKNOWN: (
        (
            "the server's certificate is not signed by a known authority",
            "If the office has its own authority, name it in ca_file.",
        ),
        ("chứng chỉ của máy chủ không do tổ chức được tin cậy cấp", "Nếu cơ quan dùng CA riêng, khai báo tại ca_file."),
    ),
    Trouble.CERTIFICATE_WRONG_HOST: (
        ("the server's certificate is for another name", "Write host as the certificate names it."),
        ("chứng chỉ của máy chủ mang tên khác", "Ghi host đúng như tên trong chứng chỉ."),
    ),
    Trouble.NOT_ENCRYPTED: (
        (
            "no encrypted connection could be made",
            "Check port and security (tls or starttls); it never goes on unencrypted.",
        ),
        (
            "không lập được kết nối mã hóa",
            "Kiểm tra port và security (tls hoặc starttls); không bao giờ gửi không mã hóa.",
        ),
    ),
    Trouble.LOGIN_REFUSED: (
        ("the server refused the login", "Check username and password; Gmail needs an app password."),
        ("máy chủ từ chối đăng nhập", "Kiểm tra tên đăng nhập, mật khẩu; Gmail cần mật khẩu ứng dụng."),
    ),
    Trouble.NO_SECRET: (
        ("there is no password to log in with", "Set what password_env, password_file or token_command names."),
        ("không có mật khẩu để đăng nhập", "Đặt giá trị mà password_env, password_file hoặc token_command chỉ tới."),
    ),
    Trouble.FOLDER_MISSING: (
        ("the folder cannot be opened", "Check folders in the configuration, and whether it was renamed or deleted."),
        ("không mở được thư mục", "Kiểm tra folders trong cấu hình; thư mục có thể đã đổi tên hoặc bị xóa."),
    ),
    Trouble.TOO_MANY_CONNECTIONS: (
        ("the server has too many connections for this account", "Close other mail programs; it is tried again."),
        ("tài khoản có quá nhiều kết nối tới máy chủ", "Đóng bớt chương trình thư khác; sẽ thử lại."),
    ),
    Trouble.UNAVAILABLE: (
        ("the server says that it cannot serve now", "It is tried again; if it goes on, ask who runs the server."),
        ("máy chủ báo tạm thời không phục vụ được", "Sẽ thử lại; nếu vẫn vậy, liên hệ người quản trị máy chủ thư."),
    ),
    Trouble.PROTOCOL: (
        (
            "the server's answer makes no sense",
            "It is tried again; if it goes on, send the log to who runs the server.",
        ),
        (
            "câu trả lời của máy chủ không hợp lệ",
            "Sẽ thử lại; nếu vẫn vậy, gửi nhật ký cho người quản trị máy chủ thư.",
        ),
    ),
}

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_LONGEST_DETAIL = 240


class LineError(Exception):
    """A mail server cannot be used now; `trouble` says what for, `told` says it to people."""

    def __init__(self, trouble: Trouble, *, where: str, detail: str = "", secrets: Iterable[str] = ()) -> None:
        """Keep what happened, with every one of `secrets` blotted out of the server's words."""
        self.trouble = trouble
        self.where = where
        self.detail = printable(detail, secrets)
        super().__init__(self.told("en"))

    def told(self, language: str) -> str:
        """Say in one line what happened, where, and how to mend it."""
        happened, remedy = _WORDS[self.trouble][1 if language == "vi" else 0]
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.where}: {happened}{detail}. {remedy}"


class MailboxError(LineError):
    """A mailbox cannot be read now."""


def printable(text: str, secrets: Iterable[str] = ()) -> str:
    """Give a foreign text as one short line without control characters and without any of the secrets."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "***")
    text = _UNPRINTABLE.sub(" ", text).strip()
    return text if len(text) <= _LONGEST_DETAIL else text[:_LONGEST_DETAIL] + "…"


# OpenSSL's X509_V_ERR codes: 9 not yet valid, 10 expired; 62 and 64 wrong host name and address; the rest is about who signed it.
_DATES = frozenset({9, 10})
_NAMES = frozenset({62, 63, 64})


def trouble_of(error: BaseException) -> Trouble:
    """Find what an exception of socket or ssl means. Order: the narrower class first, all of them are OSErrors."""
    match error:
        case ssl.SSLCertVerificationError():
            if error.verify_code in _DATES:
                return Trouble.CERTIFICATE_EXPIRED
            return Trouble.CERTIFICATE_WRONG_HOST if error.verify_code in _NAMES else Trouble.CERTIFICATE_UNKNOWN
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return Trouble.LINE_LOST
        case ssl.SSLError():
            return Trouble.NOT_ENCRYPTED
        case TimeoutError():
            return Trouble.TIMED_OUT
        case ConnectionRefusedError():
            return Trouble.UNREACHABLE
        case ConnectionError() | EOFError():
            return Trouble.LINE_LOST
        case OSError():
            return Trouble.UNREACHABLE
        case _:
            return Trouble.PROTOCOL


# Servers have no code of their own for this (Dovecot, Gmail, Exchange, Cyrus word it so).
_CROWDED = re.compile(r"too many|maximum number of (?:imap )?connections|connection limit", re.IGNORECASE)
_NOT_NOW = re.compile(r"\[(?:UNAVAILABLE|INUSE|LIMIT)\]", re.IGNORECASE)


def trouble_of_refusal(text: str, otherwise: Trouble) -> Trouble:
    """Tell a refusal that will pass (RFC 5530 codes, too many connections) from one that means what was asked for."""
    if _CROWDED.search(text):
        return Trouble.TOO_MANY_CONNECTIONS
    return Trouble.UNAVAILABLE if _NOT_NOW.search(text) else otherwise
