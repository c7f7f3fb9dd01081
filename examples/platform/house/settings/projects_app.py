"""The application's database of the provider of project software: accounts, organisations, subscriptions."""

from house.settings.base import *

INSTALLED_APPS = ["registration"]
