"""Only the open network is fetched from, judged by the address that is connected to."""

import asyncio
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler.guard import Guard, Refused, host_of, literal

PRIVATE = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://news.localhost/",
    "http://[::1]/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://224.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://user@10.1.2.3/",
]


def reach(guard: Guard, url: str) -> list[str]:
    """The addresses that a connection would be made to."""

    async def ask() -> list[str]:
        guard.check(url)
        if literal(host_of(url)):
            return [host_of(url)]
        return [str(found["host"]) for found in await guard.resolve(host_of(url), urlsplit(url).port or 80)]

    return asyncio.run(ask())


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Makes every name resolve to these addresses; gives the names that were asked for."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(Refused, match="公网"):
        reach(Guard(), url)


@pytest.mark.parametrize("address", ["10.0.0.5", "127.0.0.1", "::1", "fd00::1", "::ffff:10.0.0.5"])
def test_a_name_with_any_private_answer_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    answering(monkeypatch, "93.184.216.34", address)
    with pytest.raises(Refused, match="非公网地址"):
        reach(Guard(), "http://news.example/")


def test_the_connection_goes_to_the_checked_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "93.184.216.34", "2606:2800:220:1::1")
    assert reach(Guard(), "http://news.example/") == ["93.184.216.34", "2606:2800:220:1::1"]
    assert asked == ["news.example"]  # once: there is no second answer that could differ


def test_localhost_is_never_asked_of_a_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "93.184.216.34")
    assert reach(Guard(["*.localhost:8700"]), "http://news.localhost:8700/") == ["127.0.0.1"]
    assert asked == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://news.example/a", "gopher://news.example/", "data:text/html,x", "javascript:alert(1)", "news.example/a"]
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        Guard().check(url)


@pytest.mark.parametrize("port", [22, 25, 6379, 9200, 8600])
def test_other_ports_are_refused(port: int) -> None:
    with pytest.raises(Refused, match=f"端口 {port}"):
        Guard().check(f"http://news.example:{port}/")


@pytest.mark.parametrize("url", ["http://[::1", "http://news.example:99999/", "http:///a", "http://news.example/" + "a" * 3000])
def test_broken_addresses_are_refused(url: str) -> None:
    with pytest.raises(Refused, match="地址"):
        Guard().check(url)


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("127.0.0.1:8700", "http://127.0.0.1:8700/"),
        ("*.localhost:8700", "http://news.localhost:8700/"),
        ("intra.example", "http://intra.example/"),
        ("intra.example", "https://intra.example:8443/"),
        ("10.0.0.0/8", "http://10.1.2.3/"),
        ("10.0.0.0/8:8000", "http://10.1.2.3:8000/"),
        ("10.0.0.0/8", "http://intra.example/"),
        ("[fd00::/8]:8000", "http://[fd00::5]:8000/"),
        ("news.example:9000", "http://news.example:9000/"),
    ],
)
def test_an_allowed_host_may_be_private(monkeypatch: pytest.MonkeyPatch, entry: str, url: str) -> None:
    answering(monkeypatch, "10.0.0.5")
    assert reach(Guard([entry]), url)


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("127.0.0.1:8700", "http://127.0.0.1:8701/"),
        ("127.0.0.1:8700", "http://127.0.0.1/"),
        ("*.localhost:8700", "http://localhost:8700/"),
        ("*.localhost:8700", "http://evil-localhost.example:8700/"),
        ("intra.example", "http://other.example/"),
        ("intra.example", "http://intra.example:22/"),
        ("192.168.0.0/16", "http://10.1.2.3/"),
        ("10.0.0.0/8:8000", "http://10.1.2.3/"),
    ],
)
def test_only_what_is_named_is_allowed(monkeypatch: pytest.MonkeyPatch, entry: str, url: str) -> None:
    answering(monkeypatch, "10.0.0.5")
    with pytest.raises(Refused):
        reach(Guard([entry]), url)


def test_a_name_that_does_not_exist_is_an_error_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    with pytest.raises(OSError, match="no such name"):
        reach(Guard(), "http://news.example/")
