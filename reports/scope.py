"""Whom a report is about: the whole bureau, one unit with those below it, or one topic."""

from dataclasses import dataclass

from model.outcome import UsageError


@dataclass(frozen=True, slots=True)
class Scope:
    id: str = ""  # "": the whole bureau; unit:<id>, topic:<id>
    name: str = ""  # of the unit or topic
    units: tuple[str, ...] = ()  # ids; empty: all
    topics: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """Of a report's id: nothing, or -<id>."""
        return f"-{self.id.partition(':')[2]}" if self.id else ""


WHOLE = Scope()


def unit_scope(key: str) -> Scope:
    """A unit, by id or name, and all below it, from the connected ledger. Errors: UsageError."""
    from archive.ledger import registers  # needs a connected Django

    listed = list(registers.bureau().units())
    chosen = next((unit for unit, _ in listed if key in (unit.id, unit.name)), None)
    if chosen is None:
        raise UsageError(f"没有单位“{key}”：请写登记的编号或名称")
    inside = {chosen.id}
    for unit, parent in listed:  # parents come before their children
        if parent and parent.id in inside:
            inside.add(unit.id)
    return Scope(f"unit:{chosen.id}", chosen.name, units=tuple(sorted(inside)))


def topic_scope(key: str) -> Scope:
    """A topic, by id or name, from the connected ledger. Errors: UsageError."""
    from archive.ledger import registers  # needs a connected Django

    bureau = registers.bureau()
    chosen = next((topic for topic in bureau.topics if key in (topic.id, topic.name)), None)
    if chosen is None:
        raise UsageError(f"没有专题“{key}”：请写登记的编号或名称")
    return Scope(f"topic:{chosen.id}", f"{bureau.root.name}“{chosen.name}”专题", topics=(chosen.id,))
