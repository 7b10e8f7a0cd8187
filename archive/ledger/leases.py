"""Leases: who may do what only one process may do at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from archive.ledger import models


class Fenced(Exception):
    """The lease went to another holder meanwhile: nothing was written."""


def take(name: str, holder: str, now: datetime, lasts: timedelta) -> int | None:
    """The holder's fence, a number higher than that of any holder before; None while another one holds the lease."""
    with transaction.atomic():
        models.Lease.objects.get_or_create(name=name, defaults={"holder": "", "expires": now})
        row = models.Lease.objects.select_for_update().get(name=name)
        # An end further away than any lease lasts was written by a clock that ran ahead.
        if row.holder not in ("", holder) and now < row.expires <= now + 2 * lasts:
            return None
        row.holder, row.fence, row.expires = holder, row.fence + 1, now + lasts
        row.save()
        return row.fence


def renew(name: str, fence: int, now: datetime, lasts: timedelta, seen: datetime | None = None) -> None:
    """The lease lasts on; `seen` is a moment that the holder takes for the right time. Errors: Fenced."""
    with held(name, fence):
        values = {"expires": now + lasts} | ({"seen": seen} if seen else {})
        models.Lease.objects.filter(name=name).update(**values)


def release(name: str, fence: int) -> None:
    """Gives the lease back at once, if it is still held."""
    models.Lease.objects.filter(name=name, fence=fence).update(holder="")


def holder(name: str) -> str:
    """Who holds the lease, or held it last."""
    return models.Lease.objects.filter(name=name).values_list("holder", flat=True).first() or ""


def is_held(name: str, now: datetime) -> bool:
    """Whether somebody holds the lease."""
    return models.Lease.objects.filter(name=name, expires__gt=now).exclude(holder="").exists()


def seen(name: str) -> datetime | None:
    """The latest moment that a holder took for the right time."""
    return models.Lease.objects.filter(name=name).values_list("seen", flat=True).first()


@contextmanager
def held(name: str, fence: int) -> Iterator[None]:
    """A transaction in which the lease cannot change hands. Errors: Fenced, before anything is written."""
    with transaction.atomic():
        # An update, not a look: it keeps the row locked until the end of the transaction.
        if not models.Lease.objects.filter(name=name, fence=fence).exclude(holder="").update(fence=fence):
            raise Fenced(name)
        yield
