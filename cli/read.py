"""jianbao read: reads saved pages without network."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cli.arguments import Args, Parser, file, naming
from cli.home import opened
from cli.output import row
from cli.wiring import connect
from model.capture import Capture
from model.outcome import Unreadable, UsageError
from model.source import PageRules

LARGEST = 16 << 20  # bytes of one page, unpacked


@dataclass(frozen=True, slots=True)
class _Page:
    id: str | None  # only in a batch
    file: str
    url: str


def arguments(parser: Parser) -> None:
    parser.add_argument("files", nargs="*", metavar="文件", help="已保存的网页，可为 .gz")
    parser.add_argument("--url", default="", metavar="网址", help="这个网页的网址（只能读一个文件时用）")
    parser.add_argument("--source", metavar="采集源", help="用这个采集源的读取规则")
    parser.add_argument("--batch", metavar="清单", help='清单文件，每行 {"id", "file", "url"}')
    parser.add_argument("--explain", action="store_true", help="另说明每一项各级读到什么、为什么采用其中一级")


def run(args: Args) -> int:
    if bool(args.files) == bool(args.batch):
        raise UsageError("请写明网页文件，或用 --batch 给出清单，二者取一")
    if args.url and (args.batch or len(args.files) > 1):
        raise UsageError("--url 只能在读一个文件时用")
    rules = _rules(args)
    pages = _batch(file(args.batch)) if args.batch else (_Page(None, name, args.url) for name in args.files)
    failed = 0
    for page in pages:
        result = _read(page, rules, args.explain)
        failed += result["status"] == "unreadable"
        row(({"id": page.id} if page.id is not None else {}) | result)
    return 1 if failed and not args.batch else 0


def _rules(args: Args) -> tuple[PageRules, ...]:
    if not args.source:
        return ()
    connect(opened(args.home))
    from archive.ledger import registers

    return registers.sources([args.source])[0].page


def _batch(listing: Path) -> Iterator[_Page]:
    with naming(listing), listing.open(encoding="utf-8-sig") as lines:
        for number, text in enumerate(lines, 1):
            if not text.strip():
                continue
            try:
                value = json.loads(text)
                page = _Page(str(value["id"]), str(value["file"]), str(value.get("url") or ""))
            except (ValueError, KeyError, TypeError, AttributeError):
                raise UsageError(f'{listing} 第 {number} 行：不是 {{"id", "file", "url"}} 形式的 JSON') from None
            # A list names its files from where it lies, or from where the command was started.
            beside = listing.parent / page.file
            yield _Page(page.id, str(beside if beside.exists() else page.file), page.url)


def _read(page: _Page, rules: tuple[PageRules, ...], explained: bool) -> dict[str, Any]:
    """One row; a page that cannot be read still gives one, with its status and the reason."""
    from crawler.pages.explain import explain
    from crawler.pages.read import as_row, read

    try:
        body = _bytes(Path(page.file))
        capture = Capture(url=page.url, fetched=datetime.now(UTC), status=200, headers=(), body=body, source="")
        row = as_row(read(capture, rules))
        return row | {"explain": {field: [asdict(one) for one in rungs] for field, rungs in explain(capture, rules).fields.items()}} if explained else row
    except Unreadable as defect:
        return _unreadable(str(defect))
    except (OSError, EOFError, zlib.error) as error:
        print(f"jianbao：{page.file}：读不出来（{getattr(error, 'strerror', None) or error}）", file=sys.stderr)
        return _unreadable(f"文件读不出来：{getattr(error, 'strerror', None) or error}")


def _bytes(path: Path) -> bytes:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as page:
        return bytes(page.read(LARGEST))


def _unreadable(reason: str) -> dict[str, Any]:
    return {"kind": "unknown", "status": "unreadable", "reason": reason}
