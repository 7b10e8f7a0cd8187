"""Which units and topics a text names, by plain search: written apart from the generator, to check it."""

from collections.abc import Iterable

from demo.bureau import bureau

BUREAU = bureau()


def units_in(text: str) -> set[str]:
    """By name or alias outside exclusions, or by short name where the text names the region too."""
    found = set()
    for unit, parent in BUREAU.units():
        left = without(text, unit.exclusions)
        region = unit.region or (parent.region if parent else ())
        if any(word in left for word in (unit.name, *unit.aliases)) or (
            any(word in text for word in region) and any(word in left for word in unit.short_names)
        ):
            found.add(unit.id)
    return found


def topics_in(text: str) -> set[str]:
    return {topic.id for topic in BUREAU.topics if any(word in text for word in topic.words)}


def without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "□" * len(word))
    return text
