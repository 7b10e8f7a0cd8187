"""补录 and 待定媒体 on the site: entering print with a scan, importing with a preview, deciding on unknown outlets."""

import csv
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.ledger import changes, models, users
from model.account import Access
from tests.pipelines.tables import JPEG, PDF
from tests.web.conftest import Site, said, text_of

HEAD = "刊播日期,媒体名称,栏目/版面,标题,附件\r\n"
KNOWN = "2026-10-05,云川晚报,A03 民生,云川市民政局开展敬老月活动,1.jpg\r\n"
UNKNOWN = "2026-10-06,云川周末,二版,云川市民政局又一件,\r\n"


@pytest.fixture
def editor(site: Site) -> Site:
    user = User.objects.create_user("editor")
    users.grant(user, Access.EDIT)
    client = Client()
    client.force_login(user)
    return replace(site, client=client)


def post(site: Site, view: str, *given: Any, **form: Any) -> Any:
    return site.client.post(reverse(view, args=given), form, follow=True)


def told(response: Any) -> str:
    from lxml import html

    return said(html.document_fromstring(response.content.decode()))


def upload(text: str, name: str = "台账.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("gb18030"))


def packed() -> SimpleUploadedFile:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("台账.csv", (HEAD + KNOWN + UNKNOWN).encode())
        file.writestr("1.jpg", JPEG)
    return SimpleUploadedFile("十月.zip", out.getvalue())


def entered() -> Any:
    return models.Article.objects.filter(source=None, url__startswith="entered:")


def imported(site: Site, file: SimpleUploadedFile) -> str:
    """What the site says after the preview was confirmed."""
    shown = site.client.post("/manual/import", {"file": file})
    from lxml import html

    page = html.document_fromstring(shown.content.decode())
    return told(post(site, "manual_import", upload=page.xpath("//input[@name='upload']/@value")[0]))


FORM = {"published": "2026-10-05", "outlet": "云川晚报", "title": "云川市民政局开展敬老月活动", "column": "头版", "note": "见报"}


def test_an_article_with_its_scan(editor: Site) -> None:
    shown = told(post(editor, "manual_add", **FORM, scan=SimpleUploadedFile("样报.jpg", JPEG)))
    assert "收录" in shown
    assert "缺存证" not in shown.partition("收录")[2].partition("登记一篇")[0]
    article = entered().get()
    assert (article.page_no, article.medium, article.filing.by, article.filing.note) == ("1", "newspaper", "editor", "见报")
    page = editor.page(f"/article/{article.id}")
    assert "editor补录" in said(page).replace(" ", "")
    (address,) = page.xpath("//ul[@class='scans']//img/@src")
    picture = editor.get(address)
    assert (picture.content, picture.headers["Content-Type"]) == (JPEG, "image/jpeg")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert picture.headers["Content-Disposition"].startswith("inline")
    assert [(change.who, change.subject) for _, change in changes.newest(1)] == [("editor", "补录")]


def test_a_pdf_comes_as_a_file(editor: Site) -> None:
    post(editor, "manual_add", **FORM, scan=SimpleUploadedFile("a.pdf", PDF))
    answer = editor.get(f"/scan/{models.Scan.objects.get().number}")
    assert (answer.content, answer.headers["Content-Disposition"][:10]) == (PDF, "attachment")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"published": "不知道"}, "“不知道”不是日期"),
        ({"title": ""}, "缺少标题"),
        ({"scan": SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>")}, "不是 jpg、png 或 pdf（按内容判断）"),
        ({"scan": SimpleUploadedFile("a.jpg", JPEG + bytes(9_000_000))}, "附件超过 8 MB"),
    ],
)
def test_what_cannot_be_entered_says_why_and_keeps_the_form(editor: Site, change: dict[str, Any], sentence: str) -> None:
    response = editor.client.post("/manual/add", FORM | change)
    assert response.status_code == 400
    assert sentence in told(response)
    assert 'value="头版"' in text_of(response)
    assert not entered().exists()


def test_print_without_a_scan_is_listed_until_it_has_one(editor: Site) -> None:
    assert "缺存证" in told(post(editor, "manual_add", **FORM))
    article = entered().get()
    assert FORM["title"] in said(editor.page("/manual/lacking"))
    rows = list(csv.reader(StringIO(b"".join(editor.get("/manual/lacking", format="csv").streaming_content).decode("utf-8-sig"))))
    assert rows[1][:3] == [FORM["title"], "云川晚报", "2026-10-05"]
    assert "已存证" in told(post(editor, "scan_add", article.id, scan=SimpleUploadedFile("补.png", b"\x89PNG\r\n\x1a\n1"), back="lacking"))
    assert FORM["title"] not in said(editor.page("/manual/lacking"))


