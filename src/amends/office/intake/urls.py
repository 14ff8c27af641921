"""Addresses of reports, recruiters and identifications."""

from django.urls import path

from amends.office.intake import (
    decision_views,
    figure_views,
    file_views,
    identification_views,
    register_views,
    views,
)

REPORT = "reports/<slug:reference>/"
PERSON = f"{REPORT}people/<int:pk>/"
FILE = f"{REPORT}files/<int:pk>/"
RECRUITER = "recruiters/<int:pk>/"
PARTY = "cases/<slug:reference>/parties/<slug:key>/identification/"
OF_PARTY = "cases/<slug:reference>/identifications/<int:pk>/"
OF_PERSON = f"{REPORT}identifications/<int:pk>/"
BACK = {"back": True}

urlpatterns = [
    path("reports/", views.report_list, name="report-list"),
    path("report-new/", views.new_report, name="report-new"),
    path("report-figures/", figure_views.report_figures, name="report-figures"),
    path(REPORT, views.report, name="report"),
    path(f"{REPORT}edit/", views.edit_report, name="report-edit"),
    path(f"{REPORT}contact/", views.contact, name="report-contact"),
    path(f"{REPORT}history/", views.history, name="report-history"),
    path(f"{REPORT}remove/", views.remove_report, name="report-remove"),
    path(f"{REPORT}restore/", views.remove_report, BACK, name="report-restore"),
    path(f"{REPORT}take/", views.take_report, name="report-take"),
    path(f"{REPORT}people/", views.add_person, name="report-person-add"),
    path(PERSON, identification_views.of_person, name="report-person"),
    path(f"{PERSON}remove/", views.remove_person, name="report-person-remove"),
    path(f"{PERSON}restore/", views.remove_person, BACK, name="report-person-restore"),
    path(f"{REPORT}files/", file_views.attach, name="report-file-add"),
    path(FILE, file_views.download, name="report-file"),
    path(f"{FILE}remove/", file_views.remove, name="report-file-remove"),
    path(f"{FILE}restore/", file_views.remove, BACK, name="report-file-restore"),
    path(f"{REPORT}screen/", decision_views.screen, name="report-screen"),
    path(f"{REPORT}triage/", decision_views.triage, name="report-triage"),
    path(f"{REPORT}open-case/", decision_views.open_case, name="report-open"),
    path(f"{REPORT}decide/", decision_views.decide, name="report-decide"),
    path(f"{REPORT}answer/<int:pk>/", decision_views.answer, name="report-answer"),
    path(f"{REPORT}undo/<slug:what>/<int:pk>/", decision_views.undo, name="report-undo"),
    path(f"{OF_PERSON}strike/", identification_views.strike_of_person, name="report-person-strike"),
    path(
        f"{OF_PERSON}restore/",
        identification_views.strike_of_person,
        BACK,
        name="report-person-unstrike",
    ),
    path("recruiters/", register_views.recruiter_list, name="recruiter-list"),
    path("recruiter-new/", register_views.new_recruiter, name="recruiter-new"),
    path(RECRUITER, register_views.recruiter, name="recruiter"),
    path(f"{RECRUITER}edit/", register_views.edit_recruiter, name="recruiter-edit"),
    path(f"{RECRUITER}undo/<slug:what>/<int:row>/", register_views.undo, name="recruiter-undo"),
    path(PARTY, identification_views.of_party, name="party-identification"),
    path(f"{OF_PARTY}strike/", identification_views.strike_of_party, name="identification-strike"),
    path(
        f"{OF_PARTY}restore/",
        identification_views.strike_of_party,
        BACK,
        name="identification-restore",
    ),
]
