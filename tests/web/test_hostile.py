"""Hostile input to the site; the rows of groups E and K are named in the tests. More of E is in the tests of each page."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings

from archive.ledger import models
from archive.ledger.pending import index_pending
from tests.web.conftest import Site, keep, text_of
from tests.web.test_access import PASSWORD, log_in
from web.serve import LARGEST, listening
from web.settings import site_settings

STRANGE = ['<script>alert("x")</script>', '"onmouseover="alert(1)', "{{7*7}}", "${7*7}", "%s%n", "<img src=x onerror=alert(1)>", "]]><b>", "&lt;b&gt;"]


@pytest.mark.parametrize("text", STRANGE)
def test_E1_what_a_page_printed_is_shown_as_text(site: Site, text: str) -> None:
    models.Article.objects.filter(id=site.first.id).update(title=f"养老{text}", origin=text, reporters=[text], column=text, page_name=text, version=9)
    models.Text.objects.filter(article__id=site.first.id).update(body=f"养老{text}\n{text}")
    index_pending(site.index)
    for address in (f"/article/{site.first.id}?q=养老", "/search?q=养老", f"/article/{site.first.id}/evidence"):
        shown = text_of(site.get(address))
        assert "<script>alert" not in shown, address
        assert "<img src=x" not in shown, address
        assert '"onmouseover="alert' not in shown, address
        assert "49" not in shown.partition("养老")[2][:10], address


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "//elsewhere"],
)
def test_E2_an_address_that_runs_something_is_no_link(site: Site, url: str) -> None:
    models.Article.objects.filter(id=site.first.id).update(url=url)
    for address in (f"/article/{site.first.id}", "/search?q=养老"):
        links = site.page(address).xpath("//a/@href | //form/@action")
        assert [link for link in links if not link.startswith(("/", "http://", "https://", "?", "#"))] == [], address
        assert url.strip() not in links or url == "//elsewhere"
    assert "//elsewhere" not in site.page(f"/article/{site.first.id}").xpath("//a/@href")


MUTATIONS = [
    b"<svg><style><img src=x onerror=alert(1)></style></svg>",
    b"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    b"<template><script>alert(1)</script></template>",
    b"<noscript><p title='</noscript><script>alert(1)</script>'>",
    b"<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    b"<base href='http://elsewhere.example/'>",
    b"<meta http-equiv=refresh content='0; url=http://elsewhere.example/'>",
    b"<form action='/logout' method=post><button>x</button></form>",
    b"<object data='x.swf'></object><embed src=x>",
    b"<script>navigator.serviceWorker.register('/sw.js'); top.location='http://elsewhere.example'; opener.postMessage(1,'*')</script>",
]


@pytest.mark.parametrize("body", MUTATIONS)
def test_E3_E4_E5_a_stored_page_can_do_nothing(site: Site, body: bytes) -> None:
    keep(site, b"<html><body>" + body + b"</body></html>")
    response = site.get(f"/article/{site.first.id}/evidence/page")
    policy = {rule.strip().partition(" ")[0]: rule.strip().partition(" ")[2] for rule in response.headers["Content-Security-Policy"].split(";")}
    assert policy["default-src"] == policy["form-action"] == policy["base-uri"] == "'none'"
    assert policy["sandbox"] == ""  # nothing is allowed: an origin of its own, no scripts, no navigation of the top, no forms
    assert not response.cookies
    assert "Refresh" not in response.headers
    assert b"<iframe" not in response.content


def test_E3_the_reading_of_a_page_loads_nothing_from_elsewhere(site: Site) -> None:
    """The article page shows text only: whatever was in the page's markup, no address of theirs is fetched."""
    models.Text.objects.filter(article__id=site.first.id).update(body='<img src="http://elsewhere.example/pixel.gif">养老')
    page = site.page(f"/article/{site.first.id}")
    assert page.xpath("//*[@src][not(starts-with(@src, '/static/'))] | //link[not(starts-with(@href, '/static/'))]") == []


@pytest.mark.parametrize(
    "text", ['"', "AND (", "*", "a" * 100_000, "养老\0", "标题:", "title:/.*/", "NOT", "(((((", "-", "养老 OR", "媒体:*", "日期:x", "\ud800"]
)
def test_E6_whatever_is_typed_is_answered(site: Site, text: str) -> None:
    response = site.get("/search", q=text.encode("utf-8", "surrogatepass"))
    assert response.status_code in (200, 400), text[:20]
    assert "系统出错" not in text_of(response)


@pytest.mark.parametrize("query", ["page=1000000000", "page=-5", "page=1e9", "sort=random", "since=9999-99-99", "until=10000-01-01", "level=x", "format=exe"])
def test_E7_numbers_and_names_out_of_range(site: Site, query: str) -> None:
    for address in ("/search", "/export"):
        assert site.client.get(f"{address}?q=养老&{query}").status_code in (200, 302, 400, 404), address


def test_E8_nothing_changes_by_a_get_or_from_another_site(site: Site) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = site.client.cookies
    for address in ("/logout", "/password", "/collect/act", "/deliveries/1"):
        assert client.get(address).status_code in (200, 404, 405), address
        assert client.post(address, {}, headers={"origin": "https://elsewhere.example"}).status_code == 403, address
    assert site.get("/search").status_code == 200  # still logged in
    assert site.get("/search").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("id", ["f" * 24, "1", "../../etc/passwd", "%2e%2e", "' OR 1=1 --", "é"])
