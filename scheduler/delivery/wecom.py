"""企业微信 group robot: markdown first cut to size, then the files, each uploaded and then named in a message of its own."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from model.delivery import Channel
from scheduler.delivery.http import post
from scheduler.delivery.sender import Busy, Later, Letter, Refused, clipped, one_line
from scheduler.delivery.webhook import words

MARKDOWN = 4096  # bytes
FILE = 20_000_000  # bytes; a larger one is only named
SMALLEST = 6  # bytes of a file
TOO_MANY = 45009
TRY_AGAIN = (-1, 45033)  # busy, too many at the same time


@dataclass(slots=True)
class WeCom:
    channel: Channel
    repeatable: bool = False
    a_minute: int = 20
    _uploaded: dict[Path, str] = field(default_factory=dict)

    def parts(self, letter: Letter) -> int:
        return 1 + len(fitting(letter))

    def send(self, letter: Letter, part: int) -> str:
        if part == 0:
            for path in fitting(letter):  # an upload is seen by nobody: what fails here fails before anything was told
                self._upload(path)
            return self._say({"msgtype": "markdown", "markdown": {"content": markdown(letter)}})
        return self._say({"msgtype": "file", "file": {"media_id": self._upload(fitting(letter)[part - 1])}})

    def close(self) -> None:
        """Each post has a connection of its own."""

    def _say(self, message: dict[str, Any]) -> str:
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
        checked(post(self.channel.url, body, {"Content-Type": "application/json"}).json())
        return "errcode 0"

    def _upload(self, path: Path) -> str:
        if path not in self._uploaded:
            body, content_type = form(path)
            answer = checked(post(upload_address(self.channel.url), body, {"Content-Type": content_type}, repeatable=True).json())
            self._uploaded[path] = str(answer["media_id"])
        return self._uploaded[path]


def fitting(letter: Letter) -> list[Path]:
    return [path for path in letter.files if SMALLEST <= path.stat().st_size <= FILE]


def markdown(letter: Letter) -> str:
    end = f"\n[打开剪报查看]({letter.link})" if letter.link else ""
    large = [path.name for path in letter.files if path not in fitting(letter)]
    end = (f"\n> 附件过大，请在网站下载：{'、'.join(large)}" if large else "") + end
    head = f"**{escaped(one_line(letter.subject))}**\n"
    return clipped(head + escaped(letter.text), MARKDOWN - len(end.encode())) + end


def escaped(text: str) -> str:
    """Titles that others wrote are text, not links, pictures or colours."""
    return "".join(f"\\{character}" if character in "\\`*[]<>" else character for character in text)


def checked(answer: dict[str, Any]) -> dict[str, Any]:
    """Success is errcode 0, not the status of the answer. Errors: Busy, Later, Refused."""
    code = answer.get("errcode")
    if code == 0:
        return answer
    said = f"企业微信 errcode {code} {words(answer)}".strip() if code is not None else "企业微信的回答看不懂"
    if code == TOO_MANY:
        raise Busy(said, timedelta(minutes=1))
    if code in TRY_AGAIN or code is None:
        raise Later(said)
    raise Refused(said)


def upload_address(url: str) -> str:
    """…/webhook/send?key=K becomes …/webhook/upload_media?key=K&type=file."""
    parts = urlsplit(url)
    path = parts.path.removesuffix("send") + "upload_media"
    return urlunsplit(parts._replace(path=path, query=f"{parts.query}&type=file"))


def form(path: Path) -> tuple[bytes, str]:
    """A multipart form with one file, and its content type."""
    boundary = secrets.token_hex(16)
    data = path.read_bytes()
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="media"; filename="{path.name}"; filelength={len(data)}\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + data + f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
