"""The back office: Django's admin over all three kinds of database. Its own tables (staff, sessions, log) lie in a fourth.

CONTROL_URL, INSTANCE_URL and WEBSITE_URL name the databases to look at; DATABASE_URL is the office's own.
"""

import os

from house.settings.base import *
from house.settings.base import DATABASES, database

CONTROL = ["customers", "billing", "enquiries", "newsletter"]
INSTANCE = ["accounts", "support", "knowledge", "booking", "webhooks", "audit"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *CONTROL,
    *INSTANCE,
    "website",
]
DATABASES |= {
    name: database(os.environ.get(f"{name.upper()}_URL", "sqlite:///")) for name in ("control", "instance", "website")
}
DATABASE_ROUTERS = ["house.routing.Rooms"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
STATIC_URL = "static/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
