"""Version 1 of the API, put together from its resources."""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.operation import Operation

from amends.api.queries import refuse_unknown_queries
from amends.api.refusals import explain_refusals
from amends.api.resources import (
    archives,
    arguments,
    attachments,
    cases,
    catalogues,
    charging,
    clocks,
    conduct,
    counts,
    custody,
    deliveries,
    disclosure,
    events,
    evidence,
    exhibit_imports,
    identifications,
    inquiries,
    issues,
    lines,
    links,
    log,
    material,
    me,
    moves,
    notes,
    objections,
    own_propositions,
    parties,
    passages,
    people,
    proof,
    proof_matrix,
    propositions,
    recantations,
    recruiters,
    redactions,
    report_decisions,
    report_files,
    reports,
    roles,
    search,
    served,
    statements,
    tasks,
    techniques,
    weaknesses,
)
from amends.api.tokens import READS


class Api(NinjaAPI):
    """An API whose operations are called what their functions are called."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the function's name; no two operations share one, and a test holds that."""
        return operation.view_func.__name__


api = Api(
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
api.add_decorator(refuse_unknown_queries)

OF_CASES = (
    cases.router,
    people.router,
    notes.router,
    links.router,
    moves.router,
    parties.router,
    roles.router,
    conduct.router,
    charging.router,
    proof.router,
    proof_matrix.router,
    arguments.router,
    own_propositions.router,
    weaknesses.router,
    counts.router,
    events.router,
    evidence.router,
    exhibit_imports.router,
    custody.router,
    objections.router,
    inquiries.router,
    lines.router,
    techniques.router,
    passages.router,
    statements.router,
    propositions.router,
    recantations.router,
    issues.router,
    material.router,
    redactions.router,
    served.router,
    disclosure.router,
    clocks.router,
    tasks.of_case,
    attachments.router,
    deliveries.of_case,
    log.of_case,
    identifications.of_case,
    archives.router,
)
for router in OF_CASES:
    api.add_router("/cases", router)
for router in (
    reports.router,
    report_decisions.router,
    report_files.router,
    identifications.of_report,
):
    api.add_router("/reports", router)
api.add_router("/report-figures", identifications.in_figures)
api.add_router("/recruiters", recruiters.router)
api.add_router("/tasks", tasks.router)
api.add_router("/deliveries", deliveries.router)
api.add_router("/clocks", clocks.across_cases)
api.add_router("/inquiries", inquiries.across_cases)
api.add_router("/techniques", techniques.across_cases)
api.add_router("/catalogues", catalogues.router)
api.add_router("/log", log.router)
api.add_router("", search.router)
api.add_router("", me.router)
