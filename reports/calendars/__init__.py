"""Data: the working days of the years whose announcements are known, one YAML file a year."""

from functools import cache
from pathlib import Path

from archive.registers.calendars import load_calendar
from model.calendar import Calendar

FOLDER = Path(__file__).parent


@cache
def shipped() -> Calendar:
    return load_calendar(FOLDER)


def calendar(own: Path) -> Calendar:
    """The shipped years, and those of the office's own folder, which go before. Errors: UserError for a file that is wrong."""
    return load_calendar(FOLDER, own)
