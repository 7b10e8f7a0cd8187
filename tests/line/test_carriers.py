"""Every shape of the simulated carriers, with good and bad manners, from the address to the row in the ledger."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

import pytest

from demo.carriers import apps, feeds, manners, paper, portals, search, weibo, weixin
from demo.carriers.registers import SOURCES, write_registers
from demo.carriers.server import Carriers, hosts, served
from demo.carriers.texts import CHINA, Piece, piece
from tests.line.conftest import Installation

pytestmark = pytest.mark.timeout(180)

NOW = datetime.now(UTC)
SETTINGS = 'crawl: {{delay: 0, timeout: 2, readers: 2, allow_hosts: ["*.localhost:{port}"]}}\n'


@dataclass(frozen=True)
class Play:
    """The carriers, and an installation that has collected from all of them."""

    site: Carriers
    installation: Installation
    tallies: dict[str, dict[str, Any]]

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.installation.home / "ledger.sqlite3")) as ledger:
            return ledger.execute(query, values).fetchall()

    def change(self, query: str, *values: object) -> None:
        with closing(sqlite3.connect(self.installation.home / "ledger.sqlite3")) as ledger, ledger:
            ledger.execute(query, values)

    def crawl(self, *names: str, status: int = 0) -> dict[str, dict[str, Any]]:
        return {row["source"]: row for row in map(json.loads, self.installation.run("crawl", *names, status=status).splitlines())}

    @cached_property
    def articles(self) -> dict[str, list[tuple[str, str]]]:
        """Title and local minute of what was kept, by source."""
        found: dict[str, list[tuple[str, str]]] = {name: [] for name in SOURCES}
        for source, title, published in self.rows("SELECT source_id, title, published FROM ledger_article ORDER BY published DESC"):
            local = datetime.fromisoformat(published).replace(tzinfo=UTC).astimezone(CHINA)
            found[source].append((title, f"{local:%Y-%m-%d %H:%M}"))
        return found

    @cached_property
    def lists(self) -> dict[str, tuple[str, int]]:
        """What each source's list gave: its outcome and rows."""
        return {source: (outcome, rows) for source, outcome, rows in self.rows("SELECT source, outcome, rows FROM ledger_liststate")}

    def addresses(self, source: str) -> dict[str, str]:
        """Outcome and reason of each address that is no article, by its path."""
        rows = self.rows("SELECT url, outcome, reason FROM ledger_address WHERE source = ? AND outcome != 'kept'", source)
        return {url.partition("localhost")[2].partition("/")[2]: f"{outcome}: {reason}" for url, outcome, reason in rows}


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    home = tmp_path_factory.mktemp("carriers") / "home"
    home.mkdir()
    with served(NOW) as site:
        (home / "settings.yml").write_text(SETTINGS.format(port=site.port), encoding="utf-8")
        write_registers(home, site.port)
        installation = Installation(home, None, site.port)  # type: ignore[arg-type]  # the demo world is not served
        installation.run("init")
        installation.run("sources", "load")
        tallies = {row["source"]: row for row in map(json.loads, installation.run("crawl", "--all", status=1).splitlines())}
        yield Play(site, installation, tallies)


def pieces(first: int, count: int) -> list[Piece]:
    return sorted((piece(number, NOW) for number in range(first, first + count)), key=lambda one: one.when, reverse=True)


def minutes(found: list[Piece]) -> list[tuple[str, str]]:
    return [(one.title, one.minute) for one in found]


def test_every_host_of_the_site_is_a_source() -> None:
    assert set(SOURCES) == set(hosts(NOW))


