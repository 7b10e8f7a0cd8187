"""The three outcomes of a page: kept, rejected (a decision), unreadable (a defect). There is no fourth."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    WAITING = "waiting"  # not yet decided: queued or to be tried again
    KEPT = "kept"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"


class Reject(Exception):
    """A decision: the page is not ours. The text is the reason, in Chinese."""


class Gone(Reject):
    """The page says that what stood here does so no longer."""


class Unreadable(Exception):
    """A defect of ours or of the page: kept as evidence and read again later. The text is the reason, in Chinese."""


class Postpone(Exception):
    """Not decided: the site showed a block page in place of the article. The address goes on waiting; the text is the reason, in Chinese."""


class UserError(Exception):
    """Something a person can mend: one Chinese sentence that names the thing and what to do."""

    exit_status = 1


class UsageError(UserError):
    """A wrong argument: the command was never begun."""

    exit_status = 2


@dataclass(slots=True, kw_only=True)
class Tally:
    """What one source gave in one run."""

    source: str
    found: int = 0  # links on its lists
    fetched: int = 0  # article pages served
    kept: int = 0
    rejected: int = 0
    unreadable: int = 0
    failed: int = 0  # requests that gave no page; they wait to be tried again
    revisited: int = 0  # pages of the archive that were looked at again
    seconds: float = 0.0
    error: str = ""  # why the source as a whole could not be collected, "" when it could
