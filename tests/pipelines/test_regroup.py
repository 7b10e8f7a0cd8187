"""Grouping again what is stored: told first, written on request; what people decided and what is closed stays; on both databases."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from archive.ledger import marks, models, stories, writing
from archive.ledger.corrections import Corrections
from model.article import Article
from model.outcome import UserError
from model.regrouped import Regrouped
from pipelines.group import group
from pipelines.regroup import Regroup
from pipelines.reprints.first import first_publication
from tests.pipelines.reprints.samples import BODY, OTHER, PARAGRAPHS
from tests.pipelines.samples import MORNING, article

pytestmark = pytest.mark.ledger


@pytest.fixture(autouse=True)
def outlets(ledger: object) -> None:
    models.Outlet.objects.bulk_create(models.Outlet(id=f"o{number}", name=f"第{number}报") for number in range(9))


def piece(number: int, body: str = BODY) -> Article:
    return article(url=f"http://o{number}.example/1.html", source="", outlet=f"o{number}", title="食堂", body=body, published=MORNING + timedelta(hours=number))


def enter(*articles: Article) -> Sequence[Article]:
    writing.enter(articles, group)
    return articles


def found() -> list[list[int]]:
    """Who is with whom, the first publication in front."""
    together: dict[int, list[int]] = {}
    for story, outlet, role in models.Article.objects.order_by("outlet_id").values_list("story_id", "outlet_id", "role"):
        members = together.setdefault(story, [])
        members.insert(0 if role == "first" else len(members), int(outlet[1:]))
    assert sorted(models.Story.objects.values_list("size", flat=True)) == sorted(map(len, together.values()))
    return sorted(together.values())


def scatter() -> None:
    """As if older rules had found nothing: each article is its own story, under no key."""
    for row in models.Article.objects.all():
        row.story = models.Story.objects.get_or_create(id=row.id, defaults={"size": 1})[0]
        row.role = "first"
        row.save()
    stories.crown_again(list(models.Story.objects.values_list("id", flat=True)), first_publication)
    models.Link.objects.all().delete()
    marks.put_again(0, [])


def again(apply: bool = True, since: int = 1) -> list[Regrouped]:
    regroup = Regroup(since)
    told = list(regroup.plan())
    if apply:
        regroup.apply()
    return told


def lowest() -> int:
    return int(models.Article.objects.order_by("number")[0].number)


def test_by_the_same_rules_nothing_changes() -> None:
    enter(piece(1), piece(2), piece(3, OTHER))
    versions = set(models.Article.objects.values_list("id", "version"))
    assert again() == []
    assert found() == [[1, 2], [3]]
    assert set(models.Article.objects.values_list("id", "version")) == versions
    enter(piece(4))  # its keys are there
    assert found() == [[1, 2, 4], [3]]


def test_better_rules_are_told_first_and_written_on_request() -> None:
    enter(piece(2), piece(1), piece(3, OTHER))
    scatter()
    told = again(apply=False)
    assert [(one.outlet, one.closed) for one in told] == [("第1报", False)]
    assert "正文相同" in told[0].reason
    assert found() == [[1], [2], [3]]
    again()
    assert found() == [[1, 2], [3]]
    assert models.Link.objects.count() == 1
    assert again() == []


def test_wrong_joins_are_taken_apart() -> None:
    a, b, c = enter(piece(1), piece(2, OTHER), piece(3))
    first = models.Article.objects.get(id=a.id).story
    models.Article.objects.filter(id=b.id).update(story=first)
    stories.crown_again([first.id, b.id], first_publication)
    assert found() == [[1, 2, 3]]
    assert [one.outlet for one in again()] == ["第2报"]
    assert found() == [[1, 3], [2]]
    assert c.id != b.id


def test_only_what_came_since_a_day_is_decided_again() -> None:
    enter(piece(1), piece(2))
    enter(piece(3))
    scatter()
    third = models.Article.objects.get(outlet_id="o3").number
    again(since=lowest())
    scatter()
    marks.put_again(0, [])
    again(since=third)
    assert found() == [[1], [2], [3]]  # under no key, what is older is not found


def test_what_people_decided_stays() -> None:
    a, b, c, d = enter(piece(1), piece(2), piece(3, OTHER), piece(4))
    officer = Corrections("officer", first_publication)
    new = officer.split([b.id])
    officer.merge(new, models.Article.objects.get(id=c.id).story.id)
    officer.set_first(d.id)
    before = found()
    assert again() == []
    assert found() == before == [[2, 3], [4, 1]]
    assert a.id != d.id


def close(*articles: Article) -> None:
    """A closed report counts these."""
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    days = {"since": date(2026, 10, 1), "until": date(2026, 10, 31)}
    row = models.Snapshot.objects.create(
        kind="month", period="2026-10", revision=1, cutoff=moment, frozen=moment, last=9, digest="", content=b"", figures={}, **days
    )
    models.Frozen.objects.bulk_create(models.Frozen(snapshot=row, article=one.id, part="counted") for one in articles)


def test_what_a_closed_report_counts_stays_and_is_told() -> None:
    a, b = enter(piece(1), piece(2))
    scatter()
    close(a, b)
    assert [(one.id, one.closed) for one in again()] == [(b.id, True)]
    assert found() == [[1], [2]]


def test_a_story_that_began_with_an_article_of_an_open_month_stays_whole() -> None:
    """The article that begins it is decided before the closed one, which is the same text, has come."""
    a, b, c = enter(piece(2), piece(1), piece(3))
    close(b)
    versions = set(models.Article.objects.values_list("id", "version"))
    assert again() == []
    assert found() == [[1, 2, 3]]
    assert {row.id for row in models.Story.objects.all()} == {a.id}
    assert set(models.Article.objects.values_list("id", "version")) == versions
    enter(piece(4))
    assert found() == [[1, 2, 3, 4]]
    assert c.id != b.id


def test_two_pieces_come_to_the_whole_that_a_closed_report_counts() -> None:
    pieces, whole = enter(piece(2, "\n".join(PARAGRAPHS[:2])), piece(3, "\n".join(PARAGRAPHS[2:]))), piece(1)
    enter(whole)
    assert found() == [[1, 2, 3]]
    close(whole)
    assert again() == []
    assert found() == [[1, 2, 3]]
    assert len(pieces) == 2


def test_a_closed_article_among_others_draws_nobody_to_them() -> None:
    a, b, c = enter(piece(1, OTHER), piece(2), piece(3))
    wrong = models.Article.objects.get(id=a.id).story
    models.Article.objects.filter(id=c.id).update(story=wrong)
    stories.crown_again([wrong.id, b.id], first_publication)
    close(a, c)
    assert [(one.id, one.closed) for one in again()] == [(c.id, True)]
    assert found() == [[1, 3], [2]]


def test_a_first_that_a_closed_report_counted_stays_the_first() -> None:
    a, _ = enter(piece(1), piece(0))
    scatter()
    close(a)
    assert len(again()) == 1
    assert found() == [[1, 0]]


def test_what_arrives_between_plan_and_writing_is_taken_in() -> None:
    enter(piece(1), piece(2))
    scatter()
    regroup = Regroup(1)
    assert len(list(regroup.plan())) == 1
    enter(piece(3), piece(4, OTHER))
    regroup.apply()
    assert found() == [[1, 2, 3], [4]]


def test_a_correction_between_plan_and_writing_stops_it() -> None:
    a, b = enter(piece(1), piece(2))
    scatter()
    regroup = Regroup(1)
    list(regroup.plan())
    Corrections("officer", first_publication).keep_apart(*(models.Article.objects.get(id=one.id).story.id for one in (a, b)))
    with pytest.raises(UserError, match="请再运行一次"):
        regroup.apply()
    assert again() == []
    assert found() == [[1], [2]]


def test_two_pieces_become_one_story_by_the_whole() -> None:
    enter(piece(2, "\n".join(PARAGRAPHS[:2])), piece(3, "\n".join(PARAGRAPHS[2:])), piece(1))
    scatter()
    again()
    assert found() == [[1, 2, 3]]
