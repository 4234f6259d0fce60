"""The rules of this house that no ready-made linter knows, held over the syntax tree.

Each rule is one module: its docstring gives the rule and the reason, `NAME` its name and
`check(project)` yields a `Violation` for each place that breaks it.

A place that has to break a rule says so, on its own line or on the line above:

    # house: <rule> because <reason>

An opt-out without a reason, of an unknown rule, or of nothing at all is itself a violation.
"""
