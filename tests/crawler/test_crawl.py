"""A crawl as a whole: lists walked, new articles fetched once, everything told to the door."""

from datetime import UTC, datetime

from crawler.crawl import crawl
from model.settings import CrawlSettings
from model.source import Discover, Kind, Source
from tests.crawler.recording import RecordingDoor
from tests.crawler.server import article, listing, serving

TITLES = [
    "全市困难群众救助工作推进会召开",
    "社区食堂让老人吃上热乎饭",
    "婚姻登记处推出周末预约服务",
    "残疾人两项补贴按时发放到位",
    "养老护理员技能竞赛圆满收官",
    "乡镇社工站建设现场会举行",
]


def test_collects_a_list_with_numbered_pages() -> None:
    rows = [(f"/a/{n}.html", title, f"2026-11-{20 - n:02}") for n, title in enumerate(TITLES)]
    pages = {("news.localhost", f"/a/{n}.html"): article(title) for n, title in enumerate(TITLES)}
    pager = "<script>createPageHTML(2, {}, 'index', 'html');</script>"
    pages["news.localhost", "/list/index.html"] = listing(*rows[:3], more=pager.format(0))
    pages["news.localhost", "/list/index_1.html"] = listing(*rows[3:], more=pager.format(1))
    with serving(pages) as site:
        url = f"http://news.localhost:{site.port}/list/index.html"
        source = Source(id="news", outlet="news", discover=(Discover(kind=Kind.LIST, url=url),))
        door = RecordingDoor()
        tallies = crawl([source], door, CrawlSettings(delay=0, allow_hosts=(f"*.localhost:{site.port}",)))
    assert sorted(capture.listed_title for capture in door.captures) == sorted(TITLES)
    first = next(capture for capture in door.captures if capture.listed_title == TITLES[0])
    assert first.url == f"http://news.localhost:{site.port}/a/0.html"
    assert first.asked == ""
    assert (first.status, first.source, first.truncated) == (200, "news", False)
    assert TITLES[0] in first.body.decode()
    assert first.listed_published is not None
    assert first.listed_published.astimezone(UTC) == datetime(2026, 11, 19, 16, tzinfo=UTC)
    assert first.header("content-type") == "text/html; charset=utf-8"
    assert dict(first.request_headers)["User-Agent"] == "jianbao/0.1"
    assert (tallies["news"].found, tallies["news"].fetched, tallies["news"].failed, tallies["news"].error) == (6, 6, 0, "")
    assert not any("MainThread" in name for name in door.threads)
