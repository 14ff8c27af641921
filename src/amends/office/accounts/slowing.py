"""How long to wait after wrong passwords, and when they are forgotten; times are arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

FIRST_WAIT = timedelta(minutes=1)
# Within it as many failures are forgotten as cost nothing.
FADING = timedelta(hours=1)


@dataclass(frozen=True)
class Limit:
    """How many failures cost nothing, how many lock, and the longest wait, which a lock lasts."""

    free: int
    locks_after: int
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        """Return how long no attempt is taken after so many failures: twice as long each time."""
        if failures >= self.locks_after:
            return self.longest
        if failures < self.free:
            return timedelta()
        doublings = min(failures - self.free, 20)
        return min(FIRST_WAIT * (1 << doublings), self.longest)

    def remembered(self, failures: int, since: timedelta) -> int:
        """Return how many of the failures still count, so long after the last of them."""
        return max(failures - since * self.free // FADING, 0)


def limits(locks_after: int, lock: timedelta) -> dict[str, Limit]:
    """Return the limits for a name from one address, a name from anywhere, and an address.

    A name from anywhere never waits long: whoever types a colleague's name would lock them out.
    """
    free = max(locks_after // 2, 1)
    wide = (locks_after * 2, locks_after * 4)
    return {
        "together": Limit(free, locks_after, lock),
        "account": Limit(*wide, min(lock, timedelta(minutes=5))),
        "address": Limit(*wide, lock),
    }
