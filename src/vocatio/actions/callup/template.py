"""Is the template of a jurisdiction whole? Asked before a release would refuse it."""

from collections.abc import Iterator
from typing import NamedTuple

from vocatio.domain.evidence.canonical import Json, canonical
from vocatio.domain.summons.content import VALUES, compose, compose_withdrawal
from vocatio.domain.summons.corrections import Reason
from vocatio.domain.summons.template import Template
from vocatio.gateways import templates
from vocatio.gateways.typesetting import Letter, typeset

#: Stands where a code, a date or an instant does; the letter is about nobody.
CODE, WHEN = "0000-0000-0000-0000", "2000-01-01T08:00:00.000000Z"
WINDOW = ("Given Family", "Street 1", "1010 Town")


class Drawn(NamedTuple):
    """A letter that was drawn for a try: in which language, what it is, how many pages it has."""

    language: str
    kind: str
    pages: int


class Checked(NamedTuple):
    """What was found: the version that a release would name, and letters in each language."""

    version: str
    letters: tuple[Drawn, ...]


# house: authorship because it reads the files of the installation, and tells of nobody
def check_template(code: str) -> Checked:
    """Read the template, and draw every kind of letter in every language of the profile.

    Raises:
        UnknownJurisdiction: naming those that there are.
        PartMissing: a notice lacks a part, or does not speak of the person (F3).
        TemplateIncomplete: naming what a letter lacks.
        AddressTooLong: the site does not fit into the square code.
        Unprintable: a letter cannot be drawn.
    """
    template = templates.load(code).template
    return Checked(template.version, tuple(_drawn(template)))


def _drawn(template: Template) -> Iterator[Drawn]:
    official = next(iter(template.sender))
    for language in template.sender:
        languages = dict.fromkeys((official, language))
        about: dict[str, Json] = {
            "code": CODE,
            "template": template.version,
            "issued": WHEN,
            "dated": dict.fromkeys(languages, WHEN[:10]),
        }
        values = {name: f"[{name}]" for name in VALUES} | {"about": CODE}
        said = {each: values | {"why": template.reasons[each][Reason.ERROR]} for each in languages}
        notice = compose(
            template.notice, official=official, chosen=language, variables=said, **about
        )
        withdrawal = compose_withdrawal(
            template.correction, official=official, chosen=language, variables=said, **about
        )
        for kind, content in (("notice", notice), ("withdrawal", withdrawal)):
            drawn = typeset(Letter(canonical(content), template, WINDOW))
            yield Drawn(language, kind, drawn.pages)
