"""The office's settings, every one of them readable from the environment as ``AMENDS_*``.

docs/reference/settings.md describes each; a test holds the two together.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from amends.office.home import default_home, secret_key

env = Env()

HOME = env.path("AMENDS_HOME", default_home())
DEBUG = env.bool("AMENDS_DEBUG", default=False)
SECRET_KEY = env.str("AMENDS_SECRET_KEY", default="") or secret_key(HOME)
ALLOWED_HOSTS = env.list("AMENDS_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
BEHIND_TLS = env.bool("AMENDS_TLS", default=False)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("AMENDS_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("AMENDS_SITE_URL", default="http://127.0.0.1:8000")
DEMO = env.bool("AMENDS_DEMO", default=False)

HERE = Path(__file__).resolve().parent

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_cotton",
    "django_htmx",
    "ninja",
    "amends.office.components",
    "amends.office.accounts",
    "amends.office.cases",
    "amends.office.bars",
    "amends.office.emergencies",
    "amends.office.complicity",
    "amends.office.parties",
    "amends.office.charging",
    "amends.office.vault",
    "amends.office.timeline",
    "amends.office.tasks",
    "amends.office.evidence",
    "amends.office.exhibits",
    "amends.office.inquiries",
    "amends.office.techniques",
    "amends.office.statements",
    "amends.office.proving",
    "amends.office.intake",
    "amends.office.disclosure",
    "amends.office.reading",
    "amends.office.passages",
    "amends.office.search",
    "amends.office.archives",
    "amends.office.stamps",
    "amends.office.exchange",
    "amends.office.log",
    "amends.office.printing",
    "amends.office.notices",
    "amends.office.statutes",
    "amends.office.desk",
    # Last, so that the office's own templates for forms and accounts are found first.
    "allauth",
    "allauth.account",
    "django.forms",
]

MIDDLEWARE = [
    "amends.office.complicity.anonymity.forget_who_asks",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "amends.office.middleware.keep_pages_out_of_caches",
    "amends.office.middleware.log_reads",
    "amends.office.middleware.speak_the_readers_language",
    "amends.office.middleware.ask_for_an_own_key",
    "amends.office.once.answer_forms_once",
    "amends.office.middleware.ExplainRefusals",
]

ROOT_URLCONF = "amends.api.urls"
WSGI_APPLICATION = "amends.office.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amends.office.desk.context.navigation",
            ],
            "builtins": ["amends.office.desk.templatetags.writing"],
        },
    },
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True


def _database() -> dict[str, Any]:
    """Return the one database, durable on SQLite: an acknowledged write survives a power cut."""
    url = env.str("AMENDS_DATABASE_URL", default=f"sqlite:///{HOME / 'amends.sqlite3'}")
    database: dict[str, Any] = env.dj_db_url("AMENDS_DATABASE_URL", default=url)
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            ),
        }
    else:
        database["CONN_MAX_AGE"] = 60
        database["CONN_HEALTH_CHECKS"] = True
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

AUTH_USER_MODEL = "accounts.User"
ACCOUNT_FORMS = {"login": "amends.office.accounts.forms.LogInForm"}
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front-page"
ACCOUNT_ADAPTER = "amends.office.accounts.adapter.ClosedOfficeAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted by accounts/attempt_services.py, which says when to try again.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "passkey": "20/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("AMENDS_PROXIES", default=0)
LOCK_AFTER = env.int("AMENDS_LOCK_AFTER", default=10)
LOCK_MINUTES = env.int("AMENDS_LOCK_MINUTES", default=60)
PASSKEYS_REQUIRED = env.bool("AMENDS_PASSKEYS_REQUIRED", default=not DEMO)
CONFIRM_MINUTES = env.int("AMENDS_CONFIRM_MINUTES", default=15)

SESSION_ENGINE = "amends.office.accounts.sessions"
SESSION_COOKIE_AGE = env.int("AMENDS_IDLE_MINUTES", default=30) * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

USE_I18N = True
USE_TZ = True
LANGUAGE_CODE = env.str("AMENDS_LANGUAGE", default="en")
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["amends.office.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = env.str("AMENDS_TIME_ZONE", default="UTC")

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

FILES = env.path("AMENDS_FILES", HOME / "files")
FILES_KEY = env.path("AMENDS_FILES_KEY", HOME / "files_key")
LOG_KEY = env.path("AMENDS_LOG_KEY", HOME / "log_key")
WITNESS_KEYS = env.path("AMENDS_WITNESS_KEYS", HOME / "witness_keys")
WITNESS_HOURS = env.int("AMENDS_WITNESS_HOURS", default=24)
CHECKPOINTS_FOLDER = env.str("AMENDS_CHECKPOINTS_FOLDER", default="")
BACKUPS = env.path("AMENDS_BACKUPS", None)
BACKUP_RECIPIENTS: list[str] = env.list("AMENDS_BACKUP_RECIPIENTS", default=[])
VAULT_KEY = env.path("AMENDS_VAULT_KEY", HOME / "vault_key")
LAWS = env.path("AMENDS_LAWS", HOME / "laws")
FILE_SIZE_LIMIT = env.int("AMENDS_FILE_LIMIT_MB", default=20_480) * 1024 * 1024
KEEP_DELIVERIES_DAYS = env.int("AMENDS_KEEP_DELIVERIES_DAYS", default=7)
VERIFY_FILES_DAYS = env.int("AMENDS_VERIFY_FILES_DAYS", default=30)
VERIFY_FILES_MINUTES = env.int("AMENDS_VERIFY_FILES_MINUTES", default=60)
REFRESH_PROOFS_MINUTES = env.int("AMENDS_REFRESH_PROOFS_MINUTES", default=60)
CHANNEL_FILES_LIMIT = env.int("AMENDS_CHANNEL_FILES_MB", default=25) * 1024 * 1024
CHANNEL_LIMIT = env.int("AMENDS_CHANNEL_LIMIT_MB", default=2048) * 1024 * 1024
READ_SIZE_LIMIT = env.int("AMENDS_READ_LIMIT_MB", default=100) * 1024 * 1024
READ_MEMORY = env.int("AMENDS_READ_MEMORY_MB", default=1024) * 1024 * 1024
READ_SECONDS = env.int("AMENDS_READ_SECONDS", default=60)
READ_SECONDS_AFTER_UPLOAD = env.int("AMENDS_READ_SECONDS_AFTER_UPLOAD", default=3)
OCR_LANGUAGES = env.str("AMENDS_OCR_LANGUAGES", default="eng")
TIMESTAMP_URL = env.str("AMENDS_TIMESTAMP_URL", default="")
TIMESTAMP_CERTIFICATES = env.path("AMENDS_TIMESTAMP_CERTIFICATES", HOME / "timestamp.pem")
TIMESTAMP_SECONDS = env.int("AMENDS_TIMESTAMP_SECONDS", default=10)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "amends.office.complicity.uploads.KeepInMemory",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if mail_url := env.str("AMENDS_MAIL_URL", default=""):
    _mail = env.dj_email_url("AMENDS_MAIL_URL", default=mail_url)
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = env.str("AMENDS_MAIL_FROM", default="amends@localhost")

# A server that does not answer must not hold up what waits for the mail.
EMAIL_TIMEOUT = env.int("AMENDS_MAIL_SECONDS", default=10)

EMERGENCY_HOURS = env.int("AMENDS_EMERGENCY_HOURS", default=72)
ESCALATE_AFTER_DAYS = env.int("AMENDS_ESCALATE_AFTER_DAYS", default=3)
KEEP_TRIED_SHEETS_DAYS = env.int("AMENDS_KEEP_TRIED_SHEETS_DAYS", default=7)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "amends.office.log.lines.DiscreetFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    # The development server has a handler of its own, which would write addresses as they are.
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
