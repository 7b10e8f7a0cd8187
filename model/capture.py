"""页面快照: one page as it was served."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What a server answered to one request."""

    url: str  # of the page, after redirects
    asked: str = ""  # the address that was asked for, where a redirect led to another; "" where it is the same
    fetched: datetime  # aware, UTC
    status: int
    headers: tuple[tuple[str, str], ...]  # of the answer, in its order
    body: bytes  # transfer and content encoding undone
    source: str  # Source.id
    request_headers: tuple[tuple[str, str], ...] = ()
    listed_title: str = ""  # what the list said of it, "" where it did not
    listed_published: datetime | None = None
    listed_page_no: str = ""  # 版次: the story of an e-edition often does not repeat it
    listed_page_name: str = ""
    listed_counts: tuple[tuple[str, int], ...] = ()  # reads, likes …, as an account's export has them
    listed_at_least: tuple[str, ...] = ()  # those that are only a lower bound
    truncated: bool = False  # the answer was longer than the limit
    unchecked: bool = False  # the server's certificate was not checked: a setting excepts its host
    again: bool = False  # of an address that is in the archive: fetched to see whether it still stands as it was
    parts: tuple["Capture", ...] = ()  # the pages that follow, of an article on several pages
    digest: str = field(init=False)  # sha-256 of body, hex

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", sha256(self.body).hexdigest())

    def header(self, name: str) -> str:
        """The first header of that name, "" without one."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")
