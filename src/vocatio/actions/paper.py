"""Which template governs: the version that was in force at issue, kept in the database."""

import json
from functools import lru_cache

from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.summons.template import Template, parse
from vocatio.gateways import templates
from vocatio.records.documents.models import TemplateVersion


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
