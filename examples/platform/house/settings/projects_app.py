"""The provider of project software: accounts, organisations, agreements and invoices, connected calendars."""

from house.settings.base import *

INSTALLED_APPS = ["registration", "organisations", "agreements", "calendars"]
