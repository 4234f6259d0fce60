"""Is a seal the one that was set under these hashes, by a key that seals here?"""

from collections.abc import Iterable, Iterator, Sequence

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import merkle
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.note import VerifierKey
from vocatio.domain.evidence.seal import key_of


# house: authorship because it only compares bytes that it is given
def under_seal(
    seal_id: object, note: bytes, hashes: Sequence[bytes], known: Iterable[VerifierKey]
) -> Iterator[str]:
    """What does not match; nothing where the seal holds.

    Args:
        seal_id: of the seal; None takes the one that it names.
        note: the seal, a signed note.
        hashes: SHA-256 of each document under it, in the order of their positions.
        known: the keys that seal here; without them nobody can tell who signed.
    """
    try:
        head = checkpoints.parse(notes.parse(note).text)
        named = seal_id or head.origin.rpartition("/")[2]
        if ours := [key_of(named, key) for key in known]:
            checkpoints.verify(note, origin=ours[0].name, keys=ours)
    except VocatioError as error:
        yield str(error)
        return
    if (head.size, head.root) != (len(hashes), merkle.row_root(merkle.leaf_row(hashes))):
        yield "these are not the contents that it was set under"
