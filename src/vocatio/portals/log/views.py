"""The files of the log, with what caches may do with them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vocatio.actions.ledger.published import NoSuchFile, published

#: A file below tile/ never changes; everything else may with the next checkpoint.
FOR_EVER = "public, max-age=31536000, immutable"
JUST_NOW = "no-cache"


@require_safe
def file(_request: HttpRequest, name: str) -> HttpResponse:
    """One file. Anybody may read it, from any page."""
    try:
        content = published(name)
    except NoSuchFile as error:
        raise Http404 from error
    is_tile = name.startswith("tile/")
    kind = "application/octet-stream" if is_tile else "text/plain; charset=utf-8"
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = FOR_EVER if is_tile else JUST_NOW
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
