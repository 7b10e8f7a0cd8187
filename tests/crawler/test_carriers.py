"""Crawls of carriers that are no plain lists: from the first address to the captures handed over."""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest

from crawler.crawl import crawl
from crawler.discover.dates import CHINA
from model.outcome import Tally
from model.settings import CrawlSettings
from model.source import Discover, Kind, Site, Source
from tests.crawler.recording import RecordingDoor
from tests.crawler.server import Asked, article, serving
from tests.crawler.server import Site as Server

TODAY = datetime.now(CHINA).date()


def run(server: Server, door: RecordingDoor, **rules: Any) -> Tally:
    rules["url"] = f"http://news.localhost:{server.port}{rules['url']}"
    source = Source(id="news", outlet="news", discover=(Discover(**rules),))
    return crawl([source], door, CrawlSettings(delay=0, robots=False, allow_hosts=(f"*.localhost:{server.port}",)))["news"]


def issue(days: int) -> dict[tuple[str, str], Any]:
    """The issue of a day: two pages of two stories each, adverts on a page between them."""
    base = f"/rb/html/{TODAY - timedelta(days=days):%Y-%m/%d}/"
    menu = "".join(f"<a id=pageLink href=node_{n}.htm>第0{n}版：要闻</a>" for n in (1, 2, 3, 4))
    pages: dict[tuple[str, str], Any] = {}
    for number in (1, 2, 3, 4):
        stories = "" if number in (2, 3) else "".join(f"<li><a href=content_{days}{number}{n}.htm>民政工作动态第{n}号</a></li>" for n in (1, 2))
        pages["news.localhost", f"{base}node_{number}.htm"] = f"<html><body>{menu}<ul>{stories}</ul></body></html>"
        pages |= {("news.localhost", f"{base}content_{days}{number}{n}.htm"): article(f"民政工作动态第{n}号") for n in (1, 2)}
    return pages


def test_the_issues_of_a_week_page_after_page() -> None:
    with serving(issue(0) | issue(2)) as site:
        door = RecordingDoor()
        tally = run(site, door, kind=Kind.EPAPER, url="/rb/html/{Y}-{m}/{d}/node_1.htm")
    assert (tally.found, tally.fetched, tally.error) == (8, 8, "")  # on most days no issue appears
    assert {(capture.listed_page_no, capture.listed_page_name) for capture in door.captures} == {("01", "要闻"), ("04", "要闻")}
    assert {str(capture.listed_published)[:10] for capture in door.captures} == {str(TODAY), str(TODAY - timedelta(days=2))}
    assert len([path for path in site.paths("news.localhost") if "/node_1.htm" in path]) == 8


def test_no_issue_at_all_is_an_error() -> None:
    with serving({}) as site:
        assert "一天也没有" in run(site, RecordingDoor(), kind=Kind.EPAPER, url="/rb/html/{Y}-{m}/{d}/node_1.htm").error


def test_a_cover_leads_to_the_issue() -> None:
    cover = {("news.localhost", "/rb/"): f'<html><meta http-equiv="refresh" content="0; url=html/{TODAY:%Y-%m/%d}/node_1.htm"></html>'}
    with serving(issue(0) | cover) as site:
        door = RecordingDoor(last_run=datetime.now(CHINA))
        assert run(site, door, kind=Kind.EPAPER, url="/rb/").fetched == 4


@pytest.mark.parametrize(("unfiltered", "fetched"), [(False, 2), (True, 3)])
def test_a_hit_that_shows_nothing_of_ours_costs_no_request(unfiltered: bool, fetched: int) -> None:
    def search(asked: Asked) -> None:
        excerpts = ("云溪市民政局走访", "北岭走访", "")
        records = [{"title": "慰问", "url": f"http://news.localhost:{site.port}/a/{n}.html", "content": text} for n, text in enumerate(excerpts)]
        asked.answer(json.dumps({"code": "0", "data": {"records": records, "total": 3}}), Content_Type="application/json")

    with serving({("news.localhost", "/search"): search, ("news.localhost", "*"): article("民政")}) as site:
        door = RecordingDoor()
        door.concern = "云溪"
        tally = run(site, door, kind=Kind.SEARCH, site=Site.PEOPLE, url="/search", words=("民政局",), unfiltered=unfiltered)
    assert (tally.found, tally.fetched) == (3, fetched)
    assert [reason for _, _, reason in door.refusals] == ([] if unfiltered else ["搜索结果的标题和摘要里没有本单位和专题的字样，没有去取"])


def test_each_word_is_searched_for_page_after_page() -> None:
    def search(asked: Asked) -> None:
        question = json.loads(asked.form)
        assert asked.headers["Content-Type"] == "application/json"
        found = 3 if "民政局" in question["key"] else 0
        name = (question["page"] - 1) * 2 + 1
        records = [{"title": "民政", "url": f"http://news.localhost:{site.port}/a/{n}.html"} for n in range(name, min(name + 2, found + 1))]
        asked.answer(json.dumps({"code": "0", "data": {"records": records, "total": 40 if found else 0}}), Content_Type="application/json")

    with serving({("news.localhost", "/search"): search, ("news.localhost", "*"): article("民政")}) as site:
        door = RecordingDoor()
        tally = run(site, door, kind=Kind.SEARCH, site=Site.PEOPLE, url="/search", words=("某某市民政局", "某某市慈善总会"))
    assert (tally.fetched, tally.error) == (3, "")
    assert site.paths("news.localhost").count("/search") == 3  # two pages, and the other word


def test_a_profile_leads_to_the_posts_and_since_id_on() -> None:
    def index(asked: Asked) -> None:
        query = {name: values[0] for name, values in parse_qs(asked.path.partition("?")[2]).items()}
        since = int(query.get("since_id", 0))
        posts = [{"card_type": 9, "mblog": {"id": str(100 - since - n), "bid": f"K{since}{n}", "created_at": "刚刚", "text": "民政动态"}} for n in range(2)]
        info = {"containerid": "1076031", **({"since_id": since + 2} if since < 4 else {})}
        asked.answer(json.dumps({"ok": 1, "data": {"cardlistInfo": info, "cards": posts}}), Content_Type="application/json")

    account = "/getIndex?containerid=1"
    pages = {("news.localhost", path): index for path in (account, f"{account}&since_id=2", f"{account}&since_id=4")}
    with serving(pages) as site:
        door = RecordingDoor(known={f"http://m.weibo.cn/detail/{n}" for n in range(80, 101)})
        tally = run(site, door, kind=Kind.WEIBO, url="/getIndex?containerid=1")
    assert (tally.found, tally.error) == (6, "")


CLOSED = [(Kind.WEIBO, '{"ok": -100}', 200), (Kind.WEIBO, "", 432), (Kind.WECHAT, '{"base_resp": {"ret": 200013}}', 200)]


@pytest.mark.parametrize(("kind", "body", "status"), CLOSED)
def test_a_closed_account_is_an_error(kind: Kind, body: str, status: int) -> None:
    with serving({("news.localhost", "/list"): lambda asked: asked.answer(body, status)}) as site:
        assert run(site, RecordingDoor(), kind=kind, url="/list").error
