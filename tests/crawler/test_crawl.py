"""A crawl as a whole: lists walked as far as needed, new articles fetched once, everything told to the door."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.discover.found import Link
from crawler.door import Validators
from crawler.handover import WAITING, Handover
from model.capture import Capture
from model.outcome import Tally
from model.settings import CrawlSettings
from model.source import Discover, Kind, Source
from tests.crawler.recording import RecordingDoor
from tests.crawler.server import Asked, Site, article, listing, serving

ROOT = Path(__file__).resolve().parents[2]
RUN = datetime(2026, 11, 21, 4, tzinfo=UTC)  # of the run before, where there was one


def column(pages: int, first: date = date(2026, 11, 20)) -> dict[tuple[str, str], Any]:
    """A column of three rows a page, a day apart, by createPageHTML."""
    made: dict[tuple[str, str], Any] = {("news.localhost", "*"): article("正文")}
    for page in range(pages):
        rows = []
        for place in range(page * 3, page * 3 + 3):
            day = date.fromordinal(first.toordinal() - place)
            rows.append((f"/a/{place}.html", f"民政工作动态第{place}号通报", day.isoformat()))
        more = f"<script>createPageHTML({pages}, {page}, 'index', 'html');</script>"
        made["news.localhost", "/index.html" if page == 0 else f"/index_{page}.html"] = listing(*rows, more=more)
    return made


def names(site: Site, *places: int) -> list[str]:
    return [f"http://news.localhost:{site.port}/a/{place}.html" for place in places]


def run(site: Site, door: RecordingDoor, kind: Kind = Kind.LIST, path: str = "/index.html", since: date | None = None, **more: Any) -> Tally:
    discover = Discover(kind=kind, url=f"http://news.localhost:{site.port}{path}", **more)
    source = Source(id="news", outlet="news", discover=(discover,))
    return crawl([source], door, CrawlSettings(delay=0, allow_hosts=(f"*.localhost:{site.port}",)), since=since)["news"]


def lists(site: Site) -> list[str]:
    return [path for path in site.paths("news.localhost") if "index" in path]


def test_hands_over_what_was_served_and_what_the_list_said() -> None:
    with serving(column(2)) as site:
        door = RecordingDoor()
        tally = run(site, door)
        assert sorted(capture.url for capture in door.captures) == names(site, 0, 1, 2, 3, 4, 5)
        capture = next(capture for capture in door.captures if capture.url.endswith("/a/0.html"))
        assert (capture.asked, capture.status, capture.source, capture.truncated) == ("", 200, "news", False)
        assert capture.body == article("正文").encode()
        assert capture.header("content-type") == "text/html; charset=utf-8"
        assert dict(capture.request_headers)["User-Agent"] == "jianbao/0.1"
        assert capture.listed_title == "民政工作动态第0号通报"
        assert capture.listed_published is not None
        assert capture.listed_published.isoformat() == "2026-11-20T00:00:00+08:00"
        assert (tally.found, tally.fetched, tally.failed, tally.error) == (6, 6, 0, "")
        assert tally.seconds > 0


def test_the_door_is_never_called_from_the_event_loop() -> None:
    with serving(column(1)) as site:
        door = RecordingDoor()
        run(site, door)
    assert door.threads
    assert threading.main_thread().name not in door.threads


def test_a_first_run_walks_to_the_end_but_not_beyond_deepest() -> None:
    with serving(column(5)) as site:
        door = RecordingDoor()
        run(site, door, deepest=3)
        assert lists(site) == ["/index.html", "/index_1.html", "/index_2.html"]
        assert len(door.captures) == 9


def test_a_later_run_stops_at_a_known_page_that_is_older_than_the_last_run_by_three_days() -> None:
    with serving(column(6)) as site:  # page 1: Nov 20–18, page 2: Nov 17–15, page 3: Nov 14–12
        door = RecordingDoor(known=names(site, *range(1, 18)), last_run=RUN)
        tally = run(site, door)
        assert [capture.url for capture in door.captures] == names(site, 0)
        assert lists(site) == ["/index.html", "/index_1.html"]
        assert (tally.found, tally.fetched) == (6, 1)


def test_a_page_with_something_new_is_gone_beyond() -> None:
    with serving(column(4)) as site:
        door = RecordingDoor(known=names(site, *(n for n in range(12) if n != 4)), last_run=RUN)
        run(site, door)
        assert lists(site) == ["/index.html", "/index_1.html", "/index_2.html"]
        assert [capture.url for capture in door.captures] == names(site, 4)


def test_since_limits_how_far_back_and_reaches_beyond_what_is_known() -> None:
    with serving(column(6)) as site:
        door = RecordingDoor(known=names(site, *range(6)), last_run=RUN)
        tally = run(site, door, since=date(2026, 11, 12))
        assert sorted(capture.url for capture in door.captures) == names(site, 6, 7, 8)
        assert lists(site)[-1] == "/index_3.html"
        assert tally.found == 9


def conditional(body: str) -> Any:
    """A list with validators; 304 for whoever knows them."""

    def answer(asked: Asked) -> None:
        if asked.headers.get("If-None-Match") == '"v1"':
            asked.answer("", 304, ETag='"v1"')
        else:
            asked.answer(body, ETag='"v1"', Last_Modified="Fri, 20 Nov 2026 01:00:00 GMT")

    return answer


def test_a_list_that_has_not_changed_is_not_read_again() -> None:
    pages = column(1)
    pages["news.localhost", "/index.html"] = conditional(pages["news.localhost", "/index.html"])
    with serving(pages) as site:
        url = f"http://news.localhost:{site.port}/index.html"
        first = RecordingDoor()
        run(site, first)
        assert first.stored == {url: Validators(etag='"v1"', last_modified="Fri, 20 Nov 2026 01:00:00 GMT")}
        again = RecordingDoor(known=names(site, 0, 1, 2), last_run=RUN)
        again.stored = first.stored
        before = len(site.asked)
        tally = run(site, again)
        assert (tally.found, tally.error) == (0, "")
        headers = [headers for _, path, headers in site.asked[before:] if path == "/index.html"]
        assert [given.get("If-None-Match") for given in headers] == ['"v1"']


def test_validators_are_not_used_before_a_run_has_seen_the_whole_list() -> None:
    pages = column(2)
    pages["news.localhost", "/index.html"] = conditional(pages["news.localhost", "/index.html"])
    with serving(pages) as site:
        door = RecordingDoor(known=names(site, 0, 1, 2))  # no successful run: an earlier one was killed after page 1
        door.stored = {f"http://news.localhost:{site.port}/index.html": Validators(etag='"v1"')}
        run(site, door)
        assert sorted(capture.url for capture in door.captures) == names(site, 3, 4, 5)


def test_validators_of_an_unfinished_walk_are_not_remembered() -> None:
    pages = column(2)
    pages["news.localhost", "/index.html"] = conditional(pages["news.localhost", "/index.html"])
    pages["news.localhost", "/index_1.html"] = lambda asked: asked.answer("", 404)
    with serving(pages) as site:
        door = RecordingDoor()
        tally = run(site, door)
        assert "列表页应答 404" in tally.error
        assert door.stored == {}
        assert len(door.captures) == 3


def test_what_earlier_runs_owe_is_fetched_though_no_list_names_it() -> None:
    with serving(column(1)) as site:
        old, listed = names(site, 99, 0)
        door = RecordingDoor(waiting=[old, listed])
        run(site, door)
        assert sorted(capture.url for capture in door.captures) == sorted(names(site, 0, 1, 2, 99))
        assert site.paths("news.localhost").count("/a/0.html") == 1


def test_one_article_under_two_addresses_is_fetched_once() -> None:
    pages = column(1)
    pages["news.localhost", "/index.html"] = listing(
        ("/a/0.html", "民政工作动态第一号通报", "2026-11-20"),
        ("/a/0.html?from=timeline", "民政工作动态第一号通报", "2026-11-20"),
        ("/a/1.html", "民政工作动态第二号通报", "2026-11-20"),
        ("/a/2.html", "民政工作动态第三号通报", "2026-11-20"),
    )
    with serving(pages) as site:
        run(site, RecordingDoor())
        assert len([path for path in site.paths("news.localhost") if path.startswith("/a/0.html")]) == 1


def test_a_template_of_pages_ends_where_the_pages_end() -> None:
    pages = {key: page for key, page in column(3).items() if key[1] != "*"}
    texts = {f"/list?page={number}": pages["news.localhost", name].partition("<script>")[0] for number, name in enumerate(["/index.html", "/index_1.html"], 1)}
    site_pages: dict[tuple[str, str], Any] = {("news.localhost", path): text for path, text in texts.items()}
    site_pages |= {("news.localhost", f"/a/{n}.html"): article("正文") for n in range(6)}
    with serving(site_pages) as site:
        door = RecordingDoor()
        tally = run(site, door, path="/list?page=1", pages="?page={n}", second=2)
        assert (len(door.captures), tally.error) == (6, "")
        assert [path for path in site.paths("news.localhost") if "list" in path] == ["/list?page=1", "/list?page=2", "/list?page=3"]


RECORD = '<record><![CDATA[<li><a href="/a/{0}.html">民政工作动态第{0}号</a><b>2026-11-{1:02}</b></li>]]></record>'


def store(first: int, last: int, group: str = "") -> str:
    records = "".join(RECORD.format(n, 20 - n) for n in range(first, last + 1))
    return f"<datastore><nextgroup>{group}</nextgroup><totalrecord>12</totalrecord><totalpage>6</totalpage><recordset>{records}</recordset></datastore>"


def test_a_jpage_column_is_continued_by_get() -> None:
    group = '<![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&columnid=7&unitid=9"></a>]]>'

    def proxy(asked: Asked) -> None:
        page = int(asked.path.partition("page=")[2].partition("&")[0])
        asked.answer(store(page * 2 - 1, min(page * 2 + 4, 12)), Content_Type="text/xml;charset=utf-8")

    pages = {("news.localhost", f"/a/{n}.html"): article("正文") for n in range(1, 13)}
    pages["news.localhost", "/col/col7/index.html?uid=9"] = f"<html><body><script type='text/xml'>{store(1, 6, group)}</script></body></html>"
    for page in range(1, 7):
        pages["news.localhost", f"/module/web/jpage/dataproxy.jsp?page={page}&webid=1&columnid=7&unitid=9"] = proxy
    with serving(pages) as site:
        door = RecordingDoor()
        tally = run(site, door, Kind.JPAGE, "/col/col7/index.html?uid=9")
        assert (len(door.captures), tally.error) == (12, "")


def test_a_jpage_column_without_an_address_is_continued_by_post() -> None:
    forms: list[str] = []

    def proxy(asked: Asked) -> None:
        forms.append(asked.form)
        query = dict(pair.split("=") for pair in asked.path.partition("?")[2].split("&"))
        asked.answer(store(int(query["startrecord"]), int(query["endrecord"])), Content_Type="text/xml;charset=utf-8")

    pages: dict[tuple[str, str], Any] = {("news.localhost", f"/a/{n}.html"): article("正文") for n in range(1, 13)}
    page = f"<script type='text/xml'>{store(1, 3)}</script><script>var p = {{columnid:7, unitid:'9', webid:3, perpage:1, webname:'民政局'}}</script>"
    pages["news.localhost", "/col/col7/index.html"] = f"<html><body>{page}</body></html>"
    for start in (4, 7, 10):
        pages["news.localhost", f"/module/web/jpage/dataproxy.jsp?startrecord={start}&endrecord={start + 2}&perpage=1"] = proxy
    with serving(pages) as site:
        door = RecordingDoor()
        tally = run(site, door, Kind.JPAGE, "/col/col7/index.html")
        assert (len(door.captures), tally.error) == (12, "")
    assert len(forms) == 3
    assert "columnid=7" in forms[0]
    assert "unitid=9" in forms[0]
    assert "webid=3" in forms[2]


def test_a_sitemap_index_is_read_newest_first_and_only_where_it_changed() -> None:
    def sitemap(tag: str, inner: str, *entries: tuple[str, str]) -> str:
        rows = "".join(f"<{inner}><loc>{{}}{path}</loc><lastmod>{day}</lastmod></{inner}>" for path, day in entries)
        return f'<?xml version="1.0"?><{tag} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{tag}>'

    def placed(text: str) -> Any:
        return lambda asked: asked.answer(text.replace("{}", f"http://news.localhost:{asked.server.port}"), Content_Type="text/xml")

    pages: dict[tuple[str, str], Any] = {
        ("news.localhost", "*"): article("正文"),
        ("news.localhost", "/sitemap.xml"): placed(
            sitemap("sitemapindex", "sitemap", ("/old.xml", "2026-10-01"), ("/index-10.xml", "2026-11-10"), ("/index-11.xml", "2026-11-20"))
        ),
        ("news.localhost", "/index-11.xml"): placed(sitemap("urlset", "url", ("/a/1", "2026-11-19"), ("/a/2", "2026-11-20"), ("@elsewhere.example/a/9", ""))),
        ("news.localhost", "/index-10.xml"): placed(sitemap("urlset", "url", ("/a/3", "2026-11-10"), ("/a/4", "2026-10-02"))),
    }
    with serving(pages) as site:
        door = RecordingDoor()
        run(site, door, Kind.SITEMAP, "/sitemap.xml", since=date(2026, 11, 5))
        assert lists(site) == ["/index-11.xml", "/index-10.xml"]
        assert sorted(capture.url[-2:] for capture in door.captures) == ["/1", "/2", "/3"]


def test_progress_is_told_while_it_goes_on_and_at_the_end() -> None:
    told: list[int] = []
    with serving(column(2)) as site:
        source = Source(id="news", outlet="news", discover=(Discover(kind=Kind.LIST, url=f"http://news.localhost:{site.port}/index.html"),))
        settings = CrawlSettings(delay=0, allow_hosts=(f"*.localhost:{site.port}",))
        crawl([source], RecordingDoor(), settings, progress=lambda tallies: told.append(tallies["news"].fetched))
    assert told[-1] == 6


class FullDisk(RecordingDoor):
    def receive(self, capture: Capture) -> None:
        raise OSError("no space left on device")


def test_a_door_that_fails_ends_the_crawl_with_its_own_error() -> None:
    with serving(column(3)) as site, pytest.raises(OSError, match="no space left"):
        run(site, FullDisk())


def test_the_crawl_waits_while_the_line_is_full() -> None:
    async def fill() -> int:
        release, put = threading.Event(), 0

        async def feed(handover: Handover) -> None:
            nonlocal put
            for _ in range(WAITING * 4):
                await handover.put(lambda: release.wait(10) and None)
                put += 1

        async with Handover() as handover:
            feeding = asyncio.create_task(feed(handover))
            for _ in range(WAITING * 8):
                await asyncio.sleep(0)
            stuck = put
            release.set()
            await feeding
        assert put == WAITING * 4
        return stuck

    assert asyncio.run(fill()) <= WAITING * 2


CHILD = """
import signal
import sys
from crawler.crawl import crawl
from model.settings import CrawlSettings
from model.source import Discover, Kind, Source
from tests.crawler.recording import RecordingDoor
port = sys.argv[1]
source = Source(id="news", outlet="news", discover=(Discover(kind=Kind.LIST, url=f"http://news.localhost:{port}/index.html"),))
door = RecordingDoor()
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background has it ignored
try:
    crawl([source], door, CrawlSettings(delay=30, allow_hosts=(f"*.localhost:{port}",)))
