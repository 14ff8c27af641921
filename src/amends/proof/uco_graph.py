"""A JSON-LD document as nodes with properties, as far as a graph in CASE/UCO needs it.

Names are taken by their last part, so that it does not matter which prefixes a program chose or
which version of the ontology it wrote. A context that lies elsewhere is never fetched.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.base.messages import Refusal

KEYWORDS = frozenset({"@id", "@type", "@value", "@graph", "@context", "@list", "@set"})


@dataclass
class Node:
    """Something a graph speaks of: texts and other nodes, by the last part of the property."""

    name: str
    types: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the first text of a property, or nothing."""
        return next(iter(self.texts.get(name, ())), "").strip()


@dataclass(frozen=True)
class Graph:
    """The nodes of a document by their identifiers, in its order."""

    nodes: Mapping[str, Node]

    def of_type(self, name: str) -> Iterator[Node]:
        """Yield the nodes of a type."""
        return (node for node in self.nodes.values() if name in node.types)

    def linked(self, node: Node, name: str) -> list[Node]:
        """Return the nodes a property leads to; those that are only named are empty."""
        return [self.nodes.get(to) or Node(to) for to in node.links.get(name, ())]


def graph_in(content: bytes) -> Graph:
    """Return the graph of a document.

    Raises:
        Refusal: it is no JSON, or not an object or a list of objects.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise Refusal("This file is no JSON. Ask for the export in CASE/UCO as JSON-LD.") from None
    if not isinstance(document, dict | list):
        raise Refusal("This file holds no graph. Ask for the export in CASE/UCO as JSON-LD.")
    return Graph(_Reader(_aliases(document)).nodes_of(document))


def last_part(name: str) -> str:
    """Return the last part of the name of a thing: what follows its prefix or its address."""
    return re.split("[:/#]", name)[-1]


def _aliases(document: dict[str, Any] | list[Any]) -> dict[str, str]:
    """Return the words that a document uses for the words of JSON-LD itself."""
    context = document.get("@context") if isinstance(document, dict) else None
    parts = context if isinstance(context, list) else [context]
    pairs = (pair for part in parts if isinstance(part, dict) for pair in part.items())
    return {alias: word for alias, word in pairs if isinstance(word, str) and word in KEYWORDS}


class _Reader:
    """Walks through a document, however deep it is, and gathers its nodes."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self.aliases = aliases
        self.nodes: dict[str, Node] = {}
        self.waiting: deque[tuple[Node, dict[str, Any]]] = deque()

    def nodes_of(self, document: Any) -> dict[str, Node]:
        for one in document if isinstance(document, list) else [document]:
            if isinstance(one, dict):
                self._meet(one)
        while self.waiting:
            self._read(*self.waiting.popleft())
        return self.nodes

    def _meet(self, said: dict[str, Any]) -> Node:
        """Return the node that an object speaks of, and remember to read what it says."""
        said = {self.aliases.get(name, name): value for name, value in said.items()}
        name = said.get("@id")
        name = name if isinstance(name, str) else f"_:{len(self.nodes)}"
        node = self.nodes.setdefault(name, Node(name))
        self.waiting.append((node, said))
        return node

    def _read(self, node: Node, said: dict[str, Any]) -> None:
        for name, value in said.items():
            values = value if isinstance(value, list) else [value]
            if name == "@type":
                node.types += [last_part(one) for one in values if isinstance(one, str)]
            elif name == "@graph":
                for one in values:
                    if isinstance(one, dict):
                        self._meet(one)
            elif name not in KEYWORDS:
                self._add(node, last_part(name), values)

    def _add(self, node: Node, name: str, values: list[Any]) -> None:
        for value in values:
            if isinstance(value, dict):
                self._add_object(node, name, value)
            elif isinstance(value, str | int | float):
                node.texts.setdefault(name, []).append(_plain(value))

    def _add_object(self, node: Node, name: str, value: dict[str, Any]) -> None:
        keys = {self.aliases.get(key, key): inner for key, inner in value.items()}
        if "@value" in keys:
            self._add(node, name, [keys["@value"]] * (not isinstance(keys["@value"], dict)))
        elif inner := keys.get("@list") or keys.get("@set"):
            self._add(node, name, [one for one in _several(inner) if not _is_list(one)])
        else:
            node.links.setdefault(name, []).append(self._meet(value).name)


def _plain(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_list(value: Any) -> bool:
    return isinstance(value, dict) and not {"@list", "@set"}.isdisjoint(value)
