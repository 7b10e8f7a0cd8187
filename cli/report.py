"""jianbao report: a period's figures, its files, and what stands behind a figure."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser
from cli.home import Home, opened
from cli.output import row
from cli.wiring import connect, warn
from model.delivery import Occasion
from model.outcome import UsageError, UserError

if TYPE_CHECKING:
    from model.calendar import Calendar
    from model.settings import ReportSettings
    from model.table import Report
    from reports.files import Edit
    from reports.period import Period
    from reports.scope import Scope

LAST_MONTH = "last-month"
KINDS = ("full", "ranking", "information", "media")


def arguments(parser: Parser) -> None:
    parser.add_argument("period", metavar="时期", help=f"2026-10、2026-Q3、2026-H1、2026、2026-10-01..2026-10-15，或 {LAST_MONTH}（上月）")
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--unit", metavar="单位", help="只报一个单位（连同下级），写编号或名称")
    scope.add_argument("--topic", metavar="专题", help="只报一个专题，写编号或名称")
    parser.add_argument("--format", action="append", default=[], metavar="格式", help="可多次；省略为全部")
    parser.add_argument("--folder", metavar="目录", help="文件写到哪里（默认数据目录下的 reports/时期/）")
    parser.add_argument("--deliver", action="store_true", help="写好文件后发给设置里要收报告的通道；同一版只发一次")
    parser.add_argument("--json", action="store_true", help="只把数据以 JSON 输出到标准输出，不写文件，也不定稿")
    parser.add_argument(
        "--kind", choices=KINDS, default="full", help="full 全文（默认）、ranking 得分排名通报、information 政务信息采用情况通报、media 媒体报道和舆情情况通报"
    )
    parser.add_argument("--summary", action="store_true", help="只把年度总结用的一段话写到标准输出，任何时期都行")
    parser.add_argument("--number", default="", metavar="文号", help="发文字号，例如 云民办〔2026〕11号；不写则留空")
    parser.add_argument("--issue", type=int, metavar="期", help="简报的第几期")
    parser.add_argument("--whole-issue", type=int, metavar="总期", help="简报的总第几期")
    parser.add_argument("--mask", action="store_true", help="网页里的人名只印姓（周×），供公开发布")
    parser.add_argument("--explain", metavar="指标", help="列出一个数字背后的稿件，例如 total、by_level:中央、by_unit:单位名称:首发")
    parser.add_argument("--preview", action="store_true", help="只写预览文件，不定稿")
    parser.add_argument("--revision", type=int, default=0, metavar="版", help="已定稿的第几版（默认最后一版）")
    parser.add_argument("--reissue", action="store_true", help="重新印发：按现有数据出新的一版，附更正前后对照；须写 --reason 和 --by")
    parser.add_argument("--reason", default="", metavar="理由", help="为什么重新印发")
    parser.add_argument("--by", default="", metavar="姓名", help="谁重新印发")


def run(args: Args) -> int:
    from reports.files import FORMATS, write_snapshot
    from reports.period import Period

    unknown = [name for name in args.format if name not in FORMATS]
    if unknown:
        raise UsageError(f"--format 的值 {unknown[0]} 不对，可用：{'、'.join(FORMATS)}")
    _together(args)
    period = Period.last_month() if args.period == LAST_MONTH else Period.of(args.period)
    home = opened(args.home)
    connect(home)
    scope = _scope(args)
    if args.reissue:
        from reports.closing import reissue

        reissue(period, scope, args.reason, args.by, settings=home.settings().report, calendar=_calendar(home))
    if args.json:
        row(_parsed(_content(home, period, scope, args.revision, close=False)))
    elif args.explain:
        _explain(_content(home, period, scope, args.revision, close=False), args.explain)
    elif args.summary:
        _summarise(_content(home, period, scope, args.revision, close=False))
    else:
        content = _content(home, period, scope, args.revision, close=not args.preview)
        folder, shape = Path(args.folder) if args.folder else _folder(home, period, scope), home.settings().report
        paths = write_snapshot(content, folder, args.format or FORMATS, _fonts(home), edit=_edit(args), archival=shape.archival, mask=shape.mask or args.mask)
        for path in paths:
            print(path)
        if args.deliver:
            _deliver(home, content, paths)
    return 0


def _together(args: Args) -> None:
    """Options that contradict each other. Errors: UsageError."""
    if (args.reason or args.by) and not args.reissue:
        raise UsageError("--reason 和 --by 只与 --reissue 同用")
    if args.reissue and (args.preview or args.revision or not args.reason.strip() or not args.by.strip()):
        raise UsageError("--reissue 须写明 --reason 理由 和 --by 姓名，不能与 --preview、--revision 同用")
    if args.revision < 0 or (args.revision and args.preview):
        raise UsageError("--revision 应为 1 以上的整数，不能与 --preview 同用")
    if sum(bool(value) for value in (args.json, args.explain, args.summary)) > 1:
        raise UsageError("--json、--explain、--summary 一次只能用一个")
    for name, value in (("--issue", args.issue), ("--whole-issue", args.whole_issue)):
        if value is not None and value < 1:
            raise UsageError(f"{name} 的值 {value} 不对，应为 1 以上的整数")


def _scope(args: Args) -> "Scope":
    from reports.scope import WHOLE, topic_scope, unit_scope

    if args.unit:
        return unit_scope(args.unit)
    return topic_scope(args.topic) if args.topic else WHOLE


def _edit(args: Args) -> "Edit":
    """The kind of document asked for, with what a person typed for its head."""
    from reports.excerpts import edited

    return edited(args.kind, args.number, args.issue, args.whole_issue)


def _summarise(content: bytes) -> None:
    from reports.formats.reading import read
    from reports.summary import paragraph

    print(paragraph(read(content)))


def _content(home: Home, period: "Period", scope: "Scope", revision: int, *, close: bool) -> bytes:
    """The report as JSON: as it was closed, else counted now; with `close` it is closed, once it is due."""
    from reports import closing
    from reports.formats.json import render
    from reports.period import LOCAL

    snapshot = closing.closed(period, scope, revision)
    if revision and snapshot is None:
        raise UsageError(f"{period.name}没有第 {revision} 版")
    if snapshot is None and close and datetime.now(LOCAL) >= closing.due(period):
        closing.wait(period, warn, lambda: datetime.now(LOCAL), sleep)
        snapshot = closing.close(period, scope, settings=home.settings().report, calendar=_calendar(home))
    if snapshot is not None:
        warn(f"{period.name}已定稿：第 {snapshot.revision} 版，{snapshot.frozen.astimezone(LOCAL):%Y-%m-%d %H:%M}")
        return snapshot.content
    return render(build(period, scope, home.settings().report, _calendar(home)))


def _parsed(content: bytes) -> object:
    import json

    return json.loads(content)


def _folder(home: Home, period: "Period", scope: "Scope") -> Path:
    return home.reports / f"{period.id}{scope.suffix}"


def _deliver(home: Home, content: bytes, paths: Sequence[Path]) -> None:
    """Writes down whom the report is sent to; `jianbao deliver` sends it. What people read goes along, the data do not."""
    from archive.ledger import deliveries
    from reports.formats.reading import read
    from scheduler.delivery import messages

    report = read(content)
    if not report.revision:
        raise UserError(f"{report.name}还没有定稿，预览不发送")
    files = [os.path.relpath(path, home.folder) for path in paths if path.suffix in (".docx", ".xlsx", ".pdf")]
    to = home.settings().deliver.targets(Occasion.REPORT)
    new = deliveries.post(messages.report(report, files), to, datetime.now(UTC)) if to else 0
    warn(f"{new} 位收件人待发" if to else "设置里没有要收报告的通道，没有发送")


def _fonts(home: Home) -> tuple[Path, ...]:
    """Where the office puts its own fonts."""
    return (home.folder / "fonts",)


def _calendar(home: Home) -> "Calendar":
    """With the years that the office put in."""
    from reports.calendars import calendar

    return calendar(home.folder / "calendars")


def _explain(content: bytes, key: str) -> None:
    """The rule of a figure in words, then its articles, a line each."""
    from reports.explain import explain

    explained = explain(content, key)
    row({"key": key, "figure": explained.figure, "rule": explained.rule, "articles": len(explained.articles)})
    for article in explained.articles:
        row(article)


def build(period: "Period", scope: "Scope", settings: "ReportSettings", calendar: "Calendar") -> "Report":
    from reports.build import build as count

    report = count(period, scope=scope, settings=settings, calendar=calendar)
    warn(f"{report.name}：刊发 {report.indicators['total']} 篇（首发 {report.indicators['first']}、转载 {report.indicators['reprint']}）")
    return report


def write(home: Home, period: "Period") -> list[Path]:
    """Closes a month that is over and writes its files; each appears whole or not at all."""
    from reports.files import write_snapshot
    from reports.scope import WHOLE

    shape = home.settings().report
    content, folder = _content(home, period, WHOLE, 0, close=True), _folder(home, period, WHOLE)
    return write_snapshot(content, folder, fonts=_fonts(home), archival=shape.archival, mask=shape.mask)
