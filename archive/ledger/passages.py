"""报告文字: what a person wrote for a chapter of one report."""

from django.db import transaction

from archive.ledger import entries, models
from model.entry import Entry, EntryKind


def accept(entry: Entry, by: str) -> None:
    """The text takes the place of what was accepted for the same chapter (title) of the same period (category); an empty one only removes it."""
    with transaction.atomic():
        models.Entry.objects.filter(kind=EntryKind.PASSAGE, title=entry.title, category=entry.category).delete()
        if entry.note:
            entries.add([entry], by)
