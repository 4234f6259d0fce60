"""`python -m dev.house_rules [checkout]`: print what breaks a house rule; 1 if anything does."""

import sys
from pathlib import Path

from dev.house_rules.runner import violations
from dev.house_rules.source import load


def main(arguments: list[str]) -> int:
    """Check the checkout given, or the one this file is in."""
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    project = load(root)
    found = violations(project)
    for violation in found:
        print(violation)
    print(f"{len(project.modules)} modules, {len(found)} violations of the house rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
