"""Who wrote, sent in, photographed and edited a piece, by the formulas in which Chinese papers name them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

HEAD, TAIL = 200, 300  # characters at the beginning and the end of a text in which people are named
HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
# 张三, 欧阳小红, 方 敏, 古丽·阿依, and at most twelve of them in a row.
NAME = rf"(?:{HAN}[ \u3000\u00a0]{{1,4}}{HAN}(?!{HAN})|{HAN}{{2,4}}(?:[·•]{HAN}{{1,8}}){{0,3}})"
BETWEEN = r"(?:\s*[、，,／/；;&＆]\s*|[ \u3000\u00a0]+|和(?=[\u4e00-\u9fff]{2,3}(?:[)）]|$)))"
NAMES = rf"(?P<names>{NAME}(?:{BETWEEN}(?!(?:通讯员|记者|摄影|编辑|文|图|摄|供图|报道|整理|编译)){NAME}){{0,11}})"
HOUSE = rf"(?:本报|本网|本刊|本台|新华社|人民网|中新社|中新网|央视|总台|全媒体|融媒体|首席|见习|实习|特约|驻[{HAN[1:-1]}]{{1,6}}|资深|视觉|摄影|文字|{HAN}{{2,8}}(?:报|网|社|台|新闻|日报|晚报|频道|客户端|中心))"
COLON = r"\s*[:：|丨／/]?\s*"

REPORTER = re.compile(rf"(?P<house>{HOUSE}{{0,4}})(?:记者|記者){COLON}{NAMES}")
CORRESPONDENT = re.compile(rf"(?:特约)?(?:通讯员|通訊員|通联){COLON}{NAMES}")
PHOTOGRAPHER = re.compile(
    rf"(?:摄影|供图|图片|摄影报道)\s*[:：|丨／/]\s*{NAMES}|(?:记者|通讯员)?\s*(?P<before>{NAME}(?:{BETWEEN}{NAME}){{0,5}})\s*[/／]?\s*(?:摄影|摄|供图)(?=[)）。\s]|$)"
)
WRITER = re.compile(rf"(?:^|[\s(（【|丨/])(?:作\s*者|撰\s*文|采\s*写|撰\s*稿|执\s*笔|文字|文)\s*[:：|丨／/]\s*{NAMES}")
EDITOR = re.compile(rf"(?:责任编辑|责任編輯|責任編輯|责\s*编|责任编缉|编\s*辑|編輯)\s*[:：|丨／/]?\s*{NAMES}")
AGENCY = re.compile(rf"(?:[(（](?:中央社|法新社|路透社)?(?:记者|記者)(?P<names>{HAN}{{2,4}}){HAN}{{2,6}}\d{{1,2}}日[电電])")

NOT_NAMES = frozenset("从在向于对了获近今昨日前就从获悉了解到获知看到发现采访报道表示说告称认为问者站网报道社电讯走进来到现场团队日从年月")
WORDS = re.compile(
    r"了解|获悉|采访|报道|表示|看到|发现|来到|走进|从|近日|今日|昨日|日前|注意|独家|现场|编辑|记者|通讯员|摄影|来源|时间|发布|新闻|日报|晚报|客户端|网络|资料|视觉|图片|供图|协会|中心|公司|大学|学院|医院|法院|检察|公安|政府|委员|大队|支队|办公|宣传|部门|有限|集团|工作室|平台|频道|栏目|团队|编者|综合|整理|本报|本网|讯|电$"
)
SPACED = re.compile(rf"(?<!{HAN})({HAN})[ \u3000\u00a0]+({HAN})(?!{HAN})")
SPLIT = re.compile(r"[、，,／/；;&＆\s\u3000]+")


@dataclass(slots=True)
class People:
    """Names by what they did, each once, in the order of the page."""

    reporters: list[str] = field(default_factory=list)
    correspondents: list[str] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)


def names(text: str) -> list[str]:
    """The persons in a list of names: 方 敏、张三 → 方敏, 张三. A word that is none ends the list."""
    found = []
    for part in SPLIT.split(SPACED.sub(r"\1\2", text)):
        if not part:
            continue
        if not is_name(part):
            break
        found.append(part)
    return found


def is_name(word: str) -> bool:
    return 2 <= len(word) <= 12 and word[0] not in NOT_NAMES and not WORDS.search(word)


def add(known: list[str], more: Iterable[str]) -> None:
    known.extend(name for name in more if name not in known)


def people_in_text(body: str) -> People:
    """Whom the first and the last characters of a text name."""
    found = People()
    head, tail = body[:HEAD], body[HEAD:][-TAIL:]
    for text in (head, tail):
        for match in REPORTER.finditer(text):
            after = text[match.end() : match.end() + 3]
            if re.match(r"\s*[/／]?\s*摄(?!制)", after):
                add(found.photographers, names(match["names"]))
            else:
                add(found.reporters, names(match["names"]))
        for match in AGENCY.finditer(text):
            add(found.reporters, names(match["names"]))
        for match in CORRESPONDENT.finditer(text):
            add(found.correspondents, names(match["names"]))
        for match in PHOTOGRAPHER.finditer(text):
            add(found.photographers, names(match["names"] or match["before"] or ""))
        for match in WRITER.finditer(text):
            add(found.reporters, names(match["names"]))
    return found


def people_in_bar(texts: Iterable[str]) -> People:
    """Whom the lines around the text name: labelled only."""
    found = People()
    for text in texts:
        for match in REPORTER.finditer(text):
            add(found.reporters, names(match["names"]))
        for match in WRITER.finditer(text):
            add(found.reporters, names(match["names"]))
        for match in CORRESPONDENT.finditer(text):
            add(found.correspondents, names(match["names"]))
        for match in EDITOR.finditer(text):
            add(found.editors, names(match["names"]))
    return found
