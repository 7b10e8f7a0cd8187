"""Posts of 微博, 头条 and 抖音: things of a few words, without a headline of their own."""

import re
from collections.abc import Iterator
from typing import Any

from crawler.pages import clean

HEADLINE = 40  # characters of a headline made from the text
MARKUP, BREAK = re.compile(r"<[^<>]*>"), re.compile(r"<(?:br|/p|/div)\b[^<>]*>", re.IGNORECASE)
TOPICS = re.compile(r"(?:#[^#]{1,60}#\s*)+")
BRACKETED = re.compile(r"【([^】]{2,60})】")
WEIBO, THREAD = {"mid", "bid", "mblogid", "text_raw"}, {"thread_id", "threadId", "thread_id_str", "threadIdStr"}
PICTURES = ("pics", "large_image_list", "largeImageList")


def is_post(thing: dict[str, Any]) -> bool:
    """A post of 微博, or the whole of its text; a micro post of 头条; a short video: nothing else says so much of so few words."""
    if thing.keys() & {"longTextContent", "aweme_id"}:
        return True
    return isinstance(thing.get("user"), dict) and bool(("created_at" in thing and thing.keys() & WEIBO) or thing.keys() & THREAD)


def headline(content: str) -> str:
    """What a post is called: its 【…】, else its first sentence."""
    lines = [found for part in MARKUP.sub(" ", BREAK.sub("\n", content)).splitlines() if (found := clean.line(part))]
    text = " ".join(lines)
    if marked := BRACKETED.search(text):
        return marked[1]
    first = text if lines and TOPICS.fullmatch(lines[0]) else next(iter(lines), "")  # a line of topics alone is no sentence
    return re.split(r"(?<=[。！？!?])", first, maxsplit=1)[0][:HEADLINE]


def pictures(thing: dict[str, Any]) -> Iterator[str]:
    """Addresses of pictures that are not in the text but beside it."""
    listed = next((found for key in PICTURES if (found := thing.get(key))), ())
    for picture in listed.values() if isinstance(listed, dict) else listed if isinstance(listed, list) else ():
        if isinstance(picture, dict):
            large = picture.get("large")
            address = (large.get("url") if isinstance(large, dict) else "") or picture.get("url")
            if isinstance(address, str) and address.strip():
                yield address.strip()
