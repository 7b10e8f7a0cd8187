"""Whether the few words that a search shows of a hit are of our concern: before its page is fetched."""

import re
from datetime import UTC, datetime

from archive.folding import fold
from model.article import Article
from model.bureau import Bureau
from model.outlet import Level, Medium
from model.reading import Precision
from pipelines.match import Match

CUT = re.compile(r"\.{2,}|…+")  # where a title or an excerpt is shortened
SPACE = re.compile(r"\s+")  # marks of the word that was searched for leave blanks
LEAST = 2  # characters of a name that must be seen where the rest of it is cut off


class Concern:
    """Credits what is shown as the line would credit a page; a name that is cut off at an ellipsis counts as well."""

    def __init__(self, bureau: Bureau):
        self._match = Match(bureau, demanded=False)
        names = (name for unit, _ in bureau.units() for name in (unit.name, *unit.aliases))
        self._names = {fold(name) for name in names if len(name) > LEAST}

    def __call__(self, text: str) -> bool:
        matched = self._match(_shown(SPACE.sub("", text)))
        if matched.units or matched.topics:
            return True
        pieces = [SPACE.sub("", piece) for piece in CUT.split(fold(text))]
        return any(_begun(piece, name) for piece in pieces[:-1] for name in self._names) or any(
            _ended(piece, name) for piece in pieces[1:] for name in self._names
        )


def _shown(text: str) -> Article:
    """What is shown, in the form that the stage of matching takes."""
    return Article(
        url="",
        source="",
        outlet="",
        level=Level.OTHER,
        medium=Medium.OTHER,
        title="",
        body=text,
        published=None,
        published_precision=Precision.NONE,
        collected=datetime.now(UTC),
    )


def _begun(piece: str, name: str) -> bool:
    """Whether a piece ends with the beginning of a name."""
    return any(piece.endswith(name[:size]) for size in range(LEAST, len(name)))


def _ended(piece: str, name: str) -> bool:
    """Whether a piece begins with the end of a name."""
    return any(piece.startswith(name[-size:]) for size in range(LEAST, len(name)))
