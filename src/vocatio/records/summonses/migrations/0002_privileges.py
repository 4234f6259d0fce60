"""What each role may do here."""

from django.db import migrations

from vocatio.records.ledger.privileges import fact_table, grant


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("summonses", "0001_initial"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        *fact_table("summonses_summonsfact"),
        grant(
            "summonses_summons",
            app="SELECT, INSERT, UPDATE (state, next_due_at, request_open, slot_id)",
            bulk="SELECT, INSERT",
        ),
    )
