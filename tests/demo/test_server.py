"""How the server speaks HTTP."""

import gzip
import http.client
import socket
import subprocess
import sys

import pytest

from demo.outlets import OUTLETS
from demo.server import Server, serve
from demo.world import World
from tests.demo.conftest import TODAY, Get


@pytest.fixture(scope="module")
def path(world: World) -> str:
    """An article of 云溪日报."""
    return next(world.path(number) for number in range(len(world)) if world.outlet(number).id == "ribao")


@pytest.mark.parametrize("what", ["article", "list", "feed", "sitemap"])
def test_what_has_not_changed_is_not_sent_again(what: str, path: str, get: Get) -> None:
    host, target = {
        "article": ("ribao.localhost", path),
        "list": ("ribao.localhost", "/news/"),
        "feed": ("www.xbzaixian.localhost", "/rss.xml"),
        "sitemap": ("jiuyu.localhost", "/sitemap.xml"),
    }[what]
    first = get(host, target)
    assert first.status == 200
    by_tag = get(host, target, If_None_Match=first.headers["etag"])
    by_date = get(host, target, If_Modified_Since=first.headers["last-modified"])
    assert (by_tag.status, by_tag.body) == (by_date.status, by_date.body) == (304, b"")
    assert by_tag.headers["etag"] == first.headers["etag"]
    assert get(host, target, If_None_Match='"another"', If_Modified_Since=first.headers["last-modified"]).status == 200
    assert get(host, target, If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
    assert get(host, target, If_Modified_Since="no date").status == 200


def test_packs_when_asked(path: str, get: Get) -> None:
    plain, packed = get("ribao.localhost", path), get("ribao.localhost", path, Accept_Encoding="gzip, deflate")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(plain.headers["content-length"]) == len(plain.body) > 2 * len(packed.body)


def test_head_gives_the_headers_alone(path: str, get: Get) -> None:
    whole, head = get("ribao.localhost", path), get("ribao.localhost", path, method="HEAD")
    assert head.body == b""
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_hosts_are_told_apart(path: str, get: Get) -> None:
    assert get("ribao.localhost", path).status == 200
    assert get("linjiang.localhost", path).status == 404
    assert get("nobody.localhost", "/").status == 404
    assert get("RIBAO.localhost", path).status == 200


@pytest.mark.parametrize("target", ["/no/such/page.html", "/news/index_999.html", "/news/index_0.html", "/news/202610/t20261001_9999999.html", "/%00", "//"])
def test_unknown_addresses_are_not_found(target: str, get: Get) -> None:
    assert get("ribao.localhost", target).status == 404


@pytest.mark.parametrize("site", OUTLETS, ids=lambda site: site.id)
def test_each_site_has_a_front_door_and_robots(site: object, get: Get) -> None:
    host = getattr(site, "host")  # noqa: B009
    door = get(host, "/")
    assert door.status == 302
    assert get(host, door.headers["location"]).status == 200
    assert get(host, "/robots.txt").body.startswith(b"User-agent: *\n")


def test_one_site_closes_a_path_whose_pages_look_like_ours(world: World) -> None:
    server = serve(world)
    try:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        answers = {}
        for target in ("/robots.txt", "/news/", "/internal/2026/tongxun_1.html"):
            connection.request("GET", target, headers={"Host": "ribao.localhost"})
            answers[target] = connection.getresponse().read().decode()
        assert "Crawl-delay: 0\nDisallow: /internal/" in answers["/robots.txt"]
        assert 'href="/internal/2026/tongxun_1.html"' in answers["/news/"]
        assert "云溪市民政局" in answers["/internal/2026/tongxun_1.html"]
        assert server.forbidden == 1
    finally:
        server.close()


def test_requests_may_come_in_pieces_and_in_a_row(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
        client.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: ribao.loc")
        client.sendall(b"alhost\r\n\r\nGET /robots.txt HTTP/1.1\r\nHost: jiuyu.localhost\r\nConnection: close\r\n\r\n")
        received = b""
        while piece := client.recv(65536):
            received += piece
    assert received.count(b"HTTP/1.1 200 OK") == 2
    assert b"Crawl-delay" in received
    assert b"Sitemap" in received


def test_other_methods_are_refused_and_nonsense_ends_the_connection(server: Server, get: Get) -> None:
    assert get("ribao.localhost", "/news/", method="DELETE").status == 405
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
        client.sendall(b"nonsense\r\n\r\n")
        assert client.recv(100) == b""


def test_closing_frees_the_port() -> None:
    world = World(5, today=TODAY)
    first = serve(world)
    first.close()
    second = serve(world, first.port)
    assert second.port == first.port
    with pytest.raises(OSError, match=r"in use|已"):
        serve(world, second.port)
    second.close()


def test_runs_as_a_process_and_prints_its_port() -> None:
    command = [sys.executable, "-m", "demo.server", "--articles", "20", "--seed", "4", "--today", "2026-11-22"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = int(process.stdout.readline())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/news/", headers={"Host": "ribao.localhost"})
        assert connection.getresponse().status == 200
        process.terminate()
