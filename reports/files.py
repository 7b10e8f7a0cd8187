"""Writing a report's files, each whole or not at all."""

import os
from collections.abc import Callable, Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from model.outcome import UsageError, UserError
from model.table import Report
from reports.formats import csv, docx, html, json, pdf, xlsx
from reports.formats.reading import read
from reports.masked import masked

Edit = Callable[[Report], Report]

FORMATS = ("docx", "pdf", "xlsx", "html", "csv", "json")


def write(report: Report, folder: Path, formats: Collection[str] = FORMATS, fonts: tuple[Path, ...] = ()) -> list[Path]:
    """Writes `folder`/<report id>.<format> for each format, in the order given, and returns the paths; csv has a file a table.

    An existing file is replaced in one step. UsageError for an unknown format, UserError when the folder cannot be written.
    `fonts` are folders of the office's own fonts.
    """
    return write_snapshot(json.render(report), folder, formats, fonts)


def write_snapshot(
    content: bytes,
    folder: Path,
    formats: Collection[str] = FORMATS,
    fonts: tuple[Path, ...] = (),
    *,
    edit: Edit | None = None,
    archival: bool = False,
    mask: bool = False,
) -> list[Path]:
    """The same from a report's JSON, as a closed report keeps it: equal bytes make equal files.

    `edit` makes another document of the report, such as an excerpt or one with its 文号; all name the SHA-256 of `content`.
    `archival` makes the PDF one to be kept, `mask` shortens personal names in the web page.
    """
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"没有“{name}”这种报告格式，可用的有：{'、'.join(FORMATS)}")
    whole, digest = read(content), sha256(content).hexdigest()
    report = edit(whole) if edit else whole
    paths = []
    for name in formats:
        if name == "json" and report.id == whole.id:  # whatever was typed for its head: the JSON is what was closed
            paths.append(put(folder / f"{report.id}.json", content))
            continue
        paths += [put(folder / f"{report.id}{ending}", made) for ending, made in rendered(report, name, digest, fonts, archival=archival, mask=mask).items()]
    return paths


def rendered(report: Report, name: str, digest: str, fonts: tuple[Path, ...] = (), *, archival: bool = False, mask: bool = False) -> dict[str, bytes]:
    """The contents of one format's files by how their names end; `digest` is the SHA-256 of the JSON, which every other file names."""
    match name:
        case "docx":
            return {".docx": docx.render(report, digest)}
        case "pdf":
            return {".pdf": pdf.render(report, digest, fonts, archival)}
        case "xlsx":
            return {".xlsx": xlsx.render(report, digest)}
        case "html":
            return {".html": html.render(masked(report) if mask else report, digest)}
        case "csv":
            return {f"-{part}.csv": content for part, content in csv.render(report, digest).items()}
        case "json":
            return {".json": json.render(report)}
    raise ValueError(name)


def put(path: Path, content: bytes) -> Path:
    """A file that is there whole or not at all: written beside, flushed to the disk, then renamed."""
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
