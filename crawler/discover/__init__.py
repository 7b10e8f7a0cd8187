"""One way of finding links a file; each gives the links of one page, and where it goes on, from the page alone."""

from crawler.discover import feed, jpage, sitemap
from crawler.discover import list as html_list
from crawler.discover.found import Found
from model.capture import Capture
from model.source import Discover, Kind


def find(capture: Capture, rules: Discover, number: int = 1, form: str = "") -> Found:
    """The links of page `number` (from 1) of what `rules` describes, as `capture` holds it; `form` is what was posted for it."""
    match rules.kind:
        case Kind.LIST:
            return html_list.find(capture, rules, number)
        case Kind.JPAGE:
            return jpage.find(capture, rules, number, form)
        case Kind.FEED:
            return feed.find(capture, rules, number)
        case Kind.SITEMAP:
            return sitemap.find(capture, rules, number)
