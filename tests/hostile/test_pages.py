"""Pages that hide, break or lack their text, from the served bytes to the article. Rows C4, C5, C11 and C14 of the list of hostile inputs."""

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.folding import fold
from crawler.pages.read import read
from model.article import Article
from model.capture import Capture
from model.outcome import Outcome
from model.reading import PageKind
from pipelines.line import Line, Registers, Verdict
from tests.pipelines.samples import BODY, BUREAU, MORNING, OUTLET, SOURCE, capture

LINE = Line(Registers(sources={"chenbao": SOURCE}, outlets={"chenbao": OUTLET}, bureau=BUREAU), read)
TITLE = "云溪市民政局召开养老服务现场会"


def page(title: str = TITLE, text: str = f"<p>{BODY}</p>", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><div>2026-10-03 09:30 来源：云溪晨报</div><div>{text}</div></body></html>"


def taken(html: str | bytes, **more: object) -> Verdict:
    body = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    return LINE(capture(body=body, **more))


def article(html: str | bytes) -> Article:
    verdict = taken(html)
    assert verdict.article is not None, verdict.reason
    return verdict.article


# NUL, C0 and C1 controls, a noncharacter, byte order mark, zero widths, marks and overrides of direction
UNSEEN = "\x00\x01\x0b\x1f\x7f\x85\x9f\ufffe\ufeff\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069"


@pytest.mark.parametrize("char", UNSEEN, ids=lambda char: f"U+{ord(char):04X}")
def test_C4_what_nobody_sees_is_gone_from_title_and_text_and_the_text_stays(char: str) -> None:
    found = article(page(TITLE[:4] + char + TITLE[4:], f"<p>{BODY[:20]}{char}{BODY[20:]}</p>"))
    assert char not in found.title + found.body
    assert [mention.id for mention in found.units][:1] == ["shiju"]
    (found.title + found.body).encode()


def test_C4_an_entity_hides_nothing_either() -> None:
    found = article(page(TITLE[:4] + "&#0;&#8203;&#x202e;&#xd800;" + TITLE[4:]))
    assert "\u200b" not in found.title
    assert "\u202e" not in found.title


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("１２３ＡＢＣ", "123abc"),  # full width
        ("養老服務", "养老服务"),  # traditional
        ("\uf967\uf9ba", "不了"),  # compatibility ideographs
        ("\ue123\ue124", "\ue123\ue124"),  # glyphs of the site's own font: nobody knows what they show
    ],
)
def test_C5_odd_forms_are_shown_as_they_are_and_searched_as_they_mean(written: str, searched: str) -> None:
    found = article(page(text=f"<p>{BODY}标记{written}完。</p>"))
    assert written in found.body
    assert fold(written).lower() == searched


ABOVE = (
    "<ul class='menu'>"
    + "".join(f"<li><a href='/c{n}/'>栏目{n}名称</a></li>" for n in range(12))
    + "</ul><img src='/top.jpg'><p>您现在的位置：<a href='/'>首页</a></p>"
)
BELOW = "".join(f"<li><a href='/2026/{n}.html'>关于做好第{n}批养老服务补贴发放工作的通知</a> 2026-10-01</li>" for n in range(14))
BELOW = (
    f"<p>【打印】【关闭】</p><h3>相关链接</h3><ul>{BELOW}</ul><p>主办单位：云溪市民政局 地址：人民路1号</p><img src='/police.png'><script>var _hmt=[];</script>"
)
SHOWN = "http://chenbao.example/2026/a.jpg"


def portal(text: str, above: str = ABOVE, below: str = BELOW) -> str:
    return page(text=text).replace("<body>", f"<body>{above}").replace("</body>", f"{below}</body>")


