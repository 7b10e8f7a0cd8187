"""Pages that hold their article as data for a script: JSON documents, and shells of 头条, 澎湃, 微博, 百家号 and the like."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote

from crawler.pages import clean
from crawler.pages.counts import Count, count
from crawler.pages.lines import weight
from crawler.pages.posts import headline, is_post, pictures
from crawler.pages.tree import Tree

Thing = dict[str, Any]
DEPTH = 24  # of nesting that is looked through
LARGEST = 4_000_000  # characters of one document of data
LONGEST = 500  # characters of a title of a page
LEAST = 15.0  # weight of the shortest text that makes a thing a piece
DOCUMENT = re.compile(r"^\s*(?:[\w$.]{1,60}\(\s*)?(?=[{\[])")  # a callback may stand around it
ASSIGNED = re.compile(
    r"(?:\$render_data|__INITIAL_STATE__|__INITIAL_DATA__|_SSR_HYDRATED_DATA|__PRELOADED_STATE__|__NUXT__|_ROUTER_DATA|INIT_DATA|pageData|allData|window\.DATA)[\"'\]]*\s*=\s*(?=[{\[])"
)
TITLES = ("title", "name", "headline", "screen_title", "articleTitle")
TEXTS = ("longTextContent", "content", "contentHtml", "articleContent", "contentText", "articleBody", "text_raw", "text", "body", "desc")
SUMMARIES = ("summary", "abstract", "description", "digest")
TIMES = (
    "publishTime",
    "publish_time",
    "publishedTimeStr",
    "pubTimeLong",
    "pubTime",
    "pubtime",
    "publishedAt",
    "newsTime",
    "publish_date",
    "datePublished",
    "created_at",
    "createTime",
    "create_time",
    "create_at",
    "original_time",
    "show_time",
    "time",
    "ctime",
)
SOURCES = ("source", "sourceName", "orig_source", "origin", "mediaName", "media")
ACCOUNTS = ("user", "mediaUser", "media_user", "user_info", "userInfo", "userinfo", "authorInfo", "account", "author")
NAMES = ("screen_name", "screenName", "nickname", "userName", "name", "account")
COUNTS = {
    "reads": ("read_count", "go_detail_count", "readCount", "viewCount", "view_count"),
    "likes": ("attitudes_count", "digg_count", "diggCount", "likeCount", "like_count", "praiseTimes"),
    "comments": ("comments_count", "comment_count", "commentCount", "interactionNum"),
    "shares": ("reposts_count", "share_count", "shareCount"),
}
LITERAL = re.compile(r"articleInfo:\s*\{\s*title:\s*'(?P<title>(?:[^'\\]|\\.)*)'.{0,40}?content:\s*'(?P<content>(?:[^'\\]|\\.)*)'", re.DOTALL)
LITERAL_SOURCE = re.compile(r"subInfo:\s*\{.{0,80}?source:\s*'(?P<source>[^']*)',\s*time:\s*'(?P<time>[^']*)'", re.DOTALL)
BACKSLASH = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article, note or post as its data gives it. `content` may be markup."""

    title: str
    content: str
    published: str = ""
    origin: str = ""
    account: str = ""
    images: tuple[str, ...] = ()
    counts: dict[str, Count] = field(default_factory=dict)
    made: bool = False  # the title is the beginning of the content, for it has none of its own


NO_PIECE = Piece("", "")


def is_document(text: str) -> bool:
    """Whether the whole answer is data and no page."""
    return DOCUMENT.match(text) is not None


def pieces(text: str, tree: Tree) -> list[Piece]:
    """The pieces that a page's data tells, the longest first; those inside another one are not counted."""
    known = list(documents(text, tree))
    found = [piece for document in known for piece in within(document)]
    if any(not piece.made and weight(piece.content) >= LEAST for piece in found):  # what readers say of it is told as posts are
        found = [piece for piece in found if not piece.made or weight(piece.content) >= LEAST]
    if not found and not is_document(text):  # a live page and the like tell no more than their summary
        found = [piece for document in known for piece in within(document, texts=SUMMARIES)]
        found = found or [piece for document in known for piece in within(document, texts=SUMMARIES, least=1) if called(piece, tree)]
    if literal := LITERAL.search(text):
        found.append(of_literal(literal, text))
    return sorted(found, key=lambda piece: -len(piece.content))


def called(piece: Piece, tree: Tree) -> bool:
    """Whether the page has the headline of the piece for its title: then it is what the page is about, however few its words."""
    name = clean.key(piece.title)  # that of the site stands behind
    return bool(name) and any(clean.key(tree.text(entry)[:LONGEST]).startswith(name) for entry in tree.named("title"))


def about(headline: str, text: str, tree: Tree) -> Piece:
    """Time and source that a page's data gives to the piece of this headline, for a page that shows its text without them."""
    wanted = clean.key(headline)
    found = (piece for document in documents(text, tree) for piece in named(document, wanted)) if wanted else iter(())
    return next(found, NO_PIECE)


