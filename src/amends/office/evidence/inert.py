"""Handing out the bytes of a stored file so that no browser shows or runs them."""

from __future__ import annotations

from typing import BinaryIO

from django.http import FileResponse

SEALED = "sandbox; default-src 'none'; frame-ancestors 'none'"


def handed_out(content: BinaryIO, filename: str) -> FileResponse:
    """Return a file to be saved: of no type that is shown, and sealed should it be opened."""
    return FileResponse(
        content,
        as_attachment=True,
        filename=filename,
        content_type="application/octet-stream",
        headers={"Content-Security-Policy": SEALED, "X-Content-Type-Options": "nosniff"},
    )
