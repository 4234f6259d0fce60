"""What each role may do here."""

from django.db import migrations

from vocatio.records.ledger.privileges import fact_table, grant


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("register", "0001_initial"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        *fact_table("register_registerfact"),
        grant("register_import", app="SELECT, INSERT", bulk="SELECT, INSERT"),
        grant("register_person", app="SELECT, INSERT, UPDATE", bulk="SELECT, INSERT, UPDATE"),
        grant("register_identifier", app="SELECT, INSERT", bulk="SELECT, INSERT"),
        grant(
            "register_address",
            app="SELECT, INSERT, UPDATE (until)",
            bulk="SELECT, INSERT, UPDATE (until)",
        ),
        grant(
            "register_liability",
            app="SELECT, INSERT, UPDATE (until)",
            bulk="SELECT, INSERT, UPDATE (until)",
        ),
        grant(
            "register_liabilitystatus",
            app="SELECT, INSERT, UPDATE (until)",
            bulk="SELECT, INSERT, UPDATE (until)",
        ),
    )
