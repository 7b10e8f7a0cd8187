"""The files that the column 附件 names: found beside the table or packed with it, looked at, kept as evidence."""

from collections.abc import Callable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from archive.ledger import scans
from archive.ledger.scans import Kept
from archive.zips import BROKEN
from model.outcome import UserError
from model.scan import LARGEST_SCAN, scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.evidence import Evidence

TABLES = (".xlsx", ".csv")
MEMBERS = 20_000  # of a packed file
LARGEST_TABLE = 50 << 20  # bytes
UTF8 = 0x800  # flag of a member whose name is not in the code page of its maker

Find = Callable[[str], bytes | None]  # the bytes of the file of a name; None where there is none


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of the files that a row names."""

    found: int = 0  # files that are what they should be
    kept: Sequence[Kept] = ()
    warnings: tuple[str, ...] = ()


class Scans:
    """Finds the files of rows; without `evidence` they are only looked at."""

    def __init__(self, find: Find, evidence: "Evidence | None" = None):
        self._find, self._evidence = find, evidence

    def of(self, names: Sequence[str]) -> Handed:
        """The files of one row. What is missing or no scan is told, and the row comes in all the same."""
        kept: list[Kept] = []
        warnings: list[str] = []
        found = 0
        for name in names:
            body = self._find(name)
            if body is None:
                warnings.append(f"没有找到附件“{name}”：请与表格放在同一文件夹里，或一起打包成 zip")
                continue
            try:
                looked_at = scan(PurePosixPath(name.replace("\\", "/")).name, body)
            except ValueError as error:
                warnings.append(f"{error}，没有存")
                continue
            found += 1
            if self._evidence:
                kept.append(scans.keep(looked_at, self._evidence))
        return Handed(found, kept, tuple(warnings))


def nothing(name: str) -> bytes | None:
    """Where a table comes alone."""
    return None


def beside(table: Path) -> Find:
    """Files in the table's own folder or below it."""
    folder = table.resolve().parent

    def find(name: str) -> bytes | None:
        path = (folder / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(folder) or not path.is_file() or path.stat().st_size > LARGEST_SCAN + 1:
            return None
        return path.read_bytes()

    return find


@contextmanager
def opened(path: Path) -> "Iterator[tuple[Path, Find]]":
    """The table of a file, and where its scans are found: a packed file holds one table and any number of scans. Errors: UserError."""
    if path.suffix.lower() != ".zip":
        yield path, beside(path)
        return
    try:
        packed = ZipFile(path)
    except BROKEN:
        raise UserError(f"{path.name}：不是有效的 zip 文件，请重新打包") from None
    with packed, TemporaryDirectory() as folder:
        members = _members(packed, path.name)
        tables = [name for name in members if PurePosixPath(name).suffix.lower() in TABLES]
        if len(tables) != 1:
            raise UserError(f"{path.name}：里面应当有一个表格（.xlsx 或 .csv），现有 {len(tables)} 个")
        # The name that a stranger gave is never used as a path.
        table = Path(folder) / f"{path.stem}{PurePosixPath(tables[0]).suffix.lower()}"
        content = _read(packed, members[tables[0]], LARGEST_TABLE + 1)
        if content is None:
            raise UserError(f"{path.name}：里面的表格“{PurePosixPath(tables[0]).name}”已损坏或加了密码，请重新打包")
        if len(content) > LARGEST_TABLE:
            raise UserError(f"{path.name}：里面的表格超过 {LARGEST_TABLE >> 20} MB，请分成几个文件再导入")
        table.write_bytes(content)
        yield table, _inside(packed, members, str(PurePosixPath(tables[0]).parent))


def _members(packed: ZipFile, name: str) -> dict[str, ZipInfo]:
    """The files by name, those that packing programs add left out."""
    infos = packed.infolist()
    if len(infos) > MEMBERS:
        raise UserError(f"{name}：里面的文件超过 {MEMBERS} 个，请分成几个")
    named = {_name(one): one for one in infos if not one.is_dir()}
    return {name: one for name, one in named.items() if not name.startswith("__MACOSX/") and not PurePosixPath(name).name.startswith((".", "~$"))}


def _name(member: ZipInfo) -> str:
    """Windows packs Chinese names in its own code page."""
    name = member.filename
    if not member.flag_bits & UTF8:
        with suppress(UnicodeError):  # it was no such name: it stays as it is
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/")


def _inside(packed: ZipFile, members: dict[str, ZipInfo], folder: str) -> Find:
    """By the path from the table, else by the name alone where only one file has it."""
    by_name: dict[str, list[ZipInfo]] = {}
    for path, member in members.items():
        by_name.setdefault(PurePosixPath(path).name, []).append(member)

    def find(name: str) -> bytes | None:
        wanted = name.replace("\\", "/").removeprefix("./")
        member = members.get(wanted if folder == "." else f"{folder}/{wanted}")
        alike = by_name.get(PurePosixPath(wanted).name, [])
        member = member or (alike[0] if len(alike) == 1 else None)
        return _read(packed, member, LARGEST_SCAN + 1) if member else None

    return find


def _read(packed: ZipFile, member: ZipInfo, largest: int) -> bytes | None:
    """The bytes of a member, no more than `largest` whatever it says of itself; None for a damaged or locked one."""
    try:
        with packed.open(member) as file:
            return file.read(largest)
    except BROKEN:
        return None
