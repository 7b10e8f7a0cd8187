"""Reading pages: from the bytes of a capture to what they say."""

from crawler.pages.parts import join
from crawler.pages.read import as_row, read

__all__ = ["as_row", "join", "read"]
