"""What can become of a message that is handed to somebody who delivers it."""

from vocatio.domain.errors import VocatioError


class Later(VocatioError):
    """It was not taken for now: the same message may be tried again."""

    def __init__(self, code: str) -> None:
        super().__init__(f"not taken for now ({code})")
        self.code = code


class Never(VocatioError):
    """It was refused for good: trying again changes nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(f"refused for good ({code})")
        self.code = code


class Gone(VocatioError):
    """The server cannot be reached: nothing was said about any message."""
