"""Writes on arguments: confirming what follows from an item, stating one by hand, changing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.exhibits.models import Item
from amends.office.keyed_services import next_numbered_key, save_with_own_key
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor
from amends.office.proving.models import Argument, CaseProposition, Premise
from amends.office.proving.resting_services import rest_on
from amends.office.proving.rules import (
    check_put,
    check_rests,
    check_target,
    on_side,
)
from amends.office.validation import problem, save
from amends.office.version_services import current_of
from amends.proof.graph import Proposition
from amends.proof.schemes import schemes

EDITABLE = ("scheme", "generalisation", "force", "note", "consent")


class Target(NamedTuple):
    """What an argument is for: an element, a word of the law, and some people.

    Or a proposition of our own, in the place of all of these.
    """

    element: str
    word: str = ""
    by: Party | None = None
    to: Party | None = None
    proposition: CaseProposition | None = None


def target_of(claim: Proposition, people: Mapping[str, Party]) -> Target:
    """Return what is to be proved as a row of an argument names it."""
    return Target(claim.element, claim.word, people.get(claim.defendant), people.get(claim.victim))


def decide_drafts(
    *,
    actor: Actor,
    case: Case,
    item: Item,
    follows: Sequence[Target],
    nothing: Sequence[Target] = (),
    scheme: str = "",
    force: int | None = None,
) -> list[Argument]:
    """Confirm what follows from an item, and keep of what nothing does.

    ``scheme`` and ``force`` are for all of it; what they leave out begins as the scheme says.

    Raises:
        ValidationError: by field, what is wrong, or that it was decided on meanwhile.
    """
    with writing(actor=actor, action=Action.ARGUE, case=case) as entry:
        wait_for_others(case)
        if not follows and not nothing:
            raise problem("follows", _("Choose what follows from it, or say that nothing does."))
        rows = [
            _decide(_new(actor, case, state=state), item, target, scheme, force)
            for targets, state in (
                (follows, Argument.State.CONFIRMED),
                (nothing, Argument.State.SET_ASIDE),
            )
            for target in targets
        ]
        entry.note(item=item.key, confirmed=len(follows), set_aside=len(nothing))
    return rows


def undo_drafts(*, actor: Actor, case: Case, keys: Collection[str]) -> None:
    """Take back decisions on what follows from an item: it comes up again.

    What speaks for the defence is no such decision, and stays.
    """
    with writing(actor=actor, action=Action.ARGUE, case=case) as entry:
        wait_for_others(case)
        rows = Argument._base_manager.filter(
            case=case, key__in=keys, removed_at=None, against=False, defeats=None, proposition=None
        )
        found = sorted(rows.values_list("key", flat=True))
        rows.update(removed_at=timezone.now())
        entry.note(arguments=found, removed=True)


def state_argument(
    *,
    actor: Actor,
    case: Case,
    items: Sequence[Item],
    propositions: Sequence[CaseProposition] = (),
    target: Target | None = None,
    against: bool = False,
    defeats: Argument | None = None,
    question: str = "",
    **stated: Any,
) -> Argument:
    """State an argument: for something, against it, or against another argument.

    With a question it answers what was said against ``defeats`` on that question.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ARGUE, case=case) as entry:
        wait_for_others(case)
        row = _new(actor, case, against=against, defeats=defeats, question=question)
        if defeats is not None:
            _check_defeated(case, defeats, question)
        elif target is not None:
            _aim(row, target)
        else:
            raise problem("element", _("Choose what it is for."))
        _take(row, stated)
        _write(row, items, propositions)
        rests_on = [*(item.key for item in items), *(own.key for own in propositions)]
        entry.note(argument=row.key, against=against, items=rests_on)
    return row


