"""Posting to a robot or webhook: what certainly did not arrive is told apart from what may have."""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from scheduler.delivery.sender import Busy, Later, Refused, Unclear

TIMEOUT = 20.0  # seconds for connecting, and for each wait on the answer
LARGEST = 65536  # bytes of an answer that are read
AGENT = "jianbao"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """The object that the body holds; empty where it holds none."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}


def post(url: str, body: bytes, headers: Mapping[str, str], repeatable: bool = False) -> Answer:
    """Posts once; redirects are not followed, so that nothing goes where no administrator sent it.

    Errors: Later when it did not arrive, or may safely be sent again (`repeatable`, 5xx); Unclear when it may have arrived;
    Refused on any other status that is no success. The sentences name the host only: the address is a secret.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    connection = _connection(parts.scheme, host, parts.port)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        try:
            connection.connect()
        except ssl.SSLError as error:
            raise Refused(f"{host} 的证书不可信（{error.reason or 'TLS 失败'}）") from None
        except (OSError, UnicodeError) as error:
            raise Later(f"连不上 {host}（{reason(error)}）") from None
        try:
            connection.request("POST", target, body, {"User-Agent": AGENT, **headers})
            response = connection.getresponse()
            answer = Answer(response.status, response.read(LARGEST))
        except (OSError, HTTPException) as error:
            sentence = f"已发给 {host}，没有等到回答（{reason(error)}）"
            raise (Later(sentence) if repeatable else Unclear(sentence)) from None
        _judge(host, response, answer)
        return answer
    finally:
        connection.close()


def reason(error: BaseException) -> str:
    """What the system says of an error, in a few words and without addresses."""
    if isinstance(error, TimeoutError):
        return "超时"
    return str(getattr(error, "strerror", "") or "") or type(error).__name__


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    return HTTPConnection(host, port, timeout=TIMEOUT)


def _judge(host: str, response: HTTPResponse, answer: Answer) -> None:
    if 200 <= answer.status < 300:
        return
    sentence = f"{host} 应答 {answer.status}"
    if answer.status in (429, 503):
        after = response.getheader("Retry-After", "")
        wait = int(after) if after.isascii() and after.isdigit() and len(after) < 6 else 60
        raise Busy(sentence, timedelta(seconds=min(max(wait, 1), 6 * 3600)))
    if answer.status >= 500 or answer.status == 408:
        raise Later(sentence)
    raise Refused(f"{sentence}，请核对通道的网址和密钥")
