"""The sections `channels` and `service`: ways to reach someone, and what counts as served."""

from dataclasses import dataclass

from vocatio.domain.law.citation import Citation
from vocatio.domain.law.periods import Period
from vocatio.domain.law.profile.kinds import LENGTH, RULE, choice, table, whole
from vocatio.domain.law.profile.reader import Reader
from vocatio.domain.law.profile.schema import InForce, Key, Need, Section, code_of
from vocatio.domain.law.rules import Rule

CODES = ("inbox", "paper", "hand", "published")
EFFECTS = ("serves", "informs")
CONSENT = ("obligatory", "consent", "opt_out")
ALERTS = ("email", "sms", "none")
WHEN = ("unread", "undelivered")


@dataclass(frozen=True, slots=True)
class Alert:
    """A message that something waits: by "email", "sms" or "none"; whether it is a duty."""

    by: tuple[str, ...]
    duty: bool


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a way is tried again, and after how long."""

    count: int
    every: Period


@dataclass(frozen=True, slots=True)
class FallBack:
    """The way that follows when this one is "unread" or "undelivered" for so long."""

    to: str
    when: str
    after: Period


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to serve that is in force: its rule, and the article that it rests on.

    Attributes:
        consent: "obligatory", "consent" (asked first) or "opt_out".
        order: 1 is tried first; None where the law leaves it open.
    """

    code: str
    rule: Rule
    citation: Citation
    consent: str | None
    alert: Alert | None
    order: int | None
    retries: Retries | None
    fall_back: FallBack | None

    @property
    def article(self) -> str:
        """Of the rule of service, in short."""
        return self.citation.article


def _alert(reader: Reader) -> Alert:
    return Alert(reader.choices("by", ALERTS), reader.flag("duty"))


def _retries(reader: Reader) -> Retries:
    return Retries(reader.whole("count", 0, 99), LENGTH.read(reader, "every"))


def _fall_back(reader: Reader) -> FallBack:
    to, when = reader.choice("to", CODES), reader.choice("when", WHEN)
    return FallBack(to, when, LENGTH.read(reader, "after"))


CHANNELS = Section(
    "channels",
    "ways to reach someone, one table for each",
    (
        Key("effect", choice(*EFFECTS), "whether it serves, or only informs", Need.REQUIRED),
        Key("consent", choice(*CONSENT), "whether people are asked first, or may opt out"),
        Key("alert", table("`{ by, duty }`", _alert), "the message that something waits"),
        Key("order", whole(1, len(CODES)), "1 is tried first"),
        Key(
            "retries",
            table("`{ count, every }`", _retries),
            "how often it is tried again",
            Need.OPTIONAL,
        ),
        Key(
            "fall_back",
            table("`{ to, when, after }`", _fall_back),
            "the way that follows when this one fails",
        ),
    ),
    coded=True,
    codes=CODES,
)

SERVICE = Section(
    "service",
    "when a summons counts as served: one rule for each channel that serves",
    tuple(Key(code, RULE, f"by the channel `{code}`", Need.OPTIONAL) for code in CODES),
)


def _channel(values: InForce, path: str) -> Channel | None:
    code = code_of(path)
    rule, citation = values(f"service.{code}"), values.citation(f"service.{code}")
    if rule is None or citation is None or values(f"{path}.effect") != "serves":
        return None
    return Channel(
        code=code,
        rule=rule,
        citation=citation,
        consent=values(f"{path}.consent"),
        alert=values(f"{path}.alert"),
        order=values(f"{path}.order"),
        retries=values(f"{path}.retries"),
        fall_back=values(f"{path}.fall_back"),
    )


def build(values: InForce) -> tuple[Channel, ...]:
    """The channels by which a summons can be served on one day.

    One whose rule is a placeholder serves nobody: time alone never runs against a person
    by a rule that nobody has read.
    """
    return values.build("channels", _channel)
