"""Addresses of the person's portal."""

from django.urls import path

from vocatio.portals.citizen import (
    asking,
    attesting,
    cases,
    checking,
    entrance,
    record,
    representing,
    settings,
    views,
)

app_name = "citizen"
urlpatterns = [
    path("", entrance.start, name="start"),
    path("sign-in/", entrance.sign_in, name="sign-in"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("demo/", entrance.demo, name="demo"),
    path("rights/", entrance.rights, name="rights"),
    path("accessibility/", entrance.accessibility, name="accessibility"),
    path("check/", checking.check, name="check"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/drop/", views.drop_draft, name="drop-draft"),
    path("record/", record.record, name="record"),
    path("reach/", settings.reach, name="reach"),
    path("represent/", representing.represent, name="represent"),
    path("represent/<uuid:representation>/end/", representing.ended, name="represent-end"),
    path("represent/act/<uuid:person>/", representing.begin, name="represent-act"),
    path("represent/stop/", representing.stop, name="represent-stop"),
    path("record/everything/", record.everything, name="everything"),
    path("record/download/", record.download, name="download"),
    path("record/correct/<slug:field>/", record.correct, name="correct"),
    path("case/<slug:reference>/", cases.case, name="case"),
    path("summons/<slug:reference>/", views.summons, name="summons"),
    path("summons/<slug:reference>/receipt/<uuid:fact>/", views.receipt, name="receipt"),
    path("summons/<slug:reference>/appeared/", views.appeared, name="appeared"),
    path("summons/<slug:reference>/proof/", views.proof, name="proof"),
    path("summons/<slug:reference>/calendar/", views.calendar, name="calendar"),
    path("summons/<slug:reference>/attestation/", attesting.make, name="attest"),
    path("summons/<slug:reference>/attestation/<slug:code>/", attesting.show, name="attestation"),
    path("summons/<slug:reference>/letter/", views.letter, name="letter"),
    path("summons/<slug:reference>/conscience/", asking.conscience, name="conscience"),
    path("summons/<slug:reference>/ask/", asking.kind, name="ask"),
    path("summons/<slug:reference>/ask/<slug:kind>/", asking.ground, name="ask-ground"),
    path(
        "summons/<slug:reference>/ask/<slug:kind>/<slug:ground>/",
        asking.more,
        name="ask-more",
    ),
    path("summons/<slug:reference>/file/<uuid:file>/", asking.attachment, name="attachment"),
]
