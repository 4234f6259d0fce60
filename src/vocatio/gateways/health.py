"""Whether the portals answer, asked from outside as a person would: by HTTP."""

import os
import urllib.request

from vocatio.domain.errors import InvalidInput

#: Address of the page that answers only if the database does.
VARIABLE = "VOCATIO_HEALTH_URL"
#: Seconds; a page that takes longer is no use to anybody.
PATIENCE = 10.0


def answers() -> bool:
    """Whether the page answered with 200; without an address, that the caller runs is all we know.

    Raises:
        InvalidInput: what VOCATIO_HEALTH_URL holds is no address.
    """
    url = os.environ.get(VARIABLE)
    if not url:
        return True
    if not url.startswith(("https://", "http://")):
        raise InvalidInput(VARIABLE, "give an address, such as https://vocatio.example/health/")
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 because the scheme is checked above
            return bool(answer.status == 200)
    except OSError:
        return False
