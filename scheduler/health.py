"""When a source needs a person: judged by what the ledger knows of it, and by nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from model.health import Alarm, AlarmKind, ListOutcome, ListSign, PageSign, RunSign, Signs

LISTS = (AlarmKind.BLOCKED, AlarmKind.SCRIPT, AlarmKind.UNREADABLE, AlarmKind.EMPTY)  # each tells of lists with the outcome of its name
IN_A_ROW = 3  # failed runs; fewer may be a bad night of the server
EMPTY = 2  # runs in a row in which a list that had rows had none
LATEST = 20  # articles compared with those before them
BEFORE = 20  # articles before them that there must be at least
MISSING, HAD = 0.8, 0.3  # shares without a field, of the latest and of those before
UNREAD, READ = 0.5, 0.2  # shares of pages that could not be read
ENOUGH = 5  # pages
DEAD = timedelta(days=30)  # without a new entry
RECENT = timedelta(days=7)


def alarms(signs: Iterable[Signs], now: datetime) -> list[Alarm]:
    """What a person should look at, of all these sources."""
    return [alarm for one in signs for alarm in judge(one, now)]


def judge(signs: Signs, now: datetime) -> Iterator[Alarm]:
    """The alarms of one source; the cause in place of what follows from it."""
    lists = list(_lists(signs, now))
    yield from lists
    cause = any(alarm.kind in LISTS for alarm in lists)
    failing = None if cause else _failing(signs)
    if failing:
        yield failing
    yield from _drift(signs, now)
    dead = any(alarm.kind is AlarmKind.DEAD for alarm in lists)
    if not cause and not failing and not dead:
        yield from _silent(signs, now)


def _lists(signs: Signs, now: datetime) -> Iterator[Alarm]:
    for kind in LISTS:
        if bad := [one for one in signs.lists if one.outcome.value == kind.value and (kind is not AlarmKind.EMPTY or _was_filled(one))]:
            first, *others = bad
            seen = f"{first.url} 从前有 {first.rows} 条，现在{first.outcome.label}" if first.rows else f"{first.url} {first.outcome.label}"
            seen += f"，另有 {len(others)} 处列表也是。" if others else "。"
            yield Alarm(kind=kind, subject=signs.source, name=signs.name, since=min(one.since for one in bad), seen=seen, advice=ADVICE[kind])
    if dead := [one for one in signs.lists if _is_dead(one, now)]:
        seen = f"{dead[0].url} 最新一条是 {dead[0].newest:%Y-%m-%d} 的" + (f"，另有 {len(dead) - 1} 处列表也很久没有新的。" if len(dead) > 1 else "。")
        since = min(one.newest for one in dead if one.newest)
        yield Alarm(kind=AlarmKind.DEAD, subject=signs.source, name=signs.name, since=since, seen=seen, advice=ADVICE[AlarmKind.DEAD])
    changed = [one for one in signs.lists if one.template_since and now - one.template_since < RECENT and one.outcome is ListOutcome.ROWS]
    if changed:
        seen = f"{changed[0].url} 的版式变了，目前还读得出条目。"
        since = min(one.template_since for one in changed if one.template_since)
        yield Alarm(kind=AlarmKind.TEMPLATE, subject=signs.source, name=signs.name, since=since, seen=seen, advice=ADVICE[AlarmKind.TEMPLATE])


def _was_filled(one: ListSign) -> bool:
    return one.rows > 0 and one.times >= EMPTY


def _is_dead(one: ListSign, now: datetime) -> bool:
    """From the first look on: it may have been dead long before somebody registered it."""
    return one.outcome in (ListOutcome.ROWS, ListOutcome.UNCHANGED) and one.newest is not None and now - one.newest > DEAD


def _failing(signs: Signs) -> Alarm | None:
    failed: list[RunSign] = []
    for run in signs.runs:
        if not run.error:
            break
        failed.append(run)
    if len(failed) < IN_A_ROW:
        return None
    seen = f"最近 {len(failed)}{' 次以上' if len(failed) == len(signs.runs) else ' 次'}采集都没有成功：{failed[0].error}。"
    return Alarm(kind=AlarmKind.FAILING, subject=signs.source, name=signs.name, since=failed[-1].started, seen=seen, advice=ADVICE[AlarmKind.FAILING])


def _drift(signs: Signs, now: datetime) -> Iterator[Alarm]:
    said = [sentence for sentence in (_unread(signs.runs), *_fields(signs.pages)) if sentence]
    if said:
        since = signs.runs[0].started if signs.runs else now
        yield Alarm(kind=AlarmKind.DRIFT, subject=signs.source, name=signs.name, since=since, seen="；".join(said) + "。", advice=ADVICE[AlarmKind.DRIFT])


def _unread(runs: Sequence[RunSign]) -> str:
    """Pages that came and could not be read any more: no title, no body."""
    latest, before = runs[:IN_A_ROW], runs[IN_A_ROW:]
    pages, unread = _pages(latest), sum(run.unreadable for run in latest)
    if pages < ENOUGH or unread <= pages * UNREAD:
        return ""
    if sum(run.unreadable for run in before) > _pages(before) * READ:
        return ""  # it always was so
    return f"最近 {pages} 页里有 {unread} 页读不出标题或正文"


def _pages(runs: Iterable[RunSign]) -> int:
    return sum(run.kept + run.rejected + run.unreadable for run in runs)


def _fields(pages: Sequence[PageSign]) -> Iterator[str]:
    latest, before = pages[:LATEST], pages[LATEST:]
    if len(latest) < LATEST or len(before) < BEFORE:
        return
    for name, lacks in (("刊发时间", lambda page: not page.dated), ("来源", lambda page: not page.origin)):
        now_missing, then_missing = sum(map(lacks, latest)), sum(map(lacks, before))
        if now_missing >= MISSING * len(latest) and then_missing <= HAD * len(before):
            yield f"最近 {len(latest)} 篇里有 {now_missing} 篇没有读到{name}，从前大多有"


def _silent(signs: Signs, now: datetime) -> Iterator[Alarm]:
    if not signs.expected or not signs.first or signs.fetched >= signs.expected:
        return
    window = timedelta(days=signs.window)
    if now - signs.first < window or not any(now - run.started < window for run in signs.runs):
        return  # too young to be compared; or not collected at all, which is another matter
    since = max((run.started for run in signs.runs if run.fetched), default=signs.first)
    seen = f"最近 {signs.window} 天新文章 {signs.fetched} 篇，平常至少 {signs.expected} 篇。"
    yield Alarm(kind=AlarmKind.SILENT, subject=signs.source, name=signs.name, since=since, seen=seen, advice=ADVICE[AlarmKind.SILENT])


ADVICE = {
    AlarmKind.BLOCKED: "请用浏览器打开这个地址；若要验证或登录，改用订阅、导出或手工录入，或把 schedule 改得稀一些。",
    AlarmKind.SCRIPT: "网站大概改版了：请找它的数据接口或订阅，改采集源的 discover；改好前可手工录入。",
    AlarmKind.UNREADABLE: "请打开这个文件看看；工作簿用 Excel 或 WPS 另存为不带密码的 .xlsx 或 .csv，放回原处。",
    AlarmKind.EMPTY: "请用浏览器打开这个地址；栏目若已搬走，改采集源的 discover 里的 url 或 links。",
    AlarmKind.DEAD: "栏目或订阅大概停了：请找它现在的地址，改采集源的 discover；确实停办的，停用这个采集源。",
    AlarmKind.FAILING: "请用浏览器打开它的列表；网站若已搬迁，改采集源的 discover；对方恢复以后自动补采。",
    AlarmKind.DRIFT: "页面大概改版了：打开最近一篇核对，在采集源的 page 里加一行选择器，再用 jianbao reread 重读。",
    AlarmKind.TEMPLATE: "请核对最近几篇读得是否完整；没有问题就不必理会，7 天后自动消失。",
    AlarmKind.SILENT: "请看它的列表是否真的没有新文章；节奏若变了，改采集源的 expect。",
}
