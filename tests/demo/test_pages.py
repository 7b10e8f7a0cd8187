"""The article pages: markup of each outlet's own, with exactly the text that the truth holds."""

import re
from collections import defaultdict

import lxml.html

from demo.site import Site
from demo.world import Truth, World

BODIES = {  # where each outlet's page has its text
    "jiuyu": "#detail",
    "xinminsheng": ".xms-body",
    "xbribao": "#zoom",
    "xbzaixian": "article#content",
    "ribao": "div.article",
    "yunxiwang": "#artibody",
    "linjiang": "#Zoom",
    "qingshi": ".TRS_Editor",
    "yuntai": "#MyContent",
    "bailu": "#article-content",
    "fulibao": "#content_text",
    "yinling": ".post-content",
    "mzj": "#zoom",
    "canghai": "#story",
}
TITLES = {"xbribao": "#title", "linjiang": "h2", "qingshi": ".gov-title", "yuntai": "h3.yt-title", "fulibao": ".fl-title", "mzj": "#title"}  # else h1
TIMES = re.compile(r"(20\d\d)\D(\d\d)\D(\d\d)日?\s+(\d\d:\d\d(?::\d\d)?)")


def served(world: World, site: Site, t: Truth) -> tuple[bytes, str]:
    """The page's bytes and the text that a browser would decode them to."""
    outlet = next(outlet for outlet in world.outlets() if outlet.id == t.outlet)
    host, _, path = t.url.removeprefix("http://").partition("/")
    answer = site.answer(host, "/" + path)
    assert answer.status == 200, t.url
    assert answer.type == f"text/html; charset={outlet.charset}"
    body = answer.body()
    return body, body.decode("gb18030" if outlet.charset == "gb2312" else outlet.charset)


def lines(element: lxml.html.HtmlElement) -> str:
    """Its text with a line for each paragraph or break, indents off."""
    for mark in element.iter("br", "p", "div"):
        mark.tail = "\n" + (mark.tail or "")
    return "\n".join(line.strip() for line in element.text_content().splitlines() if line.strip())


def test_page_has_the_true_text_headline_time_and_origin(world: World, truth: list[Truth]) -> None:
    site, sizes = Site(world), defaultdict(list)
    for t in truth:
        raw, page = served(world, site, t)
        sizes[t.outlet].append(len(raw))
        doc = lxml.html.fromstring(page)
        (body,) = doc.cssselect(BODIES[t.outlet])
        assert lines(body) == t.body, t.url
        assert doc.cssselect(TITLES.get(t.outlet, "h1"))[0].text_content().strip() == t.title
        text = doc.text_content()
        assert f"来源：{t.origin}" in text or f"來源：{t.origin}" in text or t.outlet == "yinling", t.url
        when = f"{t.published:%Y-%m-%d %H:%M:%S}"
        assert any(when.startswith(f"{'-'.join(found[:3])} {found[3]}") for found in TIMES.findall(text)), t.url
    everything = [size for each in sizes.values() for size in each]
    assert 36_000 < sum(everything) / len(everything) < 44_000
    assert len(sizes) == 14


def test_class_names_differ_from_outlet_to_outlet(world: World, truth: list[Truth]) -> None:
    site, names = Site(world), {}
    for t in {t.outlet: t for t in truth}.values():
        doc = lxml.html.fromstring(served(world, site, t)[1])
        names[t.outlet] = {name for element in doc.iter("div", "h1", "h2", "section", "article") for name in (element.get("class") or "").split()}
    for a, mine in names.items():
        for b, theirs in names.items():
            assert a == b or len(mine & theirs) / len(mine | theirs) < 0.4, (a, b)


def test_gb2312_pages_hold_characters_that_gb2312_lacks(world: World, truth: list[Truth]) -> None:
    """As everywhere: declared is the old set, written is its successor."""
    site = Site(world)
    pages = [served(world, site, t) for t in truth if t.outlet == "yuntai"]
    assert all(b'charset="gb2312"' in raw for raw, _ in pages)
    assert any(text.encode("gb2312", "ignore").decode("gb2312") != text for _, text in pages)


def test_government_pages_carry_the_page_tags(world: World, truth: list[Truth]) -> None:
    site = Site(world)
    for outlet in ("mzj", "qingshi"):
        t = next(t for t in truth if t.outlet == outlet)
        doc = lxml.html.fromstring(served(world, site, t)[1])
        tags = {meta.get("name"): meta.get("content") for meta in doc.iter("meta") if meta.get("name")}
        assert tags["ArticleTitle"] == t.title
        assert tags["ContentSource"] == t.origin
        assert f"{t.published:%Y-%m-%d %H:%M:%S}".startswith(tags["PubDate"])
        assert {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"} <= set(tags)


def test_every_simplified_word_of_the_traditional_site_is_converted(world: World, truth: list[Truth]) -> None:
    page = served(world, Site(world), next(t for t in truth if t.outlet == "canghai"))[1]
    assert "責任編輯：" in page
    assert "热点" not in page
    assert "发布时间" not in page
