"""The collection page: how each source did, and what still waits."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.ledger import models
from tests.web import press
from tests.web.conftest import Site, said

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def source(id: str, *runs: dict[str, Any], enabled: bool = True) -> None:
    models.Source.objects.create(id=id, outlet_id=id, definition={"discover": []}, enabled=enabled)
    for number, run in enumerate(runs):
        started = NOW + timedelta(hours=number)
        models.Run.objects.create(
            **{"source": id, "started": started, "finished": started + timedelta(seconds=30), "found": 12, "kept": 3, "seconds": 30.0, **run}
        )


def waits(id: str, *keys: str) -> None:
    for key in keys:
        models.Address.objects.create(key=key, url=f"https://{id}.example/{key}", source=id, outcome="waiting", seen=NOW)


def rows(page: Any) -> list[str]:
    return [said(row) for row in page.cssselect("tbody tr")]


def test_trouble_first_and_only_the_last_run_counts(site: Site) -> None:
    source("huaxia", {"error": "旧的错误"}, {"kept": 7})
    source("nanling", {}, {"error": "列表页 https://nanling.example/ 没有链接"})
    source("qingshi")
    source("yunchuan", {"finished": None})
    source("shehui", {"error": "已停用的不算"}, enabled=False)
    waits("nanling", "a", "b")
    page = site.page("/status")
    states = [said(state) for state in page.cssselect(".state")]
    assert states == ["出错", "采集中或已中断", "尚未采集", "正常", "停用"]
    told = rows(page)
    assert told[0].startswith("南岭日报 出错 2026-11-22 13:00 30 秒 12 3 0 0 0 2")
    assert told[1] == "列表页 https://nanling.example/ 没有链接"
    assert "旧的错误" not in said(page)
    tiles = {said(tile.cssselect(".label")[0]): tile.cssselect("strong")[0].text for tile in page.cssselect(".tile")}
    assert tiles == {"启用的采集源": "4", "出错或异常的采集源": "1", "待采网址": "2", "待入检索索引": "0", "日期待定": "1"}


def test_what_waits_for_the_index_is_told(site: Site) -> None:
    press.article("huaxia", "新到", "x", NOW)
    press.article("huaxia", "太长", "x", NOW, index_error="正文过长")
    page = said(site.page("/status"))
    assert "待入检索索引 2 其中 1 篇被索引拒收" in page


def test_without_sources_it_says_what_to_do(site: Site) -> None:
    assert "jianbao sources load" in said(site.page("/status"))


def test_hostile_errors_are_text(site: Site) -> None:
    source("huaxia", {"error": "<script>alert(1)</script>"})
    page = site.page("/status")
    assert not page.cssselect("script")


def test_the_number_of_statements_does_not_grow_with_the_sources(site: Site) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            site.page("/status")
        return len(queries)

    source("huaxia", {}, {})
    one = statements()
    for id in ("nanling", "yunchuan", "qingshi"):
        source(id, {}, {}, {})
    assert statements() == one <= 12
