"""What newspaper systems write into a page besides its text: the enpproperty comment, 第03版：要闻."""

import re
from collections.abc import Iterable

from crawler.pages import clean
from crawler.pages.names import has_surname, is_name
from crawler.pages.tree import Tree

BYLINE = re.compile(r"[■□●◎▲\s]*(?:本报|本刊|新华社|人民网)?\S{0,8}?(?:记者|通讯员|作者)")
PROPERTY = re.compile(r"<(?:founder-)?([a-z]{2,20})>([^<]{1,2000})</", re.IGNORECASE)
IN_PRINT = re.compile(r"[（(]?\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日?[^（）()]{0,8}?(?P<no>[A-Z]?\d{1,3})\s*版\s*[)）]?\W*$")
LABELLED = re.compile(r"^\W*(?:版次\s*[:：]\s*|第\s*)(?P<no>[A-Z]?\d{1,3})\s*版?\s*(?:[:：]\s*(?P<name>\S{1,16}))?")


def properties(tree: Tree) -> dict[str, str]:
    """The fields of 方正's comment by name in lower case, its prefix off; {} where the page has none."""
    for _, text in tree.comments:
        if "enpproperty" in text:
            return {name.lower(): clean.line(value) for name, value in PROPERTY.findall(text)}
    return {}


def headings_beside(tree: Tree, title: str) -> tuple[str, str]:
    """引题 and 副题: the headings right before and right after the one that is the headline, in the same block."""
    found = [entry for entry in tree.named("h1", "h2", "h3", "h4") if clean.key(tree.text(entry))]
    at = next((n for n, entry in enumerate(found) if clean.key(tree.text(entry)) == clean.key(title)), None)
    if at is None:
        return "", ""
    near = [found[n] if 0 <= n < len(found) and tree.parents[found[n]] == tree.parents[found[at]] else None for n in (at - 1, at + 1)]
    above, below = (clean.title(tree.text(entry)) if entry is not None else "" for entry in near)
    return above, "" if BYLINE.match(below) or signed(below) else below


def signed(text: str) -> tuple[str, ...]:
    """The names that a line consists of: 张三 李四; () for any other line."""
    parts = re.sub(r"^[■□●◎▲\s]*", "", text).replace("、", " ").split()
    return tuple(parts) if parts and all(2 <= len(part) <= 4 and is_name(part) and has_surname(part) for part in parts) else ()


def signed_below(tree: Tree, title: str) -> tuple[str, ...]:
    """Who signed a printed piece right below its headline, without saying as what."""
    found = [clean.line(tree.text(entry)) for entry in tree.named("h1", "h2", "h3", "h4", "h5")]
    at = next((n for n, text in enumerate(found) if clean.key(text) == clean.key(title)), None)
    return next(filter(None, map(signed, found[at + 1 : at + 3])), ()) if at is not None else ()


def is_print_mark(text: str) -> bool:
    """Whether a line only says where a piece was printed: 《某报》（2024年05月11日 09版）."""
    return len(text) < 40 and "版" in text and IN_PRINT.search(re.sub(r"^\W*《[^》]{2,12}》", "", text).strip()) is not None


def page_in(texts: Iterable[str]) -> tuple[str, str]:
    """Number and name of the printed page that a line names, as 第03版：要闻 or （2024年05月11日 09版）; ("", "") without one."""
    for text in texts:
        if len(text) > 60 or "版" not in text:
            continue
        if found := LABELLED.match(text):
            return found["no"], found["name"] or ""
        if found := IN_PRINT.search(text):
            return found["no"], ""
    return "", ""
