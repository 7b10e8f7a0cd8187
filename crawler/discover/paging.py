"""Where an HTML list goes on: a source's template, createPageHTML in both its forms, rel=next, 下一页, or the next number of a pager."""

import re
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.etree import _Element as Element

from crawler.discover.row_dates import texts

CALL = re.compile(r"createPageHTML\s*\(([^()]{3,300})\)")
NUMBER = re.compile(r"\bvar\s+(\w+)\s*=\s*[\"']?(\d+)")
NEXT = re.compile(r"\s*[>›»]*\s*(?:下一?\s*[页頁]|后一?页|后页|後一?頁|next(?:\s+page)?)\s*[>›»]*\s*", re.IGNORECASE)

ARROW = re.compile(r"\s*(?:[>›→]|&gt;|»)\s*")
CALLED_NEXT = re.compile(r"(?:^|[\s_-])next(?:$|[\s_-])|下一?页", re.IGNORECASE)  # in the class or the label of a link

NUMBERS = 500  # links of one page that are numbers
LARGE = 150  # pieces of text: what has more is no pager
PAGER = re.compile(r"[首尾末]\s*[页頁]|[上下]一?\s*[页頁]|共\s*\d+\s*[页頁条條]|\d+\s*/\s*\d+\s*页|跳转")
OWN = re.compile(r"(?<![\d共/])\d{1,4}(?![\d页頁条條/])")


def templated(pages: str, second: int, number: int, url: str) -> str:
    """The page after page `number` (from 1) of the list at `url`, by a template with {n}; `second` is {n} on page 2."""
    return urljoin(url, pages.replace("{n}", str(second + number - 1)))


def with_fields(url: str, **fields: object) -> str:
    """An address with these fields in its query, in place of its own of the same names."""
    parts = urlsplit(url)
    own = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in fields]
    return urlunsplit(parts._replace(query=urlencode([*own, *((key, str(value)) for key, value in fields.items())])))


def called(text: str, url: str) -> str:
    """By the call that draws the pager: (pages, current from 0, name, extension) or (container, pages, current from 1, name, extension, rows)."""
    numbers = dict(NUMBER.findall(text))
    for match in CALL.finditer(text):
        words = [word.strip().strip("\"'") for word in match[1].split(",")]
        words = [numbers.get(word, word) for word in words]
        if len(words) >= 4 and words[0].isdigit() and words[1].isdigit():
            pages, following, name, extension = int(words[0]), int(words[1]) + 1, words[2], words[3]
            more = following < pages
        elif len(words) >= 5 and words[1].isdigit() and words[2].isdigit():
            pages, following, name, extension = int(words[1]), int(words[2]) + 1, words[3], words[4]
            more = following <= pages
        else:  # the definition of the function, not its call
            continue
        return urljoin(url, f"{name}_{following}.{extension.lstrip('.')}") if more else ""
    return ""


def linked(doc: Element, url: str) -> str:
    """By rel=next, a link that says 下一页, or the number after that of this page."""
    for element in doc.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and (href := usable(element, url)):
            return href
    for element in doc.iter("a"):
        said = "".join(texts(element)) or next((image.get("alt") or "" for image in element.iter("img")), "") or element.get("title") or ""
        if NEXT.fullmatch(said) and (href := usable(element, url)):
            return href
    return arrowed(doc, url) or numbered(doc, url)


def arrowed(doc: Element, url: str) -> str:
    """By a single arrow in a pager, or a link that is only called next; not one that is switched off."""
    for element in doc.iter("a"):
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"
        said = "".join(texts(element)).strip()
        if len(said) > 4 or "disabled" in named or not (ARROW.fullmatch(said) or CALLED_NEXT.search(named)):
            continue
        if said != "»" and pager_of(element) is not None and (href := usable(element, url)):
            return href
    return ""


def numbered(doc: Element, url: str) -> str:
    """The page after this one in a pager of numbers, where this page's own number leads nowhere."""
    pagers: dict[Element, dict[int, str]] = {}
    spoken = ((element, "".join(texts(element)).strip(" []<>第页頁\u3000\xa0\r\n\t")) for element in doc.iter("a"))
    for element, said in islice(((element, said) for element, said in spoken if said.isdigit() and len(said) < 5), NUMBERS):
        if (href := usable(element, url)) and (pager := pager_of(element)) is not None:
            pagers.setdefault(pager, {}).setdefault(int(said), href)
    for pager, links in pagers.items():
        rest = {int(said) for said in OWN.findall(" ".join(texts(pager))) if int(said) not in links}
        here = next((number for number in sorted(links) if number - 1 in rest and number - 1 not in links), None)
        if here is not None:
            return links[here]
    return ""


def pager_of(anchor: Element) -> Element | None:
    """The element around a number that reads like a pager: 首页 1 2 3 共3页; a calendar has numbers too."""
    for element in islice(anchor.iterancestors(), 4):
        pieces = list(islice(texts(element), LARGE))
        text = " ".join(pieces)
        if len(pieces) == LARGE or len(text) > 400 or element.tag in ("body", "html"):
            return None
        if PAGER.search(text) or "pag" in f"{element.get('class')} {element.get('id')}".lower():
            return element
    return None


def usable(element: Element, url: str) -> str:
    href = (element.get("href") or "").strip()
    if not href or href.startswith("#") or href.lower().startswith("javascript"):
        return ""
    try:
        joined = urljoin(url, href)
    except ValueError:
        return ""
    return "" if joined.partition("#")[0] == url.partition("#")[0] else joined
