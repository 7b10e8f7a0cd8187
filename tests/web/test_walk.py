"""The way of a press officer in a real browser: login, search, article, evidence, month."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.web import press
from tests.web.conftest import Site, keep

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PASSWORD = "right-Horse-7"
COPIED = """(css) => {
  const told = document.querySelector(css), data = new DataTransfer();
  document.getSelection().selectAllChildren(told);
  told.dispatchEvent(new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true}));
  return Object.fromEntries(data.types.map((type) => [type, data.getData(type).trim()]));
}"""


@dataclass
class Browsing:
    """A browser page on the served site, and what it did."""

    page: Any  # playwright's Page
    base: str
    asked: list[str] = field(default_factory=list)  # addresses that it asked for
    complaints: list[str] = field(default_factory=list)  # of its console

    def open(self, address: str) -> None:
        self.page.goto(self.base + address)

    def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        self.page.wait_for_load_state()  # a click that leads elsewhere does not wait for the page
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))

    def log_in(self) -> None:
        self.open("/login")
        self.page.get_by_label("用户名").fill("officer")
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url("**/search")


@pytest.fixture
def real(site: Site) -> Iterator[Site]:
    """The site over the embedded index."""
    from django.test import override_settings

    from archive.index.embedded import EmbeddedIndex
    from archive.ledger import models
    from archive.ledger.pending import index_pending

    index = EmbeddedIndex(site.desk.home / "index")
    index.create()
    models.Article.objects.update(indexed_version=0)
    index_pending(index)
    desk = replace(site.desk, index=index)
    with override_settings(DESK=desk):
        yield replace(site, index=index, desk=desk)
    index.close()


@pytest.fixture
def served(real: Site) -> Iterator[str]:
    """The address of the site, served as `jianbao serve` does."""
    from waitress.server import create_server

    from web.serve import application

    server = create_server(application(real.desk), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)  # in the thread of its own loop, which then ends
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture
def office(served: str) -> str:
    """The address of the site, whose officer belongs to the office."""
    from django.contrib.auth.models import User

    User.objects.filter(username="officer").update(is_staff=True)
    return served


@pytest.fixture
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=FLAGS)


def browse(browser: Any, base: str, size: dict[str, int]) -> Browsing:
    page = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai").new_page()
    page.set_default_timeout(15_000)
    browsing = Browsing(page, base)
    page.on("request", lambda request: browsing.asked.append(request.url))
    page.on("console", lambda message: browsing.complaints.append(message.text))
    page.on("pageerror", lambda error: browsing.complaints.append(str(error)))
    return browsing


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_login_search_article_month(served: str, browser: Any, size: dict[str, int]) -> None:
    walk = browse(browser, served, size)
    page = walk.page
    walk.open("/month/2026-10")
    assert page.url.endswith("/login?next=/month/2026-10")
    page.get_by_label("用户名").fill("officer")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    assert "用户名或密码不对" in page.get_by_role("alert").inner_text()
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/month/2026-10")
    assert walk.fits()

    page.get_by_role("link", name="检索", exact=True).click()
    assert walk.fits()
    page.get_by_label("检索词").fill('居家养老 -招标 "社区食堂"')
    page.get_by_label("检索词").press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".total strong").inner_text() == "4"
    assert page.locator(".hit h2 mark").first.inner_text() == "居家养老"
    assert walk.fits()
    if size == PHONE:
        assert not page.locator(".facets").is_visible()
        page.get_by_text("筛选", exact=True).click()
        assert walk.fits()
    page.locator(".facets li a", has_text="省级").click()
    assert page.locator(".total strong").inner_text() == "1"
    assert page.locator(".chips.active .chip").inner_text().startswith("级别：省级")

    page.locator(".hit h2 a").click()
    assert page.locator("h1").inner_text() == press.TITLE
    assert page.locator(".body mark").all_inner_texts() == ["居家养老", "社区食堂"]
    assert page.locator(".siblings li").count() == 4
    assert walk.fits()
    page.locator(".siblings a").first.click()
    assert page.locator(".siblings .here").inner_text().endswith("本篇")

    page.get_by_role("link", name="月度").click()
    page.goto(walk.base + "/month/2026-10")
    assert page.evaluate(COPIED, ".words") == {"text/plain": page.locator(".words").inner_text()}  # without the links of its numbers
    figure = page.locator(".tile strong").first.inner_text()
    page.locator("a.tile").first.click()
    assert page.locator(".total strong").inner_text() == figure == "18"
    assert page.locator(".chips.active .chip").first.inner_text().startswith("级别：除自有平台外")

    page.get_by_role("link", name="采集", exact=True).click()
    assert walk.fits()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/login")
    assert walk.complaints == []
    assert all(address.startswith(served) for address in walk.asked)


def hostile(elsewhere: str) -> bytes:
    """A captured page that tries everything."""
    return f"""<!doctype html><html><head><meta charset="utf-8">
    <meta http-equiv="refresh" content="0; url={elsewhere}/refreshed"><base href="{elsewhere}/">
    <link rel="preconnect" href="{elsewhere}"><link rel="dns-prefetch" href="{elsewhere}"><link rel="prefetch" href="{elsewhere}/prefetched">
    <link rel="stylesheet" href="{elsewhere}/style.css"><link rel="icon" href="{elsewhere}/icon.ico"><link rel="manifest" href="{elsewhere}/app.json">
    <style>@import "{elsewhere}/more.css"; h1 {{ color: rgb(1, 2, 3); background: url({elsewhere}/dot.png); }}
    @font-face {{ font-family: x; src: url({elsewhere}/x.woff2); }}</style>
    <script>parent.document.title = "hacked"; top.location = "{elsewhere}/top"; fetch("{elsewhere}/fetched");</script>
    <script src="{elsewhere}/script.js"></script></head>
    <body onload="document.body.innerHTML = 'hacked'"><h1>采集时的标题</h1><p style="font-family: x">正文</p>
    <img src="{elsewhere}/picture.png" onerror="alert(1)"><iframe src="{elsewhere}/frame"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>
    <object data="{elsewhere}/object"></object><embed src="{elsewhere}/embed"><video autoplay src="{elsewhere}/film.mp4"></video>
    <svg><image href="{elsewhere}/svg.png"/><script>alert(2)</script></svg>
    <form action="{elsewhere}/form"><button id="send">发送</button></form><a id="away" href="{elsewhere}/away" target="_top">离开</a></body></html>""".encode()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_report_is_read_and_taken_along(office: str, browser: Any, size: dict[str, int]) -> None:
    walk = browse(browser, office, size)
    page = walk.page
    walk.log_in()
    walk.open("/report/2026-10")
    assert walk.fits()
    parted = """[...document.querySelectorAll('.telling-report td:not(.text)')].filter(cell => {
        const range = document.createRange()
        range.selectNodeContents(cell)
        return new Set([...range.getClientRects()].map(line => Math.round(line.bottom))).size > 1
    }).map(cell => cell.innerText)"""
    assert page.evaluate(parted) == []  # no figure goes on in the next line
    nameless = "[...document.querySelectorAll('input:not([type=hidden]), textarea, select, button')].filter(one => !one.labels?.length && !one.innerText)"
    assert page.evaluate(f"{nameless}.length") == 0
    assert page.evaluate("[...document.querySelectorAll('.scroll')].every(one => one.tabIndex === 0 && one.getAttribute('aria-label'))")
    assert page.evaluate("[...document.querySelectorAll('table')].every(one => one.caption && one.querySelector('th[scope=row], td'))")
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map(one => one.tagName)")
    assert levels[0] == "H1"
    assert levels.count("H1") == 1

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Word").click()
    assert waiting.value.suggested_filename == "关于2026年10月新闻宣传工作情况的通报.docx"
    page.get_by_role("link", name="得分排名通报").click()
    page.wait_for_url("**kind=ranking*")
    assert "得分排名情况的通报" in page.locator("h1").inner_text()
    assert walk.fits()
    page.locator(".grid td a").first.click()
    page.wait_for_url("**/behind?*")
    assert walk.fits()
    assert walk.complaints == []


def test_a_captured_page_is_seen_and_does_nothing(real: Site, served: str, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    # Somebody else's server: whoever connects has leaked that the page was looked at.
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        keep(real, hostile(f"http://127.0.0.1:{elsewhere.getsockname()[1]}"))
        with sync_playwright() as playwright:
            walk = browse(playwright.chromium.launch(executable_path=chromium, args=FLAGS), served, WIDE)
            walk.log_in()
            walk.open(f"/article/{real.first.id}/evidence")
            frame = walk.page.frame_locator("iframe.captured")
            assert frame.locator("h1").inner_text() == "采集时的标题"
            assert frame.locator("h1").evaluate("element => getComputedStyle(element).color") == "rgb(1, 2, 3)"
            frame.locator("#send").click()
            frame.locator("#away").click()
            assert walk.page.title().startswith("存证：")
            assert walk.page.url.endswith("/evidence")
            # By itself, outside the frame, its own policy holds it.
            walk.open(f"/article/{real.first.id}/evidence/page")
            walk.page.locator("#send").click()
            assert walk.page.locator("h1").inner_text() == "采集时的标题"
            assert walk.page.url.endswith("/evidence/page")
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


PAGES = (
    "/saved",
    "/questions",
    "/entries/2026-10",
    "/entries/import",
    "/manual/",
    "/manual/import",
    "/manual/lacking",
    "/undecided/",
    "/points",
    "/status",
    "/runs",
)
MORE = ("/report/2026-10", "/addresses", "/coverage/", "/deliveries", "/password", "/month/2026-10")
CUT = """[...document.querySelectorAll('main *')].filter(one => one.getClientRects().length && !one.closest('.scroll, .unseen, svg, .columns')
  && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(one => one.outerHTML.slice(0, 80))"""
TOUCHING = """[...document.querySelectorAll('main > *')].filter(one => one.getClientRects().length && one.nextElementSibling?.getClientRects().length
  && [one, one.nextElementSibling].some(two => two.matches('.card, .empty, .told, .alert, .tiles'))
  && one.nextElementSibling.getBoundingClientRect().top - one.getBoundingClientRect().bottom < 6
  && Math.abs(one.nextElementSibling.getBoundingClientRect().left - one.getBoundingClientRect().left) < 9).map(one => one.outerHTML.slice(0, 80))"""
PARTED = """[...document.querySelectorAll('.sorts a')].filter(one => one.getClientRects().length
  && one.offsetHeight > 1.5 * parseFloat(getComputedStyle(one).lineHeight) + 8).map(one => one.innerText)"""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_is_cut_off_or_touches_on_any_page_of_the_office(real: Site, office: str, browser: Any, size: dict[str, int]) -> None:
    walk = browse(browser, office, size)
    walk.log_in()
    for address in (*PAGES, *MORE, f"/article/{real.first.id}", f"/story/{real.first.id}", f"/article/{real.first.id}/amend"):
        walk.open(address)
        assert (address, walk.fits(), walk.page.evaluate(CUT), walk.page.evaluate(TOUCHING)) == (address, True, [], [])
        assert (address, walk.page.evaluate(PARTED)) == (address, [])
    assert walk.complaints == []
