"""Parts of a story that nothing tells or nothing shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amends.proof.kinds import elements
from amends.proof.stories import ELEMENTS, Gap, Lack, Slot, gaps


def test_a_part_lacks_an_event_or_what_shows_it() -> None:
    told = {Slot.RECRUITMENT: 2, Slot.CONTROL: 1, Slot.EXPLOITATION: 1, Slot.MOVEMENT: 0}
    items = {
        "messages": frozenset({"act", "mental"}),
        "wage book": frozenset({"purpose", "result"}),
        "ticket": frozenset({"movement"}),
    }
    assert list(gaps(told, items)) == [
        Gap(Slot.MOVEMENT, Lack.EVENT, ("ticket",)),
        Gap(Slot.CONTROL, Lack.EVIDENCE),
        Gap(Slot.PROCEEDS, Lack.EVENT),
    ]


def test_every_part_is_shown_by_elements_that_are_declared() -> None:
    assert list(ELEMENTS) == list(Slot)
    assert all(wanted <= elements().keys() for wanted in ELEMENTS.values())


GOES_TO = st.frozensets(st.sampled_from(sorted(elements())), max_size=3)


@given(
    st.dictionaries(st.sampled_from(Slot), st.integers(0, 3)),
    st.dictionaries(st.text("abc", min_size=1, max_size=2), GOES_TO, max_size=4),
)
def test_a_part_lacks_nothing_if_and_only_if_it_is_told_and_shown(
    told: dict[Slot, int], items: dict[str, frozenset[str]]
) -> None:
    found = {gap.slot for gap in gaps(told, items)}
    for slot in Slot:
        shown = any(goes_to & ELEMENTS[slot] for goes_to in items.values())
        assert (slot not in found) == (told.get(slot, 0) > 0 and shown)
