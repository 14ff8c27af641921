"""Addresses of the statements of a case, what they are compared on, and the issues they raise."""

from django.urls import path

from amends.office.statements import (
    comparison_views,
    issue_views,
    proposition_views,
    recantation_views,
    views,
)

CASE = "cases/<slug:reference>/"
STATEMENTS = f"{CASE}statements/"
STATEMENT = f"{STATEMENTS}<slug:key>/"
PROPOSITIONS = f"{CASE}propositions/"
PROPOSITION = f"{PROPOSITIONS}<slug:key>/"
RECANTATIONS = f"{CASE}recantations/"
RECANTATION = f"{RECANTATIONS}<int:pk>/"
ISSUES = f"{CASE}issues/"
ISSUE = f"{ISSUES}<slug:issue>/"
OF_PERSON = f"{ISSUE}of/<slug:person>/"
MARK = f"{ISSUES}marks/<int:pk>/"
BACK = {"back": True}

urlpatterns = [
    path(STATEMENTS, views.statements, name="case-statements"),
    path(f"{STATEMENTS}add/", views.add_statement, name="statement-add"),
    path(STATEMENT, views.statement, name="statement"),
    path(f"{STATEMENT}edit/", views.edit_statement, name="statement-edit"),
    path(f"{STATEMENT}remove/", views.remove_statement, name="statement-remove"),
    path(f"{STATEMENT}restore/", views.remove_statement, BACK, name="statement-restore"),
    path(PROPOSITIONS, proposition_views.propositions, name="case-propositions"),
    path(f"{PROPOSITIONS}add/", proposition_views.add_proposition, name="proposition-add"),
    path(f"{PROPOSITION}edit/", proposition_views.edit_proposition, name="proposition-edit"),
    path(f"{PROPOSITION}remove/", proposition_views.remove_proposition, name="proposition-remove"),
    path(
        f"{PROPOSITION}restore/",
        proposition_views.remove_proposition,
        BACK,
        name="proposition-restore",
    ),
    path(f"{CASE}comparison/", comparison_views.comparison, name="case-comparison"),
    path(RECANTATIONS, recantation_views.recantations, name="case-recantations"),
    path(f"{RECANTATIONS}add/", recantation_views.add_recantation, name="recantation-add"),
    path(RECANTATION, recantation_views.recantation, name="recantation"),
    path(f"{RECANTATION}edit/", recantation_views.edit_recantation, name="recantation-edit"),
    path(f"{RECANTATION}remove/", recantation_views.remove_recantation, name="recantation-remove"),
    path(
        f"{RECANTATION}restore/",
        recantation_views.remove_recantation,
        BACK,
        name="recantation-restore",
    ),
    path(ISSUES, issue_views.issues, name="case-issues"),
    path(f"{ISSUE}accept/", issue_views.accept, name="issue-accept"),
    path(f"{OF_PERSON}accept/", issue_views.accept, name="issue-accept-of"),
    path(f"{ISSUE}set-aside/", issue_views.set_aside, name="issue-set-aside"),
    path(f"{OF_PERSON}set-aside/", issue_views.set_aside, name="issue-set-aside-of"),
    path(f"{MARK}undo/", issue_views.undo, name="issue-undo"),
]
