"""Klarwerk's request desk, in a database of its own."""

from house.settings.base import *

INSTALLED_APPS = ["desk", "identity"]
