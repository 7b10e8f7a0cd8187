"""jianbao search: the site's search on the command line."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cli.arguments import Args, Parser, day
from cli.home import opened
from cli.output import row
from cli.wiring import connect, index
from model.outcome import UsageError

if TYPE_CHECKING:
    from archive.ledger.browsing import Row
    from model.query import Query

LOCAL = ZoneInfo("Asia/Shanghai")


def arguments(parser: Parser) -> None:
    parser.add_argument("query", metavar="检索词", help="例如：养老服务 -招标 \"居家养老\"；用 '' 查全部")
    parser.add_argument("--from", dest="since", metavar="日期", help="刊发日期自")
    parser.add_argument("--to", dest="until", metavar="日期", help="刊发日期至（含）")
    parser.add_argument("--level", action="append", default=[], metavar="级别", help="媒体级别，可多次")
    parser.add_argument("--outlet", action="append", default=[], metavar="媒体", help="媒体编号，可多次")
    parser.add_argument("--unit", action="append", default=[], metavar="单位", help="单位编号，可多次")
    parser.add_argument("--topic", action="append", default=[], metavar="专题", help="专题编号，可多次")
    parser.add_argument("--sort", choices=["relevance", "newest", "oldest"], default="relevance", help="排序（默认相关度）")
    parser.add_argument("--limit", type=int, default=20, metavar="条数", help="显示条数（默认 20）")
    parser.add_argument("--json", action="store_true", help="输出 JSON 行：首行总数、毫秒、分面，其后每篇一行")


def run(args: Args) -> int:
    query = asked(args)
    if not 0 <= args.limit <= 10_000:
        raise UsageError("--limit 的值应在 0 到 10000 之间；要全部结果请用 jianbao export")
    home = opened(args.home)
    connect(home)
    from archive.ledger import browsing
    from model.query import Facet

    engine = index(home)
    begun = time.perf_counter()
    hits = engine.find(query, limit=args.limit, facets=tuple(Facet))
    took = (time.perf_counter() - begun) * 1000
    articles = browsing.rows(hits.ids)
    engine.close()
    head: dict[str, Any] = {"total": hits.total, "took_ms": round(took, 1), "facets": {facet: dict(counts) for facet, counts in hits.facets.items()}}
    if args.json:
        row(head)
        for article in articles:
            row(_as_json(article))
    else:
        _print(head, articles)
    return 0


def asked(args: Args) -> "Query":
    """The query that the arguments describe. Errors: QueryError, UsageError."""
    from archive.index.language import parse
    from model.outlet import Level
    from model.query import Query, Sort

    try:
        levels = tuple(Level(level) for level in args.level)
    except ValueError as error:
        raise UsageError(f"--level：{error.args[0].split()[0]} 不是媒体级别，可用：{'、'.join(level.label for level in Level)}") from None
    return Query(
        words=parse(args.query),
        levels=levels,
        outlets=tuple(args.outlet),
        units=tuple(args.unit),
        topics=tuple(args.topic),
        since=day(args.since, "--from") if args.since else None,
        until=day(args.until, "--to") if args.until else None,
        sort=Sort(args.sort),
    )


def _as_json(article: "Row") -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "published": article.published.astimezone(LOCAL).isoformat() if article.published else None,
        "outlet": article.outlet_name,
        "level": article.level,
        "medium": article.medium,
        "role": article.role,
        "story": article.story,
        "carriers": article.carriers,
        "units": [unit.name for unit in article.units],
        "topics": [topic.name for topic in article.topics],
    }


def _print(head: dict[str, Any], articles: Sequence["Row"]) -> None:
    print(f"共 {head['total']} 篇，{head['took_ms']} 毫秒")
    for article in articles:
        when = f"{article.published.astimezone(LOCAL):%Y-%m-%d %H:%M}" if article.published else "日期待定"
        print(f"{when}  {article.outlet_name}（{article.level.label}）{article.role.label}  {article.title}\n    {article.url}")
