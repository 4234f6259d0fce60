"""Where a value, or a rule of the floor, stands, and how sure we are of it."""

from dataclasses import dataclass

#: "read": whoever wrote the value read the text itself; "secondary": read what somebody else
#: says of it; "unverified": neither, to be checked before anybody relies on it.
CONFIDENCE = ("read", "secondary", "unverified")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value stands; `url` or `source` says where it was read."""

    act: str
    article: str
    confidence: str
    url: str = ""
    source: str = ""

    def __str__(self) -> str:
        return f"{self.act}, {self.article}"
