"""The people who may open the site."""

from django.contrib.auth.models import Group, Permission, User

from model.account import Access

EDITORS = "编辑"  # the group that holds the right to edit
# What editors may change; accounts, their rights and the record of changes are the administrators'.
EDITED = ("outlet", "standing", "source", "unit", "topic", "pointsrule")


def anybody() -> bool:
    """Whether there is an account at all."""
    return User.objects.exists()


def add_administrator(name: str, password: str) -> None:
    """Adds an account that may do everything."""
    User.objects.create_superuser(name, password=password)


def access(user: User) -> Access:
    """What an account may do."""
    if user.is_superuser:
        return Access.ADMIN
    return Access.EDIT if user.is_staff else Access.READ


def grant(user: User, wanted: Access) -> None:
    """Gives an account what it may do, and nothing else, and saves it."""
    user.is_superuser = wanted is Access.ADMIN
    user.is_staff = wanted is not Access.READ
    user.save()
    user.user_permissions.clear()
    user.groups.set([_editors()] if wanted is Access.EDIT else [])


def last_administrator(user: User) -> bool:
    """Whether nobody else who may log in can do everything."""
    return user.is_superuser and not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()


def _editors() -> Group:
    group, _ = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(Permission.objects.filter(content_type__app_label="ledger", content_type__model__in=EDITED))
    return group
