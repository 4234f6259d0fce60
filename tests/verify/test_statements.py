"""What a bundle says beside its facts: seals, letters, and the statement that this is all."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from tests.domain import builders as cases
from tests.domain.evidence.signing import SEAL, Signer
from tests.verify import builders
from tests.verify.builders import make_bundle, now, summons_facts
from tests.verify.test_bundle import ISSUED, TRUST, codes, whole, wrong
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.layout import Bundle
from vocatio.domain.summons.kinds import Kind
from vocatio.verify import bundle as verifier
from vocatio.verify.findings import Verdict


def handed_out(pdf: bytes, content: bytes = builders.NOTICE) -> Bundle:
    """The bundle with a fact more: a letter was handed out."""
    data = {"pdf": sha256(pdf).hexdigest(), "content": sha256(content).hexdigest()}
    return make_bundle((*summons_facts(), cases.fact(Kind.COPIED, now(), number=3, data=data)))


def test_a_letter_that_the_reader_holds_was_handed_out_or_was_not() -> None:
    letters = {"mine.pdf": b"%PDF mine", "other.pdf": b"%PDF other"}
    found = verifier.check(handed_out(b"%PDF mine").encode(), TRUST, letters)
    said = {one.code: one for one in found.all if one.code.startswith("letter.")}
    assert said.keys() == {"letter.named", "letter.handed_out", "letter.unknown"}
    assert said["letter.named"].values["document"] == "documents/notice.json"
    assert said["letter.handed_out"].where == "mine.pdf"
    assert (said["letter.unknown"].where, found.hold) == ("other.pdf", False)
    assert verifier.check(handed_out(b"%PDF mine").encode(), TRUST).hold


def test_a_letter_of_a_notice_that_is_not_here_is_said_to_be_of_none() -> None:
    found = verifier.check(handed_out(b"%PDF", b"another notice").encode(), TRUST)
    (named,) = [one for one in found.all if one.code == "letter.named"]
    assert named.values["document"] == "—"


def test_a_seal_that_does_not_hold_is_found() -> None:
    """By another key, of another notice, of none."""
    stranger = Signer("stranger.example/seal")
    for name, proof in (
        ("notice.json", builders.sealed(builders.NOTICE, stranger)),
        ("notice.json", builders.sealed(builders.NOTICE, Signer(SEAL.key.name, seed="x"))),
        ("notice.json", builders.sealed(b"another notice")),
        ("other.json", builders.sealed(builders.NOTICE)),
        ("notice.json", whole().facts[ISSUED].receipt or b""),
    ):
        changed = replace(whole(), seals={name: proof})
        assert wrong(changed) == [("seal.wrong", f"seals/{name}.tlog-proof")]


def test_a_fact_that_is_left_out_is_named() -> None:
    """Whoever passes the file on may leave something out; it shows."""
    for id in whole().facts:
        fewer = {other: fact for other, fact in whole().facts.items() if other != id}
        found = verifier.check(replace(whole(), facts=fewer).encode(), TRUST)
        assert [one.where for one in found.all if one.code == "roll.left_out"] == [
            f"facts/{id}.json"
        ]
        assert "roll.whole" not in codes(found, Verdict.PROVEN)


def test_a_fact_that_the_authority_does_not_name_is_found() -> None:
    """It may be in the log: then the authority kept it back when it signed."""
    facts = summons_facts()
    fewer = builders.listed(facts[:2], datetime.fromisoformat(whole().made_at))
    assert wrong(replace(whole(), roll=fewer)) == [("roll.unlisted", f"facts/{facts[2].id}.json")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"noise\n",
        builders.listed((), datetime(2026, 1, 1, tzinfo=UTC), Signer("stranger")),
        builders.listed((), datetime(2026, 1, 1, tzinfo=UTC), Signer(SEAL.key.name, seed="x")),
        *(
            notes.Note(text, (SEAL.sign(text),)).encode()
            for text in (
                b"vocatio-roll/v1\n",
                b"vocatio-roll/v2\nx\n2026-01-01T00:00:00.000000Z\n",
                b"vocatio-roll/v1\nx\n2026-01-01\n",
                b"vocatio-roll/v1\nx\n9999-12-31T23:59:59.999999-23:59\n",
                b"vocatio-roll/v1\nx\n2026-01-01T00:00:00.000000Z\nb\na\n",
                b"vocatio-roll/v1\nx\n2026-01-01T00:00:00.000000Z\n",
            )
        ),
    ],
)
def test_a_statement_that_does_not_hold_is_found(content: bytes) -> None:
    assert wrong(replace(whole(), roll=content)) == [("roll.wrong", layout.ROLL)]
