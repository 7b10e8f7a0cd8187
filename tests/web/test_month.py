"""The month page: its figures, and that the articles behind each figure are as many."""

from datetime import UTC, datetime
from typing import Any

import pytest

from archive.ledger import models
from archive.ledger.pending import index_pending
from model.article import State
from reports.statistics import outlet
from tests.web import press
from tests.web.conftest import Site, said, text_of
from tests.web.test_search import total


def tiles(page: Any) -> dict[str, str]:
    return {tile.cssselect(".label")[0].text: tile.cssselect("strong")[0].text for tile in page.cssselect(".tile")}


def test_the_last_full_month_is_the_first_shown(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    import reports.period
    import web.month  # noqa: F401 - or it would keep the patched function if it were imported later

    monkeypatch.setattr(reports.period, "today", lambda: datetime(2026, 1, 15, tzinfo=UTC).date())
    assert site.get("/month/").headers["Location"] == "/month/2025-12"


def test_the_figures_of_the_month(site: Site) -> None:
    page = site.page("/month/2026-10")
    shown = tiles(page)
    assert shown["刊发"] == "18"
    assert shown["首发"] == "15"
    assert shown["转载"] == "3"
    assert shown["稿件"] == "15"
    assert shown["环比"] == "-35.7%"
    assert shown["同比"] == "—"


def test_every_figure_has_as_many_articles_behind_it(site: Site) -> None:
    press.article("minzheng", "自有平台发布", "x", datetime(2026, 10, 3, tzinfo=UTC))
    press.article("huaxia", "已撤", "x", datetime(2026, 10, 3, tzinfo=UTC), state=State.WITHDRAWN)
    index_pending(site.index)
    page = site.page("/month/2026-10")
    links = [(link.text_content(), link.get("href")) for link in page.cssselect(".grid td a")]
    links = [(figure, address) for figure, address in links if not figure.endswith("%")]
    links += [(tile.cssselect("strong")[0].text, tile.get("href")) for tile in page.cssselect("a.tile")[:3]]
    days = page.cssselect(".columns")[1].cssselect("a[href]")
    links += [(day.cssselect(".figure")[0].text, day.get("href")) for day in days]
    assert len(links) > 80
    for figure, address in links:
        assert (figure, total(site.page(address))) == (figure, int(figure)), address


def test_shares_and_changes_lead_to_what_they_are_worked_out_from(site: Site) -> None:
    month = site.page("/month/2026-10")
    addresses = {tile.cssselect(".label")[0].text: tile.get("href") for tile in month.cssselect(".tile")}
    assert len(site.page(addresses["稿件"]).cssselect(".hit")) == int(tiles(month)["稿件"])  # one row a story
    assert addresses["环比"] == "/month/2026-09"
    assert addresses["同比"] is None
    levels = {row[0].text: int(said(row[1])) for row in month.cssselect(".grid")[0].cssselect("tbody tr")}
    assert total(site.page(addresses["省级以上占比"])) == levels["中央"] + levels["省级"] + levels["行业"]


def test_every_counted_cell_leads_somewhere(site: Site) -> None:
    page = site.page("/month/2026-10")
    for cell in page.cssselect(".grid td"):
        figure = cell.text_content().strip()
        assert not figure[:1].isdigit() or figure in ("0", "0.0%") or cell.cssselect("a"), figure
    changes = [cell for cell in page.cssselect(".grid td") if cell.text_content().strip()[:1] in "+-" and cell.text_content().strip()]
    assert changes
    assert not any(cell.cssselect("a") for cell in changes)
    assert "环比、同比由表中的数算出" in said(page.cssselect(".grid + *, .scroll + p.foot")[0])


def test_a_share_leads_to_its_part_and_the_others_to_theirs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlet, "TOP", 3)
    page = site.page("/month/2026-10")
    rows = [row for row in page.cssselect(".grid tbody tr") if row.cssselect("td a")]
    others = [row for row in rows if row[0].text_content().startswith("其他（")]
    assert len(others) == 1
    for row in rows:
        count, share = row[1].cssselect("a")[0], next(cell for cell in row if cell.text_content().endswith("%")).cssselect("a")[0]
        assert total(site.page(share.get("href"))) == int(count.text_content()), row[0].text_content()


