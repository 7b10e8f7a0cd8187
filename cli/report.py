"""jianbao report: a month's figures and files."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser
from cli.home import Home, opened
from cli.output import row
from cli.wiring import connect, warn
from model.outcome import UsageError

if TYPE_CHECKING:
    from model.table import Report
    from reports.period import Period

FORMATS = ("docx", "pdf", "xlsx", "html", "csv", "json")
LAST_MONTH = "last-month"


def arguments(parser: Parser) -> None:
    parser.add_argument("month", metavar="月份", help=f"例如 2026-10，或 {LAST_MONTH}（上月）")
    parser.add_argument("--format", action="append", default=[], metavar="格式", help=f"{'、'.join(FORMATS)}，可多次；省略为全部")
    parser.add_argument("--folder", metavar="目录", help="文件写到哪里（默认数据目录下的 reports/月份/）")
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
    for path in write(home, report, args.format or FORMATS, Path(args.folder) if args.folder else None):
        print(path)
    return 0


def build(period: "Period") -> "Report":
    from reports.build import build as count

    report = count(period)
    warn(f"{report.name}：刊发 {report.indicators['total']} 篇（首发 {report.indicators['first']}、转载 {report.indicators['reprint']}）")
    return report


def write(home: Home, report: "Report", formats: tuple[str, ...] | list[str] = FORMATS, folder: Path | None = None) -> list[Path]:
    """Writes the report's files; each appears whole or not at all."""
    from reports.files import write as write_files

    return write_files(report, folder or home.reports / report.id.removeprefix("MR-"), formats)
