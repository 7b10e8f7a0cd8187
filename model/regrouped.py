"""An article that grouping again puts elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """What grouping again says of one article."""

    id: str
    url: str
    outlet: str  # its name
    title: str
    was: str  # Story.id
    now: str
    reason: str  # in Chinese
    closed: bool  # a closed report counts it: it stays where it was
