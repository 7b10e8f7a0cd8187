"""One outlet's site as a template sees it: addresses, headlines and times."""

from dataclasses import dataclass
from datetime import datetime

from demo.language.slots import holder
from demo.outlets import INDEX, OutletSite
from demo.world import World

TRACKING = ("?from=timeline", "?spm=C73544894212.P59511941341.0.0", "?from=singlemessage&isappinstalled=0", "?utm_source=app&utm_medium=share")


@dataclass(frozen=True, slots=True)
class View:
    world: World
    site: OutletSite
    port: int

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
        return f"{self.on('m.' + self.site.host)}{path}" if number % 3 == 0 else path + TRACKING[number // 5 % len(TRACKING)]

    def editor(self, number: int) -> str:
        return holder(self.world.seed, self.site.id, f"责任编辑{number % 7}")
