"""What each role may do here."""

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("documents", "0001_initial"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        append_only("documents_content"),
        grant("documents_content", app="SELECT, INSERT", bulk="SELECT, INSERT"),
        grant("documents_freetext", app="SELECT, INSERT", retention="SELECT, DELETE"),
    )
