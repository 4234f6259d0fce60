"""Addresses: the person's portal at the root, all others beneath their names."""

from django.urls import include, path

from vocatio.portals.log.views import health

urlpatterns = [
    path("health/", health),
    path("i18n/", include("django.conf.urls.i18n")),
    path("log/", include("vocatio.portals.log.urls")),
    path("court/", include("vocatio.portals.court.urls")),
    path("oversight/", include("vocatio.portals.oversight.urls")),
    path("office/", include("vocatio.portals.office.urls")),
    path("", include("vocatio.portals.citizen.urls")),
]

handler400 = "vocatio.portals.refusals.bad_request"
handler403 = "vocatio.portals.refusals.forbidden"
handler404 = "vocatio.portals.refusals.not_found"
handler500 = "vocatio.portals.refusals.broken"
