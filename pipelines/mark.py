"""Fingerprinting: a mark that is equal where the text is the same."""

from dataclasses import replace

from archive.folding import fingerprint, plain
from model.article import Article

SHORTEST = 40  # characters that count; a shorter text ("图片新闻") is alike by chance


def mark(article: Article) -> Article:
    """The article with the fingerprint of its body; without one where the body is too short to tell."""
    text = plain(article.body)
    return replace(article, fingerprint=fingerprint(text) if len(text) >= SHORTEST else "")
