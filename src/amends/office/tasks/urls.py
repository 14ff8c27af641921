"""Addresses of tasks."""

from django.urls import path

from amends.office.tasks import views

CASE = "cases/<slug:reference>/"

urlpatterns = [
    path("tasks/", views.own_tasks, name="task-list"),
    path("tasks/reassign/", views.reassign, name="task-reassign"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/finish/", views.finish, name="task-finish"),
    path("tasks/<int:pk>/reopen/", views.reopen, name="task-reopen"),
    path(f"{CASE}tasks/", views.tasks_of_case, name="case-tasks"),
    path(f"{CASE}tasks/set/", views.set_task, name="task-set"),
    path(f"{CASE}tasks/direct/", views.set_task, {"direction": True}, name="direction-set"),
]
