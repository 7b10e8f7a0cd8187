"""How a text names the bureau, its divisions and units, its places, and those who hold an office."""

from collections.abc import Callable
from functools import lru_cache
from random import Random

from demo.bureau import COUNTIES, DIVISIONS, SUBORDINATES
from demo.language import names
from demo.language.draft import Draft, Naming
from demo.language.frames import TOWNS

POSTS = {"boss": "局长", "deputy": "副局长"}


def bureau(draft: Draft) -> str:
    """The bureau by the name that is due: in full where it is named first, short afterwards."""
    frame, first = draft.frame, "bureau" not in draft.said
    draft.said.add("bureau")
    if draft.naming is Naming.FOREIGN or (first and draft.naming is Naming.FULL):
        words = frame.bureau
    elif first and draft.naming is Naming.ALIAS:
        words = frame.alias
    else:
        words = frame.short if draft.below(5) else frame.bureau
    return draft.name(frame.unit, words)


def office(draft: Draft) -> str:
    """The division in charge, which names the bureau too."""
    if draft.naming is Naming.FOREIGN or not draft.subject.office:
        return bureau(draft)
    division = DIVISIONS[draft.subject.office]
    if not draft.frame.is_city:
        return bureau(draft) + draft.name("", division[:-1] + "股")
    ours = bool(draft.frame.unit)
    return draft.name(draft.frame.unit, draft.frame.short) + draft.name(draft.subject.office if ours else "", division)


def agency(draft: Draft) -> str:
    """The subordinate unit that does the work; a county's own has no unit in our tree."""
    agencies, frame = draft.subject.agencies, draft.frame
    if not agencies or not frame.is_city:
        return f"{frame.area}{draft.name('', draft.subject.house)}"
    unit = draft.one_of(f"agency of {draft.subject.id}", agencies)
    words = SUBORDINATES[unit]
    first = unit not in draft.said
    draft.said.add(unit)
    full = f"{frame.city[:-1]}{words}"
    return draft.name(unit if frame.unit else "", full if first or draft.naming is Naming.FOREIGN else words)


def bureaus(draft: Draft) -> str:
    """Two or three lower bureaus in a row; in a county its towns."""
    frame, wanted = draft.frame, 2 + draft.below(2)
    places = draft.some(frame.counties or frame.towns, wanted)
    if not frame.counties:
        return "、".join(places)
    units = {area: unit for unit, area in COUNTIES.items()}
    return "、".join(draft.name(units.get(place, ""), f"{place}民政局") for place in places)


def counties(draft: Draft) -> str:
    """Two or three places of the area."""
    return "、".join(draft.some(draft.frame.counties or draft.frame.towns, 2 + draft.below(2)))


def county(draft: Draft) -> str:
    places = draft.frame.counties or draft.frame.towns
    return places[draft.below(len(places))]


def official(post: str) -> Callable[[Draft], str]:
    """Somebody who holds an office: with the office the first time, by name afterwards."""

    def words(draft: Draft) -> str:
        frame = draft.frame
        name = holder(draft.holders, frame.bureau + (draft.subject.office if post == "chief" else ""), post)
        if post in draft.said:
            return name
        draft.said.add(post)
        if post == "chief":
            return f"{office(draft)}{'负责人' if draft.naming is Naming.FOREIGN else '科长' if frame.is_city else '股长'}{name}"
        return f"{bureau(draft)}{('党组书记、', '')[draft.below(2)] if post == 'boss' else ('党组成员、', '')[draft.below(2)]}{POSTS[post]}{name}"

    return words


@lru_cache(maxsize=512)
def holder(seed: int, place: str, post: str) -> str:
    """The name of who holds an office: the same in every text of one world."""
    return names.person(Random(f"{seed}/{place}/{post}").randrange)


def part_of_where(draft: Draft) -> str:
    """A town of the place the story plays in; the place itself where that is a town."""
    frame = draft.frame
    where = draft.one_of("where", frame.counties or frame.towns)
    if not frame.counties:
        return where
    towns = TOWNS.get(where, frame.towns)
    return towns[draft.below(len(towns))]


def town(draft: Draft) -> str:
    return draft.frame.towns[draft.below(len(draft.frame.towns))]
