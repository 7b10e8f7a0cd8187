"""XML from outside, read without entities, DTDs or network, and forgiving of what real feeds do wrong."""

import html
import re

from lxml import etree

DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ROOT = re.compile(r"<([A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def root_name(text: str) -> str:
    """The name of the outermost element in lower case, without prefix; "" for what is no markup."""
    start = COMMENT.sub("", DOCTYPE.sub("", DECLARATION.sub("", text[:20_000].lstrip("\ufeff"), count=1), count=1)).lstrip()
    match = ROOT.match(start)
    return match[2].lower() if match else ""


def tree(text: str) -> etree._Element | None:
    """The document as far as it can be read; None for what is no XML at all."""
    # The document type is cut off: that is where entities are defined, and no feed needs its own.
    text = DECLARATION.sub("", DOCTYPE.sub("", text.lstrip("\ufeff"), count=1), count=1)
    text = CONTROL.sub("", ENTITY.sub(lambda match: html.unescape(match[0]), text))
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
    text = re.sub(r"<[A-Za-z/!][^>]*>", "", text) if "<" in text else text
    return re.sub(r"\s+", " ", html.unescape(text)).strip()
