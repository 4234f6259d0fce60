"""Addresses of the office."""

from datetime import date

from django.urls import path, register_converter

from vocatio.portals.office import (
    asked,
    attendance,
    calendar,
    callups,
    cases,
    corrections,
    entrance,
    letters,
    orders,
    person,
    pool,
    register_corrections,
    requests,
    search,
    told,
    visits,
    work,
)
from vocatio.portals.office.session import guard

app_name = "office"

#: Of dates in addresses.
YEARS = range(1900, 2200)


class DateConverter:
    """A date in an address, as in ISO 8601, of years around which a calendar can be made."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The date; a ValueError, for one that does not exist, makes the address unknown."""
        found = date.fromisoformat(value)
        if found.year not in YEARS:
            raise ValueError(value)
        return found

    def to_url(self, value: date) -> str:
        """The reverse."""
        return value.isoformat()


register_converter(DateConverter, "date")

urlpatterns = [
    path("", entrance.home, name="home"),
    path("sign-in/", entrance.sign_in, name="sign-in"),
    path("again/", guard.view(), name="again"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("demo/", entrance.demo, name="demo"),
    path("day/", attendance.choose, name="day"),
    path("day/<uuid:office>/<date:on>/", attendance.day, name="day-list"),
    path("day/<uuid:office>/<date:on>/close/", attendance.close, name="close"),
    path("day/<uuid:office>/<date:on>/<uuid:summons_id>/", attendance.visitor, name="visitor"),
    path(
        "day/<uuid:office>/<date:on>/<uuid:summons_id>/receipt/",
        attendance.receipt,
        name="door-receipt",
    ),
    path("people/", search.people, name="people"),
    path("people/end/", search.end, name="task-end"),
    path("people/<uuid:person_id>/", person.one, name="person"),
    path("people/<uuid:person_id>/told/", told.told, name="told"),
    path("people/<uuid:person_id>/told/reach/", told.reach, name="told-reach"),
    path("people/<uuid:person_id>/told/represent/", told.represent, name="told-represent"),
    path("people/<uuid:person_id>/told/case/<uuid:case_id>/", told.case, name="told-case"),
    path("people/<uuid:person_id>/told/<slug:field>/", told.correct, name="told-correct"),
    path("visits/new/", visits.new, name="visit"),
    path("letter/<uuid:summons_id>/", attendance.letter, name="letter"),
    path("work/", work.every, name="work"),
    path("work/<uuid:item>/", work.assign, name="work-assign"),
    path("work/<uuid:item>/hand-over/", work.hand, name="work-hand"),
    path(
        "register/<uuid:correction_id>/",
        register_corrections.decision,
        name="register-correction",
    ),
    path("requests/new/", asked.new, name="asked"),
    path("requests/new/<slug:reference>/", asked.what, name="asked-what"),
    path("requests/noted/<uuid:entry>/", told.noted, name="noted"),
    path("requests/noted/<uuid:entry>/letter/", told.letter, name="noted-letter"),
    path("requests/noted/<slug:reference>/<slug:channel>/", told.claim_noted, name="claim-noted"),
    path(
        "requests/noted/<slug:reference>/<slug:channel>/letter/",
        told.claim_letter,
        name="claim-letter",
    ),
    path("requests/<uuid:request_id>/", requests.decision, name="request"),
    path("requests/<uuid:request_id>/file/<uuid:file>/", requests.attachment, name="request-file"),
    path("cases/", cases.choose, name="cases"),
    path("cases/<uuid:office_id>/", cases.every, name="cases-of"),
    path("case/<uuid:case_id>/", cases.case, name="case"),
    path("letters/", letters.every, name="letters"),
    path("letters/print/", letters.draw, name="letters-print"),
    path("letters/batches/<uuid:batch_id>/", letters.batch, name="batch"),
    path("letters/files/", letters.files, name="postal-files"),
    path("letters/files/<uuid:file_id>/", letters.postal_file, name="postal-file"),
    path("letters/files/<uuid:file_id>/errors.csv", letters.errors, name="postal-errors"),
    path("jobs/", letters.work, name="jobs"),
    path("calendar/", calendar.choose, name="calendar"),
    path("calendar/<uuid:office>/<date:on>/", calendar.month, name="month"),
    path("calendar/<uuid:office>/<slug:what>/", calendar.change, name="calendar-change"),
    path("call-ups/", callups.every, name="callups"),
    path("call-ups/new/", orders.new, name="order"),
    path("call-ups/<uuid:callup_id>/", callups.one, name="callup"),
    path("call-ups/<uuid:callup_id>/pool/", pool.one, name="pool"),
    path("call-ups/<uuid:callup_id>/pool.csv", pool.table, name="pool-csv"),
    path("call-ups/<uuid:callup_id>/correct/", corrections.new, name="callup-correct"),
    path("call-ups/<uuid:callup_id>/approve/", corrections.approve, name="correction-approve"),
    path("call-ups/<uuid:callup_id>/refuse/", callups.send_back, name="callup-refuse"),
    path("call-ups/<uuid:callup_id>/stop/", callups.end, name="callup-stop"),
    path("call-ups/<uuid:callup_id>/again/", callups.again, name="callup-again"),
]
