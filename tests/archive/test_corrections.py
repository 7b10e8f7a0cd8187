"""What people correct about stories: logged, undone on request, and stronger than every rule; on both databases."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from archive.ledger import corrections, models, writing
from archive.ledger.corrections import Corrections
from model.article import Article
from model.correction import Kind
from model.outcome import UserError
from pipelines.group import group
from pipelines.reprints.first import first_publication
from tests.pipelines.reprints.samples import BODY, OTHER, PARAGRAPHS
from tests.pipelines.samples import MORNING, article

pytestmark = pytest.mark.ledger


@pytest.fixture(autouse=True)
def outlets(ledger: object) -> None:
    models.Outlet.objects.bulk_create(models.Outlet(id=f"o{number}", name=f"第{number}报") for number in range(9))


def piece(number: int, body: str = BODY, hours: float | None = None) -> Article:
    published = MORNING + timedelta(hours=number if hours is None else hours)
    return article(url=f"http://o{number}.example/1.html", source="", outlet=f"o{number}", title="社区食堂", body=body, published=published)


def enter(*articles: Article) -> Sequence[Article]:
    writing.enter(articles, group)
    return articles


def stories() -> list[list[int]]:
    """Who is with whom, the first publication in front."""
    found: dict[int, list[int]] = {}
    rows = models.Article.objects.order_by("outlet_id")
    for story, outlet, role in rows.values_list("story_id", "outlet_id", "role"):
        members = found.setdefault(story, [])
        members.insert(0 if role == "first" else len(members), int(outlet[1:]))
    assert sorted(models.Story.objects.values_list("size", flat=True)) == sorted(map(len, found.values()))
    return sorted(found.values())


def story_of(one: Article) -> str:
    return str(models.Article.objects.get(id=one.id).story.id)


def officer() -> Corrections:
    return Corrections("officer", first_publication)


def test_merging_two_stories_and_undoing_it() -> None:
    a, b, c = enter(piece(1), piece(2), piece(3, OTHER))
    number = officer().merge(story_of(a), story_of(c), "同一篇的改写")
    assert stories() == [[1, 2, 3]]
    (entry,) = corrections.log(story_of(a))
    assert (entry.kind, entry.by, entry.note, {id_ for id_, _ in entry.articles}) == (Kind.MERGE, "officer", "同一篇的改写", {a.id, b.id, c.id})
    officer().undo(number)
    assert stories() == [[1, 2], [3]]
    (entry,) = corrections.log(story_of(a))
    assert (entry.undone is not None, entry.undone_by) == (True, "officer")
    assert not models.Article.objects.filter(settled=True).exists()


def test_splitting_a_story_and_undoing_it() -> None:
    a, _b, c = enter(piece(1), piece(2), piece(3))
    new = officer().split([a.id, c.id])
    assert stories() == [[1, 3], [2]]
    assert story_of(a) == new
    officer().undo(corrections.log()[0].number)
    assert stories() == [[1, 2, 3]]
    assert not models.Apart.objects.exists()


def test_the_one_that_began_a_story_can_be_split_off_alone() -> None:
    a, _ = enter(piece(1), piece(2))
    officer().split([a.id])
    assert stories() == [[1], [2]]


def test_no_rule_joins_what_a_person_parted() -> None:
    a, b = enter(piece(1, "\n".join(PARAGRAPHS[:2])), piece(2, "\n".join(PARAGRAPHS[2:])))
    officer().keep_apart(story_of(a), story_of(b))
    enter(piece(3))  # holds both whole
    assert len(stories()) == 2
    assert not models.Link.objects.filter(open=True).exists()


def test_a_new_reprint_goes_into_the_merged_story() -> None:
    a, c = enter(piece(1), piece(3, OTHER))
    officer().merge(story_of(a), story_of(c))
    enter(piece(4, OTHER), piece(5))
    assert stories() == [[1, 3, 4, 5]]


def test_a_person_sets_the_first_and_no_earlier_one_takes_it_away() -> None:
    _a, b = enter(piece(1), piece(2))
    number = officer().set_first(b.id)
    assert stories() == [[2, 1]]
    enter(piece(3, hours=-5))
    assert stories() == [[2, 1, 3]]
    assert models.Story.objects.get().reason == "由人工指定"
    officer().undo(number)
    assert stories() == [[3, 1, 2]]


def test_the_set_first_goes_with_its_article() -> None:
    _a, b, c = enter(piece(1), piece(2), piece(3))
    officer().set_first(c.id)
    officer().split([b.id, c.id])
    assert stories() == [[1], [3, 2]]


def test_a_person_may_crown_what_the_machine_did_not() -> None:
    a, _b = enter(piece(1, "新华社长沙10月3日电 " + BODY), piece(2))
    assert not models.Article.objects.filter(role="first").exists()
    officer().set_first(a.id)
    assert models.Article.objects.get(role="first").id == a.id


def test_what_was_corrected_later_is_undone_first() -> None:
    a, b, c = enter(piece(1), piece(2), piece(3, OTHER))
    number = officer().merge(story_of(a), story_of(c))
    officer().set_first(b.id)
    with pytest.raises(UserError, match="请先撤销"):
        officer().undo(number)
    officer().undo(corrections.log()[0].number)
    officer().undo(number)
    assert stories() == [[1, 2], [3]]
    with pytest.raises(UserError, match="已撤销"):
        officer().undo(number)


def test_merging_takes_back_that_they_were_parted_and_undoing_restores_it() -> None:
    a, _b, c = enter(piece(1), piece(2), piece(3))
    new = officer().split([c.id])
    number = officer().merge(story_of(a), new)
    assert not models.Apart.objects.exists()
    officer().undo(number)
    assert models.Apart.objects.count() == 1
    enter(piece(4, BODY))
    assert len(stories()) == 2


def test_an_answered_question_is_asked_again_when_the_answer_is_undone() -> None:
    text = "3月{}日，云溪市图书馆老年阅览室开放，首日接待读者120人，备有放大镜和血压计，周一闭馆。"
    a, b = enter(piece(1, text.format(2), 0), piece(2, text.format(3), 26))
    assert models.Link.objects.get().open
    number = officer().merge(story_of(a), story_of(b))
    assert (models.Link.objects.get().open, models.Link.objects.get().answer) == (False, "same")
    officer().undo(number)
    assert (models.Link.objects.get().open, models.Link.objects.get().answer) == (True, "possible")


def test_what_makes_no_sense_is_refused() -> None:
    a, b, c = enter(piece(1), piece(2), piece(3, OTHER))
    for wrong in (
        lambda: officer().merge(story_of(a), story_of(b)),
        lambda: officer().merge(story_of(a), "none"),
        lambda: officer().split([a.id, b.id]),
        lambda: officer().split([a.id, c.id]),
        lambda: officer().keep_apart(story_of(a), story_of(b)),
        lambda: officer().set_first("none"),
        lambda: officer().undo(7),
    ):
        with pytest.raises(UserError):
            wrong()
    assert not models.Correction.objects.exists()
