"""Django's command line. DJANGO_SETTINGS_MODULE chooses the database: hafenchat.settings.control, .instance or .website."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hafenchat.settings.control")
    execute_from_command_line(sys.argv)
