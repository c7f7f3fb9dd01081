"""The control database: customers, contracts, billing, enquiries, newsletter."""

from hafenchat.settings.base import *

INSTALLED_APPS = ["customers", "billing", "enquiries", "newsletter"]
