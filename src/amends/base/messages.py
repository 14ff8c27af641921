"""Messages to users that can be said in any language: a sentence and what is filled into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """An English sentence with named places, which is its own key in every message catalogue.

    ``str()`` gives it in English. Whoever speaks another language translates ``sentence`` and
    fills in ``values``.
    """

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the message in English."""
        return self.sentence % self.values if self.values else self.sentence


class Refusal(ValueError):
    """Something given that cannot be taken: what is wrong and what to do, in any language."""

    def __init__(self, sentence: str, **values: object) -> None:
        """Keep the sentence and what is filled into it."""
        self.message = Message(sentence, values)
        super().__init__(str(self.message))