def test_E9_guessing_an_id_gives_nothing(site: Site, id: str) -> None:
    for address in (f"/article/{id}", f"/article/{id}/evidence", f"/article/{id}/evidence/page", f"/month/{id}", f"/month/2026-10/{id}", f"/runs/{id}"):
        assert site.client.get(address).status_code == 404, address
        assert Client().get(address).status_code in (302, 404), address


def test_E10_no_page_tells_what_the_site_is_made_of(site: Site) -> None:
    for address in ("/no/such", "/login", "/search"):
        response = site.client.get(address)
        assert "Server" not in response.headers
        assert "django" not in text_of(response).lower(), address


# Accounts


def test_K5_ten_thousand_wrong_passwords_are_not_tried(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the tenth the password is not even looked at, so that trying costs us nothing."""
    from django.contrib.auth import forms

    tried = []
    monkeypatch.setattr(forms, "authenticate", lambda *given, **more: tried.append(more))
    for number in range(100):
        log_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), f"guess-{number}")
    assert len(tried) == 10


def test_K5_a_session_given_by_somebody_else_is_not_taken_over(site: Site) -> None:
    client = Client()
    client.cookies["jianbao"] = "attacker-chose-this-session-id"
    assert log_in(client, PASSWORD).status_code == 302
    assert client.cookies["jianbao"].value != "attacker-chose-this-session-id"
    before = client.cookies["jianbao"].value
    client.post("/logout")
    client.cookies["jianbao"] = before
    assert client.get("/search").status_code == 302


def test_K5_a_session_in_the_address_is_none(site: Site) -> None:
    session = site.client.cookies["jianbao"].value
    assert Client().get("/search", {"jianbao": session, "sessionid": session}).status_code == 302


def test_K5_other_sessions_end_with_a_new_password_or_a_closed_account(site: Site) -> None:
    elsewhere = Client()
    log_in(elsewhere, PASSWORD)
    site.client.post("/password", {"old_password": PASSWORD, "new_password1": "new-Saddle-9", "new_password2": "new-Saddle-9"})
    assert site.get("/search").status_code == 200
    assert elsewhere.get("/search").status_code == 302
    User.objects.filter(username="officer").update(is_active=False)
    assert site.get("/search").status_code == 302


def test_K5_where_people_come_by_https_cookies_go_no_other_way() -> None:
    sealed = site_settings("key", ["news.example"], None, https=True)
    assert sealed["SESSION_COOKIE_SECURE"] is sealed["CSRF_COOKIE_SECURE"] is True
    assert sealed["SECURE_HSTS_SECONDS"] > 30_000_000
    assert site_settings("key", ["127.0.0.1"], None)["SECURE_HSTS_SECONDS"] == 0


# The server itself


class Served:
    def __init__(self, port: int):
        self.port = port

    def ask(self, method: str = "GET", path: str = "/login", body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer


def serving(site: Site, proxy: str = "") -> Iterator[Served]:
    with override_settings(DESK=site.desk):
        server = listening(site.desk, "127.0.0.1", 0, proxy)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield Served(server.effective_port)
        server.close()
        thread.join(5)


@pytest.fixture
def served(site: Site) -> Iterator[Served]:
    yield from serving(site)


@pytest.fixture
def behind_proxy(site: Site) -> Iterator[Served]:
    yield from serving(site, "127.0.0.1")


def test_K6_a_form_of_100_megabytes_is_refused_unread(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 104857600\r\n\r\n")
        assert connection.recv(200).split(b" ")[1] == b"413"
    assert served.ask().status == 200
    assert LARGEST < 10_000_000


def test_K6_a_form_with_ten_thousand_parts_is_refused(served: Served) -> None:
    body = b"&".join(b"a%d=1" % number for number in range(10_000))
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={'a' * 32}"}
    assert served.ask("POST", body=body, **headers).status == 400


def test_K6_idle_connections_leave_the_site_usable(served: Served) -> None:
    idle = [socket.create_connection(("127.0.0.1", served.port), timeout=20) for _ in range(500)]
    slow = socket.create_connection(("127.0.0.1", served.port), timeout=20)
    slow.sendall(b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nusername=")
    began = time.monotonic()
    assert served.ask().status == 200
    assert time.monotonic() - began < 10
    for connection in (slow, *idle):
        connection.close()


def test_K6_headers_without_end_are_refused(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n" * 8000)
        assert connection.recv(200).split(b" ")[1] == b"431"
    assert served.ask().status == 200


def guessed(served: Served, times: int, forwarded: str) -> None:
    for number in range(times):
        token = "a" * 64
        served.ask(
            "POST",
            body=f"username=somebody-{number}&password=x&csrfmiddlewaretoken={token}".encode(),
            **{"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={token[:32]}", "X-Forwarded-For": forwarded},
        )


def address_counts() -> dict[str, Any]:
    from django.core.cache import cache

    return {address: cache.get(f"login-address-{address}") for address in ("127.0.0.1", "192.0.2.1")}


def test_K5_nobody_chooses_the_address_one_comes_from(served: Served) -> None:
    guessed(served, 1, "192.0.2.1")
    assert address_counts()["192.0.2.1"] is None


def test_K5_a_proxy_that_is_named_is_believed(behind_proxy: Served) -> None:
    guessed(behind_proxy, 1, "192.0.2.1")
    assert address_counts() == {"127.0.0.1": None, "192.0.2.1": 1}
