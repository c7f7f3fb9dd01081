"""Nordnetz IT: staff and applicants."""

from house.settings.base import *

INSTALLED_APPS = ["staff", "applications"]
