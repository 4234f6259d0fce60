"""Free text is written again under a new key."""

from django.db import migrations

from vocatio.records.ledger.privileges import grant


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("documents", "0003_template_version"),)

    operations = (grant("documents_freetext", app="UPDATE (encrypted)"),)