def test_the_numbers_in_the_sentences_open_their_lists(site: Site) -> None:
    press.article("minzheng", "自有平台发布", "x", datetime(2026, 10, 3, tzinfo=UTC))
    index_pending(site.index)
    page = site.page("/month/2026-10")
    ways = {link.text_content(): link.get("href") for link in page.cssselect(".telling .words a")}
    assert ways.pop("环比下降35.7%") == "/month/2026-09"
    stories = ways.pop("稿件15件")
    assert len(site.page(stories).cssselect(".hit")) == 15
    share = next(text for text in ways if text.startswith("占"))
    assert site.page(ways.pop(share)).cssselect(".hit")
    assert {"刊发稿件18篇（条）", "首发15篇（条）", "转载3篇（条）", "自有平台发布2条"} <= set(ways)
    assert "日期待定的稿件1篇（条）" in said(page.cssselect(".telling .words")[0])  # no search finds them alone: this one leads nowhere
    assert not any("日期待定" in text for text in ways)
    assert sum("媒体" in text for text in ways) >= 3
    for text, address in ways.items():
        assert total(site.page(address)) == int("".join(filter(str.isdigit, text))), text
    plain = said(page.cssselect(".telling .words")[0])
    assert "刊发稿件18篇（条），环比下降35.7%，" in plain.replace(" ", "")


def test_days_and_months_are_drawn(site: Site) -> None:
    months, days = site.page("/month/2026-10").cssselect(".columns")
    assert [column.cssselect(".figure")[0].text for column in months.cssselect("a")] == ["—"] * 10 + ["28", "18"]
    assert months.cssselect("a")[-2].get("href") == "/month/2026-09"
    assert len(days.cssselect("a")) == 31
    tallest = max(days.cssselect("rect"), key=lambda bar: float(bar.get("height")))
    assert tallest.getparent().getparent().get("title") == "10月12日：4 篇"


def test_the_neighbours(site: Site) -> None:
    assert [link.get("href") for link in site.page("/month/2026-10").cssselect(".steps a")] == ["/month/2026-09", "/month/2026-11"]


def test_a_month_that_is_not_over_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.period import today

    page = site.page(f"/month/{today():%Y-%m}")
    assert "本月未结束" in said(page)
    assert len(page.cssselect(".steps a")) == 1


def test_an_empty_month_is_shown_with_zeros(site: Site) -> None:
    page = site.page("/month/2026-02")
    assert tiles(page)["刊发"] == "0"
    assert "本月未刊发" in said(page)


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "9999-12", "0001-01", "0000-01", "abc", "2026-10-01", "２０２６-10", "%3Cscript%3E"])
def test_what_is_no_month_gets_one_sentence(site: Site, month: str) -> None:
    response = site.get(f"/month/{month}")
    assert response.status_code == 404
    assert "没有这个月" in text_of(response)
    assert "<script>" not in text_of(response)


def test_figures_that_the_index_does_not_know_yet_are_announced(site: Site) -> None:
    press.article("huaxia", "刚刚入库", "x", datetime(2026, 10, 3, tzinfo=UTC))
    assert "检索索引还有 1 篇在更新" in said(site.page("/month/2026-10"))


def test_the_report_files_are_offered_and_downloaded(site: Site) -> None:
    folder = site.desk.home / "reports" / "2026-10"
    folder.mkdir(parents=True)
    for name in ("MR-2026-10.xlsx", "MR-2026-10.docx", "MR-2026-10.html", ".MR-2026-10.docx.part", "notes.txt"):
        (folder / name).write_bytes(b"content of " + name.encode())
    page = site.page("/month/2026-10")
    assert [said(link) for link in page.cssselect(".files li a")] == ["Word", "Excel", "网页"]
    word = site.get("/month/2026-10/MR-2026-10.docx")
    assert b"".join(word.streaming_content) == b"content of MR-2026-10.docx"
    assert word.headers["Content-Disposition"] == 'attachment; filename="MR-2026-10.docx"'
    shown = site.get("/month/2026-10/MR-2026-10.html")
    assert "attachment" not in shown.headers["Content-Disposition"]
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    shown.close()
    for name in ("notes.txt", ".MR-2026-10.docx.part", "MR-2026-09.docx"):
        assert site.get(f"/month/2026-10/{name}").status_code == 404


@pytest.mark.parametrize("address", ["/month/../settings.yml", "/month/%2e%2e/settings.yml", "/month/2026-10/..%2f..%2fsecret.key", "/month/./secret.key"])
def test_no_file_beside_the_reports_is_reached(site: Site, address: str) -> None:
    (site.desk.home / "reports" / "2026-10").mkdir(parents=True, exist_ok=True)
    (site.desk.home / "secret.key").write_text("key")
    assert site.get(address).status_code == 404


def test_a_unit_without_articles_is_listed(site: Site) -> None:
    models.Unit.objects.create(id="funeral", name="云川市殡仪馆", position=9)
    assert "云川市殡仪馆" in said(site.page("/month/2026-10"))
