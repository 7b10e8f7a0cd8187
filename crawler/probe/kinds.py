"""What an address turned out to be: a list, a feed, a newspaper; and which system made it."""

import re

from crawler.discover import epaper, feed
from crawler.discover.answers import at, objects, parsed
from crawler.discover.markup import root_name
from crawler.discover.weibo import is_post
from crawler.pages.decode import decode
from model.capture import Capture
from model.source import Kind

JPAGE = re.compile(r"<datastore>|/module/(?:web/)?jpage/|jpage\.js|dataproxy\.jsp", re.IGNORECASE)
TRS = re.compile(r"createPageHTML\s*\(|TRS_Editor|trs_paper|/t20\d{6}_\d+\.s?html?", re.IGNORECASE)
FOUNDER = re.compile(r"enpproperty|<founder-|pagepicmap|id=[\"']?pageLink|/pc/layout/", re.IGNORECASE)
ROBOTS = re.compile(r"^\s*sitemap\s*:", re.IGNORECASE | re.MULTILINE)
GENERATOR = re.compile(r"<meta[^>]{0,80}name=[\"']?generator[\"']?[^>]{0,80}content=[\"']([^\"']{1,80})", re.IGNORECASE)


def kind_of(page: Capture) -> Kind:
    """The way of finding links that fits what is served at an address; LIST for any page that is nothing else."""
    text = decode(page).text
    root, tree = root_name(text), parsed(text)
    fits = {
        Kind.SITEMAP: page.body.startswith(b"\x1f\x8b") or root in ("urlset", "sitemapindex") or (not root and ROBOTS.search(text)),
        Kind.FEED: root in feed.ROOTS or (at(tree, "items") is not None and "jsonfeed" in str(at(tree, "version"))),
        Kind.WEIBO: tree is not None and (at(tree, "data", "userInfo") or next(objects(tree, is_post), None)),
        Kind.WECHAT: tree is not None or "appmsgalbum" in page.url,
        Kind.EPAPER: is_newspaper(page, text),
        Kind.JPAGE: JPAGE.search(text),
    }
    return next((kind for kind, fit in fits.items() if fit), Kind.LIST)


def is_newspaper(page: Capture, text: str) -> bool:
    """A page of an issue, or a cover that sends its readers to one."""
    sent = re.search(r"refresh[^>]{0,80}(?:node_|nbs\.D|layout/)", text, re.IGNORECASE)
    return bool(sent) or (epaper.PAGE.search(epaper.path(page.url)) is not None and bool(FOUNDER.search(text))) or "pagepicmap" in text.lower()


def cms_of(page: Capture) -> str:
    """The system behind a page, in Chinese."""
    text = decode(page).text
    if named := GENERATOR.search(text):
        return f"网站系统 {named[1]}"
    names = {"方正数字报": FOUNDER, "大汉 jcms": JPAGE, "TRS": TRS}
    return next((f"像是{name}系统" for name, signs in names.items() if signs.search(text)), "普通网页")
