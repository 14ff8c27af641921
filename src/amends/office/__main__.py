"""Django's own management commands: ``python -m amends.office migrate`` and the like."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one management command against the office's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.office.settings")
    execute_from_command_line(["amends.office", *sys.argv[1:]])


if __name__ == "__main__":
    main()
