"""What the frame around every page shows."""

from typing import Any

from django.http import HttpRequest

from archive.ledger import undecided
from web.desk import desk


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the bureau's name, which part of the site is open, and how many rows wait for a decision."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    waiting = undecided.count() if request.user.is_authenticated else 0
    return {"bureau_name": desk().bureau_name, "here": here or "", "undecided_rows": waiting}
