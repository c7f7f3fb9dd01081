"""Nordnetz IT: contacts, offers, orders, invoices, letters, suppliers, newsletter."""

from house.settings.base import *

INSTALLED_APPS = ["erp", "newsletter"]
