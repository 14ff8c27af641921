"""The catalogue: each component as it declares itself, with a demo that is shown and run."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HERE = Path(__file__).resolve().parent


class Group(StrEnum):
    """What part of the work a component belongs to."""

    FRAME = "frame"
    WORDS = "words"
    LISTS = "lists"
    CASE = "case"
    WORK = "work"
    FORMS = "forms"


GROUP_LABELS: dict[Group, Promise] = {
    Group.FRAME: _("The frame of a page"),
    Group.WORDS: _("Words and signs"),
    Group.LISTS: _("Lists and figures"),
    Group.CASE: _("The case"),
    Group.WORK: _("Work to do"),
    Group.FORMS: _("Forms"),
}


@dataclass(frozen=True)
class Component:
    """One component: its name in a template, what it is for, what it takes."""

    name: str
    group: Group
    purpose: str
    props: dict[str, str]
    slots: dict[str, str] = field(default_factory=dict)

    @property
    def template(self) -> Path:
        """Return the file that draws it."""
        return HERE / "templates" / "components" / f"{self.name.replace('-', '_')}.html"

    @property
    def demo(self) -> str:
        """Return the name of the template that shows it at work."""
        return f"catalogue/demos/{self.name}.html"

    @property
    def code(self) -> str:
        """Return the demo as one would write it."""
        return (HERE / "templates" / self.demo).read_text(encoding="utf-8").strip()


@cache
def components() -> tuple[Component, ...]:
    """Return every component, in the order of the catalogue."""
    text = (HERE / "catalogue.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=tuple[Component, ...])


def by_group() -> list[tuple[Group, list[Component]]]:
    """Return the components under their groups, both in order."""
    return [(group, [each for each in components() if each.group is group]) for group in Group]


def as_markdown() -> str:
    """Return the usage sheet, docs/reference/components.md."""
    parts = [_HEAD]
    for group, members in by_group():
        parts.append(f"## {GROUP_LABELS[group]}\n")
        parts.extend(_section(each) for each in members)
    return "\n".join(parts)


def _section(component: Component) -> str:
    lines = [f"### `<c-{component.name}>`\n", f"{component.purpose}\n"]
    lines += [f"- `{name}`: {about}" for name, about in component.props.items()]
    lines += [f"- slot `{name}`: {about}" for name, about in component.slots.items()]
    return "\n".join([*lines, "", "```html", component.code, "```", ""])


_HEAD = """# Components

Made from `src/amends/office/components/catalogue.yaml` and its demos; do not edit by hand. Make it
again with `python -m amends.office components_reference`. The same catalogue, drawn, is at
`/components/` for anybody logged in.

- `<c-name prop="text">` gives text, `<c-name :prop="variable">` gives a value. A filter needs the
  first form: `due="{{ clock.due|date }}"`. Text that a reader sees is translated:
  `title="{% trans 'Parties' %}"`. "Set" means any value, such as `current="yes"`.
- A named slot is `<c-slot name="actions">...</c-slot>`; everything else is the default slot.
- A component sees its props and slots only, never the page's variables.
- A page extends `base.html` and fills the blocks `title`, `content`, and as needed `identity`
  (an identity bar), `help_topic` (the slug of a help page, without spaces around it), `head`, and
  `htmx` (`{% include "desk/htmx.html" %}`, only where a page updates a part of itself).
- A message may carry an undo button: `messages.success(request, text, extra_tags=address)`, where
  the address undoes the change when posted to.
- `prose`, `columns`, `columns--halves`, `row`, `stack`, `cards`, `clocks`, `quiet`, `small`,
  `numeric` and `plain-list` are classes for laying out. There is no other style on a page.
- A form is drawn whole by `<c-form :form="form">`, with its error summary.
- A button with `data-print hidden` prints the page; it appears only where scripts run.
"""
