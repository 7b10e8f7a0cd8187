"""What the crawl needs from the rest of the system: the only way in and out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from crawler.discover.found import Link
from model.capture import Capture
from model.health import ListOutcome
from model.outcome import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server said last time, for a conditional request. Empty: nothing known."""

    etag: str = ""
    last_modified: str = ""


class Door(Protocol):
    """Between the crawl and the line. Every method may block (disk, database) and is called from a thread, never from the event loop."""

    def known(self, source: str, links: Mapping[str, Link]) -> set[str]:
        """Of rows by canonical address: those that already have an outcome. The others are accepted: from now on they wait."""
        ...

    def validators(self, url: str) -> Validators:
        """Of a list, feed or sitemap page, from its last answer."""
        ...

    def listed(self, source: str, url: str, validators: Validators) -> None:
        """Remembers the validators of a list page whose links have all been asked for with `known`: from then on none of them can be lost."""
        ...

    def saw(self, source: str, url: str, outcome: ListOutcome, rows: int, template: str, *, newest: datetime | None = None) -> None:
        """What a list of the source gave in this run; `url` as the source has it, `rows` of its first page, `template` a fingerprint of its markup.

        `newest` is the date of the newest entry on it, of a list that shows dates.
        """
        ...

    def unconcerned(self, texts: Mapping[str, str]) -> set[str]:
        """Of what searches show of their hits, by canonical address: those that speak neither of a unit nor of a topic."""
        ...

    def waiting(self, source: str) -> list[Link]:
        """Rows as found, accepted in earlier runs and still without an outcome: each run tries them again, whatever the lists say now."""
        ...

    def due(self, source: str) -> list[str]:
        """Addresses as found of articles in the archive that should be looked at again now."""
        ...

    def pauses(self) -> Mapping[str, str]:
        """Why a server is not to be asked at all now, in Chinese, by its host name."""
        ...

    def pause(self, host: str, until: datetime, reason: str) -> None:
        """A server refused us, or asked for time: nothing is to be asked of it until then."""
        ...

    def last_run(self, source: str) -> datetime | None:
        """When the source's last successful run began."""
        ...

    def deep(self, source: str) -> bool:
        """Whether this run should look further back than the last one: once a week, for what was added late."""
        ...

    def following(self, capture: Capture) -> str:
        """The address of the page on which an article goes on, "" where it does not. A page has to be read to know it, as the line reads it."""
        ...

    def receive(self, capture: Capture) -> None:
        """Hands over an article page, new or looked at `again`. Returns once it is queued; blocks while the queue is full, so that the crawl slows down."""
        ...

    def failed(self, source: str, url: str, reason: str) -> None:
        """An accepted address gave no page this time: it waits and is tried again in a later run."""
        ...

    def refused(self, source: str, url: str, reason: str) -> None:
        """An address will never be fetched: scheme, private address, robots.txt. A decision, remembered with its reason."""
        ...

    def ended(self, tally: Tally) -> None:
        """A source's visit is over; everything that it brought was handed over before. Others of the same crawl may take hours yet."""
        ...