except KeyboardInterrupt:
    print("interrupted", len(door.captures), len(door.accepted))
"""


def test_ctrl_c_ends_the_crawl_at_once_and_leaves_the_rest_waiting() -> None:
    listed = threading.Event()
    pages = column(1)
    pages["news.localhost", "/robots.txt"] = lambda asked: listed.set() or asked.answer("", 404)
    with serving(pages) as site:
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(site.port)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert listed.wait(20)
        os.kill(child.pid, signal.SIGINT)
        out, err = child.communicate(timeout=20)
    assert out.startswith("interrupted 0")
    assert "Traceback" not in err
    assert child.returncode == 0


def test_a_file_of_links_stands_in_for_the_lists() -> None:
    with serving(column(1)) as site:
        door = RecordingDoor()
        url = names(site, 2)[0]
        rows = [Link(url, "民政工作动态", counts={"reads": 100_001}, at_least=("reads",))]
        source = Source(id="news", outlet="news", discover=(Discover(kind=Kind.LIST, url=f"http://news.localhost:{site.port}/index.html"),))
        tally = crawl([source], door, CrawlSettings(delay=0, allow_hosts=(f"*.localhost:{site.port}",)), links={"news": rows})["news"]
        assert lists(site) == []
    (capture,) = door.captures
    assert (capture.url, capture.listed_counts, capture.listed_at_least) == (url, (("reads", 100_001),), ("reads",))
    assert (tally.found, tally.fetched) == (1, 1)


def test_what_is_due_is_looked_at_again_and_what_is_gone_too() -> None:
    gone = {("news.localhost", "/a/gone.html"): lambda asked: asked.answer("", 410), ("news.localhost", "/a/busy.html"): lambda asked: asked.answer("", 500)}
    with serving(column(1) | gone) as site:
        base = f"http://news.localhost:{site.port}/a/"
        door = RecordingDoor()
        door.again = [f"{base}1.html", f"{base}gone.html", f"{base}busy.html"]
        tally = run(site, door)
    again = {capture.url.rpartition("/")[2]: capture.status for capture in door.captures if capture.again}
    assert again == {"1.html": 200, "gone.html": 410}  # the third is looked at by the next run
    assert (tally.revisited, tally.fetched) == (2, 3)


def test_a_server_that_is_left_alone_is_not_asked() -> None:
    with serving(column(1)) as site:
        door = RecordingDoor()
        door.paused = {"news.localhost": "news.localhost 今天停采"}
        assert "今天停采" in run(site, door).error
        assert site.asked == []
