"""Addresses of inquiries: of a case, and over all of one's cases."""

from django.urls import path

from amends.office.inquiries import act_views, desk_views, views

CASE = "cases/<slug:reference>/"
INQUIRIES = f"{CASE}inquiries/"
INQUIRY = f"{INQUIRIES}<int:number>/"
REPLY = f"{CASE}replies/<int:pk>/"
LINE = f"{CASE}lines/<int:pk>/"
BACK = {"back": True}

urlpatterns = [
    path("inquiries/", desk_views.all_inquiries, name="inquiry-list"),
    path("inquiries.csv", desk_views.inquiries_sheet, name="inquiry-sheet"),
    path("inquiries/bodies/", desk_views.bodies, name="inquiry-bodies"),
    path(INQUIRIES, views.inquiries, name="case-inquiries"),
    path(f"{INQUIRIES}add/", views.add_inquiry, name="inquiry-add"),
    path(INQUIRY, views.inquiry, name="inquiry"),
    path(f"{INQUIRY}edit/", views.edit_inquiry, name="inquiry-edit"),
    *(
        path(f"{INQUIRY}{what}/", act_views.act, {"what": what}, name=f"inquiry-{what}")
        for what in act_views.ACTS
    ),
    path(f"{REPLY}strike/", act_views.strike_reply, name="reply-strike"),
    path(f"{REPLY}restore/", act_views.strike_reply, BACK, name="reply-restore"),
    path(f"{CASE}lines/close/", act_views.close_line, name="line-close"),
    path(f"{LINE}undo/", act_views.undo_line, name="line-undo"),
    path(f"{LINE}restore/", act_views.undo_line, BACK, name="line-restore"),
]
