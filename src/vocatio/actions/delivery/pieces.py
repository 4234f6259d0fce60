"""What letters that are printed are about: summonses, or documents of cases. Never both at once.

Acts on a summons lock it before its person, acts in a case the other way round: so a batch and
a file of the post are seen to in two transactions, one for each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol
from uuid import UUID

from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.delivery.documents import letter_of
from vocatio.actions.delivery.found import Found, find_locked, look_again
from vocatio.actions.recording import record_many
from vocatio.actions.register.deciding import lock
from vocatio.actions.summons.append import refresh_many
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.reach import Step, paper_reason
from vocatio.records.cases.models import Document
from vocatio.records.deliveries.models import PrintPiece
from vocatio.records.documents.models import Content
from vocatio.records.summonses.models import SummonsFact


class Named(NamedTuple):
    """What a letter says: the code of its content and the SHA-256 of that."""

    code: str
    sha256: bytes


class Letters(Protocol):
    """Letters of one kind, and what they are about."""

    def due(self, piece: PrintPiece) -> bool:
        """Whether it is to be printed still; what it is about is locked from here on."""

    def said(self, pieces: Sequence[PrintPiece]) -> Mapping[UUID, Named]:
        """Id of the letter -> what it says."""

    def subject(self, piece: PrintPiece) -> UUID:
        """Whom its facts belong to: the summons, or the case."""

    def about(self, piece: PrintPiece) -> dict[str, Json]:
        """What its facts name besides."""

    def add(self, facts: Sequence[Fact]) -> None:
        """Append facts, and write anew what is cached about what they are about."""


# house: authorship because it is a part of acts that have an author
def letters_about(pieces: Sequence[PrintPiece], at: datetime) -> Letters:
    """What these letters are about: all of them summonses, or all of them documents."""
    about_documents = any(piece.document for piece in pieces)
    return OfDocuments(pieces, at) if about_documents else OfSummonses(pieces, at)


@dataclass
class OfSummonses:
    """Letters that say what a notice says."""

    pieces: Sequence[PrintPiece]
    at: datetime

    @cached_property
    def _found(self) -> dict[UUID, Found]:
        return find_locked([piece.summons_id for piece in self.pieces], at=self.at)

    def due(self, piece: PrintPiece) -> bool:
        """A letter that waits says what the summons says now; a correction has one of its own."""
        found = self._found[piece.summons_id]
        due = any(due.step == Step.PAPER for due in found.schedule())
        return due and paper_reason(found.facts) in ("", piece.reason)

    def said(self, pieces: Sequence[PrintPiece]) -> Mapping[UUID, Named]:
        """The latest notice of each: it comes last, and stays."""
        said = Content.objects.filter(summons_id__in=[p.summons_id for p in pieces])
        rows = said.order_by("seal_id").values_list("summons_id", "code", "sha256")
        latest = {summons_id: Named(code, bytes(digest)) for summons_id, code, digest in rows}
        return {piece.id: latest[piece.summons_id] for piece in pieces}

    def subject(self, piece: PrintPiece) -> UUID:
        """The summons."""
        return piece.summons_id

    def about(self, _piece: PrintPiece) -> dict[str, Json]:
        """Nothing: the subject says it."""
        return {}

    def add(self, facts: Sequence[Fact]) -> None:
        """Append them; what is due next may be another thing now."""
        record_many(SummonsFact, facts)
        summonses = {fact.subject for fact in facts}
        # That a letter went to the printer changes no state.
        if any(fact.kind != Kind.PRINTED for fact in facts):
            refresh_many(summonses, self.at)
        look_again(summonses, at=self.at)


@dataclass
class OfDocuments:
    """Letters that say what a document of a case says: their facts are facts of the case."""

    pieces: Sequence[PrintPiece]
    at: datetime

    @cached_property
    def _documents(self) -> dict[UUID, Document]:
        wanted = [piece.document for piece in self.pieces if piece.document]
        found = Document.objects.filter(id__in=wanted).select_related("case")
        return {document.id: document for document in found}

    @cached_property
    def _hands(self) -> dict[UUID, CaseAtHand]:
        """Each case, the rows of their persons locked in one order."""
        cases = {document.case_id: document.case for document in self._documents.values()}
        for person_id in sorted({case.person_id for case in cases.values()}):
            lock(person_id)
        return {case_id: CaseAtHand.of(case, self.at) for case_id, case in cases.items()}

    def _of(self, piece: PrintPiece) -> Document:
        assert piece.document  # noqa: S101 because letters of the two kinds are never mixed
        return self._documents[piece.document]

    def due(self, piece: PrintPiece) -> bool:
        """Until it was opened, or received with evidence."""
        document = self._of(piece)
        return letter_of(document, self._hands[document.case_id]) is not None

    def said(self, pieces: Sequence[PrintPiece]) -> Mapping[UUID, Named]:
        """The document as it was sealed."""
        documents = {piece.id: self._of(piece) for piece in pieces}
        return {id_: Named(one.reference, bytes(one.sha256)) for id_, one in documents.items()}

    def subject(self, piece: PrintPiece) -> UUID:
        """The case."""
        return self._of(piece).case_id

    def about(self, piece: PrintPiece) -> dict[str, Json]:
        """The document: its receipt counts for itself alone."""
        return {"document": str(piece.document)}

    def add(self, facts: Sequence[Fact]) -> None:
        """Append each to the file of its case."""
        for fact in facts:
            self._hands[fact.subject].add(fact)
