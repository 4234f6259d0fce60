"""Where the log of this database lies, and how it is opened."""

from functools import partial
from secrets import token_hex

from django.conf import settings

from vocatio.actions.ledger.sequencer import Sequencer
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import LogFiles
from vocatio.gateways.ledger_log.notary import Notary
from vocatio.gateways.ledger_log.places import Places, origin, places
from vocatio.records.ledger.log import LogTables, is_demo


def of_this_database() -> Places:
    """Where files and key of the log lie."""
    return places(settings.HOME, str(settings.DATABASES["default"]["NAME"]))


def make_log(at: Places) -> None:
    """Give a new log its key, and with the key its name; one that has them keeps them.

    Raises:
        OriginMissing: production, and no name is configured.
    """
    if signing.known(at) or LogTables().head():
        return
    name = str(settings.DATABASES["default"]["NAME"])
    signing.create(at, origin(name, demo=is_demo(), suffix=token_hex(4)))


def sequencer(at: Places) -> Sequencer:
    """The sequencer of this database, to be opened.

    Raises:
        LogKeyMissing, LogKeyExposed, BadLogKey: of the private key.
    """
    notary = Notary(at, signing.FileSigner(at.key))
    return Sequencer(LogTables(), LogFiles(at.files), notary, partial(signing.known, at))
