"""The tables. Nothing outside archive/ and web/ imports them; the others use the functions beside them."""

from archive.ledger.models.articles import Article, Credit, Tagging, Text
from archive.ledger.models.changes import Change
from archive.ledger.models.deliveries import Delivery, Message, Told
from archive.ledger.models.entered import Amended, Counts, Filing, Position, Scan, Undecided
from archive.ledger.models.entries import Entry
from archive.ledger.models.health import Alarm, ListState, SourceDay
from archive.ledger.models.pages import Address, Capture, Listing
from archive.ledger.models.registers import Outlet, PointsRule, Source, Standing, Topic, Unit
from archive.ledger.models.revisits import HostPause, Revision, Revisit
from archive.ledger.models.runs import Job, JobRun, Lease, Run
from archive.ledger.models.saved import SavedSearch
from archive.ledger.models.snapshots import Frozen, Snapshot
from archive.ledger.models.stories import Apart, Correction, Link, Story

__all__ = [
    "Address",
    "Alarm",
    "Amended",
    "Apart",
    "Article",
    "Capture",
    "Change",
    "Correction",
    "Counts",
    "Credit",
    "Delivery",
    "Entry",
    "Filing",
    "Frozen",
    "HostPause",
    "Job",
    "JobRun",
    "Lease",
    "Link",
    "ListState",
    "Listing",
    "Message",
    "Outlet",
    "PointsRule",
    "Position",
    "Revision",
    "Revisit",
    "Run",
    "SavedSearch",
    "Scan",
    "Snapshot",
    "Source",
    "SourceDay",
    "Standing",
    "Story",
    "Tagging",
    "Text",
    "Told",
    "Topic",
    "Undecided",
    "Unit",
]
