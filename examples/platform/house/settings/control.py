"""The control database: customers, contracts, billing, enquiries, newsletter."""

from house.settings.base import *

INSTALLED_APPS = ["customers", "billing", "enquiries", "newsletter"]
