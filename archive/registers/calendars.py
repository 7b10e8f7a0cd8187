"""The calendars of working days: one YAML file a year."""

from pathlib import Path

from archive.registers.strict import load
from model.calendar import Calendar, WorkYear
from model.outcome import UserError


def load_calendar(*folders: Path) -> Calendar:
    """All years of the folders' YYYY.yml; a later folder's file replaces an earlier one's. A folder may be missing.

    Errors: UserError naming file, line and key.
    """
    years = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
            year = load(path, WorkYear)
            if path.stem != str(year.year):
                raise UserError(f"{path}：文件名应为 {year.year}.yml，与其中的 year 一致")
            years[year.year] = year
    return Calendar(years=years)
