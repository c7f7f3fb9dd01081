"""The provider of project software: prospects and the newsletter."""

from house.settings.base import *

INSTALLED_APPS = ["prospects", "newsletter"]
