"""Nordnetz IT: requests of persons and their proofs of identity."""

from house.settings.base import *

INSTALLED_APPS = ["desk", "identity"]
