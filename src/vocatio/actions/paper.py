"""What stands on paper: the template that governs, contents under their seal, letters."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from vocatio.domain.evidence.canonical import Json, canonical
from vocatio.domain.evidence.roll import Roll
from vocatio.domain.summons.template import Template, parse
from vocatio.gateways import identity, templates
from vocatio.gateways.ledger_log.signing import FileSigner
from vocatio.gateways.sealing import (
    SealPlaces,
    make_keys,
    member_proof,
    seal_places,
    sealed,
    stated,
)
from vocatio.gateways.typesetting import Letter
from vocatio.records.documents.models import Content, Seal, TemplateVersion
from vocatio.records.ledger.copying import write_rows
from vocatio.records.ledger.log import is_demo


class Paper(NamedTuple):
    """What a paper of its own says, as canonical JSON, its hash, and a seal over that."""

    canonical: bytes
    sha256: bytes
    note: bytes


class Said(NamedTuple):
    """A content that is about to be kept: its code, the summons, its canonical bytes."""

    code: str
    summons_id: UUID
    content: bytes


def put_template_in_force(code: str) -> Template:
    """The shipped template of a jurisdiction, kept in the database under its version.

    Raises:
        PartMissing: a notice lacks a part that the floor demands (F3).
        TemplateIncomplete: naming what the letter lacks.
    """
    printed = templates.load(code)
    TemplateVersion.objects.get_or_create(
        version=printed.template.version,
        defaults={"code": code, "canonical": canonical(printed.tables)},
    )
    return printed.template


@lru_cache(maxsize=64)
def template_of(version: str) -> Template:
    """The template with that version, as it was when it was put in force."""
    tables = json.loads(bytes(TemplateVersion.objects.get(version=version).canonical))
    return parse(tables, tuple(tables["notice"]))


def seal_keys() -> SealPlaces:
    """Where the keys of the seals of this database lie."""
    return seal_places(settings.HOME, _database())


def make_seal_keys(on: datetime) -> None:
    """Make the keys of the seals, where there are none.

    Raises:
        OriginMissing: production, and VOCATIO_ORIGIN does not say who seals.
    """
    suffix = identity.new_reference()[:4].lower()
    make_keys(seal_keys(), _database(), demo=is_demo(), suffix=suffix, on=on)


def _database() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def keep_sealed(said: Sequence[Said]) -> None:
    """Keep contents, all under one seal, in the transaction that is open."""
    if not said:
        return
    hashes = [hashlib.sha256(one.content).digest() for one in said]
    seal_id = identity.new_id()
    note = sealed(seal_id, hashes, FileSigner(seal_keys().batch.key))
    Seal.objects.create(id=seal_id, note=note)
    write_rows(
        Content,
        ("code", "summons_id", "canonical", "sha256", "seal_id", "position"),
        (
            (one.code, one.summons_id, one.content, digest, seal_id, position)
            for position, (one, digest) in enumerate(zip(said, hashes, strict=True))
        ),
    )


def seal_paper(said: Mapping[str, Json]) -> Paper:
    """A paper that is no notice of a summons, under a seal of its own."""
    content = canonical(said)
    digest = hashlib.sha256(content).digest()
    note = sealed(identity.new_id(), [digest], FileSigner(seal_keys().batch.key))
    return Paper(content, digest, note)


def check_page(summons_id: UUID) -> str:
    """Where documents are checked, as the first letter of this summons says."""
    said = Content.objects.filter(summons_id=summons_id).earliest("seal_id").canonical
    return template_of(json.loads(bytes(said))["template"]).check


def seal_proof(content: Content) -> bytes:
    """That this content is under its seal, as a receipt that proves itself."""
    beside = Content.objects.filter(seal_id=content.seal_id).order_by("position")
    hashes = [bytes(digest) for digest in beside.values_list("sha256", flat=True)]
    return member_proof(hashes, content.position, bytes(content.seal.note))


def stated_roll(said: Roll) -> bytes:
    """Which facts there are about a summons, signed with the key that seals its notices."""
    return stated(said.text(), FileSigner(seal_keys().batch.key))


def current_content(summons_id: UUID) -> Content:
    """What the latest notice of a summons says. A new date is a new notice (F4)."""
    contents = Content.objects.filter(summons_id=summons_id).select_related("seal")
    return contents.latest("seal_id")


def letter_of(
    content: Content,
    *,
    address: tuple[str, ...] = (),
    large: bool = False,
    neutral: bool = False,
) -> Letter:
    """The letter that this content makes, by the template that it names."""
    said = bytes(content.canonical)
    template = template_of(json.loads(said)["template"])
    return Letter(said, template, address, large=large, neutral=neutral)
