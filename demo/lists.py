"""Lists of articles with every kind of paging."""

import re
from dataclasses import dataclass
from math import ceil

from demo.outlets import Paging
from demo.registers import ROWS
from demo.view import View

Query = dict[str, list[str]]
BLOCK = 3  # pages of rows in one answer of jpage
DATA = "/module/web/jpage/dataproxy.jsp"


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list; pages count from 1."""

    column: int
    page: int
    total: int


def find(view: View, path: str, query: Query) -> ListPage | None:
    """The list page at an address, if one lies there."""
    for number, column in enumerate(view.site.columns):
        if path.startswith(column.path):
            page = _page(view, path.removeprefix(column.path), query)
            total = pages_of(view, number)
            if page is not None and 1 <= page <= total:
                return ListPage(number, page, total)
    return None


def pages_of(view: View, column: int) -> int:
    return max(1, ceil(view.count(column) / ROWS))


def rows(view: View, column: int, page: int) -> list[int]:
    """The articles on a page of a list, newest first."""
    return view.newest(column, (page - 1) * ROWS, page * ROWS)


def address(view: View, column: int, page: int) -> str:
    """Where a page of a list lies, below the host."""
    path, site = view.site.columns[column].path, view.site
    if page <= 1:
        return path
    return f"{path}?page={page}" if site.paging is Paging.QUERY else f"{path}index_{page - 2 + site.second}.html"


def _page(view: View, name: str, query: Query) -> int | None:
    """The number, from 1, of the page that an address names."""
    if name in ("", "index.html", "index.shtml"):
        return number_in(query, "page") if view.site.paging is Paging.QUERY else 1
    found = re.fullmatch(r"index_(\d+)\.s?html", name)
    if not found or view.site.paging in (Paging.QUERY, Paging.JPAGE):
        return None
    number = int(found[1])
    return number + 2 - view.site.second if number >= view.site.second else None


def number_in(query: Query, name: str) -> int:
    value = query.get(name, ["1"])[0]
    return int(value) if value.isdecimal() else 0


def datastore(view: View, page: int, following: str = "") -> str:
    """The rows of three pages and one more from `page` on, as 大汉 jpage hands them out."""
    total = view.count(0)
    numbers = view.newest(0, (page - 1) * ROWS, (page - 1 + BLOCK) * ROWS + 1)
    records = "".join(f"<record><![CDATA[{_record(view, number)}]]></record>" for number in numbers)
    group = f"<nextgroup><![CDATA[{following}]]></nextgroup>" if following else ""
    return f"<datastore>{group}<totalrecord>{total}</totalrecord><totalpage>{pages_of(view, 0)}</totalpage><recordset>{records}</recordset></datastore>"


def _record(view: View, number: int) -> str:
    title, day = view.world.title(number), f"{view.world.published(number):%Y-%m-%d}"
    return f'<li><a target="_blank" href="{view.link(number)}" title="{title}">{title}</a><b readlabel="{day}">{day}</b></li>'
