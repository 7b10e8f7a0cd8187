"""Reports, the ledger of entries and points on the site: what people see and do."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.ledger import entries, models
from model.article import State
from tests.web.conftest import Site, said, text_of


def test_every_figure_of_a_report_opens_its_articles(site: Site) -> None:
    page = site.page("/report/2026-10")
    links = [(link.text_content(), link.get("href")) for link in page.cssselect(".grid td a")]
    assert len(links) > 60
    for figure, address in links[::3]:
        behind = site.page(address)
        listed = len(behind.cssselect("tbody tr"))
        assert listed == int(figure) if figure.isdigit() and "table=points" not in address else listed, address
        assert "口径" in said(page)
        assert behind.cssselect("p.soft")[0].text_content().strip()


def test_a_reader_cannot_close(site: Site) -> None:
    assert not site.page("/report/2026-10").cssselect("form[action$='/close']")
    assert site.client.post("/report/2026-10/close").status_code == 403


def test_an_officer_closes_and_issues_again(administrator: Site) -> None:
    site = administrator
    site.client.post("/report/2026-10/close")
    page = site.page("/report/2026-10")
    assert "已定稿 第 1 版" in said(page)
    folder = site.desk.home / "reports" / "2026-10"
    assert {path.name for path in folder.iterdir()} >= {f"MR-2026-10-r1.{ending}" for ending in ("docx", "pdf", "xlsx", "html", "json")}
    models.Article.objects.filter(id=site.first.id).update(state=State.WITHDRAWN)
    figure = said(page.cssselect(".grid")[0])
    assert said(site.page("/report/2026-10").cssselect(".grid")[0]) == figure

    assert "与定稿不同" in said(site.page("/month/2026-10"))
    site.client.post("/report/2026-10/close", {"reason": " "})
    assert "理由" in said(site.page("/report/2026-10"))
    site.client.post("/report/2026-10/close", {"reason": "撤稿一篇"})
    page = site.page("/report/2026-10")
    assert "第 2 版" in said(page)
    assert "更正前后对照" in said(page)
    assert said(site.page("/report/2026-10?revision=1").cssselect(".grid")[0]) == figure
    assert site.get("/report/2026-10?revision=9").status_code == 404


@pytest.mark.parametrize("address", ["/report/2026-13", "/report/x", "/report/2026-10/behind", "/report/2026-10/behind?table=by_level&row=99&column=1"])
def test_what_is_not_there_is_not_found(site: Site, address: str) -> None:
    assert site.get(address).status_code == 404


def test_other_periods(site: Site) -> None:
    for period in ("2026-Q4", "2026-H2", "2026", "2026-10-01..2026-10-15"):
        assert "新闻宣传工作情况" in said(site.page(f"/report/{period}"))


LINE = {"kind": "adoption", "day": "2026-10-09", "unit": "", "title": "专报一", "category": "专报", "count": "2"}


def unit() -> str:
    return str(models.Unit.objects.exclude(parent=None).first().pk)  # type: ignore[union-attr]


def stored() -> list[Any]:
    return entries.between(date(2026, 10, 1), date(2026, 10, 31))


def test_what_a_correspondent_submits_waits_for_the_office(site: Site) -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    answer = site.client.post("/entries/add", LINE | {"unit": unit()}, follow=True)
    assert "等宣传科核准" in text_of(answer)
    assert stored() == []
    [line] = entries.waiting()
    assert site.client.post(f"/entries/{line.number}", {"action": "approve"}).status_code == 403
    other = Client()
    other.force_login(User.objects.create_user("someone", password="right-Horse-8"))
    assert "专报一" not in other.get("/entries/2026-10").content.decode()  # each sees what he submitted
    office = Client()
    office.force_login(User.objects.create_superuser("office", password="right-Horse-9"))
    assert "等待核准" in office.get("/entries/").content.decode()
    office.post(f"/entries/{line.number}", {"action": "approve"})
    assert [one.title for one in stored()] == ["专报一"]


def test_a_wrong_line_is_told_and_kept_in_the_form(administrator: Site) -> None:
    answer = administrator.client.post("/entries/add", LINE)
    assert answer.status_code == 400
    assert "政务信息采用缺少单位" in text_of(answer)
    assert 'value="专报一"' in text_of(answer)
    assert stored() == []


def test_the_same_line_is_stored_once(administrator: Site) -> None:
    for _ in range(2):
        answer = administrator.client.post("/entries/add", LINE | {"unit": unit()}, follow=True)
    assert "已经登记过" in text_of(answer)
    assert len(stored()) == 1


def upload(name: str, lines: list[list[Any]]) -> SimpleUploadedFile:
    book, file = openpyxl.Workbook(), BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def test_a_file_is_shown_before_it_is_stored(administrator: Site) -> None:
    name = models.Unit.objects.get(pk=unit()).name
    lines = [["日期", "单位", "标题", "采用类型", "篇数"], ["2026-10-09", name, "甲", "专报", 1], ["2026-10-10", "无此单位", "乙", "专报", 1]]
    answer = administrator.client.post("/entries/import", {"file": upload("台账.xlsx", lines), "kind": "adoption"})
    assert "可收录 1 行" in text_of(answer)
    assert "单位“无此单位”没有登记" in text_of(answer)
    assert stored() == []
    from lxml import html

    [rows] = html.document_fromstring(text_of(answer)).cssselect("input[name=rows]")
    told = administrator.client.post("/entries/import", {"rows": rows.get("value")}, follow=True)
    assert "收录 1 行，重复 0 行" in text_of(told)
    assert [one.title for one in stored()] == ["甲"]
    again = administrator.client.post("/entries/import", {"file": upload("台账.xlsx", lines), "kind": "adoption"})
    assert "与已登记的相同" in text_of(again)
    forged = administrator.client.post("/entries/import", {"rows": rows.get("value") + "x"}, follow=True)
    assert "预览已过期" in text_of(forged)


def test_a_large_number_passes_the_preview_to_the_last_digit(administrator: Site) -> None:
    lines = [["日期", "账号", "阅读", "点赞"], ["2026-10-31", "云溪民政", 123456789, "10万+"]]
    answer = administrator.client.post("/entries/import", {"file": upload("账号.xlsx", lines), "kind": "account"})
    from lxml import html

    [rows] = html.document_fromstring(text_of(answer)).cssselect("input[name=rows]")
    administrator.client.post("/entries/import", {"rows": rows.get("value")})
    assert "阅读 123456789" in text_of(administrator.client.get("/entries/2026-10"))
    [entry] = [one for one in stored() if one.title == "云溪民政"]
    assert (entry.numbers, entry.at_least) == ({"reads": 123456789.0, "likes": 100001.0}, ("likes",))


def test_a_wrong_file_is_told(administrator: Site) -> None:
    for file, said_of_it in ((SimpleUploadedFile("a.txt", b"x"), "只能导入"), (SimpleUploadedFile("a.xlsx", b"x"), "不是有效的 Excel"), (None, "请选择")):
        answer = administrator.client.post("/entries/import", {"file": file} if file else {})
        assert answer.status_code == 400
        assert said_of_it in text_of(answer)


RULE = {"version": "2026版", "since": "2026-10-01", "story_mode": "highest", "split": "full", "text": "媒体级别\t中央\t30\n版面\t头版\t×3"}


def test_a_points_table_is_pasted_shown_and_stored(administrator: Site) -> None:
    client = administrator.client
    answer = text_of(client.post("/points", RULE))
    assert "中央 30 分" in answer
    assert "登记这一版" in answer
    assert not models.PointsRule.objects.filter(version="2026版").exists()
    client.post("/points", RULE | {"store": "1"})
    assert models.PointsRule.objects.get(version="2026版").table == {"levels": {"central": 30.0}, "positions": {"头版": 3.0}, "split": "full"}
    assert "已有，请换一个版本名" in text_of(client.post("/points", RULE | {"store": "1"}))
    assert "2026版" in text_of(client.get("/points"))


def test_a_table_with_holes_is_not_stored(administrator: Site) -> None:
    answer = administrator.client.post("/points", RULE | {"text": "媒体级别\t中央\t三十", "store": "1"})
    assert "第 1 行“媒体级别 中央 三十”：分值“三十”不是数" in text_of(answer)
    assert not models.PointsRule.objects.filter(version="2026版").exists()
    file = upload("积分.xlsx", [["类别", "项目", "分值"], ["媒体级别", "中央", 30]])
    assert "登记这一版" in text_of(administrator.client.post("/points", {**RULE, "text": "", "file": file}))


def test_only_the_office_sees_the_rules(site: Site) -> None:
    assert site.client.get("/points").status_code == 403


def test_a_line_can_be_taken_out(administrator: Site) -> None:
    administrator.client.post("/entries/add", LINE | {"unit": unit()})
    [line] = entries.listed(date(2026, 10, 1), date(2026, 10, 31))
    administrator.client.post(f"/entries/{line.number}", {"action": "remove", "month": "2026-10"})
    assert stored() == []
    told = said(administrator.page("/changes").cssselect("tbody tr")[0])
    assert all(words in told for words in ("删除", "专报一", "2026-10-09", "数量", "2"))  # so that it can be entered again
    assert datetime.now(UTC) > line.entered
