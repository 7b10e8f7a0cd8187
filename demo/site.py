"""What lies at which address of the world's hosts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from urllib.parse import parse_qs, urlsplit

from demo import feeds, lists
from demo.markup import pages
from demo.outlets import OUTLETS, Feed, OutletSite
from demo.view import View
from demo.world import World

FORBIDDEN = "/internal/"  # robots.txt of one outlet closes it; what lies there looks like an article
KEEPS_CLOSED = "ribao"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer before it is written: the body is made only when it is needed."""

    status: int
    body: Callable[[], bytes]
    type: str = "text/plain; charset=utf-8"
    etag: str = '"-"'
    modified: datetime | None = None
    location: str = ""


class Site:
    """All hosts of one world."""

    def __init__(self, world: World):
        self.world = world
        self.forbidden = 0
        self._hosts = {prefix + site.host: site for site in OUTLETS for prefix in ("", "m.")}
        self._seed = f"{world.seed}/{len(world)}/{world.months}/{world.today}".encode()

    def answer(self, host: str, target: str) -> Answer:
        """The answer to a GET. `host` is the Host header, `target` the request's path and query."""
        site = self._hosts.get(host.partition(":")[0].lower())
        if site is None:
            return Answer(status=404, body=lambda: "没有这个网站\n".encode())
        parts = urlsplit(target)
        view = View(self.world, site, port=int(host.partition(":")[2] or 80))
        tag = f'"{blake2b(self._seed + f"{host}{target}".encode(), digest_size=8).hexdigest()}"'
        return self._route(view, parts.path, parse_qs(parts.query), tag)

    def _route(self, view: View, path: str, query: dict[str, list[str]], tag: str) -> Answer:
        world, site = self.world, view.site
        number = world.number(site, path)
        if number is not None:
            return self._page(view, lambda: pages.article(view, number), tag, world.published(number))
        if path == "/":
            return Answer(status=302, body=lambda: b"", location=site.columns[0].path)
        if path == "/robots.txt":
            return Answer(status=200, body=lambda: _robots(view).encode(), etag=tag)
        if path.startswith(FORBIDDEN) and site.id == KEEPS_CLOSED:
            self.forbidden += 1
            return self._page(view, lambda: pages.closed(view), tag, view.newest_time())
        if (feed := feeds.find(view, path)) is not None:
            return Answer(status=200, body=feed.body, type=feed.type, etag=tag, modified=view.newest_time())
        if (page := lists.find(view, path, query)) is not None:
            return self._page(view, page, tag, view.newest_time())
        return Answer(status=404, body=lambda: pages.missing(view).encode(site.encoding), type=_html(site))

    def _page(self, view: View, make: Callable[[], str], tag: str, modified: datetime | None) -> Answer:
        return Answer(status=200, body=lambda: make().encode(view.site.encoding), type=_html(view.site), etag=tag, modified=modified)


def _html(site: OutletSite) -> str:
    return f"text/html; charset={site.charset}" if site.announces else "text/html"


def _robots(view: View) -> str:
    rules = ["User-agent: *"]
    if view.site.id == KEEPS_CLOSED:
        rules += ["Crawl-delay: 0", f"Disallow: {FORBIDDEN}"]
    else:
        rules += ["Disallow: /search"]
    if view.site.feed is Feed.SITEMAP:
        rules += ["", f"Sitemap: {view.base}/sitemap.xml", f"Sitemap: {view.base}/news-sitemap.xml"]
    return "\n".join(rules) + "\n"
