"""One way of finding links a file; each gives the links of one page, and where it goes on, from the page alone."""

from crawler.discover import list as html_list
from crawler.discover.found import Found
from model.capture import Capture
from model.source import Discover, Kind


def find(capture: Capture, rules: Discover, number: int = 1) -> Found:
    """The links of page `number` (from 1) of what `rules` describes, as `capture` holds it."""
    match rules.kind:
        case Kind.LIST:
            return html_list.find(capture, rules, number)
    raise NotImplementedError(rules.kind)
