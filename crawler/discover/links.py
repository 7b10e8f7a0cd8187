"""A file of links from the office or from a platform's back office: csv, xlsx, or a text with an address a line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from crawler.discover import list as html_list
from crawler.discover import rows
from crawler.discover.answers import when
from crawler.discover.dates import CHINA
from crawler.discover.found import Found, Link, Result
from crawler.discover.markup import root_name
from crawler.discover.sheet import PACKED, Unopened, cells
from crawler.discover.signs import why_empty
from crawler.pages.counts import count, floors, numbers
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Discover

HEAD = 10  # rows in which the head may stand, below a title
URL = re.compile(r"https?://[^\s<>\"'，。；、（）)【】|]+")
# The names of the columns that matter, as offices and platforms write them; the longer one counts where two fit.
COLUMNS = {
    "url": r"(?:文章|内容|原文|稿件|作品|发布|新闻|视频|永久|网页)?(?:链接|网址|地址|url|link)(?:地址)?",
    "title": r"(?:文章|内容|稿件|作品|新闻|视频)?(?:标题|题目|名称|title)",
    "published": r"(?:首次)?(?:发布|发表|刊发|刊播|播出|推送|群发|发文|上传|创建)?(?:时间|日期)|date|published|create_?time",
    "account": r"(?:公众号|账号|帐号|作者|媒体|刊发媒体|发布账号|来源账号|平台)(?:名称?|昵称)?|account",
    "page_no": r"版次|版面",
    "reads": r"(?:总)?(?:阅读|浏览|播放|展现|展示)(?:数|量|次数|人次)?|reads",
    "likes": r"(?:点赞|赞|好看)(?:数|量|次数)?|likes",
    "comments": r"(?:评论|留言)(?:数|量|次数)?|comments",
    "shares": r"(?:分享|转发)(?:数|量|次数)?|shares",
}
AROUND = " \t\r\n,，;；|:：-—·、（）()[]【】"
ENDS = AROUND.translate(str.maketrans("", "", "（()）[]【】"))
DATE_ONLY = re.compile(r"[\d\s年月日时分秒/:：.\-]*")
NUMBERED = re.compile(r"^[（(]?\d{1,3}(?:[、)）]|[.．](?!\d))\s*")  # 1、 of a list
TRAILING = re.compile(r"[\s（(\[]*(?:(?:20\d\d)\s*[-/.年]\s*)?\d{1,2}\s*[-/月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[)）\]\s]*$")
COUNTS = ("reads", "likes", "comments", "shares")


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The rows with an address, in their order."""
    if capture.body.startswith(PACKED):
        try:
            table = cells(capture.body)
        except Unopened:
            return Found(outcome=Result.UNREADABLE)
    else:
        text = decode(capture).text.lstrip("\ufeff")
        if root_name(text) == "html":
            return html_list.find(capture, rules, number)
        table = lines(text)
    found = rows.distinct(listed(table, capture.fetched))[: rows.MOST]
    return Found(rows=tuple(found), outcome=Result.ROWS if found else why_empty("", capture.status))


def lines(text: str) -> list[list[str]]:
    """A text as a table: by the sign that parts its columns, else each line as one cell."""
    head = next((line for line in text.splitlines()[:HEAD] if columns(re.split(r"[,\t;]", line))), "")
    sign = max(",\t;", key=head.count) if head else "\t" if "\t" in text[:5000] else ","
    try:
        return [row for row in csv.reader(io.StringIO(text), delimiter=sign) if any(row)]
    except csv.Error:  # a quote that never closes, a field beyond all limits
        return [[line] for line in text.splitlines() if line.strip()]


def columns(row: Sequence[str]) -> dict[str, int]:
    """Where the columns stand, by a head row; empty for a row that is none."""
    names = [re.sub(r"[\s*（）()：:\"]|[（(][^（()）]*[)）]", "", cell).lower() for cell in row]
    places = {field: names.index(name) for field, pattern in COLUMNS.items() for name in names if re.fullmatch(pattern, name)}
    return places if "url" in places else {}


def listed(table: Sequence[Sequence[str]], now: datetime) -> Iterator[Link]:
    at = next((at for at, row in enumerate(table[:HEAD]) if columns(row)), None)
    places = columns(table[at]) if at is not None else {}
    for row in table[at + 1 :] if at is not None else table:
        yield from named(row, places, now) if places else bare(row, now)


def named(row: Sequence[str], places: dict[str, int], now: datetime) -> Iterator[Link]:
    """A row below a head."""
    said = {field: row[place].strip() for field, place in places.items() if place < len(row)}
    if match := URL.search(said.get("url", "")) or URL.search(" ".join(row)):
        counts = {name: found for name in COUNTS if (found := count(said.get(name))) is not None}
        yield Link(
            match[0],
            said.get("title", ""),
            serial(said.get("published", "")) or when(said.get("published"), now),
            account=said.get("account", ""),
            page_no=said.get("page_no", ""),
            counts=numbers(counts),
            at_least=floors(counts),
        )


def bare(row: Sequence[str], now: datetime) -> Iterator[Link]:
    """A line without a head: every address in it; what else it says is a title or a date."""
    text = " ".join(row)
    found = [match[0] for match in URL.finditer(text)]
    if len(found) != 1:
        yield from (Link(url) for url in found)
        return
    others = [part.strip(AROUND) for cell in row for part in URL.split(cell)]
    published = next((moment for part in others if (moment := serial(part) or when(part, now))), None)
    title = max((TRAILING.sub("", NUMBERED.sub("", part)).strip(ENDS) for part in others if not DATE_ONLY.fullmatch(part)), key=len, default="")
    yield Link(found[0], title if len(title) > 3 else "", published)


def serial(text: str) -> datetime | None:
    """A day as spreadsheets count it, from the end of 1899."""
    if not re.fullmatch(r"[345]\d{4}(?:\.\d+)?", text):
        return None
    return datetime(1899, 12, 30, tzinfo=CHINA) + timedelta(minutes=round(float(text) * 1440))
