"""What servers do wrong, one source a fault, all in one crawl: each ends as it should and none harms another."""

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler import hosts
from crawler.crawl import crawl
from model.outcome import Tally
from model.settings import CrawlSettings
from model.source import Discover, Kind, Source
from tests.crawler.certificates import Authority
from tests.crawler.recording import RecordingDoor
from tests.crawler.server import Asked, Site, article, listing, serving

DAY = "2026-11-20"
BOMB = gzip.compress(b"<html>" + b"\0" * (64 << 20), 1)  # made beforehand: a server under load must not be late with it


def status(code: int, **headers: str) -> Callable[[Asked], None]:
    return lambda asked: asked.answer("" if code == 204 else "<html><body>页面</body></html>", code, **headers)


def to(location: str) -> Callable[[Asked], None]:
    return lambda asked: asked.answer("", 302, Location=location.replace("PORT", str(asked.server.port)))


def in_turn(*handlers: Any) -> Callable[[Asked], None]:
    """Another answer each time, the last one for ever."""
    left = list(handlers)

    def answer(asked: Asked) -> None:
        handler = left.pop(0) if len(left) > 1 else left[0]
        handler(asked) if callable(handler) else asked.answer(handler)

    return answer


def dribble(asked: Asked) -> None:
    asked.send_response(200)
    asked.send_header("Content-Length", "100000")
    asked.end_headers()
    for _ in range(100):
        asked.wfile.write(b"x")
        asked.wfile.flush()
        time.sleep(0.05)


def cut(asked: Asked) -> None:
    asked.answer("<html>half", 200, Content_Length="5000")
    asked.close_connection = True


def bomb(asked: Asked) -> None:
    asked.answer(BOMB, Content_Encoding="gzip")


def packed(asked: Asked) -> None:
    asked.answer(gzip.compress(article("压缩的页面").encode()), Content_Encoding="gzip")


def misnamed(asked: Asked) -> None:
    asked.answer(b"not gzip at all", Content_Encoding="gzip")


def endless(asked: Asked) -> None:
    asked.send_response(200)
    asked.send_header("Connection", "close")
    asked.end_headers()
    asked.close_connection = True
    for _ in range(40):
        asked.wfile.write(b"<p>page without end</p>" * 50_000)


def many_headers(asked: Asked) -> None:
    asked.answer("x", 200, **{f"X-{n}": "v" for n in range(5000)})


def hang_up(asked: Asked) -> None:
    asked.close_connection = True


def rows(*paths: str) -> str:
    return listing(*((path, f"民政工作动态第{n}号通报全文", DAY) for n, path in enumerate(paths)))


