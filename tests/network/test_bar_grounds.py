"""The grounds on which somebody is kept from a case are declared, with their source."""

from amends.base.sources import SourceStatus
from amends.network.bar_grounds import Ground, bar_grounds


def test_every_ground_is_declared_and_shown_as_unverified() -> None:
    grounds = bar_grounds()
    assert set(Ground) <= grounds.keys()
    assert all(ground.label and ground.code == code for code, ground in grounds.items())
    assert {ground.source.status for ground in grounds.values()} == {SourceStatus.MEMORY}
