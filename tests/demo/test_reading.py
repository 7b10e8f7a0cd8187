"""The articles of the demo world read whole by what holds for every page: no source rules, no platform rules; English ones too."""

import pytest

from crawler.pages import platforms
from crawler.pages.read import read
from demo.site import Site
from demo.world import Truth, World
from model.capture import Capture
from tests.demo.test_pages import served

EVERY = 7  # of how many articles one is read; all of the English ones


def test_every_article_reads_as_it_is(world: World, truth: list[Truth], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platforms, "PLATFORMS", ())
    site = Site(world)
    english = [t for t in truth if t.body.isascii() or sum(map(str.isascii, t.body)) > 0.8 * len(t.body)]
    assert len(english) >= 3
    for t in [*truth[::EVERY], *english]:
        body, _ = served(world, site, t)
        reading = read(Capture(url=t.url, fetched=t.published, status=200, headers=(), body=body, source=""))
        found = (reading.title, reading.body, reading.origin, reading.reporters, reading.correspondents)
        assert found == (t.title, t.body, t.origin, t.reporters, t.correspondents), t.url
        assert reading.published is not None
        assert reading.published.date() == t.published.date()
