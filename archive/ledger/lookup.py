"""Finding outlets, units and topics by what people call them."""

import re
from collections.abc import Iterator

from archive.folding import fold
from archive.ledger import models
from model.query import Facet


def resolve(facet: Facet, name: str) -> tuple[str, ...]:
    """The ids of the register that have this name, alias or id, however it is written; `*` stands for any characters."""
    pattern = re.compile(".*".join(map(re.escape, fold(name).strip().split("*"))))
    return tuple(id_ for id_, names in _names(facet) if any(pattern.fullmatch(fold(one)) for one in names))


def _names(facet: Facet) -> Iterator[tuple[str, list[str]]]:
    if facet is Facet.TOPIC:
        yield from ((id_, [id_, name]) for id_, name in models.Topic.objects.values_list("id", "name"))
    else:
        table = models.Outlet if facet is Facet.OUTLET else models.Unit
        yield from ((id_, [id_, name, *aliases]) for id_, name, aliases in table.objects.values_list("id", "name", "aliases"))
