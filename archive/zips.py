"""What a stranger's zip can do to whoever reads it: workbooks and packed files come from outside."""

import struct
import zlib
from zipfile import BadZipFile, ZipInfo

# What a file that is no zip, or a damaged or locked one, makes of reading it.
BROKEN = (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, struct.error, zlib.error)
RATIO = 200  # to one, above SMALL
SMALL = 1 << 20  # bytes


def is_bloated(member: ZipInfo) -> bool:
    """Whether a member says that it unpacks to more than anything that people write would."""
    return member.file_size > SMALL and member.file_size > RATIO * max(member.compress_size, 1)
