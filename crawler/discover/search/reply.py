"""An answer of a search, and what it was the answer to."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.discover import rows
from crawler.discover.answers import why_none
from crawler.discover.found import Found, Link, Next, Result

JSON = ("Content-Type", "application/json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    text: str
    tree: Any  # of a JSON answer, else None
    url: str
    form: str  # what was posted, "" for a GET
    now: datetime
    status: int
    base: str = ""  # what relative links are relative to, as the source says

    def found(self, links: Iterable[Link], following: Next | None) -> Found:
        """The links, and where the search goes on; without any, why."""
        rows_ = tuple(rows.distinct(links))
        return Found(rows=rows_, outcome=Result.ROWS, next=following) if rows_ else Found(outcome=why_none(self.tree, self.text, self.status))

    def field(self, name: str) -> str:
        """A parameter of the address or of the form."""
        posted = [] if self.form.startswith("{") else parse_qsl(self.form)
        return dict([*parse_qsl(urlsplit(self.url).query), *posted]).get(name, "")

    def page(self, name: str) -> int:
        """The number of the page that was asked for, 1 where the question does not say."""
        return int(said) if (said := self.field(name)).isdigit() else 1

    def turned(self, name: str, page: int) -> Next:
        """The same question for another page; in the form where there is one, else in the address."""
        if self.form:
            return Next(self.url, replaced(self.form, name, page))
        parts = urlsplit(self.url)
        return Next(urlunsplit(parts._replace(query=replaced(parts.query, name, page))))

    def posted(self) -> dict[str, Any]:
        """The JSON that was posted; {} for anything else."""
        try:
            value = json.loads(self.form or "{}")
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


def replaced(query: str, name: str, value: object) -> str:
    pairs = [(key, old) for key, old in parse_qsl(query, keep_blank_values=True) if key != name]
    return urlencode([*pairs, (name, str(value))])
