"""What all settings share.

The database comes from DATABASE_URL: sqlite:///path, or user:password@host:port/name after postgresql:// or mysql://.
"""

import os
from urllib.parse import parse_qs, unquote, urlsplit


def database(url: str) -> dict[str, object]:
    """Django's connection settings for a database URL. Raises ValueError for any other scheme."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path[1:]) or ":memory:"}
    if parts.scheme not in {"postgresql", "postgres", "mysql", "mariadb"}:
        raise ValueError(f"DATABASE_URL: unknown scheme {parts.scheme!r}; use sqlite:///…, postgresql://… or mysql://…")
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    if parts.scheme in {"mysql", "mariadb"}:
        import pymysql

        pymysql.install_as_MySQLdb()
    return {
        "ENGINE": f"django.db.backends.{'mysql' if parts.scheme in {'mysql', 'mariadb'} else 'postgresql'}",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
    }


SECRET_KEY = os.environ.get("PLATFORM_SECRET_KEY", "only-for-development")
DEBUG = False
ALLOWED_HOSTS: list[str] = ["localhost", "127.0.0.1"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL", "sqlite:///"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
LANGUAGE_CODE = "de"
ROOT_URLCONF = "house.urls"
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
