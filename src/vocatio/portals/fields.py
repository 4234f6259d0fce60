"""Fields of Django's forms as parameters of GOV.UK's components, which draw them."""

from collections.abc import Iterator

from django.forms import BoundField, Form
from django.utils.translation import gettext, pgettext

Params = dict[str, object]


def errors(form: Form) -> Params:
    """The error summary: each error with a link to its field."""
    return {
        "titleText": gettext("Something is missing or wrong"),
        "errorList": list(_errors(form)),
    }


def _errors(form: Form) -> Iterator[Params]:
    for error in form.non_field_errors():
        yield {"text": error}
    for field in form:
        for error in field.errors:
            between = " " if str(field.label).endswith(("?", "؟")) else ": "
            yield {"text": f"{field.label}{between}{error}", "href": f"#{field.html_name}"}


def control(field: BoundField, *, width: int | None = None, **more: object) -> Params:
    """An input or a textarea. `width`: characters expected; `more`: what else it takes.

    A password is never written back into the page.
    """
    secret = more.get("type") == "password"
    return _shared(field) | {
        "id": field.html_name,
        "name": field.html_name,
        "label": {"text": field.label, "classes": "govuk-label--s"},
        "value": "" if secret else field.value() or "",
        "classes": f"govuk-input--width-{width}" if width else "",
        **more,
    }


def options(field: BoundField, *, heading: bool = False) -> Params:
    """Radios or checkboxes; with `heading`, the question is the heading of the page."""
    legend = {"text": field.label, "isPageHeading": heading}
    legend["classes"] = f"govuk-fieldset__legend--{'l' if heading else 's'}"
    return _shared(field) | {
        "idPrefix": field.html_name,
        "name": field.html_name,
        "fieldset": {"legend": legend},
        "items": [
            {"value": value, "text": words, "checked": value in _chosen(field)}
            for value, words in field.field.choices  # type: ignore[attr-defined]  # because it has
        ],
    }


def choice(field: BoundField) -> Params:
    """A select."""
    return control(field) | {
        "items": [
            {"value": value, "text": words, "selected": value in _chosen(field)}
            for value, words in field.field.choices  # type: ignore[attr-defined]  # because it has
        ]
    }


def boxes(field: BoundField) -> Params:
    """A date in three boxes, of which the first is where the error summary leads."""
    given = field.value() if field.form.is_bound else [None] * 3
    parts = (
        ("day", pgettext("date box", "Day"), 2),
        ("month", pgettext("date box", "Month"), 2),
        ("year", pgettext("date box", "Year"), 4),
    )
    legend = {"text": field.label, "classes": "govuk-fieldset__legend--s"}
    wrong = " govuk-input--error" if field.errors else ""
    return _shared(field) | {
        "id": f"{field.html_name}-date",
        "fieldset": {"legend": legend},
        "items": [
            {
                "id": field.html_name if name == "day" else f"{field.html_name}-{name}",
                "name": f"{field.html_name}_{name}",
                "label": label,
                "value": value or "",
                "classes": f"govuk-input--width-{width}{wrong}",
            }
            for (name, label, width), value in zip(parts, given, strict=True)
        ],
    }


def _shared(field: BoundField) -> Params:
    params: Params = {}
    if field.help_text:
        params["hint"] = {"text": field.help_text}
    if field.errors:
        params["errorMessage"] = {
            "text": " ".join(map(str, field.errors)),
            "visuallyHiddenText": gettext("Error"),
        }
    return params


def _chosen(field: BoundField) -> list[object]:
    value = field.value()
    return value if isinstance(value, list) else [value]
