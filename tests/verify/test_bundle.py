"""A bundle proves itself; whatever is changed in it is found, and named."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.hashes import SHA256

from tests.domain import builders as cases
from tests.domain.evidence.signing import LOG, ORIGIN, SEAL, WITNESS, Signer
from tests.tsa import make_root
from tests.verify import builders
from tests.verify.builders import ROOT, make_bundle, make_log, now, summons_facts
from vocatio.domain.evidence.bundle import archive, layout
from vocatio.domain.evidence.bundle.layout import Bundle, BundledFact
from vocatio.domain.evidence.canonical import canonical, commitment
from vocatio.domain.evidence.checkpoint import NOBODY
from vocatio.verify import bundle as verifier
from vocatio.verify.findings import Findings, Verdict
from vocatio.verify.trust import Trust

DEMO = Signer(f"demo.{NOBODY}/x")
TRUST = Trust([LOG.key], [WITNESS.key], [ROOT.certificate], [SEAL.key])
FACTS = [f"facts/00000000-0000-0000-0000-0000000000{end}" for end in ("64", "65", "66")]
ISSUED = FACTS[0].removeprefix("facts/")

#: Every member but the manifest.
MEMBERS = [
    *(f"{fact}.{part}" for fact in FACTS for part in ("json", "salt", "tlog-proof")),
    *(layout.PROFILE, layout.CALENDAR, layout.SERVICE, "documents/notice.json"),
    *(layout.CHECKPOINT, layout.KEYS, layout.WITNESSES, layout.AUTHORITIES),
    *(f"stamps/300/{part}" for part in ("checkpoint", "consistency", "1.tsr")),
    *("stamps/343/checkpoint", "stamps/343/1.tsr"),
    *("seals/notice.json.tlog-proof", layout.SEAL_KEYS, layout.ROLL),
]


@cache
def whole() -> Bundle:
    return make_bundle()


@cache
def file() -> bytes:
    return whole().encode()


def codes(found: Findings, verdict: Verdict) -> list[str]:
    return [finding.code for finding in found.all if finding.verdict == verdict]


def wrong(bundle: Bundle | bytes, trust: Trust = TRUST) -> list[tuple[str, str]]:
    """What is wrong, and where."""
    content = bundle.encode() if isinstance(bundle, Bundle) else bundle
    found = verifier.check(content, trust)
    assert not found.hold
    return [(one.code, one.where) for one in found.all if one.verdict == Verdict.WRONG]


def open_points(bundle: Bundle, trust: Trust = TRUST) -> set[str]:
    """What is left open, where nothing is wrong."""
    found = verifier.check(bundle.encode(), trust)
    assert found.hold, codes(found, Verdict.WRONG)
    return set(codes(found, Verdict.NOT_PROVEN)) - {"limits.complete", "limits.truth"}


def test_everything_in_a_whole_bundle_is_proven() -> None:
    found = verifier.check(file(), TRUST)
    assert codes(found, Verdict.PROVEN) == [
        *("checkpoint.signed", "witness.cosigned"),
        *("fact.logged", "fact.logged", "fact.logged"),
        *("stamp.holds", "stamp.holds"),
        *("fact.between", "fact.between", "fact.between"),
        *("law.profile", "law.calendar", "document.named", "service.served"),
        *("seal.holds", "roll.whole"),
    ]
    assert found.hold
    assert open_points(whole()) == set()


def test_the_same_bundle_is_the_same_file() -> None:
    assert layout.parse(file()) == whole()
    assert layout.parse(file()).encode() == file()


def test_what_the_reader_did_not_pin_is_said() -> None:
    unpinned = {f"{what}.unpinned" for what in ("key", "witness", "stamp", "seal")}
    claimed = {"stamp.claimed", "fact.between_claimed"}
    assert open_points(whole(), Trust()) == unpinned | claimed


def test_a_root_that_lies_in_the_bundle_proves_no_time_and_is_named() -> None:
    """Whoever makes the file can make an authority with it, and stamp what they like."""
    for stamps in ((300, 343), (343,)):
        found = verifier.check(make_bundle(stamps=stamps).encode(), replace(TRUST, authorities=[]))
        assert found.hold
        proven = codes(found, Verdict.PROVEN)
        assert {"stamp.holds", "fact.between", "fact.before"}.isdisjoint(proven)
        told = next(one for one in found.all if one.code == "stamp.unpinned")
        assert ROOT.certificate.fingerprint(SHA256()).hex() in told.values["roots"]
    claimed = set(codes(found, Verdict.NOT_PROVEN))
    assert {"stamp.claimed", "fact.before_claimed"} <= claimed


def test_what_contradicts_the_stamps_of_the_bundle_itself_is_wrong_all_the_same() -> None:
    early = summons_facts(now() - timedelta(days=1))
    found = wrong(make_bundle(early), replace(TRUST, authorities=[]))
    assert {code for code, _ in found} == {"fact.back_dated"}


def test_the_days_of_a_demo_run_ahead_of_its_stamps_which_is_said() -> None:
    ahead = make_bundle(summons_facts(now() + timedelta(days=30)), signer=DEMO)
    found = verifier.check(ahead.encode(), Trust([DEMO.key], authorities=[ROOT.certificate]))
    assert found.hold, [(one.code, one.where, one.cause) for one in found.all]
    assert "limits.demo" in codes(found, Verdict.NOT_PROVEN)
    assert "limits.demo" not in codes(verifier.check(file(), TRUST), Verdict.NOT_PROVEN)


def test_what_a_bundle_lacks_is_said() -> None:
    bare = replace(whole(), stamped={}, service=None, profile=None, calendar=None, witnesses=None)
    bare = replace(bare, seals={}, seal_keys=None, roll=None)
    assert open_points(bare, Trust([LOG.key])) == {
        *("stamp.none", "witness.none", "service.not_stated"),
        *("law.profile_missing", "law.calendar_missing"),
        *("seal.none", "roll.none"),
    }


def test_the_key_of_another_log_refuses_it() -> None:
    for foreign in (Signer(ORIGIN, seed="x").key, Signer("other.example").key):
        assert wrong(whole(), Trust([foreign])) == [("checkpoint.wrong", layout.CHECKPOINT)]


def test_a_foreign_root_refuses_every_stamp() -> None:
    found = wrong(whole(), replace(TRUST, authorities=[make_root("x").certificate]))
    assert found == [("stamp.wrong", "stamps/300/1.tsr"), ("stamp.wrong", "stamps/343/1.tsr")]


def test_stamps_without_a_root_are_left_open_and_nothing_is_wrong() -> None:
    """Whoever made the bundle had no roots at hand: that is no fault of what it says."""
    rootless = replace(whole(), authorities=None)
    trust = replace(TRUST, authorities=[])
    assert "stamp.unchecked" in open_points(rootless, trust)


def test_an_erased_salt_leaves_its_fact_open() -> None:
    fact = whole().facts[ISSUED]
    erased = replace(whole(), facts={**whole().facts, ISSUED: replace(fact, salt=None)})
    found = verifier.check(erased.encode(), TRUST)
    assert "fact.erased" in codes(found, Verdict.NOT_PROVEN)
    # What only that fact names can then no longer be tied to the summons.
    assert {"law.profile_open", "law.calendar_open", "document.open"} <= set(
        codes(found, Verdict.NOT_PROVEN)
    )
    assert found.hold


def test_a_fact_not_yet_in_the_log_is_left_open() -> None:
    last = max(whole().facts)
    fact = whole().facts[last]
    pending = replace(whole(), facts={**whole().facts, last: replace(fact, receipt=None)})
    assert open_points(pending) == {"fact.pending", "service.facts_open"}


def test_back_dating_is_found_by_the_stamps() -> None:
    """Recorded, it says, a day ago; but the log as stamped just now did not have it yet."""
    early = summons_facts(now() - timedelta(days=1))
    found = wrong(make_bundle(early))
    assert {code for code, _ in found} == {"fact.back_dated"}
    assert [where for _, where in found] == [f"facts/{fact.id}.json" for fact in early]


def test_a_fact_from_the_future_is_found_by_the_stamps() -> None:
    found = wrong(make_bundle(summons_facts(now() + timedelta(days=1))))
    assert {code for code, _ in found} >= {"fact.post_dated"}


def test_without_an_earlier_stamp_only_the_latest_time_is_proven() -> None:
    found = verifier.check(make_bundle(stamps=(343,)).encode(), TRUST)
    assert codes(found, Verdict.PROVEN).count("fact.before") == 3


def test_a_stamp_that_comes_too_early_proves_no_time() -> None:
    assert open_points(make_bundle(stamps=(300,))) == {"fact.unstamped"}


# ---- Tampering. First by someone who does not mend the manifest; of the form: test_form.


def members() -> dict[str, bytes]:
    return archive.read(file())


def test_the_list_of_members_is_whole() -> None:
    assert sorted([layout.MANIFEST, *MEMBERS]) == sorted(
        name for name, content in members().items() if content
    )


@pytest.mark.parametrize("name", MEMBERS)
def test_each_member_changed_or_removed_is_named(name: str) -> None:
    content = members()[name]
    for changed in (content[:-1], bytes([content[0] ^ 1]) + content[1:], b""):
        assert wrong(archive.write({**members(), name: changed})) == [("member.damaged", name)]
    without = {other: content for other, content in members().items() if other != name}
    assert wrong(archive.write(without)) == [("member.damaged", name)]


def test_a_member_put_in_is_named() -> None:
    more = archive.write({**members(), "documents/other.json": b"{}"})
    assert wrong(more) == [("member.damaged", "documents/other.json")]


def test_two_members_swapped_are_named() -> None:
    names = sorted(name for name in members() if name.endswith(".salt"))[:2]
    swapped = dict(zip(names, (members()[name] for name in reversed(names)), strict=True))
    assert wrong(archive.write({**members(), **swapped})) == [("member.damaged", names[0])]


# ---- Then by someone who mends the manifest: the log tells.


def mended(changes: dict[str, bytes | None]) -> bytes:
    """The bundle with members changed or removed, and a manifest that lists them as they are."""
    head = json.loads(members()[layout.MANIFEST])
    changed = {**members(), **changes}
    kept = {name: found for name, found in changed.items() if found is not None}
    del kept[layout.MANIFEST]
    head["members"] = {
        name: {"sha256": sha256(found).hexdigest(), "size": len(found)}
        for name, found in kept.items()
    }
    return archive.write({layout.MANIFEST: canonical(head), **kept})


@pytest.mark.parametrize("name", [name for name in MEMBERS if name != layout.WITNESSES])
def test_each_member_flipped_is_found_under_a_mended_manifest(name: str) -> None:
    content = bytearray(members()[name])
    content[len(content) // 2] ^= 1
    trust = replace(TRUST, authorities=[], seals=[], keys=[] if name == layout.KEYS else TRUST.keys)
    found = wrong(mended({name: bytes(content)}), trust)
    stem = name.partition(".")[0]
    assert any(where.startswith(stem) or stem.startswith(("log/", "seals/")) for _, where in found)


@pytest.mark.parametrize("part", ["json", "salt", "tlog-proof"])
def test_parts_of_facts_swapped_are_found(part: str) -> None:
    names = [f"{fact}.{part}" for fact in FACTS[:2]]
    swapped = dict(zip(names, (members()[name] for name in reversed(names)), strict=True))
    found = wrong(mended(dict(swapped)))
    stems = {name.partition(".")[0] for name in names}
    assert stems == {where.partition(".")[0] for code, where in found if code == "fact.wrong"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (f"facts/{ISSUED}.json", "fact.wrong"),
        (layout.CHECKPOINT, "checkpoint.missing"),
        ("stamps/300/checkpoint", "stamp.wrong"),
        ("stamps/300/consistency", "stamp.wrong"),
    ],
)
def test_a_missing_part_is_named(name: str, code: str) -> None:
    assert (code, name) in wrong(mended({name: None}))


def test_an_invented_fact_is_found() -> None:
    invented = cases.fact("Reply", now(), number=9)
    bundled = BundledFact(invented.canonical(), builders.salt(9), whole().facts[ISSUED].receipt)
    more = replace(whole(), facts={**whole().facts, str(invented.id): bundled})
    where = f"facts/{invented.id}.json"
    assert wrong(more) == [("fact.wrong", where), ("roll.unlisted", where)]


def test_another_answer_than_the_law_gives_is_found() -> None:
    for key, value in (("at", "2020-01-01T00:00:00.000000Z"), ("article", "article 99")):
        stated = json.loads(whole().service or b"")
        stated["served"][key] = value
        found = wrong(replace(whole(), service=canonical(stated)))
        assert found == [("service.differs", layout.SERVICE)]


def test_another_derivation_than_the_laws_is_found() -> None:
    stated = json.loads(whole().service or b"")
    stated["explanation"]["channels"][0]["article"] = "article 99"
    found = wrong(replace(whole(), service=canonical(stated)))
    assert found == [("service.differs", layout.SERVICE)]


def test_a_derivation_of_another_version_may_say_less_or_more() -> None:
    stated = json.loads(whole().service or b"")
    del stated["explanation"]["zone"]
    stated["explanation"]["channels"][0]["added_later"] = "x"
    assert open_points(replace(whole(), service=canonical(stated))) == set()
    del stated["explanation"]
    assert open_points(replace(whole(), service=canonical(stated))) == set()


def test_other_rules_than_those_named_are_found() -> None:
    other = cases.dated_profile(inbox={"fact": "ContentHandover"})
    found = wrong(replace(whole(), profile=other.canonical))
    assert found == [("law.profile_unnamed", layout.PROFILE)]


def test_a_receipt_of_another_state_of_the_log_is_found() -> None:
    """A log that shows two histories: the fact is in one, the bundle rests on the other."""
    other = make_log(summons_facts(), after=41)
    fact = replace(whole().facts[ISSUED], receipt=other.receipt(300, 344))
    found = wrong(replace(whole(), facts={**whole().facts, ISSUED: fact}))
    assert ("fact.wrong", f"facts/{ISSUED}.json") in found


def test_a_rewritten_log_is_found_by_an_earlier_stamp() -> None:
    """The stamped state is of a history that the present one does not continue."""
    rewritten = make_log(summons_facts())
    rewritten.entries[7] = bytes(32)
    stamped = {300: rewritten.stamped(300, 343), 343: whole().stamped[343]}
    assert wrong(replace(whole(), stamped=stamped)) == [("stamp.wrong", "stamps/300/consistency")]


# ---- Earlier and later schemas.


def test_members_and_fields_of_a_later_version_are_kept_and_said() -> None:
    later = replace(whole(), others={"later/thing.bin": b"?"})
    assert open_points(later) == {"member.unknown"}
    assert layout.parse(later.encode()).encode() == later.encode()


def test_a_fact_of_another_schema_stays_proven_by_its_bytes() -> None:
    fact = json.loads(summons_facts()[0].canonical())
    content = canonical({**fact, "added_later": {"x": [1, "y"]}})
    log = make_log(())
    log.entries[7] = commitment(builders.salt(0), content)
    size = len(log.entries)
    bundle = Bundle(
        summons=whole().summons,
        made_at=whole().made_at,
        facts={ISSUED: BundledFact(content, builders.salt(0), log.receipt(7, size))},
        checkpoint=log.checkpoint(size),
    )
    found = verifier.check(bundle.encode(), TRUST)
    assert found.hold
    assert "fact.logged" in codes(found, Verdict.PROVEN)


def test_rules_that_cannot_be_read_any_more_leave_the_answer_open() -> None:
    profile = canonical({"written": "in another grammar"})
    first, *rest = summons_facts()
    data = {**first.data, "profile": sha256(profile).hexdigest()}
    bundle = make_bundle((replace(first, data=data), *rest))
    assert open_points(replace(bundle, profile=profile)) == {"service.cannot_replay"}
