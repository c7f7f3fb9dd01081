"""The database of the website's statistics: sums per day and page, nobody in it."""

from house.settings.base import *

INSTALLED_APPS = ["website"]
