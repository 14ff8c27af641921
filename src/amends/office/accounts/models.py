"""Accounts and the unit they belong to."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.policy import ROLE_LABELS, Role

ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items()]


class Specialism(models.TextChoices):
    """What a case demands of those who work on it, and what they are trained in."""

    CHILD_VICTIMS = "child", _("Child victims")
    SEXUAL = "sexual", _("Sexual exploitation")
    LABOUR = "labour", _("Forced labour")
    DOMESTIC = "domestic", _("Domestic servitude")
    ONLINE = "online", _("Online exploitation")
    MONEY = "money", _("Financial investigation")
    CROSS_BORDER = "cross_border", _("Cross-border cases")
    OFFICIALS = "officials", _("Complicit officials")


class Unit(models.Model):
    """A prosecution unit; its heads see its cases, and its cases carry its code."""

    code = models.SlugField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=2)

    class Meta:
        """Units stand in the order of their names."""

        ordering = ("name",)

    def __str__(self) -> str:
        """Return the unit's name."""
        return self.name


class UserManager(BaseUserManager["User"]):
    """Accounts by user name. Accounts are made by the account services only."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account of this user name, whatever its case."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """One person's account, with one role."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=16, choices=ROLE_CHOICES)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT
    )
    specialisms = models.JSONField(_("specialisms"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    wants_digest = models.BooleanField(_("daily e-mail digest"), default=False)
    must_change_password = models.BooleanField(default=False)
    # Until when a password admits that two persons handed over; nothing for any other password.
    password_until = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        """Accounts stand in the order of their names."""

        ordering = ("name",)

    def __str__(self) -> str:
        """Return the person's name."""
        return self.name

    @property
    def label(self) -> str:
        """Return the name the log shows."""
        return f"{self.name} ({self.username})"

    @property
    def role_label(self) -> str:
        """Return the role in the reader's language."""
        return str(ROLE_LABELS[Role(self.role)])

    def get_full_name(self) -> str:
        """Return the person's name."""
        return self.name

    def get_short_name(self) -> str:
        """Return the user name."""
        return self.username


class Passkey(models.Model):
    """A key of somebody's own that logs them in; what is kept of it cannot be used to log in."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(_("name"), max_length=60)
    key_id = models.TextField(unique=True)
    public_key = models.BinaryField()
    signatures = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest passkey comes first."""

        ordering = ("-created_at",)

    def __str__(self) -> str:
        """Return what its owner calls it."""
        return self.name


class Visit(AbstractBaseSession):
    """A session of somebody who is logged in, or of nobody yet."""

    account = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="visits"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    browser = models.CharField(max_length=20, blank=True)

    class Meta(AbstractBaseSession.Meta):
        """The one that was used last comes first."""

        abstract = False
        ordering = ("-expire_date",)

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return what keeps these rows."""
        return import_module(settings.SESSION_ENGINE).SessionStore

    @property
    def mark(self) -> str:
        """Return a name for it that stands in pages; the key itself would let in who reads it."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @property
    def seen_at(self) -> datetime:
        """Return when it was used last: every request moves its end."""
        return self.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)


class FailedLogIns(models.Model):
    """How many passwords were wrong lately for one name, from one address, or for both together.

    It is kept under a digest: what was typed, and where, is not kept.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="failed_log_ins"
    )
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        """Return how many there were and until when no further one is taken."""
        return f"{self.failures}: {self.until:%Y-%m-%d %H:%M}"


class Readmission(models.Model):
    """Letting somebody in again who lost every passkey: one person asks for it, another agrees.

    ``half`` is the part of the one-time password that the first was shown. It is worth nothing
    alone, and is forgotten when the second agrees, who is shown the other part.
    """

    account = models.ForeignKey(User, on_delete=models.CASCADE, related_name="readmissions")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300)
    half = models.CharField(max_length=20, blank=True)
    agreed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        """The latest comes first. The database, too, holds that nobody does it alone."""

        ordering = ("-asked_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("asked_by")),
                name="two_persons_let_somebody_in",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("account"))
                & (models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("account"))),
                name="nobody_lets_themselves_in",
            ),
        ]

    def __str__(self) -> str:
        """Return who is to be let in, and when it was asked for."""
        return f"{self.account}: {self.asked_at:%Y-%m-%d}"


class Leave(models.Model):
    """Days on which a colleague covers for somebody: the cover sees their cases and tasks."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="leave")
    cover = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers")
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))

    class Meta:
        """The next leave comes first."""

        ordering = ("since",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="leave_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("cover")), name="nobody_covers_themselves"
            ),
        ]

    def __str__(self) -> str:
        """Return who is away and when."""
        return f"{self.user}: {self.since} - {self.until}"


class Scope(models.TextChoices):
    """What a token may be used for."""

    READ = "read", _("Read")
    WRITE = "write", _("Write")


class ApiToken(models.Model):
    """A key to the API, kept as a digest; shown once when it is made."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(_("what it is for"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("scopes"), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("expires on"))
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest token comes first."""

        ordering = ("-created_at",)

    def __str__(self) -> str:
        """Return what the token is for."""
        return self.label


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads its owner's dates; revocable."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest feed comes first."""

        ordering = ("-created_at",)

    def __str__(self) -> str:
        """Return whose feed it is."""
        return f"{self.user}: {self.created_at:%Y-%m-%d}"
