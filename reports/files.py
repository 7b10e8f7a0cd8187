"""Writing a report's files, each whole or not at all."""

import os
from collections.abc import Callable, Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from model.outcome import UsageError, UserError
from model.table import Report
from reports.formats.docx import render as docx
from reports.formats.html import render as html
from reports.formats.json import render as json
from reports.formats.pdf import render as pdf
from reports.formats.reading import read
from reports.formats.xlsx import render as xlsx

Render = Callable[[Report, str], bytes]  # with the SHA-256 of the JSON, which every other file names

FORMATS: dict[str, Render] = {"docx": docx, "xlsx": xlsx, "pdf": pdf, "html": html, "json": json}


def write(report: Report, folder: Path, formats: Collection[str] = tuple(FORMATS)) -> list[Path]:
    """Writes `folder`/<report id>.<format> for each format, in the order given, and returns the paths.

    An existing file is replaced in one step. UsageError for an unknown format, UserError when the folder cannot be written.
    """
    return write_snapshot(json(report), folder, formats)


def write_snapshot(content: bytes, folder: Path, formats: Collection[str] = tuple(FORMATS)) -> list[Path]:
    """The same from a report's JSON, as a closed report keeps it: equal bytes make equal files."""
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"没有“{name}”这种报告格式，可用的有：{'、'.join(FORMATS)}")
    report, digest = read(content), sha256(content).hexdigest()
    return [_put(folder / f"{report.id}.{name}", content if name == "json" else FORMATS[name](report, digest)) for name in formats]


def _put(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)  # mkstemp's files are closed to everyone else, a report is not
            os.replace(name, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise
    except OSError as error:
        raise UserError(f"报告 {path} 写不进去（{error.strerror}）：请检查文件夹权限、磁盘空间，或关闭正打开它的程序") from error
    return path
