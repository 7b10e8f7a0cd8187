"""The evidence: what is told of it, and how somebody else's page is shown without letting it do anything."""

import gzip
from hashlib import sha256

import pytest

from archive.ledger import models
from tests.web import press
from tests.web.conftest import CAPTURED, Site, keep, said, text_of


def test_the_record_of_the_capture(site: Site) -> None:
    capture = keep(site)
    page = site.page(f"/article/{site.first.id}/evidence")
    facts = said(page.cssselect(".facts")[0])
    assert "2026-10-12 11:00:00（北京时间）" in facts
    assert capture.digest in facts
    assert capture.url in facts
    assert "HTTP 状态 200" in facts
    assert ".warc.gz" in facts


def test_the_page_is_framed_with_nothing_allowed(site: Site) -> None:
    keep(site)
    response = site.get(f"/article/{site.first.id}/evidence")
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    frame = site.page(f"/article/{site.first.id}/evidence").cssselect("iframe")[0]
    assert frame.get("sandbox") == ""
    assert frame.get("src") == f"/article/{site.first.id}/evidence/page"


def test_the_page_as_it_was_with_hands_tied(site: Site) -> None:
    keep(site)
    response = site.get(f"/article/{site.first.id}/evidence/page")
    assert response.content == CAPTURED
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = [rule.strip() for rule in response.headers["Content-Security-Policy"].split(";")]
    assert {"default-src 'none'", "form-action 'none'", "base-uri 'none'", "img-src data:", "sandbox"} <= set(policy)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    # Nothing that their server said goes further.
    assert "Refresh" not in response.headers
    assert "theirs" not in str(response.cookies)


@pytest.mark.parametrize("content_type", ["application/pdf", "image/svg+xml", "application/xhtml+xml", "text/plain", "text/html2", "text/xml"])
def test_what_is_no_html_is_downloaded(site: Site, content_type: str) -> None:
    keep(site, b"<svg onload='alert(1)'/>", content_type)
    response = site.get(f"/article/{site.first.id}/evidence/page")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{site.first.id}.bin"'
    page = site.page(f"/article/{site.first.id}/evidence")
    assert not page.cssselect("iframe")
    assert "下载存证内容" in said(page)


@pytest.mark.parametrize(
    ("told", "charset"),
    [("text/html; charset=GB2312", "gb18030"), ("TEXT/HTML", "gb18030"), ("text/html; charset=klingon", "utf-8"), ("text/html; charset=utf-8", "utf-16-le")],
)
def test_the_text_is_readable_whatever_the_server_named(site: Site, told: str, charset: str) -> None:
    keep(site, f"<html><head><title>镕</title></head><body>{press.BODY}</body></html>".encode(charset), told)
    assert press.BODY in text_of(site.get(f"/article/{site.first.id}/evidence/page"))


def test_frames_are_taken_out_of_action(site: Site) -> None:
    frames = b"<IFRAME src=//x.example></IFRAME><frame/src=//x.example><frameset><portal src=x></portal><iframes>"
    keep(site, frames)
    shown = text_of(site.get(f"/article/{site.first.id}/evidence/page"))
    assert shown == "<x-IFRAME src=//x.example></x-IFRAME><x-frame/src=//x.example><x-frameset><x-portal src=x></x-portal><iframes>"


def test_the_file_is_the_bytes_of_the_digest(site: Site) -> None:
    capture = keep(site, "<iframe>信访</iframe>".encode("gb18030"), "text/html; charset=gb2312")
    response = site.get(f"/article/{site.first.id}/evidence/page?download")
    assert sha256(response.content).hexdigest() == capture.digest
    assert response.headers["Content-Disposition"] == f'attachment; filename="{site.first.id}.html"'
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_an_article_without_page_says_so(site: Site) -> None:
    page = site.page(f"/article/{site.first.id}/evidence")
    assert "没有网页存证" in said(page)
    assert site.get(f"/article/{site.first.id}/evidence/page").status_code == 404


