"""Real lists and feeds, where they are at hand, against what people read from them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.discover.found import Found, Link, Next
from crawler.discover.weibo import number_of
from model.source import Kind
from tests.crawler.discover.pages import read

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "carriers"
KINDS = {"list": Kind.LIST, "jpage": Kind.JPAGE, "atom": Kind.FEED, "rss": Kind.FEED, "jsonfeed": Kind.FEED, "sitemap": Kind.SITEMAP}


def cases() -> list[Any]:
    found = []
    for folder in ("gov_portal", "feeds"):
        expected = SAMPLES / folder / "expected.json"
        for name, fields in json.loads(expected.read_text()).items() if expected.exists() else ():
            kind = KINDS.get(name.partition("_")[0])
            if kind and "count" in fields:
                found.append(pytest.param(SAMPLES / folder / name, kind, fields, id=name))
    return found or [pytest.param(None, None, None, marks=pytest.mark.skip(f"no samples at {SAMPLES}"))]


def shape(row: Any) -> tuple[str, str]:
    """Path and day of a row, of ours and of the expectation alike."""
    if isinstance(row, dict):
        return row.get("url") or row.get("link"), (row.get("date") or row.get("published") or "")[:10]
    return row.url, str(row.published)[:10]


@pytest.mark.parametrize(("file", "kind", "fields"), cases())
def test_sample(file: Path, kind: Kind, fields: dict[str, Any]) -> None:
    found = read(kind, file.read_bytes(), url=fields.get("base", "https://example.org/"))
    assert len(found.rows) == fields["count"]
    if "must" in fields:
        assert found.outcome == "script"
    first = fields.get("first", [])
    wanted = [*(first if isinstance(first, list) else [first]), *([fields["last"]] if "last" in fields else [])]
    for row, want in zip([*found.rows[: len(wanted) - 1], *found.rows[-1:]], wanted, strict=True) if wanted else ():
        (url, day), (path, expected_day) = shape(row), shape(want)
        assert url.endswith(path)
        assert day == expected_day
        assert row.title.startswith(want["title"].removesuffix("..."))


# What the expectations of the other folders call the parts of a row.
PLATFORMS = [
    ("epaper", "founder_jxrb_node_187_excerpt.htm", Kind.EPAPER, "http://epaper.example/jxrb/html/2017-10/09/node_187.htm"),
    ("epaper", "rmrb_layout_2026_snippet.html", Kind.EPAPER, ""),
    ("epaper", "simulated_entry_refresh.htm", Kind.EPAPER, "http://epaper.example/"),
    ("search", "toutiao_search_trimmed.html", Kind.SEARCH, ""),
    ("search", "sogou_weixin_articles_2018.html", Kind.SEARCH, ""),
    ("search", "sogou_weixin_articles_2018.json", Kind.SEARCH, ""),
    ("search", "people_search_reconstructed.json", Kind.SEARCH, ""),
    ("search", "xinhua_getnews_simulated.json", Kind.SEARCH, ""),
    ("search", "hunan_common_search_simulated.json", Kind.SEARCH, "https://gxt.example.gov.cn/"),
    ("wechat", "account_history_appso.jsonl", Kind.WECHAT, ""),
    ("wechat", "account_appmsg.jsonl", Kind.WECHAT, ""),
    ("weibo", "weibo_ak_list_1.json", Kind.WEIBO, ""),
    ("weibo", "weibo_ak_profile.json", Kind.WEIBO, ""),
    ("weibo", "weibo_err_profile.json", Kind.WEIBO, ""),
    ("weibo", "weibo_cn_profile_page1.html", Kind.WEIBO, "https://weibo.cn/"),
    ("apps_video", "toutiao_feed_2021.json", Kind.TOUTIAO, ""),
    ("apps_video", "douyin_post_list_simulated.json", Kind.DOUYIN, ""),
]


def platform(folder: str, name: str, kind: Kind, url: str) -> tuple[dict[str, Any], Found]:
    """What people read from a sample, and what we do."""
    expected = SAMPLES / folder / "expected.json"
    if not expected.exists():
        pytest.skip(f"no samples at {SAMPLES}")
    fields = json.loads(expected.read_text())[name]
    return fields, read(kind, (SAMPLES / folder / name).read_bytes(), url=fields.get("base") or url or "https://example.org/")


def same(row: Link, want: dict[str, Any]) -> None:
    """Everything that an expectation says of a row and that a row has."""
    for field, of_row in {"title": row.title, "url": row.url, "link": row.url, "account": row.account, "source": row.origin or row.account}.items():
        if (field in want and field != "source") or want.get(field):
            assert of_row == want[field]
    if "published" in want:
        assert row.published == datetime.fromisoformat(want["published"])
    if "column" in want:
        assert row.column == want["column"]
    for place, name in {
        "reposts": "shares",
        "comments": "comments",
        "attitudes": "likes",
        "likes": "likes",
        "shares": "shares",
        "comments_count": "comments",
    }.items():
        if place in want:
            assert row.counts[name] == want[place]


@pytest.mark.parametrize("case", PLATFORMS, ids=lambda case: case[1])
def test_platform_sample(case: tuple[str, str, Kind, str]) -> None:
    fields, found = platform(*case)
    kind = case[2]
    empty = {"entry", "account profile", "error"}
    assert found.outcome == {"error": "blocked"}.get(fields["page_type"], "empty" if fields["page_type"] in empty else "rows")
    count = next((fields[name] for name in ("count", "records", "results", "articles") if name in fields), None)
    if count is not None and kind is not Kind.DOUYIN:
        assert len(found.rows) == (count if isinstance(count, int) else len(count))
    if "first" in fields:
        same(found.rows[0], fields["first"])
    if "second" in fields:
        same(found.rows[1], fields["second"])
    if case[1].startswith(("xinhua", "hunan")):
        same(found.rows[0], {name: fields[name] for name in ("title", "published") if name in fields})


def test_pages_of_newspapers() -> None:
    fields, found = platform(*PLATFORMS[0])
    assert [(row.title, row.url.rpartition("/")[2]) for row in found.rows] == [(row["title"], row["href"]) for row in fields["articles"]]
    assert {(row.page_no, row.page_name, str(row.published)[:10]) for row in found.rows} == {(fields["page"], fields["page_name"], fields["date"])}
    assert found.next == Next("http://epaper.example/jxrb/html/2017-10/09/node_188.htm")
    fields, found = platform(*PLATFORMS[1])
    assert {(row.page_no, row.page_name, str(row.published)[:10]) for row in found.rows} == {(fields["page"], fields["page_name"], fields["date"])}
    assert found.next is None  # the last of two
    fields, found = platform(*PLATFORMS[2])
    assert found.next == Next(f"http://epaper.example/{fields['latest']}")


def test_accounts() -> None:
    fields, found = platform(*PLATFORMS[11])
    assert found.next
    assert f"since_id={fields['since_id']}" in found.next.url
    for row, want in zip(found.rows, fields["posts"], strict=True):
        same(row, want)
        assert (row.account, row.pinned, bool(row.repost_of)) == (fields["account"], want["pinned"], want["is_repost"])
        assert row.repost_of.endswith(want.get("origin", {}).get("id", ""))
    fields, found = platform(*PLATFORMS[12])
    assert found.next
    assert f"value={fields['uid']}&containerid={fields['weibo_tab_containerid']}" in found.next.url
    fields, found = platform(*PLATFORMS[14])
    for row, want in zip(found.rows, fields["posts"], strict=True):
        if not row.repost_of:  # of a re-post the expectation holds the counts of the original, which stand first
            same(row, want)
        assert row.url.rpartition("/")[2] == number_of(want["bid"])
        day = want["time_raw"]
        assert row.published
        assert row.published.strftime("%m月%d日 %H:%M") == day[:12]
    fields, found = platform(*PLATFORMS[9])
    sent = [row for row in found.rows if "&idx=1&" in row.url]
    assert len(sent) == fields["rows"]
    assert ["&idx=1&" in row.url for row in found.rows[:4]] == [True, *[False] * fields["sub_articles_first"], True]
    fields, found = platform(*PLATFORMS[10])
    assert len(found.rows) == fields["rows"]


def test_every_expectation_about_discovering_is_walked() -> None:
    """A sample that is added to the folders gets a test, or is named here as one of reading."""
    reading = {"article", "gone", "unavailable"}
    named = {name for _, name, _, _ in PLATFORMS}
    for folder in ("epaper", "search", "wechat", "weibo", "apps_video"):
        expected = SAMPLES / folder / "expected.json"
        for name, fields in json.loads(expected.read_text()).items() if expected.exists() else ():
            assert name in named or fields["page_type"] in reading, name
