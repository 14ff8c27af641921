"""The words for dual criminality: answers, how points match, tools of cooperation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from amends.law.cooperation import Need, Standing
from amends.law.counterparts import LEGAL_PERSON, PARTICIPATION, Match, Stand
from amends.law.dual import Dual
from amends.law.elements import Element, ElementName
from amends.office.charging.words import ELEMENTS, StateTag, Words, facts_words, mode_word
from amends.office.desk.words import listed

ANSWERS = {
    Dual.YES: StateTag(_("A crime in both"), "good", "✓"),
    Dual.OPEN: StateTag(_("Open"), "open", "?"),
    Dual.NO: StateTag(_("No, by the law held there"), "warn", "✕"),
}
REMEMBERED = {
    Dual.YES: _("From memory it would be a crime in both."),
    Dual.NO: _("From memory it would be no crime there."),
}
SERIOUS = {
    True: StateTag(_("Yes"), "good", "✓"),
    False: StateTag(_("No"), "warn", "✕"),
    None: StateTag(_("Not confirmed"), "open", "?"),
}
SERIOUS_REMEMBERED = {
    True: _("From memory it would be four years or more."),
    False: _("From memory it would be less than four years."),
}
MATCHES = {
    Match.COUNTERPART: StateTag(_("Counterpart"), "good", "✓"),
    Match.NOT_ASKED_THERE: StateTag(_("Not asked there"), "neutral", ""),
    Match.ONLY_THERE: StateTag(_("Asked only there, and alleged"), "info", "+"),
    Match.NOT_SHOWN: StateTag(_("Asked there, not shown by the facts"), "warn", "~"),
    Match.CONTESTED: StateTag(_("Contested"), "info", "!"),
    Match.NOT_READ: StateTag(_("Law not read"), "open", "?"),
    Match.ASKED_NOWHERE: StateTag(_("Asked on neither side"), "neutral", ""),
}
STANDINGS = {
    Standing.OPEN: StateTag(_("Open by both laws"), "good", "✓"),
    Standing.IF_CONFIRMED: StateTag(_("Hinges on what is open"), "open", "?"),
    Standing.CLOSED: StateTag(_("Not open"), "warn", "✕"),
}
AWAITS: dict[Need, Words] = {
    Need.DUAL_CRIMINALITY: _("If dual criminality is shown"),
    Need.SERIOUS_HERE: _("If the penalty here is confirmed as four years or more"),
    Need.SERIOUS_THERE: _("If the penalty there is confirmed as four years or more"),
}
LACKS: dict[Need, Words] = {
    Need.DUAL_CRIMINALITY: _("No, by the law held there"),
    Need.SERIOUS_HERE: _("Less than four years here"),
    Need.SERIOUS_THERE: _("Less than four years there"),
}
LIABILITY: dict[str, Words] = {
    PARTICIPATION: _("Mode of participation"),
    LEGAL_PERSON: _("Liability of organisations"),
}


def point_word(name: str) -> Words:
    """Return what a point of two laws is called."""
    return LIABILITY[name] if name in LIABILITY else ELEMENTS[ElementName(name)]


def stand_words(stand: Stand) -> str:
    """Return the facts that show a point, in words."""
    if stand.name in LIABILITY:
        return listed(map(mode_word, stand.facts))
    name = ElementName(stand.name)
    return facts_words(Element(name, stand.state, stand.facts, stand.cells))