def test_a_table_is_shown_and_stored_once_it_is_confirmed(editor: Site) -> None:
    shown = editor.client.post("/manual/import", {"file": packed()})
    assert "收录 1 行，待定 1 行" in told(shown)
    assert not entered().exists()
    assert not models.Undecided.objects.exists()
    assert imported(editor, packed()).count("十月.zip：收录 1 行，待定 1 行") == 1
    assert [scan.name for scan in entered().get().scans.all()] == ["1.jpg"]
    row = models.Undecided.objects.get()
    assert (row.file, row.row, row.by, row.outlet) == ("十月.zip", 2, "editor", "云川周末")
    assert "十月.zip：重复 1 行，待定 1 行" in imported(editor, packed())
    assert models.Undecided.objects.count() == 1


def test_only_who_brought_a_file_confirms_it(editor: Site, administrator: Site) -> None:
    from lxml import html

    shown = editor.client.post("/manual/import", {"file": upload(HEAD + KNOWN)})
    token = html.document_fromstring(shown.content.decode()).xpath("//input[@name='upload']/@value")[0]
    for site, given in ((administrator, token), (editor, token + "x"), (editor, "../settings.yml")):
        response = site.client.post("/manual/import", {"upload": given})
        assert (response.status_code, "预览已过期" in told(response)) == (400, True)
    assert "收录 1 行" in told(post(editor, "manual_import", upload=token))
    assert "预览已过期" in told(post(editor, "manual_import", upload=token))


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload("什么,也,没有\r\n"), "台账.csv：前 10 行里没有找到表头"),
        (SimpleUploadedFile("台账.xlsx", b"no workbook"), "台账.xlsx：不是有效的 Excel 工作簿"),
        (SimpleUploadedFile("a.exe", b"MZ"), "请选择 .xlsx、.csv 或 .zip 文件"),
    ],
)
def test_a_file_that_is_no_table_names_itself(editor: Site, file: SimpleUploadedFile, sentence: str) -> None:
    response = editor.client.post("/manual/import", {"file": file})
    assert (response.status_code, sentence in told(response)) == (400, True)
    assert list((editor.desk.home / "uploads").iterdir()) == [] if (editor.desk.home / "uploads").exists() else True


def test_an_unknown_outlet_waits_and_its_number_is_in_the_navigation(editor: Site) -> None:
    imported(editor, upload(HEAD + UNKNOWN + "2026-10-07,云川 周末,,云川市民政局第三件,\r\n"))
    page = editor.page("/undecided/")
    assert "云川 周末 2 行" in said(page)
    assert [one.text for one in page.xpath("//*[@class='waits']")] == ["2", "2"]
    rows = list(csv.reader(StringIO(b"".join(editor.get("/undecided/", format="csv").streaming_content).decode("utf-8-sig"))))
    assert [(row[0], row[1], row[3], row[7], row[9]) for row in rows[1:]] == [
        ("云川周末", "2026-10-06", "2", "台账.csv", "editor"),
        ("云川 周末", "2026-10-07", "", "台账.csv", "editor"),
    ]


def test_the_decisions(editor: Site) -> None:
    imported(editor, upload(HEAD + UNKNOWN + UNKNOWN.replace("云川周末", "云川之声").replace("06", "08") + UNKNOWN.replace("云川周末", "不认识的报")))
    assert "“云川周末”是云川晚报的别名：收录 1 行" in told(post(editor, "undecided_decide", name="云川周末", action="alias", outlet="云川晚报"))
    assert models.Outlet.objects.get(id="yunchuan").aliases == ["云川周末"]
    shown = told(post(editor, "undecided_decide", name="云川之声", action="register", level="city", medium="radio", called="云川人民广播电台"))
    assert "“云川之声”已登记为新媒体：收录 1 行" in shown
    assert models.Outlet.objects.get(name="云川人民广播电台").aliases == ["云川之声"]
    assert "1 行不要了" in told(post(editor, "undecided_decide", name="不认识的报", action="drop"))
    assert "没有待定的媒体" in said(editor.page("/undecided/"))
    assert "恢复待定" in told(post(editor, "undecided_decide", name="不认识的报", action="restore"))
    assert "没有登记“不存在”这家媒体" in told(post(editor, "undecided_decide", name="不认识的报", action="alias", outlet="不存在"))
    assert "也许已经处理过了" in told(post(editor, "undecided_decide", name="云川之声", action="drop"))
    assert {(change.who, change.subject) for _, change in changes.newest(9)} >= {("editor", "媒体"), ("editor", "待定媒体")}


def test_who_only_reads_sees_and_decides_nothing(site: Site) -> None:
    assert site.get("/undecided/").status_code == 200
    for address, form in (
        ("/manual/add", FORM),
        ("/undecided/decide", {"name": "a", "action": "drop"}),
        ("/manual/import", {}),
        (f"/article/{site.first.id}/scan", {}),
    ):
        assert site.client.post(address, form).status_code == 403, address
    assert site.get("/manual/").status_code == 403


def test_strangers_and_forged_forms_are_turned_away(editor: Site) -> None:
    assert Client().get("/scan/1").status_code == 302
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(User.objects.get(username="editor"))
    for address in ("/manual/add", "/manual/import", "/undecided/decide", f"/article/{editor.first.id}/scan"):
        assert careful.post(address, FORM).status_code == 403, address
