"""Addresses of the evidence of a case."""

from django.urls import path

from amends.office.exhibits import record_views, views

CASE = "cases/<slug:reference>/"
EVIDENCE = f"{CASE}evidence/"
ITEM = f"{EVIDENCE}<slug:key>/"
STEP = f"{CASE}custody/<int:pk>/"
CARRIER = f"{CASE}carriers/<int:pk>/"
OBJECTION = f"{CASE}objections/<int:pk>/"
BACK = {"back": True}

urlpatterns = [
    path(EVIDENCE, views.evidence, name="case-evidence"),
    path(f"{CASE}evidence.jsonld", views.evidence_in_case, name="evidence-in-case"),
    path(f"{EVIDENCE}add/", views.add_item, name="item-add"),
    path(ITEM, views.item, name="item"),
    path(f"{ITEM}edit/", views.edit_item, name="item-edit"),
    path(f"{ITEM}particulars/", record_views.particulars, name="item-particulars"),
    path(f"{ITEM}step/", record_views.record_step, name="step-record"),
    path(f"{ITEM}remove/", views.remove_item, name="item-remove"),
    path(f"{ITEM}restore/", views.remove_item, BACK, name="item-restore"),
    path(f"{STEP}strike/", views.strike_step, name="step-strike"),
    path(f"{STEP}restore/", views.strike_step, BACK, name="step-restore"),
    path(f"{CARRIER}remove/", views.remove_carrier, name="carrier-remove"),
    path(f"{CARRIER}restore/", views.remove_carrier, BACK, name="carrier-restore"),
    path(f"{OBJECTION}settle/", record_views.settle_objection, name="objection-settle"),
    path(f"{OBJECTION}remove/", record_views.remove_objection, name="objection-remove"),
    path(f"{OBJECTION}restore/", record_views.remove_objection, BACK, name="objection-restore"),
]
