"""Reading YAML strictly: no duplicate keys, no aliases, no silent dates or booleans."""

from __future__ import annotations

import re
from typing import Any

import yaml


class YamlProblem(ValueError):
    """What is wrong in a YAML document, and in which line, counted from 1."""

    def __init__(self, message: str, line: int) -> None:
        """Keep the line beside the message."""
        super().__init__(message)
        self.line = line


class StrictLoader(yaml.SafeLoader):
    """A safe loader that keeps plain words as text and refuses what hides mistakes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse aliases, whose expansion can fill the memory."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs are partial
            message = "Aliases (*name) are not allowed. Write the content out."
            raise YamlProblem(message, event.start_mark.line + 1)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key given twice."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                message = "A key must be plain text."
                raise YamlProblem(message, key_node.start_mark.line + 1)
            if key in seen:
                message = f"The key {key!r} stands here twice. Keep one."
                raise YamlProblem(message, key_node.start_mark.line + 1)
            seen.add(key)
        return super().construct_mapping(node, deep)


PLAIN = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in PLAIN]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf")
)


def load(text: str) -> Any:
    """Read one YAML document; dates stay text, only ``true`` and ``false`` are booleans.

    Raises:
        YamlProblem: what is wrong, in which line.
    """
    try:
        return yaml.load(text, Loader=StrictLoader)  # noqa: S506  # a safe loader, stricter still
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlProblem(str(error.problem or error.context), line) from None
    except yaml.YAMLError as error:
        raise YamlProblem(str(error), 1) from None


def lines_of(text: str) -> dict[str, int]:
    """Return the line, counted from 1, of every place of a document, such as ``$.parties[0]``."""
    found: dict[str, int] = {}
    root = yaml.compose(text, Loader=StrictLoader)
    if root is not None:
        _walk(root, "$", found)
    return found


def _walk(node: yaml.Node, path: str, found: dict[str, int]) -> None:
    found[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _walk(value, f"{path}.{key.value}", found)
            found[f"{path}.{key.value}"] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, f"{path}[{index}]", found)
