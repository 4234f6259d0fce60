"""By hand: handed over, refused, or nobody met; with place, time and who saw it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.actions.world import World
from vocatio.actions.clock import now
from vocatio.actions.delivery.rounds import go_round
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.law import facts_of
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.by_hand import Result, Visit, record_visit
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.receipt import Proof
from vocatio.records.deliveries.models import Delivery, PrintPiece
from vocatio.records.documents.models import FreeText

ACCOUNT = "I stood beside them and saw the paper change hands."


def visit(result: Result = Result.HANDED, **more: object) -> Visit:
    """A visit an hour ago."""
    at = now() - timedelta(hours=1)
    said = {"result": result, "met_at": at, "place": "Main square 2, at the door"} | more
    return Visit(**said)  # type: ignore[arg-type]  # because a test may say anything


@pytest.mark.parametrize(
    ("result", "evidence", "proof"),
    [
        (Result.HANDED, "witness", Proof.OFFICER),
        (Result.HANDED, "signature", Proof.OFFICER),
        (Result.HANDED, "", None),
        (Result.REFUSED, "witness", Proof.REFUSED),
        (Result.REFUSED, "signature", None),
        (Result.REFUSED, "", None),
        (Result.NOT_MET, "witness", None),
        (Result.NOT_MET, "", None),
    ],
)
def test_what_of_it_is_evidenced_receipt(
    world: World, result: Result, evidence: str, proof: Proof | None
) -> None:
    summons = world.summoned()
    detail = {"witness": ACCOUNT, "signature": "F-2027/18"}.get(evidence, "")
    told = visit(result, evidence=evidence, detail=detail)
    record_visit(summons.reference, told, by=world.officer, at=now())
    found = status_at(summons, now())
    assert (found.receipt.proof if found.receipt else None) == proof
    if found.receipt:
        # F2: an hour passed until it was written down; periods count from then.
        assert found.receipt.at > told.met_at + timedelta(minutes=59)


def test_words_lie_encrypted_and_the_fact_names_them(world: World) -> None:
    summons = world.summoned()
    told = visit(evidence="witness", detail=ACCOUNT)
    record_visit(summons.reference, told, by=world.officer, at=now())
    fact = facts_of(summons.id)[-1]
    assert "square" not in str(fact.data)
    assert "beside" not in str(fact.data)
    texts = {str(text.id): bytes(text.encrypted) for text in FreeText.objects.all()}
    assert set(texts) == {fact.data["place"], fact.data["evidence_reference"]}
    assert not any(b"square" in text for text in texts.values())


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"place": " "}, "place"),
        ({"evidence": "hearsay"}, "evidence"),
        ({"evidence": "witness", "detail": "saw it"}, "detail"),
        ({"evidence": "signature", "detail": ""}, "detail"),
        ({"evidence": "signature", "detail": "she signed, really!"}, "detail"),
    ],
)
def test_what_says_too_little_is_refused(world: World, more: dict[str, Any], field: str) -> None:
    summons = world.summoned()
    with pytest.raises(InvalidInput) as refused:
        record_visit(summons.reference, visit(**more), by=world.officer, at=now())
    assert refused.value.field == field


def test_the_future_and_a_summons_that_is_not_there_are_refused(world: World) -> None:
    summons = world.summoned()
    late = visit(met_at=now() + timedelta(hours=1))
    with pytest.raises(InvalidInput, match="future"):
        record_visit(summons.reference, late, by=world.officer, at=now())
    with pytest.raises(NotFound):
        record_visit("0000-0000-0000-0000", visit(), by=world.officer, at=now())


def test_whoever_has_it_in_hand_gets_no_letter(
    world: World, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path_factory.mktemp("print")))
    summons = world.summoned()
    told = visit(evidence="witness", detail=ACCOUNT)
    record_visit(summons.reference, told, by=world.officer, at=now())
    advance_to(now() + timedelta(days=11))
    go_round()
    assert not PrintPiece.objects.exists()
    assert Delivery.objects.get().due_at is None
