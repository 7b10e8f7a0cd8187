"""jianbao discover: finds the article links in a saved list, feed, e-edition, search or account's answer."""

import gzip
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cli.arguments import Args, Parser, file, naming
from cli.output import row
from model.capture import Capture
from model.source import Discover, Kind

if TYPE_CHECKING:
    from crawler.discover.found import Link

LARGEST = 64 << 20  # bytes of one file, unpacked
# Where a saved answer came from when nobody says so; a platform has only one such place.
HOMES = {
    Kind.WECHAT: "https://mp.weixin.qq.com/",
    Kind.WEIBO: "https://m.weibo.cn/",
    Kind.TOUTIAO: "https://www.toutiao.com/api/pc/list/feed",
    Kind.THEPAPER: "https://www.thepaper.cn/",
    Kind.DOUYIN: "https://www.douyin.com/aweme/v1/web/aweme/post/",
}


def arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="文件", help="已保存的列表、订阅、版面、搜索结果或接口应答，可为 .gz")
    parser.add_argument("--kind", required=True, choices=[kind.value for kind in Kind], metavar="方式", help=f"{'、'.join(Kind)} 之一")
    parser.add_argument("--url", default="", metavar="网址", help="这个文件的网址，用来补全相对链接")


def run(args: Args) -> int:
    from crawler.discover import find

    path = file(args.file)
    opener = gzip.open if path.suffix == ".gz" and args.kind != Kind.SITEMAP else open
    with naming(path), opener(path, "rb") as saved:
        body = bytes(saved.read(LARGEST))
    kind = Kind(args.kind)
    capture = Capture(url=args.url or HOMES.get(kind, "http://localhost/"), fetched=datetime.now(UTC), status=200, headers=(), body=body, source="")
    found = find(capture, Discover(kind=kind, url=capture.url))
    for link in found.rows:
        row(as_row(link))
    row({"outcome": found.outcome, "next": found.next.url if found.next else None})
    return 0


def as_row(link: "Link") -> dict[str, Any]:
    """url, title and published always; what else the list says where it says it."""
    fields = ("account", "origin", "column", "page_no", "page_name", "continues", "pinned", "repost_of", "counts")
    said = {name: value for name in fields if (value := getattr(link, name))}
    return {"url": link.url, "title": link.title, "published": link.published.isoformat() if link.published else None, **said}
