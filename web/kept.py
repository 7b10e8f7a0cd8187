"""Saved searches as states of the search page."""

from archive.ledger import saved
from archive.ledger.saved import Saved
from web.asked import CHOICES, Asked


def asked_of(one: Saved) -> Asked:
    chosen = {facet: getattr(one.conditions, facet.value) for facet in CHOICES}
    return Asked(text=one.words, chosen=chosen, since=one.conditions.since, until=one.conditions.until)


def saved_links(owner: str) -> list[tuple[str, str]]:
    """Name and address of each of this person's."""
    return [(one.name, asked_of(one).address()) for one in saved.of(owner)]
