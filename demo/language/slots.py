"""What the slots of the patterns stand for."""

from collections.abc import Callable

from demo.language import names
from demo.language.draft import Draft, Makers
from demo.language.figures import SEASONS, day, growth, hour, huge, last_month, money, number, percent, so_far, spoken, tens_of_thousands
from demo.language.frames import CITY, PROVINCE
from demo.language.offices import agency, bureau, bureaus, counties, official, part_of_where, town

Maker = Callable[[Draft], str]

WEEKDAYS = "一二三四五六日"


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


FRESH: dict[str, Maker] = {
    "upper": lambda draft: draft.name("mzj", CITY.bureau),
    "bureau": bureau,
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
    "weekday": lambda draft: f"周{WEEKDAYS[draft.day.weekday()]}",
    "hour": hour,
    "season": lambda draft: SEASONS[draft.day.month - 1],
    "whole": lambda draft: draft.frame.whole,
    "area": lambda draft: draft.frame.area,
    "letter": lambda draft: draft.frame.letter,
    "gov": lambda draft: f"{draft.frame.letter}委、{draft.frame.letter}政府",
    "province": lambda draft: PROVINCE,
    "colour": lambda draft: "蓝黄橙"[draft.below(3)] + "色",
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
    "community": lambda draft: names.community(draft.below),
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
