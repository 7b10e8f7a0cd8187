"""Django settings for the type checker and for makemigrations; the product itself configures Django in archive/ledger/connect.py."""

from archive.ledger.connect import APPS

SECRET_KEY = "only for checking types"
INSTALLED_APPS = [*APPS, "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
