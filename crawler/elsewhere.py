"""Pages that are an empty shell and whose article is published at another open address."""

from urllib.parse import parse_qs, urlsplit, urlunsplit

SHELL = "/lgpage/detail/index.html"  # 学习强国: a script draws the page from the data of its id
SHELLS, DATA = "www.xuexi.cn", "boot-source.xuexi.cn"


def readable(url: str) -> str:
    """The address to fetch in place of a shell; the address itself for any other page."""
    if SHELL not in url:
        return url
    parts = urlsplit(url)
    names = parse_qs(parts.query).get("id", [])
    if parts.path != SHELL or not names or not names[0].isalnum():
        return url
    return urlunsplit((parts.scheme, DATA if parts.netloc == SHELLS else parts.netloc, f"/data/app/{names[0]}.js", "callback=callback", ""))
