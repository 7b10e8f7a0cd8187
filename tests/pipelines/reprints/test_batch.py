"""A batch of the line, above what is kept."""

from collections.abc import Collection, Mapping, Sequence

from pipelines.reprints.batch import place
from pipelines.reprints.prints import Print
from pipelines.reprints.shelf import Shelf
from pipelines.reprints.store import Store
from tests.pipelines.reprints.samples import OTHER, OTHER_TITLE, PARAGRAPHS, article


class Empty:
    """A shelf on which nothing stands."""

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[int]]:
        return {}

    def stories(self, numbers: Sequence[int]) -> Mapping[int, str]:
        assert not numbers
        return {}

    def prints(self, numbers: Sequence[int]) -> Mapping[int, Print]:
        assert not numbers
        return {}

    def apart(self, stories: Collection[str]) -> set[frozenset[str]]:
        return set()


def test_two_reprints_in_one_batch_are_one_story() -> None:
    first, second, other = article(), article(hours=2), article(OTHER, title=OTHER_TITLE)
    placed = place([first, other, second], Empty())
    assert placed.stories == {first.id: first.id, other.id: other.id, second.id: first.id}
    assert placed.joins == {}
    assert placed.decisions[second.id].joined[0].article is first


def test_a_batch_finds_what_is_kept() -> None:
    shelf: Shelf = (store := Store())
    store.put(kept := article(), "story")
    reprint = article(hours=3)
    assert place([reprint], shelf).stories == {reprint.id: "story"}
    assert [one.id for one in (row.article for row in store.kept())] == [kept.id]


def test_a_whole_text_joins_kept_stories_and_those_of_the_batch() -> None:
    store = Store()
    store.put(article("\n".join(PARAGRAPHS[:2]), hours=2), "kept")
    piece, whole = article("\n".join(PARAGRAPHS[2:]), hours=3), article()
    placed = place([piece, whole], store)
    assert set(placed.joins) | set(placed.stories.values()) == {"kept", piece.id}
    assert len(placed.joins) == 1
    assert set(placed.stories.values()) == set(placed.joins.values())


class Asked(Store):
    """Remembers which articles were to be compared."""

    def __init__(self) -> None:
        super().__init__()
        self.compared: set[int] = set()

    def prints(self, numbers: Sequence[int]) -> Mapping[int, Print]:
        self.compared |= set(numbers)
        return super().prints(numbers)


def test_a_copy_is_compared_with_its_copy_alone() -> None:
    store = Asked()
    for number, paragraph in enumerate(PARAGRAPHS):
        store.put(article(paragraph, hours=number), f"piece {number}")
    store.put(article(), "whole", number=9)
    assert place([article(hours=4)], store).stories[article(hours=4).id] == "whole"
    assert store.compared == {9}
    place([article(hours=4, title=OTHER_TITLE)], store)
    assert len(store.compared) > 1


def test_a_copy_of_what_stands_in_two_stories_is_compared_with_all() -> None:
    store = Asked()
    store.put(article(), "one", number=1)
    store.put(article(hours=24 * 400), "other", number=2)
    store.put(article(PARAGRAPHS[1], hours=1), "piece", number=3)
    placed = place([one := article(hours=2)], store)
    assert placed.stories[one.id] == "one"
    assert store.compared == {1, 2, 3}
