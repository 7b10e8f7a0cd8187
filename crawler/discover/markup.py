"""XML from outside, read without entities, DTDs or network, and forgiving of what real feeds do wrong."""

import html
import re
from collections.abc import Iterator

from lxml import etree

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
STRAY = re.compile(r"&(?!#?\w{1,32};)")  # a bare & in an address, which XML does not allow and feeds have
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ROOT = re.compile(r"<([A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)")
OPENING, CLOSING = re.compile("<!--"), re.compile("-->")
# What a script writes into its own place: a title, a date.
WRITTEN = re.compile(r"<script[^>]{0,100}>\s*document\.write\(\s*(?:view\()?\s*[\"']([^\"'<>]{1,200})[\"']\s*\)?\s*\)\s*;?\s*</script>", re.IGNORECASE)
HEAD = 20_000  # characters in which a document says what it is


def root_name(text: str) -> str:
    """The name of the outermost element in lower case, without prefix; "" for what is no markup."""
    text = undeclared(text[:HEAD])
    while text.startswith("<!--"):
        text = text.partition("-->")[2].lstrip()
    match = ROOT.match(undeclared(text))
    return match[2].lower() if match else ""


def undeclared(text: str) -> str:
    """Without the XML declaration and the document type, where entities are defined: no feed needs its own."""
    text = DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    at = text[:HEAD].upper().find("<!DOCTYPE")
    if at < 0:
        return text.lstrip()
    end, inner = text.find(">", at), text.find("[", at)
    if 0 <= inner < end:
        end = text.find(">", text.rfind("]", inner, inner + (1 << 20)))
    return text[:at].strip() + text[end + 1 :].lstrip() if end >= 0 else ""


def between(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> Iterator[str]:
    """What stands between two marks, each time; in time that grows with the text alone, whatever is left open."""
    at = 0
    while (start := opening.search(text, at)) and (end := closing.search(text, start.end())):
        yield text[start.end() : end.start()]
        at = end.end()


def comments(text: str) -> Iterator[str]:
    return between(text, OPENING, CLOSING)


def tree(text: str) -> etree._Element | None:
    """The document as far as it can be read; None for what is no XML at all."""
    text = STRAY.sub("&amp;", CONTROL.sub("", ENTITY.sub(lambda match: html.unescape(match[0]), undeclared(text))))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8", remove_comments=True)
    try:
        return etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def name_of(element: etree._Element) -> str:
    """The tag without its namespace, in lower case: real feeds misspell namespaces."""
    return str(element.tag).rpartition("}")[2].lower()


def text_of(element: etree._Element | None) -> str:
    """All text of an element, one line, tags and twice escaped entities undone."""
    if element is None:
        return ""
    text = html.unescape("".join(str(part) for part in element.itertext()))
    text = re.sub(r"<[A-Za-z/!][^<>]*>", "", text) if "<" in text else text
    return re.sub(r"\s+", " ", html.unescape(text)).strip()
