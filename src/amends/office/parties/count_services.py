"""Writes on the counts: adding one, taking it out of view, and how it ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.law.library import statutes
from amends.law.terms import Mode
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.desk.words import listed
from amends.office.log.services import Entry, writing
from amends.office.parties.holding_services import Holding, accused_in, holding, why_it_stays
from amends.office.parties.models import Count, CountParty, Party, Status
from amends.office.parties.naming_services import ACCUSED
from amends.office.parties.services import check_period, require_screen, when_text
from amends.office.policy import Action, Actor
from amends.office.timeline.derived_services import refresh_case
from amends.office.validation import problem, refuse_if_changed, save


@dataclass(frozen=True)
class TakenOut:
    """A count that is out of view, who is a suspect again, and who stays a defendant and why."""

    count: Count
    suspects: tuple[Party, ...]
    held: tuple[Holding, ...]

    def said(self) -> list[str]:
        """Return in words what each is now who was charged by the count."""
        again = _("%s is a suspect again.")
        return [*(again % listed([p.designation]) for p in self.suspects), *map(str, self.held)]


def add_count(
    *,
    actor: Actor,
    case: Case,
    citation: str,
    offence: str,
    law: str = "",
    mode: str = Mode.PRINCIPAL,
    defendants: Sequence[Party],
    victims: Sequence[Party] = (),
    conduct_from: str = "",
    conduct_to: str = "",
    alternative_to: Count | None = None,
    number: int | None = None,
    status: str = Status.REPORTED,
) -> Count:
    """Add a count. A suspect named in it becomes a defendant.

    ``law`` ties it to an offence of the laws held, such as us-18usc77.s1589a.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=case) as entry:
        _check_count_parties(case, defendants, victims)
        check_law(law, mode)
        count = Count(
            case=case,
            number=number or _next_number(case),
            citation=citation,
            offence=offence,
            law=law,
            mode=mode,
            conduct_from=when_text("conduct_from", conduct_from),
            conduct_to=when_text("conduct_to", conduct_to),
            alternative_to=alternative_to,
            status=status,
            added_on=timezone.localdate(),
        )
        check_period(count.conduct_from, count.conduct_to, "conduct_to")
        _save_count(count)
        for party in [*defendants, *victims]:
            save(CountParty(case=case, count=count, party=party, status=status))
        _charge(count, defendants)
        refresh_case(case)
        _note_count(entry, count, defendants, victims)
    return count


def remove_count(*, actor: Actor, count: Count) -> TakenOut:
    """Take a count out of view; whom it made a defendant is a suspect again if nothing holds them.

    Raises:
        ValidationError: it ended for somebody, or something came after it in court.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=count.case) as entry:
        wait_for_others(count.case)
        if stays := why_it_stays(count):
            raise problem("count", stays)
        count.removed_at = timezone.now()
        count.save(update_fields=["removed_at"])
        taken_out = _let_go(count)
        refresh_case(count.case)
        entry.note(count=count.number, removed=True, suspects=[p.key for p in taken_out.suspects])
    return taken_out


def restore_count(*, actor: Actor, count: Count) -> Count:
    """Bring a count back into view; its suspects are defendants again.

    Raises:
        ValidationError: a screen found since that one of them is to be treated as a victim.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=count.case) as entry:
        wait_for_others(count.case)
        count.removed_at = None
        count.save(update_fields=["removed_at"])
        _charge(count, [row.party for row in accused_in(count)])
        refresh_case(count.case)
        entry.note(count=count.number, removed=False)
    return count


