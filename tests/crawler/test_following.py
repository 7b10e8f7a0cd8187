"""Articles on several pages: every part is fetched with the first, and all are read as one."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawler.discover.found import Link, again, said
from crawler.pages.read import read
from tests.crawler.recording import RecordingDoor
from tests.crawler.server import Asked, listing, serving
from tests.crawler.test_crawl import run

LINES = (
    "云溪市民政局近日召开养老服务现场会，各县区介绍做法，与会人员走访了两处长者食堂。",
    "会议指出，居家养老的难处在最后一公里，要把助餐、助浴、助医送到楼下，送到床前。",
    "会议要求，年底前每个街道至少建成一处综合服务中心，资金由市县两级按比例分担。",
)


HEAD = "<html><head><title>养老服务现场会召开_云溪网</title></head><body><h1>养老服务现场会召开</h1><div>2026-11-20 09:30 来源：云溪日报</div>"


def part(number: int, more: str = "") -> str:
    return f"{HEAD}<div><p>{LINES[number] * 2}</p></div>{more}</body></html>"


def pages(**articles: Any) -> dict[tuple[str, str], Any]:
    made: dict[tuple[str, str], Any] = {("news.localhost", f"/a/{name}.html"): page for name, page in articles.items()}
    made["news.localhost", "/index.html"] = listing(("/a/1.html", "养老服务现场会召开", date(2026, 11, 20).isoformat()))
    return made


def test_the_parts_that_links_name_come_with_the_first_and_read_as_one() -> None:
    served = pages(**{"1": part(0, '<a href="/a/1_2.html">下一页</a>'), "1_2": part(1, '<a href="1_3.html">下一页</a>'), "1_3": part(2)})
    with serving(served) as site:
        door = RecordingDoor()
        assert run(site, door, links="a").fetched == 1
        (capture,) = door.captures
        assert [one.url.rpartition("/")[2] for one in (capture, *capture.parts)] == ["1.html", "1_2.html", "1_3.html"]
        assert read(capture).body == "\n".join(line * 2 for line in LINES)


def test_the_parts_of_a_pagers_script() -> None:
    script = "<script>createPageHTML(3, {at}, '1', 'html');</script>"
    served = pages(**{"1": part(0, script.format(at=0)), "1_1": part(1, script.format(at=1)), "1_2": part(2, script.format(at=2))})
    with serving(served) as site:
        door = RecordingDoor()
        run(site, door, links="a")
        assert read(door.captures[0]).body == "\n".join(line * 2 for line in LINES)


def test_a_part_that_is_not_there_ends_the_article() -> None:
    with serving(pages(**{"1": part(0, '<a href="/a/1_2.html">下一页</a>')})) as site:
        door = RecordingDoor()
        run(site, door, links="a")
        assert door.captures[0].parts == ()


def test_a_part_that_cannot_be_had_now_makes_the_article_wait() -> None:
    def down(asked: Asked) -> None:
        asked.answer("", 500)

    with serving(pages(**{"1": part(0, '<a href="/a/1_2.html">下一页</a>'), "1_2": down})) as site:
        door = RecordingDoor()
        assert run(site, door, links="a").failed == 1
        assert door.captures == []
        assert "1_2.html" in door.failures[0][2]


def test_a_server_that_gives_the_first_page_again_is_asked_once() -> None:
    first = part(0, '<a href="/a/1_2.html">下一页</a>')
    with serving(pages(**{"1": first, "1_2": first})) as site:
        door = RecordingDoor()
        run(site, door, links="a")
        assert door.captures[0].parts == ()
        assert site.paths("news.localhost").count("/a/1_2.html") == 1


def test_C12_an_article_without_end_is_joined_up_to_thirty_pages() -> None:
    endless = {"1": part(0, '<a href="/a/1_2.html">下一页</a>')}
    endless |= {f"1_{n}": part(1, f'<p>第{n}页。</p><a href="/a/1_{n + 1}.html">下一页</a>') for n in range(2, 60)}
    with serving(pages(**endless)) as site:
        door = RecordingDoor()
        run(site, door, links="a")
        (capture,) = door.captures
        assert 1 + len(capture.parts) == 30


def test_C7_a_page_too_large_for_an_article_is_not_read_while_it_is_fetched() -> None:
    with serving(pages(**{"1": part(0, '<a href="/a/1_2.html">下一页</a>' + "<b>" * (2 << 20)), "1_2": part(1)})) as site:
        door = RecordingDoor()
        run(site, door, links="a")
        assert door.captures[0].parts == ()
        assert "/a/1_2.html" not in site.paths("news.localhost")


@pytest.mark.parametrize("back", ["/a/1_2.html", "/a/1.html"], ids=["to itself", "backwards"])
def test_C12_a_next_page_that_leads_back_ends_the_article(back: str) -> None:
    with serving(pages(**{"1": part(0, '<a href="/a/1_2.html">下一页</a>'), "1_2": part(1, f'<a href="{back}">下一页</a>')})) as site:
        door = RecordingDoor()
        run(site, door, links="a")
        (capture,) = door.captures
        assert len(capture.parts) == 1
        assert site.paths("news.localhost").count("/a/1_2.html") == 1


def test_another_article_is_no_part() -> None:
    with serving(pages(**{"1": part(0, '<a href="/a/2.html">下一页</a><a href="/a/1_2_3.html">2</a>'), "2": part(1)})) as site:
        door = RecordingDoor()
        run(site, door, links="a")
        assert door.captures[0].parts == ()


def test_what_a_newspaper_carries_over_is_still_known_when_it_is_tried_again() -> None:
    with serving(pages(**{"9": part(0), "9b": part(1)})) as site:
        first, rest = (f"http://news.localhost:{site.port}/a/{name}.html" for name in ("9", "9b"))
        row = Link(first, "养老服务现场会召开", datetime(2026, 11, 20, tzinfo=UTC), page_no="A01", parts=(rest,), counts={"likes": 3}, at_least=("likes",))
        kept = json.loads(json.dumps(said(row)))
        assert again(first, kept) == row
        door = RecordingDoor(waiting=[again(first, kept)])
        run(site, door, links="a")
        (capture,) = (one for one in door.captures if one.url == first)
        assert ([one.url for one in capture.parts], capture.listed_page_no) == ([rest], "A01")


def test_of_an_address_nothing_may_be_known_but_itself() -> None:
    assert said(Link("http://news.localhost/a")) == {}
    assert again("http://news.localhost/a", {}) == Link("http://news.localhost/a")
