"""What the frame around every page shows."""

from django.http import HttpRequest

from web.desk import desk


def frame(request: HttpRequest) -> dict[str, str]:
    """Context processor: the bureau's name and which part of the site is open."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {"bureau_name": desk().bureau_name, "here": here or ""}