@pytest.mark.parametrize(
    ("source", "first", "count"),
    [
        ("jpage-get", 0, portals.TOTAL),
        ("jpage-post", 100, portals.TOTAL),
        ("trs", 200, 3 * portals.SIZE),
        ("comment", 300, portals.SIZE),
        ("gb-right", 400, portals.SIZE),
        ("gb-wrong", 410, portals.SIZE),
        ("gb-silent", 420, portals.SIZE),
        *((name, 600 + 10 * at, feeds.ROWS) for at, name in enumerate(("rss", "rss-undated", "rss-gb", "rss-lying", "atom", "jsonfeed"))),
        ("people", 700, search.TOTAL),
        ("xinhua", 710, search.TOTAL),
        ("busy", 1010, manners.ROWS),
        ("packed", 1050, manners.ROWS),
        ("robots", 1060, manners.ROWS),
        ("edited", 1080, manners.ROWS),
    ],
)
def test_all_articles_of_a_list_are_in_the_ledger(play: Play, source: str, first: int, count: int) -> None:
    assert play.articles[source] == minutes(pieces(first, count))
    assert play.tallies[source]["error"] == ""
    assert play.lists[source][0] == "rows"
    assert play.lists[source][1] > 0


def test_windows_that_overlap_give_each_article_once(play: Play) -> None:
    assert len([path for path in play.site.paths("jpage-get") if portals.PROXY in path]) > 2
    posted = [path for path in play.site.paths("jpage-post") if portals.PROXY in path]
    assert posted == [f"{portals.PROXY}?startrecord=6&endrecord=20&perpage=5", f"{portals.PROXY}?startrecord=21&endrecord=24&perpage=5"]
    counts = Counter(path for host in ("jpage-get", "jpage-post") for path in play.site.paths(host) if "/art/" in path)
    assert set(counts.values()) == {1}


@pytest.mark.parametrize(
    ("source", "outcome", "said"),
    [
        ("script", "script", "脚本"),
        ("guarded", "blocked", "412"),
        ("weibo-closed", "blocked", "432"),
        ("busy-long", "blocked", "429"),
    ],
)
def test_a_list_that_cannot_be_seen_is_no_empty_list(play: Play, source: str, outcome: str, said: str) -> None:
    assert play.lists[source] == (outcome, 0)
    assert said in play.tallies[source]["error"]
    assert play.articles[source] == []


def test_a_newspaper_page_after_page_with_a_story_carried_over(play: Play) -> None:
    rows = play.rows("SELECT title, page_no, page_name, body FROM ledger_article JOIN ledger_text ON article_id = number WHERE source_id = 'paper'")
    found = {title: (page_no, page_name) for title, page_no, page_name, _ in rows}
    expected = {piece(paper.FIRST + 3 * at + place, NOW).title: name for at, name in enumerate(paper.NODES.values()) for place in range(paper.STORIES)}
    assert found == expected  # twelve stories: the rest of one is no thirteenth, a credit and an advert are none
    (body,) = (body for title, _, _, body in rows if title == piece(paper.CARRIED, NOW).title)
    assert body.split("\n") == list(piece(paper.CARRIED, NOW).paragraphs)


def test_posts_of_an_official_account(play: Play) -> None:
    expected = sorted((piece(weixin.FIRST + number, NOW) for number in range(3)), key=lambda one: one.when, reverse=True)
    assert play.articles["weixin"] == minutes(expected)
    media = play.rows("SELECT DISTINCT medium, origin FROM ledger_article WHERE source_id = 'weixin'")
    assert media == [("wechat", weixin.ACCOUNT)]
    others = {path.rpartition("/")[2]: said for path, said in play.addresses("weixin").items()}
    assert {name: said.partition(":")[0] for name, said in others.items()} == {
        "deleted": "rejected",
        "violation": "rejected",
        "expired": "rejected",
        "blocked": "waiting",
    }


def test_posts_of_a_weibo_account(play: Play) -> None:
    found = dict(play.articles["weibo"])
    assert found == {piece(weibo.FIRST + at, NOW).title: piece(weibo.FIRST + at, NOW).minute for at in range(weibo.TOTAL)}
    (body,) = (
        body
        for title, body in play.rows("SELECT title, body FROM ledger_article JOIN ledger_text ON article_id = number WHERE source_id = 'weibo'")
        if title == piece(weibo.FIRST + 1, NOW).title
    )
    assert piece(weibo.FIRST + 1, NOW).paragraphs[-1] in body  # the list cuts it
    counts = play.rows(
        'SELECT c."values", c.at_least FROM ledger_counts c JOIN ledger_article a ON c.article_id = a.number WHERE a.title = ?',
        piece(weibo.FIRST, NOW).title,
    )
    assert [(json.loads(values), json.loads(floors)) for values, floors in counts] == [({"likes": 1_000_001, "comments": 5, "shares": 12}, ["likes"])]


