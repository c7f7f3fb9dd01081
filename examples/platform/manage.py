"""Django's command line. DJANGO_SETTINGS_MODULE chooses the database: house.settings.control, .instance or .website."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "house.settings.control")
    execute_from_command_line(sys.argv)
