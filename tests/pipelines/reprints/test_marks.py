"""The ledger as a shelf, on both databases."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pipelines.reprints.batch import place
from pipelines.reprints.prints import Print
from tests.pipelines.reprints.samples import BODY, MORNING, OTHER, article

pytestmark = pytest.mark.ledger
NOW = datetime(2026, 3, 12, 4, 0, tzinfo=UTC)


def keep(body: str, number: int) -> int:
    """Stores an article with its keys as the line would; returns its number."""
    from archive.ledger import marks, models

    outlet, _ = models.Outlet.objects.get_or_create(id="chenbao", name="云溪晨报")
    row = models.Article.objects.create(
        id=f"{number:024}",
        url=f"http://chenbao.example/{number}.html",
        outlet=outlet,
        title="题目",
        published=NOW,
        published_precision="minute",
        collected=NOW,
        story=models.Story.objects.create(id=f"s{number}"),
        role="first",
    )
    models.Text.objects.create(article=row, body=body)
    marks.put({row.number: Print(row.id, row.url, "云溪晨报", row.title, body, NOW).keys})
    return int(row.number)


@pytest.mark.usefixtures("ledger")
def test_a_reprint_finds_its_story_in_the_ledger() -> None:
    from pipelines.reprints.ledger import LedgerShelf

    keep(OTHER, 1)
    keep(BODY, 2)
    new = Print("new", "http://wang.example/1.html", "云溪网", "题目", BODY, MORNING.replace(hour=14, tzinfo=ZoneInfo("Asia/Shanghai")))
    placed = place([new], LedgerShelf())
    assert placed.stories == {"new": "s2"}
    assert placed.decisions["new"].joined[0].article.outlet == "云溪晨报"


@pytest.mark.usefixtures("ledger")
def test_the_newest_holders_come_first_and_not_too_many() -> None:
    from archive.ledger import marks

    numbers = [keep(BODY, number) for number in range(5)]
    key = article().keys[0]
    assert marks.holders([key, 123456789], 3) == {key: numbers[:1:-1]}


@pytest.mark.usefixtures("ledger")
def test_an_article_can_be_forgotten() -> None:
    from archive.ledger import marks

    number = keep(BODY, 1)
    marks.put({number: article().keys})  # once more does no harm
    marks.drop({number: article().keys})
    assert marks.holders(article().keys, 9) == {}
