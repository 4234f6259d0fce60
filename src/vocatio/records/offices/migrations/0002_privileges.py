"""What each role may do here."""

from django.db import migrations

from vocatio.records.ledger.privileges import grant


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("offices", "0001_initial"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        grant("offices_office", app="SELECT, INSERT, UPDATE", bulk="SELECT"),
        grant("offices_slot", app="SELECT, INSERT, UPDATE (capacity)", bulk="SELECT"),
    )
