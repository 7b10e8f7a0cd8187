"""jianbao export: everything that a search finds, in a file."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from cli import asked
from cli.arguments import Args, Parser
from cli.home import opened
from cli.progress import Progress
from cli.wiring import connect, index, warn
from model.outcome import UsageError, UserError

if TYPE_CHECKING:
    from archive.ledger.browsing import Row

FORMATS = ("xlsx", "csv", "jsonl")


def arguments(parser: Parser) -> None:
    asked.arguments(parser)
    parser.add_argument("--format", choices=FORMATS, required=True, help="文件格式")
    parser.add_argument("--output", metavar="文件", help="写到这个文件（默认写到标准输出）")
    parser.add_argument("--body", action="store_true", help="表格里也列正文（jsonl 总有正文）")


def run(args: Args) -> int:
    if args.output is None and args.format == "xlsx" and sys.stdout.isatty():
        raise UsageError("xlsx 不能显示在终端里：请用 --output 指明文件")
    asked.check(args)
    home = opened(args.home)
    connect(home)
    from archive.ledger import pending
    from reports import listing

    query = asked.asked(args, "newest")
    with_text = args.body or args.format == "jsonl"
    engine = index(home)
    try:
        hits = engine.find(query, limit=0)
        with Progress("导出", hits.total if hits.stories is None else hits.stories) as progress, _target(args.output) as file:
            found = _counted(listing.articles(engine.stream(query), bodies=with_text), progress)
            written = listing.FORMATS[args.format](found, file, with_text)
    finally:
        engine.close()
    warn(f"已导出 {written} 篇")
    if waiting := pending.waiting():
        warn(f"另有 {waiting} 篇新到或改过的文章还没有进索引，不在其中")
    return 0


def _counted(found: "Iterator[Row]", progress: Progress) -> "Iterator[Row]":
    for number, row in enumerate(found, 1):
        yield row
        progress.at(number)


@contextmanager
def _target(path: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there whole or not at all. Errors: UserError naming the file."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    final = Path(path)
    try:
        with NamedTemporaryFile(dir=final.parent, prefix=f".{final.name}.", delete=False) as file:
            try:
                yield file  # type: ignore[misc]
                file.flush()
                os.fsync(file.fileno())
                os.chmod(file.name, 0o644)  # temporary files are closed to everyone else
                os.replace(file.name, final)
            except BaseException:
                with suppress(FileNotFoundError):
                    os.unlink(file.name)
                raise
    except OSError as error:
        raise UserError(f"{path} 写不进去（{error.strerror or error}）：请检查文件夹、权限和磁盘空间") from error
