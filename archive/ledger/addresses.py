"""Addresses and lists in the ledger: what is known, what waits, what a server said last."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from archive.ledger import models
from archive.ledger.inserting import insert
from model.article import address_id
from model.outcome import Outcome

LONGEST = 2048  # bytes of an address; longer ones are traps


def accept(source: str, found: Mapping[str, str], listed: Mapping[str, Mapping[str, Any]] | None = None) -> set[str]:
    """Of canonical addresses with the addresses as found: those that already have an outcome. The others wait from now on.

    `listed`, what the lists said by canonical address, as far as JSON holds it, waits with them: a list may be another one when they are tried again.
    Durable when it returns.
    """
    said = listed or {}
    too_long = {url for url in found if len(url.encode()) > LONGEST}
    for url in too_long:
        refuse(source, url, f"网址超过 {LONGEST} 字节")
    keys = {address_id(url): url for url in found if url not in too_long}
    outcomes = dict(models.Address.objects.filter(key__in=list(keys)).values_list("key", "outcome"))
    now = datetime.now(UTC)
    new = [
        models.Address(key=key, url=found[url][:LONGEST], source=source, outcome=Outcome.WAITING, seen=now, listed=dict(said.get(url, {})))
        for key, url in keys.items()
        if key not in outcomes
    ]
    if new:
        with transaction.atomic():
            insert(new, rest="ON CONFLICT DO NOTHING")
    return too_long | {url for key, url in keys.items() if outcomes.get(key, Outcome.WAITING) != Outcome.WAITING}


def waiting(source: str, most: int = 5000) -> list[tuple[str, dict[str, Any]]]:
    """Addresses of a source without an outcome, as they were found, with what the lists said; the oldest first."""
    rows = models.Address.objects.filter(source=source, outcome=Outcome.WAITING).order_by("number")
    return list(rows.values_list("url", "listed")[:most])


def postpone(url: str, reason: str) -> None:
    """An accepted address gave nothing this time: it goes on waiting, with the reason."""
    models.Address.objects.filter(key=address_id(url), outcome=Outcome.WAITING).update(reason=reason, tries=F("tries") + 1)


def refuse(source: str, url: str, reason: str) -> None:
    """An address is rejected before anything was fetched."""
    now = datetime.now(UTC)
    row = models.Address(key=address_id(url), url=url[:LONGEST], source=source, outcome=Outcome.REJECTED, reason=reason, seen=now, decided=now)
    models.Address.objects.bulk_create([row], update_conflicts=True, unique_fields=["key"], update_fields=["outcome", "reason", "decided", "listed"])


def validators(url: str) -> tuple[str, str]:
    """ETag and Last-Modified of a list page's last answer, "" where unknown."""
    row = models.Listing.objects.filter(key=address_id(url)).values_list("etag", "last_modified").first()
    return row or ("", "")


def listed(source: str, url: str, etag: str, last_modified: str) -> None:
    """Remembers a list page's last answer."""
    row = models.Listing(key=address_id(url), url=url, source=source, etag=etag, last_modified=last_modified, fetched=datetime.now(UTC))
    models.Listing.objects.bulk_create([row], update_conflicts=True, unique_fields=["key"], update_fields=["etag", "last_modified", "fetched"])


def waiting_count(source: str = "") -> int:
    """How many addresses wait, of one source or of all."""
    rows = models.Address.objects.filter(outcome=Outcome.WAITING)
    return (rows.filter(source=source) if source else rows).count()
