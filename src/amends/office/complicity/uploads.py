"""Files that are handed in to the complicity channel never touch the disk unsealed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest

from amends.office.complicity.anonymity import CHANNEL


class KeepInMemory(FileUploadHandler):
    """Holds what comes to the channel in memory; other pages' files go to the next handler.

    It stands first among the handlers, so that it does not matter who reads the form first. What
    is larger than the channel takes is passed over without being held; the form says so.
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """See where the request goes and how much comes with it."""
        request: HttpRequest | None = self.request
        self.ours = request is not None and request.path_info.startswith(CHANNEL)
        self.room = settings.CHANNEL_FILES_LIMIT

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; no other handler sees one that is ours."""
        super().new_file(*args, **kwargs)
        if self.ours:
            self.held = BytesIO()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hold a piece, as long as there is room."""
        if not self.ours:
            return raw_data
        self.room -= len(raw_data)
        if self.room < 0:
            too_much(self.request)
            raise SkipFile
        self.held.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """Return the file."""
        if not self.ours:
            return None
        self.held.seek(0)
        return InMemoryUploadedFile(
            file=self.held,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def too_much(request: Any) -> None:
    """Remember that more came with a request than the channel takes at once."""
    request.META["amends.too_much"] = True


def came_too_much(request: HttpRequest) -> bool:
    """Say whether more came with a request than the channel takes at once."""
    return bool(request.META.get("amends.too_much"))
