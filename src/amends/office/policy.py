"""Who may do what, and who may see which part of which case.

Four questions, answered in one place: is this account kept from the case (``not_barred``), may this
role act so (``GRANTS``), may it see this layer of a case (``LAYERS``), and is this case one of its
own (``own_cases``). A bar outranks every role; everything that is not granted is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.apps import apps
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amends.office.actions import Action, Layer
from amends.office.actors import Actor, ActorRequired, Role, SystemActor
from amends.office.grants import GRANTS, LAYERS

if TYPE_CHECKING:
    from amends.office.cases.models import Case

M = TypeVar("M", bound=Model)


# Who asks, and what for, stand in modules of their own and are reached from here.
__all__ = ["GRANTS", "LAYERS", "Action", "Actor", "ActorRequired", "Layer", "Role", "SystemActor"]
ROLE_LABELS = {
    Role.PROSECUTOR: _("Prosecutor"),
    Role.INVESTIGATOR: _("Investigator"),
    Role.HEAD: _("Head of unit"),
    Role.REGISTRAR: _("Court registrar"),
    Role.LIAISON: _("Victim liaison"),
    Role.OMBUDSMAN: _("Ombudsman"),
    Role.RAPPORTEUR: _("National rapporteur"),
    Role.ADMINISTRATOR: _("Administrator"),
}
CASE_WORKERS = frozenset({Role.PROSECUTOR, Role.INVESTIGATOR, Role.LIAISON})


# What is done under these is told to those only who may know which techniques are used.
RESTRICTED = "technique."
RESTRICTED_READ = "technique.read"
RESTRICTED_ACTIONS = frozenset({Action.ASK_TECHNIQUE, Action.DECIDE_TECHNIQUE})
# What would lead around the end of an emergency access is not done under one.
LASTING = frozenset({Action.HAND_OVER, Action.MERGE, Action.SPLIT})


class NotPermitted(Exception):
    """The actor's role does not allow this action, or the case is not theirs."""

    def __init__(self, actor: Actor, action: Action, case: Case | None = None) -> None:
        """Name who tried what, for the log; the page shown never says whether the case exists."""
        self.actor, self.action, self.case = actor, action, case
        super().__init__(f"{actor.label} may not {action}")


def may(actor: Actor, action: Action) -> bool:
    """Say whether the actor's role grants the action at all."""
    return actor.is_active and action in GRANTS.get(Role(actor.role), frozenset())


def sees(actor: Actor, layer: Layer) -> bool:
    """Say whether the actor's role sees this layer of the cases that are its own."""
    return actor.is_active and layer in LAYERS.get(Role(actor.role), frozenset())


def require(actor: Actor, action: Action, case: Case | None = None) -> None:
    """Refuse unless the role grants the action and the case, if any, is one of the actor's own.

    Raises:
        NotPermitted: the action is not granted, or the case is not the actor's.
    """
    if not may(actor, action):
        raise NotPermitted(actor, action, case)
    if case is not None and not is_own(actor, case):
        raise NotPermitted(actor, action, case)
    if case is not None and action in RESTRICTED_ACTIONS and not is_told(actor, case):
        raise NotPermitted(actor, action, case)
    if case is not None and action in LASTING and in_emergency(actor, [case.pk]):
        raise NotPermitted(actor, action, case)


def is_told(actor: Actor, case: Case) -> bool:
    """Say whether the actor may know which techniques are used in a case."""
    if not sees(actor, Layer.TECHNIQUES):
        return False
    everything: QuerySet[Case] = type(case)._base_manager.filter(pk=case.pk)
    return everything.filter(secret_cases(actor)).exists()


def is_own(actor: Actor, case: Case) -> bool:
    """Say whether this case is one the actor may open."""
    everything: QuerySet[Case] = type(case)._base_manager.filter(pk=case.pk)
    return everything.filter(own_cases(actor)).exists()


def limit(rows: QuerySet[M], actor: Actor | None, layer: Layer, path: str) -> QuerySet[M]:
    """Return only the rows of one layer that the actor may see.

    Args:
        rows: every row of a model of case data.
        actor: who asks.
        layer: the part of a case the model belongs to.
        path: the lookup from the model to its case; empty for the case itself.

    Raises:
        ActorRequired: nobody asks.
    """
    if actor is None:
        raise ActorRequired(rows.model.__name__)
    if not sees(actor, layer):
        return rows.none()
    shown = secret_cases if layer is Layer.TECHNIQUES else own_cases
    return rows.filter(shown(actor, path))


def limit_by_layer(rows: QuerySet[M], actor: Actor | None, path: str) -> QuerySet[M]:
    """Return the same as ``limit`` of a model whose rows each name their layer, as ``layer``.

    It is for rows that something else in the query chooses, such as words looked for: the cases
    that are the actor's own only narrow them. Walking from a thousand cases to the rows that hold
    a word took a hundred times as long, and the database would have it so; adding nought to the
    key of the case leaves it no choice.

    Raises:
        ActorRequired: nobody asks.
    """
    if actor is None:
        raise ActorRequired(rows.model.__name__)
    shown = [layer for layer in Layer if sees(actor, layer)]
    if not shown:
        return rows.none()
    if Role(actor.role) in CASE_WORKERS:
        own = _of_worker(actor)
    else:
        cases = apps.get_model("cases", "Case")._base_manager.order_by()
        own = cases.filter(own_cases(actor)).values("pk")
    limited = rows.alias(of_case=F(f"{path}_id") + 0).filter(
        not_barred(actor, path), of_case__in=own, layer__in=shown
    )
    return cast("QuerySet[M]", limited)


