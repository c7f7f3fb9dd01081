"""Klarwerk's applications for a job."""

from house.settings.base import *

INSTALLED_APPS = ["applications"]
