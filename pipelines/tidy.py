"""Tidying: what no text needs and no writer can stand goes; all else stays as published."""

import re
from dataclasses import replace

from model.article import Article

# C0 and C1 controls but tab and line feed, lone surrogates, noncharacters, byte order marks, zero widths, bidi overrides:
# invisible, and each of them breaks a database or an exporter.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
BLANKS = re.compile(r"[ \t\u00a0\u3000]+")

LONGEST_BODY = 500_000  # characters
LONGEST_TITLE = 500
CUT = "…（截断）"


def tidy(article: Article) -> Article:
    """The same article with clean strings and bounded lengths."""
    return replace(
        article,
        title=_cut(line(article.title), LONGEST_TITLE),
        subtitle=_cut(line(article.subtitle), LONGEST_TITLE),
        body=_cut(paragraphs(article.body), LONGEST_BODY),
        origin=line(article.origin),
        reporters=_names(article.reporters),
        correspondents=_names(article.correspondents),
        editors=_names(article.editors),
        column=line(article.column),
        page_no=line(article.page_no)[:20],
        page_name=line(article.page_name),
    )


def line(text: str) -> str:
    """One line without invisible characters and without blanks at its ends."""
    return BLANKS.sub(" ", UNWANTED.sub("", text.replace("\n", " "))).strip()


def paragraphs(text: str) -> str:
    """The non-empty lines of a text, each tidied at its ends only: blanks inside are as published."""
    lines = (UNWANTED.sub("", part).strip(" \t\u00a0\u3000") for part in text.split("\n"))
    return "\n".join(part for part in lines if part)


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for raw in names if (name := line(raw)))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - len(CUT)] + CUT
