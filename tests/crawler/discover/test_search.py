"""Searches of sites: what is asked, what an answer gives, where it goes on."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.discover import find, starts
from crawler.discover.found import Next, Result
from crawler.discover.search.pages import unwrapped
from model.capture import Capture
from model.outcome import UserError
from model.source import Discover, Kind, Site
from tests.crawler.discover.pages import NOW, read, told

WORD = "某某市民政局"


def source(site: Site, url: str, **more: str) -> Discover:
    return Discover(kind=Kind.SEARCH, site=site, url=url, words=(WORD,), **more)  # type: ignore[arg-type]


def answer(rules: Discover, asked: Next, body: object) -> Capture:
    return Capture(url=asked.url, fetched=NOW, status=200, headers=(), body=json.dumps(body).encode(), source="")


def test_a_search_posts_json_and_turns_the_page() -> None:
    rules = source(Site.PEOPLE, "http://search.example/search-platform/front/search")
    (asked,) = starts(rules, NOW)
    question = json.loads(asked.form)
    assert (question["key"], question["page"], question["sortType"]) == (f'"{WORD}"', 1, 2)
    assert dict(asked.headers) == {"Content-Type": "application/json", "Origin": "http://search.example", "Referer": "http://search.example/s/"}
    record = {
        "title": "<em>养老</em>服务进社区",
        "url": "http://a.example/1.html",
        "displayTime": 1795150800000,
        "source": "人民网",
        "belongsName": "地方#民政",
    }
    found = find(answer(rules, asked, {"code": "0", "data": {"records": [record], "total": 21}}), rules, 1, asked.form)
    assert told(found) == [("http://a.example/1.html", "养老服务进社区", "2026-11-20 13:00")]
    assert (found.rows[0].origin, found.rows[0].column) == ("人民网", "民政")
    assert found.next
    assert json.loads(found.next.form) == {**question, "page": 2}
    assert find(answer(rules, asked, {"code": "0", "data": {"records": [record], "total": 20}}), rules, 1, asked.form).next is None
    assert find(answer(rules, asked, {"code": "0", "data": {"records": [], "total": 0}}), rules, 1, asked.form).outcome is Result.EMPTY


def test_a_search_by_address() -> None:
    rules = source(Site.XINHUA, "https://so.example/getNews")
    (asked,) = starts(rules, NOW)
    row = {"title": "<font color=red>养老</font>&nbsp;服务", "url": "http://a.example/c_1.htm", "pubtime": "2026-11-20 09:30:00"}
    found = find(answer(rules, asked, {"code": 200, "content": {"pageCount": 2, "results": [row]}}), rules)
    assert told(found) == [("http://a.example/c_1.htm", "养老 服务", "2026-11-20 09:30")]
    assert found.next
    assert parse_qs(urlsplit(found.next.url).query)["curPage"] == ["2"]
    assert parse_qs(urlsplit(found.next.url).query)["keyword"] == [WORD]
    assert find(answer(rules, asked, {"code": 200, "content": {"pageCount": 0, "results": None}}), rules).outcome is Result.EMPTY
    assert find(answer(rules, asked, {"code": 500}), rules).outcome is Result.BLOCKED


def test_fragments_in_json() -> None:
    rules = source(Site.JSEARCH, "https://www.example.gov.cn/jsearchfront/interfaces/cateSearch.do", form="websiteid=43&tpl=2")
    (asked,) = starts(rules, NOW)
    assert parse_qs(asked.form) == {"websiteid": ["43"], "tpl": ["2"], "q": [WORD], "p": ["1"], "pg": ["15"], "sortType": ["2"]}
    link = "visit/link.do?url=https%3A%2F%2Fmzj.example.gov.cn%2Fart%2F1.html&q=x"
    row = f"<div><a href='{link}'><em>养老</em>服务进社区</a><span class='jcse-news-date'>2026-11-20</span></div>"
    found = find(answer(rules, asked, {"total": 40, "result": [row]}), rules, 1, asked.form)
    assert told(found) == [("https://mzj.example.gov.cn/art/1.html", "养老服务进社区", "2026-11-20 00:00")]
    assert found.next
    assert parse_qs(found.next.form)["p"] == ["2"]


def test_a_channel_without_a_word() -> None:
    rules = Discover(kind=Kind.SEARCH, site=Site.HUNAN, url="https://api.example/search/common/search/7", base="https://mzt.example.gov.cn/")
    (asked,) = starts(rules, NOW)
    assert parse_qs(asked.form)["datas[1][order]"] == ["desc"]
    row = {"title": "养老服务进社区", "publishedTimeStr": "2026-11-20 09:30:00", "url": "/mzt/1.html"}
    found = find(answer(rules, asked, {"data": {"results": [row], "total": 21}}), rules, 1, asked.form)
    assert told(found) == [("https://mzt.example.gov.cn/mzt/1.html", "养老服务进社区", "2026-11-20 09:30")]
    assert found.next
    assert parse_qs(found.next.form)["page"] == ["2"]


def test_result_pages() -> None:
    link = "/search/jump?url=https%3A%2F%2Fz.example%2FJ%3Fh5_url%3Dhttps%253A%252F%252Fa.example%252F1"
    card = f"<div class='result-content' data-test-card-id='67'><a href='{link}'>养老服务进社区</a><span>某某网 昨天18:03</span></div>"
    only_search = "<div class='result-content' data-test-card-id='21'><a href='/search?keyword=x'>大家都在搜</a></div>"
    assert told(read(Kind.SEARCH, f"<html><body>{card}{only_search}</body></html>")) == [("https://a.example/1", "养老服务进社区", "2026-11-21 18:03")]
    said = "<a class='account'>某某民政</a><script>document.write(timeConvert('1795150800'))</script>"
    row = f"<li id='sogou_vr_11_box_0'><h3><a href='/link?url=dn9a_'>养老<em>服务</em>进社区</a></h3><div class='s-p'>{said}</div></li>"
    found = read(Kind.SEARCH, f"<html><body><ul class='news-list'>{row}</ul></body></html>")
    assert told(found) == [("https://weixin.sogou.com/link?url=dn9a_", "养老服务进社区", "2026-11-20 13:00")]
    assert found.rows[0].account == "某某民政"
    title = "<h3 class='news-title_1YtI1'><a href='https://a.example/1'>养老<em>服务</em></a></h3>"
    found = read(Kind.SEARCH, f"<div class='result-op'>{title}<div class='news-source_Xj4Dv'><span>某某网</span><span>3小时前</span></div></div>")
    assert told(found) == [("https://a.example/1", "养老服务", "2026-11-22 09:00")]
    assert found.rows[0].origin == "某某网"


def test_wrapped_addresses_end_somewhere() -> None:
    assert unwrapped("https://a.example/?url=https://b.example/%3Furl%3Dhttps://c.example/") == "https://c.example/"
    assert unwrapped("https://a.example/?url=relative") == "https://a.example/?url=relative"


def test_a_search_says_what_it_lacks() -> None:
    with pytest.raises(UserError, match="site"):
        starts(Discover(kind=Kind.SEARCH, url="https://a.example/"), NOW)
    with pytest.raises(UserError, match="words"):
        starts(Discover(kind=Kind.SEARCH, site=Site.PEOPLE, url="https://a.example/"), NOW)
    with pytest.raises(ValueError, match="site"):
        Discover(kind=Kind.LIST, site=Site.PEOPLE, url="https://a.example/")
