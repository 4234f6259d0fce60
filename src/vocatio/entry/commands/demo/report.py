"""The short account at the end of a demo."""

from collections.abc import Mapping
from uuid import UUID

import click

from vocatio.actions.clock import now
from vocatio.actions.inspect.callups import callup
from vocatio.actions.inspect.summary import summary
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import State
from vocatio.entry.commands.demo.plan import Account
from vocatio.entry.commands.demo.staff import Team

PURPOSE = "demo: account of the call-up"

LETTERS = {
    Kind.RECEIVED: "delivered",
    Kind.DEPOSITED: "left for collection",
    Kind.RETURNED: "came back",
}


def report(callup_id: UUID, team: Team, account: Account) -> None:
    """Print how many were called, served and by which rule, replied, excused, came, or not."""
    page = callup(callup_id, by=team.planner, purpose=PURPOSE, at=now())
    found = summary(callup_id, by=team.planner, purpose=PURPOSE, at=now())
    click.echo()
    click.echo(f"Order {page.reference}: {page.people:,} to be called from {page.pool:,} liable")
    aside = {code: count for code, count in page.set_aside if count is not None}
    _line("set aside for a human, shown", sum(aside.values()), aside)
    _line("called (summonses issued)", page.issued, {"withheld at issue": page.withheld})
    _line("served", sum(found.served.values()), found.served)
    _line("evidenced receipt", sum(found.receipts.values()), found.receipts)
    sent = found.sent
    _line("alerts", sent.get(Kind.ALERTED, 0), {"failed": sent.get(Kind.ALERT_FAILED, 0)})
    _line("letters", sent.get(Kind.PRINTED, 0), {w: sent.get(k, 0) for k, w in LETTERS.items()})
    _line("replied that they will come", found.replied, {})
    _line("asked for something", sum(found.requests.values()), found.requests)
    for state in State:
        if found.states.get(state):
            _line(f"now {state}", found.states[state], {})
    click.echo(f"All of it took {sum(account.times.values()):.0f} s.")


def _line(what: str, count: int, parts: Mapping[str, int]) -> None:
    told = "; ".join(f"{name}: {number:,}" for name, number in sorted(parts.items()) if number)
    click.echo(f"  {what:<28}{count:>10,}  {told}".rstrip())
