"""Documents of a report on the site: circulars, files, the summary, accepted texts, and what a new revision would change."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import docx
import openpyxl
import pytest

from archive.ledger import models
from model.article import State
from tests.web.conftest import Site, said, text_of

FORMATS = ("docx", "pdf", "xlsx", "html", "json")


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def accept(site: Site, heading: str, text: str) -> Any:
    return site.client.post("/report/2026-10/passage", {"heading": heading, "text": text}, follow=True)


@pytest.mark.parametrize("kind", ["full", "ranking", "information"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_kind_is_downloaded_in_every_format(site: Site, kind: str, form: str) -> None:
    answer = site.get("/report/2026-10/file", kind=kind, format=form)
    assert answer.status_code == 200
    assert len(answer.content) > 1000
    subject = {"full": "新闻宣传工作情况", "ranking": "新闻宣传工作得分排名情况", "information": "政务信息采用情况"}[kind]
    assert quote(f"关于2026年10月{subject}的通报.{form}") in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("asked", [{"kind": "x"}, {"format": "exe"}, {"revision": "7"}])
def test_what_is_no_document_is_not_found(site: Site, asked: dict[str, str]) -> None:
    assert site.get("/report/2026-10/file", **asked).status_code == 404


def test_numbers_stand_in_the_document_as_they_were_typed(site: Site) -> None:
    from dataclasses import replace

    from django.test import override_settings

    from model.settings import ReportSettings
    from model.table import HeadStyle

    with override_settings(DESK=replace(site.desk, report=ReportSettings(head=HeadStyle.BRIEFING, issuer="云川民政简报"))):
        told = words(site.get("/report/2026-10/file", issue="10", whole_issue="130").content)
        left_out = words(site.get("/report/2026-10/file", issue="-3", whole_issue="x").content)
    assert "第10期（总第130期）" in told
    assert "第　期" in left_out


def test_a_circular_is_seen_before_it_is_downloaded_and_its_figures_open_their_articles(site: Site) -> None:
    page = site.page("/report/2026-10", kind="ranking")
    assert "得分排名情况的通报" in said(page.cssselect("h1")[0])
    assert "零报送" in said(page)
    [address] = {link.get("href") for link in page.cssselect(".grid td a")[:1]}
    assert site.page(address).cssselect("tbody tr")
    assert site.get("/report/2026-10", kind="x").status_code == 404


def test_the_summary_stands_on_the_page(site: Site) -> None:
    assert "2026年10月，云川市民政局在各级各类媒体刊发稿件18篇（条）" in said(site.page("/report/2026-10").cssselect(".quote")[0])
    assert "2026年" in said(site.page("/report/2026").cssselect(".quote")[0])


def test_names_in_the_public_page_are_shortened_on_request(site: Site) -> None:
    models.Article.objects.update(correspondents=["周平", "欧阳晓明"])
    named, masked = (text_of(site.get("/report/2026-10/file", format="html", **asked)) for asked in ({}, {"mask": "1"}))
    assert "周平" in named
    assert "欧阳晓明" in named
    assert "周平" not in masked
    assert "欧阳晓明" not in masked
    assert "周×" in masked
    assert "欧阳×" in masked
    book = openpyxl.load_workbook(BytesIO(site.get("/report/2026-10/file", format="xlsx", mask="1").content))
    assert "周平" in [row[1].value for row in book["通讯员"].iter_rows()]


def test_drafts_become_the_text_of_the_report_when_the_office_accepts_them(administrator: Site) -> None:
    page = administrator.page("/report/2026-10")
    problems, steps = (area.text for area in page.cssselect("textarea"))
    assert "【待审】" not in problems
    accept(administrator, "存在问题", f"{problems}\n\n【待审】选题偏少。")
    page = administrator.page("/report/2026-10")
    assert "已采用" in said(page)
    assert page.xpath("//h2[contains(., '、存在问题')]")
    told = words(administrator.get("/report/2026-10/file").content)
    assert "选题偏少。" in told
    assert "【待审】选题偏少" not in told
    accept(administrator, "存在问题", "改定的一句。")
    assert [area.text.strip() for area in administrator.page("/report/2026-10").cssselect("textarea")] == ["改定的一句。", (steps or "").strip()]
    accept(administrator, "存在问题", " ")
    assert not administrator.page("/report/2026-10").xpath("//h2[contains(., '、存在问题')]")


def test_an_accepted_text_is_that_of_its_period_only(administrator: Site) -> None:
    administrator.client.post("/report/2026-Q4/passage", {"heading": "下步工作", "text": "季度的一句。"})
    assert "季度的一句。" in words(administrator.get("/report/2026-Q4/file").content)
    assert "季度的一句。" not in words(administrator.get("/report/2026/file").content)
    assert "季度的一句。" not in words(administrator.get("/report/2026-10/file").content)


def test_only_the_office_accepts_texts(site: Site) -> None:
    assert not site.page("/report/2026-10").cssselect("textarea")
    assert accept(site, "存在问题", "一句。").status_code == 403


def test_a_wrong_or_too_long_text_is_not_stored(administrator: Site) -> None:
    assert accept(administrator, "别的", "一句。").status_code == 404
    assert "超过 5000 字" in text_of(accept(administrator, "存在问题", "长" * 5001))
    assert not models.Entry.objects.exists()


def test_what_a_new_revision_would_change_is_shown_before_it_is_issued(administrator: Site) -> None:
    site = administrator
    assert site.get("/report/2026-10/differences").status_code == 404
    site.client.post("/report/2026-10/close")
    assert "没有变化" in said(site.page("/report/2026-10/differences"))
    models.Article.objects.filter(id=site.first.id).update(state=State.WITHDRAWN)
    page = site.page("/report/2026-10/differences")
    row = next(said(row) for row in page.cssselect("tbody tr") if "总体 刊发" in said(row))
    assert row == "总体 刊发 刊发 18 17"
    accept(site, "存在问题", "撤稿一篇。")
    assert "重新印发" in text_of(accept(site, "存在问题", "撤稿一篇，已更正。"))
    site.client.post("/report/2026-10/close", {"reason": "撤稿"})
    assert "撤稿一篇，已更正。" in words(site.get("/report/2026-10/file").content)
    assert "撤稿一篇，已更正。" not in words(site.get("/report/2026-10/file", revision="1").content)
