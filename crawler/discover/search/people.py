"""人民网's search: JSON posted, JSON answered, over http only."""

import json
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.discover.answers import at, first, when, words
from crawler.discover.found import Found, Link, Next
from crawler.discover.search.reply import JSON, Reply
from model.source import Discover

LIMIT = 20  # records of one answer


def asked(rules: Discover, word: str) -> Next:
    """Newest first; the word in quotes, since 民政局 alone would match every city's."""
    site = "{0.scheme}://{0.netloc}".format(urlsplit(rules.url))
    question = {"key": f'"{word}"', "page": 1, "limit": LIMIT, "hasTitle": True, "hasContent": True, "isFuzzy": True, "type": 0, "sortType": 2}
    headers = (JSON, ("Origin", site), ("Referer", f"{site}/s/"))
    return Next(rules.url, json.dumps({**question, "startTime": 0, "endTime": 0}, ensure_ascii=False), headers)


def answered(reply: Reply) -> bool:
    return isinstance(at(reply.tree, "data", "records"), list)


def find(reply: Reply) -> Found:
    records = at(reply.tree, "data", "records")
    links = [link(row, reply) for row in records if isinstance(row, dict)] if isinstance(records, list) else []
    return reply.found((found for found in links if found.url), following(reply))


def link(row: dict[str, Any], reply: Reply) -> Link:
    channel, _, column = first(row, "belongsName").partition("#")
    return Link(
        urljoin(reply.url, first(row, "url", "originUrl")) if first(row, "url", "originUrl") else "",
        first(row, "title"),
        when(row.get("displayTime"), reply.now) or when(row.get("inputTime"), reply.now),
        origin=first(row, "source", "originName", "originalName"),
        column=column or channel,
        excerpt=first(row, "content", "contentOriginal", "subtitle"),
    )


def following(reply: Reply) -> Next | None:
    question, total = reply.posted(), words(at(reply.tree, "data", "total"))
    page, limit = question.get("page"), question.get("limit")
    if not (isinstance(page, int) and isinstance(limit, int) and total.isdigit()) or page * limit >= int(total):
        return None
    site = "{0.scheme}://{0.netloc}".format(urlsplit(reply.url))
    return Next(reply.url, json.dumps({**question, "page": page + 1}, ensure_ascii=False), (JSON, ("Origin", site), ("Referer", f"{site}/s/")))
