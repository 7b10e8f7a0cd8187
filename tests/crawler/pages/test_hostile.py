"""Pages that nobody would write in good faith: read, or refused in one sentence, and never an accident."""

import time
from datetime import UTC, datetime

import pytest

from crawler.pages.read import read
from model.capture import Capture
from model.outcome import Unreadable
from model.reading import Status

HEAD = "<html><head><title>全市养老服务工作会议召开</title></head><body><h1>全市养老服务工作会议召开</h1><div>2024-05-06 09:30 来源：云岭日报</div>"
TEXT = "<p>5月6日，全市养老服务工作会议召开，会议总结一季度工作，部署长者食堂等任务。</p><p>会议要求，各县市区要把好事办好，让老人吃得放心。</p>"
SECONDS = 20.0


def capture(html: str | bytes, status: int = 200) -> Capture:
    body = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    return Capture(url="http://a.example/1.html", fetched=datetime(2024, 7, 1, tzinfo=UTC), status=status, headers=(), body=body, source="")


@pytest.mark.parametrize(
    "html",
    [
        HEAD + "<div>" * 10_000 + TEXT,
        HEAD + "<b></b>" * 200_000 + TEXT,
        HEAD + "<!--" + "x" * 10_000_000 + "-->" + TEXT,
        HEAD + TEXT + "<!--" + "x" * 1_000_000,
        HEAD + TEXT + "<plaintext>",
        HEAD + TEXT + "</html></html><html><body></body></html>",
        HEAD + f'<script type="application/ld+json">{"[" * 100_000}</script>' + TEXT,
        HEAD + "<p>" + "记者" * 100_000 + "</p>" + TEXT,
        HEAD + "<p>" + "2024-" * 50_000 + "</p>" + TEXT,
        HEAD + "<p>" + " " * 1_000_000 + "</p>" + TEXT,
        HEAD + "<div>" + "来源：" * 50_000 + "</div>" + TEXT,
    ],
    ids=["nested", "elements", "comment", "open comment", "plaintext", "two documents", "json", "reporters", "years", "spaces", "labels"],
)
def test_the_headline_and_the_text_survive(html: str) -> None:
    began = time.process_time()
    reading = read(capture(html))
    assert time.process_time() - began < SECONDS
    assert reading.title == "全市养老服务工作会议召开"
    assert "会议要求，各县市区要把好事办好" in reading.body
    assert len(reading.body) <= 500_000


@pytest.mark.parametrize(
    "html",
    ["<span>字<br>" * 20_000, f"<div class=weitoutiao-html>{'&lt;' * 150_000}</div>", f"<div class=weitoutiao-html>{'&lt;br ' * 80_000}</div>"],
    ids=["a line in each of many nested elements", "brackets", "broken tags"],
)
def test_the_time_grows_with_the_length_of_a_page_not_with_its_square(html: str) -> None:
    began = time.process_time()
    read(capture(f"<body>{html}"))
    assert time.process_time() - began < 2.0


def test_a_tag_with_countless_attributes_is_refused() -> None:
    with pytest.raises(Unreadable, match="上万个属性"):
        read(capture(HEAD + "<div " + " ".join(f"a{n}=1" for n in range(50_000)) + ">" + TEXT))


def test_an_endless_title_is_cut_with_a_mark() -> None:
    title = read(capture(f"<title>{'题' * 100_000}</title>" + TEXT)).title
    assert len(title) == 500
    assert title.endswith("…")


def test_text_nobody_can_see_is_taken_out() -> None:
    dirty = (HEAD + TEXT).replace("会议", "会\u200b议\u202e\ufeff\x07")
    reading = read(capture(dirty))
    assert reading.title == "全市养老服务工作会议召开"
    assert not set("\x00\x07\u200b\u202e\ufeff") & set(reading.title + reading.body)


def test_hidden_words_do_not_count() -> None:
    hidden = HEAD + TEXT + '<div style="display:none"><p>堆砌的关键词，堆砌的关键词，堆砌的关键词，堆砌的关键词。</p></div>'
    assert "堆砌" not in read(capture(hidden)).body


@pytest.mark.parametrize("body", [b"", b"\x00" * 100, b"%PDF-1.7", b"PK\x03\x04", b"\xff\xd8\xff\xe0"])
def test_what_is_no_page_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(capture(body))


@pytest.mark.parametrize(
    ("status", "expected"), [(404, Status.GONE), (410, Status.GONE), (403, Status.BLOCKED), (412, Status.BLOCKED), (503, Status.UNAVAILABLE)]
)
def test_the_server_s_answer_counts(status: int, expected: Status) -> None:
    assert read(capture(HEAD + TEXT, status)).status is expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<title>提示</title><h2>您访问的页面不存在或已被删除</h2>", Status.GONE),
        ("<title>安全验证</title><p>访问过于频繁，请完成验证后继续。</p>", Status.BLOCKED),
        ("<title>云</title><div id='app'></div><script>$_ts={}</script>", Status.NEEDS_SCRIPT),
    ],
)
def test_a_page_that_says_it_is_none_is_no_article(html: str, expected: Status) -> None:
    reading = read(capture(html))
    assert reading.status is expected
    assert reading.body == ""
