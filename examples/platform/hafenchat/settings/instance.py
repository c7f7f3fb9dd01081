"""The database of one customer's instance: chat, tickets, knowledge base, booking, users and their rights."""

from hafenchat.settings.base import *

INSTALLED_APPS = ["accounts", "support", "knowledge", "booking", "webhooks", "audit"]
