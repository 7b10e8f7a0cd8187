"""The embedded engine: tantivy in a folder of ours, nothing to install and nothing to run."""

from archive.index.embedded.engine import EmbeddedIndex

__all__ = ["EmbeddedIndex"]
