"""Addresses of the complicity channel, open to all, and of the box."""

from django.urls import path

from amends.office.complicity import box_views as box
from amends.office.complicity import channel_views as channel

urlpatterns = [
    path("complicity/", channel.report, name="complicity"),
    path("complicity/receipt/", channel.follow, name="complicity-receipt"),
    path("complicity/figures/", channel.published, name="complicity-figures"),
    path("complicity/box/", box.box, name="box"),
    path("complicity/box/code/", box.code, name="box-code"),
    path("complicity/box/close/", box.close, name="box-close"),
    path("complicity/box/key/", box.key, name="box-key"),
    path("complicity/box/parcel/", box.parcel, name="box-parcel"),
    path("complicity/box/public/", box.public, name="box-public"),
    path("complicity/box/figures/<int:year>/", box.figures, name="box-figures"),
    path("complicity/box/<str:report>/", box.one, name="box-report"),
    path("complicity/box/<str:report>/answer/", box.answer, name="box-answer"),
]
