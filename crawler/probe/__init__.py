"""Trying an address before it becomes a source: drafts one from an address, or tries one that is written."""

from crawler.probe.draft import Draft, draft
from crawler.probe.trial import Trial, tried

__all__ = ["Draft", "Trial", "draft", "tried"]
