"""Second looks at articles: when they are due, and what they find; on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db.models import F

from archive.evidence import Place
from archive.ledger import models, pauses, registers, revisions, revisits, writing
from archive.ledger.corrections import Corrections
from archive.ledger.revisions import Seen
from archive.registers.files import Registers
from model.article import Article, Change, Mention, Role, State
from model.outcome import Outcome
from model.story import First
from pipelines.group import group
from pipelines.mark import mark
from pipelines.reprints.first import first_publication
from tests.pipelines.samples import BUREAU, MORNING, OUTLET, SOURCE, article, capture

pytestmark = pytest.mark.ledger

URL = "http://chenbao.example/1.html"
OLDER = "http://chenbao.example/0.html"
OTHER = "招聘启事：本站诚聘编辑两名，有意者请在月底以前把简历寄到编辑部，面试时间另行通知。"


@pytest.fixture(autouse=True)
def stored(ledger: object) -> None:
    registers.load(Registers(outlets=(OUTLET,), sources=(SOURCE,), bureau=BUREAU))
    made = writing.Decided(capture=capture(url=URL), places=(Place("a.warc.gz", 7, 9),), asked=URL, address=URL, outcome=Outcome.KEPT, article=first())
    writing.write([made], group)


def first() -> Article:
    units = (Mention(id="shiju", words=("云溪市民政局",), place="title", score=0.8),)
    return mark(replace(article(url=URL, published=MORNING), collected=MORNING + timedelta(hours=1), units=units))


def look(one: Article | None, day: int = 1, gone: bool = False, counts: dict[str, int] | None = None) -> Change | None:
    """A look on that day that finds this article; without one, a page that is not ours, or gone."""
    page = replace(capture(url=URL), fetched=MORNING + timedelta(days=day), again=True)
    outcome = Outcome.KEPT if one else Outcome.REJECTED
    seen = Seen(id=first().id, capture=page, outcome=outcome, reason="", article=one, gone=gone, counts=counts or {})
    (found,) = revisions.compare([seen])
    revisions.record([found], {seen.id: (Place("b.warc.gz", 1, 2),)} if found.change else {}, first_publication)
    return found.change


def row() -> models.Article:
    return models.Article.objects.select_related("text").get()


def due(day: int) -> list[str]:
    return revisits.due(SOURCE.id, MORNING + timedelta(days=day, hours=2))


def test_looks_are_due_after_1_and_7_and_30_days_and_then_every_month_of_a_year() -> None:
    found = []
    for day in range(500):
        if due(day):
            found.append(day)
            look(first(), day)
    assert found[:3] == [1, 7, 30]
    assert 15 < found[3] - found[2] <= 30
    assert {later - earlier for earlier, later in pairwise(found[3:])} == {30}
    assert 345 < found[-1] <= 360
    assert models.Revision.objects.count() == 0
    assert not models.Revisit.objects.exists()


def test_what_was_collected_on_one_day_is_not_due_on_one_day_later() -> None:
    for number in range(30):
        writing.enter([replace(first(), url=f"http://chenbao.example/n{number}.html")], group)
    articles = list(models.Article.objects.exclude(url=URL))
    models.Revisit.objects.bulk_create(models.Revisit(article=one, source=SOURCE.id, url=one.url, due=MORNING, step=2) for one in articles)
    revisits.advance(models.Revisit.objects.filter(step=2).select_related("article"))
    days = Counter((one.due - MORNING).days for one in models.Revisit.objects.filter(step=3))
    assert set(days) == set(range(46, 61))
    assert set(days.values()) == {2}


def test_looks_at_new_articles_come_before_the_monthly_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisits, "MOST", 1)
    writing.enter([replace(first(), url=OLDER)], group)
    older = models.Article.objects.get(url=OLDER)
    models.Revisit.objects.create(article=older, source=SOURCE.id, url=OLDER, due=MORNING - timedelta(days=2), step=4)
    assert due(1) == [URL]


def test_a_look_that_fails_for_a_week_gives_way_to_the_next() -> None:
    assert [day for day in range(12) if due(day)] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert models.Revisit.objects.get().step == 1


def test_what_was_printed_or_is_old_is_not_looked_at_again() -> None:
    models.Revisit.objects.all().delete()
    old = replace(first(), published=MORNING - timedelta(days=40))
    revisits.plan([(old, capture(url=URL)), (first(), replace(capture(url=URL), listed_page_no="A03"))])
    assert not models.Revisit.objects.exists()


def test_an_edit_keeps_the_version_before() -> None:
    before = row()
    edited = mark(replace(first(), title="养老服务进社区（更正）", body=f"{before.text.body}\n更正：时间改在周五。", published=MORNING + timedelta(hours=5)))
    assert look(edited) is Change.EDITED
    after, revision = row(), models.Revision.objects.get()
    assert (after.title, after.text.body.split("\n")[-1], after.published) == ("养老服务进社区（更正）", "更正：时间改在周五。", before.published)
    assert (after.version, after.story_id) == (before.version + 1, before.story_id)
    assert (revision.title, revision.body) == (before.title, before.text.body)
    assert revision.before_id == before.capture_id != revision.after_id == after.capture_id
    assert look(edited, 2) is None


def test_another_text_at_the_address_is_for_a_person_to_judge() -> None:
    before = row()
    assert look(mark(replace(first(), title="招聘启事", body=OTHER))) is Change.REPLACED
    assert look(None, 2) is None  # said once
    after = row()
    assert (after.title, after.text.body, after.state, after.version) == (before.title, before.text.body, State.KEPT, before.version)


def test_gone_and_back() -> None:
    assert look(None, gone=True) is Change.GONE
    assert row().state == State.WITHDRAWN
    assert look(None, 2, gone=True) is None
    assert look(first(), 3) is Change.BACK
    assert row().state == State.KEPT


def reprint(number: int, **values: str) -> Article:
    """One of the same text in another outlet, hours later."""
    models.Outlet.objects.get_or_create(id=f"o{number}", defaults={"name": f"第{number}报"})
    made = replace(first(), url=f"http://o{number}.example/1.html", outlet=f"o{number}", source="", published=MORNING + timedelta(hours=number), **values)
    writing.enter([mark(made)], group)
    return made


def firsts() -> list[str]:
    return list(models.Article.objects.filter(role=Role.FIRST).values_list("outlet_id", flat=True))


def test_the_next_is_the_first_publication_while_the_first_is_away() -> None:
    reprint(2), reprint(1, origin=OUTLET.name)
    assert firsts() == ["chenbao"]
    models.Article.objects.update(indexed_version=F("version"))
    look(None, gone=True)
    story = models.Story.objects.get()
    assert (firsts(), story.missing, story.size) == (["o1"], "", 3)
    assert story.reason.endswith("；更早的云溪晨报已撤稿")
    assert set(models.Article.objects.exclude(indexed_version=F("version")).values_list("outlet_id", flat=True)) == {"chenbao", "o1"}
    reprint(3)
    assert firsts() == ["o1"]
    look(first(), 3)
    assert firsts() == ["chenbao"]
    assert "已撤稿" not in models.Story.objects.get().reason


def test_a_first_publication_that_a_person_set_stays_when_another_is_withdrawn() -> None:
    one, _ = reprint(2), reprint(1)
    Corrections("officer", first_publication).set_first(one.id)
    look(None, gone=True)
    assert firsts() == ["o2"]


def test_a_first_publication_that_a_person_set_is_the_first_again_when_it_comes_back() -> None:
    reprint(1)
    Corrections("officer", first_publication).set_first(first().id)
    look(None, gone=True)
    assert firsts() == ["o1"]
    look(first(), 3)
    assert (firsts(), models.Story.objects.get().reason) == (["chenbao"], "由人工指定")


def test_a_story_of_which_nothing_stands_keeps_its_first_publication() -> None:
    reprint(1)
    models.Article.objects.filter(outlet="o1").update(state=State.WITHDRAWN)
    look(None, gone=True)
    assert firsts() == ["chenbao"]


def test_a_batch_that_fails_withdraws_nothing_and_names_no_other_first_publication() -> None:
    reprint(1)

    def failing(_placements: object) -> First:
        raise ZeroDivisionError

    page = replace(capture(url=URL), fetched=MORNING + timedelta(days=1), again=True)
    found = revisions.compare([Seen(id=first().id, capture=page, outcome=Outcome.REJECTED, reason="", article=None, gone=True)])
    with pytest.raises(ZeroDivisionError):
        revisions.record(found, {first().id: (Place("b.warc.gz", 1, 2),)}, failing)
    assert (firsts(), models.Article.objects.get(outlet="chenbao").state, models.Revision.objects.count()) == (["chenbao"], State.KEPT, 0)


def test_what_a_person_withdrew_stays_withdrawn() -> None:
    models.Article.objects.update(state=State.WITHDRAWN)
    assert look(first()) is None
    assert row().state == State.WITHDRAWN


def test_counts_are_a_row_a_look() -> None:
    look(first(), 1, counts={"reads": 100})
    look(first(), 7, counts={"reads": 350})
    look(first(), 30)
    assert [(values, taken.day) for values, taken in models.Counts.objects.order_by("taken").values_list("values", "taken")] == [
        ({"reads": 100}, (MORNING + timedelta(days=1)).day),
        ({"reads": 350}, (MORNING + timedelta(days=7)).day),
    ]


def test_servers_are_left_alone_until_their_time_has_come() -> None:
    until: datetime = MORNING + timedelta(hours=2)
    pauses.pause("news.example", MORNING, "早先")
    pauses.pause("news.example", until, "news.example 连续 3 次拒绝")
    assert pauses.pauses(MORNING) == {"news.example": "news.example 连续 3 次拒绝"}
    assert pauses.pauses(until) == {}
    pauses.pause("other.example", until, "忙")
    pauses.wake(["news.example"])
    assert set(pauses.pauses(MORNING)) == {"other.example"}
