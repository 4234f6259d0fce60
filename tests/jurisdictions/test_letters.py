"""Every jurisdiction that is shipped can put its notices on paper, in each of its languages."""

import pytest

from tests.gateways.letters import ADDRESS, VALUES
from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.summons.content import compose
from vocatio.gateways import profiles, templates
from vocatio.gateways.typesetting import Letter, typeset

LANGUAGES = [
    (code, language)
    for code in profiles.codes()
    for language in profiles.load(code).profile.head.languages
]


@pytest.mark.parametrize(("code", "chosen"), LANGUAGES)
def test_a_letter_is_drawn(code: str, chosen: str) -> None:
    template = templates.load(code).template
    official = profiles.load(code).profile.head.languages[0]
    languages = dict.fromkeys((official, chosen))
    said = compose(
        template.notice,
        official=official,
        chosen=chosen,
        variables=dict.fromkeys(languages, VALUES),
        code="7KQ4-0ZFT-91PM-HX3C",
        template=template.version,
        issued="2026-03-01T08:00:00.000000Z",
        dated=dict.fromkeys(languages, "1 March 2026"),
    )
    drawn = typeset(Letter(canonical(said), template, ADDRESS))
    assert drawn.pages >= 2 * len(languages)
