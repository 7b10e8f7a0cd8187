"""Who wrote, sent in, photographed and edited a piece, by the formulas in which Chinese papers name them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.pages.furniture import any_of
from crawler.pages.names import BETWEEN, HAN, INSTITUTION, NAME, NAMES, PLACES, ROLES, add, has_surname, names, parted

HEAD, TAIL = 200, 300  # characters at the beginning and the end of a text in which people are named
# A list of names ends where a name can end: in running text "记者登录平台" names nobody.
END = r"(?=$|[(（)）【】\[\]《」。，,；;：:\n|丨｜／/_]|\s|[摄攝文图]|报道|報道|综合|整合|整理|编译|采写|供稿|通讯员|记者)"
COLON = r"\s*[:：|丨｜／/]?\s*"
LABEL = r"\s*[:：|丨｜／/]\s*"
FROM = rf"(?:{HAN}{{2,20}}{INSTITUTION}[ \u3000\u00a0:：、·]+)?"  # 通讯员 云岭市民政局 柳青
BEGIN = rf"(?:^|(?<=[\s(（【\[|丨｜：:。，、”]))(?<!{HAN}[ \u3000])"

REPORTER = re.compile(rf"[记記]者{COLON}{FROM}{NAMES}{END}")
DISPATCH = re.compile(rf"[记記]者(?P<names>{HAN}{{2,3}}){HAN}{{2,6}}\d{{1,2}}日[电電]")  # 中央社記者某某某台北21日電
AGENCY = re.compile(rf"日[电電讯訊]\s*[（(]\s*(?:(?:本网|本报)?[记記]者{COLON})?{NAMES}\s*[)）]")  # 中新社云岭5月6日电 (白溪 柳青)
CROWDED = re.compile(
    rf"(?:[记記]者|(?P<sent>通[讯訊][员員]))\s*(?P<run>(?:(?![记記]者|通[讯訊][员員]){HAN}){{5,12}})(?=[)）]|[记記]者|通[讯訊][员員])"
)  # 通讯员李小红赵大海）
CORRESPONDENT = re.compile(rf"(?:通(?:讯员|訊員|联){COLON}|(?:信息员|供稿人?|投稿人?|报送人?){LABEL}){FROM}{NAMES}{END}")
PHOTOGRAPHER = re.compile(rf"(?:^|[\s(（【/／、；;，。])(?:摄影|攝影|供图|图片|图|摄){LABEL}(?:[^\s:：]{{0,6}}(?:记者|通讯员)\s*)?{NAMES}{END}")
SHOT = r"(?:\s*[/／]?\s*(?:摄影|摄|攝|供图)|\s*[/／]\s*图|[ \u3000\u00a0]+图)(?=报道|[)）。，；\s]|$)"
SHOT_BY = re.compile(
    rf"(?<!\d)(?<!\d )(?:(?<!{HAN})|(?<=[记記]者)|(?<=通讯员)|(?<=通訊員))(?P<names>(?!{ROLES}){NAME}(?:\s*[、，,]\s*{NAME}|[ \u3000]+{NAME}){{0,5}}){SHOT}"
)
IS_SHOT = re.compile(SHOT)
PICTURED = re.compile("[图摄攝]")  # in every line that names who took a picture
# In every text that names who reported, sent or wrote it. Words alone are found ten times as fast as the names behind them.
REPORTED_BY = re.compile("[记記]者|日[电電讯訊]")
SENT_BY = re.compile("通[讯訊联]|信息员|供稿|投稿|报送")
WRITTEN_BY = re.compile(r"作\s*者|[撰采]|执\s*笔|[文图片字][\s:：|丨｜／/、+＋&图]")
WRITTEN_TOO = re.compile(r"\s*(?:摄影|摄)报道")
PICTURE_OF = re.compile(r"(?:图|摄影?|供图)\s*[/／:：|丨｜]\s*\S{0,8}$")
ARCHIVE = re.compile("资料(?:图|照)|资料图片")  # a picture that was not taken for this piece
WRITER = re.compile(
    any_of(
        rf"(?:作\s*者|撰\s*文|采\s*写|撰\s*稿(?:人|编辑|編輯)?|执\s*笔|采访|原作者){LABEL}",
        rf"(?:^|[\s(（【])(?:文字|文){LABEL}",
        rf"(?:^|[\s(（【])(?:文[/／、+＋&]?\s*图|图[/／、+＋&]?\s*文|文字[/／、]?图片)(?:{LABEL}|\s+)",
        "专栏作者\\s",
        rf"(?:^|[\s|])作者\s?(?={HAN}{{2,4}}(?:$|[\s|]))",
    )
    + rf"\s*(?:[^\s:：]{{0,8}}[记記]者\s*)?{NAMES}{END}"
)
WRITER_OF = re.compile(  # 作者：方敏北京大学经济学院教授
    rf"作者\s*[:：]?\s*(?P<names>{HAN}{{2,3}}?)(?:[系为是]|(?={PLACES}{HAN}{{2,24}}(?:教授|研究员|院长|主任|博士|学者|所长|校长|会长|理事|委员|书记|律师|作家|员|师)))"
)
BOTH = re.compile(
    rf"{BEGIN}(?P<names>(?!{ROLES}){NAME}(?:\s*[、，,]\s*{NAME}|[ \u3000]+{NAME}){{0,5}})\s*[/／ ]\s*(?:文[/／、]?图|图[/／、]?文|文)(?=$|[\s)）。，,])"
)
BEFORE_BOTH = re.compile(r"[/／ ]\s*[文图]")
CLOSING = re.compile(rf"[（(]\s*{HAN}{{2,20}}{INSTITUTION}[ \u3000\u00a0:：]+(?P<names>{NAME}(?:[、，, \u3000]+{NAME}){{0,4}})\s*[)）]\s*$")
EDITOR = re.compile(rf"(?:责任编辑|責任編輯|责\s*编|编\s*辑|編輯){COLON}{NAMES}(?:{END}|(?=[0-9A-Z]))")
RUN_TOGETHER = re.compile(rf"(?<={HAN})(?=(?:稿源|来源|编辑|责任编辑|责编|通讯员|摄影|时间|发布时间|发布日期|校对|审核)\s*[:：])")  # 作者：白溪稿源：云岭日报
SIGNED = re.compile(rf"^(?P<names>{HAN}{{2,4}})\s*[/／]\s*{HAN}{{2,12}}[報报网網社台刊]$|来源[:：]\s*{HAN}{{2,10}}[报网社台]\s(?P<after>{HAN}{{2,3}})$")
SPREAD = re.compile(r"[记記]\s+者(?=\s)|通\s+[讯訊]\s+[员員](?=\s)")  # labels whose characters are spread over the line
REPORTED = re.compile(  # 王小明 报道, alone on its line or behind a stroke
    rf"(?:^|[|｜丨/／]\s*)(?P<names>{NAME}(?:{BETWEEN}{NAME}){{0,3}})\s*(?:综合|綜合|即時|即时)?(?:报道|報道|报导|報導|撰文|采写|撰稿)$"
)
LATIN = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|von|la|al))* [A-Z][\w'’-]+"
BYLINE = re.compile(
    rf"^(?:Written )?[Bb][Yy][:\s]\s*(?P<names>{LATIN}(?:(?:, and |, | and | & ){LATIN}){{0,5}})"
    r"(?=\s*(?:$|[,|•·–—(]|in |on |for |Updated|Published|Posted|\d|@))"
)


TITLED = re.compile(r"\b(?:Staff|Writer|Reporter|Editor|Correspondent|Press|News|Team|Desk|Contributor|Admin|Media|Agency|Agencies)\b")


@dataclass(slots=True)
class People:
    """Names by what they did, each once, in the order of the page."""

    reporters: list[str] = field(default_factory=list)
    correspondents: list[str] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)


def people_in_text(body: str) -> People:
    """Whom the first and the last characters of a text name."""
    found = People()
    body = SPREAD.sub(lambda match: re.sub(r"\s", "", match[0]), body)
    for text in (body[:HEAD], body[HEAD:][-TAIL:]):
        credit(text, found)
        pictures(text, found)
    closing(body[-TAIL:], found)
    return found


def people_in_bar(texts: Iterable[str]) -> People:
    """Whom the lines around the text name, with a label or as 甲/某报."""
    found = People()
    for text in (RUN_TOGETHER.sub(" ", line) for line in texts):
        credit(text, found)
        pictures(text, found)
        if signed := SIGNED.search(text):
            add(found.reporters, names(signed["names"] or signed["after"]))
        if (reported := REPORTED.search(text)) and all(map(has_surname, signed_by := names(reported["names"]))):
            add(found.reporters, signed_by)
        if byline := BYLINE.search(text):
            add(found.reporters, (name for name in re.split(", and |, | and | & ", byline["names"]) if not TITLED.search(name)))
        for match in EDITOR.finditer(text):
            add(found.editors, names(match["names"]))
    return found


def credit(text: str, found: People) -> None:
    """Adds the reporters, writers and correspondents that a text names; 记者 甲 摄 and 通讯员 甲 摄 are photographers."""
    reported, sent = REPORTED_BY.search(text), SENT_BY.search(text)
    for named, pattern, kind in ((reported, REPORTER, found.reporters), (sent, CORRESPONDENT, found.correspondents)):
        for match in pattern.finditer(text) if named else ():
            if in_prose(text, match):
                continue
            shot = IS_SHOT.match(text, match.end()) or PICTURE_OF.search(text, max(0, match.start() - 12), match.start())
            if not shot or WRITTEN_TOO.match(text, match.end()):
                add(kind, names(match["names"]))
            if shot and not ARCHIVE.search(text, text.rfind("\n", 0, match.start()) + 1, match.start()):
                add(found.photographers, names(match["names"]))
    for match in CROWDED.finditer(text) if reported or sent else ():
        add(found.correspondents if match["sent"] else found.reporters, parted(match["run"]))
    written = WRITTEN_BY.search(text)
    for named, pattern in ((written, WRITER), (written, WRITER_OF), (reported, DISPATCH), (reported, AGENCY), (BEFORE_BOTH.search(text), BOTH)):
        for match in pattern.finditer(text) if named else ():
            add(found.reporters, names(match["names"]))


def pictures(text: str, found: People) -> None:
    """Adds those who took the pictures, line by line; an archive's picture is not of this piece."""
    for line in text.split("\n") if PICTURED.search(text) else ():
        if not PICTURED.search(line) or ARCHIVE.search(line):
            continue
        for pattern in (PHOTOGRAPHER, SHOT_BY):
            for match in pattern.finditer(line):
                add(found.photographers, names(match["names"]))


def closing(tail: str, found: People) -> None:
    """Adds those of a unit who signed in brackets at the very end: （青溪县民政局 甲）. Without a unit it is as often the editor."""
    if (match := CLOSING.search(tail)) and all(map(has_surname, signed := names(match["names"]))):
        add(found.correspondents, signed)


def in_prose(text: str, match: re.Match[str]) -> bool:
    """Whether 记者 and what follows are a sentence, as in 记者实地走访，: nothing between them, no bracket around, and a comma behind or no surname."""
    attached = text[match.start("names") - 1] in "者员員"
    closed = max(text.rfind(mark, 0, match.start()) for mark in "）)】]")
    opened = max(text.rfind(mark, 0, match.start()) for mark in "（(【[")
    return attached and opened <= closed and (text[match.end() : match.end() + 1] in tuple("，,。；;、") or not has_surname(match["names"]))
