"""Where agencies hand in their questions: verified, answered together, and signed."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import connection
from joserfc.jwk import ECKey
from psycopg.errors import DeadlockDetected

from vocatio.actions.agency.answer import OtherAgencies, answer
from vocatio.actions.agency.directory import known
from vocatio.actions.law import today
from vocatio.domain.agency.answer import Told, claims
from vocatio.domain.agency.problems import Problem, UnknownAgency
from vocatio.domain.agency.question import Question, question
from vocatio.gateways import answering, jose, profiles
from vocatio.records.agencies.asking import state
from vocatio.records.ledger.log import is_demo

#: Beside those of the jurisdiction: somebody at a border reads it.
ALWAYS = "en"


class Desk:
    """Answers questions, by the agencies and keys that are known when each is answered."""

    def __init__(self, *, at: datetime) -> None:
        self.issuer = answering.issuer(demo=is_demo())
        shipped = profiles.load(profiles.default()).profile
        languages = shipped.on(today(at)).languages
        self._languages = tuple(dict.fromkeys((*languages, ALWAYS)))
        answering.answering()
        self._known = known()

    def published_keys(self) -> tuple[dict[str, str], ...]:
        """The keys by which answers are verified."""
        return answering.answering().published

    def ask(self, signed: Sequence[bytes], *, at: datetime) -> list[bytes | Problem]:
        """The signed answer to each, in their order, or why there is none.

        Each question carries its author; who may ask is looked at in the transaction that answers.
        """
        verified = [self._verify(each, at) for each in signed]
        if any(isinstance(each, UnknownAgency) for each in verified) and self._renewed():
            return self.ask(signed, at=at)
        questions = [each for each in verified if isinstance(each, Question)]
        if not questions:
            return [each for each in verified if isinstance(each, Problem)]
        try:
            told = iter(answer(questions, state=self._known.state, at=at))
        except OtherAgencies:
            # One was registered, closed, or changed its keys.
            self._known = known()
            return self.ask(signed, at=at)
        except DeadlockDetected:
            # Two processes met at the same person and the same place: nothing was written here.
            return self.ask(signed, at=at)
        key = answering.answering()
        return [
            each if isinstance(each, Problem) else self._signed(each, next(told), key, at)
            for each in verified
        ]

    def recover(self) -> None:
        """After a failure: the next batch speaks over a connection that works."""
        connection.close()

    def _renewed(self) -> bool:
        """Whether the directory is another one by now: then it is read anew."""
        if state() == self._known.state:
            return False
        self._known = known()
        return True

    def _verify(self, signed: bytes, at: datetime) -> Question | Problem:
        try:
            found = jose.verify(signed, partial(self._key, at))
            terms = self._known.directory.agencies[self._known.directory.keys[found.kid].agency]
            return question(found.claims, terms, found.digest, audience=self.issuer, at=at)
        except Problem as problem:
            return problem

    def _key(self, at: datetime, kid: str) -> ECKey | None:
        found = self._known.directory.find(kid, at)
        return self._known.keys[found.kid] if found else None

    def _signed(
        self, asked: Question, told: Told | Problem, key: answering.Answering, at: datetime
    ) -> bytes | Problem:
        if isinstance(told, Problem):
            return told
        said = claims(asked, told, issuer=self.issuer, languages=self._languages, at=at)
        return jose.sign(said, key.key, key.kid)
