"""Belegwerk, accounting software: accounts, subscriptions and their billing."""

from house.settings.base import *

INSTALLED_APPS = ["registration", "subscriptions", "subscription_billing"]
