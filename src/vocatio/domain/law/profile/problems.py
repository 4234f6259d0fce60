"""What is wrong with a profile: every problem of a folder at once, each with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vocatio.domain.errors import VocatioError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which file, table and key, and how to mend it."""

    file: str
    table: str
    key: str
    says: str

    def __str__(self) -> str:
        key = f" {self.key}" if self.key else ""
        return f"{self.file}: [{self.table}]{key}: {self.says}"


class BadProfile(VocatioError):
    """A profile cannot be read: each line names file, table and key."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Problems:
    """Collects problems while a profile is read.

    Args:
        files: section -> the file that it stands in, for the messages.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._found: list[Problem] = []

    def add(self, table: str, key: str, says: str) -> None:
        """Note one."""
        file = self._files.get(table.partition(".")[0], "profile.toml")
        self._found.append(Problem(file, table, key, says))

    def refuse_any(self) -> None:
        """Go on only if there is none.

        Raises:
            BadProfile: with all of them, in the order in which they were found.
        """
        if self._found:
            raise BadProfile(self._found)
