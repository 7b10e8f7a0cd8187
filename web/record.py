"""Writing into the record of changes what somebody does on the site."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Model
from django.http import HttpRequest

from archive.ledger import changes, models
from archive.ledger.users import access
from model.account import ChangeKind

NOT_TOLD = ("password", "last_login", "edited")  # of any row


def note(request: HttpRequest, kind: ChangeKind, subject: str, **more: Any) -> None:
    """Adds a line about what whoever is logged in did; `more` as `changes.record` has it."""
    changes.record(request.user.get_username(), kind, subject, address=address_of(request), **more)


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def picture(row: Model) -> dict[str, Any]:
    """What a row holds, for comparing before with after; JSON values by Chinese name."""
    held = {
        str(field.verbose_name): _plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in NOT_TOLD and field.name not in RIGHTS
    }
    if isinstance(row, models.Outlet):
        held["级别与载体"] = [f"{one.since} {one}" for one in row.standings.all()]
    if isinstance(row, User):
        held["权限"] = access(row).label
    return held


RIGHTS = ("is_staff", "is_superuser")  # told as one word


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | list | dict | None) else str(value)


def _entered(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    changes.record(user.get_username(), ChangeKind.ENTERED, "网站", address=address_of(request))


def _left(sender: Any, request: HttpRequest, user: User | None, **more: Any) -> None:
    if user:
        changes.record(user.get_username(), ChangeKind.LEFT, "网站", address=address_of(request))


user_logged_in.connect(_entered, dispatch_uid="jianbao-entered")
user_logged_out.connect(_left, dispatch_uid="jianbao-left")
