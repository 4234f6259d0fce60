"""Who is signed in, through which door: the person's, the office's or a court's, one at a time."""

from collections.abc import Iterator
from ipaddress import ip_address
from uuid import UUID

from django.http import HttpRequest
from django.http.request import split_domain_port
from django.middleware.csrf import rotate_token

from vocatio.actions.demo.personas import is_demo

#: Doors, which are the keys of the session that hold who came in.
PERSON = "person"
ACCOUNT = "account"
MEMBER = "member"

#: Set when someone came in through the persona picker: every page then says so.
DEMO = "demo"

#: The identity provider that signed somebody in; none for a password.
ISSUER = "issuer"

_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_MARKS_OF_A_PROXY = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
)


def come_in(
    request: HttpRequest, door: str, who: UUID, *, demo: bool = False, issuer: str | None = None
) -> None:
    """Sign in through one door. Whatever the session held before ends, and its key with it."""
    request.session.flush()
    request.session[door] = str(who)
    request.session[DEMO] = demo
    request.session[ISSUER] = issuer
    rotate_token(request)


def leave(request: HttpRequest) -> None:
    """Sign out."""
    request.session.flush()


def inside(request: HttpRequest, door: str) -> UUID | None:
    """Who came in through this door, or None."""
    found = request.session.get(door)
    return UUID(found) if found else None


def signed_in_by(request: HttpRequest) -> str | None:
    """The identity provider through which they came in, or None."""
    return request.session.get(ISSUER)


def in_demo(request: HttpRequest) -> bool:
    """Whether they came in through the persona picker."""
    return bool(request.session.get(DEMO))


def picker_open(request: HttpRequest) -> bool:
    """Whether one may become an invented person: in a demo, from this very machine."""
    return all(_from_here(request)) and is_demo()


def address_of(request: HttpRequest) -> str:
    """The network address of who asks; empty when nobody knows.

    A proxy is believed when it is on this machine, where alone we listen: it adds the address
    it saw at the end, behind whatever the visitor may have claimed.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if forwarded and _is_loopback(seen):
        return forwarded.rsplit(",", 1)[-1].strip()
    return seen


def _from_here(request: HttpRequest) -> Iterator[bool]:
    """The name is asked for as well, or a page elsewhere could be resolved to loopback.

    A proxy on this machine reaches us over loopback too, and shows by what it adds.
    """
    yield _is_loopback(request.META.get("REMOTE_ADDR", ""))
    yield split_domain_port(request.get_host())[0] in _LOOPBACK_NAMES
    yield not any(mark in request.META for mark in _MARKS_OF_A_PROXY)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False  # a Unix socket has no address: whoever is behind it is unknown
