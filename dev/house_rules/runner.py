"""All the rules, and how they are run together with their opt-outs."""

from collections.abc import Callable, Iterator, Mapping

from dev.house_rules import (
    authorship,
    clock,
    data_access,
    foreign_keys,
    jurisdiction_names,
    layout,
    model_methods,
    optouts,
    patched_clock,
    pure_domain,
    randomness,
    signals,
    size,
    words,
)
from dev.house_rules.source import Project, Violation

Check = Callable[[Project], Iterator[Violation]]

RULES: Mapping[str, Check] = {
    authorship.NAME: authorship.check,
    clock.NAME: clock.check,
    data_access.NAME: data_access.check,
    foreign_keys.NAME: foreign_keys.check,
    jurisdiction_names.NAME: jurisdiction_names.check,
    layout.NAME: layout.check,
    model_methods.NAME: model_methods.check,
    patched_clock.NAME: patched_clock.check,
    pure_domain.NAME: pure_domain.check,
    randomness.NAME: randomness.check,
    signals.NAME: signals.check,
    size.NAME: size.check,
    words.NAME: words.check,
}


def violations(project: Project) -> list[Violation]:
    """Everything that breaks a rule and is not excused with a reason, by path and line."""
    found = {violation for check in RULES.values() for violation in check(project)}
    unexcused = optouts.apply(project, sorted(found), frozenset(RULES))
    return sorted({*unexcused, *project.unreadable})
