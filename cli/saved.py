"""jianbao saved: the searches that people keep, and what is new in each."""

from typing import TYPE_CHECKING, Any

from cli import asked
from cli.arguments import Args, Parser
from cli.home import opened
from cli.output import row
from cli.wiring import connect, index, warn
from model.outcome import UsageError

if TYPE_CHECKING:
    from archive.ledger.saved import Conditions, New, Saved


def arguments(parser: Parser) -> None:
    parser.add_argument("do", choices=["list", "new", "add", "remove"], metavar="list|new|add|remove", help="列出、看新到、保存、删除")
    parser.add_argument("name", nargs="?", metavar="名称", help="订阅检索的名称；list 和 new 不写即全部")
    parser.add_argument("--user", required=True, metavar="用户", help="谁的：网站的用户名")
    parser.add_argument("--seen", action="store_true", help="new：列出后标为已看")
    parser.add_argument("--alert", action="store_true", help="add：有新到时提醒")
    parser.add_argument("--query", default="", metavar="检索词", help="add：检索词")
    asked.conditions(parser)


def run(args: Args) -> int:
    if args.do in ("add", "remove") and not args.name:
        raise UsageError(f"jianbao saved {args.do} 后面缺少名称")
    asked.check(args)
    home = opened(args.home)
    connect(home)
    from archive.ledger import saved, standby

    match args.do:
        case "add":
            _print(saved.save(args.user, args.name, args.query, _conditions(args), alert=args.alert))
        case "remove":
            saved.remove(args.user, saved.named(args.user, args.name).number)
        case do:
            chosen = [saved.named(args.user, args.name)] if args.name else saved.of(args.user)
            engine, by_standby = index(home), False
            try:
                for one in chosen:
                    new = saved.new_since(engine, one, one.seen, saved.settled())
                    _print(one, new, listed=do == "new")
                    by_standby = by_standby or new.by_standby
                    if args.seen and do == "new":
                        saved.mark_seen(args.user, one.number, new.up_to)
            finally:
                engine.close()
            if by_standby:
                warn(f"{standby.sentence()}，先不标为已看")
    return 0


def _conditions(args: Args) -> "Conditions":
    from archive.ledger.saved import Conditions

    query = asked.asked(args, "newest")
    return Conditions(
        outlet=query.outlets,
        level=tuple(level.value for level in query.levels),
        unit=query.units,
        topic=query.topics,
        since=query.since,
        until=query.until,
    )


def _print(one: "Saved", new: "New | None" = None, listed: bool = False) -> None:
    told: dict[str, Any] = {"name": one.name, "query": one.words, "conditions": one.conditions.as_json(), "alert": one.alert}
    if new is not None:
        told |= {"new": new.total} | ({"fault": new.fault} if new.fault else {}) | ({"ids": new.ids} if listed else {})
    row(told)
