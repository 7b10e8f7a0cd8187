"""Text on its way to a log or a page: one line, whatever a page or header put into it, and no secrets."""

import re

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A value that lets its holder in, by the name it has in an address: ?access_token=…, &key=…
VALUES = re.compile(
    r"([?&;][\w.-]*(?:token|key|secret|passwd|password|pwd|sign|signature|auth|ticket|session|sessionid|sid)=)[^&#\s\"'）)；，]+", re.IGNORECASE
)
LOGINS = re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^/\s@]+@", re.IGNORECASE)  # https://user:password@host
HEADERS = re.compile(r"\b((?:proxy-)?authorization|cookie|set-cookie|x-api-key)(['\"]?\s*[:=]\s*['\"]?)(?:(?:bearer|basic)\s+)?[^\s,}'\"]+", re.IGNORECASE)
HIDDEN = "＊＊＊"


def masked(text: str) -> str:
    """Without keys, tokens and passwords in addresses and headers."""
    text = VALUES.sub(rf"\1{HIDDEN}", text)
    text = LOGINS.sub(rf"\1{HIDDEN}@", text)
    return HEADERS.sub(rf"\1\2{HIDDEN}", text)


def line(text: str) -> str:
    """One line: line breaks, escape sequences and other controls as they are written in programs."""
    return CONTROLS.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), masked(text))
