"""Klarwerk's customer management."""

from house.settings.base import *

INSTALLED_APPS = ["crm"]
