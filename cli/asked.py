"""What a search is asked on the command line, for every command that searches."""

from datetime import date
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser, day
from model.outcome import UsageError

if TYPE_CHECKING:
    from model.outlet import Level
    from model.query import Facet, Query


def arguments(parser: Parser) -> None:
    parser.add_argument("query", metavar="检索词", help="例如：养老服务 -招标 标题:居家 媒体:人民* 日期:本月；用 '' 查全部")
    conditions(parser)
    parser.add_argument("--sort", choices=["relevance", "newest", "oldest", "carriers"], help="排序：相关度、最新、最早、刊发家数")
    parser.add_argument("--grouped", action="store_true", help="同一稿件只列一行，取排在最前的一篇")


def conditions(parser: Parser) -> None:
    parser.add_argument("--from", dest="since", metavar="日期", help="刊发日期自")
    parser.add_argument("--to", dest="until", metavar="日期", help="刊发日期至（含）")
    parser.add_argument("--level", action="append", default=[], metavar="级别", help="媒体级别，可多次")
    parser.add_argument("--outlet", action="append", default=[], metavar="媒体", help="媒体名称、别名或编号，可多次")
    parser.add_argument("--unit", action="append", default=[], metavar="单位", help="单位名称、别名或编号，可多次")
    parser.add_argument("--topic", action="append", default=[], metavar="专题", help="专题名称或编号，可多次")


def check(args: Args) -> None:
    """Says what is wrong with the arguments in themselves, before anything is opened. Errors: QueryError, UsageError."""
    from archive.index.language import parse

    parse(args.query)
    _levels(args.level)
    _days(args)


def asked(args: Args, sort: str) -> "Query":
    """The query that the arguments describe, by `sort` unless they name another. Needs the ledger. Errors: QueryError, UsageError."""
    from archive.index.language import parse
    from archive.ledger.lookup import resolve
    from model.query import Facet, Query, Sort

    since, until = _days(args)
    return Query(
        words=parse(args.query, resolve),
        levels=_levels(args.level),
        outlets=_ids(Facet.OUTLET, args.outlet),
        units=_ids(Facet.UNIT, args.unit),
        topics=_ids(Facet.TOPIC, args.topic),
        since=since,
        until=until,
        sort=Sort(getattr(args, "sort", None) or sort),
        grouped=getattr(args, "grouped", False),
    )


def _levels(names: list[str]) -> "tuple[Level, ...]":
    from archive.index.fields import Fault, member
    from model.outlet import Level

    try:
        return tuple(Level(member(Level, name)) for name in names)
    except Fault as fault:
        raise UsageError(f"--level {fault}") from None


def _days(args: Args) -> "tuple[date | None, date | None]":
    since = day(args.since, "--from") if args.since else None
    until = day(args.until, "--to") if args.until else None
    if since and until and since > until:
        raise UsageError(f"--from {since} 晚于 --to {until}：请把早的写在前面")
    return since, until


def _ids(facet: "Facet", names: list[str]) -> tuple[str, ...]:
    from archive.ledger.lookup import resolve

    found: list[str] = []
    for name in names:
        ids = resolve(facet, name)
        if not ids:
            raise UsageError(f"--{facet}：登记簿里没有“{name}”，请写名称、别名或编号，可用 * 代表任意字")
        found += ids
    return tuple(dict.fromkeys(found))
