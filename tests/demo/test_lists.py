"""Lists, feeds and sitemaps: whoever follows them finds every article."""

import gzip
import re
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html
import pytest

from demo.outlets import OUTLETS, Column, Feed, OutletSite, Paging
from demo.world import Truth, World
from tests.demo.conftest import Get

TRACKED = re.compile(r"[?&](from|spm|isappinstalled|utm_\w+)=[^&]*")
DATE = re.compile(r"(20\d\d)[-/.年](\d\d?)[-/.月](\d\d?)")


def rows(site: OutletSite, world: World, doc: lxml.html.HtmlElement) -> list[tuple[str, int, date]]:
    """Links of the list itself with the number of their article and the date of the row."""
    found = []
    for link in doc.cssselect(".list-page a[href]"):
        path = urlsplit(TRACKED.sub("", link.get("href"))).path
        number = world.number(site, path)
        if number is None:
            continue
        row = link
        while not DATE.search(row.text_content()):
            row = row.getparent()
        year, month, day = DATE.search(row.text_content()).groups()
        found.append((link.get("href"), number, date(int(year), int(month), int(day))))
    return found


def following(site: OutletSite, column: Column, page: str, doc: lxml.html.HtmlElement, number: int) -> str:
    """The address of the next page, found in the way of the site."""
    if site.paging is Paging.SCRIPT:
        pages, current, name, kind = re.search(r'createPageHTML\((\d+), (\d+), "(\w+)", "(\w+)"\)', page).groups()
        return f"{column.path}{name}_{int(current) + 1}.{kind}" if int(current) + 1 < int(pages) else ""
    if site.paging is Paging.NEXT:
        return next((link.get("href") for link in doc.iter("a") if link.text_content() in ("下一页", "下一頁")), "")
    template = f"{column.path}?page={{}}" if site.paging is Paging.QUERY else f"{column.path}index_{{}}.html"
    return template.format(site.second + number - 1)


@pytest.mark.parametrize("site", [site for site in OUTLETS if site.paging is not Paging.JPAGE], ids=lambda site: site.id)
def test_a_list_leads_to_every_article_newest_first(site: OutletSite, world: World, truth: list[Truth], get: Get) -> None:
    reached = []
    for column in site.columns:
        path, number, listed = column.path, 1, []
        while path:
            reply = get(site.host, path)
            if reply.status == 404:
                assert site.paging in (Paging.STATIC, Paging.QUERY)
                break
            page = reply.body.decode(site.encoding)
            doc = lxml.html.fromstring(page)
            listed.append(rows(site, world, doc))
            path, number = following(site, column, page, doc, number), number + 1
        assert all(len(page) == 20 for page in listed[:-1])
        flat = [row for page in listed for row in page]
        assert [day for _, _, day in flat] == sorted((day for _, _, day in flat), reverse=True)
        assert [day for _, _, day in flat] == [world.published(n).date() for _, n, _ in flat]
        reached += [n for _, n, _ in flat]
    assert len(set(reached)) == len(reached) == sum(t.outlet == site.id for t in truth)


def test_jpage_hands_out_overlapping_windows(world: World, truth: list[Truth], get: Get) -> None:
    site = next(site for site in OUTLETS if site.paging is Paging.JPAGE)
    page = get(site.host, site.columns[0].path).body.decode()
    (first,) = re.findall(r'<script type="text/xml">(<datastore>.*?</datastore>)</script>', page, re.DOTALL)
    assert "/module/web/jpage/dataproxy.jsp?page=1&" in first
    total, windows = int(re.findall(r"<totalrecord>(\d+)", first)[0]), [first]
    for number in range(1, int(re.findall(r"<totalpage>(\d+)", first)[0]) + 1):
        windows.append(get(site.host, f"/module/web/jpage/dataproxy.jsp?page={number}&webid=1&columnid=33718&unitid=212860").body.decode())
    links = [re.findall(r'<record><!\[CDATA\[<li><a target="_blank" href="([^"]+)" title="[^"]+">', window) for window in windows]
    assert links[0] == links[1]
    assert len(links[1]) == 61
    assert set(links[1]) & set(links[2])
    assert len({link for window in links for link in window}) == total == sum(t.outlet == "mzj" for t in truth)


@pytest.mark.parametrize("kind", [Feed.RSS, Feed.ATOM])
def test_feeds_show_the_last_thirty(kind: Feed, world: World, get: Get) -> None:
    site = next(site for site in OUTLETS if site.feed is kind)
    reply = get(site.host, f"/{kind}.xml")
    doc = lxml.etree.fromstring(reply.body)
    names = {"a": "http://www.w3.org/2005/Atom"}
    links = doc.xpath("//item/link/text()") or doc.xpath("//a:entry/a:link/@href", namespaces=names)
    numbers = [world.number(site, urlsplit(TRACKED.sub("", link)).path) for link in links]
    assert len(numbers) == 30
    assert numbers == sorted(numbers, reverse=True)
    titles = doc.xpath("//item/title/text()") or doc.xpath("//a:entry/a:title/text()", namespaces=names)
    assert titles == [world.title(number) for number in numbers if number is not None]
    assert all(link.startswith(f"http://{site.host}:") or link.startswith(f"http://m.{site.id}.localhost:") for link in links)


def test_the_sitemap_names_every_article(truth: list[Truth], get: Get) -> None:
    site = next(site for site in OUTLETS if site.feed is Feed.SITEMAP)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}
    robots = get(site.host, "/robots.txt").body.decode()
    assert "Sitemap: http://jiuyu.localhost:" in robots
    parts = lxml.etree.fromstring(get(site.host, "/sitemap.xml").body).xpath("//s:loc/text()", namespaces=names)
    paths = []
    for part in parts:
        reply = get(site.host, urlsplit(part).path)
        raw = gzip.decompress(reply.body) if part.endswith(".gz") else reply.body
        doc = lxml.etree.fromstring(raw)
        found = [urlsplit(place).path for place in doc.xpath("//s:url/s:loc/text()", namespaces=names)]
        if part.endswith("news-sitemap.xml"):
            assert set(found) <= set(paths)
            times = doc.xpath("//n:publication_date/text()", namespaces=names)
            assert all(datetime.fromisoformat(time).date() >= date(2026, 11, 20) for time in times)
        else:
            paths += found
    assert sorted(paths) == sorted(urlsplit(t.url).path for t in truth if t.outlet == site.id)


def test_some_rows_hide_the_same_article_behind_other_addresses(world: World, get: Get) -> None:
    hrefs = []
    for site in OUTLETS:
        if site.tracked:
            page = get(site.host, site.columns[0].path).body.decode()
            hrefs += [urljoin(f"http://{site.host}/", link.get("href")) for link in lxml.html.fromstring(page).cssselect(".list-page a[href]")]
    assert any("spm=" in href or "from=" in href or "utm_source=" in href for href in hrefs)
    phone = next(href for href in hrefs if "://m." in href)
    assert get(urlsplit(phone).hostname or "", urlsplit(phone).path).status == 200
