"""Messages to users that can be said in any language: a sentence and what is filled into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """An English sentence with named places, which is its own key in every message catalogue.

    ``str()`` gives it in English. Whoever speaks another language translates ``sentence`` and
    fills in ``values``; a value may itself be a message, or a tuple of several.
    """

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the message in English."""
        filled = {name: _in_english(value) for name, value in self.values.items()}
        return self.sentence % filled if filled else self.sentence


def _in_english(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


class Refusal(ValueError):
    """Something given that cannot be taken: what is wrong and what to do, in any language."""

    def __init__(self, sentence: str, **values: object) -> None:
        """Keep the sentence and what is filled into it."""
        self.message = Message(sentence, values)
        super().__init__(str(self.message))
