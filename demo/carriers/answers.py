"""What is asked of the simulated site, and what it answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: Mapping[str, str]
    form: str  # body of a POST
    headers: Mapping[str, str]  # names in lower case
    base: str  # http://host:port
    time: int  # which request for this address it is, from 1
    act: int  # of the play: 1 as published, 2 edited, 3 removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    body: bytes = b""
    status: int = 200
    type: str = HTML
    fields: Mapping[str, str] = field(default_factory=dict)  # further headers
    wait: float = 0.0  # seconds before it comes


Host = Callable[[Asked], Answer]  # one host of the site

NOT_FOUND = Answer(status=404, body="<html><title>404</title><body>页面不存在</body></html>".encode())


def html(text: str, charset: str = "utf-8", type_: str = HTML, **more: Any) -> Answer:
    return Answer(body=text.encode(charset), type=type_, **more)


def data(value: object, **more: Any) -> Answer:
    return Answer(body=json.dumps(value, ensure_ascii=False).encode(), type=JSON, **more)
