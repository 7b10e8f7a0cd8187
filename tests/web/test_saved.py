"""Saved searches on the site."""

from datetime import UTC, datetime
from typing import Any

from archive.ledger import saved
from archive.ledger.pending import index_pending
from tests.web import press
from tests.web.conftest import Site, said


def keep(site: Site, name: str = "养老", search: str = "q=养老&level=county&sort=oldest", **more: str) -> Any:
    return site.client.post("/saved", {"name": name, "search": search, **more})


def new_article(site: Site, title: str, outlet: str = "qingshi") -> None:
    press.article(outlet, title, "正文", datetime(2026, 10, 30, tzinfo=UTC))
    index_pending(site.index)


def test_a_search_is_kept_with_its_conditions_and_offered_again(site: Site) -> None:
    assert keep(site).status_code == 302
    link = next(link for link in site.page("/search").cssselect(".facets a") if said(link) == "养老")
    assert link.get("href") == "/search?q=%E5%85%BB%E8%80%81&level=county"
    assert "级别：县级" in said(site.page("/saved"))


def test_what_came_in_since_is_new_until_it_was_seen(site: Site) -> None:
    keep(site)
    assert "没有" in said(site.page("/saved").cssselect(".saved tbody")[0])
    new_article(site, "养老新事")
    new_article(site, "养老别事", "huaxia")
    page = site.page("/saved")
    chip = page.cssselect(".saved .chip")[0]
    assert said(chip) == "1 篇"
    assert [hit.text_content() for hit in site.page(chip.get("href")).cssselect(".hit h2 a")] == ["养老新事"]
    assert "新到的" in said(site.page(chip.get("href")).cssselect(".chips.active")[0])
    form = page.cssselect(".saved .do form")[0]
    site.client.post(form.get("action"), {"do": "seen", "up_to": form.cssselect("[name=up_to]")[0].get("value")})
    assert not site.page("/saved").cssselect(".saved .chip")


def test_an_alert_is_what_the_clock_asks_for(site: Site) -> None:
    keep(site, "有提醒", alert="1")
    keep(site, "没有提醒")
    assert list(saved.alerts(site.index)) == []
    new_article(site, "养老新事")
    (new,) = saved.alerts(site.index)
    assert (new.saved.name, new.total, len(new.ids)) == ("有提醒", 1, 1)
    saved.mark_told(new)
    assert list(saved.alerts(site.index)) == []


def test_what_still_waits_for_the_index_is_told_later(site: Site) -> None:
    keep(site, alert="1")
    press.article("qingshi", "养老新事", "正文", datetime(2026, 10, 30, tzinfo=UTC))
    assert list(saved.alerts(site.index)) == []
    index_pending(site.index)
    assert [new.total for new in saved.alerts(site.index)] == [1]


def test_another_persons_searches_are_neither_shown_nor_changed(site: Site) -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    keep(site)
    (one,) = saved.of("officer")
    other = Client()
    other.force_login(User.objects.create_user("other", password="right-Horse-7"))
    assert "还没有保存的检索" in other.get("/saved").content.decode()
    other.post(f"/saved/{one.number}", {"do": "remove"})
    other.post(f"/saved/{one.number}", {"do": "alert"})
    assert saved.of("officer") == [one]


def test_it_can_be_removed_and_only_by_post(site: Site) -> None:
    keep(site)
    (one,) = saved.of("officer")
    assert site.get(f"/saved/{one.number}").status_code == 405
    site.client.post(f"/saved/{one.number}", {"do": "remove"})
    assert saved.of("officer") == []


def test_what_cannot_be_kept_gets_one_sentence(site: Site) -> None:
    for name, search, sentence in (("", "q=养老", "要有名称"), ("坏", 'q="养老', "引号没有配对"), ("长" * 61, "q=养老", "最多 60 个字")):
        response = keep(site, name, search)
        assert response.status_code == 400
        assert sentence in response.content.decode()


def test_a_search_whose_outlet_is_gone_says_so(site: Site) -> None:
    from archive.ledger import models

    keep(site, search="q=媒体:南岭日报")
    models.Outlet.objects.filter(id="nanling").update(name="南岭新报")
    assert "现在读不懂" in said(site.page("/saved"))


def test_relative_days_are_read_anew_each_time(site: Site) -> None:
    keep(site, search="q=日期:本月")
    (one,) = saved.of("officer")
    assert one.words == "日期:本月"
    assert one.query().words is not None
