"""The environment of all pages: loaders, translation, and one helper for each need."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as in_format
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext,
    ngettext,
    npgettext,
    override,
    pgettext,
)
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, pass_context
from jinja2.runtime import Context

from vocatio.portals import fields
from vocatio.portals.refusals import words_for
from vocatio.portals.words import in_words

_COMPONENTS = "govuk_frontend_jinja"


def environment(**options: Any) -> Environment:
    """What Django's Jinja2 backend asks for, with GOV.UK's components beside our templates."""
    components = PrefixLoader({_COMPONENTS: PackageLoader(_COMPONENTS)})
    options["loader"] = ChoiceLoader([options["loader"], components])
    made = Environment(  # noqa: S701 because Django passes autoescape among the options
        extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # because the extension adds it
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        made.globals[name] = _isolating(cast("Callable[..., str]", made.globals[name]))
    made.globals.update(
        static=static,
        url=_url,
        language=get_language,
        direction=_direction,
        site_languages=_languages,
        draft_rules=_draft_rules,
        errors=fields.errors,
        control=fields.control,
        options=fields.options,
        choice=fields.choice,
        boxes=fields.boxes,
    )
    made.filters.update(
        day=_day,
        clock=_clock,
        month_name=_month_name,
        moment=_moment,
        moment_in=_moment_in,
        instant=datetime.fromisoformat,
        number=number_format,
        in_words=in_words,
        language_name=_language_name,
        basis_words=words_for,
    )
    return made


def _isolating(translate: Callable[..., str]) -> Callable[..., str]:
    """The same, each value in `<bdi>`: a name, code, date or time keeps its own direction.

    Otherwise the words around it, in Arabic say, turn 2027-03-27 into 27-03-2027, and a full stop
    after a Latin name stands before it.
    """

    @pass_context
    def isolating(context: Context, *texts: object, **values: object) -> str:
        apart = {name: format_html("<bdi>{}</bdi>", value) for name, value in values.items()}
        return translate(context, *texts, **apart)

    return isolating


def _url(name: str, *values: object) -> str:
    return reverse(name, args=values)


def _draft_rules() -> bool:
    return bool(settings.DRAFT_RULES)


def _languages() -> list[tuple[str, str]]:
    return settings.LANGUAGES


def _language_name(language: str) -> str:
    """Its name in the language of the page; a language that Django does not know by its code."""
    try:
        return str(get_language_info(language)["name_translated"])
    except KeyError:
        return language


def _direction(language: str) -> str:
    """The direction in which a language is written, for `dir`."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"


def _local(moment: datetime, zone: str | None) -> datetime:
    return moment.astimezone(ZoneInfo(zone) if zone else timezone.get_current_timezone())


def _time(moment: date, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)


def _day(moment: date, zone: str | None = None) -> SafeString:
    """“Monday 24 November 2025”, of a date, or of an instant as the zone has it."""
    local = _local(moment, zone) if isinstance(moment, datetime) else moment
    # Translators: how a date is written; the letters are those of Django's “date” filter.
    return _time(moment, in_format(local, pgettext("date format", "l j F Y")))


def _month_name(day: date) -> str:
    """“November 2025”, in this order in all our languages."""
    return in_format(day, "F Y")


def _clock(moment: datetime, zone: str | None = None) -> SafeString:
    """“9:30”, as clocks in the zone show it."""
    # Translators: how a time is written; the letters are those of Django's “date” filter.
    return _time(moment, in_format(_local(moment, zone), pgettext("time format", "G:i")))


def day_and_time(moment: datetime, zone: str) -> str:
    """“Monday 24 November 2025, 9:30”, for a choice in a list."""
    local = _local(moment, zone)
    day = in_format(local, pgettext("date format", "l j F Y"))
    return f"{day}, {in_format(local, pgettext('time format', 'G:i'))}"


def _moment_in(moment: datetime, language: str, zone: str | None = None) -> SafeString:
    """The same as `_moment` in another language than that of the page."""
    with override(language):
        return _moment(moment, zone)


def _moment(moment: datetime, zone: str | None = None) -> SafeString:
    """“24 November 2025, 9:30 CET”: when something happened, beyond doubt."""
    # Translators: how an instant is written; the letters are those of Django's “date” filter.
    how = pgettext("instant format", "j F Y, G:i T")
    return _time(moment, in_format(_local(moment, zone), how))
