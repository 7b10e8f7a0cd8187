"""Closing a period: counted once, stored with everything it was counted from, and never changed afterwards."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from model.calendar import Calendar
from model.outcome import UsageError, UserError
from model.settings import PLAIN, ReportSettings
from model.snapshot import Snapshot
from model.table import Report, Section, Table
from reports.build import count_all
from reports.differences import differences
from reports.formats.json import render
from reports.period import DUE, LOCAL, Period
from reports.scope import WHOLE, Scope
from reports.statistics.printed import figures_of
from reports.statistics.wording import joined

PATIENCE = timedelta(hours=4)  # that a report waits for crawls
POLL = 10.0  # seconds between two looks at whether they are over
LATEST = 99  # revisions
HEADING = "更正对照表"


def due(period: Period) -> datetime:
    """When a period may be closed: the crawls of the morning after it are over."""
    return datetime.combine(period.until + timedelta(days=1), DUE, LOCAL)


def awaited(period: Period, now: datetime) -> list[str]:
    """The outlets whose crawls, begun before it was due, a period still waits for, for PATIENCE at most; then it is closed with the gap noted."""
    from archive.ledger import runs  # needs a connected Django

    return runs.running(now, due(period)) if due(period) <= now < due(period) + PATIENCE else []


def wait(period: Period, tell: Callable[[str], None], now: Callable[[], datetime], sleep: Callable[[float], None]) -> None:
    """Returns when no crawl has to be waited for; `tell` gets one sentence where one has."""
    if names := awaited(period, now()):
        tell(f"{period.name}等采集结束再定稿，最晚等到{due(period) + PATIENCE:%Y-%m-%d %H:%M}；正在采集：{joined(names)}")
    while awaited(period, now()):
        sleep(POLL)


def closed(period: Period, scope: Scope = WHOLE, revision: int = 0) -> Snapshot | None:
    """The closed report from the connected ledger; `revision` 0: the last one."""
    from archive.ledger import snapshots  # needs a connected Django

    return snapshots.find(period.kind, period.id, scope.id, revision)


def close(period: Period, scope: Scope = WHOLE, now: datetime | None = None, settings: ReportSettings = PLAIN, calendar: Calendar | None = None) -> Snapshot:
    """The closed report; counted and stored if there is none yet. Two processes that close at once get the same one.

    Errors: UsageError before the period is due.
    """
    now = now or datetime.now(LOCAL)
    if now < due(period):
        raise UsageError(f"{period.name}要到{due(period):%Y-%m-%d %H:%M}才能定稿：现在只能预览")
    return closed(period, scope) or _store(period, scope, now, 1, settings=settings, calendar=calendar)


def reissue(
    period: Period, scope: Scope, reason: str, by: str, now: datetime | None = None, *, settings: ReportSettings = PLAIN, calendar: Calendar | None = None
) -> Snapshot:
    """The next revision, counted anew, with a table of what differs from the last one.

    Errors: UsageError without a reason, a person, or a closed report; UserError when somebody else issued it meanwhile.
    """
    if not reason.strip() or not by.strip():
        raise UsageError("重新印发须写明理由和经办人")
    before = closed(period, scope)
    if before is None:
        raise UsageError(f"{period.name}还没有定稿，不能重新印发")
    if before.revision >= LATEST:
        raise UsageError(f"{period.name}已有 {LATEST} 版，不能再重新印发")
    return _store(
        period,
        scope,
        now or datetime.now(LOCAL),
        before.revision + 1,
        settings=settings,
        calendar=calendar,
        before=before,
        reason=reason.strip(),
        by=by.strip(),
    )


def _store(
    period: Period,
    scope: Scope,
    now: datetime,
    revision: int,
    *,
    settings: ReportSettings,
    calendar: Calendar | None,
    before: Snapshot | None = None,
    reason: str = "",
    by: str = "",
) -> Snapshot:
    from archive.ledger import snapshots  # needs a connected Django

    built = count_all(period, now, scope, settings, calendar)
    report = replace(built.report, id=f"{built.report.id}-r{revision}", revision=revision, reason=reason, by=by)
    if before is not None:
        report = replace(report, annexes=(*report.annexes, _told(before, report)))
    content = render(report)
    snapshot = Snapshot(
        kind=period.kind,
        period=period.id,
        scope=scope.id,
        revision=revision,
        since=period.since,
        until=period.until,
        cutoff=report.cutoff,
        frozen=now,
        last=built.basis.newest,
        digest=sha256(content).hexdigest(),
        content=content,
        figures=figures_of(built.basis, built.places),
        reason=reason,
        by=by,
        counted=tuple(article.id for article in report.articles),
        late=tuple(one.id for one in built.basis.late),
        corrected=tuple(one.id for one in built.basis.corrected),
    )
    if snapshots.store(snapshot):
        return snapshot
    there = closed(period, scope, revision)
    assert there is not None  # store() said so
    if revision > 1:
        raise UserError(f"{period.name}第{revision}版刚刚由{there.by or '他人'}印发，理由：{there.reason}；请看过以后再决定是否重新印发")
    return there


def _told(before: Snapshot, report: Report) -> Section:
    table: Table = differences(json.loads(before.content)["indicators"], report.indicators)
    when = f"{before.frozen.astimezone(LOCAL):%Y-%m-%d %H:%M}定稿"
    words = f"本版为第{report.revision}版，替代第{before.revision}版（{when}）。理由：{report.reason}。经办：{report.by}。"
    return Section(HEADING, (words, table) if table.rows else (words, "各项数字没有变化。"))
