"""The tables. Nothing outside archive/ and web/ imports them; the others use the functions beside them."""

from archive.ledger.models.articles import Article, Credit, Story, Tagging, Text
from archive.ledger.models.pages import Address, Capture, Listing
from archive.ledger.models.registers import Outlet, PointsRule, Source, Standing, Topic, Unit
from archive.ledger.models.runs import JobRun, Run

__all__ = [
    "Address",
    "Article",
    "Capture",
    "Credit",
    "JobRun",
    "Listing",
    "Outlet",
    "PointsRule",
    "Run",
    "Source",
    "Standing",
    "Story",
    "Tagging",
    "Text",
    "Topic",
    "Unit",
]
