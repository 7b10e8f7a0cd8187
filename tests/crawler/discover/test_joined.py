"""Addresses are joined as the standard library joins them."""

from itertools import product
from urllib.parse import urljoin

import pytest

from crawler.discover.joined import joined

BASES = [
    "http://a.example",
    "http://a.example/",
    "https://a.example:8443/xw/index.html",
    "http://a.example/xw/",
    "http://a.example/xw/list?page=2&path=/b/c",
    "http://a.example/xw/../index.html",
    "http://a.example/xw//index.html",
    "http://a.example/xw/index;v=1",
    "HTTP://A.example/xw/index.html",
    "http://a.example/xw/index.html#top",
    "",
    "index.html",
]
HREFS = [
    *("", "a.html", "./a.html", "./", "../a.html", "../../a.html", "xw/../a.html", "xw/./a.html", ".", "..", "a..b.html", "a/.hidden", "./../a.html"),
    *("/", "/a.html", "/xw/a/b.html", "//b.example/a.html", "/xw//a.html", "xw//a.html", "/./a.html", "/../a.html", "a/", "./xw/2024/", "%e4%b8%ad.html"),
    *("?page=2", "a.html?", "a.html?id=1&b=2", "/a?u=/x/../y", "#top", "a.html#top", "a;v=1", ";v=1", "新闻/稿.html", "a b.html", "a:b", "1:2", "mailto:a@b"),
    *("http://b.example", "http://b.example/", "https://b.example/a/../b.html", "http://b.example//a.html", "http:a.html", "https://a.example:8443/a.html?x=1"),
    *(
        "HTTP://B.example/a.html",
        "http://b.example?x=1",
        "ftp://b.example/a",
        "javascript:void(0)",
        "http://b.example:80x/",
        "~user/",
        "-a_b.htm",
        "./?x=1",
        "/?x=1",
        "http://b.example/?x=1",
    ),
]


@pytest.mark.parametrize(("base", "href"), list(product(BASES, HREFS)))
def test_the_same_as_urljoin(base: str, href: str) -> None:
    assert joined(base, href) == urljoin(base, href)


def test_nonsense_is_refused_as_urljoin_refuses_it() -> None:
    with pytest.raises(ValueError, match="IPv6"):
        joined("http://a.example/", "http://[b/")
