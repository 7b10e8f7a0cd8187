"""微信公众号: the date stands in a script, the account in #js_name, some kinds of post in nothing but scripts."""

import re
from datetime import datetime

from crawler.pages import clean
from crawler.pages.ladder import Rungs, ladder
from crawler.pages.page import ArticlePage
from crawler.pages.times import SHANGHAI, Moment, moment
from model.reading import Precision

STAMP = re.compile(r"""(?:var\s+ct\s*=\s*|ori_create_time\s*[:=]\s*|\bct\s*[:=]\s*)["'](\d{10})["']""")
CREATED = re.compile(r"""createTime\s*[:=]\s*["']([\d: -]{16,19})["']""")
NICKNAME = re.compile(r"""(?:var\s+nickname\s*=\s*(?:htmlDecode\()?|nick_name\s*:\s*JsDecode\()\s*["']([^"']{1,80})["']""")
TITLE = re.compile(r"""var\s+msg_title\s*=\s*(["'])(.{1,1000}?)\1""")


class WeixinPage(ArticlePage):
    """One post of an official account."""

    @ladder
    def title(self) -> Rungs[str]:
        yield "og", clean.title(self.metas["og:title"])
        yield "wechat", clean.title(self.first_text(("#activity-name",)))
        if written := TITLE.search(self.decoded.text):
            yield "script", clean.title(written[2])
        yield from ArticlePage.title.rungs(self)

    @ladder
    def published(self) -> Rungs[Moment | None]:
        if stamp := STAMP.search(self.decoded.text):
            yield "script", Moment(datetime.fromtimestamp(int(stamp[1]), SHANGHAI), Precision.SECOND)
        if created := CREATED.search(self.decoded.text):
            yield "script", moment(created[1], self.capture.fetched)
        yield "list", self.listed

    @ladder
    def account(self) -> Rungs[str]:
        yield "wechat", self.first_text(("#js_name", "#post-user", ".profile_nickname"))
        if name := NICKNAME.search(self.decoded.text):
            yield "script", clean.line(name[1])

    @ladder
    def origin(self) -> Rungs[str]:
        yield "account", self.account

    @ladder
    def reporters(self) -> Rungs[tuple[str, ...]]:
        yield "text", tuple(self.named.reporters)
        author = self.metas["author"]
        yield "meta", (author,) if author and author != self.account else ()
