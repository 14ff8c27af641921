"""Where a fact of law or practice comes from, as every catalogue and clock says it."""

from __future__ import annotations

from ninja import Schema

from amends.base.sources import SourceStatus


class SourceOut(Schema):
    """A citation and how far it may be trusted; anything but ``verified`` is unverified."""

    citation: str
    status: SourceStatus
