"""Who may open what, and what every answer says to the browser."""

import logging
import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client, override_settings

from tests.web.conftest import Site, keep, said, text_of

PAGES = ["/questions", "/search", "/export?format=csv", "/month/", "/month/2026-10", "/status", "/password"]
PASSWORD = "right-Horse-7"


def pages(site: Site) -> list[str]:
    article = f"/article/{site.first.id}"
    return [
        *PAGES,
        article,
        f"/story/{site.first.id}",
        f"/compare/{site.first.id}/{site.first.id}",
        f"{article}/evidence",
        f"{article}/evidence/page",
        "/month/2026-10/MR-2026-10.docx",
    ]


def log_in(client: Client, password: str, name: str = "officer") -> Any:
    return client.post("/login", {"username": name, "password": password, "next": "/status"})


def test_without_a_login_every_page_leads_to_it(site: Site) -> None:
    keep(site)
    for address in pages(site):
        response = Client().get(address)
        assert (response.status_code, response.headers["Location"].partition("?")[0]) in {(302, "/login")}, address


def test_login_leads_on_to_where_one_was_going(site: Site) -> None:
    client = Client()
    asked = client.get("/status")
    assert asked.headers["Location"] == "/login?next=/status"
    assert log_in(client, PASSWORD).headers["Location"] == "/status"
    assert client.get("/status").status_code == 200


def test_login_leads_to_no_other_site(site: Site) -> None:
    response = Client().post("/login", {"username": "officer", "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/search"


def test_logout_is_a_post_and_ends_the_session(site: Site) -> None:
    assert site.client.get("/logout").status_code == 405
    assert site.client.post("/logout").headers["Location"] == "/login"
    assert site.client.get("/search").status_code == 302


def test_a_post_without_token_is_refused_in_chinese(site: Site) -> None:
    client = Client(enforce_csrf_checks=True)
    response = log_in(client, PASSWORD)
    assert response.status_code == 403
    assert "页面已过期" in text_of(response)


def test_behind_a_proxy_that_speaks_https_one_can_log_in(site: Site) -> None:
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text_of(client.get("/login")))
    assert token
    form = {"username": "officer", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    assert client.post("/login", form, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert client.post("/login", form, headers={"origin": "https://testserver"}).status_code == 302


@pytest.mark.parametrize("address", ["/search", "/status", "/month/2026-10", "/export"])
def test_a_page_that_only_shows_takes_no_post(site: Site, address: str) -> None:
    assert site.client.post(address).status_code == 405


def test_ten_wrong_passwords_make_the_name_wait(site: Site) -> None:
    client = Client()
    for _ in range(10):
        assert "用户名或密码不对" in text_of(log_in(client, "wrong"))
    assert "请等 15 分钟再试" in text_of(log_in(client, PASSWORD))
    # From elsewhere too: it is the name that is being guessed.
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert "请等 15 分钟再试" in text_of(log_in(elsewhere, PASSWORD))
    assert "请等 15 分钟再试" in text_of(log_in(elsewhere, PASSWORD, "OFFICER"))


def test_ten_wrong_passwords_make_the_address_wait(site: Site) -> None:
    for number in range(10):
        log_in(Client(), "wrong", f"somebody-{number}")
    assert "请等 15 分钟再试" in text_of(log_in(Client(), PASSWORD))
    assert log_in(Client(REMOTE_ADDR="192.0.2.7"), PASSWORD).status_code == 302


def test_after_the_pause_one_may_try_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    for _ in range(10):
        log_in(Client(), "wrong")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 15 * 60 + 1)
    assert log_in(Client(), PASSWORD).status_code == 302


def test_the_right_password_forgets_the_wrong_ones_of_the_name(site: Site) -> None:
    for round in range(3):
        for _ in range(6):
            log_in(Client(REMOTE_ADDR=f"192.0.2.{round}"), "wrong")
        assert log_in(Client(REMOTE_ADDR=f"192.0.2.{round}"), PASSWORD).status_code == 302


def test_the_registers_have_no_login_of_their_own(site: Site) -> None:
    response = Client().get("/admin/", follow=True)
    assert [address.partition("?")[0] for address, _ in response.redirect_chain] == ["/admin/login/", "/login"]


def test_the_registers_are_for_administrators(site: Site) -> None:
    page = site.page("/admin/login/", status=403)
    assert "没有权限" in said(page)
    assert "登记簿" not in said(page.cssselect("nav")[0])


def test_everybody_may_change_the_own_password(site: Site) -> None:
    weak = site.client.post("/password", {"old_password": PASSWORD, "new_password1": "12345678", "new_password2": "12345678"})
    assert weak.status_code == 200
    strong = site.client.post("/password", {"old_password": PASSWORD, "new_password1": "new-Saddle-9", "new_password2": "new-Saddle-9"})
    assert strong.headers["Location"] == "/search"
    assert "密码已修改" in said(site.page("/search"))
    assert log_in(Client(), "new-Saddle-9").status_code == 302


def test_every_answer_is_sealed(site: Site) -> None:
    keep(site)
    for address in ["/login", "/admin/", "/no/such/page", *pages(site)]:
        headers = site.client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; "), address
        assert "script-src 'self'" in policy or "script" not in policy, address
        assert "unsafe" not in policy or "sandbox" in policy, address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert headers["Cache-Control"], address


def test_no_page_needs_what_the_policy_forbids(administrator: Site) -> None:
    """No script or style written into a page, no handler in a tag, nothing from elsewhere."""
    keep(administrator)
    for address in [
        "/search?q=养老",
        "/month/2026-10",
        "/status",
        f"/article/{administrator.first.id}",
        f"/article/{administrator.first.id}/evidence",
        "/password",
    ]:
        page = administrator.page(address)
        assert not page.xpath("//script[not(starts-with(@src, '/static/'))] | //style | //@style | //@*[starts-with(name(), 'on')]"), address
        fetched = page.xpath("//img/@src | //link/@href | //iframe/@src")
        assert all(re.match(r"/(static|article)/", str(reference)) for reference in fetched), (address, fetched)


def test_the_session_cookie_is_for_this_site_only(site: Site) -> None:
    cookie = log_in(Client(), PASSWORD).cookies["jianbao"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


def test_a_strange_host_name_is_refused(site: Site) -> None:
    response = site.client.get("/search", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "请求有误" in text_of(response)


def test_an_unknown_address_says_so_in_chinese(site: Site) -> None:
    assert "没有这一页" in said(site.page("/no/such/page", status=404))
    assert "没有这一页" in said(site.page("/article/000000000000000000000000", status=404))


def test_a_failure_shows_a_number_and_logs_the_rest(site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def find(self, *given: Any, **more: Any) -> None:
            raise RuntimeError("secret detail")

    monkeypatch.setattr(logging.getLogger("web"), "propagate", True)
    client = Client(raise_request_exception=False)
    client.cookies = site.client.cookies
    with override_settings(DESK=replace(site.desk, index=Failing())):
        response = client.get("/search")
    assert response.status_code == 500
    number = re.search(r"编号 ([0-9a-f]{8}) ", text_of(response))
    assert number
    assert "secret detail" not in text_of(response)
    assert number[1] in caplog.text
    assert "secret detail" in caplog.text


def test_wrong_passwords_are_counted_by_name_without_keeping_it(site: Site) -> None:
    assert User.objects.filter(username="officer").exists()
    log_in(Client(), "wrong", "长" * 150)
    assert cache.get("login-address-127.0.0.1") == 1
