"""What newspaper systems write into a page besides its text: the enpproperty comment, 第03版：要闻."""

import re
from collections.abc import Iterable

from crawler.pages import clean
from crawler.pages.tree import Tree

PROPERTY = re.compile(r"<(?:founder-)?([a-z]{2,20})>([^<]{1,2000})</", re.IGNORECASE)
IN_PRINT = re.compile(r"[（(]?\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日?[^（）()]{0,8}?(?P<no>[A-Z]?\d{1,3})\s*版\s*[)）]?\W*$")
LABELLED = re.compile(r"^\W*(?:版次\s*[:：]\s*|第\s*)(?P<no>[A-Z]?\d{1,3})\s*版?\s*(?:[:：]\s*(?P<name>\S{1,16}))?")


def properties(tree: Tree) -> dict[str, str]:
    """The fields of 方正's comment by name in lower case, its prefix off; {} where the page has none."""
    for _, text in tree.comments:
        if "enpproperty" in text:
            return {name.lower(): clean.line(value) for name, value in PROPERTY.findall(text)}
    return {}


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