SITES: dict[str, dict[str, Any]] = {
    "good": {"/": rows("/a", "/b", "/c"), "/a": article("甲"), "/a?utm_source=x": article("甲"), "/b": packed, "/c": article("丙")},
    "flaky": {"/": in_turn(status(500), rows("/a", "/b", "/c")), "*": article("终于")},
    "broken": {"/": status(500)},
    "walled": {"/": status(412)},
    "script": {"/": "<html><body><div id='app'></div><script>loadPageData(params)</script></body></html>"},
    "empty": {"/": "<html><body>暂无内容</body></html>"},
    "later": {"/": rows("/a", "/b", "/c"), "/b": in_turn(status(429, Retry_After="0"), article("再来")), "*": article("页")},
    "tomorrow": {"/": rows("/a", "/b", "/c", "/d"), "/a": article("甲"), "*": status(429, Retry_After="86400")},
    "refusing": {"/": rows(*(f"/{n}" for n in range(60))), "*": status(403)},
    "slow": {"/": rows("/a", "/b", "/c"), "/a": dribble, "*": article("页")},
    "hops": {
        "/": rows("/moved", "/private", "/loop", "/ftp", "/port", "/twice", "/broken"),
        "/broken": to("http://[::1/"),
        "/moved": to("http://good.localhost:PORT/a?utm_source=x"),
        "/private": to("http://10.0.0.1/secret"),
        "/loop": to("/loop"),
        "/ftp": to("ftp://good.localhost/a"),
        "/port": to("http://good.localhost:22/"),
        "/twice": to("/there"),
        "/there": article("到了"),
    },
    "links": {
        "/": rows("/a", "http://127.0.0.1:1/x", "http://good.localhost:22/x", "file:///etc/passwd", "http://" + "a" * 70 + ".example/x", "http://a..b/x", "/b"),
        "*": article("页"),
    },
    "robots": {"/": rows("/a", "/neibu/b", "/c"), "/robots.txt": "User-agent: *\nDisallow: /neibu/\n", "*": article("页")},
    "closed": {"/": rows("/a", "/b", "/c"), "/robots.txt": status(503), "*": article("页")},
    "gone": {"/": rows("/a", "/b", "/c", "/d"), "/a": status(404), "/b": status(410), "/c": "", "/d": status(204)},
    "parts": {"/": rows("/a", "/b", "/c", "/d"), "/a": cut, "/b": hang_up, "/c": misnamed, "/d": many_headers},
    "large": {"/": rows("/a", "/b", "/c"), "/a": bomb, "/b": endless, "/c": article("页")},
    "files": {"/": rows("/a.pdf", "/b", "/c"), "/a.pdf": lambda asked: asked.answer(b"%PDF-1.7 ...", Content_Type="application/pdf"), "*": article("页")},
    "again": {"/": rows("/a", "/b"), "*": article("页")},
    "circle": {"/": listing(*[(f"/{n}", f"民政工作动态第{n}号通报全文", DAY) for n in "abc"], more="<a href='/?p=2'>下一页</a>"), "*": article("页")},
}
SITES["circle"]["/?p=2"] = SITES["circle"]["/"].replace("?p=2", "?p=3")
SITES["circle"]["/?p=3"] = SITES["circle"]["/"].replace("?p=2", "?p=4")


def names(host: str, port: Any, *rest: Any, **more: Any) -> list[Any]:
    """A name server that knows one name, with a public and a private address."""
    host.encode("idna")  # as the real one does first
    if host != "mixed.example":
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.5")]


class Crawled:
    """One crawl over all of them, and what it left behind."""

    def __init__(self, site: Site, door: RecordingDoor, tallies: dict[str, Tally], seconds: float) -> None:
        self.site, self.door, self.tallies, self.seconds = site, door, tallies, seconds

    def fetched(self, name: str) -> list[str]:
        """Paths of the articles that arrived."""
        return sorted(capture.url.partition(f":{self.site.port}")[2] for capture in self.door.captures if capture.source == name)

    def failed(self, name: str) -> dict[str, str]:
        return self.reasons(self.door.failures, name)

    def refused(self, name: str) -> dict[str, str]:
        return self.reasons(self.door.refusals, name)

    def reasons(self, told: list[tuple[str, str, str]], name: str) -> dict[str, str]:
        return {url.partition(f".localhost:{self.site.port}")[2] or url: reason for source, url, reason in told if source == name}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    patch = pytest.MonkeyPatch()
    patch.setattr(hosts, "SOON", 0.01)
    patch.setattr(socket, "getaddrinfo", names)
    pages = {(f"{name}.localhost", path): page for name, site in SITES.items() for path, page in site.items()}
    secure = serving({("tls.localhost", "*"): rows("/a")}, Authority(tmp_path_factory.mktemp("tls")).context("self-signed"))
    with serving(pages) as site, secure as tls:
        sources = [source(name, site.port) for name in SITES]
        sources.append(Source(id="tls", outlet="tls", discover=(Discover(kind=Kind.LIST, url=f"https://tls.localhost:{tls.port}/"),)))
        sources.append(source("nowhere", 80, host="nowhere.example"))
        sources.append(source("mixed", 80, host="mixed.example"))
        sources.append(source("down", 1))
        sources.append(source("selector", site.port, host="good", links="li["))
        sources.append(source("private", 80, host="10.0.0.1"))
        settings = CrawlSettings(
            delay=0, timeout=1.0, contact="xc@example.org", allow_hosts=(f"*.localhost:{site.port}", "down.localhost:1", f"tls.localhost:{tls.port}")
        )
        door = RecordingDoor(last_run=datetime(2026, 11, 21, tzinfo=UTC))
        began = time.monotonic()
        tallies = crawl(sources, door, settings)
        yield Crawled(site, door, tallies, time.monotonic() - began)
    patch.undo()


