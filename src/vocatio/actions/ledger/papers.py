"""Notices, seals, copies and words lie beside the facts that name their hashes: still those?"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import NamedTuple
from uuid import UUID

from vocatio.actions.ledger.cases import cases
from vocatio.actions.ledger.findings import Finding, data_of, person_of
from vocatio.actions.ledger.sealed import under_seal
from vocatio.actions.paper import seal_keys
from vocatio.domain.evidence.note import VerifierKey
from vocatio.gateways import keys
from vocatio.gateways.ledger_log import signing
from vocatio.records.deliveries import replay as deliveries
from vocatio.records.deliveries.replay import OutageRow
from vocatio.records.documents import replay
from vocatio.records.documents.replay import (
    AcknowledgementRow,
    ContentRow,
    CopyRow,
    EnvelopeRow,
    KeptRow,
    SealedRow,
)
from vocatio.records.ledger import replay as ledger

CONTENTS, SEALS, COPIES = "documents_content", "documents_seal", "documents_copy"
AT_DOORS, ENVELOPES = "documents_doorreceipt", "documents_envelope"
ATTESTED, CONFIRMED = "documents_attestation", "documents_acknowledgement"
WORDS, FILES, OUTAGES = "documents_freetext", "documents_attachment", "deliveries_outage"


# house: authorship because it tells of rows by id alone, to whoever runs the machine
def papers() -> Iterator[Finding]:
    """Everything that does not have the hash that its fact or its seal names, or is gone."""
    for content in replay.contents():
        yield from (Finding(CONTENTS, str(content.about), what) for what in _content(content))
    known = signing.known(seal_keys().batch)
    yield from cases(known)
    for table, rows in ((AT_DOORS, replay.door_receipts()), (ATTESTED, replay.attestations())):
        for paper in rows:
            found = _content(paper), _own_seal(paper, known)
            yield from (Finding(table, str(paper.about), what) for what in chain(*found))
    for seal_id, members in groupby(replay.sealed(), key=lambda row: row.seal_id):
        yield from (Finding(SEALS, str(seal_id), what) for what in _seal(seal_id, members, known))
    for copy in replay.copies():
        yield from (Finding(COPIES, str(copy.fact_id), what) for what in _copy(copy))
    for letter in replay.acknowledgements():
        about = str(letter.fact_id)
        yield from (Finding(CONFIRMED, about, what) for what in _acknowledgement(letter))
    for envelope in replay.envelopes():
        yield from (Finding(ENVELOPES, str(envelope.id), what) for what in _envelope(envelope))
    for outage in deliveries.outages():
        yield from (Finding(OUTAGES, str(outage.outage_id), what) for what in _outage(outage))
    if ring := _ring():
        yield from _words(ring)


def _content(row: ContentRow) -> Iterator[str]:
    """What was written has the hash that its fact names: issue, new date."""
    if row.fact is None:
        yield "no fact says that it was issued"
    elif row.content is None:
        yield "gone; the fact of its issue names its hash"
    else:
        digest = hashlib.sha256(row.content).digest()
        if data_of(row.fact).get("content") != digest.hex() or row.sha256 != digest:
            yield "its hash is not the one that its issue names"
        elif json.loads(row.content).get("code") != row.code:
            yield "its column for “code” differs from what it says"


def _own_seal(row: ContentRow, known: Iterable[VerifierKey]) -> Iterator[str]:
    """What has a seal to itself alone is under it."""
    if row.content is not None:
        yield from under_seal(None, row.note or b"", [hashlib.sha256(row.content).digest()], known)


def _seal(
    seal_id: UUID, members: Iterable[SealedRow], known: Iterable[VerifierKey]
) -> Iterator[str]:
    """The hashes, in the order of their positions, have the root that was signed."""
    rows = list(members)
    note = rows[0].note
    if note is None:
        yield "gone; contents are under it"
        return
    hashes = [row.sha256 for row in rows if row.sha256 is not None]
    if [row.position for row in rows] != list(range(len(hashes))):
        yield "its members do not stand one after the other"
    yield from under_seal(seal_id, note, hashes, known)


def _copy(row: CopyRow) -> Iterator[str]:
    """The bytes of each letter that was handed out have the hash that its fact names."""
    if row.fact is None:
        yield "no fact says that it was handed out"
    elif row.sha256 is None:
        yield "gone; the fact that it was handed out names its hash"
    else:
        said = data_of(row.fact)
        if said.get("pdf") != row.sha256.hex():
            yield "its hash is not the one that its fact names"
        if row.content is None or said.get("content") != row.content.hex():
            yield "it is not a copy of the notice that its fact names"


def _acknowledgement(row: AcknowledgementRow) -> Iterator[str]:
    """A letter that confirms what was written down has the code and the hash of its fact."""
    if row.fact is None:
        yield "no fact says that it was made"
    elif row.sha256 is None:
        yield "gone; the fact that it was made names its hash"
    else:
        said = data_of(row.fact)
        if (said.get("code"), said.get("pdf")) != (row.code, row.sha256.hex()):
            yield "it differs from what its fact says"
        if person_of(row.fact) != str(row.person_id):
            yield "it is not about the person of its fact"


def _envelope(row: EnvelopeRow) -> Iterator[str]:
    """What was sealed to the board is still that; to see it, nobody has to open it."""
    if row.fact is None:
        yield "no fact says that it was claimed"
    elif hashlib.sha256(row.sealed).hexdigest() != data_of(row.fact).get("details_sha256"):
        yield "it does not have the hash that its fact names"


def _words(ring: keys.Ring) -> Iterator[Finding]:
    """Words and files that facts name by their hash; of what was erased nobody can tell."""
    for fact in ledger.naming_words():
        data, person = data_of(fact), person_of(fact)
        for name, digest in data.items():
            about = data.get(name.removesuffix("_sha256"))
            if name.endswith("_sha256") and isinstance(about, str):
                said = Named(WORDS, UUID(about), digest, person, None)
                yield from _kept(said, replay.words(said.id), ring)
        for file in data.get("files", ()):
            media_type = file.get("media_type")
            said = Named(FILES, UUID(file["id"]), file["sha256"], person, media_type)
            yield from _kept(said, replay.file(said.id), ring)


class Named(NamedTuple):
    """What a fact says of words or a file in this table, and about whom it is.

    None where it does not say so: about nobody, words, or recorded before facts named the kind.
    """

    table: str
    id: UUID
    sha256: object
    person: object
    media_type: object


def _kept(said: Named, row: KeptRow | None, ring: keys.Ring) -> Iterator[Finding]:
    if row is None:
        return
    name = str(said.id)
    try:
        content = ring.unseal(row.encrypted, said.table, said.id.bytes)
    except keys.Undecipherable:
        content = b""
    if hashlib.sha256(content).hexdigest() != said.sha256:
        yield Finding(said.table, name, "it does not have the hash that its fact names")
    for key, column in (("person", str(row.person_id)), ("media_type", row.media_type)):
        if getattr(said, key) not in (None, column):
            yield Finding(said.table, name, f"its column for “{key}” differs from its fact")


def _outage(row: OutageRow) -> Iterator[str]:
    """What was published about an outage of everybody has the hash that its first fact names."""
    if row.fact is None:
        yield "no fact says that it was recorded"
    elif row.words is None:
        yield "gone; a fact says that it was recorded"
    else:
        said = person_of(row.fact), data_of(row.fact).get("reason_sha256")
        known = None if row.person_id is None else str(row.person_id)
        digest = hashlib.sha256(row.words.encode()).hexdigest() if known is None else said[1]
        if said != (known, digest):
            yield "it differs from what its first fact says"


def _ring() -> keys.Ring | None:
    """The keys of the words; a machine that only verifies need not have them."""
    try:
        return keys.ring()
    except keys.KeysMissing:
        return None
