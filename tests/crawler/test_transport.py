"""Answers that attack whoever asks: bombs, heads against the rules, cookies, certificates, ways out of the page. Rows A and B of the list of hostile inputs."""

import gzip
import socket
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from crawler import hosts
from crawler.crawl import crawl
from model.settings import CrawlSettings
from model.source import Discover, Kind, Source
from tests.crawler.recording import RecordingDoor
from tests.crawler.server import Asked, Site, article, listing, serving

SWOLLEN = b"<html>" + b"\0" * (64 << 20)
BOMB = gzip.compress(SWOLLEN, 1)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "SOON", 0.01)


def raw(*lines: bytes, body: bytes = b"") -> Callable[[Asked], None]:
    """An answer written as it stands."""

    def answer(asked: Asked) -> None:
        asked.wfile.write(b"\r\n".join((b"HTTP/1.1 200 OK", *lines, b"", body)))
        asked.close_connection = True

    return answer


def crawled(**pages: Any) -> tuple[Site, RecordingDoor]:
    """A source whose list names a page of each of these hosts, collected once: a host that misbehaves costs the others nothing."""
    with serving({(f"{name}.localhost", "/page"): page for name, page in pages.items()}) as site:
        addresses = (f"http://{name}.localhost:{site.port}/page" for name in pages)
        site.pages["list.localhost", "/"] = listing(*((url, f"民政工作动态第{n}号通报全文", "2026-11-20") for n, url in enumerate(addresses)))
        door = RecordingDoor()
        source = Source(id="a", outlet="a", discover=(Discover(kind=Kind.LIST, url=f"http://list.localhost:{site.port}/", links="li a"),))
        crawl([source], door, CrawlSettings(delay=0, timeout=5.0, allow_hosts=(f"*.localhost:{site.port}",)))
    return site, door


def fates(door: RecordingDoor) -> dict[str, str]:
    """What became of the page of each host."""
    return {url.removeprefix("http://").partition(".")[0]: end for url, end in door.fates().items()}


def coded(body: bytes, coding: str) -> Callable[[Asked], None]:
    return lambda asked: asked.answer(body, Content_Encoding=coding)


def test_B1_bombs_of_every_packing_are_cut_or_not_unpacked() -> None:
    twice, deflated = gzip.compress(BOMB, 1), zlib.compress(SWOLLEN, 1)
    tracemalloc.start()
    _, door = crawled(
        once=coded(BOMB, "gzip"),
        twice=coded(twice, "gzip, gzip"),
        deflate=coded(deflated, "deflate"),
        brotli=coded(b"\x8b\x00\x80" * 100, "br"),
        zstd=coded(b"\x28\xb5\x2f\xfd" * 100, "zstd"),
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    kept = {capture.url: capture for capture in door.captures}
    assert {capture.truncated for capture in kept.values()} == {True}
    assert {len(capture.body) for capture in kept.values()} == {1 << 20}
    assert fates(door) == {
        "once": "",
        "twice": "",
        "deflate": "压缩方式 deflate 不在所求之列",
        "brotli": "压缩方式 br 不在所求之列",
        "zstd": "压缩方式 zstd 不在所求之列",
    }
    assert peak < 150 << 20


def test_B2_what_comes_behind_the_packed_page_is_neither_kept_nor_unpacked() -> None:
    page = gzip.compress(article("页").encode())
    tracemalloc.start()
    _, door = crawled(little=coded(page + b"\0" * 100, "gzip"), endless=coded(page + b"\0" * (64 << 20), "gzip"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [capture.body for capture in door.captures] == [article("页").encode()] * 2
    assert sorted(capture.truncated for capture in door.captures) == [False, True]
    assert peak < 150 << 20


def test_B5_heads_against_the_rules_are_no_pages() -> None:
    page = article("页").encode()
    length = b"Content-Length: %d" % len(page)
    _, door = crawled(
        many=raw(*(b"X-%d: v" % n for n in range(5000)), length, body=page),
        long=raw(b"X: " + b"v" * (64 << 10), length, body=page),
        lengths=raw(length, b"Content-Length: 5", body=page),
        zero=raw(b"X: a\0b", length, body=page),
        bare=raw(b"X: a\nSet-Cookie: b=c\rd", length, body=page),
        name=raw(b"X y: v", length, body=page),
        sound=raw(length, body=page),
    )
    ends = fates(door)
    assert ends.pop("sound") == ""
    assert set(ends.values()) == {"响应头不合规范或过大"}


def test_B11_a_connection_that_ends_too_early_is_one_failure() -> None:
    def half(asked: Asked) -> None:
        asked.send_response(200)
        asked.send_header("Content-Length", "5000")
        asked.end_headers()
        asked.wfile.write(b"<html>")
        asked.wfile.flush()
        asked.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing it now sends a reset
        asked.close_connection = True

    def nothing(asked: Asked) -> None:
        asked.close_connection = True

    site, door = crawled(half=half, nothing=nothing)
    assert len(door.failures) == 2
    assert door.captures == []
    assert all(site.paths(f"{name}.localhost").count("/page") <= 2 for name in ("half", "nothing"))  # a closed connection is tried once anew


def test_B13_cookies_are_neither_kept_nor_walked_in_circles_for() -> None:
    def again(asked: Asked) -> None:
        asked.answer("", 302, Location="/page", Set_Cookie="seen=1")

    site, door = crawled(again=again, giant=lambda asked: asked.answer(article("页"), Set_Cookie="a=" + "b" * (60 << 10)))
    assert fates(door) == {"again": "重定向超过 5 次", "giant": "响应头不合规范或过大"}
    assert site.paths("again.localhost").count("/page") == 6
    assert all("Cookie" not in headers for _, _, headers in site.asked)


def test_A8_A14_nothing_that_a_page_names_is_fetched_besides_its_links() -> None:
    """Refreshes, canonical and AMP addresses, pictures, icons, media: they may point into the office's own network."""
    with serving({("inside.localhost", "*"): "secret"}) as inside:
        there = f"http://inside.localhost:{inside.port}"
        named = "".join(
            (
                f'<meta http-equiv="refresh" content="0; url={there}/refresh"><link rel="canonical" href="{there}/canonical">',
                f'<link rel="amphtml" href="{there}/amp"><link rel="icon" href="{there}/icon"><link rel="stylesheet" href="{there}/css">',
                f'<img src="{there}/img"><video src="{there}/video" poster="{there}/poster"></video><iframe src="{there}/frame"></iframe>',
            )
        )
        page = article("页").replace("</body>", f"{named}</body>")
        _, door = crawled(page=lambda asked: asked.answer(page, Refresh=f"0; url={there}/header"))
    assert fates(door) == {"page": ""}
    assert inside.asked == []
