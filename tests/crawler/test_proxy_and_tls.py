"""The way out through a proxy, and the certificates of servers. Rows A12 and B9 of the list of hostile inputs."""

import socket
from pathlib import Path
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.discover.found import Link
from model.settings import CrawlSettings
from model.source import Discover, Kind, Source
from tests.crawler.certificates import Authority
from tests.crawler.recording import RecordingDoor
from tests.crawler.server import Asked, article, serving


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this machine trusts."""
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


def proxying(asked: Asked) -> None:
    """What a proxy on the office's network answers for every address."""
    asked.answer(article(asked.path))


def collected(*urls: str, **settings: Any) -> RecordingDoor:
    """What comes of these addresses."""
    door = RecordingDoor()
    source = Source(id="a", outlet="a", discover=(Discover(kind=Kind.LIST, url="http://list.example/"),))
    crawl([source], door, CrawlSettings(delay=0, robots=False, timeout=5.0, **settings), links={"a": [Link(url) for url in urls]})
    return door


def test_A12_a_proxy_may_be_private_and_what_is_asked_of_it_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"news.example": "93.184.216.34", "inside.example": "10.0.0.5"}
    real = socket.getaddrinfo

    def names(host: str, port: Any, *rest: Any, **more: Any) -> list[Any]:
        if host in known:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (known[host], port))]
        if host.endswith(".example"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", names)
    with serving({(name, "*"): proxying for name in ("news.example", "inside.example", "10.0.0.5", "169.254.169.254")}) as proxy:
        urls = [f"http://{host}/1.html" for host in ("news.example", "inside.example", "10.0.0.5", "169.254.169.254", "gone.example")]
        door = collected(*urls, proxy=f"http://office:secret@127.0.0.1:{proxy.port}")
    assert sorted(door.fates().items()) == [
        ("http://10.0.0.5/1.html", "10.0.0.5 不是公网地址"),
        ("http://169.254.169.254/1.html", "169.254.169.254 不是公网地址"),
        ("http://gone.example/1.html", "域名解析失败"),
        ("http://inside.example/1.html", "inside.example 指向非公网地址 10.0.0.5"),
        ("http://news.example/1.html", ""),
    ]
    assert {path for _, path, _ in proxy.asked} == {"http://news.example/1.html"}
    assert "Proxy-Authorization" in proxy.asked[0][2]


def test_A12_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))])
    with serving({}) as gone:
        pass
    (reason,) = collected("http://news.example/1.html", proxy=f"http://office:secret@127.0.0.1:{gone.port}").fates().values()
    assert reason == "代理不通：服务器拒绝连接"


@pytest.mark.parametrize(
    ("fault", "said"),
    [("expired", "证书已过期"), ("other name", "证书不是这个域名的"), ("self-signed", "证书是自签的"), ("old protocol", "双方没有共同的 TLS 版本")],
)
def test_B9_a_bad_certificate_is_refused_unless_the_settings_except_the_host(authority: Authority, fault: str, said: str) -> None:
    with serving({("tls.localhost", "*"): article("页")}, authority.context(fault)) as site:
        url, hosts = f"https://tls.localhost:{site.port}/1.html", (f"tls.localhost:{site.port}",)
        refused = collected(url, allow_hosts=hosts)
        excepted = collected(url, allow_hosts=hosts, unchecked_hosts=("tls.localhost",))
    assert refused.captures == []
    assert refused.fates()[url] == f"TLS 证书或协议有问题：{said}"
    assert [capture.unchecked for capture in excepted.captures] == [True]


def test_B9_a_sound_certificate_is_checked(authority: Authority) -> None:
    with serving({("tls.localhost", "*"): article("页")}, authority.context("")) as site:
        door = collected(f"https://tls.localhost:{site.port}/1.html", allow_hosts=(f"tls.localhost:{site.port}",))
    assert [capture.unchecked for capture in door.captures] == [False]
