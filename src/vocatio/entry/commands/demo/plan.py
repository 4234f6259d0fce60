"""What a demo is made of, and how it tells what it does."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

#: Of every account of the staff. It opens nothing but a demo.
PASSWORD = "demo-only-not-secret"  # noqa: S105 because it is printed on the screen of every demo


#: Members of the court of a demo, who sign in at a realm of their own (F11).
COURT_REALM = "court.demo"
BOARD_REALM = "board.demo"
JUDGES = ("judge", "second-judge", "appeal-judge")


@dataclass(frozen=True, slots=True)
class Plan:
    """Size and seed of a demo; `paper`: nobody has an inbox, and it ends once all is printed."""

    jurisdiction: str
    people: int
    call: int
    seed: int
    paper: bool = False

    @property
    def name(self) -> str:
        """Name of the database of this demo: the same plan finds the same one again."""
        size = f"{self.people}_{self.call}_{self.seed}"
        return f"vocatio_demo_{self.jurisdiction}_{size}{'_paper' if self.paper else ''}"


@dataclass(slots=True)
class Account:
    """Tells what happens and how long each step took, in seconds."""

    times: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Name a step, and say how long it took once it is done."""
        click.echo(f"  {title} … ", nl=False)
        begin = time.perf_counter()
        yield
        self.times[title] = time.perf_counter() - begin
        click.echo(f"{self.times[title]:.1f} s")
