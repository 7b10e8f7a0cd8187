"""The article page: the text, the people, the reasons and the siblings."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.ledger import models
from model.article import State
from tests.web import press
from tests.web.conftest import Site, keep, said
from web.tags import openable


def test_the_article_as_published(site: Site) -> None:
    models.Article.objects.filter(id=site.first.id).update(subtitle="从“养老”到“享老”", correspondents=["乙", "丙"], editors=["丁"])
    page = site.page(f"/article/{site.first.id}")
    assert page.cssselect("h1")[0].text_content() == press.TITLE
    assert [paragraph.text_content() for paragraph in page.cssselect(".body p")] == press.BODY.split("\n")
    printed = {said(row.cssselect("dt")[0]): said(row.cssselect("dd")[0]) for row in page.cssselect(".printed div")}
    assert printed == {"来源": "南岭日报", "记者": "甲", "通讯员": "乙、丙", "责任编辑": "丁", "版次": "第03版"}
    assert "2026-10-12 08:30" in said(page.cssselect(".sheet .meta")[0])
    assert "享老" in said(page.cssselect(".subtitle")[0])


def test_the_words_of_the_search_are_marked_and_the_way_back_is_kept(site: Site) -> None:
    page = site.page(f"/article/{site.first.id}", q="助餐 -招标")
    assert [mark.text for mark in page.cssselect(".body mark")] == ["助餐"]
    assert page.cssselect(".back a")[0].get("href") == "/search?q=%E5%8A%A9%E9%A4%90+-%E6%8B%9B%E6%A0%87"


@pytest.mark.parametrize("q", ['"助餐', "<script>", "养" * 3000])
def test_words_that_are_no_search_only_go_unmarked(site: Site, q: str) -> None:
    page = site.page(f"/article/{site.first.id}", q=q)
    assert not page.cssselect("mark, script")


def test_why_it_is_here(site: Site) -> None:
    page = site.page(f"/article/{site.first.id}")
    reasons = [said(reason) for reason in page.cssselect(".reasons li")]
    assert reasons == ["云川市民政局 导语出现“云川市民政局”", "养老服务科 导语出现“养老服务科”", "养老服务 标题出现“养老”"]
    assert "相关度 86%" in said(page)


def test_the_siblings_in_order_of_time_with_the_first_named(site: Site) -> None:
    undated = press.article("shehui", "另一个标题", press.BODY, None, story=site.first.story)
    press.article("yunchuan", press.TITLE, press.BODY, site.first.published - timedelta(hours=1), story=site.first.story, state=State.WITHDRAWN)
    page = site.page(f"/article/{undated.id}")
    lines = [said(line) for line in page.cssselect(".siblings li")]
    outlets = ["云川晚报", "南岭日报", "云川晚报", "华夏时讯网", "青石融媒", "社会服务报"]
    assert all(outlet in line for outlet, line in zip(outlets, lines, strict=True))
    assert "已撤稿" in lines[0]
    assert "首发" in lines[1]
    assert [place for place, line in enumerate(lines) if "本篇" in line] == [5]
    # Five outlets: the withdrawn one does not count.
    assert "6 篇 · 5 家" in said(page.cssselect(".beside h2")[0])


def test_the_original_opens_without_telling_from_where(site: Site) -> None:
    link = site.page(f"/article/{site.first.id}").cssselect(".actions a")[0]
    assert link.get("href") == "https://nanling.example/2026/1.html"
    assert set(link.get("rel").split()) == {"noreferrer", "noopener", "nofollow"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,<script>", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "//evil.example/", "http://", "https://a b/"]
)
def test_an_address_that_is_no_web_page_is_not_a_link(site: Site, url: str) -> None:
    row = press.article("huaxia", "养老", "文", datetime(2026, 10, 30, tzinfo=UTC), url=url)
    page = site.page(f"/article/{row.id}")
    assert not page.cssselect(".actions a")
    assert "不能打开" in said(page.cssselect(".actions")[0])


def test_openable_takes_web_addresses() -> None:
    assert openable("https://nanling.example/a?b=1#c") == "https://nanling.example/a?b=1#c"
    assert openable("http://[::1") == ""


def test_hostile_text_is_text(site: Site) -> None:
    bad = "<script>alert(1)</script>"
    row = press.article("huaxia", bad, bad, datetime(2026, 10, 30, tzinfo=UTC), origin=bad, subtitle=bad, reporters=[bad], page_name=bad)
    page = site.page(f"/article/{row.id}", q="alert")
    assert not page.xpath("//script")
    assert page.cssselect("h1")[0].text_content() == bad


def test_evidence_is_offered_where_there_is_some(site: Site) -> None:
    assert "网页存证" not in said(site.page(f"/article/{site.first.id}"))
    keep(site)
    assert "网页存证" in said(site.page(f"/article/{site.first.id}"))


def test_an_article_without_text_says_so(site: Site) -> None:
    row = press.article("huaxia", "图说养老", "", datetime(2026, 10, 30, tzinfo=UTC), units=(), topics=())
    page = said(site.page(f"/article/{row.id}"))
    assert "没有正文" in page
    assert "没有自动认定的单位或专题" in page


def test_what_became_of_it_since(site: Site) -> None:
    day = site.first.collected
    looks = [
        (1, "edited", "旧的标题", "第一段。\n<b>第二段。</b>"),
        (7, "edited", "新的标题", "第一段。\n" + press.BODY),
        (30, "gone", "", ""),
        (31, "back", "", ""),
    ]
    for days, change, title, body in looks:
        reason = "页面已撤下（404）" if change == "gone" else ""
        models.Revision.objects.create(article=site.first, seen=day + timedelta(days=days), change=change, title=title, body=body, reason=reason)
    page = site.page(f"/article/{site.first.id}")
    told = [said(line.cssselect(".meta")[0]) for line in page.cssselect(".past > li")]
    assert told == [
        "2026-11-02 08:00 收录 第 1 版",
        "2026-11-03 08:00 有改动 第 2 版",
        "2026-11-09 08:00 有改动 第 3 版",
        "2026-12-02 08:00 已撤稿",
        "2026-12-03 08:00 恢复",
    ]
    first, second = page.cssselect(".past details")
    assert [said(one) for one in first.cssselect("del")] == ["旧的标题", "<b>第二段。</b>"]
    assert [said(one) for one in first.cssselect("ins")] == ["新的标题", *press.BODY.split("\n")]
    assert [said(one) for one in second.cssselect("del")] == ["新的标题", "第一段。"]
    assert "页面已撤下（404）" in said(page.cssselect(".past")[0])


def test_what_nobody_counted_is_not_zero(site: Site) -> None:
    assert "阅读、点赞、转发、评论：未取得" in said(site.page(f"/article/{site.first.id}"))
    models.Counts.objects.create(article=site.first, taken=site.first.collected, values={"reads": 12_345, "likes": 0})
    models.Counts.objects.create(article=site.first, taken=site.first.collected + timedelta(days=1), values={"reads": 100_001}, at_least=["reads"])
    told = [said(line) for line in site.page(f"/article/{site.first.id}").cssselect(".figures > li")]
    assert told == [
        "2026-11-03 08:00 采集 阅读 不少于 100,001 点赞 未取得 转发 未取得 评论 未取得",
        "2026-11-02 08:00 采集 阅读 12,345 点赞 0 转发 未取得 评论 未取得",
    ]
