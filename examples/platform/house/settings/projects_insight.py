"""The provider of project software: use of the application and its faults, under numbers of their own."""

from house.settings.base import *

INSTALLED_APPS = ["analytics", "errors"]
