"""From a reading to an article: what only the served page says."""

import pytest

from pipelines.draft import canonical_link
from tests.pipelines.samples import capture


@pytest.mark.parametrize(
    ("head", "link"),
    [
        ('<link rel="canonical" href="https://www.news.cn/a.html?utm_source=x&amp;b=1">', "http://www.news.cn/a.html?b=1"),
        ("<LINK href='//www.news.cn/a.html' REL=canonical>", "http://www.news.cn/a.html"),
        ('<link rel="canonical" href="/1.html">', ""),  # itself
        ('<link rel="stylesheet" href="http://www.news.cn/a.css">', ""),
        ('<link rel="canonical">', ""),
        ('<link rel="canonical" href="http://[">', ""),
        ("<link " * 50_000, ""),
        ("", ""),
    ],
)
def test_the_address_that_a_page_calls_canonical(head: str, link: str) -> None:
    assert canonical_link(capture(body=f"<html><head>{head}</head></html>".encode())) == link
