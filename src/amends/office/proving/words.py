"""The words for proof: how things stand, readings, standards, what is to be proved, losses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.law.terms import MensRea, Mode, Vocabulary, terms
from amends.office.charging.words import StateTag, mental_word, mode_word
from amends.office.desk.words import listed
from amends.office.exhibits.words import carrier_word, cause_word, element_word
from amends.office.parties.models import Party
from amends.office.proving.arguing import OWN
from amends.office.proving.models import Argument, CaseProposition
from amends.office.proving.standing import Loss
from amends.proof.graph import Argument as Step
from amends.proof.graph import Force, Proposition, Standard
from amends.proof.kinds import carrier_kinds
from amends.proof.proving import Reading
from amends.proof.schemes import questions, schemes
from amends.proof.status import Status
from amends.proof.to_prove import ADULT, CHILD, KNEW_AGE
from amends.proof.weaknesses import WeaknessKind

Words = str | Promise
People = Mapping[str, Party]

STATUSES: dict[Status, StateTag] = {
    Status.PROVEN: StateTag(pgettext_lazy("proof", "Proven"), "good", "✓"),
    Status.CONTESTED: StateTag(pgettext_lazy("proof", "Contested"), "info", "!"),
    Status.WEAK: StateTag(pgettext_lazy("proof", "Weak"), "warn", "~"),
    Status.OPEN: StateTag(pgettext_lazy("proof", "Open"), "open", "○"),
    Status.REFUTED: StateTag(pgettext_lazy("proof", "Refuted"), "high", "✕"),
}
READINGS: dict[Reading, Words] = {
    Reading.ADMITTED: _("Admitted evidence alone"),
    Reading.AUTHENTICATED: _("Admitted and authenticated evidence"),
    Reading.PENDING: _("All evidence, also what is still to come"),
}
PROVED_ON: dict[Reading, Words] = {
    Reading.ADMITTED: _("Proved: admitted"),
    Reading.AUTHENTICATED: _("Proved: also authenticated"),
    Reading.PENDING: _("Proved: all evidence"),
}
SHORT_READINGS: dict[Reading, Words] = {
    Reading.ADMITTED: pgettext_lazy("evidence", "Admitted"),
    Reading.AUTHENTICATED: pgettext_lazy("evidence", "Authenticated"),
    Reading.PENDING: pgettext_lazy("evidence", "All"),
}
STANDARDS: dict[Standard, Words] = {
    Standard(one.value): one.label for one in CaseProposition.Demanded
}
FORCES: dict[Force, Words] = {
    Force.WEAK: Argument.Strength.WEAK.label,
    Force.MODERATE: Argument.Strength.MODERATE.label,
    Force.STRONG: Argument.Strength.STRONG.label,
}
WEAKNESSES: dict[WeaknessKind, Words] = {
    WeaknessKind.NOT_SUPPORTED: _("Nothing supports it"),
    WeaknessKind.ATTACKED: _("An attack that nothing answers"),
    WeaknessKind.SINGLE_SOURCE: _("Hangs on a single source"),
    WeaknessKind.UNCORROBORATED: _("Lacks the corroboration that the law asks for"),
    WeaknessKind.UNANSWERED: _("A question that nobody has answered"),
}
OF_MEANING: dict[str, Words] = {
    CHILD: _("a child"),
    ADULT: _("an adult"),
    KNEW_AGE: _("knew the age"),
}


def claim_words(claim: Proposition, people: People) -> str:
    """Return what is to be proved: the element, the word of the law, and who did it to whom.

    A proposition of our own stands in the words in which it was stated.
    """
    if claim.element == OWN:
        return claim.word
    said = element_word(claim.element)
    if word := word_of(claim.word):
        said = f"{said}: {word}"
    by, to = (name_of(key, people) for key in (claim.defendant, claim.victim))
    if by and to:
        return gettext("%(what)s (%(by)s, towards %(to)s)") % {"what": said, "by": by, "to": to}
    return f"{said} ({by or to})" if by or to else said


def name_of(key: str, people: People) -> str:
    """Return what a party is called; a key that names none stays as it is."""
    return people[key].designation if key in people else key


def word_of(code: str) -> str:
    """Return a word of the law in the reader's language."""
    if code in OF_MEANING:
        return str(OF_MEANING[code])
    if code in set(Mode):
        return mode_word(code)
    if code in set(MensRea):
        return mental_word(code)
    found = (terms(of)[code].label for of in Vocabulary if code in terms(of))
    label = next(found, "")
    return gettext(label) if label else code


def step_words(step: Step) -> str:
    """Return why a step leads where it does; what amends says itself in the reader's language."""
    return gettext(step.generalisation) if step.generalisation else ""


def scheme_word(code: str) -> str:
    """Return what a kind of argument is called."""
    return gettext(schemes()[code].label) if code in schemes() else code


def question_words(code: str) -> str:
    """Return a critical question."""
    return gettext(questions()[code].ask) if code in questions() else code


def adverse_words(code: str) -> str:
    """Return what the other side can say where a question is answered badly."""
    return gettext(questions()[code].adverse) if code in questions() else code


def loss_words(loss: Loss) -> str:
    """Return what may be lost, and of whom: witnesses by their codes alone, never by a name."""
    kind = carrier_word(loss.kind) if loss.kind in carrier_kinds() else cause_word(loss.kind)
    if loss.party is not None:
        return f"{kind}: {loss.party.key}"
    return f"{kind}: {listed(loss.carried) if loss.is_testimony else loss.about}"


def losses_words(events: Iterable[str], losses: Mapping[str, Loss]) -> str:
    """Return several losses in words."""
    return listed(
        loss_words(losses[event]) if event in losses else event for event in sorted(events)
    )
