"""Sign in with a local staff account."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet

from vocatio.domain.actors import OFFICE_REALM, Role, Staff
from vocatio.domain.errors import NotFound, Refusal
from vocatio.domain.signing_in import SignsInElsewhere
from vocatio.records.access.models import Account
from vocatio.records.cases.models import Provider


class SignInFailed(Refusal):
    """User name or password is wrong."""

    basis = "access"


# house: authorship because nobody is signed in yet
def sign_in(username: str, password: str, realm: str = OFFICE_REALM, *, at: datetime) -> Staff:
    """The member of staff, or of the body whose realm it is.

    Raises:
        SignInFailed: without saying which of the two is wrong.
        SignsInElsewhere: the body has an identity provider, which alone signs its members in.
    """
    if _issuer(realm):
        raise SignsInElsewhere
    account = _accounts().filter(username=username, realm=realm).first()
    if account is None:
        # As long as a real check takes, so that the time does not tell which names exist.
        make_password(password)
        raise SignInFailed
    if not check_password(password, account.password):
        raise SignInFailed
    return _staff(account)


def confirm(password: str, *, by: Staff, at: datetime) -> None:
    """That whoever sits there is still the one who signed in.

    Raises:
        SignInFailed: it is not their password, or the account was closed meanwhile.
        SignsInElsewhere: their body has an identity provider, which alone can ask.
    """
    account = _accounts().filter(id=by.account_id).first()
    if account and _issuer(account.realm):
        raise SignsInElsewhere
    if account is None or not check_password(password, account.password):
        raise SignInFailed


# house: authorship because this answers who acts
def staff(
    account_id: UUID, *, issuer: str | None = None, picked: bool = False, at: datetime
) -> Staff:
    """The member of staff behind an account that is signed in.

    Args:
        issuer: the identity provider that signed them in; None for a password.
        picked: in a demo, from the list of invented people.

    Raises:
        NotFound: the account is gone or no longer active, or its body has another provider now.
    """
    account = _accounts().filter(id=account_id).first()
    if account is None or not (picked or _issuer(account.realm) == issuer):
        raise NotFound
    return _staff(account)


def _accounts() -> QuerySet[Account]:
    return Account.objects.filter(active=True).select_related("natural_person")


def _issuer(realm: str) -> str | None:
    """The identity provider that alone signs a realm in now, if there is one."""
    if realm == OFFICE_REALM:
        return None
    found = Provider.objects.filter(body__realm=realm)
    return found.values_list("issuer", flat=True).first()


def _staff(account: Account) -> Staff:
    return Staff(
        account_id=account.id,
        natural_person_id=account.natural_person_id,
        name=account.natural_person.name,
        roles=frozenset(Role(role) for role in account.roles),
        office_id=account.office_id,
        realm=account.realm,
    )
