"""Office files are zip archives; this makes equal contents equal bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def settled(archive: bytes) -> bytes:
    """The same entries in the same order, each with one constant time."""
    result = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(result, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return result.getvalue()
