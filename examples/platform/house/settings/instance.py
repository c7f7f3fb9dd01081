"""The database of one customer's instance: chat, tickets, knowledge base, booking, users and their rights."""

from house.settings.base import *

INSTALLED_APPS = ["accounts", "support", "knowledge", "booking", "webhooks", "audit"]
