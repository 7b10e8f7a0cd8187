"""Deliveries in the ledger: what is to be sent, what is being sent, and what a person has to decide."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from archive.ledger import leases, models, saved
from archive.ledger.saved import New
from model.delivery import Delivery, DeliveryState, Message, Occasion

LEASE = "deliver"  # only one process sends at a time
LASTS = timedelta(minutes=5)  # longer than any single attempt
AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
OPEN = (DeliveryState.WAITING.value, DeliveryState.SENDING.value)
STUCK = (DeliveryState.UNCLEAR.value, DeliveryState.DEAD.value)
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
LOST = "发送时程序中断，对方可能已经收到"


def post(message: Message, to: Iterable[tuple[str, str]], now: datetime) -> int:
    """Writes down that a message is to be sent to these (channel, recipient); returns how many are new. A key that was posted stays as it was."""
    with transaction.atomic():
        values = {"subject": clean(message.subject), "text": clean(message.text), "files": list(message.files), "link": message.link}
        row, _ = models.Message.objects.get_or_create(key=message.key, defaults={**values, "occasion": message.occasion, "created": now})
        had = row.deliveries.count()
        rows = (models.Delivery(message=row, channel=channel, recipient=recipient[:255], not_before=now) for channel, recipient in to)
        models.Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        return row.deliveries.count() - had


def waits(now: datetime) -> bool:
    """Whether something is to be sent now, or was being sent by a process that is gone."""
    lost = Q(state=DeliveryState.SENDING, begun__lt=now - LASTS)
    return models.Delivery.objects.filter(Q(state=DeliveryState.WAITING, not_before__lte=now) | lost).open().exists()


def due(now: datetime) -> list[Delivery]:
    """What is to be sent now, the oldest first."""
    rows = models.Delivery.objects.open().filter(state=DeliveryState.WAITING, not_before__lte=now).select_related("message")
    # Sorted here: for an order by number the database would read every delivery there ever was.
    return [_delivery(row) for row in sorted(rows, key=lambda row: row.number)]


def recover(fence: int, resend: Iterable[str]) -> int:
    """What a process that is gone was sending: on the channels `resend`, where twice is as once, it waits again; of the others a person decides."""
    with leases.held(LEASE, fence):
        left = models.Delivery.objects.open().filter(state=DeliveryState.SENDING)
        again = left.filter(channel__in=list(resend)).update(state=DeliveryState.WAITING)
        return again + left.update(state=DeliveryState.UNCLEAR, error=LOST)


def begin(fence: int, number: int, now: datetime) -> bool:
    """Records that an attempt begins; False when the row is no longer to be sent. Errors: leases.Fenced."""
    with leases.held(LEASE, fence):
        leases.renew(LEASE, fence, now, LASTS)
        rows = models.Delivery.objects.filter(number=number, state=DeliveryState.WAITING)
        return bool(rows.update(state=DeliveryState.SENDING, begun=now))


def sent_part(number: int, parts: int) -> None:
    """So many parts of the message have been taken."""
    models.Delivery.objects.filter(number=number, state=DeliveryState.SENDING).update(parts=parts)


def sent(number: int, answer: str, now: datetime) -> None:
    """The other side has taken it."""
    _end(number, state=DeliveryState.SENT, sent=now, answer=answer, error="")


def later(delivery: Delivery, error: str, now: datetime) -> DeliveryState:
    """It certainly did not arrive: again after a while, until there were enough attempts."""
    if delivery.tries >= len(AGAIN):
        return given_up(delivery.number, DeliveryState.DEAD, error)
    _end(delivery.number, state=DeliveryState.WAITING, tries=delivery.tries + 1, not_before=now + AGAIN[delivery.tries], error=error)
    return DeliveryState.WAITING


def held_back(channel: str, number: int, error: str, until: datetime) -> DeliveryState:
    """The channel takes nothing until then; that is nobody's failure and counts as no attempt."""
    _end(number, state=DeliveryState.WAITING, error=error)
    models.Delivery.objects.filter(channel=channel, state=DeliveryState.WAITING, not_before__lt=until).update(not_before=until)
    return DeliveryState.WAITING


def given_up(number: int, state: DeliveryState, error: str) -> DeliveryState:
    """A person has to decide: `state` is UNCLEAR or DEAD."""
    _end(number, state=state, error=error)
    return state


def again(numbers: Sequence[int], now: datetime) -> int:
    """A person wants these sent once more, from the first part that was not taken."""
    rows = models.Delivery.objects.filter(number__in=numbers).exclude(state__in=OPEN)
    rows.filter(state=DeliveryState.SENT).update(parts=0)
    return rows.update(state=DeliveryState.WAITING, tries=0, not_before=now, sent=None, error="", answer="")


def settle(numbers: Sequence[int], by: str, now: datetime) -> int:
    """A person says that these have arrived, or need not."""
    rows = models.Delivery.objects.filter(number__in=numbers, state__in=STUCK)
    return rows.update(state=DeliveryState.SENT, sent=now, answer=f"{by}确认，不再发送")


def recent(since: datetime, limit: int = 500) -> list[Delivery]:
    """What was posted since then, the newest first; what a person has to decide before everything else, however old."""
    rows = models.Delivery.objects.select_related("message").order_by("-number")
    stuck = list(rows.stuck()[:limit])
    others = rows.filter(message__created__gte=since).exclude(state__in=STUCK).order_by("-message__created", "-number")
    return [_delivery(row) for row in [*stuck, *others[: limit - len(stuck)]]]


def stuck() -> list[Delivery]:
    """What a person has to decide."""
    return [_delivery(row) for row in models.Delivery.objects.stuck().select_related("message").order_by("number")]


def attempts(channel: str, since: datetime) -> list[Delivery]:
    """The attempts on a channel since then, the oldest first: robots take so many a minute."""
    rows = models.Delivery.objects.filter(channel=channel, begun__gt=since).select_related("message").order_by("begun")
    return [_delivery(row) for row in rows]


def told(name: str) -> tuple[int, datetime] | None:
    """How far a digest has come, Article.number, and when; None before the first."""
    return models.Told.objects.filter(name=name).values_list("last", "at").first()


def tell(name: str, last: int, message: Message | None, to: Iterable[tuple[str, str]], now: datetime) -> None:
    """Posts a digest and remembers how far it came, both or neither; no message where there is nothing to tell."""
    with transaction.atomic():
        models.Told.objects.update_or_create(name=name, defaults={"last": last, "at": now})
        if message:
            post(message, to, now)


def tell_saved(new: New, message: Message, to: Iterable[tuple[str, str]], now: datetime) -> None:
    """Posts what a saved search has found, and remembers that it was told, both or neither."""
    with transaction.atomic():
        post(message, to, now)
        saved.mark_told(new)


def clean(text: str) -> str:
    """Without what no database and no mail takes."""
    return UNWANTED.sub("", text)


def _end(number: int, **values: object) -> None:
    # Only what is still being sent: a person, or the process after us, may have decided meanwhile.
    models.Delivery.objects.filter(number=number, state=DeliveryState.SENDING).update(**values)


def _delivery(row: models.Delivery) -> Delivery:
    names = [field.name for field in fields(Delivery) if field.name not in ("message", "state")]
    values = {name: getattr(row, name) for name in names}
    return Delivery(**values, message=_message(row.message), state=DeliveryState(row.state))


def _message(row: models.Message) -> Message:
    return Message(key=row.key, occasion=Occasion(row.occasion), subject=row.subject, text=row.text, files=tuple(row.files), link=row.link)
