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

LISTS = ("xlsx", "csv", "jsonl")
BOOKS = ("docx", "pdf")  # 剪报册
FORMATS = (*LISTS, *BOOKS)


def arguments(parser: Parser) -> None:
    asked.arguments(parser)
    parser.add_argument("--format", choices=FORMATS, required=True, help="文件格式；docx、pdf 是剪报册")
    parser.add_argument("--output", metavar="文件", help="写到这个文件（默认写到标准输出）")
    parser.add_argument("--title", default="新闻宣传剪报", metavar="题名", help="剪报册封面上的题名（默认“新闻宣传剪报”）")
    parser.add_argument("--ids", metavar="文件", help="不检索，只取文件里列出的文章：每行一个编号，按其次序")
    parser.add_argument("--body", action="store_true", help="表格里也列正文（jsonl 总有正文）")


def run(args: Args) -> int:
    if args.output is None and args.format not in ("csv", "jsonl") and sys.stdout.isatty():
        raise UsageError(f"{args.format} 不能显示在终端里：请用 --output 指明文件")
    asked.check(args)
    home = opened(args.home)
    connect(home)
    from archive.index.standby import FromStandby
    from archive.ledger import pending, standby
    from reports import listing

    query = asked.asked(args, "newest")
    with_text = args.body or args.format not in ("csv", "xlsx")
    engine = index(home)
    try:
        chosen = _listed(args.ids) if args.ids else None
        hits = engine.find(query, limit=0)
        ids = engine.stream(query) if chosen is None else iter(chosen)
        number = len(chosen) if chosen is not None else hits.total if hits.stories is None else hits.stories
        with Progress("导出", number) as progress, _target(args.output) as file:
            found = _counted(listing.articles(ids, bodies=with_text), progress)
            if args.format in BOOKS:
                _book(found, file, args)
            else:
                listing.write(args.format, found, file, with_text)
    finally:
        engine.close()
    warn(f"已导出 {progress.done} 篇")
    if chosen is not None and progress.done < len(chosen):
        warn(f"{args.ids} 里有 {len(chosen) - progress.done} 个编号在登记簿里没有")
    if isinstance(ids, FromStandby):
        warn(standby.sentence())
    elif waiting := pending.waiting():
        warn(f"另有 {waiting} 篇新到或改过的文章还没有进索引，不在其中")
    return 0


def _book(found: "Iterator[Row]", file: BinaryIO, args: Args) -> None:
    from datetime import UTC, datetime

    from archive.ledger import browsing, lists
    from reports import clippings
    from reports.listing import CHUNK

    rows = list(found)
    root = lists.bureau()
    ids = [row.id for row in rows]
    captures = {key: capture for at in range(0, len(ids), CHUNK) for key, capture in browsing.captures_of(ids[at : at + CHUNK]).items()}
    file.write(clippings.write(clippings.book(rows, captures, args.title, root.name if root else "本单位", datetime.now(UTC)), args.format))


def _listed(path: str) -> list[str]:
    """The ids of a file, a line each, each once. Errors: UserError naming the file."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} 读不出来（{getattr(error, 'strerror', '') or '不是 UTF-8 文本'}）：应为文本文件，每行一个文章编号") from error
    if not lines:
        raise UserError(f"{path} 里没有文章编号：每行写一个，编号见 jianbao search --json 的 id")
    return list(dict.fromkeys(lines))


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
