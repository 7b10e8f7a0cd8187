"""The kinds of text a newsroom writes, as outlines over pools of sentences."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Genre:
    """`title` and `lead` name pools; an outline holds, per paragraph, a pool name per sentence; `?` is left out half the time."""

    name: str
    title: str
    lead: str
    outlines: tuple[tuple[tuple[str, ...], ...], ...]
    filler: str = "data"  # pool of what is added to a text that came out too short
    numbered: bool = False  # 一、二、三
    signed: bool = True  # opens with 本报讯 and the reporters


def outlines(*texts: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(paragraph.split()) for paragraph in text.split("/")) for text in texts)


MEETING = Genre(
    "会议",
    "meeting_title",
    "meeting_lead",
    outlines(
        "figures data / point background / data / demand / demand stress / exchange / official / close",
        "attend / background data / point data / demand / demand stress / exchange / ?plan / close",
        "point data / figures / demand / demand official / stress / exchange / ?plan",
        "figures / background data / case / demand point / stress demand / exchange close",
        "attend figures / point / demand demand / close",
    ),
)
VISIT = Genre(
    "走访慰问",
    "visit_title",
    "visit_lead",
    outlines(
        "at_home / scene voice / case / visit_words / data official / at_home / visit_close",
        "scene / at_home visit_words / voice / background data / case / stress / visit_close",
        "?festival / at_home / case / voice / scene / visit_words stress / visit_close",
        "at_home visit_words / case / data / visit_close",
    ),
)
POLICY = Genre(
    "政策解读",
    "policy_title",
    "policy_lead",
    outlines(
        "background data / answer / answer / answer / answer / answer / official / ?plan",
        "figures background / answer / answer / answer / answer / case / voice / policy_close",
        "background data / answer / answer / answer / answer / data / official / policy_close",
        "turn / answer / answer / answer / policy_close",
    ),
    signed=False,
)
PORTRAIT = Genre(
    "典型人物",
    "portrait_title",
    "portrait_lead",
    outlines(
        "hero hero / hero hero / scene hero / case / hero hero / praise voice / official / portrait_close",
        "scene / hero hero / background hero / hero hero / praise / case / hero hero / portrait_close",
        "hero hero / case / hero hero / voice / hero hero / praise / data / portrait_close",
        "hero hero / scene / hero / praise / portrait_close",
    ),
)
FIGURES = Genre(
    "统计数字",
    "figures_title",
    "figures_lead",
    outlines(
        "data data / background data / turn data / data / official / case / plan",
        "figures data / data data / case / data / voice official / plan",
        "data / data data / background / turn / voice / data official / plan",
        "data data data / official / plan",
    ),
)
ACTIVITY = Genre(
    "活动现场",
    "activity_title",
    "activity_lead",
    outlines(
        "scene / scene voice / activity activity / background data / case / official / ?plan / activity_close",
        "?festival / scene activity / voice / scene / activity data / case / official / activity_close",
        "activity scene / voice voice / case / background data / scene / official / activity_close",
        "scene activity / voice / activity_close",
    ),
)
FEATURE = Genre(
    "通讯",
    "titles",
    "feature_lead",
    outlines(
        "scene / voice background / turn data / case / official / scene voice / data figures / case / voice / official / plan",
        "case / background turn / data / scene / voice / official / case / data voice / scene / plan",
        "background / turn / scene voice / data / case / official data / scene / case voice / plan",
        "scene voice / background / turn data / scene / case / official / data / voice case / figures plan",
    ),
)
NEWS = Genre(
    "消息",
    "titles",
    "news_lead",
    outlines(
        "data / background turn / data / case / official voice / scene / plan",
        "background data / turn / data / case / voice official / ?figures / plan",
        "turn data / scene voice / data / background / official / case / plan",
        "official / data data / case / background / voice / turn / plan",
        "data / turn / scene / official / plan",
    ),
)
NOTICE = Genre(
    "通知公告",
    "notice_title",
    "notice_lead",
    outlines(
        "notice / notice / notice / answer / notice / notice / answer / notice_end",
        "background / notice / notice / answer / answer / notice / notice / notice_end",
        "notice / notice / answer / notice / notice / notice_end",
    ),
    filler="notice",
    numbered=True,
    signed=False,
)
BRIEF = Genre(
    "简讯",
    "brief_title",
    "brief_lead",
    outlines("data data / background official", "data turn / official plan", "background data / voice official / plan", "turn data / scene data plan"),
)

GENRES = (NEWS, FEATURE, MEETING, VISIT, POLICY, PORTRAIT, FIGURES, ACTIVITY, NOTICE, BRIEF)
SHARES = (20, 14, 14, 9, 8, 7, 8, 10, 5, 5)  # of a hundred

OFF_TOPIC = (
    Genre(
        "新闻",
        "titles",
        "lead",
        outlines(
            "facts / scene facts / voice / facts scene / facts / advice",
            "scene voice / facts / facts scene / facts voice / advice",
            "facts facts / scene / voice facts / scene facts / facts / ?advice",
            "facts / facts / scene scene / voice / facts advice / facts",
            "facts scene / facts voice / facts / advice",
        ),
        filler="facts",
    ),
)

IN_ENGLISH = (
    Genre(
        "English",
        "titles",
        "lead",
        outlines("fact / view / quote / fact / fact / ?quote / end", "view / quote / fact / fact / view / ?fact / end", "fact / fact / quote / view / end"),
        filler="fact",
        signed=False,
    ),
)
