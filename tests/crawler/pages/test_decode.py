"""Bytes of any charset become the text that was meant."""

from datetime import UTC, datetime

import pytest

from crawler.pages.decode import decode
from model.capture import Capture

TEXT = "<html><head>{}</head><body><p>云岭市民政局近日在东街社区启用第三家长者食堂，镕炉街口的老人步行十分钟就能吃上热饭。</p></body></html>"
TRADITIONAL = "<p>我們在這個城市工作，他們說今年的經濟發展會過得去，長者食堂也開了。</p>"


def capture(body: bytes, content_type: str = "") -> Capture:
    headers = (("Content-Type", content_type),) if content_type else ()
    return Capture(url="http://a.example/", fetched=datetime(2024, 5, 6, tzinfo=UTC), status=200, headers=headers, body=body, source="")


@pytest.mark.parametrize(
    ("encoding", "meta", "header"),
    [
        ("utf-8", "", ""),
        ("utf-8-sig", '<meta charset="gb2312">', ""),
        ("gb18030", '<meta charset="gb2312">', ""),
        ("gb18030", "", "text/html; charset=GBK"),
        ("gb18030", '<meta charset="gb2312">', "text/html; charset=utf-8"),  # the header lies
        ("utf-8", '<meta charset="gb2312">', ""),  # the page lies: saved again in another charset
        ("gb18030", "", ""),
        ("utf-16", "", ""),
        ("utf-16-le", "", ""),
        ("gb18030", '<meta charset="no-such-thing">', "text/html; charset=rot13"),
        ("gb18030", "", "text/html; charset=ISO-8859-1"),  # the server's default
        ("gb18030", '<meta charset="gb2312">', "text/html; charset=iso-8859-1"),
        ("utf-8", '<meta charset="iso-8859-1">', ""),
    ],
)
def test_the_text_comes_back(encoding: str, meta: str, header: str) -> None:
    text = TEXT.format(meta)
    decoded = decode(capture(text.encode(encoding), header))
    assert decoded.text.lstrip("\ufeff") == text
    assert decoded.lost == 0


def test_a_western_page_stays_one() -> None:
    text = "<p>Les élèves ont été reçus à l’école, où l’été finit déjà ; voilà ce qu’ils ont préféré.</p>" * 9
    assert decode(capture(text.encode("cp1252"), "text/html; charset=iso-8859-1")).text == text


def test_big5_is_guessed() -> None:
    assert decode(capture(TRADITIONAL.encode("big5"))).text == TRADITIONAL


def test_a_character_cut_in_half_costs_one_character() -> None:
    body = TEXT.format("").encode() * 30
    decoded = decode(capture(body[: body.rindex("饭".encode()) + 1]))
    assert decoded.charset == "utf-8"
    assert decoded.text.count("\ufffd") == 1
