"""The language of a page: what was chosen here, else the person's own, else the browser's."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import get_supported_language_variant

#: Key of the session that holds the language of whoever signed in without having chosen one.
OWN = "language"


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, which knows the cookie of a choice and the browser; and the person between."""

    def process_request(self, request: HttpRequest) -> None:
        """Set the language for this request."""
        super().process_request(request)
        own = None if is_chosen(request) else request.session.get(OWN)
        if own:
            translation.activate(own)
            request.LANGUAGE_CODE = translation.get_language()


def is_chosen(request: HttpRequest) -> bool:
    """Whether somebody pressed the name of a language in this browser, signed in or not."""
    return settings.LANGUAGE_COOKIE_NAME in request.COOKIES


def greet_in(request: HttpRequest, language: str) -> None:
    """Use this language until the session ends or another is chosen, if we have words in it."""
    try:
        request.session[OWN] = get_supported_language_variant(language)
    except LookupError:
        return
