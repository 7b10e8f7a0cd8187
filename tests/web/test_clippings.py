"""The book of clippings from the search page."""

from urllib.parse import unquote

from tests.web.conftest import Site, said


def test_ticked_articles_become_a_book(site: Site) -> None:
    page = site.page("/search", q="临江县")
    ids = [box.get("value") for box in page.cssselect("input.pick")][:3]
    response = site.get("/clippings", id=ids, format="docx", title="十月剪报")
    assert response.status_code == 200
    assert response.content[:2] == b"PK"
    assert "剪报册-" in unquote(response.headers["Content-Disposition"])
    form = page.get_element_by_id("clippings")
    assert form.get("method") == "get"
    assert {box.get("form") for box in page.cssselect("input.pick")} == {"clippings"}


def test_without_ticks_everything_found(site: Site) -> None:
    response = site.get("/clippings", q="居家养老", format="pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content[:5] == b"%PDF-"


def test_what_cannot_be_made_is_told(site: Site) -> None:
    assert "没有选中文章" in said(site.page("/clippings", 400, q="绝无此词", format="pdf"))
    assert "没有“ofd”这种格式" in said(site.page("/clippings", 400, q="居家养老", format="ofd"))
