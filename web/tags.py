"""What templates write by themselves: highlights, times, addresses and numbers."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from model.reading import Precision

register = template.Library()

MARK, END = mark_safe("<mark>"), mark_safe("</mark>")


@register.filter
def marked(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Pieces of (text, is a hit): escaped, the hits within <mark>."""
    return format_html_join("", "{}{}{}", ((MARK, text, END) if hit else ("", text, "") for text, hit in pieces))


@register.filter
def when(published: datetime | None, precision: Precision = Precision.MINUTE) -> SafeString:
    """A time as exactly as it is known, in local time; 日期待定 without one."""
    if published is None:
        return mark_safe("日期待定")
    local = localtime(published)
    shown = f"{local:%Y-%m-%d}" if precision in (Precision.DAY, Precision.NONE) else f"{local:%Y-%m-%d %H:%M}"
    return mark_safe(f'<time datetime="{local.isoformat()}">{shown}</time>')  # noqa: S308 - made of digits


@register.filter
def openable(url: str) -> str:
    """The address if a browser should follow it: http or https with a host, without controls or blanks; else ""."""
    if any(character <= " " or character == "\x7f" for character in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname else ""


@register.filter
def host(url: str) -> str:
    """The host of an address, for showing."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@register.filter
def grouped(number: int) -> str:
    """12345 as 12,345."""
    return f"{number:,}"


@register.filter
def lasted(seconds: float) -> str:
    """How long something took: 8 秒, 3 分 20 秒, 2 小时 5 分."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    if whole < 3600:
        return f"{whole // 60} 分 {whole % 60} 秒"
    return f"{whole // 3600} 小时 {whole % 3600 // 60} 分"
