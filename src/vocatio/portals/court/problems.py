"""Why a body's identity provider signed nobody in, and how to mend it, in words for everyone."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, how to mend it, and the status of the page that says so."""

    what: Promise
    mend: Promise
    status: int


#: Code of a problem, or name of a refusal -> what is said of it.
PROBLEMS: Final[Mapping[str, Problem]] = MappingProxyType(
    {
        "unreachable": Problem(
            _("Your identity provider does not answer."),
            _("Try again in a few minutes. If that does not help, tell its administrators."),
            502,
        ),
        "configuration": Problem(
            _("Your identity provider and this system do not know each other as they should."),
            _("Show the line below to your administrators and to whoever runs this system."),
            502,
        ),
        "denied": Problem(
            _("Your identity provider did not sign you in."),
            _("Try again, and finish signing in there. Your administrators know if you may."),
            403,
        ),
        "token": Problem(
            _("What came back was not signed by your identity provider, or not for you."),
            _("Begin again. If it happens again, tell your administrators: is somebody between?"),
            502,
        ),
        "clock": Problem(
            _("What your identity provider signed is too old, or not valid yet."),
            _("Begin again. If it happens again, a clock is wrong: show the line below."),
            502,
        ),
        "state": Problem(
            _("This way back was used before, or was begun in another browser or too long ago."),
            _("Begin again, here."),
            400,
        ),
        "NotSeated": Problem(
            _("Your identity provider does not say that you sit here."),
            _("Your own administrators give you that role; nobody here can."),
            403,
        ),
        "LinkFirst": Problem(
            _("It is open whether you sat here before, under another account."),
            _("Show the line below to whoever runs this system: your accounts are linked first."),
            409,
        ),
        "NotAskedAgain": Problem(
            _("Your identity provider did not ask once more who you are."),
            _("Sign out there and begin again. If it happens again, show the line below."),
            403,
        ),
        "SomebodyElse": Problem(
            _("Somebody else signed in at your identity provider."),
            _("Sign in there as the one who began this, or sign out here first."),
            403,
        ),
        "NotFound": Problem(
            _("Your account here was closed."),
            _("Your administrators know why; whoever runs this system can open another one."),
            403,
        ),
    }
)


def problem(found: Exception | str) -> Problem:
    """What is said of an error, or of a code."""
    code = found if isinstance(found, str) else getattr(found, "code", type(found).__name__)
    return PROBLEMS.get(code, PROBLEMS["configuration"])