@pytest.mark.parametrize("around", [{}, {"above": "", "below": ""}], ids=["portal", "bare"])
@pytest.mark.parametrize(
    ("text", "kind", "images"),
    [
        (f"<p align='center'><img src='{SHOWN}' width='800'></p><p>&nbsp;</p>", PageKind.GALLERY, (SHOWN,)),
        (f"<p><a href='{SHOWN}'><img src='{SHOWN}'></a></p>", PageKind.GALLERY, (SHOWN,)),
        ("<video src='/a.mp4' poster='/a.jpg'></video>", PageKind.VIDEO, ()),
        ("<p>点击观看视频</p><video controls><source src='/a.mp4'></video>", PageKind.VIDEO, ()),
    ],
    ids=["pictures", "enlarged", "film", "film with a line"],
)
def test_C11_an_article_of_pictures_or_a_film_is_kept_by_its_headline(text: str, kind: PageKind, images: tuple[str, ...], around: dict[str, str]) -> None:
    html = portal(text, **around)
    found, reading = article(html), read(capture(body=html.encode()))
    assert (found.title, found.origin, found.published) == (TITLE, "云溪晨报", MORNING)
    assert [mention.id for mention in found.units] == ["shiju"]
    assert (reading.kind, reading.images) == (kind, images)
    assert "相关" not in found.body + found.title
    assert "您现在的位置" not in found.body


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src='/pdfjs/web/viewer.html?file=%2Ffiles%2Fa.pdf&page=1'></iframe>",
        "<embed src='/files/a.pdf' type='application/pdf'>",
        "<object data='/files/a.pdf'></object>",
    ],
)
def test_C11_an_article_that_frames_a_document_is_kept_with_it(frame: str) -> None:
    html = portal(frame)
    assert article(html).title == TITLE
    assert read(capture(body=html.encode())).attachments == ("http://chenbao.example/files/a.pdf",)


def test_C11_links_below_a_dated_headline_make_no_list_of_an_article_without_text() -> None:
    verdict = taken(portal("<div id='content'></div>"))
    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, "没有读出正文")
    column = portal("", below=BELOW).replace(f"<h1>{TITLE}</h1><div>2026-10-03 09:30 来源：云溪晨报</div>", "<h1>通知公告</h1>")
    assert taken(column).reason == "是列表页，不是文章"


@pytest.mark.parametrize(
    "text",
    ["<div id='app'></div><script>loadPageData(1)</script>", "<div id='content'></div>", "<a href='/2026/1.html'><img src='/a.jpg'></a>"],
    ids=["script", "nothing", "advert"],
)
def test_C11_where_nothing_is_told_a_person_must_look(text: str) -> None:
    verdict = taken(portal(text, below=""))
    assert (verdict.outcome, verdict.article) == (Outcome.UNREADABLE, None)


@pytest.mark.parametrize("run", ["a" * 60_000 + "!", "来源：" * 20_000, "2026-" * 20_000, "（" * 60_000, " \u3000" * 60_000, "记者 " * 30_000, "<a>" * 5_000])
def test_C14_no_text_makes_a_pattern_run_away(run: str) -> None:
    """The time grows with the text, not with its square: four times as much takes less than twelve times as long."""
    seconds = []
    for part in (run[: len(run) // 4], run):
        began = time.process_time()
        taken(page(text=f"<p>{BODY}</p><p>{part}</p>"))
        seconds.append(time.process_time() - began)
    assert all(later < 12 * max(sooner, 0.02) for sooner, later in pairwise(seconds))


SOUND = page().encode()


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.tuples(st.integers(0, len(SOUND)), st.binary(max_size=40)).map(lambda at: SOUND[: at[0]] + at[1] + SOUND[at[0] :]))
)
def test_whatever_arrives_gets_one_verdict(body: bytes) -> None:
    """No exception leaves the line, and what it keeps can be written anywhere."""
    served: Capture = replace(capture(), body=body)
    verdict = LINE(served)
    assert (verdict.article is not None) == (verdict.outcome is Outcome.KEPT)
    assert bool(verdict.reason) != (verdict.outcome is Outcome.KEPT)
    if verdict.article:
        (verdict.article.title + verdict.article.body).encode()
