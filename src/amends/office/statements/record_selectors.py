"""Reads everything in a case in which evidential issues are looked for."""

from __future__ import annotations

from amends.office.cases.models import Case
from amends.office.charging import selectors as charging
from amends.office.exhibits import selectors as exhibits
from amends.office.log import services as log
from amends.office.parties import selectors as parties
from amends.office.policy import Actor
from amends.office.statements import selectors
from amends.office.statements.recording import Held
from amends.office.timeline import selectors as timeline


def held(*, actor: Actor, case: Case) -> Held:
    """Return what a case holds, as far as the actor may see it and nothing of it is removed."""
    log.read(actor=actor, what="evidential issues", case=case)
    return Held(
        case=case,
        people=tuple(parties.parties(actor=actor, case=case)),
        statements=tuple(selectors.statements(actor=actor, case=case)),
        propositions=tuple(selectors.propositions(actor=actor, case=case)),
        recantations=tuple(selectors.recantations(actor=actor, case=case)),
        items=tuple(exhibits.items(actor=actor, case=case)),
        conduct=tuple(charging.conduct(actor=actor, case=case)),
        events=tuple(timeline.events(actor=actor, case=case, struck=False)),
        at_large=charging.facts_at_large(actor=actor, case=case),
    )
