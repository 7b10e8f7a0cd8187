"""Feeds with and without dates, in right and wrong encodings; and a bridge's feed of an official account."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from demo.carriers.answers import NOT_FOUND, Answer, Asked, Host, data, html
from demo.carriers.portals import article, numbered
from demo.carriers.texts import Piece, piece

ROWS = 4
RSS = "application/rss+xml"


def hosts(now: datetime) -> dict[str, Host]:
    return {
        "rss": lambda asked: feed(asked, 600, now, lambda items: rss(items, "utf-8")),
        "rss-undated": lambda asked: feed(asked, 610, now, lambda items: rss(items, "utf-8", dated=False)),
        "rss-gb": lambda asked: feed(asked, 620, now, lambda items: rss(items, "gb18030", declared="gb2312")),
        "rss-lying": lambda asked: feed(asked, 630, now, lambda items: rss(items, "gb18030", declared="utf-8")),
        "atom": lambda asked: feed(asked, 640, now, atom),
        "jsonfeed": lambda asked: feed(asked, 650, now, jsonfeed),
    }


def feed(asked: Asked, first: int, now: datetime, make: Callable[[Sequence[tuple[str, Piece]]], Answer]) -> Answer:
    if asked.path == "/feed":
        return make([(f"{asked.base}/a_{number}.html", piece(number, now)) for number in range(first, first + ROWS)])
    number = numbered(asked.path)
    return article(piece(number, now)) if first <= number < first + ROWS else NOT_FOUND


def rss(items: Sequence[tuple[str, Piece]], written: str, declared: str = "", dated: bool = True) -> Answer:
    rows = "".join(
        f"<item><title><![CDATA[{one.title}]]></title><link>{url}?from=rss&amp;n=1</link><guid isPermaLink='false'>{number}</guid>"
        + (f"<pubDate>{one.minute}:00</pubDate>" if dated else "")
        + f"<description>{one.paragraphs[0]} &amp;amp; 其他</description></item>"
        for number, (url, one) in enumerate(items)
    )
    return html(f'<?xml version="1.0" encoding="{declared or written}"?><rss version="2.0"><channel><title>动态</title>{rows}</channel></rss>', written, RSS)


def atom(items: Sequence[tuple[str, Piece]]) -> Answer:
    rows = "".join(
        f'<entry><title type="html">{one.title}</title><link rel="alternate" href="{url}"/><id>tag:x,{one.seconds}</id>'
        f"<updated>{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}</updated><published>{one.when.isoformat()}</published></entry>"
        for url, one in items
    )
    return html(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>动态</title>{rows}</feed>', type_="application/atom+xml")


def jsonfeed(items: Sequence[tuple[str, Piece]]) -> Answer:
    rows = [{"id": url, "url": url, "title": one.title, "date_published": one.when.isoformat()} for url, one in items]
    return data({"version": "https://jsonfeed.org/version/1.1", "title": "动态", "items": rows})


def bridge(account: str, items: Sequence[tuple[str, Piece]]) -> Answer:
    """What wewe-rss hands out for an official account."""
    rows = "".join(
        f"<item><title><![CDATA[{one.title}]]></title><link>{url}</link><guid>{url.rpartition('/')[2]}</guid>"
        f"<pubDate>{format_datetime(one.when)}</pubDate><author>{account}</author></item>"
        for url, one in items
    )
    return html(f'<rss version="2.0"><channel><title>{account}</title><generator>WeWe-RSS</generator>{rows}</channel></rss>', type_=RSS)
