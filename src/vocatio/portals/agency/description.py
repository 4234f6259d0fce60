"""What the API is, for machines: OpenAPI 3.1."""

from typing import Any

from vocatio import __version__
from vocatio.domain.agency.problems import ALL, Problem
from vocatio.domain.agency.question import CLAIMS, DOCUMENT, JTI, LONGEST
from vocatio.domain.consequences.force import Answer
from vocatio.domain.law.floor import ANSWER_LIVES, MEASURE_KINDS

_COMPACT = {"type": "string", "pattern": r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"}
_SECONDS = {"type": "integer", "description": "Seconds since 1970-01-01 (RFC 7519 NumericDate)."}
_WORDS = {
    "type": "object",
    "description": "Language (BCP 47) to text.",
    "additionalProperties": {"type": "string"},
    "minProperties": 1,
}


def description(server: str) -> dict[str, Any]:
    """The whole document.

    Args:
        server: the address at which agencies ask; also the issuer of all answers.
    """
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Is a measure in force?",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": server}],
        "paths": {
            "/v1/questions": {"post": _ask()},
            "/v1/keys": {"get": _keys()},
            "/v1/openapi.json": {"get": _self()},
        },
        "components": {"schemas": _schemas(server)},
    }


_ABOUT = (
    "One question: is there a measure of kind K in force for the person of this document now? "
    "Questions and answers are JWS in compact form (RFC 7515), signed with ES256. An answer "
    f"lives {ANSWER_LIVES.seconds // 60} minutes. “unknown”, an answer that has expired, and "
    "every problem are no basis to stop anyone. Whoever is not registered and whoever has "
    "nothing in force get the same answer. Every question is shown to the person at once."
)


def _ask() -> dict[str, Any]:
    return {
        "operationId": "ask",
        "summary": "Ask about one person, by the document that they present.",
        "requestBody": {
            "required": True,
            "content": {
                "application/jose": {"schema": {"$ref": "#/components/schemas/SignedQuestion"}}
            },
        },
        "responses": {
            "200": {
                "description": "A signed answer.",
                "content": {
                    "application/jose": {"schema": {"$ref": "#/components/schemas/SignedAnswer"}}
                },
            },
            **_problems(),
        },
    }


def _keys() -> dict[str, Any]:
    return {
        "operationId": "keys",
        "summary": "The keys by which answers are verified (RFC 7517).",
        "responses": {
            "200": {
                "description": "A set of public keys.",
                "content": {
                    "application/jwk-set+json": {"schema": {"$ref": "#/components/schemas/Keys"}}
                },
            }
        },
    }


def _self() -> dict[str, Any]:
    return {
        "operationId": "description",
        "summary": "This document.",
        "responses": {
            "200": {
                "description": "OpenAPI 3.1.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        },
    }


def _problems() -> dict[str, Any]:
    """One response for each status; its description names every problem that has it."""
    by_status: dict[int, list[type[Problem]]] = {}
    for problem in ALL:
        by_status.setdefault(problem.status, []).append(problem)
    return {
        str(status): {
            "description": " ".join(f"{p.slug}: {(p.__doc__ or '').strip()}" for p in problems),
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
        for status, problems in by_status.items()
    }


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": sorted(properties.keys() - {*optional}),
        "properties": properties,
    }


def _schemas(server: str) -> dict[str, Any]:
    return {
        "SignedQuestion": _COMPACT
        | {
            "contentMediaType": "application/jose",
            "description": "Header: alg ES256, kid the thumbprint (RFC 7638) of your key, typ "
            "vocatio-question+jws, and nothing else. Payload: Question.",
        },
        "SignedAnswer": _COMPACT
        | {
            "contentMediaType": "application/jose",
            "description": "Header: alg ES256, kid one of /v1/keys, typ vocatio-answer+jws. "
            "Payload: Answer.",
        },
        "Question": _question(server),
        "Answer": _answer(server),
        "Keys": _object({"keys": {"type": "array", "minItems": 1, "items": _key()}}),
        "Problem": _object(
            {
                "type": {"type": "string", "enum": [f"urn:vocatio:problem:{p.slug}" for p in ALL]},
                "title": {"type": "string"},
                "status": {"type": "integer", "enum": sorted({p.status for p in ALL})},
                "detail": {"type": "string"},
                "words": _WORDS,
            }
        ),
    }


def _question(server: str) -> dict[str, Any]:
    text = {"type": "string", "maxLength": LONGEST}
    properties = {
        "iss": {"type": "string", "description": "Your code."},
        "aud": {"const": server},
        "iat": _SECONDS | {"description": "Now, within 60 seconds."},
        "jti": {"type": "string", "pattern": f"^{JTI.pattern}$", "description": "Random, once."},
        "document": _object(dict.fromkeys(sorted(DOCUMENT), text)),
        "kind": {"enum": list(MEASURE_KINDS)},
        "purpose": {"type": "string", "description": "One of those granted to you."},
    }
    return _object({name: properties[name] for name in sorted(CLAIMS)})


def _answer(server: str) -> dict[str, Any]:
    appeal = _object({"body": {"type": "string"}, "words": _WORDS})
    said = _object(
        {
            "iss": {"const": server},
            "aud": {"type": "string", "description": "Your code."},
            "iat": _SECONDS,
            "exp": _SECONDS | {"description": "From then on it is no basis to stop anyone."},
            "jti": {"type": "string", "description": "Of your question."},
            "question": {
                "type": "string",
                "description": "SHA-256 of your signed question as you sent it, base64url.",
            },
            "answer": {"enum": [each.value for each in Answer]},
            "kind": {"enum": list(MEASURE_KINDS)},
            "words": _WORDS,
            "until": {"type": "string", "format": "date-time"},
            "appeal": appeal | {"description": "Where to appeal."},
        },
        optional=("until", "appeal"),
    )
    in_force = {"properties": {"answer": {"const": Answer.IN_FORCE.value}}}
    both = {"required": ["until", "appeal"]}
    neither = {"properties": {"until": False, "appeal": False}}
    return said | {"if": in_force, "then": both, "else": neither}


def _key() -> dict[str, Any]:
    names = ("kty", "crv", "x", "y", "kid", "alg", "use")
    return _object({name: {"type": "string"} for name in names})
