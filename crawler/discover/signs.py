"""Why a page lists nothing: drawn by a script, blocked, or really empty."""

import re

from crawler.discover.found import Result

SCRIPT = re.compile(
    r"loadPageData\s*\(|\{\{\s*#?\s*(?:each|if)\b|\bv-for=|\bng-repeat=|<datastore>"
    r"|createPageHTML\s*\((?!\s*[01]\s*,)"  # the pager of a column without articles names one page at most
    r"|id=[\"'](?:app|root|__next)[\"']\s*>\s*</div>",
    re.IGNORECASE,
)
CHECK = re.compile(r"环境异常|安全验证|访问过于频繁|访问验证|人机验证|请完成验证|滑动验证|captcha|\$_ts\b", re.IGNORECASE)
LOGIN = re.compile(r"<input[^<>]{1,300}type=[\"']?password", re.IGNORECASE)
LARGE = 50_000  # characters: a page of check or login is small, a news page may speak of either
REFUSING = {401, 403, 412, 418, 429, 432}


def drawn_by_script(text: str) -> bool:
    """Whether something on the page fills a list in after it was loaded."""
    return SCRIPT.search(text) is not None


def why_empty(text: str, status: int = 200) -> Result:
    """For a page on which no row was found."""
    if status in REFUSING or (len(text) < LARGE and (CHECK.search(text) or LOGIN.search(text))):
        return Result.BLOCKED
    return Result.SCRIPT if drawn_by_script(text) else Result.EMPTY
