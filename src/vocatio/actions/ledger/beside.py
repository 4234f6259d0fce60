"""What facts name by its hash lies beside them, outside of the log: is it still that?"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import zip_longest

from vocatio.actions.ledger.findings import Finding, data_of, person_of
from vocatio.actions.ledger.papers import papers
from vocatio.actions.ledger.questions import questions
from vocatio.domain.callup.draw import PoolTooSmall, draw
from vocatio.domain.callup.fixed import Pool, manifest_digest
from vocatio.domain.errors import InvalidInput
from vocatio.records.callups import replay as callups
from vocatio.records.callups.replay import FixedRow
from vocatio.records.summonses import replay as summonses
from vocatio.records.summonses.replay import SummonsRow

SUMMONSES = "summonses_summons"
MANIFESTS, ENTRIES = "callups_manifest", "callups_manifestentry"
REMARKS = "callups_remark"
POOL, DRAWN = "callups_poolmember", "callups_drawn"


# house: authorship because it tells of rows by id alone, to whoever runs the machine
def beside() -> Iterator[Finding]:
    """Everything that does not have the hash that its fact names, or is gone."""
    yield from papers()
    yield from questions()
    for issued in summonses.summonses():
        yield from (Finding(SUMMONSES, str(issued.summons_id), what) for what in _summons(issued))
    for row in callups.callups():
        yield from _manifest(row)
        yield from _draw(row)
    yield from _remarks()


def _remarks() -> Iterator[Finding]:
    """Reasons about a call-up are about nobody: they are never erased."""
    for callup, remark, kept, said in callups.remarks():
        if kept is None:
            yield Finding(REMARKS, str(remark), f"gone; a fact of the call-up {callup} names it")
        elif sha256(kept.encode()).hexdigest() != said:
            yield Finding(REMARKS, str(remark), f"no fact of the call-up {callup} says this")


def _summons(row: SummonsRow) -> Iterator[str]:
    """The columns of a summons repeat what was issued, and the place is that of its last date."""
    if row.issued is None or row.dated is None:
        yield "no fact says that it was issued"
    elif row.said is None:
        yield "gone; a fact says that it was issued"
    else:
        issued = data_of(row.issued) | {"person": person_of(row.issued)}
        issued |= {"slot": data_of(row.dated).get("slot")}
        for key, said in row.said.items():
            if issued.get(key) != said:
                yield f"its column for “{key}” differs from its facts"


def _manifest(row: FixedRow) -> Iterator[Finding]:
    name = str(row.callup_id)
    if row.manifest is None:
        if row.sha256 is not None or next(callups.entries(row.callup_id), None):
            yield Finding(MANIFESTS, name, "no fact says that this call-up has a manifest")
        return
    said = data_of(row.manifest)
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
    said, pool = data_of(row.draw), Pool(callups.pool(row.callup_id))
    try:
        again = draw(bytes.fromhex(said["seed"]), pool, said["people"])
    except (PoolTooSmall, InvalidInput, ValueError, KeyError, TypeError):
        yield Finding(POOL, name, "the draw of this call-up cannot be repeated from it")
        return
    if pool.sha256 != said.get("pool", pool.sha256):
        yield Finding(POOL, name, "not the people that the draw of this call-up names")
    if any(was != now for was, now in zip_longest(drawn, enumerate(again))):
        yield Finding(DRAWN, name, "the seed of this call-up draws others from its pool")