def source(name: str, port: int, host: str = "", links: str = "") -> Source:
    address = host if "." in host else f"{host or name}.localhost"
    return Source(id=name, outlet=name, discover=(Discover(kind=Kind.LIST, url=f"http://{address}:{port}/", links=links or "li a"),))


def test_a_sound_source_is_collected_whatever_the_others_do(crawled: Crawled) -> None:
    assert crawled.fetched("good") == ["/a", "/b", "/c"]
    assert crawled.tallies["good"].error == ""
    assert "压缩的页面" in next(capture.body.decode() for capture in crawled.door.captures if "good" in capture.url and capture.url.endswith("/b"))
    assert crawled.seconds < 10


def test_every_accepted_address_has_exactly_one_end(crawled: Crawled) -> None:
    """The invariant: nothing is lost and nothing ends twice."""
    ends = [capture.asked or capture.url for capture in crawled.door.captures]
    ends += [url for _, url, _ in crawled.door.failures + crawled.door.refusals]
    assert sorted(ends) == sorted(crawled.door.accepted)


def test_a_list_is_asked_again_after_a_bad_moment(crawled: Crawled) -> None:
    assert crawled.fetched("flaky") == ["/a", "/b", "/c"]
    assert crawled.tallies["flaky"].error == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("broken", "列表页应答 500"),
        ("walled", "列表页应答 412"),
        ("script", "列表由脚本生成"),
        ("tomorrow", "要求 360 分钟后再来"),
        ("refusing", "连续 3 次拒绝或无应答，今天停采"),
        ("closed", "robots.txt 应答 503"),
        ("down", "连接失败：服务器拒绝连接"),
        ("selector", "选择器 li[ 写法有误"),
        ("private", "10.0.0.1 不是公网地址"),
        ("tls", "TLS 证书或协议有问题"),
        ("nowhere", "域名解析失败"),
        ("mixed", "mixed.example 指向非公网地址 10.0.0.5"),
    ],
)
def test_a_source_that_cannot_be_collected_says_why(crawled: Crawled, name: str, said: str) -> None:
    assert said in crawled.tallies[name].error


def test_a_broken_server_is_left_alone_after_three_refusals(crawled: Crawled) -> None:
    assert crawled.site.paths("broken.localhost") == ["/robots.txt", "/", "/", "/"]
    assert crawled.site.paths("walled.localhost") == ["/robots.txt", "/", "/", "/"]


def test_a_really_empty_list_is_no_error(crawled: Crawled) -> None:
    assert (crawled.tallies["empty"].found, crawled.tallies["empty"].error) == (0, "")


def test_too_many_requests_is_waited_for_or_left_for_a_later_run(crawled: Crawled) -> None:
    assert crawled.fetched("later") == ["/a", "/b", "/c"]
    assert crawled.fetched("tomorrow") == ["/a"]
    assert set(crawled.failed("tomorrow")) == {"/b", "/c", "/d"}
    assert crawled.tallies["tomorrow"].failed == 3


def test_a_server_that_refuses_is_not_asked_for_the_rest(crawled: Crawled) -> None:
    assert (crawled.tallies["refusing"].fetched, crawled.tallies["refusing"].failed) == (0, 60)
    assert len(crawled.site.paths("refusing.localhost")) < 40


def test_a_page_that_trickles_is_given_up(crawled: Crawled) -> None:
    assert crawled.fetched("slow") == ["/b", "/c"]
    assert crawled.failed("slow") == {"/a": "1 秒内没有答完"}


def test_every_hop_of_a_redirect_is_checked(crawled: Crawled) -> None:
    assert crawled.refused("hops") == {
        "/private": "10.0.0.1 不是公网地址",
        "/loop": "重定向超过 5 次",
        "/ftp": "不采集 ftp: 地址",
        "/port": "端口 22 不在允许之列",
        "/broken": "地址写法有误",
    }
    assert crawled.site.paths("hops.localhost").count("/loop") == 6


