"""The data interface of the Hunan government sites: a column newest first, or a word in titles."""

from urllib.parse import urlencode, urljoin

from crawler.discover.answers import at, first, when, words
from crawler.discover.found import Found, Link, Next
from crawler.discover.search.reply import Reply
from model.source import Discover

ROWS = 20  # of one answer


def asked(rules: Discover, word: str) -> Next:
    """What is published of a channel, newest first."""
    terms = [
        {"key": "status", "value": "4", "join": "and", "queryType": "term"},
        {"key": "publishedTime", "sort": "true", "order": "desc", "queryType": "term"},
    ]
    if word:
        terms.append({"key": "title", "value": word, "join": "and", "queryType": "term"})
    fields = [(f"datas[{number}][{name}]", value) for number, term in enumerate(terms) for name, value in term.items()]
    return Next(rules.url, urlencode([*fields, ("page", "1"), ("_pageSize", str(ROWS)), ("_isAgg", "true")]))


def answered(reply: Reply) -> bool:
    results = at(reply.tree, "data", "results")
    return isinstance(results, list) or (results is None and isinstance(at(reply.tree, "data"), dict) and "results" in reply.tree["data"])


def find(reply: Reply) -> Found:
    results = at(reply.tree, "data", "results")
    rows = [row for row in results if isinstance(row, dict)] if isinstance(results, list) else []
    links = [
        Link(
            urljoin(reply.base or reply.url, first(row, "url")),
            first(row, "title"),
            when(row.get("publishedTimeStr"), reply.now) or when(row.get("publishedTime"), reply.now),
            origin=first(row, "source"),
            column=first(row, "channelName"),
        )
        for row in rows
        if first(row, "url")
    ]
    page, size, total = reply.page("page"), reply.page("_pageSize"), words(at(reply.tree, "data", "total"))
    more = reply.form and (page * size < int(total) if total.isdigit() else len(rows) >= size)
    return reply.found(links, reply.turned("page", page + 1) if more else None)