def test_platforms_of_apps_by_link(play: Play) -> None:
    for source, first, count in (("renmin", apps.PEOPLE, apps.ROWS), ("xuexi", apps.XUEXI, apps.ROWS), ("baijia", apps.BAIJIA + apps.ROWS, 1)):
        assert play.articles[source] == minutes(pieces(first, count))
    origins = play.rows("SELECT DISTINCT source_id, origin, medium FROM ledger_article WHERE source_id IN ('renmin', 'xuexi') ORDER BY source_id")
    assert origins == [("renmin", apps.ACCOUNT, "app"), ("xuexi", "湖南学习平台", "app")]
    counts = play.rows("SELECT c.\"values\" FROM ledger_counts c JOIN ledger_article a ON c.article_id = a.number WHERE source_id = 'renmin'")
    assert {values for (values,) in counts} == {'{"reads": 12000, "comments": 35}'}
    # The shell that a script would fill is not asked for, its data is.
    assert not any(path.startswith("/lgpage") for path in play.site.paths("xuexi"))


def test_a_search_finds_accounts_of_another_platform_and_leaves_other_cities_alone(play: Play) -> None:
    found = play.rows("SELECT title, outlet_id, origin FROM ledger_article WHERE source_id = 'baidu' ORDER BY published DESC")
    assert found == [(one.title, "baijia", apps.ACCOUNT) for one in pieces(apps.BAIJIA, apps.ROWS)]
    (said,) = (said for path, said in play.addresses("baidu").items() if path.startswith("s?id=9"))
    assert said == "rejected: 搜索结果的标题和摘要里没有本单位和专题的字样，没有去取"
    assert "/s?id=9" not in play.site.paths("baijia")


def test_a_list_of_links_and_an_export_of_an_account(play: Play) -> None:
    table = play.installation.home / "百家号.csv"
    address = f"http://baijia.localhost:{play.site.port}/s?id={apps.BAIJIA}"
    new = f"http://baijia.localhost:{play.site.port}/s?id=77"
    head = "作品链接,作品标题,发布时间,阅读量,点赞数\n"
    table.write_text(
        f"{head}{address},{piece(apps.BAIJIA, NOW).title},{piece(apps.BAIJIA, NOW).minute},10万+,3\n{new},云溪市民政局上门服务,{NOW:%Y-%m-%d},12,\n"
    )
    told = play.installation.rows("import", str(table), "--outlet", "baijia")
    assert [one["outcome"] for one in told] == ["duplicate", "accepted"]
    counts = play.rows(
        'SELECT c."values", c.at_least FROM ledger_counts c JOIN ledger_article a ON c.article_id = a.number WHERE a.url LIKE ?', f"%s?id={apps.BAIJIA}"
    )
    assert counts == [('{"reads": 100001, "likes": 3}', '["reads"]')]


def test_counts_are_kept_with_the_moment_they_were_read_at(play: Play) -> None:
    rows = play.rows('SELECT c."values", c.at_least, c.taken FROM ledger_counts c JOIN ledger_article a ON c.article_id = a.number WHERE source_id = ?', "trs")
    assert {(values, floors) for values, floors, _ in rows} == {('{"reads": 12001}', '["reads"]')}
    assert len(rows) == len(play.articles["trs"])
    assert all(taken[:10] >= f"{NOW:%Y-%m-%d}" for _, _, taken in rows)


def test_a_slow_page_waits_for_the_next_run_and_holds_nobody_up(play: Play) -> None:
    assert play.articles["slow"] == minutes(sorted(pieces(1001, 2), key=lambda one: one.when, reverse=True))
    (said,) = play.addresses("slow").values()
    assert said == "waiting: 2 秒内没有答完"


def test_a_server_that_stumbles_is_asked_again(play: Play) -> None:
    assert play.tallies["stumbling"]["error"] == ""  # the list at once, the articles by the next run
    assert set(play.addresses("stumbling").values()) == {"waiting: 应答 500"}
    assert play.crawl("stumbling")["stumbling"]["kept"] == manners.ROWS
    assert play.addresses("stumbling") == {}


