"""The back office: Django's admin over all databases of a company. Its own tables (staff, sessions, log) lie in one more.

COMPANY is the folder below examples/ (live-chat if it is not set); CONTROL_URL, SITE_URL, … name the databases to look at,
called like the settings module without the company; DATABASE_URL is the office's own.
"""

import os
from importlib import import_module
from pathlib import Path

from house.settings.base import *
from house.settings.base import DATABASES, database

COMPANY = os.environ.get("COMPANY", "live-chat")
PREFIX = f"{COMPANY.replace('-', '_')}_"
MODULES = (
    {name: name for name in ("control", "instance", "website")}
    if COMPANY == "live-chat"
    else {file.stem[len(PREFIX) :]: file.stem for file in sorted(Path(__file__).parent.glob(f"{PREFIX}*.py"))}
)
if not MODULES:
    raise ValueError(f"COMPANY: there are no settings called house.settings.{PREFIX}*")
ROOMS = {room: import_module(f"house.settings.{module}").INSTALLED_APPS for room, module in MODULES.items()}
ROOM_OF_APP = {app: room for room, installed in ROOMS.items() for app in installed}
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *ROOM_OF_APP,
]
DATABASES |= {room: database(os.environ.get(f"{room.upper()}_URL", "sqlite:///")) for room in ROOMS}
DATABASE_ROUTERS = ["house.routing.Rooms"]
SILENCED_SYSTEM_CHECKS = ["models.W035"]  # two databases may each have a table of the same name; Rooms tells them apart
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
