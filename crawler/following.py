"""The pages that follow the first of a long article: fetched with it, so that it is read and kept as one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from crawler.pages.parts import MOST, may_follow
from model.capture import Capture

LARGEST = 4 << 20  # bytes of a page in which the next part is looked for
Following = Callable[[Capture], Awaitable[str]]  # the address of the next part, "" where none follows
Get = Callable[[str], Awaitable[Capture | None]]  # a page by its address; None where there is none


async def whole(capture: Capture, following: Following, get: Get) -> Capture:
    """The capture with its further parts, at most MOST. Whatever `get` raises goes through: half an article is none."""
    parts = [capture]
    met = {capture.url}
    while len(parts) < MOST and len(parts[-1].body) <= LARGEST and may_follow(parts[-1]) and (url := await following(parts[-1])) and url not in met:
        met.add(url)
        part = await get(url)
        if part is None or any(part.digest == other.digest for other in parts):
            break
        parts.append(part)
    return replace(capture, parts=tuple(parts[1:])) if len(parts) > 1 else capture
