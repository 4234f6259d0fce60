"""What answering runs at the database is planned once: planning cost more than looking up."""

from django.db import connection

from tests.actions.agency_ground import Asking, ask
from tests.actions.world import World
from vocatio.actions.agency import manage
from vocatio.actions.agency.desk import Desk
from vocatio.actions.clock import now


def test_what_each_batch_runs_is_planned_once(world: World) -> None:
    manage.rotate_answering_key()
    world.crowd(1)
    desk, border = Desk(at=now()), Asking(world)
    for number in ("N1", "N2", "N3"):
        assert isinstance(ask(desk, border.question(desk, number)), bytes)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT generic_plans + custom_plans FROM pg_prepared_statements
               WHERE statement LIKE '%register_identifier%' OR statement LIKE '%agencies_record%'"""
        )
        assert sorted(runs for (runs,) in cursor) == [3, 3]
