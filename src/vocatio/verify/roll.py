"""Are these all the facts that the authority says there are?"""

from collections.abc import Sequence

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence import roll
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.layout import Bundle
from vocatio.verify.facts import Logged
from vocatio.verify.findings import Findings
from vocatio.verify.trust import Trust


class AnotherSummons(VocatioError):
    """The statement is about another summons."""


def check(bundle: Bundle, logged: Sequence[Logged], trust: Trust, found: Findings) -> None:
    """Hold the facts of the bundle against the roll, which binds whoever signed it.

    Only those that are in the log count as there: whoever leaves a fact out cannot put
    another one in its place.
    """
    if bundle.roll is None:
        found.left_open("roll.none", layout.ROLL)
        return
    try:
        keys = tuple(trust.seals) or notes.parse_keys(bundle.seal_keys or b"")
        stated, key = roll.verify(bundle.roll, keys)
        if stated.summons != bundle.summons:
            raise AnotherSummons
    except VocatioError as error:
        found.wrong("roll.wrong", layout.ROLL, error)
        return
    if bundle.made_at != layout.made(stated.at):
        found.wrong("roll.another_time", layout.MANIFEST, at=stated.at)
    for id in sorted(bundle.facts.keys() - stated.facts):
        found.wrong("roll.unlisted", f"facts/{id}.json", at=stated.at)
    missing = sorted(stated.facts - bundle.facts.keys())
    for id in missing:
        found.left_open("roll.left_out", f"facts/{id}.json", at=stated.at)
    if not missing and len(logged) == len(bundle.facts):
        found.proven("roll.whole", layout.ROLL, count=len(stated.facts), at=stated.at, key=key)
