"""What somebody who verifies can trust, apart from the file that they verify."""

from collections.abc import Iterator

from vocatio.actions.ledger.opening import of_this_database
from vocatio.actions.paper import seal_keys
from vocatio.gateways import timestamping
from vocatio.gateways.ledger_log import signing


# house: authorship because these keys are public
def anchors() -> Iterator[tuple[str, str]]:
    """Option of `vocatio-verify` -> its value, as this machine knows them.

    Keys that signed before are among them: what they signed stays proven.
    """
    for option, at in (("key", of_this_database()), ("seal", seal_keys().batch)):
        for key in signing.known(at):
            yield option, str(key)
    if roots := timestamping.roots_file():
        yield "authority", str(roots)
