"""One article has one canonical address, however a reader came there; different articles keep different ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.address import canonical
from model.article import address_id

SAME = [
    ("https://www.example.gov.cn/art/2026/11/2/art_1_2.html", "http://www.example.gov.cn/art/2026/11/2/art_1_2.html"),
    ("HTTP://News.Example.COM/a.html", "http://news.example.com/a.html"),
    ("http://news.example.com:80/a.html", "https://news.example.com:443/a.html"),
    ("http://news.example.com./a.html", "http://news.example.com/a.html"),
    ("http://user:secret@news.example.com/a.html", "http://news.example.com/a.html"),
    ("http://news.example.com/a.html#comments", "http://news.example.com/a.html"),
    ("http://news.example.com", "http://news.example.com/"),
    ("http://news.example.com/x/../a.html", "http://news.example.com/./a.html"),
    ("http://新闻.中国/a.html", "http://xn--efvy88h.xn--fiqs8s/a.html"),
    ("http://news.example.com/%e6%96%b0.html", "http://news.example.com/新.html"),
    ("http://news.example.com/%61.html", "http://news.example.com/a.html"),
    ("http://news.example.com/a.html?utm_source=x&id=3&spm=1.2", "http://news.example.com/a.html?id=3"),
    ("http://news.example.com/a.html?from=timeline&isappinstalled=0", "http://news.example.com/a.html"),
    ("http://news.example.com/a.html?b=2&a=1", "http://news.example.com/a.html?a=1&b=2"),
    ("http://news.example.com/a.html?PHPSESSID=abc", "http://news.example.com/a.html"),
    ("http://news.example.com/a.jsp;jsessionid=A1B2?id=1", "http://news.example.com/a.jsp?id=1"),
    ("http://news.example.com/a.html?sid=0123456789abcdef0123456789ABCDEF", "http://news.example.com/a.html"),
    ("http://m.example.com/a.html", "https://www.example.com/a.html"),
    ("http://wap.example.gov.cn/a.html", "http://www.example.gov.cn/a.html"),
    ("http://m.news.localhost:8700/a.html", "http://www.news.localhost:8700/a.html"),
    ("https://mp.weixin.qq.com/s?__biz=B&mid=1&idx=2&sn=x&chksm=y&scene=27", "http://mp.weixin.qq.com/s?__biz=B&mid=1&idx=2&sn=x"),
    ("https://m.toutiaocdn.com/i7361234567890123456/?app=news", "https://www.toutiao.com/article/7361234567890123456/?log=1"),
    ("https://m.toutiao.com/w/1872455359275008/?app=news_article&timestamp=1794297010", "https://www.toutiao.com/w/i1872455359275008/"),
    ("https://www.iesdouyin.com/share/video/7317848191443995931/?region=CN&mid=1", "https://www.douyin.com/video/7317848191443995931"),
    ("https://www.douyin.com/note/7317848191443995931", "https://www.iesdouyin.com/share/note/7317848191443995931/"),
    ("https://www.toutiao.com/a7361234567890123456/", "https://m.toutiao.com/group/7361234567890123456/"),
    ("https://m.thepaper.cn/detail/27300000", "https://www.thepaper.cn/newsDetail_forward_27300000"),
    ("https://m.weibo.cn/status/4645748019299849?luicode=1", "https://m.weibo.cn/detail/4645748019299849"),
]
DIFFERENT = [
    ("http://news.example.com/a.html", "http://news.example.com/A.html"),
    ("http://news.example.com/list?from=20", "http://news.example.com/list?from=40"),
    ("http://news.example.com/a?sid=12", "http://news.example.com/a?sid=13"),
    ("http://news.example.com:8080/a.html", "http://news.example.com/a.html"),
    ("http://m.news.example.com/a.html", "http://www.news.example.com/a.html"),
    ("http://m.weibo.cn/detail/1", "http://www.weibo.cn/detail/1"),
    ("http://app.example.com/#/news/1", "http://app.example.com/#/news/2"),
    ("http://news.example.com/a?id=1", "http://news.example.com/a?id=2"),
    ("https://mp.weixin.qq.com/s?__biz=B&mid=1&idx=1", "https://mp.weixin.qq.com/s?__biz=B&mid=1&idx=2"),
    ("https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA", "https://mp.weixin.qq.com/s/BBBBBBBBBBBBBBBBBBBBBB"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)
    assert address_id(canonical(one)) == address_id(canonical(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_articles_stay_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "ftp://example.com/a", "http://[::1", "", "http://"])
def test_what_is_no_page_comes_back_as_it_is(url: str) -> None:
    assert canonical(url) == url


def test_credentials_are_gone() -> None:
    assert "secret" not in canonical("http://user:secret@example.com/a")


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)
hosts = st.sampled_from(["news.example.com", "m.example.com", "例子.中国", "a.gov.cn", "127.0.0.1", "[::1]", "x.localhost:8700"])
urls = st.builds(
    lambda scheme, host, path, query, fragment: f"{scheme}://{host}/{path}{query and '?' + query}{fragment and '#' + fragment}",
    st.sampled_from(["http", "https"]),
    hosts,
    words,
    st.lists(st.tuples(words, words).map("=".join), max_size=4).map("&".join),
    words,
)


@given(urls)
def test_the_canonical_form_is_its_own_canonical_form(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once
    assert once.isascii() or once == url


@given(urls, st.sampled_from(["utm_campaign=x", "spm=1.2.3", "share_token=abc", "from=singlemessage", "jsessionid=ABC"]))
def test_tracking_changes_nothing(url: str, tracking: str) -> None:
    page, hash_, fragment = url.partition("#")
    followed = f"{page}{'&' if '?' in page else '?'}{tracking}{hash_}{fragment}"
    assert canonical(followed) == canonical(url)


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    assert isinstance(canonical(text), str)
    assert isinstance(canonical("http://" + text), str)
