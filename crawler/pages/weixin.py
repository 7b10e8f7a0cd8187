"""微信公众号: the date stands in a script, the account in #js_name, some kinds of post in nothing but scripts."""

import re
from datetime import datetime
from html import unescape
from urllib.parse import urlsplit

from crawler.pages import clean
from crawler.pages.body import NOTHING, Passage, written
from crawler.pages.ladder import Rungs, ladder
from crawler.pages.lines import lines
from crawler.pages.media import images
from crawler.pages.page import LITTLE, ArticlePage
from crawler.pages.posts import headline
from crawler.pages.tree import Tree
from crawler.pages.trim import trimmed
from model.reading import Precision
from model.times import SHANGHAI, Moment, moment

LEAST = 15.0  # weight of a text in its place; less are the remains of a post that a script draws
HOST = "mp.weixin.qq.com"
STAMP = re.compile(r"""(?:var\s+ct\s*=\s*|ori_create_time\s*[:=]\s*|\bct\s*[:=]\s*)["'](\d{10})["']""")
CREATED_AT = re.compile(r"""(?:ori_?)?create_?time["']?\s*[:=]\s*["']?(\d{10})\b""", re.IGNORECASE)
CREATED = re.compile(r"""createTime\s*[:=]\s*["']([\d: -]{16,19})["']""")
NICKNAME = re.compile(r"""(?:var\s+nickname\s*=\s*(?:htmlDecode\()?|["']?nick_name["']?\s*:\s*(?:JsDecode\()?)\s*["']([^"']{1,80})["']""")
TITLE = re.compile(r"""var\s+msg_title\s*=\s*(["'])(.{1,1000}?)\1""")
SHORT_TEXT = re.compile(r"""content_noencode\s*:\s*JsDecode\('((?:[^'\\]|\\.)+)'""", re.DOTALL)
PICTURE = re.compile(r"""cdn_url\s*:\s*(?:JsDecode\()?\s*["'](http[^"']{10,600})["']""")
MARKUP = re.compile(r"</?[a-z]{1,12}[\s/>]", re.IGNORECASE)
WATERMARK = re.compile(r"watermark_info\s*:\s*\{[^{}]*\}")  # pictures of a picture, not of the post
BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]{0,80}?url\(\s*[\"']?(https?://mmbiz[^\"')\s]{5,600})", re.IGNORECASE)
ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})")


def is_weixin(tree: Tree, url: str) -> bool:
    return bool(tree.select("#js_content") or tree.select("#js_article")) or urlsplit(url).hostname == HOST


class WeixinPage(ArticlePage):
    """One post of an official account."""

    @ladder
    def title(self) -> Rungs[str]:
        """Short texts have no title but their beginning, which the platform itself writes into og:title."""
        yield "og", clean.title(self.metas["og:title"])
        yield "wechat", clean.title(self.first_text(("#activity-name",)))
        if found := TITLE.search(self.decoded.text):
            yield "script", clean.title(script_text(found[2]))
        if found := SHORT_TEXT.search(self.decoded.text):
            yield "text", clean.title(headline(script_text(found[1])))

    @ladder
    def body(self) -> Rungs[Passage]:
        """#js_content, or what a script or the head says: never the page around it."""
        shown = self.passage(self.tree.select("#js_content"))
        yield "wechat", shown if shown.weight >= LEAST else NOTHING
        if found := SHORT_TEXT.search(self.decoded.text):
            yield "script", written(without_markup(script_text(found[1])))
        yield "wechat", shown
        whole = trimmed(self.generic, self.title)
        yield "generic", whole if whole.weight >= LITTLE else NOTHING  # the day #js_content gets another name
        yield "description", written(script_text(self.metas.first("description", "og:description")))
        yield "title", written(self.title)

    @ladder
    def published(self) -> Rungs[Moment | None]:
        """#publish_time is filled by a script: the page holds the second in another one."""
        if stamp := STAMP.search(self.decoded.text):
            yield "script", Moment(datetime.fromtimestamp(int(stamp[1]), SHANGHAI), Precision.SECOND)
        if stamp := CREATED_AT.search(self.decoded.text):
            yield "script", Moment(datetime.fromtimestamp(int(stamp[1]), SHANGHAI), Precision.SECOND)
        if created := CREATED.search(self.decoded.text):
            yield "script", moment(created[1], self.capture.fetched)
        yield "list", self.listed

    @ladder
    def account(self) -> Rungs[str]:
        yield "wechat", self.first_text(("#js_name", "#post-user", ".profile_nickname"))
        if name := NICKNAME.search(self.decoded.text):
            yield "script", clean.line(script_text(name[1]))

    @ladder
    def origin(self) -> Rungs[str]:
        yield "account", self.account

    @ladder
    def reporters(self) -> Rungs[tuple[str, ...]]:
        """The author whom the page shows beside the account, and those whom the text names."""
        author = self.metas["author"] or self.first_text(("#js_author_name",))
        yield "meta", tuple(dict.fromkeys((author, *self.named.reporters))) if author and author != self.account else ()
        yield "text", tuple(self.named.reporters)

    @ladder
    def images(self) -> Rungs[tuple[str, ...]]:
        """Of a picture post the list in its script."""
        shown = images(self.tree, self.lines, self.body, self.foreign, self.base)
        yield "body", tuple(dict.fromkeys((*shown, *self.backgrounds())))
        yield "script", tuple(dict.fromkeys(script_text(address) for address in PICTURE.findall(WATERMARK.sub("", self.decoded.text))))

    def backgrounds(self) -> list[str]:
        """Pictures that the text has behind its words, by their style."""
        places = [entry for body in self.tree.select("#js_content") for entry in range(body, self.tree.ends[body])]
        styles = (self.tree.attributes[entry].get("style") or "" for entry in places)
        return [found[1] for style in styles if (found := BACKGROUND.search(style))]


def without_markup(text: str) -> str:
    """The lines of a text that may be markup: a post that was shared again comes as such."""
    return "\n".join(line.text for line in lines(Tree(text))) if MARKUP.search(text) else text


def script_text(text: str) -> str:
    """A string of a script as it is meant: \\x26amp; → &, \\x0a → a new line."""
    return unescape(ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\\n", "\n"))
