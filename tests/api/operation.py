"""One operation of the API: a call that does it, and what the policy asks of who calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amends.office.policy import Action, Layer
from tests.api.scene import Scene

CASE = "/cases/{reference}"
# What stands alone in a body for a number, not for a text.
NUMBERS = frozenset(
    {"{task}", "{proof_label}", "{person}", "{referral}", "{check}", "{recruiter}"}
    | {"{bound_version}", "{open_version}", "{item_version}", "{file}"}
)


@dataclass(frozen=True)
class Operation:
    """A call, with ``{words}`` in its address and body filled in from a scene.

    Attributes:
        action: what the role must be granted; None for what every account may do.
        layer: the part of a case the role must see; None if it is not about one case.
    """

    method: str
    path: str
    action: Action | None = None
    layer: Layer | None = None
    body: dict[str, Any] | None = None
    file: bool = False
    part: bytes | None = None

    def address(self, scene: Scene) -> str:
        """Return the address in this scene."""
        return self.path.format(reference=scene.reference, **scene.keys)

    def body_in(self, scene: Scene) -> dict[str, Any] | None:
        """Return the body in this scene."""
        return _filled(self.body, scene) if self.body is not None else None


def _filled(value: Any, scene: Scene) -> Any:
    if isinstance(value, dict):
        return {name: _filled(inner, scene) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, scene) for inner in value]
    if value in NUMBERS:
        return scene.keys[value[1:-1]]
    if value == "{version}":
        return scene.version
    if isinstance(value, str):
        return value.format(other=scene.other, **scene.keys)
    return value


def get(path: str, layer: Layer | None = None, action: Action | None = None) -> Operation:
    """Return an operation that reads."""
    return Operation("GET", path, action, layer)


def post(
    path: str, action: Action, body: dict[str, Any] | None = None, layer: Layer | None = Layer.CASE
) -> Operation:
    """Return an operation that writes."""
    return Operation("POST", path, action, layer, body)