@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_evidence_that_cannot_be_read_says_so_and_what_to_do(site: Site, damage: str) -> None:
    keep(site)
    file = next((site.desk.home / "evidence").rglob("*.warc.gz"))
    match damage:
        case "gone":
            file.unlink()
        case "cut":
            file.write_bytes(file.read_bytes()[:400])
        case "other":
            file.write_bytes(gzip.compress(b"nothing of ours" * 100))
    assert "请从备份恢复" in said(site.page(f"/article/{site.first.id}/evidence").cssselect(".alert")[0])
    assert site.get(f"/article/{site.first.id}/evidence/page").status_code == 404


def exchange(site: Site, body: bytes) -> None:
    """Puts another page in the place of the kept one, whole and readable; only its digest tells."""
    kept = models.Capture.objects.get()
    keep(site, body)
    models.Capture.objects.update(digest=kept.digest)


def test_a_page_that_is_no_longer_what_was_kept_is_not_shown(site: Site) -> None:
    keep(site)
    exchange(site, CAPTURED.replace(b"old", b"odd"))
    page = site.page(f"/article/{site.first.id}/evidence")
    alerts = page.cssselect(".alert")
    assert len(alerts) == 1
    assert "与登记的 SHA-256 不一致" in said(alerts[0])
    assert not page.cssselect("iframe")
    assert not page.cssselect("a[href$='?download']")
    for address in ("evidence/page", "evidence/page?download"):
        assert site.get(f"/article/{site.first.id}/{address}").status_code == 404
    assert "SHA-256 不一致" in said(site.page(f"/article/{site.first.id}/reading"))


def test_what_the_last_check_found_is_shown_until_the_next(site: Site) -> None:
    from archive.ledger import checking

    keep(site)
    folder = site.desk.home / "evidence"
    file = next(folder.rglob("*.warc.gz"))
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert list(checking.evidence(folder, checking.Checked(), lambda done: None))
    page = site.page(f"/article/{site.first.id}/evidence")
    assert len(page.cssselect(".alert")) == 1
    assert "上次核对：" in said(page)
    assert "现在读出的页面与登记一致" not in said(page)

    file.write_bytes(whole)
    page = site.page(f"/article/{site.first.id}/evidence")
    assert page.cssselect("iframe")
    assert "现在读出的页面与登记一致" in said(page)

    assert not list(checking.evidence(folder, checking.Checked(), lambda done: None))
    assert "上次核对" not in said(site.page(f"/article/{site.first.id}/evidence"))


def test_unknown_articles_have_no_evidence(site: Site) -> None:
    assert site.get("/article/ffffffffffffffffffffffff/evidence").status_code == 404
    assert press.TITLE


def edited(site: Site) -> tuple[int, int]:
    """An edit of the first article was found: the numbers of the captures before and after."""
    before = keep(site, b"<html><body><h1>before</h1></body></html>")
    old = models.Article.objects.get(id=site.first.id).capture_id
    keep(site, b"<html><body><h1>after</h1></body></html>")
    new = models.Article.objects.get(id=site.first.id).capture_id
    assert old
    assert new
    models.Revision.objects.create(article=site.first, seen=before.fetched, change="edited", title="旧题", body="旧文", before_id=old, after_id=new)
    return old, new


def test_the_history_leads_to_the_page_as_it_was(site: Site) -> None:
    old, new = edited(site)
    links = site.page(f"/article/{site.first.id}").xpath("//ol[contains(@class, 'past')]//a/@href")
    assert links == [f"/article/{site.first.id}/evidence?capture={number}" for number in (old, new)]
    page = site.page(links[0])
    (frame,) = page.xpath("//iframe/@src")
    assert "before" in text_of(site.get(frame))
    assert page.xpath("//nav[@aria-label='各次存证']//a/@href") == links
    assert "after" in text_of(site.get(f"/article/{site.first.id}/evidence/page"))


def test_a_capture_of_another_article_is_not_shown(site: Site) -> None:
    old, _ = edited(site)
    other = models.Article.objects.exclude(id=site.first.id).order_by("number")[0]
    for address in (f"/article/{other.id}/evidence", f"/article/{other.id}/evidence/page", f"/article/{site.first.id}/evidence"):
        assert site.get(address, capture=str(old) if other.id in address else "99999").status_code == 404
