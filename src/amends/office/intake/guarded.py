"""Which reports an actor may see, and the managers that show nobody anything else.

A report belongs to a unit and, until a case is opened, to no case. Heads see those of their unit;
who takes reports in sees those that nobody has taken up, those they recorded or took up, those of
colleagues they cover, and those that led to a case of theirs. Nobody else sees one, and whoever is
barred from a case sees no report that led to it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from amends.office.guarded import GuardedManager
from amends.office.policy import (
    CASE_WORKERS,
    Actor,
    ActorRequired,
    Role,
    not_barred,
    own_cases,
    sees,
)

M = TypeVar("M", bound=Model)
NOTHING = Q(pk__in=[])


def own_reports(actor: Actor, path: str = "") -> Q:
    """Return the condition that a row belongs to a report the actor may open."""
    prefix = f"{path}__" if path else ""
    role = Role(actor.role)
    if role is Role.SYSTEM:
        return Q()
    of_unit = Q(**{f"{prefix}unit": actor.unit_id})
    decisions = apps.get_model("intake", "ReportDecision")._base_manager.filter(undone_at=None)
    led_away = decisions.exclude(not_barred(actor, "case")).order_by()
    of_unit &= ~Q(**{f"{path or 'pk'}__in": led_away.values("report")})
    if role is Role.HEAD:
        return of_unit
    if role not in CASE_WORKERS:
        return NOTHING
    theirs = Q(**{f"{prefix}owner__isnull": True})
    theirs |= Q(**{f"{prefix}owner": actor.pk}) | Q(**{f"{prefix}recorded_by": actor.pk})
    theirs |= Q(**{f"{prefix}owner__in": _covered(actor)})
    led_to_own = decisions.filter(own_cases(actor, "case")).values("report")
    return of_unit & (theirs | Q(**{f"{path or 'pk'}__in": led_to_own.order_by()}))


def _covered(actor: Actor) -> QuerySet[Any]:
    leave = apps.get_model("accounts", "Leave")._base_manager
    today = timezone.localdate()
    return leave.filter(cover=actor.pk, since__lte=today, until__gte=today).values("user")


class UnitManager(GuardedManager[M]):
    """The guarded manager of the register of recruiters: one for everybody who takes reports in.

    ``case_path`` leads to what has the unit.
    """

    def seen_by(self, actor: Actor | None) -> QuerySet[M]:
        """Return the rows that this actor may see.

        Raises:
            ActorRequired: the actor is missing, or this is the manager of a reverse relation.
        """
        if self.layer is None:
            return self.get_queryset()
        if actor is None:
            raise ActorRequired(self.model.__name__)
        rows = QuerySet[M](self.model, using=self._db)
        return rows.filter(self.shown_to(actor, sees(actor, self.layer)))

    def shown_to(self, actor: Actor, sees_layer: bool) -> Q:
        """Return the condition under which an actor sees a row."""
        if not sees_layer:
            return NOTHING
        prefix = f"{self.case_path}__" if self.case_path else ""
        return Q() if actor.role == Role.SYSTEM else Q(**{f"{prefix}unit": actor.unit_id})


class ReportManager(UnitManager[M]):
    """The guarded manager of what belongs to a report; ``case_path`` leads to the report."""

    def shown_to(self, actor: Actor, sees_layer: bool) -> Q:
        """Return the condition under which an actor sees a row."""
        return own_reports(actor, self.case_path) if sees_layer else NOTHING


class ContactManager(UnitManager[M]):
    """The guarded manager of contacts: whoever recorded a report sees what they wrote down."""

    def shown_to(self, actor: Actor, sees_layer: bool) -> Q:
        """Return the condition under which an actor sees a row."""
        own = own_reports(actor, self.case_path)
        return own if sees_layer else own & Q(report__recorded_by=actor.pk)


class IdentificationManager(UnitManager[M]):
    """The guarded manager of identifications, which are of a report's person or a case's party."""

    def shown_to(self, actor: Actor, sees_layer: bool) -> Q:
        """Return the condition under which an actor sees a row."""
        if not sees_layer:
            return NOTHING
        reports = apps.get_model("intake", "Report")._base_manager.filter(own_reports(actor))
        of_own_report = Q(person__report__in=reports.order_by().values("pk"))
        return of_own_report | (Q(case__isnull=False) & own_cases(actor, "case"))
