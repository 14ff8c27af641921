"""Version 1 of the API, put together from its resources."""

from __future__ import annotations

from ninja import NinjaAPI

from amends.api.refusals import explain_refusals
from amends.api.resources import cases, people
from amends.api.tokens import READS

api = NinjaAPI(
    title="amends",
    version="1.0.0",
    description=(
        "The case working of a specialised anti-trafficking prosecution unit. Every call names its "
        "reader by a token, sees what that account sees on the pages, and stands in the log."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    auth=READS,
    urls_namespace="api-v1",
)
explain_refusals(api)
api.add_router("/cases", cases.router)
api.add_router("/cases", people.router)
