"""Addresses of the courts."""

from django.urls import path

from vocatio.portals.court import cases, entrance, provider

app_name = "court"
urlpatterns = [
    path("", entrance.start, name="start"),
    path("sign-in/<slug:code>/", entrance.sign_in, name="sign-in"),
    path("sign-in/<slug:code>/go/", provider.go, name="go"),
    path("sign-in/<slug:code>/back/", provider.back, name="back"),
    path("again/", provider.guard.view(), name="again"),
    path("again/there/", provider.again, name="again-there"),
    path("typed/", provider.typed, name="typed"),
    path("sign-out/", provider.sign_out, name="sign-out"),
    path("demo/", entrance.demo, name="demo"),
    path("cases/", cases.every, name="cases"),
    path("case/<uuid:case_id>/", cases.case, name="case"),
]
