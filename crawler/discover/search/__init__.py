"""Searches of sites, by word: what to ask, and the links that an answer gives. One file a site; the answers are told apart by their shape."""

from collections.abc import Sequence
from typing import Protocol

from crawler.discover.answers import parsed
from crawler.discover.found import Found, Next, Result
from crawler.discover.search import baidu, hunan, jsearch, people, sogou, toutiao, xinhua
from crawler.discover.search.reply import Reply
from crawler.discover.signs import why_empty
from crawler.pages.decode import decode
from model.capture import Capture
from model.outcome import UserError
from model.source import Discover, Site


class Search(Protocol):
    """What the file of a site holds."""

    def asked(self, rules: Discover, word: str) -> Next:
        """The first question for a word."""
        ...

    def answered(self, reply: Reply) -> bool:
        """Whether an answer has this site's shape."""
        ...

    def find(self, reply: Reply) -> Found: ...


SITES: dict[Site, Search] = {
    Site.PEOPLE: people,
    Site.XINHUA: xinhua,
    Site.JSEARCH: jsearch,
    Site.HUNAN: hunan,
    Site.BAIDU: baidu,
    Site.SOGOU: sogou,
    Site.TOUTIAO: toutiao,
}


def asked(rules: Discover) -> Sequence[Next]:
    """The first question of each word. Errors: UserError where the source does not say which site, or which words."""
    if rules.site is None:
        raise UserError(f"采集规则 {rules.url} 是搜索（search），请写明 site")
    if not rules.words and rules.site is not Site.HUNAN:
        raise UserError(f"采集规则 {rules.url} 是搜索（search），请在 words 写明要搜的词")
    return [SITES[rules.site].asked(rules, word) for word in rules.words or ("",)]


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The links of one answer; `form` is what was posted for it."""
    text = decode(capture).text
    reply = Reply(text=text, tree=parsed(text), url=capture.url or rules.url, form=form, now=capture.fetched, status=capture.status, base=rules.base)
    site = SITES[rules.site] if rules.site else next((site for site in SITES.values() if site.answered(reply)), None)
    if site is None:
        return Found(outcome=why_empty(text, capture.status) if text.strip() else Result.BLOCKED)
    return site.find(reply)
