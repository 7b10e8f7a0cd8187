"""附件: a scan or photo that a person hands in as evidence of what no page shows."""

from dataclasses import dataclass

LARGEST_SCAN = 20 << 20  # bytes
MOST_PIXELS = 200_000_000  # a newspaper page at 600 dots per inch has 140 million; more is made to exhaust whoever looks at it

# The kinds that are taken, by how their files begin.
BEGINNINGS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of a JPEG's segment that tells its size
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


@dataclass(frozen=True, slots=True)
class Scan:
    """A file whose content was looked at."""

    name: str  # as the person's file was called
    kind: str  # a key of SUFFIXES
    body: bytes


def scan(name: str, body: bytes) -> Scan:
    """What a file is, by its content; its name is not believed. Errors: ValueError with a Chinese sentence."""
    if len(body) > LARGEST_SCAN:
        raise ValueError(f"附件“{name}”超过 {LARGEST_SCAN >> 20} MB")
    kind = next((kind for beginning, kind in BEGINNINGS.items() if body.startswith(beginning)), "")
    if not kind:
        raise ValueError(f"附件“{name}”不是 jpg、png 或 pdf（按内容判断）")
    if pixels(kind, body) > MOST_PIXELS:
        raise ValueError(f"附件“{name}”超过 {MOST_PIXELS // 10_000} 万像素：请缩小以后再存")
    return Scan(name, kind, body)


def pixels(kind: str, body: bytes) -> int:
    """How large a picture says it is, read from its head without decoding it; 0 where the head does not say (ISO 15948, 11.2.2; ITU-T T.81, B.2.2)."""
    if kind == "image/png":
        return int.from_bytes(body[16:20]) * int.from_bytes(body[20:24])
    at = 2
    while kind == "image/jpeg" and at + 9 <= len(body) and body[at] == 0xFF:
        marker, length = body[at + 1], int.from_bytes(body[at + 2 : at + 4])
        if marker in FRAMES:
            return int.from_bytes(body[at + 5 : at + 7]) * int.from_bytes(body[at + 7 : at + 9])
        at += 2 + length
    return 0
