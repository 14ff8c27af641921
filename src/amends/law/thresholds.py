"""The few figures that no cell holds: those a treaty sets for every law, and one duration."""

LONG_DURATION = 60  # days: RA 9208 section 6, the only law held that sets one
MAJORITY = 18  # a child is anybody under this age: Palermo Protocol article 3(d)
SERIOUS_CRIME = 48  # months; a serious crime is punished with this at most or more: UNTOC 2(b)