def named(data: object, wanted: str, depth: int = 0) -> Iterator[Piece]:
    """The things of a document that have this headline and say when or where it was published."""
    if depth > DEPTH:
        return
    if isinstance(data, dict):
        published, origin = text_of(data, TIMES), text_of(data, SOURCES)
        if (published or origin) and clean.key(text_of(data, TITLES)) == wanted:
            yield Piece("", "", published, origin)
        data = list(data.values())
    for part in data if isinstance(data, list) else ():
        if isinstance(part, (dict, list)):
            yield from named(part, wanted, depth + 1)


def documents(text: str, tree: Tree) -> Iterator[object]:
    """What can be parsed of a page's data. Broken data is no data: the page is then read by what it shows."""
    sources: list[str] = []
    if start := DOCUMENT.match(text):
        sources.append(text[start.end() :])
    else:
        sources += (unquote(source) if source.lstrip()[:1] == "%" else source for source in tree.scripts("application/json"))
        sources += (text[match.end() :] for match in ASSIGNED.finditer(text))
    for source in sources:
        try:
            yield json.JSONDecoder(strict=False).raw_decode(source[:LARGEST].lstrip())[0]
        except (ValueError, RecursionError):
            continue


def within(data: object, depth: int = 0, texts: tuple[str, ...] = TEXTS, least: float = LEAST) -> Iterator[Piece]:
    """The pieces of a document, outermost only."""
    if depth > DEPTH:
        return
    if isinstance(data, dict):
        if piece := piece_of(data, texts, least):
            yield piece
            return
        data = list(data.values())
    for part in data if isinstance(data, list) else ():
        if isinstance(part, (dict, list)):
            yield from within(part, depth + 1, texts, least)


def lists(data: object, depth: int = 0) -> bool:
    """Whether a document holds two things with a headline side by side, or says that there is more to come."""
    if depth > DEPTH:
        return False
    if isinstance(data, dict) and ("has_more" in data or "max_cursor" in data):
        return True
    if isinstance(data, list) and sum(isinstance(part, dict) and bool(text_of(part, TITLES)) for part in data) > 1:
        return True
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(lists(part, depth + 1) for part in parts if isinstance(part, (dict, list)))


def piece_of(thing: Thing, texts: tuple[str, ...] = TEXTS, least: float = LEAST) -> Piece | None:
    """A thing with a text, and a headline or a time, is a piece; a post however short it is."""
    content = text_of(thing.get("longText"), texts) or text_of(thing, texts)
    near = [thing, *(value for value in thing.values() if isinstance(value, dict))]
    published = next((found for one in near if (found := text_of(one, TIMES))), "")
    title = text_of(thing, TITLES)
    post = is_post(thing)
    if weight(content) < (1 if post else least) or not (title or published or post or "<p" in content):
        return None
    account = next((name for key in ACCOUNTS if (name := name_of(thing.get(key)))), "")
    short = not title
    source = account if short else text_of(thing, SOURCES) or text_of(thing.get("subInfo"), SOURCES)
    retold = thing.get("retweeted_status")
    if isinstance(retold, dict):
        content += f"<br>@{name_of(retold.get('user'))}：{text_of(retold, TEXTS)}"
    called = title or headline((content.partition("#")[0] if "aweme_id" in thing else "") or content)  # 抖音 has its topics below
    content = content if "<" in content else content.replace("\n", "<br>")
    return Piece(called, content, published, source, account, tuple(pictures(thing)), dict(counts(thing)), made=not title)


def of_literal(match: re.Match[str], text: str) -> Piece:
    """A piece of 头条 of 2019, which is a script's own object and not JSON."""
    beside = LITERAL_SOURCE.search(text, match.end())
    title, content = (script_text(match[name]).strip('"') for name in ("title", "content"))
    return Piece(title, content, beside["time"] if beside else "", beside["source"] if beside else "")


def text_of(thing: object, keys: tuple[str, ...]) -> str:
    """The first of the named values that is a text, or a number: a time in seconds or milliseconds."""
    if not isinstance(thing, dict):
        return ""
    for key in keys:
        value = thing.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and value > 10**8:
            return str(value)
    return ""


def name_of(value: object) -> str:
    if isinstance(value, dict) and isinstance(value.get("info"), dict):
        value = value["info"]
    return value.strip() if isinstance(value, str) else text_of(value, NAMES)


def counts(thing: Thing) -> Iterator[tuple[str, Count]]:
    cell = thing.get("itemCell")
    packed = cell.values() if isinstance(cell, dict) else ()
    beside = [thing, *(value for key in ("statistics", "stats", "counts", "itemCounter", "action") if isinstance(value := thing.get(key), dict))]
    beside += [value for value in packed if isinstance(value, dict)]
    for name, keys in COUNTS.items():
        if found := next((one for part in beside for key in keys if (one := count(part.get(key))) is not None), None):
            yield name, found


def script_text(text: str) -> str:
    """A string of a script as it is meant: \\u003C → <, &quot; → "."""
    plain = BACKSLASH.sub(lambda match: chr(int(match[1], 16)), text.replace("\\\\", "\\"))
    return unescape(unescape(plain.replace("\\n", "\n").replace('\\"', '"').replace("\\/", "/")))
