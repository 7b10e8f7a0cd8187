"""传播力指数 in the report: measured or entered inputs, what is refused, one ranking a version."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from archive.ledger import entries, models
from model.entry import Entry, EntryKind
from model.outlet import Level, Medium
from model.settings import ReportSettings
from model.table import Report, Table
from reports.build import build
from reports.formats.json import render
from reports.formats.reading import read
from reports.period import LOCAL, Period
from tests.reports import rows

pytestmark = pytest.mark.ledger

SEPTEMBER = Period("month", date(2026, 9, 1), date(2026, 9, 30))
CUTOFF = datetime(2026, 10, 1, 8, tzinfo=LOCAL)
WECHAT = {
    **{"posts": 24, "reads": 48210, "looks": 310, "likes": 655, "shares": 1980},
    **{"head_reads": 21870, "head_looks": 120, "head_likes": 260, "head_shares": 820},
    **{"max_reads": 8800, "max_looks": 61, "max_likes": 120, "max_shares": 402},
}
WEIBO = {"posts": 120, "shares": 860, "comments": 410, "likes": 2300}


def account(name: str, platform: str, numbers: dict[str, Any], day: date = date(2026, 9, 30), **more: Any) -> Entry:
    return Entry(kind=EntryKind.ACCOUNT, day=day, title=name, category=platform, numbers={key: float(value) for key, value in numbers.items()}, **more)


def report(period: Period = SEPTEMBER, **more: Any) -> Report:
    return read(render(build(period, CUTOFF, settings=ReportSettings(**more))))


def chapter(of: Report) -> tuple[str | Table, ...]:
    return next(section.blocks for section in of.sections if section.heading.endswith("新媒体运营"))


def test_the_published_vectors_from_what_was_entered(ledger: object) -> None:
    entries.add([account("云溪民政", "微信公众号", WECHAT), account("云溪民政微博", "微博", WEIBO)])
    told = report(indexes=("wci_14_2", "wci_zj_2024", "bci_zj_2024"))
    assert [(one["index"], one["rank"], round(one["value"], 4)) for one in told.indicators["influence"]] == [
        ("wci_14_2", 1, 591.0390),
        ("wci_zj_2024", 1, 554.9553),
        ("bci_zj_2024", 1, 1005.8038),
    ]
    tables = {block.title.partition("　")[2]: block for block in chapter(told) if isinstance(block, Table)}
    assert tables["WCI V14.2"].rows[0][:3] == (1, "云溪民政", "591.04")
    assert str(tables["WCI V14.2"].rows[0][3]).startswith("天数30，发布篇数24，阅读总数48210，在看总数310")
    assert tables["微博传播指数（2024年登记）"].rows == ((1, "云溪民政微博", "1005.80", "发布篇数120，转发总数860，评论总数410，点赞总数2300"),)


def test_what_is_missing_is_named_and_not_zero(ledger: object) -> None:
    less = {key: value for key, value in WECHAT.items() if key not in ("head_looks", "max_reads")}
    entries.add([account("甲", "微信", WECHAT), account("乙", "微信", less)])
    told = report()
    [first, second] = told.indicators["influence"]
    assert (first["account"], first["rank"], second["account"], second["rank"], second["value"]) == ("甲", 1, "乙", None, None)
    assert second["missing"] == ["头条在看总数", "最高阅读"]
    assert second["inputs"]["reads"] == 48210
    table = next(block for block in chapter(told) if isinstance(block, Table) and block.key == "influence_wci_14_2")
    assert table.rows[1] == (None, "乙", "未取得", "缺少头条在看总数、最高阅读")


def test_where_nothing_can_be_computed_one_sentence_says_so(ledger: object) -> None:
    entries.add([account("甲", "微博", {"posts": 3})])
    assert chapter(report())[-1] == "微博传播指数（2024年登记）未计算：甲缺少转发总数、评论总数、点赞总数。"
    assert report(indexes=()).indicators["influence"] == []


def test_a_lower_bound_gives_a_lower_bound(ledger: object) -> None:
    entries.add([account("甲", "微信", WECHAT | {"reads": 100001}, at_least=("reads",))])
    told = report()
    assert told.indicators["influence"][0]["at_least"]
    table = next(block for block in chapter(told) if isinstance(block, Table) and block.key == "influence_wci_14_2")
    assert str(table.rows[0][2]).startswith("不少于")


def post(outlet: str, number: int, headline: bool, **values: int) -> None:
    made = rows.article(f"2026-09-{number:02}", outlet, Level.SELF, Medium.WECHAT)
    models.Counts.objects.create(article=made, taken=datetime(2026, 9, 30, tzinfo=UTC), values=values)
    if headline:
        models.Position.objects.create(article=made, words=["头条"])


def test_inputs_that_the_ledger_measured(ledger: object) -> None:
    post("云溪民政", 1, True, reads=1000, likes=10, looks=5, shares=3)
    post("云溪民政", 2, False, reads=3000, likes=8, looks=7, shares=1)
    [one] = report().indicators["influence"]
    assert one["missing"] == []
    assert one["inputs"] == {
        **{"days": 30, "posts": 2, "reads": 4000, "looks": 12, "likes": 18, "shares": 4},
        **{"head_reads": 1000, "head_looks": 5, "head_likes": 10, "head_shares": 3},
        **{"max_reads": 3000, "max_looks": 7, "max_likes": 10, "max_shares": 3},
    }


def test_a_sum_that_lacks_posts_is_missing(ledger: object) -> None:
    post("云溪民政", 1, True, reads=1000, likes=10, looks=5, shares=3)
    post("云溪民政", 2, False, reads=3000, likes=8, looks=7)
    [one] = report().indicators["influence"]
    assert one["missing"] == ["转发总数", "最高转发"]


def test_months_are_added_up_in_a_longer_period(ledger: object) -> None:
    july = account("甲", "微博", {"posts": 10, "likes": 100, "fans": 500, "max_reads": 90}, date(2026, 7, 31))
    twice = [
        account("甲", "微博", {"posts": 3, "likes": 20, "fans": 510}, date(2026, 9, 10)),
        account("甲", "微博", {"posts": 9, "fans": 520, "max_reads": 70}),
    ]
    entries.add([july, *twice])
    quarter = Period("quarter", date(2026, 7, 1), date(2026, 9, 30))
    [told] = report(quarter).indicators["newmedia"]
    assert (told["posts"], told["likes"], told["fans"], told["at_least"]) == (19, 120, 520, [])
    [month] = report().indicators["newmedia"]
    assert (month["posts"], month["likes"], month["fans"]) == (9, 20, 520)
