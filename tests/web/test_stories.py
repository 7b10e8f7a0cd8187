"""The pages about stories: why which article is first, pairs side by side, questions, corrections."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.conftest import Site, said, text_of

HOSTILE = "<script>alert('1')</script><img src=x onerror=alert(2)> & \"三十七家\"社区食堂今日开张，"
DOUBTFUL = "3月{}日，云川市图书馆老年阅览室开放，首日接待读者120人，备有放大镜和血压计，周一闭馆。"


def enter(body: str, outlet: str = "yunchuan", hour: int = 1, title: str = "阅览室开放") -> str:
    """An article that comes through the line; returns its id."""
    from archive.ledger import writing
    from model.outlet import Level, Medium
    from pipelines.group import group
    from tests.pipelines.samples import article

    one = article(
        url=f"http://{outlet}.example/{hour}/{len(body)}.html",
        source="",
        outlet=outlet,
        level=Level.CITY,
        medium=Medium.WEBSITE,
        title=title,
        body=body,
        published=datetime(2026, 10, 3, hour, tzinfo=UTC),
    )
    writing.enter([one], group)
    return one.id


def story_of(article: str) -> str:
    from archive.ledger import models

    return str(models.Article.objects.get(id=article).story.id)


def post(site: Site, **values: Any) -> Any:
    return site.client.post("/correct", values, follow=True)


@pytest.fixture
def doubtful(administrator: Site) -> tuple[str, str]:
    return enter(DOUBTFUL.format(2)), enter(DOUBTFUL.format(3), "nanling", 9)


def test_the_story_page_says_who_was_first_and_why(site: Site) -> None:
    first, reprint = enter(HOSTILE * 9, hour=1), enter("本报讯（记者 某某）" + HOSTILE * 9, "nanling", 5)
    page = site.page(f"/story/{story_of(first)}")
    assert "在2篇中最早，比次早的早4小时" in said(page)
    assert "归入的理由" in said(page)
    assert page.xpath(f"//a[@href='/compare/{reprint}/{first}']")
    assert not page.xpath("//form[@action='/correct']")  # a reader corrects nothing


def test_a_story_is_found_by_its_articles_too(site: Site) -> None:
    assert site.page(f"/story/{site.first.id}").cssselect("h1")
    assert site.page("/story/none", status=404) is not None


def test_what_was_not_collected_is_named(site: Site) -> None:
    id_ = enter("新华社长沙10月3日电 " + HOSTILE * 9)
    assert "未采集：新华社" in said(site.page(f"/story/{story_of(id_)}"))


def test_two_articles_side_by_side_lose_nothing_and_run_nothing(site: Site) -> None:
    from archive.ledger import models

    left, right = enter(HOSTILE * 6 + "甲" * 50), enter("开头。" + HOSTILE.replace("三十七", "三十八") * 6, "nanling", 4)
    response = site.get(f"/compare/{left}/{right}")
    assert "<script>alert" not in text_of(response)
    page = site.page(f"/compare/{left}/{right}")
    columns = zip(*(row.xpath("td") for row in page.cssselect(".compare tbody tr")), strict=True)
    shown = ["".join("".join(cell.itertext()) for cell in column) for column in columns]
    bodies = [models.Text.objects.get(article__id=id_).body for id_ in (left, right)]
    assert shown == bodies
    assert {"七", "八"} <= {mark.text for mark in page.cssselect(".compare mark")}
    assert site.page(f"/compare/{left}/none", status=404) is not None


def test_a_question_is_decided_by_an_officer(administrator: Site, doubtful: tuple[str, str]) -> None:
    page = administrator.page("/questions")
    assert "数字不同：3/2" in said(page)
    stories = [story_of(id_) for id_ in doubtful]
    response = post(administrator, action="merge", story=stories[0], other=stories[1], next="/questions")
    assert "已合并为同一稿件" in text_of(response)
    assert "没有待认定的文章" in text_of(response)
    assert story_of(doubtful[0]) == story_of(doubtful[1])


def test_or_denied_and_not_asked_again(administrator: Site, doubtful: tuple[str, str]) -> None:
    stories = [story_of(id_) for id_ in doubtful]
    response = post(administrator, action="apart", story=stories[0], other=stories[1], note="两次活动", next="/questions")
    assert "没有待认定的文章" in text_of(response)
    assert "两次活动" in text_of(response)
    number = text_of(response).partition("第 ")[2].partition(" 号")[0]
    assert "1 对" in text_of(post(administrator, action="undo", number=number, next="/questions"))


def test_a_reader_decides_nothing(site: Site, doubtful: tuple[str, str]) -> None:
    page = site.page("/questions")
    assert "数字不同：3/2" in said(page)
    assert not page.xpath("//form[@action='/correct']")
    assert post(site, action="merge", story=story_of(doubtful[0]), other=story_of(doubtful[1])).status_code == 403


def test_splitting_and_setting_the_first_on_the_story_page(administrator: Site) -> None:
    ids = [enter(HOSTILE * 9, outlet, hour) for hour, outlet in ((1, "yunchuan"), (3, "nanling"), (7, "huaxia"))]
    address = f"/story/{story_of(ids[0])}"
    assert "由人工指定" in text_of(post(administrator, action="first", article=ids[1], next=address))
    response = post(administrator, action="split", article=[ids[2]], note="无关", next=address)
    assert "已拆出另成一件" in text_of(response)
    assert story_of(ids[2]) not in {story_of(ids[0]), story_of(ids[1])}
    assert "请先撤销它" in text_of(post(administrator, action="undo", number=1, next=address)) or "不存在" in text_of(
        post(administrator, action="undo", number=1)
    )


@pytest.mark.parametrize("written", ["http://huaxia.example/7/{length}.html", "https://m.huaxia.example/7/{length}.html?share=x", "/article/{id}?q=a", "{id}"])
def test_merging_by_any_address_of_the_other_article(administrator: Site, written: str) -> None:
    one, other = enter(HOSTILE * 9), enter(DOUBTFUL.format(2), "huaxia", 7)
    address = written.format(id=other, length=len(DOUBTFUL.format(2)))
    address = address.replace("m.huaxia.example", "huaxia.example")
    post(administrator, action="merge", story=story_of(one), other=address)
    assert story_of(one) == story_of(other)


@pytest.mark.parametrize(
    "given",
    [{}, {"action": "burn"}, {"action": "merge", "story": "x", "other": "y"}, {"action": "undo", "number": "²"}, {"action": "split"}, {"action": "first"}],
)
def test_what_cannot_be_done_is_told_in_a_sentence(administrator: Site, given: dict[str, str]) -> None:
    response = post(administrator, **given, next="https://elsewhere.example/")
    assert response.status_code == 200
    assert response.redirect_chain[0][0] == "/questions"
    assert 'class="told"' in text_of(response)
