"""读取说明: what is told of how a page was read."""

from tests.web.conftest import Site, keep, said

PAGE = """<html><head><meta charset="utf-8"><title>居家养老服务启动_南岭网</title></head><body><h1>居家养老服务启动</h1>
<div>2026-10-12 09:30 来源：南岭日报</div><div class="story"><p>云川市民政局近日启动居家养老服务，首批覆盖六个社区，老人足不出户就能享受助餐、助浴、助医。</p>
<p>志愿者每周上门两次，&lt;b&gt;家属可以在手机上查看服务记录，对不满意的服务可以当场提出，由街道在三个工作日内答复并改正。</p></div></body></html>"""


def test_every_field_names_its_evidence(site: Site) -> None:
    keep(site, PAGE.encode())
    page = site.page(f"/article/{site.first.id}/reading")
    chosen = {said(row) for row in page.cssselect("tr.chosen")}
    assert any("正文上下的信息行 南岭日报" in row for row in chosen)
    assert any("通用读法 2 段" in row and "div.story" in row for row in chosen)
    # Markup of a captured page is shown, never run.
    assert not page.cssselect("td b")


def test_an_article_without_a_page_says_so(site: Site) -> None:
    assert "没有网页存证" in said(site.page(f"/article/{site.first.id}/reading"))
    assert site.page("/article/none/reading", status=404) is not None


def test_a_page_that_is_none_says_why(site: Site) -> None:
    keep(site, b"%PDF-1.4")
    assert "内容是PDF，不是网页" in said(site.page(f"/article/{site.first.id}/reading"))


def test_the_article_leads_there(site: Site) -> None:
    keep(site, PAGE.encode())
    links = [link.get("href") for link in site.page(f"/article/{site.first.id}").cssselect("a")]
    assert f"/article/{site.first.id}/reading" in links
