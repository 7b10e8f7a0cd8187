"""The pages that follow the first of a long article: fetched with it, so that it is read and kept as one."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from crawler.pages.parts import MOST, may_follow
from model.capture import Capture
from model.outcome import Unreadable

LARGEST = 4 << 20  # bytes of a page in which the next part is looked for: it is read here, outside of the children that have limits of time and memory
Get = Callable[[str], Awaitable[Capture | None]]  # a page by its address; None where there is none


async def whole(capture: Capture, get: Get) -> Capture:
    """The capture with its further parts, at most MOST. Whatever `get` raises goes through: half an article is none."""
    parts = [capture]
    met = {capture.url}
    while (
        len(parts) < MOST
        and len(parts[-1].body) <= LARGEST
        and may_follow(parts[-1])
        and (url := await asyncio.to_thread(following, parts[-1]))
        and url not in met
    ):
        met.add(url)
        part = await get(url)
        if part is None or any(part.digest == other.digest for other in parts):
            break
        parts.append(part)
    return replace(capture, parts=tuple(parts[1:])) if len(parts) > 1 else capture


def following(capture: Capture) -> str:
    """The address of the next part, "" where none follows. For a thread: the page is read."""
    from crawler.pages.read import next_part  # rarely needed here: pages are read in child processes

    try:
        return next_part(capture)
    except Unreadable:
        return ""  # the line says so, with the reason
