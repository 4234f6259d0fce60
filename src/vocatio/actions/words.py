"""Keep what somebody wrote or sent, encrypted, and read it again. Facts can outlive it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.evidence.words import salted, text_of
from vocatio.domain.facts import Fact
from vocatio.gateways import attachments, identity, keys
from vocatio.records.callups.models import Remark
from vocatio.records.documents.models import Attachment, FreeText

WORDS, FILES = "documents_freetext", "documents_attachment"


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was sent: what it is, such as "image/jpeg", and its bytes."""

    media_type: str
    content: bytes


# house: authorship because it is a part of acts that have an author
def keep_named(name: str, text: str, person_id: UUID, *, private: bool = False) -> dict[str, Json]:
    """Keep words about a person; return how a fact names them: by id, and by their hash.

    Args:
        private: they are shown to the person alone (F24).
    """
    text_id, kept = identity.new_id(), salted(text, identity.new_salt())
    sealed = keys.ring().seal(kept, WORDS, text_id.bytes)
    FreeText.objects.create(id=text_id, person_id=person_id, encrypted=sealed, private=private)
    return {name: str(text_id), f"{name}_sha256": hashlib.sha256(kept).hexdigest()}


# house: authorship because it is a part of acts that have an author
def keep_remark(callup_id: UUID, text: str) -> dict[str, Json]:
    """Keep reasons that are about a call-up and no person; return how a fact names them."""
    remark_id, kept = identity.new_id(), salted(text.strip(), identity.new_salt())
    Remark.objects.create(id=remark_id, callup_id=callup_id, kept=kept.decode())
    return {"reasons": str(remark_id), "reasons_sha256": hashlib.sha256(kept).hexdigest()}


# house: authorship because whoever calls it leaves the reading
def words_of(text_id: UUID | str, *, to_the_person: bool = False) -> str | None:
    """The words; None once they were erased, and where they are for the person alone (F24)."""
    found = kept_words(text_id, to_the_person=to_the_person)
    return None if found is None else text_of(found)


# house: authorship because whoever calls it leaves the reading
def kept_words(text_id: UUID | str, *, to_the_person: bool) -> str | None:
    """The words as they were hashed, with their salt; None as for `words_of`."""
    found = FreeText.objects.filter(id=text_id).first()
    if found is None:
        return Remark.objects.filter(id=text_id).values_list("kept", flat=True).first()
    if found.private and not to_the_person:
        return None
    return keys.ring().decrypt(bytes(found.encrypted), WORDS, found.id.bytes)


# house: authorship because whoever calls it leaves the reading
def words_of_many(ids: Iterable[UUID | str]) -> dict[str, str]:
    """Id -> words, in one query; without those that were erased, or are for the person alone."""
    ring = keys.ring()
    found = FreeText.objects.filter(id__in=set(ids), private=False)
    return {
        str(one.id): text_of(ring.decrypt(bytes(one.encrypted), WORDS, one.id.bytes))
        for one in found
    }


# house: authorship because it is a part of acts that have an author
def keep_file(content: bytes, person_id: UUID) -> dict[str, Json]:
    """Keep a file; return how a fact names it.

    Raises:
        InvalidInput: it is none that we take.
    """
    media_type = attachments.media_type(content)
    file_id = identity.new_id()
    sealed = keys.ring().seal(content, FILES, file_id.bytes)
    Attachment.objects.create(
        id=file_id, person_id=person_id, media_type=media_type, encrypted=sealed
    )
    digest = hashlib.sha256(content).hexdigest()
    return {"id": str(file_id), "sha256": digest, "media_type": media_type}


# house: authorship because whoever calls it leaves the reading
def file_of(facts: Iterable[Fact], file_id: UUID) -> File:
    """A file that one of these facts names.

    Raises:
        NotFound: none does, or it was erased.
    """
    named = (cast(list[dict[str, str]], fact.data.get("files", [])) for fact in facts)
    if str(file_id) not in {one["id"] for files in named for one in files}:
        raise NotFound
    found = Attachment.objects.filter(id=file_id).first()
    if found is None:
        raise NotFound
    content = keys.ring().unseal(bytes(found.encrypted), FILES, found.id.bytes)
    return File(found.media_type, content)
