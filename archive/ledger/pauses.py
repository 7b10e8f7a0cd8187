"""Servers that are left alone for a while, over all runs: politeness has a memory."""

from collections.abc import Iterable
from datetime import UTC, datetime

from archive.ledger import models


def pauses(now: datetime | None = None) -> dict[str, str]:
    """Why nothing is asked of a server now, in Chinese, by its host name."""
    return dict(models.HostPause.objects.filter(until__gt=now or datetime.now(UTC)).values_list("host", "reason"))


def pause(host: str, until: datetime, reason: str) -> None:
    """Nothing is asked of a server until then; `until` is aware."""
    models.HostPause.objects.update_or_create(host=host[:255], defaults={"until": until, "reason": reason})


def wake(hosts: Iterable[str]) -> None:
    """These servers may be asked again."""
    models.HostPause.objects.filter(host__in=list(hosts)).delete()
