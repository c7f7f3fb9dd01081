"""Belegwerk, accounting software: chats, hints, checks of solvency."""

from house.settings.base import *

INSTALLED_APPS = ["inapp", "solvency"]
