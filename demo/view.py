"""One outlet's site as a template sees it: addresses, headlines and times."""

from collections.abc import Callable
from datetime import datetime

import numpy as np

from demo.language.offices import holder
from demo.outlets import INDEX, OutletSite
from demo.world import World

TRACKING = ("?from=timeline", "?spm=C73544894212.P59511941341.0.0", "?from=singlemessage&isappinstalled=0", "?utm_source=app&utm_medium=share")


class View:
    """Keeps what is the same on every page of the site, once it has been made."""

    def __init__(self, world: World, site: OutletSite, port: int):
        self.world = world
        self.site = site
        self.port = port
        self._kept: dict[str, str] = {}

    def once(self, key: str, make: Callable[[], str]) -> str:
        """What `make` gives, made at the first call for that key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def near(self, number: int, wide: int = 3) -> list[int]:
        """Up to `wide` articles of the outlet before and after one, newest first."""
        newest = self.world.newest(INDEX[self.site.id])
        place = len(newest) - 1 - int(np.searchsorted(newest[::-1], number))
        return [int(n) for n in newest[max(place - wide, 0) : place + wide + 1] if n != number]

    @property
    def base(self) -> str:
        return self.on(self.site.host)

    def on(self, host: str) -> str:
        return f"http://{host}{'' if self.port == 80 else f':{self.port}'}"

    def count(self, column: int | None = None) -> int:
        return len(self.world.newest(INDEX[self.site.id], column))

    def newest(self, column: int | None, start: int, end: int) -> list[int]:
        """Articles of one column, or of all, newest first, from place `start` up to, without, `end`."""
        return [int(number) for number in self.world.newest(INDEX[self.site.id], column)[max(start, 0) : end]]

    def newest_time(self) -> datetime | None:
        newest = self.newest(None, 0, 1)
        return self.world.published(newest[0]) if newest else None

    def url(self, number: int) -> str:
        """The canonical address."""
        return self.base + self.world.path(number)

    def link(self, number: int) -> str:
        """The address as a list has it: now and then with tracking parts or the host for phones."""
        path = self.world.path(number)
        if not self.site.tracked or number % 5:
            return path
        if self.site.phones and number % 3 == 0:
            return f"{self.on(f'm.{self.site.id}.localhost')}{path}"
        return path + TRACKING[number // 5 % len(TRACKING)]

    def editor(self, number: int) -> str:
        return holder(self.world.seed, self.site.id, f"责任编辑{number % 7}")
