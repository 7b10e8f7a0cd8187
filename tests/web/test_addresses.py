"""What became of an address: one that is asked for, or all of an outcome, with the reason and the page that was kept."""

import csv
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.evidence import Evidence
from archive.ledger import jobs, models
from model.article import address_id
from model.capture import Capture
from tests.web import press
from tests.web.conftest import Site, said, text_of

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def met(url: str, outcome: str, reason: str = "", source: str = "nanling", **more: Any) -> models.Address:
    decided = None if outcome == "waiting" else NOW
    return models.Address.objects.create(key=address_id(url), url=url, source=source, outcome=outcome, reason=reason, seen=NOW, decided=decided, **more)


def captured(site: Site, url: str, title: str) -> None:
    capture = Capture(
        url=url, fetched=NOW, status=200, headers=(("Content-Type", "text/html"),), body=b"<p>drawn</p><script>alert(1)</script>", source="nanling"
    )
    evidence = Evidence(site.desk.home / "evidence")
    place = evidence.keep([capture])[0]
    evidence.close()
    models.Capture.objects.create(
        key=address_id(url),
        url=url,
        source="nanling",
        fetched=NOW,
        status=200,
        digest=capture.digest,
        file=place.file,
        offset=place.offset,
        length=place.length,
        listed={"title": title},
    )


def test_what_could_not_be_read_is_listed_with_title_reason_and_page(site: Site) -> None:
    url = "http://nanling.example/script.html"
    met(url, "unreadable", "正文由脚本生成，需人工补录")
    captured(site, url, "一图读懂：养老服务")
    met("http://nanling.example/off.html", "rejected", "未提及本单位")
    (row,) = site.page("/addresses").cssselect("tbody tr")
    assert said(row).startswith(f"一图读懂：养老服务 {url} nanling 读不出 正文由脚本生成，需人工补录")
    address = row.cssselect("td[data-label=页面] a")[0].get("href")
    response = site.get(address)
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "drawn" in text_of(response)


def test_an_address_is_found_however_it_is_written(site: Site) -> None:
    met("http://nanling.example/off.html", "rejected", "未提及本单位")
    (row,) = site.page("/addresses", q=" https://NANLING.example/off.html?utm_source=x ").cssselect("tbody tr")
    assert "不收 未提及本单位" in said(row)
    assert "没有见过这个网址" in said(site.page("/addresses", q="http://nanling.example/never.html"))
    assert "没有见过这个网址" in said(site.page("/addresses", q="http://[::1/"))


def test_what_was_kept_leads_to_its_article(site: Site) -> None:
    url = "http://nanling.example/kept.html"
    kept = press.article("nanling", "收录的一篇", "正文", NOW, url=url)
    met(url, "kept")
    (row,) = site.page("/addresses", q=url).cssselect("tbody tr")
    assert [link.get("href") for link in row.cssselect("td[data-label=页面] a")] == [f"/article/{kept.id}"]


def test_lists_narrow_by_outcome_and_source_and_go_on(site: Site) -> None:
    for number in range(150):
        met(f"http://nanling.example/{number}.html", "waiting", "应答 500", tries=number % 3)
    met("http://huaxia.example/1.html", "waiting", source="huaxia")
    page = site.page("/addresses", outcome="waiting", source="nanling")
    assert len(page.cssselect("tbody tr")) == 100
    following = next(link.get("href") for link in page.cssselect("a.button") if said(link) == "更早的")
    assert len(site.page(following).cssselect("tbody tr")) == 50
    assert len(site.page("/addresses", outcome="waiting", source="huaxia").cssselect("tbody tr")) == 1


def test_all_of_an_outcome_can_be_exported(site: Site) -> None:
    for number in range(1200):
        met(f"http://nanling.example/{number}.html", "rejected", "=1+1")
    response = site.get("/addresses", outcome="rejected", format="csv")
    rows = list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"), newline="")))
    assert len({row["网址"] for row in rows}) == 1200
    assert {row["原因"] for row in rows} == {"'=1+1"}


def test_the_number_of_statements_does_not_grow_with_the_list(site: Site) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            site.page("/addresses", outcome="waiting")
        return len(queries)

    met("http://nanling.example/0.html", "waiting")
    one = statements()
    for number in range(1, 60):
        met(f"http://nanling.example/{number}.html", "waiting")
    assert statements() == one


def test_hostile_titles_and_addresses_are_text(site: Site) -> None:
    met("javascript:alert(1)", "rejected", "<script>alert(1)</script>")
    page = site.page("/addresses", outcome="rejected")
    assert not page.cssselect("script:not([src])")
    assert not [link for link in page.cssselect("a") if (link.get("href") or "").startswith("javascript")]


def test_an_address_that_no_list_named_is_collected_with_the_source_of_its_outlet(administrator: Site) -> None:
    for id in ("huaxia", "nanling"):
        models.Source.objects.create(id=id, outlet_id=id, definition={"discover": []})
    models.Outlet.objects.filter(id="nanling").update(hosts=["nanling.example"])
    url = "http://nanling.example/missed.html?utm_source=x"
    page = administrator.page("/addresses", q=url)
    assert [option.get("value") for option in page.cssselect("option")] == ["nanling", "huaxia"]
    response = administrator.client.post("/addresses/add", {"url": url, "source": "nanling"}, follow=True)
    assert "待采" in text_of(response)
    row = models.Address.objects.get()
    assert (row.key, row.url, row.outcome) == (address_id("http://nanling.example/missed.html"), url, "waiting")
    assert models.Change.objects.filter(subject="网址", name=url).exists()
    assert jobs.states()["crawl nanling"].asked is not None


@pytest.mark.parametrize(
    "url", ["", "nanling.example/1.html", "javascript:alert(1)", "file:///etc/passwd", "http://[::1/", "http://a b/", "http://" + "a" * 3000]
)
def test_what_is_no_address_of_a_page_is_not_taken(administrator: Site, url: str) -> None:
    models.Source.objects.create(id="nanling", outlet_id="nanling", definition={"discover": []})
    response = administrator.client.post("/addresses/add", {"url": url, "source": "nanling"}, follow=True)
    assert "请粘贴以 http:// 或 https:// 开头的完整网址" in text_of(response)
    assert not models.Address.objects.exists()


def test_only_those_who_may_edit_add_addresses(site: Site) -> None:
    models.Source.objects.create(id="nanling", outlet_id="nanling", definition={"discover": []})
    assert not site.page("/addresses", q="http://nanling.example/1.html").cssselect("form[action='/addresses/add']")
    assert site.client.post("/addresses/add", {"url": "http://nanling.example/1.html", "source": "nanling"}).status_code == 403
