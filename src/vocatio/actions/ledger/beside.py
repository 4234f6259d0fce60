"""What facts name by its hash lies beside them, outside of the log: is it still that?"""

import hashlib
import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from uuid import UUID

from vocatio.actions.ledger.findings import Finding
from vocatio.domain.callup.draw import PoolTooSmall, draw
from vocatio.domain.callup.fixed import Pool, manifest_digest
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import keys
from vocatio.records.callups import replay as callups
from vocatio.records.callups.replay import FixedRow
from vocatio.records.documents import replay as documents

CONTENTS, WORDS = "documents_content", "documents_freetext"
MANIFESTS, ENTRIES = "callups_manifest", "callups_manifestentry"
POOL, DRAWN = "callups_poolmember", "callups_drawn"


# house: authorship because it tells of rows by id alone, to whoever runs the machine
def beside() -> Iterator[Finding]:
    """Everything that does not have the hash that its fact names, or is gone."""
    yield from _contents()
    yield from _words()
    for row in callups.callups():
        yield from _manifest(row)
        yield from _draw(row)


def _contents() -> Iterator[Finding]:
    """The content of each summons has the hash that the fact of its issue names."""
    for row in documents.contents():
        name = str(row.summons_id)
        if row.fact is None:
            yield Finding(CONTENTS, name, "no fact says that it was issued")
        elif row.content is None:
            yield Finding(CONTENTS, name, "gone; the fact of its issue names its hash")
        else:
            digest = hashlib.sha256(row.content).digest()
            if _data(row.fact).get("content") != digest.hex() or row.sha256 != digest:
                yield Finding(CONTENTS, name, "its hash is not the one that its issue names")


def _words() -> Iterator[Finding]:
    """The reasons of each decision; without the keys, and once they are erased, nobody can tell."""
    ring = _ring()
    for summons_id, fact in documents.decisions() if ring else ():
        data = _data(fact)
        if ring and "reasons_sha256" in data and not _are_reasons(data, ring):
            what = f"not the reasons that the decision about summons {summons_id} names"
            yield Finding(WORDS, str(data["reasons"]), what)


def _are_reasons(data: dict[str, Any], ring: keys.Ring) -> bool:
    text_id = UUID(data["reasons"])
    encrypted = documents.words(text_id)
    if encrypted is None:
        return True
    try:
        text = ring.decrypt(encrypted, WORDS, text_id.bytes)
    except keys.Undecipherable:
        return False
    return bool(hashlib.sha256(text.encode()).hexdigest() == data["reasons_sha256"])


def _ring() -> keys.Ring | None:
    """The keys of the words; a machine that only verifies need not have them."""
    try:
        return keys.ring()
    except keys.KeysMissing:
        return None


def _manifest(row: FixedRow) -> Iterator[Finding]:
    name = str(row.callup_id)
    if row.manifest is None:
        if row.sha256 is not None or next(callups.entries(row.callup_id), None):
            yield Finding(MANIFESTS, name, "no fact says that this call-up has a manifest")
        return
    said = _data(row.manifest)
    if row.sha256 is None:
        yield Finding(MANIFESTS, name, "gone; a fact of this call-up names its hash")
    elif (row.entries, row.sha256.hex()) != (said.get("entries"), said.get("sha256")):
        yield Finding(MANIFESTS, name, "it differs from what the fact of this call-up says")
    if manifest_digest(callups.entries(row.callup_id)).hex() != said.get("sha256"):
        yield Finding(ENTRIES, name, "not the entries that the fact of this call-up names")


def _draw(row: FixedRow) -> Iterator[Finding]:
    """Draw again, from the seed that the fact names."""
    name, drawn = str(row.callup_id), callups.drawn(row.callup_id)
    if row.draw is None:
        if next(drawn, None):
            yield Finding(DRAWN, name, "no fact says that anybody was drawn for this call-up")
        return
    said, pool = _data(row.draw), Pool(callups.pool(row.callup_id))
    try:
        again = draw(bytes.fromhex(said["seed"]), pool, said["people"])
    except (PoolTooSmall, InvalidInput, ValueError, KeyError, TypeError):
        yield Finding(POOL, name, "the draw of this call-up cannot be repeated from it")
        return
    if pool.sha256 != said.get("pool", pool.sha256):
        yield Finding(POOL, name, "not the people that the draw of this call-up names")
    if any(was != now for was, now in zip_longest(drawn, enumerate(again))):
        yield Finding(DRAWN, name, "the seed of this call-up draws others from its pool")


def _data(fact: bytes) -> dict[str, Any]:
    """What a fact says; whether its bytes are those that were committed is asked elsewhere."""
    try:
        return dict(json.loads(fact)["data"])
    except (ValueError, KeyError, TypeError):
        return {}
