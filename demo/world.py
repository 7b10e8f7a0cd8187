"""The demo press world: outlets, their articles and the truth about them, all from a seed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from demo.bureau import COUNTIES
from demo.language.frames import CITY, OTHERS, OURS, Frame
from demo.language.offices import holder
from demo.language.stories import Edit, Order, Story, Text
from demo.language.traditional import traditional
from demo.outlets import OUTLETS, OutletSite
from demo.plan import SHANGHAI, Beat, Form, first_day, make_plan
from model.article import Role
from model.outlet import Level, Medium

FIRST_ID = 1_000_000  # of the articles' addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is so of one article, whatever a reader makes of it."""

    url: str  # canonical
    outlet: str
    level: Level
    medium: Medium
    title: str  # as the page has it
    body: str  # paragraphs as the page has them, joined by \\n
    published: datetime  # aware, +08:00
    story: str
    role: Role
    exact_story: str  # grouped by the exact folded body and nothing else
    exact_role: Role
    units: tuple[str, ...]
    topics: tuple[str, ...]
    about: bool  # False: must be rejected
    origin: str  # 来源 as printed
    reporters: tuple[str, ...]
    correspondents: tuple[str, ...]


class World:
    """Everything follows from the arguments. An article is a number from 0 to `articles`, in order of publication.

    `today` is the day on which the world is looked at: the newest articles are of the day before.
    """

    def __init__(self, articles: int = 900, seed: int = 1, months: int = 14, today: date | None = None):
        if articles < 1 or months < 1:
            raise ValueError("a world has at least one article and one month")
        self.seed = seed
        self.months = months
        self.today = today or datetime.now(SHANGHAI).date()
        self.plan = make_plan(articles, seed, months, self.today)

    def __len__(self) -> int:
        return len(self.plan.story)

    @property
    def last_month(self) -> str:
        """The month the demo report is about, as 2026-10."""
        return f"{first_day(self.today, 1):%Y-%m}"

    def outlets(self) -> tuple[OutletSite, ...]:
        return OUTLETS

    def truth(self, port: int = 80) -> Iterator[Truth]:
        """Every article, story by story, each story in order of time. `port` is the one that the addresses name."""
        for story in range(len(self.plan.start)):
            yield from self._truth_of(story, port)

    def outlet(self, number: int) -> OutletSite:
        return OUTLETS[self.plan.outlet[number]]

    def published(self, number: int) -> datetime:
        """Aware, +08:00; to the minute where the outlet's pages show no seconds."""
        return datetime.fromtimestamp(int(self.plan.published[number]), SHANGHAI)

    def path(self, number: int) -> str:
        """The article's address below its host."""
        day, site = self.published(number), self.outlet(number)
        return site.address.format(y=day.year, m=f"{day.month:02}", d=f"{day.day:02}", month=day.month, day=day.day, id=FIRST_ID + number)

    def number(self, site: OutletSite, path: str) -> int | None:
        """The article at an address of that outlet."""
        digits = [int(found) - FIRST_ID for found in re.findall(r"\d+", path)]
        return next((n for n in digits if 0 <= n < len(self) and self.outlet(n) is site and self.path(n) == path), None)

    def title(self, number: int) -> str:
        """The headline alone as the page has it; costs a fraction of the text."""
        title = self._story(number).headline(self._edit(number)).text
        return traditional(title) if self.outlet(number).traditional else title

    def text(self, number: int) -> Text:
        """Headline and paragraphs, in simplified characters."""
        return self._story(number).text(self._edit(number))

    def page(self, number: int) -> Text:
        """Headline and paragraphs as the page has them: in traditional characters where the outlet prints those."""
        text = self.text(number)
        return text.converted(traditional) if self.outlet(number).traditional else text

    def members(self, number: int) -> NDArray[np.int32]:
        """The articles of one story in order of time."""
        start = self.plan.start
        end = start[number + 1] if number + 1 < len(start) else len(self)
        return self.plan.members[start[number] : end]

    def newest(self, outlet: int, column: int | None = None) -> NDArray[np.int32]:
        """The articles of an outlet, or of one of its columns, newest first."""
        return self._lists[outlet, column]

    def origin(self, number: int) -> str:
        """来源 as the page prints it: who had the story first."""
        name = self.outlet(int(self.plan.first[self.plan.story[number]])).name
        return traditional(name) if self.outlet(number).traditional else name

    @cached_property
    def _lists(self) -> dict[tuple[int, int | None], NDArray[np.int32]]:
        found: dict[tuple[int, int | None], NDArray[np.int32]] = {}
        for outlet, site in enumerate(OUTLETS):
            newest = np.flatnonzero(self.plan.outlet == outlet)[::-1].astype(np.int32)
            found[outlet, None] = newest
            for column in range(len(site.columns)):
                found[outlet, column] = newest[self.plan.column[newest] == column]
        return found

    def _story(self, number: int) -> Story:
        story = int(self.plan.story[number])
        first = int(self.plan.first[story])
        beat, site = Beat(self.plan.beat[story]), self.outlet(first)
        frame = self._frame(beat, story, site)
        return Story(
            Order(
                seed=(self.seed << 33) + story,
                beat=beat.name.lower(),
                frame=frame,
                day=self.published(first).date(),
                holders=self.seed,
                head=site.head,
                local=site.level in (Level.CITY, Level.COUNTY, Level.SELF),
                reporters=staff(self.seed, site.id, "记者", 9),
                correspondents=staff(self.seed, frame.bureau, "通讯员", 5),
            )
        )

    def _frame(self, beat: Beat, story: int, site: OutletSite) -> Frame:
        """Where a story plays: the bureau's own by the plan, other news where the outlet is at home."""
        if beat is Beat.BUREAU:
            return OURS[int(self.plan.place[story])]
        if beat in (Beat.HOMONYM, Beat.GUEST):
            return OTHERS[story % len(OTHERS)]
        if site.county:
            return OURS[1 + list(COUNTIES).index(site.county)]
        return CITY if site.level is Level.CITY or beat is not Beat.NEWS else (CITY, *OTHERS)[story % 4]

    def _edit(self, number: int) -> Edit | None:
        """What the outlet's editor did to the text, if anything."""
        form = self.plan.form[number]
        if form in (Form.ORIGINAL, Form.VERBATIM):
            return None
        seed = (self.seed << 33) + (1 << 32) + int(number)
        what = Random(seed).randrange(3)
        return Edit(seed=seed, title=form == Form.RETITLED or number % 5 > 1, lead=form == Form.EDITED and what != 0, cut=form == Form.EDITED and what != 1)

    def _truth_of(self, story: int, port: int) -> Iterator[Truth]:
        groups: dict[str, int] = {}  # body in simplified characters -> place of its first article
        for place, number in enumerate(self.members(story)):
            text, site = self.text(number), self.outlet(number)
            page = text.converted(traditional) if site.traditional else text
            exact = groups.setdefault(text.body, place)
            yield Truth(
                url=f"http://{site.host}{'' if port == 80 else f':{port}'}{self.path(number)}",
                outlet=site.id,
                level=site.level,
                medium=site.medium,
                title=page.title.text,
                body=page.body,
                published=self.published(number),
                story=f"s{story}",
                role=Role.REPRINT if place else Role.FIRST,
                exact_story=f"s{story}.{exact}" if exact else f"s{story}",
                exact_role=Role.FIRST if exact == place else Role.REPRINT,
                units=tuple(sorted(text.units)),
                topics=tuple(sorted(text.topics)),
                about=bool(text.units),
                origin=self.origin(number),
                reporters=page.reporters,
                correspondents=page.correspondents,
            )


@lru_cache(maxsize=256)
def staff(seed: int, place: str, post: str, size: int) -> tuple[str, ...]:
    """Those who write for an outlet or a bureau."""
    return tuple(holder(seed, place, f"{post}{number}") for number in range(size))
