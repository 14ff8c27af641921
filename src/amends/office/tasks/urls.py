"""Addresses of tasks."""

from django.urls import path

from amends.office.tasks import desk_views, views
from amends.office.tasks.models import TaskKind

CASE = "cases/<slug:reference>/"
TASK = f"{CASE}tasks/<int:pk>/"

urlpatterns = [
    path("tasks/", desk_views.own_tasks, name="own-tasks"),
    path(f"{CASE}tasks/", views.tasks_of_case, name="case-tasks"),
    path(f"{CASE}tasks/set/", views.set_task, {"kind": TaskKind.TASK}, name="task-set"),
    path(
        f"{CASE}directions/set/",
        views.set_task,
        {"kind": TaskKind.DIRECTION},
        name="direction-set",
    ),
    path(TASK, views.task, name="task"),
    path(f"{TASK}finish/", views.finish_task, name="task-finish"),
    path(f"{TASK}reopen/", views.reopen_task, name="task-reopen"),
    path(f"{TASK}withdraw/", views.withdraw_task, name="task-withdraw"),
]
