"""钉钉 group robot: signed markdown with a link, since these robots take no files."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus

from model.delivery import Channel
from scheduler.delivery.http import post
from scheduler.delivery.sender import Busy, Later, Letter, Refused, clipped, named, one_line
from scheduler.delivery.webhook import words
from scheduler.delivery.wecom import escaped

TEXT = 18_000  # bytes; a message may have 20,000
TOO_FAST = 130101  # more than 20 a minute: the robot is silent for ten minutes
NOT_OURS = 310000  # keyword, signature or address of the sender
BUSY = (-1, 410100)


@dataclass(slots=True)
class DingTalk:
    channel: Channel
    repeatable: bool = False
    a_minute: int = 20

    def parts(self, letter: Letter) -> int:
        return 1

    def send(self, letter: Letter, part: int) -> str:
        message = {"msgtype": "markdown", "markdown": {"title": clipped(one_line(letter.subject), 200, "…"), "text": text(letter, self.channel.keyword)}}
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
        url = signed(self.channel.url, self.channel.secret, int(time.time() * 1000)) if self.channel.secret else self.channel.url
        check(post(url, body, {"Content-Type": "application/json; charset=utf-8"}).json())
        return "errcode 0"

    def close(self) -> None:
        """Each post has a connection of its own."""


def text(letter: Letter, keyword: str) -> str:
    end = f"\n\n附件：{named(letter.files)}，请在网站下载。" if letter.files else ""
    end += f"\n\n[打开剪报查看]({letter.link})" if letter.link else ""
    lines = [f"### {escaped(one_line(letter.subject))}", *(escaped(line) for line in letter.text.splitlines() if line.strip())]
    whole = "\n\n".join(lines)
    if keyword and keyword not in whole + end:
        end += f"\n\n{keyword}"
    return clipped(whole, TEXT - len(end.encode()), "\n\n…") + end


def signed(url: str, secret: str, stamp: int) -> str:
    """The address with `timestamp` (milliseconds) and `sign`, as 钉钉's documents for custom robots say: HMAC-SHA256 of "timestamp\\nsecret", base64."""
    mark = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={quote_plus(base64.b64encode(mark))}"


def check(answer: dict[str, Any]) -> None:
    """Errors: Busy, Later, Refused."""
    code = answer.get("errcode")
    if code == 0:
        return
    said = f"钉钉 errcode {code} {words(answer)}".strip() if code is not None else "钉钉的回答看不懂"
    if code == TOO_FAST:
        raise Busy(said, timedelta(minutes=10))
    if code == NOT_OURS:
        raise Refused(f"{said}；请核对机器人的关键词、加签密钥、IP 白名单，以及本机时间（误差不能超过 1 小时）")
    if code in BUSY or code is None:
        raise Later(said)
    raise Refused(said)
