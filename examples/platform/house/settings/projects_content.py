"""The provider of project software: what its customers keep in their workspaces."""

from house.settings.base import *

INSTALLED_APPS = ["projects"]
