"""The command line is tried in the same small office as the rest."""

from tests.office.conftest import case, office

__all__ = ["case", "office"]
