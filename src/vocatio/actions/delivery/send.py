"""Send every alert that waits: one run at a time for each kind of alert, however many wait."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from vocatio.actions.clock import now
from vocatio.actions.delivery.alert import (
    JOB,
    Claimed,
    claim,
    settle,
    tell_refused,
    tell_sent,
)
from vocatio.domain.actors import System
from vocatio.domain.errors import VocatioError
from vocatio.domain.summons.alert import words_for
from vocatio.gateways import locks, mail, messages, profiles
from vocatio.gateways.sending import Gone, Later, Never

logger = logging.getLogger(__name__)

#: Alerts taken up at once, and facts recorded at once.
BATCH = 100
EMAIL = "email"
KINDS = (EMAIL, *messages.VARIABLES)
#: A job that acts for whoever released each call-up; the facts name them one by one.
NOBODY = UUID(int=0)

Deliver = Callable[[Claimed], None]


class AlertsLeft(VocatioError):
    """Alerts are left, since the server was gone or this run was told to stop: run it again."""


# house: authorship because each fact names who released its call-up, and each step reads the clock
def send_waiting(*, stopped: Callable[[], bool] = lambda: False) -> int:
    """Send what waits, of every kind that has a gateway; return how many were taken up.

    Raises:
        AlertsLeft: run it again for the rest.
    """
    by = System(JOB, NOBODY)
    taken, gone = 0, False
    for kind in KINDS:
        # A run of the same kind is waited for. So whatever is claimed here without an outcome
        # belongs to a run that died, and is simply taken up again.
        with locks.alone(f"{JOB}:{kind}"), _gateway(kind) as deliver:
            if deliver is None:
                continue
            try:
                taken += _send(kind, deliver, by, stopped)
            except Gone as error:
                logger.warning("alerts by %s wait: %s", kind, error)
                gone = True
    while settle(BATCH, by=by, at=now()):
        pass
    if gone or stopped():
        raise AlertsLeft
    return taken


def _send(kind: str, deliver: Deliver, by: System, stopped: Callable[[], bool]) -> int:
    total = 0
    while not stopped():
        taken, claimed = claim(kind, BATCH, by=by, at=now())
        for alert in claimed:
            _hand_over(alert, deliver, by)
        settle(BATCH, by=by, at=now())
        total += taken
        if not taken:
            break
    return total


def _hand_over(alert: Claimed, deliver: Deliver, by: System) -> None:
    try:
        deliver(alert)
    except Later as error:
        tell_refused(alert.id, error.code, for_good=False, by=by, at=now())
    except Never as error:
        tell_refused(alert.id, error.code, for_good=True, by=by, at=now())
    else:
        tell_sent(alert.id, by=by, at=now())


@contextmanager
def _gateway(kind: str) -> Iterator[Deliver | None]:
    """How to hand over an alert of this kind, or None when nothing is configured for it."""
    if kind != EMAIL:
        url = messages.configured(kind)
        yield (lambda alert: _message(url, alert)) if url else None
        return
    server = mail.configured()
    if server is None:
        yield None
        return
    with mail.Connection(server) as connection:
        yield lambda alert: connection.send(_mail(alert))


def _mail(alert: Claimed) -> mail.Mail:
    texts = profiles.alert_texts()
    words = words_for(texts, alert.language, alert.official, alert.number)
    language = alert.language if alert.language in texts else alert.official
    return mail.Mail(alert.to, words.subject, words.body, language, alert.reference)


def _message(url: str, alert: Claimed) -> None:
    words = words_for(profiles.alert_texts(), alert.language, alert.official, alert.number)
    messages.send(url, to=alert.to, subject=words.subject, body=words.body)
