"""A batch is stored whole: outcomes, evidence, stories; on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import transaction

from archive.evidence import Place, StoredPage
from archive.ledger import addresses, captures, models, pending, registers, writing
from archive.ledger.connect import disconnect
from archive.ledger.writing import Decided
from archive.registers.files import Registers
from model.article import Article, Mention
from model.outcome import Outcome
from pipelines.group import group
from tests.pipelines.samples import BUREAU, MORNING, OUTLET, SOURCE, article, capture

pytestmark = pytest.mark.ledger


@pytest.fixture(autouse=True)
def loaded(ledger: object) -> None:
    registers.load(Registers(outlets=(OUTLET,), sources=(SOURCE,), bureau=BUREAU))


def kept(number: int, hours: float = 0) -> Decided:
    url = f"http://chenbao.example/{number}.html"
    one = article(url=url, published=MORNING + timedelta(hours=hours))
    return decided(url, replace(one, units=(Mention(id="shiju", words=("云溪市民政局",), place="title", score=0.8),)))


def decided(url: str, one: Article | None, outcome: Outcome = Outcome.KEPT, reason: str = "") -> Decided:
    return Decided(capture=capture(url=url), places=(Place("a.warc.gz", 7, 9),), asked=url, address=url, outcome=outcome, reason=reason, article=one)


def roles() -> dict[str, str]:
    return dict(models.Article.objects.order_by("url").values_list("url", "role"))


def outcomes() -> Counter[str]:
    return Counter(models.Address.objects.values_list("outcome", flat=True))


def test_two_reprints_in_one_batch_never_both_become_first() -> None:
    writing.write([kept(1, 2), kept(2, 0), kept(3, 1)], group)
    assert list(roles().values()) == ["reprint", "first", "reprint"]
    story = models.Story.objects.get()
    assert story.size == 3


def test_an_earlier_one_that_arrives_later_becomes_first_and_the_old_is_indexed_again() -> None:
    writing.write([kept(1, 2)], group)
    models.Article.objects.update(indexed_version=1)
    writing.write([kept(2, 0)], group)
    assert list(roles().values()) == ["reprint", "first"]
    assert pending.waiting() == 2
    assert models.Story.objects.get().size == 2


def test_each_address_has_one_outcome_and_is_not_fetched_again() -> None:
    urls = [f"http://chenbao.example/{n}.html" for n in range(1, 5)]
    assert addresses.accept("chenbao", {url: url for url in urls}) == set()
    assert len(addresses.waiting("chenbao")) == 4
    writing.write([kept(1), decided(urls[1], None, Outcome.REJECTED, "未提及本单位"), decided(urls[2], None, Outcome.UNREADABLE, "没有读出正文")], group)
    assert addresses.accept("chenbao", {url: url for url in urls}) == set(urls[:3])
    assert outcomes() == {"kept": 1, "rejected": 1, "unreadable": 1, "waiting": 1}
    assert models.Capture.objects.count() == 3


def test_what_the_list_said_is_kept_as_long_as_the_address_waits() -> None:
    one, other = "http://chenbao.example/1.html", "http://chenbao.example/2.html"
    said = {one: {"title": "养老服务（下转A03版）", "parts": ["http://chenbao.example/1b.html"]}}
    addresses.accept("chenbao", {one: one, other: other}, said)
    writing.write([decided(one, None, Outcome.WAITING, "被网站拦截（验证页）")], group)
    addresses.postpone(one, "应答 500")
    assert addresses.waiting("chenbao") == [(one, said[one]), (other, {})]
    writing.write([kept(1)], group)
    assert addresses.waiting("chenbao") == [(other, {})]
    assert models.Address.objects.get(url=one).listed == {}


def test_a_block_page_leaves_the_address_waiting() -> None:
    url = "http://chenbao.example/1.html"
    addresses.accept("chenbao", {url: url})
    writing.write([decided(url, None, Outcome.WAITING, "被网站拦截（验证页）")], group)
    assert addresses.waiting("chenbao") == [(url, {})]


def test_the_same_page_again_is_a_duplicate_and_changes_nothing() -> None:
    writing.write([kept(1)], group)
    redirected = replace(kept(1), asked="http://chenbao.example/old.html")
    [result] = writing.write([redirected], group)
    assert result.outcome is Outcome.REJECTED
    assert "同一篇" in result.reason
    assert models.Article.objects.count() == 1
    assert outcomes() == {"kept": 1, "rejected": 1}


def test_a_failure_in_the_middle_stores_nothing() -> None:
    def fails(*_: object) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        writing.write([kept(1)], fails)  # type: ignore[arg-type]
    assert models.Capture.objects.count() == models.Article.objects.count() == models.Address.objects.count() == 0


def test_an_overlong_address_is_refused_with_its_reason() -> None:
    url = "http://chenbao.example/" + "a" * 3000
    assert addresses.accept("chenbao", {url: url}) == {url}
    assert "2048" in models.Address.objects.get().reason


def test_an_article_on_several_pages_has_the_evidence_of_all_and_can_be_put_together_again() -> None:
    first, other = "http://chenbao.example/1.html", "http://chenbao.example/2.html"
    pages = {Place("a.warc.gz", at, 9): f"{at}".encode() for at in (1, 2, 3, 4)}
    places = list(pages)
    parts = (capture(url=f"{first}?page=2", body=b"2"), capture(url=f"{first}?page=3", body=b"3"))
    long = capture(url=first, body=b"1", listed_title="列表上的标题", listed_published=MORNING, listed_page_no="03", parts=parts)
    one = replace(kept(1), capture=long, places=tuple(places[:3]))
    writing.write([one, replace(kept(2), capture=capture(url=other, body=b"4"), places=(places[3],))], group)

    def read(place: Place) -> StoredPage:
        return StoredPage(url="", status=200, headers=(("Content-Type", "text/html"),), body=pages[place])

    again = captures.of_article(one.article.id if one.article else "", read)
    assert again is not None
    assert [part.body for part in (again, *again.parts)] == [b"1", b"2", b"3"]
    assert (again.listed_title, again.listed_published, again.listed_page_no) == ("列表上的标题", MORNING, "03")
    assert models.Capture.objects.filter(article__isnull=False).count() == 2


def test_an_article_is_never_stored_below_the_number_of_one_that_others_see_already() -> None:
    """What is "new since" a number relies on it: a second writer gets its numbers only once the first has finished."""
    began, stored = Event(), Event()

    def second() -> None:
        began.set()
        writing.enter([article(url="http://chenbao.example/2.html")], group)
        stored.set()
        disconnect()

    writer = Thread(target=second)
    with transaction.atomic():
        writing.enter([article(url="http://chenbao.example/1.html")], group)
        writer.start()
        began.wait()
        assert not stored.wait(0.2)
    writer.join()
    assert list(models.Article.objects.order_by("number").values_list("url", flat=True)) == [f"http://chenbao.example/{n}.html" for n in (1, 2)]
