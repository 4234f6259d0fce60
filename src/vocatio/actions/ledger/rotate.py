"""Give the log a new key."""

from vocatio.actions.ledger.export import NoLog
from vocatio.actions.ledger.opening import of_this_database
from vocatio.domain.evidence.note import VerifierKey
from vocatio.gateways.ledger_log import signing


# house: authorship because it concerns a file of the machine, and whoever may write it
def rotate() -> VerifierKey:
    """Make a new key under the same name and let it sign from now on; the old one is destroyed.

    The running sequencer takes it up with its next checkpoint. Old checkpoints go on to verify:
    the public keys of all times stay published. What was signed before stays binding.

    Raises:
        NoLog: the log has no key yet.
    """
    at = of_this_database()
    known = signing.known(at)
    if not known:
        raise NoLog
    return signing.create(at, known[-1].name)
