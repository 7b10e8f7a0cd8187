"""A generic webhook: JSON, signed, with a key by which the receiver knows a message that it has already."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any

from model.delivery import Channel
from scheduler.delivery.http import post
from scheduler.delivery.sender import Later, Letter

LARGEST = 8_000_000  # bytes of files that are sent along; more than that is only named
GOOD = ("0", "200", "ok", "success", "true", "none", "")
BAD = ("error", "fail", "failed", "failure", "false")


@dataclass(slots=True)
class Webhook:
    channel: Channel
    repeatable: bool = True  # by Idempotency-Key
    a_minute: int = 0

    def parts(self, letter: Letter) -> int:
        return 1

    def send(self, letter: Letter, part: int) -> str:
        body = json.dumps(content(letter), ensure_ascii=False).encode("utf-8", "replace")
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": f"jianbao-{letter.number}",
            "X-Jianbao-Timestamp": stamp,
            "X-Jianbao-Signature": f"sha256={signature(self.channel.secret, stamp, body)}",
        }
        answer = post(self.channel.url, body, headers, repeatable=True)
        if problem := error_inside(answer.json()):
            raise Later(f"对方收到但说没有成功：{problem}")
        return f"应答 {answer.status}"

    def close(self) -> None:
        """Each post has a connection of its own."""


def content(letter: Letter) -> dict[str, Any]:
    room, files = LARGEST, []
    for path in letter.files:
        size = path.stat().st_size
        fits = size <= room
        room -= size if fits else 0
        files.append({"name": path.name, "size": size, "base64": base64.b64encode(path.read_bytes()).decode() if fits else None})
    return {
        "id": letter.number,
        "key": letter.key,
        "occasion": letter.occasion,
        "subject": letter.subject,
        "text": letter.text,
        "link": letter.link,
        "files": files,
    }


def signature(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256, hex, of the stamp, a full stop and the body: the receiver checks that nobody else sent it, nor again later."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def error_inside(answer: dict[str, Any]) -> str:
    """What an answer of status 200 says went wrong, by the usual names; "" where nothing did."""
    codes = [name for name in ("errcode", "code") if str(answer.get(name, "")).lower() not in GOOD]
    flags = [name for name in ("ok", "success", "status") if str(answer.get(name, "")).lower() in BAD]
    if wrong := next(iter([*codes, *flags]), None):
        return f"{wrong} {answer[wrong]} {words(answer)}".strip()[:300]
    return (words(answer) or "error") if answer.get("error") else ""


def words(answer: dict[str, Any]) -> str:
    """The other side's own sentence."""
    for name in ("errmsg", "message", "msg", "error"):
        if isinstance(answer.get(name), str):
            return str(answer[name])[:200]
    return ""
