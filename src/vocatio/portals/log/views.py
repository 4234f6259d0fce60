"""What machines ask for: the files of the log, with what caches may do, and whether we answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vocatio.actions.clock import now
from vocatio.actions.ledger.published import NoSuchFile, published

#: A file below tile/ never changes; everything else may with the next checkpoint.
FOR_EVER = "public, max-age=31536000, immutable"
JUST_NOW = "no-cache"


@never_cache
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """For probes: answers if the database does, and tells nothing else."""
    return HttpResponse(f"{now().isoformat()}\n", content_type="text/plain; charset=utf-8")


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