def tie_count(
    *, actor: Actor, count: Count, version: int, law: str, mode: str = Mode.PRINCIPAL
) -> Count:
    """Tie a count to an offence of the laws held, so that what it leaves out can be named.

    Raises:
        ValidationError: no such offence is held, or somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=count.case) as entry:
        row = Count._base_manager.select_for_update().get(pk=count.pk)
        refuse_if_changed(shown=version, now=row.version)
        check_law(law, mode)
        row.law, row.mode, row.version = law, mode, row.version + 1
        save(row)
        entry.note(count=row.number, law=law)
    return row


def record_disposition(
    *,
    actor: Actor,
    count: Count,
    defendant: Party,
    version: int,
    verdict: str,
    disposition: str,
    status: str,
) -> CountParty:
    """Record how a count ended for one defendant.

    Raises:
        ValidationError: the defendant does not stand in the count, or somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=count.case) as entry:
        rows = CountParty._base_manager.select_for_update()
        row = rows.filter(count=count, party=defendant).first()
        if row is None:
            raise problem("defendant", _("This party does not stand in this count."))
        refuse_if_changed(shown=version, now=row.version)
        row.verdict, row.disposition, row.status = verdict, disposition, status
        row.version += 1
        save(row)
        entry.note(count=count.number, party=defendant.key, verdict=verdict)
    return row


def counts_under(case: Case, laws: Collection[str]) -> list[Count]:
    """Return the counts in view that are tied to some offences, for a service to check against."""
    rows = CountParty._base_manager.select_related("party")
    counts = Count._base_manager.filter(case=case, law__in=laws, removed_at=None)
    return list(
        counts.prefetch_related(Prefetch("count_parties", queryset=rows, to_attr="entries"))
    )


def _check_count_parties(case: Case, defendants: Sequence[Party], victims: Sequence[Party]) -> None:
    if not defendants:
        raise problem("defendants", _("Choose at least one defendant."))
    for party in defendants:
        if party.case_id != case.pk:
            raise problem("defendants", _("Choose suspects or defendants of this case only."))
        if party.capacity not in ACCUSED:
            raise problem(
                "defendants",
                _("%s is neither a suspect nor a defendant. Change the capacity first.")
                % party.designation,
            )
    for party in victims:
        if party.case_id != case.pk or not party.is_victim:
            raise problem("victims", _("Choose victims of this case only."))


def check_law(law: str, mode: str) -> None:
    """Refuse a mode that is none, and an offence that no law held knows.

    Raises:
        ValidationError: it is one of these.
    """
    if mode not in set(Mode):
        raise problem("mode", _("Choose a mode of participation."))
    statute, _dot, offence = law.partition(".")
    if law and (statute not in statutes() or statutes()[statute].offence(offence) is None):
        raise problem("law", _("No offence %s is held. Choose one from the list.") % law)


def _next_number(case: Case) -> int:
    last = Count._base_manager.filter(case=case).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _save_count(count: Count) -> None:
    try:
        with transaction.atomic():
            save(count)
    except IntegrityError:
        raise problem(
            "number", _("There is a count %d already. Choose another number.") % count.number
        ) from None


def _charge(count: Count, defendants: Iterable[Party]) -> None:
    """Make defendants of suspects, and remember which count did."""
    for party in defendants:
        if party.capacity == Capacity.SUSPECT:
            require_screen(party, Capacity.DEFENDANT)
            party.capacity = Capacity.DEFENDANT
            party.save(update_fields=["capacity"])
            CountParty._base_manager.filter(count=count, party=party).update(made_defendant=True)


def _let_go(count: Count) -> TakenOut:
    """Make suspects again of those whom counts made defendants, if nothing holds them as such."""
    suspects, held = [], []
    for party in (row.party for row in accused_in(count) if row.party.is_defendant):
        found, marks = holding(party), CountParty._base_manager.filter(party=party)
        if found.holds or not marks.filter(made_defendant=True).exists():
            held.append(found)
            continue
        party.capacity = Capacity.SUSPECT
        party.stage = party.standing = party.stage_since = ""
        party.save(update_fields=["capacity", "stage", "standing", "stage_since"])
        marks.update(made_defendant=False)
        suspects.append(party)
    return TakenOut(count, tuple(suspects), tuple(held))


def _note_count(
    entry: Entry, count: Count, defendants: Sequence[Party], victims: Sequence[Party]
) -> None:
    entry.note(
        count=count.number,
        defendants=[party.key for party in defendants],
        victims=[party.key for party in victims],
    )
