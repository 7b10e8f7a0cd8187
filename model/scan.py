"""附件: a scan or photo that a person hands in as evidence of what no page shows."""

from dataclasses import dataclass

LARGEST_SCAN = 20 << 20  # bytes

# The kinds that are taken, by how their files begin.
BEGINNINGS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
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
    return Scan(name, kind, body)