def edit_argument(
    *,
    actor: Actor,
    argument: Argument,
    version: int,
    items: Sequence[Item] | None = None,
    propositions: Sequence[CaseProposition] | None = None,
    **stated: Any,
) -> Argument:
    """Change how an argument is put, how strong it is, or what it rests on.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ARGUE, case=argument.case) as entry:
        wait_for_others(argument.case)
        row = current_of(argument, version)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        save(row)
        changed = [name for name in EDITABLE if getattr(row, name) != before[name]]
        if rest_on(row, items, propositions, of_defence=is_of_defence(row)):
            changed.append("items")
        entry.note(argument=row.key, changed=changed)
    return row


def remove_argument(*, actor: Actor, argument: Argument, removed: bool = True) -> Argument:
    """Take an argument out of view, or bring it back.

    What speaks for the defence, or leads to what the defence rests on, is never taken out: it is
    answered.

    Raises:
        ValidationError: it speaks for the defence; or it comes back and rests on nothing, or
            something else was decided in its place.
    """
    with writing(actor=actor, action=Action.ARGUE, case=argument.case) as entry:
        wait_for_others(argument.case)
        if removed and (is_of_defence(argument) or serves_defence(argument)):
            raise problem(
                "argument", _("What speaks for the defence stays. State what answers it instead.")
            )
        if not removed:
            _refuse_unfounded(argument)
        argument.removed_at = timezone.now() if removed else None
        argument.save(update_fields=["removed_at"])
        entry.note(argument=argument.key, removed=removed)
    return argument


def is_of_defence(row: Argument) -> bool:
    """Say whether an argument speaks against the prosecution, at whatever remove."""
    if row.defeats is None:
        return row.against
    return on_side(row, defeated_is_of_defence=is_of_defence(row.defeats))


def serves_defence(row: Argument) -> bool:
    """Say whether an argument leads to a proposition that something of the defence rests on."""
    waiting: set[int | None] = {row.proposition_id} - {None}
    seen: set[int | None] = {None}
    while waiting:
        seen |= waiting
        resting = Argument._base_manager.filter(
            case=row.case, removed_at=None, premises__proposition__in=waiting
        )
        if any(map(is_of_defence, resting)):
            return True
        waiting = {one.proposition_id for one in resting} - seen
    return False


def _decide(row: Argument, item: Item, target: Target, used: str, force: int | None) -> Argument:
    _aim(row, target)
    _refuse_decided(row, item)
    scheme = schemes().get(used)
    if scheme is None:
        raise problem("scheme", _("Choose what kind of argument it is."))
    row.scheme, row.generalisation = used, _(scheme.generalisation)
    row.force = force or int(scheme.starts_at)
    _write(row, [item], [])
    return row


def _new(actor: Actor, case: Case, **given: Any) -> Argument:
    return Argument(
        case=case, key=next_numbered_key(Argument, case, "A"), made_by_id=actor.pk, **given
    )


def _aim(row: Argument, target: Target) -> None:
    for name, party in (("by", target.by), ("to", target.to)):
        if party is not None and party.case_id != row.case_id:
            raise problem(name, _("Choose somebody of this case."))
    own = target.proposition
    if own is not None and (own.case_id != row.case_id or own.removed_at is not None):
        raise problem("proposition", _("Choose one of this case."))
    row.element, row.word, row.by, row.to, row.proposition = target
    check_target(row)


def _refuse_decided(row: Argument, item: Item) -> None:
    """Refuse what somebody decided on meanwhile from an item."""
    same = Argument._base_manager.filter(
        case=row.case, removed_at=None, against=False, defeats=None, premises__item=item
    ).exclude(pk=row.pk)
    if same.filter(element=row.element, word=row.word, by=row.by, to=row.to).exists():
        raise problem("follows", _("This was decided on already. Look at the page again."))


def _refuse_unfounded(argument: Argument) -> None:
    """Refuse to bring back what rests on nothing, or in whose place something else was decided."""
    premises = Premise._base_manager.filter(argument=argument).select_related("proposition")
    of_defence = is_of_defence(argument)
    check_rests(on_something=premises.exists(), of_defence=of_defence)
    for own in (one.proposition for one in premises if one.proposition is not None):
        if own.removed_at is not None:
            message = _("%s is out of view. Bring it back first.")
            raise problem("propositions", message % own.key)
    items = Item._base_manager.filter(premises__argument=argument)
    drafted = argument.defeats is None and argument.proposition is None and not of_defence
    if drafted and premises.count() == items.count() == 1:
        _refuse_decided(argument, items.get())


def _check_defeated(case: Case, defeats: Argument, question: str) -> None:
    if defeats.case_id != case.pk or defeats.removed_at is not None:
        raise problem("defeats", _("Choose one of this case."))
    asked = schemes()[defeats.scheme].questions if defeats.scheme in schemes() else ()
    if question and question not in asked:
        raise problem("question", _("This is not asked of such an argument."))


def _take(row: Argument, stated: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in stated:
            setattr(row, name, stated[name])
    row.generalisation, row.note = row.generalisation.strip(), row.note.strip()
    check_put(row)


def _write(row: Argument, items: Sequence[Item], propositions: Sequence[CaseProposition]) -> None:
    save_with_own_key(row)
    rest_on(row, items, propositions, of_defence=is_of_defence(row))
