"""jianbao report: a month's figures and files."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser
from cli.home import Home, opened
from cli.output import row
from cli.wiring import connect, warn
from model.delivery import Occasion
from model.outcome import UsageError, UserError

if TYPE_CHECKING:
    from model.table import Report
    from reports.period import Period

FORMATS = ("docx", "pdf", "xlsx", "html", "csv", "json")
LAST_MONTH = "last-month"


def arguments(parser: Parser) -> None:
    parser.add_argument("month", metavar="月份", help=f"例如 2026-10，或 {LAST_MONTH}（上月）")
    parser.add_argument("--format", action="append", default=[], metavar="格式", help=f"{'、'.join(FORMATS)}，可多次；省略为全部")
    parser.add_argument("--folder", metavar="目录", help="文件写到哪里（默认数据目录下的 reports/月份/）")
    parser.add_argument("--deliver", action="store_true", help="写好文件后发给设置里要收报告的通道；同一版只发一次")
    parser.add_argument("--json", action="store_true", help="只把数据以 JSON 输出到标准输出，不写文件")


def run(args: Args) -> int:
    from reports.period import Period

    unknown = [name for name in args.format if name not in FORMATS]
    if unknown:
        raise UsageError(f"--format 的值 {unknown[0]} 不对，可用：{'、'.join(FORMATS)}")
    period = Period.last_month() if args.month == LAST_MONTH else Period.month(args.month)
    home = opened(args.home)
    connect(home)
    report = build(period)
    if args.json:
        from reports.formats.json import as_json

        row(as_json(report))
        return 0
    paths = write(home, report, args.format or FORMATS, Path(args.folder) if args.folder else None)
    for path in paths:
        print(path)
    if args.deliver:
        deliver(home, report, paths)
    return 0


def build(period: "Period") -> "Report":
    from reports.build import build as count

    report = count(period)
    warn(f"{report.name}：刊发 {report.indicators['total']} 篇（首发 {report.indicators['first']}、转载 {report.indicators['reprint']}）")
    return report


def deliver(home: Home, report: "Report", paths: Sequence[Path]) -> None:
    """Writes down whom the report is sent to; `jianbao deliver` sends it. What people read goes along, the data do not."""
    from archive.ledger import deliveries
    from scheduler.delivery import messages

    if report.preview:
        raise UserError(f"{report.name}还没有结束，预览不发送")
    files = [os.path.relpath(path, home.folder) for path in paths if path.suffix in (".docx", ".xlsx", ".pdf")]
    to = home.settings().deliver.targets(Occasion.REPORT)
    new = deliveries.post(messages.report(report, files), to, datetime.now(UTC)) if to else 0
    warn(f"{new} 位收件人待发" if to else "设置里没有要收报告的通道，没有发送")


def write(home: Home, report: "Report", formats: tuple[str, ...] | list[str] = FORMATS, folder: Path | None = None) -> list[Path]:
    """Writes the report's files; each appears whole or not at all."""
    from reports.files import write as write_files

    return write_files(report, folder or home.reports / report.id.removeprefix("MR-"), formats)
