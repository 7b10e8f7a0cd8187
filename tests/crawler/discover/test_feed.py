"""Feeds and sitemaps, as the formats say and as sites write them."""

import gzip
import json
from datetime import datetime

import pytest

from crawler.discover.found import Next, Result
from model.source import Kind
from tests.crawler.discover.pages import read, told

RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>要闻</title>
<item><media:title>不是标题</media:title><title>社区助餐点开张&amp;amp;试营业</title><link>http://news.example/a/1.html</link>
<pubDate>Fri, 20 Nov 2026 09:30:00 +0800</pubDate></item>
<item><title><![CDATA[养老<b>服务</b>&ldquo;新&rdquo;进展]]></title><link> /a/2.html </link><pubDate>2026-11-19 08:00:00</pubDate></item>
<item><title>没有链接而有编号&nbsp;的一条</title><guid>http://news.example/a/3.html</guid><dc:date>2026-11-18T01:00:00Z</dc:date></item>
<item><title>编号不是地址</title><guid isPermaLink="false">http://news.example/x</guid></item>
</channel></rss>"""
ROWS = [
    ("http://news.example/a/1.html", "社区助餐点开张&试营业", "2026-11-20 09:30"),
    ("http://news.example/a/2.html", "养老服务“新”进展", "2026-11-19 08:00"),
    ("http://news.example/a/3.html", "没有链接而有编号 的一条", "2026-11-18 01:00"),
]


@pytest.mark.parametrize(("declared", "bytes_"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8")])
def test_rss_in_right_and_wrong_encodings(declared: str, bytes_: str) -> None:
    found = read(Kind.FEED, RSS.format(charset=declared).encode(bytes_))
    assert told(found) == ROWS
    assert found.outcome is Result.ROWS


def test_rss_cut_in_the_middle_gives_its_complete_entries() -> None:
    text = RSS.format(charset="utf-8")
    assert told(read(Kind.FEED, text[: text.index("没有链接")]))[:2] == ROWS[:2]


def test_a_bare_ampersand_loses_nothing() -> None:
    text = "<rss><channel><item><title>助餐 & 助浴</title><link>http://news.example/?id=1&cat=2</link></item></channel></rss>"
    assert told(read(Kind.FEED, text)) == [("http://news.example/?id=1&cat=2", "助餐 & 助浴", "")]


@pytest.mark.parametrize("date", ["Fri, 20 Nov 2026 09:30:00 CST", "Fri Nov 20 09:30:00 CST 2026", "2026/11/20 9:30:00", "2026年11月20日 09:30", "1795138200"])
def test_dates_as_chinese_feeds_write_them(date: str) -> None:
    found = read(Kind.FEED, f"<rss><channel><item><title>一条</title><link>/1</link><pubDate>{date}</pubDate></item></channel></rss>")
    assert [row.published for row in found.rows] == [datetime.fromisoformat("2026-11-20T09:30:00+08:00")]


def test_rdf() -> None:
    text = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="http://news.example/"><title>要闻</title></channel>
    <item rdf:about="http://news.example/a/1.html"><title>一条消息</title><dc:date>2026-11-20T09:30:00+08:00</dc:date></item></rdf:RDF>"""
    assert told(read(Kind.FEED, text)) == [("http://news.example/a/1.html", "一条消息", "2026-11-20 09:30")]


def test_atom() -> None:
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://news.example/"><title>要闻</title><link rel="next" href="/feed?page=2"/>
    <entry><title type="html">&lt;b&gt;一条&lt;/b&gt;消息</title><link rel="self" href="/x"/><link href="a/1.html"/><id>tag:1</id>
    <updated>2026-11-21T00:00:00Z</updated><published>2026-11-20T01:30:00Z</published></entry>
    <entry><title>只有编号</title><id>http://news.example/a/2.html</id><updated>2026-11-19T01:30:00Z</updated></entry></feed>"""
    found = read(Kind.FEED, text)
    assert told(found) == [("http://news.example/a/1.html", "一条消息", "2026-11-20 01:30"), ("http://news.example/a/2.html", "只有编号", "2026-11-19 01:30")]
    assert found.next == Next("http://news.example/feed?page=2")


def test_json_feed() -> None:
    text = """{"version": "https://jsonfeed.org/version/1.1", "next_url": "/feed2.json", "items": [
    {"id": "1", "url": "/a/1.html", "title": "一条消息", "date_published": "2026-11-20T09:30:00+08:00"}, {"id": "2", "title": "没有地址"}, 7]}"""
    found = read(Kind.FEED, text)
    assert told(found) == [("http://news.example/a/1.html", "一条消息", "2026-11-20 09:30")]
    assert found.next == Next("http://news.example/feed2.json")


@pytest.mark.parametrize(
    "text", ["{" * 100_000, "[" * 100_000, '{"items": 5}', '{"items": [NaN, 1e400, ' + "9" * 10_000 + "]}", '{"items": [{"url": 5}]}', "{"]
)
def test_hostile_json_is_survived(text: str) -> None:
    assert read(Kind.FEED, text).outcome is Result.EMPTY


def test_entities_are_never_expanded_and_never_read() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "ha"}{("&a" + str(n - 1) + ";") * 9 if n else ""}">' for n in range(12))
    outside = '<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY % dtd SYSTEM "http://127.0.0.1:1/x.dtd"> %dtd;'
    item = "<item><title>&a11;&file;题</title><link>http://news.example/a</link></item>"
    text = f"<?xml version='1.0'?><!DOCTYPE rss [{bomb}{outside}]><rss><channel>{item}</channel></rss>"
    assert told(read(Kind.FEED, text)) == [("http://news.example/a", "&a11;&file;题", "")]


