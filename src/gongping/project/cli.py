"""The `gongping` command: init, demo, serve, box, season, manage."""

import os
import sys


def main() -> int:
    """Run one verb; what is not ours goes to Django's own commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongping.project.settings")
    from django.core.management import execute_from_command_line

    arguments = sys.argv[1:]
    if arguments[:1] == ["manage"]:
        arguments = arguments[1:]
    execute_from_command_line(["gongping", *arguments])
    return 0
