"""Prints at hand."""

from pipelines.reprints.ready import Ready
from tests.pipelines.reprints.samples import BODY, OTHER, article


def test_an_article_is_at_hand_in_the_version_that_was_met() -> None:
    ready = Ready()
    ready.put(old := article(), 1)
    assert ready.get(old.id, 1) is old
    assert ready.get(old.id, 2) is None
    ready.put(new := article(), 2)
    assert (ready.get(old.id, 1), ready.get(old.id, 2)) == (None, new)


def test_what_was_asked_for_the_longest_ago_is_forgotten_first() -> None:
    ready = Ready(2 * len(BODY))
    first, second, third = (article(hours=hours) for hours in range(3))
    ready.put(first, 1)
    ready.put(second, 1)
    assert ready.get(first.id, 1)
    ready.put(third, 1)
    assert [one for one in (first, second, third) if ready.get(one.id, 1)] == [first, third]


def test_an_article_put_again_is_counted_once() -> None:
    ready = Ready(len(BODY) + len(OTHER))
    ready.put(other := article(OTHER), 1)
    for version in range(5):
        ready.put(one := article(), version)
    assert ready.get(other.id, 1) is other
    assert ready.get(one.id, 4) is one


def test_a_text_longer_than_all_that_is_held_is_not_kept() -> None:
    ready = Ready(len(BODY) - 1)
    ready.put(one := article(), 1)
    assert ready.get(one.id, 1) is None
