"""Addresses with a day in them: the issues of a newspaper, lists that begin anew every day."""

from datetime import date, datetime, timedelta

from crawler.discover.dates import CHINA
from crawler.discover.found import Next
from model.source import Discover

PARTS = ("{Y}", "{m}", "{d}")


def dated(rules: Discover) -> bool:
    """Whether an address stands for many days, on some of which nothing appears."""
    return any(part in rules.url for part in PARTS)


def starts(rules: Discover, now: datetime, since: datetime | None) -> list[Next]:
    """The addresses to begin at, today's first: of `rules.back` days before it, or since the day asked for; one for an address without a day."""
    if not dated(rules):
        return [Next(rules.url)]
    today = now.astimezone(CHINA).date()
    first = since.astimezone(CHINA).date() if since else today - timedelta(days=rules.back)
    return [Next(on(rules.url, today - timedelta(days=back))) for back in range((today - first).days + 1)]


def on(url: str, day: date) -> str:
    return url.replace("{Y}", f"{day:%Y}").replace("{m}", f"{day:%m}").replace("{d}", f"{day:%d}")
