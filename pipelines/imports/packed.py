"""Looking at a packed file before it is unpacked: what it says of itself, against what a workbook can be."""

from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from archive.zips import BROKEN, is_bloated
from model.outcome import UserError

LARGEST = 50 << 20  # bytes, packed
UNPACKED = 500 << 20  # bytes
MEMBERS = 5000
LINK = 0o120000  # file type in the upper half of the attributes


def check(path: Path) -> None:
    """Errors: UserError for a file that is no workbook, or one that would unpack to more than a workbook holds."""
    name = path.name
    if path.stat().st_size > LARGEST:
        raise UserError(f"{name}：超过 {LARGEST >> 20} MB，请分成几个文件再导入")
    try:
        with ZipFile(path) as packed:
            members = packed.infolist()
    except BROKEN:
        raise UserError(f"{name}：不是有效的 Excel 工作簿（.xlsx），请用 Excel 或 WPS 另存为 .xlsx 后再试") from None
    if len(members) > MEMBERS or sum(one.file_size for one in members) > UNPACKED or any(map(is_bloated, members)):
        raise UserError(f"{name}：展开后过大，不像是正常的工作簿，没有导入；请把内容复制到新的工作簿里再试")
    if any(map(_outside, members)) or len({one.filename for one in members}) < len(members):
        raise UserError(f"{name}：里面的文件名不安全，没有导入；请用 Excel 或 WPS 另存一份再试")
    if any(one.filename.lower().endswith("vbaproject.bin") for one in members):
        raise UserError(f"{name}：带有宏，没有导入；请另存为不带宏的 .xlsx 再试")


def _outside(member: ZipInfo) -> bool:
    """Whether a name leads out of the archive, or is a link. Names are never used as paths all the same."""
    path = PurePosixPath(member.filename)
    return path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename or (member.external_attr >> 16) & LINK == LINK
