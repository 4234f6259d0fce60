"""SMS and other messages, through Apprise: a URL says which service, as its manual lists them.

VOCATIO_ALERT_URL_SMS holds such a URL with `{to}` where the number goes, for instance
`jsons://user:secret@gateway.example/sms?to={to}`.
"""

import logging
import os
from urllib.parse import quote

import apprise

from vocatio.domain.errors import InvalidInput
from vocatio.gateways.sending import Later, Never

#: Kind of alert -> the variable that names its service.
VARIABLES = {"sms": "VOCATIO_ALERT_URL_SMS"}
PLACE = "{to}"


def configured(by: str) -> str | None:
    """The URL of the service for a kind of alert, or None: alerts of that kind wait.

    Raises:
        InvalidInput: the URL has no place for the number, or Apprise does not know it.
    """
    variable = VARIABLES.get(by)
    url = os.environ.get(variable) if variable else None
    if url and PLACE not in url:
        raise InvalidInput(str(variable), f"write {PLACE} where the number goes")
    if url and apprise.Apprise.instantiate(url.replace(PLACE, "0")) is None:
        raise InvalidInput(str(variable), "is no URL that Apprise knows")
    return url


def send(url: str, *, to: str, subject: str, body: str) -> None:
    """Hand one message to the service.

    Raises:
        Later: the service did not take it; Apprise does not tell why, so it is tried again.
        Never: the number makes no address for that service.
    """
    service = apprise.Apprise()
    # Apprise logs whole URLs, which hold the number.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    if not service.add(url.replace(PLACE, quote(to, safe=""))):
        raise Never("number")
    if not service.notify(title=subject, body=body):
        raise Later("service")
