"""Where things lie in a bundle, and what a bundle is made of.

docs/reference/bundle.md describes the format. Members that this version does not know are kept
in `Bundle.others`, so that a bundle made by a later version can still be verified.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from vocatio.domain.evidence import canonical as canonicals
from vocatio.domain.evidence.bundle import archive
from vocatio.domain.evidence.bundle.errors import Damaged, NotABundle
from vocatio.domain.evidence.canonical import Json, NotCanonical, canonical, instant

FORMAT = "vocatio-bundle"
VERSION = 1

MANIFEST = "manifest.json"
PROFILE = "law/profile.json"
CALENDAR = "law/calendar.json"
SERVICE = "law/service.json"
CHECKPOINT = "log/checkpoint"
KEYS = "log/keys"
WITNESSES = "log/witnesses"
AUTHORITIES = "log/authorities.pem"
SEAL_KEYS = "seals/keys"
ROLL = "seals/roll"

SINGLE = (PROFILE, CALENDAR, SERVICE, CHECKPOINT, KEYS, WITNESSES, AUTHORITIES, SEAL_KEYS, ROLL)

_FACT = re.compile(r"(?P<of>facts|outages)/(?P<id>[0-9a-f-]{36})\.(?P<part>json|salt|tlog-proof)")
_DOCUMENT = re.compile(r"documents/(?P<name>[^/]+)")
_SEAL = re.compile(r"seals/(?P<name>[^/]+)\.tlog-proof")
_STAMP = re.compile(
    r"stamps/(?P<size>0|[1-9][0-9]{0,18})/(?P<part>checkpoint|consistency|[0-9]+\.tsr)"
)


@dataclass(frozen=True, slots=True)
class BundledFact:
    """One fact.

    Attributes:
        content: the bytes that were hashed; None if the bundle lacks them.
        salt: 32 bytes; None once it was erased.
        receipt: a tlog-proof whose extra data is the entry; None while it is not in the log.
    """

    content: bytes | None = None
    salt: bytes | None = None
    receipt: bytes | None = None


@dataclass(frozen=True, slots=True)
class Stamped:
    """A checkpoint with its time-stamps.

    Attributes:
        checkpoint: signed; None if the bundle lacks it.
        consistency: base64 of each hash of the proof that the bundle's main checkpoint continues
            this one, a line each.
        responses: file name -> RFC 3161 response.
    """

    checkpoint: bytes | None = None
    consistency: bytes | None = None
    responses: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything about one summons that is needed to check it without us.

    Attributes:
        summons: id of the summons, the subject of its facts.
        made_at: when the bundle was made, as its maker says.
        facts: id -> fact.
        outages: the same of outages of the whole system: they move the person's deadlines.
        profile, calendar: canonical bytes; their hashes are the versions that facts name.
        service: canonical JSON, what `statement.of_service` wrote.
        documents: name -> bytes, whose hash a fact names.
        checkpoint: signed, with cosignatures; None while the log has none.
        keys, witnesses: vkeys, one a line.
        authorities: root certificates of time-stamping authorities, PEM.
        stamped: tree size -> its checkpoint and stamps.
        seals: name of a document -> receipt that it is under a seal.
        seal_keys: vkeys of those who seal, one a line.
        roll: signed note that says which facts there are.
        others: members that this version does not know.
    """

    summons: str
    made_at: str
    facts: Mapping[str, BundledFact]
    outages: Mapping[str, BundledFact] = field(default_factory=dict)
    profile: bytes | None = None
    calendar: bytes | None = None
    service: bytes | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    checkpoint: bytes | None = None
    keys: bytes | None = None
    witnesses: bytes | None = None
    authorities: bytes | None = None
    stamped: Mapping[int, Stamped] = field(default_factory=dict)
    seals: Mapping[str, bytes] = field(default_factory=dict)
    seal_keys: bytes | None = None
    roll: bytes | None = None
    others: Mapping[str, bytes] = field(default_factory=dict)

    def encode(self) -> bytes:
        """The bundle as a file; the same bundle is always the same file."""
        members = {name: content for name, content in self._members() if content is not None}
        listed: dict[str, Json] = {
            name: {"sha256": sha256(content).hexdigest(), "size": len(content)}
            for name, content in members.items()
        }
        head: dict[str, Json] = {
            "format": FORMAT,
            "version": VERSION,
            "summons": self.summons,
            "made_at": self.made_at,
            "members": listed,
        }
        return archive.write({MANIFEST: canonical(head), **members})

    def _members(self) -> Iterator[tuple[str, bytes | None]]:
        for folder, facts in (("facts", self.facts), ("outages", self.outages)):
            for id, fact in facts.items():
                yield f"{folder}/{id}.json", fact.content
                yield f"{folder}/{id}.salt", fact.salt
                yield f"{folder}/{id}.tlog-proof", fact.receipt
        for name, content in self.documents.items():
            yield f"documents/{name}", content
        for name, content in self.seals.items():
            yield f"seals/{name}.tlog-proof", content
        for size, stamped in self.stamped.items():
            yield f"stamps/{size}/checkpoint", stamped.checkpoint
            yield f"stamps/{size}/consistency", stamped.consistency
            for name, response in stamped.responses.items():
                yield f"stamps/{size}/{name}", response
        yield from (
            (PROFILE, self.profile),
            (CALENDAR, self.calendar),
            (SERVICE, self.service),
            (CHECKPOINT, self.checkpoint),
            (KEYS, self.keys),
            (WITNESSES, self.witnesses),
            (AUTHORITIES, self.authorities),
            (SEAL_KEYS, self.seal_keys),
            (ROLL, self.roll),
        )
        yield from self.others.items()


