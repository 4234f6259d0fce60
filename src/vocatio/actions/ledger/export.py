"""Copy the log to a directory that any web server, witness or court can have.

Nothing in it tells anything about anyone: commitments, checkpoints, public keys and
time-stamps alone. Facts and readings stay where they are (F19).
"""

from pathlib import Path

from vocatio.actions.ledger.opening import of_this_database
from vocatio.actions.ledger.replay_log import Progress
from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import tiles
from vocatio.domain.evidence.tiles import WIDTH
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import CHECKPOINT, VERIFIER_KEYS, LogFiles
from vocatio.records.ledger import replay


class NotEmpty(VocatioError):
    """The directory to export to has something in it already: name a new one."""


class NoLog(VocatioError):
    """There is no log yet: the sequencer has not run (“vocatio ledger run”)."""


# house: authorship because what it copies is public, and about nobody
def export(target: Path, progress: Progress) -> int:
    """Copy everything up to the published checkpoint; return how many entries that is.

    Beside the files that are served: `checkpoints/<size>` and `stamps/<size>-<id>.tsr`.

    Raises:
        NotEmpty: the directory has files.
        NoLog: nothing was published yet.
    """
    if target.exists() and any(target.iterdir()):
        raise NotEmpty(f"{target} is not empty: name a new directory")
    at = of_this_database()
    keys = signing.known(at)
    if not keys:
        raise NoLog
    source, copy = LogFiles(at.files), LogFiles(target)
    note = source.read(CHECKPOINT)
    head, _ = checkpoints.verify(note, origin=keys[0].name, keys=keys)
    for n, tile in enumerate((*tiles.packs_between(0, head.size), *tiles.tiles_of(head.size))):
        copy.write(tile.path, source.read_tile(tile)[: _length(tile)])
        if n % WIDTH == WIDTH - 1:
            copy.sync()
            progress(min(n * WIDTH, head.size))
    for row in replay.checkpoints():
        copy.write(f"checkpoints/{row.size}", row.note)
    for stamp in replay.stamps():
        copy.write(f"stamps/{stamp.size}-{stamp.id}.tsr", stamp.token)
    copy.write(VERIFIER_KEYS, source.read(VERIFIER_KEYS))
    copy.write(CHECKPOINT, note)
    copy.sync()
    return head.size


def _length(tile: tiles.Tile) -> int:
    """Bytes of this tile: a full one may have been read in place of a partial one."""
    return tile.width * (34 if tile.level == tiles.ENTRIES else 32)
