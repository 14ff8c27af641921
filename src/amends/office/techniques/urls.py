"""Addresses of authorisations: of a case, and the queue."""

from django.urls import path

from amends.office.techniques import act_views, views

CASE = "cases/<slug:reference>/"
TECHNIQUES = f"{CASE}techniques/"
AUTHORISATION = f"{TECHNIQUES}<int:number>/"
EXTENSION = f"{CASE}extensions/<int:pk>/"
PRODUCT = f"{CASE}products/<int:pk>/"
BACK = {"back": True}

urlpatterns = [
    path("techniques/", act_views.queue, name="technique-queue"),
    path(TECHNIQUES, views.authorisations, name="case-techniques"),
    path(f"{TECHNIQUES}ask/", views.ask, name="technique-ask"),
    path(AUTHORISATION, views.authorisation, name="authorisation"),
    path(f"{AUTHORISATION}edit/", views.edit_authorisation, name="authorisation-edit"),
    *(
        path(f"{AUTHORISATION}{what}/", act_views.act, {"what": what}, name=f"authorisation-{what}")
        for what in act_views.ACTS
    ),
    path(f"{EXTENSION}strike/", act_views.strike_extension, name="extension-strike"),
    path(f"{EXTENSION}restore/", act_views.strike_extension, BACK, name="extension-restore"),
    path(f"{PRODUCT}remove/", act_views.remove_product, name="product-remove"),
    path(f"{PRODUCT}restore/", act_views.remove_product, BACK, name="product-restore"),
]
