"""The declared roles."""

from __future__ import annotations

from amends.network.roles import roles


def test_sixteen_roles_each_with_hooks_and_a_source() -> None:
    assert list(roles()) == [f"RO{n}" for n in range(1, 17)]
    for role in roles().values():
        assert role.label
        assert role.hooks
        assert role.source.citation


def test_only_the_victim_made_to_offend_needs_a_screen_by_role() -> None:
    assert [code for code, role in roles().items() if role.needs_screen] == ["RO15"]


def test_hooks_from_memory_are_not_shown_as_verified() -> None:
    assert not any(role.source.status.is_verified for role in roles().values())
