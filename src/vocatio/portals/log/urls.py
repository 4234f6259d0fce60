"""Addresses of the log, below the prefix where it is mounted (C2SP tlog-tiles)."""

from django.urls import path

from vocatio.portals.log import views

app_name = "log"
urlpatterns = [path("<path:name>", views.file, name="file")]
