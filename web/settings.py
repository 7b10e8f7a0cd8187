"""The Django settings of the site, beside those that the ledger brings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from web.desk import Desk

HERE = Path(__file__).parent
YEAR = 365 * 86400  # seconds
WORKDAY = 12 * 3600  # seconds that a login lasts

APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin.apps.SimpleAdminConfig",  # only the registers, named in web/registers.py
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "web.headers.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context.frame",
            ],
            "builtins": ["django.templatetags.static", "web.tags"],
        },
    }
]

VALIDATORS = ["UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}, "nowhere": {"class": "logging.NullHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # web.errors writes each failure itself, with the number that the page shows.
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "web": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "waitress.queue": {"level": "ERROR"},  # a short queue is no news
    },
}


def site_settings(secret_key: str, names: Sequence[str], desk: Desk | None, https: bool = False) -> dict[str, Any]:
    """Django settings for `archive.ledger.connect.connect(…, more=…)`.

    `names`: host names under which the site is opened; `desk` may come later, through `web.serve.serve`;
    `https`: cookies go by encrypted connections only.
    """
    return {
        "SECRET_KEY": secret_key,
        "ALLOWED_HOSTS": list(names),
        # Where a proxy speaks https for us, browsers name it as the origin of what they post.
        "CSRF_TRUSTED_ORIGINS": [f"https://{name}" for name in names],
        "DESK": desk,
        "INSTALLED_APPS": APPS,
        "MIDDLEWARE": MIDDLEWARE,
        "TEMPLATES": TEMPLATES,
        "LOGGING": LOGGING,
        "ROOT_URLCONF": "web.urls",
        "APPEND_SLASH": False,
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [HERE / "static"],
        "AUTH_PASSWORD_VALIDATORS": [{"NAME": f"django.contrib.auth.password_validation.{name}"} for name in VALIDATORS],
        "LOGIN_URL": "login",
        "LOGIN_REDIRECT_URL": "search",
        "LOGOUT_REDIRECT_URL": "login",
        "CSRF_FAILURE_VIEW": "web.errors.csrf_failure",
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "jianbao",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "SECURE_HSTS_SECONDS": YEAR if https else 0,
        "SESSION_COOKIE_AGE": WORKDAY,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        # Counts of wrong passwords: many more keys than the default 300, so that strangers cannot push them out.
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}},
    }
