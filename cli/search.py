"""jianbao search: the site's search on the command line."""

import time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cli import asked
from cli.arguments import Args, Parser
from cli.home import opened
from cli.output import row
from cli.wiring import connect, index, warn
from model.outcome import UsageError

if TYPE_CHECKING:
    from archive.index.interface import Index
    from archive.ledger.browsing import Row
    from model.query import Hits, Query

LOCAL = ZoneInfo("Asia/Shanghai")


def arguments(parser: Parser) -> None:
    asked.arguments(parser)
    parser.add_argument("--limit", type=int, default=20, metavar="条数", help="显示条数（默认 20）")
    parser.add_argument("--explain", action="store_true", help="说明每篇为什么排在这里")
    parser.add_argument("--trend", choices=["day", "week", "month"], help="另列每天、每周或每月的篇数")
    parser.add_argument("--json", action="store_true", help="输出 JSON 行：首行总数、毫秒、分面，其后每篇一行")


def run(args: Args) -> int:
    if not 0 <= args.limit <= 10_000:
        raise UsageError("--limit 的值应在 0 到 10000 之间；要全部结果请用 jianbao export")
    asked.check(args)
    home = opened(args.home)
    connect(home)
    from archive.ledger import browsing, standby

    query = asked.asked(args, "relevance")
    engine = index(home)
    try:
        head, hits, similar = _search(engine, query, args)
    finally:
        engine.close()
    if hits.by_standby:
        warn(standby.sentence())
    rows = [_as_json(article) for article in browsing.rows(similar or hits.ids)]
    if similar:
        rows = [{**one, "similar": True} for one in rows]
    if args.explain and hits.scores:
        _explain(rows, hits, query)
    if args.json:
        for one in (head, *rows):
            row(one)
    else:
        _print(head, rows, args.query)
    return 0


def _search(engine: "Index", query: "Query", args: Args) -> "tuple[dict[str, Any], Hits, tuple[str, ...]]":
    """The first line of the answer, what was found, and where that is nothing, what resembles it."""
    from archive.index.trend import Step, trend
    from archive.ledger import standby
    from model.query import Facet

    begun = time.perf_counter()
    wanted = [facet for facet in Facet if facet is not Facet.DAY or args.trend]
    hits = engine.find(query, limit=args.limit, facets=wanted)
    similar = engine.similar(query, args.limit) if not hits.total and query.words and args.limit else ()
    took = (time.perf_counter() - begun) * 1000
    facets = {facet: dict(counts) for facet, counts in hits.facets.items() if facet is not Facet.DAY}
    head: dict[str, Any] = {"total": hits.total, "took_ms": round(took, 1), "facets": facets}
    if hits.by_standby:
        head |= {"by_standby": True, "lacking": standby.lacking()}
    if hits.stories is not None:
        head["stories"] = hits.stories
    if similar:
        head["similar"] = len(similar)
    if args.trend:
        head["trend"] = trend(hits.facets[Facet.DAY], Step(args.trend))
    return head, hits, similar


def _explain(rows: list[dict[str, Any]], hits: "Hits", query: "Query") -> None:
    """Adds to each row why it stands there."""
    from archive.index.explain import explain
    from archive.ledger import browsing

    scores = dict(zip(hits.ids, hits.scores, strict=True))
    articles = {article.id: article for article in browsing.rows(hits.ids)}
    for one in rows:
        article = articles[one["id"]]
        why = explain(
            score=scores[article.id],
            words=query.words,
            title=article.title,
            body=article.body,
            role=article.role,
            level=article.level,
            published=article.published,
        )
        one |= {"score": round(why.score, 4), "why": why.sentence}


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


def _print(head: dict[str, Any], rows: list[dict[str, Any]], text: str) -> None:
    stories = f"，{head['stories']} 件稿件" if "stories" in head else ""
    print(f"共 {head['total']} 篇{stories}，{head['took_ms']} 毫秒")
    for name, count in head.get("trend", {}).items():
        print(f"{name}  {count}")
    if not head["total"]:
        _advise(head, text)
    for one in rows:
        when = f"{one['published'][:10]} {one['published'][11:16]}" if one["published"] else "日期待定"
        shared = f" 共 {one['carriers']} 家刊发" if one["carriers"] > 1 else ""
        print(f"{when}  {one['outlet']}（{one['level'].label}）{one['role'].label}{shared}  {one['title']}\n    {one['url']}")
        if "why" in one:
            print(f"    {one['why']}")


def _advise(head: dict[str, Any], text: str) -> None:
    """What a person may do about an empty answer."""
    from archive.index.fields import NAMES
    from archive.index.signs import unknown_field

    if name := unknown_field(text):
        fields = "、".join(name for name in NAMES if not name.isascii())
        warn(f"“{name}:”不是字段，已当作文字查找；可用的字段：{fields}")
    if "similar" in head:
        print("没有与所写完全一致的文章。写法相近的有：")
