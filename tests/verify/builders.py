"""A small log with one summons in it, and its bundle, as an authority would make them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from tests.domain import builders
from tests.domain.evidence.signing import LOG, SEAL, WITNESS, Signer
from tests.tsa import Authority, make_root
from vocatio.domain.evidence import merkle, roll, seal, statement
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.layout import Bundle, BundledFact, Stamped
from vocatio.domain.evidence.canonical import canonical, commitment, instant
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import Note
from vocatio.domain.evidence.proof import Receipt
from vocatio.domain.facts import Fact
from vocatio.domain.law import service
from vocatio.domain.summons.kinds import Kind

ROOT = make_root()
NOTICE = canonical({"official": "en", "text": {"en": {"reason": "a synthetic notice"}}})
CALENDAR = replace(
    builders.CALENDAR,
    first=date(2020, 1, 1),
    last=date(2060, 12, 31),
    holidays={},
)
DATED = builders.dated_profile()
PROFILE = DATED.canonical


@cache
def now() -> datetime:
    """When the facts happen: at the first test, since the authority stamps real time.

    Not when the module is imported: that can be long before, in a whole run of the suite.
    """
    return datetime.now(UTC).replace(microsecond=0)


@cache
def authority() -> Authority:
    return Authority(Path(mkdtemp()), ROOT)


def summons_facts(recorded: datetime | None = None) -> tuple[Fact, ...]:
    """Issue, arrival and opening, within three seconds; now unless said otherwise."""
    recorded = recorded or now()
    data = {
        "slot": str(builders.SLOT),
        "starts_at": instant(now() + timedelta(days=28)),
        "profile": sha256(PROFILE).hexdigest(),
        "calendar": CALENDAR.version,
        "content": sha256(NOTICE).hexdigest(),
    }
    return (
        builders.fact(Kind.ISSUED, recorded, data=data),
        builders.fact(Kind.AVAILABLE, recorded, number=1, data={"channel": "inbox"}),
        builders.fact(Kind.OPENED, recorded + timedelta(seconds=2), number=2),
    )


def salt(number: int) -> bytes:
    return sha256(b"salt %d" % number).digest()


@dataclass
class Log:
    """Entries of others, then those of the summons, then more of others."""

    entries: list[bytes]
    signer: Signer = LOG

    @property
    def row(self) -> bytes:
        return merkle.leaf_row(self.entries)

    def checkpoint(self, size: int) -> bytes:
        root = merkle.row_root(self.row[: size * merkle.HASH_BYTES])
        text = Checkpoint(self.signer.key.name, size, root).text()
        cosigned = WITNESS.cosign(text, int(now().timestamp()))
        return Note(text, (self.signer.sign(text), cosigned)).encode()

    def receipt(self, index: int, size: int) -> bytes:
        path = merkle.inclusion(index, size, merkle.reader_of(self.row))
        return Receipt(index, tuple(path), self.checkpoint(size), self.entries[index]).encode()

    def stamped(self, size: int, head: int) -> Stamped:
        path = merkle.consistency(size, head, merkle.reader_of(self.row))
        checkpoint = self.checkpoint(size)
        response = authority().stamp(notes.parse(checkpoint).text)
        lines = "".join(f"{notes.encode64(found)}\n" for found in path).encode()
        return Stamped(checkpoint, lines, {"1.tsr": response})


def sealed(document: bytes, signer: Signer = SEAL) -> bytes:
    """The receipt of a document that is the second of three under a seal."""
    row = merkle.leaf_row([sha256(content).digest() for content in (b"a", document, b"b")])
    key = seal.key_of(builders.SUMMONS, signer.key)
    text = Checkpoint(key.name, 3, merkle.row_root(row)).text()
    note = Note(text, (notes.signed(key, signer.private.sign(text)),)).encode()
    return Receipt(1, tuple(merkle.inclusion(1, 3, merkle.reader_of(row))), note).encode()


def listed(facts: tuple[Fact, ...], on: datetime, signer: Signer = SEAL) -> bytes:
    """The signed statement that these facts are all."""
    text = roll.of(builders.SUMMONS, on, (fact.id for fact in facts)).text()
    return Note(text, (signer.sign(text),)).encode()


def make_log(facts: tuple[Fact, ...], before: int = 300, after: int = 40) -> Log:
    ours = [commitment(salt(n), fact.canonical()) for n, fact in enumerate(facts)]
    others = [sha256(b"other %d" % n).digest() for n in range(before + after)]
    return Log([*others[:before], *ours, *others[before:]])


def make_bundle(
    facts: tuple[Fact, ...] | None = None,
    stamps: tuple[int, ...] = (300, 343),
    signer: Signer = LOG,
) -> Bundle:
    """The bundle of the summons, with everything a bundle can have."""
    facts = facts or summons_facts()
    log = replace(make_log(facts), signer=signer)
    size = len(log.entries)
    on = max(fact.recorded_at for fact in facts) + timedelta(hours=1)
    profile = DATED.on(now().date())
    stated = statement.of_service(service.decide(facts, profile, CALENDAR, on=on), on=on)
    return Bundle(
        summons=str(builders.SUMMONS),
        made_at=layout.made(on),
        facts={
            str(fact.id): BundledFact(fact.canonical(), salt(n), log.receipt(300 + n, size))
            for n, fact in enumerate(facts)
        },
        profile=PROFILE,
        calendar=CALENDAR.canonical,
        service=canonical(stated),
        documents={"notice.json": NOTICE},
        checkpoint=log.checkpoint(size),
        keys=f"{signer.key}\n".encode(),
        witnesses=f"{WITNESS.key}\n".encode(),
        authorities=ROOT.pem,
        seals={"notice.json": sealed(NOTICE)},
        seal_keys=f"{SEAL.key}\n".encode(),
        roll=listed(facts, on),
        stamped={stamp: log.stamped(stamp, size) for stamp in stamps},
    )
