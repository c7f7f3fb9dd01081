"""Belegwerk, accounting software: what customers enter, kept on their instruction."""

from house.settings.base import *

INSTALLED_APPS = ["bookkeeping", "postal"]
