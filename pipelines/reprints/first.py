"""The first publication of a story (首发): which article it was, why, and how sure that is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.reprints.plain import folded_lines
from pipelines.reprints.prints import Print

# 新华社长沙11月3日电: the outlet that wrote the text, printed with it.
DATELINE = re.compile(r"\s*[(【\[]?([^\s\d,。:;()]{1,6}?[社报网台])[^\d,。:;()]{0,10}\d{1,2}月\d{1,2}日[^。,]{0,6}?[电讯]")
SOURCE = re.compile(r"\s*[(\[【]?(?:来\s*源|稿\s*源|转载?自|原载)\s*[:丨|]?\s*[《“]?([^\s,。:;()\[\]《》“”|丨]{2,14})")
OPENING_LINES, CLOSING_LINES = 3, 8
CLOSE = timedelta(hours=1)  # page times nearer to each other than that may be the wrong way round

SURE, CLOSELY, CONTRADICTED, MISSING, UNTIMED = 0.95, 0.7, 0.6, 0.4, 0.3


@dataclass(frozen=True, slots=True)
class FirstPublication:
    """`id` is the earliest article that is there; `missing` names the outlet that had the text before it and was not collected."""

    id: str
    reason: str  # in Chinese
    confidence: float  # 0 … 1
    missing: str = ""


def first_publication(articles: Sequence[Print]) -> FirstPublication:
    """Of a story's articles, in the order in which they came; at least one."""
    timed = sorted((article for article in articles if article.published), key=_time)
    if not timed:
        return FirstPublication(articles[0].id, "各篇均无发布时间，暂以最先采集的为首发", UNTIMED)
    first = timed[0]
    reason, confidence = _by_time(timed, len(articles))
    if missing := _missing(articles):
        return FirstPublication(first.id, f"未采集：{missing}（文中注明出自该媒体）；已采集的各篇中，{reason}", MISSING, missing)
    named = next((name for name in _named(first) if any(_same_outlet(name, other.outlet) for other in articles if other is not first)), "")
    if named:
        return FirstPublication(first.id, f"{reason}；但该篇注明来源为{named}", CONTRADICTED)
    return FirstPublication(first.id, reason, confidence)


def _by_time(timed: Sequence[Print], count: int) -> tuple[str, float]:
    first = f"{timed[0].outlet or '该篇'}发布于{_time(timed[0]):%Y-%m-%d %H:%M}"
    if count == 1:
        return f"{first}，目前仅此一篇", SURE
    if len(timed) == 1:
        return f"{first}，其余各篇无发布时间", CLOSELY
    ahead = _time(timed[1]) - _time(timed[0])
    if not ahead:
        return f"{first}，与{timed[1].outlet or '另一篇'}同时，以先采集的为首发", CLOSELY
    return f"{first}，在{count}篇中最早，比次早的早{_span(ahead)}", SURE if ahead >= CLOSE else CLOSELY


def _missing(articles: Sequence[Print]) -> str:
    """The outlet that wrote the text by its dateline, or by the source lines of most, when none of the articles is its."""
    datelines = Counter(name for article in articles for name in _datelines(article))
    sources = Counter(name for article in articles for name in set(_sources(article)))
    for names, least in ((datelines, len(articles) / 2), (sources, max(2, len(articles) / 2 + 0.5))):
        for name, count in names.most_common(1):
            if count >= least and not any(_same_outlet(name, article.outlet) for article in articles):
                return name
    return ""


def _named(article: Print) -> list[str]:
    return [*_datelines(article), *_sources(article)]


def _datelines(article: Print) -> list[str]:
    lines = folded_lines(article.body)[:OPENING_LINES]
    return [found[1] for line in lines if (found := DATELINE.match(line)) and not found[1].startswith("本")]


def _sources(article: Print) -> list[str]:
    lines = folded_lines(article.body)
    asked = lines[:OPENING_LINES] + lines[OPENING_LINES:][-CLOSING_LINES:]
    return [found[1] for line in asked if len(line) < 60 and (found := SOURCE.match(line))]


def _same_outlet(a: str, b: str) -> bool:
    """新华社 and 新华社客户端 are one outlet: its app, site and accounts are no other."""
    return bool(a and b) and (a in b or b in a)


def _time(article: Print) -> datetime:
    assert article.published is not None
    return article.published


def _span(ahead: timedelta) -> str:
    minutes = int(ahead.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)}天"
