"""What the pages work with: one frozen record, held in Django's settings as DESK."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from archive.evidence import Place, StoredPage
from archive.index.interface import Index
from model.settings import PLAIN, ReportSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The parts of one installation that the site shows."""

    index: Index  # its find and count are called from several threads
    evidence: Callable[[Place], StoredPage]  # reads a kept page; UserError when its file is gone or damaged
    home: Path  # home of the installation; reports are in home/reports/YYYY-MM/
    bureau_name: str
    report: ReportSettings = PLAIN  # what is counted and printed on the site is as the command has it
    next_runs: Callable[[datetime], Mapping[str, datetime]] = lambda now: {}  # when each job of the timetable begins next, by its id


def desk() -> Desk:
    """The desk of this site."""
    held = getattr(settings, "DESK", None)
    if not isinstance(held, Desk):
        raise ImproperlyConfigured("the setting DESK holds no web.desk.Desk")
    return held
