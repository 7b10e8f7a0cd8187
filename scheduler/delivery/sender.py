"""What every way of telling people has in common: parts that are sent one by one, and the ways in which that can fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from model.delivery import Delivery


class Later(Exception):
    """It certainly did not arrive, and may at another time. The text is the reason, in Chinese."""


class Busy(Exception):
    """The other side takes no more for a while: nobody's failure."""

    def __init__(self, reason: str, wait: timedelta) -> None:
        super().__init__(reason)
        self.wait = wait


class Refused(Exception):
    """It did not arrive and will not unless a person changes something."""


class Unclear(Exception):
    """It was handed over and no answer came: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as one recipient gets it."""

    number: int  # Delivery.number: the same for every attempt
    key: str
    occasion: str
    recipient: str
    subject: str
    text: str
    files: tuple[Path, ...]  # that are there
    link: str  # "" where readers have no address of the site


class Sender(Protocol):
    """Sends on one channel. Twice the same part is as once where `repeatable`."""

    repeatable: bool
    a_minute: int  # parts that the other side takes; 0: any number

    def parts(self, letter: Letter) -> int: ...

    def send(self, letter: Letter, part: int) -> str:
        """Sends a part, from 0; returns what the other side answered. Errors: Later, Busy, Refused, Unclear."""
        ...

    def close(self) -> None: ...


def letter(delivery: Delivery, home: Path, site: str) -> Letter:
    """Files that are gone since are named in the text rather than missed."""
    message = delivery.message
    files = [home / name for name in message.files]
    gone = [path.name for path in files if not path.is_file()]
    note = f"\n\n（附件 {'、'.join(gone)} 已不在服务器上）" if gone else ""
    link = f"{site.rstrip('/')}{message.link}" if site and message.link else ""
    there = tuple(path for path in files if path.is_file())
    return Letter(delivery.number, message.key, message.occasion, delivery.recipient, message.subject, message.text + note, there, link)


def plain(letter: Letter) -> str:
    """Text and link, as lines."""
    return f"{letter.text}\n\n{letter.link}" if letter.link else letter.text


def clipped(text: str, limit: int, end: str = "\n…") -> str:
    """At most `limit` bytes of UTF-8, cut between characters."""
    data = text.encode("utf-8", "replace")
    if len(data) <= limit:
        return data.decode()
    return data[: limit - len(end.encode())].decode("utf-8", "ignore") + end


def one_line(text: str) -> str:
    """Without breaks and controls, as headers and titles want it."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def named(paths: Sequence[Path]) -> str:
    return "、".join(path.name for path in paths)
