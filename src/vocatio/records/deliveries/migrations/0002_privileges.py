"""What each role may do here."""

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("deliveries", "0001_initial"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        append_only("deliveries_inboxitem"),
        grant("deliveries_inboxitem", app="SELECT, INSERT", bulk="SELECT, INSERT"),
    )
