"""What the slots of the patterns stand for: figures, people, places, offices and the bureau itself."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from demo.bureau import COUNTIES, DIVISIONS, SUBORDINATES
from demo.language import names
from demo.language.draft import Draft, Makers, Naming
from demo.language.frames import CITY, PROVINCE, TOWNS

Maker = Callable[[Draft], str]

WEEKDAYS = "一二三四五六日"
SEASONS = ("寒冬时节", "新春前后", "春暖时节", "清明前后", "春末夏初", "初夏时节", "盛夏时节", "夏末秋初", "初秋时节", "金秋时节", "立冬前后", "岁末年初")
ORDINALS = ("第一", "第二", "第三", "第四", "第五")
POSTS = {"boss": "局长", "deputy": "副局长", "deputy2": "副局长", "chief": "科长"}


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


def official(post: str) -> Maker:
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


def elder(draft: Draft) -> str:
    sex, age = draft.below(2), 66 + draft.below(28)
    name = (names.woman, names.man)[sex](draft.below)
    called = f"{name[0]}{('奶奶', '爷爷')[sex]}" if draft.below(2) else f"{name}{('', '老人')[draft.below(2)]}"
    return (f"{age}岁的{called}", f"今年{age}岁的{called}", f"年过{'六七八九'[age // 10 - 6]}旬的{called}")[draft.below(3)]


def old(draft: Draft, sex: int) -> str:
    name = (names.woman, names.man)[sex](draft.below)
    return f"{66 + draft.below(28)}岁的{name if draft.below(2) else name[0] + ('奶奶', '爷爷')[sex]}"


def resident(draft: Draft) -> str:
    return f"{('居民', '市民', '住户', '街坊')[draft.below(4)]}{names.person(draft.below)}"


def villager(draft: Draft) -> str:
    return f"村民{(names.man, names.woman)[draft.below(2)](draft.below)}"


def money(draft: Draft) -> str:
    """A sum in 万元, without the 元."""
    return (f"{11 + draft.below(880)}.{1 + draft.below(9)}万", f"{20 + draft.below(960)}万", f"{1020 + draft.below(8900)}万")[draft.below(3)]


def huge(draft: Draft) -> str:
    """A sum in 万元, without the 元, such as an office spends in a year."""
    return f"{1020 + draft.below(8900)}万"


def percent(draft: Draft) -> str:
    return f"{78 + draft.below(21)}.{1 + draft.below(9)}%"


def growth(draft: Draft) -> str:
    return f"{2 + draft.below(27)}.{1 + draft.below(9)}%"


def number(low: int, high: int) -> Maker:
    return lambda draft: str(low + draft.below(high - low))


def tens_of_thousands(draft: Draft) -> str:
    return f"{1 + draft.below(18)}.{1 + draft.below(99)}万"


def hour(draft: Draft) -> str:
    early = draft.below(5)
    return (
        f"上午{8 + early % 4}时",
        f"早上{6 + early % 3}点",
        f"下午{2 + early % 4}点",
        f"上午{9 + early % 3}时许",
        f"清晨{5 + early % 3}点多",
        f"中午{11 + early % 2}点",
    )[draft.below(6)]


def day(back: int, spread: int) -> Maker:
    """A day at least `back` days before the event, as 10月18日."""

    def words(draft: Draft) -> str:
        return spoken(draft.day - timedelta(days=back + draft.below(spread)))

    return words


def spoken(when: date) -> str:
    return f"{when.month}月{when.day}日"


def so_far(draft: Draft) -> str:
    """The part of the year for which there are figures."""
    day = draft.day
    return f"{day.year}年前{day.month - 1}个月" if day.month > 2 else f"{day.year - 1}年全年"


def last_month(draft: Draft) -> str:
    """The month before, with its year where that differs."""
    end = draft.day.replace(day=1) - timedelta(days=1)
    return f"{end.month}月底" if end.year == draft.day.year else f"{end.year}年底"


FRESH: dict[str, Maker] = {
    "upper": lambda draft: draft.name("mzj", CITY.bureau),
    "bureau": bureau,
    "office": office,
    "agency": agency,
    "bureaus": bureaus,
    "boss": official("boss"),
    "deputy": official("deputy"),
    "chief": official("chief"),
    "counties": counties,
    "d": number(3, 10),
    "dd": number(11, 47),
    "twenty": number(20, 25),
    "fifty": number(50, 60),
    "ten": lambda draft: ("10", "15", "20", "30")[draft.below(4)],
    "ddd": number(103, 990),
    "dddd": number(1020, 9800),
    "wan": tens_of_thousands,
    "pct": percent,
    "up": growth,
    "money": money,
    "huge": huge,
    "tens": lambda draft: str(10 * (9 + draft.below(60))),
    "sometowns": lambda draft: str(11 + draft.below(30) if draft.frame.is_city else 3 + draft.below(3)),
    "towns": lambda draft: str(57 if draft.frame.is_city else len(draft.frame.towns)),
    "office_hour": lambda draft: ("上午", "上午8时30分", "上午9时", "下午", "下午3时", "")[draft.below(6)],
    "yuan": lambda draft: str(10 * (6 + draft.below(90))),
    "year": lambda draft: str(draft.day.year),
    "lastyear": lambda draft: str(draft.day.year - 1),
    "nextyear": lambda draft: str(draft.day.year + 1),
    "month": lambda draft: f"{draft.day.month}月",
    "lastmonth": last_month,
    "sofar": so_far,
    "tomonth": lambda draft: "1月" if draft.day.month == 1 else f"1月至{draft.day.month}月",
    "standard": lambda draft: str(580 + 10 * draft.below(25)),
    "rural": lambda draft: str(5280 + 60 * draft.below(40)),
    "villages": lambda draft: str((230 if draft.frame.is_city else 38) + draft.below(420 if draft.frame.is_city else 90)),
    "today": lambda draft: spoken(draft.day),
    "ago": day(2, 12),
    "longago": day(20, 60),
    "weekday": lambda draft: f"周{WEEKDAYS[draft.day.weekday()]}",
    "hour": hour,
    "season": lambda draft: SEASONS[draft.day.month - 1],
    "whole": lambda draft: draft.frame.whole,
    "area": lambda draft: draft.frame.area,
    "letter": lambda draft: draft.frame.letter,
    "gov": lambda draft: f"{draft.frame.letter}委、{draft.frame.letter}政府",
    "province": lambda draft: PROVINCE,
    "colour": lambda draft: "蓝黄橙"[draft.below(3)] + "色",
    "ordinal": lambda draft: ORDINALS[draft.below(5)],
}

LOCAL: dict[str, Maker] = {  # the same within one sentence pattern; {elder2} is somebody else
    "elder": elder,
    "grandma": lambda draft: old(draft, 0),
    "grandpa": lambda draft: old(draft, 1),
    "resident": resident,
    "villager": villager,
    "person": lambda draft: names.person(draft.below),
    "woman": lambda draft: names.woman(draft.below),
    "man": lambda draft: names.man(draft.below),
    "young": lambda draft: names.young(draft.below),
    "auntie": lambda draft: f"{names.surname(draft.below)}{('阿姨', '大姐', '婶')[draft.below(3)]}",
    "uncle": lambda draft: f"{names.surname(draft.below)}{('大爷', '师傅', '叔', '伯')[draft.below(4)]}",
    "kid": lambda draft: names.kid(draft.below),
    "road": lambda draft: names.road(draft.below),
    "firm": lambda draft: names.firm(draft.below),
    "somewhere": lambda draft: (names.community if draft.below(2) else names.village)(draft.below),
    "community": lambda draft: names.community(draft.below),
    "village": lambda draft: names.village(draft.below),
    "county": county,
    "town": town,
}

KEPT: dict[str, Maker] = {  # the same to the end of the story
    "hero": lambda draft: (names.woman, names.young)[draft.below(2)](draft.below),
    "where": lambda draft: draft.one_of("where", draft.frame.counties or draft.frame.towns),
    "spot": lambda draft: part_of_where(draft) + names.community(draft.below),
    "hamlet": lambda draft: part_of_where(draft) + names.village(draft.below),
    "few": number(6, 48),
    "total": tens_of_thousands,
    "many": number(112, 980),
    "lots": number(1030, 9700),
    "sum": money,
    "fund": huge,
}

MAKERS = Makers(fresh=FRESH, local=LOCAL, kept=KEPT, pools={"theme": "themes", "project": "projects", "news": "brief"})
