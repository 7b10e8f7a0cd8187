"""I-12: what was published at the very end of a month and crawled in the next one is counted in the month of its publication."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archive.ledger.writing import values
from crawler.pages.read import read
from pipelines.draft import draft
from reports.period import Period
from tests.pipelines.samples import OUTLET, SOURCE, capture
from tests.web import press

CRAWLED = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)  # 06:30 on the first of November there
TODAY = date(2026, 11, 2)
PAGE = "<html><head><title>云溪市民政局开展冬季走访</title></head><body><h1>云溪市民政局开展冬季走访</h1><p>{when} 来源：晨报</p>{body}</body></html>"
BODY = "<p>本报讯 云溪市民政局日前组织干部走访困难群众，送去过冬物资，了解生活情况，现场解决问题。</p>" * 4


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2026-10-31 23:59:59", "2026-10-31"),
        ("2026年10月31日 24:00", "2026-10-31"),
        ("2026-10-31", "2026-10-31"),
        ("2026-11-01 00:00:00", "2026-11-01"),
        ("昨天 23:50", "2026-10-31"),
    ],
)
def test_i12_the_day_is_that_of_the_publication(when: str, day: str) -> None:
    page = replace(capture(), fetched=CRAWLED, body=PAGE.format(when=when, body=BODY).encode())
    article = draft(read(page), page, SOURCE, OUTLET, page.url)
    assert values(article)["day"].isoformat() == day


def test_i12_the_month_counts_it_though_it_came_in_the_next(ledger: object) -> None:
    from archive.ledger.counting import Coverage

    press.registers()
    press.article("nanling", "月底", "正文", datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC), collected=CRAWLED)
    press.article("nanling", "月初", "正文", datetime(2026, 10, 31, 16, 0, tzinfo=UTC), collected=CRAWLED)
    counted = {month: Coverage(period.since, period.until).total for month in ("2026-10", "2026-11") if (period := Period.of(month, TODAY))}
    assert counted == {"2026-10": 1, "2026-11": 1}
