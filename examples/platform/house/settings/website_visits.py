"""Klarwerk's audience measurement."""

from house.settings.base import *

INSTALLED_APPS = ["visits"]
