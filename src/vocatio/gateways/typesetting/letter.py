"""What is put on the sheets of one letter, as the data that `letter.typ` draws."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vocatio.domain.consequences.telling import KINDS, in_order
from vocatio.domain.direction import RIGHT_TO_LEFT, fill
from vocatio.domain.summons.acknowledgement import ACKNOWLEDGEMENT, LABELLED
from vocatio.domain.summons.content import WITHDRAWAL, reading_order
from vocatio.domain.summons.template import Template
from vocatio.gateways.typesetting import fonts, qr

#: What the card offers to tick, and whether it leaves room to write.
CHOICES = (("card_come", False), ("card_cannot", True), ("card_not_me", False), ("card_help", True))
PLAIN = (("why", "reason"), ("when", "time"), ("where", "place"))
WITHDRAWN_PLAIN = (("why_now", "reason"), ("now", "now"), ("heard", "object"))
FILLED = ("now_text", "cannot", "check", "questions")
#: Kinds of letters without a card: what can be answered in a case is more than can be ticked.
NO_CARD = (WITHDRAWAL, ACKNOWLEDGEMENT, *KINDS)
LEGAL = ("reschedule", "object", "consequences", "heard", "appeal", "basis")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to be drawn.

    Attributes:
        content: canonical JSON as it was hashed at issue; it is attached as it is.
        template: the version that the content names.
        address: lines for the window of the envelope, name first; empty when the letter
            is handed out without one.
        large: large print, 16 points.
        neutral: the return line names no authority (protected persons, F23).
    """

    content: bytes
    template: Template
    address: tuple[str, ...] = ()
    large: bool = False
    neutral: bool = False


def drawing(letter: Letter) -> dict[str, Any]:
    """Everything that `letter.typ` needs to know."""
    content, template = json.loads(letter.content), letter.template
    languages = list(reading_order(content))
    first = template.words[languages[0]]
    return {
        "title": fonts.printable(content["text"][languages[0]]["heading"]),
        "author": fonts.printable(template.sender[languages[0]]),
        "fonts": fonts.FAMILIES,
        "large": letter.large,
        "code": content["code"],
        "qr": qr.drawn(f"{template.check}/?code={content['code']}"),
        "address": [fonts.breakable(fonts.printable(line)) for line in letter.address],
        "return_line": template.neutral_line if letter.neutral else template.return_line,
        "postal": _postal(template),
        "languages": [_language(content, template, code) for code in languages],
        "card": _card(template, languages) if content.get("kind") not in NO_CARD else None,
        "attachment": first["attachment"],
        "issued": int(datetime.fromisoformat(content["issued"]).timestamp()),
    }


def _postal(template: Template) -> dict[str, Any]:
    postal = template.postal
    return {
        "window": {name: getattr(postal.window, name) for name in ("x", "y", "width", "height")},
        "body": postal.body,
        "folds": list(postal.folds),
    }


def _spoken(code: str) -> dict[str, Any]:
    return {"code": code, "rtl": code in RIGHT_TO_LEFT}


def _language(content: Mapping[str, Any], template: Template, code: str) -> dict[str, Any]:
    words, text = template.words[code], content["text"][code]
    # A number that breaks at the end of a line is dialled in halves.
    telephone = template.telephone.replace(" ", "\u00a0")
    values = {"site": template.site, "check": template.check, "telephone": telephone}
    filled = {name: fill(words[name], code, **values) for name in FILLED}
    if content.get("kind") == WITHDRAWAL:
        said = [[words[label], text[part]] for label, part in WITHDRAWN_PLAIN]
        return _short(content, template, code, filled, said)
    if content.get("kind") == ACKNOWLEDGEMENT:
        labels = template.acknowledgement[code]["labels"]
        said = [[labels[part], text[part]] for part in LABELLED if part in text]
        return _short(content, template, code, filled, said)
    if content.get("kind") in KINDS:
        parts = in_order(content, code)
        return _short(
            content, template, code, filled, [["", parts[p]] for p in parts if p != "heading"]
        )
    plain = [[words[label], fonts.printable(text[part])] for label, part in PLAIN]
    return _spoken(code) | {
        "sender": template.sender[code],
        "date": content["dated"][code],
        "heading": fonts.breakable(fonts.printable(text["heading"])),
        "replaced": fonts.printable(text.get("replaced", "")),
        "plain": [*plain, [words["now"], filled["now_text"]]],
        "cannot": filled["cannot"],
        "nothing": words["nothing"],
        "check": filled["check"],
        "code_label": words["code"],
        "qr_alt": words["qr"],
        "legal_heading": words["legal"],
        "legal": [[words[part], fonts.printable(text[part])] for part in LEGAL],
    }


def _short(
    content: Mapping[str, Any],
    template: Template,
    code: str,
    filled: Mapping[str, str],
    said: list[list[str]],
) -> dict[str, Any]:
    """A letter with nothing to send back: withdrawn, written down for somebody, or in a case."""
    words, text = template.words[code], content["text"][code]
    return _spoken(code) | {
        "sender": template.sender[code],
        "date": content["dated"][code],
        "heading": fonts.breakable(fonts.printable(text["heading"])),
        "replaced": fonts.printable(text.get("no_receipt", "")),
        "plain": [[label, fonts.printable(body)] for label, body in said],
        "cannot": filled["questions"],
        "nothing": filled["check"],
        "code_label": words["code"],
        "qr_alt": words["qr"],
        "legal": [],
    }


def _card(template: Template, languages: list[str]) -> dict[str, Any]:
    """In both languages: one for who fills it in, one for who reads it."""

    def said(label: str) -> list[dict[str, Any]]:
        return [_spoken(code) | {"text": template.words[code][label]} for code in languages]

    return {
        "title": said("card"),
        "choices": [{"said": said(label), "blank": blank} for label, blank in CHOICES],
        "back": said("card_back"),
        "signature": said("card_signature"),
        "to": [fonts.printable(line) for line in template.card_to],
    }
