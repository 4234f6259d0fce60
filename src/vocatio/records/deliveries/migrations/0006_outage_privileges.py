"""What each role may do with outages, and what never changes about them."""

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, fact_table, grant


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("deliveries", "0005_outages"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        append_only("deliveries_outage"),
        # UPDATE lets a row be locked; the trigger refuses to change one.
        grant("deliveries_outage", app="SELECT, INSERT, UPDATE (id)"),
        *fact_table("deliveries_outagefact"),
        grant("deliveries_beat", app="SELECT, INSERT, UPDATE (at)"),
    )
