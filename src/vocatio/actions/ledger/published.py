"""The files of the log, for the web: what a path names, and nothing else."""

from vocatio.actions.ledger.opening import of_this_database
from vocatio.domain.errors import NotFound, VocatioError
from vocatio.domain.evidence.tiles import parse_path
from vocatio.gateways.ledger_log.files import CHECKPOINT, VERIFIER_KEYS, LogFiles


class NoSuchFile(NotFound):
    """The log has no such file; a partial tile may have become a full one."""


# house: authorship because the log is public and tells nothing about anyone
def published(path: str) -> bytes:
    """The content of one file of the log.

    Raises:
        NoSuchFile: the path names no file of a log, or there is none yet.
    """
    try:
        if path not in (CHECKPOINT, VERIFIER_KEYS):
            parse_path(path)
        return LogFiles(of_this_database().files).read(path)
    except VocatioError as error:
        raise NoSuchFile from error