def not_barred(actor: Actor, path: str = "") -> Q:
    """Return the condition that a row belongs to a case from which no bar keeps the actor.

    It stands in every condition on cases below and is never asked of a role: a bar keeps away the
    head of the unit and the ombudsman as it keeps away anybody else. The system is no person.
    """
    if Role(actor.role) is Role.SYSTEM:
        return Q()
    # Asked once of the account and not of each row: it is barred from few cases, mostly from none.
    bars = apps.get_model("bars", "Bar")._base_manager.order_by()
    own = bars.filter(account=actor.pk, lifted_at=None).values("case")
    return ~Q(**{f"{path}_id__in" if path else "pk__in": own})


def is_barred(actor: Actor, case: Case) -> bool:
    """Say whether a bar keeps somebody from a case."""
    everything: QuerySet[Case] = type(case)._base_manager.filter(pk=case.pk)
    return not everything.filter(not_barred(actor)).exists()


def own_cases(actor: Actor, path: str = "") -> Q:
    """Return the condition that a row belongs to a case the actor may open.

    Case workers have the cases assigned to them, those of colleagues they cover today, and those
    that an emergency access opens to them now; a head has the unit's; a registrar the unit's cases
    that have reached court; the ombudsman the procedure of every case. Rapporteur and
    administrator have none. A bar outranks all of it.
    """
    return _given_cases(actor, path) & not_barred(actor, path)


def _given_cases(actor: Actor, path: str) -> Q:
    """Return the condition that role and assignment give the actor a row's case."""
    prefix = f"{path}__" if path else ""
    role = Role(actor.role)
    if role in {Role.SYSTEM, Role.OMBUDSMAN}:
        return Q()
    if role is Role.HEAD:
        return Q(**{f"{prefix}unit": actor.unit_id})
    if role is Role.REGISTRAR:
        return Q(**{f"{prefix}unit": actor.unit_id, f"{prefix}before_court": True})
    if role in CASE_WORKERS:
        return Q(**{f"{path or 'pk'}__in": _of_worker(actor)})
    return Q(pk__in=[])


def secret_cases(actor: Actor, path: str = "") -> Q:
    """Return the condition that a row belongs to a case of whose techniques the actor is told.

    Those are the head, the investigators assigned to it and the prosecutor who leads it; where no
    prosecutor leads it, those assigned. Nobody is told because they cover a colleague, nor in an
    emergency.
    """
    role = Role(actor.role)
    if role in {Role.SYSTEM, Role.HEAD}:
        return own_cases(actor, path)
    if role not in {Role.PROSECUTOR, Role.INVESTIGATOR}:
        return Q(pk__in=[])
    rows = apps.get_model("cases", "Assignment")._base_manager.filter(until=None).order_by()
    told = rows.filter(user=actor.pk)
    if role is Role.PROSECUTOR:
        led = rows.filter(kind="lead", user__role=Role.PROSECUTOR)
        told = told.filter(Q(kind="lead") | ~Q(case__in=led.values("case")))
    return Q(**{f"{path or 'pk'}__in": told.values("case")}) & not_barred(actor, path)


def knows_dependence(actor: Actor, case: Case) -> bool:
    """Say whether the actor may see on whom the proof of a case hangs."""
    if not sees(actor, Layer.PROOF):
        return False
    everything: QuerySet[Case] = type(case)._base_manager.filter(pk=case.pk)
    return everything.filter(dependence_cases(actor)).exists()


def dependence_cases(actor: Actor, path: str = "") -> Q:
    """Return the condition that a row belongs to a case of which the actor knows the dependence.

    Those are its lead and the prosecutors assigned to it. Nobody else in the unit, the head
    neither, nor whoever covers a colleague or was let in in an emergency: what a proof hangs on
    says whom to silence.
    """
    rows = apps.get_model("cases", "Assignment")._base_manager.filter(until=None).order_by()
    own = rows.filter(user=actor.pk)
    if Role(actor.role) is not Role.PROSECUTOR:
        own = own.filter(kind="lead")
    return Q(**{f"{path or 'pk'}__in": own.values("case")}) & not_barred(actor, path)


def in_emergency(actor: Actor, keys: Collection[int]) -> frozenset[int]:
    """Return those of some cases that are the actor's own now by an emergency access alone."""
    if Role(actor.role) not in CASE_WORKERS:
        return frozenset()
    own, theirs = _assigned(actor)
    opened = _opened(actor).filter(case__in=keys).exclude(Q(case__in=own) | Q(case__in=theirs))
    return frozenset(opened.values_list("case", flat=True))


def _of_worker(actor: Actor) -> QuerySet[Any]:
    """Return the keys of the cases that are assigned to a case worker, covered or opened."""
    own, theirs = _assigned(actor)
    # A union, not an OR: each part then walks the index of those that hold now.
    return own.union(theirs, _opened(actor))


def _assigned(actor: Actor) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return the keys of the cases assigned to the actor, and to those covered today."""
    assignments = apps.get_model("cases", "Assignment")._base_manager
    leave = apps.get_model("accounts", "Leave")._base_manager
    today = timezone.localdate()
    covered = leave.filter(cover=actor.pk, since__lte=today, until__gte=today).values("user")
    now = assignments.filter(until__isnull=True).order_by().values("case")
    return now.filter(user=actor.pk), now.filter(user__in=covered.order_by())


def _opened(actor: Actor) -> QuerySet[Any]:
    """Return the keys of the unit's cases that an emergency access opens to the actor now."""
    accesses = apps.get_model("emergencies", "EmergencyAccess")._base_manager.order_by()
    running = accesses.filter(account=actor.pk, until__gt=timezone.now(), ended_at=None)
    return running.filter(case__unit=actor.unit_id).values("case")
