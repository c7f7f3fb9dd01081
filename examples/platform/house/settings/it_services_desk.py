"""Nordnetz IT: tickets, remote sessions, devices and documentation of the clients in care."""

from house.settings.base import *

INSTALLED_APPS = ["service", "remote", "inventory", "itdoc"]
