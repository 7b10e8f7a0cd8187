"""The door between the crawl and the line, over one installation's ledger."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from archive.ledger import addresses, health, pauses, registers, revisits, runs
from crawler.discover.found import Link, again, said
from crawler.door import Validators
from model.capture import Capture
from model.health import ListOutcome
from model.outcome import Tally
from pipelines.concern import Concern
from pipelines.intake import Intake


class LedgerDoor:
    """crawler.door.Door: addresses and list validators in the ledger, captures to the line."""

    def __init__(self, intake: Intake, numbers: Mapping[str, int]):
        """`numbers` are those of the sources' runs in the ledger, by Source.id."""
        self._intake = intake
        self._numbers = numbers
        self._concern: Concern | None = None
        self.results: dict[str, Tally] = {}  # of the sources whose runs have ended

    def known(self, source: str, links: Mapping[str, Link]) -> set[str]:
        return addresses.accept(source, {name: row.url for name, row in links.items()}, {name: said(row) for name, row in links.items()})

    def validators(self, url: str) -> Validators:
        etag, last_modified = addresses.validators(url)
        return Validators(etag=etag, last_modified=last_modified)

    def listed(self, source: str, url: str, validators: Validators) -> None:
        addresses.listed(source, url, validators.etag, validators.last_modified)

    def saw(self, source: str, url: str, outcome: ListOutcome, rows: int, template: str, *, newest: datetime | None = None) -> None:
        health.record_list(source, url, outcome, rows, template=template, newest=newest)

    def unconcerned(self, texts: Mapping[str, str]) -> set[str]:
        if self._concern is None:
            self._concern = Concern(registers.bureau())
        return {address for address, text in texts.items() if not self._concern(text)}

    def waiting(self, source: str) -> list[Link]:
        return [again(url, listed) for url, listed in addresses.waiting(source)]

    def due(self, source: str) -> list[str]:
        return revisits.due(source)

    def pauses(self) -> Mapping[str, str]:
        return pauses.pauses()

    def pause(self, host: str, until: datetime, reason: str) -> None:
        pauses.pause(host, until, reason)

    def last_run(self, source: str) -> datetime | None:
        return runs.last_good(source)

    def deep(self, source: str) -> bool:
        return not runs.good_this_week(source)

    def following(self, capture: Capture) -> str:
        return self._intake.following(capture)

    def receive(self, capture: Capture) -> None:
        self._intake.receive(capture)

    def failed(self, source: str, url: str, reason: str) -> None:
        addresses.postpone(url, reason)

    def refused(self, source: str, url: str, reason: str) -> None:
        addresses.refuse(source, url, reason)
        self._intake.tally(source).rejected += 1

    def ended(self, tally: Tally) -> None:
        self._intake.after(partial(self._end, tally))

    def _end(self, fetched: Tally) -> None:
        """What the crawl counted and what the line counted, of one source."""
        decided = self._intake.tally(fetched.source)
        result = replace(fetched, kept=decided.kept, rejected=decided.rejected, unreadable=decided.unreadable, failed=fetched.failed + decided.failed)
        runs.end(self._numbers[fetched.source], result)
        self.results[fetched.source] = result
