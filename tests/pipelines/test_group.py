"""The grouping stage of the line: what it decides from the ledger, inside the transaction that stores the articles; on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.ledger import marks, models, writing
from model.article import Article, Role
from model.outlet import Level, Medium
from model.reading import Precision
from model.story import Answer
from pipelines.group import Grouper, group
from pipelines.reprints.prints import Print
from tests.pipelines.reprints.samples import BODY, OTHER, PARAGRAPHS, TITLE, notice
from tests.pipelines.samples import MORNING, article

pytestmark = pytest.mark.ledger
OUTLETS = {"chenbao": "云溪晨报", "wang": "云溪网", "ribao": "湘北日报"}


@pytest.fixture(autouse=True)
def outlets(ledger: object) -> None:
    models.Outlet.objects.bulk_create(models.Outlet(id=id_, name=name) for id_, name in OUTLETS.items())


numbers = count(1)


def piece(body: str = BODY, hours: float = 0, outlet: str = "chenbao", **more: object) -> Article:
    one = article(
        url=f"http://{outlet}.example/{next(numbers)}.html", source="", outlet=outlet, title=TITLE, body=body, published=MORNING + timedelta(hours=hours)
    )
    return replace(one, **more)  # type: ignore[arg-type]


def enter(*articles: Article) -> None:
    writing.enter(articles, group)


def roles(articles: Sequence[Article]) -> list[str]:
    stored = dict(models.Article.objects.values_list("id", "role"))
    return [stored[one.id] for one in articles]


def stories(articles: Sequence[Article]) -> list[str]:
    stored = dict(models.Article.objects.values_list("id", "story__id"))
    return [stored[one.id] for one in articles]


@pytest.mark.parametrize("apart", [False, True], ids=["one batch", "a batch each"])
def test_the_earliest_is_first_in_whatever_order_they_arrive(apart: bool) -> None:
    articles = [piece(hours=hours, outlet=outlet) for hours, outlet in ((5, "wang"), (0, "chenbao"), (3, "ribao"))]
    for batch in [[one] for one in articles] if apart else [articles]:
        enter(*batch)
    assert roles(articles) == ["reprint", "first", "reprint"]
    assert len(set(stories(articles))) == 1
    assert models.Story.objects.get().size == 3


def test_a_reprint_is_found_by_its_text_not_by_its_letters() -> None:
    articles = [piece(), piece("本报讯（记者 某某）" + "\n".join(PARAGRAPHS[:3]).replace("介绍", "表示"), 4, "wang"), piece(OTHER, 5, "ribao")]
    for one in articles:
        enter(one)
    assert stories(articles) == [articles[0].id, articles[0].id, articles[2].id]
    link = models.Link.objects.get()
    assert (link.article.id, link.other.id, link.answer, link.open) == (articles[1].id, articles[0].id, Answer.SAME, False)
    assert link.cover > 0.9 > link.other_cover > 0.4
    assert "数字一致" in link.reason


def test_what_is_doubtful_waits_for_a_person() -> None:
    text = "3月{}日，云溪市图书馆老年阅览室开放，首日接待读者120人，备有放大镜和血压计，周一闭馆。"
    articles = [piece(text.format(2)), piece(text.format(3), 26, "wang")]
    enter(*articles)
    assert len(set(stories(articles))) == 2
    assert roles(articles) == ["first", "first"]
    link = models.Link.objects.get()
    assert (link.answer, link.open, link.differing) == (Answer.POSSIBLE, True, [["3", "2"]])


def test_two_stories_become_one_when_the_whole_text_arrives() -> None:
    pieces = [piece("\n".join(PARAGRAPHS[:2]), 2, "wang"), piece("\n".join(PARAGRAPHS[2:]), 3, "ribao")]
    enter(*pieces)
    assert models.Story.objects.count() == 2
    enter(whole := piece())
    assert len(set(stories([*pieces, whole]))) == 1
    assert roles([*pieces, whole]) == ["reprint", "reprint", "first"]
    assert models.Story.objects.get().size == 3
    assert models.Article.objects.filter(version=1).count() == 1  # whoever changed its story or role is indexed again


def test_the_sister_county_is_another_story() -> None:
    articles = [piece(notice()), piece(notice(place="云台县", chief="米安和"), 3, "wang")]
    enter(*articles)
    assert len(set(stories(articles))) == 2


def test_a_first_publication_that_was_not_collected_crowns_nobody() -> None:
    text = "新华社长沙10月3日电（记者某某）" + BODY
    articles = [piece(text), piece(text, 3, "wang")]
    enter(*articles)
    assert roles(articles) == ["reprint", "reprint"]
    story = models.Story.objects.get()
    assert story.missing == "新华社"
    assert story.reason.startswith("未采集：新华社")


def test_when_it_comes_after_all_it_is_the_first() -> None:
    models.Outlet.objects.create(id="xinhua", name="新华网", aliases=["新华社"])
    text = "新华社长沙10月3日电（记者某某）" + BODY
    articles = [piece(text), piece(text, -2, "xinhua")]
    for one in articles:
        enter(one)
    assert roles(articles) == ["reprint", "first"]
    assert models.Story.objects.get().missing == ""


def test_the_source_that_a_page_prints_counts_as_well() -> None:
    enter(one := piece(origin="湖南日报"), other := piece(OTHER, origin="市民政局办公室"), own := piece(notice(), origin="云溪晨报客户端"))
    assert roles([one, other, own]) == ["reprint", "first", "first"]


def test_a_page_that_calls_another_ones_address_canonical_is_a_reprint() -> None:
    models.Outlet.objects.create(id="xinhua", name="新华网", hosts=["www.news.cn", "news.cn"])
    enter(one := piece(link="http://www.news.cn/a.html"), other := piece(OTHER, link="http://chenbao.example/other.html"))
    assert roles([one, other]) == ["reprint", "first"]
    assert "规范链接注明" in models.Story.objects.get(id=one.id).reason
    enter(first := piece(hours=-1, outlet="xinhua"))
    assert roles([one, first]) == ["reprint", "first"]


def test_ties_go_to_print_then_to_the_higher_level() -> None:
    website = piece(outlet="wang", level=Level.CENTRAL)
    paper = piece(outlet="chenbao", medium=Medium.NEWSPAPER)
    lower = piece(outlet="ribao", level=Level.COUNTY)
    enter(lower, website)
    assert roles([lower, website]) == ["reprint", "first"]
    enter(paper)
    assert roles([lower, website, paper]) == ["reprint", "reprint", "first"]


def test_a_page_without_a_time_is_never_first_beside_one_with() -> None:
    enter(undated := piece(published=None, published_precision=Precision.NONE), dated := piece(outlet="wang"))
    assert roles([undated, dated]) == ["reprint", "first"]


def test_a_page_that_names_only_the_day_does_not_pass_for_midnight() -> None:
    midnight = MORNING - timedelta(hours=9, minutes=30)
    enter(day_only := piece(published=midnight, published_precision=Precision.DAY), timed := piece(outlet="wang"))
    assert roles([day_only, timed]) == ["reprint", "first"]


def test_a_text_of_nothing_is_a_story_of_its_own() -> None:
    articles = [piece("", outlet=outlet) for outlet in OUTLETS]
    enter(*articles)
    assert roles(articles) == [Role.FIRST] * 3


def test_a_batch_asks_for_all_its_articles_at_once() -> None:
    enter(*(piece(text, outlet=outlet) for text in (BODY, OTHER, notice()) for outlet in OUTLETS))
    grouper = Grouper()
    grouper([piece(text) for text in (BODY, OTHER, notice())])  # from now on it has their texts at hand

    def statements(*articles: Article) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len({one.story for one in grouper(articles).articles}) > 1
        return len(queries)

    assert statements(*(piece(text) for text in (BODY, OTHER, notice()) * 4)) == statements(piece(BODY), piece(OTHER))


def test_an_article_is_compared_as_it_is_now() -> None:
    grouper = Grouper()
    writing.enter([one := piece(OTHER)], grouper)
    row = models.Article.objects.get(id=one.id)
    marks.put({row.number: _print(BODY).keys})
    models.Text.objects.update(body=BODY)
    models.Article.objects.update(version=2)
    writing.enter([reprint := piece(BODY, 3, "wang")], grouper)
    assert len(set(stories([one, reprint]))) == 1


def _print(body: str) -> Print:
    return Print("", "", "", TITLE, body, None)
