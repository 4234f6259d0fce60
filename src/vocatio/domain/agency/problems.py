"""Why a question gets no answer, as an agency is told it (RFC 9457).

None of them says anything about a person, and each says in words that it is no basis to stop
anyone (F18): whoever waits at a counter must not pay for a clock that is wrong.
"""

from typing import ClassVar

from vocatio.domain.errors import Refusal

#: Problem types are names, not places to look at: RFC 9457 asks for no more.
PREFIX = "urn:vocatio:problem:"


class Problem(Refusal):
    """The question was not answered."""

    basis = "F19"
    status: ClassVar[int] = 500
    slug: ClassVar[str] = "unavailable"

    @property
    def type(self) -> str:
        """Name of the kind of problem."""
        return PREFIX + self.slug

    @property
    def title(self) -> str:
        """The same for every problem of this kind."""
        return (type(self).__doc__ or "").strip().splitlines()[0]

    @property
    def detail(self) -> str:
        """What is wrong with this one question, without the basis."""
        return str(self.args[0])


class Malformed(Problem):
    """The question is not of the form that the description asks for."""

    status, slug = 400, "malformed"


class UnknownAgency(Problem):
    """No key of that thumbprint may ask now."""

    status, slug = 401, "unknown-agency"


class BadSignature(Problem):
    """The signature is not by the key that the question names."""

    status, slug = 401, "bad-signature"


class Stale(Problem):
    """The question was not signed just now; see that both clocks are right."""

    status, slug = 401, "stale"


class NotGranted(Problem):
    """The agency may not ask about that kind of measure, or not for that purpose."""

    status, slug = 403, "not-granted"


class Nowhere(Problem):
    """There is nothing at that address."""

    status, slug = 404, "not-found"


class WrongMethod(Problem):
    """That address answers to another method."""

    status, slug = 405, "method-not-allowed"


class Replayed(Problem):
    """A question with that jti was asked before; ask anew with another one."""

    status, slug = 409, "replayed"


class TooLarge(Problem):
    """The question is larger than any question can be."""

    status, slug = 413, "too-large"


class WrongMedia(Problem):
    """A question is sent as application/jose."""

    status, slug = 415, "wrong-media-type"


class BudgetExhausted(Problem):
    """The agency has asked about as many persons today as it may."""

    status, slug = 429, "budget-exhausted"


class Unavailable(Problem):
    """No answer can be given now; ask again in a moment."""

    status, slug = 503, "unavailable"


#: Every problem that can be told, the lowest status first.
ALL: tuple[type[Problem], ...] = (
    *(Malformed, UnknownAgency, BadSignature, Stale, NotGranted, Nowhere, WrongMethod),
    *(Replayed, TooLarge, WrongMedia, BudgetExhausted, Unavailable),
)
