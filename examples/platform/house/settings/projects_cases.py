"""The provider of project software: the request desk."""

from house.settings.base import *

INSTALLED_APPS = ["desk", "identity"]
