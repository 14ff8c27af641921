"""The office's own settings, pointed at a throw-away home and at the database under test.

``AMENDS_TEST_DATABASE_URL`` chooses the database; without it the tests use SQLite.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_HOME = Path(tempfile.mkdtemp(prefix="amends-test-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
(_HOME / "static").mkdir()

# Whatever the shell says about a real office must not reach the tests, nor the reverse.
for _name in [name for name in os.environ if name.startswith("AMENDS_")]:
    if not _name.startswith(("AMENDS_TEST_", "AMENDS_FORBID_")):
        del os.environ[_name]
os.environ["AMENDS_HOME"] = str(_HOME)
os.environ["AMENDS_SECRET_KEY"] = "tests-only"
# Most tests are of what comes after the log-in; those of passkeys require them themselves.
os.environ["AMENDS_PASSKEYS_REQUIRED"] = "false"
os.environ["AMENDS_DATABASE_URL"] = os.environ.get(
    "AMENDS_TEST_DATABASE_URL", f"sqlite:///{_HOME / 'office.sqlite3'}"
)

from amends.office.settings import *  # noqa: E402, F403
from amends.office.settings import DATABASES, STORAGES  # noqa: E402

# A file, not memory: journeys read and write from several threads, as the real office does.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_HOME / "test.sqlite3")}

# Fast on purpose: the real hasher costs a tenth of a second an account. Its own test names it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The manifest is made by collectstatic when the office is served; tests read the sources.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
