"""The bundle of a summons, from a real database and a real log, checked by the verifier alone."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.actions.ledger.test_cosign import cosigned
from tests.actions.ledger.world import log_of
from tests.actions.world import World, addressee
from tests.database import Database, connected
from tests.domain.evidence.signing import WITNESS
from tests.tsa import Authority, make_root
from vocatio.actions.clock import now
from vocatio.actions.inspect.bundle import NotOpened, bundle_of, own_bundle
from vocatio.actions.law import facts_of
from vocatio.actions.ledger.cosign import cosign
from vocatio.actions.ledger.stamp import keep
from vocatio.actions.paper import seal_keys
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import More, file
from vocatio.actions.summons.copy import own_copy
from vocatio.actions.summons.open import open_summons
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.outside import Attempt
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.gateways import identity
from vocatio.gateways.ledger_log import signing
from vocatio.records.access.models import Reading
from vocatio.records.ledger.models import Checkpoint
from vocatio.records.summonses.models import Summons
from vocatio.verify import bundle as verifier
from vocatio.verify.findings import Findings, Verdict
from vocatio.verify.trust import Trust


def codes(found: Findings, verdict: Verdict) -> list[str]:
    return [one.code for one in found.all if one.verdict == verdict]


def take(summons: Summons) -> bytes:
    return own_bundle(summons.reference, by=addressee(summons), purpose="own", at=now())


def test_a_person_takes_home_what_proves_itself(own_database: Database) -> None:
    summons = World().summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    letter = own_copy(summons.reference, by=addressee(summons), at=now()).pdf
    seals = signing.known(seal_keys().batch)
    with log_of(own_database) as log:
        log.integrate()
        keys = signing.known(log.places)
    with connected(own_database):
        content = take(summons)
    found = verifier.check(content, Trust(keys, seals=seals), {"mine.pdf": letter})
    assert found.hold, [(one.code, one.where, one.cause) for one in found.all]
    proven = codes(found, Verdict.PROVEN)
    assert proven.count("fact.logged") == 4
    assert {"law.profile", "law.calendar", "document.named", "service.served"} <= set(proven)
    assert {"seal.holds", "letter.named", "letter.handed_out", "roll.whole"} <= set(proven)
    assert set(codes(found, Verdict.NOT_PROVEN)) == {
        *("witness.none", "stamp.none"),
        *("limits.demo", "limits.complete", "limits.truth"),
    }


def test_what_was_written_is_in_the_bundle_of_the_person_alone(own_database: Database) -> None:
    """With its salt, so that it proves itself; whoever has the hash alone can test no guess."""
    world = World()
    summons = world.summoned()
    by = addressee(summons)
    open_summons(summons.reference, by=by, at=now())
    more = More(details="My back hurts.")
    asked = file(summons.reference, RequestKind.DEFERRAL, "work", more, by=by, at=now())
    reasons = (
        "Your employer needs you on that day, as you showed us. "
        "On any other day of that week you are free to come."
    )
    decide(asked, Outcome.REFUSED, reasons, by=world.decider, at=now())
    assert {sha256(text.encode()).hexdigest() for text in (more.details, reasons)}.isdisjoint(
        value for fact in facts_of(summons.id) for value in fact.data.values()
    )
    with log_of(own_database) as log:
        log.integrate()
        keys = signing.known(log.places)
    with connected(own_database):
        content = take(summons)
        staff = bundle_of(summons.reference, by=world.overseer, purpose="test", at=now())
    documents = layout.parse(content).documents
    said = {name: json.loads(documents[name])["text"] for name in documents if "notice" not in name}
    assert said == {"details-1.json": more.details, "reasons-2.json": reasons}
    found = verifier.check(content, Trust(keys))
    assert (found.hold, codes(found, Verdict.PROVEN).count("document.named")) == (True, 3)
    assert layout.parse(staff).documents.keys() == {"notice-1.json"}


def test_the_keys_of_witnesses_go_with_what_they_signed(own_database: Database) -> None:
    summons = World().summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    with log_of(own_database) as log:
        log.integrate()
        keys = signing.known(log.places)
        content = cosigned(log, (WITNESS, 1_800_000_000))
    with connected(own_database):
        cosign(content, [str(WITNESS.key)])
        bundle = take(summons)
    found = verifier.check(bundle, Trust(keys))
    assert "witness.cosigned" in codes(found, Verdict.PROVEN)
    assert "witness.unpinned" in codes(found, Verdict.NOT_PROVEN)
    assert found.hold


def test_stamps_around_its_facts_go_with_it(
    own_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One before the person opened the summons, one after: F2 is proven between the two."""
    root = make_root()
    (tmp_path / "root.pem").write_bytes(root.pem)
    monkeypatch.setenv("VOCATIO_TSA_ROOTS", str(tmp_path / "root.pem"))
    authority = Authority(tmp_path / "tsa", root)
    summons = World().summoned()
    with log_of(own_database) as log:
        log.integrate()
        keys = signing.known(log.places)
    with connected(own_database):
        stamp_last(authority)
        open_summons(summons.reference, by=addressee(summons), at=now())
    with log_of(own_database) as log:
        log.integrate()
    with connected(own_database):
        stamp_last(authority)
        content = take(summons)
    found = verifier.check(content, Trust(keys, authorities=[root.certificate]))
    assert found.hold, [(one.code, one.where, one.cause) for one in found.all]
    assert layout.parse(content).authorities == root.pem
    proven = codes(found, Verdict.PROVEN)
    assert proven.count("stamp.holds") == 2
    assert proven.count("fact.between") == 1
    assert proven.count("fact.before") == 2


def stamp_last(authority: Authority) -> None:
    """As the job does, without HTTP."""
    last = Checkpoint.objects.latest("size")
    text = notes.parse(bytes(last.note)).text
    keep(Attempt(identity.new_id(), last.size, "test", now(), authority.stamp(text), ""))


def test_the_bundle_shows_what_is_not_in_the_log_yet(own_database: Database) -> None:
    world = World()
    summons = world.summoned()
    with log_of(own_database) as log:
        log.integrate()
        keys = signing.known(log.places)
    with connected(own_database):
        open_summons(summons.reference, by=addressee(summons), at=now())
        found = verifier.check(take(summons), Trust(keys))
    assert found.hold
    assert codes(found, Verdict.NOT_PROVEN).count("fact.pending") == 1


def test_nobody_reads_the_notice_in_a_bundle_before_opening_it(world: World) -> None:
    """It would be read without the receipt that the person's periods rest on."""
    summons = world.summoned()
    with pytest.raises(NotOpened):
        take(summons)
    assert not Reading.objects.filter(what="bundle").exists()


def test_somebody_elses_is_not_found(world: World) -> None:
    world.crowd(2)
    first, second = Summons.objects.filter(callup_id=world.released(2))
    with pytest.raises(NotFound):
        own_bundle(first.reference, by=addressee(second), purpose="own", at=now())


def test_an_overseer_makes_one_for_a_court_and_the_person_sees_it(world: World) -> None:
    summons = world.summoned()
    content = bundle_of(summons.reference, by=world.overseer, purpose="for court 7", at=now())
    bundle = layout.parse(content)
    assert {json.loads(fact.content or b"")["kind"] for fact in bundle.facts.values()} == {
        *("SubmissionAcceptance", "ContentConsignment")
    }
    (reading,) = Reading.objects.filter(person_id=summons.person_id, what="bundle")
    assert reading.purpose == "for court 7"
    with pytest.raises(NotFound):
        bundle_of("NONE", by=world.overseer, purpose="for court 7", at=now())
