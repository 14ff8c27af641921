"""The command line is tried in the same small office as the rest."""

from tests.office.conftest import office

__all__ = ["office"]
