"""What lies at which address of the world's hosts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from urllib.parse import parse_qs, urlsplit

from demo import feeds, lists
from demo.markup import pages
from demo.markup.assets import plate
from demo.outlets import OUTLETS, Feed, OutletSite, Paging
from demo.view import View
from demo.world import World

MOST_VIEWS = 64
PICTURES = ("/pic/", "/img/", "/ad/")


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
        self._hosts = {host: site for site in OUTLETS for host in site.hosts}
        self._views: dict[tuple[str, int], View] = {}
        self._seed = f"{world.seed}/{len(world)}/{world.months}/{world.today}".encode()

    def answer(self, host: str, target: str) -> Answer:
        """The answer to a GET. `host` is the Host header, `target` the request's path and query."""
        site = self._hosts.get(host.partition(":")[0].lower())
        if site is None:
            return Answer(status=404, body="没有这个网站\n".encode)
        parts = urlsplit(target)
        view = self._view(site, host.partition(":")[2])
        tag = f'"{blake2b(self._seed + f"{host}{target}".encode(), digest_size=8).hexdigest()}"'
        return self._route(view, parts.path, parse_qs(parts.query), tag)

    def _view(self, site: OutletSite, port: str) -> View:
        """One view of a site per port that requests name, so that what all its pages share is made once."""
        key = (site.id, int(port) if port.isdecimal() else 80)
        if key not in self._views:
            if len(self._views) > MOST_VIEWS:
                self._views.clear()
            self._views[key] = View(self.world, site, key[1])
        return self._views[key]

    def _route(self, view: View, path: str, query: dict[str, list[str]], tag: str) -> Answer:
        world, site = self.world, view.site
        number = world.number(site, path)
        if number is not None:
            return self._page(view, lambda: pages.article(view, number), tag, world.published(number))
        if (found := lists.find(view, path, query)) is not None:
            return self._page(view, lambda: pages.listing(view, found.column, found.page, found.total), tag, view.newest_time())
        if (feed := feeds.find(view, path)) is not None:
            return Answer(status=200, body=feed.body, type=feed.type, etag=tag, modified=view.newest_time())
        return self._special(view, path, query, tag)

    def _special(self, view: View, path: str, query: dict[str, list[str]], tag: str) -> Answer:
        """What few sites have, or nobody looks for."""
        site = view.site
        if path == "/":
            return Answer(status=302, body=bytes, location=site.columns[0].path)
        if path.startswith(PICTURES):
            return Answer(status=200, body=lambda: plate(path[-8:]), type="image/png", etag=tag)
        if path == "/robots.txt":
            return Answer(status=200, body=_robots(view).encode, etag=tag)
        if path == lists.DATA and site.paging is Paging.JPAGE:
            return self._page(view, lambda: lists.datastore(view, lists.number_in(query, "page")), tag, view.newest_time())
        if site.closed and path.startswith(site.closed):
            self.forbidden += 1
            return self._page(view, lambda: pages.closed(view), tag, view.newest_time())
        return Answer(status=404, body=lambda: pages.missing(view).encode(site.encoding), type=_html(site))

    def _page(self, view: View, make: Callable[[], str], tag: str, modified: datetime | None) -> Answer:
        return Answer(status=200, body=lambda: make().encode(view.site.encoding), type=_html(view.site), etag=tag, modified=modified)


def _html(site: OutletSite) -> str:
    return f"text/html; charset={site.charset}" if site.announces else "text/html"


def _robots(view: View) -> str:
    rules = ["User-agent: *"]
    if view.site.closed:
        rules += ["Crawl-delay: 0", f"Disallow: {view.site.closed}"]
    else:
        rules += ["Disallow: /search"]
    if view.site.feed is Feed.SITEMAP:
        rules += ["", f"Sitemap: {view.base}/sitemap.xml", f"Sitemap: {view.base}/news-sitemap.xml"]
    return "\n".join(rules) + "\n"