def test_html_in_place_of_a_feed_counts_as_blocked() -> None:
    assert read(Kind.FEED, "<!DOCTYPE html><html><body><a href='/a'>请登录后查看内容</a></body></html>").outcome is Result.BLOCKED


def test_an_empty_feed_is_empty() -> None:
    assert read(Kind.FEED, "<rss><channel></channel></rss>").outcome is Result.EMPTY


URLSET = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9/" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://www.example.com/a/1.html</loc><lastmod>2026-11-21</lastmod><news:news><news:publication><news:name>某报</news:name></news:publication>
<news:publication_date>2026-11-20T09:30:00+08:00</news:publication_date><news:title>一条消息</news:title></news:news></url>
<url><loc>http://news.example.com/a/2.html</loc><lastmod>2026-11-19</lastmod></url></urlset>"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_and_a_news_sitemap(packed: bool) -> None:
    body = URLSET.encode()
    found = read(Kind.SITEMAP, gzip.compress(body) if packed else body, url="http://www.example.com/sitemap.xml")
    assert told(found) == [("http://www.example.com/a/1.html", "一条消息", "2026-11-20 09:30"), ("http://news.example.com/a/2.html", "", "")]
    assert [str(link.changed)[:10] for link in found.rows] == ["2026-11-21", "2026-11-19"]
    assert not found.nested


def test_an_index_is_nested() -> None:
    text = "<sitemapindex><sitemap><loc>/s1.xml.gz</loc><lastmod>2026-11-01</lastmod></sitemap></sitemapindex>"
    found = read(Kind.SITEMAP, text, url="http://news.example/sitemap.xml")
    assert found.nested
    assert [link.url for link in found.rows] == ["http://news.example/s1.xml.gz"]


def test_robots_names_sitemaps_in_any_case() -> None:
    text = "# ours\nSitemap: http://news.example/s1.xml\nsItE-mAp: http://news.example/s2.xml\nUser-agent: *\nDisallow: /admin/\n"
    found = read(Kind.SITEMAP, text, url="http://news.example/robots.txt")
    assert (found.nested, [link.url[-6:] for link in found.rows]) == (True, ["s1.xml", "s2.xml"])


def test_a_plain_text_sitemap() -> None:
    found = read(Kind.SITEMAP, "http://news.example/a/1\nhttp://news.example/a/2\n", url="http://news.example/sitemap.txt")
    assert (found.nested, len(found.rows)) == (False, 2)


def test_a_feed_may_serve_as_a_sitemap() -> None:
    assert told(read(Kind.SITEMAP, RSS.format(charset="utf-8"))) == ROWS


def test_a_bomb_in_gzip_is_cut() -> None:
    assert read(Kind.SITEMAP, gzip.compress(b"<urlset>" + b" " * (24 << 20))).outcome is Result.EMPTY


def test_a_damaged_gzip_is_not_an_empty_list() -> None:
    packed = gzip.compress(URLSET.encode())
    assert read(Kind.SITEMAP, packed[:12] + b"\xff\xff" + packed[14:]).outcome is Result.UNREADABLE


def test_the_title_of_a_picture_is_not_that_of_the_news() -> None:
    text = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://news.example/1.html</loc>
    <image:image><image:loc>http://news.example/1.jpg</image:loc><image:title>图片说明</image:title></image:image>
    <news:news><news:publication_date>2026-11-20</news:publication_date><news:title>新闻标题</news:title></news:news></url></urlset>"""
    assert told(read(Kind.SITEMAP, text)) == [("http://news.example/1.html", "新闻标题", "2026-11-20 00:00")]


def entry(number: object, guid: str, text: str = "") -> str:
    told = f"<title>第{number}条</title><link>http://news.example/{number}.html</link><guid isPermaLink='false'>{guid}</guid>"
    return f"<item>{told}<description>{text}</description></item>"


def test_D4_a_feed_without_end_gives_its_first_entries() -> None:
    found = read(Kind.FEED, "<rss><channel>" + "".join(entry(number, str(number)) for number in range(30_000)) + "</channel></rss>")
    assert len(found.rows) == 5000
    assert found.rows[0].url == "http://news.example/0.html"


def test_D4_an_entry_as_long_as_a_book_costs_only_what_follows_it() -> None:
    found = read(Kind.FEED, "<rss><channel>" + entry(1, "1") + entry(2, "2", "长" * 7_000_000) + entry(3, "3") + "</channel></rss>")
    assert [row.url for row in found.rows][:1] == ["http://news.example/1.html"]


def test_D4_entries_are_told_apart_by_their_address_whatever_their_guid() -> None:
    """One guid for all of them, then another guid for each of them on the next day: the addresses stay."""
    same = read(Kind.FEED, "<rss><channel>" + "".join(entry(number, "guid") for number in range(3)) + "</channel></rss>")
    changed = read(Kind.FEED, "<rss><channel>" + "".join(entry(number, f"new-{number}") for number in range(3)) + "</channel></rss>")
    assert [row.url for row in same.rows] == [row.url for row in changed.rows] == [f"http://news.example/{number}.html" for number in range(3)]


def test_what_no_database_holds_is_left_out_of_every_row() -> None:
    row = {"title": "民政\x00动态\ud800第七期", "url": "http://a.example/1\ud800.html", "authors": [{"name": "云溪\x00发布"}]}
    (found,) = read(Kind.FEED, json.dumps({"version": "https://jsonfeed.org/version/1", "items": [row]})).rows
    assert (found.title, found.url) == ("民政动态第七期", "http://a.example/1.html")
    assert "\x00" not in f"{found.account}{found.origin}"
