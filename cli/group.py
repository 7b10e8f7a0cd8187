"""jianbao group: puts documents into stories in the order in which they came, as the line would."""

import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cli.arguments import Args, Parser, file, naming
from cli.output import row
from model.outcome import UsageError

if TYPE_CHECKING:
    from pipelines.reprints.prints import Print

TEXTS = ("url", "source", "title", "body")
LOCAL = ZoneInfo("Asia/Shanghai")


def arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="文件", help="每行一篇的 JSON 行文件（可为 .gz），字段 id、url、title、body、published、source")


def run(args: Args) -> int:
    from pipelines.reprints.arrive import arrive, grouped
    from pipelines.reprints.store import Store

    store = Store()
    with naming(path := file(args.file)):
        for article in _articles(path):
            arrive(article, store)
    for one in grouped(store):
        row({name: getattr(one, name) for name in ("id", "story", "role", "first", "reason", "confidence", "possible")})
    return 0


def _articles(path: Path) -> "Iterator[Print]":
    """The documents of a file. Errors: UsageError naming the line."""
    opener = gzip.open if path.suffix == ".gz" else open
    seen = set()
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                article = _article(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise UsageError(f"{path} 第 {number} 行不是一篇文档（{error}）；每行应为含 id、url、title、body、published、source 的 JSON 对象") from None
            if article.id in seen:
                raise UsageError(f"{path} 第 {number} 行的 id {article.id} 已出现过")
            seen.add(article.id)
            yield article


def _article(document: dict[str, Any]) -> "Print":
    from pipelines.reprints.prints import Print

    url, outlet, title, body = (str(document.get(name) or "") for name in TEXTS)
    when = datetime.fromisoformat(document["published"]) if document.get("published") else None
    if when and not when.tzinfo:
        when = when.replace(tzinfo=LOCAL)
    return Print(id=str(document["id"]), url=url, outlet=outlet, title=title, body=body, published=when)
