"""Settings. Everything that differs between installations comes from the environment."""

import os
import secrets
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from vocatio import portals
from vocatio.gateways import profiles

HOME = Path(os.environ.get("VOCATIO_HOME", ".vocatio")).resolve()

#: Sessions end with the process when no key is configured; they live in the database.
SECRET_KEY = os.environ.get("VOCATIO_SECRET_KEY") or secrets.token_urlsafe(48)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("VOCATIO_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

#: Where browsers reach the portals; needed where a proxy speaks TLS for them.
PUBLIC_URL = os.environ.get("VOCATIO_URL", "").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "vocatio.records.ledger",
    "vocatio.records.register",
    "vocatio.records.access",
    "vocatio.records.offices",
    "vocatio.records.jobs",
    "vocatio.records.summonses",
    "vocatio.records.documents",
    "vocatio.records.deliveries",
    "vocatio.records.callups",
    "vocatio.records.work",
    "vocatio.records.cases",
    "vocatio.records.agencies",
]


def _database(dsn: str) -> dict[str, object]:
    """Django's names for a libpq connection string, which may name any option of libpq."""
    given = conninfo_to_dict(dsn)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", "vocatio"),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given,
    }


DATABASES = {"default": _database(os.environ.get("VOCATIO_DSN", ""))}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vocatio.portals.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "vocatio.portals.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "vocatio.project.urls"
WSGI_APPLICATION = "vocatio.project.wsgi.application"

_PORTALS = Path(portals.__file__).parent
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_PORTALS / "templates"],
        "OPTIONS": {"environment": "vocatio.portals.jinja.environment"},
    }
]
STATIC_URL = "static/"
STATICFILES_DIRS = [_PORTALS / "static"]
WHITENOISE_USE_FINDERS = True
LOCALE_PATHS = [_PORTALS / "locale"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")]
USE_TZ = True
_PROFILE = profiles.load(profiles.default()).profile
#: Pages tell the time of the jurisdiction; the database keeps instants.
TIME_ZONE = _PROFILE.zone
#: Every page says so while no lawyer has reviewed the rules.
DRAFT_RULES = _PROFILE.draft

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 3600
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "vocatio.portals.refusals.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "connect-src": ["'self'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

PROCRASTINATE_IMPORT_PATHS = [
    "vocatio.entry.jobs.correction",
    "vocatio.entry.jobs.deliveries",
    "vocatio.entry.jobs.drafts",
    "vocatio.entry.jobs.outage",
    "vocatio.entry.jobs.post",
    "vocatio.entry.jobs.release",
    "vocatio.entry.jobs.stamp",
    "vocatio.entry.jobs.steps",
    "vocatio.entry.jobs.sweep",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("VOCATIO_LOG", "WARNING")},
}
