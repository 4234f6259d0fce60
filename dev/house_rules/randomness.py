"""Nothing in the domain is random: no random ids, no random numbers, no fresh keys.

A draw that cannot be repeated cannot be verified, and a decision that depends on chance is
none. Ids, salts and seeds come in as arguments; the actions make them.
"""

from collections.abc import Iterator

from dev.house_rules.source import Project, Violation

NAME = "randomness"

MODULES = ("random", "secrets", "uuid_utils", "numpy.random")
NAMES = frozenset(
    {"uuid.uuid1", "uuid.uuid4", "uuid.uuid6", "uuid.uuid7", "uuid.uuid8", "uuid.getnode"}
    | {"os.urandom", "os.getrandom"}
)


def check(project: Project) -> Iterator[Violation]:
    """Yield every source of randomness that the domain imports or uses."""
    message = "{} is random: in the domain, take it as an argument"
    for module in project.of("domain"):
        for found in module.imports:
            if found.reaches(*MODULES):
                yield Violation(module.path, found.line, NAME, message.format(found.target))
        for line, name in module.references:
            if name in NAMES or name.rpartition(".")[2] in {"generate", "generate_key"}:
                yield Violation(module.path, line, NAME, message.format(name))
