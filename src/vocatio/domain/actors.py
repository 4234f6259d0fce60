"""Who acts. Every act has an author; an author is one of five kinds."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What an account may be trusted with; the table in `permissions` says what follows."""

    PLANNER = "planner"
    APPROVER = "approver"
    OFFICER = "officer"
    DECIDER = "decider"
    OVERSEER = "overseer"
    JUDGE = "judge"


#: Where the authority's own staff sign in.
OFFICE_REALM = "office"


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff, or of a body that decides, signed in to one account.

    `natural_person_id` is the human behind all accounts of theirs: four eyes are
    counted by it, never by account. `realm` is where they signed in (F11).
    """

    account_id: UUID
    natural_person_id: UUID
    name: str
    roles: frozenset[Role]
    office_id: UUID | None = None
    realm: str = OFFICE_REALM

    def reference(self) -> dict[str, str]:
        """How a fact names this author: ids only, since names can be erased and facts cannot."""
        return {"account": str(self.account_id), "human": str(self.natural_person_id)}


@dataclass(frozen=True, slots=True)
class Addressee:
    """The person summoned, in their own signed-in session."""

    person_id: UUID

    def reference(self) -> dict[str, str]:
        """How a fact names this author."""
        return {"person": str(self.person_id)}


class Scope(StrEnum):
    """What somebody may do for another (F23); what follows from it stands in `representation`."""

    READ = "read"
    ASK = "ask"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Representative:
    """Somebody who acts for the person `person_id`, in a session of their own.

    `representation` is the appointment; None for the guardian of a minor, whom the register names.
    A fact never names the person as its author then: what a representative does shows no receipt.
    """

    person_id: UUID
    representative_id: UUID
    representation: UUID | None
    scopes: frozenset[Scope]

    def reference(self) -> dict[str, str]:
        """How a fact names this author."""
        by = {"representative": str(self.representative_id)}
        return by | ({"representation": str(self.representation)} if self.representation else {})


@dataclass(frozen=True, slots=True)
class System:
    """A job that carries out what a human decided before; `behalf` is that human's account."""

    job: str
    behalf: UUID

    def reference(self) -> dict[str, str]:
        """How a fact names this author."""
        return {"job": self.job, "behalf": str(self.behalf)}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Anybody, who has not signed in; known for a day by the network address they come from."""

    address: str


@dataclass(frozen=True, slots=True)
class Agency:
    """Another authority, known by the key that signed its question."""

    agency_id: UUID
    code: str

    def reference(self) -> dict[str, str]:
        """How a fact names this author."""
        return {"agency": str(self.agency_id)}


#: Whoever acts on the side of the person: they themself, or somebody for them.
Party = Addressee | Representative

Actor = Staff | Addressee | Representative | System | Agency
