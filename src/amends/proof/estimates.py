"""How likely something holds, estimated from scenarios that are drawn.

What cannot be worked out exactly, because its diagram grows too large, is estimated in a time that
is known beforehand.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

from amends.proof.circuit import Circuit
from amends.proof.scenarios import passed_through

DRAWN = 65_536
# The normal deviate within which 95 of 100 estimates lie.
DEVIATE = 1.96
# A chance is drawn to so many binary places.
PLACES = 24


@dataclass(frozen=True)
class Estimate:
    """How likely something holds, from scenarios that were drawn.

    Attributes:
        chance: the share of the scenarios in which it holds.
        low: the least that 95 of 100 such draws are compatible with (Wilson's interval), ``high``
            the most. Of something that never or always held they still say how little that proves.
    """

    chance: float
    low: float
    high: float


def estimated(
    circuit: Circuit, chances: Mapping[str, float], *, seed: int = 0, drawn: int = DRAWN
) -> Estimate:
    """Estimate how likely the top holds, each event kept with its chance and apart from the others.

    The same seed gives the same estimate. What cannot be worked out exactly, because its
    diagram grows too large, is estimated in a time that is known beforehand.
    """
    kept = [_kept(event, chances[event], seed, drawn) for event in circuit.events]
    held = passed_through(circuit, kept, (1 << drawn) - 1)[circuit.top].bit_count()
    return _wilson(held, drawn)


def _kept(event: str, chance: float, seed: int, drawn: int) -> int:
    """Return the scenarios in which an event is kept: the binary places of its chance decide.

    What is drawn for an event follows from the seed and its name, whatever else is in a circuit.
    """
    places = round(chance * 2**PLACES)
    if places >= 2**PLACES:
        return (1 << drawn) - 1
    size = (drawn + 7) // 8
    key = hashlib.sha256(f"{seed} {event}".encode()).digest()
    stream = Cipher(ChaCha20(key, bytes(16)), mode=None).encryptor().update(bytes(PLACES * size))
    found = 0
    for place in range(PLACES):
        bits = int.from_bytes(stream[place * size : (place + 1) * size], "little")
        found = found | bits if places >> place & 1 else found & bits
    return found & (1 << drawn) - 1


def _wilson(held: int, drawn: int) -> Estimate:
    share, square = held / drawn, DEVIATE**2
    middle = (share + square / (2 * drawn)) / (1 + square / drawn)
    spread = math.sqrt(share * (1 - share) / drawn + square / (4 * drawn**2))
    around = DEVIATE * spread / (1 + square / drawn)
    return Estimate(share, max(0.0, middle - around), min(1.0, middle + around))
