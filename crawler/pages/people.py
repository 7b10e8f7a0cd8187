"""Who wrote, sent in, photographed and edited a piece, by the formulas in which Chinese papers name them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

HEAD, TAIL = 200, 300  # characters at the beginning and the end of a text in which people are named
HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
ROLES = "通讯员|通訊員|记者|記者|摄影|攝影|编辑|責任|责任|责编|校对|审核|编审|监制|来源|作者|文字|图片|供图|报道|整理|编译|实习|见习|特约|本报"
# 方 敏, 张三, 欧阳小红, 古丽·阿依; at most twelve of them in a row.
NAME = rf"(?:{HAN}[ \u3000\u00a0]{{1,4}}{HAN}(?!{HAN})|{HAN}{{2,4}}(?:[·•]{HAN}{{1,8}}){{0,3}})"
BETWEEN = r"(?:\s*[、，,／/；;&＆]\s*|[ \u3000\u00a0]+)"
NAMES = rf"(?P<names>(?!{ROLES}){NAME}(?:{BETWEEN}(?!{ROLES}|[文图摄]{BETWEEN}){NAME}){{0,11}})"
# A list of names ends where a name can end: in running text "记者登录平台" names nobody.
END = r"(?=$|[)）】\]」。，,；;：:\n|丨／/_]|\s|[摄攝文图]|报道|報道|综合|整合|整理|编译|采写|通讯员|记者)"
BEHIND = f"(?:(?<!{HAN})|(?<=[记記]者)|(?<=通讯员)|(?<=通訊員))"  # a name does not begin within a word
COLON = r"\s*[:：|丨／/]?\s*"

REPORTER = re.compile(rf"[记記]者{COLON}{NAMES}{END}")
DISPATCH = re.compile(rf"[记記]者(?P<names>{HAN}{{2,3}}){HAN}{{2,6}}\d{{1,2}}日[电電]")  # 中央社記者某某某台北21日電
CORRESPONDENT = re.compile(rf"通(?:讯员|訊員|联){COLON}{NAMES}{END}")
PHOTOGRAPHER = re.compile(rf"(?:摄影|攝影|供图|图片|图|摄)\s*[:：|丨／/]\s*{NAMES}{END}")
SHOT_BY = re.compile(rf"{BEHIND}(?P<names>(?!{ROLES}){NAME}(?:{BETWEEN}(?!{ROLES}){NAME}){{0,5}})\s*[/／]?\s*(?:摄影|摄|攝|供图)(?=报道|[)）。\s]|$)")
WRITER = re.compile(
    rf"(?:(?:作\s*者|撰\s*文|采\s*写|撰\s*稿|执\s*笔)\s*[:：|丨／/]|(?:^|[\s(（【])(?:文字|文)\s*[:：|丨／/]|专栏作者\s|(?:^|[\s|])作者(?={HAN}{{2,4}}(?:$|[\s|])))\s*{NAMES}{END}"
)
EDITOR = re.compile(rf"(?:责任编辑|責任編輯|责\s*编|编\s*辑|編輯)\s*[:：|丨／/]?\s*{NAMES}{END}")
SIGNED = re.compile(rf"^(?P<names>{HAN}{{2,4}})\s*[/／]\s*{HAN}{{2,12}}[报網网社台刊]$|来源[:：]\s*{HAN}{{2,10}}[报网社台]\s(?P<after>{HAN}{{2,3}})$")
WORDS = re.compile(
    "了解|获悉|采访|报道|表示|看到|发现|来到|走进|近日|今日|昨日|日前|注意|独家|现场|编辑|记者|通讯员|摄影|来源|时间|发布|新闻|日报|晚报|客户端|网络|资料|视觉"
    "|图片|供图|协会|中心|公司|大学|学院|医院|法院|检察|公安|政府|委员|大队|支队|办公|宣传|部门|有限|集团|工作室|平台|频道|栏目|团队|编者|综合|整理|整合|编译|本报|本网"
    "|见习|实习|特约|提问|走访|回答|分享|作者|未知|原创|佚名|首席|融媒|全媒|视频|剪辑|校对|审核|校读|审读|统筹|策划|监制|制图|制作|值班|供稿|撰稿|[电讯网報报社台摄攝者]$|^[系为是者了获问]"
)
SPACED = re.compile(rf"(?<!{HAN})({HAN})[ \u3000\u00a0]+({HAN})(?!{HAN})")
DID = re.compile("(?:摄影|综合)?(?:报道|報道|报导|報導)$|(?:摄影|攝影|整理|编译|采写)$")  # 柳青报道
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
    found: list[str] = []
    for word in SPLIT.split(SPACED.sub(r"\1\2", text)):
        part = DID.sub("", word)
        if part and not is_name(part):
            break
        if part:
            found.append(part)
    return found


def is_name(word: str) -> bool:
    return 2 <= len(word) <= 12 and not WORDS.search(word)


def add(known: list[str], more: Iterable[str]) -> None:
    known.extend(name for name in more if name not in known)


def people_in_text(body: str) -> People:
    """Whom the first and the last characters of a text name."""
    found = People()
    for text in (body[:HEAD], body[HEAD:][-TAIL:]):
        credit(text, found)
        for pattern, word in ((PHOTOGRAPHER, "[图摄攝]"), (SHOT_BY, "[摄攝]|供图")):
            for match in pattern.finditer(text) if re.search(word, text) else ():
                add(found.photographers, names(match["names"]))
    return found


def people_in_bar(texts: Iterable[str]) -> People:
    """Whom the lines around the text name, with a label or as 甲/某报."""
    found = People()
    for text in texts:
        credit(text, found)
        if signed := SIGNED.search(text):
            add(found.reporters, names(signed["names"] or signed["after"]))
        for match in EDITOR.finditer(text):
            add(found.editors, names(match["names"]))
    return found


def credit(text: str, found: People) -> None:
    """Adds the reporters, writers and correspondents that a text names; 记者 甲 摄 is a photographer."""
    for match in REPORTER.finditer(text):
        if in_prose(text, match):
            continue
        shot = re.match(r"\s*[/／]?\s*[摄攝](?!制)", text[match.end() : match.end() + 4])
        add(found.photographers if shot else found.reporters, names(match["names"]))
    for pattern in (WRITER, DISPATCH):
        for match in pattern.finditer(text):
            add(found.reporters, names(match["names"]))
    for match in CORRESPONDENT.finditer(text):
        add(found.correspondents, names(match["names"]))


def in_prose(text: str, match: re.Match[str]) -> bool:
    """Whether 记者 and what follows are a sentence, as in 记者实地走访，: nothing between them, a comma or full stop behind, no bracket around."""
    attached = text[match.start("names") - 1] in "者"
    closed = max(text.rfind(mark, 0, match.start()) for mark in "）)】]")
    opened = max(text.rfind(mark, 0, match.start()) for mark in "（(【[")
    return attached and opened <= closed and text[match.end() : match.end() + 1] in tuple("，,。；;、")
