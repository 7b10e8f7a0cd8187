"""新华网's search: getNews."""

from urllib.parse import urljoin

from crawler.discover.answers import at, first, when, words
from crawler.discover.found import Found, Link, Next, Result
from crawler.discover.paging import with_fields
from crawler.discover.search.reply import Reply
from model.source import Discover

ADDRESS = "https://so.news.cn/getNews"


def asked(rules: Discover, word: str) -> Next:
    return Next(with_fields(rules.url, keyword=word, curPage=1, sortField=0, searchFields=1, lang="cn"))


def answered(reply: Reply) -> bool:
    content = at(reply.tree, "content")
    return isinstance(content, dict) and "results" in content


def find(reply: Reply) -> Found:
    results = at(reply.tree, "content", "results")
    if not answered(reply) and at(reply.tree, "code") not in (200, "200"):
        return Found(outcome=Result.BLOCKED)  # the firewall's answer, or an error in place of one
    links = [
        Link(
            urljoin(reply.url, first(row, "url")),
            first(row, "title"),
            when(row.get("pubtime"), reply.now),
            origin=first(row, "sitename"),
            excerpt=first(row, "des", "summary", "content"),
        )
        for row in (results if isinstance(results, list) else ())
        if isinstance(row, dict) and first(row, "url")
    ]
    page, pages = reply.page("curPage"), words(at(reply.tree, "content", "pageCount"))
    if not pages.isdigit() or page >= int(pages):
        return reply.found(links, None)
    if "getNews" in reply.url:
        return reply.found(links, reply.turned("curPage", page + 1))
    word = words(at(reply.tree, "content", "keyword"))
    return reply.found(links, Next(with_fields(ADDRESS, keyword=word, curPage=page + 1, sortField=0, searchFields=1, lang="cn")))
