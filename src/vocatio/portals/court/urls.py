"""Addresses of the courts."""

from django.urls import path

from vocatio.portals.court import cases, entrance

app_name = "court"
urlpatterns = [
    path("", entrance.start, name="start"),
    path("sign-in/<slug:code>/", entrance.sign_in, name="sign-in"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("demo/", entrance.demo, name="demo"),
    path("cases/", cases.every, name="cases"),
    path("case/<uuid:case_id>/", cases.case, name="case"),
]
