"""Lines of the server's own log, without the addresses that open something by themselves."""

from __future__ import annotations

import logging
import re

# The address of a calendar feed is its password.
SECRET_ADDRESS = re.compile(r"(/calendar/)[^/\s\"']+(\.ics)")


class DiscreetFormatter(logging.Formatter):
    """Writes a line with its traceback, and stars in place of what must stay secret."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return SECRET_ADDRESS.sub(r"\1***\2", super().format(record))