def test_who_asks_for_time_gets_it(play: Play) -> None:
    moments = [moment for host, path, moment in play.site.asked if host == "busy" and path == "/"]
    assert len(moments) == 2
    assert moments[1] - moments[0] >= manners.AGAIN
    assert play.site.paths("busy-long").count("/") == 1
    (host,) = (host for (host,) in play.rows("SELECT host FROM ledger_hostpause WHERE reason LIKE '%要求 120 分钟后再来%'"))
    assert host == "busy-long.localhost"


def test_a_server_that_refuses_thrice_is_left_alone_for_the_day(play: Play) -> None:
    before = len(play.site.paths("guarded"))
    assert before == 3
    assert "今天停采" in play.crawl("guarded", status=1)["guarded"]["error"]
    assert len(play.site.paths("guarded")) == before


def test_circles_end(play: Play) -> None:
    assert play.articles["circle"] == minutes(pieces(1042, 1))
    assert set(play.addresses("circle").values()) == {"rejected: 重定向超过 5 次"}


def test_robots_rules_are_kept_to(play: Play) -> None:
    assert not any(path.startswith("/neibu/") for path in play.site.paths("robots"))
    assert list(play.addresses("robots").values()) == ["rejected: robots.txt 不允许采集"]
    moments = [moment for host, path, moment in play.site.asked if host == "robots" and path != "/robots.txt"]
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 1.0


def test_a_story_that_is_edited_and_then_removed(play: Play) -> None:
    title = piece(1080, NOW).title
    one = "SELECT a.state, a.version, t.body FROM ledger_article a JOIN ledger_text t ON t.article_id = a.number WHERE a.title = ?"
    kept, version, before = play.rows(one, title)[0]
    assert kept == "kept"
    assert play.rows("SELECT count(*) FROM ledger_revisit WHERE source = 'edited' AND due > ?", f"{NOW:%Y-%m-%d %H:%M}") == [(3,)]
    assert play.crawl("edited")["edited"]["revisited"] == 0  # not before a day has gone by

    due = "UPDATE ledger_revisit SET due = '2026-01-01 00:00:00' WHERE source = 'edited'"
    due = due.replace("2026-01-01", f"{NOW:%Y-%m-%d}")
    play.change(due)
    play.site.act = 2
    tally = play.crawl("edited")["edited"]
    assert (tally["revisited"], tally["fetched"], tally["kept"]) == (3, 0, 0)
    state, edited, body = play.rows(one, title)[0]
    assert (state, body.split("\n")) == ("kept", [*before.split("\n"), manners.EDITED])
    assert edited > version
    revisions = play.rows("SELECT change, title, body, before_id != after_id FROM ledger_revision")
    assert revisions == [("edited", title, before, 1)]  # the others stand as they were

    play.change(due)
    play.site.act = 3
    play.crawl("edited")
    assert play.rows(one, title)[0][0] == "withdrawn"
    assert play.rows(one, title)[0][2] == body  # our copy stays
    assert [change for (change,) in play.rows("SELECT change FROM ledger_revision ORDER BY number")] == ["edited", "gone"]

    play.change(due)
    play.site.act = 1
    play.crawl("edited")
    assert play.rows(one, title)[0][0] == "kept"
    monthly = f"{NOW + timedelta(days=10):%Y-%m-%d}"
    assert play.rows("SELECT count(*) FROM ledger_revisit WHERE source = 'edited' AND due > ?", monthly) == [(3,)]  # three looks are over


def test_nothing_is_fetched_twice(play: Play) -> None:
    before = len(play.site.asked)
    tallies = play.crawl("trs", "packed", "weibo", "people")
    assert {name: (tally["fetched"], tally["kept"]) for name, tally in tallies.items()} == dict.fromkeys(tallies, (0, 0))
    asked = [path for _, path, _ in play.site.asked[before:]]
    assert not any(path.endswith(".html") and "index" not in path for path in asked)
    assert play.rows("SELECT outcome FROM ledger_liststate WHERE source = 'packed'") == [("rows",)]  # 304: as it was
