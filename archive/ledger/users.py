"""The people who may open the site."""

from django.contrib.auth.models import User


def anybody() -> bool:
    """Whether there is an account at all."""
    return User.objects.exists()


def add_administrator(name: str, password: str) -> None:
    """Adds an account that may do everything."""
    User.objects.create_superuser(name, password=password)
