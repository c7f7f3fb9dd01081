"""Belegwerk, accounting software: use of the platform under a number of its own, apart from accounts."""

from house.settings.base import *

INSTALLED_APPS = ["analytics", "surveys", "recordings", "affiliate", "telemetry"]