def test_a_redirected_article_tells_both_addresses(crawled: Crawled) -> None:
    ends = {capture.asked: capture.url for capture in crawled.door.captures if capture.source == "hops"}
    here, there = f"http://hops.localhost:{crawled.site.port}", f"http://good.localhost:{crawled.site.port}"
    assert ends == {f"{here}/moved": f"{there}/a?utm_source=x", f"{here}/twice": f"{here}/there"}


def test_links_that_may_not_be_fetched_are_remembered_with_the_reason(crawled: Crawled) -> None:
    assert crawled.fetched("links") == ["/a", "/b"]
    assert {url.partition(":")[0]: reason for url, reason in crawled.refused("links").items() if "file" in url} == {"file": "不采集 file: 地址"}
    assert any("端口 1 不在允许之列" in reason for reason in crawled.refused("links").values())
    assert list(crawled.refused("links").values()).count("域名写法有误") == 2


def test_robots_rules_are_kept_to(crawled: Crawled) -> None:
    assert crawled.fetched("robots") == ["/a", "/c"]
    assert crawled.refused("robots") == {"/neibu/b": "robots.txt 不允许采集"}
    assert "/neibu/b" not in crawled.site.paths("robots.localhost")
    assert crawled.site.paths("closed.localhost") == ["/robots.txt"]


def test_what_is_gone_is_decided_and_what_is_empty_waits(crawled: Crawled) -> None:
    assert crawled.refused("gone") == {"/a": "已撤稿或不存在（404）", "/b": "已撤稿或不存在（410）"}
    assert crawled.failed("gone") == {"/c": "应答为空", "/d": "应答为空"}


def test_half_a_page_is_no_page(crawled: Crawled) -> None:
    assert crawled.fetched("parts") == []
    failed = crawled.failed("parts")
    assert failed["/a"] == "传输中断，页面不完整"
    assert failed["/b"] == "连接失败：服务器没有应答就断开"
    assert failed["/c"] == "压缩数据损坏"
    assert failed["/d"] == "响应头不合规范或过大"


def test_a_page_without_end_is_cut_and_marked(crawled: Crawled) -> None:
    large = {capture.url[-2:]: capture for capture in crawled.door.captures if capture.source == "large"}
    assert {path: capture.truncated for path, capture in large.items()} == {"/a": True, "/b": True, "/c": False}
    assert len(large["/a"].body) == 1 << 20  # the beginning of a bomb is evidence enough
    assert len(large["/b"].body) == 16 << 20


def test_a_pdf_is_handed_over_as_it_is(crawled: Crawled) -> None:
    pdf = next(capture for capture in crawled.door.captures if capture.url.endswith(".pdf"))
    assert (pdf.body, pdf.header("Content-Type")) == (b"%PDF-1.7 ...", "application/pdf")


def test_a_list_that_turns_in_a_circle_ends(crawled: Crawled) -> None:
    assert crawled.fetched("circle") == ["/a", "/b", "/c"]
    assert len([path for path in crawled.site.paths("circle.localhost") if path.startswith("/?p=")]) == 2


def test_we_say_who_we_are(crawled: Crawled) -> None:
    assert {headers["User-Agent"] for _, _, headers in crawled.site.asked} == {"jianbao/0.1 (+xc@example.org)"}
    assert all("Cookie" not in headers for _, _, headers in crawled.site.asked)


def test_without_the_allow_entry_nothing_local_is_fetched() -> None:
    with serving({("good.localhost", "*"): rows("/a", "/b", "/c")}) as site:
        door = RecordingDoor()
        tallies = crawl([source("good", site.port), source("same", site.port, host="127.0.0.1")], door, CrawlSettings(delay=0))
        assert site.asked == []
    assert f"端口 {site.port} 不在允许之列" in tallies["good"].error
    assert tallies["same"].error
    assert door.captures == []