def made(moment: datetime) -> str:
    """How a bundle writes when it was made."""
    return instant(moment)


def parse(content: bytes) -> Bundle:
    """Read a bundle. That every member is as listed is checked; nothing else is verified.

    Raises:
        NotABundle: it is none, or of an unknown version.
        Damaged: naming the member that was changed, is missing, or was put in.
    """
    members = archive.read(content)
    if MANIFEST not in members:
        raise NotABundle(f"the zip has no {MANIFEST}")
    head = _manifest(members.pop(MANIFEST))
    _check_members(head["members"], members)
    return _sorted_out(head, members)


def _manifest(content: bytes) -> dict[str, Any]:
    try:
        head = canonicals.parse(content)
    except NotCanonical as error:
        raise Damaged(MANIFEST, str(error)) from error
    if head.get("format") != FORMAT:
        raise NotABundle(f"{MANIFEST} does not say that this is a bundle")
    if head.get("version") != VERSION:
        raise NotABundle(
            f"this is a bundle of version {str(head.get('version'))[:20]}, and known here is "
            f"{VERSION}: take a newer vocatio-verify"
        )
    for key, kind in (("summons", str), ("made_at", str), ("members", dict)):
        if not isinstance(head.get(key), kind):
            raise Damaged(MANIFEST, f"“{key}” is missing or of the wrong kind")
    return head


def _check_members(listed: Mapping[str, Any], members: Mapping[str, bytes]) -> None:
    for name in sorted(listed.keys() - members.keys()):
        raise Damaged(name[:200], "it is listed in the manifest, and missing")
    for name in sorted(members.keys() - listed.keys()):
        raise Damaged(name, "it is not listed in the manifest: somebody put it in")
    for name, content in members.items():
        wanted = {"sha256": sha256(content).hexdigest(), "size": len(content)}
        found = listed[name]
        if not isinstance(found, dict) or any(found.get(key) != wanted[key] for key in wanted):
            raise Damaged(name, "its content is not the one that the manifest lists")


def _sorted_out(head: Mapping[str, Any], members: dict[str, bytes]) -> Bundle:
    facts: dict[str, dict[str, dict[str, bytes]]] = {"facts": {}, "outages": {}}
    stamps: dict[int, dict[str, bytes]] = {}
    documents: dict[str, bytes] = {}
    seals: dict[str, bytes] = {}
    others: dict[str, bytes] = {}
    single = {name: members.pop(name, None) for name in SINGLE}
    for name, content in members.items():
        if match := _FACT.fullmatch(name):
            facts[match["of"]].setdefault(match["id"], {})[match["part"]] = content
        elif match := _STAMP.fullmatch(name):
            stamps.setdefault(int(match["size"]), {})[match["part"]] = content
        elif match := _DOCUMENT.fullmatch(name):
            documents[match["name"]] = content
        elif match := _SEAL.fullmatch(name):
            seals[match["name"]] = content
        else:
            others[name] = content
    return Bundle(
        summons=head["summons"],
        made_at=head["made_at"],
        facts={id: _fact(parts) for id, parts in facts["facts"].items()},
        outages={id: _fact(parts) for id, parts in facts["outages"].items()},
        profile=single[PROFILE],
        calendar=single[CALENDAR],
        service=single[SERVICE],
        documents=documents,
        checkpoint=single[CHECKPOINT],
        keys=single[KEYS],
        witnesses=single[WITNESSES],
        authorities=single[AUTHORITIES],
        stamped={size: _stamped(parts) for size, parts in stamps.items()},
        seals=seals,
        seal_keys=single[SEAL_KEYS],
        roll=single[ROLL],
        others=others,
    )


def _fact(parts: Mapping[str, bytes]) -> BundledFact:
    return BundledFact(parts.get("json"), parts.get("salt"), parts.get("tlog-proof"))


def _stamped(parts: Mapping[str, bytes]) -> Stamped:
    responses = {name: content for name, content in parts.items() if name.endswith(".tsr")}
    return Stamped(parts.get("checkpoint"), parts.get("consistency"), responses)
