"""The manager every model of case data has: it refuses a query that does not say who asks."""

from __future__ import annotations

from typing import NoReturn, TypeVar

from django.db import models

from amends.office import policy
from amends.office.policy import Actor, ActorRequired, Layer

M = TypeVar("M", bound=models.Model)


class GuardedManager(models.Manager[M]):
    """A default manager that fails closed: without an actor there is no query.

    ``Model.objects.seen_by(actor)`` is the only way in. Reverse relations (``case.parties.all()``)
    use this manager too, so they refuse as well.
    """

    def __init__(self, layer: Layer | None = None, case_path: str = "case") -> None:
        """Say which layer of a case the model belongs to and how to reach its case.

        Django makes the managers of reverse relations without a layer; those always refuse.
        """
        super().__init__()
        self.layer, self.case_path = layer, case_path

    def get_queryset(self) -> NoReturn:
        """Refuse.

        Raises:
            ActorRequired: always.
        """
        message = f"{self.model.__name__}: use {self.model.__name__}.objects.seen_by(actor)"
        raise ActorRequired(message)

    def seen_by(self, actor: Actor | None) -> models.QuerySet[M]:
        """Return the rows that this actor may see.

        Raises:
            ActorRequired: the actor is missing, or this is the manager of a reverse relation.
        """
        if self.layer is None:
            return self.get_queryset()
        rows = models.QuerySet[M](self.model, using=self._db)
        return policy.limit(rows, actor, self.layer, self.case_path)


class LayeredManager(GuardedManager[M]):
    """The same for a model whose rows belong to several layers: its field ``layer`` says which."""

    def seen_by(self, actor: Actor | None) -> models.QuerySet[M]:
        """Return the rows that this actor may see.

        Raises:
            ActorRequired: the actor is missing, or this is the manager of a reverse relation.
        """
        if self.layer is None:
            return self.get_queryset()
        rows = models.QuerySet[M](self.model, using=self._db)
        return policy.limit_by_layer(rows, actor, self.case_path)
