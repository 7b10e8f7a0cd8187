"""What the lists of a source gave is told to the door, an empty list apart from a blocked one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.discover.dates import CHINA
from crawler.discover.template import template
from crawler.door import Validators
from model.health import ListOutcome
from model.outcome import Tally
from model.settings import CrawlSettings
from model.source import Discover, Kind, Site, Source
from tests.crawler.discover.pages import capture_of, read
from tests.crawler.recording import RecordingDoor
from tests.crawler.server import Asked, article, listing, serving
from tests.crawler.test_crawl import RUN, column, lists

HOST = "news.localhost"
ROWS = listing(*[(f"/a/{n}.html", f"民政工作动态第{n}号通报", "2026-11-20") for n in range(3)])
CHECK = "<html><script>$_ts=window['$_ts']</script><meta id='x' content='qK8'></html>"


def told(pages: dict[tuple[str, str], Any], kind: Kind = Kind.LIST, door: RecordingDoor | None = None, **rules: Any) -> tuple[RecordingDoor, Tally]:
    with serving({(HOST, "/a/0.html"): article("正文"), **pages}) as site:
        door = door or RecordingDoor()
        discover = Discover(kind=kind, url=f"http://{HOST}:{site.port}{rules.pop('path', '/')}", **rules)
        source = Source(id="news", outlet="news", discover=(discover,))
        tally = crawl([source], door, CrawlSettings(delay=0, robots=False, allow_hosts=(f"*.localhost:{site.port}",)))["news"]
        assert [(source, url) for source, url, *_ in door.seen] == [("news", discover.url)]
    return door, tally


@pytest.mark.parametrize(
    ("answer", "status", "outcome", "rows", "error"),
    [
        (ROWS, 200, ListOutcome.ROWS, 3, ""),
        ("<html><ul class='list'></ul></html>", 200, ListOutcome.EMPTY, 0, ""),
        ("<html><div id='list'></div><script>loadPageData(params)</script></html>", 200, ListOutcome.SCRIPT, 0, "由脚本生成"),
        (CHECK, 412, ListOutcome.BLOCKED, 0, "412"),
        (CHECK, 200, ListOutcome.BLOCKED, 0, "挡住"),
        ("", 404, ListOutcome.FAILED, 0, "404"),
    ],
)
def test_what_a_list_gave(answer: str, status: int, outcome: ListOutcome, rows: int, error: str) -> None:
    door, tally = told({(HOST, "/"): lambda asked: asked.answer(answer, status)})
    assert door.seen[0][2:4] == (outcome, rows)
    assert error in tally.error
    assert bool(error) == bool(tally.error)


def test_a_workbook_of_links_that_is_damaged_is_named() -> None:
    door, tally = told({(HOST, "/"): "PK\x03\x04 half a workbook"}, Kind.LINKS)
    assert door.seen[0][2:4] == (ListOutcome.UNREADABLE, 0)
    assert "另存为不带密码的 .xlsx" in tally.error


def test_every_account_of_a_bridge_is_read() -> None:
    def feeds(asked: Asked) -> None:
        asked.answer('[{"id": "a", "name": "市民政局", "syncTime": 1795150800}, {"id": "b", "name": "县民政局", "syncTime": 1795150800}]')

    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>民政动态</title><link href='/a/{n}.html'/></entry></feed>"
    pages = {
        (HOST, "/feeds"): feeds,
        (HOST, "/feeds/a.atom"): atom.format(n=0),
        (HOST, "/feeds/b.atom"): atom.format(n=1),
        (HOST, "/a/1.html"): article("正文"),
    }
    door, tally = told(pages, Kind.WECHAT, path="/feeds")
    assert (door.seen[0][2], tally.found, tally.fetched, tally.error) == (ListOutcome.ROWS, 2, 2, "")


def test_a_list_that_the_server_calls_unchanged() -> None:
    class Knowing(RecordingDoor):
        def validators(self, url: str) -> Validators:
            return Validators(etag='"1"')

    door, _ = told({(HOST, "/"): lambda asked: asked.answer("", 304)}, door=Knowing(last_run=RUN))
    assert door.seen[0][2] is ListOutcome.UNCHANGED


def test_the_words_of_a_search_tell_together_and_the_latest_issue_for_a_paper() -> None:
    def searched(asked: Asked) -> None:
        rows = '[{"title": "民政动态", "url": "/a/0.html", "pubtime": "2026-11-20 09:00:00"}]' if "one" in asked.path else "null"
        asked.answer(f'{{"code": 200, "content": {{"results": {rows}, "pageCount": 1}}}}')

    door, _ = told({(HOST, "*"): searched}, Kind.SEARCH, path="/getNews", site=Site.XINHUA, words=("one", "none"))
    assert door.seen[0][2:4] == (ListOutcome.ROWS, 1)
    today, menu = datetime.now(CHINA).date(), "<a id=pageLink href=node_1.htm>第01版：要闻</a>"
    issues = {
        (HOST, f"/{today - timedelta(days=back):%Y-%m/%d}/node_1.htm"): f"<html>{menu}{'<a href=content_1.htm>民政动态</a>' if back else ''}</html>"
        for back in (1, 2)
    }
    door, _ = told(issues, Kind.EPAPER, path="/{Y}-{m}/{d}/node_1.htm")
    assert door.seen[0][2:4] == (ListOutcome.ROWS, 1)


def test_once_a_week_a_run_looks_at_five_pages() -> None:
    with serving(column(8)) as site:
        known = {f"http://{HOST}:{site.port}/a/{n}.html" for n in range(24)}
        for deep, pages in ((False, 1), (True, 5)):
            site.asked.clear()
            door = RecordingDoor(known=known, last_run=RUN + timedelta(days=5), deep=deep)
            source = Source(id="news", outlet="news", discover=(Discover(kind=Kind.LIST, url=f"http://{HOST}:{site.port}/index.html"),))
            crawl([source], door, CrawlSettings(delay=0, allow_hosts=(f"*.localhost:{site.port}",)))
            assert len(lists(site)) == pages


def test_a_sitemap_of_nothing_but_old_parts_is_no_error() -> None:
    index = "<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap></sitemapindex>"
    with serving({(HOST, "/sitemap.xml"): index}) as site:
        door = RecordingDoor(last_run=datetime(2026, 11, 20, tzinfo=UTC))
        source = Source(id="news", outlet="news", discover=(Discover(kind=Kind.SITEMAP, url=f"http://{HOST}:{site.port}/sitemap.xml"),))
        tally = crawl([source], door, CrawlSettings(delay=0, robots=False, allow_hosts=(f"*.localhost:{site.port}",)))["news"]
    assert (tally.found, tally.error) == (0, "")
    assert door.seen[0][2] is ListOutcome.ROWS


def test_the_template_of_a_list_is_its_markup_without_its_text() -> None:
    def of(page: str) -> str:
        return template(capture_of(page), read(Kind.LIST, page))

    rows = [(f"/a/{n}.html", f"民政工作动态第{n}号通报", f"2026-11-{n + 10}") for n in range(6)]
    whole = of(listing(*rows))
    assert whole
    assert of(listing(*rows[2:]).replace("<li>", "<li class='new'>", 1)) == whole  # other rows, one of them marked
    assert of(listing(*rows).replace("class='list'", "class='news-2027'")) != whole
    assert of("<html></html>") == of('{"items": []}') == ""


def test_a_week_begins_on_monday(ledger: object) -> None:
    from archive.ledger import models, runs

    sunday, monday = datetime(2026, 11, 22, 15, 0, tzinfo=UTC), datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # 23:00 and 01:00 in China
    models.Run.objects.create(source="news", started=sunday, finished=sunday)
    assert runs.good_this_week("news", sunday)
    assert not runs.good_this_week("news", monday)
    models.Run.objects.create(source="news", started=monday, finished=monday, error="没有取到")
    assert not runs.good_this_week("news", monday + timedelta(days=1))


def test_the_ledger_remembers_what_the_crawl_saw(ledger: object) -> None:
    from archive.ledger import health
    from cli.door import LedgerDoor

    door = LedgerDoor(intake=None, numbers={})  # type: ignore[arg-type]  # no page comes in
    door.saw("news", "http://news.example/", ListOutcome.ROWS, 20, "a")
    door.saw("news", "http://news.example/", ListOutcome.BLOCKED, 0, "")
    (sign,) = health.lists("news")
    assert (sign.outcome, sign.rows, sign.times) == (ListOutcome.BLOCKED, 20, 1)
