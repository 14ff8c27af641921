"""Reading YAML strictly: no duplicate keys, aliases or tags, no silent dates, numbers, booleans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from amends.base.messages import Message

DEEPEST = 60
ALIAS = Message("An alias stands here (*name).")
TAG = Message("A tag stands here (%(tag)s).")
NOT_TEXT = Message("A key must be plain text.")
TWICE = Message("The key %(key)s stands here twice.")
TOO_DEEP = Message("This is nested too deeply.")
WRITE_OUT = Message("Write the content out.")
TAKE_OUT = Message("Take it out.")
NAME_IT = Message("Write the key as one word.")
KEEP_ONE = Message("Keep one of them.")
FLATTEN = Message("Write it with fewer levels.")
BROKEN = Message("This is not well-formed YAML: %(reason)s.")
MEND = Message("Check brackets, quotation marks and indentation here.")


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a document: its place, its line counted from 1, what, and the remedy."""

    path: str
    line: int
    message: Message
    remedy: Message


class YamlProblem(ValueError):
    """A document that cannot be read, with everything that is wrong in how it is written."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep what is wrong; the first of it gives the line."""
        self.faults = faults
        self.line = faults[0].line
        super().__init__("\n".join(f"{f.message} {f.remedy}" for f in faults))


@dataclass(frozen=True)
class Document:
    """A document's content, and the line of each of its places, such as ``$.parties[0].born``."""

    content: Any
    lines: Mapping[str, int]


class StrictLoader(yaml.SafeLoader):
    """A safe loader that keeps plain words as text and notes what hides mistakes.

    Aliases, whose expansion can fill the memory, and tags, which name types to build, are noted
    and stand as empty text, so that the rest of the document can still be looked through.
    """

    def __init__(self, text: str) -> None:
        """Read from a text, with nothing noted yet."""
        super().__init__(text)
        self.noted: list[Fault] = []
        self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Note aliases and tags, and refuse to go too deep."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs are partial
        line = event.start_mark.line + 1
        if self.check_event(yaml.AliasEvent):
            self.get_event()  # type: ignore[no-untyped-call]
            self.noted.append(Fault("$", line, ALIAS, WRITE_OUT))
            return yaml.ScalarNode(TEXT, "", event.start_mark, event.end_mark)
        if event.tag not in {None, "!"}:
            self.noted.append(Fault("$", line, Message(TAG.sentence, {"tag": event.tag}), TAKE_OUT))
            event.tag = "!" if self.check_event(yaml.ScalarEvent) else None
        if self.depth >= DEEPEST:
            raise YamlProblem((Fault("$", line, TOO_DEEP, FLATTEN),))
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


TEXT = "tag:yaml.org,2002:str"
NULL = "tag:yaml.org,2002:null"
# Only these are more than text: dates, yes and no, 0x10 and 1:30 stay as they are written.
MEANT = {
    "tag:yaml.org,2002:bool": (re.compile("true|false"), "tf"),
    "tag:yaml.org,2002:int": (re.compile("[-+]?(?:0|[1-9][0-9]{0,17})"), "-+0123456789"),
    "tag:yaml.org,2002:float": (re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}"), "-+0123456789"),
}
StrictLoader.yaml_implicit_resolvers = {
    first: kept
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if (kept := [(tag, pattern) for tag, pattern in resolvers if tag == NULL])
}
for meant, (shape, firsts) in MEANT.items():
    whole = re.compile(f"(?:{shape.pattern})$", re.ASCII)
    StrictLoader.add_implicit_resolver(meant, whole, list(firsts))


def load(text: str) -> Any:
    """Read one YAML document; dates stay text, only ``true`` and ``false`` are booleans.

    Raises:
        YamlProblem: what is wrong, in which lines.
    """
    return read_document(text).content


def read_document(text: str) -> Document:
    """Read one YAML document and the line of each of its places.

    Raises:
        YamlProblem: what is wrong, in which lines.
    """
    loader: StrictLoader | None = None
    try:
        loader = StrictLoader(text)
        return _document(loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reason = ", ".join(filter(None, (error.context, error.problem)))
        raise YamlProblem((_broken(reason, line),)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlProblem((_broken("it holds a forbidden character", line),)) from None
    finally:
        if loader is not None:
            loader.dispose()


def _document(loader: StrictLoader) -> Document:
    node = loader.get_single_node()
    if node is None:
        return Document(None, {"$": 1})
    lines: dict[str, int] = {}
    faults = sorted([*loader.noted, *_walk(node, "$", lines)], key=lambda fault: fault.line)
    if faults:
        raise YamlProblem(tuple(faults))
    return Document(loader.construct_document(node), lines)


def _broken(reason: str, line: int) -> Fault:
    return Fault("$", line, Message(BROKEN.sentence, {"reason": reason}), MEND)


def _walk(node: yaml.Node, path: str, lines: dict[str, int]) -> Iterator[Fault]:
    """Note the line of every place, yielding the keys that are given twice or are no text."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, f"{path}[{index}]", lines)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag != TEXT:
                yield Fault(path, line, NOT_TEXT, NAME_IT)
                continue
            inner = f"{path}.{key.value}"
            if key.value in seen:
                message = Message(TWICE.sentence, {"key": repr(key.value[:40])})
                yield Fault(inner, line, message, KEEP_ONE)
            seen.add(key.value)
            lines.setdefault(inner, line)
            yield from _walk(value, inner, lines)
