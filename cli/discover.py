"""jianbao discover: finds the article links in a saved list, feed or sitemap."""

import gzip
from datetime import UTC, datetime

from cli.arguments import Args, Parser, file, naming
from cli.output import row
from model.capture import Capture
from model.source import Discover, Kind

LARGEST = 64 << 20  # bytes of one file, unpacked


def arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="文件", help="已保存的列表、订阅或站点地图")
    parser.add_argument("--kind", required=True, choices=[kind.value for kind in Kind], metavar="方式", help=f"{'、'.join(Kind)} 之一")
    parser.add_argument("--url", default="", metavar="网址", help="这个文件的网址，用来补全相对链接")


def run(args: Args) -> int:
    from crawler.discover import find

    path = file(args.file)
    opener = gzip.open if path.suffix == ".gz" and args.kind != Kind.SITEMAP else open
    with naming(path), opener(path, "rb") as saved:
        body = bytes(saved.read(LARGEST))
    capture = Capture(url=args.url or "http://localhost/", fetched=datetime.now(UTC), status=200, headers=(), body=body, source="")
    found = find(capture, Discover(kind=Kind(args.kind), url=capture.url))
    for link in found.rows:
        row({"url": link.url, "title": link.title, "published": link.published.isoformat() if link.published else None})
    row({"outcome": found.outcome, "next": found.next.url if found.next else None})
    return 0
