"""A door that remembers what it was told, and tells what a test wrote into it."""

import threading
import time
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from crawler.discover.found import Link
from crawler.door import Validators
from crawler.pages.read import next_part
from model.capture import Capture
from model.health import ListOutcome
from model.outcome import Tally


class RecordingDoor:
    def __init__(
        self, known: Collection[str] = (), last_run: datetime | None = None, waiting: Collection[str | Link] = (), slow: float = 0, deep: bool = False
    ) -> None:
        self.outcomes = set(known)
        self.run = last_run
        self.owed = list(waiting)
        self.slow = slow  # seconds that receive takes
        self.stored: dict[str, Validators] = {}
        self.is_deep = deep
        self.concern = ""  # a word that what is ours has; "": everything is
        self.newest: dict[str, datetime | None] = {}
        self.again: list[str] = []  # to be looked at again
        self.paused: dict[str, str] = {}
        self.pausing: list[tuple[str, datetime, str]] = []
        self.seen: list[tuple[str, str, ListOutcome, int, str]] = []
        self.captures: list[Capture] = []
        self.failures: list[tuple[str, str, str]] = []
        self.refusals: list[tuple[str, str, str]] = []
        self.accepted: list[str] = []
        self.threads: set[str] = set()
        self.ends: list[Tally] = []

    def ended(self, tally: Tally) -> None:
        self.note()
        self.ends.append(tally)

    def known(self, source: str, urls: Collection[str]) -> set[str]:
        self.note()
        self.accepted += [url for url in urls if url not in self.outcomes]
        return {url for url in urls if url in self.outcomes}

    def following(self, capture: Capture) -> str:
        self.note()
        return next_part(capture)

    def validators(self, url: str) -> Validators:
        self.note()
        return self.stored.get(url, Validators())

    def listed(self, source: str, url: str, validators: Validators) -> None:
        self.note()
        self.stored[url] = validators

    def unconcerned(self, texts: Mapping[str, str]) -> set[str]:
        self.note()
        return {url for url, text in texts.items() if self.concern and self.concern not in text}

    def saw(self, source: str, url: str, outcome: ListOutcome, rows: int, template: str, *, newest: datetime | None = None) -> None:
        self.note()
        self.newest[url] = newest
        self.seen.append((source, url, outcome, rows, template))

    def waiting(self, source: str) -> list[Link]:
        self.note()
        return [Link(one) if isinstance(one, str) else one for one in self.owed]

    def due(self, source: str) -> list[str]:
        self.note()
        return self.again

    def pauses(self) -> dict[str, str]:
        self.note()
        return self.paused

    def pause(self, host: str, until: datetime, reason: str) -> None:
        self.note()
        self.pausing.append((host, until, reason))

    def last_run(self, source: str) -> datetime | None:
        self.note()
        return self.run

    def deep(self, source: str) -> bool:
        self.note()
        return self.is_deep

    def receive(self, capture: Capture) -> None:
        self.note()
        time.sleep(self.slow)
        self.captures.append(capture)

    def failed(self, source: str, url: str, reason: str) -> None:
        self.note()
        self.failures.append((source, url, reason))

    def refused(self, source: str, url: str, reason: str) -> None:
        self.note()
        self.refusals.append((source, url, reason))

    def note(self) -> None:
        self.threads.add(threading.current_thread().name)

    def fates(self) -> dict[str, str]:
        """What became of each address: the reason it was refused or must wait, "" where it arrived."""
        told = {url: reason for _, url, reason in self.failures + self.refusals}
        return told | {capture.asked or capture.url: "" for capture in self.captures}

    def of(self, source: str) -> dict[str, Any]:
        """All that was said of one source: paths of captures, reasons by path."""
        return {
            "captures": [capture for capture in self.captures if capture.source == source],
            "failed": {url: reason for who, url, reason in self.failures if who == source},
            "refused": {url: reason for who, url, reason in self.refusals if who == source},
        }
