"""RSS, Atom and sitemaps of the outlets that have them."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from xml.sax.saxutils import escape

from demo.outlets import Feed
from demo.view import View

LATEST = 30  # items in a feed
PART = 10_000  # addresses in one sitemap
NEWS = 200  # items in the news sitemap


@dataclass(frozen=True, slots=True)
class FeedFile:
    type: str
    body: Callable[[], bytes]


def find(view: View, path: str) -> FeedFile | None:
    """The feed or sitemap at an address, if one lies there."""
    if view.site.feed is Feed.SITEMAP:
        return _sitemap(view, path)
    found = {
        (Feed.RSS, "/rss.xml"): FeedFile("application/rss+xml; charset=utf-8", lambda: rss(view).encode()),
        (Feed.ATOM, "/atom.xml"): FeedFile("application/atom+xml; charset=utf-8", lambda: atom(view).encode()),
    }
    return found.get((view.site.feed, path)) if view.site.feed else None


def _sitemap(view: View, path: str) -> FeedFile | None:
    if path == "/sitemap.xml":
        return FeedFile("application/xml; charset=utf-8", lambda: sitemap_index(view).encode())
    if path == "/news-sitemap.xml":
        return FeedFile("application/xml; charset=utf-8", lambda: news_sitemap(view).encode())
    name = path.removeprefix("/sitemap-").removesuffix(".xml.gz")
    if path == f"/sitemap-{name}.xml.gz" and name.isdecimal() and 1 <= int(name) <= parts(view):
        return FeedFile("application/gzip", lambda: gzip.compress(urlset(view, int(name)).encode(), 1, mtime=0))
    return None


def parts(view: View) -> int:
    return max(1, -(-view.count() // PART))


def rss(view: View) -> str:
    world, items = view.world, []
    for number in view.newest(None, 0, LATEST):
        items.append(
            f"<item><title>{escape(world.title(number))}</title><link>{escape(_absolute(view, number))}</link>"
            f'<guid isPermaLink="false">{view.site.id}-{number}</guid><pubDate>{format_datetime(world.published(number))}</pubDate>'
            f'<description>{escape(_summary(view, number))}</description><source url="{view.base}/">{world.origin(number)}</source></item>'
        )
    head = f"<title>{view.site.title}</title><link>{view.base}/</link><description>{view.site.title}最新消息</description><language>zh-cn</language>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def atom(view: View) -> str:
    world, items = view.world, []
    for number in view.newest(None, 0, LATEST):
        when = world.published(number).isoformat()
        items.append(
            f'<entry><title>{escape(world.title(number))}</title><link rel="alternate" href="{escape(_absolute(view, number))}"/>'
            f"<id>tag:{view.site.host},{when[:4]}:{number}</id><published>{when}</published><updated>{when}</updated>"
            f'<summary type="text">{escape(_summary(view, number))}</summary></entry>'
        )
    newest = view.newest_time()
    head = f'<title>{view.site.title}</title><id>{view.base}/</id><link href="{view.base}/"/><updated>{newest.isoformat() if newest else ""}</updated>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{head}{"".join(items)}</feed>'


def sitemap_index(view: View) -> str:
    """One part a line, newest first, and the news sitemap."""
    places = [f"{view.base}/sitemap-{part}.xml.gz" for part in range(1, parts(view) + 1)] + [f"{view.base}/news-sitemap.xml"]
    rows = "".join(f"<sitemap><loc>{place}</loc><lastmod>{view.world.today}</lastmod></sitemap>" for place in places)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


def urlset(view: View, part: int) -> str:
    numbers = view.newest(None, (part - 1) * PART, part * PART)
    rows = "".join(f"<url><loc>{view.url(number)}</loc><lastmod>{view.world.published(number):%Y-%m-%d}</lastmod></url>\n" for number in numbers)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def news_sitemap(view: View) -> str:
    rows = "".join(_news(view, number) for number in view.newest(None, 0, NEWS) if (view.world.today - view.world.published(number).date()).days <= 2)
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>{rows}</urlset>'


def _news(view: View, number: int) -> str:
    publication = f"<news:publication><news:name>{view.site.name}</news:name><news:language>zh-cn</news:language></news:publication>"
    return (
        f"<url><loc>{view.url(number)}</loc><news:news>{publication}<news:publication_date>{view.world.published(number).isoformat()}"
        f"</news:publication_date><news:title>{escape(view.world.title(number))}</news:title></news:news></url>\n"
    )


def _absolute(view: View, number: int) -> str:
    link = view.link(number)
    return link if link.startswith("http") else view.base + link


def _summary(view: View, number: int) -> str:
    return f"{view.world.page(number).paragraphs[0].text[:80]}……"
