"""What can be wrong with a bundle before anything in it is verified."""

from vocatio.domain.errors import VocatioError


class NotABundle(VocatioError):
    """This file is not a bundle, or one of a version that is not known here."""


class Damaged(VocatioError):
    """A member of the bundle is not what it was when the bundle was made.

    Attributes:
        member: its name in the zip; “start of the file” or “end of the file” beside the members.
    """

    def __init__(self, member: str, reason: str) -> None:
        super().__init__(f"{member}: {reason}")
        self.member = member
        self.reason = reason
