"""Addresses of oversight."""

from django.urls import path

from vocatio.portals.oversight import figures, files
from vocatio.portals.oversight.page import guard

app_name = "oversight"

urlpatterns = [
    path("", figures.home, name="home"),
    path("again/", guard.view(), name="again"),
    path("agencies.csv", figures.agency_table, name="agencies-csv"),
    path("call-ups/<uuid:callup_id>/", figures.callup, name="callup"),
    path("call-ups/<uuid:callup_id>/indicators.csv", figures.table, name="csv"),
    path("call-ups/<uuid:callup_id>/stay/", files.stay_all, name="stay"),
    path("call-ups/<uuid:callup_id>/samples/", files.draw, name="samples"),
    path("samples/<uuid:sample_id>/", files.one, name="sample"),
    path("samples/<uuid:sample_id>/<uuid:summons_id>/", files.file, name="file"),
]
