"""Articles of the demo world as an index takes them: what is measured, and what the tests of the index search."""

from archive.index.interface import Entry
from demo.world import Truth
from model.article import address_id


def of_truth(truth: Truth, number: int, body: str = "") -> Entry:
    """The article as the ledger would have it under that number, with another body where one is given."""
    return Entry(
        id=address_id(truth.url),
        number=number,
        version=1,
        title=truth.title,
        body=body or truth.body,
        outlet=truth.outlet,
        level=truth.level,
        medium=truth.medium,
        units=truth.units,
        topics=truth.topics,
        role=truth.role,
        story=truth.story,
        published=truth.published,
    )
