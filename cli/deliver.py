"""jianbao deliver: sends what waits, and what becomes of it."""

import os
import socket
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser
from cli.home import Home, opened
from cli.output import row
from cli.wiring import connect, warn
from model.delivery import Channel, Delivery, DeliveryState, Message, Occasion
from model.outcome import UsageError

if TYPE_CHECKING:
    from archive.ledger.arrivals import Arrivals
    from scheduler.delivery.work import Work

DIGESTS = (Occasion.DAILY.value, Occasion.WEEKLY.value)
FIRST = {Occasion.DAILY: timedelta(days=1), Occasion.WEEKLY: timedelta(days=7)}  # what a first digest looks back


def arguments(parser: Parser) -> None:
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--list", action="store_true", help="列出最近 30 天的发送，待人处理的在前")
    does.add_argument("--digest", choices=DIGESTS, help="编出各通道的每日或每周摘报，再发送")
    does.add_argument("--test", metavar="通道", help="给这个通道发一条试发消息")
    does.add_argument("--again", nargs="+", metavar="编号", help="再发一次：发送的编号，或通道名（它的全部未送出的）")
    does.add_argument("--done", nargs="+", metavar="编号", help="已经送到或不必再发：发送的编号，或通道名")


def run(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    now = datetime.now(UTC)
    if args.list:
        return list_all(now)
    if args.done:
        return settled(args.done, now)
    if args.test:
        return tested(home, args.test, now)
    if args.again:
        resent(args.again, now)
    if args.digest:
        digests(home, Occasion(args.digest), now)
    send(home)
    return 0


def send(home: Home) -> list[DeliveryState]:
    """Sends what is due; a row for each attempt. What fails is in the ledger and tried again: that is no failure of this command."""
    states = []
    for attempt in work(home).run():
        states.append(attempt.state)
        row({**shown(attempt.delivery), "state": attempt.state, "error": attempt.error})
    return states


def work(home: Home) -> "Work":
    from scheduler.delivery.work import Work

    return Work(home.settings().deliver, home.folder, lambda: datetime.now(UTC), f"{socket.gethostname()}:{os.getpid()}")


def list_all(now: datetime) -> int:
    from archive.ledger import deliveries

    for one in deliveries.recent(now - timedelta(days=30)):
        moments = {"tries": one.tries, "not_before": one.not_before, "begun": one.begun, "sent": one.sent}
        row({**shown(one), "state": one.state, **moments, "error": one.error, "answer": one.answer})
    return 0


def shown(one: Delivery) -> dict[str, object]:
    return {"number": one.number, "message": one.message.key, "subject": one.message.subject, "channel": one.channel, "recipient": one.recipient}


def tested(home: Home, name: str, now: datetime) -> int:
    from archive.ledger import deliveries

    channel = next((one for one in home.settings().deliver.channels if one.id == name), None)
    if channel is None:
        raise UsageError(f"设置 deliver.channels 里没有通道 {name}")
    key = f"test {name} {now.isoformat()}"
    text = "这是一条试发消息。收到它，说明这个通道可以用。"
    deliveries.post(Message(key=key, occasion=Occasion.TEST, subject="剪报试发", text=text, link="/"), channel.targets, now)
    states = send(home)
    return 0 if states and all(state is DeliveryState.SENT for state in states) else 1


def numbers(names: list[str]) -> list[int]:
    """Numbers of deliveries; a channel stands for all of its own that a person has to decide."""
    from archive.ledger import deliveries

    stuck = deliveries.stuck()
    found: list[int] = []
    for name in names:
        of_channel = [one.number for one in stuck if one.channel == name]
        if not name.isdigit() and not of_channel:
            raise UsageError(f"没有编号为 {name} 的发送，也没有这个通道未送出的；运行 jianbao deliver --list 查看")
        found += [int(name)] if name.isdigit() else of_channel
    return found


def settled(names: list[str], now: datetime) -> int:
    from archive.ledger import deliveries

    count = deliveries.settle(numbers(names), "命令行", now)
    warn(f"{count} 条不再发送")
    return 0 if count else 1


def resent(names: list[str], now: datetime) -> None:
    from archive.ledger import deliveries

    warn(f"{deliveries.again(numbers(names), now)} 条重新发送")


def digests(home: Home, occasion: Occasion, now: datetime) -> None:
    """Writes a digest for each channel that wants one; the next goes on where it ended."""
    from archive.ledger import arrivals, deliveries
    from scheduler.delivery import messages

    for channel in home.settings().deliver.wanting(occasion):
        name = f"{occasion} {channel.id}"
        after, since = deliveries.told(name) or (arrivals.number_at(now - FIRST[occasion]), now - FIRST[occasion])
        found, last = came_in(home, channel, after)
        wanted = found.total or channel.even_empty
        message = messages.digest(occasion, channel, found, (since, now), last) if wanted else None
        deliveries.tell(name, last, message, channel.targets, now)


def came_in(home: Home, channel: Channel, after: int) -> "tuple[Arrivals, int]":
    """What a digest tells, and the number up to which it tells it."""
    from archive.index.language import parse
    from archive.ledger import arrivals, pending, snapshots
    from archive.ledger.lookup import resolve
    from cli.wiring import index
    from model.query import Query
    from scheduler.delivery.messages import TITLES

    last = snapshots.newest()
    if not channel.query:
        return arrivals.arrived(after, last, TITLES), last
    if waiting := pending.first_waiting():  # what the index does not know yet is left to the next digest
        last = max(after, waiting - 1)
    engine = index(home, backed=False)  # what was told is not told again: nothing may be missing
    try:
        found = list(engine.stream(Query(words=parse(channel.query, resolve), arrived=(after + 1, last)))) if last > after else []
    finally:
        engine.close()
    return arrivals.arrived(after, last, TITLES, found), last


def saved_searches(home: Home, now: datetime) -> None:
    """Tells what came in for the saved searches whose owners want to know. What cannot be asked now is asked after the next crawl."""
    from archive.index.interface import IndexUnavailable
    from archive.ledger import browsing, deliveries, saved
    from cli.wiring import index
    from scheduler.delivery import messages

    channels = home.settings().deliver.wanting(Occasion.SEARCH)
    if not channels:
        return
    engine = index(home, backed=False)
    try:
        found = list(saved.alerts(engine))
        owners = saved.recipients(found)
        for new in found:
            to = [target for channel in channels for target in channel.targets_with(owners.get(new.saved.number, ""))]
            deliveries.tell_saved(new, messages.found(new, browsing.rows(new.ids[: messages.TITLES], bodies=False)), to, now)
    except IndexUnavailable as error:
        warn(f"订阅的检索这次没有查：{error}")
    finally:
        engine.close()
