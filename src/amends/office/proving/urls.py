"""Addresses of proof within a case."""

from django.urls import path

from amends.office.proving import (
    argument_views,
    aside_views,
    chart_views,
    draft_views,
    loss_views,
    matrix_views,
    overview_views,
    own_proposition_views,
    source_views,
    step_views,
    weakness_views,
)

CASE = "cases/<slug:reference>/"
PROOF = f"{CASE}proof/"
ARGUMENT = f"{PROOF}arguments/<slug:key>/"
OWN = f"{PROOF}propositions/<slug:key>/"

urlpatterns = [
    path(PROOF, matrix_views.matrix, name="case-proof"),
    path(f"{PROOF}cell/", matrix_views.cell, name="proof-cell"),
    path(f"{PROOF}items/", draft_views.drafts, name="proof-drafts"),
    path(f"{PROOF}undo/", draft_views.undo, name="proof-undo-drafts"),
    path(f"{PROOF}items/<slug:key>/", draft_views.item, name="proof-item"),
    path(f"{PROOF}arguments/", argument_views.arguments, name="case-arguments"),
    path(f"{PROOF}argument/", argument_views.add, name="argument-add"),
    path(ARGUMENT, argument_views.argument, name="argument"),
    path(f"{ARGUMENT}edit/", argument_views.edit, name="argument-edit"),
    path(f"{ARGUMENT}remove/", argument_views.remove, name="argument-remove"),
    path(f"{ARGUMENT}restore/", argument_views.remove, {"back": True}, name="argument-restore"),
    path(f"{PROOF}proposition/", own_proposition_views.add, name="own-proposition-add"),
    path(OWN, own_proposition_views.proposition, name="own-proposition"),
    path(f"{OWN}edit/", own_proposition_views.edit, name="own-proposition-edit"),
    path(f"{OWN}remove/", own_proposition_views.remove, name="own-proposition-remove"),
    path(
        f"{OWN}restore/",
        own_proposition_views.remove,
        {"back": True},
        name="own-proposition-restore",
    ),
    path(f"{PROOF}beside/", aside_views.beside, name="proof-beside"),
    path(f"{PROOF}chart/", chart_views.charts, name="proof-chart"),
    path(f"{PROOF}weaknesses/", weakness_views.weaknesses, name="proof-weaknesses"),
    path(f"{PROOF}weaknesses/take-up/", weakness_views.take_up, name="weakness-take-up"),
    path(f"{PROOF}weaknesses/<int:pk>/undo/", weakness_views.undo, name="weakness-undo"),
    path(f"{PROOF}steps/", step_views.steps, name="proof-steps"),
    path(f"{PROOF}steps/<slug:key>/", step_views.edit, name="proof-step"),
    path(f"{PROOF}losses/", loss_views.losses, name="proof-losses"),
    path("proof/", overview_views.overview, name="proofs"),
    path("proof/sources/", source_views.sources, name="proof-sources"),
]
