"""Servers with good and bad manners: slow, overloaded, guarded, in a circle; validators, gzip, robots.txt; a story that is edited, then removed."""

import gzip
from dataclasses import replace
from datetime import datetime

from demo.carriers.answers import NOT_FOUND, Answer, Asked, Host, html
from demo.carriers.portals import article, numbered, rows
from demo.carriers.texts import piece

ROWS = 3
SLOW = 4.0  # seconds
AGAIN = 1  # seconds of a Retry-After
LATER = 7200  # seconds of one that no run waits for
CHECK = "<html><head><meta id='9DhefwqGPrzGxEp9hPaoag' content='qK8x' r='m'><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head></html>"
ROBOTS = "User-agent: *\nCrawl-delay: 1\nDisallow: /neibu/\n"
EDITED = "更正：开放时间改为每天早上七点到晚上八点，周末照常开放，原来公布的时间不再执行。"


def hosts(now: datetime) -> dict[str, Host]:
    return {
        "slow": lambda asked: replace(column(asked, 1000, now), wait=SLOW if asked.path == "/a_1000.html" else 0.0),
        "busy": lambda asked: refusing_once(asked, column(asked, 1010, now), 429, AGAIN),
        "busy-long": lambda asked: refusing_once(asked, column(asked, 1020, now), 429, LATER),
        "guarded": lambda _: html(CHECK, status=412),
        "stumbling": lambda asked: refusing_once(asked, column(asked, 1030, now), 500, 0),
        "circle": lambda asked: circle(asked, now),
        "packed": lambda asked: packed(column(asked, 1050, now), asked),
        "robots": lambda asked: robots(asked, now),
        "edited": lambda asked: edited(asked, now),
    }


def column(asked: Asked, first: int, now: datetime) -> Answer:
    """A list and its articles."""
    if asked.path == "/":
        return html(f"<html><body><ul>{rows(range(first, first + ROWS), now, '/a_{n}.html')}</ul></body></html>")
    number = numbered(asked.path)
    return article(piece(number, now)) if first <= number < first + ROWS else NOT_FOUND


def refusing_once(asked: Asked, then: Answer, status: int, seconds: int) -> Answer:
    """The first request for each page is refused, with the time to come back."""
    if asked.path == "/robots.txt" or asked.time > 1 or then.status != 200:
        return then
    return Answer(status=status, fields={"Retry-After": str(seconds)} if seconds else {})


def circle(asked: Asked, now: datetime) -> Answer:
    """An article that leads to itself, another that leads from one address to the next for ever."""
    if asked.path == "/a_1040.html":
        return Answer(status=302, fields={"Location": "/a_1040.html"})
    if asked.path.startswith("/a_1041") or asked.path.startswith("/on/"):
        return Answer(status=301, fields={"Location": f"/on/{asked.path.count('x')}{'x' * (asked.path.count('x') + 1)}"})
    return column(asked, 1040, now)


def packed(plain: Answer, asked: Asked) -> Answer:
    """gzip, and validators: what has not changed is not sent again."""
    if plain.status != 200:
        return plain
    tag = f'"{len(plain.body)}-{asked.path}"'
    if asked.headers.get("if-none-match") == tag:
        return Answer(status=304, fields={"ETag": tag})
    return replace(plain, body=gzip.compress(plain.body, mtime=0), fields={"Content-Encoding": "gzip", "ETag": tag})


def robots(asked: Asked, now: datetime) -> Answer:
    if asked.path == "/robots.txt":
        return html(ROBOTS, type_="text/plain")
    found = column(asked, 1060, now)
    forbidden = f"<li><a href='/neibu/a_1070.html'>内部通报一则请勿外传勿采集</a><span>{piece(1070, now).day}</span></li>"
    return replace(found, body=found.body.replace(b"<ul>", f"<ul>{forbidden}".encode())) if asked.path == "/" else found


def edited(asked: Asked, now: datetime) -> Answer:
    """The first story is edited in the second act and removed in the third; the others stay."""
    if asked.path != "/a_1080.html" or asked.act == 1:
        return column(asked, 1080, now)
    one = piece(1080, now)
    return article(replace(one, paragraphs=(*one.paragraphs, EDITED))) if asked.act == 2 else replace(NOT_FOUND, status=410)
