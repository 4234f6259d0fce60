"""Other authorities ask: what they are told, what is kept, and who can read it (F18 to F20)."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from joserfc import jws
from joserfc.jwk import ECKey, OctKey

from tests.actions.agency_ground import KIND, PURPOSE, Asking, ask
from tests.actions.world import World
from tests.database import Database
from vocatio.actions.agency import canary, manage
from vocatio.actions.agency.desk import Desk
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect import own
from vocatio.actions.inspect.agencies import incidents
from vocatio.actions.inspect.export import own_record, person_record
from vocatio.actions.inspect.indicators import AgencyLine, agency_counts
from vocatio.domain.actors import Addressee, Role
from vocatio.domain.agency import problems
from vocatio.domain.agency.problems import Problem
from vocatio.domain.consequences.force import Answer
from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.floor import ANSWER_LIVES
from vocatio.gateways import answering, jose
from vocatio.portals.doors import PERSON
from vocatio.records.agencies.models import AgencyFact, Batch, Query
from vocatio.records.register.models import Person

NOTHING = Answer.NOT_IN_FORCE.value


@pytest.fixture
def desk(world: World) -> Desk:
    manage.rotate_answering_key()
    world.crowd(1)
    return Desk(at=now())


def test_how_much_an_agency_asks_is_counted_from_the_next_day_on(
    world: World, desk: Desk, border: Asking
) -> None:
    for number in ("N1", "N2", "Nc0"):
        assert isinstance(ask(desk, border.question(desk, number)), bytes)
    assert [line.asked for line in _counts(world)] == [0], "not of a day that is not over"
    advance_to(now() + timedelta(days=1))
    (line,) = _counts(world)
    assert (line.name, line.asked, line.unknown) == ("Border guard", 3, 0)
    advance_to(now() + timedelta(days=30))
    assert [line.asked for line in _counts(world)] == [0]


def _counts(world: World) -> tuple[AgencyLine, ...]:
    return agency_counts(by=world.overseer, purpose="to test it", at=now())


@pytest.fixture
def border(world: World, desk: Desk) -> Asking:
    return Asking(world)


def read(reply: bytes | Problem, desk: Desk) -> dict[str, Any]:
    """What an answer says, verified as an agency would."""
    assert isinstance(reply, bytes), reply
    keys = {key["kid"]: ECKey.import_key(dict(key)) for key in desk.published_keys()}
    found = jws.extract_compact(reply)
    key = keys[found.headers()["kid"]]
    checked = jws.deserialize_compact(reply, key, algorithms=["ES256"])
    assert checked.headers()["typ"] == jose.ANSWER
    said: dict[str, Any] = json.loads(checked.payload)
    return said


def test_an_answer_is_bound_to_its_question_and_lives_for_minutes(
    desk: Desk, border: Asking
) -> None:
    claims = border.claims(desk, "Nc0")
    question = border.signed(claims)
    said = read(ask(desk, question), desk)
    assert (said["iss"], said["aud"], said["jti"]) == (desk.issuer, "border", claims["jti"])
    assert said["question"] == jose.digest(question)
    assert said["exp"] - said["iat"] == ANSWER_LIVES.total_seconds()
    assert (said["answer"], said["kind"]) == (NOTHING, KIND)
    assert "no basis to stop anyone" in said["words"]["en"]
    assert "until" not in said


def test_not_registered_and_nothing_in_force_are_one_answer(desk: Desk, border: Asking) -> None:
    changing = ("iat", "exp", "jti", "question")
    said = [read(ask(desk, border.question(desk, number)), desk) for number in ("Nc0", "nobody")]
    known, unknown = ({k: v for k, v in one.items() if k not in changing} for one in said)
    assert known == unknown


def _forged(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> bytes:
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in parts)


def _as_hmac(border: Asking, claims: dict[str, Any]) -> bytes:
    """Signed by HMAC under the public key, which everybody has."""
    public = json.dumps(border.key.as_dict(private=False)).encode()
    header = {"alg": "HS256", "kid": border.kid, "typ": jose.QUESTION}
    key = OctKey.import_key(public)
    signed = jws.serialize_compact(header, json.dumps(claims), key, algorithms=["HS256"])
    return signed.encode()


def _swapped(one: bytes, other: bytes) -> bytes:
    """The header and the claims of one, the signature of the other."""
    return one.rpartition(b".")[0] + b"." + other.rpartition(b".")[2]


def _twice(border: Asking, desk: Desk) -> bytes:
    claims = json.dumps(border.claims(desk, "Nc0"))
    payload = claims[:-1] + ', "purpose": "curiosity"}'
    header = {"alg": "ES256", "kid": border.kid, "typ": jose.QUESTION}
    return jws.serialize_compact(header, payload, border.key, algorithms=["ES256"]).encode()


Forge = Callable[[Asking, Desk], bytes]

HOSTILE: dict[str, tuple[type[Problem], Forge]] = {
    "no signature": (
        problems.Malformed,
        lambda b, d: _forged(
            {"alg": "none", "kid": b.kid, "typ": jose.QUESTION}, b.claims(d, "Nc0")
        ),
    ),
    "another algorithm, with the public key as its secret": (
        problems.Malformed,
        lambda b, d: _as_hmac(b, b.claims(d, "Nc0")),
    ),
    "a key that the question brings along": (
        problems.Malformed,
        lambda b, d: _forged(
            {
                "alg": "ES256",
                "kid": b.kid,
                "typ": jose.QUESTION,
                "jwk": ECKey.generate_key("P-256").as_dict(private=False),
            },
            b.claims(d, "Nc0"),
            b"x" * 64,
        ),
    ),
    "a key that nobody registered": (
        problems.UnknownAgency,
        lambda b, d: jose.sign(
            b.claims(d, "Nc0"), ECKey.generate_key("P-256"), "unknown", jose.QUESTION
        ),
    ),
    "another key under the name of a registered one": (
        problems.BadSignature,
        lambda b, d: jose.sign(
            b.claims(d, "Nc0"), ECKey.generate_key("P-256"), b.kid, jose.QUESTION
        ),
    ),
    "an answer handed in as a question": (
        problems.Malformed,
        lambda b, d: jose.sign(b.claims(d, "Nc0"), b.key, b.kid, jose.ANSWER),
    ),
    "a changed claim": (
        problems.BadSignature,
        lambda b, d: _swapped(b.question(d, "Nc0"), b.question(d, "nobody")),
    ),
    "a signature with more behind it": (
        problems.Malformed,
        lambda b, d: b.question(d, "Nc0") + b"AAAA",
    ),
    "a name that stands twice": (problems.Malformed, _twice),
    "no JWS at all": (problems.Malformed, lambda _b, _d: b"\xff{}"),
    "another audience": (
        problems.Malformed,
        lambda b, d: b.question(d, "Nc0", aud="https://elsewhere.example"),
    ),
    "another issuer": (problems.Malformed, lambda b, d: b.question(d, "Nc0", iss="police")),
    "one claim too many": (problems.Malformed, lambda b, d: b.question(d, "Nc0", name="Ada")),
    "signed two minutes ago": (
        problems.Stale,
        lambda b, d: b.question(d, "Nc0", iat=int(now().timestamp()) - 120),
    ),
    "signed for later": (
        problems.Stale,
        lambda b, d: b.question(d, "Nc0", iat=int(now().timestamp()) + 120),
    ),
    "a time that is no number of seconds": (
        problems.Malformed,
        lambda b, d: b.question(d, "Nc0", iat=True),
    ),
    "a jti that can be guessed": (problems.Malformed, lambda b, d: b.question(d, "Nc0", jti="1")),
    "a list of documents": (
        problems.Malformed,
        lambda b, d: b.question(d, "Nc0", document=[{"number": "1"}, {"number": "2"}]),
    ),
    "a kind that was not granted": (
        problems.NotGranted,
        lambda b, d: b.question(d, "Nc0", kind="fine_proposal"),
    ),
    "a kind that there is not": (problems.Malformed, lambda b, d: b.question(d, "Nc0", kind="all")),
    "a purpose that was not granted": (
        problems.NotGranted,
        lambda b, d: b.question(d, "Nc0", purpose="curiosity"),
    ),
}


def test_a_hostile_question_is_refused_and_leaves_nothing(desk: Desk, border: Asking) -> None:
    for case, (expected, forge) in HOSTILE.items():
        assert type(ask(desk, forge(border, desk))) is expected, case
    assert not Batch.objects.exists()


def test_a_question_that_another_library_signed_is_answered(desk: Desk, border: Asking) -> None:
    header = {"alg": "ES256", "kid": border.kid, "typ": jose.QUESTION}
    claims = json.dumps(border.claims(desk, "Nc0"))
    question = jws.serialize_compact(header, claims, border.key, algorithms=["ES256"]).encode()
    assert read(ask(desk, question), desk)["question"] == jose.digest(question)


def test_the_same_question_is_answered_once(desk: Desk, border: Asking) -> None:
    question = border.question(desk, "Nc0")
    first, again = desk.ask([question, question], at=now())
    assert isinstance(first, bytes)
    assert isinstance(again, problems.Replayed)
    assert isinstance(ask(desk, question), problems.Replayed)
    (batch,) = Batch.objects.all()
    assert len(json.loads(bytes(batch.canonical))["nothing"]) == 1


def test_a_bad_question_is_no_error_of_the_others(desk: Desk, border: Asking) -> None:
    good = border.question(desk, "Nc0")
    replies = desk.ask([b"nonsense", good, border.question(desk, "Nc0", kind="all")], at=now())
    assert [isinstance(reply, bytes) for reply in replies] == [False, True, False]
    assert read(replies[1], desk)["question"] == jose.digest(good)


def test_another_agency_can_use_the_same_jti(desk: Desk, border: Asking, world: World) -> None:
    claims = border.claims(desk, "Nc0")
    other = Asking(world, code="roads")
    assert isinstance(ask(desk, border.signed(claims)), bytes)
    assert isinstance(ask(desk, other.signed(claims | {"iss": "roads"})), bytes)


def test_a_revoked_key_and_a_closed_agency_ask_no_more(
    desk: Desk, border: Asking, world: World
) -> None:
    other = Asking(world, code="roads")
    assert isinstance(ask(desk, border.question(desk, "Nc0")), bytes)
    manage.revoke_key(border.kid, by=world.overseer, at=now())
    assert isinstance(ask(desk, border.question(desk, "Nc0")), problems.UnknownAgency)
    manage.close("roads", by=world.approver, at=now())
    assert isinstance(ask(desk, other.question(desk, "Nc0")), problems.UnknownAgency)


def test_a_key_that_ran_out_asks_no_more(desk: Desk, border: Asking) -> None:
    advance_to(now() + timedelta(days=91))
    assert isinstance(ask(desk, border.question(desk, "Nc0")), problems.UnknownAgency)


def test_answers_by_the_key_before_can_be_verified_after_a_rotation(
    desk: Desk, border: Asking
) -> None:
    before = ask(desk, border.question(desk, "Nc0"))
    manage.rotate_answering_key()
    after = ask(desk, border.question(desk, "Nc0"))
    assert {read(reply, desk)["answer"] for reply in (before, after)} == {NOTHING}
    assert all("d" not in key for key in desk.published_keys())


def test_the_budget_counts_persons_not_questions(desk: Desk, world: World) -> None:
    small = Asking(world, code="small", budget=2)
    for number in ("Nc0", "nobody", "Nc0", "nobody", "Nc0"):
        assert isinstance(ask(desk, small.question(desk, number)), bytes)
    assert isinstance(ask(desk, small.question(desk, "third")), problems.BudgetExhausted)
    assert isinstance(ask(desk, small.question(desk, "nobody")), bytes)


def test_a_batch_takes_no_more_places_than_there_are(desk: Desk, world: World) -> None:
    small = Asking(world, code="small", budget=5)
    numbers = [f"p{n % 8}" for n in range(24)]
    replies = desk.ask([small.question(desk, number) for number in numbers], at=now())
    answered = {n for n, reply in zip(numbers, replies, strict=True) if isinstance(reply, bytes)}
    refused = {n for n, reply in zip(numbers, replies, strict=True) if isinstance(reply, Problem)}
    assert (len(answered), len(refused)) == (5, 3)
    assert not answered & refused


def test_the_next_day_is_another_budget(desk: Desk, world: World) -> None:
    small = Asking(world, code="small", budget=1)
    assert isinstance(ask(desk, small.question(desk, "a")), bytes)
    assert isinstance(ask(desk, small.question(desk, "b")), problems.BudgetExhausted)
    advance_to(now() + timedelta(days=1))
    assert isinstance(ask(desk, small.question(desk, "b")), bytes)


def test_who_asks_about_a_canary_is_told_nothing_and_the_overseer_everything(
    desk: Desk, border: Asking, world: World
) -> None:
    canary.plant("number", "", "C-1", by=world.overseer, at=now())
    said = read(ask(desk, border.question(desk, "C-1")), desk)
    assert said["answer"] == NOTHING
    (incident,) = incidents(by=world.overseer, purpose="look", at=now())
    assert (incident.agency, incident.purpose, incident.jti) == ("border", PURPOSE, said["jti"])
    with pytest.raises(InvalidInput, match="somebody has it"):
        canary.plant("number", "", "Nc0", by=world.overseer, at=now())


def test_the_person_sees_each_question_at_once_and_staff_does_not(
    desk: Desk, border: Asking, world: World
) -> None:
    person = Person.objects.get().id
    by = Addressee(person)
    ask(desk, border.question(desk, "Nc0"))
    (line,) = own.record(by=by, purpose="own", at=now()).queries
    assert (line.agency, line.kind, line.purpose, line.answer) == (
        *("Border guard", KIND, PURPOSE),
        NOTHING,
    )
    exported = own_record(by=by, purpose="own", at=now()).tables["agencies_query"]
    assert exported[0]["canonical"]["agency"] == "border"


def test_the_page_says_in_words_who_asked(desk: Desk, border: Asking) -> None:
    ask(desk, border.question(desk, "Nc0"))
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "de"})
    session = client.session
    session[PERSON] = str(Person.objects.get().id)
    session.save()
    shown = client.get(reverse("citizen:record")).content.decode()
    asked = shown[shown.index("Welche Behörden nach Ihnen gefragt haben") :]
    for words in ("Border guard", "Ausreise", PURPOSE, "Es gilt nichts"):
        assert words in asked


def test_an_export_by_staff_leaves_out_what_is_for_the_person_alone(
    desk: Desk, border: Asking, world: World
) -> None:
    ask(desk, border.question(desk, "Nc0"))
    person = Person.objects.get().id
    record = person_record(person, by=world.officer, purpose="handed out", at=now())
    assert "agencies_query" not in record.tables


def test_no_role_reads_the_list_of_who_was_asked_about(desk: Desk, border: Asking) -> None:
    ask(desk, border.question(desk, "Nc0"))
    assert not Query.objects.exists()


def test_who_may_ask_is_said_by_two_humans(world: World) -> None:
    again = world.hire("planner2", Role.APPROVER, human=world.planner.natural_person_id)
    with pytest.raises(manage.OneHuman):
        manage.register(
            "border",
            "Border",
            kinds=[KIND],
            purposes=[PURPOSE],
            budget=1,
            by=world.planner,
            second=again,
            at=now(),
        )


def test_a_private_key_is_sent_back(border: Asking, world: World) -> None:
    with pytest.raises(InvalidInput, match="private"):
        manage.add_key(
            "border",
            border.key.as_dict(private=True),
            valid_from=now(),
            valid_until=now() + timedelta(days=1),
            by=world.planner,
            second=world.approver,
            at=now(),
        )


def test_the_answering_key_is_its_owners_alone(desk: Desk) -> None:
    answering.path().chmod(0o644)
    try:
        with pytest.raises(answering.AnsweringKeyExposed):
            desk.published_keys()
    finally:
        answering.path().chmod(0o600)


def test_nothing_of_the_document_is_kept(desk: Desk, border: Asking, db: Database) -> None:
    ask(desk, border.question(desk, "secret-number"))
    stored = [bytes(each) for each in AgencyFact.objects.values_list("canonical", flat=True)]
    stored += [bytes(each) for each in Batch.objects.values_list("canonical", flat=True)]
    assert not any(b"secret-number" in each for each in stored)
