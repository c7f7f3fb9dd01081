"""Klarwerk's website: enquiries, newsletter, choices in the banner, appointments, meetings, events."""

from house.settings.base import *

INSTALLED_APPS = ["enquiries", "newsletter", "reading", "choices", "appointments", "meetings", "events"]
