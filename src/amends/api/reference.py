"""Writes docs/reference/api.md from the OpenAPI document: ``python -m amends.api.reference``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
HEAD = """\
# API

Made from the OpenAPI document at `/api/v1/openapi.json`; do not edit. Renew it with
`python -m amends.api.reference > docs/reference/api.md`.

Every call brings a token, made on the page of one's own account: `Authorization: Bearer <token>`.
A token has the scope `read`, `write` or both, and sees and does what its owner may; a log-in
session is not a token. Every read and every write stands in the log.

Lists come in windows of `limit` rows (at most 200) from `offset` on: `{"count", "limit", "offset",
"items"}`. Refusals have one shape: `{"error": {"code", "message", "fields"}}`.

| Status | Code | When |
|---|---|---|
| 400 | `unreadable` | the body is neither JSON nor a form |
| 401 | `not_authenticated` | the token is missing, unknown, expired or revoked |
| 403 | `scope_missing` | the token reads only, or writes only |
| 403 | `not_permitted` | the role does not do this |
| 404 | `not_found` | there is nothing here that the caller may see, or do in this case |
| 405 | `method_not_allowed` | the address does not take this method |
| 409 | `changed_meanwhile` | changed since it was read; `current`, if given, is the record now |
| 422 | `invalid` | fields must be corrected; `fields` says which |
| 500 | `failed`, `damaged` | the program failed, or a stored file was changed |
"""


def as_markdown(document: Document) -> str:
    """Return the reference of an OpenAPI document."""
    return "\n".join([HEAD, *_operations(document), *_schemas(document)]) + "\n"


def _operations(document: Document) -> Iterator[str]:
    yield "## Operations\n"
    by_tag: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            lines = by_tag.setdefault(operation["tags"][0], [])
            lines.extend(_operation(method.upper(), path, operation))
    for tag, lines in by_tag.items():
        yield f"### Of {tag}\n"
        yield from lines


def _operation(method: str, path: str, operation: Document) -> Iterator[str]:
    scope = "write" if "WriteToken" in operation["security"][0] else "read"
    yield f"#### `{method} {path}`\n"
    yield f"{operation['description']} Scope: `{scope}`.\n"
    query = [p for p in operation.get("parameters", []) if p["in"] == "query"]
    yield from (_bullet(p["name"], p["schema"], required=p["required"]) for p in query)
    if query:
        yield ""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield from _body(kind, content["schema"])
    answers = {code: a for code, a in operation["responses"].items() if str(code).startswith("2")}
    yield from (f"Answers {code} with {_content(answer)}.\n" for code, answer in answers.items())


def _body(kind: str, schema: Document) -> Iterator[str]:
    if "$ref" in schema:
        yield f"Takes {_type(schema)} as `{kind}`.\n"
        return
    yield f"Takes `{kind}`:\n"
    yield from _fields(schema)
    yield ""


def _content(answer: Document) -> str:
    return (
        " or ".join(
            _type(content["schema"]) if kind == "application/json" else f"`{kind}`"
            for kind, content in answer.get("content", {}).items()
        )
        or "nothing"
    )


def _schemas(document: Document) -> Iterator[str]:
    yield "## What is sent and answered\n"
    for name, schema in sorted(document["components"]["schemas"].items()):
        yield f"### {name}\n"
        if schema.get("description"):
            yield f"{schema['description']}\n"
        if "enum" in schema:
            yield f"One of {', '.join(f'`{code}`' for code in schema['enum'])}.\n"
            continue
        yield from _fields(schema)
        yield ""


def _fields(schema: Document) -> Iterator[str]:
    required = set(schema.get("required", ()))
    for name, field in schema.get("properties", {}).items():
        yield _bullet(name, field, required=name in required)


def _bullet(name: str, schema: Document, *, required: bool) -> str:
    limits = [_type(schema)]
    if required:
        limits.append("required")
    for word, sign in {"maxLength": "up to {} characters", "maximum": "at most {}"}.items():
        if word in schema:
            limits.append(sign.format(schema[word]))
    told = f": {schema['description']}" if "description" in schema else ""
    return f"- `{name}` ({', '.join(limits)}){told}"


def _type(schema: Document) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(choice) for choice in schema["anyOf"]))
    if "const" in schema:
        return "empty" if schema["const"] == "" else f"`{schema['const']}`"
    if "enum" in schema:
        return " or ".join(f"`{choice}`" for choice in schema["enum"])
    if schema.get("type") == "array":
        each = schema["prefixItems"] if "prefixItems" in schema else [schema["items"]]
        return f"list of {', '.join(map(_type, each))}"
    return str(schema.get("format") or schema.get("type") or "anything")


def main() -> None:
    """Print the reference in English."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.office.settings")
    import django
    from django.utils import translation

    django.setup()
    from amends.api.version_one import api

    with translation.override("en"):
        document = api.get_openapi_schema(path_prefix="/api/v1/")
        sys.stdout.write(as_markdown(document))


if __name__ == "__main__":
    main()
