"""The few figures that hold everywhere because a treaty sets them."""

MAJORITY = 18  # a child is anybody under this age: Palermo Protocol article 3(d)
SERIOUS_CRIME = 48  # months; a serious crime is punished with this at most or more: UNTOC 2(b)
