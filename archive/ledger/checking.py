"""The evidence beside the ledger: every page that the ledger names is there, byte for byte."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from archive.evidence import OPEN, whole_length
from archive.ledger import models
from archive.records import Damage, records

CHUNK = 500  # rows of one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was kept."""

    file: str  # below the evidence folder
    offset: int  # bytes; -1: the whole file
    problem: str  # in Chinese
    url: str = ""  # of the page that is affected, where the ledger names one


@dataclass(slots=True)
class Checked:
    """What was looked at."""

    files: int = 0
    records: int = 0
    pages: int = 0  # that the ledger names, and that are as they were kept
    faults: int = 0


class _Named(NamedTuple):
    """A page as the ledger names it."""

    number: int
    offset: int
    digest: str
    url: str
    problem: str


def evidence(folder: Path, checked: Checked, progress: Callable[[int], None]) -> Iterator[Fault]:
    """Every fault of the evidence, file by file; the ledger remembers it with the page, until a later check finds it mended."""
    there = {path.relative_to(folder).as_posix().removesuffix(OPEN): path for path in folder.rglob("*.warc.gz*") if path.suffix in (".gz", OPEN)}
    named = set(models.Capture.objects.values_list("file", flat=True).distinct())
    for name in sorted(there.keys() | named):
        checked.files += 1
        for fault in _file(name, there.get(name), checked):
            checked.faults += 1
            yield fault
        progress(checked.files)


def database() -> list[str]:
    """What the database itself finds wrong with its files; [] when nothing. Reads all of it."""
    if connection.vendor != "sqlite":
        return []  # PostgreSQL's pages carry checksums where its administrator wants them
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        return [line for (line,) in cursor.fetchall() if line != "ok"]


def _file(name: str, path: Path | None, checked: Checked) -> Iterator[Fault]:
    rows = models.Capture.objects.filter(file=name).order_by("offset")
    named = {row.offset: row for row in (_Named(*row) for row in rows.values_list("number", "offset", "digest", "url", "problem"))}
    wrong: dict[int, str] = {}
    if path is None:
        wrong = dict.fromkeys(named, "存证文件不在了")
        yield Fault(file=name, offset=-1, problem=f"存证文件不在了，{len(named)} 页受影响；请从备份恢复")
    else:
        length = whole_length(path) if path.name.endswith(OPEN) else None
        missing = set(named)
        for found in records(path, length):
            if isinstance(found, Damage):
                hit = [at for at in named if found.offset <= at < found.offset + found.length]
                wrong |= dict.fromkeys(hit, found.reason)
                missing -= set(hit)
                yield Fault(file=name, offset=found.offset, problem=f"{found.reason}，{found.length} 字节", url="\n".join(named[at].url for at in hit))
                continue
            checked.records += 1
            missing.discard(found.offset)
            page = named.get(found.offset)
            if page is None:
                continue
            if sha256(found.body).hexdigest() == page.digest:
                checked.pages += 1
            else:
                wrong[found.offset] = "与登记的 SHA-256 不一致"
                yield Fault(file=name, offset=found.offset, problem=wrong[found.offset], url=page.url)
        for at in sorted(missing):
            wrong[at] = "登记的位置上没有这条记录"
            yield Fault(file=name, offset=at, problem=wrong[at], url=named[at].url)
    _remember(list(named.values()), wrong)


def _remember(pages: list[_Named], wrong: dict[int, str]) -> None:
    changed: dict[str, list[int]] = {}
    for page in pages:
        if page.problem != (problem := wrong.get(page.offset, "")):
            changed.setdefault(problem, []).append(page.number)
    for problem, numbers in changed.items():
        for begin in range(0, len(numbers), CHUNK):
            models.Capture.objects.filter(number__in=numbers[begin : begin + CHUNK]).update(problem=problem)
