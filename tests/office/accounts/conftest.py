"""An office that requires passkeys, and one of the prosecutor's."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.office.accounts.authenticator import Authenticator, on_site, registers
from tests.office.conftest import Office


@pytest.fixture
def required(settings: Settings) -> None:
    """Open the office under a name, with passkeys required."""
    settings.ALLOWED_HOSTS = ["office.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.PASSKEYS_REQUIRED = True


@pytest.fixture
def key(required: None, office: Office) -> Authenticator:
    """Return the passkey of the prosecutor, registered in a browser that is closed since."""
    made = Authenticator()
    client = on_site()
    client.force_login(office.prosecutor)
    assert registers(client, made).status_code == 302
    return made
